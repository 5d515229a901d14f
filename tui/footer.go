package tui

import "strings"

// An offer is an action that the footer names, in fewer words than the key table has for it.
type offer struct {
	do     action
	zh, en string
}

// What the footer offers, the most wanted first, by what the reader is doing.
var (
	offersReading   = []offer{{jump, "跳转", "go to"}, {findHere, "查找", "find"}, {searchAll, "检索", "search"}, {outlineShow, "目录", "outline"}, {docList, "文件", "documents"}, {closeUp, "退出", "quit"}}
	offersFound     = []offer{{findNext, "下一处", "next"}, {findPrev, "上一处", "previous"}, {escape, "取消", "cancel"}}
	offersSelecting = []offer{{copyText, "复制", "copy"}, {copyCite, "附出处", "with citation"}, {annotate, "批注", "note"}, {escape, "取消", "cancel"}}
	offersBeside    = []offer{{nextChange, "下一差异", "next difference"}, {prevChange, "上一差异", "previous"}, {closeUp, "合上", "close"}}
	offersOutline   = []offer{{enter, "到正文", "go there"}, {foldToggle, "折叠", "fold"}, {foldAll, "全折", "fold all"}, {foldNone, "全开", "unfold all"}, {nextPane, "换窗格", "next pane"}}
	offersResults   = []offer{{enter, "打开", "open"}, {searchMore, "再找", "within"}, {searchSave, "存下", "save"}, {nextPane, "换窗格", "next pane"}, {closeUp, "关闭", "close"}}
)

// offered is what the footer offers now.
func (m *model) offered() []offer {
	d := m.text.doc
	switch {
	case m.want.Zen || m.list != nil || m.page != nil:
		return nil
	case m.focused == scopeOutline:
		return offersOutline
	case m.focused == scopeResults:
		return offersResults
	case d == nil:
		return offersReading
	case m.text.sel.on:
		return offersSelecting
	case m.beside != nil:
		return offersBeside
	case len(d.found.spans) > 0:
		return offersFound
	}
	return offersReading
}

// offers prints as many of them as w cells hold: j 下一处  N 上一处
func (m *model) offers(w int) string {
	var parts []string
	for _, o := range m.offered() {
		key := m.keys.firstKey(o.do)
		if key == "" {
			continue // the reader has taken its keys away
		}
		s := key + " " + m.lang.pick(o.zh, o.en)
		if w -= m.m.Width(s) + 2; w < 0 {
			break
		}
		parts = append(parts, s)
	}
	return strings.Join(parts, "  ")
}
