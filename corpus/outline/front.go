package outline

import (
	"strings"
	"unicode/utf8"

	"gangmu/corpus/text"
)

// A piece is a line of the front or end matter, without blanks and brackets of markup at its
// ends; in a text on one line, what stands between two blanks.
type piece struct {
	span text.Span // in the view
	text string
	head int // level of the heading block that it is; 0 = none
}

// front reads what stands before the first section and behind the last: title, number, notes,
// addressee, signature (党政机关公文处理工作条例 art. 9), and the headings without numbers.
func (p *parser) front() {
	p.bounds()
	first := p.firstSection()
	m := &p.tree.Meta
	fields := p.frontFields()
	pieces := p.pieces(p.bodyStart, first)
	if len(pieces) == 0 || len(p.tocs) > 0 && p.tocs[0].head <= p.bodyStart+len(p.t)/3 && onlyNoise(pieces) {
		pieces = append(pieces, p.behindContents()...) // the title may come behind the contents
	}
	p.readFront(m, pieces, fields)
	p.titleOfAnnex(m)
	p.instruments()
	p.readEnd(m)
	p.readStatute(m)
	if m.Date == "" {
		m.Date = fields["date"]
	}
	if v := fields["effective_date"]; v != "" && m.Effective == "" {
		m.Effective = v
	}
	if m.Issuer == "" {
		m.Issuer = fields["authors"]
	}
	p.plainHeadings(first)
}

// titleOfAnnex gives a document that is an annex by itself the title of the annex.
func (p *parser) titleOfAnnex(m *Meta) {
	if m.Title != "" && m.Title != p.in.Name {
		return
	}
	if len(p.chosen) == 0 {
		return
	}
	if c := &p.cs[p.chosen[0]]; c.series == annexes && strings.Trim(p.t[p.bodyStart:c.start], spaces+"\r\n#*") == "" {
		if h := p.heading(c, -1, p.textEnd); !h.title.Empty() {
			m.Title = joinLines.Replace(h.title.In(p.t))
		}
	}
}

func onlyNoise(ps []piece) bool {
	for _, q := range ps {
		if !frontNoise(q.text) {
			return false
		}
	}
	return true
}

// behindContents gives the pieces between the table of contents and the first section.
func (p *parser) behindContents() []piece {
	if len(p.tocs) == 0 {
		return nil
	}
	end := p.textEnd
	for _, i := range p.chosen {
		if c := &p.cs[i]; int(c.start) >= p.tocs[0].end {
			end = min(end, p.lineHead(int(c.start)))
			break
		}
	}
	return p.pieces(p.tocs[0].end, max(end, p.tocs[0].end))
}

// bounds finds where the document proper begins and ends: behind metadata of its format, before
// notes of the site that carried it.
func (p *parser) bounds() {
	p.textEnd = len(p.t)
	if p.paywall != nil {
		p.textEnd = min(p.textEnd, p.v.Pos(p.paywall.Span.Start))
	}
	for _, b := range p.in.Blocks {
		if b.Kind == text.BlockFront {
			p.bodyStart = max(p.bodyStart, p.v.Pos(b.Span.End))
		}
	}
	last := 0
	if n := len(p.chosen); n > 0 {
		last = int(p.cs[p.chosen[n-1]].end())
	}
	for _, m := range p.in.Marks {
		if m.Kind != text.MarkBoilerplate {
			continue
		}
		at := p.v.Pos(m.Span.Start)
		if at > last && at >= p.bodyStart && strings.TrimSpace(p.t[p.v.Pos(m.Span.End):]) == "" {
			p.textEnd = min(p.textEnd, at)
		}
	}
	p.bodyStart = min(p.bodyStart, p.textEnd)
}

// firstSection is where the first section, heading or table of contents begins.
func (p *parser) firstSection() int {
	first := p.textEnd
	for _, i := range p.chosen {
		if c := &p.cs[i]; int(c.start) >= p.bodyStart {
			first = min(first, int(c.start))
			break
		}
	}
	for _, t := range p.tocs {
		if t.head >= p.bodyStart {
			first = min(first, t.head)
		}
	}
	return p.lineHead(first)
}

// frontFields reads the metadata block of the format: key: value, and lists below a key.
func (p *parser) frontFields() map[string]string {
	f := map[string]string{}
	for _, b := range p.in.Blocks {
		if b.Kind != text.BlockFront {
			continue
		}
		key := ""
		for line := range strings.Lines(b.Span.In(p.v.Source)) {
			line = strings.TrimRight(line, " \r\n")
			if item, ok := strings.CutPrefix(strings.TrimLeft(line, " "), "- "); ok && key == "authors" {
				if f[key] != "" {
					f[key] += " "
				}
				f[key] += strings.Trim(item, `'" `)
				continue
			}
			if k, v, ok := strings.Cut(line, ":"); ok && !strings.HasPrefix(line, " ") {
				key = strings.ToLower(strings.TrimSpace(k))
				f[key] = strings.Trim(strings.TrimSpace(v), `'"`)
			}
		}
	}
	return f
}

const maxFront = 60 // pieces of front matter that are looked at

// pieces cuts the view from start to end.
func (p *parser) pieces(start, end int) []piece {
	var out []piece
	for at := start; at < end && len(out) < maxFront; {
		stop := lineOf(p.t, at, end)
		out = p.cut(out, at, stop)
		at = stop + 1
	}
	return out
}

// cut adds the line [at, stop) to out: whole, or, where it is long and came from many lines, by
// its blanks.
func (p *parser) cut(out []piece, at, stop int) []piece {
	head := 0
	if b, ok := p.blocks[lineStart(p.t, at)]; ok && b.Kind == text.BlockHeading {
		head = b.Level
	}
	add := func(from, to int) {
		s := trim(p.t, skip(p.t, from, to, blanks|hashes|stars|unders|quotes|bars|dashes), to)
		for strings.HasSuffix(s.In(p.t), "|") {
			s = trim(p.t, s.Start, s.End-1)
		}
		if s.End > s.Start {
			out = append(out, piece{span: s, text: s.In(p.t), head: head})
		}
	}
	whole := (at == 0 || p.t[at-1] == '\n') && (stop == len(p.t) || p.t[stop] == '\n')
	if !p.flat || whole && shorter(p.t[at:stop], 60) {
		add(at, stop)
		return out
	}
	from := at
	for i := nextBlank(p.t[:stop], at); i < stop && len(out) < maxFront; i = nextBlank(p.t[:stop], i+1) {
		add(from, i)
		from = i
	}
	add(from, stop)
	return out
}

// nextBlank is where the next blank of t at or behind at begins; the end of t if there is none.
func nextBlank(t string, at int) int {
	for at < len(t) {
		switch b := t[at]; {
		case b > "　"[0]: // Han, as a rule
			at += 3
		case b < "　"[0] && b != ' ':
			at++
		case b == ' ' || strings.HasPrefix(t[at:], "　"):
			return at
		default: // 、。《
			at += 3
		}
	}
	return len(t)
}

// readFront reads title, subtitle, number, note, date, addressee and signature from the pieces
// before the first section.
func (p *parser) readFront(m *Meta, pieces []piece, fields map[string]string) {
	m.Title = fields["title"]
	wrapped := ""
	var loose []piece // candidates for title and subtitle, in order
	done, prose := false, 0
	for _, q := range pieces {
		q = unnamed(q)
		switch s := q.text; {
		case done:
		case len(s) > 3000:
			prose++
		case frontNoise(s):
		case isPlainWord(s):
			prose++
		case strings.HasPrefix(s, "标题:") || strings.HasPrefix(s, "標題:") || strings.HasPrefix(s, "标题：") || strings.HasPrefix(s, "標題："):
			wrapped = strings.TrimSpace(s[len("标题")+colonLen(s[len("标题"):]):])
		case isOccasion(s):
			m.Subtitle = strings.Trim(s, "（()） ")
		case occasionAndSpeaker(s) > 0:
			i := occasionAndSpeaker(s)
			m.Subtitle, m.Signature = s[:i], strings.TrimLeft(s[i:], spaces)
		case isNote(s):
			p.addNote(m, s)
		case m.Number == "" && documentNumber(s) != "" && utf8.RuneCountInString(s) < 40:
			m.Number = documentNumber(s)
			if len(loose) == 1 && isRedHead(loose[0].text) {
				m.Issuer, loose = strings.TrimSuffix(squeeze(loose[0].text), "文件"), nil
			}
		case namedField(m, s):
		case dateAlone(s) != "":
			if m.Date == "" {
				m.Date = dateAlone(s)
			}
		case issued(s) > 0:
			i := issued(s)
			m.Issuer = strings.TrimRight(s[:i], spaces)
			if m.Date == "" {
				m.Date = dateAlone(s[i:])
			}
		case isAddressee(s):
			m.Addressee = strings.TrimRight(s, "：:，,")
			done = true
		case salutation(s) != "": // 各位代表：现在，我…
			m.Addressee, done = salutation(s), true
		case q.head == 0 && isByline(s) && (len(loose) > 0 || m.Title != ""):
			if m.Signature == "" {
				m.Signature = s
			}
		case strings.ContainsAny(s, "。；") || utf8.RuneCountInString(s) > 90:
			prose++
		case prose == 0:
			loose = append(loose, q)
		}
	}
	p.chooseTitle(m, loose, wrapped)
}

// unnamed takes off the name of the field that databases of law put before the title and the date:
// 法規名稱：某某辦法, 修正日期：民國 108 年 05 月 06 日.
func unnamed(q piece) piece {
	for _, name := range [...]string{"法規名稱", "法规名称", "修正日期", "公布日期", "發布日期", "公发布日", "公發布日"} {
		if rest, ok := strings.CutPrefix(q.text, name); ok && (strings.HasPrefix(rest, "：") || strings.HasPrefix(rest, ":")) {
			q.text = strings.TrimLeft(rest, "：:"+spaces)
			q.span.Start = q.span.End - len(q.text)
		}
	}
	return q
}

func isPlainWord(s string) bool {
	_, ok := plainWords[squeeze(strings.TrimRight(s, "：:"))]
	return ok
}
