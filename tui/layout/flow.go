package layout

import (
	"sort"

	"gangmu/corpus"
	"gangmu/corpus/text"
)

// Options say how paragraphs are set. The zero value but for Width is good Chinese typesetting.
type Options struct {
	Width   int // cells of a row, hanging marks included; at least 1
	Measure Measure
	Spacing int  // blank rows between paragraphs of running text; above headings there is one at least
	Tight   bool // no blank row above headings either

	NoIndent bool // do not indent the first row of a paragraph by two characters
	NoHang   bool // let the further rows of an item begin at the margin, not under its text
	Hanging  bool // let a comma or full stop hang in a margin of two cells at the right
	Justify  bool // spread the cells left over in a row
	Verbatim bool // lines as they stand: blanks at line starts, empty lines; for the source text
	ASCII    bool // draw tables with ASCII
}

// A Flow is a document set in rows of a width. Rows are made when asked for and kept for a while,
// so that any place of a text of any size is shown in time that depends on the screen alone.
// A Flow is not for use by several goroutines at once.
type Flow struct {
	ps     *corpus.Paragraphs
	view   *text.View
	o      Options
	blocks map[int]*block // by the start of the paragraph
	tables map[int]*table // the same, of table rows
	sc     scanner
	buf    []line
}

// A block is a paragraph in rows.
type block struct {
	para corpus.Paragraph
	rows []Row
}

// maxBlocks bounds the paragraphs kept: several screens around where one reads.
const maxBlocks = 2048

// NewFlow lays p out by o. It costs nothing; the work is done row by row.
func NewFlow(p *corpus.Paragraphs, o Options) *Flow {
	o.Width = max(o.Width, 1)
	return &Flow{ps: p, view: p.View, o: o, blocks: map[int]*block{}, sc: scanner{m: o.Measure}}
}

// View is the view whose text the flow shows.
func (f *Flow) View() *text.View { return f.view }

// Options are the options that the flow was made with.
func (f *Flow) Options() Options { return f.o }

// at is the block that holds off.
func (f *Flow) at(off int) *block { return f.block(f.ps.At(off)) }

// block sets a paragraph.
func (f *Flow) block(q corpus.Paragraph) *block {
	if b := f.blocks[q.Span.Start]; b != nil {
		return b
	}
	if len(f.blocks) >= maxBlocks {
		clear(f.blocks)
	}
	b := &block{para: q}
	f.set(b)
	f.blocks[q.Span.Start] = b
	return b
}

// next is the block behind b; nil at the end.
func (f *Flow) next(b *block) *block {
	if c := f.blocks[b.para.Span.End]; c != nil {
		return c
	}
	if q, ok := f.ps.Next(b.para); ok {
		return f.block(q)
	}
	return nil
}

// prev is the block before b; nil at the beginning.
func (f *Flow) prev(b *block) *block {
	if q, ok := f.ps.Prev(b.para); ok {
		return f.block(q)
	}
	return nil
}

// of is the block of a row.
func (f *Flow) of(r Row) *block {
	if b := f.blocks[r.Para.Span.Start]; b != nil {
		return b
	}
	return f.block(*r.Para)
}

// At is the row at p: the one that holds p.Off, or a blank row above it. An offset beyond the
// text means the last row.
func (f *Flow) At(p Place) Row {
	b := f.at(p.Off)
	i := sort.Search(len(b.rows), func(i int) bool { return b.rows[i].Span.Start > p.Off }) - 1
	i = max(i, 0)
	if b.para.Role == corpus.TableRow {
		i = b.drawnAt(p.Off, i)
	}
	if b.rows[i].First {
		i = max(0, i-p.Lead)
	}
	return b.rows[i]
}

// drawnAt is the row of a table row in which off is drawn; i if none.
func (b *block) drawnAt(off, i int) int {
	for k, r := range b.rows {
		if r.drawn == nil {
			continue
		}
		for _, g := range *r.drawn {
			if g.Span.Has(off) {
				return k
			}
		}
	}
	return i
}

// Next is the row below r; false if r is the last.
func (f *Flow) Next(r Row) (Row, bool) {
	b := f.of(r)
	if r.n+1 < len(b.rows) {
		return b.rows[r.n+1], true
	}
	if b = f.next(b); b != nil {
		return b.rows[0], true
	}
	return r, false
}

// Prev is the row above r; false if r is the first.
func (f *Flow) Prev(r Row) (Row, bool) {
	b := f.of(r)
	if r.n > 0 {
		return b.rows[r.n-1], true
	}
	if b = f.prev(b); b != nil {
		return b.rows[len(b.rows)-1], true
	}
	return r, false
}

// Rows appends to dst the n rows from p down, fewer at the end of the text.
func (f *Flow) Rows(dst []Row, p Place, n int) []Row {
	if n < 1 {
		return dst
	}
	r, ok := f.At(p), true
	for ; n > 0 && ok; n-- {
		dst = append(dst, r)
		r, ok = f.Next(r)
	}
	return dst
}

// Move is the place n rows below p (above, if n is negative), the first or last row at most.
func (f *Flow) Move(p Place, n int) Place {
	r, ok := f.At(p), true
	for ; n > 0 && ok; n-- {
		r, ok = f.Next(r)
	}
	for ; n < 0 && ok; n++ {
		r, ok = f.Prev(r)
	}
	return r.Place()
}

// End is the place at which the last row is the h-th from it: the top of the last page.
func (f *Flow) End(h int) Place { return f.Move(Place{Off: len(f.view.Text)}, 1-h) }

// Clamp is p, or the top of the last page of h rows where p lies below that.
func (f *Flow) Clamp(p Place, h int) Place {
	if end := f.End(h); end.Before(p) {
		return end
	}
	return f.At(p).Place()
}

// Percent is how much of the text lies above the bottom of the page of h rows at p: 100 if the
// last row is on it.
func (f *Flow) Percent(p Place, h int) int {
	r, ok := f.At(p), true
	for ; h > 1 && ok; h-- {
		r, ok = f.Next(r)
	}
	n := len(f.view.Text)
	if !ok || r.Span.End >= n {
		return 100
	}
	return min(99, r.Span.End*100/n)
}

// Estimate is about how many rows the whole text has, from its length and the first paragraphs.
func (f *Flow) Estimate() int {
	rows, b := 0, f.at(0)
	for range 64 {
		rows += len(b.rows)
		c := f.next(b)
		if c == nil {
			return rows
		}
		b = c
	}
	return int(float64(rows) * float64(len(f.view.Text)) / float64(b.para.Span.Start))
}
