package ref

import (
	"slices"
	"sort"

	"gangmu/corpus/outline"
)

// base finds where a relative path starts. Of 前两款 it gives both paragraphs.
func (r *Resolver) base(b Base, off int) ([]place, *failure) {
	here := r.SectionAt(off)
	switch b.Kind {
	case Prev, This, Next:
	default: // Same is resolved by Find, which knows what was named before
		return []place{r.at(r.doc.Tree.Root)}, nil
	}
	var got []place
	if r.inner(b.Unit) {
		got = r.baseInside(b, here, off)
	} else {
		got = r.baseSection(b, here)
	}
	if len(got) == 0 {
		return nil, &failure{under: []place{r.at(here)}, index: -1}
	}
	return got, nil
}

// baseInside finds 前款, 本款, 前两项: paragraphs and items counted from the one that holds off.
func (r *Resolver) baseInside(b Base, here *outline.Section, off int) []place {
	art := enclosing(here, isArticle)
	if art == nil {
		// A decision numbered 一、二、 has its paragraphs there, those behind a list （一）（二） too.
		art = enclosing(here, func(s *outline.Section) bool { return s.Kind == outline.Level1 })
		if art == nil {
			art = enclosing(here, func(s *outline.Section) bool { return s.Label.Number > 0 && !s.Item })
		}
		if art == nil || r.depth(b.Unit) > 1 || r.inside(art, off).para < 2 {
			return r.baseSibling(b, here)
		}
	}
	at := r.inside(art, off)
	d := r.depth(b.Unit)
	if d == 1 && r.flat && b.Kind == Prev && len(r.article(art).paras) == 1 {
		return []place{r.at(art)}
	}
	if at.para == 0 || d == 2 && at.item == 0 || d == 3 && at.sub == 0 {
		return nil
	}
	a := r.article(art)
	i := [4]int{0, at.para, at.item, at.sub}[d]
	from, to := span(b, i)
	var out []place
	for n := max(from, 1); n <= to; n++ {
		switch d {
		case 1:
			if n <= len(a.paras) {
				out = append(out, r.innerPlace(art, a.paras[n-1].span, n, 0, 0))
			}
		case 2:
			if its := a.paras[at.para-1].items; n <= len(its) {
				out = append(out, r.innerPlace(art, its[n-1].span, at.para, n, 0))
			}
		case 3:
			if su := a.paras[at.para-1].items[at.item-1].subs; n <= len(su) {
				out = append(out, r.innerPlace(art, su[n-1].span, at.para, at.item, n))
			}
		}
	}
	return complete(out, b)
}

// span is the run of indexes that b names, seen from index i: before it, itself, behind it.
func span(b Base, i int) (from, to int) {
	switch b.Kind {
	case Prev:
		return i - b.Count, i - 1
	case Next:
		return i + 1, i + b.Count
	}
	return i, i
}

// complete is nil if fewer were found than b counts: 前三款 in the third paragraph.
func complete(got []place, b Base) []place {
	if b.Kind != This && len(got) < b.Count {
		return nil
	}
	return got
}

// baseSection finds 前条, 本章, 前三条 among the sections of the unit.
func (r *Resolver) baseSection(b Base, here *outline.Section) []place {
	bears := func(s *outline.Section) bool {
		strong, loose := r.unitsOf(s)
		return slices.Contains(strong, b.Unit) || !r.has[b.Unit] && slices.Contains(loose, b.Unit)
	}
	cur := enclosing(here, bears)
	if cur == nil {
		return nil
	}
	if b.Kind == This {
		return []place{r.at(cur)}
	}
	var run []place
	step := 1
	if b.Kind == Prev {
		step = -1
	}
	for i := r.order[cur] + step; i > 0 && i < len(r.nodes) && len(run) < b.Count; i += step {
		if s := r.nodes[i]; s.Kind == cur.Kind && bears(s) && !s.Missing {
			run = append(run, r.at(s))
		}
	}
	if step < 0 {
		slices.Reverse(run)
	}
	return complete(run, b)
}

// baseSibling finds 前款, 前项 where no article is around: among the siblings of here.
func (r *Resolver) baseSibling(b Base, here *outline.Section) []place {
	if here.Parent == nil {
		return nil
	}
	if b.Kind == This {
		return []place{r.at(here)}
	}
	all := here.Parent.Children
	i, step := sort.Search(len(all), func(i int) bool { return all[i].Start >= here.Start }), 1
	if b.Kind == Prev {
		step = -1
	}
	var run []place
	for i += step; i >= 0 && i < len(all) && len(run) < b.Count; i += step {
		if s := all[i]; !s.Missing && s.Label.Number > 0 {
			run = append(run, r.at(s))
		}
	}
	if step < 0 {
		slices.Reverse(run)
	}
	return complete(run, b)
}

// beside follows the steps of 上文（二） and 下文第三点: the nearest before or behind off.
func (r *Resolver) beside(p Path, off int) ([]place, *failure) {
	q := p
	q.Base = Base{}
	var all []place
	if st := p.Steps[0]; st.Unit == "" {
		g, _ := r.follow(r.around64(st, off), p.Steps[1:], 1)
		all = append(all, g...)
	} else if r.inner(st.Unit) {
		if g, f := r.fromTop(q, off, true); f == nil {
			return g, nil
		}
	}
	if len(all) == 0 {
		g, f := r.follow([]place{r.at(r.doc.Tree.Root)}, p.Steps, 0)
		if f != nil {
			return nil, f
		}
		all = g
	}
	var side []place
	here := r.SectionAt(off)
	for _, pl := range all {
		if before := pl.span.Start < off; before == (p.Base.Kind == Above) && pl.sec != here {
			side = append(side, pl)
		}
	}
	if len(side) == 0 {
		side = all
	}
	r.sort(side, off)
	return side[:1], nil
}

// around64 finds a bare number in the sections next to off: up to 32 on each side.
func (r *Resolver) around64(st Step, off int) []place {
	ss := r.byNumber[st.Number]
	i := sort.Search(len(ss), func(i int) bool { return ss[i].Start >= off })
	var all []place
	for _, s := range ss[max(0, i-32):min(len(ss), i+32)] {
		if s.Label.Suffix == st.Suffix && s.Kind != outline.Annex {
			all = append(all, r.at(s))
		}
	}
	return real(r.formed(all, st.Form))
}
