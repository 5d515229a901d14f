package layout

import (
	"gangmu/corpus"
	"gangmu/corpus/text"
)

// A Row is one row of the screen: a stretch of a paragraph, or a blank row before it. Offsets are
// bytes of the text of the view that the Flow lies over.
type Row struct {
	Span   text.Span // the bytes it stands for; the spans of all rows, in order, are the text
	Text   text.Span // the bytes that are drawn: Span without blanks at the edges; in a table ask Glyphs
	Indent int       // blank cells before the text
	Cells  int       // cells of the text
	Lead   int       // of a blank row before a paragraph: rows from it to the paragraph; else 0
	First  bool      // the paragraph's first row of text
	Last   bool      // the paragraph's last row
	Para   *corpus.Paragraph

	n    int // place among the rows of its paragraph
	room int // cells that a justified row fills; 0 = ragged

	drawn *[]Glyph // of a table: cells that lie apart in the text stand in one row
}

// Place is where r is: the place that At leads back from.
func (r Row) Place() Place { return Place{Off: r.Span.Start, Lead: r.Lead} }

// A Place is a place to scroll to: the row that holds the offset Off, or one of the blank rows
// above it. Off stays valid over a change of width.
type Place struct {
	Off  int // byte of the view's text
	Lead int // blank rows between it and the row of Off; 0 = the row itself
}

// Before reports whether p lies above q.
func (p Place) Before(q Place) bool { return p.Off < q.Off || p.Off == q.Off && p.Lead > q.Lead }

// A Glyph is what is drawn for one cluster.
type Glyph struct {
	Span  text.Span // its bytes
	Col   int       // cell of the row, its indent included
	Cells int       // cells it takes; 0 if nothing is drawn
	Text  string    // what is printed; takes Cells cells
}
