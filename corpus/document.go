// Package corpus is what a document is: its source text, its repairs, its sections.
//
// A document flows one way: bytes → decode → extract → repair → outline. Each step has a package
// of its own and knows nothing of the next; this package puts them together.
package corpus

import (
	"fmt"
	"io"
	"math/bits"
	"os"
	"path/filepath"
	"slices"
	"sort"
	"strings"
	"sync"
	"unicode/utf8"

	"gangmu/corpus/extract"
	"gangmu/corpus/outline"
	"gangmu/corpus/repair"
	"gangmu/corpus/text"
)

// A Document is one document, read and understood. It is not changed once made.
type Document struct {
	Path        string // absolute; "-" for standard input; "" for the built-in sample
	Format      string
	Encoding    string
	Source      string // every span in the program is a byte span of this
	Undecodable []text.Span
	Blocks      []text.Block
	Marks       []text.Mark // in source order
	View        *text.View  // the source with markup hidden and repairs made
	Tree        *outline.Tree

	draft     *extract.Result // of a draft: what Finish needs
	runes     []int           // rune offset of every runeStep-th byte
	runesOnce sync.Once
}

// Open reads the document at path.
func Open(path string) (*Document, error) {
	data, err := os.ReadFile(path)
	if err != nil {
		return nil, err
	}
	abs, err := filepath.Abs(path)
	if err != nil {
		return nil, err
	}
	return New(abs, data)
}

// Read reads a document from r, for standard input.
func Read(r io.Reader, name string) (*Document, error) {
	data, err := io.ReadAll(r)
	if err != nil {
		return nil, fmt.Errorf("%s: %w", name, err)
	}
	return New(name, data)
}

// New makes a document of the content of a file: Draft, then Finish.
func New(path string, data []byte) (*Document, error) {
	d, err := Draft(path, data)
	if err != nil {
		return nil, err
	}
	return d.Finish(), nil
}

// Draft makes a document that has its source text but neither repairs nor sections yet, so that
// the first page of a very large text can be shown at once. Offsets in a draft and in the
// finished document are the same. The text may share memory with data, which must not be changed
// afterwards.
func Draft(path string, data []byte) (*Document, error) {
	x, err := extract.Extract(path, data)
	if err != nil {
		return nil, fmt.Errorf("%s: %w", path, err)
	}
	d := &Document{Path: path, Format: x.Format, Encoding: x.Encoding, Source: x.Text,
		Undecodable: x.Undecodable, Blocks: x.Blocks, Marks: x.Marks, draft: &x}
	d.View = text.NewView(x.Text, x.Edits)
	root := &outline.Section{ID: "0", Kind: outline.Whole, End: len(x.Text)}
	d.Tree = &outline.Tree{Root: root, Genre: outline.Other, Regime: outline.Mainland, Meta: outline.Meta{Title: d.name()}}
	return d, nil
}

// Finish repairs the text of a draft and finds its sections; the draft stays as it is. A
// finished document is returned unchanged.
func (d *Document) Finish() *Document {
	if d.draft == nil {
		return d
	}
	x := d.draft
	view, marks := repair.Repair(repair.Input{Text: x.Text, Format: x.Format, Blocks: x.Blocks, Edits: x.Edits})
	f := &Document{Path: d.Path, Format: d.Format, Encoding: d.Encoding, Source: d.Source,
		Undecodable: d.Undecodable, Blocks: d.Blocks, Marks: slices.Concat(x.Marks, marks)}
	slices.SortStableFunc(f.Marks, func(a, b text.Mark) int { return a.Span.Start - b.Span.Start })
	f.View = view
	f.Tree = outline.Parse(outline.Input{View: f.View, Blocks: f.Blocks, Marks: f.Marks, Name: d.name()})
	return f
}

// Finished reports whether d has its repairs and sections.
func (d *Document) Finished() bool { return d.draft == nil }

// name is the title of last resort: the one in the format's metadata, else the file's name.
func (d *Document) name() string {
	if d.draft.Title != "" {
		return d.draft.Title
	}
	return strings.TrimSuffix(filepath.Base(d.Path), filepath.Ext(d.Path))
}

// SectionAt is the deepest section that holds the source offset off; the root if none does.
// Ghosts hold nothing.
func (d *Document) SectionAt(off int) *outline.Section {
	s := d.Tree.Root
	for {
		i := sort.Search(len(s.Children), func(i int) bool { return s.Children[i].Start > off })
		var in *outline.Section
		for i--; i >= 0; i-- {
			if c := s.Children[i]; off < c.End {
				in = c
				break
			} else if !c.Missing {
				break
			}
		}
		if in == nil {
			return s
		}
		s = in
	}
}

// Opening is the first line of the text of a section, repaired: at most n runes, none of its heading
// or of the sections below it.
func (d *Document) Opening(s *outline.Section, n int) string {
	end := s.End
	if len(s.Children) > 0 {
		end = s.Children[0].Start
	}
	t := strings.TrimSpace(d.View.Slice(text.Span{Start: s.Body, End: max(s.Body, end)}))
	for i, r := range t {
		if n--; n < 0 || r == '\n' || r == '\r' {
			return strings.TrimSpace(t[:i])
		}
	}
	return t
}

const runeStep = 1 << 10

// Rune is the rune offset of the source byte offset off.
func (d *Document) Rune(off int) int {
	d.runesOnce.Do(func() {
		n := 0
		for i := 0; i < len(d.Source); i += runeStep {
			d.runes = append(d.runes, n)
			n += countRunes(d.Source[i:min(i+runeStep, len(d.Source))])
		}
		d.runes = append(d.runes, n)
	})
	k := off / runeStep
	return d.runes[k] + countRunes(d.Source[k*runeStep:off])
}

// Runes gives rune offsets as Rune does, faster where one is near that before.
func (d *Document) Runes() func(off int) int {
	at, n := 0, 0
	return func(off int) int {
		switch by := off - at; {
		case by >= 0 && by < runeStep:
			n += countRunes(d.Source[at:off])
		case by < 0 && by > -runeStep:
			n -= countRunes(d.Source[off:at])
		default:
			n = d.Rune(off)
		}
		at = off
		return n
	}
}

// countRunes counts the runes that begin in s, so that counts of adjoining pieces add up: the bytes
// that are not of the form 10xxxxxx, eight at a time.
func countRunes(s string) int {
	n := len(s)
	i := 0
	for ; i+8 <= len(s); i += 8 {
		x := uint64(s[i]) | uint64(s[i+1])<<8 | uint64(s[i+2])<<16 | uint64(s[i+3])<<24 |
			uint64(s[i+4])<<32 | uint64(s[i+5])<<40 | uint64(s[i+6])<<48 | uint64(s[i+7])<<56
		n -= bits.OnesCount64(x >> 7 &^ (x >> 6) & 0x0101010101010101)
	}
	for ; i < len(s); i++ {
		if !utf8.RuneStart(s[i]) {
			n--
		}
	}
	return n
}

// Byte is the byte offset of the source rune offset n; the end of the source if n is beyond it.
func (d *Document) Byte(n int) int {
	d.Rune(0)
	k := sort.Search(len(d.runes), func(i int) bool { return d.runes[i] > n }) - 1
	if k < 0 {
		return 0
	}
	off, at := k*runeStep, d.runes[k]
	for off < len(d.Source) && (at < n || !utf8.RuneStart(d.Source[off])) {
		_, w := utf8.DecodeRuneInString(d.Source[off:])
		if utf8.RuneStart(d.Source[off]) {
			at++
		}
		off += w
	}
	return min(off, len(d.Source))
}

// Position is the line and column of a byte offset of the source, both from 1; columns are counted in
// runes. A line ends at LF, CR LF or CR.
func (d *Document) Position(off int) (line, column int) {
	s := d.Source
	line = 1
	begin := 0
	for i := 0; i < off; i++ {
		if s[i] == '\n' || s[i] == '\r' && (i+1 == len(s) || s[i+1] != '\n') {
			line++
			begin = i + 1
		}
	}
	return line, utf8.RuneCountInString(s[begin:off]) + 1
}
