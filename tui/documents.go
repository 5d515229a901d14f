package tui

import (
	"cmp"
	"slices"
	"strconv"
	"strings"

	tea "github.com/charmbracelet/bubbletea"

	"gangmu/corpus/library"
	"gangmu/corpus/outline"
)

// documentOrders are the orders of the list of documents; the first is that of what was read last.
var documentOrders = []string{"", "date", "title", "number"}

var orderNames = map[string][2]string{"": {"最近读过", "last read"}, "date": {"按日期", "by date"}, "title": {"按标题", "by title"}, "number": {"按文号", "by number"}}

// documents lists the shelf: what was named on the command line as it was named, then the rest in the
// order that was chosen. What is typed narrows it, also by fields: see documentFilter.
func (m *model) documents() *list {
	order := m.library.order
	name := orderNames[order]
	l := &list{title: m.shell.say(sayDocuments) + m.glyph(" · ", ", ") + m.lang.pick(name[0], name[1]), none: m.shell.say(sayNoDocs), typing: true,
		toggle: docList, refill: (*model).documents}
	entries, when := slices.Clone(m.library.entries), m.memory.recent()
	described := make(map[*entry]*library.Listed, len(entries))
	for _, e := range entries {
		described[e] = e.describe()
	}
	slices.SortStableFunc(entries, func(a, b *entry) int {
		switch {
		case a.given != b.given && a.given:
			return -1
		case a.given != b.given:
			return 1
		case order == "date":
			return -library.Compare(described[a], described[b], order)
		case order != "":
			return library.Compare(described[a], described[b], order)
		case a.given:
			return 0
		}
		return cmp.Or(cmp.Compare(when[b.path], when[a.path]), cmp.Compare(a.path, b.path)) // an index has them as they were read
	})
	for i, e := range entries {
		d := described[e]
		it := item{label: e.title, detail: e.path, place: true, note: e.date, do: openAt{path: e.path, jump: true}, dim: d.Missing}
		if order == "title" && i > 0 && d.Newer != "" && d.Title == described[entries[i-1]].Title {
			it.depth = 1 // older versions below the newest
		}
		if e.number != "" {
			it.label += "  " + e.number
		}
		if s := m.standing(d.Standing()); s != "" {
			it.label += "  [" + s + "]"
		}
		if e.doc != nil && e.doc == m.text.doc {
			l.cursor = len(l.items)
			it.label = m.glyph("› ", "> ") + it.label
		}
		l.items = append(l.items, it)
	}
	l.only = func(query string) (string, func(int) bool) {
		f, rest := documentFilter(query)
		if f == (library.Filter{}) {
			return rest, nil
		}
		return rest, func(i int) bool { return f.Match(described[entries[i]]) }
	}
	return l
}

// describe is what is known of a document of the shelf.
func (e *entry) describe() *library.Listed {
	if e.listed != nil {
		return e.listed
	}
	l := &library.Listed{Card: library.Card{Path: e.path, Title: cmp.Or(e.name, e.title), Number: e.number, Date: e.date}}
	if e.doc != nil {
		l.Issuer, l.Genre = e.doc.Tree.Meta.Issuer, e.doc.Tree.Genre
	}
	if len(e.date) >= 4 {
		l.Year, _ = strconv.Atoi(e.date[:4])
	}
	return l
}

// standings are the words for them, and the words by which they are asked for.
var standings = map[string][2]string{library.Older: {"旧版", "older"}, library.Repealed: {"废止", "repealed"}, library.Copy: {"副本", "copy"},
	library.Missing: {"缺失", "missing"}, library.Unreadable: {"读不了", "unreadable"}, library.Current: {"现行", "current"}}

// standing is the word for what a document is beside the others; "" for the usual case.
func (m *model) standing(s string) string {
	if s == library.Current {
		return ""
	}
	return m.lang.pick(standings[s][0], standings[s][1])
}

// documentFilter reads the fields of what was typed at the list of documents (year:2016..2018
// 机关：国务院 state:旧版) and gives the rest, which is matched with titles. A field whose value is not
// yet typed to its end filters nothing.
func documentFilter(query string) (f library.Filter, rest string) {
	var words []string
	for _, w := range strings.Fields(query) {
		name, value, ok := strings.Cut(strings.Replace(w, "：", ":", 1), ":")
		if !ok || !setField(&f, strings.ToLower(name), value) {
			words = append(words, w)
		}
	}
	return f, strings.Join(words, " ")
}

// setField sets one field of a filter; false if there is no field of that name.
func setField(f *library.Filter, name, value string) bool {
	switch name {
	case "title", "标题":
		f.Title = value
	case "issuer", "机关", "发文机关":
		f.Issuer = value
	case "number", "文号":
		f.Number = value
	case "in", "路径":
		f.Path = value
	case "year", "年", "年份":
		_ = f.Years(strings.TrimSuffix(value, "年"))
	case "state", "is", "状态":
		for s, names := range standings {
			if value == names[0] || value == names[1] {
				f.Standing = s
			}
		}
	case "genre", "类", "类别":
		f.Genre = map[string]outline.Genre{"报告": outline.Report, "公文": outline.Report, "法律": outline.Statute, "法规": outline.Statute,
			"标准": outline.Standard, "其他": outline.Other, "report": outline.Report, "statute": outline.Statute, "standard": outline.Standard, "other": outline.Other}[value]
	default:
		return false
	}
	return true
}

// nextOrder puts the list of documents in its next order.
func (m *model) nextOrder() tea.Cmd {
	i := slices.Index(documentOrders, m.library.order)
	m.library.order = documentOrders[(i+1)%len(documentOrders)]
	m.refillList()
	m.list.cursor, m.list.first = 0, 0
	return nil
}

// refillList makes an open list anew because what it lists has changed; what was typed and the item
// under the cursor stay.
func (m *model) refillList() {
	l := m.list
	if l == nil || l.refill == nil {
		return
	}
	fresh := l.refill(m)
	fresh.from, fresh.alone = l.from, l.alone
	if m.prompt.kind == promptList {
		fresh.narrow(strings.TrimSpace(m.prompt.value()))
	}
	if view := l.view(); l.cursor < len(view) {
		was := l.items[view[l.cursor]].do
		for i, k := range fresh.view() {
			if fresh.items[k].do == was {
				fresh.cursor = i
			}
		}
	}
	m.list = fresh
}
