package index

import (
	"context"

	"gangmu/corpus/fold"
	"gangmu/corpus/text"
)

// Lone is the term that q asks for, if it asks for one as it stands and for nothing else: then In
// finds what Find does.
func (q Query) Lone() (term string, ok bool) {
	w, ok := q.root.(*word)
	if !ok || w.field != "" || w.mode != literal || !w.quoted && newSpelling(fold.String(w.text)) != nil {
		return "", false
	}
	return w.text, true
}

// In finds a term as it stands, and its numbers in any writing, in a repaired text: what a search
// for the term in quotation marks finds, but by reading the text, which needs no index and no folded
// copy of it. Spans of the source, in order, without overlaps; none if ctx ends. sieve may be that of
// v, or nil.
func In(ctx context.Context, v *text.View, sieve *fold.Sieve, term string) []text.Span {
	return scanner(term).In(ctx, v, sieve)
}

// Near gives those of the matches of In that are from the source offset from on in the next few
// hundred thousand bytes, and perhaps some just before: it takes less than a millisecond.
func Near(ctx context.Context, v *text.View, sieve *fold.Sieve, term string, from int) []text.Span {
	return scanner(term).Near(ctx, v, sieve, v.Pos(from))
}

func scanner(term string) *fold.Scanner {
	t, err := newTerm(&word{text: term, quoted: true})
	if err != nil {
		return fold.NewScanner(nil)
	}
	needles := make([]fold.Needle, len(t.alts))
	for i, a := range t.alts {
		needles[i] = a.Needle
	}
	return fold.NewScanner(needles)
}
