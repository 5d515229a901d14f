package tui

import (
	"strings"
	"unicode/utf8"

	tea "github.com/charmbracelet/bubbletea"
)

// maxCount bounds a typed count.
const maxCount = 1_000_000

// key takes one key message, which may hold several keys typed fast, or a word from an input
// method.
func (m *model) key(k tea.KeyMsg) tea.Cmd {
	m.note = note{}
	if m.prompt.open() {
		return m.promptKey(k)
	}
	if k.Paste {
		return nil // pasted text is never a command
	}
	keys := splitKey(k)
	var cmds []tea.Cmd
	for i, one := range keys {
		cmds = append(cmds, m.oneKey(one))
		if m.prompt.open() && i+1 < len(keys) {
			// What was typed behind the key that opened a prompt belongs into it.
			for _, rest := range keys[i+1:] {
				if m.prompt.open() {
					cmds = append(cmds, m.promptKey(rest))
				}
			}
			break
		}
	}
	return tea.Batch(cmds...)
}

// oneKey takes one key where no prompt is open.
func (m *model) oneKey(k tea.KeyMsg) tea.Cmd {
	name := keyName(k)
	if a := m.keyed.wants; a != "" {
		n := m.keyed.count
		m.keyed = keyed{}
		if name == "esc" {
			return nil
		}
		return m.runArgument(a, name, n)
	}
	if name == "ctrl+c" {
		return m.leave()
	}
	if m.page != nil || m.list != nil {
		return m.layerKey(name)
	}
	if d := name[0]; len(name) == 1 && m.keyed.prefix == "" && (d >= '1' && d <= '9' || d == '0' && m.keyed.count > 0) {
		m.keyed.count = min(m.keyed.count*10+int(d-'0'), maxCount)
		return nil
	}
	seq := name
	if m.keyed.prefix != "" {
		seq = m.keyed.prefix + "·" + name
	}
	if m.keys.prefix[seq] {
		m.keyed.prefix = seq
		return nil
	}
	a, ok := m.keys.lookup(m.scope(), seq)
	count := m.keyed.count
	prefix := m.keyed.prefix
	m.keyed = keyed{}
	if !ok {
		if name == "esc" {
			return nil // gives up what was typed
		}
		switch {
		case name[0] >= utf8.RuneSelf: // text of an input method
			m.say(sayTypeWhere)
		case prefix != "" || !strings.HasPrefix(name, "ctrl+"):
			m.say(sayUnbound, printKey(seq))
		}
		return nil
	}
	if a == escape && (count > 0 || prefix != "") {
		return nil
	}
	if a.takesArgument() {
		m.keyed = keyed{count: count, wants: a}
		return nil
	}
	if a == foldLevel {
		return m.runArgument(a, name, count)
	}
	return m.run(a, count)
}

// layerKey takes a key where a page or a list lies over the text.
func (m *model) layerKey(name string) tea.Cmd {
	a, _ := m.keys.lookup(scopeText, name)
	if m.page != nil {
		switch a {
		case escape, closeUp, help, jumpCount, info:
			m.page = nil
		case jump: // gg
			m.page.act(toTop)
		default:
			m.page.act(a)
		}
		return nil
	}
	l := m.list
	if len(name) == 1 && name[0] >= '1' && name[0] <= '9' && l.numbered {
		return m.choose(l.first + int(name[0]-'1'))
	}
	if l.table != nil {
		if cmd, ok := m.runTrend(a); ok {
			return cmd
		}
	}
	switch a {
	case escape, closeUp:
		return m.closeList(true)
	case jumpCount:
		return m.choose(l.cursor)
	case lineDown, lineUp, halfDown, halfUp, pageDown, pageUp, toTop, toEnd:
		l.act(a)
		return m.preview()
	case l.toggle:
		return m.closeList(true)
	case annotate, editor, unnote:
		return m.changeListed(a)
	case jump, pickHead, findHere, filter, searchAll, searchSame, searchList, back, forward, docList, markList, refs, findings, repairs, palette, help, info:
		return tea.Batch(m.closeList(true), m.run(a, 0)) // one does not first close what one has done with
	}
	return nil
}

// run carries out an action. count is 0 where none was typed.
func (m *model) run(a action, count int) tea.Cmd {
	n := max(count, 1)
	if m.focused == scopeOutline && m.outline.act(a, n) {
		return nil
	}
	if m.focused == scopeResults {
		if a == jumpCount || a == enter {
			return m.chooseHit()
		}
		if m.results.act(a, n) {
			return m.previewHit()
		}
	}
	for _, f := range []func(action, int, int) (tea.Cmd, bool){m.runMove, m.runFold, m.runPlace, m.runFind, m.runView, m.runProgram} {
		if cmd, ok := f(a, n, count); ok {
			return cmd
		}
	}
	return nil
}

// runMove carries out what moves in the text.
func (m *model) runMove(a action, n, count int) (tea.Cmd, bool) {
	t := &m.text
	if t.doc == nil {
		return nil, false
	}
	if m.moveSelection(a, n) {
		return nil, true
	}
	switch a {
	case toTop:
		m.goTo(goTo{off: 0})
	case toEnd:
		if count > 0 {
			return m.jumpTo(count), true
		}
		m.depart(m.here())
		t.end()
	case nextHead, prevHead, nextPeer, prevPeer, parent:
		m.step(a, n)
	case nextPara, prevPara:
		for range n {
			step := 1
			if a == prevPara {
				step = -1
			}
			if off := t.paragraph(step); off >= 0 {
				t.show(off)
			}
		}
	default:
		rows, ok := a.rows(t.h)
		if !ok {
			return nil, false
		}
		t.move(n * rows)
	}
	m.refresh()
	return nil, true
}

// step goes n headings on or back.
func (m *model) step(a action, n int) {
	d := m.text.doc
	for range n {
		at := m.text.place().Off
		off := d.view.Src(at)
		s := m.text.section()
		switch a {
		case nextHead:
			s = d.headAfter(max(off, s.Start))
		case prevHead:
			s = d.headBefore(off)
		case nextPeer:
			s = peer(s, +1)
		case prevPeer:
			if s.Parent != nil && d.view.Pos(s.Start) >= at || peer(s, -1) != nil {
				s = peer(s, -1)
			}
		case parent:
			s = s.Parent
		}
		if s == nil {
			m.say(sayNoFurther)
			return
		}
		before := d.top
		m.text.show(s.Start)
		if d.top == before && a == nextHead {
			m.say(sayNoFurther)
			return
		}
	}
}

// runFold carries out what folds the outline from anywhere.
func (m *model) runFold(a action, n, count int) (tea.Cmd, bool) {
	switch a {
	case foldAll, foldNone, foldMore, foldLess:
		m.outline.act(a, n)
	case outlineShow:
		m.toggleOutline()
	case nextPane:
		return m.turn(+1), true
	case prevPane:
		return m.turn(-1), true
	case enter:
		if s := m.outline.cursor; s != nil && m.text.doc != nil {
			m.focus(scopeText)
			m.goToSection(s)
		}
	case outlineFind:
		m.filterOutline()
	case outlineSize:
		m.outline.sizes = !m.outline.sizes
		m.say(saySizes, m.onOff(m.outline.sizes))
		if w := m.plan.Outline.W; w > 0 && m.outline.sizes && m.outline.columns(m.shell, w).size == 0 {
			m.say(sayNoRoom)
		}
	case wider, narrower:
		w := m.plan.Outline.W
		if w == 0 {
			return nil, true
		}
		d := 2
		if a == narrower {
			d = -2
		}
		m.want.OutlineWidth = max(w+d, 1)
	default:
		return nil, false
	}
	return nil, true
}

// filterOutline lists only the headings with hits and those above them, or all again.
func (m *model) filterOutline() {
	o := &m.outline
	if o.doc == nil {
		return
	}
	if !o.hits && o.doc.found.query == "" {
		m.say(sayNoQuery)
		return
	}
	o.hits = !o.hits
	o.refresh()
	if o.hits {
		m.say(sayOutlineHits, o.doc.found.query)
	} else {
		m.say(sayOutlineAll)
	}
}

// toggleOutline shows the outline or takes it away; where panes take turns it is gone to.
func (m *model) toggleOutline() {
	if m.narrow() {
		if m.focused == scopeOutline {
			m.focus(scopeText)
		} else {
			m.want.Outline = true
			m.focus(scopeOutline)
		}
		return
	}
	m.want.Outline = !m.want.Outline
	m.want.Zen = false
	if !m.want.Outline && m.focused == scopeOutline {
		m.focus(scopeText)
	}
}

// turn gives the focus to the next or previous pane; hidden panes come into view.
func (m *model) turn(step int) tea.Cmd {
	if m.beside != nil && m.focused == scopeText && (step > 0) != m.beside.left {
		return m.changeOver()
	}
	order := []scope{scopeText}
	if m.want.Outline {
		order = append([]scope{scopeOutline}, order...)
	}
	if m.results.shown {
		order = append(order, scopeResults)
	}
	at := 0
	for i, s := range order {
		if s == m.focused {
			at = i
		}
	}
	m.focus(order[(at+step+len(order))%len(order)])
	return nil
}

// scope is where keys are looked up: while something is selected, first among those of a selection.
func (m *model) scope() scope {
	if m.text.sel.on && m.focused == scopeText {
		return scopeSelect
	}
	return m.focused
}

func (m *model) focus(s scope) {
	m.focused = s
	m.arrange()
}

// runArgument carries out an action that took a key as its argument.
func (m *model) runArgument(a action, key string, n int) tea.Cmd {
	switch a {
	case foldLevel:
		m.outline.level(int(key[len(key)-1] - '0'))
	case markSet:
		m.setMark(key)
	case markGo:
		return m.goToMark(key)
	}
	return nil
}
