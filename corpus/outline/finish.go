package outline

import (
	"fmt"
	"strconv"
	"strings"

	"gangmu/corpus/numbering"
	"gangmu/corpus/text"
)

// finish gives every section its ID, unique in the tree: the plain numbers go to headings first,
// then to enumerations, then to items, so that a list in a preface does not take them away.
func finish(root *Section, sections int) {
	n := namer{used: make(map[string]bool, sections+1), again: map[string]int{}}
	n.used["0"] = true
	n.children(root, "")
}

type namer struct {
	used  map[string]bool
	again map[string]int // by ID: the number that the last doublet got
	plain int            // sections without a number so far
}

// children names the sections below s; prefix is the ID that numbers continue.
func (n *namer) children(s *Section, prefix string) {
	under := make([]string, len(s.Children))
	for pass := range 3 {
		for i, c := range s.Children {
			if precedence(c) == pass {
				under[i] = n.name(c, prefix)
			}
		}
	}
	for i, c := range s.Children {
		n.children(c, under[i])
	}
}

func precedence(s *Section) int {
	switch {
	case s.Item && s.Level > 0:
		return 2
	case s.Kind == Enumerated:
		return 1
	}
	return 0
}

// name gives c its ID and returns what the IDs below it begin with.
func (n *namer) name(c *Section, prefix string) (under string) {
	var id string
	switch {
	case c.Kind == Annex:
		id = fmt.Sprintf("f%d", max(c.Label.Number, 1))
		under = id
	case c.Level == 0:
		n.plain++
		id, under = fmt.Sprintf("h%d", n.plain), prefix
	case c.Label.Form == numbering.Decimal && len(c.Label.Path) > 0:
		id = decimalID(c)
		under = id
	default:
		id = below(prefix, c)
		if n.used[id] && c.Parent.Level == 0 && c.Parent.ID != "0" {
			id = below(c.Parent.ID, c)
		}
		under = id
	}
	base := id
	for k := max(2, n.again[base]+1); n.used[id]; k++ {
		id = base + "~" + strconv.Itoa(k)
		n.again[base] = k
		if under == base || k > 2 && under != prefix {
			under = id
		}
	}
	n.used[id] = true
	c.ID = id
	return under
}

// number is the number of s as IDs show it.
func number(s *Section) string { return below("", s) }

// below is the ID of s below prefix.
func below(prefix string, s *Section) string {
	var buf [48]byte
	b := append(buf[:0], prefix...)
	if prefix != "" {
		b = append(b, '.')
	}
	b = strconv.AppendInt(b, int64(s.Label.Number), 10)
	if s.Label.Suffix > 0 {
		b = append(b, '-')
		b = strconv.AppendInt(b, int64(s.Label.Suffix), 10)
	}
	return string(b)
}

// decimalID is 5.10.1 or A.1: the label itself is the way from the top.
func decimalID(s *Section) string {
	var parts []string
	for i, n := range s.Label.Path {
		if i == 0 && s.Label.Letter != 0 {
			parts = append(parts, string(s.Label.Letter))
			continue
		}
		parts = append(parts, fmt.Sprint(n))
	}
	return strings.Join(parts, ".")
}

// endItems ends the last item of each list in an article with its own paragraph: what stands below
// a list is a paragraph 款 of the article again (立法法 art. 65).
func (p *parser) endItems(s *Section) {
	for _, c := range s.Children {
		p.endItems(c)
	}
	if s.Kind != Article || len(s.Children) == 0 {
		return
	}
	last := s.Children[len(s.Children)-1]
	for len(last.Children) > 0 {
		last = last.Children[len(last.Children)-1]
	}
	if last.Kind != Item && last.Kind != Subitem || last.Missing {
		return
	}
	end := p.paragraphOf(last)
	for up := last; up != s; up = up.Parent {
		if up.Kind == Item || up.Kind == Subitem {
			up.End = min(up.End, end)
		}
	}
}

// paragraphOf is where the paragraph that s opens ends, in the source: at the end of its line or,
// in a text that lost its lines, at a blank behind a sentence. What ：introduces belongs to it.
func (p *parser) paragraphOf(s *Section) int {
	at := max(p.v.Pos(s.Body), p.v.Pos(s.Label.Span.End))
	limit := p.v.Pos(s.End)
	end := lineOf(p.t, min(at, limit), limit)
	if p.flat {
		prev := rune(0)
		for i, r := range p.t[at:end] {
			if strings.ContainsRune(spaces, r) && prev == '。' {
				end = at + i
				break
			}
			prev = r
		}
	}
	if line := strings.TrimRight(p.t[at:end], spaces+"\r*"); strings.HasSuffix(line, "：") || strings.HasSuffix(line, ":") || end == at {
		return s.End
	}
	if end+1 < limit && strings.Trim(p.t[end:limit], spaces+"\r\n*") == "" {
		return s.End
	}
	return p.v.Src(end)
}

// tailGhost adds the section that must follow where the text ends early (未完): its number is
// known, what it holds is not.
func (p *parser) tailGhost() {
	if p.paywal == nil {
		return
	}
	root := p.tree.Root
	var last *Section
	for _, c := range root.Children {
		if c.Level == 1 && c.Kind != Annex && !c.Missing {
			last = c
		}
	}
	if last == nil {
		return
	}
	at := p.paywal.Span.Start
	if last.End > at {
		return
	}
	n := last.Label.Number + 1
	l := numbering.Label{Form: last.Label.Form, Unit: last.Label.Unit, Style: last.Label.Style, Number: n, Mark: last.Label.Mark, Opening: last.Label.Opening, Text: last.Label.Relabel(n, 0)}
	l.Span = text.Span{Start: at, End: at}
	root.Children = append(root.Children, &Section{Kind: last.Kind, Level: 1, Label: l, Title: "…", TitleSpan: l.Span,
		Start: at, Body: at, End: at, Missing: true, Why: whyPaywall, Parent: root})
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

// resolveContents lists the entries of the tables of contents with the sections they name.
func (p *parser) resolveContents() {
	if len(p.tocs) == 0 {
		return
	}
	byLabel := map[string][]*Section{}
	p.tree.Root.Walk(func(s *Section) bool {
		if s.Label.Form != numbering.None && !s.Item {
			key := s.Label.Shape() + number(s)
			byLabel[key] = append(byLabel[key], s)
		}
		return true
	})
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
		title := strings.Trim(p.t[c.end:lineOf(p.t, int(c.end), limit)], spaces+"\r")
		title, _, _ = strings.Cut(title, "](")
		title = strings.TrimRight(title, spaces+"0123456789.…·（）()-—*")
		e := Entry{Label: l, Title: title, Span: p.v.SrcSpan(text.Span{Start: int(c.start), End: int(c.end)})}
		e.Label.Span = e.Span
		s := Section{Label: l}
		same := byLabel[l.Shape()+number(&s)]
		if len(same) > 0 {
			e.Target, byLabel[l.Shape()+number(&s)] = same[0], same[1:]
		}
		p.tree.Contents = append(p.tree.Contents, e)
	}
}
