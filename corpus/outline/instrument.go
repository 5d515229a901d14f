package outline

import (
	"strings"
	"unicode/utf8"

	"gangmu/corpus/numbering"
	"gangmu/corpus/text"
)

// instruments opens a scope of its own for each further law in the same text: where articles
// begin again, or begin behind other sections, below a line that reads like a title.
func (p *parser) instruments() {
	if p.count[articles] == 0 {
		return
	}
	seen, other := false, -1 // other: the last label that does not stand at the head of a law
	for _, i := range p.chosen {
		c := &p.cs[i]
		if c.series == annexes {
			seen = false
			continue
		}
		if c.series == articles && c.number == 1 && !c.led && seen {
			if line, ok := p.titleAbove(int(c.start)); ok && line.Start > other {
				h := plain{kind: Heading, title: line, body: line.End, scope: true}
				if b, ok := p.blocks[p.lineHead(line.Start)]; ok && b.Kind == text.BlockHeading {
					h.block = b.Level
				}
				p.plains = append(p.plains, h)
			}
		}
		seen = seen || c.series == articles || c.series == duns
		if !c.series.heading() || c.series == articles {
			other = int(c.start)
		}
	}
}

// titleAbove finds the line that reads like a title within the few lines above at.
func (p *parser) titleAbove(at int) (text.Span, bool) {
	if p.flat && p.lineHead(at) == at && at > 0 {
		return p.titleBefore(at)
	}
	end := p.lineHead(at)
	for range 12 {
		if end <= p.bodyStart {
			break
		}
		start := lineStart(p.t, end-1)
		if end-start > 1200 {
			return text.Span{}, false
		}
		line := trim(p.t, skip(p.t, start, end, blanks|hashes|stars|unders|quotes), end)
		s := strings.TrimRight(line.In(p.t), "*# ")
		line.End = line.Start + len(s)
		if _, labelled := numbering.Scan(s+" ", 0, numbering.AtLine); s != "" && !labelled && !isNote(s) {
			if utf8.RuneCountInString(s) <= 50 && !strings.ContainsAny(s, "。；，：") && endsLikeTitle(s) {
				return line, true
			}
			if utf8.RuneCountInString(s) > 30 || strings.ContainsAny(s, "。；") {
				return text.Span{}, false
			}
		}
		end = start
	}
	return text.Span{}, false
}

// titleBefore finds the words that read like a title right before at, in a text that lost its
// lines: behind the last sentence or blank.
func (p *parser) titleBefore(at int) (text.Span, bool) {
	end := len(strings.TrimRight(p.t[:at], spaces))
	from := max(p.bodyStart, end-3*50)
	for i := end; i > from; {
		r, w := utf8.DecodeLastRuneInString(p.t[from:i])
		if r == '。' || r == '；' || r == ';' || r == '！' || r == '？' || r == '!' || r == '?' || isSpace(r) {
			s := text.Span{Start: i, End: end}
			name := s.In(p.t)
			return s, i < end && utf8.RuneCountInString(name) >= 4 && !strings.ContainsAny(name, "，：,:") && endsLikeTitle(name)
		}
		i -= w
	}
	return text.Span{}, false
}
