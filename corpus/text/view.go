package text

import (
	"slices"
	"sort"
	"strings"
)

// A View is a source text with edits applied: what the reader sees and the parser reads.
// Offsets map both ways; the source is never touched.
//
// A replacement stands for what it replaces as a whole: offsets inside it map to its beginning.
// What is deleted maps to the place where it is missing. So both maps are monotone,
// Pos(Src(p)) ≤ p, and Pos(Src(p)) == p wherever p is not inside a replacement.
type View struct {
	Source string
	Text   string
	Edits  []Edit // in source order, disjoint
	at     []int  // at[i] is the offset in Text where Edits[i].New begins
}

// NewView applies edits to source. Edits may come in any order; where two overlap, the one that
// begins first wins (of two that begin together, the longer) and the other is left out. An edit
// with an empty span inserts before the byte at its offset. Edits that reach outside the source
// are left out.
func NewView(source string, edits []Edit) *View {
	if len(edits) == 0 {
		return &View{Source: source, Text: source}
	}
	v := &View{Source: source, Edits: apart(source, edits), at: make([]int, 0, len(edits))}
	var sb strings.Builder
	sb.Grow(len(source))
	end := 0
	for _, e := range v.Edits {
		sb.WriteString(source[end:e.Span.Start])
		v.at = append(v.at, sb.Len())
		sb.WriteString(e.New)
		end = e.Span.End
	}
	sb.WriteString(source[end:])
	v.Text = sb.String()
	return v
}

// Restore makes v the View of source with edits that have been applied before: shown is what they
// made of it, at is where the replacement of each begins there. The edits are in order and disjoint.
// Nothing is copied.
func (v *View) Restore(source, shown string, edits []Edit, at []int) {
	*v = View{Source: source, Text: shown, Edits: edits, at: at}
}

// apart is the edits that NewView applies, in order.
func apart(source string, edits []Edit) []Edit {
	edits = slices.Clone(edits)
	if !slices.IsSortedFunc(edits, compareEdits) {
		slices.SortStableFunc(edits, compareEdits)
	}
	out, end := edits[:0], 0
	for _, e := range edits {
		if e.Span.Start >= end && e.Span.End >= e.Span.Start && e.Span.End <= len(source) {
			out = append(out, e)
			end = e.Span.End
		}
	}
	return out
}

// compareEdits orders edits by where they begin; of those that begin together, insertions come
// first, then the longer.
func compareEdits(a, b Edit) int {
	if a.Span.Start != b.Span.Start {
		return a.Span.Start - b.Span.Start
	}
	if ae, be := a.Span.Empty(), b.Span.Empty(); ae || be {
		if ae && be {
			return 0
		}
		if ae {
			return -1
		}
		return 1
	}
	return b.Span.End - a.Span.End
}

// New is where the replacement of v.Edits[i] stands in v.Text.
func (v *View) New(i int) Span { return Span{v.at[i], v.end(i)} }

// end is the offset in v.Text where the replacement of v.Edits[i] ends.
func (v *View) end(i int) int { return v.at[i] + len(v.Edits[i].New) }

// Pos maps a source offset to the offset in v.Text that shows it. An offset inside an edit maps
// to the beginning of the replacement; one where something is inserted, to what follows that.
func (v *View) Pos(src int) int {
	i := sort.Search(len(v.Edits), func(i int) bool { return v.Edits[i].Span.Start > src }) - 1
	if i < 0 {
		return src
	}
	if e := &v.Edits[i]; src >= e.Span.End {
		return v.end(i) + src - e.Span.End
	}
	return v.at[i]
}

// Src maps an offset in v.Text to the source. An offset inside a replacement maps to the
// beginning of what was replaced; one at a deletion, to what follows it.
func (v *View) Src(pos int) int {
	i := v.shown(pos)
	if i < 0 {
		return pos
	}
	if pos < v.end(i) {
		return v.Edits[i].Span.Start
	}
	return v.Edits[i].Span.End + pos - v.end(i)
}

// shown is the last edit whose replacement begins at or before pos; -1 if none does.
func (v *View) shown(pos int) int {
	return sort.Search(len(v.at), func(i int) bool { return v.at[i] > pos }) - 1
}

// SrcSpan maps a span of v.Text to the source: from the first byte shown to the end of the last
// byte shown, so that deletions before and behind the span stay outside it. A span that covers a
// part of a replacement maps to the whole of what was replaced.
func (v *View) SrcSpan(s Span) Span {
	start := v.Src(s.Start)
	if s.Empty() {
		return Span{start, start}
	}
	last := s.End - 1
	end := last + 1
	if i := v.shown(last); i >= 0 {
		if end = v.Edits[i].Span.End; last >= v.end(i) {
			end += last + 1 - v.end(i)
		}
	}
	return Span{start, max(start, end)}
}

// PosSpan maps a source span to v.Text. Adjoining spans stay adjoining: an edit that lies across
// the border belongs to the second.
func (v *View) PosSpan(s Span) Span { return Span{v.Pos(s.Start), v.Pos(s.End)} }

// Slice is the shown text of a source span.
func (v *View) Slice(s Span) string { return v.PosSpan(s).In(v.Text) }

// EditsIn is the edits that overlap the source span s or touch it, in source order: for an empty
// span, those at that place. It is a part of v.Edits; the caller must not change it.
func (v *View) EditsIn(s Span) []Edit {
	i := sort.Search(len(v.Edits), func(i int) bool { return v.Edits[i].Span.End >= s.Start })
	j := i + sort.Search(len(v.Edits)-i, func(k int) bool { return v.Edits[i+k].Span.Start > s.End })
	return v.Edits[i:j]
}

// Repairs counts by rule what was done. Edits of a rule that adjoin, with at most edits of other
// rules between them, are one place: the pieces into which Then cuts an edit. Each insertion of
// pinyin and each slip counts. Markup is left out.
func (v *View) Repairs() map[Rule]int {
	n := map[Rule]int{}
	end := -1
	chain := map[Rule]bool{} // the rules of the edits that adjoin up to end
	for _, e := range v.Edits {
		if e.Span.Start != end {
			clear(chain)
		}
		end = e.Span.End
		if e.Rule == Markup {
			continue
		}
		if e.Rule == Ruby || e.Rule == Slip || !chain[e.Rule] || e.New != "" {
			n[e.Rule]++
		}
		chain[e.Rule] = true
	}
	return n
}

// Then lays edits, positioned in v.Text, over v. The result is a View of the same source that
// shows what NewView(v.Text, edits) shows. Deletions of v that lie inside an edit stay edits of
// their own: the edit is cut into pieces around them, of which the first holds the replacement.
// Where an edit meets a replacement of v, the two become one edit; it keeps the rule of v if it
// replaces no more than v did there (a repair shown in the other script is still that repair),
// else it has the rule of the new edit.
func (v *View) Then(edits []Edit) *View {
	if len(edits) == 0 {
		return v
	}
	over := apart(v.Text, edits)
	out := make([]Edit, 0, len(v.Edits)+len(over))
	i := 0 // the first edit of v that is not in out
	for len(over) > 0 {
		for i < len(v.Edits) && v.end(i) <= over[0].Span.Start {
			out = append(out, v.Edits[i])
			i++
		}
		s, under, n := v.meet(i, over)
		out = v.lay(out, s, v.Edits[i:i+under], over[:n])
		i += under
		over = over[n:]
	}
	return NewView(v.Source, append(out, v.Edits[i:]...))
}

// meet is the span of v.Text that over[0] shares with the edits of v from the i-th on, that these
// share with further edits of over, and so on; and how many edits of v and of over that takes in.
func (v *View) meet(i int, over []Edit) (s Span, under, n int) {
	s, n = over[0].Span, 1
	for grown := true; grown; {
		grown = false
		for ; i+under < len(v.Edits) && v.at[i+under] < s.End; under++ {
			s = Span{min(s.Start, v.at[i+under]), max(s.End, v.end(i+under))}
			grown = true
		}
		for ; n < len(over) && over[n].Span.Start < s.End; n++ {
			s.End = max(s.End, over[n].Span.End)
			grown = true
		}
	}
	return s, under, n
}

// lay appends to out what shows the span s of v.Text with the edits over, where the edits under
// of v lie in it.
func (v *View) lay(out []Edit, s Span, under, over []Edit) []Edit {
	e := over[0]
	e.Span = v.SrcSpan(s)
	if len(over) == 1 && !slices.ContainsFunc(under, func(u Edit) bool { return u.New != "" }) {
		for _, u := range under {
			piece := e
			piece.Span.End = u.Span.Start
			out = append(out, piece, u)
			e.Span.Start, e.New = u.Span.End, ""
		}
		return append(out, e)
	}
	var sb strings.Builder
	at := s.Start
	for _, o := range over {
		sb.WriteString(v.Text[at:o.Span.Start])
		sb.WriteString(o.New)
		at = o.Span.End
	}
	sb.WriteString(v.Text[at:s.End])
	e.New = sb.String()
	if len(under) == 1 && under[0].Span == e.Span {
		e.Rule, e.Why = under[0].Rule, under[0].Why
	}
	return append(out, e)
}
