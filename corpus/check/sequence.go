package check

import (
	"fmt"
	"sort"
	"strings"

	"gangmu/corpus/numbering"
	"gangmu/corpus/outline"
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
		fmt.Sprintf("%s之后又从%s开始，其间没有更高一级的编号", before.label.Text, n.label.Text))
}

// start reports a list that does not begin with 1.
func (c *checker) start(g *group, run []node) {
	first := run[0]
	if first.label.Number == 1 || first.stray && first.label.Form != numbering.Paren || first.label.Number == 0 || g.form == numbering.Decimal {
		return
	}
	if first.sec != nil && !first.sec.Item {
		// Chapters may run on through the parts, paragraphs （1）…（60） through a whole decision.
		if prev := c.previous(g.key, first.label.Span.Start); prev > 0 && first.label.Number == prev+1 {
			return
		}
	}
	sev, why := Warning, ""
	if g.home.Missing || c.elided(g.home.Start, first.label.Span.Start) || first.sec != nil && first.sec.Inferred {
		sev, why = Info, "（原文有省略）"
	} else if c.Resolver.Amends() != "" && first.sec != nil && first.sec.Item {
		sev, why = Info, "（其间有引用的条文）"
	} else if c.excerpt() && g.home.Parent == nil {
		sev, why = Info, "（似为节选）"
	} else if c.runsOn(g, 0, first.label.Span.Start) {
		sev, why = Info, "（条文相连，只缺标题）"
	}
	c.add("N02", sev, first.label.Span, first.label.Text, first.label.Relabel(1, 0),
		fmt.Sprintf("从%s开始，缺%s%s", first.label.Text, missing(first.label, 1, first.label.Number-1), why))
}

// previous is the number that a label of the key last had before the source offset off; 0 if
// there is none.
func (c *checker) previous(k key, off int) int {
	ls := c.numbers[k]
	i := sort.Search(len(ls), func(i int) bool { return ls[i].Span.Start >= off })
	if i == 0 {
		return 0
	}
	return ls[i-1].Number
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
	last := -1
	for i := range run {
		if !in[i] {
			c.misplaced(run, in, i, have)
			continue
		}
		if last >= 0 {
			c.gap(g, run, last, i, odd)
		}
		last = i
	}
}

// misplaced reports a label outside the chain: its number is there twice, or it stands too late
// or too early.
func (c *checker) misplaced(run []node, in []bool, i int, have map[int]bool) {
	n := run[i]
	before, after := -1, -1
	for k := i - 1; k >= 0 && before < 0; k-- {
		if in[k] {
			before = k
		}
	}
	for k := i + 1; k < len(run) && after < 0; k++ {
		if in[k] {
			after = k
		}
	}
	expected := ""
	if before >= 0 {
		want := run[before].label.Number + 1
		if after < 0 || want < run[after].label.Number {
			expected = n.label.Relabel(want, 0)
		}
	}
	if have[n.value()] {
		c.add("N03", Error, n.label.Span, n.label.Text, expected, fmt.Sprintf("%s重复出现", n.label.Text)+would(expected))
		return
	}
	where := ""
	switch {
	case before >= 0 && run[before].value() > n.value():
		where = "在" + run[before].label.Text + "之后"
	case after >= 0:
		where = "在" + run[after].label.Text + "之前"
	}
	c.add("N04", Error, n.label.Span, n.label.Text, expected, fmt.Sprintf("%s%s，次序颠倒", n.label.Text, where)+would(expected))
}

func would(expected string) string {
	if expected == "" {
		return ""
	}
	return "，此处应为" + expected
}

// gap reports numbers missing between two neighbours of the chain, unless a label out of place
// accounts for them.
func (c *checker) gap(g *group, run []node, a, b int, odd map[int]int) {
	x, y := run[a].label, run[b].label
	if y.Number == x.Number && y.Suffix > x.Suffix+1 {
		c.add("N01", Warning, y.Span, y.Text, x.Relabel(x.Number, x.Suffix+1), fmt.Sprintf("%s之后是%s，缺%s", x.Text, y.Text, x.Relabel(x.Number, x.Suffix+1)))
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
		sev, why = Info, "（原文有省略）"
	} else if c.runsOn(g, x.Span.Start, y.Span.Start) {
		sev, why = Info, "（条文相连，只缺标题）"
	}
	c.add("N01", sev, y.Span, y.Text, y.Relabel(x.Number+1, 0), fmt.Sprintf("%s之后是%s，缺%s%s", x.Text, y.Text, missing(y, x.Number+1, y.Number-1), why))
}

// runsOn reports whether the articles under the headings of g run on without a gap from one
// heading at the source offset from (0 = the beginning) to past the next, at to: then no text is
// missing where a chapter's number is, only its heading.
func (c *checker) runsOn(g *group, from, to int) bool {
	if g.unit != "章" && g.unit != "节" && g.unit != "编" {
		return false
	}
	for _, o := range c.groups {
		if o.unit != "条" || len(o.nodes) == 0 || o.nodes[0].label.Span.Start > to {
			continue
		}
		last := 0
		for _, n := range o.nodes {
			if n.stray || n.label.Suffix > 0 {
				continue
			}
			if n.label.Span.Start >= from && last > 0 && n.label.Number != last+1 {
				return false
			}
			last = n.label.Number
			if n.label.Span.Start > to {
				return true
			}
		}
	}
	return false
}

// missing names the numbers from a to b in the style of l.
func missing(l numbering.Label, a, b int) string {
	switch {
	case a == b:
		return l.Relabel(a, 0)
	case b == a+1:
		return l.Relabel(a, 0) + " " + l.Relabel(b, 0)
	}
	return l.Relabel(a, 0) + "至" + l.Relabel(b, 0)
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

// single reports a list of one item (N09).
func (c *checker) single(g *group) {
	if len(g.nodes) != 1 || g.nodes[0].label.Number != 1 || g.unit == "首先" {
		return
	}
	switch g.form {
	case numbering.Dun, numbering.Paren, numbering.Dot, numbering.ParenDigit, numbering.Circled, numbering.Enum, numbering.HalfParen:
	default:
		return
	}
	n := g.nodes[0]
	if n.sec == nil || c.elided(n.label.Span.Start, g.home.End+1) || n.sec.Parent.Missing {
		return
	}
	c.add("N09", Info, n.label.Span, n.label.Text, n.label.Relabel(2, 0), fmt.Sprintf("只有%s，没有%s", n.label.Text, n.label.Relabel(2, 0)))
}

// levels reports headings that skip a level or have no parent of a shallower form (N06), and
// lists inside a list of the same form (N15).
func (c *checker) levels() {
	seen := map[*outline.Section]bool{}
	c.Tree.Root.Walk(func(s *outline.Section) bool {
		up := s.Parent
		if up == nil || s.Missing || up.Missing || s.Label.Number == 0 || up.Label.Number == 0 {
			return true
		}
		if keyOf(s.Label) == keyOf(up.Label) && s.Label.Form != numbering.Decimal && s.Label.Form != numbering.Enum && s.Label.Opening == up.Label.Opening && !seen[up] && !follows(s, up) {
			seen[up] = true
			c.add("N15", Warning, s.Label.Span, s.Label.Text, "", fmt.Sprintf("%s之下又用同一形式的%s", up.Label.Text, s.Label.Text))
		}
		if skip := skipped(up.Label.Form, s.Label.Form); skip != "" && !seen[up] {
			seen[up] = true
			c.add("N06", Info, s.Label.Span, s.Label.Text, skip, fmt.Sprintf("%s之下直接用%s，越过了%s一级", up.Label.Text, s.Label.Text, skip))
		}
		return true
	})
}

// order is the standard order of levels (GB/T 9704-2012 7.3.3).
var order = map[numbering.Form]int{numbering.Dun: 1, numbering.Paren: 2, numbering.Dot: 3, numbering.ParenDigit: 4}

var orderNames = []string{"", "一、", "（一）", "1.", "（1）"}

// skipped names the level that is passed over between a heading's form and its child's; 一、
// may be followed by 1.
func skipped(up, down numbering.Form) string {
	a, b := order[up], order[down]
	if a == 0 || b == 0 || b <= a+1 || a == 1 && b == 3 {
		return ""
	}
	return orderNames[a+1]
}

// damaged reports labels with wrong characters (N10).
func (c *checker) damaged() {
	c.Tree.Root.Walk(func(s *outline.Section) bool {
		if s.Label.Damaged && !s.Missing {
			raw := s.Label.Span.In(c.View.Source)
			want := mended(s.Label)
			c.add("N10", Info, s.Label.Span, raw, want, fmt.Sprintf("编号写作“%s”%s", raw, points(raw)))
		}
		return true
	})
}

// mended is how a damaged label should have been printed.
func mended(l numbering.Label) string {
	if l.Form == numbering.Unit {
		s := "第" + numbering.Format(numbering.Chinese, l.Number) + l.Unit
		if l.Suffix > 0 {
			s += "之" + numbering.Format(numbering.Chinese, l.Suffix)
		}
		return s
	}
	return l.Opening + numbering.Format(l.Style, l.Number) + strings.TrimSpace(l.Mark)
}

// points lists the characters of a damaged label that do not belong there, with code points.
func points(raw string) string {
	out := ""
	for _, r := range raw {
		if oddRune(r) {
			out += fmt.Sprintf("（%q U+%04X）", r, r)
		}
	}
	return out
}

func oddRune(r rune) bool {
	switch r {
	case '笫', '－', '—', 'ー', '-', '―', '─', 'ㄧ', '–', 'ニ', 'ミ', 'ハ', 'Ｏ', 'O', ' ', '\u00a0', '\u200b', '○', '◯':
		return true
	}
	return 0x2E80 <= r && r <= 0x2FDF
}
