package outline

import (
	"cmp"
	"slices"
	"strings"

	"gangmu/corpus/han"
	"gangmu/corpus/numbering"
	"gangmu/corpus/text"
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

// dottedChapters reads 1. 2. 3. as the chapters of a text whose sections are 1.1, 2.1: those between whose
// neighbours they count.
func (p *parser) dottedChapters() {
	opens := func(c *candidate) bool {
		return (c.place <= atPara || p.flat && (c.place <= atClose || c.place == atHan)) && !c.quoted && !c.row && !c.inline
	}
	held, alone, more := 0, 0, 0 // 2.1 right below 2., and below another; 2.2
	last := int32(0)
	for i := range p.cs {
		switch c := &p.cs[i]; {
		case !opens(c):
		case c.series == dots:
			last = c.number
		case c.series == decimals && p.faces[c.face].path > 0:
			q := p.path(c)
			if q.letter() != 0 || q.depth() != 2 || p.quantity(c) {
				break
			}
			switch {
			case q.number(1) > 1:
				more++
			case last == int32(q.number(0)):
				held++
			default:
				alone++
			}
			last = 0
		}
	}
	if held <= alone || held+more < 2 {
		return
	}
	var open []int32    // dots since the last clause
	chapter := int32(0) // of that clause
	for i := range p.cs {
		switch c := &p.cs[i]; {
		case !opens(c):
		case c.series == dots:
			open = append(open, int32(i))
		case c.series == decimals && p.faces[c.face].path > 0 && p.path(c).letter() == 0:
			n := int32(p.path(c).number(0))
			most := n
			for k := len(open) - 1; k >= 0; k-- { // the last of each number: a list inside 2.4 may stand before 3.
				if d := &p.cs[open[k]]; chapter < d.number && d.number <= most {
					d.series, most = decimals, d.number-1
				}
			}
			open, chapter = open[:0], n
		}
	}
	for _, i := range open {
		if d := &p.cs[i]; d.number == chapter+1 {
			d.series, chapter = decimals, d.number
		}
	}
}

// A decimal is a label that may belong to the sequence of a standard.
type decimal struct {
	id, path int32 // the candidate; a place in paths
	score    float32
}

// linkDecimals chooses the labels 1.1.1 of a standard (GB/T 1.1-2020): the heaviest rising
// sequence of paths, where a path weighs more if the one that it follows is there too. It adds them to took.
func (p *parser) linkDecimals(nodes []node, took []int32) []int32 {
	live := make([]decimal, 0, len(nodes))
	d := paths{place: map[path]int32{}}
	for _, x := range nodes {
		c := &p.cs[x.id]
		if c.place > atPara && !(p.flat && (c.place <= atColon || c.place == atClose || c.place == atHan)) || c.quoted || c.row || c.contents || p.quantity(c) {
			continue
		}
		live = append(live, decimal{id: x.id, path: d.add(p.path(c))})
	}
	if len(live) == 0 {
		return took
	}
	d.relate()
	tops := 0 // 4 with a 4.1 below it
	for _, x := range live {
		if f := &d.all[x.path]; f.depth() == 1 && f.holds {
			tops++
		}
	}
	kept := live[:0]
	var parts []int                    // places in kept where a chapter or an annex begins
	under, outer := int32(0), p.chosen // the number of the last 第三章, 第三条; what is chosen behind it
	for _, x := range live {
		for ; len(outer) > 0 && outer[0] < x.id; outer = outer[1:] {
			u := &p.cs[outer[0]]
			if u.series == chapters || u.series == articles {
				under = u.number
			}
			if u.series.heading() && u.series != articles && (len(parts) == 0 || parts[len(parts)-1] < len(kept)) {
				parts = append(parts, len(kept))
			}
		}
		c, f := &p.cs[x.id], &d.all[x.path]
		w := decimalWeight(c, f)
		if f.depth() == 2 && f.letter() == 0 && int32(f.number(0)) == under {
			w += 2 // 3.1 below 第三条
		}
		if f.depth() == 1 && (tops > 1 || p.faces[c.face].Form == numbering.Dot) {
			w += 1.5
			if tops > 3 {
				w += 0.5
			}
		}
		switch { // a line ended here, if the text lost its lines
		case c.place == atStop:
			w -= 1
		case c.place > atBlank:
			w -= 1.5
		}
		if w > 0 {
			x.score = w
			kept = append(kept, x)
		}
	}
	chain, score := p.rising(kept, &d)
	if len(parts) > 0 && len(chain) < len(kept) { // 1.1 may begin again in each chapter
		var again []int32
		sum := float32(0)
		for i, from := 0, 0; i <= len(parts); i++ {
			to := len(kept)
			if i < len(parts) {
				to = parts[i]
			}
			part, w := p.rising(kept[from:to], &d)
			clause := func(k int32) bool { return d.all[kept[k+int32(from)].path].depth() > 1 }
			if slices.ContainsFunc(part, clause) { // 1 2 3 alone may be the rows of a table
				for _, k := range part {
					again = append(again, k+int32(from))
				}
				sum += w
			}
			from = to
		}
		if sum > score+restart {
			chain = again
		}
	}
	for i, k := range chain {
		c := &p.cs[kept[k].id]
		c.chosen, c.led, c.next = true, i > 0 && d.all[kept[chain[i-1]].path].compare(d.all[kept[k].path].path) < 0, -1
		if c.led {
			p.cs[kept[chain[i-1]].id].next = kept[k].id
		}
		took = append(took, kept[k].id)
	}
	return took
}

const restart = 6 // how much more than in one row the labels must weigh that count anew in each chapter

// quantity reports whether the number is a measure, a date or an amount: 2.5亿元, 3.15晚会.
func (p *parser) quantity(c *candidate) bool {
	at := skip(p.t, int(c.end()), len(p.t), blanks)
	if at > int(c.end()) {
		return strings.HasPrefix(p.t[at:], "个百分点")
	}
	r, _ := text.Rune(p.t[at:])
	if han.Is(r) {
		return strings.ContainsRune("万亿億萬元个個年月日号號时時分秒米公吨噸倍人户戶件次项岁歲至", r)
	}
	return strings.ContainsRune("%％‰℃cmkg～~-—－/×*+＋=", r)
}

// decimalWeight is how much speaks for c: the path before it in the count, its own heading block.
func decimalWeight(c *candidate, f *pathFacts) float32 {
	w := float32(-1)
	if f.next {
		w += 2
	}
	if f.holds {
		w += 2
	}
	if f.depth() > 1 {
		if f.inside {
			w += 1
		}
	} else if !f.holds && c.block == 0 {
		w -= 1.5 // 1 范围 needs more than a neighbour
	}
	if c.block > 0 {
		w += 2
	}
	if f.letter() != 0 { // A.1: no measure looks like it
		w += 1.5
	}
	if c.follow == beforeBlank || c.follow == beforeEnd {
		w += 0.5
	} else if f.depth() == 1 {
		w -= 0.5
	}
	return w
}

// rising chooses the heaviest subsequence of labels whose paths rise, and adds it to took.
func (p *parser) rising(labels []decimal, d *paths) ([]int32, float32) {
	top := d.order(labels)
	best, at := make([]float32, top+1), make([]int32, top+1) // Fenwick tree of maxima by rank
	from := make([]int32, len(labels))
	most, mostAt := float32(0), int32(-1)
	for k, x := range labels {
		v, prev := float32(0), int32(-1)
		rank := d.all[x.path].rank
		for i := rank - 1; i > 0; i -= i & -i {
			if best[i] > v {
				v, prev = best[i], at[i]
			}
		}
		from[k] = prev
		v += x.score
		for i := rank; i <= top && v > best[i]; i += i & -i {
			best[i], at[i] = v, int32(k) // those further up know of no worse
		}
		if v > most {
			most, mostAt = v, int32(k)
		}
	}
	if mostAt < 0 || from[mostAt] < 0 {
		return nil, 0 // one alone
	}
	var chain []int32
	for k := mostAt; k >= 0; k = from[k] {
		chain = append(chain, k)
	}
	slices.Reverse(chain)
	return chain, most
}
