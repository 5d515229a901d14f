package tui

import (
	"fmt"
	"slices"

	tea "github.com/charmbracelet/bubbletea"

	"gangmu/corpus/compare"
	"gangmu/tui/layout"
)

// A beside is a second document beside the one that is read. Where the one is read, the other
// shows the same place; nothing else ties them.
type beside struct {
	text  textPane
	left  bool     // it is the left one, or the upper one
	pair  *pairing // nil until the two have been compared
	now   int      // the difference that was gone to last, in pair.diffs; -1 = none
	at    int      // source offset of the document read that the other was brought to; -1 = none
	match []partner
}

// besideMin is the least width, in cells, of each of two texts beside each other, stackMin the least
// height of both where they stand one above the other.
const (
	besideMin = 34
	stackMin  = 8
)

// pairedMsg brings what two documents have to do with each other.
type pairedMsg struct{ pair *pairing }

// toggleBeside shows a second document, or one alone again.
func (m *model) toggleBeside() tea.Cmd {
	if m.beside != nil {
		m.closeBeside()
		m.say(saySplitOff)
		return nil
	}
	l := m.besideList()
	given := 0
	for _, it := range l.items {
		if m.library.by[it.do.(openAt).path].given {
			given++
		}
	}
	switch {
	case len(l.items) == 0 && m.library.scanning:
		m.library.then = (*model).toggleBeside // as soon as it is known which documents there are
		return nil
	case len(l.items) == 0:
		m.complain(saySplitNeed)
		return nil
	case len(l.items) == 1, given == 1: // those that were named come first
		return m.do(l.items[0].do)
	}
	m.openList(l)
	return nil
}

// besideList lists the documents that can be shown beside the one that is read.
func (m *model) besideList() *list {
	l := m.documents()
	l.title = m.shell.say(sayBeside)
	l.toggle, l.refill = split, (*model).besideList
	all, only := l.items, l.only
	var kept []int // of all
	l.items = nil
	for i, it := range all {
		if at := it.do.(openAt); at.path != m.text.doc.Path {
			at.beside, at.jump = true, false
			it.do = at
			l.items, kept = append(l.items, it), append(kept, i)
		}
	}
	l.only = func(query string) (string, func(int) bool) {
		rest, keep := only(query)
		if keep == nil {
			return rest, nil
		}
		return rest, func(i int) bool { return keep(kept[i]) }
	}
	l.cursor = 0
	return l
}

// setBeside shows d beside the document that is read.
func (m *model) setBeside(d *doc) tea.Cmd {
	if d == m.text.doc {
		return nil
	}
	if !d.seen {
		d.seen = true
		m.memory.recall(d, m.o.FromStart)
		m.history.earlier(d)
	}
	m.beside = &beside{text: textPane{doc: d, opts: m.text.opts, limit: m.text.limit}}
	m.want.Zen = false
	m.arrange()
	return m.pairUp()
}

// closeBeside shows one document alone again.
func (m *model) closeBeside() {
	m.beside = nil
	m.text.contrast = contrast{}
}

// pairUp compares the two documents, off the loop.
func (m *model) pairUp() tea.Cmd {
	b := m.beside
	if b == nil {
		return nil
	}
	b.pair, b.match, b.at, b.now = nil, nil, -1, -1
	m.text.contrast, b.text.contrast = contrast{}, contrast{}
	x, y := m.text.doc, b.text.doc
	if !x.Finished() || !y.Finished() {
		return nil
	}
	if b.left {
		x, y = y, x
	}
	return m.guard(func() tea.Msg { return pairedMsg{pairOf(x, y)} })
}

// paired takes over the comparison.
func (m *model) paired(msg pairedMsg) {
	b, p := m.beside, msg.pair
	if b == nil || p.docs != [2]*doc{m.text.doc, b.text.doc} && p.docs != [2]*doc{b.text.doc, m.text.doc} {
		return
	}
	b.pair = p
	side := p.side(m.text.doc)
	m.text.contrast, b.text.contrast = p.contrast(side), p.contrast(1-side)
	if m.note.text == "" {
		m.say(sayDifferences, len(p.diffs), m.keyHelp().keysOf(nextChange, 1))
	}
}

// keepInStep brings the second document to what is being read.
func (m *model) keepInStep() {
	b := m.beside
	if b == nil || b.pair == nil || m.text.doc.top == b.at {
		return
	}
	b.at = m.text.doc.top
	for y, r := range m.text.visible() {
		if r.Text.Empty() {
			continue
		}
		off := m.text.doc.view.Src(r.Text.Start)
		to, match, ok := b.pair.across(b.pair.side(m.text.doc), m.text.doc.sectionAt(off), off)
		b.match = match
		if ok {
			b.text.show(to)
			b.text.move(-y)
		}
		return
	}
}

// nextDifference goes n differences on or back: from the current one if it is in view, else from what
// is. Both texts show it in the same row.
func (m *model) nextDifference(a action, n int) {
	b := m.beside
	switch {
	case b == nil:
		m.complain(sayNoBeside, m.keyHelp().keysOf(split, 1))
		return
	case b.pair == nil:
		m.say(sayComparing)
		return
	case len(b.pair.diffs) == 0:
		m.say(sayNoDifference)
		return
	}
	p, side := b.pair, b.pair.side(m.text.doc)
	order := p.order[side]
	in := m.text.span()
	at := slices.Index(order, b.now)
	if at < 0 || !in.Has(p.diffs[b.now][side].Start) {
		if at = p.next(side, in.Start); a == nextChange {
			at--
		}
	}
	if a == nextChange {
		at += n
	} else {
		at -= n
	}
	switch {
	case at >= len(order):
		at = 0
		m.say(sayWrapped)
	case at < 0:
		at = len(order) - 1
		m.say(sayWrappedUp)
	}
	b.now = order[at]
	m.showDifference(p.diffs[b.now], side)
}

// showDifference brings d into view in both texts.
func (m *model) showDifference(d difference, side int) {
	b := m.beside
	mine, other := d[side], d[1-side]
	if !m.text.span().Has(mine.Start) {
		m.history.leave(m.here())
	}
	m.text.reveal(mine.Start)
	m.text.contrast.now, b.text.contrast.now = mine, other
	y := m.text.rowOf(mine.Start)
	b.text.show(other.Start)
	b.text.move(-y)
	b.at = m.text.doc.top
	m.refresh()
	_, b.match, _ = b.pair.across(side, m.text.doc.sectionAt(mine.Start), mine.Start)
}

// changeOver makes the other document the one that is read.
func (m *model) changeOver() tea.Cmd {
	b := m.beside
	m.memory.keep(m.text.doc)
	center := m.text.center
	m.text, b.text = b.text, m.text
	m.text.center, b.text.center = center, false
	b.left = !b.left
	b.text.sel, b.text.links = selection{}, nil
	m.outline.show(m.text.doc)
	m.arrange()
	b.at = m.text.doc.top
	m.text.doc.current = m.text.section()
	m.outline.follow(m.text.doc.current)
	return nil
}

// textRects are the rectangles of the text that is read and of the one beside it, which is empty
// where there is room for one only. A list takes its rows first.
func (m *model) textRects() (read, other layout.Rect) {
	r := m.plan.Text
	if m.list != nil {
		r.H -= m.list.height(r.H)
	}
	if m.beside == nil || r.H < stackMin && r.W < 2*besideMin+1 {
		return r, layout.Rect{}
	}
	a, b := r, r
	if r.W >= 2*besideMin+1 {
		a.W = (r.W - 1) / 2
		b.X, b.W = r.X+a.W+1, r.W-1-a.W
	} else {
		a.H = (r.H + 1) / 2
		b.Y, b.H = r.Y+a.H, r.H-a.H
	}
	if m.beside.left {
		return b, a
	}
	return a, b
}

// drawTexts draws the two texts with their trails.
func (m *model) drawTexts(read, other layout.Rect) []string {
	a := m.drawText(&m.text, read.W, "")
	b := m.drawText(&m.beside.text, other.W, m.beside.relation(m.shell))
	if m.beside.left {
		a, b = b, a
	}
	if read.X == other.X {
		return append(a, b...)
	}
	bar := m.divider()
	rows := make([]string, len(a))
	for y := range rows {
		rows[y] = a[y] + bar + b[y]
	}
	return rows
}

// relation says how the section that is read differs from its partners.
func (b *beside) relation(sh *shell) string {
	if b.pair == nil || b.at < 0 {
		return ""
	}
	if len(b.match) == 0 {
		if b.pair.side(b.text.doc) == 0 {
			return sh.lang.pick("＋ 新增", "+ added")
		}
		return sh.lang.pick("－ 删去", "- dropped")
	}
	first := b.match[0]
	if first.Parent == nil {
		return ""
	}
	names := map[compare.Relation][2]string{compare.Same: {"相同", "same"}, compare.Changed: {"修改", "changed"},
		compare.Renamed: {"改编号", "renamed"}, compare.Moved: {"移动", "moved"}, compare.Split: {"拆分", "split"}, compare.Merged: {"合并", "merged"}}
	n := names[first.relation]
	s := sh.lang.pick(n[0], n[1])
	if first.relation == compare.Split || first.relation == compare.Merged {
		for _, p := range b.match {
			s += " " + p.Label.Text
		}
	}
	if first.relation == compare.Same || first.similarity == 1 {
		return s
	}
	return fmt.Sprintf("%s %.0f%%", s, 100*first.similarity)
}

// count says which of how many differences was gone to last.
func (b *beside) count() string {
	if b.pair == nil {
		return ""
	}
	if at := slices.Index(b.pair.order[1-b.pair.side(b.text.doc)], b.now); at >= 0 {
		return fmt.Sprintf("%d/%d", at+1, len(b.pair.diffs))
	}
	return fmt.Sprint(len(b.pair.diffs))
}
