package tui

import (
	"encoding/json"
	"slices"

	tea "github.com/charmbracelet/bubbletea"

	"gangmu/index"
)

// savedSearches is the name of the saved searches beside what was typed at the prompts, see memory.
const savedSearches = "saved"

// saveSearch saves the query of the search pane, or forgets it if it is saved.
func (m *model) saveSearch() {
	q := m.results.answer.query
	if q == "" || m.results.err != nil {
		m.complain(sayNoSearch)
		return
	}
	if m.memory.toggleSaved(q) {
		m.say(saySaved, q, m.keyHelp().keysOf(searchList, 1))
	} else {
		m.say(sayUnsaved, q)
	}
}

// savedList lists the saved searches, the newest first; ⏎ searches again.
func (m *model) savedList() *list {
	l := &list{title: m.shell.say(saySavedList), none: m.shell.say(sayNoSaved, m.keyHelp().keysOf(searchSave, 1)), typing: true, toggle: searchList}
	for _, q := range slices.Backward(m.memory.lines[savedSearches]) {
		l.items = append(l.items, item{label: q, do: func() tea.Cmd { return m.openSearch(q) }})
	}
	return l
}

// searchWithin opens the prompt for a word more, that narrows what has been found.
func (m *model) searchWithin() tea.Cmd {
	q, err := index.Parse(m.results.query)
	if err != nil || q.Empty() {
		return m.openSearch("")
	}
	cmd := m.openSearch(q.Within() + " ")
	m.prompt.fresh = false
	return cmd
}

// toggleSaved saves a query, or forgets it, and reports which.
func (s *memory) toggleSaved(q string) (saved bool) {
	saved = !slices.Contains(s.lines[savedSearches], q)
	toggled := func(lines []string) []string {
		if saved {
			return newest(lines, q)
		}
		return slices.DeleteFunc(slices.Clone(lines), func(l string) bool { return l == q })
	}
	s.lines[savedSearches] = toggled(s.lines[savedSearches])
	if s.dir != "" {
		_ = update(s.typedFile(), func(data []byte) (any, error) {
			disk := typedLines{}
			_ = json.Unmarshal(data, &disk)
			disk[savedSearches] = toggled(disk[savedSearches])
			return disk, nil
		})
	}
	return saved
}
