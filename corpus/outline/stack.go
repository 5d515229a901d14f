package outline

import (
	"strings"
)

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
			if o.block == 0 && !o.scope && b.p.path(c).depth() == 1 && o.s.Kind == Preamble {
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
