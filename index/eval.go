package index

import (
	"errors"
	"math/bits"
	"slices"
	"strings"
	"time"

	"gangmu/corpus/text"
)

// Which sections answer a query.
//
// Every place of a document belongs to the deepest section that holds it. A section answers if the
// query is true of what it holds: its own text, its heading, and of the sections below it what none
// of them has answered with already. So a query of one word gives for each match the deepest
// section around it, and `A B` gives the smallest sections that hold both. The root, which stands
// for the text outside all sections, answers with its own text only.

// An evaluator evaluates a plan over documents. It is for one goroutine.
type evaluator struct {
	*plan
	s       *shard
	cand    []candidates // for each word where it may be
	alts    []alt
	occs    []wordOcc
	state   []state  // by section
	count   []uint16 // by section and word: how often it occurs
	epoch   int32    // of the document; states of others are void
	touch   bitset   // sections to be answered
	heads   []uint64
	found   []found
	tf      []uint16 // counts of what was found
	damaged int      // documents that could not be searched
	err     error

	deadline time.Time // zero = none
	late     bool      // the deadline came amid a document, which was left out
}

// overdue reports whether the deadline has passed.
func (e *evaluator) overdue() bool { return !e.deadline.IsZero() && time.Now().After(e.deadline) }

// A wordOcc is an occurrence of a word.
type wordOcc struct {
	occ
	word int
}

// A state is what is known of a section of the document that is being evaluated.
type state struct {
	have   uint64 // words that occur in it and are not answered with below
	head   uint64 // those that occur in its own heading
	count  int32  // matches
	length int32  // bytes of the pieces with matches
	epoch  int32
	piece  int32 // the last piece counted
	window int32 // the shortest stretch seen that holds a match of every word; 0 = none
	up     int32 // where its matches went: itself if it answered, its parent, or -1
}

// A found is a section that answers.
type found struct {
	shard, doc, sec int
	count           int
	length, window  int32
	head, above     uint64 // words in its heading; in the headings above it
	title           uint64 // words in the document's title
	have            uint64
	tf              int // where its words' counts begin in tf
	score           float64
}

// doc evaluates document d and appends what answers to e.found.
func (e *evaluator) doc(shardNo, d int) {
	s := e.s
	fixed := e.docBits(s, d)
	if !e.may(e.root, fixed|e.text|e.byHead) {
		return
	}
	if c := s.checks; c != nil && !c.text.ok(int(s.docs[d].text), int(s.docs[d+1].text)) {
		c.damaged(textFile)
		e.damaged++
		return
	}
	if e.text == 0 {
		e.fieldsOnly(shardNo, d, fixed)
		return
	}
	late := e.late
	e.late = false
	any := e.gatherOccs(d)
	if e.late {
		return
	}
	e.late = late
	if !any && e.hunted != 0 {
		return
	}
	have := fixed
	for _, o := range e.occs {
		have |= 1 << o.word
	}
	if e.hunted == 0 {
		e.excludedOnly(shardNo, d, fixed)
		return
	}
	if have&e.hunted == 0 || !e.may(e.root, have|e.byHead) {
		return
	}
	if e.byHead != 0 {
		e.heads = e.headBits(s, d, true, e.heads)
	}
	e.spread(d)
	e.answer(shardNo, d, fixed)
}

// gatherOccs finds all words in document d, sorted by place.
func (e *evaluator) gatherOccs(d int) bool {
	e.occs = e.occs[:0]
	sorted := true
	for m := e.text; m != 0; m &= m - 1 {
		k := bits.TrailingZeros64(m)
		n := len(e.occs)
		e.find(e.words[k].term, e.cand[k], d, func(o occ) {
			e.occs = append(e.occs, wordOcc{o, k})
		})
		sorted = sorted && n == 0
	}
	if !sorted {
		slices.SortStableFunc(e.occs, func(a, b wordOcc) int { return a.start - b.start })
	}
	return len(e.occs) > 0
}

// find calls f for each match of t in document d, from left to right.
func (e *evaluator) find(t *term, in candidates, d int, f func(occ)) {
	s, cand := e.s, in.units
	if t.re != nil {
		e.findRegex(t, cand, d, f)
		return
	}
	if t.spell != nil {
		var spelled []occ
		e.spelled(t, d, func(o occ) { spelled = append(spelled, o) })
		if len(spelled) > 0 {
			plain := f
			k := 0
			f = func(o occ) {
				for ; k < len(spelled) && spelled[k].start < o.start; k++ {
					plain(spelled[k])
				}
				plain(o)
			}
			defer func() {
				for ; k < len(spelled); k++ {
					plain(spelled[k])
				}
			}()
		}
	}
	end := int(s.docs[d+1].text)
	from := int(s.docs[d].text)
	lo, hi := int(s.docs[d].unit), int(s.docs[d+1].unit)
	emit := func(a, b int) { f(occ{start: a, end: b}) }
	if t.mode == exact {
		emit = e.onlyExact(t, d, f)
	}
	for u := lo; u < hi; u++ {
		if cand != nil && !cand.has(u) {
			continue
		}
		first := u
		for u+1 < hi && (cand == nil || cand.has(u+1)) {
			u++
		}
		to := end
		if u+1 < hi {
			to = s.unitText(u + 1)
		}
		alts := t.alts
		if in.alts != nil && len(alts) > 1 {
			alts = e.altsIn(t, in.alts, first, u+1)
		}
		from = t.scanFor(alts, s.text, max(from, s.unitText(first)), to, end, emit)
	}
}

// altsIn is the alternatives of t that may be in the units [from, to).
func (e *evaluator) altsIn(t *term, cand []bitset, from, to int) []alt {
	e.alts = e.alts[:0]
	for k := range t.alts {
		if cand[k].any(from, to) {
			e.alts = append(e.alts, t.alts[k])
		}
	}
	return e.alts
}

// fail notes an error; damage is no error but a document less.
func (e *evaluator) fail(err error) {
	if errors.Is(err, errDamaged) {
		e.damaged++
	} else {
		e.err = err
	}
}

// onlyExact passes on what reads in the source as t is written.
func (e *evaluator) onlyExact(t *term, d int, f func(occ)) func(a, b int) {
	var x *stretch
	return func(a, b int) {
		from, to := e.s.unitAt(d, a), e.s.unitAt(d, b-1)+1
		if x == nil || from < x.from || to > x.to {
			var err error
			if x, err = e.s.unpack(d, from, to); err != nil {
				x = nil
				e.fail(err)
				return
			}
		}
		sp := x.Src(text.Span{Start: a - x.start, End: b - x.start})
		if sp.In(x.Shown().Source) == t.text {
			f(occ{start: a, end: b})
		}
	}
}

// slowBytes is how long a document a regular expression is matched against in one go when there
// is a deadline: some milliseconds' worth.
const slowBytes = 64 << 10

// findRegex matches a regular expression against the repaired text of document d.
func (e *evaluator) findRegex(t *term, cand bitset, d int, f func(occ)) {
	s := e.s
	lo, hi := int(s.docs[d].unit), int(s.docs[d+1].unit)
	if lo == hi || cand != nil && !cand.any(lo, hi) {
		return
	}
	if !t.byLine && !e.deadline.IsZero() && s.docs[d+1].text-s.docs[d].text > slowBytes {
		e.late = true
		return
	}
	x, err := s.unpack(d, lo, hi)
	if err != nil {
		e.fail(err)
		return
	}
	v := x.Shown()
	match := func(from, to int) {
		for _, m := range t.re.FindAllStringIndex(v.Text[from:to], -1) {
			a, b := from+m[0], from+m[1]
			if a < b {
				f(occ{start: x.start + x.Pos(a), end: x.start + x.Pos(b), src: v.SrcSpan(text.Span{Start: a, End: b})})
			}
		}
	}
	if !t.byLine {
		match(0, len(v.Text))
		return
	}
	for at := 0; at < len(v.Text); {
		i := strings.Index(v.Text[at:], t.holds)
		if i < 0 {
			return
		}
		if e.overdue() {
			e.late = true
			return
		}
		from := at + strings.LastIndexByte(v.Text[at:at+i], '\n') + 1
		to := len(v.Text)
		if k := strings.IndexByte(v.Text[at+i:], '\n'); k >= 0 {
			to = at + i + k
		}
		match(from, to)
		at = to + 1
	}
}

// spelled finds the headings of document d, and its title where it stands in the text, that t
// spells in pinyin or initials.
func (e *evaluator) spelled(t *term, d int, f func(occ)) {
	s := e.s
	heads := s.headings(d)
	if a, _ := t.spell.find(heads); a < 0 {
		return
	}
	base := int(s.docs[d].text)
	if title := titleLine(heads); title != "" {
		if a, b := t.spell.find(title); a >= 0 {
			end := int(s.docs[d+1].text)
			if i := strings.Index(s.text[base:min(end, base+4*unitBytes)], title); i >= 0 {
				f(occ{start: base + i + a, end: base + i + b})
			}
		}
	}
	lo, hi := int(s.docs[d].piece), int(s.docs[d+1].piece)
	for p := lo; p < hi; p++ {
		at, _, head := s.piece(p)
		if !head {
			continue
		}
		end := s.pieceEnd(d, p)
		if a, b := t.spell.find(s.text[base+at : base+end]); a >= 0 {
			f(occ{start: base + at + a, end: base + at + b})
		}
	}
}

// spread tells each section which words begin in it.
func (e *evaluator) spread(d int) {
	s := e.s
	n := s.sections(d)
	if cap(e.state) < n {
		e.state = make([]state, n)
		e.touch = newBitset(n)
	}
	e.state, e.touch = e.state[:n], e.touch[:(n+63)/64]
	e.count = slices.Grow(e.count[:0], n*e.n)[:n*e.n]
	e.epoch++
	base := int(s.docs[d].text)
	p, next := -1, -1
	var st *state
	var sec int
	var head bool
	var last [maxWords]int
	for _, o := range e.occs {
		at := o.start - base
		if at >= next {
			p = s.pieceAt(d, at)
			next = s.pieceEnd(d, p)
			var start int
			start, sec, head = s.piece(p)
			st = e.section(sec)
			if int(st.piece) != p {
				st.piece = int32(p)
				st.length += int32(next - start)
			}
		}
		k := 0
		if e.n > 1 {
			k = bits.OnesCount64(e.text & (1<<o.word - 1))
			last[k] = o.start + 1
			e.window(st, o, &last)
		}
		st.have |= 1 << o.word
		if e.hunted>>o.word&1 != 0 {
			st.count++
		}
		if head {
			st.head |= 1 << o.word
		}
		if x := &e.count[sec*e.n+k]; *x < 1<<16-1 {
			*x++
		}
	}
}

// section is the state of section sec, made ready where it is touched first.
func (e *evaluator) section(sec int) *state {
	st := &e.state[sec]
	if st.epoch != e.epoch {
		e.touch.set(sec)
		*st = state{epoch: e.epoch, piece: -1, up: -1}
		clear(e.count[sec*e.n : (sec+1)*e.n])
	}
	return st
}

// window notes the stretch from the oldest of the last occurrences of all words to o.
func (e *evaluator) window(st *state, o wordOcc, last *[maxWords]int) {
	oldest := o.start + 1
	for k := range e.n {
		if last[k] == 0 {
			return
		}
		oldest = min(oldest, last[k])
	}
	if w := int32(o.end - oldest + 1); st.window == 0 || w < st.window {
		st.window = w
	}
}

// answer goes through the sections of document d that hold anything, from the last up to the root.
func (e *evaluator) answer(shardNo, d int, fixed uint64) {
	s := e.s
	title := uint64(0)
	first := len(e.found)
	for i := len(e.touch) - 1; i >= 0; i-- {
		for e.touch[i] != 0 {
			b := 63 - bits.LeadingZeros64(e.touch[i])
			e.touch[i] &^= 1 << b
			sec := i<<6 + b
			st := &e.state[sec]
			have := fixed | st.have
			if e.byHead != 0 {
				have |= e.sectionBits(s, d, sec, e.heads)
			}
			if st.have&e.hunted != 0 && e.holds(e.root, have) {
				if len(e.found) == first {
					title = e.titleBits(d)
				}
				st.up = int32(sec)
				e.report(shardNo, d, sec, have, title)
				continue
			}
			if sec == 0 {
				continue
			}
			if up := s.parent(d, sec); up != 0 {
				e.bubble(sec, up)
			}
		}
	}
	for i := first; i < len(e.found); i++ {
		e.found[i].above = e.above(d, e.found[i].sec)
	}
}

// bubble gives what section sec holds to its parent.
func (e *evaluator) bubble(sec, up int) {
	st := &e.state[sec]
	to := e.section(up)
	st.up = int32(up)
	to.have |= st.have
	to.count += st.count
	to.length += st.length
	for k := range e.n {
		x := &e.count[up*e.n+k]
		*x = uint16(min(1<<16-1, int(*x)+int(e.count[sec*e.n+k])))
	}
}

// above is the words in the headings of the sections that sec lies in, as far as any of their
// words was found.
func (e *evaluator) above(d, sec int) uint64 {
	var m uint64
	for sec != 0 {
		if sec = e.s.parent(d, sec); sec != 0 && e.state[sec].epoch == e.epoch {
			m |= e.state[sec].head
		}
	}
	return m
}

// titleBits is the words of the text that the document's title holds too.
func (e *evaluator) titleBits(d int) uint64 {
	line := titleLine(e.s.headings(d))
	var m uint64
	for h := e.hunted; h != 0; h &= h - 1 {
		k := bits.TrailingZeros64(h)
		if e.words[k].term.inLine(line) {
			m |= 1 << k
		}
	}
	return m
}

// report notes that section sec of document d answers.
func (e *evaluator) report(shardNo, d, sec int, have, title uint64) {
	st := &e.state[sec]
	f := found{shard: shardNo, doc: d, sec: sec, count: int(st.count), length: st.length, window: st.window,
		head: st.head, title: title, have: have, tf: len(e.tf)}
	e.tf = append(e.tf, e.count[sec*e.n:(sec+1)*e.n]...)
	e.found = append(e.found, f)
}

// fieldsOnly answers a query that asks for nothing in the text: with the sections that fields of
// sections name, or with the document.
func (e *evaluator) fieldsOnly(shardNo, d int, fixed uint64) {
	if e.byHead == 0 {
		if e.holds(e.root, fixed) {
			e.found = append(e.found, found{shard: shardNo, doc: d, have: fixed})
		}
		return
	}
	e.heads = e.headBits(e.s, d, false, e.heads)
	for sec := range e.s.sections(d) {
		if have := fixed | e.sectionBits(e.s, d, sec, e.heads); sec > 0 && have != fixed && e.holds(e.root, have) {
			e.found = append(e.found, found{shard: shardNo, doc: d, sec: sec, have: have, head: have & e.byHead})
		}
	}
}

// excludedOnly is fieldsOnly where words of the text are excluded. The words of a section are
// those of everything in it.
func (e *evaluator) excludedOnly(shardNo, d int, fixed uint64) {
	s := e.s
	in := make([]uint64, s.sections(d))
	for _, o := range e.occs {
		_, sec, _ := s.piece(s.pieceAt(d, o.start-int(s.docs[d].text)))
		in[sec] |= 1 << o.word
	}
	for sec := len(in) - 1; sec > 0; sec-- {
		in[s.parent(d, sec)] |= in[sec]
	}
	if e.byHead == 0 {
		if e.holds(e.root, fixed|in[0]) {
			e.found = append(e.found, found{shard: shardNo, doc: d, have: fixed})
		}
		return
	}
	e.heads = e.headBits(s, d, false, e.heads)
	for sec := 1; sec < len(in); sec++ {
		own := e.sectionBits(s, d, sec, e.heads)
		if own != 0 && e.holds(e.root, fixed|own|in[sec]) {
			e.found = append(e.found, found{shard: shardNo, doc: d, sec: sec, have: own, head: own})
		}
	}
}
