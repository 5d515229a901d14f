package index

import (
	"context"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"runtime"
	"slices"
	"sync"

	"gangmu/corpus"
	"gangmu/corpus/library"
)

// shardBytes is how much folded text goes into a shard: what is lost at most, for each worker, when
// the program is killed, and, as Bleve inverts it at once, what decides how much memory is needed.
// Tests make it smaller.
var shardBytes = 20 << 20

// committed is called, by tests only, when a shard has become lasting.
var committed = func(docs []*Doc) {}

// maxFile is the biggest file that is read.
const maxFile = 512 << 20

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
