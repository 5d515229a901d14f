package index

import (
	"encoding/binary"
	"fmt"
	"math/bits"
	"os"
	"path/filepath"
	"strconv"

	"github.com/blevesearch/bleve/v2/index/scorch"
	bleve "github.com/blevesearch/bleve_index_api"
)

// How the Bleve index of a shard is written.
//
// Bleve inverts documents one after another, and looks up each of their terms in tables for all terms
// of a batch, some hundred thousand: most of the time goes into waiting for memory. So the batch is
// inverted here first, with numbers instead of strings, and given to Bleve as documents that suit it:
// each has only grams of one range of the alphabet, and all the documents of a range come before those
// of the next. What Bleve touches for a range fits the processor's caches.
//
// As what a document stands for is free, so is how much: a gram that occurs in most units of a group
// is put into a document for the group, once, instead of one for each.

const (
	// spanBytes is the text of a span: small units that follow each other are indexed as one.
	spanBytes = unitBytes
	// groupSpans is how many spans make a group; a gram in groupMost of them counts for all. On
	// laws, Taiwan laws and party documents that leaves a fifth fewer postings, and the queries of
	// the benchmark have 4 % more text to look at.
	groupSpans, groupMost = 8, 6
	// batchMost is how many spans of a batch must have a gram for it to count for all, in percent.
	batchMost = 80
	// ranges is how many ranges of grams a full batch has.
	ranges = 16
)

// batchSpans is how many spans Bleve inverts at a time, which is what bounds its memory. A shard is
// usually less, so that there is nothing to merge. Tests make it smaller.
var batchSpans = 2048

// A gramWriter writes the Bleve index of a shard.
type gramWriter struct {
	dir   string // of the shard
	b     *scorch.Builder
	batch gramBatch
	bytes int    // of the text in the last span
	order []span // what Bleve's documents stand for, by the number that is their _id

	// Of the segment that Bleve has written: the sums of its blocks, and where its postings are.
	sums []byte
	late [2]int
}

// A span is some units that follow each other, [from, to).
type span struct{ from, to uint32 }

func newGramWriter(dir string) (*gramWriter, error) {
	b, err := scorch.NewBuilder(map[string]interface{}{"path": filepath.Join(dir, gramsDir), "buildPathPrefix": dir,
		"batchSize": ranges * columns(batchSpans), "mergeMax": 64})
	return &gramWriter{dir: dir, b: b}, err
}

// unit takes in unit u, whose grams are those of folded. Units come in order.
func (w *gramWriter) unit(u int, folded string) error {
	b := &w.batch
	switch n := len(b.spans); {
	case n > 0 && w.bytes+len(folded) <= spanBytes:
		b.spans[n-1].to = uint32(u + 1)
	case n == batchSpans:
		if err := w.flush(); err != nil {
			return err
		}
		b.reset()
		fallthrough
	default:
		b.begin(uint32(u))
		w.bytes = 0
	}
	w.bytes += len(folded)
	b.gather(folded)
	return nil
}

// flush gives the batch to Bleve, which inverts it at once if it is full, as it then has the number of
// documents that was agreed on, else when it is closed.
func (w *gramWriter) flush() error {
	b := &w.batch
	b.invert()
	b.first = len(w.order)
	docs := make([]gramDoc, b.ranges*b.columns())
	for i := range docs {
		w.order = append(w.order, b.column(i%b.columns()))
		docs[i] = gramDoc{batch: b, name: b.first + i}
		if err := w.b.Index(&docs[i]); err != nil {
			return err
		}
	}
	if len(b.spans) == batchSpans && b.taken != len(docs) {
		return fmt.Errorf("index: Bleve took %d documents of %d", b.taken, len(docs))
	}
	return nil
}

// close finishes the Bleve index and writes beside it the units of each of its documents.
func (w *gramWriter) close(units int) error {
	if units == 0 {
		left, _ := filepath.Glob(filepath.Join(w.dir, "scorch-offline-build*"))
		for _, path := range left {
			os.RemoveAll(path)
		}
		return os.Mkdir(filepath.Join(w.dir, gramsDir), 0o700)
	}
	if err := w.flush(); err != nil {
		return err
	}
	if err := w.b.Close(); err != nil {
		return err
	}
	x, err := openScorch(filepath.Join(w.dir, gramsDir))
	if err != nil {
		return err
	}
	defer x.close()
	w.sums, w.late = blockSums(nil, x.data()), x.postings()
	var order []byte
	seen := newBitset(len(w.order))
	for n := range w.order {
		id, err := x.segs[0].DocID(uint64(n))
		if err != nil || len(id) != 4 {
			return fmt.Errorf("index: document %d is not in what Bleve wrote: %v", n, err)
		}
		no := int(binary.BigEndian.Uint32(id))
		if no >= len(w.order) || seen.has(no) {
			return fmt.Errorf("index: Bleve wrote document %d as another", n)
		}
		seen.set(no)
		order = binary.LittleEndian.AppendUint32(order, w.order[no].from)
		order = binary.LittleEndian.AppendUint32(order, w.order[no].to)
	}
	return os.WriteFile(filepath.Join(w.dir, orderFile), order, 0o600)
}

// A gramDoc is a document as Bleve sees it: an _id, which is stored, and grams, which are indexed,
// gathered beforehand: no analyzer, no positions, no frequencies. Bleve takes the documents of a batch
// in an order of its own; but all that they have in common is laid out in the order in which they
// come to lie. So which of the batch's documents this one is, is settled when Bleve takes it, which
// it does by asking for the _id.
type gramDoc struct {
	batch *gramBatch
	name  int // by which Bleve tells it from others; of no other use
	no    int // in the batch
	id    [4]byte
}

func (d *gramDoc) AddIDField() {
	d.no = d.batch.taken
	d.batch.taken++
	binary.BigEndian.PutUint32(d.id[:], uint32(d.batch.first+d.no))
}

func (d *gramDoc) VisitFields(visit bleve.FieldVisitor) {
	visit((*idField)(d))
	visit((*gramsOfDoc)(d))
}

func (d *gramDoc) ID() string                                 { return strconv.Itoa(d.name) }
func (d *gramDoc) Size() int                                  { return 0 }
func (d *gramDoc) VisitComposite(bleve.CompositeFieldVisitor) {}
func (d *gramDoc) HasComposite() bool                         { return false }
func (d *gramDoc) NumPlainTextBytes() uint64                  { return 0 }
func (d *gramDoc) StoredFieldsBytes() uint64                  { return 0 }
func (d *gramDoc) Indexed() bool                              { return true }

// An idField is the _id of a document. It has no terms: nobody asks for a document by its _id.
type idField gramDoc

func (f *idField) Name() string                                     { return "_id" }
func (f *idField) Value() []byte                                    { return f.id[:] }
func (f *idField) ArrayPositions() []uint64                         { return nil }
func (f *idField) EncodedFieldType() byte                           { return 't' }
func (f *idField) Analyze()                                         {}
func (f *idField) Options() bleve.FieldIndexingOptions              { return bleve.IndexField | bleve.StoreField }
func (f *idField) AnalyzedLength() int                              { return 0 }
func (f *idField) AnalyzedTokenFrequencies() bleve.TokenFrequencies { return nil }
func (f *idField) NumPlainTextBytes() uint64                        { return 0 }

// A gramsOfDoc is the grams of a document.
type gramsOfDoc gramDoc

func (f *gramsOfDoc) Name() string             { return gramField }
func (f *gramsOfDoc) Value() []byte            { return nil }
func (f *gramsOfDoc) ArrayPositions() []uint64 { return nil }
func (f *gramsOfDoc) EncodedFieldType() byte   { return 't' }
func (f *gramsOfDoc) Analyze()                 {}
func (f *gramsOfDoc) Options() bleve.FieldIndexingOptions {
	return bleve.IndexField | bleve.SkipFreqNorm
}
func (f *gramsOfDoc) AnalyzedLength() int       { return 0 }
func (f *gramsOfDoc) NumPlainTextBytes() uint64 { return 0 }

// AnalyzedTokenFrequencies gives the grams of the document. Bleve is done with one document before
// it asks for the next, so they share the maps, one for each size: a map's size is what it costs to
// clear and to walk through.
func (f *gramsOfDoc) AnalyzedTokenFrequencies() bleve.TokenFrequencies {
	b := f.batch
	grams := b.content[b.start[f.no]:b.start[f.no+1]]
	size := bits.Len32(uint32(len(grams)))
	if b.tokens[size] == nil {
		b.tokens[size] = make(bleve.TokenFrequencies, 1<<size)
	}
	tokens := b.tokens[size]
	clear(tokens)
	for _, k := range grams {
		tokens[b.terms[b.termEnd[k]:b.termEnd[k+1]]] = occurs
	}
	return tokens
}

// occurs is the frequency of every gram, nought: what is indexed is whether it occurs, and with
// nought Bleve leaves the norm out.
var occurs = &bleve.TokenFreq{}
