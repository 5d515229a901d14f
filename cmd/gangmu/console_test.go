//go:build unix

package main

import (
	"encoding/base64"
	"errors"
	"fmt"
	"io"
	"os"
	"os/exec"
	"path/filepath"
	"reflect"
	"regexp"
	"strconv"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/charmbracelet/x/vt"
	"github.com/creack/pty"
	"golang.org/x/sys/unix"
	"golang.org/x/term"
)

// A console runs the program on a pseudo-terminal with an emulator behind it.
type console struct {
	t    testing.TB
	cmd  *exec.Cmd
	pty  *os.File // our end
	tty  *os.File // the program's end, kept open to see its state
	was  *term.State
	done chan error

	mu    sync.Mutex
	em    *vt.Emulator
	out   []byte    // all that the program printed
	quiet time.Time // of the last output
	sent  time.Time // of the last input
}

// patience is how long a screen may take to come. A test that passes does not wait that long.
const patience = 30 * time.Second

// startConsole runs the program on a terminal of w × h cells. The program is this test binary
// (see TestMain).
func startConsole(t testing.TB, w, h int, env, args []string) *console {
	t.Helper()
	return pipeConsole(t, w, h, nil, env, args)
}

// pipeConsole is startConsole with in on standard input, if it is not nil.
func pipeConsole(t testing.TB, w, h int, in *os.File, env, args []string) *console {
	t.Helper()
	self, err := os.Executable()
	if err != nil {
		t.Fatal(err)
	}
	cmd := &exec.Cmd{Path: self, Args: append([]string{"gangmu"}, args...), Env: append(env, asProgram+"=1", noRaceSleep), Dir: t.TempDir()}
	if in != nil {
		cmd.Stdin = in
	}
	return runConsole(t, w, h, cmd)
}

// runConsole runs a program on a terminal of w × h cells; the terminal is its standard input too
// if it has none.
func runConsole(t testing.TB, w, h int, cmd *exec.Cmd) *console {
	t.Helper()
	ptmx, tty, err := pty.Open()
	if err != nil {
		t.Fatal(err)
	}
	if err := pty.Setsize(ptmx, &pty.Winsize{Rows: uint16(h), Cols: uint16(w)}); err != nil {
		t.Fatal(err)
	}
	was, err := term.GetState(int(tty.Fd()))
	if err != nil {
		t.Fatal(err)
	}
	x := &console{t: t, pty: ptmx, tty: tty, was: was, done: make(chan error, 1), em: vt.NewEmulator(w, h), cmd: cmd}
	if cmd.Stdin == nil {
		cmd.Stdin = tty
	}
	cmd.Stdout, cmd.Stderr = tty, tty
	setControlling(cmd)
	if err := cmd.Start(); err != nil {
		t.Fatal(err)
	}
	t.Cleanup(x.kill)
	go x.read()
	go io.Copy(ptmx, x.em) // the terminal's answers
	go func() { x.done <- cmd.Wait() }()
	return x
}

func (x *console) read() {
	buf := make([]byte, 64<<10)
	for {
		n, err := x.pty.Read(buf)
		x.mu.Lock()
		x.em.Write(buf[:n])
		x.out = append(x.out, buf[:n]...)
		x.quiet = time.Now()
		x.mu.Unlock()
		if err != nil {
			return
		}
	}
}

// kill ends the program and what it has started.
func (x *console) kill() {
	tasks, _ := filepath.Glob(fmt.Sprintf("/proc/%d/task/*/children", x.cmd.Process.Pid))
	for _, f := range tasks { // of Linux; elsewhere they end by themselves
		data, _ := os.ReadFile(f)
		for _, pid := range strings.Fields(string(data)) {
			if n, err := strconv.Atoi(pid); err == nil {
				_ = unix.Kill(n, unix.SIGKILL)
			}
		}
	}
	x.cmd.Process.Kill()
	if w, ok := x.em.InputPipe().(io.Closer); ok { // em.Close would race with read
		w.Close()
	}
	x.tty.Close()
	x.pty.Close()
}

// rows are the rows of the screen.
func (x *console) rows() []string {
	x.mu.Lock()
	defer x.mu.Unlock()
	rows := make([]string, x.em.Height())
	for y := range rows {
		var b strings.Builder
		for c := 0; c < x.em.Width(); {
			cell := x.em.CellAt(c, y)
			switch {
			case cell == nil || cell.Content == "":
				b.WriteByte(' ')
				c++
			default:
				b.WriteString(cell.Content)
				c += max(1, cell.Width)
			}
		}
		rows[y] = strings.TrimRight(b.String(), " ")
	}
	return rows
}

func (x *console) String() string { return strings.Join(x.rows(), "\n") }

// send types s as it stands, in one write.
func (x *console) send(s string) {
	x.t.Helper()
	x.mu.Lock()
	x.sent = time.Now()
	x.mu.Unlock()
	if _, err := io.WriteString(x.pty, s); err != nil {
		x.t.Fatalf("the program does not read: %v\n%s", err, x)
	}
	if s == "\x1b" {
		x.taken()
	}
}

// taken waits until the program has read what was sent. Esc and a key that are read in one go are
// Alt with that key. Polling has the system pass on what it has not yet passed on; before that it
// counts nothing.
func (x *console) taken() {
	const fionread = 0x541b // of Linux; elsewhere the call fails
	_, _ = unix.Poll([]unix.PollFd{{Fd: int32(x.tty.Fd()), Events: unix.POLLIN}}, 0)
	for end := time.Now().Add(patience); time.Now().Before(end); time.Sleep(time.Millisecond) {
		n, err := unix.IoctlGetInt(int(x.tty.Fd()), fionread)
		if err != nil {
			time.Sleep(50 * time.Millisecond)
			return
		}
		if n == 0 {
			return
		}
	}
}

// until waits for ok to hold of the rows of the screen.
func (x *console) until(what string, ok func([]string) bool) {
	x.t.Helper()
	for end := time.Now().Add(patience); ; time.Sleep(3 * time.Millisecond) {
		if ok(x.rows()) {
			return
		}
		if time.Now().After(end) {
			x.t.Fatalf("waited in vain for %s; the screen:\n%s", what, x)
		}
	}
}

// settle waits for the answer to what was sent last: until something has been printed since then,
// if anything is, and no more comes.
func (x *console) settle() {
	for sent := time.Now(); ; time.Sleep(3 * time.Millisecond) {
		x.mu.Lock()
		answered, calm := x.quiet.After(x.sent), time.Since(x.quiet)
		x.mu.Unlock()
		if calm > 25*time.Millisecond && (answered || time.Since(sent) > 200*time.Millisecond) {
			return
		}
	}
}

// resize changes the size of the terminal.
func (x *console) resize(w, h int) {
	x.mu.Lock()
	x.sent = time.Now()
	x.em.Resize(w, h)
	x.mu.Unlock()
	if err := pty.Setsize(x.pty, &pty.Winsize{Rows: uint16(h), Cols: uint16(w)}); err != nil {
		x.t.Fatal(err)
	}
}

// key is what a terminal sends for a key by its name; the name itself for a character.
func key(name string) string {
	named := map[string]string{"enter": "\r", "esc": "\x1b", "tab": "\t", "shift+tab": "\x1b[Z", "space": " ", "backspace": "\x7f",
		"up": "\x1b[A", "down": "\x1b[B", "right": "\x1b[C", "left": "\x1b[D", "home": "\x1b[H", "end": "\x1b[F", "pgup": "\x1b[5~", "pgdown": "\x1b[6~",
		"f1": "\x1bOP", "f3": "\x1bOR", "f11": "\x1b[23~", "alt+left": "\x1b[1;3D", "alt+right": "\x1b[1;3C"}
	if s, ok := named[name]; ok {
		return s
	}
	var cx, cy int
	for button, format := range map[string]string{"0": "click@%d,%d", "64": "wheelup@%d,%d", "65": "wheeldown@%d,%d"} {
		if n, _ := fmt.Sscanf(name, format, &cx, &cy); n == 2 {
			s := fmt.Sprintf("\x1b[<%s;%d;%dM", button, cx, cy)
			if button == "0" {
				s += fmt.Sprintf("\x1b[<0;%d;%dm", cx, cy)
			}
			return s
		}
	}
	if c, ok := strings.CutPrefix(name, "ctrl+"); ok && len(c) == 1 {
		return string(c[0] & 0x1f)
	}
	return name
}

var modeSwitch = regexp.MustCompile(`\x1b\[\?([0-9;]+)([hl])`)

// left waits for the program to end and checks that the terminal is as it was: normal screen,
// cursor shown, no mode of the program's left on, the line discipline restored.
func (x *console) left(code int) {
	x.t.Helper()
	select {
	case err := <-x.done:
		got := 0
		var exit *exec.ExitError
		if errors.As(err, &exit) {
			got = exit.ExitCode()
		} else if err != nil {
			x.t.Fatal(err)
		}
		if got != code {
			x.t.Errorf("exit code %d, want %d\n%s", got, code, x)
		}
	case <-time.After(patience):
		x.t.Fatalf("the program does not end; the screen:\n%s", x)
	}
	x.settle()
	x.mu.Lock()
	defer x.mu.Unlock()
	on := map[string]bool{"25": true}
	for _, m := range modeSwitch.FindAllStringSubmatch(string(x.out), -1) {
		for mode := range strings.SplitSeq(m[1], ";") {
			on[mode] = m[2] == "h"
		}
	}
	for mode, set := range on {
		if set != (mode == "25") {
			x.t.Errorf("terminal mode %s left %v", mode, set)
		}
	}
	if x.em.IsAltScreen() || x.em.CursorHidden() {
		x.t.Errorf("alternate screen %v, cursor hidden %v", x.em.IsAltScreen(), x.em.CursorHidden())
	}
	if is, err := term.GetState(int(x.tty.Fd())); err != nil || !reflect.DeepEqual(is, x.was) {
		x.t.Errorf("the terminal's line discipline is not as it was (%v)", err)
	}
}

var clipboard = regexp.MustCompile(`\x1b\]52;[a-z]*;([A-Za-z0-9+/=]+)(?:\x07|\x1b\\)`)

// copied is what the program put on the clipboard last, by OSC 52.
func (x *console) copied() string {
	x.mu.Lock()
	defer x.mu.Unlock()
	all := clipboard.FindAllSubmatch(x.out, -1)
	if len(all) == 0 {
		return ""
	}
	s, err := base64.StdEncoding.DecodeString(string(all[len(all)-1][1]))
	if err != nil {
		return fmt.Sprintf("not base64: %v", err)
	}
	return string(s)
}

// marked reports whether s stands on the screen in another style than the cell before it.
func (x *console) marked(s string) bool {
	x.mu.Lock()
	defer x.mu.Unlock()
	for y := range x.em.Height() {
		for c := range x.em.Width() {
			if rest, at := s, c; true {
				for rest != "" && at < x.em.Width() {
					cell := x.em.CellAt(at, y)
					if cell == nil || cell.Content == "" || !strings.HasPrefix(rest, cell.Content) {
						break
					}
					rest = rest[len(cell.Content):]
					at += max(1, cell.Width)
				}
				if rest == "" && c > 0 {
					this, before := x.em.CellAt(c, y), x.em.CellAt(c-1, y)
					if c > 1 && before.Content == "" {
						before = x.em.CellAt(c-2, y)
					}
					if !this.Style.Equal(&before.Style) {
						return true
					}
				}
			}
		}
	}
	return false
}

// freshHome is the environment of a user who has nothing yet.
func freshHome(t testing.TB, lang string) []string {
	dir := t.TempDir()
	env := []string{"HOME=" + dir, "TERM=xterm-256color", "PATH=" + os.Getenv("PATH"), "LANG=" + lang, "GANGMU_LIBRARY=" + filepath.Join(dir, "library"), "TMPDIR=" + dir}
	for _, v := range []string{"DATA", "CONFIG", "STATE", "CACHE"} {
		env = append(env, "XDG_"+v+"_HOME="+filepath.Join(dir, strings.ToLower(v)))
	}
	return env
}
