package notes

import (
	"strings"

	"gangmu/corpus"
	"gangmu/corpus/outline"
	"gangmu/corpus/text"
)

// On makes a note on a stretch of d, in bytes of its source, that begins in section s; trail is
// the headings from the top down to it.
func On(d *corpus.Document, span text.Span, s *outline.Section, trail, written string) Note {
	n := New([]rune(d.Source), d.Rune(span.Start), d.Rune(span.End), written)
	lines := strings.FieldsFunc(d.View.Slice(span), func(r rune) bool { return r == '\n' || r == '\r' })
	if shown := strings.Join(lines, " "); shown != n.Quote {
		n.Shown = shown
	}
	m := d.Tree.Meta
	n.Path, n.Title, n.Number, n.Date = d.Path, m.Title, m.Number, m.Date
	n.Section, n.Trail = s.ID, trail
	return n
}

// Head is what a note on a section, or on a stretch of it, is anchored to: the heading, or the
// first line if it has none. Spans of the source, in bytes.
func Head(d *corpus.Document, s *outline.Section, span text.Span) text.Span {
	if s.Start == span.Start && s.Title != "" {
		span.End = max(s.TitleSpan.End, s.Start)
	} else if i := strings.IndexAny(span.In(d.Source), "\r\n"); i > 0 {
		span.End = span.Start + i
	}
	return span
}
