package fold

import (
	"math"
	"slices"
	"strings"
)

// A Scanner finds needles in texts that are not folded, exactly where they are in the folded text:
// from left to right, without overlaps, of those that begin together the longest.
//
// Of each needle it looks for one character only, in every way to write that: it chooses the
// characters that take the fewest and rarest bytes to find. Around each that it meets a few
// characters are folded, from where the state of folding is known. A needle without such a
// character (of letters put together of others alone, as Hangul) is found by folding the text block
// by block.
type Scanner struct {
	sought []sought
	probes []probe
	byFold []int // the needles, by their place in sought, that no probe leads to
}

// A sought is a needle with the character that it is found by.
type sought struct {
	Needle
	runes  []rune
	at     int      // the place of that character in runes …
	off    int      // … and in Text, in bytes
	itself bool     // it may be found as it is, byte for byte
	probed bool     // a probe leads to it
	bits   []uint32 // see near
}

// A probe is a byte that a text is searched for, with the characters that it may lead to.
type probe struct {
	c      byte
	beside [256]bool // what may stand before c in a character, or behind it if it is the first
	marks  []mark
}

// A mark is a folded character with the needles that are found by it.
type mark struct {
	r       rune
	needles []int
}

// NewScanner makes a Scanner of needles; empty ones are found nowhere.
func NewScanner(needles []Needle) *Scanner {
	tableOnce.Do(makeTable)
	sc := &Scanner{}
	var left []int
	for _, n := range needles {
		if n.Text == "" {
			continue
		}
		s := sought{Needle: n, runes: []rune(n.Text), itself: !n.Left && !n.Right && String(n.Text) == n.Text}
		for _, r := range s.runes {
			s.itself = s.itself && entryOf(r)&(many|joins|drop) == 0
		}
		left = append(left, len(sc.sought))
		sc.sought = append(sc.sought, s)
	}
	covers := map[rune][]byte{}
	for len(left) > 0 {
		r, ok := sc.cheapest(left, covers)
		if !ok {
			sc.byFold = left
			break
		}
		left = slices.DeleteFunc(left, func(k int) bool {
			n := &sc.sought[k]
			n.at = slices.Index(n.runes, r)
			if n.at < 0 {
				n.at = 0
				return false
			}
			n.off = len(string(n.runes[:n.at]))
			for _, c := range covers[r] {
				sc.lead(c, r, k)
			}
			n.probed = true
			return true
		})
	}
	for k := range sc.sought {
		sc.sought[k].bits = sc.sought[k].near()
	}
	return sc
}

// cheapest is the character that it costs least to look for, for each of the needles that have it.
// It keeps in covers which bytes that takes. It reports false if none can be looked for.
func (sc *Scanner) cheapest(needles []int, covers map[rune][]byte) (best rune, ok bool) {
	in := map[rune]int{}
	var all []rune
	for _, k := range needles {
		for i, r := range sc.sought[k].runes {
			if !slices.Contains(sc.sought[k].runes[:i], r) {
				if in[r]++; in[r] == 1 {
					all = append(all, r)
				}
			}
		}
	}
	least := math.Inf(1)
	for _, r := range all {
		cover, known := covers[r]
		if !known {
			cover = coverOf(r)
			covers[r] = cover
		}
		cost := 0.0
		for _, c := range cover {
			if !slices.ContainsFunc(sc.probes, func(p probe) bool { return p.c == c }) {
				cost += costOf(c)
			}
		}
		if cost /= float64(in[r]); len(cover) > 0 && cost < least {
			best, least, ok = r, cost, true
		}
	}
	return best, ok
}

// coverOf chooses bytes of which every character that folds to r has one; none if r cannot be
// looked for.
func coverOf(r rune) []byte {
	var chosen []byte
	for from, _ := sources(r); len(from) > 0; {
		var in [256]int // how many characters each byte finds
		for _, c := range from {
			s := string(c)
			for i := range len(s) {
				if strings.IndexByte(s[:i], s[i]) < 0 {
					in[s[i]]++
				}
			}
		}
		best, least := byte(0), math.Inf(1)
		for c, n := range in {
			if cost := costOf(byte(c)) / float64(n); cost < least {
				best, least = byte(c), cost
			}
		}
		chosen = append(chosen, best)
		from = slices.DeleteFunc(from, func(r rune) bool { return strings.IndexByte(string(r), best) >= 0 })
	}
	return chosen
}

// costOf is about how long it takes to look for c, in nanoseconds for each byte of text: to go past
// it, and to look at c where it is.
func costOf(c byte) float64 { return 0.08 + 15*(math.Exp2(float64(commonness[c])/8)-1)/65536 }

// lead has c looked for to find needle k by r.
func (sc *Scanner) lead(c byte, r rune, k int) {
	i := slices.IndexFunc(sc.probes, func(p probe) bool { return p.c == c })
	if i < 0 {
		i = len(sc.probes)
		sc.probes = append(sc.probes, probe{c: c})
	}
	p := &sc.probes[i]
	if n := len(p.marks); n > 0 && p.marks[n-1].r == r {
		p.marks[n-1].needles = append(p.marks[n-1].needles, k)
		return
	}
	p.marks = append(p.marks, mark{r, []int{k}})
	from, _ := sources(r)
	for _, r := range from {
		s := string(r)
		for i := range len(s) {
			switch {
			case s[i] != c:
			case i > 0:
				p.beside[s[i-1]] = true
			case len(s) > 1:
				p.beside[s[1]] = true
			}
		}
	}
}
