package tui

import (
	"cmp"
	"slices"

	tea "github.com/charmbracelet/bubbletea"

	"gangmu/corpus/check"
	"gangmu/corpus/outline"
	"gangmu/corpus/ref"
	"gangmu/corpus/words"
)

// follow is the intent to go where a reference leads.
type follow struct{ ref ref.Ref }

// showRefs lists the references in view and marks them in the text. The list is numbered: 1–9
// follows.
func (m *model) showRefs() tea.Cmd {
	d := m.text.doc
	found := d.references(m.lang).Find(m.text.span())
	if len(found) == 0 {
		m.say(sayNoRefs)
		return nil
	}
	l := &list{title: m.shell.say(sayRefs), numbered: true, toggle: refs}
	m.text.links = nil
	for _, f := range found {
		for i, one := range f.Each() { // 本法第三条、第五条 leads to two places
			it := item{label: one.Text, do: follow{one}}
			if i == 0 {
				it.label = f.Text
			}
			switch {
			case one.External():
				it.detail = m.otherDocument(one)
			case len(one.Targets) > 0:
				it.detail = one.Targets[0].Label + one.Targets[0].Title
			default:
				it.detail, it.dim = one.Missing, true
			}
			l.items = append(l.items, it)
		}
		m.text.links = append(m.text.links, f.Span)
	}
	m.openList(l)
	return nil
}

// otherDocument says which document of the shelf a reference means.
func (m *model) otherDocument(f ref.Ref) string {
	if e := m.named(f); e != nil {
		return m.glyph("→ ", "> ") + e.title
	}
	return m.shell.say(sayNotHere)
}

// named finds the document of the shelf that a reference means; nil if it is not there.
func (m *model) named(f ref.Ref) *entry { return m.catalogue().first(f) }

// A catalogue finds the documents of the shelf by the names that references give them.
type catalogue struct {
	*ref.Catalogue
	entries []*entry
}

func (m *model) catalogue() *catalogue {
	s := m.library
	if s.names == nil {
		docs := make([]ref.Named, len(s.entries))
		for i, e := range s.entries {
			docs[i] = ref.Named{Title: cmp.Or(e.name, e.title), Number: e.number, Date: e.date}
			switch {
			case e.doc != nil:
				docs[i].Regime = e.doc.Tree.Regime
			case e.listed != nil:
				docs[i].Regime = e.listed.Regime
			}
		}
		s.names = &catalogue{ref.NewCatalogue(docs), slices.Clone(s.entries)}
	}
	return s.names
}

// first is the document that a reference means, nil if it is not there.
func (c *catalogue) first(f ref.Ref) *entry {
	if hits := c.Find(f); len(hits) > 0 {
		return c.entries[hits[0]]
	}
	return nil
}

// follow goes where a reference leads: to a section of this document, to another document, or, if
// that is not there, to a search for it.
func (m *model) follow(f ref.Ref) tea.Cmd {
	if !f.External() {
		switch {
		case len(f.Targets) > 0:
			m.goTo(goTo{off: f.Targets[0].Span.Start})
			m.tell(f.Missing)
		case f.Missing != "":
			m.note = note{f.Missing, true}
		}
		return nil
	}
	if hits := m.catalogue().Find(f); len(hits) > 0 {
		l := &lead{ref: f}
		for _, i := range hits[:min(versions, len(hits))] {
			l.paths = append(l.paths, m.catalogue().entries[i].path)
		}
		if len(hits) > 1 { // the best again, if none has the section
			l.paths = append(l.paths, l.paths[0])
		}
		return m.open(l.next(true))
	}
	if f.Number != "" {
		return m.openSearch("number:" + f.Number)
	}
	return m.openSearch(f.Title)
}

const versions = 12 // of a document that are opened to look for a section

// A lead is where a reference to another document leads: to the first of the documents that it may mean
// which has the section.
type lead struct {
	ref   ref.Ref
	paths []string // not opened yet, the best first
}

// next turns to the next of the documents.
func (l *lead) next(jump bool) openAt {
	at := openAt{path: l.paths[0], follow: l, jump: jump}
	l.paths = l.paths[1:]
	return at
}

// checkedMsg brings the findings on the numbering of a document.
type checkedMsg struct {
	doc      *doc
	refs     *ref.Resolver
	findings []check.Finding
}

// proofread checks the numbering of d off the loop, so that the outline can mark what was found. A
// huge document waits until the findings are asked for.
func (m *model) proofread(d *doc) tea.Cmd {
	if d == nil || !d.Finished() || d.huge() && !d.toProofread {
		return nil
	}
	return m.behind(func() tea.Msg {
		r := ref.New(ref.Doc{View: d.View, Tree: d.Tree, Marks: d.Marks, Lang: words.Lang(m.lang)})
		return checkedMsg{d, r, check.Check(check.Input{View: d.View, Tree: d.Tree, Marks: d.Marks, Blocks: d.Blocks, Resolver: r, Lang: words.Lang(m.lang)})}
	})
}

// checked takes over findings.
func (m *model) checked(msg checkedMsg) {
	d := msg.doc
	d.findings = msg.findings
	if d.refs == nil {
		d.refs = msg.refs
	}
	d.flagged = map[*outline.Section]bool{}
	for _, f := range msg.findings {
		if f.Severity != check.Info {
			d.flagged[d.sectionAt(f.Span.Start)] = true
		}
	}
	if d == m.text.doc && (d.toProofread || m.list != nil && m.list.toggle == findings) {
		m.note = note{}
		m.showFindings()
	}
	d.toProofread = false
}

// showFindings lists the findings; the text follows the cursor.
func (m *model) showFindings() tea.Cmd {
	d := m.text.doc
	if d.flagged == nil { // not proofread yet
		d.toProofread = true
		m.say(sayProofreading)
		if d.huge() {
			return m.proofread(d)
		}
		return nil
	}
	l := &list{title: m.shell.say(sayFindings), none: m.shell.say(sayNoFindings), previews: true, toggle: findings}
	order := map[check.Severity]string{check.Error: m.glyph("✗", "x"), check.Warning: "!", check.Info: "i"}
	for _, f := range d.findings {
		l.items = append(l.items, item{note: order[f.Severity] + " " + f.Rule, label: f.Message, detail: f.Benign,
			dim: f.Severity == check.Info, do: goTo{off: f.Span.Start}})
	}
	i := slices.IndexFunc(d.findings, func(f check.Finding) bool { return f.Span.Start >= d.top })
	l.cursor = max(i, 0)
	if len(l.items) == 0 {
		m.say(sayNoFindings)
		return nil
	}
	m.openList(l)
	return nil
}
