package corpus

import (
	"sort"
	"strings"
	"unicode/utf8"

	"gangmu/corpus/outline"
	"gangmu/corpus/text"
)

// paragraph is what is known of the paragraph from…to of the view's text.
func (p *Paragraphs) paragraph(from, to int) Paragraph {
	t := p.View.Text
	body := strings.TrimFunc(t[from:to], blank)
	q := Paragraph{Span: text.Span{Start: from, End: to}}
	q.Text.Start = from + len(t[from:to]) - len(strings.TrimLeftFunc(t[from:to], blank))
	if body == "" {
		q.Text.Start = from
	}
	q.Text.End = q.Text.Start + len(body)
	q.Gap = max(0, strings.Count(t[q.Text.End:to], "\n")-1)
	src := p.View.Src(q.Text.Start)
	q.Section = p.doc.SectionAt(src)
	p.head(&q)
	p.role(&q, src)
	return q
}

// head finds the label and the heading that q begins with.
func (p *Paragraphs) head(q *Paragraph) {
	s, v := q.Section, p.View
	if s.Parent == nil || s.Missing || v.Pos(s.Start) != q.Text.Start {
		return
	}
	end := s.Start
	if s.Label.Span.Len() > 0 {
		q.Label = clip(v.PosSpan(s.Label.Span), q.Text)
		end = s.Label.Span.End
	}
	if s.Title != "" {
		end = max(end, s.TitleSpan.End)
	}
	q.Heading = clip(text.Span{Start: q.Text.Start, End: v.Pos(end)}, q.Text)
	q.Level = s.Level
	switch {
	case s.Kind == outline.Signature:
		q.Role, q.Heading = Signature, text.Span{Start: q.Text.Start, End: q.Text.Start}
	case s.Kind == outline.Contents:
		q.Role = Contents
	case s.Item:
		q.Role = Item
	case q.Heading.End == q.Text.End || strings.TrimFunc(v.Text[q.Heading.End:q.Text.End], blank) == "":
		q.Role = Head
	}
}

// clip is the part of s that lies in t.
func clip(s, t text.Span) text.Span {
	s.Start, s.End = max(s.Start, t.Start), min(s.End, t.End)
	if s.Empty() {
		return text.Span{Start: t.Start, End: t.Start}
	}
	return s
}

// role finds the role of q where it is not known from the section that begins with it.
func (p *Paragraphs) role(q *Paragraph, src int) {
	b, declared := p.blockAt(src)
	switch {
	case declared && b.Kind == text.BlockRow:
	case p.title.Overlaps(q.Text):
		q.Role = Title
		return
	case p.subtitle.Overlaps(q.Text):
		q.Role = Subtitle
		return
	}
	if m, ok := p.markAt(src); ok {
		q.Role = m
		return
	}
	if q.Role == Body && q.Section != nil {
		switch q.Section.Kind {
		case outline.Signature:
			q.Role = Signature
		case outline.Contents:
			q.Role = Contents
		}
	}
	if declared {
		p.declared(q, b)
	}
}

// markAt is the role of the place src if a mark over a stretch of text lies there.
func (p *Paragraphs) markAt(src int) (Role, bool) {
	ms := p.doc.Marks
	i := sort.Search(len(ms), func(i int) bool { return ms[i].Span.Start > src }) - 1
	for ; i >= 0 && src-ms[i].Span.Start < pieceLen; i-- {
		if !ms[i].Span.Has(src) {
			continue
		}
		switch ms[i].Kind {
		case text.MarkElision, text.MarkPaywall:
			return Elided, true
		case text.MarkBoilerplate:
			return Boilerplate, true
		}
	}
	return 0, false
}

// blockAt is the innermost block that holds src.
func (p *Paragraphs) blockAt(src int) (text.Block, bool) {
	bs := p.doc.Blocks
	i := sort.Search(len(bs), func(i int) bool { return bs[i].Span.Start > src }) - 1
	for k := i; k >= 0 && k > i-8; k-- {
		if bs[k].Span.Has(src) {
			return bs[k], true
		}
	}
	return text.Block{}, false
}

// declared gives q the role that its format declares.
func (p *Paragraphs) declared(q *Paragraph, b text.Block) {
	switch b.Kind {
	case text.BlockHeading:
		if q.Role = Head; q.Level == 0 {
			q.Level = b.Level
		}
		if q.Heading.Empty() {
			q.Heading = q.Text
		}
	case text.BlockItem:
		if q.Role == Body {
			q.Role = Item
		}
	case text.BlockRow:
		q.Role = TableRow
	case text.BlockContents:
		q.Role = Contents
	case text.BlockFront:
		q.Role = Front
	case text.BlockQuote:
		if q.Role == Body {
			q.Role = Quote
		}
	case text.BlockCode:
		q.Role = Code
	}
}

// findTitles finds the document's title and subtitle at the head of the text. Blanks and line
// ends in them do not count.
func (p *Paragraphs) findTitles() {
	const reach, longest = 4 << 10, 100 // bytes; runes of a title
	m, t, from := p.doc.Tree.Meta, p.View.Text, 0
	for _, b := range p.doc.Blocks { // metadata names the title too
		if b.Kind != text.BlockFront {
			break
		}
		from = max(from, p.View.Pos(b.Span.End))
	}
	t = t[:min(len(t), from+reach, p.firstNumber())]
	if utf8.RuneCountInString(m.Title) <= longest {
		p.title = loosely(t, from, m.Title)
		if i := strings.LastIndexAny(m.Title, "（("); p.title.Empty() && i > 0 {
			p.title = loosely(t, from, m.Title[:i]) // 准则（2016年） in the metadata, 准则 in the text
		}
	}
	if p.subtitle = loosely(t, p.title.End, m.Subtitle); p.subtitle.Empty() {
		return
	}
	// The dash before a subtitle belongs to it.
	for {
		r, n := utf8.DecodeLastRuneInString(t[:p.subtitle.Start])
		if n == 0 || r != '—' && r != '-' && r != '－' && r != '―' {
			return
		}
		p.subtitle.Start -= n
	}
}

// firstNumber is where the first numbered section begins: titles stand before it.
func (p *Paragraphs) firstNumber() int {
	for _, s := range p.doc.Tree.Root.Children {
		if !s.Missing && s.Label.Span.Len() > 0 {
			return p.View.Pos(s.Start)
		}
	}
	return len(p.View.Text)
}

// loosely finds want in t from the offset from on, blanks left aside. It is empty if t does not
// hold it or holds it as a part of a longer phrase; a word or two in the middle of a line are no
// title.
func loosely(t string, from int, want string) text.Span {
	want = strings.Map(func(r rune) rune {
		if blank(r) {
			return -1
		}
		return r
	}, want)
	if want == "" {
		return text.Span{}
	}
	first, _ := utf8.DecodeRuneInString(want)
	for i := from; i < len(t); {
		n := strings.IndexRune(t[i:], first)
		if n < 0 {
			break
		}
		i += n
		if end := matches(t, i, want); end > 0 && apart(t, i, end) && (len(want) >= len("关于的通知") || wholeLine(t, i, end)) {
			return text.Span{Start: i, End: end}
		}
		i += utf8.RuneLen(first)
	}
	return text.Span{}
}

// wholeLine reports whether i…end is a line of t.
func wholeLine(t string, i, end int) bool {
	return (i == 0 || t[i-1] == '\n') && (end == len(t) || t[end] == '\n' || t[end] == '\r')
}

// matches is where want, found at i in t but for blanks, ends; 0 if it is not there.
func matches(t string, i int, want string) int {
	for want != "" {
		if i >= len(t) {
			return 0
		}
		r, n := utf8.DecodeRuneInString(t[i:])
		w, k := utf8.DecodeRuneInString(want)
		switch {
		case r == w:
			want = want[k:]
		case !blank(r):
			return 0
		}
		i += n
	}
	return i
}

// apart reports whether blanks, line ends or a dash part t[i:end] from its neighbours.
func apart(t string, i, end int) bool {
	l, _ := utf8.DecodeLastRuneInString(t[:i])
	r, _ := utf8.DecodeRuneInString(t[end:])
	return (i == 0 || blank(l) || strings.ContainsRune("—-－―#*:：", l)) && (end == len(t) || blank(r) || strings.ContainsRune("—-－―#*|", r))
}
