package tui

import (
	"unicode/utf8"

	"gangmu/corpus/text"
	"gangmu/tui/layout"
)

// A selection is a stretch of the source between two characters, both of which belong to it: the
// one at which it was begun and the one to which it was moved, the free end.
type selection struct {
	on       bool
	whole    bool // whole paragraphs
	from, to int  // in the source
	behind   bool // from lies behind the last character of a row: that belongs to it only
	goal     int  // the cell that the free end keeps while it moves up and down; 0 = its own
}

// selected is what is selected, in the source.
func (t *textPane) selected() text.Span {
	v := t.doc.view
	first, last := v.Pos(min(t.sel.from, t.sel.to)), v.Pos(max(t.sel.from, t.sel.to))
	if t.sel.whole {
		p, q := t.doc.paras.At(first), t.doc.paras.At(last)
		return v.SrcSpan(text.Span{Start: p.Text.Start, End: q.Text.End})
	}
	if !t.sel.behind || t.sel.from < t.sel.to {
		last = t.flow().Behind(last)
	}
	return v.SrcSpan(text.Span{Start: first, End: last})
}

// selectFrom begins a selection, or gives it up; whole says whether of whole paragraphs. A selection of
// the other kind becomes one of this.
func (m *model) selectFrom(whole bool) {
	t := &m.text
	if t.doc == nil {
		return
	}
	switch {
	case t.sel.on && t.sel.whole == whole:
		t.sel = selection{}
		return
	case !t.sel.on:
		m.beginSelection()
	}
	t.sel.whole = whole
	if whole {
		m.say(saySelectWhole)
	} else {
		m.say(saySelect)
	}
}

// beginSelection begins a selection at the match that was gone to, if it is in view, else at the
// first words in view.
func (m *model) beginSelection() {
	t := &m.text
	m.focus(scopeText)
	from := t.span().Start
	if f := &t.doc.found; f.at >= 0 && t.span().Has(f.spans[f.at].Start) {
		from = f.spans[f.at].Start
	}
	for _, r := range t.visible() {
		if pos := t.doc.view.Pos(from); !r.Text.Empty() && pos < r.Text.End {
			from = t.doc.view.Src(max(pos, r.Text.Start))
			t.sel = selection{on: true, from: from, to: from}
			return
		}
	}
}

// moveSelection moves the free end of the selection; it reports whether the action did that.
func (m *model) moveSelection(a action, n int) bool {
	t := &m.text
	if !t.sel.on {
		switch a {
		case selLeft, selRight, selUp, selDown, selWord, selWordBack, selRowStart, selRowEnd, selOther:
			m.beginSelection()
		default:
			return false
		}
		if !t.sel.on {
			return true
		}
	}
	goal := 0
	to := t.doc.view.Pos(t.sel.to)
	switch a {
	case selLeft, selRight, selWord, selWordBack:
		for range n {
			to = t.stepEnd(a, to)
		}
	case selRowStart, selRowEnd:
		if r := t.flow().At(layout.Place{Off: to}); a == selRowStart {
			to = r.Text.Start
		} else {
			to = t.flow().Last(r)
		}
	case selOther:
		t.sel.from, t.sel.to, t.sel.behind = t.sel.to, t.sel.from, false
		to = t.doc.view.Pos(t.sel.to)
	case selDown, selUp, lineDown, lineUp, halfDown, halfUp, pageDown, pageUp:
		to, goal = t.endRows(a, to, n)
	case nextPara, prevPara, nextHead, prevHead:
		if off := t.endStep(a); off >= 0 {
			to = t.doc.view.Pos(off)
		}
	case toEnd:
		to = max(len(t.doc.view.Text)-1, 0)
	case toTop:
		to = 0
	default:
		return false
	}
	t.sel.to, t.sel.goal = t.doc.view.Src(to), goal
	t.reveal(t.sel.to)
	return true
}

// stepEnd is the position one character or word from pos, of the view's text. A position in the
// middle of a repair, which is one place of the source, is never stopped at.
func (t *textPane) stepEnd(a action, pos int) int {
	v, f := t.doc.view, t.flow()
	for to := pos; ; {
		next := to
		switch a {
		case selRight:
			next = f.Step(to, +1)
		case selLeft:
			next = f.Step(to, -1)
		case selWord:
			next = wordFrom(v.Text, to, +1)
		case selWordBack:
			next = wordFrom(v.Text, to, -1)
		}
		if next == to {
			return pos
		}
		if to = next; v.Src(to) != v.Src(pos) {
			return to
		}
	}
}

// wordFrom is where the next word behind pos begins, or the last before it; pos if there is none. A
// word is a run of Han characters, as of a clause between two marks, or of letters and digits.
func wordFrom(s string, pos, step int) int {
	class := func(i int) int { r, _ := utf8.DecodeRuneInString(s[i:]); return wordClass(r) }
	at := pos
	if step > 0 {
		for c := class(at); at < len(s) && class(at) == c; {
			_, n := utf8.DecodeRuneInString(s[at:])
			at += n
		}
		for at < len(s) && class(at) == 0 {
			_, n := utf8.DecodeRuneInString(s[at:])
			at += n
		}
		if at >= len(s) {
			return pos
		}
		return at
	}
	before := func(i int) int { _, n := utf8.DecodeLastRuneInString(s[:i]); return i - n }
	for at > 0 && class(before(at)) == 0 {
		at = before(at)
	}
	if at == 0 {
		return pos
	}
	for c := class(before(at)); at > 0 && class(before(at)) == c; {
		at = before(at)
	}
	return at
}

// endRows is the position n rows, or half pages, from pos, in the cell goal.
func (t *textPane) endRows(a action, pos, n int) (to, goal int) {
	f := t.flow()
	row := f.At(layout.Place{Off: pos})
	goal = t.sel.goal
	if goal == 0 {
		goal = f.Col(row, pos) + 1
	}
	step := f.Next
	switch a {
	case selUp, lineUp, halfUp, pageUp:
		step = f.Prev
	}
	switch a {
	case halfDown, halfUp:
		n *= max(t.h/2, 1)
	case pageDown, pageUp:
		n *= max(t.h-1, 1)
	}
	for range n {
		r, ok := nextTextRow(step, row)
		if !ok {
			break
		}
		row = r
	}
	return min(f.Off(row, goal-1), f.Last(row)), goal
}

// endStep is the source offset of the next or previous paragraph or heading from the free end; -1
// if there is none.
func (t *textPane) endStep(a action) int {
	d := t.doc
	keep, lead := d.top, d.lead
	defer func() { d.top, d.lead = keep, lead }()
	d.top, d.lead = t.sel.to, 0
	switch a {
	case nextPara:
		return t.paragraph(+1)
	case prevPara:
		return t.paragraph(-1)
	case nextHead:
		if s := d.headAfter(t.sel.to); s != nil {
			return s.Start
		}
	case prevHead:
		if s := d.headBefore(t.sel.to); s != nil {
			return s.Start
		}
	}
	return -1
}

// extend moves the free end to off, if something is being selected.
func (t *textPane) extend(off int) {
	if t.sel.on {
		t.sel.to, t.sel.goal = off, 0
	}
}

// showEnd puts the terminal's cursor at the free end of the selection, if it is in view.
func (m *model) showEnd() {
	t := &m.text
	if !t.sel.on || t.doc == nil || m.page != nil || m.plan.Text.W == 0 {
		return
	}
	pos := t.doc.view.Pos(t.sel.to)
	r, _ := m.textRects()
	_, margin := t.width()
	for y, row := range t.visible() {
		if y < t.h && !row.Text.Empty() && row.Text.Start <= pos && pos < max(row.Text.End, row.Text.Start+1) {
			m.caretRow, m.caretCol = r.Y+m.trailRows()+y+1, r.X+margin+t.flow().Col(row, pos)+1
			return
		}
	}
}

// chosen counts the characters selected; of a large selection with its indents, since it is counted
// for every frame.
func (m *model) chosen() int {
	if d, s := m.text.doc, m.text.selected(); s.Len() > 64<<10 {
		return d.Rune(s.End) - d.Rune(s.Start)
	}
	return utf8.RuneCountInString(m.text.doc.passage(m.text.selected()))
}

// nextTextRow steps to the next row that has text.
func nextTextRow(step func(layout.Row) (layout.Row, bool), r layout.Row) (layout.Row, bool) {
	for {
		n, ok := step(r)
		if !ok {
			return r, false
		}
		if r = n; !r.Text.Empty() {
			return r, true
		}
	}
}
