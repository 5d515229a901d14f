package tui

import (
	"context"
	"errors"
	"slices"
	"strings"
	"time"

	tea "github.com/charmbracelet/bubbletea"

	"gangmu/corpus/text"
	"gangmu/corpus/trend"
	"gangmu/index"
)

// task numbers the newest request of each kind.
type task struct {
	find, search, preview int
	found                 int                // the newest find that was answered
	export                *trend.Table       // the table to be written
	trend                 []string           // to be counted when everything has been read
	cancel                context.CancelFunc // of the search that runs
	giveUp                context.CancelFunc // of the find that runs
}

// drop forgets the find that is under way.
func (t *task) drop() {
	if t.giveUp != nil {
		t.giveUp()
	}
	t.find++
	t.found = t.find
}

// look gives a new find its number and its context; the one before it is given up.
func (t *task) look(ctx context.Context) (int, context.Context) {
	t.drop()
	t.find++
	ctx, t.giveUp = context.WithCancel(ctx)
	return t.find, ctx
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
	seq, ctx := m.task.look(m.ctx)
	view := d.view
	return m.guard(func() tea.Msg {
		query, err := index.Parse(at.query)
		if err != nil {
			return nil
		}
		msg := foundMsg{seq: seq, doc: d, query: at.query, now: at.now, goes: at.match != 0}
		spans := inOrder(d.findOwn(ctx, query))
		msg.take(spans, view)
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
