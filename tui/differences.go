package tui

import (
	"slices"
	"sort"

	"gangmu/corpus/compare"
	"gangmu/corpus/outline"
	"gangmu/corpus/text"
)

// A pairing is what two documents have to do with each other: which sections belong together, and
// where their words differ. The two are called sides, 0 and 1; the older one is side 0.
type pairing struct {
	docs     [2]*doc
	partners [2]map[*outline.Section][]partner
	diffs    []difference
	order    [2][]int       // indexes of diffs as they come in either document
	words    [2][]text.Span // what is only in that document, spans of its source in order
	whole    [2][]text.Span // sections of which nothing is in the other, or hardly anything
}

// A partner is the section of the other document that belongs to one. A section that was split or
// merged has several.
type partner struct {
	*outline.Section
	relation   compare.Relation
	similarity float64
	equal      [][2]text.Span // what both say, in order; by side
}

// A difference is one place where two documents differ. The span of a document that has nothing of
// it is empty, and where it would stand.
type difference [2]text.Span

// unlike is the similarity below which the words of two sections are not compared one by one: hardly
// one in a row would be left unmarked.
const unlike = 0.3

// pairOf compares two documents.
func pairOf(a, b *doc) *pairing {
	if newer(a, b) {
		a, b = b, a
	}
	p := &pairing{docs: [2]*doc{a, b}}
	for side := range p.partners {
		p.partners[side] = map[*outline.Section][]partner{}
	}
	pairs := compare.Documents(a.Document, b.Document)
	if !slices.ContainsFunc(pairs, func(q compare.Pair) bool { return q.A == a.Tree.Root || q.B == b.Tree.Root }) {
		// What stands before the first section of either.
		p.both(compare.Pair{A: a.Tree.Root, B: b.Tree.Root, Similarity: 1})
	}
	var last [2]int // where the pair before ended
	for _, q := range pairs {
		switch {
		case q.A != nil && q.B != nil:
			p.both(q)
			last = [2]int{compare.Own(q.A).End, compare.Own(q.B).End}
		case q.A != nil:
			last[0] = p.only(0, q.A, last[1])
		default:
			last[1] = p.only(1, q.B, last[0])
		}
	}
	p.arrange()
	return p
}

// newer reports whether a is known to be a later version than b.
func newer(a, b *doc) bool {
	x, y := a.Tree.Meta.Version(), b.Tree.Meta.Version()
	return x != "" && y != "" && x > y
}

// only enters a section that one side alone has; at is where it would stand in the other.
func (p *pairing) only(side int, s *outline.Section, at int) (end int) {
	span := text.Span{Start: s.Start, End: compare.Own(s).End}
	p.whole[side] = append(p.whole[side], span)
	if n := len(p.diffs); n > 0 {
		// Sections one after another are one difference.
		if d := &p.diffs[n-1]; d[side].End == span.Start && !d[side].Empty() && d[1-side] == (text.Span{Start: at, End: at}) {
			d[side].End = span.End
			return span.End
		}
	}
	var d difference
	d[side], d[1-side] = span, text.Span{Start: at, End: at}
	p.diffs = append(p.diffs, d)
	return span.End
}

// both enters two sections that belong together.
func (p *pairing) both(q compare.Pair) {
	to := partner{Section: q.B, relation: q.Relation, similarity: q.Similarity}
	from := partner{Section: q.A, relation: q.Relation, similarity: q.Similarity}
	switch {
	case q.Relation == compare.Same:
		to.equal = [][2]text.Span{{compare.Own(q.A), compare.Own(q.B)}}
	case q.Similarity < unlike && q.Relation != compare.Split && q.Relation != compare.Merged:
		span := difference{{Start: q.A.Start, End: compare.Own(q.A).End}, {Start: q.B.Start, End: compare.Own(q.B).End}}
		p.diffs = append(p.diffs, span)
		p.whole[0], p.whole[1] = append(p.whole[0], span[0]), append(p.whole[1], span[1])
	default:
		to.equal = p.compareWords(q)
	}
	from.equal = to.equal
	p.partners[0][q.A] = append(p.partners[0][q.A], to)
	p.partners[1][q.B] = append(p.partners[1][q.B], from)
}

// compareWords enters the words in which two sections differ, and gives what both say. Of a section
// that was split the words are missing that none of its parts has; so with mergers.
func (p *pairing) compareWords(q compare.Pair) (equal [][2]text.Span) {
	changes := compare.Words(p.docs[0].Document, p.docs[1].Document, q)
	var out [2][]text.Span
	var diffs []difference
	for i := 0; i < len(changes); i++ {
		c := changes[i]
		if c.Op == compare.Equal {
			equal = append(equal, [2]text.Span{c.A, c.B})
			continue
		}
		d := difference{c.A, c.B}
		if c.Op == compare.Delete && i+1 < len(changes) && changes[i+1].Op == compare.Insert {
			i++
			d[1] = changes[i].B // one replaced by the other
		}
		diffs = append(diffs, d)
		for side := range out {
			if !d[side].Empty() {
				out[side] = append(out[side], d[side])
			}
		}
	}
	shared := -1 // the side whose section has several partners
	var before []partner
	switch q.Relation {
	case compare.Split:
		shared, before = 0, p.partners[0][q.A]
	case compare.Merged:
		shared, before = 1, p.partners[1][q.B]
	}
	if shared < 0 {
		p.diffs = append(p.diffs, diffs...)
		p.words[0], p.words[1] = append(p.words[0], out[0]...), append(p.words[1], out[1]...)
		return equal
	}
	// The part has words of its own; of the whole only what no part has is marked.
	for _, d := range diffs {
		if !d[1-shared].Empty() {
			d[shared].End = d[shared].Start
			p.diffs = append(p.diffs, d)
		}
	}
	p.words[1-shared] = append(p.words[1-shared], out[1-shared]...)
	own := compare.Own([2]*outline.Section{q.A, q.B}[shared])
	rest := out[shared]
	if len(before) > 0 {
		old := within(p.words[shared], own)
		rest = common(old, rest)
		p.words[shared] = slices.DeleteFunc(p.words[shared], func(s text.Span) bool { return own.Covers(s) })
	}
	p.words[shared] = append(p.words[shared], rest...)
	return equal
}

// within lists the spans that lie in one.
func within(spans []text.Span, in text.Span) []text.Span {
	var out []text.Span
	for _, s := range spans {
		if in.Covers(s) {
			out = append(out, s)
		}
	}
	return out
}

// common is what two lists of spans, both in order, have in common.
func common(a, b []text.Span) []text.Span {
	var out []text.Span
	for i, j := 0, 0; i < len(a) && j < len(b); {
		if s := (text.Span{Start: max(a[i].Start, b[j].Start), End: min(a[i].End, b[j].End)}); s.Start < s.End {
			out = append(out, s)
		}
		if a[i].End < b[j].End {
			i++
		} else {
			j++
		}
	}
	return out
}

// arrange puts everything in the order of either document.
func (p *pairing) arrange() {
	for side := range p.docs {
		p.order[side] = make([]int, len(p.diffs))
		for i := range p.diffs {
			p.order[side][i] = i
		}
		slices.SortStableFunc(p.order[side], func(a, b int) int { return p.diffs[a][side].Start - p.diffs[b][side].Start })
		p.words[side] = inOrder(p.words[side])
		p.whole[side] = inOrder(p.whole[side])
	}
}

// side is which of the two d is.
func (p *pairing) side(d *doc) int {
	if p.docs[0] == d {
		return 0
	}
	return 1
}

// next is the position, in the order of a side, of the first difference that begins at or behind off
// (of its source).
func (p *pairing) next(side, off int) int {
	return sort.Search(len(p.diffs), func(i int) bool { return p.diffs[p.order[side][i]][side].Start >= off })
}

// across is the place in the other document that belongs to the source offset off of section s of a
// side: the same words, or where they would stand. ok is false where nothing is known.
func (p *pairing) across(side int, s *outline.Section, off int) (at int, to []partner, ok bool) {
	to = p.partners[side][s]
	for c := s; len(to) == 0 && c != nil; c = c.Parent {
		if c.Item || c.Parent == nil {
			to = p.partners[side][c] // an item is part of what it stands in
			continue
		}
		// Only this side has the section.
		i := sort.Search(len(p.diffs), func(i int) bool { return p.diffs[p.order[side][i]][side].End > off })
		if i < len(p.diffs) && p.diffs[p.order[side][i]][side].Has(off) {
			return p.diffs[p.order[side][i]][1-side].Start, nil, true
		}
	}
	if len(to) == 0 {
		return 0, nil, false
	}
	at = to[0].Start
	if to[0].Parent == nil {
		at = 0
	}
	for i, t := range to {
		for _, e := range t.equal {
			mine, other := e[side], e[1-side]
			if mine.Start < off && off < mine.End {
				// The two may differ in blanks and marks of format; a share of the way is near enough.
				return other.Start + (off-mine.Start)*other.Len()/mine.Len(), to, true
			}
			if i == 0 && mine.End <= off {
				at = other.End
			}
		}
	}
	return at, to, true
}
