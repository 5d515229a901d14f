package index

import (
	"strings"
	"unicode"
	"unicode/utf8"

	"gangmu/corpus/fold"
)

// A nearby finds a term and what is one character away from it (term~): one character other, one
// more inside it, and, in terms of four characters or more, one missing. What differs is a letter,
// a Han character or a figure, never punctuation or a blank. The term itself goes before what is
// like it; of two that begin together, the other character goes before the one more, that before
// the one missing.
type nearby struct {
	term    string
	runes   []rune
	halves  []string // one of them stands unchanged in every match
	needles []fold.Needle
	whole   fold.Needle
	split   int // characters in the first half
}

func newNearby(s string) *nearby {
	n := &nearby{term: s, runes: []rune(s), whole: fold.NewNeedle(s)}
	n.split = len(n.runes) / 2
	n.halves = []string{string(n.runes[:n.split]), string(n.runes[n.split:])}
	if n.split == 0 {
		n.halves = n.halves[1:]
	}
	for _, h := range n.halves {
		n.needles = append(n.needles, fold.NewNeedle(h))
	}
	return n
}

func (n *nearby) scan(s string, from, to, end int, found func(start, end int)) int {
	last := from
	// A match begins with the first half, or a little before the second.
	one, two := -1, -1
	lead := (n.split + 1) * utf8.UTFMax
	for i := from; i < to; {
		if n.split > 0 && one < i {
			one = after(n.needles[0].Index(s[:end], i), end)
		}
		if two < i {
			two = after(n.needles[len(n.needles)-1].Index(s[:end], i), end)
		}
		if next := min(two-lead, end); n.split == 0 || one > next {
			if i < next {
				for i = next; i < end && !utf8.RuneStart(s[i]); i++ {
				}
			}
		} else if i < one {
			i = one
		}
		if i >= to {
			break
		}
		if k := n.match(s[i:end]); k > 0 {
			if ahead := n.exact(s[i:end], k); ahead > 0 {
				i += ahead
				k = len(n.term)
			}
			if i >= to {
				break
			}
			found(i, i+k)
			i += k
			last = i
			continue
		}
		_, w := utf8.DecodeRuneInString(s[i:])
		i += w
	}
	return last
}

// after is an offset, or the end if it is none.
func after(i, end int) int {
	if i < 0 {
		return end + 1<<20
	}
	return i
}

// exact is where in the first k bytes of s, but not at its head, the term itself begins; 0 if it
// does not.
func (n *nearby) exact(s string, k int) int {
	if strings.HasPrefix(s, n.term) {
		return 0
	}
	return max(0, strings.Index(s[:min(len(s), k-1+len(n.term))], n.term))
}

// match is the length of the match that s begins with; 0 if it begins with none.
func (n *nearby) match(s string) int {
	// The beginning that agrees.
	at, same := 0, 0
	for same < len(n.runes) {
		r, w := utf8.DecodeRuneInString(s[at:])
		if w == 0 || r != n.runes[same] {
			break
		}
		at += w
		same++
	}
	if same == len(n.runes) {
		return at
	}
	r, w := utf8.DecodeRuneInString(s[at:])
	if w > 0 && letter(r) {
		if k, ok := n.tail(s[at+w:], same+1); ok {
			return at + w + k
		}
		if same > 0 {
			if k, ok := n.tail(s[at+w:], same); ok {
				return at + w + k
			}
		}
	}
	if len(n.runes) >= 4 {
		if k, ok := n.tail(s[at:], same+1); ok {
			return at + k
		}
	}
	return 0
}

// tail reports whether s begins with the term's characters from i on, and their length.
func (n *nearby) tail(s string, i int) (int, bool) {
	at := 0
	for ; i < len(n.runes); i++ {
		r, w := utf8.DecodeRuneInString(s[at:])
		if w == 0 || r != n.runes[i] {
			return 0, false
		}
		at += w
	}
	return at, true
}

func letter(r rune) bool { return unicode.IsLetter(r) || unicode.IsDigit(r) }
