package layout

import (
	"slices"
	"strings"

	"gangmu/corpus"
	"gangmu/corpus/text"
)

// A table is how the columns of adjoining table rows are set.
type table struct {
	widths []int  // cells of each column
	right  []bool // numbers are set to the right
}

const (
	tableReach = 300 // rows above and below that decide about the columns
	cellMin    = 8   // cells below which no column is narrowed: four characters
)

// columns are the spans of the cells of a table row, without the blanks around them.
func (f *Flow) columns(q *corpus.Paragraph) []text.Span {
	t, sep := f.view.Text, "|"
	if !strings.Contains(q.Text.In(t), sep) {
		sep = "\t"
	}
	var out []text.Span
	for at := q.Text.Start; ; {
		n := strings.Index(t[at:q.Text.End], sep)
		end := at + n
		if n < 0 {
			end = q.Text.End
		}
		s := t[at:end]
		lead := len(s) - len(strings.TrimLeft(s, " \t　"))
		cell := text.Span{Start: at + lead, End: at + lead + len(strings.Trim(s, " \t　"))}
		out = append(out, cell)
		if n < 0 {
			return out
		}
		at = end + len(sep)
	}
}

// tableOf is the table that q is a row of. Rows of one table share it, so that they stay aligned;
// it is made of the rows around the first one that is shown.
func (f *Flow) tableOf(q *corpus.Paragraph) *table {
	if t := f.tables[q.Span.Start]; t != nil {
		return t
	}
	first := *q
	for range tableReach {
		p, ok := f.ps.Prev(first)
		if !ok || p.Role != corpus.TableRow {
			break
		}
		if t := f.tables[p.Span.Start]; t != nil {
			f.tables[q.Span.Start] = t
			return t
		}
		first = p
	}
	if f.tables == nil {
		f.tables = map[int]*table{}
	}
	t := &table{}
	for p, n, ok := first, 0, true; ok && p.Role == corpus.TableRow && n < 2*tableReach; p, ok = f.ps.Next(p) {
		f.measure(t, f.columns(&p), n == 0)
		f.tables[p.Span.Start] = t
		n++
	}
	t.fit(f.room())
	return t
}

// measure widens the columns of t to hold a row. A column whose cells below the head are numbers
// is set to the right.
func (f *Flow) measure(t *table, cells []text.Span, head bool) {
	for i, c := range cells {
		s := c.In(f.view.Text)
		if i == len(t.widths) {
			t.widths, t.right = append(t.widths, 0), append(t.right, true)
		}
		t.widths[i] = max(t.widths[i], f.o.Measure.Width(s))
		if !head && s != "" && strings.Trim(s, "0123456789.,%％-—+ ") != "" {
			t.right[i] = false
		}
	}
}

// fit narrows the columns to room, the widest first; widths is nil if there is no way.
func (t *table) fit(room int) {
	room -= 3 * (len(t.widths) - 1)
	for {
		sum, widest, second := 0, 0, 0
		for _, w := range t.widths {
			sum += w
			switch {
			case w > widest:
				widest, second = w, widest
			case w < widest:
				second = max(second, w)
			}
		}
		if sum <= room {
			return
		}
		n := 0
		for _, w := range t.widths {
			if w == widest {
				n++
			}
		}
		// All of the widest shrink alike, as far as the next one or as far as needed.
		to := max(second, widest-(sum-room+n-1)/n)
		if to < cellMin {
			t.widths = nil
			return
		}
		for i, w := range t.widths {
			if w == widest {
				t.widths[i] = to
			}
		}
	}
}

// setTable makes the rows of a table row: its cells side by side, each broken in its column.
// It reports false where the columns do not fit.
func (f *Flow) setTable(b *block) bool {
	q := &b.para
	cells, t := f.columns(q), f.tableOf(q)
	if len(t.widths) < 2 || len(cells) > len(t.widths) {
		return false
	}
	lines := make([][]text.Span, len(cells))
	height := 1
	for i, c := range cells {
		f.sc.scan(c.In(f.view.Text))
		f.buf = f.sc.lines(f.buf[:0], shape{first: t.widths[i], rest: t.widths[i]})
		for _, l := range f.buf {
			lines[i] = append(lines[i], text.Span{Start: c.Start + int(f.sc.at[l.from]), End: c.Start + int(f.sc.at[l.end])})
		}
		height = max(height, len(lines[i]))
	}
	at := q.Span.Start
	for k := range height {
		drawn := f.tableRow(t, cells, lines, k)
		last := drawn[len(drawn)-1]
		r := Row{Para: q, n: len(b.rows), First: k == 0, Last: k == height-1, Cells: last.Col + last.Cells, drawn: &drawn, Span: text.Span{Start: at, End: q.Span.End}}
		if k+1 < height {
			// The next row begins with the first cell that goes on there.
			i := slices.IndexFunc(lines, func(l []text.Span) bool { return len(l) > k+1 })
			at = lines[i][k+1].Start
			r.Span.End = at
		}
		r.Text = clipSpan(r.Span, q.Text)
		b.rows = append(b.rows, r)
	}
	return true
}

func clipSpan(s, t text.Span) text.Span {
	s.Start = max(s.Start, t.Start)
	s.End = max(s.Start, min(s.End, t.End))
	return s
}

// tableRow is what is drawn in the k-th row of a table row.
func (f *Flow) tableRow(t *table, cells []text.Span, lines [][]text.Span, k int) []Glyph {
	var out []Glyph
	col := 0
	blank := func(at, n int) {
		if n > 0 {
			out = append(out, Glyph{Span: text.Span{Start: at, End: at}, Col: col, Cells: n, Text: blanks(n)})
			col += n
		}
	}
	for i, c := range cells {
		if i > 0 {
			sep := text.Span{Start: cells[i-1].End, End: c.Start}
			if k > 0 {
				sep.End = sep.Start
			}
			out = append(out, Glyph{Span: sep, Col: col, Cells: 3, Text: f.bar()})
			col += 3
		}
		from, at := col, c.End
		if k < len(lines[i]) {
			l := lines[i][k]
			at = l.End
			if t.right[i] {
				blank(l.Start, t.widths[i]-f.o.Measure.Width(l.In(f.view.Text)))
			}
			n := len(out)
			if out = f.glyphs(out, l, col); len(out) > n {
				col = out[len(out)-1].Col + out[len(out)-1].Cells
			}
		}
		if i+1 < len(cells) {
			blank(at, t.widths[i]-(col-from))
		}
	}
	if len(out) == 0 {
		out = append(out, Glyph{Span: text.Span{Start: cells[0].Start, End: cells[0].Start}})
	}
	return out
}

// bar parts two columns. A line of the box drawing block may be two cells wide, so where
// ambiguous characters are it is an ASCII bar.
func (f *Flow) bar() string {
	if f.o.Measure.Wide || f.o.ASCII {
		return " | "
	}
	return " │ "
}
