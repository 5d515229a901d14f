package index

import (
	"cmp"
	"math"
	"math/bits"
	"slices"
)

// Weights of the ranking. A section's score is the sum over the words of
//
//	idf · (tf·(k1+1) / (tf + k1·(1-b+b·length/average)) + inHead + inTitle + above)
//
// (BM25 with bonuses for headings and titles), times a bonus for nearness of several words; recent
// documents go before old ones of the same score. Measured on the golden queries of rank_test.go.
const (
	k1      = 1.2
	lenNorm = 0.3
	inHead  = 3.0
	inTitle = 2.0
	isAbove = 1.0
	near    = 0.8
)

// better orders what was found: what is in the text as it was typed goes before what it spells.
func (x *Index) better(a, b found) int {
	if a.spelled != b.spelled {
		if a.spelled {
			return 1
		}
		return -1
	}
	if c := cmp.Compare(b.score, a.score); c != 0 {
		return c
	}
	da, db := &x.shards[a.shard].docs[a.doc], &x.shards[b.shard].docs[b.doc]
	if c := cmp.Compare(db.Year, da.Year); c != 0 {
		return c
	}
	if c := cmp.Compare(db.Date, da.Date); c != 0 {
		return c
	}
	return cmp.Or(cmp.Compare(da.Path, db.Path), cmp.Compare(a.sec, b.sec))
}

// A best keeps the best of what is found, so many of them.
type best struct {
	x     *Index
	limit int // 0 = all, -1 = none
	found []found
	worst float64 // the score of the worst that is kept, once there are enough of them
	full  bool
}

func (b *best) ready(x *Index, limit int) {
	*b = best{x: x, limit: limit, found: b.found[:0]}
}

func (b *best) put(f found) {
	if b.limit < 0 || b.full && !f.spelled && f.score < b.worst {
		return
	}
	if b.found = append(b.found, f); b.limit > 0 && len(b.found) >= 2*b.limit+64 {
		b.cut()
	}
}

// cut leaves the best limit.
func (b *best) cut() {
	if b.limit <= 0 || len(b.found) <= b.limit {
		return
	}
	selectBest(b.found, b.limit, b.x.better)
	b.found = b.found[:b.limit]
	b.worst, b.full = math.Inf(1), true
	for i := range b.found {
		f := &b.found[i]
		if f.spelled {
			b.full = false
		}
		b.worst = min(b.worst, f.score)
	}
}

// sorted gives the best of several, the best first.
func sorted(x *Index, all []*evaluator, limit int) []found {
	b := best{x: x, limit: limit}
	for _, e := range all {
		b.found = append(b.found, e.best.found...)
	}
	b.cut()
	slices.SortFunc(b.found, x.better)
	return b.found
}

// selectBest brings the n best to the front, in any order.
func selectBest(all []found, n int, better func(a, b found) int) {
	lo, hi := 0, len(all)
	for hi-lo > 1 {
		pivot := all[lo+(hi-lo)/2]
		i, j := lo, hi-1
		for i <= j {
			for better(all[i], pivot) < 0 {
				i++
			}
			for better(all[j], pivot) > 0 {
				j--
			}
			if i <= j {
				all[i], all[j] = all[j], all[i]
				i++
				j--
			}
		}
		switch {
		case n <= j:
			hi = j + 1
		case n > i:
			lo = i
		default:
			return
		}
	}
}

// weigh sets how much each word in the text tells: the rarer, the more. Of the documents docs that
// are searched, df may hold each.
func (p *plan) weigh(df []int, docs int) {
	p.idf = make([]float64, len(p.words))
	for k, n := range df {
		p.idf[k] = math.Log(1 + (float64(docs)+1)/(float64(n)+0.5))
	}
}

// score is the score of f, whose words occur as often as tf says, in sections of avg bytes on average.
func (p *plan) score(f *found, tf []uint16, avg float64) float64 {
	norm := k1 * (1 - lenNorm + lenNorm*float64(f.length)/avg)
	sum := 0.0
	k := -1
	for m := p.text; m != 0; m &= m - 1 {
		w := bits.TrailingZeros64(m)
		k++
		n := float64(tf[k])
		if p.hunted>>w&1 == 0 || n == 0 {
			continue
		}
		s := n * (k1 + 1) / (n + norm)
		if f.head>>w&1 != 0 {
			s += inHead
		}
		if f.title>>w&1 != 0 {
			s += inTitle
		}
		if f.above>>w&1 != 0 {
			s += isAbove
		}
		sum += p.idf[w] * s
	}
	if f.window > 0 {
		sum *= 1 + near/(1+float64(f.window)/60)
	}
	return sum
}
