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
	return c.Label, true
}

// A Reader reads labels, one at a time, without handing copies about.
type Reader struct {
	Label // the one read last, if there was one

	s         string
	start, at int
	mode      Mode
	damaged   bool
}

// Scan reads the label that begins at s[at:] into c.Label, as the function Scan does.
func (c *Reader) Scan(s string, at int, m Mode) bool {
	r, w := utf8.DecodeRuneInString(s[at:])
	stem := isStem(r)
	if stem > 0 { // before anything is cleared: 甲 is a word as a rule
		if n, _ := utf8.DecodeRuneInString(s[at+w:]); !isMark(n) {
			return false
		}
	}
	c.Label = Label{}
	c.s, c.start, c.at, c.mode, c.damaged = s, at, at+w, m, r == '笫'
	var ok bool
	switch {
	case r == '第' || r == '笫':
		ok = c.unit()
	case r == '(' || r == '（' || r == '﹙':
		ok = c.bracketed()
	case r == '附':
		ok = c.annex()
	case r == '其' || r == '首' || r == '再' || r == '最' || r == '然' || r == '此':
		c.at = at
		ok = c.ordinalWord()
	case '0' <= r && r <= '9' || '０' <= r && r <= '９':
		c.at = at
		ok = c.arabic()
	case 'A' <= r && r <= 'Z' || 'a' <= r && r <= 'z' || 'Ａ' <= r && r <= 'Ｚ':
		c.at = at
		ok = c.letter()
	case r >= 0x2160 && r <= 0x24FF || r >= 0x2776 && r <= 0x2793 || r >= 0x3220 && r <= 0x32BF:
		ok = c.single(r)
	case stem > 0:
		ok = c.stem(stem)
	default:
		c.at = at
		ok = c.chinese()
	}
	if !ok {
		return false
	}
	c.Span = text.Span{Start: at, End: c.at}
	c.Text = s[at:c.at]
	return true
}

// Begins reports whether a label can begin with r. It is a quick test before Scan.
func Begins(r rune) bool {
	return r < 1<<16 && begins[r>>6]&(1<<(r&63)) != 0
}

var begins = func() (bits [1024]uint64) {
	set := func(from, to rune) {
		for r := from; r <= to; r++ {
			bits[r>>6] |= 1 << (r & 63)
		}
	}
	for _, r := range "第笫(（﹙附其首再最然此甲乙丙丁戊己庚辛壬癸" {
		set(r, r)
	}
	for _, f := range figures {
		for _, r := range f.signs {
			set(r, r)
		}
	}
	set('0', '9')
	set('０', '９')
	set('A', 'Z')
	set('a', 'z')
	set(0x2160, 0x24FF)
	set(0x2776, 0x2793)
	set(0x3220, 0x32BF)
	return bits
}()

func (c *Reader) peek() (rune, int) { return utf8.DecodeRuneInString(c.s[c.at:]) }

// off is how much of the label has been read, in bytes.
func (c *Reader) off() int32 { return int32(c.at - c.start) }

// take steps over the next rune if it is such a one, and gives it.
func (c *Reader) take(is func(rune) bool) (string, bool) {
	r, w := c.peek()
	if w == 0 || !is(r) {
		return "", false
	}
	c.at += w
	return c.s[c.at-w : c.at], true
}

// blanks steps over blanks; at most max runes.
func (c *Reader) blanks(max int) int {
	n := 0
	for ; n < max && c.mayBlank(); n++ {
		r, w := c.peek()
		if !blank(r) {
			break
		}
		c.at += w
	}
	return n
}

// mayBlank reports by its first bytes whether the next rune may be a blank: most are none.
func (c *Reader) mayBlank() bool {
	if c.at >= len(c.s) {
		return false
	}
	switch b := c.s[c.at]; b {
	case ' ', '\t', 0xC2, 0xE2, 0xEF:
		return true
	case 0xE3:
		return strings.HasPrefix(c.s[c.at:], "\u3000")
	}
	return false
}

// blank reports whether r is white space inside a line, or invisible.
func blank(r rune) bool {
	switch r {
	case ' ', '\t', '\u00a0', '\u3000', '\u200b', '\u2003', '\u2002', '\u2009', '\ufeff':
		return true
	}
	return false
}

// number reads a numeral with its place in the label.
func (c *Reader) number(l *Label) bool {
	begin := c.at
	if n, w, st := arabic(c.s[c.at:]); w > 0 {
		if n > 9999 || n == 0 {
			return false
		}
		c.at += w
		l.Number, l.Style = n, st
	} else {
		n, w, t := chineseNumber(c.s[c.at:], c.mode&Tolerant != 0)
		if c.mode&Tolerant != 0 {
			n, w, t = c.spaced(n, w, t)
		}
		if w == 0 || n > 9999 || n == 0 {
			return false
		}
		c.at += w
		l.Number, l.Style, l.Damaged = n, t.style, l.Damaged || t.damaged
	}
	l.numStart, l.numEnd = int32(begin-c.start), c.off()
	return true
}

// spaced reads a numeral that may have single blanks inside (第一百二十 八条).
func (c *Reader) spaced(n, w int, t traits) (int, int, traits) {
	rest := c.s[c.at:]
	var sb strings.Builder
	ends := []int{} // ends[k] is the width in rest of the first k+1 numeral bytes
	gap := false
	for i, seen := 0, 0; i < len(rest) && seen < 12; {
		r, rw := utf8.DecodeRuneInString(rest[i:])
		if blank(r) && sb.Len() > 0 {
			gap = true
			i += rw
			continue
		}
		if _, ok := figureAt(r, true); !ok {
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
	mt.damaged = true
	return m, ends[mw-1], mt
}

// unitAt reads the name of a unit at the head of s; it gives the simplified name and its width in
// bytes, 0 if there is none.
func unitAt(s string) (name string, width int) {
	r, w := utf8.DecodeRuneInString(s)
	next := func() rune {
		q, _ := utf8.DecodeRuneInString(s[w:])
		return q
	}
	switch r {
	case '条', '條':
		return "条", w
	case '章':
		return "章", w
	case '节', '節':
		return "节", w
	case '款':
		return "款", w
	case '项', '項':
		return "项", w
	case '编', '編':
		return "编", w
	case '部':
		if next() == '分' {
			return "部分", 2 * w
		}
		return "部", w
	case '分':
		switch next() {
		case '编', '編':
			return "分编", 2 * w
		case '部':
			return "分部", 2 * w
		}
	case '单', '單':
		if next() == '元' {
			return "单元", 2 * w
		}
	case '篇', '卷', '目':
		return s[:w], w
	case '讲', '講':
		return "讲", w
	case '课', '課':
		return "课", w
	}
	return "", 0
}

// unit reads 第十二条之一, 第 3-1 條, 第三部分 behind the 第; failing these 第一， as an enumeration.
func (c *Reader) unit() bool {
	gap := c.blanks(2)
	l := &c.Label
	l.Form = Unit
	if !c.number(l) {
		return false
	}
	afterNumber := c.at
	gap2 := c.blanks(2)
	rest := c.s[c.at:]
	if l.Style == Arabic && len(rest) > 0 && (rest[0] == '-' || 'A' <= rest[0] && rest[0] <= 'Z') {
		c.hyphenSuffix(l)
		rest = c.s[c.at:]
	}
	if name, w := unitAt(rest); w > 0 {
		c.at += w
		l.Unit = name
		if (name == "部" || name == "卷" || name == "目" || name == "课" || name == "讲") && c.mode&AtLine == 0 {
			return false
		}
		l.Damaged = l.Damaged || c.damaged || l.Style == Chinese && gap2 > 0 && gap == 0
		if l.Suffix == 0 {
			c.zhi(l)
		}
		return true
	}
	c.at = afterNumber
	return c.ordinalMark()
}

// ordinalMark reads the mark of 第一， 第一、 第一：
func (c *Reader) ordinalMark() bool {
	l := &c.Label
	l.Form, l.Unit = Enum, "第"
	r, ok := c.take(isEnumMark)
	if !ok || l.Number > 30 || l.Style == Arabic || l.Style == Wide {
		return false
	}
	if r == "、" && c.listed() {
		return false
	}
	l.Mark = r
	return true
}

// listed reports whether the next numeral follows, as in a list of ordinals: 第一、二、三产业,
// 第一、二条.
func (c *Reader) listed() bool {
	n, w, _ := chineseNumber(c.s[c.at:], false)
	if w == 0 || n != c.Number+1 {
		return false
	}
	r, _ := utf8.DecodeRuneInString(c.s[c.at+w:])
	return strings.ContainsRune("、和与及產产季批次款项項条條章节節期级級", r)
}

// hyphenSuffix reads -1 of 第 3-1 條 and A of 第6A條.
func (c *Reader) hyphenSuffix(l *Label) {
	at := c.at
	l.sufStart = c.off()
	if c.s[c.at] == '-' {
		c.at++
		if n, w, _ := arabic(c.s[c.at:]); w > 0 && n > 0 && n < 100 {
			c.at += w
			l.Suffix, l.sufEnd = n, c.off()
			c.blanks(2)
			return
		}
	} else if n := int(c.s[c.at]-'A') + 1; n > 0 {
		c.at++
		l.Suffix, l.sufEnd = n, c.off()
		c.blanks(2)
		return
	}
	c.at, l.sufStart = at, 0
}

// zhi reads 之一 behind the unit: 第一百二十条之一, 第 3 條之 1.
func (c *Reader) zhi(l *Label) {
	at := c.at
	if !strings.HasPrefix(c.s[c.at:], "之") && !c.mayBlank() {
		return
	}
	c.blanks(1)
	if r, w := c.peek(); r == '之' {
		c.at += w
		c.blanks(1)
		rest := c.s[c.at:]
		n, w, _ := arabic(rest)
		if w == 0 {
			n, w, _ = chineseNumber(rest, false)
		}
		next, _ := utf8.DecodeRuneInString(rest[w:])
		if w > 0 && 0 < n && n < 100 && !strings.ContainsRune("以的款项項目", next) {
			c.at += w
			l.Suffix, l.sufStart, l.sufEnd = n, int32(at-c.start), c.off()
			return
		}
	}
	c.at = at
}
