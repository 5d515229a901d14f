package check

import (
	"strings"
	"unicode/utf8"

	"gangmu/corpus/numbering"
)

// A look is how a label is dressed: its brackets, its closing mark, its kind of digits.
type look struct {
	opening, mark string
	style         numbering.Style
}

func lookOf(l numbering.Label) look { return look{l.Opening(), strings.TrimSpace(l.Mark()), l.Style} }

// standard reports what closing mark GB/T 15834-2011 B.3 asks for, where l has another: 一、 1.
// （一） ①; "" if l is in order.
func (c *checker) standard(l numbering.Label) string {
	mark := strings.TrimSpace(l.Mark())
	num := l.Text
	if n := l.Numeral(); n.End <= len(l.Text) {
		num = n.In(l.Text)
	}
	switch l.Form {
	case numbering.Dun, numbering.Formal, numbering.Stem:
		if mark != "、" {
			return num + "、"
		}
	case numbering.Dot:
		if mark != "." && mark != "．" && mark != "" {
			return num + "."
		}
	case numbering.Paren, numbering.ParenDigit:
		if c.doubled(l) {
			return strings.TrimRight(l.Text, "、.． 　")
		}
	case numbering.Circled:
		if c.doubled(l) {
			return strings.TrimRight(l.Text, "、.． 　")
		}
	case numbering.Enum:
		if strings.HasSuffix(l.Text, "、") {
			return strings.TrimSuffix(l.Text, "、") + "，"
		}
	}
	return ""
}

// doubled reports whether a bracketed or circled number is followed by another mark: （一）、 ①.
func (c *checker) doubled(l numbering.Label) bool {
	if t := strings.TrimRight(l.Text, " 　"); strings.HasSuffix(t, "、") || strings.HasSuffix(t, ".") || strings.HasSuffix(t, "．") {
		return true
	}
	rest := c.View.Text[c.View.Pos(l.Span.End):]
	return strings.HasPrefix(rest, "、") || strings.HasPrefix(rest, "．") || strings.HasPrefix(rest, ".")
}

// marks reports closing marks against the standard (N07) and labels dressed otherwise than their
// siblings (N08). A group that is consistently against the standard is reported once.
func (c *checker) marks(g *group) {
	if g.form == numbering.Unit || g.form == numbering.Decimal || g.form == numbering.Annex {
		return
	}
	common, n := c.majority(g)
	against := 0
	for _, x := range g.nodes {
		if lookOf(x.label) == common && c.standard(x.label) != "" {
			against++
		}
	}
	first := true
	for _, x := range g.nodes {
		if x.label.Damaged { // N10 says so
			continue
		}
		want := c.standard(x.label)
		if want != "" && c.doubled(x.label) {
			if against*2 < len(g.nodes) || first {
				c.surplus(x.label, want, against)
			}
			first = false
			continue
		}
		switch {
		case paired(x.label) != "":
			c.add("N08", Info, x.label.Span, x.label.Text, paired(x.label), c.say("%s的括号一半全角一半半角", x.label.Text))
		case lookOf(x.label) != common && n > 0:
			if want != "" && against == 0 {
				c.add("N07", Info, x.label.Span, x.label.Text, want, c.say("%s宜作%s（GB/T 15834）", x.label.Text, want))
				continue
			}
			like := dressed(x.label, g.nodes, common)
			c.add("N08", Info, x.label.Span, x.label.Text, like, c.say("%s与同级编号写法不一，同级作%s", x.label.Text, like))
		case want != "" && first:
			first = false
			more := ""
			if against > 1 {
				more = c.say("，同级共 %d 处", against)
			}
			c.add("N07", Info, x.label.Span, x.label.Text, want, c.say("%s宜作%s（GB/T 15834）%s", x.label.Text, want, more))
		}
	}
}

// surplus reports a mark behind a bracketed or circled number.
func (c *checker) surplus(l numbering.Label, want string, against int) {
	pos := c.View.Pos(l.Span.End)
	_, w := utf8.DecodeRuneInString(c.View.Text[pos:])
	span := l.Span
	if strings.HasPrefix(c.View.Text[pos:], "、") || strings.HasPrefix(c.View.Text[pos:], ".") || strings.HasPrefix(c.View.Text[pos:], "．") {
		span.End = c.View.Src(pos + w)
	}
	found := c.View.Slice(span)
	more := ""
	if against > 1 {
		more = c.say("，同级共 %d 处", against)
	}
	c.add("N07", Info, span, found, want, c.say("“%s”宜作“%s”（GB/T 15834）%s", found, want, more))
}

// majority is the look that most labels of a group share, and how many. Where two looks lead, the
// one that the document has more often counts.
func (c *checker) majority(g *group) (look, int) {
	count := map[look]int{}
	for _, x := range g.nodes {
		count[lookOf(x.label)]++
	}
	var best look
	n := 0
	for _, x := range g.nodes {
		l := lookOf(x.label)
		if count[l] > n || count[l] == n && c.looks[g.key][l] > c.looks[g.key][best] {
			best, n = l, count[l]
		}
	}
	return best, n
}

// survey counts the looks of each form in the document.
func (c *checker) survey() {
	c.looks = map[key]map[look]int{}
	for _, g := range c.groups {
		if c.looks[g.key] == nil {
			c.looks[g.key] = map[look]int{}
		}
		for _, x := range g.nodes {
			c.looks[g.key][lookOf(x.label)]++
		}
	}
}

// dressed is l's number as the sibling with the common look would print it.
func dressed(l numbering.Label, nodes []node, common look) string {
	for _, x := range nodes {
		if lookOf(x.label) == common {
			return x.label.Relabel(l.Number, l.Suffix)
		}
	}
	return l.Text
}

// paired is the label with matching brackets where one is full and one half width; else "".
func paired(l numbering.Label) string {
	m := strings.TrimSpace(l.Mark())
	switch {
	case l.Opening() == "（" && m == ")":
		return strings.Replace(l.Text, ")", "）", 1)
	case l.Opening() == "(" && m == "）":
		return strings.Replace(l.Text, "(", "（", 1)
	}
	return ""
}

// styles reports, over the whole document, articles and chapters that write their number in
// another way than the rest (N16), and lists whose look differs from that of all other lists of
// their form (N08).
func (c *checker) styles() {
	count := c.looks
	for _, g := range c.groups {
		all := 0
		var best look
		for l, n := range count[g.key] {
			all += n
			if n > count[g.key][best] {
				best = l
			}
		}
		if g.form == numbering.Unit {
			c.unitStyle(g, best.style, count[g.key][best])
			continue
		}
		common, n := c.majority(g)
		if len(g.nodes) < 2 && g.form != numbering.Dun && g.form != numbering.Paren || common == best || n < len(g.nodes) && n*2 <= len(g.nodes) ||
			count[g.key][best] < 3*count[g.key][common] || all < 6 || g.form == numbering.Enum || paired(g.nodes[0].label) != "" {
			continue
		}
		like := dressed(g.nodes[0].label, c.like(g.key, best), best)
		c.add("N08", Info, g.nodes[0].label.Span, g.nodes[0].label.Text, like, c.say("这一组写作%s，全文多作%s", g.nodes[0].label.Text, like))
	}
}

func (c *checker) like(k key, l look) []node {
	for _, g := range c.groups {
		if g.key == k {
			if common, _ := c.majority(g); common == l {
				return g.nodes
			}
		}
	}
	return nil
}

// unitStyle reports 第12条 among 第十二条.
func (c *checker) unitStyle(g *group, common numbering.Style, n int) {
	for _, x := range g.nodes {
		if x.label.Style == common || x.label.Damaged || n < 2 {
			continue
		}
		want := "第" + numbering.Format(common, x.label.Number) + g.unit
		c.add("N16", Info, x.label.Span, x.label.Text, want, c.say("%s的数字写法与全文不一，多作%s", x.label.Text, want))
	}
}
