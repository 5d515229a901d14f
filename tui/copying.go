package tui

import (
	"strings"

	tea "github.com/charmbracelet/bubbletea"

	"gangmu/corpus"
	"gangmu/corpus/outline"
	"gangmu/corpus/text"
)

// copy copies what is selected, with its citation for copyCite. Without a selection it is the
// section that is read, with its citation, or for copyCite the citation alone.
func (m *model) copy(a action) tea.Cmd {
	d := m.text.doc
	if d == nil {
		return nil
	}
	var span text.Span
	cite := ""
	switch {
	case m.text.sel.on:
		span = m.text.selected()
		if a == copyCite {
			cite = m.citation(d.sectionAt(span.Start))
		}
		m.text.sel = selection{}
	case a == copyCite:
		cite = m.citation(m.outlineOrCurrent())
	default:
		c := m.outlineOrCurrent()
		span, cite = text.Span{Start: c.Start, End: c.End}, m.citation(c)
	}
	paras, raw := d.paras, d.raw
	return m.copyOut(func() string {
		s := passage(paras, raw, span)
		if s != "" && cite != "" {
			s += "\n\n"
		}
		return s + cite
	})
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

// passage is the text of a source span as it is passed on: a paragraph is one line, without indent
// and blanks at its end; of the empty lines between two, one stays. Items of a list in a sentence
// stay together. Source text without repairs
// stays as it is but for blanks at the ends of lines.
func (d *doc) passage(src text.Span) string { return passage(d.paras, d.raw, src) }

func passage(paras *corpus.Paragraphs, raw bool, src text.Span) string {
	v := paras.View
	in := v.PosSpan(src)
	if raw {
		return trimLines(in.In(v.Text))
	}
	var sb strings.Builder
	last, head := -1, false // where the text of the paragraph before ends, and whether it is a heading
	q := paras.At(in.Start)
	for ok := true; ok && q.Span.Start < in.End; q, ok = paras.Next(q) {
		s := q.Text
		if q.Role == corpus.Code {
			s = text.Span{Start: q.Span.Start, End: q.Text.End}
		}
		s = text.Span{Start: max(s.Start, in.Start), End: min(s.End, in.End)}
		if s.Empty() {
			continue
		}
		if last >= 0 {
			lines := min(strings.Count(v.Text[last:s.Start], "\n"), 2)
			if lines == 0 && (head || s.Start > last) { // set apart, though on one line of the source
				lines = 1
			}
			sb.WriteString(strings.Repeat("\n", lines))
		}
		sb.WriteString(s.In(v.Text))
		last, head = s.End, q.Role == corpus.Head
	}
	return trimLines(sb.String())
}

// trimLines is text without blank lines at the ends and blanks at line ends.
func trimLines(s string) string {
	lines := strings.Split(strings.ReplaceAll(s, "\r\n", "\n"), "\n")
	for i := range lines {
		lines[i] = strings.TrimRight(lines[i], " \t　")
	}
	return strings.Trim(strings.Join(lines, "\n"), "\n")
}
