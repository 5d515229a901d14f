package index

import (
	"strings"
	"unicode"
	"unicode/utf8"

	"gangmu/corpus/fold"
	"gangmu/corpus/text"
)

// A cutter unpacks parts of one document and keeps the last.
type cutter struct {
	s *shard
	d int
	u *fold.Unpacker
	x *stretch
}

// stretch gives a stretch that holds the text [from, to).
func (c *cutter) stretch(from, to int) (*stretch, error) {
	a, b := c.s.unitAt(c.d, from), c.s.unitAt(c.d, max(from, to-1))+1
	if c.x != nil && c.x.from <= a && b <= c.x.to {
		return c.x, nil
	}
	x, err := c.s.unpack(c.u, c.d, a, b)
	if err == nil {
		c.x = x
	}
	return x, err
}

const (
	snippetRunes = 120 // a snippet has about so many characters
	sentenceMax  = 60  // a sentence is cut so far before the first match
)

// snippet cuts whole sentences out of the repaired text around the first of the matches, and on
// from there while there is room. Without matches it shows the beginning of the section.
func (c *cutter) snippet(occs []occ, sec int) (Snippet, error) {
	var first, last int
	if len(occs) > 0 {
		first, last = occs[0].start, occs[0].end
	} else {
		if first = c.begin(sec); first < 0 || first >= int(c.s.docs[c.d+1].text) {
			return Snippet{}, nil
		}
		last = first + 1
	}
	lo, hi := c.around(first)
	hi = max(hi, last)
	from := max(lo, first-4*sentenceMax)
	to := min(hi, last+4*snippetRunes)
	x, err := c.stretch(from, to)
	if err != nil {
		return Snippet{}, err
	}
	v := x.Shown().Text
	inView := func(a, b int) text.Span { return x.View(text.Span{Start: a - x.start, End: b - x.start}) }
	m := inView(first, last)
	own := inView(max(lo, x.start), min(hi, x.start+len(x.Text)))
	start := own.Start + sentenceStart(v[own.Start:], m.Start-own.Start)
	end := sentenceEnd(v[:max(own.End, m.End)], m.End, start)
	var marks []text.Span
	for _, o := range occs {
		if o.start >= x.start+len(x.Text) {
			break
		}
		sp := inView(o.start, min(o.end, x.start+len(x.Text)))
		// One character that folds to several is marked once: ⑪ for 1.
		if sp.End = min(sp.End, end); sp.Start >= start && sp.Start < end && (len(marks) == 0 || marks[len(marks)-1] != sp) {
			marks = append(marks, sp)
		}
	}
	return oneLine(v[start:end], start, marks, own.Start+c.label(v[own.Start:], lo)), nil
}

// label is the length of the label that the repaired text v begins with; 0 if the text at lo begins
// no section.
func (c *cutter) label(v string, lo int) int {
	_, sec, head := c.s.piece(c.s.pieceAt(c.d, lo-int(c.s.docs[c.d].text)))
	if sec == 0 || !head {
		return 0
	}
	if label := c.s.record(c.d, sec).label; strings.HasPrefix(v, label) {
		return len(label)
	}
	return 0
}

// around is the stretch of the text that holds the offset at and belongs to one section.
func (c *cutter) around(at int) (lo, hi int) {
	s, base := c.s, int(c.s.docs[c.d].text)
	p := s.pieceAt(c.d, at-base)
	_, sec, _ := s.piece(p)
	first, last := p, p
	for first > int(s.docs[c.d].piece) {
		if _, k, _ := s.piece(first - 1); k != sec {
			break
		}
		first--
	}
	for last+1 < int(s.docs[c.d+1].piece) {
		if _, k, _ := s.piece(last + 1); k != sec {
			break
		}
		last++
	}
	lo, _, _ = s.piece(first)
	return base + lo, base + s.pieceEnd(c.d, last)
}

// begin is where the first piece of section sec begins in the text; -1 if it has none.
func (c *cutter) begin(sec int) int {
	s := c.s
	for p := int(s.docs[c.d].piece); p < int(s.docs[c.d+1].piece); p++ {
		if at, k, _ := s.piece(p); k == sec {
			return int(s.docs[c.d].text) + at
		}
	}
	return -1
}

// sentenceStart is where the sentence begins that holds the offset at: after 。！？； or a line
// break, or a little before it where the sentence is long.
func sentenceStart(v string, at int) int {
	i := at
	for n := 0; i > 0; n++ {
		r, w := utf8.DecodeLastRuneInString(v[:i])
		if strings.ContainsRune("。！？；\n", r) {
			break
		}
		if n >= sentenceMax {
			if k := strings.LastIndexAny(v[i:at], "，、,："); k >= 0 {
				_, w := utf8.DecodeRuneInString(v[i+k:])
				i += k + w
			}
			break
		}
		i -= w
	}
	for i < at {
		r, w := utf8.DecodeRuneInString(v[i:])
		if !unicode.IsSpace(r) && !strings.ContainsRune("”’」』）", r) {
			break
		}
		i += w
	}
	return i
}

// sentenceEnd is where the last whole sentence ends that fits in a snippet from start on; it holds
// the offset at.
func sentenceEnd(v string, at, start int) int {
	n := utf8.RuneCountInString(v[start:at])
	end := -1
	for i := at; i < len(v); n++ {
		r, w := utf8.DecodeRuneInString(v[i:])
		if n >= snippetRunes && end > 0 {
			return end
		}
		if n >= 2*snippetRunes {
			return i
		}
		i += w
		if strings.ContainsRune("。！？；", r) {
			for i < len(v) && strings.HasPrefix(v[i:], "”") {
				i += len("”")
			}
			end = i
		} else if r == '\n' && i-w > at {
			end = i - w
		}
	}
	if end > 0 && n > snippetRunes {
		return end
	}
	return len(v)
}

// oneLine puts a stretch of text on one line: white space between Han characters goes, but a line
// break, and any other run of it, becomes one blank, and so does what stands behind a label that ends
// at the offset label. All offsets are of the text that s, which begins at off, was cut from.
func oneLine(s string, off int, marks []text.Span, label int) Snippet {
	var sb strings.Builder
	var out Snippet
	out.Matches = make([]text.Span, len(marks))
	k := 0 // the mark that is next to begin or end
	open := false
	place := func(at int) {
		for k < len(marks) {
			if !open && marks[k].Start <= at {
				out.Matches[k].Start = sb.Len()
				open = true
			}
			if !open || marks[k].End > at {
				return
			}
			out.Matches[k].End = sb.Len()
			open = false
			k++
		}
	}
	var prev rune
	gap, broken := false, false
	for i, r := range s {
		if open {
			place(off + i)
		}
		if unicode.IsSpace(r) {
			gap = sb.Len() > 0
			broken = broken || r == '\n' || off+i == label
			continue
		}
		if gap && (broken || !(wide(prev) && wide(r))) {
			sb.WriteByte(' ')
		}
		gap, broken = false, false
		place(off + i)
		sb.WriteRune(r)
		prev = r
	}
	place(off + len(s))
	out.Text = sb.String()
	return out
}

// wide reports whether r is written without blanks around it.
func wide(r rune) bool {
	return unicode.Is(unicode.Han, r) || r >= 0x3000 && r < 0x3040 || r >= 0xff00 && r < 0xfff0 || strings.ContainsRune("“”‘’…—·", r)
}
