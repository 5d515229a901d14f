package index

import (
	"math/bits"
	"slices"
	"sync"
	"time"

	"gangmu/corpus/fold"
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
	x     *Index
	no    int // of the shard
	s     *shard
	cand  []candidates // for each word where it may be
	alts  []alt
	occs  []wordOcc
	secs  []int
	state []state  // by section
	count []uint16 // by section and word: how often it occurs
	epoch int32    // of the document; states of others are void
	touch bitset   // sections to be answered
	heads []uint64

	unpacker          fold.Unpacker
	best              best
	docs              []docCount
	sections, matches int // that answer in the document
	damaged           int // documents that could not be searched
	err               error

	deadline time.Time // zero = none
	late     bool      // the deadline came amid a document, which was left out
	torn     bool      // the tables of the document were wanted to find words in it, and are damaged
}

// A docCount is what was found in a document.
type docCount struct{ shard, doc, sections, matches int32 }

// ready makes e ready for a search of x; what it had allocated is used again.
func (e *evaluator) ready(x *Index, p *plan, limit int, deadline time.Time) {
	e.x, e.plan, e.deadline = x, p, deadline
	e.docs = e.docs[:0]
	e.damaged, e.err, e.late = 0, nil, false
	e.best.ready(x, limit)
}

// evaluators are kept between searches with what they have allocated.
var evaluators = sync.Pool{New: func() any { return new(evaluator) }}

// release gives e back when it has come to the end of a search.
func (e *evaluator) release() {
	e.x.trim(!e.deadline.IsZero())
	e.x, e.best.x, e.plan, e.s, e.cand, e.alts = nil, nil, nil, nil, nil, nil
	evaluators.Put(e)
}

// in goes over to the shard of l.
func (e *evaluator) in(l *shortlist) { e.no, e.s, e.cand = l.no, l.s, l.cand }

// overdue reports whether the deadline has passed.
func (e *evaluator) overdue() bool { return !e.deadline.IsZero() && time.Now().After(e.deadline) }

// A state is what is known of a section of the document that is being evaluated.
type state struct {
	have    uint64 // words that occur in it and are not answered with below
	head    uint64 // those that occur in its own heading
	count   int32  // matches
	length  int32  // bytes of the pieces with matches
	epoch   int32
	piece   int32 // the last piece counted
	window  int32 // the shortest stretch seen that holds a match of every word; 0 = none
	up      int32 // where its matches went: itself if it answered, its parent, or -1
	literal bool  // any match is not spelled in pinyin
}

// A found is a section that answers.
type found struct {
	shard, doc, sec int32
	count           int32
	length, window  int32
	head, above     uint32 // words in its heading; in the headings above it
	title           uint32 // words in the document's title
	have            uint32
	spelled         bool // all of it in pinyin
	score           float64
}

// doc evaluates document d and gives what answers to e.best.
func (e *evaluator) doc(d int) {
	s := e.s
	if e.byTitle != 0 && !s.soundHeads(d) {
		e.damaged++
		return
	}
	fixed := e.docBits(s, d)
	if !e.may(e.root, fixed|e.text|e.byHead) {
		return
	}
	if e.text != 0 && !s.soundText(d) {
		e.damaged++
		return
	}
	e.sections, e.matches = 0, 0
	e.evaluate(d, fixed)
	if e.sections > 0 {
		e.docs = append(e.docs, docCount{int32(e.no), int32(d), int32(e.sections), int32(e.matches)})
	}
}

// evaluate is doc after it is known which fields of the document hold.
func (e *evaluator) evaluate(d int, fixed uint64) {
	s := e.s
	if e.text == 0 {
		if !s.soundTables(d) {
			e.damaged++
			return
		}
		e.fieldsOnly(d, fixed)
		return
	}
	late := e.late
	e.late, e.torn = false, false
	any := e.gatherOccs(d)
	if e.late {
		return
	}
	e.late = late
	if !any && e.hunted != 0 && !e.torn {
		return
	}
	if e.torn || !s.soundTables(d) {
		e.damaged++
		return
	}
	if e.hunted == 0 {
		e.excludedOnly(d, fixed)
		return
	}
	have := fixed
	for _, o := range e.occs {
		have |= 1 << o.word
	}
	if have&e.hunted == 0 || !e.may(e.root, have|e.byHead) {
		return
	}
	if e.byHead != 0 {
		e.heads = e.headBits(s, d, true, e.heads)
	}
	e.spread(d)
	e.answer(d, fixed)
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
			p = s.pieceAfter(d, p, at)
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
		st.literal = st.literal || !o.spelled
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
func (e *evaluator) answer(d int, fixed uint64) {
	s := e.s
	title := uint64(0)
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
				if e.sections == 0 {
					title = e.titleBits(d)
				}
				st.up = int32(sec)
				e.report(d, sec, have, title)
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
}

// bubble gives what section sec holds to its parent.
func (e *evaluator) bubble(sec, up int) {
	st := &e.state[sec]
	to := e.section(up)
	st.up = int32(up)
	to.have |= st.have
	to.count += st.count
	to.length += st.length
	to.literal = to.literal || st.literal
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
func (e *evaluator) report(d, sec int, have, title uint64) {
	st := &e.state[sec]
	e.sections++
	e.matches += int(st.count)
	if e.best.limit < 0 {
		return
	}
	f := found{shard: int32(e.no), doc: int32(d), sec: int32(sec), count: st.count, length: st.length, window: st.window,
		head: uint32(st.head), above: uint32(e.above(d, sec)), title: uint32(title), have: uint32(have), spelled: !st.literal}
	f.score = e.score(&f, e.count[sec*e.n:(sec+1)*e.n], e.x.avg)
	e.best.put(f)
}

// name notes that section sec of document d answers with words that are not in the text: those of
// head are in its heading, or in the title if it is the root. The more of that they are, the better.
func (e *evaluator) name(d, sec int, have, head uint64) {
	e.sections++
	f := found{shard: int32(e.no), doc: int32(d), sec: int32(sec), have: uint32(have), head: uint32(head)}
	if e.best.limit >= 0 {
		line := ""
		for m := have; m != 0; m &= m - 1 {
			w := e.words[bits.TrailingZeros64(m)]
			if w.field != "title" && w.field != "heading" || (w.field == "title") != (sec == 0) {
				continue
			}
			if line == "" {
				line = e.heading(d, sec)
			}
			if a, b, ok := w.term.findLine(line); ok {
				f.score += 1 + float64(b-a)/float64(len(line)+1)
			}
		}
	}
	e.best.put(f)
}

// heading is the folded heading of section sec of document d, of the root the title.
func (e *evaluator) heading(d, sec int) string {
	if sec == 0 {
		return titleLine(e.s.headings(d))
	}
	r := e.s.record(d, sec)
	return fold.String(r.label + r.title)
}

// fieldsOnly answers a query that asks for nothing in the text: with the sections that fields of
// sections name, or with the document.
func (e *evaluator) fieldsOnly(d int, fixed uint64) {
	if e.byHead == 0 {
		if e.holds(e.root, fixed) {
			e.name(d, 0, fixed, 0)
		}
		return
	}
	e.heads = e.headBits(e.s, d, false, e.heads)
	for sec := range e.s.sections(d) {
		if have := fixed | e.sectionBits(e.s, d, sec, e.heads); sec > 0 && have != fixed && e.holds(e.root, have) {
			e.name(d, sec, have, have&e.byHead)
		}
	}
}

// excludedOnly is fieldsOnly where words of the text are excluded. The words of a section are
// those of everything in it.
func (e *evaluator) excludedOnly(d int, fixed uint64) {
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
			e.name(d, 0, fixed, 0)
		}
		return
	}
	e.heads = e.headBits(s, d, false, e.heads)
	for sec := 1; sec < len(in); sec++ {
		own := e.sectionBits(s, d, sec, e.heads)
		if own != 0 && e.holds(e.root, fixed|own|in[sec]) {
			e.name(d, sec, own, own)
		}
	}
}
