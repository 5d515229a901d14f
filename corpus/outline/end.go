package outline

import (
	"strings"
	"unicode/utf8"

	"gangmu/corpus/han"
	"gangmu/corpus/text"
)

// readEnd finds the signature and the date behind the text (署名, 成文日期).
func (p *parser) readEnd(m *Meta) {
	end := p.textEnd
	last := p.bodyStart
	if p.count[annexes] > 0 {
		for _, i := range p.chosen {
			if c := &p.cs[i]; c.series == annexes && int(c.start) > p.bodyStart {
				end = min(end, int(c.start))
			}
		}
	}
	for k := len(p.chosen) - 1; k >= 0; k-- {
		if c := &p.cs[p.chosen[k]]; int(c.start) < end {
			last = int(c.end())
			break
		}
	}
	tail := p.lastPieces(last, end)
	for k := len(tail) - 1; k >= 0 && k >= len(tail)-6; k-- {
		iso := dateAlone(tail[k].text)
		if iso == "" || k == 0 {
			continue
		}
		from := k
		for from > 1 && signer(tail[from-1].text) && k-from < 4 {
			from--
		}
		if m.Date == "" || p.tree.Genre != Statute {
			m.Date = iso
		}
		if from < k {
			var names []string
			for _, q := range tail[from:k] {
				names = append(names, q.text)
			}
			m.Signature = strings.Join(names, " ")
			if m.Issuer == "" {
				m.Issuer = m.Signature
			}
		}
		p.plains = append(p.plains, plain{kind: Signature, title: text.Span{Start: tail[from].span.Start, End: tail[k].span.End}, body: tail[k].span.End})
		return
	}
}

// lastPieces gives the last lines between from and end.
func (p *parser) lastPieces(from, end int) []piece {
	from = max(from, end-1500)
	for from < end && !utf8.RuneStart(p.t[from]) {
		from++
	}
	var out []piece
	for at := from; at < end; {
		stop := lineOf(p.t, at, end)
		out = p.cut(out, at, stop)
		if len(out) >= maxFront {
			out = out[len(out)-maxFront/2:]
		}
		at = stop + 1
	}
	return out
}

// signer reports whether s may be the name of a signing body or person.
func signer(s string) bool {
	n := utf8.RuneCountInString(s)
	first, _ := utf8.DecodeRuneInString(s)
	return n >= 2 && n <= 40 && han.Is(first) && strings.Trim(s, "年月日 　_×X") != "" && !strings.ContainsAny(s, "，。；：！？,;:!?") && dateAlone(s) == ""
}

// readStatute reads when a statute takes effect from its last articles: 自2013年1月1日起施行.
func (p *parser) readStatute(m *Meta) {
	if p.tree.Genre != Statute {
		return
	}
	tail := p.t[max(0, p.textEnd-6000):p.textEnd]
	for {
		i := max(strings.LastIndex(tail, "起施行"), strings.LastIndex(tail, "起实施"), strings.LastIndex(tail, "起生效"), strings.LastIndex(tail, "起執行"))
		if i < 0 {
			return
		}
		from := strings.LastIndex(tail[:i], "自")
		if from >= 0 && i-from < 60 {
			s := tail[from+len("自") : i]
			if iso, w := date(s); w > 0 && len(iso) >= 7 {
				m.Effective = iso
				return
			}
			if strings.HasPrefix(s, "公布之日") || strings.HasPrefix(s, "发布之日") || strings.HasPrefix(s, "颁布之日") {
				if n := len(m.History); n > 0 {
					m.Effective = m.History[0].Date
				} else {
					m.Effective = m.Date
				}
				return
			}
		}
		tail = tail[:i]
	}
}

// plainWords are headings without a number that stand at fixed places of a document.
var plainWords = map[string]Kind{
	"序言": Preamble, "前言": Preamble, "引言": Preamble, "导言": Preamble, "序": Preamble, "弁言": Preamble, "總綱": Heading, "总纲": Heading,
	"附则": Heading, "附則": Heading, "总则": Heading, "總則": Heading, "结束语": Heading, "结语": Heading, "結語": Heading, "后记": Heading, "後記": Heading,
	"法規沿革": Heading, "沿革": Heading, "修正沿革": Heading, "立法沿革": Heading, "立法理由": Heading, "编者按": Preamble,
	"名词解释": Heading, "名词注释": Heading, "名詞解釋": Heading, "词语解释": Heading,
}

// plainHeadings finds the headings without a number: those that the format declares, and the
// few words that stand alone at fixed places. The titles of further laws are found before.
func (p *parser) plainHeadings(first int) {
	laws := map[int]bool{}
	for _, h := range p.plains {
		laws[h.title.Start] = true
	}
	for _, c := range p.tocs {
		if c.body > c.head {
			p.plains = append(p.plains, plain{kind: Contents, title: text.Span{Start: c.head, End: c.body}, body: c.body, end: c.end})
		}
	}
	var labelled map[int]bool // begins of lines; nil as long as it does not matter
	levels := map[int]int{}
	for _, b := range p.blocks {
		if b.Kind == text.BlockHeading {
			levels[b.Level]++
		}
	}
	for at := p.bodyStart; at < p.textEnd; {
		stop := lineOf(p.t, at, p.textEnd)
		line := trim(p.t, skip(p.t, at, stop, blanks|hashes|stars|unders|quotes), stop)
		head, at0 := 0, at
		if b, ok := p.blocks[at]; ok && b.Kind == text.BlockHeading {
			head = b.Level
		}
		at = stop + 1
		n := line.End - line.Start
		if n <= 0 || head == 0 && n > 15 || p.inContents(line.Start) || laws[line.Start] {
			continue
		}
		if labelled == nil {
			labelled = p.labelled()
		}
		if labelled[at0] {
			continue
		}
		s := line.In(p.t)
		if head > 0 {
			if p.isTitle(s, line, first, head, levels) || utf8.RuneCountInString(s) > 80 {
				continue
			}
			kind := Heading
			if k, ok := plainWords[squeeze(s)]; ok {
				kind = k
			}
			p.plains = append(p.plains, plain{kind: kind, title: line, body: stop, block: head})
		} else if kind, ok := plainWords[strings.TrimRight(squeeze(s), "：:")]; ok && p.standsAlone(at0, stop) {
			line.End = line.Start + len(strings.TrimRight(s, "：:"))
			p.plains = append(p.plains, plain{kind: kind, title: line, body: stop})
		}
	}
}

// labelled gives the begins of the lines that a section opens, or its title on the line below the label.
func (p *parser) labelled() map[int]bool {
	begins := map[int]bool{}
	for _, i := range p.chosen {
		c := &p.cs[i]
		if at := p.lineHead(int(c.start)); at == 0 || p.t[at-1] == '\n' || p.t[at-1] == '\r' || at == p.bodyStart {
			begins[at] = true
		}
		if c.follow == beforeEnd {
			begins[lineStart(p.t, skip(p.t, int(c.end()), p.textEnd, blanks|breaks|hashes|stars))] = true
		}
	}
	return begins
}

// standsAlone reports whether the line [at, stop) is a line of its own in a text that has lines.
func (p *parser) standsAlone(at, stop int) bool {
	return !p.flat && stop < p.textEnd && !p.inContents(at)
}

func (p *parser) inContents(at int) bool {
	for _, c := range p.tocs {
		if c.head <= at && at < c.end {
			return true
		}
	}
	return false
}

// isTitle reports whether the heading block s is the title of the document itself: it says the
// same, or it stands before the first section and is the only one of its level.
func (p *parser) isTitle(s string, span text.Span, first, level int, levels map[int]int) bool {
	title := p.tree.Meta.Title
	a, b := squeeze(s), squeeze(title)
	if a == b || span == p.titleSpan || span.Start < first && (strings.HasPrefix(b, a) || strings.HasPrefix(a, b)) && b != "" {
		return true
	}
	return span.Start < first && levels[level] == 1 && p.titleSpan.Empty()
}
