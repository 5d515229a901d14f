package outline

import (
	"slices"
	"strings"
	"unicode/utf8"

	"gangmu/corpus/han"
	"gangmu/corpus/numbering"
	"gangmu/corpus/text"
)

// An Entry is one line of a table of contents 目录.
type Entry struct {
	Label  numbering.Label // zero if unnumbered; Span in the source
	Title  string
	Span   text.Span // in the source
	Target *Section  // the section that it names; nil if there is none
}

// A toc is a table of contents in the view.
type toc struct {
	head, end int // from the word 目录 to behind the last entry
	body      int // behind the word 目录
}

const (
	maxContents = 16   // tables of contents in one text
	farthest    = 2000 // headings from an entry to what it names
	maxColons   = 16   // in one row of headings, behind which a table may begin
)

// findContents finds the tables of contents and marks the candidates in them.
func (p *parser) findContents() {
	for at := 0; len(p.tocs) < maxContents; {
		head, body := nextContentsWord(p.t, at)
		if head < 0 {
			return
		}
		at = body
		end := p.contentsEnd(body)
		if end <= body {
			continue
		}
		p.tocs = append(p.tocs, toc{head: head, end: end, body: body})
		for i := p.from(body); i < len(p.cs) && int(p.cs[i].start) < end; i++ {
			p.cs[i].contents = true
		}
		at = end
	}
}

// nextContentsWord finds 目录 (目　录, 目次, ***目  录***) standing alone at or after at.
func nextContentsWord(t string, at int) (head, body int) {
	for at < len(t) {
		i := indexHan(t[at:], "目")
		if i < 0 {
			break
		}
		i += at
		at = i + len("目")
		switch before, _ := lastRune(t[:i]); before {
		case ' ', '　', '\t', '\n', '#', '*', '_', '>', '[', '<', '）', '。':
		default:
			if i > 0 {
				continue
			}
		}
		body = skip(t, at, len(t), blanks)
		r, w := text.Rune(t[body:])
		if r != '录' && r != '錄' && r != '次' {
			continue
		}
		body += w
		next := strings.TrimLeft(t[body:], "*_#")
		n, _ := utf8.DecodeRuneInString(next)
		if n == '\n' || n == '\r' || n == ' ' || n == '\t' || n == '　' || n == '第' || n == '一' || n == '：' {
			return i, body
		}
	}
	return -1, -1
}

// indexHan is strings.Index for a Han character. It looks for the last byte, in which characters differ
// more than in the first.
func indexHan(s, han string) int {
	for at := len(han) - 1; at < len(s); at++ {
		i := strings.IndexByte(s[at:], han[len(han)-1])
		if i < 0 {
			break
		}
		if at += i; s[at-len(han)+1:at+1] == han {
			return at - len(han) + 1
		}
	}
	return -1
}

// contentsEnd finds where the entries that begin at body end: where the first of them comes
// again (the rule of collectors of laws), if what lies between is short as entries are.
func (p *parser) contentsEnd(body int) int {
	var first *candidate
	n := 0
	for i := p.from(body); i < len(p.cs) && n < 3000; i++ {
		c := &p.cs[i]
		if c.quoted || c.place != atLine && strings.ContainsRune("…．.·", p.before(c)) { // a page number: 前言 ……… Ⅲ
			continue
		}
		if first == nil {
			if int(c.start) > body+600 || c.series.enum() {
				return 0
			}
			first, n = c, 1
			continue
		}
		if c.series == first.series && c.number == first.number && p.sameTitle(first, c) {
			if n < 2 || (int(c.start)-body)/n > 240 {
				return 0
			}
			end := p.backToHeading(body, int(first.start), int(c.start))
			if !p.flat {
				end = min(end, p.lastEntry(body, end))
			}
			return end
		}
		n++
	}
	return 0
}

// lastEntry is where the last line of entries before end ends; behind it the title may come.
func (p *parser) lastEntry(body, end int) int {
	last := body
	if i := p.from(end) - 1; i >= 0 && int(p.cs[i].start) >= body {
		last = lineOf(p.t, int(p.cs[i].start), end)
	}
	for last < end { // 附录 ………… 12
		at := skip(p.t, last, end, blanks|breaks)
		stop := lineOf(p.t, at, end)
		line := strings.TrimRight(p.t[at:stop], spaces+"*)")
		if line != "" && isPlainWord(line) && strings.Contains(p.t[stop:], line) { // 结束语
			last = stop
			continue
		}
		if line == "" || !strings.Contains(line, "...") && !strings.Contains(line, "……") && !strings.Contains(line, "](") && !(line[len(line)-1] >= '0' && line[len(line)-1] <= '9') {
			break
		}
		last = stop
	}
	return last
}

// findBareContents finds tables of contents that do not say so: headings in a row with nothing
// between them, the first of which comes again later.
func (p *parser) findBareContents() {
	n := 0
	for s := volumes; s < articles; s++ {
		n += p.count[s]
	}
	if n < 4 { // three entries, and the first of them again
		return
	}
	heads := make([]contentsHead, 0, n)
	for i := range p.cs {
		if c := &p.cs[i]; c.series.heading() && c.series != annexes && c.series != articles && !c.quoted && !c.contents {
			heads = append(heads, contentsHead{id: i, series: c.series, number: c.number})
		}
	}
	colons := 0 // in one row, behind which it was looked at again
	for k := 0; k < len(heads) && len(p.tocs) < maxContents; {
		j := k
		for j+1 < len(heads) && p.adjoins(heads[j].id, heads[j+1].id) && !p.again(&heads[k], &heads[j+1]) {
			j++
		}
		first := &p.cs[heads[k].id]
		if j-k >= 2 || j-k == 1 && strings.ContainsRune("：:", p.before(first)) { // 第一章 绪论：第一节 … 第二节 …
			second := j + 2 // where the second entry comes again
			for m := j + 1; m < min(len(heads), j+farthest); m++ {
				c := &p.cs[heads[m].id]
				if !p.again(&heads[k], &heads[m]) || !p.flat && c.place > atBlank || c.follow == beforeCite {
					continue
				}
				for second = max(second, m+1); second < min(len(heads), m+farthest) && !p.again(&heads[k+1], &heads[second]); {
					second++
				}
				if second < min(len(heads), m+farthest) {
					end := lineOf(p.t, int(p.cs[heads[j].id].end()), int(c.start))
					for i := range heads[k : j+1] {
						p.cs[heads[k+i].id].contents = true
					}
					p.tocs = append(p.tocs, toc{head: int(first.start), body: int(first.start), end: end})
					break
				}
			}
		}
		next := j + 1
		if colons < maxColons {
			next = p.nextRun(heads, k, j)
		}
		if colons++; next > j {
			colons = 0
		}
		k = next
	}
}

// A contentsHead is a heading that may be an entry of a table of contents, or that which it names.
type contentsHead struct {
	id     int // the candidate
	number int32
	series series
	read   bool    // whether the words are known: few are asked for
	n      int     // of words; see headWords
	words  [6]rune // behind the label
}

// again reports whether b is the same heading as a.
func (p *parser) again(a, b *contentsHead) bool {
	if a.number != b.number || a.series != b.series {
		return false
	}
	for _, h := range [...]*contentsHead{a, b} {
		if !h.read {
			h.words, h.n = headWords(p.t[p.cs[h.id].end():])
			h.read = true
		}
	}
	return sameWords(&a.words, a.n, &b.words, b.n)
}

// nextRun is where the next run of headings may begin: behind the colon in the one from k to j that
// was just looked at (第一章 绪论：第一节), else behind it.
func (p *parser) nextRun(heads []contentsHead, k, j int) int {
	for m := k + 1; m < j && !p.cs[heads[k].id].contents; m++ {
		if r := p.before(&p.cs[heads[m].id]); r == '：' || r == ':' {
			return m
		}
	}
	return j + 1
}

// adjoins reports whether nothing but a title stands between two candidates that follow each other.
func (p *parser) adjoins(i, j int) bool {
	return j == i+1 && p.cs[j].start-p.cs[i].end() < 120
}

// sameTitle reports whether the words behind two labels begin alike.
func (p *parser) sameTitle(a, b *candidate) bool {
	x, n := headWords(p.t[a.end():])
	y, m := headWords(p.t[b.end():])
	return sameWords(&x, n, &y, m)
}

// sameWords reports whether n words and m words begin alike.
func sameWords(x *[6]rune, n int, y *[6]rune, m int) bool {
	if x[0] != y[0] { // as a rule
		return false
	}
	least := min(n, m)
	return n > 0 && n == m && *x == *y || least >= 2 && slices.Equal(x[:least], y[:least])
}

// headWords gives the first six Han characters of the line s, without blanks, and how many there are.
func headWords(s string) (words [6]rune, n int) {
	s = strings.TrimLeft(s, " 　\r\n\t*")
	for _, r := range s {
		if r == '\n' || r == '\r' || n == len(words) || r == '第' && n > 0 { // the next label, in a joined line
			break
		}
		if han.Is(r) {
			words[n] = r
			n++
		} else if r != ' ' && r != '　' && r != '\u00a0' {
			break
		}
	}
	return words, n
}

// backToHeading moves the end of the entries back over an unnumbered heading (序言) that opened
// the table and comes again before the first label does.
func (p *parser) backToHeading(body, first, again int) int {
	lead := strings.Trim(p.t[body:first], " 　\r\n\t*[#：")
	if i := strings.IndexAny(lead, "\n]"); i >= 0 {
		lead = strings.Trim(lead[:i], " 　\r\n\t*[")
	}
	if n := utf8.RuneCountInString(lead); n < 2 || n > 30 {
		return p.lineHead(again)
	}
	if i := strings.Index(p.t[first:again], lead); i > 0 {
		if at := p.lineHead(first + i); at < first+i || p.t[at-1] == '\n' || strings.ContainsRune(spaces, rune(p.t[at-1])) {
			return at
		}
	}
	return p.lineHead(again)
}

// lineHead is the begin of the line of at, if only blanks and markup stand between; else at.
func (p *parser) lineHead(at int) int {
	i := at
	for i > 0 && at-i < 64 {
		switch p.t[i-1] {
		case '\n', '\r':
			return i
		case ' ', '\t', '#', '*', '_', '>':
			i--
			continue
		case 0x80: // the last byte of U+3000, and of others
			if strings.HasSuffix(p.t[:i], "　") {
				i -= len("　")
				continue
			}
		}
		return at
	}
	if i == 0 {
		return 0
	}
	return at
}

// A shape is what the labels of a heading and of its entry in the table of contents share.
type shape struct {
	form           numbering.Form
	letter         byte
	word           numbering.Word
	depth          int // numbers of a decimal label
	number, suffix int
}

func shapeOf(l *numbering.Label) shape {
	return shape{l.Form, l.Letter, l.Word, len(l.Path()), l.Number, l.Suffix}
}

// resolveContents lists the entries of the tables of contents with the sections they name.
func (p *parser) resolveContents() {
	if len(p.tocs) == 0 {
		return
	}
	entries := map[shape][]int{} // places in Contents
	k := 0
	for i := range p.cs {
		c := &p.cs[i]
		for k < len(p.tocs) && int(c.start) >= p.tocs[k].end {
			k++
		}
		if !c.contents || k == len(p.tocs) {
			continue
		}
		limit := p.tocs[k].end
		if i+1 < len(p.cs) {
			limit = min(limit, int(p.cs[i+1].start))
		}
		l := p.label(c)
		title := strings.Trim(p.t[c.end():lineOf(p.t, int(c.end()), limit)], spaces+"\r")
		title, _, _ = strings.Cut(title, "](")
		title = strings.TrimRight(title, spaces+"0123456789.…·（）()-—*")
		e := Entry{Label: l, Title: title, Span: p.v.SrcSpan(text.Span{Start: int(c.start), End: int(c.end())})}
		e.Label.Span = e.Span
		key := shapeOf(&l)
		entries[key] = append(entries[key], len(p.tree.Contents))
		p.tree.Contents = append(p.tree.Contents, e)
	}
	left := len(p.tree.Contents) // entries whose section is not found yet
	p.tree.Root.Walk(func(s *Section) bool {
		if left > 0 && s.Label.Form != numbering.None && !s.Item {
			key := shapeOf(&s.Label)
			if same := entries[key]; len(same) > 0 {
				p.tree.Contents[same[0]].Target, entries[key] = s, same[1:]
				left--
			}
		}
		return left > 0
	})
}
