package ref

import (
	"unicode/utf8"

	"gangmu/corpus/numbering"
)

// A numeral is a number as written in a reference, with the form that its signs give away.
type numeral struct {
	n     int
	form  numbering.Form // None for a plain Arabic number
	han   bool
	width int // bytes
}

// plain reads 12, １２ or 十二 at the head of s.
func plain(s string) (numeral, bool) {
	n, w := readNumber(s)
	if w == 0 || n <= 0 || n > 9999 {
		return numeral{}, false
	}
	c, _ := utf8.DecodeRuneInString(s)
	han := !(c >= '0' && c <= '9' || c >= '０' && c <= '９')
	return numeral{n: n, han: han, width: w}, true
}

// signed reads a number that carries signs of its own: (三) （3） [3] ⑧ ㈢ ⑴ ⒏ (a).
func signed(s string) (numeral, bool) {
	c, w := utf8.DecodeRuneInString(s)
	if f, n := compat(c); n > 0 {
		return numeral{n: n, form: f, han: f == numbering.Paren, width: w}, true
	}
	close := closing(c)
	if close == 0 {
		return numeral{}, false
	}
	i := w + blanks(s[w:])
	var x numeral
	if d, ok := plain(s[i:]); ok {
		x = d
		x.form = numbering.ParenDigit
		if d.han {
			x.form = numbering.Paren
		}
		i += d.width
	} else if l := s[i:]; l != "" && latin(l[0]) > 0 && (len(l) < 2 || latin(l[1]) == 0) {
		x = numeral{n: latin(l[0]), form: numbering.Latin}
		i++
	} else {
		return numeral{}, false
	}
	i += blanks(s[i:])
	c, w = utf8.DecodeRuneInString(s[i:])
	if !isClosing(c) {
		return numeral{}, false
	}
	x.width = i + w
	return x, true
}

func closing(c rune) rune {
	switch c {
	case '(', '（', '﹙':
		return ')'
	case '[', '［', '〔', '【':
		return ']'
	}
	return 0
}

func isClosing(c rune) bool {
	switch c {
	case ')', '）', '﹚', ']', '］', '〕', '】':
		return true
	}
	return false
}

func latin(c byte) int {
	switch {
	case 'a' <= c && c <= 'z':
		return int(c-'a') + 1
	case 'A' <= c && c <= 'Z':
		return int(c-'A') + 1
	}
	return 0
}

// blanks is the width of the white space at the head of s, ideographic space included.
func blanks(s string) int {
	i := 0
	for i < len(s) {
		c, w := utf8.DecodeRuneInString(s[i:])
		if c != ' ' && c != '\t' && c != '\u00a0' && c != '\u3000' && c != '\u200b' {
			break
		}
		i += w
	}
	return i
}

// compat reads the one-rune labels: ⑧ ⑴ ⒈ ㈠ ㊀ ❶.
func compat(c rune) (numbering.Form, int) {
	in := func(lo, hi rune, base int) int {
		if lo <= c && c <= hi {
			return int(c-lo) + base
		}
		return 0
	}
	switch {
	case in('①', '⑳', 1) > 0:
		return numbering.Circled, in('①', '⑳', 1)
	case in('㉑', '㉟', 21) > 0:
		return numbering.Circled, in('㉑', '㉟', 21)
	case in('㊱', '㊿', 36) > 0:
		return numbering.Circled, in('㊱', '㊿', 36)
	case in('❶', '❿', 1) > 0:
		return numbering.Circled, in('❶', '❿', 1)
	case in('➀', '➉', 1) > 0:
		return numbering.Circled, in('➀', '➉', 1)
	case in('㊀', '㊉', 1) > 0:
		return numbering.Circled, in('㊀', '㊉', 1)
	case in('⑴', '⒇', 1) > 0:
		return numbering.ParenDigit, in('⑴', '⒇', 1)
	case in('⒈', '⒛', 1) > 0:
		return numbering.Dot, in('⒈', '⒛', 1)
	case in('㈠', '㈩', 1) > 0:
		return numbering.Paren, in('㈠', '㈩', 1)
	case in('Ⅰ', 'Ⅻ', 1) > 0:
		return numbering.Roman, in('Ⅰ', 'Ⅻ', 1)
	}
	return numbering.None, 0
}

// circled is ⑧ for 8; "" beyond 50.
func circled(n int) string {
	if n < 1 || n > 50 {
		return ""
	}
	return numbering.Format(numbering.CircledDigit, n)
}

// readNumber reads a numeral of either script.
func readNumber(s string) (n, width int) {
	n, width, ok := numbering.ParseNumber(s)
	if !ok {
		return 0, 0
	}
	return n, width
}

func hanNumber(n int) string { return numbering.Format(numbering.Chinese, n) }
