package check

import (
	"sort"

	"gangmu/corpus/numbering"
)

// value orders labels: 第十二条之一 comes after 第十二条.
func (n node) value() int { return n.label.Number*100 + min(n.label.Suffix, 99) }

// sequence looks for gaps (N01), a start other than 1 (N02), doubled (N03) and descending (N04)
// numbers, and restarts (N05).
func (c *checker) sequence(g *group) {
	if g.unit == "首先" { // 首先 其次 最后 are no numbers
		return
	}
	runs := split(g.nodes)
	for i, run := range runs {
		if i > 0 {
			before := runs[i-1]
			c.restart(g, before[len(before)-1], run[0])
		}
		c.start(g, run)
		c.count(g, run)
	}
}

// split cuts labels that count together where they begin again at 1: a second list under one
// section.
func split(nodes []node) [][]node {
	var out [][]node
	from := 0
	for i := 1; i < len(nodes); i++ {
		n := nodes[i]
		if n.value() != 100 || nodes[i-1].value() <= 100 {
			continue
		}
		if i+1 < len(nodes) && nodes[i+1].label.Number > 2 || i+1 == len(nodes) && n.stray {
			continue
		}
		out = append(out, nodes[from:i])
		from = i
	}
	return append(out, nodes[from:])
}

// restart reports a list of headings that begins again though nothing shallower stands between.
func (c *checker) restart(g *group, before, n node) {
	if n.sec == nil || before.sec == nil || n.sec.Item || before.sec.Parent != n.sec.Parent || g.form == numbering.Enum {
		return
	}
	if c.elided(before.label.Span.End, n.label.Span.Start) {
		return
	}
	c.add("N05", Warning, n.label.Span, n.label.Text, before.label.Relabel(before.label.Number+1, 0),
		c.say("%s之后又从%s开始，其间没有更高一级的编号", before.label.Text, n.label.Text))
}

// start reports a list that does not begin with 1.
func (c *checker) start(g *group, run []node) {
	first := run[0]
	if c.mixed[first.label.Span.Start] { // N08 says so
		return
	}
	if first.label.Number == 1 || first.stray && first.label.Form != numbering.Paren || first.label.Number == 0 || g.form == numbering.Decimal {
		return
	}
	if first.sec != nil && !first.sec.Item {
		// Chapters may run on through the parts, paragraphs （1）…（60） through a whole decision.
		prev := c.previous(g.key, first.label.Span.Start)
		switch n := first.label.Number; {
		case prev.Number == 0:
		case n == prev.Number+1:
			return
		case n > prev.Number+1 && prev.Number > 1 && c.elided(prev.Span.End, first.label.Span.Start):
			c.add("N01", Info, first.label.Span, first.label.Text, first.label.Relabel(prev.Number+1, 0),
				c.say("%s之后是%s，缺%s（原文有省略）", prev.Text, first.label.Text, c.missing(first.label, prev.Number+1, n-1)))
			return
		}
	}
	sev, why := Warning, ""
	if g.home.Missing || c.elided(g.home.Start, first.label.Span.Start) || first.sec != nil && first.sec.Inferred {
		sev, why = Info, c.say("（原文有省略）")
	} else if c.Resolver.Amends() != "" && first.sec != nil && first.sec.Item {
		sev, why = Info, c.say("（其间有引用的条文）")
	} else if c.excerpt() && g.home.Parent == nil {
		sev, why = Info, c.say("（似为节选）")
	} else if c.runsOn(g, 0, first.label.Span.Start) {
		sev, why = Info, c.say("（条文相连，只缺标题）")
	} else if n := first.label.Number - 1; c.bare(g, first.label.Span.Start, n) {
		sev, why = Info, c.say("（其前 %d 段没有编号）", n)
	}
	c.add("N02", sev, first.label.Span, first.label.Text, first.label.Relabel(1, 0),
		c.say("从%s开始，缺%s%s", first.label.Text, c.missing(first.label, 1, first.label.Number-1), why))
}

// previous is the label of the key that stands last before the source offset off; its number is 0
// if there is none.
func (c *checker) previous(k key, off int) numbering.Label {
	ls := c.numbers[k]
	i := sort.Search(len(ls), func(i int) bool { return ls[i].Span.Start >= off })
	if i == 0 {
		return numbering.Label{}
	}
	return ls[i-1]
}

// count reports gaps, doubles and numbers out of order in one run. What belongs to the longest
// rising chain is right; the rest is out of place.
func (c *checker) count(g *group, run []node) {
	in := rising(run)
	odd := map[int]int{}   // numbers out of the chain: how often
	have := map[int]bool{} // numbers of the chain
	for i, n := range run {
		if in[i] {
			have[n.value()] = true
		} else {
			odd[n.value()]++
		}
	}
	last, next := -1, 0 // of the chain, before and behind
	for i := range run {
		for next = max(next, i+1); next < len(run) && !in[next]; {
			next++
		}
		if !in[i] {
			c.misplaced(run, i, last, next, have)
			continue
		}
		if last >= 0 {
			c.gap(g, run, last, i, odd)
		}
		last = i
	}
}

// misplaced reports label i, outside the chain: its number is there twice, or it stands too late
// or too early. The labels before and after are of the chain; -1 and the length of run = none.
func (c *checker) misplaced(run []node, i, before, after int, have map[int]bool) {
	n := run[i]
	expected := ""
	if before >= 0 {
		want := run[before].label.Number + 1
		if after == len(run) || want < run[after].label.Number {
			expected = n.label.Relabel(want, 0)
		}
	}
	if have[n.value()] {
		c.add("N03", Error, n.label.Span, n.label.Text, expected, c.say("%s重复出现", n.label.Text)+c.would(expected))
		return
	}
	where := ""
	switch {
	case before >= 0 && run[before].value() > n.value():
		where = c.say("在%s之后", run[before].label.Text)
	case after < len(run):
		where = c.say("在%s之前", run[after].label.Text)
	}
	c.add("N04", Error, n.label.Span, n.label.Text, expected, c.say("%s%s，次序颠倒", n.label.Text, where)+c.would(expected))
}

func (c *checker) would(expected string) string {
	if expected == "" {
		return ""
	}
	return c.say("，此处应为%s", expected)
}

// gap reports numbers missing between two neighbours of the chain, unless a label out of place
// accounts for them.
func (c *checker) gap(g *group, run []node, a, b int, odd map[int]int) {
	x, y := run[a].label, run[b].label
	if y.Number == x.Number && y.Suffix > x.Suffix+1 {
		c.add("N01", Warning, y.Span, y.Text, x.Relabel(x.Number, x.Suffix+1), c.say("%s之后是%s，缺%s", x.Text, y.Text, x.Relabel(x.Number, x.Suffix+1)))
		return
	}
	if y.Number <= x.Number+1 {
		return
	}
	between := b - a - 1 // labels out of place that stand in the gap: one of them is the missing number miswritten
	lost := 0
	for n := x.Number + 1; n < y.Number; n++ {
		if odd[n*100] == 0 {
			lost++
		}
	}
	if lost == 0 || lost <= between {
		return
	}
	sev, why := Warning, ""
	if c.elided(x.Span.End, y.Span.Start) {
		sev, why = Info, c.say("（原文有省略）")
	} else if c.runsOn(g, x.Span.Start, y.Span.Start) {
		sev, why = Info, c.say("（条文相连，只缺标题）")
	} else if k := y.Number - x.Number - 1; c.linesBetween(x.Span.End, y.Span.Start) == k+1 && itemForm(g.form) {
		sev, why = Info, c.say("（其间 %d 段没有编号）", k)
	}
	c.add("N01", sev, y.Span, y.Text, y.Relabel(x.Number+1, 0), c.say("%s之后是%s，缺%s%s", x.Text, y.Text, c.missing(y, x.Number+1, y.Number-1), why))
}

// missing names the numbers from a to b in the style of l.
func (c *checker) missing(l numbering.Label, a, b int) string {
	switch {
	case a == b:
		return l.Relabel(a, 0)
	case b == a+1:
		return l.Relabel(a, 0) + " " + l.Relabel(b, 0)
	}
	return c.say("%s至%s", l.Relabel(a, 0), l.Relabel(b, 0))
}

// rising marks the longest chain of rising numbers; of chains as long, the one with more
// sections of the outline and fewer gaps.
func rising(run []node) []bool {
	n := len(run)
	in := make([]bool, n)
	ordered := true
	for i := 1; i < n; i++ {
		if run[i].value() <= run[i-1].value() {
			ordered = false
		}
	}
	if ordered {
		for i := range in {
			in[i] = true
		}
		return in
	}
	best := make([]int, n)
	from := make([]int, n)
	top := 0
	const window = 400 // a chain does not leap over more labels than this
	for i := range run {
		own := 1000
		if run[i].stray {
			own = 990
		}
		best[i], from[i] = own, -1
		for j := max(0, i-window); j < i; j++ {
			if run[j].value() >= run[i].value() {
				continue
			}
			v := best[j] + own
			if run[i].label.Number > run[j].label.Number+1 {
				v -= 5
			}
			if v > best[i] {
				best[i], from[i] = v, j
			}
		}
		if best[i] > best[top] {
			top = i
		}
	}
	for i := top; i >= 0; i = from[i] {
		in[i] = true
	}
	return in
}
