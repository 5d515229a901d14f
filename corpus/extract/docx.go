package extract

import (
	"encoding/xml"
	"fmt"
	"slices"
	"strconv"
	"strings"

	"gangmu/corpus/text"
)

// A docx reads the main part of an Office Open XML text document (ECMA-376 part 1, 17). What
// Word shows is what it gives: numbers that Word makes by itself (numbering.xml) are written as
// labels, deleted text of tracked changes is left out, inserted text is in, text boxes follow the
// paragraph that they hang on, notes stand at the end. Page headers and footers are no text.
type docx struct {
	c       *container
	rels    map[string]string // targets by relationship id
	styles  docxStyles
	numbers *numberer
	b       builder

	skip    int          // depth inside an element that is passed over
	paras   []*docxPara  // open paragraphs: more than one inside text boxes
	tables  []*docxTable // open tables
	into    []*[]para    // where paragraphs go: cells, text boxes; empty = the text
	notes   []string     // ids of footnotes and endnotes in the order of their references
	refused error        // of an altChunk
}

type docxPara struct {
	draft
	style             string
	numID, ilvl       string
	outline           string
	inPr, inRun, inRt bool
	inText, vanish    bool
	section           bool // carries the break behind a section
	note              int  // where an annotation begins
	boxes             []para
}

type docxTable struct {
	cells row
	cell  []para
}

func readDOCX(c *container, main string) (Result, error) {
	data, err := c.read(main)
	if err != nil {
		return Result{}, err
	}
	d := &docx{c: c}
	var byType map[string]string
	if d.rels, byType, err = relations(c, main); err != nil {
		d.rels = map[string]string{} // a damaged list of relations costs labels and notes, not the text
	}
	styles, err := c.read(byType["styles"])
	if err != nil {
		return Result{}, err
	}
	numbering, err := c.read(byType["numbering"])
	if err != nil {
		return Result{}, err
	}
	d.styles = readStyles(styles)
	d.numbers = readNumbering(numbering)
	broken := d.run(data)
	d.appendNotes(byType)
	if d.refused != nil {
		return Result{}, d.refused
	}
	r := d.b.result("docx")
	if broken != nil {
		if r.Text == "" {
			return Result{}, fmt.Errorf("docx 正文已损坏 (damaged document.xml: %w)", broken)
		}
		r.Marks = append(r.Marks, text.Mark{Kind: text.MarkDamage, Span: text.Span{Start: len(r.Text), End: len(r.Text)},
			Why: fmt.Sprintf("文件在此处损坏，其后的内容读不出 (%v)", broken)})
	}
	return r, nil
}

func (d *docx) run(data []byte) error {
	err := eachXML(data, d.start, d.end, d.chars)
	for len(d.paras) > 0 { // the part broke off
		d.endPara()
	}
	for len(d.tables) > 0 {
		d.endCell()
		d.endRow()
		d.tables = d.tables[:len(d.tables)-1]
	}
	d.into = nil
	return err
}

// emit writes a paragraph to where paragraphs go now.
func (d *docx) emit(p para) {
	if n := len(d.into); n > 0 {
		*d.into[n-1] = append(*d.into[n-1], p)
		return
	}
	d.b.add(p)
}

func (d *docx) start(e xml.StartElement) {
	if d.skip > 0 {
		d.skip++
		return
	}
	switch e.Name.Local {
	case "sectPr":
		if n := len(d.paras); n > 0 {
			d.paras[n-1].section = true
		}
		d.skip = 1
	case "del", "moveFrom", "instrText", "delText", "Fallback",
		"pPrChange", "rPrChange", "tblPrChange", "trPrChange", "tcPrChange", "sectPrChange", "numberingChange":
		d.skip = 1
	case "p":
		d.paras = append(d.paras, &docxPara{})
	case "tbl":
		d.tables = append(d.tables, &docxTable{})
	case "tr":
		if n := len(d.tables); n > 0 {
			d.tables[n-1].cells = nil
		}
	case "tc":
		if n := len(d.tables); n > 0 {
			d.tables[n-1].cell = nil
			d.into = append(d.into, &d.tables[n-1].cell)
		}
	case "altChunk":
		d.altChunk(attr(e, "id"))
	case "txbxContent":
		if n := len(d.paras); n > 0 {
			d.into = append(d.into, &d.paras[n-1].boxes)
		} else {
			d.into = append(d.into, new([]para))
		}
	default:
		if n := len(d.paras); n > 0 {
			d.inPara(d.paras[n-1], e)
		}
	}
}

// inPara reads the start of an element inside a paragraph.
func (d *docx) inPara(p *docxPara, e xml.StartElement) {
	switch val := attr(e, "val"); e.Name.Local {
	case "pPr":
		p.inPr = true
	case "pStyle":
		p.style = val
	case "numId":
		p.numID = val
	case "ilvl":
		p.ilvl = val
	case "outlineLvl":
		p.outline = val
	case "r":
		p.inRun, p.vanish = true, false
	case "vanish":
		p.vanish = p.inRun && val != "0" && val != "false"
	case "t":
		p.inText = true
	case "tab":
		if p.inRun {
			p.write("\t")
		}
	case "br", "cr":
		if p.inRun {
			p.write("\n")
		}
	case "noBreakHyphen":
		p.write("-")
	case "sym":
		p.write(symbol(attr(e, "char")))
	case "rt":
		p.inRt, p.note = true, len(p.buf)
		p.write("(")
	case "footnoteReference", "endnoteReference":
		if id := attr(e, "id"); !strings.HasPrefix(id, "-") {
			d.notes = append(d.notes, e.Name.Local[:len(e.Name.Local)-len("Reference")]+"s/"+id)
			p.write(fmt.Sprintf("[%d]", len(d.notes)))
		}
	}
}

func (d *docx) end(e xml.EndElement) {
	if d.skip > 0 {
		d.skip--
		return
	}
	var p *docxPara
	if n := len(d.paras); n > 0 {
		p = d.paras[n-1]
	}
	switch e.Name.Local {
	case "p":
		d.endPara()
	case "tc":
		d.endCell()
	case "tr":
		d.endRow()
	case "tbl":
		if n := len(d.tables); n > 0 {
			d.tables = d.tables[:n-1]
		}
	case "txbxContent":
		if n := len(d.into); n > 0 {
			d.into = d.into[:n-1]
		}
	case "pPr":
		if p != nil {
			p.inPr = false
		}
	case "r":
		if p != nil {
			p.inRun = p.inRt // the run inside an annotation lies in a run
		}
	case "t":
		if p != nil {
			p.inText = false
		}
	case "rt":
		if p != nil && p.inRt {
			p.inRt = false
			p.write(")")
			p.hide(p.note, text.Ruby, whyRuby)
			// The file writes the annotation before its base: put it behind.
		}
	case "rubyBase":
		if p != nil {
			d.swapRuby(p)
		}
	}
}

// swapRuby puts the annotation that was read last, which the file writes before its base, behind
// the base.
func (d *docx) swapRuby(p *docxPara) {
	n := len(p.hides)
	if n == 0 || p.hides[n-1].rule != text.Ruby || p.hides[n-1].Start < p.note {
		return
	}
	h := &p.hides[n-1]
	note, base := string(p.buf[h.Start:h.End]), string(p.buf[h.End:])
	p.buf = append(p.buf[:h.Start], base+note...)
	h.Start, h.End = h.Start+len(base), len(p.buf)
}

func (d *docx) chars(s string) {
	n := len(d.paras)
	if d.skip > 0 || n == 0 || !d.paras[n-1].inText {
		return
	}
	p := d.paras[n-1]
	at := len(p.buf)
	p.write(s)
	if p.vanish {
		p.hide(at, text.Invisible, whyVanish)
	}
}

// endPara closes a paragraph: finds its kind and writes its number before it.
func (d *docx) endPara() {
	n := len(d.paras)
	if n == 0 {
		return
	}
	p := d.paras[n-1]
	d.paras = d.paras[:n-1]
	p.done()
	if p.section && p.empty() && len(p.boxes) == 0 {
		return // only a break: Word does not number it
	}
	st := d.styles.resolve(p.style)
	if p.outline == "" {
		p.outline = st.outline
	}
	if lvl, err := strconv.Atoi(p.outline); err == nil && 0 <= lvl && lvl < 9 {
		p.kind, p.level = text.BlockHeading, lvl+1
	}
	if st.contents {
		p.kind, p.level = text.BlockContents, 0
	}
	numStyle := ""
	if p.numID == "" {
		p.numID, numStyle = st.numID, st.numStyle
		if p.ilvl == "" {
			p.ilvl = st.ilvl
		}
	}
	if p.numID != "" && p.numID != "0" {
		label, bullet := d.numbers.next(p.numID, p.ilvl, numStyle)
		if bullet && p.kind == text.BlockPara {
			lvl, _ := strconv.Atoi(p.ilvl)
			p.kind, p.level = text.BlockItem, lvl+1
		}
		if !p.empty() && label != "" {
			p.text = label + p.text
			for i := range p.hides {
				p.hides[i].Start += len(label)
				p.hides[i].End += len(label)
			}
		}
	}
	d.emit(p.para)
	for _, b := range p.boxes {
		d.emit(b)
	}
}

func (d *docx) endCell() {
	n := len(d.tables)
	if n == 0 || len(d.into) == 0 || d.into[len(d.into)-1] != &d.tables[n-1].cell {
		return
	}
	d.into = d.into[:len(d.into)-1]
	d.tables[n-1].cells = append(d.tables[n-1].cells, slices.Clone(d.tables[n-1].cell))
	d.tables[n-1].cell = nil
}

func (d *docx) endRow() {
	if n := len(d.tables); n > 0 {
		for _, p := range d.tables[n-1].cells.lines() {
			d.emit(p)
		}
		d.tables[n-1].cells = nil
	}
}

// altChunk reads a body that is kept in another format inside the document: HTML, MHTML, RTF or
// text. Readers without it show an empty page.
func (d *docx) altChunk(id string) {
	data, err := d.c.read(d.rels[id])
	if err != nil {
		d.refused = err
		return
	}
	paras, err := foreignBody(data)
	if err != nil {
		d.refused = err
		return
	}
	for _, p := range paras {
		d.emit(p)
	}
}

// appendNotes writes the notes that the text refers to, in the order of their references.
func (d *docx) appendNotes(byType map[string]string) {
	if len(d.notes) == 0 {
		return
	}
	bodies := map[string][]para{}
	for _, kind := range []string{"footnotes", "endnotes"} {
		data, err := d.c.read(byType[kind])
		if err != nil {
			continue
		}
		n := &docx{c: d.c, rels: map[string]string{}, styles: d.styles, numbers: d.numbers}
		id := ""
		eachXML(data, func(e xml.StartElement) {
			if n := e.Name.Local; n == "footnote" || n == "endnote" {
				id = kind + "/" + attr(e, "id")
			}
			n.start(e)
			if n.into == nil {
				n.into = []*[]para{new([]para)}
			}
		}, func(e xml.EndElement) {
			n.end(e)
			if l := e.Name.Local; (l == "footnote" || l == "endnote") && len(n.into) > 0 {
				bodies[id] = *n.into[0]
				n.into = nil
			}
		}, n.chars)
	}
	for i, id := range d.notes {
		for k, p := range bodies[id] {
			if k == 0 {
				p.text = fmt.Sprintf("[%d] %s", i+1, strings.TrimLeft(p.text, " \t"))
				p.hides = nil
			}
			d.b.add(p)
		}
	}
}

// symbol is the character of w:sym, a code of a symbol font; boxes for ticking are the ones that
// forms use.
func symbol(hex string) string {
	n, err := strconv.ParseUint(hex, 16, 32)
	if err != nil {
		return ""
	}
	switch n {
	case 0xf0a8, 0xf06f, 0xf071, 0xf072:
		return "□"
	case 0xf052, 0xf0fe, 0xf0fc:
		return "☑"
	case 0xf054, 0xf0fd:
		return "☒"
	case 0xf0b7, 0xf06c, 0xf09f:
		return "•"
	}
	return string(rune(n))
}
