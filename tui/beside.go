package tui

import (
	"fmt"

	tea "github.com/charmbracelet/bubbletea"

	"gangmu/corpus/compare"
	"gangmu/corpus/outline"
	"gangmu/tui/layout"
)

// A beside is a second document beside the one that is read. Where the one is read, the other
// shows the section that belongs to it; nothing else ties them.
type beside struct {
	text  textPane
	left  bool                         // it is the left one
	to    map[*outline.Section]partner // sections of the document read → of this one
	from  map[*outline.Section]partner // and back, for when they change places
	at    *outline.Section             // the section that it was brought to
	match partner
}

// A partner is the section of the other document that belongs to one.
type partner struct {
	*outline.Section
	relation   compare.Relation
	similarity float64
}

// besideMin is the least width, in cells, of each of two texts.
const besideMin = 34

// pairedMsg brings the sections of two documents that belong together.
type pairedMsg struct {
	a, b     *doc
	to, from map[*outline.Section]partner
}

// toggleBeside shows a second document, or one alone again.
func (m *model) toggleBeside() tea.Cmd {
	if m.beside != nil {
		m.beside = nil
		m.say(saySplitOff)
		return nil
	}
	l := m.documents()
	l.title = m.shell.say(sayBeside)
	items := l.items[:0]
	given := 0
	for _, it := range l.items {
		if at := it.do.(openAt); at.path != m.text.doc.Path {
			at.beside, at.jump = true, false
			it.do = at
			items = append(items, it)
			if m.library.by[at.path].given {
				given++
			}
		}
	}
	l.items, l.cursor = items, 0
	switch {
	case len(items) == 0:
		m.complain(saySplitNeed)
		return nil
	case len(items) == 1, given == 1: // those that were named come first
		return m.do(items[0].do)
	}
	m.openList(l)
	return nil
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

// pairUp finds which sections of the two documents belong together, off the loop.
func (m *model) pairUp() tea.Cmd {
	if m.beside == nil || !m.text.doc.Finished() || !m.beside.text.doc.Finished() {
		return nil
	}
	a, b := m.text.doc, m.beside.text.doc
	m.beside.to, m.beside.from, m.beside.at = nil, nil, nil
	return m.guard(func() tea.Msg {
		msg := pairedMsg{a: a, b: b, to: map[*outline.Section]partner{}, from: map[*outline.Section]partner{}}
		for _, p := range compare.Documents(a.Document, b.Document) {
			if p.A == nil || p.B == nil {
				continue
			}
			if old, ok := msg.to[p.A]; !ok || old.similarity < p.Similarity {
				msg.to[p.A] = partner{p.B, p.Relation, p.Similarity}
			}
			if old, ok := msg.from[p.B]; !ok || old.similarity < p.Similarity {
				msg.from[p.B] = partner{p.A, p.Relation, p.Similarity}
			}
		}
		return msg
	})
}

func (m *model) paired(msg pairedMsg) {
	b := m.beside
	switch {
	case b == nil:
	case msg.a == m.text.doc && msg.b == b.text.doc:
		b.to, b.from = msg.to, msg.from
	case msg.b == m.text.doc && msg.a == b.text.doc:
		b.to, b.from = msg.from, msg.to
	}
}

// keepInStep brings the second document to the section that belongs to the one being read.
func (m *model) keepInStep() {
	b := m.beside
	if b == nil || b.to == nil || m.text.doc.current == b.at {
		return
	}
	b.at = m.text.doc.current
	for s := b.at; s != nil; s = s.Parent {
		if p, ok := b.to[s]; ok {
			b.match = p
			b.text.show(p.Start)
			return
		}
	}
	b.match = partner{}
}

// changeOver makes the other document the one that is read.
func (m *model) changeOver() tea.Cmd {
	b := m.beside
	m.memory.keep(m.text.doc)
	center := m.text.center
	m.text, b.text = b.text, m.text
	m.text.center, b.text.center = center, false
	b.left = !b.left
	b.to, b.from = b.from, b.to
	b.text.sel, b.text.links = selection{}, nil
	m.outline.show(m.text.doc)
	m.arrange()
	b.at = m.text.section()
	m.text.doc.current = b.at
	m.outline.follow(b.at)
	return nil
}

// textRects are the rectangles of the text that is read and of the one beside it.
func (m *model) textRects() (read, other layout.Rect) {
	r := m.plan.Text
	if m.beside == nil || r.W < 2*besideMin+1 {
		return r, layout.Rect{}
	}
	a, b := r, r
	a.W = (r.W - 1) / 2
	b.X, b.W = r.X+a.W+1, r.W-1-a.W
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
	bar := m.divider()
	rows := make([]string, len(a))
	for y := range rows {
		rows[y] = a[y] + bar + b[y]
	}
	return rows
}

// relation says how the section shown differs from its partner.
func (b *beside) relation(sh *shell) string {
	if b.match.Section == nil {
		if b.to == nil || b.at == nil || b.at.Parent == nil {
			return ""
		}
		return sh.lang.pick("无对应", "no counterpart")
	}
	names := map[compare.Relation][2]string{compare.Same: {"相同", "same"}, compare.Changed: {"修改", "changed"},
		compare.Renamed: {"改编号", "renamed"}, compare.Moved: {"移动", "moved"}, compare.Split: {"拆分", "split"}, compare.Merged: {"合并", "merged"}}
	n := names[b.match.relation]
	if b.match.relation == compare.Same {
		return sh.lang.pick(n[0], n[1])
	}
	return fmt.Sprintf("%s %.0f%%", sh.lang.pick(n[0], n[1]), 100*b.match.similarity)
}
