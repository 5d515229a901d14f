package index

import (
	"context"
	"encoding/binary"
	"errors"
	"fmt"
	"os"
	"path/filepath"
)

// Shards are put together when there are many small ones, or when much of one is dead, so that a
// query has few to ask and the disk holds little that is void. Documents are copied from shard to
// shard as they are stored; their files are not read again.

// manySmall small shards, of less than a quarter of the usual size, are too many.
const manySmall = 8

// tidy puts shards together where that is due.
func (u *updater) tidy(ctx context.Context) error {
	var due []int
	for i, ms := range u.m.Shards {
		if ms.Docs > 0 && 2*len(ms.Dead) > ms.Docs {
			due = append(due, i)
		}
	}
	small := due
	for i, ms := range u.m.Shards {
		if ms.Bytes < int64(shardBytes/4) && 2*len(ms.Dead) <= ms.Docs {
			small = append(small, i)
		}
	}
	if len(small) >= manySmall {
		due = small
	}
	if len(due) == 0 || ctx.Err() != nil {
		return ctx.Err()
	}
	return u.merge(ctx, due)
}

// merge puts the living documents of some shards into new ones and takes the old ones out, all in
// one step.
func (u *updater) merge(ctx context.Context, due []int) error {
	isDue := map[int]bool{}
	var w *shardWriter
	var made []*shardWriter
	fail := func(err error) error {
		for _, w := range made {
			w.discard()
		}
		return err
	}
	next := &manifest{Schema: schema, Next: u.m.Next}
	for _, i := range due {
		isDue[i] = true
		ms := u.m.Shards[i]
		s, close, err := openText(u.dir, ms)
		if err != nil {
			return fail(err)
		}
		for d := range s.size() {
			if s.dead != nil && s.dead[d] {
				continue
			}
			if err = ctx.Err(); err != nil {
				break
			}
			if w == nil || w.nText >= shardBytes {
				if w, err = newShardWriter(u.dir); err != nil {
					break
				}
				made = append(made, w)
			}
			if err = w.copy(s, d); err != nil {
				break
			}
		}
		close()
		if err != nil {
			return fail(err)
		}
	}
	for i, ms := range u.m.Shards {
		if !isDue[i] {
			next.Shards = append(next.Shards, ms)
		}
	}
	for _, w := range made {
		ms, _, err := w.finish()
		if err != nil {
			return fail(err)
		}
		ms.Name = fmt.Sprintf("%s%d", shardPrefix, next.Next)
		next.Next++
		if err := os.Rename(w.dir, filepath.Join(u.dir, ms.Name)); err != nil {
			return fail(err)
		}
		next.Shards = append(next.Shards, ms)
	}
	if err := next.write(u.dir); err != nil {
		return err
	}
	u.m = next
	for _, path := range leftovers(u.dir, next) {
		os.RemoveAll(path)
	}
	return nil
}

// openText opens a shard for copying: everything is checked, Bleve is left out.
func openText(dir string, ms manifestShard) (*shard, func() error, error) {
	only := ms
	only.Files = nil
	for _, f := range ms.Files {
		if filepath.Dir(f.Name) == "." {
			sum, err := sumFile(filepath.Join(dir, ms.Name, f.Name))
			if err == nil && sum != f.Sum {
				err = fmt.Errorf("%s: %w: checksum", filepath.Join(dir, ms.Name, f.Name), errDamaged)
			}
			if err != nil {
				return nil, nil, err
			}
			only.Files = append(only.Files, f)
		}
	}
	files, err := mapShard(dir, only, true)
	if err != nil {
		return nil, nil, err
	}
	return openShard(files, func(Problem) {})
}

// copy takes document d of s over as it is stored.
func (b *builder) copy(s *shard, d int) error {
	from, to := &s.docs[d], &s.docs[d+1]
	b.begin(from.Doc)
	for u := int(from.unit); u < int(to.unit); u++ {
		end, _ := s.unitEnds(d, u)
		if b.unit != nil {
			if err := b.unit(len(b.units)/unitSize, s.text[s.unitText(u):reach(s.text[:to.text], end)]); err != nil {
				return err
			}
		}
		for _, n := range []int{b.nText + s.unitText(u) - int(from.text), b.nDiff + s.unitDiff(u) - int(from.diff), int(u32(s.units, u*4+2)), int(u32(s.units, u*4+3))} {
			b.units = binary.LittleEndian.AppendUint32(b.units, uint32(n))
		}
	}
	b.textBuf = append(b.textBuf, s.text[from.text:to.text]...)
	b.diffBuf = append(b.diffBuf, s.diff[from.diff:to.diff]...)
	b.nText += int(to.text - from.text)
	b.nDiff += int(to.diff - from.diff)
	b.pieces = append(b.pieces, s.pieces[from.piece*pieceSize:to.piece*pieceSize]...)
	b.parents = append(b.parents, s.parents[4*from.sec:4*to.sec]...)
	b.kinds = append(b.kinds, s.kinds[from.sec:to.sec]...)
	b.headBuf = append(b.headBuf, s.headings(d)...)
	for sec := from.sec; sec < to.sec; sec++ {
		end := uint32(len(s.records))
		if int(sec)+1 < len(s.kinds) {
			end = u32(s.secs, int(sec)+1)
		}
		b.secs = binary.LittleEndian.AppendUint32(b.secs, uint32(len(b.records)))
		b.records = append(b.records, s.records[u32(s.secs, int(sec)):end]...)
	}
	return nil
}

func (w *shardWriter) copy(s *shard, d int) error {
	if err := w.builder.copy(s, d); err != nil {
		return err
	}
	return w.flush(1 << 20)
}

// Verify reads the whole index in dir and lists what is wrong with it.
func Verify(dir string) ([]Problem, error) {
	var out []Problem
	bad := func(path, err string) { out = append(out, Problem{path, err, "gangmu update"}) }
	m, err := readManifest(dir)
	if err != nil {
		if errors.Is(err, errDamaged) || errors.As(err, new(*schemaError)) {
			bad(filepath.Join(dir, manifestFile), err.Error())
			return out, nil
		}
		return nil, err
	}
	for _, ms := range m.Shards {
		n := len(out)
		for _, f := range ms.Files {
			path := filepath.Join(dir, ms.Name, filepath.FromSlash(f.Name))
			info, err := os.Stat(path)
			switch {
			case err != nil:
				bad(path, err.Error())
				continue
			case info.Size() != f.Size:
				bad(path, fmt.Sprintf("%d bytes, should be %d", info.Size(), f.Size))
				continue
			}
			if sum, err := sumFile(path); err != nil {
				bad(path, err.Error())
			} else if sum != f.Sum {
				bad(path, "the checksum does not match: the file is damaged")
			}
		}
		mark := filepath.Join(dir, ms.Name, damagedMark)
		if len(out) > n {
			os.WriteFile(mark, []byte("found by Verify\n"), 0o600)
		} else if _, err := os.Stat(mark); err == nil {
			bad(filepath.Join(dir, ms.Name), "a reader met damage here")
		}
	}
	for _, path := range leftovers(dir, m) {
		out = append(out, Problem{path, "left behind by a program that was killed", "gangmu update"})
	}
	return out, nil
}
