package index

import (
	"context"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"runtime"
	"runtime/debug"
	"slices"
	"sync"
	"time"

	"gangmu/corpus"
	"gangmu/corpus/library"
)

// UpdateOptions say how Update works. The zero value is good.
type UpdateOptions struct {
	Progress func(Progress)                // called after each file, by one goroutine at a time
	Describe func(*corpus.Document) []byte // what is to be kept of a document as Doc.Info
	Workers  int                           // goroutines that read and index; 0 = one a core
	Wait     time.Duration                 // how long to wait for another writer; 0 = 2 s
}

// Progress says how far Update is.
type Progress struct {
	Done, Total       int   // files
	Bytes, TotalBytes int64 // of the files
	Path              string
	Err               error // why the file at Path could not be read
}

// A Summary is what Update did.
type Summary struct {
	Added, Updated, Touched, Moved, Removed int
	Failed                                  []Failure
	Rebuilt                                 string // why the index was begun anew; "" if it was not
	Bytes                                   int64  // of the files read
	Took                                    time.Duration
}

// A Failure is a file that could not be read as a document.
type Failure struct{ Path, Err string }

// ErrBusy says that another process is writing to the index.
var ErrBusy = errors.New("another gangmu is writing to the index; try again when it is done")

// shardBytes is how much folded text goes into a shard: what is lost at most, for each worker, when
// the program is killed, and, as Bleve inverts it at once, what decides how much memory is needed.
// Tests make it smaller.
var shardBytes = 20 << 20

// committed is called, by tests only, when a shard has become lasting.
var committed = func(docs []*Doc) {}

// maxFile is the biggest file that is read.
const maxFile = 512 << 20

// Update brings the index in dir up to date with plan. It is the one writer: a second one gets
// ErrBusy after a while. Readers are not disturbed. What was done when ctx ends, or the program
// dies, is there the next time, in steps of some 20 MB.
func Update(ctx context.Context, dir string, plan library.Plan, o UpdateOptions) (*Summary, error) {
	begin := time.Now()
	if err := os.MkdirAll(dir, 0o777); err != nil {
		return nil, fmt.Errorf("the index cannot be written: %w", err)
	}
	unlock, err := lockWriter(ctx, dir, o.Wait)
	if err != nil {
		return nil, err
	}
	defer unlock()
	if was := debug.SetMemoryLimit(-1); was > memoryLimit {
		defer debug.SetMemoryLimit(debug.SetMemoryLimit(memoryLimit))
	}
	u := &updater{dir: dir, o: o, sum: &Summary{}, at: map[string]location{}, files: map[string]library.File{}}
	if err := u.load(); err != nil {
		return u.sum, err
	}
	if err := u.rearrange(plan); err != nil {
		return u.sum, u.explain(err)
	}
	// Two programs that found the same new files read them once: the second sees here what the first did.
	err = u.add(ctx, slices.DeleteFunc(slices.Clone(plan.Add), func(f library.File) bool {
		old, ok := u.files[f.Path]
		return ok && old.Same(f)
	}))
	if err == nil {
		err = u.tidy(ctx)
	}
	u.sum.Took = time.Since(begin)
	return u.sum, u.explain(err)
}

// memoryLimit is where the garbage collector begins to work harder while an index is written. It is a
// soft limit: what is in use stays.
const memoryLimit = 480 << 20

// lockWriter takes the lock of the one writer.
func lockWriter(ctx context.Context, dir string, wait time.Duration) (func(), error) {
	f, err := os.OpenFile(filepath.Join(dir, lockFile), os.O_RDWR|os.O_CREATE, 0o666)
	if err != nil {
		return nil, fmt.Errorf("the index cannot be written: %w", err)
	}
	if wait == 0 {
		wait = 2 * time.Second
	}
	for until := time.Now().Add(wait); ; {
		ok, err := tryLock(f)
		switch {
		case err != nil:
			f.Close()
			return nil, fmt.Errorf("%s: %w", f.Name(), err)
		case ok:
			return func() { f.Close() }, nil
		case ctx.Err() != nil:
			f.Close()
			return nil, ctx.Err()
		case time.Now().After(until):
			f.Close()
			return nil, fmt.Errorf("%s: %w", dir, ErrBusy)
		}
		time.Sleep(20 * time.Millisecond)
	}
}

// A location is where a document is.
type location struct{ shard, doc int }

type updater struct {
	dir string
	o   UpdateOptions
	sum *Summary

	mu    sync.Mutex
	m     *manifest
	at    map[string]location     // living documents by path; shard counts in m.Shards
	files map[string]library.File // living documents as they were when Update began
	now   Progress
}

// explain puts in words what to do about an error of writing.
func (u *updater) explain(err error) error {
	switch {
	case err == nil || errors.Is(err, context.Canceled) || errors.Is(err, context.DeadlineExceeded):
		return err
	case isDiskFull(err):
		return fmt.Errorf("the disk is full; what was indexed before can still be searched: %w", err)
	case errors.Is(err, fs.ErrPermission):
		return fmt.Errorf("the index cannot be written, it can still be searched: %w", err)
	}
	return err
}

// load reads the manifest, sets aside what is damaged and clears away what a killed writer left.
func (u *updater) load() error {
	m, err := readManifest(u.dir)
	var old *schemaError
	switch {
	case errors.As(err, &old):
		u.sum.Rebuilt = err.Error()
	case errors.Is(err, errDamaged):
		u.sum.Rebuilt = err.Error() + ": the index is built anew"
	case err != nil:
		return err
	}
	if err != nil {
		if err := u.restart(); err != nil {
			return err
		}
		m = &manifest{Schema: schema, Next: nextFree(u.dir)}
	}
	u.m = m
	if err := u.setAside(); err != nil {
		return err
	}
	for _, path := range leftovers(u.dir, m) {
		os.RemoveAll(path)
	}
	return nil
}

// restart sets the whole old index aside.
func (u *updater) restart() error {
	aside, err := os.MkdirTemp(u.dir, asidePrefix)
	if err != nil {
		return err
	}
	return os.Rename(filepath.Join(u.dir, manifestFile), filepath.Join(aside, manifestFile))
}

// nextFree is a shard number that no folder in dir has.
func nextFree(dir string) int {
	n := 1
	names, _ := filepath.Glob(filepath.Join(dir, shardPrefix+"*"))
	for _, name := range names {
		var k int
		if _, err := fmt.Sscanf(filepath.Base(name), shardPrefix+"%d", &k); err == nil {
			n = max(n, k+1)
		}
	}
	return n
}

// setAside takes damaged shards out of the manifest and gathers the living documents of the rest.
func (u *updater) setAside() error {
	var whole []manifestShard
	for _, ms := range u.m.Shards {
		docs, err := shardEntries(u.dir, ms)
		if err != nil {
			u.sum.Rebuilt = ms.Name + " was damaged: its documents are read again"
			os.Rename(filepath.Join(u.dir, ms.Name), filepath.Join(u.dir, asidePrefix+ms.Name))
			continue
		}
		for i, d := range docs {
			if d != nil {
				u.at[d.Path] = location{len(whole), i}
				u.files[d.Path] = d.File
			}
		}
		whole = append(whole, ms)
	}
	if len(whole) == len(u.m.Shards) {
		return nil
	}
	u.m.Shards = whole
	return u.m.write(u.dir)
}

// rearrange does what needs no reading: removals, new names and new times.
func (u *updater) rearrange(plan library.Plan) error {
	if len(plan.Remove)+len(plan.Touch)+len(plan.Rename) == 0 {
		return nil
	}
	for _, path := range plan.Remove {
		if l, ok := u.at[path]; ok {
			u.kill(l)
			delete(u.at, path)
			u.sum.Removed++
		}
	}
	for _, f := range plan.Touch {
		if l, ok := u.at[f.Path]; ok {
			u.change(l, f)
			u.sum.Touched++
		}
	}
	moved := map[string]library.File{}
	for _, f := range plan.Moved {
		moved[f.Path] = f
	}
	for from, to := range plan.Rename {
		l, ok := u.at[from]
		if !ok {
			continue
		}
		f, ok := moved[to]
		if !ok {
			f = library.File{Path: to}
		}
		delete(u.at, from)
		u.at[to] = l
		u.change(l, f)
		u.sum.Moved++
	}
	return u.m.write(u.dir)
}

func (u *updater) kill(l location) {
	ms := &u.m.Shards[l.shard]
	ms.Dead = append(ms.Dead, l.doc)
	ms.Changed = slices.DeleteFunc(slices.Clone(ms.Changed), func(c change) bool { return c.Doc == l.doc })
}

func (u *updater) change(l location, f library.File) {
	ms := &u.m.Shards[l.shard]
	ms.Changed = slices.DeleteFunc(slices.Clone(ms.Changed), func(c change) bool { return c.Doc == l.doc })
	ms.Changed = append(ms.Changed, change{l.doc, f.Path, f.Mod})
}

// add reads and indexes files, with a shard builder for each worker.
func (u *updater) add(ctx context.Context, files []library.File) error {
	if len(files) == 0 {
		return ctx.Err()
	}
	n := u.o.Workers
	if n == 0 {
		n = runtime.GOMAXPROCS(0)
	}
	// A few small files are not worth several shards.
	var bytes int64
	for _, f := range files {
		bytes += f.Size
	}
	u.now = Progress{Total: len(files), TotalBytes: bytes}
	n = max(1, min(n, len(files), int(bytes>>20)))
	ctx, cancel := context.WithCancelCause(ctx)
	defer cancel(nil)
	queue := make(chan library.File)
	var wg sync.WaitGroup
	for range n {
		wg.Add(1)
		go func() {
			defer wg.Done()
			if err := u.work(ctx, queue); err != nil {
				cancel(err)
			}
		}()
	}
feed:
	for _, f := range files {
		select {
		case queue <- f:
		case <-ctx.Done():
			break feed
		}
	}
	close(queue)
	wg.Wait()
	return context.Cause(ctx)
}

// work is one worker: it reads files and lays them out in shards of its own. When ctx ends, what
// is laid out is still finished: it was read already.
func (u *updater) work(ctx context.Context, queue <-chan library.File) (err error) {
	var w *shardWriter
	defer func() {
		if w != nil {
			w.discard()
		}
	}()
	flush := func() error {
		if w == nil {
			return nil
		}
		done := w
		w = nil
		return u.commit(done)
	}
	for f := range queue {
		if ctx.Err() != nil {
			continue
		}
		d, info := u.read(f)
		if w == nil {
			if w, err = newShardWriter(u.dir); err != nil {
				return err
			}
		}
		if err := w.add(d, info); err != nil {
			return err
		}
		u.progress(f, info)
		if w.nText >= shardBytes {
			if err := flush(); err != nil {
				return err
			}
		}
	}
	return flush()
}

// read reads a file as a document; where that fails, info says why.
func (u *updater) read(f library.File) (d *corpus.Document, info Doc) {
	info = Doc{File: f}
	info.Err, info.Hash = "", ""
	defer func() {
		if r := recover(); r != nil {
			d = nil
			info.Err = fmt.Sprintf("reading it failed: %v", r)
		}
	}()
	if stat, err := os.Stat(f.Path); err == nil {
		info.Size, info.Mod = stat.Size(), stat.ModTime()
	}
	if info.Size > maxFile {
		info.Err = fmt.Sprintf("too big: %d MB, at most %d MB are read", info.Size>>20, maxFile>>20)
		return nil, info
	}
	data, err := os.ReadFile(f.Path)
	if err == nil {
		info.Hash = library.Hash(data)
		d, err = corpus.New(f.Path, data)
	}
	if err != nil {
		info.Err = plainError(f.Path, err)
		return nil, info
	}
	file := info.File
	info = describe(d)
	info.File = file
	if u.o.Describe != nil {
		info.Info = u.o.Describe(d)
	}
	return d, info
}

// plainError is the text of an error without the path in front, which is printed anyway.
func plainError(path string, err error) string {
	var pe *fs.PathError
	if errors.As(err, &pe) {
		err = pe.Err
	}
	s := err.Error()
	if len(s) > len(path)+2 && s[:len(path)] == path && s[len(path)] == ':' {
		s = s[len(path)+2:]
	}
	return s
}

func (u *updater) progress(f library.File, info Doc) {
	u.mu.Lock()
	defer u.mu.Unlock()
	u.now.Done++
	u.now.Bytes += f.Size
	u.sum.Bytes += f.Size
	u.now.Path, u.now.Err = f.Path, nil
	if info.Err != "" {
		u.now.Err = errors.New(info.Err)
		u.sum.Failed = append(u.sum.Failed, Failure{f.Path, info.Err})
	}
	if u.o.Progress != nil {
		u.o.Progress(u.now)
	}
}

// commit finishes a shard and enters it in the manifest; older versions of its documents die.
func (u *updater) commit(w *shardWriter) error {
	ms, docs, err := w.finish()
	if err != nil {
		w.discard()
		return err
	}
	u.mu.Lock()
	defer u.mu.Unlock()
	return u.enter(w.dir, ms, docs)
}

// enter moves the finished shard in tmp to its place and writes the manifest.
func (u *updater) enter(tmp string, ms manifestShard, docs []*Doc) error {
	before := u.m.clone()
	ms.Name = fmt.Sprintf("%s%d", shardPrefix, u.m.Next)
	u.m.Next++
	if err := os.Rename(tmp, filepath.Join(u.dir, ms.Name)); err != nil {
		os.RemoveAll(tmp)
		return err
	}
	no := len(u.m.Shards)
	added, updated := 0, 0
	u.m.Shards = append(u.m.Shards, ms)
	for _, d := range docs {
		if d == nil {
			continue
		}
		if l, ok := u.at[d.Path]; ok {
			u.kill(l)
			updated++
		} else if d.Err == "" {
			added++
		}
	}
	if err := u.m.write(u.dir); err != nil {
		u.m = before
		os.RemoveAll(filepath.Join(u.dir, ms.Name))
		return err
	}
	for i, d := range docs {
		if d != nil {
			u.at[d.Path] = location{no, i}
		}
	}
	u.sum.Added += added
	u.sum.Updated += updated
	committed(docs)
	return nil
}

func (m *manifest) clone() *manifest {
	c := *m
	c.Shards = slices.Clone(m.Shards)
	return &c
}
