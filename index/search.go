package index

import (
	"cmp"
	"context"
	"fmt"
	"math/bits"
	"path/filepath"
	"runtime"
	"runtime/debug"
	"slices"
	"strings"
	"sync"
	"sync/atomic"
	"time"
)

// Options say how much of the answer is wanted.
type Options struct {
	Limit   int           // hits; 0 = all, -1 = none, for counts only
	In      string        // only documents at or below this path (absolute)
	Matches int           // at most so many matches a hit; 0 = all
	Budget  time.Duration // give the best of what is found in this time, which may be nothing, Partial set; 0 = find everything
}

// A Result is the answer to a query.
type Result struct {
	Query    Query
	Hits     []Hit // best first
	Sections int   // that answer; with Partial, so far
	Docs     int   // that hold any of them
	Matches  int   // in them
	ByDoc    []DocCount
	Damaged  int  // documents that could not be searched, see Problems
	Partial  bool // the budget was used up before everything was looked at
	Took     time.Duration
}

// A DocCount is what was found in one document, in the order of the path.
type DocCount struct {
	Doc      *Doc
	Sections int
	Matches  int
}

// Search answers q. It stops early when ctx is done, with its error.
func (x *Index) Search(ctx context.Context, q Query, o Options) (res *Result, err error) {
	begin := time.Now()
	res = &Result{Query: q}
	if q.Empty() {
		return res, ctx.Err()
	}
	p, err := newPlan(q)
	if err != nil {
		return nil, err
	}
	defer debug.SetPanicOnFault(debug.SetPanicOnFault(true))
	defer func() {
		if r := recover(); r != nil {
			res, err = nil, fmt.Errorf("index: %v: run gangmu doctor", r)
		}
	}()
	var work, later []batch
	cand := make([][]candidates, len(x.shards))
	for k, s := range x.shards {
		cand[k] = x.candidates(p, s)
		first, second := x.batches(p, k, s, cand[k], o)
		work, later = append(work, first...), append(later, second...)
	}
	for _, b := range later {
		b.only = titled
		work = append(work, b)
	}
	for _, b := range later {
		b.only = untitled
		work = append(work, b)
	}
	var deadline time.Time
	if o.Budget > 0 {
		deadline = begin.Add(o.Budget * 5 / 8) // the rest is for ranking and snippets
	}
	finders, partial, err := x.run(ctx, p, work, deadline)
	if err != nil {
		return nil, err
	}
	all := collect(finders)
	res.Partial = partial
	for _, e := range finders {
		res.Damaged += e.damaged
	}
	x.count(res, all)
	x.rank(p, finders, all, o.Limit)
	if o.Limit > 0 && len(all) > o.Limit {
		all = all[:o.Limit]
	}
	if o.Limit >= 0 {
		res.Hits, err = x.hits(ctx, p, cand, all, o)
	}
	res.Took = time.Since(begin)
	var read int64
	for _, b := range work {
		if b.only != titled {
			read += int64(b.size)
		}
	}
	x.trim(read)
	return res, err
}

// A batch is some documents of a shard that have to be looked at.
type batch struct {
	no   int
	s    *shard
	cand []candidates
	docs []int
	size int // bytes of the units to be read
	only int // all of the docs, or only those that p.titled says, or those that it does not
}

const (
	titled = 1 + iota
	untitled
)

// batchBytes is how much text a goroutine takes on at a time.
const batchBytes = 1 << 20

// batches finds the documents of shard s that may answer p: first those where the index says so,
// then those that only a heading or title in pinyin could make answer.
func (x *Index) batches(p *plan, no int, s *shard, cand []candidates, o Options) (first, second []batch) {
	lists := [2]batchList{{next: batch{no: no, s: s, cand: cand}}, {next: batch{no: no, s: s, cand: cand}}}
	for d := range s.size() {
		if s.dead != nil && s.dead[d] || s.docs[d].Err != "" || o.In != "" && !within(s.docs[d].Path, o.In) {
			continue
		}
		lo, hi := int(s.docs[d].unit), int(s.docs[d+1].unit)
		sure, spelled := ^p.text, uint64(0)
		for m := p.text; m != 0; m &= m - 1 {
			k := bits.TrailingZeros64(m)
			switch {
			case cand[k].units == nil || cand[k].units.any(lo, hi):
				sure |= 1 << k
			case p.words[k].term.spell != nil:
				spelled |= 1 << k
			}
		}
		if maybe := sure | spelled; !p.may(p.root, maybe) || p.hunted != 0 && maybe&p.hunted == 0 {
			continue
		}
		l := &lists[0]
		if !p.may(p.root, sure) || p.hunted != 0 && sure&p.hunted == 0 {
			l = &lists[1]
		}
		l.add(d, int(s.docs[d+1].text-s.docs[d].text))
	}
	return lists[0].end(), lists[1].end()
}

// titled reports whether a word of p spells the title of document d of s in pinyin.
func (p *plan) titled(s *shard, d int) bool {
	return slices.ContainsFunc(p.words, func(w *planWord) bool {
		return w.field == "" && w.term.spell != nil && w.term.spell.in(s.docs[d].Title)
	})
}

// A batchList parts documents into batches.
type batchList struct {
	done []batch
	next batch
}

func (l *batchList) add(d, size int) {
	l.next.docs = append(l.next.docs, d)
	if l.next.size += size; l.next.size > batchBytes {
		l.done = append(l.done, l.next)
		l.next.docs, l.next.size = nil, 0
	}
}

func (l *batchList) end() []batch {
	if len(l.next.docs) > 0 {
		l.done = append(l.done, l.next)
	}
	return l.done
}

// within reports whether path is dir or lies below it.
func within(path, dir string) bool {
	dir = filepath.Clean(dir)
	return path == dir || strings.HasPrefix(path, strings.TrimSuffix(dir, string(filepath.Separator))+string(filepath.Separator))
}

// candidates is where a word may be, for what the index knows.
type candidates struct {
	units bitset   // nil = anywhere
	alts  []bitset // the same for each alternative, if there are several
}

// candidates asks the index of s for the units that may hold each word of p.
func (x *Index) candidates(p *plan, s *shard) []candidates {
	cand := make([]candidates, len(p.words))
	indexed := s.post != nil
	for k, w := range p.words {
		if w.field != "" {
			continue
		}
		if w.term.all || !indexed {
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
	}
	return cand
}

// run evaluates p over the batches, on all cores, until the deadline if there is one.
func (x *Index) run(ctx context.Context, p *plan, work []batch, deadline time.Time) ([]*evaluator, bool, error) {
	n := max(1, min(runtime.GOMAXPROCS(0), len(work)))
	finders := make([]*evaluator, n)
	var next atomic.Int64
	var partial atomic.Bool
	var wg sync.WaitGroup
	var panicked atomic.Value
	one := func(e *evaluator) {
		defer debug.SetPanicOnFault(debug.SetPanicOnFault(true)) // a mapped file that was cut off
		defer func() {
			if r := recover(); r != nil {
				panicked.Store(fmt.Sprint(r))
			}
		}()
		for {
			i := int(next.Add(1)) - 1
			if i >= len(work) {
				return
			}
			b := work[i]
			e.s, e.cand = b.s, b.cand
			for k, d := range b.docs {
				if k&15 == 0 && ctx.Err() != nil {
					return
				}
				if e.overdue() {
					partial.Store(true)
					return
				}
				if b.only == 0 || p.titled(b.s, d) == (b.only == titled) {
					e.doc(b.no, d)
				}
			}
		}
	}
	for i := range finders {
		finders[i] = &evaluator{plan: p, deadline: deadline}
		if i == 0 {
			continue
		}
		wg.Add(1)
		go func() { defer wg.Done(); one(finders[i]) }()
	}
	one(finders[0])
	wg.Wait()
	if r := panicked.Load(); r != nil {
		return nil, false, fmt.Errorf("index: %v: run gangmu doctor", r)
	}
	skipped := false
	for _, e := range finders {
		if e.err != nil {
			return nil, false, e.err
		}
		skipped = skipped || e.late
	}
	return finders, partial.Load() || skipped, ctx.Err()
}

// collect puts together what the evaluators found; found.tf is an index of the first one's counts.
func collect(finders []*evaluator) []found {
	if len(finders) == 1 {
		return finders[0].found
	}
	var all []found
	first := finders[0]
	all = append(all, first.found...)
	for _, e := range finders[1:] {
		off := len(first.tf)
		first.tf = append(first.tf, e.tf...)
		for _, f := range e.found {
			f.tf += off
			all = append(all, f)
		}
	}
	return all
}

// count sums up what was found.
func (x *Index) count(res *Result, all []found) {
	type key struct{ shard, doc int }
	at := map[key]int{}
	last := key{-1, -1}
	var c *DocCount
	for _, f := range all {
		if k := (key{f.shard, f.doc}); k != last {
			i, ok := at[k]
			if !ok {
				i = len(res.ByDoc)
				at[k] = i
				res.ByDoc = append(res.ByDoc, DocCount{Doc: &x.shards[f.shard].docs[f.doc].Doc})
			}
			c, last = &res.ByDoc[i], k
		}
		c.Sections++
		c.Matches += f.count
		res.Matches += f.count
	}
	res.Sections, res.Docs = len(all), len(res.ByDoc)
	slices.SortFunc(res.ByDoc, func(a, b DocCount) int { return cmp.Compare(a.Doc.Path, b.Doc.Path) })
}
