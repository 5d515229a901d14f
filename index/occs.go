package index

import (
	"errors"
	"math/bits"
	"slices"
	"strings"

	"gangmu/corpus/text"
)

// A wordOcc is an occurrence of a word.
type wordOcc struct {
	occ
	word    int
	spelled bool // in pinyin
}

// gatherOccs finds all words in document d, sorted by place. It reports whether there are any.
func (e *evaluator) gatherOccs(d int) bool {
	e.occs = e.occs[:0]
	sorted := true
	for m := e.text; m != 0; m &= m - 1 {
		k := bits.TrailingZeros64(m)
		n := len(e.occs)
		e.find(k, d)
		sorted = sorted && n == 0
	}
	if !sorted {
		slices.SortStableFunc(e.occs, func(a, b wordOcc) int { return a.start - b.start })
	}
	return len(e.occs) > 0
}

// find appends the matches of word k in document d to e.occs, from left to right.
func (e *evaluator) find(k, d int) {
	t, in := e.words[k].term, e.cand[k]
	if t.re != nil {
		e.findRegex(k, d)
		return
	}
	first := len(e.occs)
	put := func(a, b int) { e.occs = append(e.occs, wordOcc{occ: occ{start: a, end: b}, word: k}) }
	if t.mode == exact {
		put = e.onlyExact(t, d, put)
	}
	s := e.s
	end, from := int(s.docs[d+1].text), int(s.docs[d].text)
	lo, hi := int(s.docs[d].unit), int(s.docs[d+1].unit)
	for u := lo; u < hi; u++ {
		if in.units != nil && !in.units.has(u) {
			continue
		}
		begin := u
		for u+1 < hi && u-begin < unitsAtOnce && (in.units == nil || in.units.has(u+1)) {
			u++
		}
		if begin > lo && e.overdue() {
			e.late = true
			return
		}
		to := end
		if u+1 < hi {
			to = s.unitText(u + 1)
		}
		alts := t.alts
		if in.alts != nil && len(alts) > 1 {
			alts = e.altsIn(t, in.alts, begin, u+1)
		}
		from = t.scanFor(alts, s.text, max(from, s.unitText(begin)), to, end, put)
	}
	if t.spell != nil && (in.units == nil || in.spells.has(d)) {
		n := len(e.occs)
		e.spelled(k, d)
		if n > first && len(e.occs) > n {
			slices.SortStableFunc(e.occs[first:], func(a, b wordOcc) int { return a.start - b.start })
		}
	}
}

// unitsAtOnce is how many units are gone through between two looks at the clock.
const unitsAtOnce = 16

// altsIn is the alternatives of t that may be in the units [from, to).
func (e *evaluator) altsIn(t *term, cand []bitset, from, to int) []alt {
	e.alts = e.alts[:0]
	for k := range t.alts {
		if cand[k].any(from, to) {
			e.alts = append(e.alts, t.alts[k])
		}
	}
	return e.alts
}

// fail notes an error; damage is no error but a document less.
func (e *evaluator) fail(err error) {
	if errors.Is(err, errDamaged) {
		e.damaged++
	} else {
		e.err = err
	}
}

// onlyExact passes on what reads in the source as t is written.
func (e *evaluator) onlyExact(t *term, d int, put func(a, b int)) func(a, b int) {
	c := cutter{s: e.s, d: d, u: &e.unpacker}
	return func(a, b int) {
		x, err := c.stretch(a, b)
		if err != nil {
			e.fail(err)
			return
		}
		if x.Src(text.Span{Start: a - x.start, End: b - x.start}).In(x.Shown().Source) == t.text {
			put(a, b)
		}
	}
}

// spelled finds the headings of document d, and its title where it stands in the text, that word k
// spells in pinyin or initials.
func (e *evaluator) spelled(k, d int) {
	s, p := e.s, e.words[k].term.spell
	e.secs = s.lines().spelled(p, d, e.secs)
	if len(e.secs) == 0 {
		return
	}
	if !s.soundTables(d) {
		e.torn = true
		return
	}
	base := int(s.docs[d].text)
	put := func(a, b int) { e.occs = append(e.occs, wordOcc{occ: occ{start: a, end: b}, word: k, spelled: true}) }
	if e.secs[0] == 0 {
		title := titleLine(s.headings(d))
		if i := strings.Index(s.text[base:min(int(s.docs[d+1].text), base+4*unitBytes)], title); i >= 0 {
			a, b := p.find(title)
			put(base+i+a, base+i+b)
		}
	}
	lo, hi := int(s.docs[d].piece), int(s.docs[d+1].piece)
	for k := lo; k < hi; k++ {
		at, sec, head := s.piece(k)
		if _, ok := slices.BinarySearch(e.secs, sec); !head || !ok {
			continue
		}
		if a, b := p.find(s.text[base+at : base+s.pieceEnd(d, k)]); a >= 0 {
			put(base+at+a, base+at+b)
		}
	}
}
