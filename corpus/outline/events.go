package outline

import (
	"cmp"
	"slices"
	"sort"

	"gangmu/corpus/text"
)

// An event is what opens a section, at an offset of the view.
type event struct {
	at     int32
	id     int32 // candidate of a label, or the sibling that a ghost is printed like
	number int32 // of a ghost
	head   int32 // of a heading without a number: its place in parser.plains, from 1; else 0
	ghost  bool
	why    Reason
}

// A plain is a heading without a number.
type plain struct {
	kind  Kind
	title text.Span // in the view
	body  int
	end   int // 0 = up to the next section
	block int // level of its heading block; 0 = none
	scope bool
}

// events gives everything that opens a section, in order.
func (p *parser) events() []event {
	ev := slices.Grow(p.desk.events[:0], len(p.chosen)+len(p.plains))
	labels := 0 // which are in order
	for _, i := range p.chosen {
		if c := &p.cs[i]; int(c.start) < p.textEnd {
			ev = append(ev, event{at: c.start, id: i})
			labels++
			ev = p.gapGhosts(ev, i)
		}
	}
	ev = append(ev, p.firstGhosts()...)
	ev = append(ev, p.lostHeads()...)
	ev = append(ev, p.elidedHeads()...)
	for i := range p.plains {
		ev = append(ev, event{at: int32(p.plains[i].title.Start), head: int32(i + 1)})
	}
	before := func(a, b event) int {
		if a.at != b.at {
			return int(a.at - b.at)
		}
		if a.ghost != b.ghost {
			if a.ghost {
				return -1
			}
			return 1
		}
		if !a.ghost || p.cs[a.id].series == p.cs[b.id].series {
			return cmp.Compare(a.number, b.number)
		}
		return p.rank(&p.cs[a.id]) - p.rank(&p.cs[b.id])
	}
	if len(ev) > labels && !slices.IsSortedFunc(ev, before) {
		slices.SortStableFunc(ev, before)
	}
	p.desk.events = ev
	return ev
}

// from is the first candidate at or behind offset at.
func (p *parser) from(at int) int {
	return sort.Search(len(p.cs), func(i int) bool { return int(p.cs[i].start) >= at })
}
