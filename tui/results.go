package tui

import tea "github.com/charmbracelet/bubbletea"

type resultsPane struct {
	sh    *shell
	shown bool
	w, h  int
	lines []int
}

func (r *resultsPane) resize(w, h int)          { r.w, r.h = w, h }
func (r *resultsPane) act(a action, n int) bool { return false }
func (r *resultsPane) scroll(n int)             {}
func (r *resultsPane) click(y int) bool         { return false }
func (r *resultsPane) choose(m *model) tea.Cmd  { return nil }
func (r *resultsPane) summary(sh *shell) string { return "" }
func (r *resultsPane) draw(sh *shell, focus bool) []string {
	rows := make([]string, r.h)
	for i := range rows {
		sh.pen.start(r.w)
		rows[i] = sh.pen.done(roleText)
	}
	return rows
}

type indexes struct{}
type searchedMsg struct{}

// task numbers the newest request of each kind.
type task struct{ find, search int }

func (m *model) openSearch(q string) tea.Cmd      { return nil }
func (m *model) closeSearch()                     { m.results.shown = false }
func (m *model) search(q string) tea.Cmd          { return nil }
func (m *model) searched(msg searchedMsg) tea.Cmd { return nil }
func (m *model) previewHit() tea.Cmd              { return nil }
func (m *model) openIndex() tea.Cmd               { return nil }
func (m *model) indexOpened() tea.Cmd             { return nil }
func (s *shelf) progress(sh *shell) string        { return "" }
