package outline

import (
	"strings"
	"unicode/utf8"

	"gangmu/corpus/numbering"
)

// linkAnnexes chooses the labels 附件1 that open an annex. A list of annexes behind the text
// (附件说明, 党政机关公文处理工作条例 art. 9: 附件：1.… 2.…) names them in passing and opens none.
func (p *parser) linkAnnexes(ids []int32) {
	var live []int32
	for _, id := range ids {
		c := &p.cs[id]
		if c.contents || c.quoted || c.row || c.place != atLine && c.place != atPara {
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
		rest := p.t[c.end:end]
		line := rest
		if i := strings.IndexByte(rest, '\n'); i >= 0 {
			line = rest[:i]
		}
		line = strings.Trim(line, " 　\r\t：:*")
		if p.flat && (utf8.RuneCountInString(line) > 80 || strings.ContainsAny(line, "。；")) {
			line, end = firstWord(line), min(end, int(c.end)+longList)
		}
		if p.flat && strings.HasPrefix(line, "一、") {
			continue // sections of the annex as likely as a list of names
		}
		body := strings.TrimSpace(rest[min(len(rest), len(line)):])
		again := false // the label comes again later: here the annex is only named
		for _, other := range live[k+1:] {
			o := &p.cs[other]
			again = again || o.number == c.number && p.t[c.start:c.start+6] == p.t[o.start:o.start+6]
		}
		switch {
		case c.follow == beforeCite, !annexHead(line):
		case p.flat && c.number == 0 && !p.begun(id): // 附件：… before the text: names what follows
			p.annexNames = append(p.annexNames, named{label: c.start, end: c.end, stop: c.end + int32(len(line))})
		case strings.HasPrefix(line, "1.") || strings.HasPrefix(line, "1．") || strings.HasPrefix(line, "1、") || strings.HasPrefix(line, "一、"):
			p.listAnnexes(int(c.end), end)
		case c.number == 0 && line == "" && shortList(body):
			p.listAnnexes(int(c.end), end)
		case again && line != "":
			p.annexNames = append(p.annexNames, named{label: c.start, end: c.end, stop: int32(lineOf(p.t, int(c.end), end))})
		case c.number == 0 && line != "" && utf8.RuneCountInString(body) < 60:
			p.annexNames = append(p.annexNames, named{label: c.start, end: c.end, stop: int32(lineOf(p.t, int(c.end), end))})
		case utf8.RuneCountInString(body) < 4 && utf8.RuneCountInString(line) < 4:
		case utf8.RuneCountInString(body) < 20 && !strings.Contains(body, "。") && k+1 < len(live) && line != "":
			p.annexNames = append(p.annexNames, named{label: c.start, end: c.end, stop: int32(lineOf(p.t, int(c.end), end))})
		case c.place == atLine || utf8.RuneCountInString(line) < 40:
			c.chosen = true
		}
	}
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

const longList = 400 // bytes; of a list of annexes in a text that lost its lines

// firstWord is s up to its first blank: the title, in a text that lost its lines.
func firstWord(s string) string {
	if i := strings.IndexAny(s, spaces); i > 0 {
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

// A named annex: its label in the note that lists the annexes (附件说明), and where its name ends.
type named struct{ label, end, stop int32 }

// listAnnexes reads the list behind 附件：, in which labels open no section.
func (p *parser) listAnnexes(at, end int) {
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
			p.annexNames = append(p.annexNames, named{label: c.start, end: c.end, stop: int32(lineOf(p.t, int(c.end), stop))})
		}
	}
}

// annexHead reports whether the rest of the line may stand behind 附件1 in a heading.
func annexHead(line string) bool {
	if utf8.RuneCountInString(line) > 80 {
		return false
	}
	r, _ := utf8.DecodeRuneInString(line)
	return line == "" || !strings.ContainsRune("的中所第、和及与以，规是为", r) && !strings.ContainsAny(line, "。；")
}
