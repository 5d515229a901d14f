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

// A node is what a chain sees of a candidate.
type node struct {
	id       int32 // its place among the candidates
	number   int32
	score    float32 // log odds
	suffixed bool
	inline   bool // as of the candidate
	item     bool
	under    bool
}

// lane is where the label is linked: law says that articles stand above.
func (x *node) lane(law bool) lane {
	switch {
	case x.inline:
		return laneInline
	case x.item && !law || x.under:
		return laneItem
	}
	return laneHead
}

// like reports whether x can be reached as y can.
func (x *node) like(y *node) bool {
	return x.number == y.number && x.score == y.score && x.suffixed == y.suffixed
}

// A state is the best chain that ends with one number.
type state struct {
	here, before float32 // best score in the present segment, and in all earlier ones
	hereAt       int32   // the node that it ends with
	beforeAt     int32
	epoch        int32
}

// A chain finds the best increasing chain of one series by dynamic programming: each candidate
// may begin a list, follow the number before it, leap, or begin again at 1; what is chosen has
// the highest sum over the whole document. Its memory serves one series after another.
type chain struct {
	p      costs
	nodes  []node
	states []state // by number
	epoch  int32
	by     []reach  // how each node was reached
	filed  int      // how many nodes are in top and borne
	top    []summit // Fenwick tree over numbers: the best chain that ends at or below
	borne  []uint64 // bit n+wide: a label so far bears the number n
}

// A summit is the best of several chains, and the node that it ends with.
type summit struct {
	score float32
	at    int32
}

// A reach is the best way to a node.
type reach struct {
	score float32
	from  int32 // the node before; -1 = none
	goes  bool  // it goes on from there, and does not begin a list again
}

func (r *reach) take(score float32, from int32, goes bool) {
	if score > r.score && from >= 0 {
		*r = reach{score, from, goes}
	}
}

// link chooses among the nodes of a lane, which are in order, and notes the chosen in cs. Bounds are the
// candidates, in order, with which an outer section begins; elided are those behind elisions, over which
// numbers may be missing at no price. It adds the chosen to took, in order.
func (c *chain) link(cs []candidate, nodes []node, l lane, p costs, bounds, elided, took []int32) []int32 {
	if !p.worth(nodes) {
		return took
	}
	for gain(nodes[len(nodes)-1].score) <= 0 { // a chain that went on would come to less
		nodes = nodes[:len(nodes)-1]
	}
	n := int32(1)
	for i := range nodes {
		n = max(n, nodes[i].number)
	}
	c.p, c.nodes, c.epoch, c.filed = p, nodes, 0, 0
	c.states = slices.Grow(c.states[:0], int(n)+2)[:n+2]
	c.top = slices.Grow(c.top[:0], int(n)+2)[:n+2]
	c.by = slices.Grow(c.by[:0], len(nodes))[:len(nodes)]
	for i := range c.states {
		c.states[i] = state{here: never, before: never, hereAt: -1, beforeAt: -1}
		c.top[i] = summit{never, -1}
	}
	words := (int(n)+wide)/64 + 2
	c.borne = slices.Grow(c.borne[:0], words)[:words]
	clear(c.borne)
	return c.choose(cs, l, c.run(bounds, elided), took)
}

// run finds the best way to every node; it gives the best chain.
func (c *chain) run(bounds, elided []int32) summit {
	all, older := summit{never, -1}, summit{never, -1} // the best chain so far; before the last bound
	next := int32(0)                                   // the number that goes on from there in the same segment; 0 = none
	afterElision := false
	var last reach // of the node before; it is that of a like one if no better chain was found since
	known := false
	for k := range c.nodes {
		x := &c.nodes[k]
		if len(bounds) > 0 && bounds[0] <= x.id {
			for len(bounds) > 0 && bounds[0] <= x.id {
				bounds = bounds[1:]
			}
			c.epoch++
			older, next = all, 0
			afterElision, known = false, false
		}
		for len(elided) > 0 && elided[0] <= x.id {
			afterElision, known = true, false
			elided = elided[1:]
		}
		r := &c.by[k]
		switch {
		case x.number == next && !x.suffixed: // as a rule; nothing gains more
			*r = reach{all.score + goesOn, all.at, true}
		case known && x.like(&c.nodes[k-1]):
			*r = last
		default:
			c.enter(r, k, all, older, afterElision)
		}
		last = *r
		r.score += x.score
		known = !c.record(x.number, summit{r.score, int32(k)})
		if r.score > all.score {
			all, next = summit{r.score, int32(k)}, 0
			if r.score > 0 {
				next = x.number + 1
			}
		}
		if x.score > 0 && afterElision {
			afterElision, known = false, false
		}
	}
	return all
}

// enter finds the best score with which node k can be reached, and from where.
func (c *chain) enter(r *reach, k int, all, older summit, elision bool) {
	x := &c.nodes[k]
	n := x.number
	jump := float32(0)
	if n != 1 && !x.suffixed {
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
	if x.suffixed {
		c.over(r, n, goesOn)
	}
	c.over(r, n-1, goesOn)
	if x.score >= 3 && !x.suffixed {
		// A number doubled or two turned round: the label is plain to see, the count is at fault.
		c.over(r, n, -2.5)
		c.over(r, n+1, -3.5)
	}
	if n <= 2 || all.score-least <= r.score {
		return
	}
	c.file(k)
	best := c.below(n - 2).score
	if best-least <= r.score {
		return // no leap beats what there is
	}
	for w := c.window(n); w != 0; {
		k := int32(bits.Len64(w) - 1)
		w &^= 1 << k
		g := wide - k
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

// gain is what a label of the score adds to a chain at best.
func gain(score float32) float32 { return max(0, score+goesOn) }

// worth reports whether a chain of nodes may come to more than nothing: the first label pays its price,
// and follows none.
func (p costs) worth(nodes []node) bool {
	least, hope := p.start+goesOn-0.01, float32(0)
	for i := range nodes {
		if hope += gain(nodes[i].score); hope >= least {
			return true
		}
	}
	return false
}

// window has bit k set if a label so far bears the number n-wide+k, for numbers up to n-2.
func (c *chain) window(n int32) uint64 {
	at, shift := n/64, uint(n%64)
	return (c.borne[at]>>shift | c.borne[at+1]<<(64-shift)) & (1<<(wide-1) - 1)
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

// record notes a chain that ends with number n; it reports whether it is better than others in the segment.
func (c *chain) record(n int32, x summit) bool {
	s := &c.states[n]
	if s.epoch != c.epoch {
		s.turn(c.epoch)
	}
	better := x.score > s.here
	if better {
		s.here, s.hereAt = x.score, x.at
	}
	return better
}

// file enters the nodes before k in the tree, which few of them need.
func (c *chain) file(k int) {
	for ; c.filed < k; c.filed++ {
		n, x := c.nodes[c.filed].number, summit{c.by[c.filed].score, int32(c.filed)}
		c.borne[(n+wide)/64] |= 1 << uint((n+wide)%64)
		for i := max(n, 1); int(i) < len(c.top) && x.score > c.top[i].score; i += i & -i { // from 1: at 0 it would not move
			c.top[i] = x // those further up know of no worse
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

// choose walks back from the end of the best chain, if there is one, and adds the chosen to took.
func (c *chain) choose(cs []candidate, l lane, best summit, took []int32) []int32 {
	if best.score <= 0 {
		return took
	}
	next := int32(-1)
	for k := best.at; k >= 0; k = c.by[k].from {
		id, goes := c.nodes[k].id, c.by[k].goes
		took = append(took, id)
		x := &cs[id]
		x.chosen, x.led, x.lane, x.next = true, goes, l, next
		next = -1
		if goes {
			next = id
		}
	}
	slices.Reverse(took)
	return took
}
