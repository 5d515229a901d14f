package tui

import (
	"context"
	"errors"
	"io/fs"
	"os"
	"path/filepath"
	"strings"
	"time"

	tea "github.com/charmbracelet/bubbletea"

	"gangmu/corpus/library"
	"gangmu/corpus/text"
)

// A shelf is every document that can be opened: those given, those of the library.
type shelf struct {
	entries []*entry
	by      map[string]*entry
	order   string // of the list of documents, see documentOrders
	opening string // name of the document that is being opened, "" if none is
	index   indexes
	names   *catalogue // of the entries; nil = to be made

	scanning bool                 // the folders that were named are still being looked through
	then     func(*model) tea.Cmd // what to do when they have been
}

// An entry is one document of the shelf, open or not.
type entry struct {
	path               string
	title              string
	name, number, date string // of the document; the date is that of the version, where known: what citations call it
	doc                *doc   // nil until opened
	given              bool   // named by the user, not only in the library
	inLibrary          bool
	listed             *library.Listed // of the library's documents; nil = it is not in the library
	stamp              stamp
	failed             bool // could not be opened
}

// A stamp tells whether a file has changed.
type stamp struct {
	size int64
	mod  time.Time
}

func newShelf() *shelf {
	return &shelf{by: map[string]*entry{}, index: indexes{gathered: map[string]stamp{}}}
}

func (s *shelf) empty() bool { return len(s.entries) == 0 }

// add puts a path on the shelf, or finds it there.
func (s *shelf) add(path string) *entry {
	if e, ok := s.by[path]; ok {
		return e
	}
	e := &entry{path: path, title: baseName(path)}
	s.entries = append(s.entries, e)
	s.by[path] = e
	return e
}

func (s *shelf) put(d *doc) *entry {
	e := s.add(d.Path)
	meta := d.Tree.Meta
	e.doc, e.title = d, d.title
	e.call(meta.Title, meta.Number, meta.Version())
	s.names = nil
	return e
}

// call notes what citations call a document.
func (e *entry) call(name, number, date string) { e.name, e.number, e.date = name, number, date }

func baseName(path string) string {
	b := filepath.Base(path)
	return b[:len(b)-len(filepath.Ext(b))]
}

// openAt is the intent to open a document, or turn to it, at a place.
type openAt struct {
	beside bool // beside the one that is read
	path   string
	off    int
	place  bool   // off is meant; else the place where it was left
	ref    string // go to what this names
	query  string // mark the matches of this
	match  end    // and go to the first or the last of them
	follow *lead  // go to what this names in the document
	now    text.Span
	noted  string // go to the note of this id
	jump   bool   // a jump: back returns from it
}

// open turns to a document; one that is not open yet is read off the loop.
func (m *model) open(at openAt) tea.Cmd {
	if e, ok := m.library.by[at.path]; ok && e.doc != nil {
		return m.turnTo(e.doc, at)
	}
	m.library.opening = baseName(at.path)
	return func() tea.Msg { return readHead(at) }
}

func stampOf(path string) (stamp, error) {
	fi, err := os.Stat(path)
	if err != nil {
		return stamp{}, err
	}
	return stamp{fi.Size(), fi.ModTime()}, nil
}

// turnTo makes d the document that is read.
func (m *model) turnTo(d *doc, at openAt) tea.Cmd {
	if at.beside {
		return m.setBeside(d)
	}
	if m.beside != nil && m.beside.text.doc == d {
		m.changeOver()
	}
	if at.jump && m.text.doc != nil {
		m.depart(m.here())
	}
	var pair tea.Cmd
	if m.text.doc != d {
		m.takeUp(d, at)
		pair = m.pairUp()
	}
	if m.focused == scopeOutline && m.narrow() {
		m.focus(scopeText)
	}
	if d.part {
		d.at = at // what is beyond the beginning comes later
		return pair
	}
	return tea.Batch(pair, m.arriveAt(d, at))
}

// takeUp puts the document that was read aside and shows d where it was left.
func (m *model) takeUp(d *doc, at openAt) {
	if m.text.doc != nil {
		m.memory.keep(m.text.doc)
	}
	m.text.doc = d
	m.text.sel, m.text.links = selection{}, nil
	m.outline.show(d)
	if !d.seen && !d.part {
		d.seen = true
		m.memory.recall(d, m.o.FromStart || at.ref != "")
		m.history.earlier(d)
	}
	m.arrange()
}

// arriveAt goes to the place in d that was asked for.
func (m *model) arriveAt(d *doc, at openAt) tea.Cmd {
	switch {
	case at.noted != "":
		m.showNote(d, at.noted)
	case at.follow != nil:
		a := d.references(m.lang).Follow(at.follow.ref)
		if len(a.Targets) == 0 && len(at.follow.paths) > 0 {
			return m.open(at.follow.next(false))
		}
		if len(a.Targets) > 0 {
			m.text.show(a.Targets[0].Span.Start)
		}
		m.note = note{a.Message, len(a.Targets) == 0}
	case at.ref != "" && d.Finished():
		return m.resolve(at.ref)
	case at.ref != "":
		d.at = at
	case !at.now.Empty():
		m.text.revealHit(at.now.Start)
	case at.place:
		m.text.show(at.off)
	}
	if at.query != "" {
		return m.findQuery(d, at)
	}
	return nil
}

// visit goes to a place of the history.
func (m *model) visit(s spot) tea.Cmd {
	if m.text.doc != nil && m.text.doc.Path == s.Path {
		m.text.show(s.Off)
		m.refresh()
		return nil
	}
	return m.open(openAt{path: s.Path, off: s.Off, place: true})
}

// visitQuietly goes back to a place that only a preview has left.
func (m *model) visitQuietly(s spot) {
	if e := m.library.by[s.Path]; e != nil && e.doc != nil {
		m.turnTo(e.doc, openAt{off: s.Off, place: true})
	}
}

// switchDocument turns to the n-th document on or back.
func (m *model) switchDocument(n int) tea.Cmd {
	var given []*entry
	at := 0
	for _, e := range m.library.entries {
		if !e.given {
			continue
		}
		if e.doc != nil && e.doc == m.text.doc {
			at = len(given)
		}
		given = append(given, e)
	}
	if len(given) < 2 {
		m.say(sayLibraryOf, len(given))
		return nil
	}
	e := given[((at+n)%len(given)+len(given))%len(given)]
	return m.open(openAt{path: e.path, jump: true})
}

// shelfMsg brings the paths found in the folders that were named.
type shelfMsg struct {
	paths []string
	err   error
}

func (m *model) shelved(msg shelfMsg) tea.Cmd {
	for _, p := range msg.paths {
		m.library.add(p).given = true
	}
	m.library.scanning = false
	m.refillList()
	if then := m.library.then; then != nil {
		m.library.then = nil
		return tea.Batch(then(m), m.indexOpened())
	}
	switch {
	case msg.err != nil:
		path := ""
		if at := (*fs.PathError)(nil); errors.As(msg.err, &at) {
			path = at.Path
		}
		m.complain(sayFailed, path, m.cause(path, msg.err))
	case len(msg.paths) == 0:
		m.complain(sayNoneIn, strings.Join(m.o.Paths, " "))
	}
	if m.text.doc == nil && m.library.opening == "" && len(msg.paths) > 0 {
		for _, p := range msg.paths {
			if !m.library.by[p].failed {
				return tea.Batch(m.open(openAt{path: p, ref: m.o.At}), m.indexOpened())
			}
		}
	}
	return m.indexOpened()
}

// shelveFiles puts the files that were named on the shelf, so that they can be turned to at once, up
// to the first that is a folder: what is in that is found off the loop.
func (m *model) shelveFiles(paths []string) {
	for _, p := range paths {
		abs, err := filepath.Abs(p)
		if err != nil {
			return
		}
		if fi, err := os.Stat(abs); err != nil || !fi.Mode().IsRegular() {
			return
		}
		m.library.add(abs).given = true
	}
}

// scan finds the documents that the paths name, folder by folder, in the order of the paths.
func scan(ctx context.Context, paths []string) shelfMsg {
	var msg shelfMsg
	for _, p := range paths {
		abs, err := filepath.Abs(p)
		if err != nil {
			return shelfMsg{err: err}
		}
		found, err := library.Documents(ctx, []string{abs}, nil)
		if err = errors.Join(append(found.Errs, err)...); err != nil && msg.err == nil {
			msg.err = err
		}
		for _, f := range found.Files {
			msg.paths = append(msg.paths, f.Path)
		}
	}
	return msg
}
