package tui

import (
	"cmp"
	"slices"
	"sort"

	"gangmu/corpus"
	"gangmu/corpus/check"
	"gangmu/corpus/outline"
	"gangmu/corpus/text"
	"gangmu/tui/layout"
)

// A textPane shows a document. Its position is the document's: an offset in the source.
type textPane struct {
	doc    *doc
	w, h   int // of the rows of text, the trail above them not counted
	limit  int // cells of a line at most; 0 = defaultLimit
	center bool
	opts   layout.Options
	sel    selection
	links  []text.Span // references in view, spans in the source

	contrast contrast // with the document beside it

	rows   []layout.Row
	glyphs []layout.Glyph
}

// defaultLimit is the width of a line that reads well: forty characters.
const defaultLimit = 80

// width is the width of a line of text in the pane, margin the blanks at its left.
func (t *textPane) width() (w, margin int) {
	limit := t.limit
	if limit == 0 {
		limit = defaultLimit
	}
	side := 2
	if t.w < 60 {
		side = 1
	}
	w = max(min(t.w-2*side, limit), 1)
	if t.center {
		return w, max((t.w-w)/2, 0)
	}
	return w, min(side, max(t.w-w, 0))
}

// flow is the document's rows at the width of the pane.
func (t *textPane) flow() *layout.Flow {
	w, _ := t.width()
	o := t.opts
	o.Width = w
	o.Verbatim = t.doc.raw
	if t.doc.flow == nil || t.doc.flow.Options() != o {
		t.doc.flow = layout.NewFlow(t.doc.paras, o)
	}
	return t.doc.flow
}

func (t *textPane) place() layout.Place {
	return layout.Place{Off: t.doc.view.Pos(t.doc.top), Lead: t.doc.lead}
}

// setPlace makes the row at p the first.
func (t *textPane) setPlace(p layout.Place) {
	t.doc.top, t.doc.lead = t.doc.view.Src(p.Off), p.Lead
}

// move moves n rows, down to the last page at most.
func (t *textPane) move(n int) {
	f, p := t.flow(), t.place()
	to := f.Move(p, n)
	if c := f.Clamp(to, t.h); n < 0 || p.Before(c) {
		to = c
	} else {
		return
	}
	t.setPlace(to)
}

// show puts the row that holds the source offset off at the top, even where less than a page is
// left: what one jumps to is what one is at.
func (t *textPane) show(off int) { t.doc.top, t.doc.lead = max(min(off, len(t.doc.Source)), 0), 0 }

// end shows the last page.
func (t *textPane) end() { t.setPlace(t.flow().End(t.h)) }

// reveal makes sure that the source offset off is in view, and moves only if it is not: then to a
// third of the height.
func (t *textPane) reveal(off int) {
	pos := t.doc.view.Pos(off)
	rows := t.visible()
	last := len(rows) - 1
	if last >= 2 {
		last--
	}
	if last >= 0 && rows[0].Span.Start <= pos && pos < rows[last].Span.End {
		return
	}
	t.show(off)
	t.move(-t.h / 3)
}

// revealHit brings a match into view with the heading of its section above it, if both find room;
// it moves only if the match is not in view yet.
func (t *textPane) revealHit(off int) {
	s := t.doc.sectionAt(off)
	f, h := t.flow(), t.h
	head := layout.Place{Off: t.doc.view.Pos(s.Start)}
	if s.Parent != nil && f.Move(head, h*2/3).Off > t.doc.view.Pos(off) {
		t.show(s.Start)
		return
	}
	t.reveal(off)
}

// visible gives the rows in view.
func (t *textPane) visible() []layout.Row {
	t.rows = t.flow().Rows(t.rows[:0], t.place(), t.h)
	return t.rows
}

// span is the stretch of the source that is in view.
func (t *textPane) span() text.Span {
	rows := t.visible()
	if len(rows) == 0 {
		return text.Span{Start: t.doc.top, End: t.doc.top}
	}
	return t.doc.view.SrcSpan(text.Span{Start: rows[0].Span.Start, End: rows[len(rows)-1].Span.End})
}

// rowOf is the row, counted from the top of the pane, that holds the source offset off; 0 if none
// does.
func (t *textPane) rowOf(off int) int {
	pos := t.doc.view.Pos(off)
	for y, r := range t.visible() {
		if r.Span.Has(pos) {
			return y
		}
	}
	return 0
}

// section is the section of the first words in view.
func (t *textPane) section() *outline.Section {
	for _, r := range t.visible() {
		if !r.Text.Empty() {
			return t.doc.sectionAt(t.doc.view.Src(r.Text.Start))
		}
	}
	return t.doc.sectionAt(t.doc.top)
}

// above is the headings above the first words in view, from the top down: those that one does not
// see. Of a heading that is itself the first row, the ones above it; the document's title if there
// are none, and before the others where title is set.
func (t *textPane) above(title bool) []string {
	var heads []string
	s := t.section()
	if off := t.doc.view.Pos(s.Start); off >= t.place().Off && s.Parent != nil {
		s = s.Parent
	}
	for ; s != nil && s.Parent != nil; s = s.Parent {
		heads = append(heads, t.doc.shown(s.Heading()))
	}
	heads = append(heads, t.doc.shown(cmp.Or(t.contrast.title, t.doc.title)))
	slices.Reverse(heads)
	if len(heads) > 1 && !title {
		heads = heads[1:]
	}
	return heads
}

// paragraph is the source offset of the next (+1) or previous (-1) paragraph; -1 if there is none.
func (t *textPane) paragraph(step int) int {
	off := t.place().Off
	q := t.doc.paras.At(off)
	if step < 0 && q.Text.Start < off {
		return t.doc.view.Src(q.Text.Start)
	}
	ok := false
	if step > 0 {
		q, ok = t.doc.paras.Next(q)
	} else {
		q, ok = t.doc.paras.Prev(q)
	}
	if !ok {
		return -1
	}
	return t.doc.view.Src(q.Text.Start)
}

// offset is the source offset under a cell of the pane, of the last character for one behind the
// row; -1 where there is no text.
func (t *textPane) offset(x, y int) int {
	rows := t.visible()
	if y < 0 || y >= len(rows) {
		return -1
	}
	_, margin := t.width()
	f, r := t.flow(), rows[y]
	return t.doc.view.Src(min(f.Off(r, max(x-margin, 0)), f.Last(r)))
}

// draw gives the rows of the pane, without the trail.
func (t *textPane) draw(sh *shell) []string {
	_, margin := t.width()
	rows := t.visible()
	out := make([]string, 0, t.h)
	look := t.highlights(sh)
	p := &sh.pen
	ruled := t.ruled()
	for y := range t.h {
		p.start(t.w)
		if y < len(rows) {
			t.drawMargin(sh, rows[y], look, margin)
			t.drawRow(p, rows[y], look)
		}
		if y == 0 && t.doc.Source == "" {
			p.blank(roleText, margin)
			p.putShort(roleDim, sh.say(sayEmpty), p.left)
		}
		if ruled {
			t.drawRuler(sh, y)
		}
		out = append(out, p.done(roleText))
	}
	return out
}

// highlights are what is marked in the text shown, spans of it.
type highlights struct {
	matches []text.Span
	now     int // index of the current match, -1
	links   []text.Span
	notes   []text.Span
	found   []text.Span // findings, the remarks on what may be meant left out
	words   []text.Span // that the document beside has not
	whole   []text.Span // sections that it has not
	change  text.Span   // the difference that was gone to last
	sel     text.Span
}

// noteSign is the sign of a note, in one cell.
func (sh *shell) noteSign() string {
	if s := sh.glyph("✎", "*"); sh.m.Width(s) == 1 {
		return s
	}
	return "*"
}

// drawMargin draws the blanks before a row; a note or a finding that begins in the row has its sign
// there, and what differs from the document beside.
func (t *textPane) drawMargin(sh *shell, r layout.Row, h highlights, margin int) {
	p := &sh.pen
	if sign := t.changeSign(sh, r, h); sign != "" && margin > 0 {
		p.putCells(t.contrast.role, sign, 1)
		margin--
	}
	put := func(spans []text.Span, sign string) bool {
		for _, n := range spans {
			if margin > 0 && r.Text.Has(n.Start) {
				p.blank(roleText, margin-1)
				p.putCells(roleNote, sign, 1)
				return true
			}
		}
		return false
	}
	if put(h.notes, sh.noteSign()) || put(h.found, "!") {
		return
	}
	p.blank(roleText, margin)
}

func (t *textPane) highlights(sh *shell) highlights {
	h := highlights{matches: t.doc.matches(), now: t.doc.found.at}
	for _, l := range t.links {
		h.links = append(h.links, t.doc.view.PosSpan(l))
	}
	if len(t.doc.noted) > 0 {
		seen := t.span()
		for _, n := range t.doc.noted {
			if !n.lost && n.span.Start < seen.End && seen.Start < n.span.End {
				h.notes = append(h.notes, t.doc.view.PosSpan(n.span))
			}
		}
	}
	if len(t.doc.findings) > 0 {
		seen := t.span()
		for _, f := range t.doc.findings {
			if f.Severity != check.Info && f.Span.Start < seen.End && seen.Start < f.Span.End {
				h.found = append(h.found, t.doc.view.PosSpan(f.Span))
			}
		}
	}
	if c := &t.contrast; c.on {
		seen := t.span()
		h.words, h.whole = t.inView(c.words, seen), t.inView(c.whole, seen)
		if h.change = c.now; c.now.Start >= 0 {
			h.change = t.doc.view.PosSpan(c.now)
		}
	}
	if t.sel.on {
		h.sel = t.doc.view.PosSpan(t.selected())
	}
	return h
}

// drawRow paints one row. Roles are decided glyph by glyph from spans; nothing is ever looked up
// in text that was already styled.
func (t *textPane) drawRow(p *pen, r layout.Row, h highlights) {
	t.glyphs = t.flow().Glyphs(t.glyphs[:0], r)
	m := sort.Search(len(h.matches), func(i int) bool { return h.matches[i].End > r.Text.Start })
	c := sort.Search(len(h.words), func(i int) bool { return h.words[i].End > r.Text.Start })
	col := 0
	for _, g := range t.glyphs {
		at := g.Span.Start
		if g.Col > col {
			p.blank(roleOfGap(p, h, at), g.Col-col)
		}
		for m < len(h.matches) && h.matches[m].End <= at {
			m++
		}
		role := paragraphRole(r.Para, at)
		for _, n := range h.notes {
			if n.Has(at) {
				role = roleNoted
			}
		}
		for c < len(h.words) && h.words[c].End <= at {
			c++
		}
		if c < len(h.words) && h.words[c].Has(at) {
			role = t.contrast.role
			if h.change.Has(at) {
				role = roleMatchNow
			}
		}
		for _, l := range h.links {
			if l.Has(at) {
				role = roleLink
			}
		}
		if m < len(h.matches) && h.matches[m].Start < g.Span.End && at < h.matches[m].End {
			role = roleMatch
			if m == h.now {
				role = roleMatchNow
			}
		}
		if h.sel.Has(at) {
			role = roleSelect
		}
		p.putCells(role, g.Text, g.Cells)
		col = g.Col + g.Cells
	}
}

// roleOfGap is the role of the blanks between two glyphs of a justified row: that of the glyph
// before them where a highlight goes on over the gap.
func roleOfGap(p *pen, h highlights, next int) role {
	switch p.on {
	case roleMatch, roleMatchNow, roleLink, roleNoted, roleSelect, roleInserted, roleDeleted:
		for _, m := range [][]text.Span{h.matches, h.links, h.notes, h.words, {h.sel}} {
			i := sort.Search(len(m), func(i int) bool { return m[i].End > next })
			if i < len(m) && m[i].Start < next {
				return p.on
			}
		}
	}
	return roleText
}

// paragraphRole is how a character of a paragraph is shown.
func paragraphRole(q *corpus.Paragraph, at int) role {
	if q == nil {
		return roleText
	}
	switch {
	case q.Label.Has(at):
		return roleLabel
	case q.Heading.Has(at):
		return roleHeading
	}
	switch q.Role {
	case corpus.Title, corpus.Subtitle:
		return roleHeading
	case corpus.Elided:
		return roleNote
	case corpus.Boilerplate, corpus.Front, corpus.Contents:
		return roleDim
	}
	return roleText
}
