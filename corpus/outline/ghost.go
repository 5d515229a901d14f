package outline

import (
	"gangmu/corpus/text"
)

// gapGhosts adds the ghosts between candidate id and the next of its chain to ev.
func (p *parser) gapGhosts(ev []event, id int32) []event {
	c := &p.cs[id]
	if c.next < 0 || c.series == decimals || c.series.enum() || c.lane == laneInline {
		return ev
	}
	d := &p.cs[c.next]
	gap := d.number - c.number
	if gap < 2 || gap > maxGap {
		return ev
	}
	at, why := d.start, NumberMissing
	if e := p.openElision(id); e >= 0 {
		at, why = e, Elided
	}
	var restarts []int32
	if why == NumberMissing {
		restarts = p.restarts(id)
	}
	for n := c.number + 1; n < d.number; n++ {
		if p.soon(d, n) {
			continue // it comes later, out of order
		}
		if k := int(n - c.number - 1); len(restarts) == int(gap-1) {
			at = restarts[k]
		}
		ev = append(ev, event{at: at, id: c.next, number: n, ghost: true, why: why})
	}
	return ev
}

// openElision is the offset of the elision between candidate id, c, and the next of its chain, at
// which the sections between them were left out; -1 if there is none. One over which a list inside c
// counts on lies in c.
func (p *parser) openElision(id int32) int32 {
	c := &p.cs[id]
	d := &p.cs[c.next]
	first := p.elisionIn(c.start+1, d.start+1)
	for e, k := first, 0; e >= 0 && k < 8; e, k = p.elisionIn(e+1, d.start+1), k+1 { // a gap has few
		spanned := false
		for i := id + 1; i < c.next && p.cs[i].start < e; i++ {
			x := &p.cs[i]
			spanned = spanned || x.chosen && x.lane == laneHead && x.next >= 0 && x.next < c.next && p.cs[x.next].start > e && p.depth[x.series] > p.depth[c.series]
		}
		if !spanned {
			return e
		}
	}
	return first
}

// restarts gives where lists inside the section of candidate id begin again at 1, which they do where
// the heading between was lost: the ghost belongs there.
func (p *parser) restarts(id int32) []int32 {
	c := &p.cs[id]
	var seen [numSeries]bool
	var out []int32
	for i := id + 1; i < c.next; i++ {
		x := &p.cs[i]
		if c.series.heading() && (!x.series.heading() || x.series == articles) || !c.series.heading() && p.tree.Genre == Statute {
			continue // lists below articles begin again anyhow
		}
		if !x.chosen || x.lane != laneHead || x.place != atLine && x.place != atPara || x.series.enum() || p.depth[x.series] <= p.depth[c.series] {
			continue
		}
		if x.number == 1 && seen[x.series] {
			out = append(out, x.start)
		}
		if len(out) == 0 || x.number == 1 {
			seen[x.series] = true
		}
	}
	return out
}

// lostHeads gives the ghosts before 第二章 where articles stand before it that no chapter holds:
// 第一章 holds them.
func (p *parser) lostHeads() []event {
	var out []event
	first, held := int32(-1), false // the first article of the scope; whether a chapter holds it
	for _, i := range p.chosen {
		c := &p.cs[i]
		switch c.series {
		case annexes, parts, subparts, volumes, divisions:
			first, held = -1, false
		case articles:
			if c.number == 1 && !held {
				first = c.start
			}
		case chapters:
			if first >= 0 && !held && !c.led && c.number > 1 && c.number <= 12 {
				for n := int32(1); n < c.number; n++ {
					e := event{at: c.start, id: i, number: n, ghost: true, why: NumberMissing}
					if n == 1 {
						e.at = first
					}
					out = append(out, e)
				}
			}
			held = true
		}
	}
	return out
}

// elidedHeads gives the ghosts of headings that went with the beginning of the text: behind an
// elision stand 第二條 and then 第二章, or （三） and then 二、; 第一章 and 一、 were left out.
func (p *parser) elidedHeads() []event {
	if len(p.elided) == 0 {
		return nil
	}
	var out []event
	var seen [numSeries]bool // since the scope began
	k := 0
	for _, e := range p.elided {
		for ; k < len(p.chosen) && p.cs[p.chosen[k]].start < e; k++ {
			if c := &p.cs[p.chosen[k]]; c.lane == laneHead {
				if c.series == annexes {
					seen = [numSeries]bool{}
				}
				seen[c.series] = true
			}
		}
		inner := numSeries // the outermost series between the elision and the heading
		for _, i := range p.chosen[k:min(len(p.chosen), k+3000)] {
			d := &p.cs[i]
			if d.lane != laneHead || d.series.enum() || d.series == decimals {
				continue
			}
			if d.series == annexes || seen[d.series] && (inner == numSeries || p.depth[d.series] < p.depth[inner]) {
				break // the elision stands inside a section that goes on
			}
			if inner < numSeries && p.depth[d.series] < p.depth[inner] {
				if d.number > 1 && d.number <= 12 && !d.led && !seen[d.series] {
					for n := int32(1); n < d.number; n++ {
						out = append(out, event{at: e, id: i, number: n, ghost: true, why: Elided})
					}
				}
				break
			}
			if inner == numSeries {
				if d.number == 1 {
					break
				}
				inner = d.series
			}
		}
	}
	return out
}

// soon reports whether number n comes in the chain within a few labels from d on.
func (p *parser) soon(d *candidate, n int32) bool {
	for range 4 {
		if d.number == n {
			return true
		}
		if d.next < 0 {
			return false
		}
		d = &p.cs[d.next]
	}
	return false
}

// firstGhosts gives the ghosts before a list that begins beyond 1 right behind an elision.
func (p *parser) firstGhosts() []event {
	if len(p.elided) == 0 {
		return nil
	}
	var out []event
	for _, e := range p.elided {
		i := p.from(int(e))
		for i < len(p.cs) && !p.cs[i].chosen {
			i++
		}
		if i == len(p.cs) {
			break
		}
		first := &p.cs[i]
		if int(first.start) >= p.textEnd || first.led || first.series.heading() || first.series == decimals || first.number > maxGap {
			continue
		}
		for n := int32(1); n < first.number; n++ {
			out = append(out, event{at: e, id: int32(i), number: n, ghost: true, why: Elided})
		}
	}
	return out
}

// tailGhost adds the section that must follow where the text ends early (未完): its number is
// known, what it holds is not.
func (p *parser) tailGhost() {
	if p.paywall == nil {
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
	at := p.paywall.Span.Start
	if last.End > at {
		return
	}
	n := last.Label.Number + 1
	l := last.Label.Again(n)
	l.Span = text.Span{Start: at, End: at}
	s := &Section{Kind: last.Kind, Level: 1, Label: l, Title: "…", TitleSpan: l.Span,
		Start: at, Body: at, End: at, Missing: true, Why: Truncated, Parent: root}
	root.Children = append(root.Children, s)
}
