package index

import (
	"encoding/binary"
	"fmt"
	"path/filepath"
	"runtime/debug"
	"strings"
	"sync"
	"sync/atomic"
	"unicode"
	"unicode/utf8"

	"github.com/RoaringBitmap/roaring/v2"
	"github.com/blevesearch/bleve/v2/index/scorch"
	bleve "github.com/blevesearch/bleve_index_api"
	segment "github.com/blevesearch/scorch_segment_api/v2"
)

// gramField is the one field of the Bleve index.
const gramField = "g"

// inWord reports whether r is indexed together with its neighbours: a Han character, letter or
// figure. Pairs with punctuation are a sixth of all and tell little.
func inWord(r rune) bool {
	switch {
	case r >= 0x4e00 && r < 0xa000:
		return true
	case r >= 0x3000 && r < 0x3040 && r != '〇' || r >= 0xff00:
		return false
	case r < utf8.RuneSelf:
		return r >= '0' && r <= '9' || r >= 'a' && r <= 'z'
	}
	return unicode.IsLetter(r) || unicode.IsNumber(r)
}

// A bleveGrams reads the Bleve index of a shard. It is safe for concurrent use.
type bleveGrams struct {
	index  bleve.Index
	reader bleve.IndexReader
	segs   []segment.Segment
	order  []byte // 8 bytes a document: its units, [from, to)
	units  int
	known  gramCache

	checks *checks // nil: it is not checked
	opened bool
	hooked bool        // Bleve shows what it reads, see read
	broken atomic.Bool // damage was met
}

// openScorch opens a Bleve index for reading. It never waits for a lock: nothing writes to an
// index that is finished.
func openScorch(dir string) (*bleveGrams, error) {
	x := &bleveGrams{}
	return x, x.open(dir)
}

func (x *bleveGrams) open(dir string) (err error) {
	defer func() {
		if r := recover(); r != nil {
			err = fmt.Errorf("%s: %v", dir, r)
		}
	}()
	defer debug.SetPanicOnFault(debug.SetPanicOnFault(true))
	ix, err := scorch.NewScorch(scorch.Name, map[string]interface{}{"path": dir, "read_only": true, "bolt_timeout": "1s"}, nil)
	if err != nil {
		return err
	}
	if err := ix.Open(); err != nil {
		return err
	}
	x.index = ix
	if x.reader, err = ix.Reader(); err != nil {
		ix.Close()
		return err
	}
	snapshot, ok := x.reader.(*scorch.IndexSnapshot)
	if !ok {
		x.close()
		return fmt.Errorf("%s: no snapshot of a Bleve index", dir)
	}
	for _, s := range snapshot.Segments() {
		x.segs = append(x.segs, s.Segment())
	}
	if len(x.segs) != 1 {
		x.close()
		return fmt.Errorf("%s: %d segments, want 1", dir, len(x.segs))
	}
	return nil
}

func (x *bleveGrams) close() error {
	err := x.reader.Close()
	if e := x.index.Close(); err == nil {
		err = e
	}
	return err
}

// data is the segment as it is mapped into memory.
func (x *bleveGrams) data() []byte {
	if m, ok := x.segs[0].(interface{ Data() []byte }); ok {
		return m.Data()
	}
	return nil
}

// postings is where the postings of the grams are in the segment, [from, to), to whole blocks. They are
// three quarters of it, and what Bleve reads of them it shows before it uses it. What lies before
// them (documents, the empty dictionary of _id) and behind (the dictionary) it reads as it opens.
func (x *bleveGrams) postings() [2]int {
	m, ok := x.segs[0].(interface{ DictAddr(string) (uint64, error) })
	if !ok {
		return [2]int{}
	}
	before, err1 := m.DictAddr("_id")
	behind, err2 := m.DictAddr(gramField)
	from, to := (int(before)/blockBytes+2)*blockBytes, int(behind)/blockBytes*blockBytes
	if err1 != nil || err2 != nil || from >= to {
		return [2]int{}
	}
	return [2]int{from, to}
}

// openGrams opens the Bleve index of a shard. All but the postings is checked now.
func openGrams(f *shardFiles, units int, c *checks) (*bleveGrams, error) {
	x := &bleveGrams{order: f.data[orderFile], units: units, checks: c}
	for _, sf := range f.ms.Files {
		full := filepath.Join(f.path, filepath.FromSlash(sf.Name))
		switch {
		case filepath.Dir(sf.Name) != gramsDir:
		case filepath.Ext(sf.Name) == segmentExt:
			c.grams.data = f.data[sf.Name]
			if n := len(c.grams.data); n == 0 || !c.grams.ok(0, f.ms.Late[0]) || !c.grams.ok(f.ms.Late[1], n) {
				return nil, errDamaged
			}
			opening.Store(full, x)
			defer opening.Delete(full)
		default:
			if sum, err := sumFile(full); err != nil || sum != sf.Sum {
				return nil, errDamaged
			}
		}
	}
	if err := x.open(filepath.Join(f.path, gramsDir)); err != nil {
		return nil, err
	}
	// From now on what Bleve has mapped counts.
	release(c.grams.data)
	c.grams.data = x.data()
	readsAtRandom(c.grams.data)
	if len(x.order)%8 != 0 || !x.hooked && !c.grams.ok(0, len(c.grams.data)) {
		x.close()
		return nil, errDamaged
	}
	x.opened = true
	return x, nil
}

// segmentExt is what the name of a segment ends in.
const segmentExt = ".zap"

// opening is the indexes that are being opened, by the path of their segment.
var opening sync.Map

// Bleve hands what it reads to a hook before it uses it. There it is checked.
func init() {
	bleve.ReaderHook = func(_ string, path []byte) (func([]byte) ([]byte, error), error) {
		x, ok := opening.Load(string(path))
		if !ok {
			return nil, nil
		}
		g := x.(*bleveGrams)
		g.hooked = true
		return g.read, nil
	}
}

// headBytes is the most that Bleve reads before a list of postings to know where it is.
const headBytes = 3 * binary.MaxVarintLen64

// read is called with what Bleve has read of the segment.
func (x *bleveGrams) read(b []byte) ([]byte, error) {
	if !x.opened {
		return b, nil // checked before
	}
	all := &x.checks.grams
	if at := offsetIn(all.data, b); !all.ok(max(0, at-headBytes), at+len(b)) {
		return nil, errDamaged
	}
	return b, nil
}

// candidates sets the bits of the units that hold all grams.
// Without them, after damage, it gives an error.
func (x *bleveGrams) candidates(grams []string, into bitset) (err error) {
	if x.broken.Load() {
		return errDamaged
	}
	defer func() {
		if r := recover(); r != nil {
			err = fmt.Errorf("reading Bleve: %v", r)
		}
		if err != nil && x.checks != nil && !x.broken.Swap(true) {
			x.checks.damaged(gramsDir)
		}
	}()
	defer debug.SetPanicOnFault(debug.SetPanicOnFault(true))
	if len(grams) == 0 {
		return nil
	}
	lists := make([]bitset, len(grams))
	var dict segment.TermDictionary
	for i, g := range grams {
		list, known := x.known.get(g)
		if !known {
			if dict == nil {
				if dict, err = x.segs[0].Dictionary(gramField); err != nil {
					return err
				}
			}
			p, err := dict.PostingsList([]byte(g), nil, nil)
			if err != nil {
				return err
			}
			if list, err = x.unitsOf(p); err != nil {
				return err
			}
			x.known.put(g, list)
		}
		if list == nil {
			return nil
		}
		lists[i] = list
	}
	for i := range into {
		m := lists[0][i]
		for _, l := range lists[1:] {
			m &= l[i]
		}
		into[i] |= m
	}
	return nil
}

// unitsOf is the units that a list of postings stands for; nil if the list is empty.
func (x *bleveGrams) unitsOf(p segment.PostingsList) (bitset, error) {
	if p.Count() == 0 {
		return nil, nil
	}
	docs, err := bitmap(p)
	if err != nil {
		return nil, err
	}
	units := newBitset(x.units)
	for it := docs.Iterator(); it.HasNext(); {
		n := int(it.Next())
		if n >= len(x.order)/8 {
			return nil, fmt.Errorf("reading Bleve: there is no document %d", n)
		}
		from, to := int(u32(x.order, 2*n)), int(u32(x.order, 2*n+1))
		if to > x.units {
			return nil, fmt.Errorf("reading Bleve: there is no unit %d", to-1)
		}
		for u := from; u < to; u++ {
			units.set(u)
		}
	}
	return units, nil
}

// A gramCache keeps the units of the grams asked for last: the words of a query are asked for again
// with every key, and a word's other forms share most of its grams. What it keeps must not be changed.
type gramCache struct {
	mu    sync.Mutex
	units map[string]bitset // nil = nowhere
	size  int
}

// gramCacheBytes is how much a gramCache keeps before it forgets all. There is one for each shard.
const gramCacheBytes = 256 << 10

func (c *gramCache) get(gram string) (units bitset, known bool) {
	c.mu.Lock()
	defer c.mu.Unlock()
	units, known = c.units[gram]
	return units, known
}

func (c *gramCache) put(gram string, units bitset) {
	c.mu.Lock()
	defer c.mu.Unlock()
	c.size += 64 + 8*len(units) // with what the map needs, about
	if c.units == nil || c.size > gramCacheBytes {
		c.units, c.size = map[string]bitset{}, 64+8*len(units)
	}
	c.units[strings.Clone(gram)] = units
}

// bitmap is the documents of a list of postings.
func bitmap(p segment.PostingsList) (*roaring.Bitmap, error) {
	it := p.Iterator(false, false, false, nil)
	if o, ok := it.(segment.OptimizablePostingsIterator); ok {
		if n, one := o.DocNum1Hit(); one {
			return roaring.BitmapOf(uint32(n)), nil
		}
		if b := o.ActualBitmap(); b != nil {
			return b, nil
		}
	}
	b := roaring.New()
	for {
		n, err := it.Next()
		if err != nil || n == nil {
			return b, err
		}
		b.Add(uint32(n.Number()))
	}
}
