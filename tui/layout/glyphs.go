package layout

import (
	"strings"
	"unicode/utf8"

	"gangmu/corpus/text"
)

// Glyphs appends to dst what is drawn in r, from left to right. The indent is not among them.
func (f *Flow) Glyphs(dst []Glyph, r Row) []Glyph {
	if r.drawn != nil {
		return append(dst, *r.drawn...)
	}
	from := len(dst)
	dst = f.glyphs(dst, r.Text, r.Indent)
	if slack := r.room - r.Cells; r.room > 0 && slack > 0 {
		justify(dst[from:], slack)
	}
	return dst
}

// glyphs appends what is drawn for s from the cell col on.
func (f *Flow) glyphs(dst []Glyph, s text.Span, col int) []Glyph {
	t := f.view.Text[:s.End]
	for i := s.Start; i < s.End; {
		n, c := f.o.Measure.cluster(t, i)
		g := Glyph{Span: text.Span{Start: i, End: i + n}, Col: col, Cells: c, Text: shown(t[i : i+n])}
		if t[i] == '\t' {
			g.Cells, g.Text = tabCells, blanks(tabCells)
		} else if lineEndByte(t[i:]) {
			g.Cells, g.Text = 0, ""
		}
		dst = append(dst, g)
		col += g.Cells
		i += n
	}
	return dst
}

// lineEndByte reports whether s begins with a line end.
func lineEndByte(s string) bool {
	return s[0] == '\n' || s[0] == '\r' || strings.HasPrefix(s, "\u2028") || strings.HasPrefix(s, "\u2029") || strings.HasPrefix(s, "\u0085")
}

// justify spreads slack cells over a row: behind marks first, then evenly between characters that
// are set in two cells; words and numbers keep together. Where there are fewer than four such
// places to a cell the row stays ragged; gaps would be worse.
func justify(gs []Glyph, slack int) {
	var gaps, marks []int
	for i := 0; i+1 < len(gs); i++ {
		l, r := glyphClass(gs[i]), glyphClass(gs[i+1])
		switch {
		case r&notStart != 0 || l&notEnd != 0 || (l|r)&wide == 0:
		case l&notStart != 0:
			marks = append(marks, i)
		default:
			gaps = append(gaps, i)
		}
	}
	if len(gaps)+len(marks) < 4*slack {
		return
	}
	extra := make([]bool, len(gs))
	for _, g := range marks[:min(len(marks), slack)] {
		extra[g] = true
		slack--
	}
	for k := range slack {
		extra[gaps[(2*k+1)*len(gaps)/(2*slack)]] = true
	}
	shift := 0
	for i := range gs {
		gs[i].Col += shift
		if extra[i] {
			gs[i].Text += " "
			gs[i].Cells++
			shift++
		}
	}
}

// glyphClass is the class of the first character of g.
func glyphClass(g Glyph) class {
	r, _ := utf8.DecodeRuneInString(g.Text)
	return look(r)
}

// Col is the cell of r at which the offset off is drawn, the indent included; for an offset
// behind what is drawn, the cell behind it.
func (f *Flow) Col(r Row, off int) int {
	col := r.Indent
	var room [256]Glyph
	for _, g := range f.Glyphs(room[:0], r) {
		if off < g.Span.End && (r.drawn == nil || off >= g.Span.Start) {
			return g.Col
		}
		col = g.Col + g.Cells
	}
	return col
}

// Off is the offset of the cluster drawn at the cell col of r; the beginning of its text for a
// cell left of it, the end for one right of it.
func (f *Flow) Off(r Row, col int) int {
	var room [256]Glyph
	for _, g := range f.Glyphs(room[:0], r) {
		if col < g.Col+g.Cells {
			return g.Span.Start
		}
	}
	return r.Text.End
}

// Last is the offset of the last cluster drawn in r; the beginning of its text if none is.
func (f *Flow) Last(r Row) int {
	var room [256]Glyph
	last := r.Text.Start
	for _, g := range f.Glyphs(room[:0], r) {
		if g.Cells > 0 {
			last = max(last, g.Span.Start)
		}
	}
	return last
}

// Behind is the offset behind the cluster that begins at off; off at the end of the text.
func (f *Flow) Behind(off int) int {
	if off >= len(f.view.Text) {
		return off
	}
	n, _ := f.o.Measure.cluster(f.view.Text, off)
	return off + n
}

// Step is the offset of the cluster drawn next (+1) or before (-1) the one at off: blanks at the
// edges of rows and line ends are passed over. It is off where there is none.
func (f *Flow) Step(off, step int) int {
	r := f.At(Place{Off: off})
	var room [256]Glyph
	for {
		best := -1
		for _, g := range f.Glyphs(room[:0], r) {
			switch at := g.Span.Start; {
			case g.Cells == 0:
			case step > 0 && at > off && (best < 0 || at < best), step < 0 && at < off && at > best:
				best = at
			}
		}
		if best >= 0 {
			return best
		}
		ok := false
		if step > 0 {
			r, ok = f.Next(r)
		} else {
			r, ok = f.Prev(r)
		}
		if !ok {
			return off
		}
	}
}

// String is r as it is printed, its indent included; blanks at the right are left out.
func (f *Flow) String(r Row) string {
	var b strings.Builder
	var room [256]Glyph
	b.WriteString(blanks(r.Indent))
	for _, g := range f.Glyphs(room[:0], r) {
		b.WriteString(g.Text)
	}
	return b.String()
}

// Wrap breaks s, which may have several lines, into rows of at most width cells, for messages and
// help. Blanks at the end of rows are left out.
func (m Measure) Wrap(s string, width int) []string {
	sc := scanner{m: m}
	var out []string
	var buf []line
	for para := range strings.SplitSeq(s, "\n") {
		sc.scan(para)
		buf = sc.lines(buf[:0], shape{first: width, rest: width})
		for _, l := range buf {
			out = append(out, m.Show(para[sc.at[l.from]:sc.at[l.end]]))
		}
	}
	return out
}
