package outline

import (
	"slices"
	"strings"

	"gangmu/corpus/han"
	"gangmu/corpus/numbering"
	"gangmu/corpus/text"
)

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
	for k, x := range live {
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
		case k > 0 && c.place == atHan && f.last() == 1 && d.all[live[k-1].path].path.holds(f.path) && p.onlyTitle(&p.cs[live[k-1].id], c):
			w++ // 2 基本要求2.0.1 应坚持
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
	chain, score := rising(kept, &d)
	if len(parts) > 0 && len(chain) < len(kept) { // 1.1 may begin again in each chapter
		var again []int32
		sum := float32(0)
		for i, from := 0, 0; i <= len(parts); i++ {
			to := len(kept)
			if i < len(parts) {
				to = parts[i]
			}
			part, w := rising(kept[from:to], &d)
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

// onlyTitle reports whether nothing but a title stands between the labels c and d.
func (p *parser) onlyTitle(c, d *candidate) bool {
	s := p.t[c.end():d.start]
	return len(s) < 3*24 && !strings.ContainsAny(s, "。；，：")
}

const restart = 6 // how much more than in one row the labels must weigh that count anew in each chapter

// What makes a measure, a date or an amount of the number before it.
var (
	amounts   = newCharSet("万亿億萬元个個年月日号號时時分秒米公吨噸倍人户戶件次项岁歲至")
	unitSigns = newCharSet("%％‰℃cmkg～~-—－/×*+＋=")
)

// quantity reports whether the number is a measure, a date or an amount: 2.5亿元, 3.15晚会.
func (p *parser) quantity(c *candidate) bool {
	at := skip(p.t, int(c.end()), len(p.t), blanks)
	if at > int(c.end()) {
		return strings.HasPrefix(p.t[at:], "个百分点")
	}
	r, _ := text.Rune(p.t[at:])
	if han.Is(r) {
		return amounts.has(r)
	}
	return unitSigns.has(r)
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
	} else if c.item && c.block == 0 {
		w -= 2 // 3 蓄排并举。 behind 2 管网排放； is no chapter
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

// rising gives the places of the heaviest subsequence of labels whose paths rise, and what it weighs; none
// if it is one label alone.
func rising(labels []decimal, d *paths) ([]int32, float32) {
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
