package extract

import (
	"strconv"
	"strings"
)

// formatNumber prints a counter in a numbering format of ECMA-376 (part 1, 17.18.59) or, for
// HTML, of CSS counter styles that have the same shape.
func formatNumber(format string, n int) string {
	switch format {
	case "none":
		return ""
	case "decimalZero":
		if 0 <= n && n < 10 {
			return "0" + strconv.Itoa(n)
		}
	case "upperRoman":
		return roman(n)
	case "lowerRoman":
		return strings.ToLower(roman(n))
	case "upperLetter":
		return letters(n)
	case "lowerLetter":
		return strings.ToLower(letters(n))
	case "chineseCounting", "chineseCountingThousand", "japaneseCounting", "taiwaneseCounting", "taiwaneseCountingThousand", "koreanCounting":
		return chineseNumber(n, "〇一二三四五六七八九", "十百千万")
	case "chineseLegalSimplified":
		return chineseNumber(n, "零壹贰叁肆伍陆柒捌玖", "拾佰仟万")
	case "ideographLegalTraditional", "japaneseLegal":
		return chineseNumber(n, "零壹貳參肆伍陸柒捌玖", "拾佰仟萬")
	case "ideographDigital", "taiwaneseDigital", "japaneseDigitalTenThousand":
		return eachDigit(n, "〇一二三四五六七八九")
	case "decimalFullWidth", "decimalFullWidth2":
		return eachDigit(n, "０１２３４５６７８９")
	case "ideographTraditional":
		return cycle(n, "甲乙丙丁戊己庚辛壬癸")
	case "ideographZodiac":
		return cycle(n, "子丑寅卯辰巳午未申酉戌亥")
	case "ideographEnclosedCircle":
		return enclosed(n, '㊀', 10)
	case "decimalEnclosedCircle", "decimalEnclosedCircleChinese":
		return enclosed(n, '①', 20)
	case "decimalEnclosedParen":
		return enclosed(n, '⑴', 20)
	case "decimalEnclosedFullstop":
		return enclosed(n, '⒈', 20)
	}
	return strconv.Itoa(n)
}

func roman(n int) string {
	if n < 1 || n > 3999 {
		return strconv.Itoa(n)
	}
	var sb strings.Builder
	for _, d := range []struct {
		n int
		s string
	}{{1000, "M"}, {900, "CM"}, {500, "D"}, {400, "CD"}, {100, "C"}, {90, "XC"}, {50, "L"}, {40, "XL"}, {10, "X"}, {9, "IX"}, {5, "V"}, {4, "IV"}, {1, "I"}} {
		for ; n >= d.n; n -= d.n {
			sb.WriteString(d.s)
		}
	}
	return sb.String()
}

// letters counts A…Z AA BB … as Word does.
func letters(n int) string {
	if n < 1 || n > 26*30 {
		return strconv.Itoa(n)
	}
	return strings.Repeat(string(rune('A'+(n-1)%26)), (n-1)/26+1)
}

func cycle(n int, signs string) string {
	r := []rune(signs)
	if n < 1 || n > len(r) {
		return strconv.Itoa(n)
	}
	return string(r[n-1])
}

func enclosed(n int, first rune, count int) string {
	if n < 1 || n > count {
		return strconv.Itoa(n)
	}
	return string(first + rune(n-1))
}

func eachDigit(n int, digits string) string {
	r := []rune(digits)
	return strings.Map(func(c rune) rune {
		if '0' <= c && c <= '9' {
			return r[c-'0']
		}
		return c
	}, strconv.Itoa(n))
}

// chineseNumber prints 1…99999 in words: 十二, 一百零三, 二千〇八十; ten to nineteen without 一
// where the digits are the plain ones.
func chineseNumber(n int, digits, units string) string {
	d, u := []rune(digits), []rune(units)
	if n <= 0 || n > 99999 {
		if n == 0 {
			return string(d[0])
		}
		return strconv.Itoa(n)
	}
	zero := d[0]
	if zero == '〇' {
		zero = '零'
	}
	var out []rune
	gap := false
	for i, div := 4, 10000; i >= 0; i, div = i-1, div/10 {
		k := n / div % 10
		if k == 0 {
			gap = len(out) > 0
			continue
		}
		if gap {
			out = append(out, zero)
			gap = false
		}
		if !(i == 1 && k == 1 && len(out) == 0 && u[0] == '十') {
			out = append(out, d[k])
		}
		if i > 0 {
			out = append(out, u[i-1])
		}
	}
	return string(out)
}
