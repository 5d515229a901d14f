package outline

import (
	"cmp"
	"slices"

	"gangmu/corpus/numbering"
)

// A path is the number of a decimal label: 5, 10, 1 in 5.10.1. Paths come in the order of their words:
// numbers before letters, 5.9 before 5.10, 5 before 5.1.
type path struct {
	high uint64 // the letter in A.1, whose first number is its place, or 0; four numbers, each plus 1
	low  uint64 // four more; how many there are
}

const (
	numberBits = 14 // numbering reads eight numbers at most, none above 9999
	depthBits  = 8
)

// slot is the word of number k, and how far to the left it lies there.
func (q *path) slot(k int) (word *uint64, left uint) {
	if k < 4 {
		return &q.high, numberBits * uint(3-k)
	}
	return &q.low, depthBits + numberBits*uint(7-k)
}

// pathOf is the path of the decimal label that was read last.
func pathOf(read *numbering.Reader) path {
	q := path{high: uint64(read.Letter) << (4 * numberBits)}
	for _, n := range read.Numbers() {
		q = q.down(int(n))
	}
	return q
}

func (q path) letter() byte { return byte(q.high >> (4 * numberBits)) }

// depth is how many numbers q has.
func (q path) depth() int { return int(q.low & (1<<depthBits - 1)) }

// number is number k of q, from 0; -1 if it has none.
func (q path) number(k int) int {
	word, left := q.slot(k)
	return int(*word>>left&(1<<numberBits-1)) - 1
}

func (q path) last() int { return q.number(q.depth() - 1) }

// down is the path with number n below q: 5.10.1 of 5.10.
func (q path) down(n int) path {
	word, left := q.slot(q.depth())
	*word |= uint64(n+1) << left
	q.low++
	return q
}

// up is the path above q: 5.10 of 5.10.1.
func (q path) up() path {
	q.low--
	word, left := q.slot(q.depth())
	*word &^= (1<<numberBits - 1) << left
	return q
}

// beside is q with another last number.
func (q path) beside(n int) path { return q.up().down(n) }

// holds reports whether x lies below q: 5.10.1 below 5.10.
func (q path) holds(x path) bool {
	if q.depth() >= x.depth() {
		return false
	}
	for x.depth() > q.depth() {
		x = x.up()
	}
	return q == x
}

// compare orders paths.
func (q path) compare(x path) int {
	return cmp.Or(cmp.Compare(q.high, x.high), cmp.Compare(q.low, x.low))
}

// path is the path of a decimal label.
func (p *parser) path(c *candidate) path {
	if k := p.faces[c.face].path; k > 0 {
		return p.paths[k-1]
	}
	return path{}.down(int(c.number))
}

// paths are the different paths of the decimal labels of a document, each with what the others tell
// of it.
type paths struct {
	place map[path]int32
	all   []pathFacts
	near  [256]int32 // places of some of them, plus 1
}

// pathFacts is what is known of a path.
type pathFacts struct {
	path
	holds  bool  // others lie below it
	next   bool  // one beside it is there: 5.2 of 5.1, 5.1 of 5.2
	inside bool  // the one above it is there
	rank   int32 // among the paths that are in question; 0 = none
}

// add gives the place of q.
func (d *paths) add(q path) int32 {
	h := (q.high ^ q.low) * 0x9E3779B97F4A7C15 >> 56 // a text repeats its paths, or counts on
	if i := d.near[h] - 1; i >= 0 && d.all[i].path == q {
		return i
	}
	i, ok := d.place[q]
	if !ok {
		i = int32(len(d.all))
		d.place[q] = i
		d.all = append(d.all, pathFacts{path: q})
	}
	d.near[h] = i + 1
	return i
}

// relate finds how the paths lie to one another.
func (d *paths) relate() {
	seen := func(q path) bool {
		_, ok := d.place[q]
		return ok
	}
	holds := map[path]bool{} // with others below them, themselves there or not
	for i := range d.all {
		f := &d.all[i]
		n := f.last()
		f.next = n > 1 && seen(f.beside(n-1)) || seen(f.beside(n+1))
		f.inside = f.depth() > 1 && seen(f.up())
		for q := f.path; q.depth() > 1; {
			if q = q.up(); holds[q] {
				break // and all above it
			}
			holds[q] = true
		}
	}
	for i := range d.all {
		d.all[i].holds = holds[d.all[i].path]
	}
}

// order gives the paths of labels their ranks, from 1; it returns the highest.
func (d *paths) order(labels []decimal) int32 {
	var used []int32
	for _, x := range labels {
		d.all[x.path].rank = 0
	}
	for _, x := range labels {
		if f := &d.all[x.path]; f.rank == 0 {
			f.rank = 1
			used = append(used, x.path)
		}
	}
	slices.SortFunc(used, func(i, j int32) int { return d.all[i].compare(d.all[j].path) })
	for k, i := range used {
		d.all[i].rank = int32(k) + 1
	}
	return int32(len(used))
}
