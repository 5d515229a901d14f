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

// rank scores all and sorts the best limit (0 = all) to its beginning.
func (x *Index) rank(p *plan, finders []*evaluator, all []found, limit int) {
	if len(all) == 0 {
		return
	}
	idf := x.idf(p, all)
	tf := finders[0].tf
	for i := range all {
		all[i].score = x.score(p, &all[i], tf, idf)
	}
	better := func(a, b found) int {
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
	if limit > 0 && len(all) > 4*limit {
		selectBest(all, limit, better)
		all = all[:limit]
	}
	slices.SortFunc(all, better)
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

// idf is how much each word in the text tells: the rarer, the more.
func (x *Index) idf(p *plan, all []found) []float64 {
	docs := make([]int, len(p.words))
	seen := uint64(0)
	shard, doc := -1, -1
	flush := func() {
		for m := seen; m != 0; m &= m - 1 {
			docs[bits.TrailingZeros64(m)]++
		}
		seen = 0
	}
	for i := range all {
		if f := &all[i]; f.shard != shard || f.doc != doc {
			flush()
			shard, doc = f.shard, f.doc
		}
		seen |= all[i].have & p.hunted
	}
	flush()
	idf := make([]float64, len(p.words))
	for k, n := range docs {
		idf[k] = math.Log(1 + (float64(len(x.docs))+1)/(float64(n)+0.5))
	}
	return idf
}

func (x *Index) score(p *plan, f *found, tf []uint16, idf []float64) float64 {
	norm := k1 * (1 - lenNorm + lenNorm*float64(f.length)/x.avg)
	sum, total := 0.0, 0.0
	k := -1
	for m := p.text; m != 0; m &= m - 1 {
		w := bits.TrailingZeros64(m)
		k++
		if p.hunted>>w&1 == 0 {
			continue
		}
		total += idf[w]
		n := float64(tf[f.tf+k])
		if n == 0 {
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
		sum += idf[w] * s
	}
	if f.window > 0 {
		sum *= 1 + near/(1+float64(f.window)/60)
	}
	if p.text == 0 {
		return float64(bits.OnesCount64(f.head))
	}
	return sum
}
