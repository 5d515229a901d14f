package tui

import (
	"fmt"
	"slices"

	tea "github.com/charmbracelet/bubbletea"

	"gangmu/corpus/library"
	"gangmu/corpus/outline"
	"gangmu/corpus/ref"
)

// citingMsg brings the citations of a document in the library.
type citingMsg struct {
	doc     *doc
	section *outline.Section
	found   []citing
	err     error
}

// A citing is one citation of a document, with the document that it stands in and the sections that it
// leads to; none where it names no section.
type citing struct {
	in *library.Listed
	library.Citation
	targets []ref.Target
}

// showCiting asks who in the library cites what is being read.
func (m *model) showCiting() tea.Cmd {
	d := m.text.doc
	var list []library.Listed
	for _, e := range m.library.entries {
		if e.listed != nil && e.path != d.Path {
			list = append(list, *e.listed)
		}
	}
	switch {
	case len(list) == 0:
		m.complain(sayNoneToCite)
		return nil
	case !d.Finished():
		m.say(sayOutlining)
		return nil
	}
	m.say(saySearching)
	dir, s := m.o.LibraryDir, m.outlineOrCurrent()
	mine := m.library.by[d.Path]
	resolver, names := d.references(m.lang), m.catalogue()
	return m.guard(func() tea.Msg {
		cited, err := library.OpenCitations(dir).Of(m.ctx, list, nil)
		msg := citingMsg{doc: d, section: s, err: err}
		key := ref.TitleKey(d.Tree.Meta.Title)
		for i, cs := range cited {
			for _, c := range cs {
				if key == "" || ref.TitleKey(c.Title) != key {
					continue
				}
				if c.Year != 0 && names.first(c.Ref) != mine {
					continue // another version is meant
				}
				x := citing{in: &list[i], Citation: c}
				if len(c.Paths) > 0 {
					x.targets = resolver.Follow(c.Ref).Targets
				}
				msg.found = append(msg.found, x)
			}
		}
		return msg
	})
}

// cites reports whether a citation leads to s, to something in it, or to something that it is in.
func (c citing) cites(s *outline.Section) bool {
	return slices.ContainsFunc(c.targets, func(t ref.Target) bool { return s.Span().Covers(t.Span) || t.Span.Covers(s.Span()) })
}

// citingFound lists who cites the section that is read, and behind that who cites the rest of the
// document.
func (m *model) citingFound(msg citingMsg) {
	d, s := msg.doc, msg.section
	switch {
	case msg.err != nil || d != m.text.doc || m.prompt.open() || m.list != nil:
		return
	case len(msg.found) == 0:
		m.complain(sayNobodyCites)
		return
	}
	m.note = note{}
	here := 0
	if s.Parent != nil {
		here = len(slices.DeleteFunc(slices.Clone(msg.found), func(c citing) bool { return !c.cites(s) }))
		slices.SortStableFunc(msg.found, func(a, b citing) int {
			switch x, y := a.cites(s), b.cites(s); {
			case x == y:
				return 0
			case x:
				return -1
			}
			return 1
		})
	}
	l := &list{title: m.shell.say(sayCiting, len(msg.found)), toggle: citedBy}
	if s.Parent != nil {
		l.title = m.shell.say(sayCitingHere, m.m.Fit(s.Heading(), min(m.m.Width(s.Heading()), 24)), here, len(msg.found))
	}
	for i, c := range msg.found {
		to := ""
		for _, t := range c.targets {
			if to != "" {
				to += " "
			}
			to += t.Label
		}
		it := item{note: to, label: c.in.Title, detail: fmt.Sprintf("%s  %s", c.in.Version(), oneLine([]rune(c.Text))), dim: s.Parent != nil && i >= here,
			do: openAt{path: c.in.Path, off: c.Span.Start, place: true, jump: true}}
		l.items = append(l.items, it)
	}
	m.openList(l)
}
