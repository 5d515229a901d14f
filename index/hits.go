package index

import (
	"context"
	"errors"
	"math/bits"
	"runtime"
	"slices"
	"strings"
	"sync/atomic"
	"time"

	"gangmu/corpus/text"
)

// hits makes printable hits of what was found. Documents are evaluated again, this time with the
// places: that is cheap for the few that are shown, and keeps the first pass small. A few documents
// are shared out to all cores.
func (x *Index) hits(ctx context.Context, p *plan, lists []*shortlist, all []found, o Options) ([]Hit, error) {
	hits := make([]Hit, len(all))
	byDoc := map[[2]int32][]int{}
	var order [][2]int32
	for i, f := range all {
		k := [2]int32{f.shard, f.doc}
		if byDoc[k] == nil {
			order = append(order, k)
		}
		byDoc[k] = append(byDoc[k], i)
	}
	errs := make([]error, max(1, min(runtime.GOMAXPROCS(0), len(order))))
	var next atomic.Int64
	shareOut(len(errs), func(k int) {
		e := evaluators.Get().(*evaluator)
		e.ready(x, p, -1, time.Time{})
		for i := int(next.Add(1)) - 1; i < len(order); i = int(next.Add(1)) - 1 {
			if errs[k] = ctx.Err(); errs[k] != nil {
				return
			}
			at := order[i]
			e.in(lists[at[0]])
			if errs[k] = e.hitsOf(int(at[1]), byDoc[at], all, hits, o); errs[k] != nil {
				return
			}
			x.trim(o.Budget > 0)
		}
		errs[k] = e.err
		e.release()
	})
	for _, err := range errs {
		if err != nil {
			return nil, err
		}
	}
	return hits, nil
}

// hitsOf fills the hits in document d: those of all with the given numbers.
func (e *evaluator) hitsOf(d int, numbers []int, all []found, hits []Hit, o Options) error {
	s := e.s
	e.doc(d)
	c := cutter{s: s, d: d, u: &e.unpacker}
	// In the order of the text, so that each part of it is unpacked once.
	slices.SortFunc(numbers, func(a, b int) int { return int(all[a].sec - all[b].sec) })
	for _, i := range numbers {
		// A hit whose text is damaged is shown without it.
		if err := e.hit(&c, &hits[i], all[i], o); err != nil && !errors.Is(err, errDamaged) {
			return err
		}
	}
	return nil
}

// hit fills h with what is shown of f, whose document has just been evaluated.
func (e *evaluator) hit(c *cutter, h *Hit, f found, o Options) error {
	s, d, sec := e.s, int(f.doc), int(f.sec)
	doc := &s.docs[d].Doc
	r := s.record(d, sec)
	*h = Hit{Path: doc.Path, Title: doc.Title, Doc: doc, Count: int(f.count), Score: f.score, Section: Section{ID: r.id, Label: r.label, Title: r.title,
		Trail: s.trail(d, sec), Span: text.Span{Start: r.start, End: r.end}, Runes: text.Span{Start: r.startRune, End: r.endRune}}}
	occs := e.matchesOf(f)
	snippet, err := c.snippet(occs, sec)
	h.Snippet = snippet
	if err != nil {
		return err
	}
	end := text.Span{Start: -1}
	for _, m := range occs {
		if o.Matches > 0 && len(h.Matches) == o.Matches {
			break
		}
		x, err := c.stretch(m.start, m.end)
		if err != nil {
			return err
		}
		sp := m.src
		if sp.End == 0 {
			sp = x.source(m.start, m.end)
		}
		if sp == end { // one character that folds to several: ⑪ for 1
			continue
		}
		end = sp
		h.Matches = append(h.Matches, sp)
		h.Runes = append(h.Runes, x.runes(sp))
	}
	return nil
}

// matchesOf gives the shown matches of f, in order.
func (e *evaluator) matchesOf(f found) []occ {
	s, d, sec := e.s, int(f.doc), int(f.sec)
	base := int(s.docs[d].text)
	var occs []occ
	if e.hunted != 0 {
		p, next, owner := -1, -1, -1
		for _, o := range e.occs {
			if e.hunted>>o.word&1 == 0 {
				continue
			}
			if at := o.start - base; at >= next {
				p = s.pieceAfter(d, p, at)
				next = s.pieceEnd(d, p)
				_, in, _ := s.piece(p)
				owner = e.owner(in)
			}
			if owner == sec {
				occs = append(occs, o.occ)
			}
		}
		return occs
	}
	if sec == 0 {
		return e.inTitle(f)
	}
	return e.inHeading(f)
}

// owner is the section that answers with the matches in section sec; -1 if none does.
func (e *evaluator) owner(sec int) int {
	for {
		up := int(e.state[sec].up)
		if up < 0 || up == sec {
			return up
		}
		sec = up
	}
}

// inHeading finds what heading: words matched in the heading of f.
func (e *evaluator) inHeading(f found) []occ {
	s, d, sec := e.s, int(f.doc), int(f.sec)
	base := int(s.docs[d].text)
	lo, hi := int(s.docs[d].piece), int(s.docs[d+1].piece)
	for p := lo; p < hi; p++ {
		at, in, head := s.piece(p)
		if in != sec || !head {
			continue
		}
		end := s.pieceEnd(d, p)
		for end > at && s.text[base+end-1] == ' ' {
			end--
		}
		var occs []occ
		for k, w := range e.words {
			if w.field == "heading" && f.have>>k&1 != 0 {
				if a, b, ok := w.term.findLine(s.text[base+at : base+end]); ok && b > a {
					occs = append(occs, occ{start: base + at + a, end: base + at + b})
				}
			}
		}
		if len(occs) == 0 {
			// Of a kind: the label stands for the section.
			occs = append(occs, occ{start: base + at, end: base + end})
		}
		return occs
	}
	return nil
}

// inTitle finds what title: words matched, where the title stands in the text.
func (e *evaluator) inTitle(f found) []occ {
	s, d := e.s, int(f.doc)
	title := titleLine(s.headings(d))
	base, end := int(s.docs[d].text), int(s.docs[d+1].text)
	i := strings.Index(s.text[base:min(end, base+4*unitBytes)], title)
	if title == "" || i < 0 {
		return nil
	}
	var occs []occ
	for m := f.have; m != 0; m &= m - 1 {
		if w := e.words[bits.TrailingZeros32(m)]; w.field == "title" {
			if a, b, ok := w.term.findLine(title); ok && b > a {
				occs = append(occs, occ{start: base + i + a, end: base + i + b})
			}
		}
	}
	return occs
}
