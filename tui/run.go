package tui

import (
	"context"
	"errors"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"runtime"
	"runtime/debug"
	"strings"
	"sync/atomic"
	"time"

	tea "github.com/charmbracelet/bubbletea"
	"github.com/mattn/go-runewidth"
	"golang.org/x/term"

	"gangmu/corpus"
	_ "gangmu/tui/background" // before Bubble Tea; see there
	"gangmu/tui/layout"
)

// Options are what the reader is started with. The zero value works.
type Options struct {
	Docs       []*corpus.Document // already open: standard input, the sample; shown first, in order
	Paths      []string           // files or folders, opened in the background in this order
	LibraryDir string             // the library's folder; "" = no library, search covers the open documents
	Lang       string             // "zh", "zh-Hant", "en"; "" = from the locale
	Color      string             // "auto" (""), "always", "never"; NO_COLOR is obeyed under auto
	Ambiguous  int                // cells of an ambiguous-width character, 1 or 2; 0 = ask the terminal, 150 ms at most
	Config     string             // configuration file; "" = ConfigPath
	State      string             // folder of what is kept between runs; "" = the user's state folder; "-" = keep nothing
	Theme      string             // "" (the terminal's own colours), "light", "dark", "contrast", "mono"
	Mouse      string             // "auto" (""), "on", "off"
	Plain      bool               // for screen readers: no frames, no redraws
	ASCII      bool               // no signs beyond ASCII in what the reader draws around the text
	FromStart  bool               // do not return to where a document was left
	At         string             // what to jump to in the first document, as typed at the prompt
	Find       string             // a query to begin with
	Version    string             // for crash reports
	Indexer    func() *exec.Cmd   // the program that indexes, see Index; nil = the reader does it itself
	In, Out    *os.File           // nil = standard input and output; where In is no terminal, keys come from the controlling one
}

// Run opens the reader and returns when the user quits or ctx ends; the terminal is as it was
// before. The error says what could not be done.
func Run(ctx context.Context, o Options) error {
	// One width measure (package layout): never the locale's.
	runewidth.DefaultCondition.EastAsianWidth = false
	if o.In == nil {
		o.In = os.Stdin
	}
	if o.Out == nil {
		o.Out = os.Stdout
	}
	if o.Plain || os.Getenv("GANGMU_ACCESSIBLE") != "" || os.Getenv("TERM") == "dumb" {
		return runPlain(ctx, o)
	}
	if !term.IsTerminal(int(o.Out.Fd())) {
		return errors.New("standard output is no terminal")
	}
	if err := absent(o); err != nil {
		return err
	}
	debug.SetGCPercent(readerGC)
	conf, problems := readConfig(o.Config)
	first := readFirst(o)
	if o.Ambiguous == 0 {
		o.Ambiguous = conf.Ambiguous
	}
	if conf.Pad {
		o.Ambiguous = 2
	}
	if o.Ambiguous == 0 {
		o.Ambiguous = probe(o.In, o.Out)
	}
	ctx, cancel := context.WithCancel(ctx)
	m := newModel(ctx, o, conf, problems)
	defer m.library.index.indexer.end()
	defer cancel()
	if w, h, err := term.GetSize(int(o.Out.Fd())); err == nil {
		m.resize(w, h) // so that the first frame is a whole one
	}
	m.screen = &screen{File: o.Out, sync: conf.Sync == nil || *conf.Sync, keep: m.m.Wide, pad: conf.Pad}
	m.awaitFirst(first)
	return m.loop(ctx, o)
}

// absent is the error if there is nothing to open because no path that was named is there.
func absent(o Options) error {
	var errs []error
	for _, p := range o.Paths {
		if _, err := os.Stat(p); err != nil {
			errs = append(errs, err)
		}
	}
	if len(errs) > 0 && len(errs) == len(o.Paths) && len(o.Docs) == 0 {
		return errors.Join(errs...)
	}
	return nil
}

// firstWait is how long the first frame waits for the first document, so that a text that is
// opened quickly is on the first frame.
const firstWait = 25 * time.Millisecond

// awaitFirst waits a moment for the first document.
func (m *model) awaitFirst(c <-chan openedMsg) {
	if c == nil {
		return
	}
	select {
	case msg := <-c:
		m.first = &msg
	case <-time.After(firstWait):
		m.firstLater = c
	}
}

// readFirst begins to read the first file before anything else is done.
func readFirst(o Options) <-chan openedMsg {
	c := make(chan openedMsg, 1)
	if len(o.Docs) > 0 || len(o.Paths) == 0 {
		return nil
	}
	path, err := filepath.Abs(o.Paths[0])
	if fi, e := os.Stat(path); err == nil && (e != nil || !fi.IsDir()) {
		go func() { c <- readHead(openAt{path: path, ref: o.At}) }()
		return c
	}
	return nil
}

// loop runs the program and puts the terminal back in order whatever happens.
func (m *model) loop(ctx context.Context, o Options) error {
	// Signals end ctx, and then the program quits as by a key. Bubble Tea's own handler would wait for
	// ever to tell a loop that has ended, and a program killed by its context closes the keyboard
	// under the goroutine that reads it.
	opts := []tea.ProgramOption{tea.WithAltScreen(), tea.WithOutput(m.screen), tea.WithoutSignalHandler(), tea.WithFilter(coalesce()), tea.WithFPS(120)}
	if term.IsTerminal(int(o.In.Fd())) {
		opts = append(opts, tea.WithInput(o.In))
	} else {
		opts = append(opts, tea.WithInputTTY())
	}
	if m.mouseOn {
		opts = append(opts, tea.WithMouseCellMotion())
	}
	// One more processor than there are, so that a key finds one free while something is done behind.
	// Else it waits for that to be interrupted, up to 10 ms; this way the system gives the time.
	defer runtime.GOMAXPROCS(runtime.GOMAXPROCS(runtime.GOMAXPROCS(0) + 1))
	p := tea.NewProgram(m, opts...)
	m.end = func() { go p.Quit() }
	defer context.AfterFunc(ctx, p.Quit)()
	_, err := p.Run()
	if m.crash != nil {
		return m.crash // what is in memory may be what was wrong
	}
	if m.text.doc != nil {
		m.memory.keep(m.text.doc)
	}
	return err
}

// crashed writes a report of a panic and says where it is.
func crashed(r any, version string) error {
	report := fmt.Sprintf("gangmu %s\n%s\npanic: %v\n\n%s", version, time.Now().Format(time.RFC3339), r, debug.Stack())
	f, err := os.CreateTemp("", "gangmu-crash-*.txt")
	if err == nil {
		_, err = f.WriteString(report)
		err = errors.Join(err, f.Close())
	}
	if err != nil {
		return fmt.Errorf("a fault in gangmu: %v (no report could be written: %v)\n%s", r, err, report)
	}
	return fmt.Errorf("a fault in gangmu: %v; the report is in %s", r, f.Name())
}

// guard makes a command of f. A panic in the background is reported and the reader goes on.
func (sh *shell) guard(f func() tea.Msg) tea.Cmd {
	version := sh.o.Version
	return func() (msg tea.Msg) {
		defer func() {
			if r := recover(); r != nil {
				msg = errorMsg{crashed(r, version).Error()}
			}
		}()
		return f()
	}
}

// behind is guard for what nobody waits for. One thing of that kind is done at a time, so that it does
// not take every processor from the loop.
func (sh *shell) behind(f func() tea.Msg) tea.Cmd {
	return sh.guard(func() tea.Msg {
		sh.turn.Lock()
		defer sh.turn.Unlock()
		return f()
	})
}

// coalesce makes one message of the wheel events that have piled up: a wheel sends them faster
// than frames are drawn. An event that follows the last within a frame's time in the same
// direction is added to the next that is let through.
func coalesce() func(tea.Model, tea.Msg) tea.Msg {
	var last atomic.Int64
	pending := 0
	return func(_ tea.Model, msg tea.Msg) tea.Msg {
		e, ok := msg.(tea.MouseMsg)
		if !ok || e.Button != tea.MouseButtonWheelUp && e.Button != tea.MouseButtonWheelDown {
			return msg
		}
		n := 1
		if e.Button == tea.MouseButtonWheelUp {
			n = -1
		}
		if pending*n < 0 {
			pending = 0
		}
		pending += n
		now := time.Now().UnixMilli()
		if now-last.Load() < 12 {
			return nil
		}
		last.Store(now)
		n, pending = max(min(pending, 8), -8), 0
		return wheelMsg{e.X, e.Y, n}
	}
}

// newModel makes the model from its options; nothing is read and the terminal is not touched.
func newModel(ctx context.Context, o Options, conf config, problems []problem) *model {
	language := firstOf(o.Lang, conf.Lang, os.Getenv("LC_ALL"), os.Getenv("LC_MESSAGES"), os.Getenv("LANG"))
	sh := &shell{o: o, conf: conf, lang: langOf(language), m: layout.Measure{Wide: o.Ambiguous == 2}, plainUI: o.ASCII || conf.ASCII}
	sh.profile = profileOf(o.Color, os.Getenv("NO_COLOR"), os.Getenv("TERM"), os.Getenv("COLORTERM"))
	sh.mouseOn = firstOf(o.Mouse, conf.Mouse) != "off"
	table, bad := rebind(defaultKeys, conf.Keys)
	problems = append(problems, bad...)
	keys, err := newKeymap(table)
	if err != nil {
		problems = append(problems, problem{err.Error(), err.Error()})
		keys, _ = newKeymap(defaultKeys)
	}
	sh.keys = keys
	m := &model{shell: sh, ctx: ctx, library: newShelf(), memory: openMemory(o)}
	m.library.index.indexer.command = o.Indexer
	m.setTheme(firstOf(o.Theme, conf.Theme))
	m.pen.m = sh.m
	m.focused = scopeText
	m.want.Outline = true
	m.outline.sizes = conf.Sizes
	m.text.limit = conf.Width
	m.text.opts = layout.Options{Measure: sh.m, Spacing: conf.Spacing, Justify: conf.Justify, Hanging: conf.Hanging,
		NoIndent: conf.Indent != nil && !*conf.Indent}
	m.results.sh = sh
	for _, d := range o.Docs {
		m.library.put(newDoc(d)).given = true
	}
	if len(problems) > 0 {
		var said []string
		for _, p := range problems {
			said = append(said, sh.lang.pick(p[0], p[1]))
		}
		m.complain(sayBadKeys, strings.Join(said, "; "))
	}
	return m
}

// begin starts what runs beside the first frame.
func (m *model) begin() tea.Cmd {
	var cmds []tea.Cmd
	paths := m.o.Paths
	switch {
	case m.first != nil:
		cmds = append(cmds, m.opened(*m.first))
	case m.firstLater != nil:
		m.library.opening = baseName(paths[0])
		c := m.firstLater
		cmds = append(cmds, func() tea.Msg { return <-c })
	}
	m.first = nil
	if len(m.o.Docs) > 0 {
		e := m.library.entries[0]
		cmds = append(cmds, m.turnTo(e.doc, openAt{ref: m.o.At}), m.proofread(e.doc), m.sift(e.doc))
	}
	if len(paths) > 0 {
		m.library.scanning = true
		m.shelveFiles(paths)
		cmds = append(cmds, func() tea.Msg { return scan(m.ctx, paths) })
	}
	cmds = append(cmds, m.keepLibrary(), m.openIndex(), m.openNotes(), m.indexOpened())
	if m.o.Find != "" {
		cmds = append(cmds, m.openSearch(m.o.Find))
	}
	return tea.Batch(cmds...)
}
