package tui

import (
	"slices"
	"strconv"
	"strings"

	tea "github.com/charmbracelet/bubbletea"

	"gangmu/corpus/outline"
	"gangmu/corpus/ref"
	"gangmu/corpus/text"
	"gangmu/corpus/words"
)

// goTo is the intent to go to a place in the document that is open, remembering where one was.
type goTo struct {
	off int
	now text.Span // the match to mark as the current one, if it is not empty
}

// goTo goes there. Every jump ends here.
func (m *model) goTo(g goTo) {
	d := m.text.doc
	if d == nil {
		return
	}
	m.depart(m.here())
	if !g.now.Empty() {
		m.text.reveal(g.now.Start)
		if i := d.found.nextMatch(g.now.Start); i >= 0 {
			d.found.at = i
		}
	} else {
		m.text.show(g.off)
		m.text.extend(g.off)
	}
	m.refresh()
}

func (m *model) goToSection(s *outline.Section) {
	m.goTo(goTo{off: s.Start})
	if s.Missing {
		m.say(sayGhost, s.Label.Text+m.why(s.Why))
	}
}

// here is the place that is being read.
func (m *model) here() spot {
	if m.text.doc == nil {
		return spot{}
	}
	return spot{m.text.doc.Path, m.text.doc.top}
}

// depart notes the place s, which a jump leaves, in the history and in its document.
func (m *model) depart(s spot) {
	m.history.leave(s)
	e := m.library.by[s.Path]
	if e == nil || e.doc == nil {
		return
	}
	d := e.doc
	d.left = slices.DeleteFunc(d.left, func(l mark) bool { return l.Off == s.Off })
	d.left = append(d.left, mark{s.Off, m.memory.now().UnixMilli()})
	d.left = d.left[max(len(d.left)-leftLen, 0):]
}

// refresh is called when the place has changed: the references in view are no longer those.
func (m *model) refresh() { m.text.links = nil }

// jumpTo goes to what a typed count names: the article, the section of that number.
func (m *model) jumpTo(n int) tea.Cmd { return m.resolve(strconv.Itoa(n)) }

// resolve goes to what was typed at the jump prompt, or says why it cannot.
func (m *model) resolve(s string) tea.Cmd {
	d := m.text.doc
	s = strings.TrimSpace(s)
	if d == nil {
		return nil
	}
	if s == "" {
		m.goTo(goTo{off: 0})
		return nil
	}
	if !d.Finished() && !strings.HasSuffix(s, "%") { // its sections are not known yet: go there when they are
		d.at.ref = s
		m.say(sayOutlining)
		return nil
	}
	a := d.references(m.lang).Resolve(s, d.top)
	switch a.Outcome {
	case ref.Found:
		m.goTo(goTo{off: a.Targets[0].Span.Start})
		m.tell(a.Message)
	case ref.Elided:
		if len(a.Targets) > 0 {
			m.goTo(goTo{off: a.Targets[0].Span.Start})
		}
		m.tell(a.Message)
	case ref.Several:
		m.openList(m.targetList(m.shell.say(sayTooMany, s, len(a.Targets)), a.Targets))
	case ref.Search:
		return m.openSearch(a.Query)
	case ref.GoBack:
		return m.goBack()
	default:
		if len(a.Nearest) > 0 {
			m.openList(m.targetList(a.Message, a.Nearest))
		}
		m.note = note{a.Message, true}
		if a.Message == "" {
			m.complain(sayNoPlace, s)
		}
	}
	return nil
}

// tell shows a message that another package gave, if it gave one.
func (m *model) tell(s string) {
	if s != "" {
		m.note = note{text: s}
	}
}

// targetList offers places to choose from.
func (m *model) targetList(title string, ts []ref.Target) *list {
	l := &list{title: title, numbered: true}
	for _, t := range ts {
		label := t.Label + t.Title
		if s := t.Section; s != nil && t.Title != "" && t.Title == s.Title && t.Label == s.Label.Text {
			label = s.Heading()
		}
		l.items = append(l.items, item{label: label, detail: t.Trail, do: goTo{off: t.Span.Start}})
	}
	return l
}

// references reads the references of the document; made when first needed.
func (d *doc) references(l lang) *ref.Resolver {
	if d.refs == nil {
		d.refs = ref.New(ref.Doc{View: d.View, Tree: d.Tree, Marks: d.Marks, Lang: words.Lang(l)})
	}
	return d.refs
}

// A spot is a place in a document: its path and an offset in its source.
type spot struct {
	Path string
	Off  int
}

// history is the places that jumps have left, and those gone back from.
type history struct {
	past, future []spot
}

// historyLen bounds what is remembered.
const historyLen = 200

// leave notes the place that a jump leaves.
func (h *history) leave(s spot) {
	h.future = nil
	if n := len(h.past); n > 0 && h.past[n-1] == s {
		return
	}
	h.past = append(h.past, s)
	if len(h.past) > historyLen {
		h.past = h.past[len(h.past)-historyLen:]
	}
}

// earlier puts what was left in d in earlier runs before all else.
func (h *history) earlier(d *doc) {
	var old []spot
	for _, l := range d.left {
		old = append(old, spot{d.Path, l.Off})
	}
	h.past = append(old, h.past...)
	h.past = h.past[max(len(h.past)-historyLen, 0):]
}

// moved gives every place in the document path the offset that at says.
func (h *history) moved(path string, at func(int) int) {
	for _, spots := range [][]spot{h.past, h.future} {
		for i, s := range spots {
			if s.Path == path {
				spots[i].Off = at(s.Off)
			}
		}
	}
}

// back gives the last place left; now is remembered for forward.
func (h *history) back(now spot) (spot, bool) {
	for n := len(h.past); n > 0; n = len(h.past) {
		s := h.past[n-1]
		h.past = h.past[:n-1]
		if s != now {
			h.future = append(h.future, now)
			return s, true
		}
	}
	return spot{}, false
}

func (h *history) forward(now spot) (spot, bool) {
	for n := len(h.future); n > 0; n = len(h.future) {
		s := h.future[n-1]
		h.future = h.future[:n-1]
		if s != now {
			h.past = append(h.past, now)
			return s, true
		}
	}
	return spot{}, false
}

func (m *model) goBack() tea.Cmd {
	s, ok := m.history.back(m.here())
	if !ok {
		m.say(sayNoBack)
		return nil
	}
	return m.visit(s)
}

func (m *model) goForward() tea.Cmd {
	s, ok := m.history.forward(m.here())
	if !ok {
		m.say(sayNoForward)
		return nil
	}
	return m.visit(s)
}
