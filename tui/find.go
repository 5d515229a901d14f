package tui

import (
	"cmp"
	"context"
	"slices"
	"sort"
	"strings"
	"sync"

	tea "github.com/charmbracelet/bubbletea"

	"gangmu/corpus"
	"gangmu/corpus/fold"
	"gangmu/corpus/outline"
	"gangmu/corpus/text"
	"gangmu/index"
)

// An ownIndex is the index of one document alone, made when a query first needs one, off the loop.
type ownIndex struct {
	once sync.Once
	x    *index.Index
}

func (c *ownIndex) of(d *corpus.Document) *index.Index {
	c.once.Do(func() { c.x, _ = index.Memory(context.Background(), []*corpus.Document{d}) }) // only ctx can be wrong
	return c.x
}

// foundMsg brings the matches of a term in a document.
type foundMsg struct {
	seq   int
	doc   *doc
	query string
	spans []text.Span
	per   map[*outline.Section]int
	view  *text.View
	shown []text.Span // spans in view
	from  int         // source offset from which the first match is wanted
	goes  bool        // go to it
	now   text.Span   // the match to make the current one; empty = none
	rest  tea.Cmd     // finds everything, if this is only what is near; nil = this is everything
}

// take takes over what was found, to be shown in view.
func (msg *foundMsg) take(spans []text.Span, view *text.View) {
	msg.spans, msg.per = spans, countSections(msg.doc.Document, spans)
	msg.view, msg.shown = view, inView(view, spans)
}

// find looks for a term in d, off the loop. The newest request wins. In a huge text what is near is
// shown first.
func (m *model) find(d *doc, query string, from int, goThere bool) tea.Cmd {
	seq, ctx := m.task.look(m.ctx)
	msg := foundMsg{seq: seq, doc: d, query: query, from: from, goes: goThere}
	view := d.view
	whole := m.guard(func() tea.Msg {
		msg.take(d.findTerm(ctx, query), view)
		return msg
	})
	if !d.huge() || !goThere {
		return whole
	}
	return m.guard(func() tea.Msg {
		near := index.Near(ctx, d.View, d.sieve.Load(), query, from)
		near = slices.DeleteFunc(near, func(s text.Span) bool { return s.Start < from })
		if len(near) == 0 {
			return whole()
		}
		msg := msg
		msg.take(near, view)
		msg.rest = whole
		return msg
	})
}

// sift makes the sieve of a huge text, off the loop.
func (m *model) sift(d *doc) tea.Cmd {
	if !d.huge() || !d.Finished() {
		return nil
	}
	return m.guard(func() tea.Msg {
		d.sieve.Store(fold.NewSieve(d.View))
		return nil
	})
}

// findTerm finds a term as the search of the library would find it: as it stands, its numbers in
// any writing (2017年, 二〇一七年), or as the signs in it ask for. Spans of the source, in order.
func (d *doc) findTerm(ctx context.Context, term string) []text.Span {
	spans := index.In(ctx, d.View, d.sieve.Load(), term)
	l := index.Literal(term)
	if strings.HasPrefix(l, `"`) {
		return spans
	}
	if q, err := index.Parse(l); err == nil {
		spans = append(spans, d.findOwn(ctx, q)...)
	}
	return inOrder(spans)
}

// findOwn finds what a query of the search pane finds in d.
func (d *doc) findOwn(ctx context.Context, q index.Query) []text.Span {
	if term, ok := q.Lone(); ok {
		return index.In(ctx, d.View, d.sieve.Load(), term)
	}
	if !d.Finished() {
		return nil
	}
	spans, err := d.own.of(d.Document).Find(ctx, q)
	if err != nil {
		return nil
	}
	return spans
}

// inOrder sorts spans and joins those that overlap.
func inOrder(spans []text.Span) []text.Span {
	slices.SortFunc(spans, func(a, b text.Span) int { return cmp.Or(a.Start-b.Start, a.End-b.End) })
	out := spans[:0]
	for _, s := range spans {
		if n := len(out); n > 0 && s.Start < out[n-1].End {
			out[n-1].End = max(out[n-1].End, s.End)
			continue
		}
		out = append(out, s)
	}
	return out
}

// countSections counts matches, which are in order, for every section and those above it.
func countSections(d *corpus.Document, spans []text.Span) map[*outline.Section]int {
	per := map[*outline.Section]int{}
	for len(spans) > 0 {
		in := d.SectionAt(spans[0].Start)
		end := in.End // up to here there is no other section
		if i := sort.Search(len(in.Children), func(i int) bool { return in.Children[i].Start > spans[0].Start }); i < len(in.Children) {
			end = min(end, in.Children[i].Start)
		}
		n := 1
		for n < len(spans) && spans[n].Start < end {
			n++
		}
		for s := in; s != nil; s = s.Parent {
			per[s] += n
		}
		spans = spans[n:]
	}
	return per
}

// foundHere takes over the matches of the newest request.
func (m *model) foundHere(msg foundMsg) tea.Cmd {
	if msg.seq != m.task.find {
		return nil
	}
	d := msg.doc
	if f := &d.found; f.part && f.query == msg.query && f.at >= 0 {
		msg.goes, msg.now = false, f.spans[f.at] // as the user has left it
	}
	d.found = finds{query: msg.query, spans: msg.spans, at: -1, per: msg.per, part: msg.rest != nil}
	if msg.view == d.view {
		d.found.shown = msg.shown
	}
	if msg.rest == nil {
		m.task.found = msg.seq
	}
	m.outline.refresh()
	if !msg.now.Empty() {
		if i := d.found.nextMatch(msg.now.Start); i >= 0 && d.found.spans[i].Start < msg.now.End {
			d.found.at = i
		}
	}
	if d != m.text.doc || !msg.goes {
		return msg.rest
	}
	m.arrange()
	i := d.found.nextMatch(msg.from)
	if i < 0 && len(msg.spans) > 0 {
		i = 0
	}
	switch {
	case i >= 0:
		d.found.at = i
		m.text.reveal(d.found.spans[i].Start)
	case m.prompt.kind == promptFind:
		m.returnTo(m.origin)
	default:
		m.complain(sayNothingFound, msg.query)
	}
	return msg.rest
}

// runFind carries out what looks for text.
func (m *model) runFind(a action, n, count int) (tea.Cmd, bool) {
	d := m.text.doc
	switch a {
	case searchAll:
		return m.openSearch(""), true
	case searchSame:
		q := ""
		if d != nil {
			q = d.found.query
		}
		return m.openSearch(q), true
	case searchMore:
		return m.searchWithin(), true
	case searchSave:
		m.saveSearch()
		return nil, true
	case searchList:
		m.openList(m.savedList())
		return nil, true
	case trendShow:
		m.ask(promptTrend)
		return nil, true
	}
	if d == nil {
		return nil, false
	}
	switch a {
	case findHere:
		m.focus(scopeText)
		m.ask(promptFind)
	case findNext, findPrev:
		if d.found.query == "" && m.task.find == m.task.found { // else the matches are on their way
			return m.findAgain(), true
		}
		return m.nextMatch(a, n), true
	case filter:
		if d.filter != "" {
			m.setFilter("")
			m.say(sayNoFilter)
			return nil, true
		}
		m.ask(promptFilter)
	default:
		return nil, false
	}
	return nil, true
}

// nextMatch goes n matches on or back: from the current one if it is in view, else from what is.
// Behind the last match of a search come those in the next document.
func (m *model) nextMatch(a action, n int) tea.Cmd {
	d := m.text.doc
	f := &d.found
	if f.query == "" {
		return nil
	}
	if len(f.spans) == 0 {
		m.complain(sayNothingFound, f.query)
		return nil
	}
	in := m.text.span()
	seen := f.at >= 0 && in.Has(f.spans[f.at].Start)
	at := f.at
	wrapped := saying(0)
	for i := range n {
		switch {
		case a == findNext && (seen || i > 0):
			at++
		case a == findNext:
			if at = f.nextMatch(in.Start); at < 0 {
				at = len(f.spans)
			}
		case seen || i > 0:
			at--
		default:
			if at = f.nextMatch(in.Start); at < 0 {
				at = len(f.spans)
			}
			at--
		}
		if at < 0 || at >= len(f.spans) {
			if cmd := m.nextDocument(a); cmd != nil {
				return cmd
			}
		}
		if at >= len(f.spans) {
			at, wrapped = 0, sayWrapped
		}
		if at < 0 {
			at, wrapped = len(f.spans)-1, sayWrappedUp
		}
	}
	f.at = at
	if !in.Has(f.spans[at].Start) {
		m.depart(m.here())
	}
	m.text.reveal(f.spans[at].Start)
	m.text.extend(f.spans[at].End - 1)
	m.refresh()
	if wrapped != 0 {
		m.say(wrapped)
	}
	return nil
}

// setFilter shows only the paragraphs that hold what is typed; all of them for "".
func (m *model) setFilter(query string) {
	d := m.text.doc
	if d.filter == query {
		return
	}
	d.filter = query
	d.setView()
	if query != "" && d.kept == 0 {
		m.complain(sayNothingFound, query)
	} else if query != "" {
		m.say(sayFiltered, query, d.kept)
	}
	m.refresh()
}

// filtered hides the paragraphs of v that do not hold query, as edits like any other, so that
// every place still maps to the source. kept counts those that are left.
func (d *doc) filtered(v *text.View, query string) (_ *text.View, kept int) {
	spans := index.In(context.Background(), d.View, d.sieve.Load(), query)
	paras := d.Paragraphs(v)
	var edits []text.Edit
	i := 0
	q := paras.At(0)
	for ok := true; ok; q, ok = paras.Next(q) {
		src := v.SrcSpan(q.Span)
		for i < len(spans) && spans[i].End <= src.Start {
			i++
		}
		if i < len(spans) && spans[i].Start < src.End {
			kept++
			continue
		}
		if !q.Span.Empty() {
			edits = append(edits, text.Edit{Rule: "filter", Span: q.Span})
		}
	}
	if kept == 0 {
		return v, 0
	}
	return v.Then(edits), kept
}

// looked notes that q was looked for in the document that is read.
func (m *model) looked(q string) {
	d := m.text.doc
	d.looked[q] = m.memory.now().UnixMilli()
	m.memory.keep(d)
}

// findAgain looks once more for what was looked for last in this document.
func (m *model) findAgain() tea.Cmd {
	d := m.text.doc
	last := byTime(d.looked)
	if len(last) == 0 {
		m.say(sayNoQuery)
		return nil
	}
	m.depart(m.here())
	return m.find(d, last[len(last)-1], m.text.span().Start, true)
}
