package tui

import (
	"fmt"
	"math/bits"

	"gangmu/corpus/outline"
)

// A row of the outline is, from left to right: where one reads, the sign of a fold, number and
// title; then columns that are the same for all rows: the range of articles, the size, how dense
// the hits are and how many; then the sign of a finding. A title goes on over the columns that
// are empty in its row.

// columns are the cells that each column takes, 0 where it is not shown.
type columns struct{ articles, size, hits int }

// What each column leaves for number and title, in cells. Sizes stand in every row, ranges in
// those of chapters, which have short numbers.
const (
	besideHits     = 8
	besideSizes    = 16
	besideArticles = 12
)

// leastTitle is the cells of a title that a range of articles must leave, or be left out of its row.
const leastTitle = 10

// columns says which columns find room in w cells: first the hits, then the sizes, which were
// asked for, then the ranges.
func (o *outlinePane) columns(sh *shell, w int) columns {
	room := w - 3 - 1 // the signs before the number, the sign of a finding
	take := func(n, leave int) int {
		if n == 0 || n+1 > room-leave {
			return 0
		}
		room -= n + 1
		return n
	}
	var c columns
	if d := o.doc; d != nil {
		root := d.Tree.Root
		if n := d.found.in(root); n > 0 {
			c.hits = take(len("# ")+len(fmt.Sprint(n)), besideHits)
		}
		if o.sizes {
			c.size = take(sh.sizeWidth(d.size(root)), besideSizes)
		}
		c.articles = take(o.ranges, besideArticles)
	}
	return c
}

// draw gives the rows of the pane.
func (o *outlinePane) draw(sh *shell, w, h int, focus bool) []string {
	rows := make([]string, 0, h)
	p := &sh.pen
	var current *outline.Section
	if o.doc != nil {
		current = o.visible(o.doc.current)
	}
	c := o.columns(sh, w)
	for y := 0; y < h; y++ {
		p.start(w)
		if i := o.first + y; i < len(o.lines) {
			o.drawLine(sh, o.lines[i], c, focus, o.lines[i].Section == current)
		} else if y == 1 && o.doc != nil && len(o.lines) < 2 {
			p.putShort(roleDim, " "+o.none(sh), w)
		}
		rows = append(rows, p.done(roleText))
	}
	return rows
}

// none says why there is nothing in the outline.
func (o *outlinePane) none(sh *shell) string {
	switch {
	case o.filtered():
		return sh.say(sayNothingFound, o.doc.found.query)
	case !o.doc.Finished():
		return sh.say(sayOutlining)
	}
	return sh.say(sayNoOutline)
}

func (o *outlinePane) drawLine(sh *shell, l outlineLine, c columns, focus, current bool) {
	p, s := &sh.pen, l.Section
	base, label, dim, count, note := roleText, roleLabel, roleDim, roleCount, roleNote
	switch {
	case s == o.cursor && focus:
		base, label, dim, count, note = roleCursor, roleCursor, roleCursor, roleCursor, roleCursor
	case current:
		base, label = roleCurrent, roleCurrent
	case s.Missing:
		base, label = roleDim, roleDim
	}
	sign := " "
	if current {
		sign = sh.glyph("›", ">")
	}
	p.put(base, sign)
	p.blank(base, 2*l.depth)

	// What stands in the columns, from the right edge to the left.
	heat, hits, size, articles := "", "", "", o.doc.articles[s]
	if n := o.doc.found.in(s); n > 0 && c.hits > 0 {
		heat, hits = sh.heat(o.doc.found.heat(s)), fmt.Sprint(n)
	}
	if c.size > 0 && !s.Missing {
		size = sh.shortSize(o.doc.size(s))
	}
	if c.articles == 0 {
		articles = ""
	}
	right := 1
	at := func(cells int, used bool) int { // the cells from the beginning of a column to the right edge
		if cells > 0 {
			right += cells + 1
		}
		if used {
			return right
		}
		return 0
	}
	hitsAt := at(c.hits, hits != "")
	sizeAt := at(c.size, size != "")
	articlesAt := at(c.articles, articles != "")
	if room := p.left - articlesAt - p.m.Width("  "+s.Label.Text+" "); articlesAt > 0 && room < min(leastTitle, p.m.Width(s.Title)) {
		articlesAt = 0 // a title that could not be read says less than one that can, and a range less than either
	}
	first := max(hitsAt, sizeAt, articlesAt, 1)

	o.drawTitle(sh, l, [3]role{base, label, dim}, p.left-first)
	if articlesAt > 0 {
		p.blank(base, p.left-articlesAt+1+c.articles-p.m.Width(articles))
		p.put(dim, articles)
	}
	if sizeAt > 0 {
		p.blank(base, p.left-sizeAt+1+c.size-p.m.Width(size))
		p.put(dim, size)
	}
	if hitsAt > 0 {
		p.blank(base, p.left-hitsAt+1)
		p.put(count, heat)
		p.blank(base, p.left-1-len(hits))
		p.put(count, hits)
	}
	p.blank(base, p.left-1)
	if o.doc.flagged[s] {
		p.put(note, "!")
	}
	p.blank(base, p.left)
}

// drawTitle draws fold sign, number and title in at most room cells.
func (o *outlinePane) drawTitle(sh *shell, l outlineLine, r [3]role, room int) {
	p, s := &sh.pen, l.Section
	base, label, dim := r[0], r[1], r[2]
	end := p.left - room
	if s.Parent == nil {
		if o.filtered() {
			p.put(sh.keyRole(base), "& ")
		}
		p.putShort(titleRole(base), o.doc.shown(o.doc.title), p.left-end)
		return
	}
	switch {
	case !l.kids:
		p.put(dim, "  ")
	case l.open:
		p.put(dim, sh.glyph("▾ ", "- "))
	default:
		p.put(dim, sh.glyph("▸ ", "+ "))
	}
	p.putShort(label, o.doc.shown(s.Label.Text), p.left-end)
	words, title := o.rest(sh, s, max(p.left-end, 0))
	if words != "" && p.left-end > 1 && s.Label.Spaced() {
		p.put(base, " ")
	}
	if !title {
		base = dim
	}
	p.putShort(base, words, p.left-end)
}

// keyRole is the role of a key in a row that is drawn in base.
func (sh *shell) keyRole(base role) role {
	if base == roleCursor {
		return base
	}
	return roleKey
}

func titleRole(base role) role {
	if base == roleText {
		return roleTitle
	}
	return base
}

// rest is what stands behind the number: the title; of a ghost the reason why it is not there; of a
// section without a title, an article or an item, its first words.
func (o *outlinePane) rest(sh *shell, s *outline.Section, room int) (words string, title bool) {
	switch {
	case s.Missing:
		return sh.why(s.Why), true
	case s.Title != "":
		return o.doc.shown(s.Title), true
	}
	return o.doc.shown(o.doc.Opening(s, room)), false
}

// heatSigns are how dense hits are, from few to many; with their twins in ASCII.
var heatSigns = [4][2]string{{"░", "."}, {"▒", ":"}, {"▓", "+"}, {"█", "#"}}

// heat is the sign of a level of heat, 1…4, in one cell; a blank for 0.
func (sh *shell) heat(level int) string {
	if level == 0 {
		return " "
	}
	s := heatSigns[level-1]
	if sh.plainUI || sh.m.Width(s[0]) != 1 {
		return s[1]
	}
	return s[0]
}

// heatLevel is the level of n where the most there is is most: 4 from a half of it on, then by
// halves down to 1; 0 for none.
func heatLevel(n, most float64) int {
	if n <= 0 {
		return 0
	}
	return max(1, 5-bits.Len(uint(most/n)))
}

// heatMin is the length of text, in bytes, in which hits are counted at least: of a shorter
// section one hit would make the hottest of all.
const heatMin = 600

// density is the hits of s by its length.
func (f *finds) density(s *outline.Section) float64 {
	return float64(f.per[s]) / float64(max(s.End-s.Start, heatMin))
}

// heat is how dense the hits are in s, as a level: 0 where there are none, 4 where they are
// nearly as dense as in the densest section.
func (f *finds) heat(s *outline.Section) int {
	if f.densest == 0 {
		for c := range f.per {
			f.densest = max(f.densest, f.density(c))
		}
	}
	return heatLevel(f.density(s), f.densest)
}

// size is the number of characters of s with all below it.
func (d *doc) size(s *outline.Section) int {
	n, ok := d.sizes[s]
	if !ok {
		n = d.Rune(s.End) - d.Rune(s.Start)
		d.sizes[s] = n
	}
	return n
}

// shortSize prints a number of characters in few cells: 1.2万, 12k.
func (sh *shell) shortSize(n int) string {
	type unit struct {
		of   int
		name string
	}
	units := []unit{{1e8, sh.lang.pick("亿", "")}, {1e4, sh.lang.pick("万", "")}}
	if sh.lang == english {
		units = []unit{{1e6, "M"}, {1e3, "k"}}
	}
	for _, u := range units {
		switch {
		case n >= 10*u.of:
			return fmt.Sprintf("%d%s", n/u.of, u.name)
		case n >= u.of:
			return fmt.Sprintf("%d.%d%s", n/u.of, n%u.of*10/u.of, u.name)
		}
	}
	return fmt.Sprint(n)
}

// sizeWidth is the cells of the widest size that is at most n.
func (sh *shell) sizeWidth(n int) int {
	w := sh.m.Width(sh.shortSize(n))
	for k := 10; k <= n; k *= 10 {
		w = max(w, sh.m.Width(sh.shortSize(k)))
	}
	return w
}
