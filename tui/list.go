package tui

import (
	"fmt"
	"sort"
	"strings"

	tea "github.com/charmbracelet/bubbletea"

	"gangmu/corpus/trend"
	"gangmu/tui/layout"
)

// An intent is what a pane wants done that it cannot do itself: a goTo, an openAt, a command.
type intent any

// An item is one row of a list.
type item struct {
	label  string
	detail string // at the right, or behind the label
	note   string // in front: a mark's letter, a key
	depth  int
	dim    bool
	place  bool // detail is a path: its end matters most
	do     intent
	noted  string // id of the note that the row is
}

// A list is what lies over the lower part of the text to choose from: headings, documents,
// commands, references, marks, findings.
type list struct {
	title    string
	none     string // what to say where it is empty
	items    []item
	shown    []int // indexes of the items that what is typed leaves
	filtered bool
	cursor   int // in shown
	first    int
	h        int  // rows of items in view
	numbered bool // 1–9 chooses
	typing   bool // narrowed by the prompt
	alone    bool // there is no text above it
	previews bool // the text follows the cursor
	toggle   action
	from     spot                                                    // where the text was before previews
	orElse   func(string) tea.Cmd                                    // what to do with what was typed where it matches nothing
	table    *trend.Table                                            // that the items are the rows of, of a trend
	scope    string                                                  // the documents that it was counted in
	refill   func(*model) *list                                      // makes it anew when what it lists has changed
	only     func(query string) (rest string, keep func(i int) bool) // takes the fields out of what was typed
	numbers  bool                                                    // a number that is typed is a place to go to, not a filter
	widths   listWidths
}

// listWidths are the columns of a list in cells, measured over all its items.
type listWidths struct{ note, label, detail int }

// view lists the indexes that are shown.
func (l *list) view() []int {
	if !l.filtered {
		if len(l.shown) != len(l.items) {
			l.shown = l.shown[:0]
			for i := range l.items {
				l.shown = append(l.shown, i)
			}
		}
	}
	return l.shown
}

// narrow keeps what matches the query, best first.
func (l *list) narrow(query string) {
	l.cursor, l.first = 0, 0
	var only func(int) bool
	if l.only != nil {
		query, only = l.only(query)
	}
	if query == "" && only == nil {
		l.filtered, l.shown = false, nil
		return
	}
	type scored struct{ i, score int }
	var keep []scored
	q := newMatcher(query)
	for i, it := range l.items {
		if only != nil && !only(i) {
			continue
		}
		s := max(q.score(it.label), q.score(it.detail)/4)
		if it.note != "" { // a date
			s = max(s, q.score(it.note)/2)
		}
		if s > 0 {
			keep = append(keep, scored{i, s})
		}
	}
	sort.SliceStable(keep, func(a, b int) bool { return keep[a].score > keep[b].score })
	l.filtered, l.shown = true, l.shown[:0]
	for _, k := range keep {
		l.shown = append(l.shown, k.i)
	}
}

// height is the rows that the list takes of a text pane of h rows: its title and its items, at
// most three fifths.
func (l *list) height(h int) int {
	if l.alone {
		return h
	}
	most := max(h*3/5, min(h, 4))
	if l.typing {
		return most
	}
	return min(max(len(l.view()), 1)+1, most)
}

func (l *list) act(a action) {
	n, _ := a.rows(l.h)
	l.cursor += n
	l.cursor = max(min(l.cursor, len(l.view())-1), 0)
}

// draw gives the rows of the list.
func (l *list) draw(sh *shell, w, h int) []string {
	if h <= 0 {
		return nil
	}
	view := l.view()
	l.h = h - 1
	if l.cursor < l.first {
		l.first = l.cursor
	}
	if l.cursor >= l.first+l.h {
		l.first = l.cursor - l.h + 1
	}
	l.first = max(min(l.first, len(view)-l.h), 0)
	rows := make([]string, 0, h)
	p := &sh.pen
	p.start(w)
	rule := sh.glyph("─", "-")
	if sh.m.Wide {
		rule = "-"
	}
	p.put(roleFrame, rule+rule+" ")
	p.putShort(roleTitle, l.title, w-12)
	if len(view) > 0 {
		p.put(roleDim, fmt.Sprintf(" %d/%d ", l.cursor+1, len(view)))
	} else {
		p.put(roleFrame, " ")
	}
	for p.left > 0 {
		p.putCells(roleFrame, rule, 1)
	}
	rows = append(rows, p.done(roleFrame))
	for y := range h - 1 {
		p.start(w)
		if i := l.first + y; i < len(view) {
			l.drawItem(sh, l.items[view[i]], w, i == l.cursor, y+1)
		} else if y == 0 && len(view) == 0 {
			s := l.none
			if l.filtered && len(l.items) > 0 && l.orElse == nil {
				s = sh.say(sayNoMatch)
			}
			p.put(roleText, "  ")
			p.putShort(roleDim, s, w-2)
		}
		rows = append(rows, p.done(roleText))
	}
	return rows
}

// maxNote is the most that the column of notes takes, in cells.
const maxNote = 12

// measure measures the columns, once for all rows and frames.
func (l *list) measure(m layout.Measure) listWidths {
	if l.widths != (listWidths{}) {
		return l.widths
	}
	for i := range l.items {
		it, c := &l.items[i], &l.widths
		c.note = max(c.note, min(m.Width(it.note), maxNote))
		c.label = max(c.label, 2*it.depth+m.Width(it.label))
		c.detail = max(c.detail, m.Width(it.detail))
	}
	return l.widths
}

// under is the item under the cursor in full, for the status row.
func (l *list) under() string {
	view := l.view()
	if l.cursor >= len(view) {
		return ""
	}
	it := l.items[view[l.cursor]]
	return strings.TrimSpace(it.label + "  " + it.detail)
}

func (l *list) drawItem(sh *shell, it item, w int, at bool, n int) {
	p := &sh.pen
	base, dim, note := roleText, roleDim, roleLabel
	if it.dim {
		base = roleDim
	}
	if at {
		base, dim, note = roleCursor, roleCursor, roleCursor
	}
	switch {
	case l.numbered && n <= 9:
		p.put(note, fmt.Sprintf(" %d ", n))
	default:
		p.put(base, "  ")
	}
	c := l.measure(p.m)
	if c.note > 0 {
		p.put(note, p.m.Fit(it.note, c.note)+" ")
	}
	// Details stand below each other, behind the longest label if that leaves them room or two
	// fifths of the row. A long label goes on over the room that a short detail leaves.
	room, d := p.left-1, p.m.Width(it.detail)
	column, wide := 0, room
	if d > 0 {
		column = min(c.label, room-2-min(c.detail, room*2/5))
		wide = max(column, room-2-d)
	}
	end := p.left - wide
	p.blank(base, 2*it.depth)
	p.putShort(base, it.label, p.left-end)
	if d > 0 && p.left > 4 {
		p.blank(base, 2)
		p.blank(base, p.left-1-(room-2-column))
		if it.place {
			p.put(dim, p.m.FitLeft(it.detail, min(d, p.left-1)))
		} else {
			p.putShort(dim, it.detail, p.left-1)
		}
	}
	p.blank(base, p.left)
}

// openList opens a list, with a prompt if it is one that typing narrows.
func (m *model) openList(l *list) {
	m.page = nil
	m.list = l
	l.from = m.here()
	l.alone = m.text.doc == nil
	if l.typing {
		m.prompt = newPrompt(promptList, "", nil)
	}
}

// closeList closes it; back takes the text to where it was before the list showed other places.
func (m *model) closeList(back bool) tea.Cmd {
	l := m.list
	m.list, m.prompt = nil, prompt{}
	if l != nil && back && l.previews && m.text.doc != nil && m.text.doc.Path == l.from.Path {
		m.text.show(l.from.Off)
	}
	return nil
}

// choose carries out item i of those shown.
func (m *model) choose(i int) tea.Cmd {
	l := m.list
	view := l.view()
	if i < 0 || i >= len(view) {
		return nil
	}
	it := l.items[view[i]]
	m.closeList(true)
	return m.do(it.do)
}

// preview shows the place of the item under the cursor, where the list does that.
func (m *model) preview() tea.Cmd {
	l := m.list
	if l == nil || !l.previews || m.text.doc == nil {
		return nil
	}
	view := l.view()
	if l.cursor < len(view) {
		if g, ok := l.items[view[l.cursor]].do.(goTo); ok {
			m.arrange()
			m.text.show(g.off)
		}
	}
	return nil
}

// do carries out an intent.
func (m *model) do(i intent) tea.Cmd {
	switch i := i.(type) {
	case goTo:
		m.goTo(i)
	case openAt:
		return m.open(i)
	case follow:
		return m.follow(i.ref)
	case action:
		if i.takesArgument() {
			m.keyed = keyed{wants: i}
			return nil
		}
		return m.run(i, 0)
	case func() tea.Cmd:
		return i()
	}
	return nil
}
