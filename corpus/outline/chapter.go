package outline

import (
	"strings"
	"unicode/utf8"

	"gangmu/corpus/han"
	"gangmu/corpus/numbering"
)

// headingEnd finds where a heading of form 第…章 that begins at at ends.
func (p *parser) headingEnd(at, lineEnd, limit int) int {
	line := p.t[at:lineEnd]
	if shorter(line, 201) {
		if i := strings.IndexAny(line, "：:"); i > 0 && previews(line[i:]) {
			return at + i
		}
	}
	if shorter(line, 51) && !strings.ContainsAny(line, "。；") && !(p.flat && strings.ContainsAny(line, "：:")) {
		return lineEnd
	}
	n, words := 0, 0
	for i, r := range line {
		n++
		switch {
		case strings.ContainsRune("。；：:！？", r), n > 60:
			return at + i
		case strings.ContainsRune(spaces, r):
			if words > 1 && !letterSpaced(line, i) {
				return at + i
			}
		default:
			words++
		}
	}
	return lineEnd
}

// previews reports whether s, from its colon on, lists what the unit holds: 第一章 绪论：第一节 …
func previews(s string) bool {
	s = strings.TrimLeft(s, spaces+"：:")
	l, ok := numbering.Scan(s, 0, 0)
	return ok && l.Number == 1 && l.Form != numbering.Enum
}

// continued is the end of a heading that goes on in the line behind its own, which ends at lineEnd:
// a few words without a mark, and then what the heading holds, 第…节 or 第…条, to which limit is as near.
func (p *parser) continued(at, lineEnd, limit int) int {
	next := skip(p.t, lineEnd, limit, blanks|breaks)
	if p.flat || next == lineEnd || strings.Count(p.t[lineEnd:next], "\n") > 2 {
		return lineEnd
	}
	end := lineOf(p.t, next, limit)
	line := strings.TrimRight(p.t[next:end], spaces+"\r")
	n := utf8.RuneCountInString(line)
	lead, _ := utf8.DecodeRuneInString(line)
	if n < 3 || n > 40 || !han.Is(lead) || strings.ContainsAny(line, "。；：:！？“") || strings.ContainsRune(line, '|') {
		return lineEnd
	}
	if whole := squeeze(line); whole == "总则" || whole == "總則" || whole == "附则" || whole == "附則" {
		return lineEnd
	}
	if utf8.RuneCountInString(p.t[at:lineEnd]) < 8 || skip(p.t, end, limit, blanks|breaks|hashes|stars|dashes|equals) < limit || limit == len(p.t) {
		return lineEnd
	}
	return next + len(line)
}
