package index

import (
	"encoding/binary"
	"unicode/utf8"

	"gangmu/corpus"
	"gangmu/corpus/fold"
	"gangmu/corpus/outline"
)

// unitBytes is the folded text of a unit: what the index says of a gram is that it is in a unit
// or not. Measured: see the package's description.
const unitBytes = 16 << 10

// overlap is how far into the next unit the grams of a unit reach, in bytes: a match that begins
// in a unit has the grams of its first overlap bytes there.
const overlap = 192

// A builder lays documents out in the tables of a shard.
type builder struct {
	shard
	nText, nDiff int    // bytes of text and diff so far, of which some may have been flushed
	textBuf      []byte // text and diff not flushed
	diffBuf      []byte
	headBuf      []byte
	unit         func(u int, grams string) error // called for each unit; nil in memory
}

// add takes in a document. It is laid out by the caller's goroutine; docs of a shard keep the
// order in which they were added.
func (b *builder) add(d *corpus.Document, info Doc) error {
	f := fold.Fold(d.View)
	b.begin(info)
	b.addSections(d, f)
	b.textBuf = append(b.textBuf, f.Text...)
	return b.addText(d, f)
}

// addFailed notes a file that could not be read.
func (b *builder) addFailed(info Doc) { b.begin(info) }

func (b *builder) begin(info Doc) {
	b.docs = append(b.docs, entry{Doc: info, text: uint32(b.nText), diff: uint32(b.nDiff), unit: uint32(len(b.units) / unitSize),
		piece: uint32(len(b.pieces) / pieceSize), sec: uint32(len(b.kinds)), head: uint32(len(b.headBuf))})
}

func (b *builder) addText(d *corpus.Document, f *fold.Folded) error {
	p := fold.NewPacker(f)
	base := b.nText
	b.nText += len(f.Text)
	for at := 0; at < len(f.Text); {
		end := min(at+unitBytes, len(f.Text))
		if end < len(f.Text) && len(f.Text)-end < unitBytes/4 {
			end = len(f.Text)
		}
		for !f.Breaks(end) {
			end++
		}
		if b.unit != nil {
			if err := b.unit(len(b.units)/unitSize, f.Text[at:reach(f.Text, end)]); err != nil {
				return err
			}
		}
		for _, n := range []int{base + at, b.nDiff, p.Src(), d.Rune(p.Src())} {
			b.units = binary.LittleEndian.AppendUint32(b.units, uint32(n))
		}
		n := len(b.diffBuf)
		b.diffBuf = p.Append(b.diffBuf, end)
		b.nDiff += len(b.diffBuf) - n
		at = end
	}
	return nil
}

// reach is how far the grams of a unit that ends at end reach: into the next one, so that a match
// across the border has its grams in the unit where it begins.
func reach(s string, end int) int {
	end = min(end+overlap, len(s))
	for end < len(s) && !utf8.RuneStart(s[end]) {
		end--
	}
	return end
}

func (b *builder) addSections(d *corpus.Document, f *fold.Folded) {
	var all []*outline.Section
	number := map[*outline.Section]int{}
	d.Tree.Root.Walk(func(s *outline.Section) bool {
		number[s] = len(all)
		all = append(all, s)
		parent := 0
		if s.Parent != nil {
			parent = number[s.Parent]
		}
		b.parents = binary.LittleEndian.AppendUint32(b.parents, uint32(parent))
		b.kinds = append(b.kinds, byte(s.Kind))
		b.secs = binary.LittleEndian.AppendUint32(b.secs, uint32(len(b.records)))
		b.records = appendRecord(b.records, record{id: s.ID, label: s.Label.Text, title: s.Title, start: s.Start, end: s.End,
			startRune: d.Rune(s.Start), endRune: d.Rune(s.End), bodyRune: d.Rune(max(s.Start, s.Body)), level: s.Level,
			missing: s.Missing, item: s.Item, runin: s.RunIn})
		switch {
		case s.Parent == nil:
			b.headBuf = appendHead(b.headBuf, d.Tree.Meta.Title)
		case !s.Missing:
			b.headBuf = appendHead(b.headBuf, s.Label.Text)
			b.headBuf = append(b.headBuf, '\t')
			b.headBuf = appendHead(b.headBuf, s.Title)
		}
		b.headBuf = append(b.headBuf, '\n')
		return true
	})
	last := -1
	for _, p := range layPieces(all) {
		at := f.FromSrc(p.at)
		x := uint32(p.sec)
		if p.head {
			x |= pieceHead
		}
		if at == last {
			b.pieces = b.pieces[:len(b.pieces)-pieceSize]
		}
		b.pieces = binary.LittleEndian.AppendUint32(b.pieces, uint32(at))
		b.pieces = binary.LittleEndian.AppendUint32(b.pieces, x)
		last = at
	}
}

// appendHead appends a heading, folded to what fits on a line.
func appendHead(b []byte, s string) []byte {
	n := len(b)
	b = append(b, fold.String(s)...)
	for i := n; i < len(b); i++ {
		if b[i] == '\n' || b[i] == '\t' {
			b[i] = ' '
		}
	}
	return b
}

// A place is where a piece begins in the source.
type place struct {
	at, sec int
	head    bool
}

// layPieces finds what belongs to which section of all, which are in document order, the root
// first: the deepest that holds it. A section's heading reaches from its start to its body.
func layPieces(all []*outline.Section) []place {
	var places []place
	put := func(at, sec int, head bool) {
		if n := len(places); n > 0 && places[n-1].at >= at {
			places[n-1] = place{places[n-1].at, sec, head}
			return
		}
		places = append(places, place{at, sec, head})
	}
	type open struct {
		sec, end int
		body     int // where its heading ends; 0 when past
	}
	stack := []open{{0, all[0].End, 0}}
	put(0, 0, false)
	// to closes and ends headings up to the offset at.
	to := func(at int) {
		for len(stack) > 1 {
			top := &stack[len(stack)-1]
			if top.body > 0 && top.body < top.end && top.body <= at {
				put(top.body, top.sec, false)
				top.body = 0
			}
			if top.end > at {
				return
			}
			end := top.end
			stack = stack[:len(stack)-1]
			under := stack[len(stack)-1]
			put(end, under.sec, under.body > end)
		}
	}
	for i, s := range all[1:] {
		if s.Start >= s.End {
			continue
		}
		to(s.Start)
		body := max(s.Body, s.Start)
		put(s.Start, i+1, body > s.Start)
		stack = append(stack, open{i + 1, s.End, body})
	}
	to(all[0].End)
	return places
}

// finish makes the shard of what was added.
func (b *builder) finish() *shard {
	b.begin(Doc{})
	return &shard{docs: b.docs, units: b.units, pieces: b.pieces, parents: b.parents, kinds: b.kinds, secs: b.secs,
		records: b.records, heads: string(b.headBuf)}
}

// memory makes a shard of documents in memory.
func memory(docs []*corpus.Document) *shard {
	if len(docs) == 1 {
		return alone(docs[0])
	}
	var b builder
	for _, d := range docs {
		b.add(d, describe(d))
	}
	s := b.finish()
	s.text, s.diff = string(b.textBuf), b.diffBuf
	return s
}

// alone makes a shard of one document in memory, of whose folded text there is no second copy.
func alone(d *corpus.Document) *shard {
	f := fold.Fold(d.View)
	var b builder
	b.begin(describe(d))
	b.addSections(d, f)
	b.addText(d, f)
	s := b.finish()
	s.text, s.diff = f.Text, b.diffBuf
	return s
}

// countSections counts the sections from s down that are there and are no items.
func countSections(s *outline.Section) int {
	n := 0
	s.Walk(func(s *outline.Section) bool {
		if !s.Missing && !s.Item {
			n++
		}
		return true
	})
	return n
}
