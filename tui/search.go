package tui

import (
	"context"
	"errors"
	"runtime"
	"slices"
	"strings"
	"time"

	tea "github.com/charmbracelet/bubbletea"

	"gangmu/corpus"
	"gangmu/corpus/library"
	"gangmu/corpus/text"
	"gangmu/corpus/trend"
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

// task numbers the newest request of each kind.
type task struct {
	find, search, preview int
	found                 int                // the newest find that was answered
	export                *trend.Table       // the table to be written
	trend                 []string           // to be counted when everything has been read
	cancel                context.CancelFunc // of the search that runs
}

// drop forgets the find that is under way.
func (t *task) drop() { t.find++; t.found = t.find }

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
	x := d.own.of(d.Document, &d.folded)
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

// openSearch opens the search pane with a query.
func (m *model) openSearch(q string) tea.Cmd {
	m.list, m.page = nil, nil
	m.want.Zen = false
	if !m.results.shown {
		m.origin = m.here()
	}
	m.results.shown = true
	m.focus(scopeResults)
	fresh := q == "" && m.results.query != ""
	if fresh {
		q = m.results.query
	}
	m.prompt = newPrompt(promptSearch, q, m.memory.typed(promptSearch))
	m.prompt.fresh = fresh
	return tea.Batch(m.wantIndex(), m.search(q))
}

// closeSearch closes it; the text goes back to where it was if the pane has moved it.
func (m *model) closeSearch() {
	m.results.shown = false
	m.prompt = prompt{}
	m.task.preview++
	m.uncount()
	if m.focused == scopeResults {
		m.focus(scopeText)
	}
	if m.previewed {
		m.previewed = false
		m.visitQuietly(m.origin)
	}
}

// hitLimit is how many hits are listed, firstHits how many of them before the whole answer is there.
const (
	hitLimit  = 300
	firstHits = 40
)

// searchedMsg brings an answer.
type searchedMsg struct {
	seq    int
	answer answer
	err    error
	again  bool
	rest   func() tea.Cmd // asks for everything, if this is only what a moment gave; nil = this is everything
}

// search asks for a query; the one before it is given up.
func (m *model) search(q string) tea.Cmd { return m.request(q, false) }

// searchAgain asks for the same query because there is more to search; the cursor stays.
func (m *model) searchAgain() tea.Cmd { return m.request(m.results.query, true) }

func (m *model) request(q string, again bool) tea.Cmd {
	if m.task.cancel != nil {
		m.task.cancel()
	}
	m.task.search++
	r := &m.results
	r.query = strings.TrimSpace(q)
	if r.query == "" {
		r.set(answer{})
		m.uncount()
		return nil
	}
	query, err := index.Parse(r.query)
	if err != nil {
		r.err = err
		r.busy = false
		return nil
	}
	r.busy = true
	ctx, cancel := context.WithCancel(m.ctx)
	m.task.cancel = cancel
	seq := m.task.search
	whole := func() tea.Cmd {
		xs, done := m.library.index.borrow()
		return m.guard(func() tea.Msg {
			defer done()
			a, err := searchIn(ctx, query, xs, index.Options{Limit: hitLimit, Matches: 1})
			return searchedMsg{seq: seq, answer: a, err: err, again: true}
		})
	}
	xs, done := m.library.index.borrow()
	return m.guard(func() tea.Msg {
		defer done()
		msg := searchedMsg{seq: seq, again: again}
		msg.answer, msg.err = searchIn(ctx, query, xs, index.Options{Limit: firstHits, Matches: 1, Budget: index.FirstAnswer})
		if msg.answer.partial || msg.answer.more {
			msg.rest = whole
		}
		return msg
	})
}

// searchIn searches several indexes and puts the answers together, those of the first first.
func searchIn(ctx context.Context, q index.Query, xs []*index.Index, o index.Options) (answer, error) {
	a := answer{query: q.String()}
	begin := time.Now()
	for _, x := range xs {
		if x == nil {
			continue
		}
		res, err := x.Search(ctx, q, o)
		if err != nil {
			return a, err
		}
		for _, h := range res.Hits {
			h.Snippet.Text = strings.Clone(h.Snippet.Text) // the index may be closed while it is shown
			a.hits = append(a.hits, h)
		}
		a.matches += res.Matches
		a.docs += res.Docs
		a.searched += len(x.Docs())
		a.partial = a.partial || res.Partial
		a.more = a.more || len(res.Hits) < res.Sections
	}
	a.millis = time.Since(begin).Milliseconds()
	return a, nil
}

// searched takes over the answer to the newest query.
func (m *model) searched(msg searchedMsg) tea.Cmd {
	if msg.seq != m.task.search || errors.Is(msg.err, context.Canceled) {
		return nil
	}
	if msg.err != nil {
		m.results.err, m.results.busy = msg.err, false
		return nil
	}
	if msg.rest != nil && len(msg.answer.hits) == 0 {
		return msg.rest() // what is on the screen stays until there is something
	}
	cursor, first, had := m.results.cursor, m.results.first, len(m.results.lines) > 0
	m.results.set(msg.answer)
	if msg.again && had && cursor < len(m.results.lines) {
		m.results.cursor, m.results.first = cursor, first
	}
	if msg.rest == nil {
		return m.countHere()
	}
	return tea.Batch(m.countHere(), msg.rest())
}

// previewMsg is due a moment after the cursor came to a hit.
type previewMsg struct{ seq int }

// previewWait keeps fast scrolling through hits from opening every document on the way.
const previewWait = 120 * time.Millisecond

// previewHit shows the hit under the cursor in the text, if the text is beside the list.
func (m *model) previewHit() tea.Cmd {
	m.task.preview++
	if m.plan.Text.W == 0 || m.results.hit() == nil {
		return nil
	}
	seq := m.task.preview
	return tea.Tick(previewWait, func(time.Time) tea.Msg { return previewMsg{seq} })
}

func (m *model) previewDue(msg previewMsg) tea.Cmd {
	h := m.results.hit()
	if msg.seq != m.task.preview || !m.results.shown || h == nil {
		return nil
	}
	m.previewed = true
	return m.open(openAt{path: h.Path, now: firstSpan(h), query: m.results.answer.query})
}

func firstSpan(h *index.Hit) text.Span {
	if len(h.Matches) > 0 {
		return h.Matches[0]
	}
	return text.Span{Start: h.Section.Span.Start, End: h.Section.Span.Start + 1}
}

// chooseHit goes to the hit under the cursor. Its matches are marked in the text; back returns to
// where one was before the search.
func (m *model) chooseHit() tea.Cmd {
	h := m.results.hit()
	if h == nil {
		return nil
	}
	m.memory.remember(promptSearch, m.results.query)
	m.before = foundBefore{}
	m.task.preview++
	m.previewed = false
	m.prompt = prompt{}
	if m.origin.Path != "" || m.text.doc != nil {
		m.depart(m.origin)
		m.origin = spot{h.Path, firstSpan(h).Start}
	}
	if m.w < 140 {
		m.results.shown = false
	}
	m.focus(scopeText)
	return m.open(openAt{path: h.Path, now: firstSpan(h), query: m.results.answer.query})
}

// findQuery marks in d what at.query, a query of the search pane, finds there.
func (m *model) findQuery(d *doc, at openAt) tea.Cmd {
	m.task.find++
	seq := m.task.find
	return m.guard(func() tea.Msg {
		query, err := index.Parse(at.query)
		if err != nil {
			return nil
		}
		spans := inOrder(d.findOwn(m.ctx, query))
		msg := foundMsg{seq: seq, doc: d, query: at.query, spans: spans, per: countSections(d.Document, spans), now: at.now, goes: at.match != 0}
		if n := len(spans); at.match == lastMatch && n > 0 {
			msg.from = spans[n-1].Start
		}
		return msg
	})
}

// An end is the first or the last match of a document.
type end int

const (
	firstMatch end = 1 + iota
	lastMatch
)

// nextDocument goes on from the last match of a document to the next document that the search has
// found something in, or back from the first to the one before. nil if the matches are not those of
// a search, or it has found nothing elsewhere.
func (m *model) nextDocument(a action) tea.Cmd {
	r := &m.results
	d := m.text.doc
	if len(r.groups) < 2 || d.found.query != r.answer.query {
		return nil
	}
	i := slices.IndexFunc(r.groups, func(g resultGroup) bool { return g.path == d.Path })
	if i < 0 {
		return nil
	}
	at := openAt{query: d.found.query, match: firstMatch, jump: true}
	n := len(r.groups)
	if a == findNext {
		i = (i + 1) % n
	} else {
		i, at.match = (i+n-1)%n, lastMatch
	}
	at.path = r.groups[i].path
	r.goToGroup(i)
	cmd := m.open(at)
	m.say(sayNextDocument, i+1, n)
	return cmd
}

// countHere marks what the query of the search pane finds in the document that is open, while it
// is being typed: the outline shows how many hits each section has.
func (m *model) countHere() tea.Cmd {
	d := m.text.doc
	if d == nil || !m.results.shown || m.results.query == "" {
		return nil
	}
	if m.before.doc == nil && d.found.query != m.results.answer.query {
		m.before.doc, m.before.found = d, d.found
	}
	if d.found.query == m.results.answer.query && m.task.find == m.task.found {
		return nil // a preview has marked it
	}
	return m.findQuery(d, openAt{query: m.results.answer.query})
}

// uncount brings back what had been looked for before the search pane marked its own.
func (m *model) uncount() {
	if b := m.before; b.doc != nil {
		m.task.drop()
		b.doc.found = b.found
		b.doc.found.shown = nil
		m.outline.refresh()
	}
	m.before = foundBefore{}
}

// foundBefore is what had been looked for in a document when a search began.
type foundBefore struct {
	doc   *doc
	found finds
}
