package text

import (
	"slices"
	"sort"
	"strings"
)

// A View is a source text with edits applied: what the reader sees and the parser reads.
// Offsets map both ways; the source is never touched.
type View struct {
	Source string
	Text   string
	Edits  []Edit // in source order, disjoint
	at     []int  // at[i] is the offset in Text where Edits[i].New begins
}

// NewView applies edits to source. Edits may come in any order; where two overlap, the one that
// begins first wins (of two that begin together, the longer) and the other is left out.
func NewView(source string, edits []Edit) *View {
	if len(edits) == 0 {
		return &View{Source: source, Text: source}
	}
	edits = slices.Clone(edits)
	slices.SortStableFunc(edits, func(a, b Edit) int {
		if a.Span.Start != b.Span.Start {
			return a.Span.Start - b.Span.Start
		}
		return b.Span.End - a.Span.End
	})
	v := &View{Source: source, Edits: edits[:0]}
	var sb strings.Builder
	sb.Grow(len(source))
	end := 0
	for _, e := range edits {
		if e.Span.Start < end || e.Span.End < e.Span.Start || e.Span.End > len(source) {
			continue
		}
		sb.WriteString(source[end:e.Span.Start])
		v.at = append(v.at, sb.Len())
		sb.WriteString(e.New)
		v.Edits = append(v.Edits, e)
		end = e.Span.End
	}
	sb.WriteString(source[end:])
	v.Text = sb.String()
	return v
}

// Pos maps a source offset to the offset in v.Text that shows it. An offset inside an edit maps
// to the beginning of the replacement.
func (v *View) Pos(src int) int {
	i := sort.Search(len(v.Edits), func(i int) bool { return v.Edits[i].Span.Start > src }) - 1
	if i < 0 {
		return src
	}
	e := v.Edits[i]
	if src < e.Span.End {
		return v.at[i]
	}
	return v.at[i] + len(e.New) + src - e.Span.End
}

// Src maps an offset in v.Text to the source. An offset inside a replacement maps to the
// beginning of what was replaced; one at a deletion, to what follows it.
func (v *View) Src(pos int) int {
	i := sort.Search(len(v.Edits), func(i int) bool { return v.at[i] > pos }) - 1
	if i < 0 {
		return pos
	}
	e := v.Edits[i]
	if pos < v.at[i]+len(e.New) {
		return e.Span.Start
	}
	return e.Span.End + pos - v.at[i] - len(e.New)
}

// SrcSpan maps a span of v.Text to the source: from the first byte shown to the end of the last
// byte shown, so that a deletion behind the span stays outside it.
func (v *View) SrcSpan(s Span) Span {
	if s.Empty() {
		p := v.Src(s.Start)
		return Span{p, p}
	}
	start := v.Src(s.Start)
	last := s.End - 1
	i := sort.Search(len(v.Edits), func(i int) bool { return v.at[i] > last }) - 1
	// Deletions at the same offset: step back to an edit that shows something, or none.
	end := 0
	switch {
	case i < 0:
		end = last + 1
	case last < v.at[i]+len(v.Edits[i].New):
		end = v.Edits[i].Span.End
	default:
		end = v.Edits[i].Span.End + last - v.at[i] - len(v.Edits[i].New) + 1
	}
	return Span{start, max(start, end)}
}

// PosSpan maps a source span to v.Text.
func (v *View) PosSpan(s Span) Span { return Span{v.Pos(s.Start), v.Pos(s.End)} }

// Slice is the shown text of a source span.
func (v *View) Slice(s Span) string { return v.PosSpan(s).In(v.Text) }
