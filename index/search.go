package index

import (
	"cmp"
	"context"
	"fmt"
	"runtime"
	"runtime/debug"
	"slices"
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

// FirstAnswer is the Budget of an answer that has to come with the key that is typed; the whole
// answer follows it.
const FirstAnswer = 3 * time.Millisecond

// A Result is the answer to a query.
type Result struct {
	Query    Query
	Hits     []Hit // best first
	Sections int   // that answer; with Partial, so far
	Docs     int   // that hold any of them
	Matches  int   // in them
	Damaged  int   // documents that could not be searched, see Problems
	Partial  bool  // the budget was used up before everything was looked at
	Took     time.Duration

	x      *Index
	counts []docCount
}

// A DocCount is what was found in one document, in the order of the path.
type DocCount struct {
	Doc      *Doc
	Sections int
	Matches  int
}

// ByDoc counts what was found document by document, in the order of the path.
func (r *Result) ByDoc() []DocCount {
	out := make([]DocCount, len(r.counts))
	for i, c := range r.counts {
		out[i] = DocCount{&r.x.shards[c.shard].docs[c.doc].Doc, int(c.sections), int(c.matches)}
	}
	slices.SortFunc(out, func(a, b DocCount) int { return cmp.Compare(a.Doc.Path, b.Doc.Path) })
	return out
}

// Search answers q. It stops early when ctx is done, with its error.
func (x *Index) Search(ctx context.Context, q Query, o Options) (res *Result, err error) {
	begin := time.Now()
	res = &Result{Query: q, x: x}
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
	var deadline time.Time
	if o.Budget > 0 {
		deadline = begin.Add(o.Budget / 2) // the rest is for snippets
	}
	lists := x.shortlists(p, o)
	work := x.order(p, lists, deadline)
	all := make([]*evaluator, max(1, min(runtime.GOMAXPROCS(0), len(work))))
	for i := range all {
		all[i] = evaluators.Get().(*evaluator)
		all[i].ready(x, p, o.Limit, deadline)
	}
	if res.Partial, err = run(ctx, all, work); err != nil {
		return nil, err
	}
	for _, e := range all {
		res.add(e)
	}
	for _, l := range lists {
		res.Damaged += l.damaged
	}
	if o.Limit >= 0 {
		res.Hits, err = x.hits(ctx, p, lists, sorted(x, all, o.Limit), o)
	}
	for _, e := range all {
		e.release()
	}
	res.Took = time.Since(begin)
	return res, err
}

// add adds what e has counted.
func (r *Result) add(e *evaluator) {
	for _, c := range e.docs {
		r.Sections += int(c.sections)
		r.Matches += int(c.matches)
	}
	r.Docs += len(e.docs)
	r.Damaged += e.damaged
	r.counts = append(r.counts, e.docs...)
}

// aheadBatches is for how many batches the system is asked beforehand, where everything will be read.
const aheadBatches = 16

// run evaluates batches, each evaluator on a core, until the deadline if there is one; partial says
// that it came before all was looked at.
func run(ctx context.Context, all []*evaluator, work []batch) (partial bool, err error) {
	var next, asked atomic.Int64
	var late atomic.Bool
	shareOut(len(all), func(k int) {
		e := all[k]
		for i := int(next.Add(1)) - 1; i < len(work); i = int(next.Add(1)) - 1 {
			e.in(work[i].shortlist)
			for a := asked.Load(); a < int64(min(i+aheadBatches, len(work))) && e.deadline.IsZero(); a = asked.Load() {
				if asked.CompareAndSwap(a, a+1) {
					work[a].ahead()
				}
			}
			for k, d := range work[i].docs {
				if k&15 == 0 && ctx.Err() != nil {
					return
				}
				if e.overdue() {
					late.Store(true)
					return
				}
				e.doc(int(d))
			}
			e.x.trim(!e.deadline.IsZero())
		}
	})
	partial = late.Load()
	for _, e := range all {
		if e.err != nil {
			return false, e.err
		}
		partial = partial || e.late
	}
	return partial, ctx.Err()
}
