//go:build unix

package main

import (
	"fmt"
	"os"
	"path/filepath"
	"strconv"
	"strings"
	"syscall"
	"testing"
	"time"

	"gangmu/corpus/corpustest"
)

// TestSessions plays the scripts in testdata/session: a reader's tasks, typed on a terminal, each
// with what must be on the screen. A script has one step a line:
//
//	size 100x30            the terminal; before run
//	lang zh_CN.UTF-8       the locale; before run
//	env NAME=VALUE         before run
//	copy FROM TO           a document to be changed later; $DOC = testdata/doc, $DATA = the real
//	                       documents (the script is skipped where there are none), $TMP = a new folder
//	run ARG…               start gangmu
//	pipe FILE ARG…         start it with FILE on standard input
//	press KEY…             keys by name (enter, esc, pgdown, ctrl+d) or as they are; click@X,Y,
//	                       wheelup@X,Y, wheeldown@X,Y for the mouse, cells from 1
//	type TEXT              one write, as an input method commits several characters
//	paste TEXT             as a terminal pastes it
//	see TEXT               wait until a row holds it
//	gone TEXT              wait until none does
//	top TEXT               wait until one of the first three rows holds it
//	last TEXT              wait until the bottom row holds it
//	marked TEXT            wait until it is shown in another style than what stands before it
//	copied TEXT            wait until the clipboard (OSC 52) holds it
//	hold, held             remember the words at the top of the text; they must still be there
//	resize 60x20           the terminal changes its size
//	signal TERM|CONT       the program gets a signal
//	append FILE TEXT       a document changes on the disk; \n is a line end
//	exit CODE              wait until the program has ended and left the terminal as it was
//	print                  show the screen (to write scripts with)
func TestSessions(t *testing.T) {
	scripts, err := filepath.Glob("testdata/session/*.txt")
	if err != nil || len(scripts) == 0 {
		t.Fatalf("no scripts: %v", err)
	}
	for _, file := range scripts {
		data, err := os.ReadFile(file)
		if err != nil {
			t.Fatal(err)
		}
		for name, script := range sessions(string(data)) {
			t.Run(strings.TrimSuffix(filepath.Base(file), ".txt")+"/"+name, func(t *testing.T) {
				t.Parallel()
				s := &session{t: t, w: 100, h: 30, lang: "zh_CN.UTF-8", tmp: t.TempDir()}
				for i, line := range script {
					s.at = fmt.Sprintf("%s, %s, step %d: %s", file, name, i+1, line)
					s.step(line)
				}
				if !s.ended {
					t.Errorf("%s, %s does not end with exit", file, name)
				}
			})
		}
	}
}

// sessions divides a file into its scripts: a line "== name" begins one; # begins a comment.
func sessions(s string) map[string][]string {
	out, name := map[string][]string{}, ""
	for line := range strings.Lines(s) {
		line = strings.TrimSpace(line)
		if n, ok := strings.CutPrefix(line, "== "); ok {
			name = n
			out[name] = nil
		} else if line != "" && line[0] != '#' {
			out[name] = append(out[name], line)
		}
	}
	return out
}

// A session is a script being played.
type session struct {
	t     *testing.T
	x     *console
	at    string // the step, for messages
	w, h  int
	lang  string
	env   []string
	tmp   string
	words string // held
	ended bool
}

func (s *session) step(line string) {
	verb, rest, _ := strings.Cut(line, " ")
	rest = s.expand(rest)
	args := strings.Fields(rest)
	switch verb {
	case "size":
		s.w, s.h = s.size(rest)
	case "lang":
		s.lang = rest
	case "env":
		s.env = append(s.env, rest)
	case "copy":
		data, err := os.ReadFile(args[0])
		s.check(err)
		s.check(os.WriteFile(args[1], data, 0o644))
	case "append":
		name, text, _ := strings.Cut(rest, " ")
		f, err := os.OpenFile(name, os.O_APPEND|os.O_WRONLY, 0)
		s.check(err)
		_, err = f.WriteString(strings.ReplaceAll(text, `\n`, "\n"))
		s.check(err)
		s.check(f.Close())
	case "run", "pipe":
		var in *os.File
		if verb == "pipe" {
			f, err := os.Open(args[0])
			s.check(err)
			defer f.Close()
			in, args = f, args[1:]
		}
		s.x = pipeConsole(s.t, s.w, s.h, in, append(freshHome(s.t, s.lang), s.env...), args)
	case "signal":
		sig := map[string]os.Signal{"TERM": syscall.SIGTERM, "CONT": syscall.SIGCONT}[rest]
		// A program that has not come to wait for CONT yet misses it, so it is sent until it answers.
		for was, end := len(s.x.printed()), time.Now().Add(patience); ; time.Sleep(100 * time.Millisecond) {
			s.check(s.x.cmd.Process.Signal(sig))
			if time.Sleep(100 * time.Millisecond); rest != "CONT" || len(s.x.printed()) > was || time.Now().After(end) {
				break
			}
		}
	case "press":
		for _, k := range args {
			was := len(s.x.printed())
			s.x.send(key(k))
			// Esc and a key that are read together are Alt and the key: Esc has to have done something first.
			for end := time.Now().Add(3 * time.Second); k == "esc" && len(s.x.printed()) == was && time.Now().Before(end); {
				time.Sleep(10 * time.Millisecond)
			}
			s.x.settle()
		}
	case "type":
		s.x.send(rest)
	case "paste":
		s.x.send("\x1b[200~" + rest + "\x1b[201~")
	case "resize":
		s.x.resize(s.size(rest))
		s.x.settle()
	case "exit":
		code, err := strconv.Atoi(rest)
		s.check(err)
		s.x.left(code)
		s.ended = true
	case "print":
		s.x.settle()
		fmt.Printf("%s\n%s\n", s.at, s.x)
	default:
		s.wait(verb, rest)
	}
}

// wait is a step that waits for something on the screen.
func (s *session) wait(verb, text string) {
	s.t.Helper()
	in := func(rows []string) bool { return strings.Contains(strings.Join(rows, "\n"), text) }
	ok := map[string]func([]string) bool{
		"see":    in,
		"gone":   func(rows []string) bool { return !in(rows) },
		"top":    func(rows []string) bool { return in(rows[:3]) },
		"last":   func(rows []string) bool { return in(rows[len(rows)-1:]) },
		"marked": func([]string) bool { return s.x.marked(text) },
		"copied": func([]string) bool { return strings.Contains(s.x.copied(), text) },
		"held":   func(rows []string) bool { return s.words != "" && strings.Contains(top(rows), s.words) },
	}[verb]
	switch {
	case verb == "hold":
		s.x.settle()
		if s.words = firstWords(top(s.x.rows())); s.words == "" {
			s.t.Fatalf("%s: no words at the top of the screen:\n%s", s.at, s.x)
		}
	case ok == nil:
		s.t.Fatalf("%s: no such step", s.at)
	default:
		s.x.until(s.at, ok)
	}
}

// top is what the first rows of the text show, outline and blanks left out.
func top(rows []string) string {
	var b strings.Builder
	for _, row := range rows[1:5] {
		if i := strings.LastIndexAny(row, "│|"); i >= 0 {
			row = row[i:]
		}
		b.WriteString(strings.Trim(row, "│| ›"))
	}
	return b.String()
}

// firstWords are the first few characters of s.
func firstWords(s string) string {
	r := []rune(s)
	return string(r[:min(6, len(r))])
}

func (s *session) size(text string) (w, h int) {
	if _, err := fmt.Sscanf(text, "%dx%d", &w, &h); err != nil {
		s.t.Fatalf("%s: %v", s.at, err)
	}
	return w, h
}

func (s *session) check(err error) {
	s.t.Helper()
	if err != nil {
		s.t.Fatalf("%s: %v", s.at, err)
	}
}

func (s *session) expand(text string) string {
	if strings.Contains(text, "$DATA") {
		text = strings.ReplaceAll(text, "$DATA", corpustest.Data(s.t))
	}
	doc, err := filepath.Abs("testdata/doc")
	s.check(err)
	return strings.NewReplacer("$DOC", doc, "$TMP", s.tmp).Replace(text)
}
