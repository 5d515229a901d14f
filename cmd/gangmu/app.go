package main

import (
	"bufio"
	"context"
	"errors"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"slices"
	"sync"
	"syscall"

	"golang.org/x/term"

	"gangmu/corpus/library"
)

// A world is what the program sees of the machine, so that a test can be one.
type world struct {
	In       io.Reader
	Out, Err io.Writer
	Env      func(string) string
}

// The exit codes.
const (
	exitDone    = 0 // done, found
	exitNothing = 1 // nothing found, or findings reported
	exitTrouble = 2 // something went wrong; standard error says what, which file, what to do

	exitInterrupted = 130 // Ctrl-C, as shells have it
)

// An app is one run of the program.
type app struct {
	world
	ctx   context.Context
	lang  lang
	out   *bufio.Writer
	code  int // exit code, where no error says otherwise
	flags struct {
		library, lang, color, width string
		plain                       bool
	}
	colorOnce sync.Once
	colored   bool // see color
}

// run does what the arguments say and gives the exit code.
func run(ctx context.Context, args []string, w world) int {
	pipe := &pipeWriter{w: w.Out}
	a := &app{world: w, ctx: ctx, out: bufio.NewWriterSize(pipe, 1<<16)}
	a.lang = a.findLang(args)
	cmd := a.root()
	cmd.SetArgs(spreadFiles(args))
	cmd.SetIn(w.In)
	cmd.SetOut(a.out)
	cmd.SetErr(w.Err)
	err := cmd.ExecuteContext(ctx)
	if ferr := a.out.Flush(); err == nil {
		err = ferr
	}
	switch {
	case pipe.closed: // the reader of the pipe has seen enough
		return exitDone
	case err == nil:
		return a.code
	case errors.Is(err, context.Canceled):
		a.note("gangmu: %s", a.t("中断了；已经做完的都保留，再运行一次就接着做", "interrupted; what was done is kept, run it again to go on"))
		return exitInterrupted
	}
	a.complain(err)
	return exitTrouble
}

// A pipeWriter remembers that nobody reads any more.
type pipeWriter struct {
	w      io.Writer
	closed bool
}

func (p *pipeWriter) Write(b []byte) (int, error) {
	n, err := p.w.Write(b)
	if errors.Is(err, syscall.EPIPE) || errors.Is(err, io.ErrClosedPipe) {
		p.closed = true
	}
	return n, err
}

// printf writes to standard output.
func (a *app) printf(format string, args ...any) { fmt.Fprintf(a.out, format, args...) }

// note writes a line to standard error.
func (a *app) note(format string, args ...any) {
	a.out.Flush()
	fmt.Fprintf(a.Err, format+"\n", args...)
}

// libraryDir is the library's folder: flag, environment, the system's place for data.
func (a *app) libraryDir() string {
	for _, dir := range []string{a.flags.library, a.Env("GANGMU_LIBRARY")} {
		if dir != "" {
			if abs, err := filepath.Abs(dir); err == nil {
				return abs
			}
			return dir
		}
	}
	return library.DefaultDir()
}

// isTerminal reports whether w is a terminal, and its width in cells.
func isTerminal(w any) (int, bool) {
	f, ok := w.(*os.File)
	if !ok || !term.IsTerminal(int(f.Fd())) {
		return 0, false
	}
	width, _, err := term.GetSize(int(f.Fd()))
	if err != nil || width <= 0 {
		width = 80
	}
	return width, true
}

// color reports whether standard output is coloured. The system is asked once.
func (a *app) color() bool {
	a.colorOnce.Do(func() {
		switch a.flags.color {
		case "always":
			a.colored = true
		case "never":
		default:
			_, tty := isTerminal(a.Out)
			a.colored = tty && !a.flags.plain && a.Env("NO_COLOR") == "" && a.Env("TERM") != "dumb"
		}
	})
	return a.colored
}

// choice is a flag that takes one of a few words.
type choice struct {
	to    *string
	words []string
}

func (c choice) String() string { return *c.to }
func (c choice) Type() string   { return "string" }
func (c choice) Set(s string) error {
	for _, w := range c.words {
		if s == w {
			*c.to = s
			return nil
		}
	}
	return choiceError{words: slices.DeleteFunc(slices.Clone(c.words), func(w string) bool { return w == "" })}
}
