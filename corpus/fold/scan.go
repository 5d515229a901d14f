package fold

import (
	"context"
	"slices"
	"strings"
	"unicode/utf8"
	"unsafe"

	"golang.org/x/text/unicode/norm"

	"gangmu/corpus/text"
)

// A place is an occurrence: where its first and last byte come from, what it takes in of the View,
// and its length in the folded text.
type place struct {
	first, last spot
	end, n      int32
}

// A spot is a byte of the folded text: the offset in the View that it comes from, and which byte
// it is of what one character was folded to.
type spot struct{ view, sub int32 }

func (a spot) compare(b spot) int {
	if a.view != b.view {
		return int(a.view) - int(b.view)
	}
	return int(a.sub) - int(b.sub)
}

// compare puts places in the order of their beginnings; of those that begin together the longer
// is first.
func (p place) compare(q place) int {
	if c := p.first.compare(q.first); c != 0 {
		return c
	}
	return int(q.n) - int(p.n)
}

// unitBytes is the length of what processors take one by one to look through.
const unitBytes = 32 * sieveBlock

// In gives the matches in the repaired text of v as spans of the source. All processors read a long
// text; sieve, if it is one of v, spares them most of it. If ctx ends it gives nothing.
func (sc *Scanner) In(ctx context.Context, v *text.View, sieve *Sieve) []text.Span {
	return sc.in(ctx, v, sieve, unitBytes, 0, len(v.Text))
}

// Near gives those of the matches that are in the unit that has the offset pos of the text of v, or in
// the next. Where matches overlap it may choose others than In.
func (sc *Scanner) Near(ctx context.Context, v *text.View, sieve *Sieve, pos int) []text.Span {
	return sc.in(ctx, v, sieve, unitBytes, pos, pos+unitBytes)
}

// in gives the matches in the units of size bytes that have text from the offset from to to.
func (sc *Scanner) in(ctx context.Context, v *text.View, sieve *Sieve, size, from, to int) []text.Span {
	if sieve != nil && sieve.text != v.Text {
		sieve = nil
	}
	first, end := from/size, min(blocksOf(to, size), blocksOf(len(v.Text), size))
	units := make([][]place, max(end-first, 0))
	inParallel(len(units), func(next func() int) {
		r := scan{Scanner: sc, s: v.Text}
		r.b.mapped = true
		for i := next(); i >= 0 && ctx.Err() == nil; i = next() {
			r.found = r.found[:0]
			if k := first + i; sieve == nil {
				r.read(border(v.Text, size, k), border(v.Text, size, k+1))
			} else {
				n := size / sieve.size
				r.sift(sieve, k*n, min(k*n+n, len(sieve.meshes)))
			}
			if !slices.IsSortedFunc(r.found, place.compare) {
				slices.SortFunc(r.found, place.compare)
			}
			units[i] = slices.Clone(r.found)
		}
	})
	if ctx.Err() != nil {
		return nil
	}
	return matches(v, inOrder(units))
}

// inOrder puts the occurrences of all units in one order. Only at the borders, where what is found
// by a character of one unit may begin in the one before, is that not theirs.
func inOrder(units [][]place) []place {
	n := 0
	for _, u := range units {
		n += len(u)
	}
	all := make([]place, 0, n)
	for _, u := range units {
		from := len(all)
		all = append(all, u...)
		if from > 0 && len(u) > 0 && u[0].compare(all[from-1]) < 0 {
			at, _ := slices.BinarySearchFunc(all[:from], u[0], place.compare)
			slices.SortFunc(all[at:], place.compare)
		}
	}
	return all
}

// matches leaves out occurrences that overlap, and maps the others to the source.
func matches(v *text.View, all []place) []text.Span {
	var spans []text.Span
	last := spot{-1, 0}
	for _, p := range all {
		if p.first.compare(last) > 0 {
			if spans == nil {
				spans = make([]text.Span, 0, len(all))
			}
			spans = append(spans, v.SrcSpan(text.Span{Start: int(p.first.view), End: int(p.end)}))
			last = p.last
		}
	}
	return spans
}

// A scan reads one stretch of a text after another.
type scan struct {
	*Scanner
	s     string // the whole text
	b     builder
	found []place
}

// sift reads of the blocks from from to to those that sieve lets pass.
func (b *scan) sift(sieve *Sieve, from, to int) {
	for from < to {
		k := from
		for k < to && sieve.lets(b.Scanner, k) {
			k++
		}
		if k > from {
			b.read(border(b.s, sieve.size, from), border(b.s, sieve.size, k))
		}
		from = k + 1
	}
}

// read finds what is led to, or begins, in s[from:to].
func (b *scan) read(from, to int) {
	for i := range b.probes {
		b.probe(&b.probes[i], from, to)
	}
	for _, k := range b.byFold {
		n := &b.sought[k]
		b.window(n, before(b.s, from, 1), after(b.s, to, len(n.runes)+1), 0, from, to)
	}
}

// probe looks for p in s[from:to] and at what is around it.
func (b *scan) probe(p *probe, from, to int) {
	s := b.s
	for at := from; ; {
		i := strings.IndexByte(s[at:to], p.c)
		if i < 0 {
			return
		}
		i += at
		at = i + 1
		if !p.fits(s, i) {
			continue
		}
		for j := i; i > from && i > j-utf8.UTFMax+1 && !utf8.RuneStart(s[i]); {
			i--
		}
		e, n := entryAt(s, i)
		if i+n < at {
			continue // not a character
		}
		at = i + n
		for m := range p.marks {
			if holds(s[i:at], e, p.marks[m].r) {
				for _, k := range p.marks[m].needles {
					b.around(&b.sought[k], i, at, e)
				}
			}
		}
	}
}

// fits reports whether s[i], the byte that p looks for, may be of a character that p looks for.
func (p *probe) fits(s string, i int) bool {
	switch {
	case p.c < utf8.RuneSelf:
		return true
	case p.c >= 0xc0:
		return i+1 < len(s) && p.beside[s[i+1]]
	}
	return i > 0 && p.beside[s[i-1]]
}

// holds reports whether c, a character with the entry e, folds to r or to a text with r in it.
func holds(c string, e uint32, r rune) bool {
	if e&(many|joins) != many {
		return e&joins == 0 && e&runeMask == uint32(r)
	}
	return strings.ContainsFunc(norm.NFKC.String(c), func(part rune) bool { return single(part)&runeMask == uint32(r) })
}

// around finds the occurrences of n whose character n.at comes from s[i:j], with the entry e.
func (b *scan) around(n *sought, i, j int, e uint32) {
	s := b.s
	if e&many == 0 && !joinsBefore(s, j) {
		if x := i - n.off; n.itself && x >= 0 && len(s)-x >= len(n.Text) && s[x:x+len(n.Text)] == n.Text && !joinsBefore(s, x+len(n.Text)) {
			end := int32(x + len(n.Text))
			b.found = append(b.found, place{spot{int32(x), 0}, spot{end - 1, 0}, end, int32(len(n.Text))})
			return
		}
		if n.at > 0 && i > 0 {
			r, _ := utf8.DecodeLastRuneInString(s[:i])
			if other(r, n.runes[n.at-1]) {
				return
			}
		}
		if n.at+1 < len(n.runes) && j < len(s) {
			r, w := utf8.DecodeRuneInString(s[j:])
			if other(r, n.runes[n.at+1]) && !joinsBefore(s, j+w) {
				return
			}
		}
	}
	b.window(n, before(s, i, n.at+1), after(s, j, len(n.runes)-n.at), n.off, i, j)
}

// other reports whether r folds to one character for sure, and that is not want.
func other(r, want rune) bool {
	e := entryOf(r)
	return e&(many|joins|space|drop) == 0 && e&runeMask != uint32(want)
}

// joinsBefore reports whether what is at s[i:] may combine with what is before it.
func joinsBefore(s string, i int) bool { return i < len(s) && s[i] >= 0xcc && joinsAt(s[i:]) }

// window folds s[p:q] and finds the occurrences of n in it whose byte at off comes from s[from:to].
func (b *scan) window(n *sought, p, q, off, from, to int) {
	b.b.out, b.b.segs, b.b.han, b.b.pending = b.b.out[:0], b.b.segs[:0], false, false
	b.b.fold(b.s[p:q])
	f := Folded{Text: unsafe.String(unsafe.SliceData(b.b.out), len(b.b.out)), segs: b.b.segs}
	for i := n.Index(f.Text, 0); i >= 0; i = n.Index(f.Text, i+1) {
		if at := p + int(f.spot(i+off).view); at < from || at >= to || !n.Free(f.Text, i) {
			continue
		}
		k := i + len(n.Text)
		x := place{f.spot(i), f.spot(k - 1), int32(p + f.end(k)), int32(len(n.Text))}
		x.first.view += int32(p)
		x.last.view += int32(p)
		b.found = append(b.found, x)
	}
}

// spot is the byte of the folded text at off.
func (f *Folded) spot(off int) spot {
	g := f.at(off)
	if g.n > 0 {
		return spot{g.view, int32(off) - g.at}
	}
	return spot{g.view + int32(off) - g.at, 0}
}

// before is where the n-th solid character before s[i:] begins; 0 if there are fewer.
func before(s string, i, n int) int {
	for i > 0 && n > 0 {
		_, w := utf8.DecodeLastRuneInString(s[:i])
		i -= w
		if e, _ := entryAt(s, i); solid(s[i:i+w], e) {
			n--
		}
	}
	return i
}

// after is where the n-th solid character of s[i:] ends, with what combines with it; the end of s
// if there are fewer.
func after(s string, i, n int) int {
	for i < len(s) {
		e, w := entryAt(s, i)
		if e&joins == 0 {
			if n == 0 {
				break
			}
			if solid(s[i:i+w], e) {
				n--
			}
		}
		i += w
	}
	return i
}

// solid reports whether folding is in a known state at the character c with the entry e: it begins
// something new, and what it folds to begins with something that shows.
func solid(c string, e uint32) bool {
	if e&many != 0 {
		r, _ := utf8.DecodeRuneInString(norm.NFKC.String(c))
		e = single(r)
	}
	return e&(space|drop|joins) == 0
}
