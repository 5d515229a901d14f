package outline

import (
	"slices"
	"sort"
	"strings"
	"unicode/utf8"
)

// linkDecimals chooses the labels 1.1.1 of a standard (GB/T 1.1-2020): the heaviest rising
// sequence of paths, where a path weighs more if the one that it follows is there too.
func (p *parser) linkDecimals(ids []int32) {
	var live []int32
	seen := map[string]int{}
	holds := map[string]bool{} // paths with others below them
	for _, id := range ids {
		c := &p.cs[id]
		if c.place != atLine && c.place != atPara || c.quoted || c.row || c.contents || p.quantity(c) {
			continue
		}
		if c.path == nil {
			c.path = []int{int(c.number)}
		}
		live = append(live, id)
		seen[pathKey(c)]++
		up := *c
		for up.path = c.path; len(up.path) > 1; {
			up.path = up.path[:len(up.path)-1]
			holds[pathKey(&up)] = true
		}
	}
	if len(live) == 0 {
		return
	}
	var kept []int32
	chapters := 0 // 4 with a 4.1 below it
	for _, id := range live {
		if c := &p.cs[id]; len(c.path) == 1 && holds[pathKey(c)] {
			chapters++
		}
	}
	for _, id := range live {
		w := p.decimalWeight(&p.cs[id], seen, holds)
		if len(p.cs[id].path) == 1 && chapters > 1 {
			w += 1.5
		}
		if w > 0 {
			p.cs[id].score = w
			kept = append(kept, id)
		}
	}
	p.rising(kept)
}

func pathKey(c *candidate) string {
	var sb strings.Builder
	sb.WriteByte(c.letter)
	for _, n := range c.path {
		sb.WriteByte(byte(n >> 8))
		sb.WriteByte(byte(n))
	}
	return sb.String()
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
func (p *parser) decimalWeight(c *candidate, seen map[string]int, holds map[string]bool) float32 {
	w := float32(-1)
	last := c.path[len(c.path)-1]
	sib := *c
	sib.path = slices.Clone(c.path)
	has := func(n int) bool {
		sib.path[len(sib.path)-1] = n
		return seen[pathKey(&sib)] > 0
	}
	if last > 1 && has(last-1) || has(last+1) {
		w += 2
	}
	child := holds[pathKey(c)]
	if child {
		w += 2
	}
	if len(c.path) > 1 {
		sib.path = c.path[:len(c.path)-1]
		if seen[pathKey(&sib)] > 0 {
			w += 1
		}
	} else if !child && c.block == 0 {
		w -= 1.5 // 1 范围 needs more than a neighbour
	}
	if c.block > 0 {
		w += 2
	}
	if c.letter != 0 { // A.1: no measure looks like it
		w += 1.5
	}
	if c.follow == beforeBlank || c.follow == beforeEnd {
		w += 0.5
	} else if len(c.path) == 1 {
		w -= 0.5
	}
	return w
}

// rising chooses the heaviest subsequence of ids whose paths rise.
func (p *parser) rising(ids []int32) {
	order := slices.Clone(ids)
	sort.SliceStable(order, func(i, j int) bool { return comparePaths(&p.cs[order[i]], &p.cs[order[j]]) < 0 })
	rank := make(map[int32]int32, len(ids))
	r := int32(0)
	for i, id := range order {
		if i == 0 || comparePaths(&p.cs[order[i-1]], &p.cs[id]) != 0 {
			r++
		}
		rank[id] = r
	}
	best, at := make([]float32, r+1), make([]int32, r+1) // Fenwick tree of maxima by rank
	from := make(map[int32]int32, len(ids))
	top, topAt := float32(0), int32(-1)
	for _, id := range ids {
		v, prev := float32(0), int32(-1)
		for i := rank[id] - 1; i > 0; i -= i & -i {
			if best[i] > v {
				v, prev = best[i], at[i]
			}
		}
		from[id] = prev
		v += p.cs[id].score
		for i := rank[id]; i <= r; i += i & -i {
			if v > best[i] {
				best[i], at[i] = v, id
			}
		}
		if v > top {
			top, topAt = v, id
		}
	}
	n := 0
	for id := topAt; id >= 0; id = from[id] {
		n++
	}
	if n < 2 {
		return
	}
	next := int32(-1)
	for id := topAt; id >= 0; id = from[id] {
		p.cs[id].chosen, p.cs[id].next = true, next
		next = id
	}
}

// comparePaths orders decimal labels: numbers before letters, 5.9 before 5.10, 5 before 5.1.
func comparePaths(a, b *candidate) int {
	if a.letter != b.letter {
		return int(a.letter) - int(b.letter)
	}
	return slices.Compare(a.path, b.path)
}
