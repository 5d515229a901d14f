package outline

import (
	"strings"
	"unicode/utf8"
)

const longLine = 4000 // bytes; labels amid a longer line may be headings whose line break was lost

// survey decides for each candidate whether it stands amid a line of a text that has lines.
func (p *parser) survey() {
	lines := strings.Count(strings.TrimSpace(p.t), "\n")
	p.flat = lines < 3 || len(p.t)/(lines+1) > longLine
	var blocks, atHead [numSeries]int
	p.captions()
	p.broken()
	for i := range p.cs {
		c := &p.cs[i]
		c.inline = !p.flat && c.place != atLine && c.place != atPara && c.lineLen < longLine
		if c.block > 0 {
			blocks[c.series]++
		}
		if c.place == atLine && c.follow != beforeCite {
			atHead[c.series]++
		}
	}
	p.romanOnes()
	p.behindTitles()
	p.goesOn()
	p.findLists()
	deep := 0
	for i := range p.cs {
		if c := &p.cs[i]; c.series == decimals && p.path(c).depth > 1 {
			deep++
		}
	}
	for i := range p.cs {
		c := &p.cs[i]
		if c.series == glued && deep > 3 && c.place <= atPara {
			c.series = decimals // 1范围 of a standard
		}
		c.under = blocks[c.series] > 1 && c.block == 0
		c.amid = c.inline && c.series.heading() && atHead[c.series] >= 6
	}
}

// behindTitles finds labels that stand right behind the title of the label before them, in a text
// that lost its lines: 四、加强督促检查13．各地区, （二）工作的特点1全面性.
func (p *parser) behindTitles() {
	if !p.flat {
		return
	}
	for i := 1; i < len(p.cs); i++ {
		c, d := &p.cs[i], &p.cs[i-1]
		if c.place != atHan || c.quoted || d.quoted || d.place > atClose || d.place == atHan || d.follow == beforeCite || c.series == d.series {
			continue
		}
		switch c.series {
		case dots, glued, parenDigits, parens, duns:
		default:
			continue
		}
		if title := p.t[d.end:c.start]; utf8.RuneCountInString(title) >= 2 && len(title) <= 3*40 && !strings.ContainsAny(title, "。；：！？;:") {
			c.place = atLabel
		}
	}
}

const captionBlock = 9 // the level of a heading that only its place shows

// captions finds headings between articles by their place: a line without punctuation behind
// which an article follows at once. They stand above the articles, as items of the same form
// (（一）…；) do not.
func (p *parser) captions() {
	for i := len(p.cs) - 2; i >= 0; i-- {
		c, d := &p.cs[i], &p.cs[i+1]
		joined := p.flat && c.place <= atStop && d.place <= atHan // in a text that lost its lines
		if (c.place != atLine || d.place != atLine) && !joined || c.quoted || c.block > 0 || d.series != articles && d.block != captionBlock || c.series != parens && c.series != duns && c.series != dots {
			continue
		}
		if joined && (d.follow == beforeCite || d.quoted || i > 0 && p.cs[i-1].series == c.series && p.cs[i-1].number == c.number-1) {
			continue // the last of a list
		}
		title := strings.Trim(p.t[c.end:d.start], spaces+"\r\n*#")
		if n := utf8.RuneCountInString(title); n >= 2 && n <= 40 && !strings.ContainsAny(title, "\n。；，：;,:") {
			c.block = captionBlock
		}
	}
}

const fullLine = 20 * 3 // bytes; of a line that may have been broken amid a sentence

// broken finds labels that only the width of the lines put at the head of one: the line above breaks
// off amid a number, behind 》, or before an ordinal.
func (p *parser) broken() {
	for i := range p.cs {
		c := &p.cs[i]
		if c.place != atLine || c.block > 0 || c.start == 0 {
			continue
		}
		above := strings.TrimRight(p.t[max(0, int(c.start)-3*fullLine):c.start], spaces)
		above, ok := strings.CutSuffix(above, "\n")
		if above = strings.TrimRight(above, spaces+"\r"); !ok || len(above)-strings.LastIndexByte(above, '\n') < fullLine {
			continue
		}
		r, _ := utf8.DecodeLastRuneInString(above)
		switch {
		case '0' <= r && r <= '9' && (c.series == glued || c.series == dots || c.series == decimals || c.series == halfParens):
			c.row = true
		case r == '》' && c.series.heading() && c.follow == beforeHan:
			c.place = atBook
		case c.series == enumOrdinal && c.number > 1 && isHan(r):
			c.place = atHan
		}
	}
}

// findLists marks runs of labels that are written as items of a sentence: most of them stand
// behind ；.
func (p *parser) findLists() {
	var runs [numSeries][]int32
	end := func(k series) {
		semi, other := 0, 0
		for j, id := range runs[k] {
			if j == 0 {
				continue
			}
			if r := p.before(&p.cs[id]); r == '；' || r == ';' {
				semi++
			} else {
				other++
			}
		}
		for _, id := range runs[k] {
			p.cs[id].item = semi > 0 && semi >= other
		}
		runs[k] = runs[k][:0]
	}
	for i := range p.cs {
		c := &p.cs[i]
		if n := len(runs[c.series]); n > 0 && p.cs[runs[c.series][n-1]].number+1 != c.number {
			end(c.series)
		}
		runs[c.series] = append(runs[c.series], int32(i))
	}
	for k := range runs {
		end(series(k))
	}
}

// goesOn takes 二是, （2） amid a line to belong with the 一是, （1） that opens the line.
func (p *parser) goesOn() {
	var last [numSeries]*candidate
	for i := range p.cs {
		c := &p.cs[i]
		if c.series.heading() || c.series == decimals {
			continue
		}
		if l := last[c.series]; c.inline && l != nil && l.line == c.line && l.number+1 == c.number {
			c.inline = false
		}
		if !c.inline {
			last[c.series] = c
		}
	}
}

// romanOnes reads (i), (v) and (x) as Roman numbers where their neighbours are.
func (p *parser) romanOnes() {
	last := -1
	for i := range p.cs {
		c := &p.cs[i]
		if c.series != parenLatins {
			continue
		}
		if last >= 0 && c.number == 2 && p.cs[last].number == 9 && c.end-c.start == p.cs[last].end-p.cs[last].start+1 {
			p.cs[last].number = 1
		}
		last = i
	}
}

// before is the last character before c that is no blank, line break or Markdown sign; 0 if none.
func (p *parser) before(c *candidate) rune {
	s := strings.TrimRight(p.t[max(0, int(c.start)-24):c.start], " 　\n\r\t*->")
	r, _ := utf8.DecodeLastRuneInString(s)
	return r
}
