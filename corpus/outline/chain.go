package outline

import (
	"math"
	"math/bits"
	"slices"
)

const (
	wide  = 16 // a chain may leap over so many numbers at a price by their count
	never = -math.MaxFloat32 / 4

	goesOn = 2 // what a label gains by following the number before it; nothing gains more
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
// the highest sum over the whole document. Its memory serves one series after another.
type chain struct {
	cs     []candidate
	p      costs
	states []state // by number
	epoch  int32
	top    []summit // Fenwick tree over numbers: the best chain that ends at or below
	by     []reach  // how each candidate of the series was reached
}

// A summit is the best of several chains, and the candidate that it ends with.
type summit struct {
	score float32
	at    int32
}

// A reach is the best way to a candidate.
type reach struct {
	score float32
	from  int32 // the candidate before; -1 = none
	goes  bool  // it goes on from there, and does not begin a list again
}

func (r *reach) take(score float32, from int32, goes bool) {
	if score > r.score && from >= 0 {
		*r = reach{score, from, goes}
	}
}

// link chooses candidates among ids (indices in cs, in order) and sets chosen and next.
// Boundaries are offsets, in order, where an outer section begins; elided are offsets of
// elisions, over which numbers may be missing at no price. It reports whether any was chosen.
func (c *chain) link(cs []candidate, ids []int32, p costs, boundaries, elided []int32) bool {
	if len(ids) == 0 {
		return false
	}
	n, top := 1, float32(never)
	for _, id := range ids {
		n, top = max(n, int(cs[id].number)), max(top, cs[id].score)
	}
	if top <= -goesOn {
		return false // no chain comes to more than nothing
	}
	c.cs, c.p, c.epoch = cs, p, 0
	c.states = slices.Grow(c.states[:0], n+2)[:n+2]
	c.top = slices.Grow(c.top[:0], n+2)[:n+2]
	c.by = slices.Grow(c.by[:0], len(ids))[:len(ids)]
	for i := range c.states {
		c.states[i] = state{here: never, before: never, hereAt: -1, beforeAt: -1}
		c.top[i] = summit{never, -1}
	}
	c.run(ids, boundaries, elided)
	return c.choose(ids)
}

func (c *chain) run(ids, boundaries, elided []int32) {
	all, older := summit{never, -1}, summit{never, -1} // the best chain so far; before the last boundary
	b, e := 0, 0
	afterElision := false
	for k, id := range ids {
		x := &c.cs[id]
		for b < len(boundaries) && boundaries[b] <= x.start {
			c.epoch++
			older = all
			b++
			afterElision = false
		}
		for e < len(elided) && elided[e] <= x.start {
			afterElision = true
			e++
		}
		r := &c.by[k]
		c.enter(r, x, all, older, afterElision)
		r.score += x.score
		c.record(x.number, summit{r.score, int32(k)})
		if r.score > all.score {
			all = summit{r.score, int32(k)}
		}
		if x.score > 0 {
			afterElision = false
		}
	}
}

// enter finds the best score with which x can be reached, and from where.
func (c *chain) enter(r *reach, x *candidate, all, older summit, elision bool) {
	n := x.number
	jump := float32(0)
	if n != 1 && x.suffix == 0 {
		jump = c.p.jump + leapPrice(n)*0.3
		if elision {
			jump *= 0.25
		}
	}
	*r = reach{score: -c.p.start - jump, from: -1}
	near := c.p.near
	least := float32(0.5) + leapPrice(2) // the lowest price of a leap
	if elision {
		near *= 0.5
		least *= 0.3
	}
	r.take(all.score-near-jump*1.5, all.at, false)
	r.take(older.score-c.p.far-jump*1.5, older.at, false)
	if x.suffix > 0 {
		c.over(r, n, goesOn)
	}
	c.over(r, n-1, goesOn)
	if x.score >= 3 && x.suffix == 0 {
		// A number doubled or two turned round: the label is plain to see, the count is at fault.
		c.over(r, n, -2.5)
		c.over(r, n+1, -3.5)
	}
	if n <= 2 || all.score-least <= r.score {
		return
	}
	best := c.below(n - 2).score
	if best-least <= r.score {
		return // no leap beats what there is
	}
	for g := int32(2); g <= wide && n-g >= 1; g++ {
		if s := &c.states[n-g]; s.hereAt < 0 && s.beforeAt < 0 {
			continue // no label bears the number
		}
		price := 0.5 + leapPrice(g)
		if elision {
			price *= 0.3
		}
		if best-price <= r.score {
			break // nor does a longer one
		}
		c.over(r, n-g, -price)
	}
	if n > wide+1 {
		far := float32(6)
		if x.score >= 4 {
			far = 4
		}
		if best-far-c.p.cross > r.score {
			s := c.below(n - wide - 1)
			r.take(s.score-far-c.p.cross, s.at, true)
		}
	}
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
func (c *chain) over(r *reach, n int32, gain float32) {
	if n < 1 || int(n) >= len(c.states) {
		return
	}
	s := &c.states[n]
	if s.epoch != c.epoch {
		s.turn(c.epoch)
	}
	r.take(s.here+gain, s.hereAt, true)
	r.take(s.before+gain-c.p.cross, s.beforeAt, true)
}

// turn opens a new segment.
func (s *state) turn(epoch int32) {
	if s.here > s.before {
		s.before, s.beforeAt = s.here, s.hereAt
	}
	s.here, s.hereAt, s.epoch = never, -1, epoch
}

// record notes a chain that ends with number n.
func (c *chain) record(n int32, x summit) {
	s := &c.states[n]
	if s.epoch != c.epoch {
		s.turn(c.epoch)
	}
	if x.score > s.here {
		s.here, s.hereAt = x.score, x.at
	}
	for i := max(n, 1); int(i) < len(c.top); i += i & -i { // from 1: at 0 it would not move
		if x.score > c.top[i].score {
			c.top[i] = x
		}
	}
}

// below is the best chain that ends with a number of at most n.
func (c *chain) below(n int32) summit {
	best := summit{never, -1}
	for i := n; i > 0; i -= i & -i {
		if c.top[i].score > best.score {
			best = c.top[i]
		}
	}
	return best
}

// choose walks back from the best end; it reports whether there is one.
func (c *chain) choose(ids []int32) bool {
	k := int32(-1)
	best := float32(0)
	for i := range c.by {
		if v := c.by[i].score; v > best {
			best, k = v, int32(i)
		}
	}
	if k < 0 {
		return false
	}
	next := int32(-1)
	for k >= 0 {
		x := &c.cs[ids[k]]
		x.chosen, x.next = true, next
		next = -1
		if c.by[k].goes {
			next = ids[k]
		}
		k = c.by[k].from
	}
	return true
}
