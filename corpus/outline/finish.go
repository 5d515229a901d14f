package outline

import (
	"hash/maphash"
	"math/bits"
	"strconv"
	"strings"

	"gangmu/corpus/numbering"
	"gangmu/corpus/text"
)

// finish gives every section its ID, unique in the tree: the plain numbers go to headings first,
// then to enumerations, then to items, so that a list in a preface does not take them away.
func finish(root *Section, sections int) {
	n := namer{ids: newIDs(sections + 1)}
	_, hash := n.ids.find([]byte(root.ID))
	n.ids.add(root, hash)
	n.children(root, "")
}

// A namer gives IDs.
type namer struct {
	ids   ids
	plain int    // sections without a number so far
	buf   []byte // the ID that is tried
	text  strings.Builder
}

// children names the sections below s; prefix is the ID that numbers continue.
func (n *namer) children(s *Section, prefix string) {
	last := 0 // the last pass that is of use
	deeper := false
	for pass := 0; pass <= last; pass++ {
		for _, c := range s.Children {
			if p := precedence(c); p == pass {
				n.name(c, prefix)
				deeper = deeper || len(c.Children) > 0
			} else {
				last = max(last, p)
			}
		}
	}
	if !deeper {
		return
	}
	for _, c := range s.Children {
		switch {
		case len(c.Children) == 0:
		case c.Level == 0:
			n.children(c, prefix) // numbers go on over a heading without one
		default:
			n.children(c, c.ID)
		}
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

// name gives c its ID. One that others have is told apart by ~2, ~3 and so on.
func (n *namer) name(c *Section, prefix string) {
	b := n.buf[:0]
	switch {
	case c.Kind == Annex:
		b = strconv.AppendInt(append(b, 'f'), int64(max(c.Label.Number, 1)), 10)
	case c.Level == 0:
		n.plain++
		b = strconv.AppendInt(append(b, 'h'), int64(n.plain), 10)
	case c.Label.Form == numbering.Decimal && len(c.Label.Path) > 0:
		b = appendDecimal(b, c)
	default:
		b = appendBelow(b, prefix, c)
		if c.Parent.Level == 0 && c.Parent.ID != "0" {
			if taken, _ := n.ids.find(b); taken != nil {
				b = appendBelow(b[:0], c.Parent.ID, c)
			}
		}
	}
	taken, hash := n.ids.find(b)
	if taken != nil { // no other ID ends so: there is no need to look it up, nor to add it
		taken.again++
		b = strconv.AppendInt(append(b, '~'), int64(taken.again)+1, 10)
	}
	n.buf = b
	if c.ID = n.keep(b); taken == nil {
		n.ids.add(c, hash)
	}
}

// keep gives b as a string. Strings are cut from long ones: a tree is kept or dropped as a whole.
func (n *namer) keep(b []byte) string {
	if n.text.Cap()-n.text.Len() < len(b) {
		n.text = strings.Builder{}
		n.text.Grow(max(len(b), min(1<<12, 8*len(n.ids.slots))))
	}
	at := n.text.Len()
	n.text.Write(b)
	return n.text.String()[at:]
}

// ids are the IDs that were given as they are: a table with open addressing, at most three quarters full.
type ids struct {
	seed  maphash.Seed
	slots []slot
}

type slot struct {
	of    *Section // that has the ID; nil = free
	hash  uint32
	again int32 // how often the ID was asked for again
}

func newIDs(most int) ids {
	return ids{seed: maphash.MakeSeed(), slots: make([]slot, 1<<bits.Len(uint(most+most/3)))}
}

// find is the slot of the ID b, good until the next ID is added, nil if it is free; and its hash.
func (t *ids) find(b []byte) (*slot, uint32) {
	hash := uint32(maphash.Bytes(t.seed, b))
	for i := hash; ; i++ {
		s := t.slot(i)
		if s.of == nil {
			return nil, hash
		}
		if s.hash == hash && s.of.ID == string(b) {
			return s, hash
		}
	}
}

// add takes the ID of s, which is free.
func (t *ids) add(s *Section, hash uint32) {
	i := hash
	for t.slot(i).of != nil {
		i++
	}
	*t.slot(i) = slot{of: s, hash: hash}
}

func (t *ids) slot(i uint32) *slot { return &t.slots[int(i)&(len(t.slots)-1)] }

// appendBelow adds the ID of s below prefix to b.
func appendBelow(b []byte, prefix string, s *Section) []byte {
	b = append(b, prefix...)
	if prefix != "" {
		b = append(b, '.')
	}
	b = strconv.AppendInt(b, int64(s.Label.Number), 10)
	if s.Label.Suffix > 0 {
		b = append(b, '-')
		b = strconv.AppendInt(b, int64(s.Label.Suffix), 10)
	}
	return b
}

// appendDecimal adds 5.10.1 or A.1 to b: the label itself is the way from the top.
func appendDecimal(b []byte, s *Section) []byte {
	for i, n := range s.Label.Path {
		if i > 0 {
			b = append(b, '.')
		}
		if i == 0 && s.Label.Letter != 0 {
			b = append(b, s.Label.Letter)
		} else {
			b = strconv.AppendInt(b, int64(n), 10)
		}
	}
	return b
}

// endItems ends the last item of the list in an article with its own paragraph: what stands below
// a list is a paragraph 款 of the article again (立法法 art. 65).
func (p *parser) endItems(s *Section) {
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

// A shape is what the labels of a heading and of its entry in the table of contents share.
type shape struct {
	form           numbering.Form
	letter         byte
	unit           string
	depth          int // numbers of a decimal label
	number, suffix int
}

func shapeOf(l *numbering.Label) shape {
	return shape{l.Form, l.Letter, l.Unit, len(l.Path), l.Number, l.Suffix}
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
		title := strings.Trim(p.t[c.end:lineOf(p.t, int(c.end), limit)], spaces+"\r")
		title, _, _ = strings.Cut(title, "](")
		title = strings.TrimRight(title, spaces+"0123456789.…·（）()-—*")
		e := Entry{Label: l.Clone(), Title: title, Span: p.v.SrcSpan(text.Span{Start: int(c.start), End: int(c.end)})}
		e.Label.Span = e.Span
		key := shapeOf(l)
		entries[key] = append(entries[key], len(p.tree.Contents))
		p.tree.Contents = append(p.tree.Contents, e)
	}
	p.tree.Root.Walk(func(s *Section) bool {
		if s.Label.Form != numbering.None && !s.Item {
			key := shapeOf(&s.Label)
			if same := entries[key]; len(same) > 0 {
				p.tree.Contents[same[0]].Target, entries[key] = s, same[1:]
			}
		}
		return true
	})
}
