package outline

import (
	"strings"
	"unicode"
	"unicode/utf8"

	"gangmu/corpus/han"
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
	set := blanks | stars | unders
	if c.series.heading() || c.series == bares {
		set |= colons | marks // 第一章：总则
	}
	at := skip(p.t, pastPinyin(p.t, int(c.end()), limit), limit, set)
	lineEnd := lineOf(p.t, at, limit)
	if c.series == articles {
		return p.caption(c, at, lineEnd, limit)
	}
	if c.series == annexes {
		at = pastNature(p.t, at, lineEnd)
		if next := skip(p.t, lineEnd, limit, blanks|breaks|stars); at == lineEnd && next < limit { // the nature on a line of its own
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
		if c.series == annexes && p.flat {
			end = at + annexTitle(p.t[at:end])
		}
		if end == lineEnd {
			end = p.continued(at, lineEnd, limit)
			lineEnd = end
		}
		if k := p.joinedTitle(p.t[at:end], end == lineEnd); k > 0 {
			end = at + k
		}
		r, _ := utf8.DecodeRuneInString(p.t[end:])
		return p.body(trim(p.t, at, end), end, limit, end < lineEnd && !isSpace(r))
	}
	for k := 0; k < 3 && lineEnd+1 < limit && brokenAfter(p.t[at:lineEnd]); k++ {
		lineEnd = lineOf(p.t, skip(p.t, lineEnd, limit, breaks), limit)
	}
	stop, n := lineEnd, 0
	var mark rune
	for i, r := range p.t[at:lineEnd] {
		n++
		if n > longTitle+2 {
			stop, mark = at+i, '…'
			break
		}
		if !han.Is(r) && p.endsTitle(c, at, at+i, lineEnd, n, r) {
			stop, mark = at+i, r
			break
		}
	}
	if k := p.joinedTitle(p.t[at:stop], stop == lineEnd); k > 0 {
		return p.body(text.Span{Start: at, End: at + k}, at+k, limit, true)
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
	if stop > at && (p.flat || lineEnd-at > 300) {
		if k := max(takenUp(p.t[at:stop]), p.announced(outer, p.t[at:stop])); k > 0 {
			return p.body(text.Span{Start: at, End: at + k}, at+k, limit, true)
		}
	}
	after := stop
	if mark != 0 && !isSpace(mark) {
		after += utf8.RuneLen(mark)
	}
	if isStop(mark) && mark != '。' { // 一、为什么要制定本办法？
		stop = after
	}
	title := trim(p.t, at, stop)
	runin := !title.Empty() && mark != 0 && !isSpace(mark) && strings.TrimSpace(p.t[min(after, lineEnd):lineEnd]) != ""
	return p.body(title, after, limit, runin)
}

// endsTitle reports whether the sign r at i ends the title that began at at behind the label c, as
// its n-th character.
func (p *parser) endsTitle(c *candidate, at, i, lineEnd, n int, r rune) bool {
	switch r {
	case '。', '！', '？', '!', '?', '；', ';':
		return !strings.HasPrefix(p.t[i:], "?⟧")
	case '：', ':':
		return p.leadColon(i, lineEnd, n)
	case '*': // **（一）指导思想**以…。
		return i > at && strings.HasPrefix(p.t[i:], "**") && strings.HasSuffix(p.t[:c.start], "**") && strings.Contains(p.t[i:lineEnd], "。")
	}
	return isSpace(r) && p.titleBlank(at, i, lineEnd)
}

// leadColon reports whether the ： at i, the n-th character, ends the lead of a run-in heading.
func (p *parser) leadColon(i, lineEnd, n int) bool {
	at := skip(p.t, i+colonLen(p.t[i:]), lineEnd, blanks)
	if at == lineEnd {
		return true
	}
	r, _ := text.Rune(p.t[at:lineEnd])
	return r == '“' || r == '"' || n <= 26
}

// nextLine reads the title of a label that stands alone on its line: the next line, if that is
// short and no sentence.
func (p *parser) nextLine(c *candidate, lineEnd, limit int) (heading, bool) {
	at := lineEnd
	for k := 0; k < 4; k++ { // blank lines, and a rule ==== below the label
		at = skip(p.t, at, limit, blanks|breaks|hashes|stars)
		end := lineOf(p.t, at, limit)
		line := trimEnd(p.t[at:end], blanks|stars)
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
	after = skip(p.t, max(after, title.End), limit, blanks|breaks|stars)
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
