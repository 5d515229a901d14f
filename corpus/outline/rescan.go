package outline

import (
	"sort"
	"unicode/utf8"

	"gangmu/corpus/numbering"
)

const maxGap = 40 // numbers; a wider gap is a leap between excerpts and is left alone

// rescan looks again inside the gaps of every chain, for labels that were damaged or that stand
// in a place where a label is not expected: of 32 apparent gaps in 3,423 laws 24 were such.
func (p *parser) rescan() {
	var found []candidate
	for _, i := range p.chosen {
		c := &p.cs[i]
		if c.next < 0 || c.lane == laneInline || c.series.enum() || c.series == decimals || c.series == annexes {
			continue
		}
		d := &p.cs[c.next]
		gap := d.number - c.number
		if gap < 2 || gap > maxGap {
			continue
		}
		if p.spend(int(d.start - c.end())) {
			found = append(found, p.search(c, d)...)
		}
	}
	found = append(found, p.searchHeads()...)
	if len(found) > 0 {
		p.insert(found)
		p.collect()
	}
}

// spend takes n bytes from what may be scanned again, which is as much as the text, as a rule.
func (p *parser) spend(n int) bool {
	p.spent += n
	return p.spent < len(p.t)+100000
}

// searchHeads looks for the labels before a list that begins with 2, 3 or 4.
func (p *parser) searchHeads() []candidate {
	var found []candidate
	var last [numSeries]int32 // the end of the last label of each series
	for _, i := range p.chosen {
		c := &p.cs[i]
		if c.number > 1 && c.number <= 4 && !c.led && c.lane != laneInline && !c.series.enum() && c.series != decimals && c.series != annexes {
			outer := int32(0)
			for s, end := range last {
				if p.depth[s] <= p.depth[c.series] {
					outer = max(outer, end)
				}
			}
			from := *c
			from.start, from.width, from.number, from.next = outer, 0, 0, i
			if k := p.elisionIn(outer, c.start); k < 0 && c.start-outer < 20000 && p.spend(int(c.start-outer)) {
				found = append(found, p.search(&from, c)...)
			}
		}
		if c.lane != laneInline {
			last[c.series] = c.end()
		}
	}
	return found
}

// elisionIn is the offset of the first elision in [from, to); -1 if there is none.
func (p *parser) elisionIn(from, to int32) int32 {
	i := sort.Search(len(p.elided), func(i int) bool { return p.elided[i] >= from })
	if i < len(p.elided) && p.elided[i] < to {
		return p.elided[i]
	}
	return -1
}

// search looks for the numbers between c and d.
func (p *parser) search(c, d *candidate) []candidate {
	s := newScanner(p.t)
	s.lastEnd, s.head, s.faces = int(c.end()), c.number == 0, p.faces
	best := make([]candidate, d.number-c.number) // by number
	scores := make([]float32, len(best))
	s.prev, _ = utf8.DecodeLastRuneInString(p.t[:c.end()])
	for i := int(c.end()); i < int(d.start); {
		r, w := utf8.DecodeRuneInString(p.t[i:])
		if r == '\n' || r == '\r' {
			s.endLine(i, i+w)
			i += w
			continue
		}
		if opens(c.series, r) {
			if x, ok := s.damaged(i, r, w, c.series); ok && x.number > c.number && x.number < d.number && x.suffix == 0 {
				score := weigh(&x)
				if x.follow == beforeCite && x.place != atLine {
					score -= 4
				}
				k := x.number - c.number
				if score > -4 && (best[k].width == 0 || score > scores[k]) {
					best[k], scores[k] = x, score
				}
				i = int(x.end())
				s.lastEnd = i
				s.head, s.blankN = false, 0
				s.prev, _ = utf8.DecodeLastRuneInString(p.t[:i])
				continue
			}
		}
		s.pass(i, r)
		i += w
	}
	p.faces = s.faces
	var out []candidate
	last := c.start
	for _, x := range best {
		if x.end() > 0 && x.start > last {
			x.chosen = true
			x.lane = c.lane
			if c.number == 0 {
				x.ahead = 1
			}
			out = append(out, x)
			last = x.start
		}
	}
	return out
}

// opens reports whether a label of series k, damaged or not, may begin with r.
func opens(k series, r rune) bool {
	switch {
	case k.heading() && k != annexes:
		return r == '第' || r == '笫'
	case k == parens || k == parenDigits || k == parenStems:
		return r == '（' || r == '(' || r == '﹙' || '㈠' <= r && r <= '㈩' || '⑴' <= r && r <= '⒇'
	}
	return numbering.Begins(r)
}

// damaged reads a label of series k at i, damaged or not; r, w bytes wide, is its first rune.
func (s *scanner) damaged(i int, r rune, w int, k series) (candidate, bool) {
	mode := numbering.Tolerant
	if s.head {
		mode |= numbering.AtLine
	}
	if !s.head && s.blankN == 0 && numeral(s.prev) {
		return candidate{}, false
	}
	if !s.label(i, r, w, mode) || seriesOf(&s.read.Face) != k {
		return candidate{}, false
	}
	l := &s.read
	c := candidate{start: int32(i), width: uint8(l.End() - i), number: int32(l.Number), suffix: int8(l.Suffix),
		series: k, face: int32(len(s.faces)), damaged: l.Damaged, next: -1, quoted: s.quote >= 0}
	s.faces = append(s.faces, face{Face: l.Face})
	if !s.head {
		c.place = s.placeOf(i)
	}
	c.follow = s.followOf(k, l.End())
	return c, true
}

// insert puts found labels into the candidates, in order, in place of unchosen ones at the same
// offset, and closes the chains over them. Where another chain has that label already, a heading takes
// it from a list that ends there; else it is left out.
func (p *parser) insert(found []candidate) {
	moved := make([]int32, len(p.cs))
	var taken []int32
	out := make([]candidate, 0, len(p.cs)+len(found))
	k := 0
	sortByStart(found)
	for i := range p.cs {
		for k < len(found) && found[k].start <= p.cs[i].start {
			if x := &p.cs[i]; x.start == found[k].start && x.chosen {
				if x.next >= 0 || x.lane == laneHead || found[k].lane != laneHead {
					k++
					continue
				}
				x.chosen, taken = false, append(taken, int32(i))
			}
			out = append(out, found[k])
			k++
		}
		moved[i] = int32(len(out))
		if n := len(out); n > 0 && (out[n-1].start == p.cs[i].start || out[n-1].end() > p.cs[i].start) && !p.cs[i].chosen {
			moved[i] = int32(n - 1)
			continue
		}
		out = append(out, p.cs[i])
	}
	out = append(out, found[k:]...)
	for _, i := range taken {
		moved[i] = -1
	}
	for i := range out {
		if out[i].next >= 0 {
			out[i].next = moved[out[i].next]
		}
	}
	p.cs = out
	p.splice()
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

// splice links recovered labels into the chains that jumped over them, or before them.
func (p *parser) splice() {
	for i := range p.cs {
		if c := &p.cs[i]; c.chosen && c.ahead > 0 {
			j := i + 1
			for ; j < len(p.cs); j++ {
				if d := &p.cs[j]; d.chosen && d.series == c.series && d.lane == c.lane {
					if d.number > c.number {
						c.next = int32(j)
					}
					break
				}
			}
			c.ahead = 0
		}
	}
	for i := range p.cs {
		c := &p.cs[i]
		if !c.chosen || c.next < 0 {
			continue
		}
		end := c.next
		last := c
		for j := int32(i) + 1; j < end; j++ {
			x := &p.cs[j]
			if x.chosen && x.next < 0 && x.series == c.series && x.lane == c.lane && x.number > last.number && x.number < p.cs[end].number {
				last.next, x.next = j, end
				last = x
			}
		}
	}
}
