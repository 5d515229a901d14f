package tui

import (
	"path/filepath"
	"strings"
	"time"

	tea "github.com/charmbracelet/bubbletea"

	"gangmu/corpus/notes"
	"gangmu/corpus/text"
)

// A noteBook is the notes as they were last read, and the one that is being written.
type noteBook struct {
	book *notes.Book
	seq  int        // of the reading: documents locate their notes anew after each
	aim  notes.Note // what the prompt writes beside
}

// A noted is a note with its place in the document as it is now.
type noted struct {
	notes.Note
	span text.Span // in the source
	lost bool      // its passage is no longer in the text
}

// notesMsg brings the notes, read anew.
type notesMsg struct {
	book *notes.Book
	err  error
	said string
}

// openNotes reads the notes.
func (m *model) openNotes() tea.Cmd { return m.withNotes("", nil) }

// withNotes reads the notes and changes them, off the loop. The file is read each time, since
// other programs write into it too.
func (m *model) withNotes(said string, change func(*notes.Book) error) tea.Cmd {
	if m.o.LibraryDir == "" {
		return nil
	}
	file := filepath.Join(m.o.LibraryDir, notes.File)
	return m.guard(func() tea.Msg {
		b, err := notes.Open(file)
		if err == nil && change != nil {
			err = change(b)
		}
		return notesMsg{b, err, said}
	})
}

// notesRead takes over the notes.
func (m *model) notesRead(msg notesMsg) {
	if msg.err != nil {
		m.note = note{msg.err.Error(), true}
		return
	}
	m.notes.book = msg.book
	m.notes.seq++
	if msg.said != "" {
		m.note = note{text: msg.said}
	}
	if l := m.list; l != nil && l.toggle == markList {
		at, from := l.cursor, l.from
		m.openList(m.markItems())
		m.list.from = from
		m.list.cursor = max(min(at, len(m.list.items)-1), 0)
	}
}

// locateNotes finds the notes on d in its text.
func (m *model) locateNotes(d *doc) {
	if d == nil || m.notes.book == nil || d.part || d.notedAs == m.notes.seq {
		return
	}
	d.notedAs, d.noted = m.notes.seq, nil
	var source []rune
	for _, n := range m.notes.book.Of(d.Path) {
		if source == nil {
			source = []rune(d.Source)
		}
		start, end, ok := n.Locate(source)
		if !ok {
			start, end = n.Start, n.Start
		}
		d.noted = append(d.noted, noted{n, text.Span{Start: d.Byte(min(start, len(source))), End: d.Byte(min(end, len(source)))}, !ok})
	}
}

// annotate asks for a note on what is selected, or on the section that is read.
func (m *model) annotate() {
	d := m.text.doc
	switch {
	case m.o.LibraryDir == "":
		m.complain(sayNoLibrary)
		return
	case d.Path == "-":
		m.complain(sayNoNotesOn)
		return
	case !d.Finished():
		m.say(sayOutlining)
		return
	}
	s := m.outlineOrCurrent()
	if s.Missing {
		m.complain(sayGhost, s.Label.Text+m.why(s.Why))
		return
	}
	span := notes.Head(d.Document, s, s.Span())
	if m.text.sel.on {
		span = trimmed(d.Source, m.text.selected())
		s = d.sectionAt(span.Start)
	}
	if span.Empty() {
		m.complain(sayNoSection)
		return
	}
	m.locateNotes(d)
	for _, n := range d.noted {
		if n.span == span && !n.lost {
			m.askNote(n.Note)
			return
		}
	}
	m.askNote(notes.On(d.Document, span, s, trail(s, " › "), ""))
}

// askNote opens the prompt for the text of n.
func (m *model) askNote(n notes.Note) {
	m.origin = m.here()
	m.notes.aim = n
	m.prompt = newPrompt(promptNote, n.Text, nil)
}

// writeNote keeps what was typed. Without words the passage is only highlighted.
func (m *model) writeNote(written string) tea.Cmd {
	n := m.notes.aim
	n.Text = written
	m.text.sel = selection{}
	return m.withNotes(m.shell.say(sayNoted), func(b *notes.Book) error { return b.Put(n, time.Now()) })
}

// changeListed edits or deletes the note under the cursor of the list.
func (m *model) changeListed(a action) tea.Cmd {
	l := m.list
	view := l.view()
	if l.toggle != markList {
		return nil
	}
	if l.cursor >= len(view) || l.items[view[l.cursor]].noted == "" {
		m.say(sayNoNote)
		return nil
	}
	id := l.items[view[l.cursor]].noted
	for _, n := range m.notes.book.All() {
		if n.ID != id {
			continue
		}
		if a == unnote {
			said := m.shell.say(sayUnnoted, noteWords(n))
			return m.withNotes(said, func(b *notes.Book) error { return b.Delete(id, time.Now()) })
		}
		m.closeList(true)
		m.askNote(n)
	}
	return nil
}

// noteItems lists the notes: those on the document that is read, then the rest.
func (m *model) noteItems() []item {
	if m.notes.book == nil {
		return nil
	}
	m.locateNotes(m.text.doc)
	var here, rest []item
	lost := map[string]bool{}
	if d := m.text.doc; d != nil {
		for _, n := range d.noted {
			lost[n.ID] = n.lost
		}
	}
	for _, n := range m.notes.book.All() {
		it := item{note: m.glyph("✎", "*"), label: noteWords(n), detail: oneLine([]rune(n.Passage())), noted: n.ID,
			do: openAt{path: n.Path, noted: n.ID, jump: true}}
		if lost[n.ID] {
			it.dim, it.label = true, it.label+" ["+m.shell.say(sayNoteLost)+"]"
		}
		if m.text.doc != nil && n.Path == m.text.doc.Path {
			here = append(here, it)
			continue
		}
		it.detail = baseName(n.Path) + "  " + it.detail
		rest = append(rest, it)
	}
	return append(here, rest...)
}

// noteWords is what a note says; of a mere highlight the passage.
func noteWords(n notes.Note) string {
	if n.Text != "" {
		return oneLine([]rune(n.Text))
	}
	return oneLine([]rune(n.Passage()))
}

// showNote goes to a note in d, which is the document that is read.
func (m *model) showNote(d *doc, id string) {
	m.locateNotes(d)
	for _, n := range d.noted {
		if n.ID != id {
			continue
		}
		m.text.show(n.span.Start)
		switch {
		case n.lost:
			m.complain(sayNoteLost)
		case n.Text != "":
			m.note = note{text: noteWords(n.Note)}
		}
	}
}

// trimmed is span without the white space at its ends.
func trimmed(source string, span text.Span) text.Span {
	s := span.In(source)
	left := strings.TrimLeft(s, " \t\r\n　")
	start := span.End - len(left)
	return text.Span{Start: start, End: start + len(strings.TrimRight(left, " \t\r\n　"))}
}
