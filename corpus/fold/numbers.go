package fold

import (
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
//   - years: 2017年, 二〇一七年, 二零一七年; and 月 and 日 after or without them: 2月28日, 二月二十八日;
//     whole dates also in figures: 2017-02-28, 2017.2.28, 2017/2/28
//   - ordinals: 第128条, 第一百二十八条, 第 128 条 (as Taiwan prints); 第3条之1, 第三条之一, 第 3-1 条
//   - shares: 58.1%, 百分之五十八点一; ‰ likewise
//   - document numbers 文号: 国发〔2016〕5号, with [ ], （ ）, 【 】, and 第5号 for 5号
//   - amounts: Arabic figures before a Han character, 3680万元, 三千六百八十万元, 36800000元,
//     3,680万元; Chinese figures of two characters or more before a unit (元, 年, 个 …), of three or
//     more with 百, 千, 万 or 亿 anywhere; Arabic ones of five or more at the end
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
	for _, read := range []func(string) ([]string, int){year, figureDate, percent, amount} {
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
