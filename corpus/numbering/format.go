package numbering

import (
	"strconv"
	"strings"
)

var (
	simple    = []rune("零一二三四五六七八九十百千")
	formalS   = []rune("零壹贰叁肆伍陆柒捌玖拾佰仟")
	formalT   = []rune("零壹貳參肆伍陸柒捌玖拾佰仟")
	stems     = []rune("甲乙丙丁戊己庚辛壬癸")
	romans    = []rune("ⅠⅡⅢⅣⅤⅥⅦⅧⅨⅩⅪⅫ")
	positions = []rune("〇一二三四五六七八九")
)

// Format writes n, 1…9999, in a style. A number that a style has no sign for is written in
// Arabic digits.
func Format(st Style, n int) string {
	switch st {
	case Wide:
		return mapDigits(n, func(d int) rune { return '０' + rune(d) })
	case Positional:
		return mapDigits(n, func(d int) rune { return positions[d] })
	case Chinese:
		return spell(simple, n)
	case FormalSimplified:
		return spell(formalS, n)
	case FormalTraditional:
		return spell(formalT, n)
	case CircledDigit:
		if r := circled(n); r != 0 {
			return string(r)
		}
	case RomanDigit:
		if 1 <= n && n <= len(romans) {
			return string(romans[n-1])
		}
	case Letter:
		if 1 <= n && n <= 26 {
			return string(rune('A' + n - 1))
		}
	case StemDigit:
		if 1 <= n && n <= len(stems) {
			return string(stems[n-1])
		}
	}
	return strconv.Itoa(n)
}

func mapDigits(n int, f func(int) rune) string {
	var sb strings.Builder
	for _, c := range strconv.Itoa(n) {
		sb.WriteRune(f(int(c - '0')))
	}
	return sb.String()
}

// spell writes n as labels do: 十, 十二, 二十, 一百零一, 一百一十, 一千零一十.
func spell(sign []rune, n int) string {
	if n < 1 || n > 9999 {
		return strconv.Itoa(n)
	}
	var out []rune
	skipped := false
	for i, unit := range []int{1000, 100, 10, 1} {
		d := n / unit % 10
		if d == 0 {
			skipped = len(out) > 0
			continue
		}
		if skipped {
			out = append(out, sign[0])
			skipped = false
		}
		if !(unit == 10 && d == 1 && len(out) == 0) {
			out = append(out, sign[d])
		}
		if unit > 1 {
			out = append(out, sign[12-i])
		}
	}
	return string(out)
}

// circled is ① for 1 … ㊿ for 50; 0 beyond.
func circled(n int) rune {
	switch {
	case 1 <= n && n <= 20:
		return '①' + rune(n-1)
	case 21 <= n && n <= 35:
		return '㉑' + rune(n-21)
	case 36 <= n && n <= 50:
		return '㊱' + rune(n-36)
	}
	return 0
}

// Relabel writes l as it would be printed with another number: the ghost between （一） and
// （三） is （二）, the one between 第八条 and 第十条 第九条.
func (l Label) Relabel(n, suffix int) string {
	num := Format(l.Style, n)
	if l.Style == Letter && l.lower {
		num = strings.ToLower(num)
	}
	switch l.Form {
	case Circled:
		return Format(CircledDigit, n)
	case Decimal:
		if k := strings.LastIndexAny(l.Text, ".．"); k >= 0 {
			_, w := lastDot(l.Text, k)
			return l.Text[:k+w] + strconv.Itoa(n)
		}
		return strconv.Itoa(n)
	}
	if l.numEnd <= l.numStart || int(l.numEnd) > len(l.Text) {
		return num
	}
	tail := l.Text[l.numEnd:]
	if l.numEnd <= l.sufStart && int(l.sufEnd) <= len(l.Text) {
		tail = l.Text[l.numEnd:l.sufStart] + l.Text[l.sufEnd:]
	}
	s := l.Text[:l.numStart] + num + tail
	if suffix > 0 {
		s += "之" + Format(Chinese, suffix)
	}
	return s
}

func lastDot(s string, k int) (string, int) {
	if strings.HasPrefix(s[k:], "．") {
		return s[k:], len("．")
	}
	return s[k:], 1
}

// Lower reports whether the label counts by small letters: a. and （a）, not A.
func (f *Face) Lower() bool { return f.Style == Letter && f.lower }
