package tui

import (
	"context"
	"runtime"
	"slices"
	"time"

	tea "github.com/charmbracelet/bubbletea"

	"gangmu/corpus"
	"gangmu/corpus/library"
	"gangmu/index"
)

// indexes are what a search searches: the library's index, and one in memory of the documents that
// were named and are not in the library.
type indexes struct {
	library     *snapshot
	memory      *index.Index
	held        map[string]*corpus.Document // what memory holds
	reading     bool
	done, total int // of the documents being read for memory
	queued      bool
	wanted      bool // something has been searched: huge documents are to be held too
	feed        chan readMsg
	following   [2]int // files of the library that are being read: done, total
}

// libraryMsg brings the library's index.
type libraryMsg struct {
	index *snapshot
	docs  []library.Listed
	err   error
}

// openIndex opens the library's index.
func (m *model) openIndex() tea.Cmd {
	dir := m.o.LibraryDir
	if dir == "" {
		return nil
	}
	return m.guard(func() tea.Msg { return openLibrary(dir) })
}

// openLibrary opens the index of the library in dir and finds what its documents are beside each other.
func openLibrary(dir string) libraryMsg {
	l, err := library.Open(dir)
	if err != nil {
		return libraryMsg{err: err}
	}
	x, err := index.Open(l.IndexDir())
	if err != nil {
		return libraryMsg{err: err}
	}
	return libraryMsg{index: &snapshot{Index: x}, docs: x.List()}
}

// libraryOpened takes over the library's index, also when it is opened anew because it has changed.
func (m *model) libraryOpened(msg libraryMsg) tea.Cmd {
	if msg.err != nil {
		m.note = note{msg.err.Error(), true}
		return nil
	}
	x := &m.library.index
	first := x.library == nil
	x.library.retire()
	x.library = msg.index
	m.library.take(msg.docs)
	m.refillList()
	switch {
	case !first && m.results.query != "":
		return m.searchAgain()
	case m.results.shown:
		return m.search(m.results.query)
	case m.text.doc == nil && m.library.opening == "" && len(m.o.Paths) == 0 && len(m.o.Docs) == 0 && len(m.library.entries) > 0 && m.list == nil:
		m.openList(m.documents())
	}
	return nil
}

// take puts the documents of the library on the shelf, and those away that are no longer in it and
// that nobody has opened.
func (s *shelf) take(docs []library.Listed) {
	for _, e := range s.entries {
		e.inLibrary, e.listed = false, nil
	}
	for i := range docs {
		d := &docs[i]
		if d.Error != "" {
			continue
		}
		e := s.add(d.Path)
		e.inLibrary, e.listed = true, d
		if e.doc == nil && d.Title != "" {
			e.title = d.Title
		}
		e.call(d.Title, d.Number, d.Version())
	}
	s.names = nil
	s.entries = slices.DeleteFunc(s.entries, func(e *entry) bool {
		gone := !e.inLibrary && !e.given && e.doc == nil
		if gone {
			delete(s.by, e.path)
		}
		return gone
	})
}

// readMsg brings documents read for the index in memory: now and then what there is so far.
type readMsg struct {
	memory      *index.Index
	held        map[string]*corpus.Document
	done, total int
	end         bool
}

// wantIndex brings huge documents into the index in memory, now that something is searched.
func (m *model) wantIndex() tea.Cmd {
	if m.library.index.wanted {
		return nil
	}
	m.library.index.wanted = true
	return m.indexOpened()
}

// indexOpened brings the index in memory up to date with the documents that were named.
func (m *model) indexOpened() tea.Cmd {
	x := &m.library.index
	if x.reading {
		x.queued = true
		return nil
	}
	have := map[string]*corpus.Document{}
	var paths []string
	stale := false
	for _, e := range m.library.entries {
		switch {
		case !e.given || e.inLibrary, e.doc != nil && e.doc.huge() && !x.wanted:
			continue
		case e.doc != nil && e.doc.Finished():
			have[e.path] = e.doc.Document
			stale = stale || x.held[e.path] != e.doc.Document
		case x.held[e.path] != nil:
			have[e.path] = x.held[e.path]
			continue
		case e.doc == nil:
			stale = true
		default:
			continue
		}
		paths = append(paths, e.path)
	}
	if !stale {
		return nil
	}
	for p, d := range x.held {
		if have[p] == nil {
			have[p] = d
		}
	}
	if len(have) == 1 && len(paths) == 1 && have[paths[0]] != nil {
		x.reading, x.done, x.total = true, 0, 1
		return m.guard(m.library.by[paths[0]].doc.held)
	}
	x.reading, x.done, x.total = true, 0, len(paths)
	x.feed = make(chan readMsg)
	go readAll(m.ctx, paths, have, x.feed)
	return m.awaitRead()
}

// held makes the index in memory of d alone, which is that of d itself.
func (d *doc) held() tea.Msg {
	x := d.own.of(d.Document)
	return readMsg{memory: x, held: map[string]*corpus.Document{d.Path: d.Document}, done: 1, total: 1, end: true}
}

func (m *model) awaitRead() tea.Cmd {
	feed := m.library.index.feed
	return func() tea.Msg {
		msg, ok := <-feed
		if !ok {
			return nil
		}
		return msg
	}
}

// readAll reads documents one by one and indexes them in memory: again whenever there are four
// times as many, so that what has been read can be searched while the rest is. What cannot be read
// is left out; opening it says why.
func readAll(ctx context.Context, paths []string, have map[string]*corpus.Document, feed chan<- readMsg) {
	defer close(feed)
	stepBack()
	// One more processor than there are: a key finds one free whatever reading and the collector do,
	// and the system, which knows of priorities, says which thread waits.
	defer runtime.GOMAXPROCS(runtime.GOMAXPROCS(runtime.GOMAXPROCS(0) + 1))
	held := map[string]*corpus.Document{}
	var docs []*corpus.Document
	last := time.Now()
	due := 1
	send := func(msg readMsg) bool {
		select {
		case feed <- msg:
			return true
		case <-ctx.Done():
			return false
		}
	}
	for p, d := range have {
		held[p] = d
		docs = append(docs, d)
	}
	for i, p := range paths {
		if have[p] == nil {
			if d := readQuietly(p); d != nil {
				held[p] = d
				docs = append(docs, d)
			}
		}
		if end := i == len(paths)-1; end || len(docs) >= due && i > 0 {
			due = len(docs) * 4
			x, err := index.Memory(ctx, docs)
			if err != nil {
				return
			}
			snapshot := make(map[string]*corpus.Document, len(held))
			for p, d := range held {
				snapshot[p] = d
			}
			if !send(readMsg{x, snapshot, i + 1, len(paths), end}) {
				return
			}
		} else if time.Since(last) > 100*time.Millisecond {
			last = time.Now()
			if !send(readMsg{done: i + 1, total: len(paths)}) {
				return
			}
		}
	}
}

func readQuietly(path string) (d *corpus.Document) {
	defer func() {
		if recover() != nil {
			d = nil
		}
	}()
	d, err := corpus.Open(path)
	if err != nil {
		return nil
	}
	return d
}

func (m *model) readOn(msg readMsg) tea.Cmd {
	x := &m.library.index
	x.done, x.total = msg.done, msg.total
	var cmds []tea.Cmd
	if msg.memory != nil {
		x.memory, x.held = msg.memory, msg.held
		for p, d := range msg.held {
			if e := m.library.by[p]; e != nil && e.doc == nil {
				e.title = firstOf(d.Tree.Meta.Title, e.title)
				e.call(d.Tree.Meta.Title, d.Tree.Meta.Number, d.Tree.Meta.Version())
				m.library.names = nil
			}
		}
		if m.results.shown && m.results.query != "" {
			cmds = append(cmds, m.searchAgain())
		}
	}
	if !msg.end {
		return tea.Batch(append(cmds, m.awaitRead())...)
	}
	x.reading, x.done, x.total = false, 0, 0
	if x.queued {
		x.queued = false
		cmds = append(cmds, m.indexOpened())
	}
	if terms := m.task.trend; terms != nil && !x.reading {
		cmds = append(cmds, m.countByYear(terms))
	}
	return tea.Batch(cmds...)
}

// progress is what the status row says of documents being read for the search.
func (s *shelf) progress(sh *shell) string {
	if s.opening != "" {
		return sh.say(sayOpening, sh.m.Fit(s.opening, min(sh.m.Width(s.opening), 20)))
	}
	if f := s.index.following; f[1] > 0 {
		return sh.say(sayIndexing, f[0], f[1])
	}
	if s.index.reading && s.index.total > 1 {
		return sh.say(sayIndexing, s.index.done, s.index.total)
	}
	return ""
}
