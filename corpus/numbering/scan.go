package numbering

import (
	"strings"
	"unicode/utf8"

	"gangmu/corpus/text"
)

// A Mode widens what Scan takes for a label.
type Mode uint8

// The modes; they may be added.
const (
	AtLine   Mode = 1 << iota // the label opens a line: forms that are too weak elsewhere count (1.1, A., 一 alone)
	Glued                     // a digit with no mark counts as 1. if Han follows: 1全面性
	Tolerant                  // damaged characters count (笫 for 第, － for 一, blanks inside a numeral)
)

// Scan reads the label that begins at s[at:]. It looks at the label's own characters and at
// those that follow, never at what stands before.
func Scan(s string, at int, m Mode) (Label, bool) {
	var c Reader
	if !c.Scan(s, at, m) {
		return Label{}, false
	}
	return c.Label(), true
}

// A Reader reads labels, one at a time, without handing copies about.
type Reader struct {
	Face       // of the label read last, if there was one
	Number int // as in Label
	Suffix int

	s         string
	start, at int
	r         rune // the one at at; utf8.RuneError at the end of s
	w         int  // its width in bytes; 0 at the end of s
	mode      Mode
	path      [maxPath]int16 // of the label read last, if it is of form Decimal
	depth     int            // numbers in path
}

const maxPath = 8 // numbers in 1.1.1

// Scan reads the label that begins at s[at:], as the function Scan does.
func (c *Reader) Scan(s string, at int, m Mode) bool {
	r, w := text.Rune(s[at:])
	return c.ScanRune(s, at, r, w, m)
}

// ScanRune is Scan where the first rune, w bytes wide, is known.
func (c *Reader) ScanRune(s string, at int, r rune, w int, m Mode) bool {
	c.s, c.start, c.at, c.r, c.w, c.mode = s, at, at, r, w, m
	opening := openingOf(c.r)
	if opening == opensStem && !IsMark(c.after()) { // before anything is cleared: 甲 is a word as a rule
		return false
	}
	c.Face, c.Number, c.Suffix = Face{}, 0, 0
	var ok bool
	switch opening {
	case opensUnit:
		ok = c.unit()
	case opensBracket:
		ok = c.bracketed()
	case opensAnnex:
		ok = c.annex()
	case opensWord:
		ok = c.ordinalWord()
	case opensArabic:
		ok = c.arabic()
	case opensLetter:
		ok = c.letter()
	case opensSign:
		ok = c.single()
	case opensStem:
		ok = c.stem()
	case opensChinese:
		ok = c.chinese()
	}
	return ok && c.at-at <= maxLabel // else blanks without end inside a numeral
}

// Label is the label read last.
func (c *Reader) Label() Label {
	span := text.Span{Start: c.start, End: c.at}
	return Label{Face: c.Face, Number: c.Number, Suffix: c.Suffix, Span: span, Text: span.In(c.s)}
}

// End is the offset behind the label read last.
func (c *Reader) End() int { return c.at }

// An opening says which labels a character may open.
type opening uint8

const (
	opensNone    opening = iota
	opensUnit            // 第
	opensBracket         // （
	opensAnnex           // 附
	opensWord            // 其 首
	opensArabic          // 1
	opensLetter          // A
	opensSign            // ①
	opensStem            // 甲
	opensChinese         // 一
)

// Begins reports whether a label can begin with r. It is a quick test before Scan.
func Begins(r rune) bool { return openingOf(r) != opensNone }

// IsStem reports whether r is one of 甲…癸, which are words as a rule: only a mark makes a label of them.
func IsStem(r rune) bool { return openingOf(r) == opensStem }

func openingOf(r rune) opening {
	if r >= 1<<16 {
		return opensNone
	}
	return openings[r]
}

var openings = func() (t [1 << 16]opening) {
	for _, f := range figures {
		for _, r := range f.signs {
			t[r] = opensChinese
		}
	}
	span := func(from, to rune, o opening) {
		for r := from; r <= to; r++ {
			t[r] = o
		}
	}
	for _, r := range "甲乙丙丁戊己庚辛壬癸" {
		t[r] = opensStem
	}
	span(0x2160, 0x24FF, opensSign)
	span(0x2776, 0x2793, opensSign)
	span(0x3220, 0x32BF, opensSign)
	span('A', 'Z', opensLetter)
	span('a', 'z', opensLetter)
	span('0', '9', opensArabic)
	span('０', '９', opensArabic)
	for _, r := range "其首再最然此" {
		t[r] = opensWord
	}
	t['附'] = opensAnnex
	for _, r := range "(（﹙" {
		t[r] = opensBracket
	}
	t['第'], t['笫'] = opensUnit, opensUnit
	return t
}()

// Behind is the rune behind the label read last and its width in bytes; utf8.RuneError and 0 at the
// end of the text.
func (c *Reader) Behind() (rune, int) { return c.r, c.w }

// seek goes to offset at.
func (c *Reader) seek(at int) {
	c.at = at
	c.r, c.w = text.Rune(c.s[at:])
}

// step goes on behind the next rune.
func (c *Reader) step() { c.seek(c.at + c.w) }

// after is the rune behind the next one.
func (c *Reader) after() rune {
	r, _ := text.Rune(c.s[c.at+c.w:])
	return r
}

// off is how much of the label has been read, in bytes.
func (c *Reader) off() uint8 { return uint8(c.at - c.start) }

// Numbers is the Path of the label read last, of form Decimal; good until the next is read.
func (c *Reader) Numbers() []int16 { return c.path[:c.depth] }

// sign steps over the next rune, which opens or closes a number, and gives it.
func (c *Reader) sign() sign {
	s := signOf[uint16(c.r)]
	c.step()
	return s
}

// blanks steps over blanks; at most max runes.
func (c *Reader) blanks(max int) int {
	if c.r > '　' && c.r != '\ufeff' { // as a rule
		return 0
	}
	return c.blanksFrom(max)
}

func (c *Reader) blanksFrom(max int) int {
	n := 0
	for n < max && blank(c.r) {
		c.step()
		n++
	}
	return n
}

// back goes back to offset at, where that is not where it stands.
func (c *Reader) back(at int) {
	if at != c.at {
		c.seek(at)
	}
}

// blank reports whether r is white space inside a line, or invisible.
func blank(r rune) bool {
	if 0x3000 < r && r < 0xFE00 {
		return false // Han, as a rule
	}
	switch r {
	case ' ', '\t', '\u00a0', '\u3000', '\u200b', '\u2003', '\u2002', '\u2009', '\ufeff':
		return true
	}
	return false
}

// number reads a numeral with its place in the label.
func (c *Reader) number() bool {
	begin := c.at
	if digit(c.r) {
		n, w, st := arabic(c.s[begin:])
		if n > 9999 || n == 0 {
			return false
		}
		c.seek(begin + w)
		c.Number, c.Style = n, st
	} else {
		n, w, t := chineseFrom(c.s[begin:], c.r, c.w, c.mode&Tolerant != 0)
		if c.mode&Tolerant != 0 {
			n, w, t = c.spaced(n, w, t)
		}
		if w == 0 || n > 9999 || n == 0 {
			return false
		}
		if t.behindWidth > 0 {
			c.at, c.r, c.w = begin+w, t.behind, t.behindWidth
		} else {
			c.seek(begin + w)
		}
		c.Number, c.Style, c.Damaged = n, t.style, c.Damaged || t.damaged
	}
	c.numStart, c.numEnd = uint8(begin-c.start), c.off()
	return true
}

const longestNumeral = 12 // characters

// spaced reads a numeral that may have single blanks inside (第一百二十 八条).
func (c *Reader) spaced(n, w int, t traits) (int, int, traits) {
	rest := c.s[c.at:]
	if !spacedInside(rest) { // as a rule
		return n, w, t
	}
	var sb strings.Builder
	ends := []int{} // ends[k] is the width in rest of the first k+1 numeral bytes
	gap := false
	for i, seen := 0, 0; i < len(rest) && seen < longestNumeral; {
		r, rw := utf8.DecodeRuneInString(rest[i:])
		if blank(r) && sb.Len() > 0 {
			gap = true
			i += rw
			continue
		}
		if figureAt(r, true).is == 0 {
			break
		}
		sb.WriteRune(r)
		for range rw {
			ends = append(ends, i+rw)
		}
		i += rw
		seen++
	}
	if !gap {
		return n, w, t
	}
	m, mw, mt := chineseNumber(sb.String(), true)
	if mw == 0 || ends[mw-1] <= w {
		return n, w, t
	}
	mt.damaged, mt.behindWidth = true, 0 // what is behind is looked for in the text itself
	return m, ends[mw-1], mt
}

// spacedInside reports whether a blank stands behind the characters of a numeral that s opens with.
func spacedInside(s string) bool {
	at := 0
	for range longestNumeral {
		r, w := text.Rune(s[at:])
		if figureAt(r, true).is == 0 {
			return at > 0 && blank(r)
		}
		at += w
	}
	return false
}
