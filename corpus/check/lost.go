package check

import (
	"slices"
	"strings"

	"gangmu/corpus/numbering"
	"gangmu/corpus/text"
)

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

// itemForm reports whether a form numbers single paragraphs.
func itemForm(f numbering.Form) bool {
	switch f {
	case numbering.Paren, numbering.ParenDigit, numbering.Dot, numbering.Circled, numbering.HalfParen:
		return true
	}
	return false
}

// linesBetween counts the lines that show something from a source offset, the rest of its own
// line included, to another, that line left out.
func (c *checker) linesBetween(from, to int) int {
	n := 0
	for _, l := range strings.Split(c.View.Slice(text.Span{Start: from, End: to}), "\n") {
		if strings.Trim(l, " \t\r　\u00a0#*") != "" {
			n++
		}
	}
	return n
}

// bare reports whether the n paragraphs before the source offset at stand without numbers behind
// a colon: then the text is complete and only their numbers were lost, as happens to numbers that
// a word processor made.
func (c *checker) bare(g *group, at, n int) bool {
	if !itemForm(g.form) || n > 30 {
		return false
	}
	pos := c.View.Pos(at)
	before := strings.TrimRight(c.View.Text[max(0, pos-6000):pos], " \t　#*")
	lines := strings.FieldsFunc(before, func(r rune) bool { return r == '\n' || r == '\r' })
	lines = slices.DeleteFunc(lines, func(l string) bool { return strings.Trim(l, " \t　\u00a0") == "" })
	if len(lines) <= n {
		return false
	}
	for i, l := range lines[len(lines)-n-1:] {
		l = strings.TrimRight(l, " \t　")
		colon := strings.HasSuffix(l, "：") || strings.HasSuffix(l, ":")
		if colon != (i == 0) {
			return false
		}
	}
	return true
}
