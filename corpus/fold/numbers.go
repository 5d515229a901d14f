package fold

import (
	"slices"
	"strconv"
	"strings"
	"unicode"
	"unicode/utf8"

	"gangmu/corpus/numbering"
)

// An Alternative is another way to write a text with numbers in it, folded.
type Alternative struct {
	Text        string
	Left, Right bool // it begins or ends in a number: no figure may stand before or behind it
}

// maxAlternatives bounds what a text with several numbers grows to.
const maxAlternatives = 40

// Alternatives gives the other ways to write the numbers in s; none if it has no number, or its
// numbers are written in one way only. They are
//
//   - years: 2017年, 二〇一七年, 二零一七年; and 月 and 日 after or without them: 2月28日, 二月二十八日
//   - ordinals: 第128条, 第一百二十八条, 第 128 条 (as Taiwan prints); 第3条之1, 第三条之一, 第 3-1 条
//   - shares: 58.1%, 百分之五十八点一; ‰ likewise
//   - document numbers 文号: 国发〔2016〕5号, with [ ], （ ）, 【 】, and 第5号 for 5号
//   - amounts: Arabic figures before a Han character, 3680万元, 三千六百八十万元, 36800000元,
//     3,680万元; Chinese figures of two characters or more before a unit (元, 年, 个 …)
//
// Numbers in names (一带一路, 三农, 十三五) stay: they are Chinese figures without a unit behind them.
func Alternatives(s string) []Alternative {
	s = String(s)
	if strings.IndexFunc(s, figure) < 0 {
		return nil
	}
	parts := splitNumbers(s)
	total := 1
	for _, p := range parts {
		total *= len(p)
	}
	if total <= 1 {
		return nil
	}
	var texts []string
	if total <= maxAlternatives {
		texts = product(parts)
	} else {
		texts = inStep(parts)
	}
	var alts []Alternative
	seen := map[string]bool{s: true}
	for _, t := range texts {
		if !seen[t] {
			seen[t] = true
			first, _ := utf8.DecodeRuneInString(t)
			last, _ := utf8.DecodeLastRuneInString(t)
			alts = append(alts, Alternative{t, figure(first), figure(last)})
		}
	}
	return alts
}

// product combines every way of writing each part with every other.
func product(parts [][]string) []string {
	texts := []string{""}
	for _, p := range parts {
		var next []string
		for _, t := range texts {
			for _, f := range p {
				next = append(next, t+f)
			}
		}
		texts = next
	}
	return texts
}

// inStep writes all parts in the first way, then all in the second, and so on.
func inStep(parts [][]string) []string {
	ways := 0
	for _, p := range parts {
		ways = max(ways, len(p))
	}
	texts := make([]string, ways)
	for i := range texts {
		for _, p := range parts {
			texts[i] += p[min(i, len(p)-1)]
		}
	}
	return texts
}

// figure reports whether r is a part of a number.
func figure(r rune) bool {
	return r >= '0' && r <= '9' || strings.ContainsRune("〇零一二三四五六七八九十百千万亿两", r)
}

func digit(r rune) bool { return r >= '0' && r <= '9' }

// splitNumbers parts s into texts and numbers; each part lists the ways to write it, the way it
// stands there first.
func splitNumbers(s string) [][]string {
	var parts [][]string
	plain := 0
	for i := 0; i < len(s); {
		ways, n := numberAt(s, i)
		if n == 0 {
			_, w := utf8.DecodeRuneInString(s[i:])
			i += w
			continue
		}
		if i > plain {
			parts = append(parts, []string{s[plain:i]})
		}
		parts = append(parts, ways)
		i += n
		plain = i
	}
	if plain < len(s) {
		parts = append(parts, []string{s[plain:]})
	}
	return parts
}

// numberAt gives the ways to write what stands at s[i:], and its length; 0 if no number that has
// other ways begins there.
func numberAt(s string, i int) ([]string, int) {
	before, _ := utf8.DecodeLastRuneInString(s[:i])
	if figure(before) || before == '.' {
		return nil, 0
	}
	r, w := utf8.DecodeRuneInString(s[i:])
	switch {
	case strings.ContainsRune("〔[（【", r):
		return bracketed(s[i:], w)
	case r == '第':
		return ordinal(s[i:])
	case r == '百' || r == '千':
		return share(s[i:])
	case !figure(r) || r < utf8.RuneSelf && i > 0 && before < utf8.RuneSelf && (unicode.IsLetter(before) || strings.ContainsRune("-/.", before)):
		return nil, 0
	}
	for _, read := range []func(string) ([]string, int){year, percent, amount} {
		if ways, n := read(s[i:]); n > 0 {
			return ways, n
		}
	}
	return nil, 0
}

// bracketed reads the year of a document number: 〔2016〕5号.
func bracketed(s string, w int) ([]string, int) {
	y := s[w:min(len(s), w+4)]
	if len(y) < 4 || strings.IndexFunc(y, func(r rune) bool { return !digit(r) }) >= 0 {
		return nil, 0
	}
	at := w + 4
	r, n := utf8.DecodeRuneInString(s[at:])
	if !strings.ContainsRune("〕]）】", r) || n == 0 {
		return nil, 0
	}
	at += n
	var nth []string
	if rest, ok := strings.CutPrefix(s[at:], "第"); ok && rest != "" && digit(rune(rest[0])) {
		nth = []string{"第", ""}
		at += len("第")
	} else if at < len(s) && digit(rune(s[at])) {
		nth = []string{"", "第"}
	} else {
		return nil, 0
	}
	// The figures behind it belong to it: they are written in one way only.
	from := at
	for at < len(s) && digit(rune(s[at])) {
		at++
	}
	ways := []string{s[:at]}
	for _, b := range []string{"〔〕", "[]", "（）", "【】"} {
		_, w := utf8.DecodeRuneInString(b)
		for _, n := range nth {
			ways = append(ways, b[:w]+y+b[w:]+n+s[from:at])
		}
	}
	return ways, at
}

// ordinal reads 第128条, 第一百二十八条, 第3条之1, 第3-1条.
func ordinal(s string) ([]string, int) {
	at := len("第")
	gap := 0
	if strings.HasPrefix(s[at:], " ") {
		gap = 1
	}
	n, w, ok := numbering.ParseNumber(s[at+gap:])
	if !ok || n > 99999 {
		return nil, 0
	}
	at += gap + w
	suffix := 0
	if strings.HasPrefix(s[at:], "-") {
		if m, k, ok := numbering.ParseNumber(s[at+1:]); ok && m < 100 {
			suffix, at = m, at+1+k
		}
	}
	if strings.HasPrefix(s[at:], " ") {
		at++
	}
	unit := ""
	if r, w := utf8.DecodeRuneInString(s[at:]); w > 0 && strings.ContainsRune("条款项目章节编篇号期届次卷部", r) {
		unit, at = string(r), at+w
	}
	if rest, ok := strings.CutPrefix(s[at:], "之"); ok && unit != "" && suffix == 0 {
		if m, k, ok := numbering.ParseNumber(rest); ok && m < 100 {
			suffix, at = m, at+len("之")+k
		}
	}
	ways := []string{s[:at]}
	a, han := strconv.Itoa(n), spell(n)
	if suffix == 0 {
		ways = append(ways, "第"+a+unit, "第"+han+unit)
		if unit != "" {
			ways = append(ways, "第 "+a+" "+unit)
		}
		return ways, at
	}
	b := strconv.Itoa(suffix)
	return append(ways, "第"+a+unit+"之"+b, "第"+han+unit+"之"+spell(suffix), "第 "+a+"-"+b+" "+unit, "第"+a+"-"+b+unit), at
}

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
	return ways, at
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
	if !strings.ContainsRune(units, next) || next == utf8.RuneError {
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
	if !unicode.Is(unicode.Han, unit) {
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
		ways = append(ways, v, v+" ")
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
