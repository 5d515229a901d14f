package outline

import (
	"strings"
	"unicode/utf8"

	"gangmu/corpus/numbering"
	"gangmu/corpus/text"
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
	prev    rune // rune before i that is not blank; 0 at the head, ofLabel behind a label
	blankN  int  // blanks since prev
	quote   int  // where the open quotation mark stands; -1 = none
	book    int  // where the open 《 stands; -1 = none
	lastEnd int  // end of the candidate found last
	rows    bool
	flat    bool        // the text has no lines worth the name
	asides  []text.Span // block quotes in the view, in order
}

const ofLabel = -1 // the last rune of a label; most often none asks for it

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

// try reads a label at i; it gives the offset behind it, 0 if there is none.
func (s *scanner) try(i int, r rune, w int) int {
	if numbering.IsStem(r) { // before anything else: 甲 is a word as a rule
		if mark, _ := text.Rune(s.t[i+w:]); !numbering.IsMark(mark) {
			return 0
		}
	}
	if s.prev == ofLabel {
		s.prev, _ = lastRune(s.t[:s.lastEnd])
	}
	mode, ok := s.modeAt(i, r)
	if !ok || !s.label(i, r, w, mode) {
		return 0
	}
	l := &s.read
	k, end := seriesOf(&l.Face), l.End()
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
	if (s.prev == '|' || s.prev == '│') && !s.head {
		c.row = true
	}
	if s.quote >= 0 && i-s.quote < maxQuote || s.book >= 0 && i-s.book < 300 {
		c.quoted = true
	}
	for len(s.asides) > 0 && s.asides[0].End <= i {
		s.asides = s.asides[1:]
	}
	c.aside = len(s.asides) > 0 && s.asides[0].Start <= i
	s.addFace()
	c.follow = s.followOf(k, end)
	s.head, s.prev, s.blankN, s.lastEnd = false, ofLabel, 0, end
	return end
}

// addFace keeps what the label that was read last looks like.
func (s *scanner) addFace() {
	path := int32(0)
	if s.read.Form == numbering.Decimal {
		s.paths = append(s.paths, pathOf(&s.read))
		path = int32(len(s.paths))
	}
	s.faces = append(s.faces, face{s.read.Face, path})
}
