package tui

import (
	"errors"
	"fmt"
	"os"
	"os/exec"
	"strconv"
	"strings"

	tea "github.com/charmbracelet/bubbletea"
)

// runProgram carries out what concerns the program as a whole.
func (m *model) runProgram(a action, n, count int) (tea.Cmd, bool) {
	switch a {
	case palette:
		m.openList(m.commands())
	case help:
		m.page = helpPage(m.shell)
	case editor, pager:
		return m.handOver(a), true
	case reload:
		return m.reload(), true
	case redraw:
		return tea.ClearScreen, true
	case suspend:
		return tea.Suspend, true
	case escape:
		m.closeTop()
	case closeUp:
		if m.focused == scopeResults {
			m.closeSearch()
			return nil, true
		}
		if m.text.sel.on {
			m.text.sel = selection{}
			return nil, true
		}
		return m.leave(), true
	case quit:
		return m.leave(), true
	case copyText, copyCite:
		return m.copy(a), true
	case split:
		if m.text.doc == nil {
			return nil, true
		}
		return m.toggleBeside(), true
	case selectOn, selectWhole:
		m.selectFrom(a == selectWhole)
	default:
		return nil, false
	}
	return nil, true
}

// closeTop closes the topmost layer; where there is none it says how to quit.
func (m *model) closeTop() {
	d := m.text.doc
	switch {
	case m.text.sel.on:
		m.text.sel = selection{}
	case m.text.links != nil:
		m.text.links = nil
	case m.results.shown:
		m.closeSearch()
	case m.beside != nil:
		m.closeBeside()
	case d != nil && d.filter != "":
		m.setFilter("")
	case d != nil && d.found.query != "":
		d.found = finds{at: -1}
		m.outline.refresh()
	case m.want.Zen:
		m.want.Zen = false
	case m.focused != scopeText:
		m.focus(scopeText)
	default:
		m.say(sayQuitHint)
	}
}

// leave ends the program; what is to be kept is kept by Run.
func (m *model) leave() tea.Cmd {
	return tea.Quit
}

// commands lists every action by name, for the palette; what is typed may also be a number.
func (m *model) commands() *list {
	l := &list{title: m.shell.say(sayPalette), typing: true, none: "⏎ " + m.shell.say(sayJump)}
	seen := map[action]bool{}
	keys := m.keyHelp()
	for _, b := range m.keys.table {
		if seen[b.do] || b.do == escape || b.do == foldLevel || b.do == palette || b.do == jumpCount {
			continue
		}
		seen[b.do] = true
		name := strings.TrimSuffix(string(b.do), "-")
		l.items = append(l.items, item{note: keys.keysOf(b.do, 2), label: b.bound(m.lang).Help().Desc, detail: name, do: b.do})
	}
	l.orElse = func(q string) tea.Cmd {
		if q == "q" || q == "q!" || q == "wq" {
			return m.leave()
		}
		return m.resolve(q)
	}
	l.numbers = true
	return l
}

// errorMsg says that something in the background went wrong.
type errorMsg struct{ text string }

// handOver opens the place that is read in the user's editor or pager.
func (m *model) handOver(a action) tea.Cmd {
	d := m.text.doc
	if d == nil || d.Path == "" || d.Path == "-" {
		m.complain(sayNoEditor)
		return nil
	}
	name := firstOf(os.Getenv("VISUAL"), os.Getenv("EDITOR"), "vi")
	if a == pager {
		name = firstOf(os.Getenv("PAGER"), "less")
	}
	args := strings.Fields(name)
	if a == editor && d.Format != "text" && d.Format != "markdown" {
		m.complain(sayNoEditor)
		return nil
	}
	path, done, err := d.readable(a)
	if err != nil {
		m.note = note{err.Error(), true}
		return nil
	}
	args = append(args, lineArguments(args[0], path, 1+strings.Count(d.Source[:min(d.top, len(d.Source))], "\n"))...)
	c := exec.Command(args[0], args[1:]...)
	if m.screen != nil { // Bubble Tea would give it the screen, which to a program is a pipe and no terminal
		c.Stdout, c.Stderr = m.screen.File, m.screen.File
	}
	if os.Getenv("LESSCHARSET") == "" {
		c.Env = append(os.Environ(), "LESSCHARSET=utf-8") // the locale may be one that the machine lacks
	}
	mouse := m.mouseOn
	return tea.Sequence(tea.DisableMouse, tea.ExecProcess(c, func(err error) tea.Msg {
		done()
		if err != nil {
			return errorMsg{fmt.Sprintf("%s: %v", args[0], err)}
		}
		return returnedMsg{mouse}
	}))
}

// readable is a file that a pager or editor can show: the document itself, or for a pager, of a
// document that is no text in UTF-8, its text in a file that done removes.
func (d *doc) readable(a action) (path string, done func(), err error) {
	if a == editor || d.Encoding == "UTF-8" && (d.Format == "text" || d.Format == "markdown") {
		return d.Path, func() {}, nil
	}
	f, err := os.CreateTemp("", "gangmu-*.txt")
	if err != nil {
		return "", nil, err
	}
	done = func() { os.Remove(f.Name()) }
	_, err = f.WriteString(d.Source)
	if err = errors.Join(err, f.Close()); err != nil {
		done()
		return "", nil, err
	}
	return f.Name(), done, nil
}

// returnedMsg says that the editor or pager has given the terminal back.
type returnedMsg struct{ mouse bool }

// lineArguments opens path at a line in the way that the program knows.
func lineArguments(program, path string, line int) []string {
	base := program[strings.LastIndexByte(program, '/')+1:]
	switch base {
	case "code", "codium", "cursor":
		return []string{"--wait", "--goto", path + ":" + strconv.Itoa(line)}
	case "subl", "hx", "helix", "zed":
		return []string{path + ":" + strconv.Itoa(line)}
	case "vi", "vim", "nvim", "view", "nano", "emacs", "emacsclient", "less", "more", "most", "ov", "kak", "micro", "joe", "ne", "ed", "mg":
		return []string{"+" + strconv.Itoa(line), path}
	}
	return []string{path}
}

func firstOf(ss ...string) string {
	for _, s := range ss {
		if strings.TrimSpace(s) != "" {
			return s
		}
	}
	return ""
}
