package tui

import (
	"context"
	"errors"
	"os"
	"slices"

	tea "github.com/charmbracelet/bubbletea"

	"gangmu/corpus"
	"gangmu/corpus/library"
	"gangmu/index"
)

// indexes are what a search searches. Every document is in one of them: the library's; that of the
// files that were named, in a folder of its own (see gather); one in memory of open documents, where all
// that were named are open, or until the other has them. The first two are the work of the indexer.
type indexes struct {
	indexer   indexer
	library   *snapshot
	opened    bool   // the library has been opened, or cannot be
	following [2]int // files of the library that are being read: done, total

	named       *snapshot
	dir         string           // of named
	gathered    map[string]stamp // the files of named, as they were when they were indexed; zero = not yet
	gathering   bool
	done, total int // of the files being gathered
	queued      bool
	feed        chan gatheredMsg

	memory  *index.Index
	held    []*doc // what memory holds, or soon will
	holding bool   // soon
	wanted  bool   // something has been searched: huge documents are to be held too
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
	warm := make(chan struct{})
	go func() {
		defer close(warm)
		x.Warm()
	}()
	docs := x.List()
	<-warm
	return libraryMsg{index: &snapshot{Index: x}, docs: docs}
}

// libraryOpened takes over the library's index, also when it is opened anew because it has changed.
func (m *model) libraryOpened(msg libraryMsg) tea.Cmd {
	x := &m.library.index
	unknown := !x.opened
	x.opened = true
	if msg.err != nil {
		m.note = note{msg.err.Error(), true}
		return m.indexOpened()
	}
	first := x.library == nil
	x.library.retire()
	x.library = msg.index
	m.library.take(msg.docs)
	m.refillList()
	var named tea.Cmd
	if unknown {
		named = m.indexOpened()
	}
	switch {
	case !first && m.results.query != "":
		return tea.Batch(named, m.searchAgain())
	case m.results.shown:
		return tea.Batch(named, m.search(m.results.query))
	case m.text.doc == nil && m.library.opening == "" && len(m.o.Paths) == 0 && len(m.o.Docs) == 0 && len(m.library.entries) > 0 && m.list == nil:
		m.openList(m.documents())
	}
	return named
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

// indexOpened brings what is searched of the documents that were named in step with them. Those that are
// in the library are searched there; until that is open it is not known which these are. What the first
// frame waits for comes first.
func (m *model) indexOpened() tea.Cmd {
	x := &m.library.index
	if !x.opened && m.o.LibraryDir != "" || m.text.doc == nil && m.library.opening != "" {
		return nil
	}
	return tea.Batch(m.holdOpen(), m.gatherNamed())
}

// wantIndex brings huge documents into the index in memory, now that something is searched.
func (m *model) wantIndex() tea.Cmd {
	if m.library.index.wanted {
		return nil
	}
	m.library.index.wanted = true
	return m.indexOpened()
}

// heldMsg brings the index in memory of open documents.
type heldMsg struct {
	memory *index.Index
	docs   []*doc
}

// holdOpen makes the index in memory anew if the open documents that are in no other index have changed.
func (m *model) holdOpen() tea.Cmd {
	x := &m.library.index
	var docs []*doc
	for _, e := range m.library.entries {
		gathered := x.gathered[e.path] != stamp{}
		if d := e.doc; d != nil && e.given && !e.inLibrary && !gathered && d.Finished() && (x.wanted || !d.huge()) {
			docs = append(docs, d)
		}
	}
	switch {
	case slices.Equal(docs, x.held):
		return nil
	case len(docs) == 0:
		x.memory, x.held, x.holding = nil, nil, false
		return nil
	}
	x.held, x.holding = docs, true
	return m.behind(func() tea.Msg {
		if len(docs) == 1 {
			return heldMsg{docs[0].own.of(docs[0].Document), docs}
		}
		var all []*corpus.Document
		for _, d := range docs {
			all = append(all, d.Document)
		}
		memory, err := index.Memory(m.ctx, all)
		if err != nil {
			return nil
		}
		return heldMsg{memory, docs}
	})
}

func (m *model) heldOpen(msg heldMsg) tea.Cmd {
	x := &m.library.index
	if !slices.Equal(msg.docs, x.held) {
		return nil // what was asked for since then is on its way
	}
	x.memory, x.holding = msg.memory, false
	return m.moreToSearch()
}

// gatheredMsg says how far the gathering of named files is: now and then with what there is so far.
type gatheredMsg struct {
	done, total int
	named       *snapshot
	docs        []library.Listed
	stamps      map[string]stamp // of the files that docs tells of
	end         bool
	err         error
}

// gatherNamed has the files that were named indexed if there are any that are not open, and those anew
// that have changed since then, as the reader sees when they are open.
func (m *model) gatherNamed() tea.Cmd {
	x := &m.library.index
	if x.gathering {
		x.queued = true
		return nil
	}
	var files []string
	unread := len(x.gathered) > 0
	for _, e := range m.library.entries {
		was, gathered := x.gathered[e.path]
		switch {
		case !e.given || e.inLibrary:
			continue
		case e.doc == nil && !gathered:
			unread = true
		case e.doc == nil || e.stamp == was || e.stamp.size >= hugeText:
			continue
		}
		files = append(files, e.path)
	}
	if !unread || len(files) == 0 {
		return nil
	}
	for _, p := range files {
		if _, ok := x.gathered[p]; !ok {
			x.gathered[p] = stamp{} // not yet
		}
	}
	x.gathering, x.done, x.total = true, 0, len(files)
	x.feed = make(chan gatheredMsg)
	go x.gather(m.ctx, files, x.feed)
	return m.awaitGathered()
}

func (m *model) awaitGathered() tea.Cmd {
	feed := m.library.index.feed
	return func() tea.Msg {
		msg, ok := <-feed
		if !ok {
			return nil
		}
		return msg
	}
}

// gather has files indexed, in a folder that is there as long as the reader, and tells of it: after the
// first few and whenever there are some four times as many, so that what has been read can be searched
// while the rest is.
func (x *indexes) gather(ctx context.Context, paths []string, feed chan<- gatheredMsg) {
	defer close(feed)
	send := func(msg gatheredMsg) {
		msg.total = len(paths)
		select {
		case feed <- msg:
		case <-ctx.Done():
		}
	}
	done := 0
	for n := firstGathered; done < len(paths) && ctx.Err() == nil; n *= 4 {
		part := paths[done:min(done+n, len(paths))]
		msg, err := x.gatherPart(ctx, part, func(r reply) { send(gatheredMsg{done: done + r.Done}) })
		done += len(part)
		msg.done, msg.end, msg.err = done, err != nil || done == len(paths), err
		send(msg)
		if err != nil {
			return
		}
	}
}

// firstGathered is how many files are indexed before the first answer.
const firstGathered = 100

func (x *indexes) gatherPart(ctx context.Context, paths []string, say func(reply)) (msg gatheredMsg, err error) {
	if x.dir == "" {
		if x.dir, err = os.MkdirTemp("", "gangmu-"); err != nil {
			return msg, err
		}
	}
	var plan library.Plan
	msg.stamps = map[string]stamp{}
	for _, p := range paths {
		if st, err := stampOf(p); err == nil {
			msg.stamps[p] = st
			plan.Add = append(plan.Add, library.File{Path: p, Size: st.size, Mod: st.mod})
		}
	}
	r, err := x.indexer.do(ctx, order{Dir: x.dir, Plan: plan, Passing: true}, say)
	if err == nil && r.Err != "" {
		err = errors.New(r.Err)
	}
	if err != nil {
		return msg, err
	}
	named, err := index.Open(x.dir)
	if err != nil {
		return msg, err
	}
	msg.named, msg.docs = &snapshot{Index: named}, named.List()
	return msg, nil
}

// gatheredMore takes over what has been gathered.
func (m *model) gatheredMore(msg gatheredMsg) tea.Cmd {
	x := &m.library.index
	x.done, x.total = msg.done, msg.total
	var cmds []tea.Cmd
	if msg.named != nil {
		x.named.retire()
		x.named = msg.named
		for p, st := range msg.stamps {
			x.gathered[p] = st
		}
		cmds = append(cmds, m.holdOpen())
		for i := range msg.docs {
			d := &msg.docs[i]
			if e := m.library.by[d.Path]; e != nil && e.doc == nil && d.Error == "" {
				e.title = firstOf(d.Title, e.title)
				e.call(d.Title, d.Number, d.Version())
			}
		}
		m.library.names = nil
	}
	if msg.err != nil && m.ctx.Err() == nil {
		m.complain(sayNotIndexed, msg.err)
	}
	if !msg.end {
		cmds = append(cmds, m.awaitGathered())
	} else {
		x.gathering, x.done, x.total = false, 0, 0
		if x.queued {
			x.queued = false
			cmds = append(cmds, m.indexOpened())
		}
	}
	if msg.named != nil || msg.end {
		cmds = append(cmds, m.moreToSearch())
	}
	return tea.Batch(cmds...)
}

// moreToSearch searches again, and counts what waited to be counted, now that there is more.
func (m *model) moreToSearch() tea.Cmd {
	var cmds []tea.Cmd
	if m.results.shown && m.results.query != "" {
		cmds = append(cmds, m.searchAgain())
	}
	if terms := m.task.trend; terms != nil && !m.library.index.reading() {
		cmds = append(cmds, m.countByYear(terms))
	}
	return tea.Batch(cmds...)
}

// reading reports whether not everything that was named can be searched yet.
func (x *indexes) reading() bool { return x.gathering || x.holding }

// borrow gives the indexes to search, and what to call when that is done.
func (x *indexes) borrow() (xs []*index.Index, done func()) {
	named, doneNamed := x.named.borrow()
	lib, doneLibrary := x.library.borrow()
	return []*index.Index{x.memory, named, lib}, func() { doneNamed(); doneLibrary() }
}

// progress is what the status row says of files being read for the search.
func (s *shelf) progress(sh *shell) string {
	if s.opening != "" {
		return sh.say(sayOpening, sh.m.Fit(s.opening, min(sh.m.Width(s.opening), 20)))
	}
	if f := s.index.following; f[1] > 0 {
		return sh.say(sayIndexing, f[0], f[1])
	}
	if s.index.gathering && s.index.total > 1 {
		return sh.say(sayIndexing, s.index.done, s.index.total)
	}
	return ""
}
