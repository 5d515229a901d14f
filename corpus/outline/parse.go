package outline

import (
	"sort"
	"strings"
	"sync"

	"gangmu/corpus/numbering"
	"gangmu/corpus/text"
)

// A parser holds one document while its outline is found. Offsets are in the view unless a name
// says otherwise.
type parser struct {
	in     Input
	v      *text.View
	t      string
	blocks map[int]text.Block // by the view offset of the line that they open
	asides []text.Span        // block quotes in the view
	elided []int32            // offsets of elisions
	paywal *text.Mark         // the note that the text ends early
	flat   bool               // the text has no lines worth the name
	count  [numSeries]int     // candidates of each series
	marked [numSeries]bool    // the format marks headings of the series
	tree   *Tree
	*desk

	annexNames []named // the annexes that the text lists
	tocs       []toc
	plains     []plain           // headings without a number
	order      [numSeries]series // from the outermost
	depth      [numSeries]int    // place of a series in order
	bodyStart  int               // where the document begins behind metadata of its format
	titleSpan  text.Span
	spent      int  // bytes scanned again in gaps
	textEnd    int  // where the document ends and notes of the site begin
	listed     bool // a list of annexes was found, whose numbers open no section
	captioned  bool // articles carry captions
	below      bool // or these are lines of their own
}

// A desk is the memory that a parser works in; it serves one document after another.
type desk struct {
	cs     []candidate
	lines  []line // that hold candidates
	paths  []path // of the decimal labels among them
	chain  chain
	ids    [numSeries][]int32 // candidates by series
	hope   [numSeries]float32 // what the labels of a series come to together, at best
	lanes  [numLanes][]node   // those of one series
	took   [numLanes][]int32  // those that are chosen
	chosen []int32            // the candidates that are chosen, in order
}

var desks = sync.Pool{New: func() any { return new(desk) }}

// Parse finds the outline of a document. Any text gives a tree; it takes time linear in the
// length of the text but for a logarithmic factor in the number of labels.
func Parse(in Input) *Tree {
	p := &parser{in: in, v: in.View, t: in.View.Text, desk: desks.Get().(*desk)}
	defer desks.Put(p.desk)
	p.tree = &Tree{Genre: Other, Regime: Mainland}
	p.readBlocks()
	p.scan(p.readMarks())
	p.survey()
	p.findContents()
	p.findBareContents()
	p.order = usualOrder()
	p.linkAll(nil)
	h := p.learn()
	before := p.order
	p.reorder()
	if p.order != before || p.listed || teaches(&h) {
		p.linkAll(&h)
	}
	p.rescan()
	p.classify()
	p.front()
	p.build()
	return p.tree
}

// readBlocks finds the lines of the view that blocks open.
func (p *parser) readBlocks() {
	p.blocks = make(map[int]text.Block, len(p.in.Blocks))
	for _, b := range p.in.Blocks {
		if b.Kind == text.BlockPara {
			continue
		}
		if b.Kind == text.BlockQuote {
			p.asides = append(p.asides, p.v.PosSpan(b.Span))
			continue
		}
		at := p.v.Pos(b.Span.Start)
		at = strings.LastIndexByte(p.t[:min(at, len(p.t))], '\n') + 1
		if old, ok := p.blocks[at]; !ok || old.Kind != text.BlockHeading {
			p.blocks[at] = b
		}
	}
}

// readMarks gives the places in the view behind which a new paragraph begins.
func (p *parser) readMarks() []text.Span {
	var spans []text.Span
	for i, m := range p.in.Marks {
		switch m.Kind {
		case text.MarkElision, text.MarkPaywall:
			s := p.v.PosSpan(m.Span)
			spans = append(spans, s)
			p.elided = append(p.elided, int32(s.Start))
			if m.Kind == text.MarkPaywall {
				p.paywal = &p.in.Marks[i]
			}
		}
	}
	sort.Slice(spans, func(i, j int) bool { return spans[i].End < spans[j].End })
	sort.Slice(p.elided, func(i, j int) bool { return p.elided[i] < p.elided[j] })
	return spans
}

// linkAll chooses the labels of every series, outer series first, so that each knows where its
// outer sections begin. With habits it weighs by how the document writes its labels.
func (p *parser) linkAll(h *[numSeries]habit) {
	ids, hope := &p.ids, &p.hope
	for s := range ids {
		ids[s], hope[s] = ids[s][:0], 0
	}
	for i := range p.cs {
		c := &p.cs[i]
		c.chosen, c.next = false, -1
		if h != nil && c.aside && h[articles].n >= habitualLaw {
			continue // a note on the law (理由, 通知), not the law
		}
		c.score = weigh(c)
		if h != nil {
			c.score = h[c.series].adapt(c, c.score)
		}
		if (c.series == clauseKuan || c.series == clauseMu) && (c.place > atPara || c.follow != beforeBlank && c.follow != beforeEnd) {
			continue // 第一款 as a heading stands alone
		}
		if !c.contents && c.score > -8 && (c.number > 0 || c.series == annexes) {
			ids[c.series] = append(ids[c.series], int32(i))
			hope[c.series] += gain(c.score)
		}
	}
	var bounds []int32
	law := false
	p.annexNames = p.annexNames[:0]
	for _, s := range p.order {
		if len(ids[s]) == 0 || hope[s] < price[s].least() && s.chained() && !p.marked[s] {
			continue
		}
		switch {
		case s == annexes:
			p.linkAnnexes(ids[s])
			bounds = p.merge(bounds, ids[s])
		case s == decimals:
			p.linkDecimals(ids[s])
			bounds = p.merge(bounds, ids[s])
		case s.heading():
			limits := bounds
			if s == articles { // 条 runs on through 编 章 节
				limits = p.merge(nil, ids[annexes])
			}
			p.divide(ids[s], false, law)
			p.linkLane(laneHead, price[s], limits, p.elided)
			bounds = p.merge(bounds, p.took[laneHead])
			law = law || s == articles && len(p.took[laneHead]) >= 5
		default:
			p.linkItems(ids[s], price[s], bounds, law)
			if s == glued {
				p.dropSingles(ids[s])
			}
			for l := range numLanes {
				bounds = p.merge(bounds, p.took[l])
			}
		}
	}
	p.collect()
}

// collect lists the chosen labels, and notes which of them others lead to.
func (p *parser) collect() {
	p.chosen = p.chosen[:0]
	for i := range p.cs {
		if c := &p.cs[i]; c.chosen {
			c.led = false
			p.chosen = append(p.chosen, int32(i))
		}
	}
	for _, i := range p.chosen {
		if k := p.cs[i].next; k >= 0 {
			p.cs[k].led = true
		}
	}
}

// dropSingles takes back chosen labels that stand alone: a digit before a word is a heading only
// if the count goes on.
func (p *parser) dropSingles(ids []int32) {
	before := false // the label before goes on to this one
	for _, id := range ids {
		c := &p.cs[id]
		if !c.chosen {
			continue
		}
		if !before && (c.next < 0 || c.number != 1) {
			c.chosen = false
			if c.next >= 0 {
				continue
			}
		}
		before = c.next >= 0
	}
}

// linkItems chooses labels that may be headings or items. What stands amid a line, and what is
// written as items of a sentence, is linked apart from what looks like headings, so that a list
// inside a section does not break the count of the sections.
func (p *parser) linkItems(ids []int32, c costs, bounds []int32, law bool) {
	if p.marked[p.cs[ids[0]].series] {
		p.resume(ids)
	}
	p.divide(ids, true, law)
	p.linkLane(laneHead, c, bounds, p.elided)
	heads := p.merge(bounds, p.took[laneHead])
	p.linkLane(laneItem, c, heads, p.elided)
	if inline := p.lanes[laneInline]; len(inline) > 0 {
		var lines []int32
		for _, x := range inline {
			if l := p.lines[p.cs[x.id].line].start; len(lines) == 0 || lines[len(lines)-1] != l {
				lines = append(lines, l)
			}
		}
		heads = mergeSorted(heads, lines)
	}
	p.linkLane(laneInline, c, heads, nil)
}

// divide puts the candidates ids into lanes: those of a series of headings are all headings.
func (p *parser) divide(ids []int32, mixed, law bool) {
	for l := range p.lanes {
		p.lanes[l] = p.lanes[l][:0]
	}
	for _, id := range ids {
		x := &p.cs[id]
		switch x.lane = laneHead; {
		case !mixed:
		case x.inline:
			x.lane = laneInline
		case x.item && !law || x.under:
			x.lane = laneItem
		}
		p.lanes[x.lane] = append(p.lanes[x.lane], node{id, x.start, x.number, x.score, x.suffix > 0})
	}
}

// linkLane chooses among the candidates of a lane.
func (p *parser) linkLane(l lane, c costs, bounds, elided []int32) {
	p.took[l] = p.chain.link(p.cs, p.lanes[l], c, bounds, elided, p.took[l])
}

// resume takes a plain line that goes on where the headings of its series stop to be one of them,
// whose mark-up was forgotten: ## 三、 and then **四、…**.
func (p *parser) resume(ids []int32) {
	heading := 0                      // the place in ids of the next heading
	last, inner := int32(0), int32(0) // number of the last heading, of the last plain line behind it
	for k, id := range ids {
		x := &p.cs[id]
		switch {
		case x.inline:
			continue
		case !x.under:
			last, inner = x.number, 0
			continue
		case x.place == atLine && last > 0 && x.number == last+1 && inner != last && !x.quoted && x.follow != beforeCite:
			for heading <= k || heading < len(ids) && (p.cs[ids[heading]].under || p.cs[ids[heading]].inline) {
				heading++
			}
			again := heading < len(ids) && p.cs[ids[heading]].number == x.number
			if !again {
				x.under, last, inner = false, x.number, 0
				continue
			}
		}
		inner = x.number
	}
}

// merge adds the starts of those among ids that are chosen to sorted bounds.
func (p *parser) merge(bounds []int32, ids []int32) []int32 {
	var own []int32
	for _, id := range ids {
		if p.cs[id].chosen {
			own = append(own, p.cs[id].start)
		}
	}
	return mergeSorted(bounds, own)
}

func mergeSorted(a, b []int32) []int32 {
	if len(b) == 0 {
		return a
	}
	out := make([]int32, 0, len(a)+len(b))
	i, j := 0, 0
	for i < len(a) || j < len(b) {
		if j == len(b) || i < len(a) && a[i] <= b[j] {
			out = append(out, a[i])
			i++
		} else {
			out = append(out, b[j])
			j++
		}
	}
	return out
}

// label is the label of a candidate; its span is in the view.
func (p *parser) label(c *candidate) numbering.Label {
	span := text.Span{Start: int(c.start), End: int(c.end)}
	return numbering.Label{Face: c.face, Number: int(c.number), Suffix: int(c.suffix), Span: span, Text: span.In(p.t)}
}
