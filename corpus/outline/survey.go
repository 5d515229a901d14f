package outline

import (
	"strings"
	"unicode/utf8"

	"gangmu/corpus/han"
	"gangmu/corpus/numbering"
	"gangmu/corpus/text"
)

const longLine = 4000 // bytes; labels amid a longer line may be headings whose line break was lost

// survey decides for each candidate whether it stands amid a line of a text that has lines.
func (p *parser) survey() {
	var blocks, atHead [numSeries]int
	deep := 0
	if p.count[articles] > 0 && p.count[parens]+p.count[duns]+p.count[dots] > 0 {
		p.captions()
	}
	if p.count[parenLatins] > 1 {
		p.romanOnes()
	}
	here := int32(-1)          // the line of the label
	row, short := false, false // of a table; in which labels may be inline
	var last [numSeries]int32  // the label of a series seen last that is not inline, plus 1
	first := int32(0)          // number of 首先 其次 since the last heading; below 0 amid a paragraph
	notes := uint64(0)         // the numbers of footnotes that the text refers to
	var run lists
	flat := p.flat
	if flat {
		p.runs()
	}
	for i := range p.cs {
		c := &p.cs[i]
		if c.line != here {
			here = c.line
			l := &p.lines[here]
			row, short = l.row, !flat && l.end-l.start < longLine
		}
		if c.place == atLine {
			if p.broken(c); c.place == atLine && c.follow != beforeCite {
				atHead[c.series]++
			}
		}
		if row || c.place == atLine && (c.series == dots || c.series == decimals) && p.cells(c) {
			c.row = true
		}
		if short && c.place > atPara {
			c.inline = true
		}
		if c.series == circleds {
			notes = p.footnote(c, notes)
		}
		if c.block > 0 {
			blocks[c.series]++
		}
		if c.series == decimals && deep <= 3 && (flat || c.place <= atPara) && p.path(c).depth() > 1 {
			deep++
		}
		if flat {
			k := last[c.series]
			p.joined(i, k > 0 && p.cs[k-1].number+1 == c.number)
		}
		if c.series == chapters && p.count[chapters] == 1 && strings.HasPrefix(strings.TrimLeft(p.t[c.end():], spaces), "《") {
			c.quoted = true // the title of an ordinance of Hong Kong: 第282章 《僱員補償條例》
		}
		if !c.series.heading() && c.series != decimals {
			if k := last[c.series]; c.inline && k > 0 && p.cs[k-1].line == c.line && p.cs[k-1].number+1 == c.number {
				c.inline = false // 二是, （2） amid a line belongs with the 一是, （1） that opens the line
			}
			if !c.inline {
				last[c.series] = int32(i) + 1
			}
		}
		switch {
		case c.series != enumFirst:
			if c.place <= atPara && !c.series.enum() {
				first = 0
			}
		case c.number > 0:
			if first = c.number; c.place > atPara {
				first = -first
			}
		case first > 1 && c.place <= atPara && strings.HasPrefix(p.t[c.start:], "最"): // 最后 behind 其次 or 再次
			c.number, first = first+1, 0
		case first < -1 && c.place > atPara && strings.HasPrefix(p.t[c.start:], "最"):
			c.number, first = 1-first, 0
		}
		run.add(p, c, int32(i))
	}
	run.close(p)
	marked := false
	for s, n := range blocks {
		p.marked[s] = n > 1
		marked = marked || p.marked[s]
	}
	for i := range p.cs {
		if !marked && p.flat && (deep <= 3 || p.count[glued] == 0) {
			break
		}
		c := &p.cs[i]
		if c.series == glued && deep > 3 && (c.place <= atPara || p.flat && c.place <= atBlank) {
			c.series, p.faces[c.face].Form = decimals, numbering.Bare // 1范围 of a standard
		}
		c.under = p.marked[c.series] && c.block == 0
		c.amid = c.inline && c.series.heading() && atHead[c.series] >= 6
	}
	if deep > 1 && p.count[dots] > 1 {
		p.dottedChapters()
	}
	if p.marked[articles] {
		p.citedAgain()
	}
}

// footnote finds whether c refers to a note, 下降32.2%②。, or opens the one to which the text refers, ② 按可比价计算。;
// it gives the numbers in notes with the one that is now referred to, and without the one that is found.
func (p *parser) footnote(c *candidate, notes uint64) uint64 {
	bit := uint64(1) << min(uint(c.number), 63)
	if c.place > atBlank {
		switch r, _ := text.Rune(p.t[c.end():]); r {
		case '。', '，', '；', '、', '）', '”', '\n', '\r':
			c.quoted = true
			return notes | bit
		}
	}
	if notes&bit != 0 { // the next ② is one of a list
		c.quoted, notes = true, notes&^bit
	}
	return notes
}

// joined looks at what stands around candidate i in a text that lost its lines; on says that it counts on.
func (p *parser) joined(i int, on bool) {
	c := &p.cs[i]
	if !c.series.heading() {
		if i > 0 && (c.place == atHan || c.place == atBlank) {
			p.behindTitle(c, &p.cs[i-1], on)
		}
		return
	}
	if c.place == atHan && i+1 < len(p.cs) {
		p.aheadOfTitle(c, &p.cs[i+1])
	}
	if c.series == divisions && c.place == atBlank && (p.count[divisions] == 1 || numeralDigit(p.t[int(c.start)+len("第"):])) && strings.HasPrefix(p.t[c.end():], "：") {
		c.quoted = true // the title of a standard: 政务服务事项 第1部分：编码要求
	}
	if i+1 < len(p.cs) {
		if d := &p.cs[i+1]; d.place == atComma && d.series == c.series && d.number == c.number+1 && d.start-c.end() < 3*30 {
			c.place = atComma // 共六章：第一章总则，第二章设施
		}
	}
}

// cells reports whether the label at the head of a line is the number of a row of a table, whose cells stand
// between blanks: two more of them are numbers in 1.人口（万人） 56 61, the second of three in 1 价格 30 最低价.
func (p *parser) cells(c *candidate) bool {
	bare := c.series == decimals && p.faces[c.face].path == 0
	if !bare && c.series != dots || c.block > 0 || p.flat {
		return false
	}
	line := strings.TrimLeft(p.t[c.end():min(len(p.t), int(c.end())+3*40)], spaces)
	if k := strings.IndexByte(line, '\n'); k >= 0 {
		line = line[:k]
	}
	n, numbers, second := 0, 0, false
	for k := strings.IndexAny(line, spaces); k >= 0; k = strings.IndexAny(line, spaces) {
		line = strings.TrimLeft(line[k:], spaces)
		if n++; numeralDigit(line) {
			numbers++
			second = second || n == 1
		}
	}
	return numbers > 1 || bare && second && n > 1
}

// numeralDigit reports whether s begins with an Arabic digit.
func numeralDigit(s string) bool { return s != "" && '0' <= s[0] && s[0] <= '9' }

// citedAgain finds the articles named at the head of a paragraph, 第九十條之四聯繫窗口…, where the articles
// are headings by their format and this one is among them.
func (p *parser) citedAgain() {
	type number struct {
		n   int32
		sfx int8
	}
	headed := map[number]bool{}
	for i := range p.cs {
		if c := &p.cs[i]; c.series == articles && c.block > 0 {
			headed[number{c.number, c.suffix}] = true
		}
	}
	for i := range p.cs {
		if c := &p.cs[i]; c.series == articles && c.under && c.follow == beforeHan && headed[number{c.number, c.suffix}] {
			c.follow, c.quoted = beforeCite, true
		}
	}
}

// behindTitle finds whether c stands right behind the title of the label d before it, in a text
// that lost its lines: 四、加强督促检查13．各地区, （二）工作的特点1全面性.
func (p *parser) behindTitle(c, d *candidate, on bool) {
	if c.quoted || d.quoted || d.place > atClose && (d.place != atHan || !d.series.heading()) || d.follow == beforeCite || c.series == d.series {
		return
	}
	switch c.series {
	case dots, glued, parenDigits, parens, duns:
	default:
		return
	}
	title, signs := p.t[d.end():c.start], "。；：！？;:"
	if c.place == atBlank {
		title, signs = strings.Trim(title, spaces), "。；：！？;:"+spaces
	}
	if utf8.RuneCountInString(title) >= 2 && len(title) <= 3*40 && !strings.ContainsAny(title, signs) {
		if c.place = atLabel; on && d.series < c.series && d.place <= atPara {
			c.place = atPara
		}
	}
}

// aheadOfTitle finds whether c opens a chapter right behind the title of the document, in a text that
// lost its lines: 某市节水办法第一章总则第一条; d is the label behind it.
func (p *parser) aheadOfTitle(c, d *candidate) {
	if c.number != 1 || c.quoted || d.quoted || d.number != 1 || !c.series.heading() || !d.series.heading() || c.series >= d.series || c.follow == beforeCite || d.follow == beforeCite {
		return
	}
	if title := strings.Trim(p.t[c.end():d.start], spaces); utf8.RuneCountInString(title) >= 2 && len(title) <= 3*20 && !strings.ContainsAny(title, "。；：！？，、《》;:") {
		c.place = atLabel
	}
}

const captionBlock = 9 // the level of a heading that only its place shows

// captions finds headings between articles by their place: a line without punctuation behind
// which an article follows at once. They stand above the articles, as items of the same form
// (（一）…；) do not.
func (p *parser) captions() {
	for i := len(p.cs) - 2; i >= 0; i-- {
		c, d := &p.cs[i], &p.cs[i+1]
		if d.series != articles && d.block != captionBlock || c.series != parens && c.series != duns && c.series != dots {
			continue
		}
		joined := p.flat && c.place <= atStop && d.place <= atHan // in a text that lost its lines
		if (c.place != atLine || d.place != atLine) && !joined || c.quoted || c.block > 0 {
			continue
		}
		if joined && (d.follow == beforeCite || d.quoted || i > 0 && p.cs[i-1].series == c.series && p.cs[i-1].number == c.number-1) {
			continue // the last of a list
		}
		title := strings.Trim(p.t[c.end():d.start], spaces+"\r\n*#")
		if n := utf8.RuneCountInString(title); n >= 2 && n <= 40 && !strings.ContainsAny(title, "\n。；，：;,:") {
			c.block = captionBlock
		}
	}
}

const fullLine = 20 * 3 // bytes; of a line that may have been broken amid a sentence

// broken finds whether only the width of the lines put c at the head of one: the line above breaks
// off amid a number, behind 》, or before an ordinal.
func (p *parser) broken(c *candidate) {
	if c.block > 0 || c.start == 0 {
		return
	}
	above := strings.TrimRight(p.t[max(0, int(c.start)-3*fullLine):c.start], spaces)
	above, ok := strings.CutSuffix(above, "\n")
	if above = strings.TrimRight(above, spaces+"\r"); !ok || len(above)-strings.LastIndexByte(above, '\n') < fullLine {
		return
	}
	r, _ := utf8.DecodeLastRuneInString(above)
	switch {
	case '0' <= r && r <= '9' && (c.series == glued || c.series == dots || c.series == decimals || c.series == halfParens):
		c.row = true
	case r == '第':
		c.row = true
	case r == '》' && c.series.heading() && c.follow == beforeHan:
		c.place = atBook
	case c.series == enumOrdinal && c.number > 1 && han.Is(r):
		c.place = atHan
	}
}

// lists finds runs of labels that are written as items of a sentence: most of them stand behind ；.
type lists [numSeries]struct {
	first, last int32 // the labels that open and close the run; there are no others of the series between
	next        int32 // the number that goes on
	semi, other int32 // how many of those behind the first stand behind ；, and not
}

// add takes up the next label, c.
func (l *lists) add(p *parser, c *candidate, id int32) {
	x := &l[c.series]
	if x.next != c.number || x.next == 0 {
		if x.semi > 0 {
			l.end(p, c.series)
		}
		x.first, x.other = id, 0
	} else if p.behindSemicolon(c) {
		x.semi++
	} else {
		x.other++
	}
	x.last, x.next = id, c.number+1
}

// end closes the run of series k.
func (l *lists) end(p *parser, k series) {
	x := &l[k]
	if x.semi > 0 && x.semi >= x.other {
		for i := x.first; i <= x.last; i++ {
			if c := &p.cs[i]; c.series == k {
				c.item = true
			}
		}
	}
	x.semi = 0
}

func (l *lists) close(p *parser) {
	for k := range l {
		l.end(p, series(k))
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
		if last >= 0 && c.number == 2 && p.cs[last].number == 9 && c.end()-c.start == p.cs[last].end()-p.cs[last].start+1 {
			p.cs[last].number = 1
		}
		last = i
	}
}

// before is the last character before c that is no blank, line break or Markdown sign; 0 if none.
func (p *parser) before(c *candidate) rune {
	s := p.t[max(0, int(c.start)-24):c.start]
	for i := len(s); i > 0; {
		switch s[i-1] {
		case ' ', '\n', '\r', '\t', '*', '-', '>':
			i--
			continue
		case 0x80: // the last byte of U+3000, and of others
			if strings.HasSuffix(s[:i], "　") {
				i -= len("　")
				continue
			}
		}
		r, _ := lastRune(s[:i])
		return r
	}
	return 0
}

// behindSemicolon reports whether before is a semicolon.
func (p *parser) behindSemicolon(c *candidate) bool {
	if c.start > 0 {
		switch b := p.t[c.start-1]; b {
		case ' ', '\n', '\r', '\t', '*', '-', '>', 0x80: // to look further, also behind U+3000, which ends so
		case ';':
			return true
		default:
			return strings.HasSuffix(p.t[:c.start], "；")
		}
	}
	r := p.before(c)
	return r == '；' || r == ';'
}
