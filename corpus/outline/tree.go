package outline

import (
	"cmp"
	"slices"
	"sort"
	"strings"

	"gangmu/corpus/text"
)

// An event is what opens a section, at an offset of the view.
type event struct {
	at     int32
	id     int32 // candidate of a label, or the sibling that a ghost is printed like
	number int32 // of a ghost
	head   int32 // of a heading without a number: its place in parser.plains, from 1; else 0
	ghost  bool
	why    Reason
}

// A plain is a heading without a number.
type plain struct {
	kind  Kind
	title text.Span // in the view
	body  int
	end   int // 0 = up to the next section
	block int // level of its heading block; 0 = none
	scope bool
}

// An entry of the stack of open sections.
type open struct {
	s       *Section
	at      int32      // its place in builder.all; -1 = the root
	c       *candidate // nil for headings without a number
	holds   bool       // there are sections in it
	real    bool       // that are no ghosts
	rank    int
	block   int
	end     int // a fixed end in the view; 0 = none
	scope   bool
	history bool // 法規沿革: the law itself does not belong under it
}

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
	o.s.Parent.ranks |= 1 << idRank(o.s)
	b.stack = append(b.stack, o)
}

// adopt gives the root and all sections their children.
func (b *builder) adopt(root *Section) {
	count := make([]int32, len(b.all)+1) // of the children of b.all[i-1]
	for _, up := range b.up {
		count[up+1]++
	}
	children := make([]*Section, len(b.all))
	take := func(n int32) (c []*Section) {
		c, children = children[:0:n], children[n:]
		return c
	}
	if count[0] > 0 {
		root.Children = take(count[0])
	}
	for i := range b.all {
		s := &b.all[i]
		if n := count[i+1]; n > 0 {
			s.Children = take(n)
		}
		s.Parent.Children = append(s.Parent.Children, s)
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

// events gives everything that opens a section, in order.
func (p *parser) events() []event {
	ev := slices.Grow(p.desk.events[:0], len(p.chosen)+len(p.plains))
	for _, i := range p.chosen {
		if c := &p.cs[i]; int(c.start) < p.textEnd {
			ev = append(ev, event{at: c.start, id: i})
			ev = p.gapGhosts(ev, i)
		}
	}
	ev = append(ev, p.firstGhosts()...)
	ev = append(ev, p.lostHeads()...)
	ev = append(ev, p.elidedHeads()...)
	for i := range p.plains {
		ev = append(ev, event{at: int32(p.plains[i].title.Start), head: int32(i + 1)})
	}
	before := func(a, b event) int {
		if a.at != b.at {
			return int(a.at - b.at)
		}
		if a.ghost != b.ghost {
			if a.ghost {
				return -1
			}
			return 1
		}
		if !a.ghost || p.cs[a.id].series == p.cs[b.id].series {
			return cmp.Compare(a.number, b.number)
		}
		return p.rank(&p.cs[a.id]) - p.rank(&p.cs[b.id])
	}
	if !slices.IsSortedFunc(ev, before) {
		slices.SortStableFunc(ev, before)
	}
	p.desk.events = ev
	return ev
}

// rank is the depth class of a candidate: series in their order, items of a sentence below
// headings of the same form, what stands amid a line below everything.
func (p *parser) rank(c *candidate) int {
	r := p.depth[c.series] * 2
	switch c.lane {
	case laneItem:
		r++
		if c.under {
			r += 2 * int(numSeries)
		}
	case laneInline:
		r += 2 * int(numSeries)
	}
	return r
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
	l := b.p.label(c)
	if e.ghost {
		s.Why = e.why
		s.Label = l.Again(int(e.number))
		s.Label.Span = text.Span{Start: s.Start, End: s.Start}
		s.TitleSpan, s.Body, s.End = s.Label.Span, s.Start, s.Start
	} else {
		s.Label = l
		s.Label.Span = v.SrcSpan(l.Span)
		b.setHeading(s, b.p.heading(c, b.above(e.id), limit))
		if l.Damaged {
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
	if s.Title = h.title.In(b.p.t); strings.ContainsAny(s.Title, "\r\n") {
		s.Title = joinLines.Replace(s.Title)
	}
	s.TitleSpan = v.SrcSpan(h.title)
	s.Body = v.Src(h.body)
	s.RunIn = h.runin
}

// expire closes headings whose fixed end lies before at.
func (b *builder) expire(at int) {
	for k := 1; k < len(b.stack); k++ {
		if e := b.stack[k].end; e > 0 && e <= at {
			b.close(k, e)
			return
		}
	}
}

// popFor closes the open sections that a label like candidate id does not belong under.
func (b *builder) popFor(id int32, rank, at int, ghost bool) {
	c := &b.p.cs[id]
	if c.series == annexes {
		b.close(1, at)
		return
	}
	floor := b.scope()
	if c.series == decimals {
		b.popDecimal(c, at, floor)
		return
	}
	for k := len(b.stack) - 1; k >= floor; k-- {
		if o := b.stack[k].c; o != nil && o.series == c.series && o.lane == c.lane {
			b.close(k, at)
			return
		}
	}
	if top := b.stack[len(b.stack)-1]; c.number == 1 && !ghost && !c.series.heading() && top.c != nil && len(b.stack) > floor && b.p.introduces(c) && !b.p.behindParagraph(top.c, c) {
		if !b.p.behindList(top.c, c) {
			return // …：1) opens a list below whatever says so
		}
		b.close(len(b.stack)-1, at)
	}
	for len(b.stack) > floor {
		o := b.stack[len(b.stack)-1]
		switch {
		case o.c == nil && o.block == 0:
			if !b.p.closesPlain(o.s.Kind, c) {
				return
			}
		case o.c == nil:
			if !(o.history && c.series.heading()) && (c.block == 0 || o.block == 0 || int(c.block) > o.block) {
				return
			}
		case o.c.series.enum() && c.series.enum():
			if o.c.next >= 0 && o.c.next > id || c.number == 1 && c.series != o.c.series && b.p.inside(o.c, c) {
				return
			}
		case o.rank < rank:
			return
		}
		b.close(len(b.stack)-1, at)
	}
}

// behindParagraph reports whether o is the last of 一是…二是… or of the items of a sentence, and a paragraph
// of its own, behind which another introduces c: 三是…。⏎为此，建议：⏎第一，…
func (p *parser) behindParagraph(o, c *candidate) bool {
	if !o.series.enum() && !o.item && o.lane != laneInline || o.next >= 0 {
		return false
	}
	return p.paragraphs(int(o.end()), int(c.start))
}

// behindList reports whether o is the last of a list of paragraphs, and another paragraph stands between it
// and 一是 c: 5.…。⏎各单位要做到：⏎一是…
func (p *parser) behindList(o, c *candidate) bool {
	if !c.series.enum() || c.place > atPara || o.next >= 0 || o.number < 3 || !p.paragraphs(int(o.end()), int(c.start)) {
		return false
	}
	k := p.from(int(o.start))
	for n := o.number - 1; n >= max(1, o.number-2); n-- { // the two before o
		end := p.cs[k].start
		for k--; k >= 0 && !p.cs[k].chosen; k-- {
		}
		if k < 0 || p.cs[k].series != o.series || p.cs[k].number != n || p.paragraphs(int(p.cs[k].end()), int(end)) {
			return false
		}
	}
	return true
}

// paragraphs reports whether the text from start to end is more than one paragraph.
func (p *parser) paragraphs(start, end int) bool {
	between := strings.Trim(p.t[start:max(start, end)], spaces+"\r\n*")
	return strings.Contains(between, "\n") || p.flat && strings.Contains(between, "。 ")
}

// inside reports whether c stands in the paragraph that o opens, or opens the next one below a
// paragraph that is no more than a heading: 第二，抓招商。一是…
func (p *parser) inside(o, c *candidate) bool {
	if c.place > atPara {
		return c.series > o.series && !strings.Contains(p.t[o.end():c.start], "\n")
	}
	if o.place > atPara {
		return false
	}
	s := strings.Trim(p.t[o.end():c.start], spaces+"\r\n*")
	return len(s) <= 3*30 && !strings.ContainsAny(s, "\n") && strings.Count(s, "。") <= 1 && !strings.HasSuffix(s, "；")
}

// introduces reports whether the text before the label c ends in ：, and is no salutation.
func (p *parser) introduces(c *candidate) bool {
	r := p.before(c)
	if r != '：' && r != ':' {
		return false
	}
	before := strings.TrimRight(p.t[max(0, int(c.start)-200):c.start], spaces+"\r\n*#")
	line := strings.TrimLeft(before[strings.LastIndexByte(before, '\n')+1:], spaces)
	for _, w := range [...]string{"同志", "各位", "女士", "朋友", "尊敬的"} {
		if strings.HasPrefix(line, w) {
			return false
		}
	}
	return true
}

// closesPlain reports whether the label c ends a section that a word alone opened: a preface ends
// at any heading, 附则 at the next chapter.
func (p *parser) closesPlain(k Kind, c *candidate) bool {
	switch {
	case c.lane != laneHead || c.series.enum():
		return false
	case k == Preamble:
		return true
	}
	return c.series.heading() && c.series != articles || c.series == duns && p.tree.Genre != Statute
}

// popDecimal closes what 5.2.1 does not belong under: all but sections of 5.2 and 5.
func (b *builder) popDecimal(c *candidate, at, floor int) {
	for k := floor; k < len(b.stack); k++ {
		o := b.stack[k]
		if o.c == nil {
			if o.block == 0 && !o.scope && b.p.path(c).depth == 1 && o.s.Kind == Preamble {
				b.close(k, at)
				return
			}
			if c.block > 0 && o.block > 0 && int(c.block) <= o.block {
				b.close(k, at)
				return
			}
			continue
		}
		if o.c.series == decimals {
			if b.p.path(o.c).holds(b.p.path(c)) {
				continue
			}
		} else if o.rank < b.p.rank(c) {
			continue
		}
		b.close(k, at)
		return
	}
}

// from is the first candidate at or behind offset at.
func (p *parser) from(at int) int {
	return sort.Search(len(p.cs), func(i int) bool { return int(p.cs[i].start) >= at })
}

// scope is the first place of the stack that the present scope (annex, instrument) may close.
func (b *builder) scope() int {
	for k := len(b.stack) - 1; k >= 0; k-- {
		if b.stack[k].scope {
			return k + 1
		}
	}
	return 1
}

// close ends all sections of the stack from k on at offset at of the view.
func (b *builder) close(k, at int) {
	end := b.p.v.Src(at)
	for i := len(b.stack) - 1; i >= k; i-- {
		s := b.stack[i].s
		if s.Missing && !b.stack[i].real {
			continue
		}
		s.End = max(end, s.Start)
		if e := b.stack[i].end; e > 0 && e < at {
			s.End = max(b.p.v.Src(e), s.Start)
		}
		s.Body = min(s.Body, s.End)
	}
	b.stack = b.stack[:k]
}

// level is the depth of a section among numbered sections.
func (b *builder) level(c *candidate, parent *Section) int {
	for parent.Level == 0 && parent.Parent != nil {
		parent = parent.Parent
	}
	if c.series == decimals {
		q := b.p.path(c)
		n := int(q.depth)
		for _, k := range q.numbers() {
			if k == 0 { // 4.0.1 stands below 4: the chapter has no 节
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
	if c.series == dots && s.Parent.Level == 0 && b.p.tree.Genre == Statute && b.p.amends(int(c.end())) {
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

// amends reports whether the text at at tells when the law was passed or amended, as the entries
// of its history do: 1.中華民國七十四年二月二十七日內政部令訂定發布.
func (p *parser) amends(at int) bool {
	s := p.t[at:lineOf(p.t, at, min(len(p.t), at+400))]
	iso, _ := date(strings.TrimLeft(s, spaces))
	if len(iso) < len("2006-01-02") {
		return false
	}
	for _, w := range [...]string{"公布", "發布", "发布", "修正", "修订", "通过", "通過", "訂定"} {
		if strings.Contains(s, w) {
			return true
		}
	}
	return false
}
