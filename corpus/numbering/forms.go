package numbering

import (
	"strings"
	"unicode/utf8"
)

// The marks that close a number, by what they close.

func isDun(r rune) bool      { return r == '、' || r == '﹑' }
func isDot(r rune) bool      { return r == '.' || r == '．' }
func isMark(r rune) bool     { return isDun(r) || isDot(r) }
func isClosing(r rune) bool  { return r == ')' || r == '）' || r == '﹚' }
func isComma(r rune) bool    { return r == '，' || r == ',' }
func isLineMark(r rune) bool { return isComma(r) || r == '：' || r == ':' } // tolerated after 一 at the head of a line
func isEnumMark(r rune) bool { return isLineMark(r) || r == '、' }
func isEnumVerb(r rune) bool { return r == '是' || r == '要' || r == '则' || r == '則' }

func digit(r rune) bool { return '0' <= r && r <= '9' || '０' <= r && r <= '９' }

// bracketed reads （一） （1） （A） （甲） behind the bracket.
func (c *Reader) bracketed() bool {
	l := &c.Label
	l.Opening = c.s[c.start:c.at]
	c.blanks(3)
	n, nw := c.peek()
	switch {
	case isStem(n) > 0:
		l.numStart = c.off()
		c.at += nw
		l.Form, l.Style, l.Number, l.numEnd = Stem, StemDigit, isStem(n), c.off()
	case 'a' <= n && n <= 'z' || 'A' <= n && n <= 'Z':
		if !c.latinNumber(l) {
			return false
		}
	default:
		if !c.number(l) {
			return false
		}
		l.Form = Paren
		if l.Style == Arabic || l.Style == Wide {
			l.Form = ParenDigit
			if c.at < len(c.s) && l.Number < 100 && 'A' <= c.s[c.at] && c.s[c.at] <= 'Z' { // （1A）
				l.Suffix, l.sufStart = int(c.s[c.at]-'A')+1, c.off()
				c.at++
				l.sufEnd = c.off()
			}
		}
	}
	c.blanks(3)
	m, ok := c.take(isClosing)
	if !ok || l.Number > 200 {
		return false
	}
	l.Mark = m
	return true
}

// latinNumber reads the letter of （a） and the Roman number of （i）, （ii）.
func (c *Reader) latinNumber(l *Label) bool {
	begin := c.at
	for c.at < len(c.s) && ('a' <= c.s[c.at] && c.s[c.at] <= 'z' || 'A' <= c.s[c.at] && c.s[c.at] <= 'Z') {
		c.at++
	}
	word := c.s[begin:c.at]
	l.Form, l.Style = Latin, Letter
	l.lower = word[0] >= 'a'
	l.numStart, l.numEnd = int32(begin-c.start), c.off()
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

// annex reads, behind the 附, 附件1 附件一 附录A 附表 2 附件：
func (c *Reader) annex() bool {
	r, w := c.peek()
	l := &c.Label
	l.Form, l.Style = Annex, Arabic
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
		return c.mode&AtLine != 0
	default:
		return false
	}
	c.at += w
	end := c.at
	c.blanks(2)
	if r, w := c.peek(); w > 0 && ('A' <= r && r <= 'Z') {
		l.numStart, l.numEnd = c.off(), c.off()+int32(w)
		c.at += w
		l.Number, l.Style, l.Letter = int(r-'A')+1, Letter, byte(r)
	} else if !c.number(l) || l.Number > 99 {
		l.Number, l.numStart, l.numEnd = 0, 0, 0
		c.at = end
	} else if n, nw := c.peek(); nw > 0 && (digit(n) || strings.ContainsRune("年月个個份", n)) {
		return false
	}
	return true
}

var ordinalWords = []struct {
	word string
	n    int
}{{"首先", 1}, {"其次", 2}, {"再次", 3}, {"再者", 3}, {"最后", 0}, {"最後", 0}, {"然后", 0}, {"此外", 0}}

// ordinalWord reads 其一， and 首先，
func (c *Reader) ordinalWord() bool {
	rest := c.s[c.at:]
	l := &c.Label
	l.Form, l.Style = Enum, Chinese
	for _, o := range ordinalWords {
		if strings.HasPrefix(rest, o.word) {
			c.at += len(o.word)
			m, ok := c.take(isComma)
			l.Unit, l.Number, l.Mark = "首先", o.n, m
			return ok
		}
	}
	if !strings.HasPrefix(rest, "其") {
		return false
	}
	c.at += len("其")
	l.Unit = "其"
	if !c.number(l) || l.Style != Chinese || l.Number > 20 {
		return false
	}
	m, ok := c.take(isEnumMark)
	l.Mark = m
	return ok
}

// arabic reads 1. 1、 1) 1.1.1 and, at the head of a line, 1 alone.
func (c *Reader) arabic() bool {
	l := &c.Label
	if !c.number(l) || l.Number > 999 {
		return false
	}
	digits := c.at
	if r, w := c.peek(); c.mode&AtLine != 0 && w > 0 && isDot(r) {
		if n, nw, _ := arabic(c.s[c.at+w:]); nw > 0 && n < 1000 {
			return c.decimal()
		}
	}
	gap := c.blanks(1)
	r, w := c.peek()
	switch {
	case w > 0 && isMark(r) && l.Number < 200:
		c.at += w
		next, _ := c.peek()
		if _, nw, _ := arabic(c.s[c.at:]); nw > 0 && !(isDun(r) && c.mode&AtLine != 0) {
			return false
		}
		if r == '.' && ('a' <= next && next <= 'z' || next == '.' || next == '/') && gap == 0 {
			return false
		}
		l.Form, l.Mark = Dot, c.s[c.at-w:c.at]
		return true
	case w > 0 && isClosing(r) && l.Number < 200:
		c.at += w
		l.Form, l.Mark = HalfParen, c.s[c.at-w:c.at]
		return true
	}
	c.at = digits
	if c.mode&Glued != 0 && l.Number < 30 {
		if r, w := c.peek(); w > 0 && han(r) {
			l.Form = Dot
			return true
		}
	}
	if c.mode&AtLine == 0 || l.Number > 99 {
		return false
	}
	if r, w = c.peek(); w > 0 && r != '\n' && r != '\r' && !blank(r) && !han(r) {
		return false
	}
	l.Form = Bare
	return true
}

// decimal reads 1.1.1; the first number has been read.
func (c *Reader) decimal() bool {
	l := &c.Label
	l.Form, l.Path = Decimal, []int{l.Number}
	for len(l.Path) < 8 {
		at := c.at
		if _, ok := c.take(isDot); !ok {
			break
		}
		n, w, _ := arabic(c.s[c.at:])
		if w == 0 || n > 999 || w > 3 || w > 1 && c.s[c.at] == '0' {
			c.at = at
			break
		}
		l.numStart = c.off()
		c.at += w
		l.numEnd = c.off()
		l.Path = append(l.Path, n)
		l.Number = n
	}
	end := c.at
	r, w := c.peek()
	if isDot(r) { // 1.1. with a dot at the end
		if _, nw, _ := arabic(c.s[c.at+w:]); nw == 0 {
			c.at += w
			l.Mark = "."
			return len(l.Path) > 1
		}
		c.at = end
	}
	return len(l.Path) > 1 && l.Path[0] > 0
}

// letter reads A. A、 a) A.1 IV.
func (c *Reader) letter() bool {
	if c.mode&AtLine == 0 {
		return false
	}
	first, _ := c.peek()
	if first >= 'Ａ' {
		return false
	}
	l := &c.Label
	if !c.latinNumber(l) {
		return false
	}
	if r, w := c.peek(); l.numEnd == 1 && first <= 'Z' && w > 0 && isDot(r) {
		if n, nw, _ := arabic(c.s[c.at+w:]); nw > 0 && n < 100 {
			l.Letter = byte(first)
			return c.decimal()
		}
	}
	m, ok := c.take(func(r rune) bool { return isDot(r) || r == '、' || r == ')' || r == '）' })
	if !ok {
		return false
	}
	l.Mark = m
	if r, w := c.peek(); (m == "." || m == "．") && w > 0 && r < utf8.RuneSelf && r != ' ' && r != '\n' && r != '\r' && r != '\t' {
		return false // a word of a foreign language, an address
	}
	return true
}

// chinese reads 一、 壹、 一是 and, at the head of a line, 一 alone or with another mark.
func (c *Reader) chinese() bool {
	l := &c.Label
	if !c.number(l) || l.Number > 200 {
		return false
	}
	end := c.at
	formal := l.Style == FormalSimplified || l.Style == FormalTraditional
	l.Form = Dun
	if formal {
		l.Form = Formal
	}
	c.blanks(1)
	if m, ok := c.take(isDun); ok {
		l.Mark = m
		return true
	}
	c.at = end
	if l.Damaged && c.mode&Tolerant != 0 && l.numEnd-l.numStart < 4 {
		return false // a dash, a bullet: 一 only with the mark behind it
	}
	if r, ok := c.take(isEnumVerb); ok && !formal && l.Number <= 30 {
		l.Form = Enum
		l.Unit = r
		if r == "則" {
			l.Unit = "则"
		}
		return true
	}
	if c.mode&AtLine == 0 {
		return false
	}
	if m, ok := c.take(func(r rune) bool { return isDot(r) || isLineMark(r) }); ok {
		if _, nw, _ := arabic(c.s[c.at:]); nw > 0 {
			return false
		}
		l.Mark = m
		return true
	}
	r, w := c.peek()
	switch {
	case w == 0 || r == '\n' || r == '\r':
		if !formal {
			l.Form = Bare
		}
		return true
	case blank(r):
		return true // 一　总则
	}
	return false
}
