package tui

import (
	"bytes"
	"io"
	"maps"
	"os"
	"runtime/debug"
	"slices"

	tea "github.com/charmbracelet/bubbletea"

	"gangmu/corpus"
)

// A large text is read in stages, so that its first page is on the screen at once: its beginning;
// the whole as a draft, which can be scrolled and searched; the whole understood, with repairs and
// outline. Offsets are the same in all three, so whatever the reader has done meanwhile holds.

// openedMsg brings a document, or a stage of it.
type openedMsg struct {
	at    openAt
	doc   *doc
	part  bool // the beginning only
	stamp stamp
	err   error
}

// The sizes of files, in bytes, above which a text is read in stages.
const (
	draftAbove = 256 << 10 // shown before it is understood
	partAbove  = 4 << 20   // shown before it is read
	partSize   = 256 << 10
)

// The garbage collector's percentages: how much the heap grows, of what is in use, before it is
// collected. The reader makes little garbage and stays open all day.
const (
	readerGC = 60
	hugeGC   = 15 // once a huge text is open
)

// readHead reads a file; of a large text the beginning. What goes wrong is in the message.
func readHead(at openAt) (msg openedMsg) {
	defer caught(&msg, at)
	f, err := os.Open(at.path)
	if err != nil {
		return openedMsg{at: at, err: err}
	}
	defer f.Close()
	fi, err := f.Stat()
	if err == nil && fi.Size() >= hugeText {
		debug.SetGCPercent(hugeGC)
	}
	if err != nil || fi.Size() < partAbove {
		return readWhole(at)
	}
	head := make([]byte, partSize)
	n, err := io.ReadFull(f, head)
	if err != nil {
		return readWhole(at)
	}
	head = head[:n]
	if i := bytes.LastIndexByte(head, '\n'); i > 0 {
		head = head[:i+1]
	}
	d, err := corpus.Draft(at.path, head)
	if err != nil || d.Format != "text" && d.Format != "markdown" || d.Encoding != "UTF-8" || len(d.Undecodable) > 0 {
		return readWhole(at)
	}
	return openedMsg{at: at, doc: newDoc(d), part: true, stamp: stamp{fi.Size(), fi.ModTime()}}
}

// readWhole reads the whole of a file.
func readWhole(at openAt) (msg openedMsg) {
	defer caught(&msg, at)
	st, data, err := readFile(at.path)
	if err != nil {
		return openedMsg{at: at, err: err}
	}
	d, err := corpus.Draft(at.path, data)
	if err != nil {
		return openedMsg{at: at, err: err}
	}
	if len(data) < draftAbove {
		d = d.Finish()
	}
	return openedMsg{at: at, doc: newDoc(d), stamp: st}
}

// caught makes an error of a panic: a reader of a format that did not bear a damaged file.
func caught(msg *openedMsg, at openAt) {
	if r := recover(); r != nil {
		*msg = openedMsg{at: at, err: crashed(r, "")}
	}
}

func readFile(path string) (stamp, []byte, error) {
	data, err := os.ReadFile(path)
	if err != nil {
		return stamp{}, nil, err
	}
	st, err := stampOf(path)
	return st, data, err
}

// opened takes over a document that was read, or a stage of it.
func (m *model) opened(msg openedMsg) tea.Cmd {
	m.library.opening = ""
	if msg.err != nil {
		return m.cannotOpen(msg)
	}
	e := m.library.add(msg.doc.Path)
	old := e.doc
	d := msg.doc
	d.part = msg.part
	d.toProofread = old != nil && old.toProofread
	e.stamp = msg.stamp
	m.library.put(d)
	cmds := []tea.Cmd{m.goOn(msg), m.watch(d.Path), m.indexOpened(), m.proofread(d), m.sift(d)}
	if old != nil && (old.part || !old.Finished()) {
		return tea.Batch(append(cmds, m.nextStage(old, d))...)
	}
	return tea.Batch(append(cmds, m.turnTo(d, msg.at))...)
}

// cannotOpen says why a document cannot be opened. Where nothing else is open the next one is.
func (m *model) cannotOpen(msg openedMsg) tea.Cmd {
	m.complain(sayFailed, msg.at.path, m.cause(msg.at.path, msg.err))
	m.library.add(msg.at.path).failed = true
	if m.text.doc != nil {
		return nil
	}
	for _, e := range m.library.entries {
		if e.given && !e.failed {
			return m.open(openAt{path: e.path, ref: msg.at.ref})
		}
	}
	return nil
}

// goOn reads the next stage of a document.
func (m *model) goOn(msg openedMsg) tea.Cmd {
	at := openAt{path: msg.doc.Path}
	switch {
	case msg.part:
		m.library.opening = baseName(at.path)
		return m.guard(func() tea.Msg { return readWhole(at) })
	case !msg.doc.Finished():
		m.library.opening = baseName(at.path)
		draft, st := msg.doc, msg.stamp
		return m.guard(func() tea.Msg { return openedMsg{at: at, doc: newDoc(draft.Finish()), stamp: st} })
	}
	return nil
}

// nextStage puts d in the place of an earlier stage of the same document.
func (m *model) nextStage(old, d *doc) tea.Cmd {
	d.at = old.at
	if here := m.text.doc == old; here && old.part && old.top == 0 {
		// Nothing was done with the beginning: go where the document was left, or was to be opened.
		m.text.doc = nil
		return m.turnTo(d, old.at)
	}
	m.memory.recall(d, true)
	d.top, d.lead, d.seen = old.top, old.lead, true
	maps.Copy(d.marks, old.marks)
	maps.Copy(d.looked, old.looked)
	for _, l := range old.left {
		if !slices.Contains(d.left, l) {
			d.left = append(d.left, l)
		}
	}
	d.raw, d.script, d.filter = old.raw, old.script, old.filter
	if d.raw || d.script != asIs || d.filter != "" {
		d.setView()
	}
	if m.beside != nil && m.beside.text.doc == old {
		m.beside.text.doc = d
		return m.pairUp()
	}
	if m.text.doc != old {
		return nil
	}
	m.text.doc = d
	m.outline.show(d)
	cmds := []tea.Cmd{m.pairUp()}
	if q := old.found.query; q != "" {
		cmds = append(cmds, m.find(d, q, d.top, false))
	}
	if d.at.ref != "" && d.Finished() {
		cmds = append(cmds, m.resolve(d.at.ref))
		d.at = openAt{}
	}
	return tea.Batch(cmds...)
}
