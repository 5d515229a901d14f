package outline

import (
	"strings"
	"unicode"
	"unicode/utf8"

	"gangmu/corpus/text"
)

// longTitle is the length of the longest titles, in runes: the 99th percentile of headings in work reports.
const longTitle = 66

// A heading is what stands behind a label, in the view.
type heading struct {
	title text.Span
	body  int
	runin bool
}

// heading reads the title behind the label of c; nothing at or behind limit belongs to it. Outer is
// the heading that c lies under, if it stands near; else -1.
func (p *parser) heading(c *candidate, outer int32, limit int) heading {
	set := spaces + "*_"
	if c.series.heading() || c.series == bares {
		set = spaces + "*_：:、，.．" // 第一章：总则
	}
	at := skip(p.t, pastPinyin(p.t, int(c.end()), limit), limit, set)
	lineEnd := lineOf(p.t, at, limit)
	if c.series == articles {
		return p.caption(c, at, lineEnd, limit)
	}
	if c.series == annexes {
		at = pastNature(p.t, at, lineEnd)
		if next := skip(p.t, lineEnd, limit, spaces+"\r\n*"); at == lineEnd && next < limit { // the nature on a line of its own
			if end := lineOf(p.t, next, limit); pastNature(p.t, next, end) == end {
				at, lineEnd = end, end
			}
		}
	}
	if at == lineEnd {
		if h, ok := p.nextLine(c, lineEnd, limit); ok {
			return h
		}
		return p.body(text.Span{Start: at, End: at}, at, limit, false)
	}
	return p.sameLine(c, outer, at, lineEnd, limit)
}

// sameLine reads a title on the line of the label: the whole line, or its lead 同行标题.
func (p *parser) sameLine(c *candidate, outer int32, at, lineEnd, limit int) heading {
	if c.series.heading() {
		end := p.headingEnd(at, lineEnd, limit)
		if end == lineEnd {
			end = p.continued(at, lineEnd, limit)
			lineEnd = end
		}
		r, _ := utf8.DecodeRuneInString(p.t[end:])
		return p.body(trim(p.t, at, end), end, limit, end < lineEnd && !strings.ContainsRune(spaces, r))
	}
	for k := 0; k < 3 && brokenAfter(p.t[at:lineEnd]) && lineEnd+1 < limit; k++ {
		lineEnd = lineOf(p.t, skip(p.t, lineEnd, limit, "\r\n"), limit)
	}
	stop, n := lineEnd, 0
	var mark rune
	for i, r := range p.t[at:lineEnd] {
		n++
		if n > longTitle+2 {
			stop, mark = at+i, '…'
			break
		}
		if (isStop(r) || r == '；' || r == ';') && !strings.HasPrefix(p.t[at+i:], "?⟧") {
			stop, mark = at+i, r
			break
		}
		if (r == '：' || r == ':') && p.leadColon(at, at+i, lineEnd, n) {
			stop, mark = at+i, r
			break
		}
		if r == '*' && i > 0 && strings.HasPrefix(p.t[at+i:], "**") && strings.HasSuffix(p.t[:c.start], "**") && strings.Contains(p.t[at+i:lineEnd], "。") {
			stop, mark = at+i, r // **（一）指导思想**以…。
			break
		}
		if isSpace(r) && p.titleBlank(at, at+i, lineEnd) {
			stop, mark = at+i, r
			break
		}
	}
	none := text.Span{Start: at, End: at}
	switch {
	case c.series == glued && (mark == '…' || n > 16):
		return p.gluedTitle(at, lineEnd, limit)
	case mark == '…', mark == '；' || mark == ';', n > longTitle+1:
		return p.body(none, at, limit, false)
	case c.item && c.place > atPara && mark != 0 && mark != '：':
		return p.body(none, at, limit, false)
	}
	if p.flat || lineEnd-at > 300 {
		if k := max(takenUp(p.t[at:stop]), p.announced(outer, p.t[at:stop])); k > 0 {
			return p.body(text.Span{Start: at, End: at + k}, at+k, limit, true)
		}
	}
	if mark == '？' || mark == '?' || mark == '！' || mark == '!' { // 一、为什么要制定本办法？
		stop += utf8.RuneLen(mark)
		mark = 0
		if rest := strings.TrimSpace(p.t[stop:lineEnd]); rest != "" {
			return p.body(trim(p.t, at, stop), stop, limit, true)
		}
	}
	span := trim(p.t, at, stop)
	after := stop
	if mark != 0 && !isSpace(mark) {
		after += utf8.RuneLen(mark)
	}
	rest := strings.TrimSpace(p.t[min(after, lineEnd):lineEnd])
	return p.body(span, after, limit, rest != "" && mark != 0 && !isSpace(mark))
}

// leadColon reports whether the ： at i ends the lead of a run-in heading whose title began at at.
func (p *parser) leadColon(at, i, lineEnd, n int) bool {
	rest := strings.TrimLeft(p.t[i+colonLen(p.t[i:]):lineEnd], spaces)
	if rest == "" {
		return true
	}
	r, _ := utf8.DecodeRuneInString(rest)
	return r == '“' || r == '"' || n <= 26
}

// nextLine reads the title of a label that stands alone on its line: the next line, if that is
// short and no sentence.
func (p *parser) nextLine(c *candidate, lineEnd, limit int) (heading, bool) {
	at := lineEnd
	for k := 0; k < 4; k++ { // blank lines, and a rule ==== below the label
		at = skip(p.t, at, limit, spaces+"\n\r#*")
		end := lineOf(p.t, at, limit)
		line := strings.TrimRight(p.t[at:end], spaces+"\r*")
		if line != "" && strings.Trim(line, "=-") == "" {
			at = end
			continue
		}
		if line == "" || c.item || utf8.RuneCountInString(line) > 50 || strings.ContainsAny(line, "。；！？") {
			return heading{}, false
		}
		colon := strings.HasSuffix(line, "：") || strings.HasSuffix(line, ":")
		if colon && c.series != annexes && !c.series.heading() {
			return heading{}, false
		}
		if colon {
			line = strings.TrimRight(line, "：:")
		}
		span := text.Span{Start: at, End: at + len(line)}
		return p.body(span, end, limit, false), true
	}
	return heading{}, false
}

// body finishes a heading: the body begins at the first character behind it.
func (p *parser) body(title text.Span, after, limit int, runin bool) heading {
	after = skip(p.t, max(after, title.End), limit, spaces+"\n\r*")
	if title.Empty() {
		title = text.Span{Start: min(title.Start, after), End: min(title.Start, after)}
	}
	return heading{title: title, body: after, runin: runin && !title.Empty()}
}

// pastPinyin steps over the reading of the character before at: 第一節(jié).
func pastPinyin(t string, at, limit int) int {
	if at >= limit || t[at] != '(' {
		return at
	}
	for i, r := range t[at+1 : limit] {
		switch {
		case r == ')' && i > 0 && unicode.In(toned(t[at+1:at+1+i]), unicode.Latin):
			return at + 1 + i + 1
		case i > 12 || !unicode.In(r, unicode.Latin):
			return at
		}
	}
	return at
}

// toned is the first letter of s that carries a mark of tone, or 0: (a) and (b) are labels.
func toned(s string) rune {
	for _, r := range s {
		if r >= utf8.RuneSelf {
			return r
		}
	}
	return 0
}
