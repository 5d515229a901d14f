package index

import (
	"errors"
	"fmt"
	"hash/crc32"
	"io/fs"
	"os"
	"path/filepath"
	"slices"
	"unsafe"

	"gangmu/corpus/library"
)

// Open opens a snapshot of the index in dir for searching. It takes no lock and waits for nobody:
// a writer in another process leaves the snapshot as it is. No folder, or an index of an older
// format, is an empty index. Damage is no error: what is whole can be searched, Problems says what
// is not.
func Open(dir string) (*Index, error) {
	for try := 0; ; try++ {
		m, err := readManifest(dir)
		if err != nil {
			return openEmpty(dir, err)
		}
		x, err := openShards(dir, m)
		if err == nil {
			return x, nil
		}
		// A writer may have replaced the shards since the manifest was read.
		if !errors.Is(err, fs.ErrNotExist) || try > 5 {
			return nil, err
		}
		if again, e := readManifest(dir); try > 1 && e == nil && again.Next == m.Next {
			x, err = openWhole(dir, m)
			return x, err
		}
	}
}

// openEmpty is what is opened where the manifest is of no use.
func openEmpty(dir string, err error) (*Index, error) {
	var old *schemaError
	x := newIndex(nil)
	switch {
	case errors.As(err, &old):
		x.problem(Problem{dir, err.Error(), "gangmu update"})
	case errors.Is(err, errDamaged):
		x.problem(Problem{dir, err.Error(), "gangmu update"})
	default:
		return nil, err
	}
	return x, nil
}

// openShards opens every shard of m; a file that is not there is an error.
func openShards(dir string, m *manifest) (*Index, error) {
	return openSome(dir, m, true)
}

// openWhole opens the shards of m that are whole.
func openWhole(dir string, m *manifest) (*Index, error) {
	return openSome(dir, m, false)
}

func openSome(dir string, m *manifest, all bool) (*Index, error) {
	var shards []*shard
	var problems []Problem
	var closers []func() error
	closeAll := func() error {
		var first error
		for _, c := range closers {
			if err := c(); err != nil && first == nil {
				first = err
			}
		}
		return first
	}
	x := &Index{}
	for _, ms := range m.Shards {
		s, close, err := openShard(dir, ms, x.problem)
		if err != nil {
			if all && errors.Is(err, fs.ErrNotExist) {
				closeAll()
				return nil, err
			}
			problems = append(problems, Problem{filepath.Join(dir, ms.Name), err.Error(), "gangmu update"})
			continue
		}
		closers = append(closers, close)
		shards = append(shards, s)
	}
	x.fill(shards)
	x.close = closeAll
	for _, p := range problems {
		x.problem(p)
	}
	return x, nil
}

func (x *Index) problem(p Problem) {
	x.mu.Lock()
	defer x.mu.Unlock()
	for _, q := range x.problems {
		if q == p {
			return
		}
	}
	x.problems = append(x.problems, p)
}

// Problems lists the damage met so far. Damage to what has not been read yet is found by Verify.
func (x *Index) Problems() []Problem {
	x.mu.Lock()
	defer x.mu.Unlock()
	return append([]Problem(nil), x.problems...)
}

// openShard opens one shard: small tables are checked now, text when it is read, the Bleve index
// in the background; until that is done, and if it is damaged, everything is a candidate.
func openShard(dir string, ms manifestShard, report func(Problem)) (*shard, func() error, error) {
	path := filepath.Join(dir, ms.Name)
	var closers []func() error
	closeAll := func() error {
		for _, c := range closers {
			c()
		}
		return nil
	}
	files := map[string][]byte{}
	for _, f := range ms.Files {
		full := filepath.Join(path, filepath.FromSlash(f.Name))
		info, err := os.Stat(full)
		if err == nil && info.Size() != f.Size {
			err = fmt.Errorf("%s: %w: %d bytes, should be %d", full, errDamaged, info.Size(), f.Size)
		}
		if filepath.Dir(f.Name) != "." {
			continue // Bleve's, see checkGrams
		}
		var b []byte
		if err == nil {
			var un func() error
			b, un, err = mapFile(full)
			if err == nil {
				closers = append(closers, un)
			}
		}
		if err == nil && f.Name != textFile && f.Name != diffFile && crc32.Checksum(b, castagnoli) != f.Sum {
			err = fmt.Errorf("%s: %w: checksum", full, errDamaged)
		}
		if err != nil {
			closeAll()
			return nil, nil, err
		}
		files[f.Name] = b
	}
	s, err := makeShard(files)
	if err != nil {
		closeAll()
		return nil, nil, fmt.Errorf("%s: %w", path, err)
	}
	s.kill(ms)
	s.checks = newChecks(path, files, report)
	release(files[tablesFile])
	release(files[docsFile])
	if s.nunits() > 0 && ms.hasGrams() {
		g := newLazyGrams(path, ms, files[orderFile], s.nunits(), s.checks)
		s.post = g
		closers = append(closers, g.close)
	}
	return s, closeAll, nil
}

// kill marks what has been taken out and renames what has moved.
func (s *shard) kill(ms manifestShard) {
	for _, c := range ms.Changed {
		if c.Doc >= 0 && c.Doc < s.size() {
			s.docs[c.Doc].Path, s.docs[c.Doc].Mod = c.Path, c.Mod
		}
	}
	for _, d := range ms.Dead {
		if s.dead == nil {
			s.dead = make([]bool, s.size())
		}
		if d >= 0 && d < len(s.dead) {
			s.dead[d] = true
		}
	}
}

func makeShard(files map[string][]byte) (*shard, error) {
	docs, err := decodeDocs(files[docsFile])
	if err != nil {
		return nil, err
	}
	t, err := unpackTables(files[tablesFile], 7)
	if err != nil {
		return nil, err
	}
	s := &shard{docs: docs, text: bytesString(files[textFile]), diff: files[diffFile], units: t[0], pieces: t[1], parents: t[2],
		kinds: t[3], secs: t[4], records: t[5], heads: bytesString(t[6])}
	end := docs[len(docs)-1]
	if int(end.text) != len(s.text) || int(end.diff) != len(s.diff) || int(end.unit) != s.nunits() ||
		int(end.piece)*pieceSize != len(s.pieces) || int(end.sec) != len(s.kinds) || int(end.head) != len(s.heads) {
		return nil, errDamaged
	}
	return s, nil
}

// bytesString is b as a string, not copied: b is mapped for reading only.
func bytesString(b []byte) string { return unsafe.String(unsafe.SliceData(b), len(b)) }

// Files lists the files that the index in dir knows, with those that could not be read, for
// library.Diff. Documents in damaged shards are left out: they have to be read again. So is
// everything in an index of an older format. No index is an empty list.
func Files(dir string) ([]library.File, error) {
	m, err := readManifest(dir)
	var old *schemaError
	if errors.As(err, &old) || errors.Is(err, errDamaged) {
		return nil, nil
	}
	if err != nil {
		return nil, err
	}
	var files []library.File
	for _, ms := range m.Shards {
		docs, err := shardDocs(dir, ms)
		if err != nil {
			continue
		}
		for _, d := range docs {
			files = append(files, d.File)
		}
	}
	return files, nil
}

// shardDocs reads the living documents of a shard whose files are all there in their length.
func shardDocs(dir string, ms manifestShard) ([]*Doc, error) {
	all, err := shardEntries(dir, ms)
	if err != nil {
		return nil, err
	}
	return slices.DeleteFunc(all, func(d *Doc) bool { return d == nil }), nil
}

// shardEntries is shardDocs with nil for the dead.
func shardEntries(dir string, ms manifestShard) ([]*Doc, error) {
	path := filepath.Join(dir, ms.Name)
	var data []byte
	for _, f := range ms.Files {
		full := filepath.Join(path, filepath.FromSlash(f.Name))
		info, err := os.Stat(full)
		if err != nil {
			return nil, err
		}
		if info.Size() != f.Size {
			return nil, errDamaged
		}
		if f.Name == docsFile {
			if data, err = os.ReadFile(full); err != nil {
				return nil, err
			}
			if crc32.Checksum(data, castagnoli) != f.Sum {
				return nil, errDamaged
			}
		}
	}
	if _, err := os.Stat(filepath.Join(path, damagedMark)); err == nil {
		return nil, errDamaged
	}
	docs, err := decodeDocs(data)
	if err != nil {
		return nil, err
	}
	s := &shard{docs: docs}
	s.kill(ms)
	out := make([]*Doc, s.size())
	for i := range out {
		if s.dead == nil || !s.dead[i] {
			out[i] = &docs[i].Doc
		}
	}
	return out, nil
}

// residentMax is how much of the mapped text searches may bring into memory, in bytes, before all
// that is mapped is let go of; the system maps what lies around a page, too, 64 KB on Linux. What is still wanted comes back from the system's cache at little cost.
const residentMax = 24 << 20

// trim lets go of the mapped text when read bytes more make much of it.
func (x *Index) trim(read int64) {
	if x.read.Add(read) < residentMax {
		return
	}
	x.read.Store(0)
	for _, s := range x.shards {
		if s.checks != nil {
			release(s.checks.text.data)
			release(s.checks.diff.data)
			release(s.checks.tables)
		}
		if g, ok := s.post.(*lazyGrams); ok {
			g.release()
		}
	}
}
