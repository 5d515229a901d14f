package index

import (
	"context"
	"path/filepath"
	"strconv"
	"sync"

	"gangmu/corpus"
	"gangmu/corpus/library"
	"gangmu/corpus/outline"
	"gangmu/corpus/text"
)

// A Doc is what the index knows of a document. What is unknown is empty.
type Doc struct {
	library.File        // path, size, time and hash of the file; why it could not be read
	Format       string // text, markdown, docx …
	Encoding     string
	Genre        string // report, statute, standard, other
	Title        string
	Subtitle     string
	Issuer       string
	Number       string // 发文字号
	Date         string // 2017-02-28
	Year         int    // of this version of the document, see yearOf; 0 = unknown
	Runes        int    // of the source text
	Sections     int    // that are there and no items
	Bytes        int    // of the source text
	Info         []byte // what the caller of Update wanted to keep, see Describe
}

// describe is what the index keeps of d.
func describe(d *corpus.Document) Doc {
	m := d.Tree.Meta
	x := Doc{File: library.File{Path: d.Path}, Format: d.Format, Encoding: d.Encoding, Genre: string(d.Tree.Genre), Title: m.Title,
		Subtitle: m.Subtitle, Issuer: m.Issuer, Number: m.Number, Date: m.Date, Runes: d.Rune(len(d.Source)), Bytes: len(d.Source)}
	for _, s := range d.Tree.Root.Children {
		x.Sections += countSections(s)
	}
	x.Year = yearOf(m, d.Path)
	return x
}

// yearOf finds the year of this version of a document: of the last amendment, else of its date, of
// its number, else the last year in its title, its file name or the folder that it lies in.
func yearOf(m outline.Meta, path string) int {
	if date := m.Version(); len(date) >= 4 {
		if y, err := strconv.Atoi(date[:4]); err == nil && y > 0 {
			return y
		}
	}
	for _, s := range []string{m.Number, m.Title, filepath.Base(path), filepath.Base(filepath.Dir(path))} {
		if y := lastYear(s); y > 0 {
			return y
		}
	}
	return 0
}

// lastYear is the last number of four digits in s that is a year of our time.
func lastYear(s string) int {
	year := 0
	for i := 0; i < len(s); {
		j := i
		for j < len(s) && s[j] >= '0' && s[j] <= '9' {
			j++
		}
		if n := j - i; n == 4 || n == 8 {
			if y, _ := strconv.Atoi(s[i : i+4]); y >= 1900 && y < 2100 {
				year = y
			}
		}
		i = max(j, i+1)
	}
	return year
}

// An Index is a snapshot of indexed documents that can be searched. It is safe for concurrent use
// and does not change; what is indexed later is in the next snapshot.
type Index struct {
	shards []*shard
	docs   []Doc
	close  func() error
	avg    float64 // folded bytes of a section's own text, on average

	mu       sync.Mutex
	problems []Problem
	last     struct { // the document that Find unpacked last
		s *shard
		d int
		x *stretch
	}
}

// A Problem is damage or trouble that was found in an index.
type Problem struct {
	Path string // the file or folder
	Err  string // what is wrong with it
	Mend string // what mends it
}

// Memory makes an index of open documents, in memory: for files that are in no library. It
// answers by scanning, at some GB a second.
func Memory(ctx context.Context, docs []*corpus.Document) (*Index, error) {
	if err := ctx.Err(); err != nil {
		return nil, err
	}
	return newIndex([]*shard{memory(docs)}), nil
}

func newIndex(shards []*shard) *Index {
	x := &Index{}
	x.fill(shards)
	return x
}

// fill makes shards those of x.
func (x *Index) fill(shards []*shard) {
	x.shards = shards
	bytes, pieces, docs := 0, 0, 0
	for _, s := range shards {
		docs += s.size()
	}
	x.docs = make([]Doc, 0, docs)
	for _, s := range shards {
		for i := range s.size() {
			if s.dead == nil || !s.dead[i] {
				x.docs = append(x.docs, s.docs[i].Doc)
			}
		}
		bytes += len(s.text)
		pieces += len(s.pieces) / pieceSize
	}
	x.avg = float64(bytes+1) / float64(pieces+1)
}

// Docs lists the documents of the snapshot, also those that could not be read (Err says why). The
// caller must not change the slice.
func (x *Index) Docs() []Doc { return x.docs }

// Close gives back what the snapshot holds. No search may be running.
func (x *Index) Close() error {
	if x.close == nil {
		return nil
	}
	return x.close()
}

// A Hit is a section that a query found.
type Hit struct {
	Path    string
	Title   string // of the document
	Section Section
	Matches []text.Span // source bytes, in order
	Runes   []text.Span // the same in runes
	Count   int         // matches in the section; Matches may hold fewer, see Options
	Snippet Snippet
	Score   float64 // higher is better; comparable within one result only
	Doc     *Doc
}

// A Section is where a hit is.
type Section struct {
	ID, Label, Title string
	Trail            string    // headings from the top down, parted by " › "; "" for the root
	Span             text.Span // source bytes
	Runes            text.Span // the same in runes
}

// A Snippet is whole sentences around the first matches, repaired text on one line.
type Snippet struct {
	Text    string
	Matches []text.Span // bytes of Text
}

// String is the heading.
func (s Section) String() string { return heading(s.Label, s.Title) }
