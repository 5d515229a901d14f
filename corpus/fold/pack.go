package fold

import (
	"encoding/binary"
	"errors"
	"slices"
	"sort"
	"unicode/utf8"
	"unsafe"

	"gangmu/corpus/text"
)

// Packing keeps a document beside its folded text at little cost: what folding changed is written
// down as a difference, so that text, View and source can be had back for any stretch of it.
//
// A packed stretch is a list of steps, then the edits of the View in it. A step is a uvarint whose
// low two bits say what it does with length n, the rest:
//
//	0  the next n folded bytes are in the View as they are
//	1  the next n folded bytes stand for the n bytes that follow, rune for rune
//	2  the View has the n bytes that follow, and the folded text nothing (n = 0: the steps end)
//	3  the next m folded bytes stand for the n bytes that follow; the uvarint m stands before them
//
// Then the number of edits, and for each: the bytes of the View since the last edit, the length
// of its replacement, the length of what it replaced in the source, and those bytes.

// ErrPacked says that packed bytes make no sense.
var ErrPacked = errors.New("fold: damaged packed text")

// Breaks reports whether the folded text may be cut at off: between characters, and inside
// nothing that one character was folded to or one edit put in.
func (f *Folded) Breaks(off int) bool {
	if off <= 0 || off >= len(f.Text) {
		return true
	}
	if !utf8.RuneStart(f.Text[off]) {
		return false
	}
	g := f.at(off)
	if g.n > 0 && int(g.at) != off {
		return false
	}
	p := f.start(off)
	i := sort.Search(len(f.view.Edits), func(i int) bool { return f.view.New(i).Start >= p }) - 1
	return i < 0 || f.view.New(i).End <= p
}

// A Packer packs a document stretch by stretch, from its beginning to its end.
type Packer struct {
	f     *Folded
	fold  int // folded bytes packed
	view  int // bytes of the View packed
	shown int // bytes of the View up to the last edit packed …
	src   int // … and where that is in the source
	edit  int // edits packed
}

// NewPacker makes a Packer of f.
func NewPacker(f *Folded) *Packer { return &Packer{f: f} }

// Src is the source offset where the next stretch begins.
func (p *Packer) Src() int { return p.src }

// Append packs the folded text up to the offset end, where f.Breaks, and appends it to buf. With
// the end of the text everything that follows it in the View goes in too.
func (p *Packer) Append(buf []byte, end int) []byte {
	f, v := p.f, p.f.view.Text
	i := sort.Search(len(f.segs), func(i int) bool { return int(f.segs[i].at) > p.fold }) - 1
	for i = max(i, 0); i < len(f.segs) && p.fold < end; i++ {
		g := f.segs[i]
		next := len(f.Text)
		if i+1 < len(f.segs) {
			next = int(f.segs[i+1].at)
		}
		next = min(next, end)
		at := int(g.view)
		if g.n == 0 {
			at += p.fold - int(g.at)
		}
		buf = p.hidden(buf, at)
		if g.n > 0 {
			buf = step(buf, 3, int(g.n))
			buf = binary.AppendUvarint(buf, uint64(next-p.fold))
			buf = append(buf, v[at:at+int(g.n)]...)
			p.view = at + int(g.n)
		} else {
			buf = same(buf, f.Text[p.fold:next], v[at:at+next-p.fold])
			p.view = at + next - p.fold
		}
		p.fold = next
	}
	if end >= len(f.Text) {
		buf = p.hidden(buf, len(v))
	}
	return p.edits(step(buf, 2, 0), end >= len(f.Text))
}

// hidden packs the bytes of the View up to at, which folded to nothing.
func (p *Packer) hidden(buf []byte, at int) []byte {
	if at > p.view {
		buf = step(buf, 2, at-p.view)
		buf = append(buf, p.f.view.Text[p.view:at]...)
		p.view = at
	}
	return buf
}

// edits packs the edits that begin in the stretch of the View just packed.
func (p *Packer) edits(buf []byte, last bool) []byte {
	v := p.f.view
	n := 0
	var tail []byte
	for ; p.edit < len(v.Edits); p.edit++ {
		e, in := v.Edits[p.edit], v.New(p.edit)
		if in.Start >= p.view && !last {
			break
		}
		tail = binary.AppendUvarint(tail, uint64(in.Start-p.shown))
		tail = binary.AppendUvarint(tail, uint64(len(e.New)))
		tail = binary.AppendUvarint(tail, uint64(e.Span.Len()))
		tail = append(tail, v.Source[e.Span.Start:e.Span.End]...)
		p.shown, p.src = in.End, e.Span.End
		n++
	}
	p.src += p.view - p.shown
	p.shown = p.view
	return append(binary.AppendUvarint(buf, uint64(n)), tail...)
}

func step(buf []byte, kind, n int) []byte {
	return binary.AppendUvarint(buf, uint64(n)<<2|uint64(kind))
}

// same packs equally long folded and shown texts.
func same(buf []byte, folded, shown string) []byte {
	for len(folded) > 0 {
		n := 0
		for n < len(folded) && folded[n] == shown[n] {
			n++
		}
		for n > 0 && n < len(folded) && !utf8.RuneStart(folded[n]) {
			n--
		}
		if n > 0 {
			buf = step(buf, 0, n)
			folded, shown = folded[n:], shown[n:]
		}
		n = 0
		for n < len(folded) {
			_, w := utf8.DecodeRuneInString(folded[n:])
			if folded[n:n+w] == shown[n:n+w] {
				break
			}
			n += w
		}
		if n > 0 {
			buf = step(buf, 1, n)
			buf = append(buf, shown[:n]...)
			folded, shown = folded[n:], shown[n:]
		}
	}
	return buf
}

// An Unpacker unpacks one after another in the same memory.
type Unpacker struct {
	r       reader
	shown   []byte // the View
	source  []byte // of the View up to sourced; without edits the two are the same
	sourced int
	segs    []seg
	edits   []text.Edit
	at      []int // where the replacement of each edit begins in the View
	view    text.View
	folded  Folded
}

// Unpack puts stretches that follow one another together again: their folded texts as one, and
// what Append packed of them. Positions in what it gives count from the beginning of the first.
// The folded text is not copied. What u gave before is void.
func (u *Unpacker) Unpack(folded string, packed []byte) (*Folded, error) {
	u.r, u.sourced = reader{packed}, 0
	u.shown = slices.Grow(u.shown[:0], len(folded)+len(packed)) // no View is longer: strings of it stay
	u.source, u.segs, u.edits, u.at = u.source[:0], u.segs[:0], u.edits[:0], u.at[:0]
	at := 0
	for len(u.r.b) > 0 {
		from := len(u.shown)
		n, err := u.steps(folded[at:], at)
		if err == nil {
			err = u.addEdits(from)
		}
		if err != nil {
			return nil, err
		}
		at += n
	}
	if at != len(folded) {
		return nil, ErrPacked
	}
	shown := asString(u.shown)
	source := shown
	if len(u.edits) > 0 {
		u.source = append(u.source, u.shown[u.sourced:]...)
		source = asString(u.source)
	}
	u.view.Restore(source, shown, u.edits, u.at)
	u.folded = Folded{Text: folded, view: &u.view, segs: u.segs}
	return &u.folded, nil
}

// asString is b as a string, not copied.
func asString(b []byte) string { return unsafe.String(unsafe.SliceData(b), len(b)) }

// steps does the steps of one stretch, whose folded text folded begins with, at the offset base,
// and gives the length of that.
func (u *Unpacker) steps(folded string, base int) (int, error) {
	at := 0
	for {
		x := u.r.uvarint()
		n, kind := int(x>>2), x&3
		if kind == 2 && n == 0 {
			if u.r.b == nil {
				return 0, ErrPacked
			}
			return at, nil
		}
		m := n
		switch kind {
		case 2:
			m = 0
		case 3:
			m = int(u.r.uvarint())
		}
		if u.r.b == nil || m < 0 || n < 0 || m > len(folded)-at {
			return 0, ErrPacked
		}
		if kind != 2 {
			u.mark(seg{at: int32(base + at), view: int32(len(u.shown))}, kind == 3, n)
		}
		if kind == 0 {
			u.shown = append(u.shown, folded[at:at+n]...)
		} else {
			b := u.r.bytes(n)
			if len(b) != n {
				return 0, ErrPacked
			}
			u.shown = append(u.shown, b...)
		}
		at += m
	}
}

func (u *Unpacker) mark(g seg, group bool, n int) {
	if group {
		g.n = int32(n)
	} else if k := len(u.segs); k > 0 {
		if p := u.segs[k-1]; p.n == 0 && g.at-p.at == g.view-p.view {
			return
		}
	}
	u.segs = append(u.segs, g)
}

// addEdits reads the edits of the stretch that the View holds from the offset from on.
func (u *Unpacker) addEdits(from int) error {
	view := asString(u.shown)[from:]
	for n := u.r.uvarint(); n > 0; n-- {
		gap, nw, old := int(u.r.uvarint()), int(u.r.uvarint()), int(u.r.uvarint())
		if gap < 0 || nw < 0 || gap > len(view) || nw > len(view)-gap {
			return ErrPacked
		}
		was := u.r.bytes(old)
		if u.r.b == nil {
			return ErrPacked
		}
		begin := len(u.shown) - len(view) + gap
		u.source = append(u.source, u.shown[u.sourced:begin]...)
		start := len(u.source)
		u.source = append(u.source, was...)
		u.edits = append(u.edits, text.Edit{Span: text.Span{Start: start, End: len(u.source)}, New: view[gap : gap+nw]})
		u.at = append(u.at, begin)
		u.sourced = begin + nw
		view = view[gap+nw:]
	}
	if u.r.b == nil {
		return ErrPacked
	}
	return nil
}

// Shown is the text of the View that f was folded from.
func (f *Folded) Shown() *text.View { return f.view }

// A reader reads packed bytes; b is nil after the first failure.
type reader struct{ b []byte }

func (r *reader) uvarint() uint64 {
	if len(r.b) > 0 && r.b[0] < 0x80 {
		x := uint64(r.b[0])
		r.b = r.b[1:]
		return x
	}
	x, n := binary.Uvarint(r.b)
	if n <= 0 || x > 1<<40 {
		r.b = nil
		return 0
	}
	r.b = r.b[n:]
	if r.b == nil {
		r.b = []byte{}
	}
	return x
}

func (r *reader) bytes(n int) []byte {
	if n < 0 || n > len(r.b) {
		r.b = nil
		return nil
	}
	s := r.b[:n]
	r.b = r.b[n:]
	return s
}
