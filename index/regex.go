package index

import (
	"strings"

	"gangmu/corpus/fold"
	"gangmu/corpus/text"
)

// slowBytes is how long a document a regular expression is matched against in one go when there
// is a deadline: some milliseconds' worth.
const slowBytes = 64 << 10

// findRegex matches the regular expression of word k against the repaired text of document d.
func (e *evaluator) findRegex(k, d int) {
	t, cand, s := e.words[k].term, e.cand[k].units, e.s
	lo, hi := int(s.docs[d].unit), int(s.docs[d+1].unit)
	switch {
	case lo == hi || cand != nil && !cand.any(lo, hi):
		return
	case t.byLine && t.holds != "":
		e.regexByLine(k, d)
		return
	case !e.deadline.IsZero() && s.textBytes(d) > slowBytes:
		e.late = true
		return
	}
	x, err := s.unpack(&e.unpacker, d, lo, hi)
	if err != nil {
		e.fail(err)
		return
	}
	e.matchRegex(k, x, 0, len(x.Shown().Text))
}

// matchRegex matches the regular expression of word k against the bytes [from, to) of what x shows.
func (e *evaluator) matchRegex(k int, x *stretch, from, to int) {
	v := x.Shown()
	for _, m := range e.words[k].term.re.FindAllStringIndex(v.Text[from:to], -1) {
		if a, b := from+m[0], from+m[1]; a < b {
			e.occs = append(e.occs, wordOcc{word: k, occ: occ{start: x.start + x.Pos(a), end: x.start + x.Pos(b), src: x.shownSource(a, b)}})
		}
	}
}

// shownSource maps a span of what x shows to the document's source.
func (x *stretch) shownSource(a, b int) text.Span {
	sp := x.Shown().SrcSpan(text.Span{Start: a, End: b})
	return text.Span{Start: sp.Start + x.src, End: sp.End + x.src}
}

// regexByLine is findRegex for what matches within lines, those with a certain string: only units
// that may hold the string are unpacked, with what belongs to their first and last lines.
func (e *evaluator) regexByLine(k, d int) {
	t, cand, s := e.words[k].term, e.cand[k].units, e.s
	lo, hi := int(s.docs[d].unit), int(s.docs[d+1].unit)
	done := 0 // lines that begin before this offset of the text are done
	for u := lo; u < hi; u++ {
		if cand != nil && !cand.has(u) {
			continue
		}
		if u > lo && e.overdue() {
			e.late = true
			return
		}
		from, to := u, u+1
		for to < hi && to-from < unitsAtOnce && (cand == nil || cand.has(to)) {
			to++
		}
		x, err := s.wholeLines(&e.unpacker, d, from, to, t.holds)
		if err != nil {
			e.fail(err)
			return
		}
		v := x.Shown().Text
		for at := 0; at < len(v); {
			i := strings.Index(v[at:], t.holds)
			if i < 0 {
				break
			}
			begin := at + strings.LastIndexByte(v[at:at+i], '\n') + 1
			end := len(v)
			if n := strings.IndexByte(v[at+i:], '\n'); n >= 0 {
				end = at + i + n
			}
			if x.start+x.Pos(begin) >= done {
				e.matchRegex(k, x, begin, end)
				done = x.start + x.Pos(end)
			}
			at = end + 1
		}
		u = x.to - 1
	}
}

// wholeLines unpacks the units [from, to) of document d and as many before and behind as it takes
// for the lines that hold a string, also across the end, to be whole.
func (s *shard) wholeLines(u *fold.Unpacker, d, from, to int, holds string) (*stretch, error) {
	lo, hi := int(s.docs[d].unit), int(s.docs[d+1].unit)
	for {
		x, err := s.unpack(u, d, from, to)
		if err != nil {
			return nil, err
		}
		v := x.Shown().Text
		first, _, _ := strings.Cut(v, "\n")
		last := v[strings.LastIndexByte(v, '\n')+1:]
		switch {
		case from > lo && strings.Contains(first, holds):
			from = max(lo, from-(to-from))
		case to < hi && (strings.Contains(last, holds) || endsInside(last, holds)):
			to = min(hi, to+(to-from))
		default:
			return x, nil
		}
	}
}

// endsInside reports whether s ends with the beginning of sub.
func endsInside(s, sub string) bool {
	for n := min(len(s), len(sub)-1); n > 0; n-- {
		if strings.HasSuffix(s, sub[:n]) {
			return true
		}
	}
	return false
}
