package numbering

import (
	"strings"
	"unicode/utf8"

	"gangmu/corpus/han"
)

// The marks that close a number, by what they close.

func isDun(r rune) bool      { return r == '、' || r == '﹑' || r == '丶' }
func isDot(r rune) bool      { return r == '.' || r == '．' }
func isClosing(r rune) bool  { return r == ')' || r == '）' || r == '﹚' }
func isComma(r rune) bool    { return r == '，' || r == ',' }
func isLineMark(r rune) bool { return isComma(r) || r == '：' || r == ':' } // tolerated after 一 at the head of a line
func isEnumMark(r rune) bool { return isLineMark(r) || r == '、' }
func isEnumVerb(r rune) bool { return r == '是' || r == '要' || r == '则' || r == '則' }

// IsMark reports whether r is the mark behind a number, 、 or a dot.
func IsMark(r rune) bool { return isDun(r) || isDot(r) }

func digit(r rune) bool { return '0' <= r && r <= '9' || '０' <= r && r <= '９' }

// bracketed reads （一） （1） （A） （甲）.
func (c *Reader) bracketed() bool {
	c.opening = c.sign()
	c.blanks(3)
	switch openingOf(c.r) {
	case opensStem:
		c.Form, c.Style, c.Number, c.numStart = Stem, StemDigit, isStem(c.r), c.off()
		c.step()
		c.numEnd = c.off()
	case opensLetter:
		if !c.latinNumber() {
			return false
		}
	default:
		if !c.number() {
			return false
		}
		c.Form = Paren
		if c.Style == Arabic || c.Style == Wide {
			c.Form = ParenDigit
			if c.Number < 100 && 'A' <= c.r && c.r <= 'Z' { // （1A）
				c.Suffix, c.sufStart = int(c.r-'A')+1, c.off()
				c.step()
				c.sufEnd = c.off()
			}
		}
	}
	c.blanks(3)
	if !isClosing(c.r) && c.r != '〕' || c.Number > 200 {
		return false
	}
	c.mark = c.sign()
	return true
}

// latinNumber reads the letter of （a） and the Roman number of （i）, （ii）.
func (c *Reader) latinNumber() bool {
	begin, end := c.at, c.at
	for end < len(c.s) && ('a' <= c.s[end] && c.s[end] <= 'z' || 'A' <= c.s[end] && c.s[end] <= 'Z') {
		end++
	}
	c.seek(end)
	word := c.s[begin:end]
	c.Form, c.Style = Latin, Letter
	c.lower = word[0] >= 'a'
	c.numStart, c.numEnd = uint8(begin-c.start), c.off()
	if len(word) == 1 {
		c.Number = int(word[0]&^0x20-'A') + 1
		return true
	}
	switch up := strings.ToUpper(word); {
	case len(word) == 2 && up[0] == up[1] && up != "II" && up != "XX":
		c.Number = 26 + int(up[0]-'A') + 1 // (aa)
	default:
		n := roman(up)
		if n == 0 {
			return false
		}
		c.Form, c.Style, c.Number = Roman, RomanDigit, n
	}
	return true
}

// roman is the value of a Roman numeral up to XXXIX; 0 if s is none.
func roman(s string) int {
	if strings.Trim(s, "IVX") != "" {
		return 0
	}
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
func (c *Reader) annex() bool {
	c.step()
	c.blanks(1) // 附　件
	c.Form, c.Style = Annex, Arabic
	switch c.r {
	case '件':
		c.Word = Attachment
	case '录', '錄':
		c.Word = Appendix
	case '表':
		c.Word = AnnexTable
	case '图', '圖':
		c.Word = AnnexChart
	case '篇', '编':
		c.Word = AnnexPian
	case '：', ':':
		c.Word = Attachment
		c.step()
		return c.mode&AtLine != 0
	default:
		return false
	}
	c.step()
	end := c.at
	c.blanks(2)
	if 'A' <= c.r && c.r <= 'Z' {
		c.Number, c.Style, c.Letter, c.numStart = int(c.r-'A')+1, Letter, byte(c.r), c.off()
		c.step()
		c.numEnd = c.off()
	} else if !c.number() || c.Number > 99 {
		c.Number, c.numStart, c.numEnd = 0, 0, 0
		c.back(end)
	} else {
		switch c.r {
		case '年', '月', '个', '個', '份':
			return false
		}
		return !digit(c.r)
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
	c.Form, c.Style = Enum, Chinese
	for _, o := range ordinalWords {
		if strings.HasPrefix(rest, o.word) {
			c.seek(c.at + len(o.word))
			if !isComma(c.r) {
				return false
			}
			c.Word, c.Number, c.mark = First, o.n, c.sign()
			return true
		}
	}
	if c.r != '其' {
		return false
	}
	c.step()
	c.Word = Among
	if !c.number() || c.Style != Chinese || c.Number > 20 || !isEnumMark(c.r) {
		return false
	}
	c.mark = c.sign()
	return true
}

// arabic reads 1. 1、 1) 1.1.1 and, at the head of a line, 1 alone.
func (c *Reader) arabic() bool {
	if !c.number() || c.Number > 999 {
		return false
	}
	digits := c.at
	if c.mode&AtLine != 0 && isDot(c.r) {
		if n, nw, _ := arabic(c.s[c.at+c.w:]); nw > 0 && n < 1000 {
			return c.decimal()
		}
	}
	if c.mode&AtLine != 0 && 'A' <= c.r && c.r <= 'Z' && c.after() == '.' && c.Number < 200 { // 3A. of an ordinance of Hong Kong
		c.Suffix, c.sufStart = int(c.r-'A')+1, c.off()
		c.step()
		c.sufEnd = c.off()
		c.Form, c.mark = Dot, c.sign()
		return blank(c.r) || han.Is(c.r)
	}
	gap := c.blanks(1)
	switch r := c.r; {
	case IsMark(r) && c.Number < 200:
		c.Form, c.mark = Dot, c.sign()
		if digit(c.r) && !(isDun(r) && c.mode&AtLine != 0) {
			return false
		}
		return r != '.' || gap > 0 || !('a' <= c.r && c.r <= 'z' || c.r == '.' || c.r == '/')
	case isClosing(r) && c.Number < 200:
		c.Form, c.mark = HalfParen, c.sign()
		return true
	case isComma(r) && c.mode&(Tolerant|AtLine) == Tolerant|AtLine && c.Number < 200: // 2,甲 between 1.甲 and 3.甲
		c.Form, c.mark, c.Damaged = Dot, c.sign(), true
		return han.Is(c.r)
	}
	c.back(digits)
	if c.mode&Glued != 0 && c.Number < 30 && han.Is(c.r) {
		c.Form = Dot
		return true
	}
	if c.mode&AtLine == 0 || c.Number > 99 {
		return false
	}
	c.Form = Bare
	return c.w == 0 || c.r == '\n' || c.r == '\r' || blank(c.r) || han.Is(c.r)
}

// decimal reads 1.1.1; the first number has been read.
func (c *Reader) decimal() bool {
	c.Form, c.path[0], c.depth = Decimal, int16(c.Number), 1
	for c.depth < maxPath {
		if !isDot(c.r) {
			break
		}
		at := c.at + c.w
		n, w, _ := arabic(c.s[at:])
		if w == 0 || n > 999 || w > 3 || w > 1 && c.s[at] == '0' {
			break
		}
		c.numStart = uint8(at - c.start)
		c.seek(at + w)
		c.numEnd = c.off()
		c.path[c.depth] = int16(n)
		c.depth++
		c.Number = n
	}
	if isDot(c.r) && !digit(c.after()) { // 1.1. with a dot at the end
		c.step()
		c.mark = dot
		return c.depth > 1
	}
	return c.depth > 1 && c.path[0] > 0
}

// letter reads A. A、 a) A.1 IV.
func (c *Reader) letter() bool {
	if c.mode&AtLine == 0 {
		return false
	}
	first := c.r
	if !c.latinNumber() {
		return false
	}
	if c.numEnd == 1 && first <= 'Z' && isDot(c.r) {
		if n, nw, _ := arabic(c.s[c.at+c.w:]); nw > 0 && n < 100 {
			c.Letter = byte(first)
			return c.decimal()
		}
	}
	if !isDot(c.r) && c.r != '、' && c.r != ')' && c.r != '）' {
		return false
	}
	c.mark = c.sign()
	if dotted := c.mark == dot || c.mark == wideDot; dotted && c.w > 0 && c.r < utf8.RuneSelf && c.r != ' ' && c.r != '\n' && c.r != '\r' && c.r != '\t' {
		return false // a word of a foreign language, an address
	}
	return true
}

// chinese reads 一、 壹、 一是 and, at the head of a line, 一 alone or with another mark.
func (c *Reader) chinese() bool {
	if !c.number() || c.Number > 200 {
		return false
	}
	end := c.at
	formal := c.Style == FormalSimplified || c.Style == FormalTraditional
	c.Form = Dun
	if formal {
		c.Form = Formal
	}
	c.blanks(1)
	if isDun(c.r) {
		c.mark = c.sign()
		return true
	}
	c.back(end)
	if c.Damaged && c.mode&Tolerant != 0 && c.numEnd-c.numStart < 4 {
		return false // a dash, a bullet: 一 only with the mark behind it
	}
	if isEnumVerb(c.r) && !formal && c.Number <= 30 {
		c.Form = Enum
		switch c.r {
		case '是':
			c.Word = Is
		case '要':
			c.Word = Must
		default:
			c.Word = Then
		}
		c.step()
		return true
	}
	if c.mode&AtLine == 0 {
		return false
	}
	switch {
	case isDot(c.r) || isLineMark(c.r):
		c.mark = c.sign()
		return !digit(c.r)
	case c.w == 0 || c.r == '\n' || c.r == '\r':
		if !formal {
			c.Form = Bare
		}
		return true
	}
	return blank(c.r) // 一　总则
}
