package ref

import (
	"sort"

	"gangmu/corpus/outline"
	"gangmu/corpus/text"
)

// inner reports whether a unit lies inside an article.
func (r *Resolver) inner(unit string) bool { return r.depth(unit) > 0 }

// depth is how deep inside an article a unit lies: 1 paragraph, 2 item, 3 sub-item; 0 = outside.
func (r *Resolver) depth(unit string) int {
	switch unit {
	case "段":
		return 1
	case "款":
		if r.taiwan {
			return 2
		}
		return 1
	case "项":
		if r.taiwan {
			return 1
		}
		return 2
	case "目":
		return 3
	}
	return 0
}

// innerUnits are the units of the three depths inside an article, in the document's script.
func (r *Resolver) innerUnits() [4]string {
	if r.taiwan {
		return [4]string{"", "項", "款", "目"}
	}
	return [4]string{"", "款", "项", "目"}
}

// inner1 finds one step inside an article. A step may pass over the paragraph: 第十二条第二项.
func (r *Resolver) inner1(pl place, st Step) []place {
	home := pl.home
	if home == nil {
		home = pl.sec
	}
	a := r.article(home)
	d := r.depth(st.Unit)
	if st.Suffix != 0 && d != 3 { // 第三目之2 lies in the sub-item
		return nil
	}
	if st.Unit == "" || d == 0 {
		return r.innerBare(pl, st)
	}
	if d == 1 && r.flat && len(a.paras) == 1 && st.Number > 1 && isArticle(home) {
		return []place{r.at(home)} // which sentence begins the paragraph cannot be told
	}
	if d == 2 && pl.para > 1 && pl.item == 0 && len(a.paras[pl.para-1].items) == 0 {
		pl.para = a.listBefore(pl.para)
	}
	var out []place
	for i, p := range a.paras {
		if pl.para > 0 && pl.para != i+1 {
			continue
		}
		if d == 1 {
			if pl.para == 0 && st.Number == i+1 {
				out = append(out, r.innerPlace(home, p.span, i+1, 0, 0))
			}
			continue
		}
		for j, it := range p.items {
			if pl.item > 0 && pl.item != j+1 {
				continue
			}
			if d == 2 {
				if pl.item == 0 && it.n == st.Number {
					out = append(out, r.innerPlace(home, it.span, i+1, j+1, 0))
				}
				continue
			}
			for k, su := range it.subs {
				if su.n == st.Number {
					out = append(out, r.innerPlace(home, su.span, i+1, j+1, k+1))
				}
			}
		}
	}
	return out
}

// listBefore is the nearest paragraph at or before n that has items: 前款第二项 is written even where
// another paragraph lies between.
func (a *article) listBefore(n int) int {
	for k := n; k > 0; k-- {
		if len(a.paras[k-1].items) > 0 {
			return k
		}
	}
	return n
}

// innerBare finds a number without a unit inside an article: an item first, then a paragraph.
func (r *Resolver) innerBare(pl place, st Step) []place {
	names := [4]string{"", "款", "项", "目"}
	if r.taiwan {
		names = [4]string{"", "项", "款", "目"}
	}
	from, to := 2, 1
	if pl.para > 0 {
		from, to = 2, 2
	}
	if pl.item > 0 {
		from, to = 3, 3
	}
	for d := from; d >= to; d-- {
		st.Unit = names[d]
		if got := r.inner1(pl, st); len(got) > 0 {
			return got
		}
	}
	return nil
}

// innerPlace makes a place of a span of the shown text; where the outline has a node that begins
// there, that node's span holds.
func (r *Resolver) innerPlace(home *outline.Section, shown text.Span, para, item, sub int) place {
	span := r.doc.View.SrcSpan(shown)
	s := r.SectionAt(span.Start)
	if item > 0 && s != home && s.Start == span.Start {
		span = s.Span()
	}
	return place{sec: s, home: home, span: span, para: para, item: item, sub: sub}
}

// inside is the paragraph, item and sub-item of the section home that hold the source offset off.
func (r *Resolver) inside(home *outline.Section, off int) place {
	pos := r.doc.View.Pos(off)
	pl := r.at(home)
	pl.home = home
	a := r.article(home)
	paras := a.paras
	if pos >= a.end {
		return pl
	}
	i := sort.Search(len(paras), func(i int) bool { return paras[i].span.Start > pos })
	if i == 0 {
		return pl
	}
	pl.para, pl.span = i, r.doc.View.SrcSpan(paras[i-1].span)
	items := paras[i-1].items
	if i = sort.Search(len(items), func(i int) bool { return items[i].span.Start > pos }); i == 0 {
		return pl
	}
	pl.item, pl.span = i, r.doc.View.SrcSpan(items[i-1].span)
	subs := items[i-1].subs
	if i = sort.Search(len(subs), func(i int) bool { return subs[i].span.Start > pos }); i > 0 {
		pl.sub, pl.span = i, r.doc.View.SrcSpan(subs[i-1].span)
	}
	return pl
}
