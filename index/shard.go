package index

import (
	"encoding/binary"
	"sort"
	"strings"
	"sync"
	"unicode"
	"unicode/utf8"

	"gangmu/corpus/fold"
	"gangmu/corpus/outline"
	"gangmu/corpus/text"
)

// A shard is a set of documents that were indexed together. It is never changed. Its tables are
// plain bytes, in memory or mapped from a file:
//
//	text     the folded texts, one behind another
//	diff     what folding changed, packed (package fold), unit by unit
//	units    16 bytes a unit: where its text and diff begin, then source byte and rune of its document
//	pieces   8 bytes a piece: where in its document's text it begins, and its section (pieceHead set
//	         in a heading). Pieces partition a text: each belongs to the deepest section there.
//	parents  4 bytes a section: its parent, counted from the document's root, which is 0
//	kinds    1 byte a section
//	secs     4 bytes a section: where its record begins in records
//	records  labels, titles, places of sections
//	heads    a line for each section: the root's is the folded title of the document, the others'
//	         the folded label and title, parted by a tab
//
// All numbers are little endian. Bigger than 4 GB no table gets.
type shard struct {
	text, heads                                        string
	diff, units, pieces, parents, kinds, secs, records []byte
	docs                                               []entry
	post                                               postings // nil: no index; everything is a candidate
	dead                                               []bool   // documents taken out; nil = none
	checks                                             *checks  // nil in memory

	linesOnce sync.Once
	titles    *titleLines // see lines
	unitsOnce sync.Once
	unitDocs  []uint32 // the document of each unit, see docOf
}

// An entry is a document with where its parts begin in the tables. The last entry of a shard is
// an empty one that says where they end.
type entry struct {
	Doc
	text, diff, unit, piece, sec, head uint32
}

const (
	unitSize  = 16
	pieceSize = 8
	pieceHead = 1 << 31
)

// postings finds the units that may hold a string.
type postings interface {
	// candidates sets the bits of the units that hold all grams.
	candidates(grams []string, into bitset) error
	close() error
}

func (s *shard) size() int { return len(s.docs) - 1 }

// living reports whether document d can be found: it was read and has not been taken out.
func (s *shard) living(d int) bool { return (s.dead == nil || !s.dead[d]) && s.docs[d].Err == "" }

// textBytes is the length of the folded text of document d.
func (s *shard) textBytes(d int) int { return int(s.docs[d+1].text - s.docs[d].text) }

// docOf is the document that unit u belongs to.
func (s *shard) docOf(u int) int {
	s.unitsOnce.Do(func() {
		s.unitDocs = make([]uint32, s.nunits())
		for d := range s.size() {
			for k := s.docs[d].unit; k < s.docs[d+1].unit; k++ {
				s.unitDocs[k] = uint32(d)
			}
		}
	})
	return int(s.unitDocs[u])
}

func (s *shard) nunits() int { return len(s.units) / unitSize }

func u32(b []byte, i int) uint32 { return binary.LittleEndian.Uint32(b[i*4:]) }

// unitText is where the text of unit u begins.
func (s *shard) unitText(u int) int { return int(u32(s.units, u*4)) }

func (s *shard) unitDiff(u int) int { return int(u32(s.units, u*4+1)) }

// unitEnds is where the text and the diff of unit u of document d end.
func (s *shard) unitEnds(d, u int) (textEnd, diffEnd int) {
	if u+1 < int(s.docs[d+1].unit) {
		return s.unitText(u + 1), s.unitDiff(u + 1)
	}
	return int(s.docs[d+1].text), int(s.docs[d+1].diff)
}

// unitAt is the unit of document d that holds the text offset at.
func (s *shard) unitAt(d, at int) int {
	lo, hi := int(s.docs[d].unit), int(s.docs[d+1].unit)
	return max(lo, lo+sort.Search(hi-lo, func(i int) bool { return s.unitText(lo+i) > at })-1)
}

// piece gives the section of piece p and whether it is a heading.
func (s *shard) piece(p int) (start, sec int, heading bool) {
	x := u32(s.pieces, p*2+1)
	return int(u32(s.pieces, p*2)), int(x &^ pieceHead), x&pieceHead != 0
}

// pieceAt is the piece of document d that holds at, an offset in the document's text.
func (s *shard) pieceAt(d, at int) int {
	lo, hi := int(s.docs[d].piece), int(s.docs[d+1].piece)
	return max(lo, lo+sort.Search(hi-lo, func(i int) bool { return int(u32(s.pieces, (lo+i)*2)) > at })-1)
}

// pieceAfter is pieceAt for an offset that lies behind piece p; p < 0 is before all. It looks at
// the next few pieces first.
func (s *shard) pieceAfter(d, p, at int) int {
	if p >= 0 {
		for next := p + 1; next < min(p+5, int(s.docs[d+1].piece)); next++ {
			if s.pieceEnd(d, next) > at {
				return next
			}
		}
	}
	return s.pieceAt(d, at)
}

// pieceEnd is where piece p of document d ends in the document's text.
func (s *shard) pieceEnd(d, p int) int {
	if p+1 < int(s.docs[d+1].piece) {
		return int(u32(s.pieces, (p+1)*2))
	}
	return int(s.docs[d+1].text - s.docs[d].text)
}

func (s *shard) sections(d int) int { return int(s.docs[d+1].sec - s.docs[d].sec) }

func (s *shard) parent(d, sec int) int { return int(u32(s.parents, int(s.docs[d].sec)+sec)) }

func (s *shard) kind(d, sec int) outline.Kind { return outline.Kind(s.kinds[int(s.docs[d].sec)+sec]) }

// headings is the lines of document d in heads.
func (s *shard) headings(d int) string { return s.heads[s.docs[d].head:s.docs[d+1].head] }

// A record is what is kept of a section.
type record struct {
	id, label, title     string
	start, end           int // source bytes
	startRune, endRune   int
	bodyRune             int
	level                int
	missing, item, runin bool
}

func (s *shard) record(d, sec int) record {
	r := decoder{s.records[u32(s.secs, int(s.docs[d].sec)+sec):]}
	x := record{id: r.str(), label: r.str(), title: r.str()}
	x.start, x.end = r.int(), r.int()
	x.startRune, x.endRune, x.bodyRune = r.int(), r.int(), r.int()
	x.level = r.int()
	flags := r.int()
	x.missing, x.item, x.runin = flags&1 != 0, flags&2 != 0, flags&4 != 0
	return x
}

func appendRecord(b []byte, x record) []byte {
	b = appendStr(b, x.id)
	b = appendStr(b, x.label)
	b = appendStr(b, x.title)
	for _, n := range []int{x.start, x.end, x.startRune, x.endRune, x.bodyRune, x.level} {
		b = binary.AppendUvarint(b, uint64(n))
	}
	flags := uint64(0)
	for i, f := range []bool{x.missing, x.item, x.runin} {
		if f {
			flags |= 1 << i
		}
	}
	return binary.AppendUvarint(b, flags)
}

// trail is the headings from the top down to sec, parted by " › ".
func (s *shard) trail(d, sec int) string {
	var parts []string
	for ; sec != 0; sec = s.parent(d, sec) {
		r := s.record(d, sec)
		parts = append(parts, heading(r.label, r.title))
	}
	for i, j := 0, len(parts)-1; i < j; i, j = i+1, j-1 {
		parts[i], parts[j] = parts[j], parts[i]
	}
	return strings.Join(parts, " › ")
}

// heading is label and title as they are printed: with a blank behind a label that ends in a word
// (第二章 帮扶), without one behind a mark (一、工作).
func heading(label, title string) string {
	last, _ := utf8.DecodeLastRuneInString(label)
	if title != "" && (unicode.IsLetter(last) || unicode.IsDigit(last)) {
		return label + " " + strings.TrimSpace(title)
	}
	return strings.TrimSpace(label + title)
}

// A stretch is a run of whole units of a document, unpacked.
type stretch struct {
	*fold.Folded
	start    int // offset of its text in the shard's
	src      int // source offset of its beginning
	rune     int // rune offset of that
	from, to int // units

	at, atRune int // a place in its source whose rune is known
}

// unpack unpacks the units [from, to) of document d with u; what u unpacked before is void.
func (s *shard) unpack(u *fold.Unpacker, d, from, to int) (*stretch, error) {
	if from >= to {
		return &stretch{Folded: fold.Fold(text.NewView("", nil)), from: from, to: to}, nil
	}
	x := &stretch{start: s.unitText(from), from: from, to: to, src: int(u32(s.units, from*4+2)), rune: int(u32(s.units, from*4+3))}
	te, de := s.unitEnds(d, to-1)
	diff := s.unitDiff(from)
	if c := s.checks; c != nil && (!c.text.ok(x.start, te) || !c.diff.ok(diff, de)) {
		c.damaged(diffFile)
		return nil, errDamaged
	}
	var err error
	x.Folded, err = u.Unpack(s.text[x.start:te], s.diff[diff:de])
	return x, err
}

// source maps a span of the shard's text to the document's source.
func (x *stretch) source(start, end int) text.Span {
	sp := x.Src(text.Span{Start: start - x.start, End: end - x.start})
	return text.Span{Start: sp.Start + x.src, End: sp.End + x.src}
}

// runes gives the rune offsets of a source span that lies in x. It is quick for spans in order.
func (x *stretch) runes(sp text.Span) text.Span {
	src := x.Shown().Source
	from, to := sp.Start-x.src, sp.End-x.src
	if from < x.at {
		x.at, x.atRune = 0, 0
	}
	x.atRune += utf8.RuneCountInString(src[x.at:from])
	x.at = from
	n := x.rune + x.atRune
	return text.Span{Start: n, End: n + utf8.RuneCountInString(src[from:to])}
}

// A decoder reads varints and strings; its zero values after the end are harmless.
type decoder struct{ b []byte }

func (r *decoder) int() int {
	x, n := binary.Uvarint(r.b)
	if n <= 0 {
		r.b = nil
		return 0
	}
	r.b = r.b[n:]
	return int(x)
}

func (r *decoder) str() string {
	n := r.int()
	if n < 0 || n > len(r.b) {
		r.b = nil
		return ""
	}
	s := string(r.b[:n])
	r.b = r.b[n:]
	return s
}

func appendStr(b []byte, s string) []byte {
	return append(binary.AppendUvarint(b, uint64(len(s))), s...)
}

// A bitset is a set of small numbers.
type bitset []uint64

func newBitset(n int) bitset { return make(bitset, (n+63)/64) }

func (b bitset) set(i int) { b[i>>6] |= 1 << (i & 63) }

func (b bitset) has(i int) bool { return b[i>>6]>>(i&63)&1 != 0 }

func (b bitset) or(c bitset) {
	for i := range b {
		b[i] |= c[i]
	}
}

func (b bitset) any(i, j int) bool {
	for ; i < j; i++ {
		if b.has(i) {
			return true
		}
	}
	return false
}
