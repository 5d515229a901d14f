package check

import (
	"fmt"
	"slices"
	"sort"
	"strings"
	"unicode/utf8"

	"gangmu/corpus/numbering"
	"gangmu/corpus/outline"
	"gangmu/corpus/text"
)

// A node is a label that counts: of a section, or one that opens a line but has no place in the
// outline.
type node struct {
	label numbering.Label // Span in the source
	sec   *outline.Section
	stray bool
}

// key is what labels must share to count together.
type key struct {
	form numbering.Form
	unit string
}

// A group is a run of labels that count together: the children of one section with one form;
// of articles, all of one instrument.
type group struct {
	key
	home  *outline.Section
	nodes []node // in source order, ghosts left out
}

func keyOf(l numbering.Label) key {
	switch l.Form {
	case numbering.Unit, numbering.Annex, numbering.Enum:
		return key{l.Form, l.Unit()}
	case numbering.Decimal: // 5.3 counts with 5.4, not with 6.4
		if path := l.Path(); len(path) > 0 {
			return key{l.Form, fmt.Sprint(l.Letter, path[:len(path)-1])}
		}
	}
	return key{form: l.Form}
}

// home is the section whose children count together with a label of key k below s.
func home(s *outline.Section, k key) *outline.Section {
	if k.unit != "条" {
		return s
	}
	for s.Parent != nil && s.Kind != outline.Annex && s.Kind != outline.Heading {
		s = s.Parent
	}
	if s.Kind == outline.Heading && s.Parent != nil { // 总则 without a number is no instrument
		return home(s.Parent, k)
	}
	return s
}

// collect gathers the groups: first from the outline, then the stray labels.
func (c *checker) collect() {
	type place struct {
		home *outline.Section
		key  key
	}
	byPlace := map[place]*group{}
	taken := map[int]bool{}
	c.Tree.Root.Walk(func(s *outline.Section) bool {
		if s.Parent == nil || s.Missing || s.Label.Number == 0 || s.Kind == outline.Contents {
			return s.Kind != outline.Contents
		}
		if s.Item && c.inQuote(s.Start) {
			return true
		}
		taken[s.Label.Span.Start] = true
		k := keyOf(s.Label)
		up := s.Parent
		if follows(s, up) {
			up = up.Parent
		}
		p := place{home(up, k), k}
		g := byPlace[p]
		if g == nil {
			g = &group{key: k, home: p.home}
			byPlace[p] = g
			c.groups = append(c.groups, g)
		}
		g.nodes = append(g.nodes, node{label: s.Label, sec: s})
		return true
	})
	for _, l := range c.strays(taken) {
		k := keyOf(l)
		here := c.Resolver.SectionAt(l.Span.Start)
		var g *group
		for s := here; s != nil && g == nil; s = s.Parent {
			if s.Kind == outline.Contents {
				break
			}
			g = byPlace[place{home(s, k), k}]
		}
		if g == nil && k.form == numbering.Paren && here.Kind == outline.Article {
			// A list that lost its （一） may be no list to the outline.
			g = &group{key: k, home: here}
			byPlace[place{here, k}] = g
			c.groups = append(c.groups, g)
		}
		if g != nil && (l.Form != numbering.Unit || c.spaced(l) == c.mostlySpaced(g)) {
			g.nodes = append(g.nodes, node{label: l, stray: true})
		}
	}
	c.numbers = map[key][]numbering.Label{}
	for _, g := range c.groups {
		slices.SortFunc(g.nodes, func(a, b node) int { return a.label.Span.Start - b.label.Span.Start })
		for _, n := range g.nodes {
			if !n.stray {
				c.numbers[g.key] = append(c.numbers[g.key], n.label)
			}
		}
	}
	for _, ls := range c.numbers {
		slices.SortFunc(ls, func(a, b numbering.Label) int { return a.Span.Start - b.Span.Start })
	}
}

// spaced reports whether a blank or the end of the line follows a label.
func (c *checker) spaced(l numbering.Label) bool {
	rest := c.View.Text[c.View.Pos(l.Span.End):]
	r, w := utf8.DecodeRuneInString(rest)
	return w == 0 || strings.ContainsRune(" \t\r\n\u3000\u00a0*【（(", r)
}

// mostlySpaced is how the labels of a group are written. A line that opens with 第三条 glued to
// its text cites it, where the articles themselves are set off by a blank.
func (c *checker) mostlySpaced(g *group) bool {
	n, all := 0, 0
	for i := 0; i < len(g.nodes); i += max(1, len(g.nodes)/50) {
		if !g.nodes[i].stray {
			all++
			if c.spaced(g.nodes[i].label) {
				n++
			}
		}
	}
	return n*2 >= all
}

// inQuote reports whether a source offset stands in a block that quotes another text.
func (c *checker) inQuote(off int) bool {
	i := sort.Search(len(c.Blocks), func(i int) bool { return c.Blocks[i].Span.Start > off })
	for i--; i >= 0 && i > len(c.Blocks)-1-1<<20; i-- {
		if b := c.Blocks[i]; b.Span.Has(off) {
			return b.Kind == text.BlockQuote
		} else if b.Span.End < off {
			return false
		}
	}
	return false
}

// follows reports whether a section is but the next of what the outline made its parent: （三）
// under （二） of a list that lost its （一）.
func follows(s, up *outline.Section) bool {
	return up.Parent != nil && keyOf(s.Label) == keyOf(up.Label) && s.Label.Number > up.Label.Number && up.Label.Number > 1
}

// strays finds the labels that open a line, stand outside quotation marks and tables, and are no
// section.
func (c *checker) strays(taken map[int]bool) []numbering.Label {
	var out []numbering.Label
	s := c.View.Text
	quoted := 0 // where the open quotation mark stands, + 1
	for i := 0; i < len(s); {
		j := strings.IndexByte(s[i:], '\n')
		if j < 0 {
			j = len(s) - i
		}
		line := s[i : i+j]
		at := lead(line)
		if quoted == 0 && at < len(line) && !strings.Contains(line, "|") {
			if l, ok := c.stray(i+at, taken); ok {
				out = append(out, l)
			}
		}
		quoted = quotes(line, i, quoted)
		i += j + 1
	}
	return out
}

// quotes follows the quotation marks of a line. A mark left open for long was never closed.
func quotes(line string, at, quoted int) int {
	for k, r := range line {
		switch r {
		case '“', '「', '『':
			quoted = at + k + 1
		case '”', '」', '』':
			quoted = 0
		}
	}
	if quoted > 0 && at-quoted > 12000 {
		return 0
	}
	return quoted
}

// lead is the width of what may stand before a label at the head of a line.
func lead(line string) int {
	for i, r := range line {
		if !strings.ContainsRune(" \t\r\u3000\u00a0\u200b\ufeff#*_`\\", r) {
			return i
		}
	}
	return len(line)
}

func (c *checker) stray(at int, taken map[int]bool) (numbering.Label, bool) {
	s := c.View.Text
	if r, _ := utf8.DecodeRuneInString(s[at:]); !numbering.Begins(r) {
		return numbering.Label{}, false
	}
	src := c.View.Src(at)
	if taken[src] || c.inQuote(src) {
		return numbering.Label{}, false
	}
	l, ok := numbering.Scan(s, at, numbering.AtLine)
	if !ok || l.Form == numbering.Decimal || l.Form == numbering.Bare || l.Form == numbering.Latin || l.Form == numbering.Annex || cites(l, s[l.Span.End:]) {
		return numbering.Label{}, false
	}
	l.Span = c.View.SrcSpan(l.Span)
	return l, true
}

// cites reports whether what follows a label shows that the words cite a section: 第三条规定…,
// 第五条第二款.
func cites(l numbering.Label, rest string) bool {
	switch l.Form {
	case numbering.Paren, numbering.ParenDigit: // （一）至（三）项所列人员
		r, _ := utf8.DecodeRuneInString(rest)
		return strings.ContainsRune("至、和或项項款，", r)
	case numbering.Unit:
	default:
		return false
	}
	r, _ := utf8.DecodeRuneInString(rest)
	return strings.ContainsRune("规規的之第、和至或，。）)等中款项項所以與与及内內；：”」》,;:外後后前修改增删第", r)
}
