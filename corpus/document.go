// Package corpus is what a document is: its source text, its repairs, its sections.
//
// A document flows one way: bytes → decode → extract → repair → outline. Each step has a package
// of its own and knows nothing of the next; this package puts them together.
package corpus

import (
	"fmt"
	"io"
	"os"
	"path/filepath"
	"sort"
	"strings"
	"sync"
	"unicode/utf8"

	"gangmu/corpus/extract"
	"gangmu/corpus/outline"
	"gangmu/corpus/repair"
	"gangmu/corpus/text"
)

// A Document is one document, read and understood. It is not changed after New.
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

	runes     []int // rune offset of every runeStep-th byte
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

// New makes a document of the content of a file.
func New(path string, data []byte) (*Document, error) {
	x, err := extract.Extract(path, data)
	if err != nil {
		return nil, fmt.Errorf("%s: %w", path, err)
	}
	edits, marks := repair.Repair(repair.Input{Text: x.Text, Format: x.Format, Blocks: x.Blocks})
	d := &Document{Path: path, Format: x.Format, Encoding: x.Encoding, Source: x.Text,
		Undecodable: x.Undecodable, Blocks: x.Blocks, Marks: append(x.Marks, marks...)}
	sort.SliceStable(d.Marks, func(i, j int) bool { return d.Marks[i].Span.Start < d.Marks[j].Span.Start })
	d.View = text.NewView(x.Text, append(x.Edits, edits...))
	name := x.Title
	if name == "" {
		name = strings.TrimSuffix(filepath.Base(path), filepath.Ext(path))
	}
	d.Tree = outline.Parse(outline.Input{View: d.View, Blocks: d.Blocks, Marks: d.Marks, Name: name})
	return d, nil
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

// countRunes counts the runes that begin in s, so that counts of adjoining pieces add up.
func countRunes(s string) int {
	n := 0
	for i := 0; i < len(s); i++ {
		if utf8.RuneStart(s[i]) {
			n++
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
