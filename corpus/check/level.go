package check

import (
	"fmt"
	"strings"

	"gangmu/corpus/numbering"
	"gangmu/corpus/outline"
)

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
	if n.sec == nil || c.mixed[n.label.Span.Start] || c.elided(n.label.Span.Start, g.home.End+1) || n.sec.Parent.Missing {
		return
	}
	c.add("N09", Info, n.label.Span, n.label.Text, n.label.Relabel(2, 0), c.say("只有%s，没有%s", n.label.Text, n.label.Relabel(2, 0)))
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
		if keyOf(s.Label) == keyOf(up.Label) && s.Label.Form != numbering.Decimal && s.Label.Form != numbering.Enum && s.Label.Opening() == up.Label.Opening() && !seen[up] && !follows(s, up) {
			seen[up] = true
			c.add("N15", Warning, s.Label.Span, s.Label.Text, "", c.say("%s之下又用同一形式的%s", up.Label.Text, s.Label.Text))
		}
		if skip := skipped(up.Label.Form, s.Label.Form); skip != "" && !seen[up] {
			seen[up] = true
			c.add("N06", Info, s.Label.Span, s.Label.Text, skip, c.say("%s之下直接用%s，越过了%s一级", up.Label.Text, s.Label.Text, skip))
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
			c.add("N10", Info, s.Label.Span, raw, want, c.say("编号写作“%s”%s", raw, points(raw)))
		}
		return true
	})
}

// mended is how a damaged label should have been printed.
func mended(l numbering.Label) string {
	if l.Form == numbering.Unit {
		s := "第" + numbering.Format(numbering.Chinese, l.Number) + l.Unit()
		if l.Suffix > 0 {
			s += "之" + numbering.Format(numbering.Chinese, l.Suffix)
		}
		return s
	}
	return l.Opening() + numbering.Format(l.Style, l.Number) + strings.TrimSpace(l.Mark())
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
