package main

import tea "github.com/charmbracelet/bubbletea"

// hello is a program that shows a screen and waits: what any Bubble Tea program costs. TestMain
// runs it where asHello is set.
type hello struct{}

const asHello = "GANGMU_TEST_AS_HELLO"

func (hello) Init() tea.Cmd { return nil }
func (hello) Update(m tea.Msg) (tea.Model, tea.Cmd) {
	if _, ok := m.(tea.KeyMsg); ok {
		return hello{}, tea.Quit
	}
	return hello{}, nil
}
func (hello) View() string { return "各位代表" }

// runHello is the main function of the hello program.
func runHello() {
	if _, err := tea.NewProgram(hello{}, tea.WithAltScreen()).Run(); err != nil {
		panic(err)
	}
}
