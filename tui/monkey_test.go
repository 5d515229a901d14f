package tui

import (
	"fmt"
	"math/rand/v2"
	"testing"

	tea "github.com/charmbracelet/bubbletea"
)

// TestMonkey presses keys at random, types Chinese, clicks, turns the wheel and resizes: every
// frame has its size, nothing panics, and Ctrl+C still leaves.
func TestMonkey(t *testing.T) {
	runs, steps := 6, 400
	if *full {
		runs, steps = 60, 4000
	}
	var names []string
	for n := range namedKeys {
		if n != "ctrl+c" {
			names = append(names, n)
		}
	}
	letters := []rune("jkdufb#V$$hlwgG[](){}^@oHLzmn/sSNrDBvyYwtxiJMTW+-=_:?&0123456789MRa帮扶工作一二（）条第x'`<>")
	for run := range runs {
		t.Run(fmt.Sprint(run), func(t *testing.T) {
			r := rand.New(rand.NewPCG(uint64(run), 7))
			d := drive(t, Options{Docs: two(t), Lang: []string{"zh", "en", "zh-Hant"}[run%3], Ambiguous: 1 + run%2, ASCII: run%5 == 4}, 120, 30)
			for step := range steps {
				switch n := r.IntN(20); {
				case n == 0:
					d.send(tea.WindowSizeMsg{Width: 1 + r.IntN(220), Height: 1 + r.IntN(60)})
				case n == 1:
					b := []tea.MouseButton{tea.MouseButtonLeft, tea.MouseButtonWheelUp, tea.MouseButtonWheelDown}[r.IntN(3)]
					a := []tea.MouseAction{tea.MouseActionPress, tea.MouseActionMotion, tea.MouseActionRelease}[r.IntN(3)]
					d.send(tea.MouseMsg{X: r.IntN(d.w), Y: r.IntN(d.h), Button: b, Action: a})
				case n == 2:
					d.send(tea.KeyMsg{Type: tea.KeyRunes, Runes: []rune("帮扶工作")[:1+r.IntN(4)], Paste: r.IntN(2) == 0})
				case n < 8:
					name := names[r.IntN(len(names))]
					d.send(tea.KeyMsg{Type: namedKeys[name]})
				default:
					d.send(tea.KeyMsg{Type: tea.KeyRunes, Runes: letters[r.IntN(len(letters)):][:1]})
				}
				if step%3 == 0 || *full {
					checkFrame(t, d.model, d.w, d.h)
				}
				if off := d.text.doc.top; off < 0 || off > len(d.text.doc.Source) {
					t.Fatalf("the place is %d of %d", off, len(d.text.doc.Source))
				}
			}
			d.prompt = prompt{}
			_, cmd := d.Update(tea.KeyMsg{Type: tea.KeyCtrlC})
			if cmd == nil {
				_, cmd = d.Update(tea.KeyMsg{Type: tea.KeyCtrlC})
			}
			if cmd == nil {
				t.Fatal("Ctrl+C does nothing")
			}
		})
	}
}
