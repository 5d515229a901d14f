package tui

import (
	tea "github.com/charmbracelet/bubbletea"
)

// A wheelMsg is what the wheel was turned since the last frame: many clicks in one message.
type wheelMsg struct{ x, y, n int }

// wheelRows is how many rows one click of the wheel moves.
const wheelRows = 3

func (m *model) wheel(w wheelMsg) tea.Cmd {
	n := w.n * wheelRows
	switch {
	case m.page != nil:
		for range max(n, -n) {
			if n > 0 {
				m.page.act(lineDown)
			} else {
				m.page.act(lineUp)
			}
		}
	case m.list != nil && m.plan.Text.Has(w.x, w.y):
		m.list.cursor += n
		m.list.act(none)
	case m.plan.Outline.Has(w.x, w.y):
		m.outline.scroll(n)
	case m.plan.Search.Has(w.x, w.y):
		m.results.scroll(n)
	case m.text.doc != nil:
		m.text.move(n)
		m.refresh()
	}
	return nil
}

// mouse takes clicks and drags. Where a cell of the text maps to is asked of the layout, never of
// what was drawn.
func (m *model) mouse(e tea.MouseMsg) tea.Cmd {
	if e.Button == tea.MouseButtonWheelUp || e.Button == tea.MouseButtonWheelDown {
		n := 1
		if e.Button == tea.MouseButtonWheelUp {
			n = -1
		}
		return m.wheel(wheelMsg{e.X, e.Y, n})
	}
	switch e.Action {
	case tea.MouseActionPress:
		if e.Button == tea.MouseButtonLeft {
			return m.press(e.X, e.Y)
		}
		if e.Button == tea.MouseButtonBackward {
			return m.goBack()
		}
		if e.Button == tea.MouseButtonForward {
			return m.goForward()
		}
	case tea.MouseActionMotion:
		if e.Button == tea.MouseButtonLeft {
			m.drag(e.X, e.Y)
		}
	case tea.MouseActionRelease:
		return m.release()
	}
	return nil
}

// press takes the left button going down.
func (m *model) press(x, y int) tea.Cmd {
	m.note = note{}
	if m.page != nil {
		return nil
	}
	if m.list != nil && m.plan.Text.Has(x, y) {
		top := m.plan.Text.H - m.list.height(m.plan.Text.H)
		if i := y - top - 1; i >= 0 {
			return m.choose(m.list.first + i)
		}
	}
	m.leavePrompt()
	o := m.plan.Outline
	switch {
	case m.plan.OutlineEdge.Has(x, y):
		m.dragging = dragDivider
	case o.Has(x, y):
		s := m.outline.line(y - o.Y)
		if s == nil {
			return nil
		}
		m.outline.set(s)
		if x-o.X <= 2*depth(s)+1 && s.Parent != nil && len(s.Children) > 0 {
			m.outline.act(foldToggle, 1)
			return nil
		}
		m.goToSection(s)
		if m.narrow() {
			m.focus(scopeText)
		}
	case m.plan.Search.Has(x, y):
		m.prompt = prompt{}
		m.focus(scopeResults)
		if m.results.click(y - m.plan.Search.Y) {
			return m.chooseHit()
		}
	case m.plan.Text.Has(x, y) && m.text.doc != nil:
		m.focus(scopeText)
		if _, other := m.textRects(); other.Has(x, y) {
			m.changeOver()
		}
		if m.clickRuler(x, y) {
			return nil
		}
		if off := m.textOffset(x, y); off >= 0 {
			m.text.sel = selection{from: off, to: off}
			if end, behind := m.behindRow(x, y); behind {
				m.text.sel.from, m.text.sel.behind = end, true
			}
			m.dragging = dragText
		}
	}
	return nil
}

// leavePrompt closes what was being typed because the user has clicked elsewhere. What was found
// stays.
func (m *model) leavePrompt() {
	switch {
	case m.list != nil:
		m.closeList(false)
	case m.prompt.open():
		m.prompt = prompt{}
	}
}

// textOffset is the source offset of the character under the cell x, y of the screen, of the last
// one of the row for a cell behind it; -1 where there is no text.
func (m *model) textOffset(x, y int) int {
	r, _ := m.textRects()
	return m.text.offset(x-r.X, y-r.Y-m.trailRows())
}

// behindRow reports whether the cell x, y lies behind the text of its row, and where that ends.
func (m *model) behindRow(x, y int) (end int, behind bool) {
	r, _ := m.textRects()
	rows := m.text.visible()
	y -= r.Y + m.trailRows()
	_, margin := m.text.width()
	if y < 0 || y >= len(rows) || x-r.X-margin < rows[y].Indent+rows[y].Cells {
		return 0, false
	}
	return m.text.doc.view.Src(rows[y].Text.End), true
}

// A dragKind is what is being dragged.
type dragKind uint8

const (
	dragNone dragKind = iota
	dragText
	dragDivider
)

func (m *model) drag(x, y int) {
	switch m.dragging {
	case dragDivider:
		m.want.OutlineWidth = max(x, 1)
	case dragText:
		r, _ := m.textRects()
		switch {
		case y < r.Y+m.trailRows():
			m.text.move(-1)
		case y >= r.Y+r.H:
			m.text.move(1)
		}
		if off := m.textOffset(x, min(max(y, r.Y+m.trailRows()), r.Y+r.H-1)); off >= 0 {
			m.text.sel.on = m.text.sel.on || off != m.text.sel.to
			m.text.sel.to = off
		}
	}
}

// release ends a drag; what was selected is copied, without frames and line breaks of the screen.
func (m *model) release() tea.Cmd {
	k := m.dragging
	m.dragging = dragNone
	if k == dragText && m.text.sel.on {
		return m.copy(copyText)
	}
	return nil
}
