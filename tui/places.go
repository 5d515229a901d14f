package tui

import (
	"fmt"
	"slices"

	tea "github.com/charmbracelet/bubbletea"

	"gangmu/corpus/outline"
)

// runPlace carries out what goes to places: jumps, history, marks, lists of them.
func (m *model) runPlace(a action, n, count int) (tea.Cmd, bool) {
	switch a {
	case back:
		for range n - 1 {
			m.goBack()
		}
		return m.goBack(), true
	case forward:
		for range n - 1 {
			m.goForward()
		}
		return m.goForward(), true
	case docList:
		m.openList(m.documents())
		return nil, true
	case markList:
		m.openList(m.markItems())
		return nil, true
	case unnote:
		m.openList(m.markItems())
		m.say(sayNoNote)
		return nil, true
	case nextDoc:
		return m.switchDocument(n), true
	case prevDoc:
		return m.switchDocument(-n), true
	case nextChange, prevChange:
		m.nextDifference(a, n)
		return nil, true
	}
	if m.text.doc == nil {
		return nil, false
	}
	switch a {
	case jump:
		if count > 0 {
			return m.jumpTo(count), true
		}
		m.ask(promptJump)
	case jumpCount:
		if count > 0 {
			return m.jumpTo(count), true
		}
		m.text.move(1)
	case pickHead:
		m.openList(m.headings())
	case refs:
		return m.showRefs(), true
	case citedBy:
		return m.showCiting(), true
	case annotate:
		m.annotate()
	case findings:
		return m.showFindings(), true
	case repairs:
		return m.showRepairs(), true
	default:
		return nil, false
	}
	return nil, true
}

// headings lists the headings to pick one by typing.
func (m *model) headings() *list {
	d := m.text.doc
	l := &list{title: m.shell.say(sayHeadings), none: m.shell.say(sayNoOutline), typing: true, previews: true}
	d.Tree.Root.Walk(func(s *outline.Section) bool {
		if s.Parent == nil || s.Item {
			return s.Parent == nil
		}
		it := item{label: s.Heading(), detail: d.articles[s], depth: min(depth(s)-1, 6), do: goTo{off: s.Start}}
		if s.Missing {
			it.label, it.dim = s.Label.Text+m.why(s.Why), true
		}
		if s == d.current {
			l.cursor = len(l.items)
		}
		l.items = append(l.items, it)
		return true
	})
	return l
}

// setMark gives the place the letter key.
func (m *model) setMark(key string) {
	d := m.text.doc
	if d == nil || len([]rune(key)) != 1 || key == "'" || key == "`" {
		return
	}
	d.marks[[]rune(key)[0]] = mark{d.top, m.memory.now().UnixMilli()}
	m.memory.keep(d)
	m.say(sayMarked, key)
}

// goToMark goes to the mark of that letter; ' is where one was before the last jump.
func (m *model) goToMark(key string) tea.Cmd {
	if key == "'" || key == "`" {
		s, ok := m.history.back(m.here())
		if !ok {
			m.say(sayNoBack)
			return nil
		}
		now := m.here()
		m.history.future = nil
		m.history.past = append(m.history.past, now)
		return m.visit(s)
	}
	d := m.text.doc
	if d == nil {
		return nil
	}
	k, ok := d.marks[[]rune(key)[0]]
	if !ok {
		m.complain(sayNoMark, key)
		return nil
	}
	m.goTo(goTo{off: k.Off})
	return nil
}

// markItems lists the marks of all open documents and the notes, those of the one that is read first.
func (m *model) markItems() *list {
	l := &list{title: m.shell.say(sayMarks), none: m.shell.say(sayNoMarks), toggle: markList}
	for _, e := range m.library.entries {
		d := e.doc
		if d == nil {
			continue
		}
		letters := make([]rune, 0, len(d.marks))
		for r := range d.marks {
			letters = append(letters, r)
		}
		slices.Sort(letters)
		for _, r := range letters {
			k := d.marks[r]
			label := trail(d.sectionAt(k.Off), m.glyph(" › ", " > "))
			if label == "" {
				label = m.shell.say(sayStart)
			}
			l.items = append(l.items, item{note: string(r), label: label, detail: d.quote(k.Off),
				do: openAt{path: d.Path, off: k.Off, place: true, jump: true}})
		}
	}
	if ns := m.noteItems(); len(ns) > 0 {
		l.items = append(l.items, ns...)
		l.title = m.shell.say(sayMarksNotes)
	}
	if len(l.items) > 0 {
		l.title += fmt.Sprintf(" (%d)", len(l.items))
	}
	return l
}
