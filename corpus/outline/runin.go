package outline

import (
	"strings"

	"gangmu/corpus/han"
	"gangmu/corpus/text"
)

// gluedTitle reads a heading that runs into its text without a mark: 1全面性全面性是指… The text
// takes the heading up again, which shows where it ends.
func (p *parser) gluedTitle(at, lineEnd, limit int) heading {
	line := []rune(p.t[at:min(lineEnd, at+120)])
	for n := 2; n <= 14 && 2*n <= len(line); n++ {
		if string(line[:n]) == string(line[n:2*n]) {
			end := at + len(string(line[:n]))
			return p.body(text.Span{Start: at, End: end}, end, limit, true)
		}
	}
	for n := 2; n < len(line) && n <= 8; n++ {
		if line[n] == '性' && (n+1 == len(line) || line[n+1] != '的' && line[n+1] != '和' && line[n+1] != '与') { // a quality: 1主体恒定性…
			end := at + len(string(line[:n+1]))
			return p.body(text.Span{Start: at, End: end}, end, limit, true)
		}
	}
	return p.body(text.Span{Start: at, End: at}, at, limit, false)
}

// takenUp finds where a sentence that takes up the words of a heading begins behind it, in a line
// whose breaks were lost: 一、行政诉讼的概念行政诉讼是指…; end is offset in s, 0 = nowhere.
func takenUp(s string) int {
	for k, n := 0, 0; n < 16 && k < len(s); {
		r, w := text.Rune(s[k:])
		k, n = k+w, n+1
		if 2*k > min(len(s), 3*40) {
			break
		}
		if n > 1 && han.Is(r) && s[:k] == s[k:2*k] && (n > 2 || !shorter(s, 6)) {
			return k // 标题标题一般由…组成
		}
	}
	i := strings.Index(s, "是指")
	if i < 0 || i > 90 {
		return 0
	}
	lead := s[:i]
	for k := range lead {
		if k >= 12 && len(lead)-k >= 6 && strings.HasPrefix(s, lead[k:]) {
			return k
		}
	}
	return 0
}

// announced finds the end of a title that the heading above, candidate outer, names: below
// 一、报告的含义、特点和类型 stands （一）报告的含义…; end is offset in s, 0 = nowhere.
func (p *parser) announced(outer int32, s string) int {
	if outer < 0 {
		return 0
	}
	title := p.t[p.cs[outer].end():p.cs[outer+1].start]
	if len(title) > 3*40 || strings.IndexFunc(title, joins) < 0 || strings.ContainsAny(title, "。；") {
		return 0
	}
	parts := strings.FieldsFunc(title, joins)
	if len(parts) < 2 {
		return 0
	}
	lead := ""
	if k := strings.LastIndex(parts[0], "的"); k > 0 {
		lead = parts[0][:k+len("的")]
	}
	for k, part := range parts {
		if k > 0 && strings.HasPrefix(s, lead+part) || k == 0 && lead != "" && strings.HasPrefix(s, part) {
			end := len(part)
			if k > 0 {
				end += len(lead)
			}
			if end < len(s) && end >= 4 {
				return end
			}
		}
	}
	return 0
}

// joins reports whether r stands between the things that a title names.
func joins(r rune) bool { return r == '、' || r == '和' || r == '与' || r == '及' || isSpace(r) }

// titleBlank reports whether the blank at i ends the title that began at at: in a line that was
// joined from several, a blank is where a line ended; 总　则 is letter-spaced and goes on.
func (p *parser) titleBlank(at, i, lineEnd int) bool {
	if lineEnd-at < 300 && !p.flat {
		return points(p.t[at:i])
	}
	lead := trimEnd(p.t[at:i], blanks)
	return !shorter(lead, 2) && !brokenAfter(lead) && !letterSpaced(p.t[at:lineEnd], i-at)
}

// letterSpaced reports whether the blank at i of s stands amid a word that is letter-spaced, 基　本　情　况:
// single characters stand on both sides of it.
func letterSpaced(s string, i int) bool {
	r, w := lastRune(s[:i])
	if !han.Is(r) || i > w && !blankBefore(s[:i-w]) {
		return false
	}
	next := s[skip(s, i, min(len(s), i+12), blanks):min(len(s), i+12)]
	r, w = text.Rune(next)
	behind, _ := text.Rune(next[w:])
	return han.Is(r) && (len(next) == w || strings.ContainsRune(spaces+"。：；", behind))
}

// brokenAfter reports whether the line ends amid a sentence.
func brokenAfter(line string) bool {
	r, _ := lastRune(trimEnd(line, blanks|returns))
	return r == '，' || r == '、' || r == ','
}
