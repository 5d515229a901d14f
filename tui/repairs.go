package tui

import (
	"strings"

	tea "github.com/charmbracelet/bubbletea"

	"gangmu/corpus/text"
)

// showRepairs lists what was repaired in the words on the screen, or in the selection: which rule,
// what the source has, what is shown for it, and why.
func (m *model) showRepairs() tea.Cmd {
	d := m.text.doc
	if d == nil {
		return nil
	}
	where := m.text.span()
	if m.text.sel.on {
		where = m.text.selected()
	}
	l := &list{title: m.shell.say(sayRepairs), toggle: repairs}
	for _, e := range d.View.EditsIn(where) {
		if e.Rule == text.Markup || e.Rule == text.Script {
			continue
		}
		l.items = append(l.items, item{note: m.lang.pick(ruleNames[e.Rule], string(e.Rule)),
			label: m.repaired(e), detail: e.Why, do: goTo{off: e.Span.Start}})
	}
	if len(l.items) == 0 {
		m.say(sayNoRepairs)
		return nil
	}
	m.openList(l)
	return nil
}

// repaired prints what an edit found and what it shows instead.
func (m *model) repaired(e text.Edit) string {
	found := strings.Join(strings.Fields(e.Span.In(m.text.doc.Source)), " ")
	if found == "" && e.Span.Len() > 0 {
		found = m.lang.pick("空白", "blank")
	}
	arrow := m.glyph(" → ", " -> ")
	switch shown := strings.TrimSpace(e.New); {
	case e.Span.Empty():
		return m.lang.pick("补 ", "added ") + shown
	case shown == "":
		return m.lang.pick("隐去 ", "hidden ") + m.m.Fit(found, min(m.m.Width(found), 40))
	default:
		return m.m.Fit(found, min(m.m.Width(found), 40)) + arrow + shown
	}
}
