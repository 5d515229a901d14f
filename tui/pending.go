package tui

import (
	tea "github.com/charmbracelet/bubbletea"

	"gangmu/corpus/text"
)

func (m *model) findQuery(d *doc, q string, now text.Span) tea.Cmd {
	return m.find(d, q, now.Start, false)
}
