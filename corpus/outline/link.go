package outline

import (
	"slices"
	"sort"
)

// link weighs the candidates and chooses the labels of every series.
func (p *parser) link() {
	var none [numSeries]habit
	var all [numSeries]bool
	for s := range p.took {
		all[s] = true
		for l := range p.took[s] {
			p.took[s][l] = p.took[s][l][:0]
		}
	}
	p.weighAll(&none, &all)
	p.linkFrom(0)
}

const unlikely = -8 // the score of a label that no chain holds

// relink chooses once more, by the order of the series in this document and by how it writes its
// labels: from the first series on of which either changes anything.
func (p *parser) relink() {
	h := p.learn()
	before := p.order
	p.reorder()
	// Lists of annexes and notes on the law are now known, which open no section of any series; and
	// annexes give weight to what they open. Of decimals the score only tells what is unlikely.
	all := p.listed || len(p.asides) > 0 && h[articles].n >= habitualLaw || h[annexes].teaches(annexes)
	var stale [numSeries]bool
	first := len(p.order)
	for k, s := range p.order {
		stale[s] = all || h[s].teaches(s) && (s != decimals || slices.ContainsFunc(p.nodes[s], func(x node) bool { return x.score-adapted <= unlikely }))
		if stale[s] || s != before[k] {
			first = min(first, k)
		}
	}
	if first == len(p.order) {
		return
	}
	for _, s := range p.order[first:] {
		p.takeBack(s)
	}
	p.weighAll(&h, &stale)
	p.linkFrom(first)
}

// reweigh adds to the score of candidate c.
func (p *parser) reweigh(c *candidate, more float32) {
	nodes := p.nodes[c.series]
	i := sort.Search(len(nodes), func(i int) bool { return p.cs[nodes[i].id].start >= c.start })
	if i < len(nodes) && p.cs[nodes[i].id].start == c.start {
		nodes[i].score += more
	}
}

// takeBack makes the labels of a series candidates again.
func (p *parser) takeBack(s series) {
	for l, ids := range p.took[s] {
		for _, id := range ids {
			c := &p.cs[id]
			c.chosen, c.led, c.lane, c.next = false, false, laneHead, -1
		}
		p.took[s][l] = ids[:0]
	}
}

// weighAll lists what may be chosen of the series that are stale, with scores by their habits.
func (p *parser) weighAll(h *[numSeries]habit, stale *[numSeries]bool) {
	var taught [numSeries]bool
	all := p.nodes // on the stack, where they are written for less
	for s := range numSeries {
		taught[s] = h[s].teaches(s)
		if stale[s] {
			all[s] = slices.Grow(all[s][:0], p.count[s])
		}
	}
	law := h[articles].n >= habitualLaw
	for i := range p.cs {
		c := &p.cs[i]
		s := c.series
		if !stale[s] || c.contents || c.number <= 0 && s != annexes {
			continue
		}
		if c.aside && law {
			continue // a note on the law (理由, 通知), not the law
		}
		if (s == clauseKuan || s == clauseMu) && (c.place > atPara || c.follow != beforeBlank && c.follow != beforeEnd) {
			continue // 第一款 as a heading stands alone
		}
		score := weigh(c)
		if taught[s] {
			score = h[s].adapt(c, score)
		}
		if score > unlikely {
			nodes := slices.Grow(all[s], 1)
			nodes = nodes[:len(nodes)+1]
			x := &nodes[len(nodes)-1] // filled in place: a copy of so many would take longer
			x.id, x.number, x.score = int32(i), c.number, score
			x.suffixed, x.inline, x.item, x.under = c.suffix > 0, c.inline, c.item, c.under
			all[s] = nodes
		}
	}
	p.nodes = all
}

// linkFrom chooses the labels of the series from place first of their order on, outer series first, so
// that each knows where its outer sections begin; those before keep what was chosen.
func (p *parser) linkFrom(first int) {
	elided := make([]int32, len(p.elided)) // the candidates behind them
	for i, at := range p.elided {
		elided[i] = int32(p.from(int(at)))
	}
	p.chosen = p.chosen[:0]
	law := false
	for k, s := range p.order {
		took, nodes := &p.took[s], p.nodes[s]
		switch {
		case k < first:
		case s == annexes:
			took[laneHead] = p.linkAnnexes(nodes, took[laneHead][:0])
		case s == decimals:
			took[laneHead] = p.linkDecimals(nodes, took[laneHead][:0])
		case !p.marked[s] && !price[s].worth(nodes):
		case s.heading():
			bounds := p.chosen
			if s == articles { // 条 runs on through 编 章 节
				bounds = p.took[annexes][laneHead]
			}
			p.linkLane(s, laneHead, nodes, bounds, elided)
		default:
			p.linkItems(s, elided, law)
		}
		for _, ids := range took {
			if len(ids) > 0 {
				p.spare = merge(p.spare[:0], p.chosen, ids)
				p.chosen, p.spare = p.spare, p.chosen
			}
		}
		law = law || s == articles && len(took[laneHead]) >= 5
	}
}

// linkItems chooses labels of series s, which may be headings or items. What stands amid a line, and
// what is written as items of a sentence, is linked apart from what looks like headings, so that a
// list inside a section does not break the count of the sections.
func (p *parser) linkItems(s series, elided []int32, law bool) {
	nodes := p.nodes[s]
	if p.marked[s] {
		p.resume(nodes)
	}
	lanes := p.divide(nodes, law)
	p.linkLane(s, laneHead, lanes[laneHead], p.chosen, elided)
	if len(lanes[laneHead]) < len(nodes) {
		p.heads = merge(p.heads[:0], p.chosen, p.took[s][laneHead])
		p.linkLane(s, laneItem, lanes[laneItem], p.heads, elided)
		p.linkLane(s, laneInline, lanes[laneInline], p.atLines(p.heads, lanes[laneInline]), nil)
	}
	if s == glued {
		p.dropSingles()
	}
}

// atLines adds to bounds the first of nodes in each line.
func (p *parser) atLines(bounds []int32, nodes []node) []int32 {
	var firsts []int32
	line := int32(-1)
	for i := range nodes {
		if c := &p.cs[nodes[i].id]; c.line != line {
			line = c.line
			firsts = append(firsts, nodes[i].id)
		}
	}
	if len(firsts) == 0 {
		return bounds
	}
	return merge(nil, bounds, firsts)
}

// dropSingles takes back chosen labels that stand alone: a digit before a word is a heading only
// if the count goes on.
func (p *parser) dropSingles() {
	before := false // the label before goes on to this one
	for i := range p.nodes[glued] {
		c := &p.cs[p.nodes[glued][i].id]
		if !c.chosen {
			continue
		}
		if !before && (c.next < 0 || c.number != 1) {
			c.chosen = false
			if c.next >= 0 {
				p.cs[c.next].led = false
				continue
			}
		}
		before = c.next >= 0
	}
	for l, ids := range p.took[glued] {
		p.took[glued][l] = slices.DeleteFunc(ids, func(id int32) bool { return !p.cs[id].chosen })
	}
}

// divide gives the nodes of one series by their lanes.
func (p *parser) divide(nodes []node, law bool) (lanes [numLanes][]node) {
	if len(nodes) == 0 {
		return lanes
	}
	one, n := nodes[0].lane(law), 1
	for n < len(nodes) && nodes[n].lane(law) == one {
		n++
	}
	if n == len(nodes) {
		lanes[one] = nodes
		return lanes
	}
	for l := range p.lanes {
		p.lanes[l] = p.lanes[l][:0]
	}
	p.lanes[one] = append(p.lanes[one], nodes[:n]...)
	for _, x := range nodes[n:] {
		l := x.lane(law)
		p.lanes[l] = append(p.lanes[l], x)
	}
	return p.lanes
}

// linkLane chooses among the nodes of a lane; bounds and elided are candidates at which an outer
// section begins, and with which the text goes on behind an elision.
func (p *parser) linkLane(s series, l lane, nodes []node, bounds, elided []int32) {
	p.took[s][l] = p.chain.link(p.cs, nodes, l, price[s], bounds, elided, p.took[s][l][:0])
}

// resume takes a plain line that goes on where the headings of its series stop to be one of them,
// whose mark-up was forgotten: ## 三、 and then **四、…**.
func (p *parser) resume(nodes []node) {
	heading := 0                      // the place of the next heading
	last, inner := int32(0), int32(0) // number of the last heading, of the last plain line behind it
	for k := range nodes {
		x := &nodes[k]
		switch c := &p.cs[x.id]; {
		case x.inline:
			continue
		case !x.under:
			last, inner = x.number, 0
			continue
		case c.place == atLine && last > 0 && x.number == last+1 && inner != last && !c.quoted && c.follow != beforeCite:
			for heading <= k || heading < len(nodes) && (nodes[heading].under || nodes[heading].inline) {
				heading++
			}
			again := heading < len(nodes) && nodes[heading].number == x.number
			if !again {
				x.under, c.under, last, inner = false, false, x.number, 0
				continue
			}
		}
		inner = x.number
	}
}

// merge adds a and b, each in order, to out, in order.
func merge(out, a, b []int32) []int32 {
	out = slices.Grow(out, len(a)+len(b))
	for len(a) > 0 && len(b) > 0 {
		if b[0] < a[0] {
			a, b = b, a
		}
		n := 1
		for n < len(a) && a[n] < b[0] {
			n++
		}
		out = append(out, a[:n]...)
		a = a[n:]
	}
	return append(append(out, a...), b...)
}
