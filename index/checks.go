package index

import (
	"hash/crc32"
	"os"
	"path/filepath"
	"sync/atomic"
)

// damagedMark is a file that a reader leaves in a shard where it met damage, if it may write there,
// so that the next update reads the documents again.
const damagedMark = "DAMAGED"

// checks keeps what has been checked of the big files of a shard. They are checked block by block,
// when a block is first read.
type checks struct {
	path                      string
	text, diff, tables, grams blocks
	report                    func(Problem)
	marked                    atomic.Bool  // the mark has been left
	mapped                    atomic.Int64 // bytes of the files that are in memory, see come
}

// blocks is a file with a checksum for each block.
type blocks struct {
	data   []byte
	sums   []byte
	good   []atomic.Bool
	here   []atomic.Bool // of each faultBytes, whether they have been read since release
	mapped *atomic.Int64
}

func (c *checks) blocks(data, sums []byte) blocks {
	n := len(sums) / 4
	return blocks{data, sums, make([]atomic.Bool, n), make([]atomic.Bool, (n*blockBytes+faultBytes-1)/faultBytes), &c.mapped}
}

// faultBytes is how much of a mapped file comes into memory with what is read of it: the system maps
// what lies around a page, too, 64 KB on Linux.
const faultBytes = 64 << 10

// come counts the bytes [from, to) as read.
func (b *blocks) come(from, to int) {
	for k := from / faultBytes; k*faultBytes < to && k < len(b.here); k++ {
		if !b.here[k].Load() && !b.here[k].Swap(true) {
			b.mapped.Add(faultBytes)
		}
	}
}

// release lets go of what is mapped of the files. What is still wanted comes back from the system's
// cache at little cost.
func (c *checks) release() {
	c.mapped.Store(0)
	for _, b := range []*blocks{&c.text, &c.diff, &c.tables, &c.grams} {
		for k := range b.here {
			b.here[k].Store(false)
		}
		release(b.data)
	}
}

// newChecks gives each of the big files its share of sums, in which they come one after another. The
// Bleve index has as much as is left.
func newChecks(path string, files map[string][]byte, report func(Problem)) (*checks, error) {
	c := &checks{path: path, report: report}
	sums := files[sumsFile]
	for _, f := range []struct {
		name string
		to   *blocks
	}{{textFile, &c.text}, {diffFile, &c.diff}, {tablesFile, &c.tables}} {
		data := files[f.name]
		n := (len(data) + blockBytes - 1) / blockBytes
		if len(sums) < 4*n {
			return nil, errDamaged
		}
		*f.to = c.blocks(data, sums[:4*n])
		sums = sums[4*n:]
	}
	c.grams = c.blocks(nil, sums)
	return c, nil
}

// ok checks the blocks that hold the bytes [from, to), those that have not been checked before.
func (b *blocks) ok(from, to int) bool {
	if from >= to {
		return true
	}
	if from < 0 || to > len(b.data) {
		return false
	}
	b.come(from, to)
	asked := false
	for k := from / blockBytes; k*blockBytes < to; k++ {
		if k >= len(b.good) {
			return false
		}
		if b.good[k].Load() {
			continue
		}
		if !asked {
			// All of it, and no more, which the system would otherwise read with each page that it misses.
			willNeed(b.data[k*blockBytes : min(to/blockBytes*blockBytes+blockBytes, len(b.data))])
			asked = true
		}
		block := b.data[k*blockBytes : min((k+1)*blockBytes, len(b.data))]
		if crc32.Checksum(block, castagnoli) != u32(b.sums, k) {
			return false
		}
		b.good[k].Store(true)
	}
	return true
}

// ahead lets the system begin to read what of the bytes [from, to) has not been checked.
func (b *blocks) ahead(from, to int) {
	for from < to && from/blockBytes < len(b.good) && b.good[from/blockBytes].Load() {
		from = (from/blockBytes + 1) * blockBytes
	}
	from, to = from/blockBytes*blockBytes, min((to+blockBytes-1)/blockBytes*blockBytes, len(b.data))
	if from < to {
		willNeed(b.data[from:to])
	}
}

// damaged tells of damage and leaves a mark for the next update.
func (c *checks) damaged(file string) {
	c.report(Problem{filepath.Join(c.path, file), "the checksum does not match: the file is damaged", "gangmu update"})
	if !c.marked.Swap(true) {
		markDamaged(c.path, file)
	}
}

func markDamaged(shard, file string) {
	os.WriteFile(filepath.Join(shard, damagedMark), []byte(file+"\n"), 0o600)
}

// within reports whether a part of a table, which is a part of the file tables, is undamaged.
func (b *blocks) within(part []byte) bool {
	at := offsetIn(b.data, part)
	return b.ok(at, at+len(part))
}

// soundHeads reports whether the headings of document d are undamaged, and tells if they are not.
func (s *shard) soundHeads(d int) bool {
	c := s.checks
	if c == nil {
		return true
	}
	a, b := &s.docs[d], &s.docs[d+1]
	if c.tables.within(stringBytes(s.headings(d))) && c.tables.within(s.kinds[a.sec:b.sec]) {
		return true
	}
	c.damaged(tablesFile)
	return false
}

// soundTables is soundHeads for all that the tables hold of document d.
func (s *shard) soundTables(d int) bool {
	c := s.checks
	if c == nil {
		return true
	}
	a, b := &s.docs[d], &s.docs[d+1]
	t := &c.tables
	if !s.soundHeads(d) {
		return false
	}
	if t.within(s.pieces[a.piece*pieceSize:b.piece*pieceSize]) && t.within(s.parents[4*a.sec:4*b.sec]) &&
		t.within(s.secs[4*a.sec:min(4*int(b.sec)+4, len(s.secs))]) && t.within(s.recordsOf(d)) {
		return true
	}
	c.damaged(tablesFile)
	return false
}

// soundText is soundHeads for the folded text of document d.
func (s *shard) soundText(d int) bool {
	if s.checks == nil || s.checks.text.ok(int(s.docs[d].text), int(s.docs[d+1].text)) {
		return true
	}
	s.checks.damaged(textFile)
	return false
}

// recordsOf is the records of document d.
func (s *shard) recordsOf(d int) []byte {
	from, to := int(s.docs[d].sec), int(s.docs[d+1].sec)
	if from == to {
		return nil
	}
	end := len(s.records)
	if 4*to < len(s.secs) {
		end = int(u32(s.secs, to))
	}
	return s.records[u32(s.secs, from):end]
}
