package tui

import (
	"context"
	"errors"
	"os"
	"path/filepath"
	"sync"
	"time"

	tea "github.com/charmbracelet/bubbletea"
	"github.com/fsnotify/fsnotify"

	"gangmu/corpus/library"
	"gangmu/corpus/notes"
	"gangmu/index"
)

// A follower keeps the library in step with its folders while the reader is open: what is new,
// changed, moved or gone is indexed in the background, and what other programs index is taken over.
// It is told of changes by the system; as a net, and where the system tells nothing (network
// folders, more folders than can be watched), it looks through them now and then. It works on its
// own goroutine and speaks by messages.
type follower struct {
	dir     string // of the library
	indexer *indexer
	fs      *fsnotify.Watcher // nil where there is none
	watched map[string]bool
	partly  bool   // some folder could not be watched
	seen    stamp  // of the index, when it was last opened
	said    string // the trouble that was last told
	out     chan followedMsg
	quiet   time.Duration // how long folders must have been left alone
}

// followedMsg says how far the follower is.
type followedMsg struct {
	done, total int               // of the files being read; 0 = none
	library     *libraryMsg       // the index anew; nil = as it was
	moved       map[string]string // documents that were moved, old path → new
	err         error             // why the library cannot be kept in step
}

// The rhythm of a follower.
const (
	startWait   = 300 * time.Millisecond // the first frame comes first
	quietTime   = 600 * time.Millisecond // see follower.quiet
	quietMost   = 5 * time.Second        // how long that is waited for
	roundsAfter = time.Minute            // between two looks, where the system tells of changes
	roundsLeast = 5 * time.Second        // and where it does not; longer where a look takes long
	watchMost   = 4096                   // folders that are watched
)

// newFollower makes the follower of the library in dir. What has been opened of it until now is what
// the follower takes for seen.
func newFollower(dir string, x *indexer) *follower {
	f := &follower{dir: dir, indexer: x, watched: map[string]bool{}, out: make(chan followedMsg, 8), quiet: quietTime}
	if fs, err := fsnotify.NewWatcher(); err == nil {
		f.fs = fs
	}
	f.seen = f.manifest()
	return f
}

// keepLibrary begins to keep the library in step.
func (m *model) keepLibrary() tea.Cmd {
	if m.o.LibraryDir == "" || m.o.Out == nil && m.screen == nil {
		return nil
	}
	f := newFollower(m.o.LibraryDir, &m.library.index.indexer)
	m.following = f
	go f.run(m.ctx)
	return m.awaitFollowed()
}

func (m *model) awaitFollowed() tea.Cmd {
	out := m.following.out
	return func() tea.Msg {
		msg, ok := <-out
		if !ok {
			return nil
		}
		return msg
	}
}

// followed takes over what the follower says.
func (m *model) followed(msg followedMsg) tea.Cmd {
	x := &m.library.index
	x.following = [2]int{msg.done, msg.total}
	cmds := []tea.Cmd{m.awaitFollowed()}
	if msg.err != nil {
		m.complain(sayNotInStep, msg.err)
	}
	if len(msg.moved) > 0 { // places, marks and notes go along
		m.memory.moved(msg.moved)
		cmds = append(cmds, m.withNotes("", func(b *notes.Book) error { return b.Move(msg.moved, time.Now()) }))
	}
	if msg.library != nil {
		cmds = append(cmds, m.libraryOpened(*msg.library))
	}
	return tea.Batch(cmds...)
}

// run looks through the folders at once, and then whenever there is reason to.
func (f *follower) run(ctx context.Context) {
	defer close(f.out)
	if f.fs != nil {
		defer f.fs.Close()
	}
	if !f.await(ctx, startWait) {
		return
	}
	for {
		begin := time.Now()
		again := f.look(ctx)
		wait := max(roundsLeast, 50*time.Since(begin))
		if f.fs != nil && !f.partly && !again {
			wait = roundsAfter
		}
		if !f.await(ctx, wait) {
			return
		}
	}
}

// await waits until something has happened and all is quiet again, or for so long; false at the end.
func (f *follower) await(ctx context.Context, wait time.Duration) bool {
	var events chan fsnotify.Event
	var errs chan error
	if f.fs != nil {
		events, errs = f.fs.Events, f.fs.Errors
	}
	timer := time.NewTimer(wait)
	defer timer.Stop()
	var first time.Time
	for {
		select {
		case <-ctx.Done():
			return false
		case <-errs: // events were lost: have a look
			timer.Reset(f.quiet)
		case e := <-events:
			if !f.concerns(e) {
				continue
			}
			if first.IsZero() {
				first = time.Now()
			}
			timer.Reset(min(f.quiet, max(0, time.Until(first.Add(quietMost)))))
		case <-timer.C:
			return true
		}
	}
}

// concerns reports whether an event may mean that the index is behind: not what a writer of the index
// does on its way, and not that a file was only read.
func (f *follower) concerns(e fsnotify.Event) bool {
	if e.Op == fsnotify.Chmod {
		return false
	}
	switch filepath.Dir(e.Name) {
	case f.dir:
		return filepath.Base(e.Name) == "library.json" || filepath.Base(e.Name) == "index"
	case filepath.Join(f.dir, "index"):
		return filepath.Base(e.Name) == index.Manifest
	}
	return true
}

// manifest is the stamp of the index as it is now.
func (f *follower) manifest() stamp {
	s, _ := stampOf(filepath.Join(f.dir, "index", index.Manifest))
	return s
}

// look brings the index in step. again asks for another look soon.
func (f *follower) look(ctx context.Context) (again bool) {
	defer func() {
		if r := recover(); r != nil {
			f.send(ctx, followedMsg{err: crashed(r, "")})
		}
	}()
	lib, err := library.Open(f.dir)
	if err != nil || len(lib.Roots) == 0 {
		f.watchAll([]string{f.dir}) // it says itself what is wrong with it when it is opened
		return false
	}
	known, err := index.Files(lib.IndexDir())
	if err != nil {
		return false
	}
	plan, scan, err := lib.Plan(ctx, known)
	if err != nil {
		return false
	}
	f.watchAll(append([]string{f.dir, lib.IndexDir()}, scan.Dirs...))
	var msg followedMsg
	if !plan.Empty() {
		if again, msg.err = f.update(ctx, lib, plan); !again && msg.err == nil {
			msg.moved = plan.Rename
		}
	}
	if now := f.manifest(); now != f.seen {
		f.seen = now
		opened := openLibrary(f.dir)
		msg.library = &opened
	}
	if !plan.Empty() || msg.library != nil {
		f.send(ctx, msg)
	}
	return again
}

// update does what the plan says. Another program that is writing is waited for: it may be doing the
// same.
func (f *follower) update(ctx context.Context, lib *library.Library, plan library.Plan) (again bool, err error) {
	r, err := f.indexer.do(ctx, order{Dir: lib.IndexDir(), Plan: plan}, func(r reply) {
		f.send(ctx, followedMsg{done: r.Done, total: r.Total})
	})
	switch {
	case r.Busy || ctx.Err() != nil:
		return true, nil
	case err == nil && r.Err != "":
		err = errors.New(r.Err)
	}
	if err == nil {
		f.said = ""
		return false, nil
	}
	if err.Error() == f.said {
		return false, nil // a library that may only be read, a full disk: it is told once
	}
	f.said = err.Error()
	return false, err
}

// watchAll watches these folders and no others.
func (f *follower) watchAll(dirs []string) {
	if f.fs == nil {
		return
	}
	want := map[string]bool{}
	f.partly = false
	for _, dir := range dirs {
		want[dir] = true
		if f.watched[dir] {
			continue
		}
		if len(f.watched) >= watchMost || f.fs.Add(dir) != nil {
			if _, err := os.Stat(dir); err == nil || dir == f.dir {
				f.partly = true
			}
			continue
		}
		f.watched[dir] = true
	}
	for dir := range f.watched {
		if !want[dir] {
			_ = f.fs.Remove(dir) // it may be gone
			delete(f.watched, dir)
		}
	}
}

func (f *follower) send(ctx context.Context, msg followedMsg) {
	select {
	case f.out <- msg:
	case <-ctx.Done():
	}
}

// A snapshot is the library's index as it was opened, with the searches that are under way in it.
type snapshot struct {
	*index.Index
	users sync.WaitGroup
}

// retire closes a snapshot when nobody searches in it any more. No search may begin after it.
func (s *snapshot) retire() {
	if s != nil {
		go func() {
			s.users.Wait()
			s.Close()
		}()
	}
}

// borrow gives the index of a snapshot and what to call when it is not needed any more.
func (s *snapshot) borrow() (x *index.Index, done func()) {
	if s == nil {
		return nil, func() {}
	}
	s.users.Add(1)
	return s.Index, s.users.Done
}
