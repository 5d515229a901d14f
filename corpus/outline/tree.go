package outline

import (
	"slices"
	"strings"

	"gangmu/corpus/text"
)

// A builder makes the tree from the events.
type builder struct {
	p      *parser
	stack  []open
	all    []Section  // in order, allotted together: a tree is kept or dropped as a whole
	up     []int32    // of each of them, the place of the one that it lies in; -1 = the root
	listed []*Section // articles with sections below them
	outer  []int32    // candidates that have sections, each of a series outside that of the next
}

// section makes a section in the one on top of the stack.
func (b *builder) section(missing bool) *Section {
	top := &b.stack[len(b.stack)-1]
	if top.s.Kind == Article && !top.holds {
		b.listed = append(b.listed, top.s)
	}
	top.holds, top.real = true, top.real || !missing
	b.all, b.up = b.all[:len(b.all)+1], append(b.up, top.at)
	s := &b.all[len(b.all)-1]
	s.Parent, s.Missing = top.s, missing
	return s
}

// push puts what describes the last section, open, on the stack.
func (b *builder) push(o open) {
	o.at = int32(len(b.all) - 1)
	b.stack = append(b.stack, o)
}

// adopt gives the root and all sections their children.
func (b *builder) adopt(root *Section) {
	end := make([]int32, len(b.all)+1) // of the children of b.all[i-1], among those of all
	for _, up := range b.up {
		end[up+1]++
	}
	n := int32(0)
	for i, more := range end {
		end[i], n = n, n+more
	}
	children := make([]*Section, len(b.all))
	for i, up := range b.up {
		children[end[up+1]] = &b.all[i]
		end[up+1]++
	}
	root.Children = children[:end[0]:end[0]]
	for i := range b.all {
		if from, to := end[i], end[i+1]; from < to {
			b.all[i].Children = children[from:to:to]
		}
	}
}

// build makes the tree.
func (p *parser) build() {
	root := &Section{ID: "0", Kind: Whole, End: len(p.v.Source)}
	p.tree.Root = root
	events := p.events()
	b := builder{p: p, stack: []open{{s: root, at: -1, rank: -1, scope: true}}, all: make([]Section, 0, len(events)), up: slices.Grow(p.up[:0], len(events))}
	for i := range events {
		limit := p.textEnd
		if i+1 < len(events) {
			limit = min(limit, int(events[i+1].at))
		}
		b.add(&events[i], max(limit, int(events[i].at)))
	}
	b.close(1, p.textEnd)
	b.adopt(root)
	p.up = b.up
	if p.tree.Genre != Statute && p.tree.Meta.amends() {
		p.tree.Genre = Statute // its sections 一、二、 are those of a report
	}
	for _, s := range b.listed {
		p.endItems(s)
	}
	p.tailGhost()
	finish(root, len(events))
	p.resolveContents()
	p.resolveAnnexes()
}

// add opens the section of one event.
func (b *builder) add(e *event, limit int) {
	if e.head > 0 {
		b.addPlain(&b.p.plains[e.head-1], limit)
		return
	}
	b.expire(int(e.at))
	c := &b.p.cs[e.id]
	rank := b.p.rank(c)
	b.popFor(e.id, rank, int(e.at), e.ghost)
	top := &b.stack[len(b.stack)-1]
	v := b.p.v
	s := b.section(e.ghost)
	s.Kind, s.Start = kinds[c.series], v.Src(int(e.at))
	s.Level = b.level(c, top.s)
	if e.ghost {
		s.Why = e.why
		l := b.p.label(c)
		s.Label = l.Again(int(e.number))
		s.Label.Span = text.Span{Start: s.Start, End: s.Start}
		s.TitleSpan, s.Body, s.End = s.Label.Span, s.Start, s.Start
	} else {
		s.Label = b.p.label(c)
		s.Label.Span = v.SrcSpan(s.Label.Span)
		b.setHeading(s, b.p.heading(c, b.above(e.id), limit))
		if s.Label.Damaged {
			s.Inferred, s.Why = true, DamagedLabel
		}
	}
	if top.s.Missing {
		s.Inferred = !e.ghost
		if s.Inferred {
			s.Why = ParentElided
		}
	}
	b.classify(s, c)
	if s.Kind == Item || s.Kind == Subitem {
		if !s.RunIn && s.Title != "" { // a whole item of a law is text, no heading
			at := skip(b.p.t, int(c.end()), limit, blanks)
			b.setHeading(s, b.p.body(text.Span{Start: at, End: at}, at, limit, false))
		}
	}
	b.push(open{s: s, c: c, rank: rank, block: int(c.block), scope: c.series == annexes})
}

const nearby = 30 // labels

// above is the last candidate before id that has a section and is of an outer series; -1 if there is
// none nearby. It is asked for each in order.
func (b *builder) above(id int32) int32 {
	p := b.p
	own := p.depth[p.cs[id].series]
	for k := len(b.outer) - 1; k >= 0 && p.depth[p.cs[b.outer[k]].series] >= own; k-- {
		b.outer = b.outer[:k]
	}
	out := int32(-1)
	if k := len(b.outer) - 1; k >= 0 && id-b.outer[k] <= nearby {
		out = b.outer[k]
	}
	b.outer = append(b.outer, id)
	return out
}

// joinLines takes line breaks out of a title that goes on in the next line.
var joinLines = strings.NewReplacer("\r\n", "", "\n", "", "\r", "")

func (b *builder) setHeading(s *Section, h heading) {
	v := b.p.v
	if s.Title = h.title.In(b.p.t); strings.IndexByte(s.Title, '\n') >= 0 || strings.IndexByte(s.Title, '\r') >= 0 {
		s.Title = joinLines.Replace(s.Title)
	}
	s.TitleSpan = v.SrcSpan(h.title)
	s.Body = v.Src(h.body)
	s.RunIn = h.runin
}

// level is the depth of a section among numbered sections.
func (b *builder) level(c *candidate, parent *Section) int {
	for parent.Level == 0 && parent.Parent != nil {
		parent = parent.Parent
	}
	if c.series == decimals {
		q := b.p.path(c)
		n := q.depth()
		for k := range q.depth() {
			if q.number(k) == 0 { // 4.0.1 stands below 4: the chapter has no 节
				n--
			}
		}
		return max(parent.Level+1, n)
	}
	return parent.Level + 1
}

// addPlain opens a heading without a number.
func (b *builder) addPlain(h *plain, limit int) {
	at := h.title.Start
	b.expire(at)
	switch {
	case h.scope:
		b.close(1, at)
	case h.block > 0:
		for k := 1; k < len(b.stack); k++ {
			if o := b.stack[k]; o.block == 0 && !o.scope || o.block >= h.block {
				b.close(k, at)
				break
			}
		}
	default:
		b.close(b.scope(), at)
	}
	v := b.p.v
	s := b.section(false)
	s.Kind, s.Start, s.Item = h.kind, v.Src(at), h.kind == Contents || h.kind == Signature
	span := v.SrcSpan(h.title)
	s.Label.Span = text.Span{Start: s.Start, End: s.Start}
	s.Title, s.TitleSpan = strings.Join(strings.Fields(h.title.In(b.p.t)), " "), span
	s.Body = v.Src(skip(b.p.t, max(h.body, h.title.End), limit, blanks|breaks|stars))
	b.push(open{s: s, block: h.block, end: h.end, scope: h.scope, history: strings.HasSuffix(squeeze(s.Title), "沿革")})
}

// classify says what a section is, by what it stands under.
func (b *builder) classify(s *Section, c *candidate) {
	if c.lane == laneInline || c.lane == laneItem && c.place > atPara && !(b.p.flat && c.place <= atBlank && c.next >= 0 && b.p.cs[c.next].place == atPara) {
		s.Item = true
	}
	if c.next >= 0 && c.number == 1 && (c.lane == laneItem || s.Kind == Enumerated) && b.p.cs[c.next].place == atSemi {
		s.Item = true // （1）…；（2）… in one paragraph
	}
	opens := c.place == atLine || c.place == atPara || c.place == atLabel || c.place == atBlank && b.p.flat
	if s.Kind == Enumerated && !opens && !(b.p.tight && (c.place == atStop || c.number == 1 && c.next >= 0) && b.p.leads(c)) {
		s.Item = true
	}
	if c.series == dots && s.Parent.Level == 0 && b.p.tree.Genre == Statute && b.p.tellsHistory(int(c.end())) {
		s.Item = true
	}
	for up := s.Parent; up != nil; up = up.Parent {
		switch up.Kind {
		case Article:
			if s.Kind == Clause { // 3.1 below 第三条 of a contract
				return
			}
			s.Item = true
			if s.Kind != Enumerated {
				s.Kind = Item
				if up != s.Parent {
					s.Kind = Subitem
				}
			}
			return
		case Clause:
			if s.Kind == Level4 {
				s.Item, s.Kind = true, Item
			}
			return
		case Item, Subitem:
			s.Item = true
		}
	}
}

// tellsHistory reports whether the text at at tells when the law was passed or amended, as the entries
// of its history do: 1.中華民國七十四年二月二十七日內政部令訂定發布.
func (p *parser) tellsHistory(at int) bool {
	s := p.t[at:lineOf(p.t, at, min(len(p.t), at+400))]
	iso, _ := date(strings.TrimLeft(s, spaces))
	if len(iso) < len("2006-01-02") {
		return false
	}
	return hasAny(s, noteWords)
}
