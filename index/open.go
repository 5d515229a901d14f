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

	"gangmu/corpus/fold"
	"gangmu/corpus/library"
)

// Open opens a snapshot of the index in dir for searching. It takes no lock and waits for nobody:
// a writer in another process leaves the snapshot as it is. No folder, or an index of an older
// format, is an empty index. Damage is no error: what is whole can be searched, Problems says what
// is not.
func Open(dir string) (*Index, error) {
	go fold.String("一") // its tables are made the first time, in some milliseconds: meanwhile
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
	x := &Index{}
	shards := make([]*shard, len(m.Shards))
	closers := make([]func() error, len(m.Shards))
	errs := make([]error, len(m.Shards))
	files := make([]*shardFiles, len(m.Shards))
	for i, ms := range m.Shards {
		files[i], errs[i] = mapShard(dir, ms, all)
	}
	shareOut(len(m.Shards), func(i int) {
		if errs[i] == nil {
			shards[i], closers[i], errs[i] = openShard(files[i], x.problem)
		}
	})
	x.close = func() error {
		var first error
		for _, c := range closers {
			if c == nil {
				continue
			}
			if err := c(); err != nil && first == nil {
				first = err
			}
		}
		return first
	}
	for i, err := range errs {
		switch path := filepath.Join(dir, m.Shards[i].Name); {
		case all && errors.Is(err, fs.ErrNotExist):
			x.close()
			return nil, err
		case errors.Is(err, errDamaged):
			markDamaged(path, err.Error())
			fallthrough
		case err != nil:
			x.problem(Problem{path, err.Error(), "gangmu update"})
		}
	}
	x.fill(slices.DeleteFunc(shards, func(s *shard) bool { return s == nil }))
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

// shardFiles is the files of a shard, mapped into memory; of Bleve's only the segment.
type shardFiles struct {
	path  string
	ms    manifestShard
	data  map[string][]byte
	unmap []func() error
}

func (f *shardFiles) close() error {
	for _, u := range f.unmap {
		u()
	}
	return nil
}

// mapShard maps the files of a shard, and lets the system read what opening it needs. A segment that is
// not as long as it should be is left out, and so is one that is not there unless all have to be.
func mapShard(dir string, ms manifestShard, all bool) (*shardFiles, error) {
	f := &shardFiles{path: filepath.Join(dir, ms.Name), ms: ms, data: map[string][]byte{}}
	for _, sf := range ms.Files {
		full := filepath.Join(f.path, filepath.FromSlash(sf.Name))
		if inGrams := filepath.Dir(sf.Name) == gramsDir; inGrams && filepath.Ext(sf.Name) != segmentExt {
			continue
		}
		b, unmap, err := mapFile(full)
		if err == nil {
			f.unmap = append(f.unmap, unmap)
			f.data[sf.Name] = b
			if int64(len(b)) != sf.Size {
				err = fmt.Errorf("%s: %w: %d bytes, should be %d", full, errDamaged, len(b), sf.Size)
			}
		}
		switch {
		case err == nil:
		case filepath.Dir(sf.Name) == gramsDir && !(all && errors.Is(err, fs.ErrNotExist)):
			delete(f.data, sf.Name)
			continue
		default:
			f.close()
			return nil, err
		}
		switch {
		case sf.Name == textFile || sf.Name == diffFile:
		case sf.Name == tablesFile:
			willNeed(b[:min(len(b), blockBytes)])
		case filepath.Dir(sf.Name) == gramsDir:
			willNeed(b[:ms.Late[0]])
			willNeed(b[ms.Late[1]:])
		default:
			willNeed(b)
		}
	}
	return f, nil
}

// openShard opens one shard. Small files are checked now, of the big ones what is always needed, the
// rest when it is first read. If the Bleve index is damaged, everything is a candidate.
func openShard(f *shardFiles, report func(Problem)) (*shard, func() error, error) {
	for _, sf := range f.ms.Files {
		switch sf.Name {
		case docsFile, orderFile, sumsFile:
			if crc32.Checksum(f.data[sf.Name], castagnoli) != sf.Sum {
				f.close()
				return nil, nil, fmt.Errorf("%s: %w: checksum", filepath.Join(f.path, sf.Name), errDamaged)
			}
		}
	}
	c, err := newChecks(f.path, f.data, report)
	var s *shard
	if err == nil {
		s, err = makeShard(f.data, c)
	}
	if err != nil {
		f.close()
		return nil, nil, fmt.Errorf("%s: %w", f.path, err)
	}
	s.kill(f.ms)
	release(f.data[docsFile])
	willNeed(s.kinds)
	willNeed(stringBytes(s.heads))
	if s.nunits() == 0 || !f.ms.hasGrams() {
		return s, f.close, nil
	}
	g, err := openGrams(f, s.nunits(), c)
	if err != nil {
		c.damaged(gramsDir)
		return s, f.close, nil
	}
	s.post = g
	return s, func() error { return errors.Join(g.close(), f.close()) }, nil
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

func makeShard(files map[string][]byte, c *checks) (*shard, error) {
	docs, err := decodeDocs(files[docsFile])
	if err != nil {
		return nil, err
	}
	if !c.tables.ok(0, tablesHead(nTables)) {
		return nil, errDamaged
	}
	t, err := unpackTables(files[tablesFile], nTables)
	if err != nil {
		return nil, err
	}
	s := &shard{checks: c, docs: docs, text: bytesString(files[textFile]), diff: files[diffFile], units: t[0], pieces: t[1], parents: t[2],
		kinds: t[3], secs: t[4], records: t[5], heads: bytesString(t[6])}
	end := docs[len(docs)-1]
	if int(end.text) != len(s.text) || int(end.diff) != len(s.diff) || int(end.unit) != s.nunits() ||
		int(end.piece)*pieceSize != len(s.pieces) || int(end.sec) != len(s.kinds) || int(end.head) != len(s.heads) ||
		len(s.parents) != 4*len(s.kinds) || len(s.secs) != 4*len(s.kinds) || !c.tables.within(s.units) {
		return nil, errDamaged
	}
	return s, nil
}

// bytesString is b as a string, not copied: b is mapped for reading only.
func bytesString(b []byte) string { return unsafe.String(unsafe.SliceData(b), len(b)) }

// stringBytes is the other way round; what it gives must not be changed.
func stringBytes(s string) []byte { return unsafe.Slice(unsafe.StringData(s), len(s)) }

// offsetIn is where part, a slice of b or of something else, begins in b; out of b it is no offset there.
func offsetIn(b, part []byte) int {
	return int(uintptr(unsafe.Pointer(unsafe.SliceData(part))) - uintptr(unsafe.Pointer(unsafe.SliceData(b))))
}

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

// residentMax is how much of the mapped files searches may bring into memory, in bytes, before all that
// is mapped is let go of.
const residentMax = 12 << 20

// trim lets go of what is mapped when it has become much. That takes a millisecond, which a search that is
// in a hurry leaves to the next one as long as it can.
func (x *Index) trim(hurry bool) {
	most := int64(residentMax)
	if hurry {
		most += most / 2
	}
	for _, s := range x.shards {
		if s.checks != nil {
			most -= s.checks.mapped.Load()
		}
	}
	if most > 0 {
		return
	}
	for _, s := range x.shards {
		if s.checks != nil {
			s.checks.release()
		}
	}
}
