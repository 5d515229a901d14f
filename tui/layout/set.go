package layout

import (
	"slices"
	"strings"

	"gangmu/corpus"
	"gangmu/corpus/numbering"
	"gangmu/corpus/outline"
	"gangmu/corpus/text"
)

// set makes the rows of b: blank rows above, then its text.
func (f *Flow) set(b *block) {
	q := &b.para
	if f.o.Verbatim {
		f.setVerbatim(b)
		return
	}
	here := text.Span{Start: q.Span.Start, End: q.Span.Start}
	for k := f.lead(q); k > 0; k-- {
		b.rows = append(b.rows, Row{Span: here, Text: here, Lead: k, Para: q, n: len(b.rows)})
	}
	if q.Role == corpus.TableRow && f.setTable(b) {
		return
	}
	f.setText(b)
}

// setText makes the rows of the text of b.
func (f *Flow) setText(b *block) {
	q := &b.para
	first, rest := f.indents(q)
	room := f.room()
	f.sc.scan(q.Text.In(f.view.Text))
	if q.Role == corpus.Title || q.Role == corpus.Subtitle {
		f.buf = f.sc.balanced(f.buf[:0], room)
	} else {
		f.buf = f.sc.lines(f.buf[:0], shape{first: room - first, rest: room - rest, hanging: f.o.Hanging && room < f.o.Width})
	}
	b.rows = slices.Grow(b.rows, len(f.buf))
	for k, l := range f.buf {
		r := Row{Para: q, First: k == 0, Indent: rest, Cells: l.cells, n: len(b.rows)}
		if k == 0 {
			r.Indent = first
		}
		r.Text = text.Span{Start: q.Text.Start + int(f.sc.at[l.from]), End: q.Text.Start + int(f.sc.at[l.end])}
		r.Span = text.Span{Start: r.Text.Start, End: q.Text.Start + int(f.sc.at[l.to])}
		if k == 0 {
			r.Span.Start = q.Span.Start
		}
		if k == len(f.buf)-1 {
			r.Last, r.Span.End = true, q.Span.End
		} else if f.o.Justify {
			r.room = room - r.Indent
		}
		f.align(&r, len(f.buf), room)
		b.rows = append(b.rows, r)
	}
}

// room is the width of the text, without the margin for hanging marks.
func (f *Flow) room() int {
	if f.o.Hanging && f.o.Width >= 3*hangCells {
		return f.o.Width - hangCells
	}
	return f.o.Width
}

// align moves a row that does not begin at the left: titles stand in the middle (GB/T 9704
// 7.3.1), a signature and its date four characters from the right (7.3.5).
func (f *Flow) align(r *Row, rows, room int) {
	switch r.Para.Role {
	case corpus.Title, corpus.Subtitle:
		r.Indent, r.room = max(0, (room-r.Cells)/2), 0
	case corpus.Signature:
		if rows == 1 && r.Cells < room/2 {
			r.Indent = room - r.Cells - min(8, room/8)
		}
	}
}

// indents are the cells before the first and the other rows of q. A paragraph of running text
// begins with two blank characters 首行缩进 (GB/T 9704 7.3.3, clreq), one in a narrow pane. The
// further rows of an item stand under its text.
func (f *Flow) indents(q *corpus.Paragraph) (first, rest int) {
	unit := 2
	if f.room() < 16 {
		unit = 0
	} else if f.room() < 30 {
		unit = 1
	}
	two := 2 * unit
	if f.o.NoIndent {
		two = 0
	}
	switch q.Role {
	case corpus.Body, corpus.Elided, corpus.Signature:
		return two, 0
	case corpus.Head:
		return 0, f.hang(q)
	case corpus.Quote:
		return 2*unit + two, 2 * unit
	case corpus.Item:
		if hang := f.hang(q); hang > 0 {
			return two, two + hang
		}
		return two, 0
	}
	return 0, 0
}

// hang is how far the further rows of an item or heading stand in under its first: the width of
// its label, as long as that leaves two thirds of the row. 一是 and 第一， open running text, and so
// does the number of an article, also where its format says that it is an item of a list.
func (f *Flow) hang(q *corpus.Paragraph) int {
	if f.o.NoHang || q.Label.Empty() || q.Section.Label.Form == numbering.Enum ||
		q.Role == corpus.Item && q.Section.Kind == outline.Article {
		return 0
	}
	t := f.view.Text[q.Label.Start:q.Text.End]
	n := q.Label.Len()
	n += len(t[n:]) - len(strings.TrimLeft(t[n:], " 　"))
	w := f.o.Measure.Width(t[:n])
	if w > f.room()/3 {
		return 0
	}
	return w
}

// lead is the number of blank rows above q.
func (f *Flow) lead(q *corpus.Paragraph) int {
	p, ok := f.ps.Prev(*q)
	if !ok {
		return 0
	}
	gap := 0
	if !f.ps.Loose {
		gap = min(1, p.Gap) // in a text that has few, an empty line means something
	}
	switch {
	case q.Role == corpus.Subtitle && p.Role == corpus.Title:
		return 0
	case q.Role == p.Role && (q.Role == corpus.TableRow || q.Role == corpus.Code || q.Role == corpus.Contents || q.Role == corpus.Title || q.Role == corpus.Front):
		return 0
	case q.Role == corpus.Item && p.Role == corpus.Item:
		return gap
	case f.o.Tight:
		return max(gap, f.o.Spacing)
	case p.Role == corpus.Title, p.Role == corpus.Subtitle, q.Role == corpus.Head && p.Role != corpus.Head,
		(q.Role == corpus.TableRow || q.Role == corpus.Elided) != (p.Role == corpus.TableRow || p.Role == corpus.Elided):
		return max(1, f.o.Spacing)
	}
	return max(gap, f.o.Spacing)
}

// setVerbatim makes rows of the line as it stands.
func (f *Flow) setVerbatim(b *block) {
	q := &b.para
	t := q.Span.In(f.view.Text)
	f.sc.scan(t)
	f.buf = f.sc.lines(f.buf[:0], shape{first: f.o.Width, rest: f.o.Width})
	for k, l := range f.buf {
		at := func(i int) int { return q.Span.Start + int(f.sc.at[i]) }
		b.rows = append(b.rows, Row{Para: q, First: k == 0, Last: k == len(f.buf)-1, Cells: l.cells, n: k,
			Span: text.Span{Start: at(l.from), End: at(l.to)}, Text: text.Span{Start: at(l.from), End: at(l.end)}})
	}
}
