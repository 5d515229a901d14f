package outline

import (
	"strings"
	"unicode/utf8"

	"gangmu/corpus/han"
	"gangmu/corpus/text"
)

// caption reads the caption of an article: 第一條 (立法目的), 第一条【立法宗旨】. Articles have no
// other titles.
func (p *parser) caption(c *candidate, at, lineEnd, limit int) heading {
	if p.below {
		if s := p.lineBelow(int(c.end())); s.End <= limit && !s.Empty() {
			return p.body(s, s.End, limit, false)
		}
	}
	if p.captioned { // a long one may be broken
		lineEnd = lineOf(p.t, skip(p.t, lineEnd, limit, breaks), limit)
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
	line := trimEnd(p.t[at:lineEnd], blanks|stars)
	if line != "" && shorter(line, 41) && !sentence(line) && (c.block > 0 || p.headsArticle(line, lineEnd, limit)) {
		return p.body(text.Span{Start: at, End: at + len(line)}, lineEnd, limit, false)
	}
	return p.body(text.Span{Start: at, End: at}, at, limit, false)
}

// lineBelow is the line behind the label that ends at at, if it may be the caption of an article, as in
// the laws of Macau: 第二條⏎定義; in a text that lost its lines it is a word. It is empty if it is none.
func (p *parser) lineBelow(at int) text.Span {
	near := min(len(p.t), at+3*60)
	from, set := at, blanks
	if !p.flat {
		if from, set = skip(p.t, at, near, blanks|returns|stars), blanks|breaks; from == near || p.t[from] != '\n' {
			return text.Span{}
		}
	}
	next := skip(p.t, from, near, set)
	if lead, _ := text.Rune(p.t[next:near]); next == from || !han.Is(lead) {
		return text.Span{}
	}
	line := p.t[next:near]
	for i, r := range line {
		if r == '\n' || r == '\r' || p.flat && isSpace(r) {
			line = line[:i]
			break
		}
		switch r {
		case '。', '；', '：', '，', '！', '？':
			return text.Span{}
		}
	}
	line = trimEnd(line, blanks|returns|stars)
	if next+len(line) == near || shorter(line, 2) || !shorter(line, 31) {
		return text.Span{}
	}
	return text.Span{Start: next, End: next + len(line)}
}

// sentence reports whether line has a mark that no caption has.
func sentence(line string) bool {
	for _, r := range line {
		switch r {
		case '。', '；', '：', '，':
			return true
		}
	}
	return false
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
	open, w := text.Rune(p.t[at:limit])
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
