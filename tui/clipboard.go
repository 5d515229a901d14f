package tui

import (
	"errors"
	"os"
	"os/exec"
	"runtime"
	"strings"
	"unicode/utf8"

	"github.com/atotto/clipboard"
	"github.com/aymanbagabas/go-osc52/v2"
	tea "github.com/charmbracelet/bubbletea"
)

// copiedMsg says what became of a copy.
type copiedMsg struct {
	runes int
	route string
	err   error

	tooLong bool // for the terminal
}

// osc52Most is how many bytes are sent to a terminal at most. Terminals drop what is longer than they
// take, without a word: xterm and kitty take about so much, some less.
const osc52Most = 1 << 20

// copyOut puts what is given on the clipboard, off the loop: it may be long. On this machine the system's own tool comes first, since only
// that can say whether it worked; over ssh tmux or the terminal does it (OSC 52), which cannot. The route
// is named in the status row, so that nobody is told of a copy that did not happen.
func (m *model) copyOut(what func() string) tea.Cmd {
	out, to := m.screen, m.copyTo
	return m.guard(func() tea.Msg {
		s := what()
		if to != nil {
			to(s)
			return copiedMsg{runes: utf8.RuneCountInString(s), route: "test"}
		}
		msg := copiedMsg{runes: utf8.RuneCountInString(s)}
		remote := os.Getenv("SSH_TTY") != "" || os.Getenv("SSH_CONNECTION") != ""
		native := runtime.GOOS == "darwin" || runtime.GOOS == "windows" || os.Getenv("DISPLAY") != "" || os.Getenv("WAYLAND_DISPLAY") != ""
		if native && !remote && !clipboard.Unsupported {
			if err := clipboard.WriteAll(s); err == nil {
				msg.route = nativeRoute()
				return msg
			}
		}
		seq := osc52.New(s)
		route := "OSC 52"
		switch term := os.Getenv("TERM"); {
		case os.Getenv("TMUX") != "":
			// As it is set by default (set-clipboard external) tmux takes OSC 52 from no program, but
			// what it is given it keeps, and passes on to its terminal.
			if err := toTmux(s); err == nil {
				msg.route = "tmux"
				return msg
			}
			route = "OSC 52 → tmux"
		case strings.HasPrefix(term, "screen"):
			seq = seq.Screen()
			route = "OSC 52 → screen"
		case term == "linux" || term == "dumb":
			msg.err = errors.New("TERM=" + term)
			return msg
		}
		if len(s) > osc52Most {
			msg.tooLong = true
			return msg
		}
		if _, err := out.raw(seq.String()); err != nil {
			msg.err = err
			return msg
		}
		msg.route = route
		return msg
	})
}

// toTmux gives s to tmux: to be pasted there (prefix ]), and, by a tmux of 2021 or later, to the
// clipboard of its terminal.
func toTmux(s string) error {
	var err error
	for _, args := range [][]string{{"load-buffer", "-w", "-"}, {"load-buffer", "-"}} {
		c := exec.Command("tmux", args...)
		c.Stdin = strings.NewReader(s)
		if err = c.Run(); err == nil {
			return nil
		}
	}
	return err
}

func nativeRoute() string {
	switch {
	case runtime.GOOS == "darwin":
		return "pbcopy"
	case runtime.GOOS == "windows":
		return "Windows"
	case os.Getenv("WAYLAND_DISPLAY") != "":
		return "Wayland"
	}
	return "X11"
}

func (m *model) copied(msg copiedMsg) {
	if msg.tooLong {
		m.complain(sayTooLong, msg.runes)
		return
	}
	if msg.err != nil {
		m.complain(sayNoCopy, msg.err)
		return
	}
	m.say(sayCopied, msg.runes, msg.route)
}
