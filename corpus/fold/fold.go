// Package fold is the one notion of "the same text": documents, queries, highlighting and
// heading jumps compare folded text, and only folded text with folded text.
//
// Folding is, in this order:
//
//  1. NFKC: full and half width, compatibility forms (㈠ → (一), ① → 1, ⼀ → 一); … stays;
//  2. invisible characters dropped (zero width, soft hyphen, variation selectors, controls);
//  3. letter case;
//  4. han.Fold: traditional and simplified characters, variants, radicals; ○ → 〇;
//  5. , ; : ! ? ( ) to their full-width forms, which is what most of the text has already, so
//     that folded text differs little from the source;
//  6. white space: none between two Han characters, also over line breaks; elsewhere a run is
//     one blank; none at the ends.
//
// Repairs (pinyin ruby, byte slips, wrapped lines) are made before, by the View. Numbers written
// in another way are no matter of folding: see Alternatives.
package fold

import (
	"sort"
	"sync"
	"unicode"
	"unicode/utf8"
	"unsafe"

	"golang.org/x/text/unicode/norm"

	"gangmu/corpus/han"
	"gangmu/corpus/text"
)

// A Folded is a folded text with its map to what it was folded from.
type Folded struct {
	Text string
	view *text.View
	segs []seg
}

// A seg says where the folded text from at on (to the next seg) comes from. n == 0: from the
// bytes from view on, rune by rune with the same lengths. n > 0: all of it from view[view:view+n].
type seg struct{ at, view, n int32 }

// Fold folds a repaired text; spans map to the source of v. The text must be shorter than 2 GB.
func Fold(v *text.View) *Folded {
	var b builder
	b.out = make([]byte, 0, len(v.Text)+16)
	b.mapped = true
	b.fold(v.Text)
	return &Folded{Text: unsafe.String(unsafe.SliceData(b.out), len(b.out)), view: v, segs: b.segs} // nobody else has b.out
}

// String folds a query or heading.
func String(s string) string {
	for i := 0; ; i++ {
		if i == len(s) {
			return s
		}
		if c := s[i]; c-'a' > 'z'-'a' && c-'0' > 9 {
			break
		}
	}
	b := builder{out: make([]byte, 0, len(s)+8)}
	b.fold(s)
	return string(b.out)
}

// View maps a span of the folded text to the text of the View. A span that begins or ends inside
// what one character was folded to takes in the whole character.
func (f *Folded) View(s text.Span) text.Span {
	if s.Empty() {
		p := f.start(s.Start)
		return text.Span{Start: p, End: p}
	}
	start := f.start(s.Start)
	return text.Span{Start: start, End: max(start, f.end(s.End))}
}

// Src maps a span of the folded text to the source.
func (f *Folded) Src(s text.Span) text.Span { return f.view.SrcSpan(f.View(s)) }

// Pos maps an offset of the View to the folded text: to the first folded byte that comes from
// there or from what follows.
func (f *Folded) Pos(view int) int {
	i := sort.Search(len(f.segs), func(i int) bool { return int(f.segs[i].view) > view }) - 1
	if i < 0 {
		return 0
	}
	g := f.segs[i]
	next := len(f.Text)
	if i+1 < len(f.segs) {
		next = int(f.segs[i+1].at)
	}
	switch {
	case g.n == 0:
		return min(int(g.at)+view-int(g.view), next)
	case view < int(g.view+g.n):
		return int(g.at)
	}
	return next
}

// FromSrc maps a source offset to the folded text, as Pos does.
func (f *Folded) FromSrc(src int) int { return f.Pos(f.view.Pos(src)) }

// at gives the seg that the folded byte at off belongs to.
func (f *Folded) at(off int) seg {
	i := sort.Search(len(f.segs), func(i int) bool { return int(f.segs[i].at) > off }) - 1
	if i < 0 {
		return seg{}
	}
	return f.segs[i]
}

func (f *Folded) start(off int) int {
	if off >= len(f.Text) {
		return len(f.view.Text)
	}
	g := f.at(off)
	if g.n > 0 {
		return int(g.view)
	}
	return int(g.view) + off - int(g.at)
}

func (f *Folded) end(off int) int {
	g := f.at(off - 1)
	if g.n > 0 {
		return int(g.view + g.n)
	}
	return int(g.view) + off - int(g.at)
}

// The entry of a character of the Basic Multilingual Plane: the character that it folds to, and
// what kind it is.
const (
	runeMask = 1<<21 - 1
	space    = 1 << (21 + iota) // white space
	drop                        // invisible
	many                        // folds to several characters: low bits are an index of expansions
	joins                       // may combine with the character before it: needs whole-string NFKC
	isHan                       // folds to a Han character
)

var (
	table      *[1 << 16]uint32
	expansions []string
	tableOnce  sync.Once
)

func makeTable() {
	table = new([1 << 16]uint32)
	for r := rune(0); r < 1<<16; r++ {
		switch {
		case r >= 0xac00 && r < 0xd7a4 || r >= 0xe000 && r < 0xf900:
			table[r] = uint32(r) // Hangul and private use: unchanged
		case r >= 0xd800 && r < 0xe000:
			table[r] = utf8.RuneError
		case r >= 0x3400 && r < 0xa000:
			table[r] = single(r)
		default:
			table[r] = entry(r)
		}
	}
}

// single is the entry of a character that NFKC leaves alone.
func single(r rune) uint32 {
	switch {
	case unicode.IsSpace(r):
		return ' ' | space
	case invisible(r):
		return drop
	}
	r = last(r)
	e := uint32(r)
	if unicode.Is(unicode.Han, r) {
		e |= isHan
	}
	return e
}

// last is the part of folding that goes character by character.
func last(r rune) rune {
	r = unicode.ToLower(r)
	switch r {
	case ',', ';', ':', '!', '?', '(', ')':
		return r + 0xfee0
	case '○', '◯':
		return '〇'
	}
	return han.Fold(r)
}

func entry(r rune) uint32 {
	p := norm.NFKC.PropertiesString(string(r))
	if !p.BoundaryBefore() {
		return joins
	}
	if r == '…' {
		return uint32(r)
	}
	s := norm.NFKC.String(string(r))
	if one, n := utf8.DecodeRuneInString(s); n == len(s) {
		return single(one)
	}
	expansions = append(expansions, s)
	return uint32(len(expansions)-1) | many
}

// invisible reports whether r shows nothing and takes no room.
func invisible(r rune) bool {
	return r < ' ' || r >= 0x7f && r < 0xa0 || r == 0x034f || r == 0x115f || r == 0x1160 || r == 0x3164 ||
		unicode.Is(unicode.Cf, r) || unicode.Is(unicode.Variation_Selector, r)
}

// A builder makes a Folded.
type builder struct {
	out     []byte
	segs    []seg
	mapped  bool
	han     bool // the last character written is Han
	pending bool // white space is waiting for what follows
	ps, pe  int  // where it stands in the View
}

func (b *builder) fold(s string) {
	tableOnce.Do(makeTable)
	for i := 0; i < len(s); {
		if j := b.run(s, i); j > i {
			i = j
			continue
		}
		r, n := rune(s[i]), 1
		if r >= utf8.RuneSelf {
			r, n = utf8.DecodeRuneInString(s[i:])
		}
		var e uint32
		if r < 1<<16 {
			e = table[r]
		} else {
			e = astral(r)
		}
		if e&(many|joins) != 0 || i+n < len(s) && s[i+n] >= 0xcc && joinsAt(s[i+n:]) {
			i = b.slow(s, i)
			continue
		}
		b.put(e, i, i+n, false)
		i += n
	}
}

// run folds the Han characters from i on that need no more than the table, and gives where they
// end. It is what fold does, for what most of the text is.
func (b *builder) run(s string, i int) int {
	start := i
	for i+3 < len(s) && s[i]-0xe4 <= 5 && s[i+3] < 0xea && s[i+3]-0xcc > 0x17 {
		r := rune(s[i])&0xf<<12 | rune(s[i+1])&0x3f<<6 | rune(s[i+2])&0x3f
		if s[i+1]-0x80 > 0x3f || s[i+2]-0x80 > 0x3f || table[r]&^runeMask != isHan || table[r]&runeMask < 0x800 || table[r]&runeMask > 0xffff {
			break
		}
		if i == start || b.pending {
			b.put(table[r], i, i+3, false)
		} else {
			o := table[r] & runeMask
			b.out = append(b.out, 0xe0|byte(o>>12), 0x80|byte(o>>6)&0x3f, 0x80|byte(o)&0x3f)
		}
		i += 3
	}
	return i
}

// joinsAt reports whether the first character of s may combine with the one before it.
func joinsAt(s string) bool {
	if c := s[0]; c >= 0xe4 && c <= 0xe9 {
		return false // most Han characters
	}
	r, _ := utf8.DecodeRuneInString(s)
	if r < 1<<16 {
		return table[r]&joins != 0
	}
	return astral(r)&joins != 0
}

// astral is the entry of a character beyond the Basic Multilingual Plane.
func astral(r rune) uint32 {
	p := norm.NFKC.PropertiesString(string(r))
	if !p.BoundaryBefore() {
		return joins
	}
	if p.Decomposition() != nil {
		return many // slow reads the text itself
	}
	return single(r)
}

// slow folds the characters from i on that NFKC must see together, and gives where they end.
func (b *builder) slow(s string, i int) int {
	_, end := utf8.DecodeRuneInString(s[i:])
	end += i
	if s[i:end] == "…" {
		b.put(uint32('…'), i, end, false)
		return end
	}
	for end < len(s) && joinsAt(s[end:]) {
		_, n := utf8.DecodeRuneInString(s[end:])
		end += n
	}
	for _, r := range norm.NFKC.String(s[i:end]) {
		b.put(single(r), i, end, true)
	}
	return end
}

// put writes what the entry e says for the bytes [i, j) of the View; part says that they fold to
// other characters too.
func (b *builder) put(e uint32, i, j int, part bool) {
	if e&(space|drop) != 0 {
		if e&space != 0 {
			if !b.pending {
				b.pending, b.ps, b.pe = true, i, j
			} else if !part {
				b.pe = j
			}
		}
		return
	}
	if b.pending {
		if len(b.out) > 0 && !(b.han && e&isHan != 0) {
			b.mark(b.ps, b.pe, 1, false)
			b.out = append(b.out, ' ')
		}
		b.pending = false
	}
	b.han = e&isHan != 0
	r := rune(e & runeMask)
	if r < utf8.RuneSelf {
		b.mark(i, j, 1, part)
		b.out = append(b.out, byte(r))
		return
	}
	b.mark(i, j, utf8.RuneLen(r), part)
	b.out = utf8.AppendRune(b.out, r)
}

// mark notes that the next n folded bytes come from the bytes [i, j) of the View.
func (b *builder) mark(i, j, n int, part bool) {
	if !b.mapped {
		return
	}
	at := len(b.out)
	if k := len(b.segs); k > 0 {
		g := b.segs[k-1]
		if g.n == 0 && j-i == n && !part && at-int(g.at) == i-int(g.view) {
			return
		}
		if g.n > 0 && int(g.view) == i && int(g.view+g.n) == j {
			return
		}
	}
	g := seg{at: int32(at), view: int32(i)}
	if j-i != n || part {
		g.n = int32(j - i)
	}
	b.segs = append(b.segs, g)
}
