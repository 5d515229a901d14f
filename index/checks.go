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

// checks keeps what has been checked of a shard.
type checks struct {
	path   string
	text   blocks
	diff   blocks
	tables []byte
	report func(Problem)
}

// blocks is a file with a checksum for each block.
type blocks struct {
	data []byte
	sums []byte
	good []atomic.Bool
}

func newChecks(path string, files map[string][]byte, report func(Problem)) *checks {
	c := &checks{path: path, tables: files[tablesFile], report: report}
	sums := files[sumsFile]
	n := (len(files[textFile]) + blockBytes - 1) / blockBytes
	k := (len(files[diffFile]) + blockBytes - 1) / blockBytes
	if len(sums) == 4*(n+k) {
		c.text = blocks{files[textFile], sums[:4*n], make([]atomic.Bool, n)}
		c.diff = blocks{files[diffFile], sums[4*n:], make([]atomic.Bool, k)}
	}
	return c
}

// ok checks the blocks that hold the bytes [from, to), those that have not been checked before.
func (b *blocks) ok(from, to int) bool {
	for k := from / blockBytes; k*blockBytes < to; k++ {
		if k >= len(b.good) {
			return false
		}
		if b.good[k].Load() {
			continue
		}
		block := b.data[k*blockBytes : min((k+1)*blockBytes, len(b.data))]
		if crc32.Checksum(block, castagnoli) != u32(b.sums, k) {
			return false
		}
		b.good[k].Store(true)
	}
	return true
}

// damaged tells of damage and leaves a mark for the next update.
func (c *checks) damaged(file string) {
	c.report(Problem{filepath.Join(c.path, file), "the checksum does not match: the file is damaged", "gangmu update"})
	os.WriteFile(filepath.Join(c.path, damagedMark), []byte(file+"\n"), 0o600)
}
