package index

import (
	"fmt"
	"math/bits"
	"path/filepath"
	"runtime"
	"runtime/debug"
	"strings"
	"sync"
	"sync/atomic"
	"time"
)

// A shortlist is the documents of a shard that may answer a query, as far as the index knows.
type shortlist struct {
	no   int
	s    *shard
	cand []candidates // by word
	docs []int32
	size int   // bytes of their text
	df   []int // by word, how many documents may hold it

	damaged int // documents of which it is not known whether they may
}

// A batch is some documents of a shard that have to be looked at.
type batch struct {
	*shortlist
	docs []int32
}

// ahead lets the system begin to read the text of b, with what little lies between the documents.
func (b *batch) ahead() {
	s := b.s
	if s.checks == nil {
		return
	}
	from, to := 0, 0
	for i, d := range b.docs {
		if i == 0 && d == b.shortlist.docs[0] && 8*len(b.shortlist.docs) > s.size() {
			s.checks.tables.ahead(0, len(s.checks.tables.data)) // a part of it for each document
		}
		at, end := int(s.docs[d].text), int(s.docs[d+1].text)
		if at > to+faultBytes {
			s.checks.text.ahead(from, to)
			from = at
		}
		to = end
	}
	s.checks.text.ahead(from, to)
}

// batchBytes is how much text a goroutine takes on at a time.
const batchBytes = 256 << 10

// sortBytes is how much text there must be to look at before it is worth while to find out which
// documents are likely to answer best. Without a deadline it never is.
const sortBytes = 2 << 20

// candidates is where a word may be, for what the index knows.
type candidates struct {
	units  bitset   // nil = anywhere
	alts   []bitset // the same for each alternative, if there are several
	spells bitset   // documents of which a title or heading is spelled by the word; nil = none
	silent int      // documents whose headings cannot be read, if the word may spell some
}

// shortlists finds the documents of each shard that may answer p, and weighs the words of p.
func (x *Index) shortlists(p *plan, o Options) []*shortlist {
	lists := make([]*shortlist, len(x.shards))
	shareOut(len(lists), func(k int) { lists[k] = x.shortlist(p, k, x.shards[k], o) })
	df := make([]int, len(p.words))
	for _, l := range lists {
		for w, n := range l.df {
			df[w] += n
		}
	}
	p.weigh(df, len(x.docs))
	return lists
}

// shareOut calls f for the numbers below n, on all cores. What panics in f panics in the caller.
func shareOut(n int, f func(i int)) {
	var next atomic.Int64
	var wg sync.WaitGroup
	var panicked atomic.Value
	some := func() {
		defer debug.SetPanicOnFault(debug.SetPanicOnFault(true)) // a mapped file that was cut off
		defer func() {
			if r := recover(); r != nil {
				panicked.Store(fmt.Sprint(r))
			}
		}()
		for i := int(next.Add(1)) - 1; i < n; i = int(next.Add(1)) - 1 {
			f(i)
		}
	}
	for range min(n, runtime.GOMAXPROCS(0)) - 1 {
		wg.Go(some)
	}
	some()
	wg.Wait()
	if r := panicked.Load(); r != nil {
		panic(r)
	}
}

// shortlist finds the documents of shard s that may answer p.
func (x *Index) shortlist(p *plan, no int, s *shard, o Options) *shortlist {
	l := &shortlist{no: no, s: s, cand: x.candidates(p, s), df: make([]int, len(p.words))}
	maybe := make([]uint64, s.size()) // the words that each document may hold
	var always uint64
	for k, w := range p.words {
		c, bit := l.cand[k], uint64(1)<<k
		l.damaged = max(l.damaged, c.silent)
		if w.field != "" || c.units == nil {
			always |= bit
			l.df[k] = s.size()
			continue
		}
		for i, m := range c.units {
			for ; m != 0; m &= m - 1 {
				if d := s.docOf(i<<6 + bits.TrailingZeros64(m)); maybe[d]&bit == 0 {
					maybe[d] |= bit
					l.df[k]++
				}
			}
		}
		for i, m := range c.spells {
			for ; m != 0; m &= m - 1 {
				maybe[i<<6+bits.TrailingZeros64(m)] |= bit
			}
		}
	}
	last, yes := ^uint64(0), false
	for d, m := range maybe {
		if m |= always; m != last {
			last, yes = m, p.may(p.root, m) && (p.hunted == 0 || m&p.hunted != 0)
		}
		if !yes || !s.living(d) || o.In != "" && !within(s.docs[d].Path, o.In) {
			continue
		}
		l.docs = append(l.docs, int32(d))
		l.size += s.textBytes(d)
	}
	return l
}

// within reports whether path is dir or lies below it.
func within(path, dir string) bool {
	dir = filepath.Clean(dir)
	return path == dir || strings.HasPrefix(path, strings.TrimSuffix(dir, string(filepath.Separator))+string(filepath.Separator))
}

// candidates asks the index of s for the units that may hold each word of p.
func (x *Index) candidates(p *plan, s *shard) []candidates {
	cand := make([]candidates, len(p.words))
	indexed := s.post != nil
	for k, w := range p.words {
		if w.field != "" || w.term.all || !indexed {
			continue
		}
		all := newBitset(s.nunits())
		var each []bitset
		for _, a := range w.term.alts {
			set := all
			if len(w.term.alts) > 1 {
				set = newBitset(s.nunits())
				each = append(each, set)
			}
			if err := s.post.candidates(a.grams, set); err != nil {
				indexed = false // a scan is always right
				break
			}
			if len(w.term.alts) > 1 {
				all.or(set)
			}
		}
		if indexed {
			cand[k].units, cand[k].alts = all, each
		}
		if w.term.spell != nil && indexed {
			cand[k].spells = newBitset(s.size())
			s.lines().spelledDocs(w.term.spell, cand[k].spells)
			cand[k].silent = s.lines().damaged
		}
	}
	return cand
}

// order puts the documents of lists into batches. With a deadline, and much to look at, those go
// first whose titles hold most of the words, then those whose headings do.
func (x *Index) order(p *plan, lists []*shortlist, deadline time.Time) []batch {
	size := 0
	for _, l := range lists {
		size += l.size
	}
	if deadline.IsZero() || size < sortBytes || p.hunted == 0 {
		var work []batch
		for _, l := range lists {
			work = l.batches(l.docs, work)
		}
		return work
	}
	classes := make([][likely][]int32, len(lists))
	shareOut(len(lists), func(i int) { classes[i] = lists[i].classes(p) })
	var work []batch
	for c := likely - 1; c >= 0; c-- {
		for i, l := range lists {
			work = l.batches(classes[i][c], work)
		}
	}
	return work
}

// likely is how many classes of documents order tells apart.
const likely = 6

// classes parts the documents of l by what their titles and headings hold: two points for a word in
// the title, one for a word in a heading.
func (l *shortlist) classes(p *plan) (classes [likely][]int32) {
	t := l.s.lines()
	for _, d := range l.docs {
		from, title, to := t.of(int(d))
		points := 0
		for m := p.hunted; m != 0; m &= m - 1 {
			k := bits.TrailingZeros64(m)
			w := p.words[k].term
			switch at := w.first(t.text[:to], from); {
			case at >= 0 && at < title:
				points += 2
			case at >= 0:
				points++
			case l.cand[k].spells != nil && l.cand[k].spells.has(int(d)):
				points++
			}
		}
		points = min(points, likely-1)
		classes[points] = append(classes[points], d)
	}
	return classes
}

// first is where the term, as it is written, stands first in s at from or later; -1 if nowhere.
func (t *term) first(s string, from int) int {
	if t.near != nil {
		return t.near.whole.Index(s, from)
	}
	if t.re != nil {
		return -1
	}
	return t.alts[0].Index(s, from)
}

// batches adds batches of the given documents of l to work.
func (l *shortlist) batches(docs []int32, work []batch) []batch {
	from, size := 0, 0
	for i, d := range docs {
		if size += l.s.textBytes(int(d)); size > batchBytes || i == len(docs)-1 {
			work = append(work, batch{l, docs[from : i+1]})
			from, size = i+1, 0
		}
	}
	return work
}
