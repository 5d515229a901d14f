package ref

import (
	"cmp"
	"slices"

	"gangmu/corpus/outline"
)

// nearestScope keeps the places that share the most of their ancestors with off.
func (r *Resolver) nearestScope(ps []place, off int) []place {
	if len(ps) < 2 {
		return ps
	}
	return []place{slices.MinFunc(ps, r.nearer(off))}
}

// sort puts places in the order in which they are offered.
func (r *Resolver) sort(ps []place, off int) { slices.SortStableFunc(ps, r.nearer(off)) }

// nearer compares places as they are offered: those that share more ancestors with the cursor
// first, of these the ones that follow it before the ones that precede it, each nearest first.
func (r *Resolver) nearer(off int) func(a, b place) int {
	here := r.SectionAt(off)
	shared := func(s *outline.Section) int {
		for a := s; a != nil; a = a.Parent {
			if a == here || r.within(here, a) {
				return depth(a)
			}
		}
		return 0
	}
	return func(a, b place) int {
		if c := cmp.Compare(shared(b.sec), shared(a.sec)); c != 0 {
			return c
		}
		da, db := a.span.Start-off, b.span.Start-off
		if (da < 0) != (db < 0) {
			return cmp.Compare(db, da)
		}
		return cmp.Compare(max(da, -da), max(db, -db))
	}
}

func depth(s *outline.Section) int {
	n := 0
	for ; s.Parent != nil; s = s.Parent {
		n++
	}
	return n
}

// real drops ghosts where there is anything else.
func real(ps []place) []place {
	some := slices.ContainsFunc(ps, func(p place) bool { return !p.sec.Missing || p.para > 0 })
	if !some {
		return ps
	}
	return slices.DeleteFunc(ps, func(p place) bool { return p.sec.Missing && p.para == 0 })
}

func unique(ps []place) []place {
	if len(ps) < 2 {
		return ps
	}
	seen := make(map[place]bool, len(ps))
	return slices.DeleteFunc(ps, func(p place) bool {
		was := seen[p]
		seen[p] = true
		return was
	})
}
