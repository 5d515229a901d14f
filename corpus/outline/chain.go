package outline

import (
	"math"
	"math/bits"
)

const (
	wide  = 16 // a chain may leap over so many numbers at a price by their count
	never = -math.MaxFloat32 / 4
)

// A state is the best chain that ends with one number.
type state struct {
	here, before float32 // best score in the present segment, and in all earlier ones
	hereAt       int32   // the candidate that it ends with
	beforeAt     int32
	epoch        int32
}

// A chain finds the best increasing chain of one series by dynamic programming: each candidate
// may begin a list, follow the number before it, leap, or begin again at 1; what is chosen has
// the highest sum over the whole document.
type chain struct {
	cs     []candidate
	p      costs
	states []state
	epoch  int32
	top    []float32 // Fenwick tree over numbers: best score of any chain that ends at or below
	topAt  []int32
	best   []float32 // by k
	from   []int32
	mode   []uint8 // how k was reached: 1 = goes on
}

// link chooses candidates among ids (indices in cs, in order) and sets chosen and next.
// Boundaries are offsets, in order, where an outer section begins; elided are offsets of
// elisions, over which numbers may be missing at no price.
func link(cs []candidate, ids []int32, p costs, boundaries, elided []int32) {
	if len(ids) == 0 {
		return
	}
	maxN := int32(1)
	for _, id := range ids {
		maxN = max(maxN, cs[id].number)
	}
	c := chain{cs: cs, p: p, states: make([]state, maxN+2), top: make([]float32, maxN+2), topAt: make([]int32, maxN+2),
		best: make([]float32, len(ids)), from: make([]int32, len(ids)), mode: make([]uint8, len(ids))}
	for i := range c.states {
		c.states[i] = state{here: never, before: never, hereAt: -1, beforeAt: -1}
		c.top[i], c.topAt[i] = never, -1
	}
	c.run(ids, boundaries, elided)
	c.choose(ids)
}

func (c *chain) run(ids, boundaries, elided []int32) {
	all, allAt := float32(never), int32(-1)     // best chain so far
	older, olderAt := float32(never), int32(-1) // best chain that ends before the last boundary
	b, e := 0, 0
	afterElision := false
	for k, id := range ids {
		x := &c.cs[id]
		for b < len(boundaries) && boundaries[b] <= x.start {
			c.epoch++
			older, olderAt = all, allAt
			b++
			afterElision = false
		}
		for e < len(elided) && elided[e] <= x.start {
			afterElision = true
			e++
		}
		score, from, goes := c.enter(x, all, allAt, older, olderAt, afterElision)
		score += x.score
		c.best[k], c.from[k], c.mode[k] = score, from, goes
		c.record(x.number, score, int32(k))
		if score > all {
			all, allAt = score, int32(k)
		}
		if x.score > 0 {
			afterElision = false
		}
	}
}

// enter gives the best score with which x can be reached, and from where.
func (c *chain) enter(x *candidate, all float32, allAt int32, older float32, olderAt int32, elision bool) (score float32, from int32, goes uint8) {
	n := x.number
	jump := float32(0)
	if n != 1 && x.suffix == 0 {
		jump = c.p.jump + leapPrice(n)*0.3
		if elision {
			jump *= 0.25
		}
	}
	score, from = -c.p.start-jump, -1
	try := func(v float32, at int32, mode uint8) {
		if at >= 0 && v > score {
			score, from, goes = v, at, mode
		}
	}
	near := c.p.near
	if elision {
		near *= 0.5
	}
	try(all-near-jump*1.5, allAt, 0)
	try(older-c.p.far-jump*1.5, olderAt, 0)
	if x.suffix > 0 {
		c.over(n, 2, try)
	}
	c.over(n-1, 2, try)
	if x.score >= 3 && x.suffix == 0 {
		// A number doubled or two turned round: the label is plain to see, the count is at fault.
		c.over(n, -2.5, try)
		c.over(n+1, -3.5, try)
	}
	leaps := int32(wide)
	if v, _ := c.below(n - 2); v-0.45 <= score {
		leaps = 0 // no leap, at the lowest price, beats what there is
	}
	for g := int32(2); g <= leaps && n-g >= 1; g++ {
		price := 0.5 + leapPrice(g)
		if elision {
			price *= 0.3
		}
		c.over(n-g, -price, try)
	}
	if n > wide+1 && leaps > 0 {
		v, at := c.below(n - wide - 1)
		far := float32(6)
		if x.score >= 4 {
			far = 4
		}
		try(v-far-c.p.cross, at, 1)
	}
	return score, from, goes
}

// leapPrice is the binary logarithm of n, as a price for leaving out so many numbers.
func leapPrice(n int32) float32 {
	if int(n) < len(logs) {
		return logs[n]
	}
	return float32(bits.Len32(uint32(n)))
}

var logs = func() (t [64]float32) {
	for n := 2; n < len(t); n++ {
		t[n] = float32(math.Log2(float64(n)))
	}
	return t
}()

// over tries to go on from number n, at a gain or price.
func (c *chain) over(n int32, gain float32, try func(float32, int32, uint8)) {
	if n < 1 || n >= int32(len(c.states)) {
		return
	}
	s := &c.states[n]
	if s.epoch != c.epoch {
		if s.here > s.before {
			s.before, s.beforeAt = s.here, s.hereAt
		}
		s.here, s.hereAt, s.epoch = never, -1, c.epoch
	}
	try(s.here+gain, s.hereAt, 1)
	try(s.before+gain-c.p.cross, s.beforeAt, 1)
}

// record notes a chain that ends with number n at position k.
func (c *chain) record(n int32, score float32, k int32) {
	s := &c.states[n]
	if s.epoch != c.epoch {
		if s.here > s.before {
			s.before, s.beforeAt = s.here, s.hereAt
		}
		s.here, s.epoch = never, c.epoch
	}
	if score > s.here {
		s.here, s.hereAt = score, k
	}
	for i := max(n, 1); i < int32(len(c.top)); i += i & -i { // from 1: at 0 it would not move
		if score > c.top[i] {
			c.top[i], c.topAt[i] = score, k
		}
	}
}

// below is the best chain that ends with a number of at most n.
func (c *chain) below(n int32) (float32, int32) {
	best, at := float32(never), int32(-1)
	for i := n; i > 0; i -= i & -i {
		if c.top[i] > best {
			best, at = c.top[i], c.topAt[i]
		}
	}
	return best, at
}

// choose walks back from the best end.
func (c *chain) choose(ids []int32) {
	k := int32(-1)
	best := float32(0)
	for i, v := range c.best {
		if v > best {
			best, k = v, int32(i)
		}
	}
	next := int32(-1)
	for k >= 0 {
		x := &c.cs[ids[k]]
		x.chosen, x.next = true, next
		next = -1
		if c.mode[k] == 1 {
			next = ids[k]
		}
		k = c.from[k]
	}
}
