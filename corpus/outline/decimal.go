package outline

import (
	"slices"
	"strings"
	"unicode/utf8"

	"gangmu/corpus/numbering"
)

// A path is the number of a decimal label: 5, 10, 1 in 5.10.1. Numbering reads eight numbers at
// most, none above 999.
type path struct {
	letter byte  // 'A' in A.1, whose first number is the place of the letter; else 0
	depth  uint8 // how many numbers
	at     [8]int16
}

func pathOf(l *numbering.Label) path {
	q := path{letter: l.Letter, depth: uint8(len(l.Path))}
	for i, n := range l.Path {
		q.at[i] = int16(n)
	}
	return q
}

func (q path) numbers() []int16 { return q.at[:q.depth] }

// up is the path above q: 5.10 of 5.10.1.
func (q path) up() path {
	q.depth--
	q.at[q.depth] = 0
	return q
}

func (q path) last() int { return int(q.at[q.depth-1]) }

// beside is q with another last number.
func (q path) beside(n int) path {
	q.at[q.depth-1] = int16(n)
	return q
}

// holds reports whether x lies below q: 5.10.1 below 5.10.
func (q path) holds(x path) bool {
	return q.depth < x.depth && slices.Equal(q.at[:q.depth], x.at[:q.depth])
}

// compare orders paths: numbers before letters, 5.9 before 5.10, 5 before 5.1.
func (q path) compare(x path) int {
	if q.letter != x.letter {
		return int(q.letter) - int(x.letter)
	}
	return slices.Compare(q.at[:q.depth], x.at[:x.depth])
}

// path is the path of a decimal label.
func (p *parser) path(c *candidate) path {
	if c.path == 0 {
		return path{depth: 1, at: [8]int16{int16(c.number)}}
	}
	return p.paths[c.path-1]
}

// linkDecimals chooses the labels 1.1.1 of a standard (GB/T 1.1-2020): the heaviest rising
// sequence of paths, where a path weighs more if the one that it follows is there too.
func (p *parser) linkDecimals(ids []int32) {
	var live []int32
	seen := map[path]int{}
	holds := map[path]bool{} // paths with others below them
	for _, id := range ids {
		c := &p.cs[id]
		if c.place != atLine && c.place != atPara && !(p.flat && (c.place == atBlank || c.place == atLabel)) || c.quoted || c.row || c.contents || p.quantity(c) {
			continue
		}
		live = append(live, id)
		q := p.path(c)
		seen[q]++
		for q.depth > 1 {
			q = q.up()
			if holds[q] {
				break // and all above it
			}
			holds[q] = true
		}
	}
	if len(live) == 0 {
		return
	}
	var kept []int32
	tops := 0 // 4 with a 4.1 below it
	for _, id := range live {
		if q := p.path(&p.cs[id]); q.depth == 1 && holds[q] {
			tops++
		}
	}
	under, k := int32(0), int32(0) // the number of the last 第三章, 第三条
	for _, id := range live {
		for ; k < id; k++ {
			if u := &p.cs[k]; u.chosen && (u.series == chapters || u.series == articles) {
				under = u.number
			}
		}
		c := &p.cs[id]
		q := p.path(c)
		w := decimalWeight(c, q, seen, holds)
		if q.depth == 2 && q.letter == 0 && int32(q.at[0]) == under {
			w += 2 // 3.1 below 第三条
		}
		if q.depth == 1 && tops > 1 {
			w += 1.5
		}
		if w > 0 {
			c.score = w
			kept = append(kept, id)
		}
	}
	p.rising(kept)
}

// quantity reports whether the number is a measure, a date or an amount: 2.5亿元, 3.15晚会.
func (p *parser) quantity(c *candidate) bool {
	rest := strings.TrimLeft(p.t[c.end:], " 　")
	if strings.HasPrefix(rest, "个百分点") {
		return true
	}
	r, _ := utf8.DecodeRuneInString(p.t[c.end:])
	return strings.ContainsRune("%％‰℃万亿億萬元个個年月日号號时時分秒米公吨噸倍人户戶件次项岁歲cmkg～~-—－至/×*+＋=", r)
}

// decimalWeight is how much speaks for c: the path before it in the count, its own heading block.
func decimalWeight(c *candidate, q path, seen map[path]int, holds map[path]bool) float32 {
	w := float32(-1)
	if n := q.last(); n > 1 && seen[q.beside(n-1)] > 0 || seen[q.beside(n+1)] > 0 {
		w += 2
	}
	child := holds[q]
	if child {
		w += 2
	}
	if q.depth > 1 {
		if seen[q.up()] > 0 {
			w += 1
		}
	} else if !child && c.block == 0 {
		w -= 1.5 // 1 范围 needs more than a neighbour
	}
	if c.block > 0 {
		w += 2
	}
	if q.letter != 0 { // A.1: no measure looks like it
		w += 1.5
	}
	if c.follow == beforeBlank || c.follow == beforeEnd {
		w += 0.5
	} else if q.depth == 1 {
		w -= 0.5
	}
	return w
}

// rising chooses the heaviest subsequence of ids whose paths rise.
func (p *parser) rising(ids []int32) {
	order := make([]int32, len(ids)) // places in ids, by path
	paths := make([]path, len(ids))
	for i, id := range ids {
		order[i], paths[i] = int32(i), p.path(&p.cs[id])
	}
	slices.SortStableFunc(order, func(i, j int32) int { return paths[i].compare(paths[j]) })
	rank := make([]int32, len(ids))
	r := int32(0)
	for k, i := range order {
		if k == 0 || paths[order[k-1]].compare(paths[i]) != 0 {
			r++
		}
		rank[i] = r
	}
	best, at := make([]float32, r+1), make([]int32, r+1) // Fenwick tree of maxima by rank
	from := make([]int32, len(ids))
	top, topAt := float32(0), int32(-1)
	for k, id := range ids {
		v, prev := float32(0), int32(-1)
		for i := rank[k] - 1; i > 0; i -= i & -i {
			if best[i] > v {
				v, prev = best[i], at[i]
			}
		}
		from[k] = prev
		v += p.cs[id].score
		for i := rank[k]; i <= r; i += i & -i {
			if v > best[i] {
				best[i], at[i] = v, int32(k)
			}
		}
		if v > top {
			top, topAt = v, int32(k)
		}
	}
	if topAt < 0 || from[topAt] < 0 {
		return // one alone
	}
	next := int32(-1)
	for k := topAt; k >= 0; k = from[k] {
		c := &p.cs[ids[k]]
		c.chosen, c.next = true, next
		next = ids[k]
	}
}
