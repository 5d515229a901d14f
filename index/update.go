package index

import (
	"context"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
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
