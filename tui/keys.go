package tui

import (
	"fmt"
	"strings"
)

// An action is what a key does. Its value is the name by which the configuration file and the
// palette call it.
type action string

// A scope says where a key is bound: a key of scopeBase holds wherever the focus is, one of the
// others only there.
type scope uint8

const (
	scopeBase scope = iota
	scopeText
	scopeOutline
	scopeResults
	scopeSelect // while something is selected; keys of this scope hide those of the text
)

// A group is a heading of the help.
type group uint8

const (
	groupMove group = iota
	groupHeadings
	groupOutline
	groupSearch
	groupPlaces
	groupCopy
	groupView
	groupProgram
	groups
)

var groupNames = [groups][2]string{
	{"移动", "Move"}, {"跳转", "Jump"}, {"目录（大纲）", "Outline"}, {"查找", "Search"},
	{"往返与书签", "Places"}, {"复制与选择", "Copy"}, {"显示", "View"}, {"程序", "Program"},
}

// A binding is one row of the key table, of which dispatch, help, footer, palette and the
// README's list are made; see bound.
type binding struct {
	do     action
	scope  scope
	group  group
	keys   string // separated by blanks; the keys of a sequence are joined by "·": z·1
	zh, en string
}

// The actions. A name ending in "-" takes the next key as its argument.
const (
	lineDown  action = "line-down"
	lineUp    action = "line-up"
	halfDown  action = "half-page-down"
	halfUp    action = "half-page-up"
	pageDown  action = "page-down"
	pageUp    action = "page-up"
	toTop     action = "top"
	toEnd     action = "end"
	nextHead  action = "next-heading"
	prevHead  action = "previous-heading"
	nextPeer  action = "next-sibling"
	prevPeer  action = "previous-sibling"
	nextPara  action = "next-paragraph"
	prevPara  action = "previous-paragraph"
	jump      action = "jump"
	jumpCount action = "jump-to-count"
	pickHead  action = "pick-heading"
	parent    action = "parent"

	outlineShow action = "outline"
	nextPane    action = "next-pane"
	prevPane    action = "previous-pane"
	foldIn      action = "collapse"
	foldOut     action = "expand"
	foldToggle  action = "toggle-fold"
	foldInAll   action = "collapse-branch"
	foldOutAll  action = "expand-branch"
	foldNone    action = "expand-all"
	foldAll     action = "collapse-all"
	foldMore    action = "fold-more"
	foldLess    action = "fold-less"
	foldLevel   action = "fold-to-level-"
	enter       action = "enter"
	outlineFind action = "outline-hits-only"
	outlineSize action = "outline-sizes"
	wider       action = "outline-wider"
	narrower    action = "outline-narrower"

	findHere   action = "find"
	findNext   action = "find-next"
	findPrev   action = "find-previous"
	filter     action = "filter-lines"
	searchAll  action = "search"
	searchSame action = "search-this"
	searchMore action = "search-within"
	searchSave action = "save-search"
	searchList action = "saved-searches"
	trendShow  action = "trend"

	back     action = "back"
	forward  action = "forward"
	markSet  action = "mark-"
	markGo   action = "go-to-mark-"
	markList action = "marks"
	annotate action = "annotate"
	unnote   action = "delete-note"
	docList  action = "documents"
	nextDoc  action = "next-document"
	prevDoc  action = "previous-document"
	split    action = "two-documents"

	nextChange action = "next-difference"
	prevChange action = "previous-difference"

	copyText action = "copy"
	copyCite action = "cite"
	selectOn action = "select"

	selectWhole action = "select-paragraphs"
	selLeft     action = "select-left"
	selRight    action = "select-right"
	selUp       action = "select-up"
	selDown     action = "select-down"
	selWord     action = "select-word"
	selWordBack action = "select-word-back"
	selRowStart action = "select-row-start"
	selRowEnd   action = "select-row-end"
	selOther    action = "select-other-end"

	refs       action = "references"
	citedBy    action = "cited-by"
	findings   action = "findings"
	repairs    action = "repairs"
	source     action = "source-text"
	script     action = "script"
	textWider  action = "text-wider"
	textNarrow action = "text-narrower"
	textReset  action = "text-width-reset"
	justify    action = "justify"
	hangMarks  action = "hanging"
	firstLine  action = "indent"
	spacing    action = "spacing"
	mouseMode  action = "mouse"
	zen        action = "zen"
	info       action = "info"
	theme      action = "theme"

	palette action = "palette"
	help    action = "help"
	editor  action = "editor"
	pager   action = "pager"
	reload  action = "reload"
	redraw  action = "redraw"
	suspend action = "suspend"
	escape  action = "escape"
	closeUp action = "close"
	quit    action = "quit"

	none action = "" // does nothing
)

// defaultKeys is the key table.
var defaultKeys = []binding{
	{lineDown, scopeBase, groupMove, "j down ctrl+e ctrl+n", "下一行", "line down"},
	{lineUp, scopeBase, groupMove, "k up ctrl+y ctrl+p", "上一行", "line up"},
	{halfDown, scopeBase, groupMove, "d ctrl+d", "下半屏", "half page down"},
	{halfUp, scopeBase, groupMove, "u ctrl+u", "上半屏", "half page up"},
	{pageDown, scopeBase, groupMove, "f pgdown ctrl+f", "下一屏", "page down"},
	{pageDown, scopeText, groupMove, "space", "下一屏", "page down"},
	{pageUp, scopeBase, groupMove, "b pgup ctrl+b", "上一屏", "page up"},
	{toTop, scopeBase, groupMove, "home <", "文首（也可 gg）", "top (also gg)"},
	{toEnd, scopeBase, groupMove, "G end >", "文末", "end"},

	{jump, scopeBase, groupHeadings, "g f5", "跳到编号：28⏎ 第28条，1.3⏎ 一（三），50%⏎；先按数字也可：28g", "go to a number: 28⏎, 1.3⏎, 50%⏎; or number first: 28g"},
	{jumpCount, scopeText, groupHeadings, "enter", "先按数字再回车：跳到该条", "after a number: go there"},
	{pickHead, scopeBase, groupHeadings, "@ ctrl+g f6", "按标题查找（汉字、拼音、首字母）", "find a heading (Chinese, pinyin, initials)"},
	{nextHead, scopeBase, groupHeadings, "]", "下一标题", "next heading"},
	{prevHead, scopeBase, groupHeadings, "[", "上一标题", "previous heading"},
	{nextPeer, scopeBase, groupHeadings, ")", "下一同级标题", "next heading of the same level"},
	{prevPeer, scopeBase, groupHeadings, "(", "上一同级标题", "previous heading of the same level"},
	{parent, scopeBase, groupHeadings, "^", "上级标题", "heading above"},
	{nextPara, scopeBase, groupHeadings, "}", "下一段", "next paragraph"},
	{prevPara, scopeBase, groupHeadings, "{", "上一段", "previous paragraph"},
	{refs, scopeBase, groupHeadings, "r f4", "屏上的引用；1–9 跟随", "references in view; 1–9 follows"},
	{citedBy, scopeBase, groupHeadings, "I", "谁引用了本节（文库里）", "who cites this section, in the library"},

	{outlineShow, scopeBase, groupOutline, "o ctrl+t f2", "目录开关", "outline on/off"},
	{nextPane, scopeBase, groupOutline, "tab ctrl+w·w", "切换窗格", "next pane"},
	{prevPane, scopeBase, groupOutline, "shift+tab", "反向切换窗格", "previous pane"},
	{foldIn, scopeOutline, groupOutline, "h left z·c", "折叠，或到上级", "collapse, or go to the parent"},
	{foldOut, scopeOutline, groupOutline, "l right z·o", "展开，或到下级", "expand, or go to the first child"},
	{foldToggle, scopeOutline, groupOutline, "space z·a", "折叠/展开", "toggle fold"},
	{foldInAll, scopeOutline, groupOutline, "H", "连同下级折叠", "collapse with children"},
	{foldOutAll, scopeOutline, groupOutline, "L", "连同下级展开", "expand with children"},
	{foldAll, scopeOutline, groupOutline, "-", "全部折叠", "collapse all"},
	{foldNone, scopeOutline, groupOutline, "=", "全部展开", "expand all"},
	{foldAll, scopeBase, groupOutline, "z·M", "全部折叠", "collapse all"},
	{foldNone, scopeBase, groupOutline, "z·R", "全部展开", "expand all"},
	{foldMore, scopeBase, groupOutline, "z·m", "少展开一级", "fold one level more"},
	{foldLess, scopeBase, groupOutline, "z·r", "多展开一级", "fold one level less"},
	{foldLevel, scopeBase, groupOutline, "z·1 z·2 z·3 z·4 z·5 z·6 z·7 z·8 z·9", "展开到第几级", "unfold to that level"},
	{enter, scopeResults, groupSearch, "enter", "到所选的一处", "go to the hit"},
	{searchMore, scopeResults, groupSearch, "&", "在结果中再找", "search within the hits"},
	{searchSave, scopeResults, groupSearch, "*", "存下或删去这个检索式", "save or forget this search"},
	{foldToggle, scopeResults, groupSearch, "space", "折叠/展开一个文件的结果", "fold a document's hits"},
	{foldIn, scopeResults, groupSearch, "h left -", "折叠", "collapse"},
	{foldOut, scopeResults, groupSearch, "l right =", "展开", "expand"},
	{enter, scopeOutline, groupOutline, "enter", "到正文该处", "go there in the text"},
	{outlineFind, scopeOutline, groupOutline, "&", "只列有命中的标题及其上级", "only headings with hits and those above"},
	{outlineFind, scopeBase, groupOutline, "z·&", "只列有命中的标题及其上级", "only headings with hits and those above"},
	{outlineSize, scopeBase, groupOutline, "#", "目录中各节的字数", "sizes of the sections in the outline"},
	{wider, scopeBase, groupOutline, "ctrl+right", "目录加宽", "wider outline"},
	{narrower, scopeBase, groupOutline, "ctrl+left", "目录变窄", "narrower outline"},

	{findHere, scopeBase, groupSearch, "/ f7", "在本文中查找，边输边找", "find in this document as you type"},
	{findNext, scopeBase, groupSearch, "n", "下一处", "next match"},
	{findPrev, scopeBase, groupSearch, "N", "上一处", "previous match"},
	{filter, scopeText, groupSearch, "&", "只列含有某词的段落", "only paragraphs that hold a term"},
	{searchAll, scopeBase, groupSearch, "s f3", "在全部文件中查找", "search all documents"},
	{searchSame, scopeBase, groupSearch, "S", "用当前查找词检索全部文件", "search all documents for the term found here"},
	{searchList, scopeBase, groupSearch, "K", "存下的检索式", "saved searches"},
	{trendShow, scopeBase, groupSearch, "C", "词语逐年出现多少次", "how often terms occur, by year"},

	{back, scopeBase, groupPlaces, "backspace alt+left ctrl+o", "后退", "back"},
	{forward, scopeBase, groupPlaces, "alt+right F", "前进", "forward"},
	{markSet, scopeBase, groupPlaces, "m", "设书签（再按一字母）", "set a mark (then a letter)"},
	{markGo, scopeBase, groupPlaces, "' `", "到书签；'' 回到上一处", "go to a mark; '' where you were"},
	{markList, scopeBase, groupPlaces, "B f8", "书签和批注列表", "list of marks and notes"},
	{annotate, scopeBase, groupPlaces, "a", "批注所选或本节；在列表中修改", "write a note on the selection or this section; in the list, change it"},
	{unnote, scopeBase, groupPlaces, "X delete", "在列表中删除批注", "in the list, delete a note"},
	{docList, scopeBase, groupPlaces, "D f9", "文件列表", "documents"},
	{nextDoc, scopeBase, groupPlaces, "alt+down ctrl+w·n", "下一文件", "next document"},
	{prevDoc, scopeBase, groupPlaces, "alt+up ctrl+w·p", "上一文件", "previous document"},
	{split, scopeBase, groupPlaces, "W", "两文件对照", "two documents side by side"},
	{nextChange, scopeBase, groupPlaces, ".", "对照时：下一处差异", "in two documents: next difference"},
	{prevChange, scopeBase, groupPlaces, ",", "对照时：上一处差异", "in two documents: previous difference"},

	{copyText, scopeBase, groupCopy, "y c", "复制本节（附出处）或所选", "copy this section with its citation, or the selection"},
	{copyText, scopeSelect, groupCopy, "enter", "复制所选", "copy the selection"},
	{copyCite, scopeBase, groupCopy, "Y", "只复制出处；选择时复制所选并附出处", "copy the citation; while selecting, the selection with it"},
	{selectOn, scopeBase, groupCopy, "v", "逐字选择（移动扩大，y 复制）", "select characters (move, then y)"},
	{selectWhole, scopeBase, groupCopy, "V", "整段选择", "select whole paragraphs"},
	{selLeft, scopeSelect, groupCopy, "h left", "选择：左移一字", "selecting: one character left"},
	{selLeft, scopeBase, groupCopy, "shift+left", "选择：左移一字", "selecting: one character left"},
	{selRight, scopeSelect, groupCopy, "l right", "选择：右移一字", "selecting: one character right"},
	{selRight, scopeBase, groupCopy, "shift+right", "选择：右移一字", "selecting: one character right"},
	{selUp, scopeBase, groupCopy, "shift+up", "选择：上移一行", "selecting: one row up"},
	{selDown, scopeBase, groupCopy, "shift+down", "选择：下移一行", "selecting: one row down"},
	{selWord, scopeSelect, groupCopy, "w", "选择：到下一小句、单词", "selecting: to the next clause or word"},
	{selWordBack, scopeSelect, groupCopy, "b", "选择：到上一小句、单词", "selecting: to the clause or word before"},
	{selRowStart, scopeSelect, groupCopy, "0 home", "选择：到行首", "selecting: to the beginning of the row"},
	{selRowEnd, scopeSelect, groupCopy, "$ end", "选择：到行末", "selecting: to the end of the row"},
	{selOther, scopeSelect, groupCopy, "o", "选择：换到另一端", "selecting: the other end"},

	{source, scopeBase, groupView, "w", "修复稿/原文", "repaired/source text"},
	{repairs, scopeBase, groupView, "E", "屏上（或所选）的修复：改了什么，为什么", "repairs in view or in the selection: what and why"},
	{script, scopeBase, groupView, "t", "原字/简体/繁體", "script as is/simplified/traditional"},
	{findings, scopeBase, groupView, "x", "编号校对结果", "findings on the numbering"},
	{info, scopeBase, groupView, "i", "文件信息", "about this document"},
	{textWider, scopeBase, groupView, "+", "正文加宽", "wider text"},
	{textNarrow, scopeText, groupView, "- _", "正文变窄", "narrower text"},
	{textReset, scopeText, groupView, "=", "正文宽度复原", "text width as set"},
	{justify, scopeBase, groupView, "J", "两端对齐", "justify"},
	{hangMarks, scopeBase, groupView, "z·h", "行末标点悬挂", "hanging punctuation"},
	{firstLine, scopeBase, groupView, "z·f", "首行缩进", "first-line indent"},
	{spacing, scopeBase, groupView, "z·s", "段间空行：0、1、2", "blank rows between paragraphs: 0, 1, 2"},
	{zen, scopeBase, groupView, "f11 z·i", "专注阅读", "zen"},
	{mouseMode, scopeBase, groupView, "M", "鼠标开关（关闭后可用终端选字）", "mouse on/off (off: select with the terminal)"},
	{theme, scopeBase, groupView, "T", "配色", "theme"},

	{palette, scopeBase, groupProgram, ": f10", "命令（可输入命令名或编号）", "commands (or a number)"},
	{help, scopeBase, groupProgram, "? f1", "帮助", "help"},
	{editor, scopeBase, groupProgram, "e", "在 $EDITOR 中打开此处", "open here in $EDITOR"},
	{pager, scopeBase, groupProgram, "|", "在 $PAGER 中打开此处", "open here in $PAGER"},
	{reload, scopeBase, groupProgram, "R", "重新读入", "reload"},
	{redraw, scopeBase, groupProgram, "ctrl+l", "重画屏幕", "redraw"},
	{suspend, scopeBase, groupProgram, "ctrl+z", "挂起", "suspend"},
	{escape, scopeBase, groupProgram, "esc", "关闭最上层（从不退出）", "close the topmost layer (never quits)"},
	{closeUp, scopeBase, groupProgram, "q", "关闭最上层；没有时退出", "close the topmost layer; else quit"},
	{quit, scopeBase, groupProgram, "ctrl+c Z·Z", "退出", "quit"},
}

// takesArgument reports whether a takes the key after it as its argument, whatever it is.
func (a action) takesArgument() bool { return a == markSet || a == markGo }

// rows is how many rows a moves in a pane of h rows, downwards more than 0; an end is toEdge rows away.
// It reports whether a moves by rows.
func (a action) rows(h int) (n int, ok bool) {
	switch a {
	case lineDown:
		n = 1
	case lineUp:
		n = -1
	case halfDown:
		n = max(h/2, 1)
	case halfUp:
		n = -max(h/2, 1)
	case pageDown:
		n = max(h-1, 1)
	case pageUp:
		n = -max(h-1, 1)
	case toTop:
		n = -toEdge
	case toEnd:
		n = toEdge
	}
	return n, n != 0
}

// toEdge is more rows than any pane has.
const toEdge = 1 << 30

// split lists the key sequences of b.
func (b binding) sequences() []string { return strings.Fields(b.keys) }

// A keymap finds the action of a key. It is made of a table of bindings.
type keymap struct {
	table  []binding
	find   map[scope]map[string]action
	prefix map[string]bool
	first  map[action]string // the first key of an action as it is printed; made when first asked for
}

// newKeymap makes a keymap; the error names two actions that claim one key in one place.
func newKeymap(table []binding) (*keymap, error) {
	m := &keymap{table: table, find: map[scope]map[string]action{}, prefix: map[string]bool{}}
	for s := scopeBase; s <= scopeSelect; s++ {
		m.find[s] = map[string]action{}
	}
	for _, b := range table {
		for _, k := range b.sequences() {
			if a, ok := m.claimed(b.scope, k); ok {
				return nil, fmt.Errorf("%s: %s, %s", k, a, b.do)
			}
			m.find[b.scope][k] = b.do
			if i := strings.LastIndex(k, "·"); i > 0 {
				m.prefix[k[:i]] = true
			}
		}
	}
	for p := range m.prefix {
		for s := range m.find {
			if a, ok := m.find[s][p]; ok {
				return nil, fmt.Errorf("%s: %s, %s …", p, a, p)
			}
		}
	}
	return m, nil
}

// claimed is the action that k has already where a binding of scope s would hold.
func (m *keymap) claimed(s scope, k string) (action, bool) {
	if s == scopeSelect {
		a, ok := m.find[s][k]
		return a, ok
	}
	if s != scopeBase {
		if a, ok := m.find[scopeBase][k]; ok {
			return a, true
		}
		a, ok := m.find[s][k]
		return a, ok
	}
	for _, t := range []scope{scopeBase, scopeText, scopeOutline, scopeResults} {
		if a, ok := m.find[t][k]; ok {
			return a, true
		}
	}
	return "", false
}

// firstKey is the first key of a as it is printed; "" if it has none.
func (m *keymap) firstKey(a action) string {
	if m.first == nil {
		m.first = map[action]string{}
		for _, b := range m.table {
			if ks := b.sequences(); len(ks) > 0 && m.first[b.do] == "" {
				m.first[b.do] = printKey(ks[0])
			}
		}
	}
	return m.first[a]
}

// lookup finds the action of the key sequence k where the focus is in s.
func (m *keymap) lookup(s scope, k string) (action, bool) {
	if a, ok := m.find[s][k]; ok {
		return a, true
	}
	if s == scopeSelect {
		if a, ok := m.find[scopeText][k]; ok {
			return a, true
		}
	}
	a, ok := m.find[scopeBase][k]
	return a, ok
}

// keyNames prints keys as people know them.
var keyNames = strings.NewReplacer("·", "", "ctrl+", "Ctrl+", "alt+", "Alt+", "shift+tab", "Shift+Tab", "shift+", "Shift+",
	"pgdown", "PgDn", "pgup", "PgUp", "home", "Home", "end", "End", "enter", "⏎", "esc", "Esc",
	"space", "Space", "backspace", "Backspace", "delete", "Del", "tab", "Tab", "left", "←", "right", "→", "up", "↑", "down", "↓",
	"f10", "F10", "f11", "F11", "f12", "F12", "f1", "F1", "f2", "F2", "f3", "F3", "f4", "F4",
	"f5", "F5", "f6", "F6", "f7", "F7", "f8", "F8", "f9", "F9")

func printKey(k string) string {
	if len(k) == 1 {
		return k
	}
	if strings.HasPrefix(k, "z·") && len(k) == len("z·1") {
		return "z" + k[len("z·"):]
	}
	s := keyNames.Replace(k)
	if i := strings.LastIndex(s, "+"); i > 0 && len(s) == i+2 {
		s = s[:i+1] + strings.ToUpper(s[i+1:])
	}
	return s
}
