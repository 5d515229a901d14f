package outline

import (
	"strings"
	"unicode/utf8"

	"gangmu/corpus/numbering"
	"gangmu/corpus/text"
)

// linkAnnexes chooses the labels 附件1 that open an annex. A list of annexes behind the text
// (附件说明, 党政机关公文处理工作条例 art. 9: 附件：1.… 2.…) names them in passing and opens none. It adds
// the chosen to took.
func (p *parser) linkAnnexes(nodes []node, took []int32) []int32 {
	p.annexNames = p.annexNames[:0]
	var live []int32
	for _, x := range nodes {
		id, c := x.id, &p.cs[x.id]
		if c.contents || c.quoted || c.row || c.place != atLine && c.place != atPara && !(p.flat && (p.behindEnd(c) || p.countsOn(c, live))) {
			continue
		}
		live = append(live, id)
	}
	if len(live) > 200 { // no document has so many; a text made to stumble over does
		live = live[:200]
	}
	for k, id := range live {
		c := &p.cs[id]
		end := len(p.t)
		if k+1 < len(live) {
			end = int(p.cs[live[k+1]].start)
		}
		rest := p.t[c.end():end]
		line := rest
		if i := strings.IndexByte(rest, '\n'); i >= 0 {
			line = rest[:i]
		}
		line = strings.Trim(line, " 　\r\t：:*")
		if p.flat && (!shorter(line, 81) || strings.ContainsAny(line, "。；") || c.number > 0 && p.before(c) != '：' && strings.ContainsAny(line, spaces)) {
			line, end = firstWord(line), min(end, int(c.end())+longList)
		}
		if p.flat && strings.HasPrefix(line, "一、") {
			continue // sections of the annex as likely as a list of names
		}
		var first *candidate // of the annex, in a text that lost its lines
		if p.flat {
			if first = p.opensAnnex(c); first != nil {
				line = strings.Trim(p.t[c.end():first.start], spaces+"：:")
			}
		}
		// The title may reach over the next label.
		body := strings.Trim(rest[min(len(rest), max(0, strings.Index(rest, line))+len(line)):], spaces+"：:\r\n")
		again := false // the label comes again later: here the annex is only named
		for _, other := range live[k+1:] {
			o := &p.cs[other]
			again = again || o.number == c.number && p.t[c.start:c.start+6] == p.t[o.start:o.start+6]
		}
		again = again || c.number == 0 && p.titleAgain(line, int(c.end())+len(line))
		switch {
		case c.number == 0 && letterField(line, body):
		case c.follow == beforeCite, !annexHead(line, strings.HasPrefix(rest, line)):
		case first != nil && !again:
			c.chosen = true
			if first.place == atHan {
				p.reweigh(first, placeWeight[atLabel][groupOf[first.series]]-placeWeight[atHan][groupOf[first.series]])
			}
		case opensNames(line):
			p.listAnnexes(int(c.end()), end)
		case p.flat && c.number == 0 && !p.begun(id): // 附件：… before the text: names what follows
			p.annexNames = append(p.annexNames, named{label: c.start, end: c.end(), stop: c.end() + int32(len(line))})
		case c.number == 0 && line == "" && shortList(body) && !p.blockBehind(c):
			p.listAnnexes(int(c.end()), end)
		case again && line != "":
			p.annexNames = append(p.annexNames, named{label: c.start, end: c.end(), stop: int32(lineOf(p.t, int(c.end()), end))})
		case c.number == 0 && line != "" && shorter(body, 60) && !opensList(body):
			p.annexNames = append(p.annexNames, named{label: c.start, end: c.end(), stop: int32(lineOf(p.t, int(c.end()), end))})
		case c.number > 0 && line != "" && (k > 0 && shorter(body, 60) && signed(body) && !p.cs[live[k-1]].chosen || p.flat && strings.HasPrefix(body, "附件")): // 附件1：… 附件2：… and the signature
			p.annexNames = append(p.annexNames, named{label: c.start, end: c.end(), stop: int32(lineOf(p.t, int(c.end()), end))})
		case line == "" && body != "" && c.number > 1 && k > 0 && p.cs[live[k-1]].chosen && p.cs[live[k-1]].number == c.number-1:
			c.chosen = true // whatever little of it is there
		case shorter(body, 4) && shorter(line, 4):
		case shorter(body, 20) && !strings.Contains(body, "。") && k+1 < len(live) && line != "" && pastNature(line, 0, len(line)) == 0:
			p.annexNames = append(p.annexNames, named{label: c.start, end: c.end(), stop: int32(lineOf(p.t, int(c.end()), end))})
		case c.place == atLine || shorter(line, 40):
			c.chosen = true
		}
		if c.chosen {
			took = append(took, id)
		}
	}
	return took
}

// countsOn reports whether c, behind a blank in a text that lost its lines, is the annex behind the last of live:
// 附件1 岗位表 单位 人数 附件2 报名表.
func (p *parser) countsOn(c *candidate, live []int32) bool {
	if len(live) == 0 || c.place != atBlank || c.number < 2 || c.follow == beforeCite {
		return false
	}
	last := &p.cs[live[len(live)-1]]
	return last.number == c.number-1 && p.t[c.start:c.start+6] == p.t[last.start:last.start+6]
}

// annexTitle is the length of the title of an annex that s begins with, in a text that lost its lines: up to a
// blank that was the end of a line.
func annexTitle(s string) int {
	for i, r := range s {
		if isSpace(r) && !shorter(s[:i], 3) && !letterSpaced(s, i) {
			return i
		}
	}
	return len(s)
}

// signed reports whether s is no more than the name of who issued the text, and the date.
func signed(s string) bool {
	s = strings.TrimRight(s, spaces+"\r\n")
	_, from, to := lastDate(s)
	return from > 0 && to == len(s) && signer(strings.Trim(s[:from], spaces+"\r\n"))
}

// titleAgain reports whether name stands again within a few lines from at, as the title of what
// was only named before: 附件：某市节水办法, signature and date, 某市节水办法, 第一章.
func (p *parser) titleAgain(name string, at int) bool {
	if shorter(name, 4) {
		return false
	}
	rest := p.t[min(at, len(p.t)):min(at+longList, len(p.t))]
	i := strings.Index(rest, name)
	if i < 0 {
		return false
	}
	lead := rest[:i]
	if !p.flat { // at the head of a line, not in a row of a table
		lead = strings.TrimRight(lead, spaces)
	}
	before, _ := utf8.DecodeLastRuneInString(lead)
	behind, _ := utf8.DecodeRuneInString(rest[i+len(name):])
	return strings.ContainsRune(spaces+"\r\n日#*>", before) && (strings.ContainsRune(spaces+"\r\n第*", behind))
}

// behindEnd reports whether the text before c, in a line that was joined from several, may end
// what an annex follows: a date, or a sentence before 附件 with a number; or whether what c opens
// tells.
func (p *parser) behindEnd(c *candidate) bool {
	if c.place == atBlank && c.number > 0 && p.opensAnnex(c) != nil {
		return true
	}
	switch p.before(c) {
	case '。', '）', ')':
		r, _ := utf8.DecodeRuneInString(p.t[c.end():])
		return c.number > 0 || r == '：' || r == ':'
	case '日':
		before := strings.TrimRight(p.t[max(0, int(c.start)-60):c.start], spaces)
		_, _, end := lastDate(before)
		return end == len(before)
	}
	return false
}

// begun reports whether a heading of the text may stand before the candidate id.
func (p *parser) begun(id int32) bool {
	for i := range p.cs[:id] {
		if c := &p.cs[i]; c.number == 1 && c.place <= atLabel && !c.quoted && !c.contents && c.series != annexes && (c.series.heading() || c.series == duns || c.series == parens || c.series == dots) {
			return true
		}
	}
	return false
}

// opensAnnex gives the label that follows the title behind the label c in a text that lost its
// lines: 附件1 某市节水办法 第一章; nil if what stands between does not read like a title.
func (p *parser) opensAnnex(c *candidate) *candidate {
	for i := p.from(int(c.end())); i < len(p.cs); i++ {
		d := &p.cs[i]
		if int(d.start-c.end()) > 200 || d.quoted || d.follow == beforeCite {
			break
		}
		if d.number != 1 || !d.series.heading() && d.series != duns && d.series != bares || d.series == annexes {
			continue
		}
		name := strings.Trim(p.t[c.end():d.start], spaces+"：:")
		if name == "" || strings.ContainsAny(name, spaces+"。；：，") {
			break
		}
		return d
	}
	return nil
}

const longList = 400 // bytes; of a list of annexes in a text that lost its lines

// firstWord is s up to its first blank: the title, in a text that lost its lines.
func firstWord(s string) string {
	if i := strings.IndexFunc(s, isSpace); i > 0 {
		return s[:i]
	}
	return s
}

// shortList reports whether s opens with a list of names: 1.… 2.… on short lines, without a sentence.
func shortList(s string) bool {
	n := 0
	for line := range strings.Lines(s) {
		line = strings.Trim(line, spaces+"\r\n")
		l, ok := numbering.Scan(line+" ", 0, numbering.AtLine)
		if !ok || l.Form != numbering.Dot || l.Number != n+1 {
			break
		}
		if utf8.RuneCountInString(line) > 50 || strings.Contains(line, "。") {
			return false
		}
		n++
	}
	return n > 0
}

// blockBehind reports whether the next label behind c opens a heading by its mark-up.
func (p *parser) blockBehind(c *candidate) bool {
	i := p.from(int(c.end()))
	return i < len(p.cs) && p.cs[i].block > 0
}

// letterField reports whether 附件： is a field in the head of a Taiwan letter: 附件：如說明二, 主旨：….
func letterField(line, body string) bool {
	if line == "" {
		line = body
	}
	for _, w := range []string{"如說明", "如说明", "如主旨", "如文", "無", "无", "見", "主旨"} {
		if strings.HasPrefix(line, w) && (w != "無" && w != "无" || shorter(line, 3)) && (w != "見" || shorter(line, 8)) {
			return true
		}
	}
	return false
}

// opensNames reports whether line opens with the first of a list of names: 1.甲 2.乙.
func opensNames(line string) bool {
	for _, w := range [...]string{"1.", "1．", "1、", "１．", "１.", "１、", "一、"} {
		if strings.HasPrefix(line, w) {
			return true
		}
	}
	return false
}

// opensList reports whether s opens with the first label of a list.
func opensList(s string) bool {
	l, ok := numbering.Scan(s+" ", 0, numbering.AtLine)
	return ok && l.Number == 1 && (l.Form == numbering.Dot || l.Form == numbering.Dun || l.Form == numbering.Paren)
}

// A named annex: its label in the note that lists the annexes (附件说明), and where its name ends.
type named struct{ label, end, stop int32 }

// listAnnexes reads the list behind 附件：, in which labels open no section.
func (p *parser) listAnnexes(at, end int) {
	if p.flat {
		p.listJoined(at)
		return
	}
	stop := at
	for line := at; line < end; {
		e := lineOf(p.t, line, end)
		s := strings.TrimLeft(p.t[line:e], spaces+"：:")
		if line > at && s != "" {
			if r, _ := utf8.DecodeRuneInString(s); !('0' <= r && r <= '9' || '０' <= r && r <= '９') || dateAlone(s) != "" {
				break
			}
		}
		stop = e
		line = e + 1
	}
	for i := p.from(at); i < len(p.cs) && int(p.cs[i].start) < stop; i++ {
		c := &p.cs[i]
		c.contents, p.listed = true, true
		if c.series == dots || c.series == duns {
			p.annexNames = append(p.annexNames, named{label: c.start, end: c.end(), stop: int32(lineOf(p.t, int(c.end()), stop))})
		}
	}
}

// listJoined is listAnnexes in a text that lost its lines: the list goes on as far as its labels count on.
func (p *parser) listJoined(at int) {
	last := at
	for i, first := p.from(at), p.from(at); i < len(p.cs); i++ {
		c := &p.cs[i]
		if int(c.number) != i-first+1 || c.series != p.cs[first].series || int(c.start)-last > 3*60 {
			return
		}
		last = int(c.end())
		near := min(len(p.t), last+3*60)
		name := skip(p.t, last, near, blanks)
		c.contents, p.listed = true, true
		p.annexNames = append(p.annexNames, named{label: c.start, end: c.end(), stop: int32(name + len(firstWord(p.t[name:near])))})
	}
}

// annexCites are the words behind 附件1 where it is spoken of: 附件1所列, 附件2第三条.
var annexCites = newOpenings(`的 所列 所示 所附 所述 所规 第 、 和 及 与 與 以及 以外 以下 规定 規定 是指 是本 为本 中的 中所 中列 中规 中“ 中第`)

// annexHead reports whether line, what stands behind the label on its line, may be the title of an
// annex; glued says that no blank and no colon stands between.
func annexHead(line string, glued bool) bool {
	if !shorter(line, 81) || strings.ContainsAny(line, "。；") || strings.HasPrefix(line, "、") {
		return false
	}
	r, _ := utf8.DecodeRuneInString(line)
	return !glued || !annexCites.open(line, r)
}

var natures = [...]string{"规范性", "規範性", "規范性", "资料性", "資料性", "补充件", "参考件", "标准的附录", "提示的附录"}

// pastNature steps over what kind of annex it is, in brackets: 附录A（规范性附录） 检查表 (GB/T 1.1).
func pastNature(t string, at, lineEnd int) int {
	s := t[at:lineEnd]
	if !strings.HasPrefix(s, "（") && !strings.HasPrefix(s, "(") {
		return at
	}
	for _, w := range natures {
		if i := strings.IndexAny(s, "）)"); i >= 0 && i < 40 && strings.Contains(s[:i], w) {
			_, n := utf8.DecodeRuneInString(s[i:])
			return skip(t, at+i+n, lineEnd, blanks|stars|unders|colons)
		}
	}
	return at
}

// resolveAnnexes lists the annexes that the text names with the sections that hold them.
func (p *parser) resolveAnnexes() {
	for i, n := range p.annexNames {
		stop := n.stop
		if i+1 < len(p.annexNames) && p.annexNames[i+1].label < stop {
			stop = p.annexNames[i+1].label
		}
		l, _ := numbering.Scan(p.t, int(n.label), numbering.AtLine)
		span := p.v.SrcSpan(text.Span{Start: int(n.label), End: int(n.end)})
		l.Span = span
		title := strings.Trim(p.t[n.end:max(stop, n.end)], spaces+"：:；;。\r\n")
		e := Entry{Label: l, Title: title, Span: span}
		for _, c := range p.tree.Root.Children {
			if c.Kind == Annex && (c.Label.Number == l.Number || c.Label.Number+l.Number <= 1) {
				e.Target = c
				break
			}
		}
		p.tree.Annexes = append(p.tree.Annexes, e)
	}
}
