package ref

import (
	"strings"

	"gangmu/corpus/outline"
	"gangmu/corpus/text"
)

// missing answers a path of which a step was not found: the section elsewhere that the step
// names, if its number is unique in the document, or the nearest numbers.
func (r *Resolver) missing(p Path, f *failure, off int) Answer {
	if f.index < 0 {
		return Answer{Message: r.noBase(p.Base)}
	}
	if f.index > 0 && f.step.Unit != "" && !r.inner(f.step.Unit) {
		if a, ok := r.elsewhere(p, f, off); ok {
			return a
		}
	}
	if a, ok := r.undivided(f); ok {
		return a
	}
	near := r.near(f)
	a := Answer{Nearest: r.targets(near)}
	what := r.lacks(f)
	if len(a.Nearest) == 0 {
		a.Message = what
		if under := f.under[0]; under.sec.Parent != nil { // as far as the path was found
			a.Nearest = r.targets(f.under)
		}
		return a
	}
	if m, ok := r.tail(); ok && len(near) == 1 && near[0].para == 0 && near[0].sec.Label.Number < f.step.Number {
		what += r.say("（%s）", m)
	}
	a.Message = r.say("%s，最近：%s", what, names(a.Nearest))
	if under := f.under[0]; f.step.Unit == "" && under.sec.Parent != nil && under.para == 0 {
		// The whole of what stands there, to choose from.
		if all := r.targets(r.kin(under, f.step)); len(all) <= 30 {
			a.Nearest = all
			a.Message += r.say("；共有：%s", names(all))
		}
	}
	return a
}

// undivided answers 第999条 in a report, which has no articles: what it is divided into instead.
func (r *Resolver) undivided(f *failure) (Answer, bool) {
	u := unitByName[f.step.Unit]
	if u == nil || u.rank == 0 || u.rank > unitByName["条"].rank || u.prefix || u.name == "部分" || r.has[u.name] ||
		f.under[0].sec.Parent != nil || r.doc.Tree.Genre == outline.Standard {
		return Answer{}, false
	}
	a := Answer{Message: r.say("无%s：本文不分%s", stepName(f.step), u.name)}
	var tops []place
	for _, s := range r.nodes[1:] {
		if s.Level == 1 && s.Label.Number > 0 && !s.Missing && !s.Item && s.Kind != outline.Annex {
			tops = append(tops, r.at(s))
		}
	}
	if len(tops) > 0 && len(tops) <= 30 {
		a.Nearest = r.targets(tops)
		a.Message += r.say("；共有：%s", names(a.Nearest))
	}
	return a, true
}

// lacks says in short what was not found: 第三章之下无第9节.
func (r *Resolver) lacks(f *failure) string {
	what := r.say("无%s", stepName(f.step))
	if under := f.under[0]; under.sec.Parent != nil {
		what = r.say("%s之下%s", name(r.target(under)), what)
	}
	return what
}

func names(ts []Target) string {
	var list []string
	for _, t := range ts {
		list = append(list, name(t))
	}
	if len(list) > 1 {
		for i, s := range list {
			list[i] = strings.TrimSuffix(s, "、")
		}
	}
	if n := len(list); n > 8 {
		list = append(list[:3], "…", list[n-1])
	}
	return strings.Join(list, "、")
}

func (r *Resolver) noBase(b Base) string {
	switch b.Kind {
	case Prev:
		return r.say("光标之前没有可指的%s", b.String())
	case Next:
		return r.say("光标之后没有可指的%s", b.String())
	}
	return r.say("光标不在%s之内，%s无所指", b.Unit, b.String())
}

// elsewhere finds the section that a typed step names outside the section in which it was looked
// for: 第12条 is unique in a law though it does not stand in 第二章.
func (r *Resolver) elsewhere(p Path, f *failure, off int) (Answer, bool) {
	got := real(r.typed(r.doc.Tree.Root, f.step))
	if len(got) != 1 || f.step.Unit != "条" && f.step.Unit != "附件" {
		return Answer{}, false
	}
	there := got[0].sec
	got, fail := r.follow(got, p.Steps[f.index+1:], f.index+1)
	if fail != nil {
		return r.missing(Path{Steps: p.Steps}, fail, off), true
	}
	a := r.answer(got, off)
	where := r.say("文首")
	if up := there.Parent; up != nil && up.Parent != nil {
		where = up.Label.Text
	}
	a.Message = r.say("%s不在%s，在%s", there.Label.Text, name(r.target(f.under[0])), where)
	return a, true
}

// near finds the numbers next below and next above the one that was not found, among those that
// it would stand with.
func (r *Resolver) near(f *failure) []place {
	var lower, upper *place
	number := func(p place) int {
		if f.step.Suffix == 0 { // near 第十三条 is 第十二条, not 第十二条之一
			return r.ordinalOf(p) / 100 * 100
		}
		return r.ordinalOf(p)
	}
	want := 100*f.step.Number + f.step.Suffix
	closer := func(p place, q **place) { // of two that are as near the outer one
		if *q != nil {
			a, b := number(p)-want, number(**q)-want
			if a, b = max(a, -a), max(b, -b); a > b || a == b && p.sec.Level >= (*q).sec.Level {
				return
			}
		}
		*q = &p
	}
	for _, u := range f.under {
		for _, p := range r.kin(u, f.step) {
			if number(p) <= want {
				closer(p, &lower)
			} else {
				closer(p, &upper)
			}
		}
	}
	var out []place
	if lower != nil {
		out = append(out, *lower)
	}
	if upper != nil {
		out = append(out, *upper)
	}
	return out
}

// kin lists what a step could have named below a place.
func (r *Resolver) kin(u place, st Step) []place {
	var out []place
	if r.inner(st.Unit) && (u.para > 0 || isArticle(u.sec)) || u.para > 0 {
		for n := range 60 {
			out = append(out, r.inner1(u, Step{Unit: st.Unit, Number: n + 1})...)
		}
		return out
	}
	if st.Unit != "" {
		for i := r.order[u.sec] + 1; i <= r.last[r.order[u.sec]]; i++ {
			strong, loose := r.unitsOf(r.nodes[i])
			for _, x := range append(strong, loose...) {
				if x == st.Unit && !r.nodes[i].Missing {
					out = append(out, r.at(r.nodes[i]))
					break
				}
			}
		}
		return out
	}
	if u.sec.Parent == nil { // a bare number may have stood anywhere
		for _, s := range r.nodes[1:] {
			if s.Label.Number > 0 && !s.Missing && s.Kind != outline.Annex && (!r.has["条"] || isArticle(s)) {
				out = append(out, r.at(s))
			}
		}
		return out
	}
	var look func(*outline.Section)
	look = func(s *outline.Section) {
		for _, c := range s.Children {
			if c.Label.Number == 0 {
				look(c)
			} else if !c.Missing && c.Kind != outline.Annex {
				out = append(out, r.at(c))
			}
		}
	}
	look(u.sec)
	return out
}

// ordinalOf is the number that a place bears, a hundredfold, and the suffix: 1201 of 第十二条之一.
func (r *Resolver) ordinalOf(p place) int {
	if p.para == 0 {
		return 100*p.sec.Label.Number + p.sec.Label.Suffix
	}
	a := r.article(p.home)
	if p.item == 0 {
		return 100 * p.para
	}
	it := a.paras[p.para-1].items[p.item-1]
	if p.sub > 0 {
		return 100 * it.subs[p.sub-1].n
	}
	return 100 * it.n
}

// tail says that the end of the document is missing, if it is.
func (r *Resolver) tail() (string, bool) {
	for _, m := range r.doc.Marks {
		if m.Kind == text.MarkPaywall {
			if m.Declared > m.Shown && m.Shown > 0 {
				return r.say("原文未完，约缺 %d 字", m.Declared-m.Shown), true
			}
			return r.say("原文未完"), true
		}
	}
	return "", false
}
