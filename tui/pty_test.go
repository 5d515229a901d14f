//go:build unix

package tui

import (
	"bytes"
	"context"
	"fmt"
	"os"
	"os/exec"
	"strings"
	"testing"
	"time"

	"github.com/creack/pty"
)

// asReader in the environment makes the test program the reader that is tested.
const asReader = "GANGMU_TEST_READER"

func init() {
	if os.Getenv(asReader) == "" {
		return
	}
	if err := Run(context.Background(), Options{Paths: os.Args[1:], State: "-", Config: os.DevNull}); err != nil {
		fmt.Fprintln(os.Stderr, err)
		os.Exit(1)
	}
	os.Exit(0)
}

// A terminal is a program running in a pseudo-terminal that answers what a terminal is asked.
type terminal struct {
	t   *testing.T
	f   *os.File
	cmd *exec.Cmd
	out bytes.Buffer
	got chan []byte
}

func start(t *testing.T, args ...string) *terminal {
	t.Helper()
	exe, err := os.Executable()
	if err != nil {
		t.Fatal(err)
	}
	c := exec.Command(exe, args...)
	c.Env = append(os.Environ(), asReader+"=1", "TERM=xterm-256color", "LANG=zh_CN.UTF-8")
	f, err := pty.StartWithSize(c, &pty.Winsize{Rows: 45, Cols: 160})
	if err != nil {
		t.Fatal(err)
	}
	term := &terminal{t: t, f: f, cmd: c, got: make(chan []byte, 64)}
	go func() {
		defer close(term.got)
		for {
			buf := make([]byte, 64<<10)
			n, err := f.Read(buf)
			if n > 0 {
				if bytes.Contains(buf[:n], []byte("\x1b[6n")) {
					f.WriteString("\x1b[1;2R")
				}
				if bytes.Contains(buf[:n], []byte("\x1b]11;?")) {
					f.WriteString("\x1b]11;rgb:0000/0000/0000\x1b\\")
				}
				term.got <- buf[:n]
			}
			if err != nil {
				return
			}
		}
	}()
	return term
}

// await waits until the program has written text.
func (term *terminal) await(text string) {
	term.t.Helper()
	limit := time.After(20 * time.Second)
	for !strings.Contains(term.out.String(), text) {
		select {
		case b, ok := <-term.got:
			if !ok {
				term.t.Fatalf("the program ended before it wrote %q:\n%q", text, term.out.String())
			}
			term.out.Write(b)
		case <-limit:
			term.t.Fatalf("%q was not written:\n%q", text, term.out.String())
		}
	}
}

// quit presses q and gives everything written until the end.
func (term *terminal) quit() string {
	term.t.Helper()
	term.f.WriteString("q")
	for b := range term.got {
		term.out.Write(b)
	}
	if err := term.cmd.Wait(); err != nil {
		term.t.Error(err)
	}
	term.f.Close()
	return term.out.String()
}

// TestTerminalIsLeftAsItWas runs the program in a terminal, opens a prompt, and quits.
func TestTerminalIsLeftAsItWas(t *testing.T) {
	path := t.TempDir() + "/报告.txt"
	if err := os.WriteFile(path, []byte(report), 0o600); err != nil {
		t.Fatal(err)
	}
	term := start(t, path)
	term.await("今后的任务")
	term.f.WriteString("/")
	term.await("查找")
	term.await("\x1b[45;8H\x1b[?25h") // the real cursor, where an input method needs it
	term.f.WriteString("宣传")
	term.await("1/2")
	term.await("\x1b[45;12H\x1b[?25h")
	term.f.WriteString("\r")
	out := term.quit()
	for _, pair := range [][2]string{{"\x1b[?1049h", "\x1b[?1049l"}, {"\x1b[?25l", "\x1b[?25h"}, {"\x1b[?2004h", "\x1b[?2004l"}, {"\x1b[?1002h", "\x1b[?1002l"}} {
		on, off := strings.LastIndex(out, pair[0]), strings.LastIndex(out, pair[1])
		if on < 0 || off < on {
			t.Errorf("%q was written last at %d, %q at %d", pair[0], on, pair[1], off)
		}
	}
	if n, m := strings.Count(out, "\x1b[?2026h"), strings.Count(out, "\x1b[?2026l"); n == 0 || n != m {
		t.Errorf("synchronized output was begun %d times and ended %d times", n, m)
	}
	if strings.Contains(out, "\x1b]11;?") {
		t.Error("the terminal was asked for its background colour")
	}
}
