package tui

import (
	"os"
	"path/filepath"
	"time"

	tea "github.com/charmbracelet/bubbletea"
	"github.com/fsnotify/fsnotify"

	"gangmu/corpus"
)

// A watcher notices when files that are open change. It watches their folders, because editors
// replace a file rather than write into it.
type watcher struct {
	fs   *fsnotify.Watcher
	dirs map[string]bool
	out  chan string
}

// changedMsg says that a file that is open may have changed.
type changedMsg struct{ path string }

// reloadedMsg brings a changed file, read again.
type reloadedMsg struct {
	old   *doc
	doc   *doc
	stamp stamp
	err   error
	note  saying
}

// settleTime is how long a file must have been left alone before it is read again.
const settleTime = 150 * time.Millisecond

// watch notices changes of path from now on. Where that cannot be, the file is simply not watched.
func (m *model) watch(path string) tea.Cmd {
	if path == "" || path == "-" || m.screen == nil && m.o.Out == nil {
		return nil
	}
	first := false
	if m.watcher == nil {
		fs, err := fsnotify.NewWatcher()
		if err != nil {
			return nil
		}
		m.watcher = &watcher{fs: fs, dirs: map[string]bool{}, out: make(chan string, 16)}
		first = true
		go m.watcher.loop()
	}
	if dir := filepath.Dir(path); !m.watcher.dirs[dir] {
		m.watcher.dirs[dir] = true
		_ = m.watcher.fs.Add(dir)
	}
	if !first {
		return nil
	}
	return m.awaitChange()
}

// loop passes on one path for every burst of events.
func (w *watcher) loop() {
	defer close(w.out)
	pending := map[string]bool{}
	timer := time.NewTimer(time.Hour)
	for {
		select {
		case e, ok := <-w.fs.Events:
			if !ok {
				return
			}
			if e.Op&(fsnotify.Write|fsnotify.Create|fsnotify.Rename|fsnotify.Remove) != 0 {
				pending[e.Name] = true
				timer.Reset(settleTime)
			}
		case _, ok := <-w.fs.Errors:
			if !ok {
				return
			}
		case <-timer.C:
			for p := range pending {
				w.out <- p
			}
			clear(pending)
		}
	}
}

func (m *model) awaitChange() tea.Cmd {
	out := m.watcher.out
	return func() tea.Msg {
		p, ok := <-out
		if !ok {
			return nil
		}
		return changedMsg{p}
	}
}

// changed reads a file again if it is open and is not what it was.
func (m *model) changed(msg changedMsg) tea.Cmd {
	again := m.awaitChange()
	e, ok := m.library.by[msg.path]
	if !ok || e.doc == nil {
		return again
	}
	st, err := stampOf(msg.path)
	if os.IsNotExist(err) {
		if e.doc == m.text.doc {
			m.complain(sayGone)
		}
		return again
	}
	if err != nil || st == e.stamp {
		return again
	}
	return tea.Batch(again, m.reread(e, sayReloaded))
}

func (m *model) reread(e *entry, s saying) tea.Cmd {
	old, path := e.doc, e.path
	return m.guard(func() tea.Msg {
		st, data, err := readFile(path)
		if err != nil {
			return reloadedMsg{old: old, err: err}
		}
		d, err := corpus.New(path, data)
		if err != nil {
			return reloadedMsg{old: old, err: err}
		}
		return reloadedMsg{old: old, doc: newDoc(d), stamp: st, note: s}
	})
}

// reload reads the document again on demand.
func (m *model) reload() tea.Cmd {
	d := m.text.doc
	if d == nil || d.Path == "" || d.Path == "-" {
		m.complain(sayNoEditor)
		return nil
	}
	return m.reread(m.library.by[d.Path], sayChanged)
}

// reloaded puts a document that was read again in the place of the old one. Place, marks, folds
// and what was looked for stay, anchored to the text.
func (m *model) reloaded(msg reloadedMsg) tea.Cmd {
	old := msg.old
	if msg.err != nil {
		m.complain(sayFailed, old.Path, m.cause(old.Path, msg.err))
		return nil
	}
	e := m.library.by[old.Path]
	d := msg.doc
	at := m.memory.anchorAt(old, old.top)
	d.top = at.find(d)
	if d.top == old.top {
		d.lead = old.lead
	}
	d.foldDepth, d.seen, d.looked = old.foldDepth, true, old.looked
	d.setFolds(old.namedFolds())
	now := func(off int) int { return m.memory.anchorAt(old, off).find(d) }
	for r, k := range old.marks {
		d.marks[r] = mark{now(k.Off), k.When}
	}
	for _, l := range old.left {
		d.left = append(d.left, mark{now(l.Off), l.When})
	}
	m.history.moved(d.Path, now)
	d.raw, d.script, d.filter = old.raw, old.script, old.filter
	if d.raw || d.script != asIs || d.filter != "" {
		d.setView()
	}
	m.library.put(d)
	e.stamp = msg.stamp
	cmds := []tea.Cmd{m.proofread(d), m.indexOpened(), m.sift(d)}
	if m.text.doc == old {
		m.text.doc = d
		m.text.sel, m.text.links = selection{}, nil
		m.outline.show(d)
		if q := old.found.query; q != "" {
			cmds = append(cmds, m.find(d, q, d.top, false))
		}
		m.say(msg.note)
	}
	if m.beside != nil {
		if m.beside.text.doc == old {
			m.beside.text.doc = d
		}
		cmds = append(cmds, m.pairUp())
	}
	return tea.Batch(cmds...)
}
