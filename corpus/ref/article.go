package ref

import (
	"strings"
	"unicode/utf8"

	"gangmu/corpus/numbering"
	"gangmu/corpus/outline"
	"gangmu/corpus/text"
)

// An article is the inside of an article 条 (or of any section without numbered children): its
// paragraphs, the items of each, the sub-items of each item. Spans are in the shown text.
type article struct {
	paras []para
	deep  numeral // the label read last of a list inside a sub-item
	end   int     // where the article's own text ends and what an editor added begins
}

type para struct {
	span  text.Span
	items []item
}

type item struct {
	n    int
	form numbering.Form
	span text.Span
	subs []item
}

// article reads the inside of s, once.
func (r *Resolver) article(s *outline.Section) *article {
	r.mu.Lock()
	defer r.mu.Unlock()
	a := r.articles[s]
	if a == nil {
		a = r.readArticle(s)
		r.articles[s] = a
	}
	return a
}

// readArticle splits s at line breaks. A line that opens with the next number of a list is an
// item; any other line is a paragraph. Where the article has lost its line breaks, a blank after
// a sentence is taken for one, and items are found by their numbers.
func (r *Resolver) readArticle(s *outline.Section) *article {
	v := r.doc.View
	from := v.Pos(s.Body)
	if s.RunIn || s.Title == "" {
		from = v.Pos(max(s.Start, s.Label.Span.End))
	}
	body := text.Span{Start: from, End: v.Pos(s.End)}
	if body.End <= body.Start {
		return &article{end: body.End}
	}
	lines := splitLines(v.Text, body)
	if len(lines) == 1 {
		lines = splitBlanks(v.Text, lines[0])
	}
	if len(lines) > 1 && caption(lines[0].In(v.Text)) {
		lines = lines[1:]
	}
	a := &article{end: body.End}
	for _, l := range lines {
		if edited(l.In(v.Text)) {
			a.end = l.Start
			break
		}
		a.line(v.Text, l)
	}
	return a
}

// caption reports whether a line is but a bracket, what an article is about: 第七條 (管理組織).
func caption(line string) bool {
	if _, item := listLabel(line); item || strings.Contains(line, "。") {
		return false
	}
	depth := 0
	for i, c := range line {
		switch c {
		case '(', '（':
			depth++
		case ')', '）':
			depth--
		}
		if depth <= 0 {
			return i > 0 && i+utf8.RuneLen(c) == len(line)
		}
	}
	return false
}

// edited reports whether a line begins what the editor of a collection put behind an article: the
// reasons of the bill, what it cites and who cites it.
func edited(line string) bool {
	for _, w := range []string{"理由：", "理由:", "立法理由", "修正理由", "引用條文", "被引用條文", "[附表：", "[附件："} {
		if strings.HasPrefix(line, w) {
			return true
		}
	}
	return false
}

// line takes one line into the article: as paragraph, item or sub-item, and the items that stand
// inside it.
func (a *article) line(s string, l text.Span) {
	for {
		x, ok := listLabel(l.In(s))
		if ok {
			a.rejoin(s, x)
		}
		if !ok || len(a.paras) == 0 || !a.item(x, l) {
			if ok && len(a.paras) == 0 && x.n == 1 { // 第三条　（一）…
				a.paras = append(a.paras, para{span: text.Span{Start: l.Start, End: l.Start}})
				continue
			}
			a.paras = append(a.paras, para{span: l})
		}
		next := a.nextInside(s, l)
		if next == 0 {
			a.stretch(l.End)
			return
		}
		a.stretch(next)
		l.Start = next
	}
}

// rejoin takes paragraphs that stand between two items for a part of the first: （三）…, a sentence
// of its own line, （四）…. Where just as many paragraphs stand there as numbers are missing, they
// are items that lost their numbers; so are those between a colon and a first item （三）.
func (a *article) rejoin(s string, x numeral) {
	last := len(a.paras) - 1
	if last < 1 || x.n < 2 || len(a.paras[last].items) > 0 {
		return
	}
	for k := last - 1; k >= 0 && k >= last-20; k-- {
		p := &a.paras[k]
		n := len(p.items)
		bare := last - k // paragraphs without a number
		switch {
		case n == 0 && bare == x.n-1 && x.form == numbering.Paren && endsIn(s, p.span, "：:"):
			a.number(k, 1, x.form)
			return
		case n == 0:
			continue
		case p.items[n-1].form == x.form && p.items[n-1].n == x.n-1-bare && bare < 20:
			a.number(k, p.items[n-1].n+1, x.form)
		case p.items[n-1].form == x.form && p.items[n-1].n == x.n-1 && bare <= 4:
			end := a.paras[last].span.End
			a.paras = a.paras[:k+1]
			a.stretch(end)
		}
		return
	}
}

// number makes the paragraphs behind k items of k, from n on.
func (a *article) number(k, n int, form numbering.Form) {
	for i, q := range a.paras[k+1:] {
		a.paras[k].items = append(a.paras[k].items, item{n: n + i, form: form, span: q.span})
	}
	end := a.paras[len(a.paras)-1].span.End
	a.paras = a.paras[:k+1]
	a.stretch(end)
}

func endsIn(s string, span text.Span, marks string) bool {
	c, _ := utf8.DecodeLastRuneInString(span.In(s))
	return strings.ContainsRune(marks, c)
}

// item adds an item or sub-item with label x if its number continues a list of the last
// paragraph or begins one.
func (a *article) item(x numeral, l text.Span) bool {
	p := &a.paras[len(a.paras)-1]
	n := len(p.items)
	switch {
	case n == 0:
		// A list whose first items were lost still counts by what is printed.
		if x.n != 1 && !(x.n <= 3 && x.form == numbering.Paren) {
			return false
		}
	case p.items[n-1].form == x.form && x.n > p.items[n-1].n && x.n <= p.items[n-1].n+3:
	default:
		it := &p.items[n-1]
		k := len(it.subs)
		if k > 0 && x.form != it.form && x.form != it.subs[k-1].form && (x.n == 1 || x.form == a.deep.form && x.n == a.deep.n+1) {
			a.deep = x // 目之1
			return true
		}
		if it.form == x.form || k == 0 && x.n != 1 || k > 0 && (it.subs[k-1].form != x.form || x.n <= it.subs[k-1].n) {
			return false
		}
		it.subs = append(it.subs, item{n: x.n, form: x.form, span: l})
		return true
	}
	p.items = append(p.items, item{n: x.n, form: x.form, span: l})
	return true
}

// stretch makes the paragraph, item and sub-item that were read last end at end.
func (a *article) stretch(end int) {
	p := &a.paras[len(a.paras)-1]
	p.span.End = end
	if n := len(p.items); n > 0 {
		p.items[n-1].span.End = end
		if k := len(p.items[n-1].subs); k > 0 {
			p.items[n-1].subs[k-1].span.End = end
		}
	}
}

// nextInside finds, inside the line l, where the next item of the running list begins after a
// colon, semicolon or full stop; 0 if it does not.
func (a *article) nextInside(s string, l text.Span) int {
	in := l.In(s)
	for i := 0; i < len(in); {
		c, w := utf8.DecodeRuneInString(in[i:])
		i += w
		if !strings.ContainsRune("：；。:;", c) {
			continue
		}
		at := i + blanks(in[i:])
		x, ok := listLabel(in[at:])
		if !ok || x.form == numbering.Dot || x.form == numbering.Dun && c != '；' && c != '：' {
			continue
		}
		if a.continues(x) {
			return l.Start + at
		}
	}
	return 0
}

// continues reports whether x is the very next number of the list or sub-list that is running,
// or the first of a new one.
func (a *article) continues(x numeral) bool {
	p := a.paras[len(a.paras)-1]
	if len(p.items) == 0 {
		return x.n == 1
	}
	it := p.items[len(p.items)-1]
	if it.form == x.form {
		return x.n == it.n+1
	}
	if len(it.subs) == 0 {
		return x.n == 1
	}
	return it.subs[len(it.subs)-1].form == x.form && x.n == it.subs[len(it.subs)-1].n+1
}

// listLabel reads the label that opens an item: （一） (1) ① 一、 1. 1、 1)
func listLabel(s string) (numeral, bool) {
	if x, ok := signed(s); ok {
		return x, x.form != numbering.Latin
	}
	x, ok := plain(s)
	if !ok || x.n > 200 {
		return numeral{}, false
	}
	at := x.width + blanks(s[x.width:])
	c, w := utf8.DecodeRuneInString(s[at:])
	next, _ := utf8.DecodeRuneInString(s[at+w:])
	switch {
	case x.han && (c == '、' || c == '.' || c == '．'):
		x.form = numbering.Dun
	case !x.han && (c == '.' || c == '．' || c == '、') && !(next >= '0' && next <= '9'):
		x.form = numbering.Dot
	case !x.han && (c == ')' || c == '）'):
		x.form = numbering.HalfParen
	default:
		return numeral{}, false
	}
	x.width = at + w
	return x, true
}

// splitLines gives the lines of span that show something, without the blanks around them.
func splitLines(s string, span text.Span) []text.Span {
	var out []text.Span
	for i := span.Start; i < span.End; {
		j := strings.IndexByte(s[i:span.End], '\n')
		if j < 0 {
			j = span.End - i
		}
		if l := trim(s, text.Span{Start: i, End: i + j}); !l.Empty() {
			out = append(out, l)
		}
		i += j + 1
	}
	return out
}

// splitBlanks cuts a line at the blanks that follow the end of a sentence.
func splitBlanks(s string, l text.Span) []text.Span {
	var out []text.Span
	start := l.Start
	var prev rune
	for i := l.Start; i < l.End; {
		c, w := utf8.DecodeRuneInString(s[i:])
		if b := blanks(s[i:l.End]); b > 0 && strings.ContainsRune("。；：”」）;:", prev) && prev != 0 {
			out = append(out, text.Span{Start: start, End: i})
			i += b
			start, prev = i, 0
			continue
		}
		prev = c
		i += w
	}
	return append(out, text.Span{Start: start, End: l.End})
}

func trim(s string, l text.Span) text.Span {
	l.Start += blanks(s[l.Start:l.End])
	for l.End > l.Start {
		c, w := utf8.DecodeLastRuneInString(s[l.Start:l.End])
		if c != ' ' && c != '\t' && c != '\r' && c != '\u3000' && c != '\u00a0' && c != '\u200b' {
			break
		}
		l.End -= w
	}
	return l
}
