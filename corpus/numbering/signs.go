package numbering

// single reads the labels that are one character: ① ⑴ ⒈ ㈠ ㊀ Ⅰ.
func (c *Reader) single() bool {
	r := c.r
	c.step()
	c.numEnd = c.off()
	num := func(f Form, st Style, n int) bool {
		c.Form, c.Style, c.Number = f, st, n
		return n > 0
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
		c.mark = dot
		return num(Dot, Arabic, int(r-'⒈')+1)
	case '㈠' <= r && r <= '㈩':
		return num(Paren, Chinese, int(r-'㈠')+1)
	case 'ⓐ' <= r && r <= 'ⓩ':
		return num(Latin, Letter, int(r-'ⓐ')+1)
	case 'Ⅰ' <= r && r <= 'Ⅻ', 'ⅰ' <= r && r <= 'ⅻ':
		n := int(r-'Ⅰ')%16 + 1
		if IsMark(c.r) {
			c.mark = c.sign()
		} else if c.mode&AtLine == 0 {
			return false
		}
		return num(Roman, RomanDigit, n)
	}
	return false
}

// stem reads 甲、
func (c *Reader) stem() bool {
	c.Form, c.Style, c.Number = Stem, StemDigit, isStem(c.r)
	c.step()
	c.numEnd = c.off()
	c.mark = c.sign()
	return true // the mark has been looked at
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
