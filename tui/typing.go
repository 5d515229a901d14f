package tui

import (
	"slices"
	"strings"

	tea "github.com/charmbracelet/bubbletea"
)

// ask opens a prompt and notes where the text was.
func (m *model) ask(kind promptKind) {
	m.origin = m.here()
	past := m.memory.typed(kind)
	if kind == promptFind { // first what was looked for in this document
		here := m.text.doc.looked
		past = slices.DeleteFunc(slices.Clone(past), func(q string) bool { return here[q] > 0 })
		past = append(past, byTime(here)...)
	}
	m.prompt = newPrompt(kind, "", past)
	if kind != promptJump { // a jump takes the free end with it
		m.text.sel = selection{}
	}
}

// promptKey takes a key while a prompt is open: no letter is a command then.
func (m *model) promptKey(k tea.KeyMsg) tea.Cmd {
	if l := m.list; l != nil && l.toggle == docList && k.Type != tea.KeyRunes {
		if a, _ := m.keys.lookup(scopeText, keyName(k)); a == docList {
			return m.nextOrder()
		}
	}
	switch k.Type {
	case tea.KeyEsc, tea.KeyCtrlC:
		return m.promptCancel()
	case tea.KeyEnter:
		return m.promptEnter()
	case tea.KeyTab, tea.KeyShiftTab:
		return m.promptTab()
	case tea.KeyUp, tea.KeyCtrlP, tea.KeyDown, tea.KeyCtrlN, tea.KeyPgUp, tea.KeyPgDown:
		return m.promptMove(k)
	case tea.KeyF1:
		if m.prompt.kind != promptList {
			m.promptCancel()
			return m.run(help, 0)
		}
	case tea.KeyF3:
		if m.prompt.kind == promptFind {
			q := m.prompt.value()
			m.promptCancel()
			return m.openSearch(q)
		}
	case tea.KeyBackspace:
		if len(m.prompt.text) == 0 {
			return m.promptCancel() // as in less and vim
		}
	}
	if m.prompt.kind == promptJump && len(m.prompt.text) == 0 && keyName(k) == "g" {
		m.prompt = prompt{}
		m.goTo(goTo{off: 0})
		return nil
	}
	if _, changed := m.prompt.key(k); changed {
		return m.promptChanged()
	}
	return nil
}

// promptChanged looks as one types.
func (m *model) promptChanged() tea.Cmd {
	q := m.prompt.value()
	switch m.prompt.kind {
	case promptFind:
		if strings.TrimSpace(q) == "" {
			m.task.drop()
			m.text.doc.found = finds{at: -1}
			m.outline.refresh()
			m.returnTo(m.origin)
			return nil
		}
		return m.find(m.text.doc, q, m.origin.Off, true)
	case promptSearch:
		return m.search(q)
	case promptList:
		if m.list != nil {
			m.list.narrow(q)
			return m.preview()
		}
	}
	return nil
}

// returnTo goes back to where a prompt was opened, if that document is still the one read.
func (m *model) returnTo(s spot) {
	if m.text.doc != nil && m.text.doc.Path == s.Path {
		m.text.show(s.Off)
	}
}

func (m *model) promptCancel() tea.Cmd {
	kind := m.prompt.kind
	m.prompt = prompt{}
	switch kind {
	case promptFind:
		m.task.drop()
		if d := m.text.doc; d != nil {
			d.found = finds{at: -1}
			m.outline.refresh()
			m.returnTo(m.origin)
		}
	case promptSearch:
		m.closeSearch()
	case promptList:
		return m.closeList(true)
	}
	return nil
}

func (m *model) promptEnter() tea.Cmd {
	kind, q := m.prompt.kind, strings.TrimSpace(m.prompt.value())
	if kind != promptSearch && kind != promptList { // these close with their pane or list
		m.prompt = prompt{}
	}
	m.memory.remember(kind, q)
	switch kind {
	case promptJump:
		return m.resolve(q)
	case promptFind:
		d := m.text.doc
		if q == "" { // once more what was looked for last
			return m.findAgain()
		}
		m.looked(q)
		if d.found.query != q {
			m.depart(m.origin)
			return m.find(d, q, m.origin.Off, true)
		}
		if m.here() != m.origin {
			m.depart(m.origin)
		}
		if len(d.found.spans) == 0 {
			m.complain(sayNothingFound, q)
		}
	case promptFilter:
		m.setFilter(q)
	case promptNote:
		return m.writeNote(q)
	case promptExport:
		return m.export(m.task.export, q)
	case promptTrend:
		return m.countByYear(strings.Fields(q))
	case promptSearch:
		return m.chooseHit()
	case promptList:
		if l := m.list; l != nil {
			if l.orElse != nil && q != "" && (len(l.view()) == 0 || isPlace(q)) {
				m.closeList(false)
				return l.orElse(q)
			}
			return m.choose(l.cursor)
		}
	}
	return nil
}

// isPlace reports whether what was typed at the palette is a number to go to, not a command.
func isPlace(q string) bool {
	return strings.ContainsRune("0123456789+-^$第（(", ascii([]rune(q)[0]))
}

// promptTab leaves the query for the list of results.
func (m *model) promptTab() tea.Cmd {
	switch m.prompt.kind {
	case promptSearch:
		m.prompt = prompt{}
		m.focus(scopeResults)
	case promptList:
		if l := m.list; l != nil {
			l.act(lineDown)
			return m.preview()
		}
	}
	return nil
}

// promptMove moves in the list above the prompt, or in what was typed before; where both are, as in
// a search, Ctrl+P and Ctrl+N are for what was typed before.
func (m *model) promptMove(k tea.KeyMsg) tea.Cmd {
	a := map[tea.KeyType]action{tea.KeyUp: lineUp, tea.KeyCtrlP: lineUp, tea.KeyDown: lineDown, tea.KeyCtrlN: lineDown,
		tea.KeyPgUp: pageUp, tea.KeyPgDown: pageDown}[k.Type]
	switch m.prompt.kind {
	case promptSearch:
		if past := k.Type == tea.KeyCtrlP || k.Type == tea.KeyCtrlN; past || len(m.results.lines) == 0 && (a == lineUp || a == lineDown) {
			break
		}
		m.results.act(a, 1)
		return m.previewHit()
	case promptList:
		if m.list != nil {
			m.list.act(a)
			return m.preview()
		}
	}
	step := 1
	if a == lineUp || a == pageUp {
		step = -1
	}
	if m.prompt.recall(step) {
		return m.promptChanged()
	}
	return nil
}
