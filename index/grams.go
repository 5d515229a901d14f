package index

import (
	"encoding/binary"
	"fmt"
	"os"
	"path/filepath"
	"runtime/debug"
	"slices"
	"unicode"
	"unicode/utf8"

	"github.com/RoaringBitmap/roaring/v2"
	"github.com/blevesearch/bleve/v2/document"
	"github.com/blevesearch/bleve/v2/index/scorch"
	bleve "github.com/blevesearch/bleve_index_api"
	segment "github.com/blevesearch/scorch_segment_api/v2"
)

// gramField is the one field of the Bleve index.
const gramField = "g"

// A gramWriter writes the Bleve index of a shard: a document for each unit, whose number is its
// _id, with the distinct characters and pairs of characters of its text.
type gramWriter struct {
	dir  string // of the shard
	b    *scorch.Builder
	seen gramSet
	maps []bleve.TokenFrequencies // one for each unit of a batch, used again for the next
	n    int                      // units in the batch
}

// unitsPerBatch is how many units Bleve inverts at a time; it is what bounds its memory.
const unitsPerBatch = 256

func newGramWriter(dir string) (*gramWriter, error) {
	b, err := scorch.NewBuilder(map[string]interface{}{"path": filepath.Join(dir, gramsDir), "buildPathPrefix": dir,
		"batchSize": unitsPerBatch, "mergeMax": 64})
	return &gramWriter{dir: dir, b: b}, err
}

func (w *gramWriter) unit(u int, folded string) error {
	d := document.NewDocument(string(binary.BigEndian.AppendUint32(nil, uint32(u))))
	if w.n == len(w.maps) {
		w.maps = append(w.maps, make(bleve.TokenFrequencies, unitBytes/6))
	}
	g := &grams{freqs: w.maps[w.n]}
	clear(g.freqs)
	w.seen.gather(folded, g.freqs)
	d.AddField(g)
	w.n = (w.n + 1) % unitsPerBatch
	return w.b.Index(d)
}

// close finishes the Bleve index and writes beside it the unit of each of its documents.
func (w *gramWriter) close(units int) error {
	if units == 0 {
		left, _ := filepath.Glob(filepath.Join(w.dir, "scorch-offline-build*"))
		for _, path := range left {
			os.RemoveAll(path)
		}
		return os.Mkdir(filepath.Join(w.dir, gramsDir), 0o700)
	}
	if err := w.b.Close(); err != nil {
		return err
	}
	x, err := openScorch(filepath.Join(w.dir, gramsDir))
	if err != nil {
		return err
	}
	defer x.close()
	var order []byte
	for n := range uint64(units) {
		id, err := x.segs[0].DocID(n)
		if err != nil || len(id) != 4 {
			return fmt.Errorf("index: unit %d is not in what Bleve wrote: %v", n, err)
		}
		order = binary.LittleEndian.AppendUint32(order, binary.BigEndian.Uint32(id))
	}
	return os.WriteFile(filepath.Join(w.dir, orderFile), order, 0o600)
}

// grams is a field with the distinct characters and pairs of characters of a text. They are
// gathered beforehand: no analyzer, no positions.
type grams struct{ freqs bleve.TokenFrequencies }

func (g *grams) Name() string             { return gramField }
func (g *grams) Value() []byte            { return nil }
func (g *grams) ArrayPositions() []uint64 { return nil }
func (g *grams) EncodedFieldType() byte   { return 't' }
func (g *grams) Analyze()                 {}
func (g *grams) Options() bleve.FieldIndexingOptions {
	return bleve.IndexField | bleve.SkipFreqNorm
}
func (g *grams) AnalyzedLength() int                              { return len(g.freqs) }
func (g *grams) AnalyzedTokenFrequencies() bleve.TokenFrequencies { return g.freqs }
func (g *grams) Size() int                                        { return 0 }
func (g *grams) NumPlainTextBytes() uint64                        { return 0 }

// occurs is the frequency of every gram, nought: what is indexed is whether it occurs, and with
// nought Bleve leaves the norm out.
var occurs = &bleve.TokenFreq{}

// A gramSet tells which grams of a unit have been met. It is a hash table that forgets all when
// the stamp moves on; it spares Bleve's map four of five insertions.
type gramSet struct {
	slots []gramSlot
	stamp uint32
}

type gramSlot struct {
	gram  uint64
	stamp uint32
}

const gramSlots = 1 << 15 // more than a unit has grams, by far

// first reports whether gram is met for the first time.
func (s *gramSet) first(gram uint64) bool {
	for h := gram * 0x9e3779b97f4a7c15 >> (64 - 15); ; h = (h + 1) & (gramSlots - 1) {
		switch x := &s.slots[h]; {
		case x.stamp != s.stamp:
			*x = gramSlot{gram, s.stamp}
			return true
		case x.gram == gram:
			return false
		}
	}
}

// gather puts the grams of a text of no more than gramSlots/2 bytes into freqs.
func (s *gramSet) gather(text string, freqs bleve.TokenFrequencies) {
	if s.slots == nil {
		s.slots = make([]gramSlot, gramSlots)
	}
	s.stamp++
	prev, before := -1, rune(0)
	for i, r := range text {
		n := i + utf8.RuneLen(r)
		if r != ' ' && s.first(uint64(r)) {
			freqs[text[i:n]] = occurs
		}
		if !inWord(r) {
			prev = -1
			continue
		}
		if prev >= 0 && s.first(uint64(before)<<21|uint64(r)) {
			freqs[text[prev:n]] = occurs
		}
		prev, before = i, r
	}
}

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
	order  []byte // 4 bytes a document: its unit
	units  int
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

// candidates sets the bits of the units that hold all grams. The postings are taken as the bitmaps
// that they are, and intersected the rarest first.
func (x *bleveGrams) candidates(grams []string, into bitset) (err error) {
	defer func() {
		if r := recover(); r != nil {
			err = fmt.Errorf("reading Bleve: %v", r)
		}
	}()
	defer debug.SetPanicOnFault(debug.SetPanicOnFault(true))
	dict, err := x.segs[0].Dictionary(gramField)
	if err != nil {
		return err
	}
	lists := make([]*roaring.Bitmap, 0, len(grams))
	for _, g := range grams {
		p, err := dict.PostingsList([]byte(g), nil, nil)
		if err != nil {
			return err
		}
		if p.Count() == 0 {
			return nil
		}
		b, err := bitmap(p)
		if err != nil {
			return err
		}
		lists = append(lists, b)
	}
	if len(lists) == 0 {
		return nil
	}
	slices.SortFunc(lists, func(a, b *roaring.Bitmap) int { return int(a.GetCardinality()) - int(b.GetCardinality()) })
	hits := lists[0]
	if len(lists) > 1 {
		hits = roaring.And(lists[0], lists[1])
		for _, l := range lists[2:] {
			hits.And(l)
		}
	}
	for it := hits.Iterator(); it.HasNext(); {
		u := int(u32(x.order, int(it.Next())))
		if u >= x.units {
			return fmt.Errorf("reading Bleve: there is no unit %d", u)
		}
		into.set(u)
	}
	return nil
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
