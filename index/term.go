package index

import (
	"regexp"
	"slices"
	"unicode/utf8"

	"gangmu/corpus/fold"
	"gangmu/corpus/text"
)

// An alt is one of the folded strings that a term is found as.
type alt struct {
	fold.Needle
	grams []string
}

// A term is a word of a query, made ready to be found in text.
type term struct {
	*word
	alts   []alt
	re     *regexp.Regexp
	holds  string  // what every match of re holds as it is written; may be empty
	byLine bool    // no match of re reaches over a line break, and what is outside its line is nothing to it
	near   *nearby // of mode fuzzy
	spell  *spelling
	all    bool // every unit is a candidate
}

// An occ is an occurrence: a span of the shard's text.
type occ struct {
	start, end int
	src        text.Span // its source span where folding does not give it (mode regex); else zero
}

func newTerm(w *word) (*term, error) {
	t := &term{word: w}
	switch w.mode {
	case regex:
		re, err := regexp.Compile(w.text)
		if err != nil {
			return nil, err
		}
		t.re = re
		lit, asWritten := requiredLiteral(w.text)
		if asWritten {
			t.holds = lit
		}
		t.byLine = staysInLine(w.text)
		if lit != "" {
			t.alts = []alt{{grams: gramsOf(fold.String(lit))}}
		}
		t.all = len(t.alts) == 0
		return t, nil
	case fuzzy:
		t.near = newNearby(fold.String(w.text))
		for _, h := range t.near.halves {
			t.alts = append(t.alts, alt{grams: gramsOf(h)})
		}
		return t, nil
	}
	s := fold.String(w.text)
	t.alts = []alt{{Needle: fold.NewNeedle(s), grams: gramsOf(s)}}
	if w.mode == literal {
		for _, a := range fold.Alternatives(w.text) {
			t.alts = append(t.alts, alt{Needle: a.Needle(), grams: gramsOf(a.Text)})
		}
		if !w.quoted {
			t.spell = newSpelling(s)
		}
	}
	t.all = s == ""
	return t, nil
}

// gramsOf is the grams that a unit must have to hold s: the pairs of characters that are indexed,
// and single ones that are in no such pair. Of a long s only what the units are sure to reach into.
func gramsOf(s string) []string {
	if len(s) > overlap {
		s = s[:overlap]
		for len(s) > 0 && !utf8.ValidString(s) {
			s = s[:len(s)-1]
		}
	}
	var grams []string
	add := func(g string) {
		if !slices.Contains(grams, g) {
			grams = append(grams, g)
		}
	}
	prev, paired := -1, false // the last character, if it is in a word; whether it is in a pair
	for i, r := range s {
		n := i + utf8.RuneLen(r)
		if prev >= 0 && inWord(r) {
			add(s[prev:n])
			prev, paired = i, true
			continue
		}
		if prev >= 0 && !paired {
			add(s[prev:i])
		}
		prev, paired = -1, false
		if inWord(r) {
			prev = i
		} else if r != ' ' {
			add(s[i:n])
		}
	}
	if prev >= 0 && !paired {
		add(s[prev:])
	}
	return grams
}

// scan calls found for each match that begins in text[from:to], from left to right and without
// overlaps; matches may reach up to end. It returns where the last match ends, or from.
func (t *term) scan(s string, from, to, end int, found func(start, end int)) int {
	return t.scanFor(t.alts, s, from, to, end, found)
}

// scanFor is scan for those of the alternatives that may be there.
func (t *term) scanFor(alts []alt, s string, from, to, end int, found func(start, end int)) int {
	if t.near != nil {
		return t.near.scan(s, from, to, end, found)
	}
	if len(alts) == 1 && !alts[0].Left && !alts[0].Right {
		n := alts[0].Needle
		k := len(n.Text)
		in := s[:min(to+k-1, end)]
		for i := n.Index(in, from); i >= 0; i = n.Index(in, from) {
			found(i, i+k)
			from = i + k
		}
		return from
	}
	var nextBuf [8]int
	next := nextBuf[:0]
	for range alts {
		next = append(next, -1)
	}
	for {
		best := -1
		for k := range alts {
			if next[k] < from {
				next[k] = alts[k].next(s, from, to, end)
			}
			if next[k] < to && (best < 0 || next[k] < next[best] || next[k] == next[best] && len(alts[k].Text) > len(alts[best].Text)) {
				best = k
			}
		}
		if best < 0 {
			return from
		}
		from = next[best] + len(alts[best].Text)
		found(next[best], from)
	}
}

// next is where a begins first at from or later; to if it begins nowhere before.
func (a *alt) next(s string, from, to, end int) int {
	in := s[:max(from, min(to+len(a.Text)-1, end))]
	for i := a.Index(in, from); i >= 0; i = a.Index(in, i+1) {
		if a.Free(s[:end], i) {
			return i
		}
	}
	return to
}
