package outline

import (
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"

	"gangmu/corpus/numbering"
	"gangmu/corpus/text"
)

// The longest titles, in runes: the 99th percentile of headings in work reports.
const (
	longTitle = 66
	longRunIn = 66
)

const spaces = " 　\u00a0\u2002\u2003\t"

func isStop(r rune) bool { return r == '。' || r == '！' || r == '？' || r == '!' || r == '?' }

func isSpace(r rune) bool { return r <= '　' && strings.ContainsRune(spaces, r) }

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
	at := skip(p.t, pastPinyin(p.t, int(c.end), limit), limit, set)
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

var natures = [...]string{"规范性", "規範性", "资料性", "資料性", "补充件", "参考件", "标准的附录", "提示的附录"}

// pastNature steps over what kind of annex it is, in brackets: 附录A（规范性附录） 检查表 (GB/T 1.1).
func pastNature(t string, at, lineEnd int) int {
	s := t[at:lineEnd]
	if !strings.HasPrefix(s, "（") && !strings.HasPrefix(s, "(") {
		return at
	}
	for _, w := range natures {
		if i := strings.IndexAny(s, "）)"); i >= 0 && i < 40 && strings.Contains(s[:i], w) {
			_, n := utf8.DecodeRuneInString(s[i:])
			return skip(t, at+i+n, lineEnd, spaces+"*_：:")
		}
	}
	return at
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

// continued is the end of a heading that goes on in the line behind its own, which ends at lineEnd:
// a few words without a mark, and then what the heading holds, 第…节 or 第…条, to which limit is as near.
func (p *parser) continued(at, lineEnd, limit int) int {
	next := skip(p.t, lineEnd, limit, spaces+"\r\n")
	if p.flat || next == lineEnd || strings.Count(p.t[lineEnd:next], "\n") > 2 {
		return lineEnd
	}
	end := lineOf(p.t, next, limit)
	line := strings.TrimRight(p.t[next:end], spaces+"\r")
	n := utf8.RuneCountInString(line)
	lead, _ := utf8.DecodeRuneInString(line)
	if n < 3 || n > 40 || !isHan(lead) || strings.ContainsAny(line, "。；：:！？“") || strings.ContainsRune(line, '|') {
		return lineEnd
	}
	if whole := strings.Map(dropBlanks, line); whole == "总则" || whole == "總則" || whole == "附则" || whole == "附則" {
		return lineEnd
	}
	if utf8.RuneCountInString(p.t[at:lineEnd]) < 8 || skip(p.t, end, limit, spaces+"\r\n#*-=") < limit || limit == len(p.t) {
		return lineEnd
	}
	return next + len(line)
}

func dropBlanks(r rune) rune {
	if strings.ContainsRune(spaces, r) {
		return -1
	}
	return r
}

// brokenAfter reports whether the line ends amid a sentence.
func brokenAfter(line string) bool {
	line = trimEnd(line, spaces+"\r")
	return strings.HasSuffix(line, "，") || strings.HasSuffix(line, "、") || strings.HasSuffix(line, ",")
}

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
	line := []rune(s[:min(len(s), 3*40)])
	for n := 2; n <= 16 && 2*n <= len(line); n++ {
		if isHan(line[n-1]) && slices.Equal(line[:n], line[n:2*n]) && (n > 2 || len(line) > 5) {
			return len(string(line[:n])) // 标题标题一般由…组成
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
	title := p.t[p.cs[outer].end:p.cs[outer+1].start]
	if len(title) > 3*40 || strings.ContainsAny(title, "。；") {
		return 0
	}
	parts := strings.FieldsFunc(title, func(r rune) bool { return strings.ContainsRune("、和与及"+spaces, r) })
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

// leadColon reports whether the ： at i ends the lead of a run-in heading whose title began at at.
func (p *parser) leadColon(at, i, lineEnd, n int) bool {
	rest := strings.TrimLeft(p.t[i+colonLen(p.t[i:]):lineEnd], spaces)
	if rest == "" {
		return true
	}
	r, _ := utf8.DecodeRuneInString(rest)
	return r == '“' || r == '"' || n <= 26
}

func colonLen(s string) int {
	_, w := utf8.DecodeRuneInString(s)
	return w
}

// titleBlank reports whether the blank at i ends the title that began at at: in a line that was
// joined from several, a blank is where a line ended; 总　则 is letter-spaced and goes on.
func (p *parser) titleBlank(at, i, lineEnd int) bool {
	if lineEnd-at < 300 && !p.flat {
		return false
	}
	lead := strings.TrimRight(p.t[at:i], spaces)
	return utf8.RuneCountInString(lead) >= 2 && !brokenAfter(lead)
}

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
			if words > 1 {
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

// caption reads the caption of an article: 第一條 (立法目的), 第一条【立法宗旨】. Articles have no
// other titles.
func (p *parser) caption(c *candidate, at, lineEnd, limit int) heading {
	if p.captioned { // a long one may be broken
		lineEnd = lineOf(p.t, skip(p.t, lineEnd, limit, "\r\n"), limit)
	}
	if end, open, ok := p.bracketed(at, lineEnd); ok {
		rest := strings.TrimLeft(p.t[end:lineEnd], "*")
		if rest == "" || open == '【' || strings.ContainsRune(spaces+"\r\n", rune(rest[0])) || strings.HasPrefix(rest, "　") || p.captioned {
			return p.body(text.Span{Start: at, End: end}, end, limit, strings.TrimSpace(rest) != "")
		}
	}
	if p.captioned {
		lineEnd = lineOf(p.t, at, limit)
	}
	line := trimEnd(p.t[at:lineEnd], spaces+"\r*")
	if (c.block > 0 || p.headsArticle(line, lineEnd, limit)) && line != "" && shorter(line, 41) && !strings.ContainsAny(line, "。；：，") {
		return p.body(text.Span{Start: at, End: at + len(line)}, lineEnd, limit, false)
	}
	return p.body(text.Span{Start: at, End: at}, at, limit, false)
}

// headsArticle reports whether line, the whole first line of an article, is its heading: a few words
// without a mark, with text or a list below (第一条 租赁房屋, as contracts have them).
func (p *parser) headsArticle(line string, lineEnd, limit int) bool {
	if shorter(line, 2) || !shorter(line, 13) || strings.ContainsAny(line, ",;:.!?！？”") {
		return false
	}
	if p.flat { // 第二条 合同工期 2.1 开工日期
		i := p.from(limit)
		return i < len(p.cs) && int(p.cs[i].start) == limit && p.cs[i].series == decimals
	}
	if strings.TrimLeft(p.t[lineEnd:limit], spaces+"\r\n#*") != "" {
		return true
	}
	for i := p.from(lineEnd); i < len(p.cs); i++ {
		if d := &p.cs[i]; d.chosen {
			return !d.series.heading()
		}
	}
	return false
}

// bracketed finds the end of a caption in brackets that opens at at: （立法目的）, 【立法宗旨】.
func (p *parser) bracketed(at, limit int) (end int, open rune, ok bool) {
	open, w := utf8.DecodeRuneInString(p.t[at:limit])
	closing := ""
	switch open {
	case '（', '(':
		closing = "）)"
	case '【':
		closing = "】"
	case '〔':
		closing = "〕"
	case '［':
		closing = "］"
	default:
		return 0, open, false
	}
	n := 0
	for i, r := range p.t[at+w : limit] {
		if n++; n > 60 || r == '。' {
			break
		}
		if strings.ContainsRune(closing, r) {
			return at + w + i + utf8.RuneLen(r), open, n > 2
		}
	}
	return 0, open, false
}

// body finishes a heading: the body begins at the first character behind it.
func (p *parser) body(title text.Span, after, limit int, runin bool) heading {
	after = skip(p.t, max(after, title.End), limit, spaces+"\n\r*")
	if title.Empty() {
		title = text.Span{Start: min(title.Start, after), End: min(title.Start, after)}
	}
	return heading{title: title, body: after, runin: runin && !title.Empty()}
}

// trim narrows a span of t to what is not blank.
func trim(t string, start, end int) text.Span {
	s := t[start:end]
	cut := trimEnd(s, spaces+"\r\n*_#-")
	lead := len(cut) - len(strings.TrimLeft(cut, spaces))
	return text.Span{Start: start + lead, End: start + len(cut)}
}

// shorter reports whether s has fewer than n runes, without counting those of a long one.
func shorter(s string, n int) bool {
	return len(s) < n || len(s) < utf8.UTFMax*n && utf8.RuneCountInString(s) < n
}

// trimEnd is strings.TrimRight where no character of set lies beyond U+3000.
func trimEnd(s, set string) string {
	if r, _ := utf8.DecodeLastRuneInString(s); r > '　' && r != utf8.RuneError {
		return s
	}
	return strings.TrimRight(s, set)
}

// skip steps over the characters of set, none of which is Han or 。, up to limit.
func skip(t string, at, limit int, set string) int {
	for at < limit {
		r, w := text.Rune(t[at:])
		if isHan(r) || r == '。' || !strings.ContainsRune(set, r) {
			break
		}
		at += w
	}
	return min(at, limit)
}

// lineOf is the end of the line that begins at at, at most limit.
func lineOf(t string, at, limit int) int {
	for near := min(limit, at+64); at < near; at++ { // most that are looked for are short
		if t[at] == '\n' || t[at] == '\r' {
			return at
		}
	}
	for at < limit {
		piece := t[at:min(limit, at+longLine)]
		line, _, _ := strings.Cut(piece, "\n")
		line, _, _ = strings.Cut(line, "\r")
		at += len(line)
		if len(line) < len(piece) {
			break
		}
	}
	return at
}
