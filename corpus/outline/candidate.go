package outline

import (
	"strings"
	"unicode/utf8"

	"gangmu/corpus/numbering"
	"gangmu/corpus/text"
)

// A place says what stands before a candidate.
type place uint8

const (
	atLine  place = iota // the head of a line or block
	atPara               // behind a sentence end and a blank: a line break that became a blank
	atLabel              // behind another label
	atBlank              // behind another blank
	atStop               // behind 。！？
	atSemi               // behind ；
	atColon              // behind ：
	atClose              // behind ） ”
	atComma              // behind ， 、
	atBook               // behind 》
	atOpen               // behind （ 《
	atQuote              // behind “
	atHan                // behind a character
	atOther              // behind anything else
	numPlaces
)

// A follow says what stands behind a candidate.
type follow uint8

const (
	beforeHan   follow = iota
	beforeBlank        // blanks
	beforeEnd          // the end of the line
	beforeCite         // what follows a citation: 规定 的 第 、 和
	beforeOther
)

// A candidate is a label that may open a section. Offsets are in the view. It holds no pointers:
// a text full of labels has a hundred thousand of them to a megabyte.
type candidate struct {
	start    int32
	line     int32 // its line: a place in parser.lines
	number   int32
	next     int32 // the candidate that follows it in its chain; -1 = none
	face     int32 // its place in parser.faces
	width    uint8 // bytes
	suffix   int8
	series   series
	place    place
	follow   follow
	lane     lane
	damaged  bool
	block    int8 // level of the heading block that it opens; 0 = none
	ahead    int8 // found before the head of its list
	quoted   bool // inside quotation marks or 《》
	row      bool // inside a row of a table
	aside    bool // inside a block quote
	contents bool // an entry of a table of contents
	inline   bool // amid a line of a text that has lines
	item     bool // written as an item of a sentence list: behind ；
	amid     bool // amid a line, where others of its series open lines
	under    bool // a plain line, where others of its series are headings by their format
	chosen   bool
	led      bool // the chain of another goes on to it
}

// end is the offset behind the label.
func (c *candidate) end() int32 { return c.start + int32(c.width) }

// A face is what the label of a candidate looks like.
type face struct {
	numbering.Face
	path int32 // of a decimal label: its place in parser.paths, from 1; 0 = its number alone
}

// A line is one that holds candidates.
type line struct {
	start, end int32
	row        bool // of a table
}

// A lane keeps apart lists of one series that count at the same time.
type lane uint8

const (
	laneHead   lane = iota // headings, and items on lines of their own
	laneItem               // items of a sentence: behind ； or ：
	laneInline             // amid a line
	numLanes
)

// A scanner walks the view once and collects candidates.
type scanner struct {
	t       string
	out     []candidate
	lines   []line
	faces   []face
	paths   []path         // of decimal labels
	count   [numSeries]int // candidates
	read    numbering.Reader
	readAt  int // where read was used last, and how; -1 = nowhere
	mode    numbering.Mode
	found   bool        // whether there was a label
	marks   []text.Span // elisions in the view, in order: what follows one opens a paragraph
	blocks  map[int]text.Block
	line    int  // begin of the line
	first   int  // index in out of the line's first candidate
	head    bool // nothing but blanks and markup since the line began
	prev    rune // rune before i that is not blank; 0 at the head
	blankN  int  // blanks since prev
	quote   int  // where the open quotation mark stands; -1 = none
	book    int  // where the open 《 stands; -1 = none
	lastEnd int  // end of the candidate found last
	rows    bool
	flat    bool        // the text has no lines worth the name
	asides  []text.Span // block quotes in the view, in order
}

const maxQuote = 12000 // bytes; a quotation mark that stays open longer was never closed

// newScanner is a scanner at the begin of t.
func newScanner(t string) scanner {
	return scanner{t: t, head: true, quote: -1, book: -1, lastEnd: -1, readAt: -1}
}

// scan collects the candidates of the view.
func (p *parser) scan(marks []text.Span) {
	t := p.t
	s := newScanner(t)
	lines := strings.Count(strings.TrimSpace(t), "\n")
	p.flat = lines < 3 || len(t)/(lines+1) > longLine
	s.blocks, s.marks, s.asides, s.flat = p.blocks, marks, p.asides, p.flat
	s.out, s.faces, s.paths, s.lines = p.cs[:0], p.faces[:0], p.paths[:0], p.lines[:0]
	if cap(s.out) == 0 {
		s.out = make([]candidate, 0, len(t)/100+16)
		s.faces = make([]face, 0, cap(s.out))
	}
	for i := 0; i < len(t); {
		r, w := rune(t[i]), 1
		if r >= utf8.RuneSelf {
			r, w = text.Rune(t[i:])
		}
		if len(s.marks) > 0 && i >= s.marks[0].End {
			s.head, s.prev, s.marks = true, 0, s.marks[1:]
		}
		if r == '\n' || r == '\r' || r == '\u2028' || r == '\f' {
			s.endLine(i, i+w)
			i += w
			continue
		}
		if numbering.Begins(r) {
			if end := s.try(i, r, w); end > 0 {
				i = end
				continue
			}
		}
		s.pass(i, r)
		i += w
	}
	s.endLine(len(t), len(t))
	p.cs, p.faces, p.paths, p.lines, p.count = s.out, s.faces, s.paths, s.lines, s.count
}

// label reads the label at i, whose first rune r is w bytes wide, into s.read, once for the same mode.
func (s *scanner) label(i int, r rune, w int, mode numbering.Mode) bool {
	if s.readAt != i || s.mode != mode {
		s.readAt, s.mode, s.found = i, mode, s.read.ScanRune(s.t, i, r, w, mode)
	}
	return s.found
}

// endLine closes the line that ends at end; the next one begins at next.
func (s *scanner) endLine(end, next int) {
	if s.first < len(s.out) {
		s.lines = append(s.lines, line{int32(s.line), int32(end), s.rows})
	}
	s.line, s.first, s.head, s.prev, s.blankN, s.rows = next, len(s.out), true, 0, 0, false
}

// pass notes what the rune at i does to the context.
func (s *scanner) pass(i int, r rune) {
	switch r {
	case ' ', '\t', '\u3000', '\u00a0', '\u200b', '\ufeff':
		s.blankN++
		return
	case '#', '*', '>', '_', '`', '·', '•', '●', '○', '◆', '■', '□':
		if s.head {
			return
		}
		if r == '*' || r == '#' { // ** and ## in a text that lost its lines
			if s.blankN > 0 || i > 0 && s.t[i-1] == byte(r) || i+1 < len(s.t) && s.t[i+1] == byte(r) {
				return
			}
		}
	case '-', '+':
		if s.head && i+1 < len(s.t) && s.t[i+1] == ' ' {
			return
		}
	case '\\':
		if s.head {
			return
		}
	case '|', '│':
		if s.head || s.rows {
			s.rows = true
		}
	case '“', '「', '『':
		s.quote = i
	case '”', '」', '』':
		s.quote = -1
	case '《':
		s.book = i
	case '》':
		s.book = -1
	}
	if s.head && s.blankN == 0 && r == '[' {
		return // a Markdown link
	}
	s.head = false
	s.prev = r
	s.blankN = 0
}

// modeAt is how a label at i may be read; ok is false where none can begin.
func (s *scanner) modeAt(i int, r rune) (mode numbering.Mode, ok bool) {
	digit, ascii := '0' <= r && r <= '9', r < utf8.RuneSelf
	if s.head || s.blankN > 0 {
		if s.head || paragraphEnd(s.prev) || isHan(s.prev) && (digit && (dotted(s.t[i:]) || s.flat && clauseAt(s.prev, s.t[i:])) || s.flat && s.annexClause(i) || strings.HasPrefix(s.t[i:], "一.") || strings.HasPrefix(s.t[i:], "一．")) {
			mode = numbering.AtLine
		} else if ascii && !digit && r != '(' {
			return 0, false
		}
		if digit {
			mode |= numbering.Glued
		}
		return mode, true
	}
	switch {
	case ascii && !digit && r != '(':
		return 0, false
	case digit && s.prev < utf8.RuneSelf && s.prev != ':' && s.prev != ';' && s.prev != ')' && s.prev != '*':
		return 0, false // inside a number, a word, an address
	case r != '(' && r != '（' && numeral(s.prev):
		return 0, false
	case digit && s.flat && (isHan(s.prev) || paragraphEnd(s.prev)) && clauseAt(s.prev, s.t[i:]):
		mode = numbering.AtLine | numbering.Glued
	case digit && (paragraphEnd(s.prev) || isHan(s.prev) && i-s.lastEnd < 3*24):
		mode = numbering.Glued
	case !ascii && numeral(r) && paragraphEnd(s.prev) && strings.Contains(s.t[i:min(len(s.t), i+16)], "　"):
		if _, w, _ := numbering.ParseNumber(s.t[i:min(len(s.t), i+12)]); strings.HasPrefix(s.t[i+w:], "　") {
			mode = numbering.AtLine // 。一　总则
		}
	}
	return mode, true
}

// dotted reports whether s opens with a number of two parts or more, as a clause has: 3.1, 5.10.1, or
// with that of the first chapter of a standard; behind a blank in a text that lost its lines it may be one.
func dotted(s string) bool {
	n := 0
	for i := 0; i < len(s) && i < 3; i++ {
		if '0' > s[i] || s[i] > '9' {
			n = i
			break
		}
	}
	if n == 1 && s[0] == '1' && blankAt(s[n:]) { // 1 范围
		r, _ := utf8.DecodeRuneInString(strings.TrimLeft(s[n:min(len(s), n+8)], spaces))
		return isHan(r)
	}
	return n > 0 && n+1 < len(s) && s[n] == '.' && '0' <= s[n+1] && s[n+1] <= '9'
}

// clauseAt reports whether s opens with the number of a clause, in a text that lost its lines: 1 总则, 2.1 or
// 2.1.1 before a word; r stands before it.
func clauseAt(r rune, s string) bool {
	i, depth := 0, 0
	for {
		n := 0
		for i < len(s) && '0' <= s[i] && s[i] <= '9' {
			i, n = i+1, n+1
		}
		if depth++; n == 0 || n > 2 || depth == 1 && s[0] == '0' {
			return false
		}
		if i >= len(s) || s[i] != '.' {
			break
		}
		i++
	}
	near := s[i:min(len(s), i+12)]
	rest := strings.TrimLeft(near, spaces)
	next, _ := utf8.DecodeRuneInString(rest)
	switch {
	case strings.ContainsRune("第表图圖式录錄", r) || strings.ContainsRune(measures, next):
		return false
	case len(rest) < len(near):
		return isHan(next) || 'Ⅰ' <= next && next <= 'Ⅻ'
	}
	return depth > 1 && isHan(next) && !strings.ContainsRune(counted, next)
}

// annexClause reports whether the number of a clause of an annex, A.1, stands at i in a text that lost its
// lines: behind 表 only if that ends the title of the annex.
func (s *scanner) annexClause(i int) bool {
	t := s.t[i:]
	if len(t) < 3 || 'A' > t[0] || t[0] > 'Z' || t[1] != '.' || '1' > t[2] || t[2] > '9' {
		return false
	}
	n := len(s.out)
	return !strings.ContainsRune("第表图圖式录錄", s.prev) || n > 0 && s.out[n-1].series == annexes && i-s.lastEnd < 3*40
}

// What is measured or counted: 2.5倍 is no clause; nor is 2.5级, but 2.5 级别 may be one.
const (
	measures = "万亿萬億元个個倍米公吨噸至"
	counted  = "年月日号號时時分秒斤克升成度级級人户戶件次项項岁歲亩畝顷頃平立千百十条條台臺辆輛套所家名座处處里层層届屆期页頁和到以是"
)

func blankAt(s string) bool {
	r, _ := utf8.DecodeRuneInString(s)
	return strings.ContainsRune(spaces, r)
}

// try reads a label at i; it gives the offset behind it, 0 if there is none.
func (s *scanner) try(i int, r rune, w int) int {
	mode, ok := s.modeAt(i, r)
	if !ok || !s.label(i, r, w, mode) {
		return 0
	}
	l := &s.read.Label
	k, end := seriesOf(l), l.Span.End
	if k == noSeries || k == annexes && !s.head && mode == 0 && !s.annexFollows(l.Number, end) {
		return 0
	}
	if len(s.out) == cap(s.out) { // a text that is full of labels so far will be so to its end
		most := len(s.out) + len(s.out)/4 + int(float64(len(s.t)-i)/float64(i+1)*float64(len(s.out))) + 16
		s.out = append(make([]candidate, 0, most), s.out...)
		s.faces = append(make([]face, 0, most), s.faces...)
	}
	s.count[k]++
	s.out = s.out[:len(s.out)+1]
	c := &s.out[len(s.out)-1]
	*c = candidate{}
	c.start, c.width, c.line, c.next, c.face = int32(i), uint8(end-i), int32(len(s.lines)), -1, int32(len(s.faces))
	c.number, c.suffix, c.series, c.damaged = int32(l.Number), int8(l.Suffix), k, l.Damaged
	if s.head {
		c.place = atLine
		if len(s.blocks) > 0 {
			b := s.blocks[s.line]
			switch b.Kind {
			case text.BlockHeading:
				c.block = int8(b.Level)
			case text.BlockContents:
				c.contents = true
			case text.BlockRow:
				s.rows = true
			}
		}
	} else {
		c.place = s.placeOf(i)
	}
	if s.blankN >= 0 && (s.prev == '|' || s.prev == '│') && !s.head {
		c.row = true
	}
	if s.quote >= 0 && i-s.quote < maxQuote || s.book >= 0 && i-s.book < 300 {
		c.quoted = true
	}
	for len(s.asides) > 0 && s.asides[0].End <= i {
		s.asides = s.asides[1:]
	}
	c.aside = len(s.asides) > 0 && s.asides[0].Start <= i
	s.addFace(l)
	c.follow = s.followOf(k, end)
	s.head, s.blankN, s.lastEnd = false, 0, end
	s.prev = s.lastRune(end)
	return end
}

// addFace keeps what the label that was read last looks like.
func (s *scanner) addFace(l *numbering.Label) {
	path := int32(0)
	if l.Form == numbering.Decimal {
		s.paths = append(s.paths, pathOf(&s.read))
		path = int32(len(s.paths))
	}
	s.faces = append(s.faces, face{l.Face, path})
}

// lastRune is the rune that ends at end: in Chinese text three bytes as a rule.
func (s *scanner) lastRune(end int) rune {
	if end >= 3 && s.t[end-3]>>4 == 0xE {
		if r, w := text.Rune(s.t[end-3 : end]); w == 3 {
			return r
		}
	}
	r, _ := utf8.DecodeLastRuneInString(s.t[:end])
	return r
}

// annexFollows reports whether 附件 n may open an annex here, in a text that lost its lines: behind
// the date that ends the document, or, with a number, behind a blank or a sentence.
func (s *scanner) annexFollows(n, end int) bool {
	r, _ := utf8.DecodeRuneInString(s.t[end:])
	return s.prev == '日' || n > 0 && s.blankN > 0 || (n > 0 || r == '：' || r == ':') && s.blankN == 0 && (s.prev == '。' || s.prev == '）' || s.prev == ')')
}

// placeOf classifies what stands before offset i, which does not open a line.
func (s *scanner) placeOf(i int) place {
	if s.lastEnd == i {
		return atHan // 第一编第六章第三节: a citation by steps
	}
	if s.lastEnd >= 0 && i-s.blankN*3 <= s.lastEnd && onlyBlanks(s.t[s.lastEnd:i]) {
		return atLabel
	}
	if s.blankN > 0 {
		if paragraphEnd(s.prev) || s.blankN > 3 {
			return atPara
		}
		return atBlank
	}
	switch s.prev {
	case '。', '！', '？', '!', '?', '…', '．', '.':
		return atStop
	case '；', ';':
		return atSemi
	case '：', ':':
		return atColon
	case '）', ')', '】', ']', '”', '」', '』', '’':
		return atClose
	case '，', '、', ',', '﹑', '／', '/':
		return atComma
	case '》', '〉':
		return atBook
	case '（', '(', '《', '〈', '[', '【', '〔':
		return atOpen
	case '“', '「', '『', '‘', '"':
		return atQuote
	}
	if isHan(s.prev) {
		return atHan
	}
	return atOther
}

// onlyBlanks reports whether s is nothing but blanks that set two labels apart.
func onlyBlanks(s string) bool {
	for _, r := range s {
		if r != ' ' && r != '　' && r != '\u00a0' {
			return false
		}
	}
	return true
}

// paragraphEnd reports whether a paragraph may end with r.
func paragraphEnd(r rune) bool {
	switch r {
	case '。', '！', '？', '；', '：', '”', '」', '』', '）', '…', '!', '?', ';', ':', ')', '】', '—', '|', '.', '》':
		return true
	}
	return r == 0
}

// numeral reports whether r may end a Chinese numeral, so that a label cannot begin behind it.
func numeral(r rune) bool {
	switch r {
	case '一', '二', '三', '四', '五', '六', '七', '八', '九', '十', '百', '千', '〇', '零', '第', '两':
		return true
	}
	return '0' <= r && r <= '9' || '０' <= r && r <= '９'
}

func isHan(r rune) bool {
	return 0x4E00 <= r && r <= 0x9FFF || 0x3400 <= r && r <= 0x4DBF || 0xF900 <= r && r <= 0xFAFF || 0x20000 <= r && r <= 0x3FFFF || r == '〇'
}

// followOf classifies what stands behind the label in s.read, which ends at end.
func (s *scanner) followOf(k series, end int) follow {
	rest := s.t[end:]
	r, w := s.read.Behind()
	if w == 0 || r == '\n' || r == '\r' {
		return beforeEnd
	}
	blank := false
	for w > 0 && (r == ' ' || r == '　' || r == '\u00a0' || r == '\t' || r == '*' || r == '\\') {
		blank = true
		rest = rest[w:]
		r, w = text.Rune(rest)
	}
	if w == 0 || r == '\n' || r == '\r' {
		return beforeEnd
	}
	if blank {
		if k == articles && (r == '第' && s.article(len(s.t)-len(rest), r, w) || citedBelow.open(rest, r)) {
			return beforeCite // 第十二條 第十三條: a list of citations
		}
		return beforeBlank
	}
	if r == ']' || citation(k, rest, r) || k == duns && s.dunCited(end, r, w) {
		return beforeCite
	}
	if k == glued && strings.ContainsRune("时時分秒章節节目处處级級部本点點多批期线線代度页頁场場支只组組班口块塊段头頭队隊国國省市县區区镇乡村社校院会會", r) {
		return beforeOther
	}
	if isHan(r) {
		return beforeHan
	}
	return beforeOther
}
