package fold

import (
	"slices"
	"strconv"
	"strings"
	"unicode"
	"unicode/utf8"

	"gangmu/corpus/numbering"
)

// share reads 百分之五十八点一.
func share(s string) ([]string, int) {
	for _, u := range []struct{ han, sign string }{{"百分之", "%"}, {"千分之", "‰"}} {
		if rest, ok := strings.CutPrefix(s, u.han); ok {
			v, w := hanDecimal(rest)
			if w == 0 {
				return nil, 0
			}
			at := len(u.han) + w
			return []string{s[:at], v + u.sign}, at
		}
	}
	return nil, 0
}

// hanDecimal reads 五十八点一, and gives it in Arabic figures.
func hanDecimal(s string) (string, int) {
	n, w, ok := numbering.ParseNumber(s)
	if !ok {
		if r, k := utf8.DecodeRuneInString(s); r == '零' || r == '〇' {
			n, w = 0, k
		} else {
			return "", 0
		}
	}
	v := strconv.Itoa(n)
	rest, ok := strings.CutPrefix(s[w:], "点")
	if !ok {
		return v, w
	}
	at := w + len("点")
	v += "."
	k := len(v)
	for {
		r, rw := utf8.DecodeRuneInString(rest)
		d := strings.IndexRune("〇一二三四五六七八九", r)
		if r == '零' {
			d = 0
		}
		if rw == 0 || d < 0 {
			break
		}
		v += strconv.Itoa(d / 3)
		at += rw
		rest = rest[rw:]
	}
	if len(v) == k {
		return v[:k-1], w
	}
	return v, at
}

// percent reads 58.1%.
func percent(s string) ([]string, int) {
	v, w := arabicNumber(s)
	if w == 0 {
		return nil, 0
	}
	for sign, han := range map[string]string{"%": "百分之", "‰": "千分之"} {
		if strings.HasPrefix(s[w:], sign) {
			at := w + len(sign)
			ways := []string{s[:at], v + sign}
			if h := spellDecimal(v); h != "" {
				ways = append(ways, han+h)
			}
			return ways, at
		}
	}
	return nil, 0
}

// arabicNumber reads 3680, 3,680 and 58.1, and gives it without commas.
func arabicNumber(s string) (string, int) {
	var v strings.Builder
	at := 0
	dot := false
	for at < len(s) {
		switch c := s[at]; {
		case c >= '0' && c <= '9':
			v.WriteByte(c)
			at++
		case c == '.' && !dot && at > 0 && at+1 < len(s) && digit(rune(s[at+1])):
			dot = true
			v.WriteByte(c)
			at++
		default:
			// A thousands separator, full width after folding.
			if rest, ok := strings.CutPrefix(s[at:], "，"); ok && !dot && at > 0 && len(rest) >= 3 && threeDigits(rest) {
				at += len("，")
				continue
			}
			return v.String(), at
		}
	}
	return v.String(), at
}

func threeDigits(s string) bool {
	for i := range 3 {
		if !digit(rune(s[i])) {
			return false
		}
	}
	return len(s) == 3 || !digit(rune(s[3]))
}

// units may stand behind a Chinese figure that is a number for sure.
const units = "元年月日天周岁个人户亩吨米里升斤克度次届名件种类级条款项章节编所家座台辆艘架公千平立万亿倍分省市县区镇乡村号期位批处部本册页字小"

// amount reads 3680万元, 三千六百八十万元.
func amount(s string) ([]string, int) {
	if digit(rune(s[0])) {
		return arabicAmount(s)
	}
	if v, w := hanDecimal(s); strings.Contains(v, ".") {
		if next, _ := utf8.DecodeRuneInString(s[w:]); strings.ContainsRune(units, next) {
			return []string{s[:w], v}, w
		}
	}
	n, w, ok := numbering.ParseNumber(s)
	if !ok || utf8.RuneCountInString(s[:w]) < 2 || n < 10 {
		return nil, 0
	}
	next, _ := utf8.DecodeRuneInString(s[w:])
	long := utf8.RuneCountInString(s[:w]) > 2 && strings.ContainsAny(s[:w], "百千万亿")
	if !long && (!strings.ContainsRune(units, next) || next == utf8.RuneError) {
		return nil, 0
	}
	return slices.Concat([]string{s[:w]}, arabicWays(n), chineseWays(n)), w
}

func arabicAmount(s string) ([]string, int) {
	v, w := arabicNumber(s)
	at := w
	gap := strings.HasPrefix(s[at:], " ")
	if gap {
		at++
	}
	unit, k := utf8.DecodeRuneInString(s[at:])
	if !unicode.Is(unicode.Han, unit) && (at < len(s) || len(v) < 5) {
		return nil, 0
	}
	scale := 1.0
	switch unit {
	case '万':
		scale = 1e4
	case '亿':
		scale = 1e8
	}
	f, err := strconv.ParseFloat(v, 64)
	if err != nil || f*scale >= 1e13 || len(v) > 1 && v[0] == '0' && v[1] != '.' {
		return nil, 0
	}
	end := w
	if scale > 1 {
		end = at + k
	}
	ways := []string{s[:end]}
	if scale == 1 {
		if ways = append(ways, v); k > 0 {
			ways = append(ways, v+" ")
		}
	} else {
		ways = append(ways, v+string(unit), v+" "+string(unit))
	}
	if gap && scale == 1 {
		end = at
		ways[0] = s[:end]
	}
	whole := f * scale
	if whole == float64(int(whole)) {
		n := int(whole)
		ways = append(ways, chineseWays(n)...)
		ways = append(ways, arabicWays(n)...)
	} else if h := spellDecimal(v); h != "" {
		ways = append(ways, h)
	}
	if scale > 1 {
		if h := spellDecimal(v); h != "" && strings.Contains(v, ".") {
			ways = append(ways, h+string(unit))
		}
		if n, err := strconv.Atoi(v); err == nil && n >= 1000 {
			ways = append(ways, commas(n)+string(unit))
		}
	}
	return ways, end
}

// arabicWays writes n in Arabic figures: whole, with commas, in 万 and 亿.
func arabicWays(n int) []string {
	ways := []string{strconv.Itoa(n)}
	if n >= 1000 {
		ways = append(ways, commas(n))
	}
	for _, u := range []struct {
		n int
		s string
	}{{1e8, "亿"}, {1e4, "万"}} {
		if n >= u.n && n%(u.n/100) == 0 {
			ways = append(ways, strconv.FormatFloat(float64(n)/float64(u.n), 'f', -1, 64)+u.s)
			if whole := n / u.n; whole >= 1000 && n%u.n == 0 {
				ways = append(ways, commas(whole)+u.s)
			}
		}
	}
	return ways
}

// commas writes n with thousands separators, full width as folded text has them.
func commas(n int) string {
	s := strconv.Itoa(n)
	for i := len(s) - 3; i > 0; i -= 3 {
		s = s[:i] + "，" + s[i:]
	}
	return s
}

// chineseWays writes n in Chinese: with 二 and, where that is usual, 两.
func chineseWays(n int) []string {
	s := spell(n)
	ways := []string{s}
	t := s
	for _, u := range []string{"千", "万", "亿", "百"} {
		t = strings.ReplaceAll(t, "二"+u, "两"+u)
	}
	t = strings.ReplaceAll(t, "十两", "十二")
	if t != s {
		ways = append(ways, t)
	}
	if n == 2 {
		ways = append(ways, "两")
	}
	return ways
}

// spell writes n in Chinese: 一百二十八, 三千六百八十万, 十万零一十二.
func spell(n int) string {
	if n == 0 {
		return "零"
	}
	if n < 1e4 {
		return numbering.Format(numbering.Chinese, n)
	}
	unit, name := int(1e8), "亿"
	if n < 1e8 {
		unit, name = 1e4, "万"
	}
	s := spell(n/unit) + name
	rest := n % unit
	if rest == 0 {
		return s
	}
	if rest < unit/10 {
		s += "零"
	}
	t := spell(rest)
	if strings.HasPrefix(t, "十") {
		t = "一" + t
	}
	return s + t
}

// spellDecimal writes Arabic figures in Chinese: 58.1 → 五十八点一.
func spellDecimal(v string) string {
	whole, frac, dot := strings.Cut(v, ".")
	n, err := strconv.Atoi(whole)
	if err != nil || n >= 1e12 {
		return ""
	}
	s := spell(n)
	if dot {
		s += "点" + digits(frac, "零")
	}
	return s
}
