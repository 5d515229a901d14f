package numbering

import (
	"strings"
	"unicode/utf8"
)

// unit reads 第十二条之一, 第 3-1 條, 第三部分; failing these 第一， as an enumeration.
func (c *Reader) unit() bool {
	damaged := c.r == '笫'
	c.step()
	gap := c.blanks(2)
	c.Form = Unit
	if c.mode&AtLine != 0 && c.r < utf8.RuneSelf && c.romanPart() {
		return true
	}
	if !c.number() {
		return false
	}
	if gap > 0 && blank(c.r) && !digit(rune(c.s[c.at-1])) {
		c.letterSpaced()
	}
	afterNumber := c.at
	gap2 := c.blanks(2)
	if c.Style == Arabic && (c.r == '-' || 'A' <= c.r && c.r <= 'Z') {
		c.hyphenSuffix()
	}
	if name, weak := c.unitName(); name != NoWord {
		if name == Bu && gap > 0 && blank(c.r) && c.after() == '分' {
			c.step()
			c.step()
			name, weak = Division, false
		}
		c.Word = name
		if weak && c.mode&AtLine == 0 {
			return false
		}
		c.Damaged = c.Damaged || damaged || c.Style == Chinese && gap2 > 0 && gap == 0
		if c.Suffix == 0 {
			c.zhi()
		}
		return true
	}
	c.back(afterNumber)
	return c.ordinalMark()
}

// unitName steps over the name of a unit and gives it; NoWord if there is none. A weak name
// is an everyday word too.
func (c *Reader) unitName() (name Word, weak bool) {
	runes := 1
	switch c.r {
	case '条', '條':
		name = Article
	case '章':
		name = Chapter
	case '节', '節':
		name = Section
	case '款':
		name = Paragraph
	case '项', '項':
		name = Item
	case '编', '編':
		name = Part
	case '篇':
		name = Pian
	case '卷':
		name, weak = Volume, true
	case '目':
		name, weak = Subitem, true
	case '讲', '講':
		name, weak = Lecture, true
	case '课', '課':
		name, weak = Lesson, true
	case '部':
		if name, weak = Bu, true; c.after() == '分' {
			name, weak, runes = Division, false, 2
		}
	case '分':
		switch runes = 2; c.after() {
		case '编', '編':
			name = Subpart
		case '部':
			name = Subdivision
		}
	case '单', '單':
		if c.after() == '元' {
			name, runes = Module, 2
		}
	}
	if name != NoWord {
		c.seek(c.at + runes*len("条"))
	}
	return name, weak
}

// letterSpaced reads on in a numeral whose signs are set apart, of 第 十 二 条, if a unit follows.
func (c *Reader) letterSpaced() {
	at := c.at
	begin := c.start + int(c.numStart)
	c.seek(begin)
	n, w, _ := c.spaced(0, at-begin, traits{})
	if w > at-begin && n > 0 && n < 1000 {
		c.seek(begin + w)
		c.blanks(1)
		if name, weak := c.unitName(); name != NoWord && !weak {
			c.seek(begin + w)
			c.Number, c.numEnd = n, c.off()
			return
		}
	}
	c.seek(at)
}

// romanPart reads the IV部 of 第IV部, as the ordinances of Hong Kong number their parts.
func (c *Reader) romanPart() bool {
	rest := c.s[c.at:]
	n := 0
	for n < len(rest) && n < 8 && strings.IndexByte("IVX", rest[n]) >= 0 {
		n++
	}
	if n == 0 || !strings.HasPrefix(rest[n:], "部") || strings.HasPrefix(rest[n:], "部分") {
		return false
	}
	if c.Number = roman(rest[:n]); c.Number == 0 {
		return false
	}
	c.Style, c.Word = RomanDigit, Bu
	c.seek(c.at + n + len("部"))
	return true
}

// ordinalMark reads the mark of 第一， 第一、 第一：
func (c *Reader) ordinalMark() bool {
	c.Form, c.Word = Enum, Ordinal
	if !isEnumMark(c.r) || c.Number > 30 || c.Style == Arabic || c.Style == Wide {
		return false
	}
	c.mark = c.sign()
	return c.mark != dun || !c.listed()
}

// listed reports whether the next numeral follows, as in a list of ordinals: 第一、二、三产业,
// 第一、二条.
func (c *Reader) listed() bool {
	if openingOf(c.r) != opensChinese { // as a rule
		return false
	}
	n, w, _ := chineseFrom(c.s[c.at:], c.r, c.w, false)
	if w == 0 || n != c.Number+1 {
		return false
	}
	r, _ := utf8.DecodeRuneInString(c.s[c.at+w:])
	return strings.ContainsRune("、和与及產产季批次款项項条條章节節期级級", r)
}

// hyphenSuffix reads -1 of 第 3-1 條 and A of 第6A條.
func (c *Reader) hyphenSuffix() {
	at := c.at
	c.sufStart = c.off()
	if c.r == '-' {
		if n, w, _ := arabic(c.s[at+1:]); w > 0 && n > 0 && n < 100 {
			c.seek(at + 1 + w)
			c.Suffix, c.sufEnd = n, c.off()
			c.blanks(2)
			return
		}
	} else if n := int(c.r-'A') + 1; n > 0 {
		c.step()
		c.Suffix, c.sufEnd = n, c.off()
		c.blanks(2)
		return
	}
	c.sufStart = 0
}

// zhi reads 之一 behind the unit: 第一百二十条之一, 第 3 條之 1.
func (c *Reader) zhi() {
	at := c.at
	if c.r == '之' || blank(c.r) && c.after() == '之' {
		c.blanks(1)
		c.step()
		c.blanks(1)
		rest := c.s[c.at:]
		n, w, _ := arabic(rest)
		if w == 0 {
			n, w, _ = chineseNumber(rest, false)
		}
		next, _ := utf8.DecodeRuneInString(rest[w:])
		if w > 0 && 0 < n && n < 100 && !strings.ContainsRune("以的款项項目", next) {
			c.seek(c.at + w)
			c.Suffix, c.sufStart, c.sufEnd = n, uint8(at-c.start), c.off()
			return
		}
		c.seek(at)
	}
}
