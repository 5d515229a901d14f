package tui

import (
	"context"
	"os"

	tea "github.com/charmbracelet/bubbletea"

	"gangmu/corpus/text"
)

type changedMsg struct{}
type checkedMsg struct{}

func (m *model) changed(msg changedMsg) tea.Cmd { return nil }
func (m *model) checked(msg checkedMsg)         {}
func (m *model) watch(path string) tea.Cmd      { return nil }
func (m *model) proofread(d *doc) tea.Cmd       { return nil }
func (m *model) reload(s saying) tea.Cmd        { return nil }
func (m *model) showRefs() tea.Cmd              { m.say(sayNoRefs); return nil }
func (m *model) showFindings() tea.Cmd          { m.say(sayNoFindings); return nil }
func (m *model) findQuery(d *doc, q string, now text.Span) tea.Cmd {
	return m.find(d, q, now.Start, false)
}
func probe(in, out *os.File) int                    { return 1 }
func runPlain(ctx context.Context, o Options) error { return nil }
func openMemory(o Options) *memory                  { return &memory{} }
