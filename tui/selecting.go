package tui

import (
	"strings"
	"unicode/utf8"

	tea "github.com/charmbracelet/bubbletea"

	"gangmu/corpus/outline"
	"gangmu/corpus/text"
	"gangmu/tui/layout"
)

// toggleSelection begins a selection at the first words in view, or gives it up.
func (m *model) toggleSelection() {
	t := &m.text
	if t.doc == nil {
		return
	}
	if t.sel.on {
		t.sel = selection{}
		return
	}
	m.focus(scopeText)
	from := t.span().Start
	if f := &t.doc.found; f.at >= 0 && t.span().Has(f.spans[f.at].Start) {
		from = f.spans[f.at].Start
	}
	for _, r := range t.visible() {
		if pos := t.doc.view.Pos(from); !r.Text.Empty() && pos < r.Text.End {
			t.sel = selection{on: true, from: from, to: t.doc.view.Src(r.Text.End)}
			break
		}
	}
	m.say(saySelect)
}

// moveSelection moves the free end of the selection; it reports whether the action did that.
func (m *model) moveSelection(a action, n int) bool {
	t := &m.text
	d := t.doc
	to := d.view.Pos(t.sel.to)
	f := t.flow()
	row := f.At(layout.Place{Off: max(to-1, 0)})
	switch a {
	case lineDown, pageDown, halfDown:
		if a != lineDown {
			n *= max(t.h/2, 1)
		}
		for range n {
			r, ok := nextTextRow(f.Next, row)
			if !ok {
				break
			}
			row = r
		}
		to = row.Text.End
	case lineUp, pageUp, halfUp:
		if a != lineUp {
			n *= max(t.h/2, 1)
		}
		for range n {
			r, ok := nextTextRow(f.Prev, row)
			if !ok {
				break
			}
			row = r
		}
		to = row.Text.End
	case nextPara, prevPara, nextHead, prevHead:
		keep := d.top
		lead := d.lead
		d.top, d.lead = t.sel.to, 0
		off := -1
		switch a {
		case nextPara:
			off = t.paragraph(+1)
		case prevPara:
			off = t.paragraph(-1)
		case nextHead:
			if s := d.headAfter(t.sel.to); s != nil {
				off = s.Start
			}
		case prevHead:
			if s := d.headBefore(t.sel.to); s != nil {
				off = s.Start
			}
		}
		d.top, d.lead = keep, lead
		if off >= 0 {
			to = d.view.Pos(off)
		}
	case toEnd:
		to = len(d.view.Text)
	case toTop:
		to = 0
	default:
		return false
	}
	t.sel.to = d.view.Src(to)
	t.reveal(d.view.Src(max(to-1, 0)))
	return true
}

// selected counts the characters selected.
func (m *model) selected() int {
	return utf8.RuneCountInString(m.text.doc.view.Slice(m.text.sel.span()))
}

// copy copies what is selected; without a selection the section that is read, with a citation.
func (m *model) copy(a action) tea.Cmd {
	d := m.text.doc
	if d == nil {
		return nil
	}
	var s string
	switch {
	case a == copyCite:
		s = m.citation(d.current)
	case m.text.sel.on:
		s = clean(d.view.Slice(m.text.sel.span()))
		m.text.sel = selection{}
	default:
		c := m.outlineOrCurrent()
		s = clean(d.view.Slice(text.Span{Start: c.Start, End: c.End})) + "\n\n" + m.citation(c)
	}
	return m.copyOut(s)
}

// outlineOrCurrent is the section that a command is about: the one under the cursor of the outline
// if that has the focus, else the one being read.
func (m *model) outlineOrCurrent() *outline.Section {
	if m.focused == scopeOutline && m.outline.cursor != nil {
		return m.outline.cursor
	}
	return m.text.doc.current
}

// citation names a place for a reader elsewhere: document, number, trail.
func (m *model) citation(s *outline.Section) string {
	d := m.text.doc
	var sb strings.Builder
	sb.WriteString("《" + strings.Trim(d.title, "《》") + "》")
	if n := d.Tree.Meta.Number; n != "" {
		sb.WriteString("（" + n + "）")
	}
	if t := trail(s, " › "); t != "" {
		sb.WriteString(" " + t)
	}
	return sb.String()
}

// clean is text as it is passed on: without blank lines at the ends and blanks at line ends.
func clean(s string) string {
	lines := strings.Split(strings.ReplaceAll(s, "\r\n", "\n"), "\n")
	for i := range lines {
		lines[i] = strings.TrimRight(lines[i], " \t　")
	}
	return strings.Trim(strings.Join(lines, "\n"), "\n")
}

// nextTextRow steps to the next row that has text.
func nextTextRow(step func(layout.Row) (layout.Row, bool), r layout.Row) (layout.Row, bool) {
	for {
		n, ok := step(r)
		if !ok {
			return r, false
		}
		if r = n; !r.Text.Empty() {
			return r, true
		}
	}
}
