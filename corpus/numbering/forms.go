package numbering

import (
	"strings"
	"unicode/utf8"
)

const (
	dunMarks    = "、﹑"
	dotMarks    = ".．"
	closing     = ")）﹚"
	enumMarks   = "，,、：:"
	lineMarks   = "，,：:" // tolerated after 一 at the head of a line
	enumVerbs   = "是要则則"
	notOrdinary = "0123456789０１２３４５６７８９"
)

// bracketed reads （一） （1） （A） （甲）.
func (c *cursor) bracketed() (Label, bool) {
	r, w := c.peek()
	c.at += w
	l := Label{Opening: string(r)}
	c.blanks(3)
	n, nw := c.peek()
	switch {
	case isStem(n) > 0:
		l.numStart = c.at - c.start
		c.at += nw
		l.Form, l.Style, l.Number, l.numEnd = Stem, StemDigit, isStem(n), c.at-c.start
	case 'a' <= n && n <= 'z' || 'A' <= n && n <= 'Z':
		if !c.latinNumber(&l) {
			return l, false
		}
	default:
		if !c.number(&l) {
			return l, false
		}
		l.Form = Paren
		if l.Style == Arabic || l.Style == Wide {
			l.Form = ParenDigit
			if c.at < len(c.s) && l.Number < 100 && 'A' <= c.s[c.at] && c.s[c.at] <= 'Z' { // （1A）
				l.Suffix, l.sufStart = int(c.s[c.at]-'A')+1, c.at-c.start
				c.at++
				l.sufEnd = c.at - c.start
			}
		}
	}
	c.blanks(3)
	m, ok := c.take(closing)
	if !ok || l.Number > 200 {
		return l, false
	}
	l.Mark = string(m)
	return l, true
}

// latinNumber reads the letter of （a） and the Roman number of （i）, （ii）.
func (c *cursor) latinNumber(l *Label) bool {
	begin := c.at
	for c.at < len(c.s) && ('a' <= c.s[c.at] && c.s[c.at] <= 'z' || 'A' <= c.s[c.at] && c.s[c.at] <= 'Z') {
		c.at++
	}
	word := c.s[begin:c.at]
	l.Form, l.Style = Latin, Letter
	l.lower = word[0] >= 'a'
	l.numStart, l.numEnd = begin-c.start, c.at-c.start
	up := strings.ToUpper(word)
	switch {
	case len(word) == 1:
		l.Number = int(up[0]-'A') + 1
	case len(word) == 2 && up[0] == up[1] && up != "II" && up != "XX":
		l.Number = 26 + int(up[0]-'A') + 1 // (aa)
	default:
		n := roman(up)
		if n == 0 {
			return false
		}
		l.Form, l.Style, l.Number = Roman, RomanDigit, n
	}
	return true
}

// roman is the value of a Roman numeral up to XXXIX; 0 if s is none.
func roman(s string) int {
	for n := 1; n < 40; n++ {
		if s == romanString(n) {
			return n
		}
	}
	return 0
}

func romanString(n int) string {
	return strings.Repeat("X", n/10) + [...]string{"", "I", "II", "III", "IV", "V", "VI", "VII", "VIII", "IX"}[n%10]
}

// annex reads 附件1 附件一 附录A 附表 2 附件：
func (c *cursor) annex() (Label, bool) {
	c.at += len("附")
	r, w := c.peek()
	l := Label{Form: Annex, Style: Arabic}
	switch r {
	case '件':
		l.Unit = "附件"
	case '录', '錄':
		l.Unit = "附录"
	case '表':
		l.Unit = "附表"
	case '图', '圖':
		l.Unit = "附图"
	case '篇', '编':
		l.Unit = "附篇"
	case '：', ':':
		l.Unit = "附件"
		c.at += w
		return l, c.mode&AtLine != 0
	default:
		return l, false
	}
	c.at += w
	end := c.at
	c.blanks(2)
	if r, w := c.peek(); w > 0 && ('A' <= r && r <= 'Z') {
		l.numStart, l.numEnd = c.at-c.start, c.at-c.start+w
		c.at += w
		l.Number, l.Style, l.Letter = int(r-'A')+1, Letter, byte(r)
	} else if !c.number(&l) || l.Number > 99 {
		l.Number, l.numStart, l.numEnd = 0, 0, 0
		c.at = end
	} else if n, nw := c.peek(); nw > 0 && strings.ContainsRune(notOrdinary+"年月个個份", n) {
		return l, false
	}
	return l, true
}

var ordinalWords = []struct {
	word string
	n    int
}{{"首先", 1}, {"其次", 2}, {"再次", 3}, {"再者", 3}, {"最后", 0}, {"最後", 0}, {"然后", 0}, {"此外", 0}}

// ordinalWord reads 其一， and 首先，
func (c *cursor) ordinalWord() (Label, bool) {
	rest := c.s[c.at:]
	l := Label{Form: Enum, Style: Chinese}
	for _, o := range ordinalWords {
		if strings.HasPrefix(rest, o.word) {
			c.at += len(o.word)
			m, ok := c.take("，,")
			l.Unit, l.Number, l.Mark = "首先", o.n, string(m)
			return l, ok
		}
	}
	if !strings.HasPrefix(rest, "其") {
		return l, false
	}
	c.at += len("其")
	l.Unit = "其"
	if !c.number(&l) || l.Style != Chinese || l.Number > 20 {
		return l, false
	}
	m, ok := c.take(enumMarks)
	l.Mark = string(m)
	return l, ok
}

// arabic reads 1. 1、 1) 1.1.1 and, at the head of a line, 1 alone.
func (c *cursor) arabic() (Label, bool) {
	var l Label
	if !c.number(&l) || l.Number > 999 {
		return l, false
	}
	digits := c.at
	if r, w := c.peek(); c.mode&AtLine != 0 && w > 0 && strings.ContainsRune(dotMarks, r) {
		if n, nw, _ := arabic(c.s[c.at+w:]); nw > 0 && n < 1000 {
			return c.decimal(l)
		}
	}
	gap := c.blanks(1)
	r, w := c.peek()
	switch {
	case w > 0 && strings.ContainsRune(dotMarks+dunMarks, r) && l.Number < 200:
		c.at += w
		next, _ := c.peek()
		if _, nw, _ := arabic(c.s[c.at:]); nw > 0 && !(strings.ContainsRune(dunMarks, r) && c.mode&AtLine != 0) {
			return l, false
		}
		if r == '.' && ('a' <= next && next <= 'z' || next == '.' || next == '/') && gap == 0 {
			return l, false
		}
		l.Form, l.Mark = Dot, string(r)
		return l, true
	case w > 0 && strings.ContainsRune(closing, r) && l.Number < 200:
		c.at += w
		l.Form, l.Mark = HalfParen, string(r)
		return l, true
	}
	c.at = digits
	if c.mode&Glued != 0 && l.Number < 30 {
		if r, w := c.peek(); w > 0 && han(r) {
			l.Form = Dot
			return l, true
		}
	}
	if c.mode&AtLine == 0 || l.Number > 99 {
		return l, false
	}
	if r, w = c.peek(); w > 0 && r != '\n' && r != '\r' && !blank(r) && !han(r) {
		return l, false
	}
	l.Form = Bare
	return l, true
}

// decimal reads 1.1.1; the first number has been read.
func (c *cursor) decimal(l Label) (Label, bool) {
	l.Form, l.Path = Decimal, []int{l.Number}
	for len(l.Path) < 8 {
		at := c.at
		if _, ok := c.take(dotMarks); !ok {
			break
		}
		n, w, _ := arabic(c.s[c.at:])
		if w == 0 || n > 999 || w > 3 || w > 1 && c.s[c.at] == '0' {
			c.at = at
			break
		}
		l.numStart = c.at - c.start
		c.at += w
		l.numEnd = c.at - c.start
		l.Path = append(l.Path, n)
		l.Number = n
	}
	end := c.at
	r, w := c.peek()
	if strings.ContainsRune(dotMarks, r) { // 1.1. with a dot at the end
		if _, nw, _ := arabic(c.s[c.at+w:]); nw == 0 {
			c.at += w
			l.Mark = "."
			return l, len(l.Path) > 1
		}
		c.at = end
	}
	return l, len(l.Path) > 1 && l.Path[0] > 0
}

// letter reads A. A、 a) A.1 IV.
func (c *cursor) letter() (Label, bool) {
	if c.mode&AtLine == 0 {
		return Label{}, false
	}
	first, _ := c.peek()
	if first >= 'Ａ' {
		return Label{}, false
	}
	var l Label
	if !c.latinNumber(&l) {
		return l, false
	}
	if r, w := c.peek(); l.numEnd == 1 && first <= 'Z' && w > 0 && strings.ContainsRune(dotMarks, r) {
		if n, nw, _ := arabic(c.s[c.at+w:]); nw > 0 && n < 100 {
			l.Letter = byte(first)
			return c.decimal(l)
		}
	}
	m, ok := c.take(".．、)）")
	if !ok {
		return l, false
	}
	l.Mark = string(m)
	if r, w := c.peek(); w > 0 && r < utf8.RuneSelf && r != ' ' && r != '\n' && r != '\r' && r != '\t' {
		return l, false // a word of a foreign language, an address
	}
	return l, true
}

// single reads the labels that are one character: ① ⑴ ⒈ ㈠ ㊀ Ⅰ.
func (c *cursor) single(r rune) (Label, bool) {
	_, w := c.peek()
	l := Label{numEnd: w}
	c.at += w
	num := func(f Form, st Style, n int) (Label, bool) {
		l.Form, l.Style, l.Number = f, st, n
		return l, n > 0
	}
	switch {
	case '①' <= r && r <= '⑳':
		return num(Circled, CircledDigit, int(r-'①')+1)
	case '㉑' <= r && r <= '㉟':
		return num(Circled, CircledDigit, int(r-'㉑')+21)
	case '㊱' <= r && r <= '㊿':
		return num(Circled, CircledDigit, int(r-'㊱')+36)
	case '❶' <= r && r <= '❿':
		return num(Circled, CircledDigit, int(r-'❶')+1)
	case '➀' <= r && r <= '➉':
		return num(Circled, CircledDigit, int(r-'➀')+1)
	case '➊' <= r && r <= '➓':
		return num(Circled, CircledDigit, int(r-'➊')+1)
	case '㊀' <= r && r <= '㊉':
		return num(Circled, Chinese, int(r-'㊀')+1)
	case '⑴' <= r && r <= '⒇':
		return num(ParenDigit, Arabic, int(r-'⑴')+1)
	case '⒈' <= r && r <= '⒛':
		l.Mark = "."
		return num(Dot, Arabic, int(r-'⒈')+1)
	case '㈠' <= r && r <= '㈩':
		return num(Paren, Chinese, int(r-'㈠')+1)
	case 'ⓐ' <= r && r <= 'ⓩ':
		return num(Latin, Letter, int(r-'ⓐ')+1)
	case 'Ⅰ' <= r && r <= 'Ⅻ', 'ⅰ' <= r && r <= 'ⅻ':
		n := int(r-'Ⅰ')%16 + 1
		if m, ok := c.take(".．、"); ok {
			l.Mark = string(m)
		} else if c.mode&AtLine == 0 {
			return l, false
		}
		return num(Roman, RomanDigit, n)
	}
	return l, false
}

// stem reads 甲、
func (c *cursor) stem(r rune) (Label, bool) {
	_, w := c.peek()
	c.at += w
	l := Label{Form: Stem, Style: StemDigit, Number: isStem(r), numEnd: w}
	m, ok := c.take(dunMarks + dotMarks)
	l.Mark = string(m)
	return l, ok
}

// isStem is the place of r among 甲…癸, 1…10; 0 if it is none of them.
func isStem(r rune) int {
	switch r {
	case '甲':
		return 1
	case '乙':
		return 2
	case '丙':
		return 3
	case '丁':
		return 4
	case '戊':
		return 5
	case '己':
		return 6
	case '庚':
		return 7
	case '辛':
		return 8
	case '壬':
		return 9
	case '癸':
		return 10
	}
	return 0
}

// chinese reads 一、 壹、 一是 and, at the head of a line, 一 alone or with another mark.
func (c *cursor) chinese() (Label, bool) {
	var l Label
	if !c.number(&l) || l.Number > 200 {
		return l, false
	}
	end := c.at
	formal := l.Style == FormalSimplified || l.Style == FormalTraditional
	l.Form = Dun
	if formal {
		l.Form = Formal
	}
	c.blanks(1)
	if m, ok := c.take(dunMarks); ok {
		l.Mark = string(m)
		return l, true
	}
	c.at = end
	if r, ok := c.take(enumVerbs); ok && !formal && l.Number <= 30 {
		l.Form = Enum
		l.Unit = string(r)
		if r == '則' {
			l.Unit = "则"
		}
		return l, true
	}
	if c.mode&AtLine == 0 {
		return l, false
	}
	if m, ok := c.take(dotMarks + lineMarks); ok {
		if _, nw, _ := arabic(c.s[c.at:]); nw > 0 {
			return l, false
		}
		l.Mark = string(m)
		return l, true
	}
	r, w := c.peek()
	switch {
	case w == 0 || r == '\n' || r == '\r':
		if !formal {
			l.Form = Bare
		}
		return l, true
	case blank(r):
		return l, true // 一　总则
	}
	return l, false
}

// han reports whether r is a Han character.
func han(r rune) bool {
	return 0x4E00 <= r && r <= 0x9FFF || 0x3400 <= r && r <= 0x4DBF || 0xF900 <= r && r <= 0xFAFF || 0x20000 <= r && r <= 0x3FFFF || r == '〇'
}

// Parse reads a label that stands alone, as a person types it or another label cites it:
// blanks around it and a missing closing mark do not matter.
func Parse(s string) (Label, bool) {
	s = strings.TrimFunc(s, blank)
	if s == "" {
		return Label{}, false
	}
	for _, tail := range []string{"", "、"} {
		if l, ok := Scan(s+tail, 0, AtLine); ok && l.Span.End >= len(s) {
			l.Text, l.Span.End = s, len(s)
			return l, true
		}
	}
	return Label{}, false
}
