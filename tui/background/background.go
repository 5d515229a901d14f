// Package background answers for the colour of the terminal's background, so that nobody asks
// the terminal.
//
// Bubble Tea's package initialisation asks for it through Lip Gloss and waits up to five seconds
// where the terminal does not answer: over a serial line, in a script, in many a CI. Packages
// without a dependency on each other are initialised in the order of their import paths, and this
// one sorts before github.com: by the time that Bubble Tea asks, Lip Gloss has been told.
//
// The answer does not matter: the reader's themes never depend on it.
package background

import "github.com/charmbracelet/lipgloss"

func init() { lipgloss.SetHasDarkBackground(true) }
