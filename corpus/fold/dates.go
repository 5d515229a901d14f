package fold

import (
	"fmt"
	"strconv"
	"strings"
	"unicode/utf8"

	"gangmu/corpus/numbering"
)

// year reads 2017年, 二〇一七年, and 月 and 日 behind it; or 2月28日 and 二月二十八日 alone.
func year(s string) ([]string, int) {
	y, at := "", 0
	if n, w, ok := positional(s); ok {
		if rest := strings.TrimPrefix(s[w:], " "); strings.HasPrefix(rest, "年") {
			y = n
			at = len(s) - len(rest) + len("年")
		}
	}
	m, d := 0, 0
	if n, k := unitNumber(s[at:], "月"); k > 0 && n <= 12 {
		if nd, kd := unitNumber(s[at+k:], "日"); kd > 0 && nd <= 31 {
			m, d, at = n, nd, at+k+kd
		} else if y != "" {
			m, at = n, at+k
		} else if digit(rune(s[0])) {
			m, at = n, at+k
		}
	}
	if y == "" && m == 0 {
		return nil, 0
	}
	ways := []string{s[:at]}
	for _, style := range []func(y string, m, d int) string{arabicDate, hanDate("〇"), hanDate("零"), spacedDate} {
		ways = append(ways, style(y, m, d))
	}
	if y != "" && d > 0 {
		ways = append(ways, figureDates(y, m, d)...)
	}
	return ways, at
}

// figureDate reads 2017-02-28, 2017.2.28, 2017/2/28.
func figureDate(s string) ([]string, int) {
	if len(s) < 8 || !digit(rune(s[0])) {
		return nil, 0
	}
	y, at, ok := positional(s)
	if !ok || at != 4 || !strings.ContainsRune("-./", rune(s[at])) {
		return nil, 0
	}
	sep := s[at]
	m, w := shortNumber(s[at+1:])
	at += 1 + w
	if w == 0 || m < 1 || m > 12 || at == len(s) || s[at] != sep {
		return nil, 0
	}
	d, w := shortNumber(s[at+1:])
	at += 1 + w
	if w == 0 || d < 1 || d > 31 || at < len(s) && strings.ContainsRune("0123456789-./", rune(s[at])) {
		return nil, 0
	}
	ways := append([]string{s[:at]}, figureDates(y, m, d)...)
	for _, style := range []func(y string, m, d int) string{arabicDate, hanDate("〇"), hanDate("零"), spacedDate} {
		ways = append(ways, style(y, m, d))
	}
	return ways, at
}

// shortNumber reads a number of one or two Arabic figures.
func shortNumber(s string) (n, width int) {
	for width < min(2, len(s)) && digit(rune(s[width])) {
		n = 10*n + int(s[width]-'0')
		width++
	}
	return n, width
}

func figureDates(y string, m, d int) []string {
	var ways []string
	for _, sep := range []string{"-", ".", "/"} {
		for _, width := range []int{2, 1} {
			ways = append(ways, fmt.Sprintf("%s%s%0*d%s%0*d", y, sep, width, m, sep, width, d))
		}
	}
	return ways
}

func arabicDate(y string, m, d int) string {
	s := ""
	if y != "" {
		s = y + "年"
	}
	if m > 0 {
		s += strconv.Itoa(m) + "月"
	}
	if d > 0 {
		s += strconv.Itoa(d) + "日"
	}
	return s
}

func spacedDate(y string, m, d int) string {
	s := strings.NewReplacer("年", " 年 ", "月", " 月 ", "日", " 日").Replace(arabicDate(y, m, d))
	return strings.TrimSpace(s)
}

func hanDate(zero string) func(y string, m, d int) string {
	return func(y string, m, d int) string {
		s := ""
		if y != "" {
			s = digits(y, zero) + "年"
		}
		if m > 0 {
			s += spell(m) + "月"
		}
		if d > 0 {
			s += spell(d) + "日"
		}
		return s
	}
}

// digits writes Arabic digits one by one in Chinese.
func digits(s, zero string) string {
	return strings.Map(func(r rune) rune {
		if !digit(r) {
			return r
		}
		return []rune(zero + "一二三四五六七八九")[r-'0']
	}, s)
}

// positional reads four digits written one by one, Arabic or Chinese, that are a year.
func positional(s string) (arabic string, width int, ok bool) {
	at := 0
	for range 4 {
		r, w := utf8.DecodeRuneInString(s[at:])
		k := strings.IndexRune("0123456789", r)
		if k < 0 {
			if k = strings.IndexRune("〇一二三四五六七八九", r); k >= 0 {
				k /= 3
			} else if r == '零' {
				k = 0
			} else {
				return "", 0, false
			}
		}
		arabic += strconv.Itoa(k)
		at += w
	}
	return arabic, at, arabic[0] == '1' || arabic[0] == '2'
}

// unitNumber reads a number with the unit behind it, and a blank between them.
func unitNumber(s, unit string) (n, width int) {
	gap := len(s) - len(strings.TrimPrefix(s, " "))
	n, w, ok := numbering.ParseNumber(s[gap:])
	if !ok {
		return 0, 0
	}
	at := gap + w
	at += len(s[at:]) - len(strings.TrimPrefix(s[at:], " "))
	if !strings.HasPrefix(s[at:], unit) {
		return 0, 0
	}
	return n, at + len(unit)
}
