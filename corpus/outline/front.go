package outline

import (
	"strings"
	"unicode/utf8"

	"gangmu/corpus/han"
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
	if p.paywal != nil {
		p.textEnd = min(p.textEnd, p.v.Pos(p.paywal.Span.Start))
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
	if !p.flat || shorter(p.t[at:stop], 60) {
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
			continue
		case b == ' ' || b == "　"[0] && strings.HasPrefix(t[at:], "　"):
			return at
		}
		at++
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

// chooseTitle takes the title and subtitle from the lines that may be one.
func (p *parser) chooseTitle(m *Meta, loose []piece, wrapped string) {
	k := -1
	for i, q := range loose {
		if _, fixed := plainWords[squeeze(q.text)]; fixed {
			continue
		}
		if q.head > 0 && (k < 0 || loose[k].head == 0 && !endsLikeTitle(loose[k].text)) {
			k = i
		}
	}
	if k < 0 && len(loose) > 0 {
		if _, fixed := plainWords[squeeze(loose[0].text)]; !fixed {
			k = 0
		}
	}
	var sub []string
	title := wrapped
	if k >= 0 {
		own := loose[k].text
		next := k + 1
		if isSubtitle(own) {
			next = k
		} else if title == "" {
			title = own
			if next < len(loose) && utf8.RuneCountInString(own) >= 20 && strings.HasPrefix(loose[next].text, own) {
				title = loose[next].text // the wrapper cut it short
				next++
			}
			for next < len(loose) && loose[next].head == loose[k].head && continuesTitle(title, loose[next].text) {
				title = joinTitle(title, loose[next].text)
				next++
			}
		} else if own != title {
			sub = append(sub, own)
		}
		dash := next
		for dash < len(loose) && !isSubtitle(loose[dash].text) {
			dash++
		}
		for ; next <= dash && dash < len(loose); next++ {
			if s := loose[next].text; squeeze(s) != squeeze(title) {
				sub = append(sub, s)
			}
		}
		p.titleSpan = loose[k].span
	}
	if m.Title == "" {
		m.Title = title
	}
	if m.Title == "" {
		m.Title = p.in.Name
	}
	if s := strings.Join(sub, " "); s != "" {
		m.Subtitle = s
	}
	if isSubtitle(m.Subtitle) {
		m.Subtitle = strings.TrimLeft(m.Subtitle, "—―─－- ")
	}
	if iso, _, _ := findDate(m.Subtitle); m.Date == "" && len(iso) == 10 {
		m.Date = iso
	}
}

// isOccasion reports whether s says when and where a speech was given: （2026年1月27日在…会议上）,
// 第十二届全国人大二次会议，2014年3月5日.
func isOccasion(s string) bool {
	s = strings.Trim(s, "（()） ")
	if iso, from, to := lastDate(s); len(iso) == 10 && to == len(s) && utf8.RuneCountInString(s) < 60 {
		where := strings.TrimRight(s[:from], "，, ")
		return len(where) < from && (strings.HasSuffix(where, "会议") || strings.HasSuffix(where, "大会") || strings.HasSuffix(where, "會議") || strings.HasSuffix(where, "大會"))
	}
	iso, w := date(s)
	return len(iso) == 10 && utf8.RuneCountInString(s) < 60 && strings.HasPrefix(strings.TrimLeft(s[w:], " "), "在") && strings.HasSuffix(s, "上")
}

// occasionAndSpeaker is the length of the occasion where s names the speaker too:
// 2026年1月27日在…会议上 省长 某某; else 0.
func occasionAndSpeaker(s string) int {
	i := strings.Index(s, "上 ") + len("上")
	if i < len("上") || !isOccasion(s[:i]) || !isByline(strings.TrimLeft(s[i:], spaces)) {
		return 0
	}
	return i
}

// issued is where the date begins in a line of the issuer and the date, as minutes open with: 某县
// 人民政府办公室　2022年5月8日; 0 if s is none.
func issued(s string) int {
	iso, from, to := lastDate(s)
	if len(iso) < 10 || to < len(s) || !strings.HasSuffix(s[:from], "　") && !strings.HasSuffix(s[:from], " ") || !signer(strings.TrimRight(s[:from], spaces)) {
		return 0
	}
	return from
}

// salutation is the salutation that opens the paragraph s; "" if there is none.
func salutation(s string) string {
	if !strings.HasPrefix(s, "各位") && !strings.HasPrefix(s, "同志们") && !strings.HasPrefix(s, "同志們") {
		return ""
	}
	i := strings.IndexAny(s[:min(len(s), 3*30)], "：:")
	if i < 0 || !isAddressee(s[:i]+"：") {
		return ""
	}
	return s[:i]
}

// isSubtitle reports whether s is set as a subtitle: ——在…上的报告.
func isSubtitle(s string) bool {
	return strings.HasPrefix(s, "—") || strings.HasPrefix(s, "――") || strings.HasPrefix(s, "──") || strings.HasPrefix(s, "--")
}

// continuesTitle reports whether the title goes on in the next line: the issuer stood alone, or
// the line broke before the kind of document was named.
func continuesTitle(title, next string) bool {
	if isSubtitle(next) || endsLikeTitle(title) || utf8.RuneCountInString(next) > 60 {
		return false
	}
	return strings.HasPrefix(next, "关于") || strings.HasPrefix(next, "關於") || strings.HasPrefix(next, "关於") || endsLikeTitle(next)
}

func joinTitle(a, b string) string {
	last, _ := utf8.DecodeLastRuneInString(a)
	first, _ := utf8.DecodeRuneInString(b)
	if han.Is(last) && han.Is(first) || first == '《' {
		return a + b
	}
	return a + " " + b
}

var titleEnds = strings.Fields(`决议 決議 决定 決定 命令 公报 公報 公告 通告 意见 意見 通知 通报 通報 报告 報告 请示 批复 批覆 议案 函 纪要 讲话 講話 方案 规划 規劃 纲要 綱要 计划 计画
办法 辦法 规定 規定 条例 條例 细则 細則 解释 解釋 章程 规则 規則 准则 準則 标准 標準 规程 规范 法 说明 說明 公约 宣言 答复 建议 要点 目录 制度 修正案 决案 令 公開信 致词`)

// endsLikeTitle reports whether s ends with the name of a kind of document (the 15 kinds 文种, laws, speeches).
func endsLikeTitle(s string) bool {
	s = strings.TrimRight(s, "》”）) ")
	if i := strings.LastIndexAny(s, "（("); i > 0 { // （试行）
		s = s[:i]
	}
	for _, e := range titleEnds {
		if strings.HasSuffix(s, e) {
			return true
		}
	}
	return false
}

// amends reports whether the document amends a law: a 修正案, or a decision 关于修改…的决定, with the
// note of its passing.
func (m *Meta) amends() bool {
	title := m.Title
	if i := strings.LastIndexAny(title, "（("); i > 0 {
		title = title[:i]
	}
	return len(m.History) > 0 && (strings.HasSuffix(title, "修正案") || strings.Contains(title, "修改") && strings.HasSuffix(title, "决定"))
}
