// Package fold is the one notion of "the same text": documents, queries, highlighting and
// heading jumps compare folded text.
package fold

import "gangmu/corpus/text"

// A Folded is a folded text with its map to what it was folded from.
type Folded struct {
	Text string
	view *text.View
}

// Fold folds a repaired text; spans map to the source of v.
func Fold(v *text.View) *Folded { return &Folded{Text: v.Text, view: v} }

// Src maps a span of the folded text to the source.
func (f *Folded) Src(s text.Span) text.Span { return f.view.SrcSpan(s) }

// String folds a query or heading.
func String(s string) string { return s }
