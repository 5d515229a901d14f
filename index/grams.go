package index

import (
	"errors"
	"fmt"
	"path/filepath"
	"runtime/debug"
	"strings"
	"sync"
	"time"
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
}

// openScorch opens a Bleve index for reading. It never waits for a lock: nothing writes to an
// index that is finished.
func openScorch(dir string) (x *bleveGrams, err error) {
	defer func() {
		if r := recover(); r != nil {
			x, err = nil, fmt.Errorf("%s: %v", dir, r)
		}
	}()
	defer debug.SetPanicOnFault(debug.SetPanicOnFault(true))
	ix, err := scorch.NewScorch(scorch.Name, map[string]interface{}{"path": dir, "read_only": true, "bolt_timeout": "1s"}, nil)
	if err != nil {
		return nil, err
	}
	if err := ix.Open(); err != nil {
		return nil, err
	}
	x = &bleveGrams{index: ix}
	if x.reader, err = ix.Reader(); err != nil {
		ix.Close()
		return nil, err
	}
	snapshot, ok := x.reader.(*scorch.IndexSnapshot)
	if !ok {
		x.close()
		return nil, fmt.Errorf("%s: no snapshot of a Bleve index", dir)
	}
	for _, s := range snapshot.Segments() {
		x.segs = append(x.segs, s.Segment())
	}
	if len(x.segs) != 1 {
		x.close()
		return nil, fmt.Errorf("%s: %d segments, want 1", dir, len(x.segs))
	}
	return x, nil
}

func (x *bleveGrams) close() error {
	err := x.reader.Close()
	if e := x.index.Close(); err == nil {
		err = e
	}
	return err
}

// candidates sets the bits of the units that hold all grams.
func (x *bleveGrams) candidates(grams []string, into bitset) (err error) {
	defer func() {
		if r := recover(); r != nil {
			err = fmt.Errorf("reading Bleve: %v", r)
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

// lazyGrams is the Bleve index of a shard. It is opened and checked in the background; as long as
// that is not done it has no candidates to offer.
type lazyGrams struct {
	ready chan struct{}
	grams *bleveGrams
}

var errNotReady = errors.New("the index is not ready")

func newLazyGrams(path string, ms manifestShard, order []byte, units int, c *checks) *lazyGrams {
	g := &lazyGrams{ready: make(chan struct{})}
	go func() {
		defer close(g.ready)
		for _, f := range ms.Files {
			if filepath.Dir(f.Name) == "." {
				continue
			}
			if sum, err := sumFile(filepath.Join(path, filepath.FromSlash(f.Name))); err != nil || sum != f.Sum {
				c.damaged(f.Name)
				return
			}
		}
		x, err := openScorch(filepath.Join(path, gramsDir))
		if err != nil || len(order)%8 != 0 {
			c.damaged(gramsDir)
			return
		}
		x.order, x.units = order, units
		g.grams = x
	}()
	return g
}

// gramsWait is how long a query waits for the Bleve index to be checked before it scans.
const gramsWait = 150 * time.Millisecond

func (g *lazyGrams) candidates(grams []string, into bitset) error {
	select {
	case <-g.ready:
	case <-time.After(gramsWait):
		return errNotReady
	}
	if g.grams == nil {
		return errNotReady
	}
	return g.grams.candidates(grams, into)
}

// release lets go of the pages of the Bleve index, where it tells which they are.
func (g *lazyGrams) release() {
	select {
	case <-g.ready:
	default:
		return
	}
	if g.grams == nil {
		return
	}
	for _, seg := range g.grams.segs {
		if m, ok := seg.(interface{ Data() []byte }); ok {
			release(m.Data())
		}
	}
}

func (g *lazyGrams) close() error {
	<-g.ready
	if g.grams == nil {
		return nil
	}
	return g.grams.close()
}
