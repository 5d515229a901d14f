package index

import (
	"context"
	"errors"
	"fmt"
	"math/bits"
	"runtime"
	"runtime/debug"
	"slices"
	"strings"
	"sync"
	"sync/atomic"

	"gangmu/corpus/text"
)

// hits makes printable hits of what was found. Documents are evaluated again, this time with the
// places: that is cheap for the few that are shown, and keeps the first pass small. A few documents
// are shared out to all cores.
func (x *Index) hits(ctx context.Context, p *plan, cand [][]candidates, all []found, o Options) ([]Hit, error) {
	hits := make([]Hit, len(all))
	byDoc := map[[2]int][]int{}
	var order [][2]int
	for i, f := range all {
		k := [2]int{f.shard, f.doc}
		if byDoc[k] == nil {
			order = append(order, k)
		}
		byDoc[k] = append(byDoc[k], i)
	}
	var next atomic.Int64
	fill := func() (err error) {
		defer debug.SetPanicOnFault(debug.SetPanicOnFault(true)) // a mapped file that was cut off
		defer func() {
			if r := recover(); r != nil {
				err = fmt.Errorf("index: %v: run gangmu doctor", r)
			}
		}()
		e := &evaluator{plan: p}
		for i := int(next.Add(1)) - 1; i < len(order); i = int(next.Add(1)) - 1 {
			if err := ctx.Err(); err != nil {
				return err
			}
			k := order[i]
			e.s, e.cand = x.shards[k[0]], cand[k[0]]
			if err := e.hitsOf(k[0], k[1], byDoc[k], all, hits, o); err != nil {
				return err
			}
		}
		return e.err
	}
	errs := make([]error, max(1, min(runtime.GOMAXPROCS(0), len(order))))
	var wg sync.WaitGroup
	for i := range errs[1:] {
		wg.Add(1)
		go func() { defer wg.Done(); errs[i+1] = fill() }()
	}
	errs[0] = fill()
	wg.Wait()
	for _, err := range errs {
		if err != nil {
			return nil, err
		}
	}
	return hits, nil
}

// hitsOf fills the hits in document d: those of all with the given numbers.
func (e *evaluator) hitsOf(shardNo, d int, numbers []int, all []found, hits []Hit, o Options) error {
	s := e.s
	e.found, e.tf = e.found[:0], e.tf[:0]
	e.doc(shardNo, d)
	c := cutter{s: s, d: d}
	// In the order of the text, so that each part of it is unpacked once.
	slices.SortFunc(numbers, func(a, b int) int { return all[a].sec - all[b].sec })
	if from, to := int(s.docs[d].unit), int(s.docs[d+1].unit); len(numbers) > 2 && to-from <= 16 {
		c.x, _ = s.unpack(d, from, to) // what cannot be unpacked here fails again at its hit, below
	}
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
	s, d := e.s, f.doc
	doc := &s.docs[d].Doc
	r := s.record(d, f.sec)
	*h = Hit{Path: doc.Path, Title: doc.Title, Doc: doc, Count: f.count, Score: f.score, Section: Section{ID: r.id, Label: r.label, Title: r.title,
		Trail: s.trail(d, f.sec), Span: text.Span{Start: r.start, End: r.end}, Runes: text.Span{Start: r.startRune, End: r.endRune}}}
	occs := e.matchesOf(f)
	if o.Matches > 0 && len(occs) > o.Matches {
		occs = occs[:o.Matches]
	}
	end := text.Span{Start: -1}
	kept := occs[:0]
	for _, m := range occs {
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
		kept = append(kept, m)
		h.Matches = append(h.Matches, sp)
		h.Runes = append(h.Runes, x.runes(sp))
	}
	var err error
	h.Snippet, err = c.snippet(kept, f.sec)
	return err
}

// matchesOf gives the shown matches of f, in order.
func (e *evaluator) matchesOf(f found) []occ {
	s, d := e.s, f.doc
	base := int(s.docs[d].text)
	var occs []occ
	if e.hunted != 0 {
		p, next, owner := -1, -1, -1
		for _, o := range e.occs {
			if e.hunted>>o.word&1 == 0 {
				continue
			}
			if at := o.start - base; at >= next {
				p = s.pieceAt(d, at)
				next = s.pieceEnd(d, p)
				_, sec, _ := s.piece(p)
				owner = e.owner(sec)
			}
			if owner == f.sec {
				occs = append(occs, o.occ)
			}
		}
		return occs
	}
	if f.sec == 0 {
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
	s, d := e.s, f.doc
	base := int(s.docs[d].text)
	lo, hi := int(s.docs[d].piece), int(s.docs[d+1].piece)
	for p := lo; p < hi; p++ {
		at, sec, head := s.piece(p)
		if sec != f.sec || !head {
			continue
		}
		end := s.pieceEnd(d, p)
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
	s, d := e.s, f.doc
	title := titleLine(s.headings(d))
	base, end := int(s.docs[d].text), int(s.docs[d+1].text)
	i := strings.Index(s.text[base:min(end, base+4*unitBytes)], title)
	if title == "" || i < 0 {
		return nil
	}
	var occs []occ
	for m := f.have; m != 0; m &= m - 1 {
		if w := e.words[bits.TrailingZeros64(m)]; w.field == "title" {
			if a, b, ok := w.term.findLine(title); ok && b > a {
				occs = append(occs, occ{start: base + i + a, end: base + i + b})
			}
		}
	}
	return occs
}
