//go:build !windows

package main

import (
	"fmt"
	"html"
	"image/color"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"
	"time"

	uv "github.com/charmbracelet/ultraviolet"
	"github.com/charmbracelet/x/vt"
	"github.com/creack/pty"

	"gangmu/corpus/corpustest"
)

// A terminal is the program in a terminal of w by h cells.
type terminal struct {
	t    *testing.T
	em   *vt.SafeEmulator
	pty  *os.File
	cmd  *exec.Cmd
	done chan error
	w, h int
}

// openTerminal starts the program with args in an empty home. The program is this test itself,
// see TestMain.
func openTerminal(t *testing.T, w, h int, args ...string) *terminal {
	t.Helper()
	home := t.TempDir()
	cmd := exec.Command(os.Args[0], args...)
	cmd.Env = append(os.Environ(), asProgram+"=1", "HOME="+home, "XDG_DATA_HOME="+home, "XDG_STATE_HOME="+home, "XDG_CONFIG_HOME="+home,
		"XDG_CACHE_HOME="+home, "GANGMU_LIBRARY="+filepath.Join(home, "lib"), "TERM=xterm-256color", "COLORTERM=truecolor", "LC_ALL=zh_CN.UTF-8", "NO_COLOR=")
	f, err := pty.StartWithSize(cmd, &pty.Winsize{Cols: uint16(w), Rows: uint16(h)})
	if err != nil {
		t.Skip("no pseudo terminal here:", err)
	}
	s := &terminal{t: t, em: vt.NewSafeEmulator(w, h), pty: f, cmd: cmd, done: make(chan error, 1), w: w, h: h}
	go func() {
		buf := make([]byte, 1<<14)
		for {
			n, err := f.Read(buf)
			_, _ = s.em.Write(buf[:n])
			if err != nil {
				s.done <- cmd.Wait()
				return
			}
		}
	}()
	go func() { // what the terminal answers: positions, colours
		buf := make([]byte, 1<<10)
		for {
			n, err := s.em.Read(buf)
			_, _ = f.Write(buf[:n])
			if err != nil {
				return
			}
		}
	}()
	t.Cleanup(func() {
		_ = cmd.Process.Kill()
		f.Close()
		s.em.Close()
	})
	return s
}

// keys types.
func (s *terminal) keys(text string) {
	s.t.Helper()
	if _, err := s.pty.WriteString(text); err != nil {
		s.t.Fatal(err)
	}
}

// wait waits until the screen holds all of want.
func (s *terminal) wait(want ...string) {
	s.t.Helper()
	for deadline := time.Now().Add(20 * time.Second); ; time.Sleep(20 * time.Millisecond) {
		screen := s.em.String()
		missing := ""
		for _, w := range want {
			if !strings.Contains(screen, w) {
				missing = w
			}
		}
		if missing == "" {
			return
		}
		if time.Now().After(deadline) {
			s.t.Fatalf("%q does not appear on the screen:\n%s", missing, screen)
		}
	}
}

// quit types q and waits for the end of the program.
func (s *terminal) quit() {
	s.t.Helper()
	s.keys("q")
	select {
	case err := <-s.done:
		if err != nil {
			s.t.Errorf("the program ended with %v", err)
		}
	case <-time.After(20 * time.Second):
		s.t.Fatalf("q does not quit:\n%s", s.em.String())
	}
	if s.em.IsAltScreen() {
		s.t.Error("the alternate screen was left on")
	}
}

// TestReaderOnSample: without arguments and without a library the built-in report opens; a number
// jumps, a word is found, q quits.
func TestReaderOnSample(t *testing.T) {
	s := openTerminal(t, 120, 36)
	s.wait("关于2016年工作的回顾", "各位理事，同志们")
	s.keys("g1.3\r")
	s.wait("协会要走得远")
	if *update {
		path := filepath.Join(corpustest.Root(t), "cmd", "gangmu", "picture.svg")
		if err := os.WriteFile(path, []byte(s.svg()), 0o666); err != nil {
			t.Fatal(err)
		}
	}
	s.keys("/帮扶")
	s.wait("帮扶")
	s.keys("\r")
	s.quit()
}

// svg draws the screen: one text element for each run of cells of one look, every character at
// its own column, so that no font can shift it.
func (s *terminal) svg() string {
	const cw, ch = 9.0, 20.0
	var sb strings.Builder
	fmt.Fprintf(&sb, `<svg xmlns="http://www.w3.org/2000/svg" width="%.0f" height="%.0f" font-family="'Sarasa Mono SC','Noto Sans Mono CJK SC','Noto Sans CJK SC','PingFang SC','Microsoft YaHei',monospace" font-size="15">`+"\n",
		cw*float64(s.w)+24, ch*float64(s.h)+24)
	sb.WriteString(`<rect width="100%" height="100%" rx="8" fill="#1d1f24"/>` + "\n")
	for y := range s.h {
		for x := 0; x < s.w; {
			c := s.em.CellAt(x, y)
			if c == nil {
				x++
				continue
			}
			wide := max(1, c.Width)
			fg, bg := look(c.Style)
			px, py := 12+cw*float64(x), 12+ch*float64(y)
			if bg != "" {
				fmt.Fprintf(&sb, `<rect x="%.0f" y="%.0f" width="%.0f" height="%.0f" fill="%s"/>`+"\n", px, py, cw*float64(wide), ch, bg)
			}
			if strings.TrimSpace(c.Content) != "" {
				extra := ""
				if c.Style.Attrs&uv.AttrBold != 0 {
					extra = ` font-weight="bold"`
				}
				if c.Style.Attrs&uv.AttrFaint != 0 {
					extra += ` opacity="0.55"`
				}
				fmt.Fprintf(&sb, `<text x="%.0f" y="%.0f" fill="%s"%s>%s</text>`+"\n", px, py+15, fg, extra, html.EscapeString(c.Content))
			}
			x += wide
		}
	}
	sb.WriteString("</svg>\n")
	return sb.String()
}

// look is the colours of a cell; no background is the screen's own.
func look(style uv.Style) (fg, bg string) {
	fg = "#d7dae0"
	if style.Fg != nil {
		fg = hexColor(style.Fg)
	}
	if style.Bg != nil {
		bg = hexColor(style.Bg)
	}
	if style.Attrs&uv.AttrReverse != 0 {
		if bg == "" {
			bg = "#1d1f24"
		}
		fg, bg = bg, fg
	}
	return fg, bg
}

func hexColor(c color.Color) string {
	r, g, b, _ := c.RGBA()
	return fmt.Sprintf("#%02x%02x%02x", r>>8, g>>8, b>>8)
}
