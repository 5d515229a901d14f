package extract

import (
	"encoding/binary"
	"errors"
	"fmt"
	"sort"
	"strconv"
	"unicode/utf16"

	"golang.org/x/text/encoding/charmap"

	"gangmu/corpus/decode"
	"gangmu/corpus/text"
)

// A doc reads the binary format of Word 97–2003 (MS-DOC): the text lies in pieces, some of 16
// and some of 8 bits a character, which the piece table puts in order; what paragraph a stretch
// belongs to (style, table, list) lies in pages of properties keyed by file position.
type doc struct {
	main, table []byte
	pieces      []piece
	paras       []docRun // paragraph properties by file position
	deleted     []docRun // character runs that a tracked change deleted or that are set hidden
	styles      []docStyle
	numbers     *numberer
}

// A piece is a run of characters cp…end whose text begins at byte fc of the main stream.
type piece struct {
	cp, end int
	fc      int
	wide    bool
}

// Offsets into the file information block (MS-DOC 2.5).
const (
	fibFlags   = 0x0a
	fibTextLen = 0x4c // ccpText; the counts of the other stories follow
	fibFcLcb   = 0x9a
	fcStshf    = fibFcLcb + 8*1
	fcBteChpx  = fibFcLcb + 8*12
	fcBtePapx  = fibFcLcb + 8*13
	fcClx      = fibFcLcb + 8*33
	fcPlfLst   = fibFcLcb + 8*73
	fcPlfLfo   = fibFcLcb + 8*74
	fibEnd     = fibFcLcb + 8*75
)

func u16(b []byte, at int) int {
	if at < 0 || at+2 > len(b) {
		return 0
	}
	return int(binary.LittleEndian.Uint16(b[at:]))
}

func u32(b []byte, at int) int {
	if at < 0 || at+4 > len(b) {
		return 0
	}
	return int(binary.LittleEndian.Uint32(b[at:]))
}

// cut is b[at:at+n], shortened to what is there.
func cut(b []byte, at, n int) []byte {
	if at < 0 || n < 0 || at >= len(b) {
		return nil
	}
	return b[at:min(len(b), at+n)]
}

func readDOC(o oleFile, limit int) (Result, error) {
	main, err := o.stream("WordDocument", limit)
	if err != nil {
		return Result{}, err
	}
	if len(main) < 0x60 || u16(main, 0) != 0xa5ec && u16(main, 0) != 0xa5dc {
		return Result{}, errors.New("这个 Word 文档的文件头已损坏 (damaged header of a Word document)")
	}
	flags := u16(main, fibFlags)
	if flags&0x100 != 0 {
		return Result{}, errEncrypted
	}
	if nFib := u16(main, 2); nFib < 0xc1 {
		return readWord95(main)
	}
	if len(main) < fibEnd {
		return Result{}, errors.New("这个 Word 文档的文件头已损坏 (damaged header of a Word document)")
	}
	name := "0Table"
	if flags&0x200 != 0 {
		name = "1Table"
	}
	d := &doc{main: main}
	if d.table, err = o.stream(name, limit); err != nil {
		return Result{}, err
	}
	if d.readPieces(); len(d.pieces) == 0 {
		return Result{}, errors.New("这个 Word 文档的文字块表已损坏 (damaged piece table of a Word document)")
	}
	d.paras = d.readRuns(fcBtePapx, true)
	for _, r := range d.readRuns(fcBteChpx, false) {
		if r.deleted {
			d.deleted = append(d.deleted, r)
		}
	}
	d.readStyles()
	d.readLists()
	return d.assemble(), nil
}

// readWord95 reads Word 6 and 95, whose text lies in one run in the code page of its writer.
func readWord95(main []byte) (Result, error) {
	text := cut(main, u32(main, 0x18), u32(main, 0x1c)-u32(main, 0x18))
	if len(text) == 0 {
		return Result{}, errors.New("这个 Word 6/95 文档没有文字 (a Word 6/95 document without text)")
	}
	t, err := decode.Decode(text, "GBK")
	if err != nil {
		return Result{}, err
	}
	d := &doc{numbers: readNumbering(nil)}
	a := docAssembler{doc: d}
	for _, r := range t.Text {
		a.char(r, 0)
	}
	a.endPara(0)
	r := a.b.result("doc")
	r.Encoding = t.Encoding
	return r, nil
}

// readPieces reads the piece table (2.9.177). Pieces that point outside the stream are cut.
func (d *doc) readPieces() {
	clx := cut(d.table, u32(d.main, fcClx), u32(d.main, fcClx+4))
	for len(clx) > 3 && clx[0] == 1 { // property modifiers come first
		clx = clx[min(len(clx), 3+u16(clx, 1)):]
	}
	if len(clx) < 5 || clx[0] != 2 {
		return
	}
	plc := cut(clx, 5, u32(clx, 1))
	n := (len(plc) - 4) / 12
	for i := range max(n, 0) {
		p := piece{cp: u32(plc, 4*i), end: u32(plc, 4*i+4)}
		fc := u32(plc, 4*(n+1)+8*i+2)
		p.wide = fc&(1<<30) == 0
		p.fc = fc & (1<<30 - 1)
		width := 2
		if !p.wide {
			p.fc, width = p.fc/2, 1
		}
		p.end = min(p.end, p.cp+max(0, len(d.main)-p.fc)/width)
		if p.cp < p.end && (len(d.pieces) == 0 || p.cp >= d.pieces[len(d.pieces)-1].end) {
			d.pieces = append(d.pieces, p)
		}
	}
}

// assemble goes through the text of the document and of its notes and text boxes; page headers
// and comments are passed over.
func (d *doc) assemble() Result {
	stories := make([]int, 8) // text, footnotes, headers, (macros), comments, endnotes, text boxes, header text boxes
	for i := range stories {
		stories[i] = u32(d.main, fibTextLen+4*i)
	}
	a := docAssembler{doc: d}
	cp := 0
	for i, n := range stories {
		if n > 0 && n < 1<<30 && (i == 0 || i == 1 || i == 5 || i == 6) {
			a.story = i
			a.read(cp, cp+n)
		}
		cp += min(n, 1<<30)
	}
	return a.b.result("doc")
}

// A docAssembler makes paragraphs of characters.
type docAssembler struct {
	*doc
	b     builder
	cur   []rune
	field int // depth of fields
	code  int // depth of field codes, which are not shown
	cell  []para
	row   row
	total int
	story int // 0 = the text, 1 = footnotes, 5 = endnotes, 6 = text boxes
	refs  int // marks of notes met in the text
	notes int // notes met
}

func (a *docAssembler) read(from, to int) {
	for _, p := range a.pieces {
		start, end := max(p.cp, from), min(p.end, to)
		for cp := start; cp < end && a.total < maxText/4; {
			if !p.wide {
				fc := p.fc + cp - p.cp
				a.char(charmap.Windows1252.DecodeByte(a.main[fc]), fc)
				cp++
				continue
			}
			fc := p.fc + 2*(cp-p.cp)
			r := rune(u16(a.main, fc))
			cp++
			if utf16.IsSurrogate(r) && cp < end {
				if full := utf16.DecodeRune(r, rune(u16(a.main, fc+2))); full != '\uFFFD' {
					r = full
					cp++
				}
			}
			a.char(r, fc)
		}
	}
	a.endPara(0)
	a.endRow()
	a.field, a.code = 0, 0
}

func (a *docAssembler) char(r rune, fc int) {
	a.total++
	switch r {
	case 0x13: // a field begins: its code, then 0x14, then what it shows, then 0x15
		a.field++
		a.code++
		return
	case 0x14:
		if a.code > 0 {
			a.code--
		}
		return
	case 0x15:
		if a.field > 0 {
			a.field--
			a.code = min(a.code, a.field)
		}
		return
	}
	if a.code > 0 && r != '\r' && r != 0x07 {
		return
	}
	switch r {
	case '\r', 0x0c:
		if r == 0x0c && len(a.cur) == 0 {
			return // a page break of its own
		}
		a.endPara(fc)
	case 0x07:
		a.endCell(fc)
	case 0x0b, 0x0e:
		a.cur = append(a.cur, '\n')
	case 0x1e:
		a.cur = append(a.cur, '-')
	case 2:
		a.note()
	case 0, 1, 3, 4, 5, 6, 8, 0x1f: // pictures, separators, soft hyphens
	default:
		if r >= ' ' || r == '\t' {
			if !a.isDeleted(fc) {
				a.cur = append(a.cur, r)
			}
		}
	}
}

// note writes the number of a note: at its mark in the text, and before its words.
func (a *docAssembler) note() {
	switch a.story {
	case 0:
		a.refs++
		a.cur = append(a.cur, []rune(fmt.Sprintf("[%d]", a.refs))...)
	case 1, 5:
		a.notes++
		a.cur = append(a.cur, []rune(fmt.Sprintf("[%d]", a.notes))...)
	}
}

func (a *docAssembler) isDeleted(fc int) bool {
	i := sort.Search(len(a.deleted), func(i int) bool { return a.deleted[i].end > fc })
	return i < len(a.deleted) && a.deleted[i].start <= fc
}

// props are the properties of the paragraph whose mark stands at fc.
func (a *docAssembler) props(fc int) docRun {
	i := sort.Search(len(a.paras), func(i int) bool { return a.paras[i].end > fc })
	if i < len(a.paras) && a.paras[i].start <= fc {
		return a.paras[i]
	}
	return docRun{list: -1, level: -1, outline: -1}
}

// para closes the characters gathered into a paragraph.
func (a *docAssembler) para(fc int) para {
	p := para{text: string(a.cur)}
	a.cur = a.cur[:0]
	pr := a.props(fc)
	st := a.style(pr.style)
	if pr.outline < 0 {
		pr.outline = st.outline
	}
	if 0 <= pr.outline && pr.outline < 9 {
		p.kind, p.level = text.BlockHeading, pr.outline+1
	}
	if st.contents {
		p.kind, p.level = text.BlockContents, 0
	}
	if pr.list < 0 {
		pr.list = st.list
		if pr.level < 0 {
			pr.level = st.level
		}
	}
	if pr.list > 0 {
		label, bullet := a.numbers.next(strconv.Itoa(pr.list), strconv.Itoa(max(pr.level, 0)), "")
		if bullet && p.kind == text.BlockPara {
			p.kind, p.level = text.BlockItem, max(pr.level, 0)+1
		}
		if !p.empty() {
			p.text = label + p.text
		}
	}
	return p
}

func (a *docAssembler) endPara(fc int) {
	if len(a.cur) == 0 && a.row == nil && a.cell == nil && fc == 0 {
		return
	}
	in := a.props(fc).inTable
	p := a.para(fc)
	if in || (a.cell != nil || a.row != nil) && fc != 0 && a.paras == nil {
		a.cell = append(a.cell, p)
		return
	}
	a.endRow()
	a.b.add(p)
}

// endCell ends a cell or, where the mark carries the row's properties, the row.
func (a *docAssembler) endCell(fc int) {
	if a.props(fc).rowEnd {
		a.cur = a.cur[:0]
		a.endRow()
		return
	}
	a.cell = append(a.cell, a.para(fc))
	a.row = append(a.row, a.cell)
	a.cell = nil
}

func (a *docAssembler) endRow() {
	if a.cell != nil {
		a.row = append(a.row, a.cell)
		a.cell = nil
	}
	for _, p := range a.row.lines() {
		a.b.add(p)
	}
	a.row = nil
}
