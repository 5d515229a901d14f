package extract

import (
	"slices"
	"sort"
	"strconv"
	"strings"
	"unicode/utf16"
)

// A docRun is a stretch of the main stream with the properties that matter here.
type docRun struct {
	start, end      int // file positions
	style           int // index in the style sheet
	outline         int // level 0…8; -1 = not said
	list, level     int // number of the list override (0 = none), level in it; -1 = not said
	inTable, rowEnd bool
	deleted         bool
}

// A docStyle is a paragraph style.
type docStyle struct {
	base        int
	outline     int
	list, level int
	contents    bool
}

// readRuns reads the pages of formatted properties (MS-DOC 2.9.175, 2.9.33) that a table of the
// kind PlcBte lists; at is its place in the file information block.
func (d *doc) readRuns(at int, paragraphs bool) []docRun {
	plc := cut(d.table, u32(d.main, at), u32(d.main, at+4))
	n := (len(plc) - 4) / 8
	var runs []docRun
	for i := range max(n, 0) {
		page := cut(d.main, (u32(plc, 4*(n+1)+4*i)&0x3fffff)*512, 512)
		if len(page) < 512 {
			continue
		}
		count := int(page[511])
		width := 1
		if paragraphs {
			width = 13
		}
		if 4*(count+1)+width*count > 511 {
			continue
		}
		for k := range count {
			r := docRun{start: u32(page, 4*k), end: u32(page, 4*k+4), outline: -1, list: -1, level: -1}
			off := 2 * int(page[4*(count+1)+width*k])
			if off > 0 && r.start < r.end {
				r.read(page, off, paragraphs)
			}
			if r.start < r.end {
				runs = append(runs, r)
			}
		}
	}
	sort.SliceStable(runs, func(i, j int) bool { return runs[i].start < runs[j].start })
	return runs
}

func (r *docRun) read(page []byte, off int, paragraphs bool) {
	n := int(page[off])
	off++
	if paragraphs {
		if n == 0 && off < len(page) {
			n = 2 * int(page[off])
			off++
		} else {
			n = 2*n - 1
		}
		r.style = u16(page, off)
		off, n = off+2, n-2
	}
	r.apply(cut(page, off, n))
}

// The single property modifiers (2.6) that are read.
const (
	sprmPFInTable  = 0x2416
	sprmPFTtp      = 0x2417
	sprmPIlvl      = 0x260a
	sprmPIlfo      = 0x460b
	sprmPOutLvl    = 0x2640
	sprmPChgTabs   = 0xc615
	sprmTDefTable  = 0xd608
	sprmCFRMarkDel = 0x0800
)

func (r *docRun) apply(grpprl []byte) {
	for i := 0; i+3 <= len(grpprl); {
		sprm := u16(grpprl, i)
		v := int(grpprl[i+2])
		i += 2
		switch sprm {
		case sprmPFInTable:
			r.inTable = v != 0
		case sprmPFTtp:
			r.rowEnd = v != 0
		case sprmPIlvl:
			r.level = v
		case sprmPIlfo:
			r.list = u16(grpprl, i)
		case sprmPOutLvl:
			r.outline = v
		case sprmCFRMarkDel:
			r.deleted = v == 1
		}
		switch sprm >> 13 {
		case 0, 1:
			i++
		case 2, 4, 5:
			i += 2
		case 3:
			i += 4
		case 7:
			i += 3
		case 6:
			switch {
			case sprm == sprmTDefTable:
				i += 1 + u16(grpprl, i)
			case sprm == sprmPChgTabs && v == 255:
				return
			default:
				i += 1 + v
			}
		}
	}
}

// readStyles reads the style sheet (2.9.271).
func (d *doc) readStyles() {
	stsh := cut(d.table, u32(d.main, fcStshf), u32(d.main, fcStshf+4))
	count, base := u16(stsh, 2), u16(stsh, 4)
	at := 2 + u16(stsh, 0)
	for range count {
		n := u16(stsh, at)
		std := cut(stsh, at+2, n)
		at += 2 + n + n%2
		s := docStyle{base: 0xfff, outline: -1, list: -1, level: -1}
		if len(std) >= base && base >= 10 {
			sti := u16(std, 0) & 0xfff
			s.base = u16(std, 2) >> 4
			paragraph := u16(std, 2)&0xf == 1
			if 1 <= sti && sti <= 9 {
				s.outline = sti - 1
			}
			s.contents = 19 <= sti && sti <= 27
			if paragraph {
				upx := base + 2 + 2*u16(std, base) + 2
				upx += upx % 2
				var r docRun
				r.outline, r.list, r.level = -1, -1, -1
				r.apply(cut(std, upx+4, u16(std, upx)-2))
				if r.outline >= 0 {
					s.outline = r.outline
				}
				s.list, s.level = r.list, r.level
			}
		}
		d.styles = append(d.styles, s)
		if at >= len(stsh) {
			break
		}
	}
}

// style resolves a style with what it is based on.
func (d *doc) style(i int) docStyle {
	r := docStyle{outline: -1, list: -1, level: -1}
	for n := 0; n < 20 && 0 <= i && i < len(d.styles); n++ {
		s := d.styles[i]
		if r.outline < 0 {
			r.outline = s.outline
		}
		if r.list < 0 {
			r.list = s.list
		}
		if r.level < 0 {
			r.level = s.level
		}
		r.contents = r.contents || s.contents
		i = s.base
	}
	return r
}

// nfcNames are the numbering formats of MSONFC (MS-OSHARED 2.2.1.3) by the names of formatNumber.
var nfcNames = map[int]string{
	1: "upperRoman", 2: "lowerRoman", 3: "upperLetter", 4: "lowerLetter", 0x0a: "ideographDigital", 0x0b: "japaneseCounting",
	0x0e: "decimalFullWidth", 0x10: "japaneseLegal", 0x11: "japaneseDigitalTenThousand", 0x12: "decimalEnclosedCircle", 0x13: "decimalFullWidth2",
	0x16: "decimalZero", 0x17: "bullet", 0x1a: "decimalEnclosedFullstop", 0x1b: "decimalEnclosedParen", 0x1c: "decimalEnclosedCircleChinese",
	0x1d: "ideographEnclosedCircle", 0x1e: "ideographTraditional", 0x1f: "ideographZodiac", 0x21: "taiwaneseCounting",
	0x22: "ideographLegalTraditional", 0x23: "taiwaneseCountingThousand", 0x24: "taiwaneseDigital", 0x25: "chineseCounting",
	0x26: "chineseLegalSimplified", 0x27: "chineseCountingThousand", 0x28: "ideographDigital", 0xff: "none",
}

// readLists reads the lists (2.9.183 PlfLst) and their overrides (2.9.182 PlfLfo) into the same
// numberer that docx uses.
func (d *doc) readLists() {
	d.numbers = readNumbering(nil)
	at := u32(d.main, fcPlfLst)
	if u32(d.main, fcPlfLst+4) == 0 {
		return
	}
	count := u16(d.table, at)
	at += 2
	levels := at + 28*count
	for i := range min(count, 4096) {
		lstf := cut(d.table, at+28*i, 28)
		if len(lstf) < 28 {
			return
		}
		a := &abstractNum{}
		n := 9
		if lstf[26]&1 != 0 {
			n = 1
		}
		for k := range n {
			levels += readLevel(d.table, levels, &a.levels[k])
		}
		d.numbers.abstract[strconv.Itoa(u32(lstf, 0))] = a
	}
	at = u32(d.main, fcPlfLfo)
	if u32(d.main, fcPlfLfo+4) == 0 {
		return
	}
	count = u32(d.table, at)
	at += 4
	data := at + 16*count
	for i := range min(count, 4096) {
		lfo := cut(d.table, at+16*i, 16)
		if len(lfo) < 16 {
			return
		}
		n := &num{abstract: strconv.Itoa(u32(lfo, 0)), starts: map[int]int{}, levels: map[int]*numLevel{}, begun: map[int]bool{}}
		d.numbers.nums[strconv.Itoa(i+1)] = n
		data += 4
		for range int(lfo[12]) {
			start, flags := u32(d.table, data), u32(d.table, data+4)
			data += 8
			level := flags & 0xf
			if flags&0x10 != 0 && level < 9 {
				n.starts[level] = start
			}
			if flags&0x20 != 0 {
				l := &numLevel{}
				data += readLevel(d.table, data, l)
				if level < 9 {
					n.levels[level] = l
				}
			}
		}
	}
}

// readLevel reads a list level (2.9.150 LVL) at b[at:] and returns its length.
func readLevel(b []byte, at int, l *numLevel) int {
	lvlf := cut(b, at, 28)
	if len(lvlf) < 28 {
		return len(b) // nothing behind it can be read
	}
	*l = numLevel{start: u32(lvlf, 0), restart: -1, set: true, format: "decimal"}
	if name, ok := nfcNames[int(lvlf[4])]; ok {
		l.format = name
	}
	l.legal = lvlf[5]&4 != 0
	l.suffix = [...]string{"tab", "space", "nothing"}[min(int(lvlf[15]), 2)]
	if lvlf[5]&8 != 0 {
		l.restart = int(lvlf[26])
	}
	n := 28 + int(lvlf[24]) + int(lvlf[25])
	chars := u16(b, at+n)
	text := cut(b, at+n+2, 2*chars)
	places := lvlf[6:15]
	var sb strings.Builder
	for i := 0; i+2 <= len(text); i += 2 {
		c := u16(text, i)
		if c < 9 && slices.Contains(places, byte(i/2+1)) {
			sb.WriteString("%" + strconv.Itoa(c+1))
			continue
		}
		sb.WriteString(string(utf16.Decode([]uint16{uint16(c)})))
	}
	l.text = sb.String()
	return n + 2 + 2*chars
}
