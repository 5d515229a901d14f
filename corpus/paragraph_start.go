package corpus

import (
	"sort"
	"strings"
	"unicode"
	"unicode/utf8"

	"gangmu/corpus/outline"
	"gangmu/corpus/text"
)

// The text is divided into cells of pieceLen bytes. A cell but the last holds one paragraph start
// at least: where it has none by nature, a cut near its middle. So no search for a start goes
// further than the next cell, and the answer does not depend on where the search began.

// cell is the range of the cell that holds off.
func (p *Paragraphs) cell(off int) (lo, hi int) {
	lo = off / pieceLen * pieceLen
	return lo, min(lo+pieceLen, len(p.View.Text))
}

// startAt is the last paragraph start at or before off.
func (p *Paragraphs) startAt(off int) int {
	for {
		lo, hi := p.cell(off)
		if s := p.lastStart(lo, off); s >= 0 {
			return s
		}
		if lo == 0 {
			return 0
		}
		if hi-lo == pieceLen && p.firstStart(off+1, hi) < 0 {
			if s := p.pieceStart(lo, hi); s <= off {
				return s
			}
		}
		off = lo - 1
	}
}

// startAfter is the first paragraph start behind off; the length of the text if there is none.
func (p *Paragraphs) startAfter(off int) int {
	lo, hi := p.cell(off)
	if s := p.firstStart(off+1, hi); s >= 0 {
		return s
	}
	if lo > 0 && hi-lo == pieceLen && p.lastStart(lo, off) < 0 {
		if s := p.pieceStart(lo, hi); s > off {
			return s
		}
	}
	if hi >= len(p.View.Text) {
		return len(p.View.Text)
	}
	lo, hi = p.cell(hi)
	if s := p.firstStart(lo, hi); s >= 0 {
		return s
	}
	if hi-lo == pieceLen {
		return p.pieceStart(lo, hi)
	}
	return len(p.View.Text)
}

// pieceStart is where the cell lo…hi, which has no paragraph start, is cut: behind the last full
// stop of its first half, else behind a lesser mark, else where a character begins.
func (p *Paragraphs) pieceStart(lo, hi int) int {
	t := p.View.Text
	mid := (lo + hi) / 2
	for mid > lo && !utf8.RuneStart(t[mid]) {
		mid--
	}
	for _, stop := range []string{"。", "；", "，", ". ", " "} {
		i := strings.LastIndex(t[lo:mid], stop)
		if i < 0 {
			continue
		}
		at := lo + i + len(stop)
		for at < hi {
			r, n := utf8.DecodeRuneInString(t[at:])
			if !strings.ContainsRune(closing, r) && !blank(r) {
				return at
			}
			at += n
		}
	}
	return mid
}

// closing are the marks that stay with the sentence they close.
const closing = "”’」』）)】〕］]》〉。，；、！？：,;!?"

// firstStart is the first natural paragraph start in a…b, b not included; -1 if there is none.
func (p *Paragraphs) firstStart(a, b int) int {
	t, best := p.View.Text, -1
	for i := max(a, 1); i < b; {
		n := strings.IndexByte(t[i-1:b-1], '\n')
		if n < 0 {
			break
		}
		if i += n; p.lineStart(i) {
			best = i
			break
		}
		i++
	}
	if best >= 0 {
		b = best
	}
	if k := sort.SearchInts(p.cuts, a); k < len(p.cuts) && p.cuts[k] < b {
		best = p.cuts[k]
		b = best
	}
	for i := max(a-1, 0); i < b; { // the blank before a decides about a
		n := strings.IndexByte(t[i:b], ' ')
		if n < 0 {
			break
		}
		if i += n + 1; i < b && p.sentenceStart(i) {
			return i
		}
	}
	return best
}

// lastStart is the last natural paragraph start in a…b, b included; -1 if there is none.
func (p *Paragraphs) lastStart(a, b int) int {
	t, best := p.View.Text, -1
	for i := min(b, len(t)-1); i >= max(a, 1); i-- {
		n := strings.LastIndexByte(t[max(a, 1)-1:i], '\n')
		if n < 0 {
			break
		}
		if i = max(a, 1) + n; p.lineStart(i) {
			best = i
			break
		}
	}
	if best >= 0 {
		a = best + 1
	}
	if k := sort.SearchInts(p.cuts, b+1) - 1; k >= 0 && p.cuts[k] >= a {
		best = p.cuts[k]
		a = best + 1
	}
	for i, lo := min(b, len(t)-1), max(a-1, 0); i > lo; i-- {
		n := strings.LastIndexByte(t[lo:i], ' ')
		if n < 0 {
			break
		}
		if i = lo + n + 1; p.sentenceStart(i) {
			return i
		}
	}
	return best
}

// lineStart reports whether a line that is not blank begins at i, behind a line end.
func (p *Paragraphs) lineStart(i int) bool {
	if i <= p.lead {
		return false // empty lines at the head go with the first paragraph
	}
	const far = 4 << 10 // a line of blanks that long is shown
	for k, r := range p.View.Text[i:min(len(p.View.Text), i+far)] {
		switch {
		case r == '\n':
			return false
		case !blank(r):
			return true
		case k > far-8:
			return true
		}
	}
	return false
}

// blank reports whether r leaves no ink: white space and zero-width characters.
func blank(r rune) bool {
	return r == ' ' || r == '\n' || r == '　' || r == '\u200b' || r == '\ufeff' || unicode.IsSpace(r)
}

// sentenceStart reports whether a paragraph begins at i in a page collapsed to one line: behind a
// single blank that stands behind the end of a sentence or of a salutation, where no writer of
// Chinese puts one.
func (p *Paragraphs) sentenceStart(i int) bool {
	t := p.View.Text
	if i < 4 || i >= len(t) || t[i-1] != ' ' || t[i] <= ' ' {
		return false
	}
	prev, n := utf8.DecodeLastRuneInString(t[:i-1])
	next, _ := utf8.DecodeRuneInString(t[i:])
	if prev < utf8.RuneSelf && prev != ')' && prev != ':' && prev != '!' && prev != '?' && prev != ';' {
		return false
	}
	if !strings.ContainsRune("。！？；：”’」）…!?;:)", prev) || strings.ContainsRune(closing, next) {
		return false
	}
	before, _ := utf8.DecodeLastRuneInString(t[:i-1-n])
	if prev < utf8.RuneSelf && before < 0x2e80 && !(prev == ')' && before >= '0' && before <= '9') {
		return false // Latin text, or pinyin in brackets
	}
	from, to := max(0, i-collapsedLine), min(len(t), i+collapsedLine)
	l, r := strings.LastIndexByte(t[from:i], '\n'), strings.IndexByte(t[i:to], '\n')
	if l >= 0 {
		from += l + 1
	}
	if r >= 0 {
		to = i + r
	}
	return to-from > collapsedLine
}

// findCuts finds where paragraphs begin in the middle of a line.
func (p *Paragraphs) findCuts() {
	v := p.View
	var cuts []int
	add := func(at int) {
		if at > 0 && at < len(v.Text) && p.midLine(at) {
			cuts = append(cuts, at)
		}
	}
	p.doc.Tree.Root.Walk(func(s *outline.Section) bool {
		if s.Missing || s.Parent == nil {
			return true
		}
		at := v.Pos(s.Start)
		if !s.Item || p.behindBlank(at) {
			add(at)
		}
		// A heading that ends at a blank was a line of its own once.
		if s.Title != "" && s.Kind != outline.Article {
			if body := p.skip(v.Pos(s.Body)); p.behindBlank(body) {
				add(body)
			}
		}
		return true
	})
	for _, m := range p.doc.Marks {
		switch m.Kind {
		case text.MarkElision, text.MarkPaywall, text.MarkBoilerplate:
			add(v.Pos(m.Span.Start))
			add(p.skip(v.Pos(m.Span.End)))
		}
	}
	for _, s := range []text.Span{p.title, p.subtitle} {
		if !s.Empty() {
			add(s.Start)
			add(p.skip(s.End))
		}
	}
	sort.Ints(cuts)
	p.cuts = cuts[:0]
	for i, c := range cuts {
		if i == 0 || c != cuts[i-1] {
			p.cuts = append(p.cuts, c)
		}
	}
}

// midLine reports whether something other than blanks stands before at in its line.
func (p *Paragraphs) midLine(at int) bool {
	before := strings.TrimRightFunc(p.View.Text[max(0, at-256):at], func(r rune) bool { return r != '\n' && blank(r) })
	return before != "" && before[len(before)-1] != '\n'
}

// behindBlank reports whether a blank stands before at.
func (p *Paragraphs) behindBlank(at int) bool {
	r, _ := utf8.DecodeLastRuneInString(p.View.Text[:at])
	return blank(r)
}

// skip is the first offset from at on that is no blank.
func (p *Paragraphs) skip(at int) int {
	for i, r := range p.View.Text[at:] {
		if !blank(r) {
			return at + i
		}
	}
	return len(p.View.Text)
}
