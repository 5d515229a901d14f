package index

import (
	"context"
	"time"

	"gangmu/corpus/fold"
	"gangmu/corpus/text"
)

// Find gives the matches of q in the documents of x, in source order, document by document: what
// a reader of one document walks through with n and N. It is meant for an index of one open
// document made by Memory. The matches are those of the sections that answer, as in Search, but
// nothing is ranked or cut.
func (x *Index) Find(ctx context.Context, q Query) ([]text.Span, error) {
	if q.Empty() {
		return nil, ctx.Err()
	}
	p, err := newPlan(q)
	if err != nil {
		return nil, err
	}
	var spans []text.Span
	for k, s := range x.shards {
		e := &evaluator{}
		e.ready(x, p, 0, time.Time{})
		p.weigh(make([]int, len(p.words)), 0)
		e.in(&shortlist{no: k, s: s, cand: x.candidates(p, s)})
		for d := range s.size() {
			if err := ctx.Err(); err != nil {
				return nil, err
			}
			e.best.found = e.best.found[:0]
			e.doc(d)
			if len(e.best.found) == 0 || e.err != nil {
				continue
			}
			if spans, err = x.findIn(e, d, spans); err != nil {
				return nil, err
			}
		}
		if e.err != nil {
			return nil, e.err
		}
	}
	return spans, nil
}

// findIn appends the matches in document d, which has just been evaluated.
func (x *Index) findIn(e *evaluator, d int, spans []text.Span) ([]text.Span, error) {
	s := e.s
	whole, err := x.whole(s, d)
	if err != nil {
		return nil, err
	}
	put := func(o occ) {
		sp := o.src
		if sp.End == 0 {
			sp = whole.source(o.start, o.end)
		}
		if n := len(spans); n == 0 || spans[n-1] != sp {
			spans = append(spans, sp)
		}
	}
	if e.hunted == 0 {
		for _, f := range e.best.found {
			for _, o := range e.matchesOf(f) {
				put(o)
			}
		}
		return spans, nil
	}
	base := int(s.docs[d].text)
	next, owner := -1, -1
	for _, o := range e.occs {
		if e.hunted>>o.word&1 == 0 {
			continue
		}
		if at := o.start - base; at >= next {
			p := s.pieceAt(d, at)
			next = s.pieceEnd(d, p)
			_, sec, _ := s.piece(p)
			owner = e.owner(sec)
		}
		if owner >= 0 {
			put(o.occ)
		}
	}
	return spans, nil
}

// whole is document d of s unpacked; the last one is kept.
func (x *Index) whole(s *shard, d int) (*stretch, error) {
	x.mu.Lock()
	defer x.mu.Unlock()
	if x.last.s == s && x.last.d == d {
		return x.last.x, nil
	}
	w, err := s.unpack(new(fold.Unpacker), d, int(s.docs[d].unit), int(s.docs[d+1].unit))
	if err == nil {
		x.last.s, x.last.d, x.last.x = s, d, w
	}
	return w, err
}
