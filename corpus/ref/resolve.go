package ref

import (
	"cmp"
	"slices"
	"sort"
	"strconv"

	"gangmu/corpus/numbering"
	"gangmu/corpus/outline"
	"gangmu/corpus/text"
)

// A place is a section, or a paragraph, item or sub-item inside one.
type place struct {
	sec  *outline.Section // the deepest section that holds the place
	home *outline.Section // of an inner place: the section whose inside it is
	span text.Span        // in the source
	para int              // 1-based; 0 = the section itself
	item int
	sub  int
}

func (r *Resolver) at(s *outline.Section) place { return place{sec: s, span: s.Span()} }

// A failure is the first step of a path that was not found.
type failure struct {
	under []place // where it was looked for
	step  Step
	index int // of the step
}

// walk follows a path from its base. off is where the path stands; inText prefers what the words
// around it mean (第二款 is the one of this article) over the whole document.
func (r *Resolver) walk(p Path, off int, inText bool) ([]place, *failure) {
	starts, fail := r.base(p.Base, off)
	if fail != nil {
		return nil, fail
	}
	if len(p.Steps) == 0 {
		return starts, nil
	}
	if p.Base.Kind == Top || p.Base.Kind == Whole {
		return r.fromTop(p, off, inText)
	}
	var got []place
	if p.Base.Kind == Above || p.Base.Kind == Below {
		got, fail = r.beside(p, off)
	} else {
		got, fail = r.follow(starts, p.Steps, 0)
	}
	if fail == nil {
		got = r.through(p, got)
	}
	return got, fail
}

// fromTop follows a path that has no base of its own. Inner units stand for those of the article
// around off; others are looked for from the root, then anywhere.
func (r *Resolver) fromTop(p Path, off int, inText bool) ([]place, *failure) {
	if p.Base.Kind == Top && r.inner(p.Steps[0].Unit) {
		if art := enclosing(r.SectionAt(off), isArticle); art != nil {
			if got, fail := r.follow(r.around(art, off, p.Steps[0], inText), p.Steps, 0); fail == nil {
				return r.through(p, got), nil
			} else if inText {
				return nil, fail
			}
		}
	}
	if inText {
		if many := r.closest(p.Steps[0], off); many != nil {
			got, fail := r.follow(many, p.Steps[1:], 1)
			if fail != nil {
				return nil, fail
			}
			return r.through(p, r.nearestScope(got, off)), nil
		}
	}
	root := []place{r.at(r.doc.Tree.Root)}
	got, fail := r.follow(root, p.Steps, 0)
	if fail != nil {
		if g, ok := r.clause(p.Steps); ok {
			got, fail = g, nil
		}
	}
	if fail != nil && p.Steps[0].Unit == "" && !r.dotted(p) {
		// Suffix match: the path may begin anywhere.
		for _, tier := range r.anywhere(p.Steps[0]) {
			g, f := r.follow(tier, p.Steps[1:], 1)
			if f == nil {
				got, fail = g, nil
				break
			}
			if f.index > fail.index {
				fail = f // as far as it was found
			}
		}
	}
	if fail != nil {
		return nil, fail
	}
	if inText {
		got = r.nearestScope(got, off)
	}
	return r.through(p, got), nil
}

const crowd = 16 // sections that one unit and number name; of more, the nearest are looked at

// closest gives the sections next to off, up to half a crowd on each side, that a unit and a
// number name, where they name more than a crowd: those that share the most ancestors with off
// are among them. It is nil where they are fewer.
func (r *Resolver) closest(st Step, off int) []place {
	ss := r.byUnit[unitKey{st.Unit, st.Number, st.Suffix}]
	if len(ss) <= crowd {
		return nil
	}
	i := sort.Search(len(ss), func(i int) bool { return ss[i].Start >= off })
	var near []place
	for _, s := range ss[max(0, i-crowd/2):min(len(ss), i+crowd/2)] {
		near = append(near, r.at(s))
	}
	return real(r.formed(near, st.Form))
}

// clause follows a path whose first steps are a printed label, 5.2.1, and whose last lie below it.
func (r *Resolver) clause(steps []Step) ([]place, bool) {
	for n := len(steps) - 1; n > 1; n-- {
		label := ""
		for _, s := range steps[:n] {
			if s.Unit != "" || s.Form != numbering.None || s.Suffix != 0 {
				label = ""
				break
			}
			label += "." + strconv.Itoa(s.Number)
		}
		if label == "" {
			continue
		}
		for _, s := range r.byLabel[labelKey(label[1:])] {
			if g, f := r.follow([]place{r.at(s)}, steps[n:], n); f == nil {
				return g, true
			}
		}
	}
	return nil, false
}

// dotted reports whether a path is the label of a clause, 4.9, in a document that has such
// labels: it is there as printed, or not at all.
func (r *Resolver) dotted(p Path) bool {
	if r.doc.Tree.Genre != outline.Standard || len(p.Steps) < 2 {
		return false
	}
	return !slices.ContainsFunc(p.Steps, func(s Step) bool { return s.Unit != "" || s.Form != numbering.None })
}

// around is where the first step of a reference such as 第二项 is looked for in the article art:
// in the paragraph of off, if it has one such, else in the whole article.
func (r *Resolver) around(art *outline.Section, off int, st Step, inText bool) []place {
	if inText && r.depth(st.Unit) > 1 {
		if here := r.inside(art, off); here.para > 0 {
			here.item, here.sub = 0, 0
			if r.depth(st.Unit) == 3 {
				here = r.inside(art, off)
			}
			if len(r.descend(here, st)) > 0 {
				return []place{here}
			}
		}
	}
	return []place{r.at(art)}
}

// follow goes down the steps from any of the places; index counts from the path's first step.
func (r *Resolver) follow(from []place, steps []Step, index int) ([]place, *failure) {
	var before []place // from, a step ago
	for i, st := range steps {
		next := r.down(from, st)
		if len(next) == 0 && i > 0 {
			next = r.down(r.asParagraphs(before, steps[i-1]), st)
		}
		if len(next) == 0 {
			return nil, &failure{under: from, step: st, index: index + i}
		}
		before, from = from, next
	}
	return from, nil
}

// down finds one step below any of the places.
func (r *Resolver) down(from []place, st Step) []place {
	var next []place
	for _, pl := range from {
		next = append(next, r.descend(pl, st)...)
	}
	return real(unique(next))
}

// asParagraphs reads a bare number below articles as that of a paragraph: the 3 of 6.3.2, where 3 is
// an item as well but has no 2.
func (r *Resolver) asParagraphs(articles []place, st Step) []place {
	if st.Unit != "" || st.Form != numbering.None {
		return nil
	}
	st.Unit = r.innerUnits()[1]
	var out []place
	for _, pl := range articles {
		if isArticle(pl.sec) && pl.para == 0 {
			out = append(out, r.inner1(pl, st)...)
		}
	}
	return out
}

// descend finds one step below a place.
func (r *Resolver) descend(pl place, st Step) []place {
	if pl.para > 0 {
		return r.inner1(pl, st)
	}
	switch {
	case st.Unit == "":
		if got := r.children(pl.sec, st); len(got) > 0 {
			return got
		}
		if isArticle(pl.sec) {
			return r.innerBare(pl, st)
		}
		if st.Form == numbering.None && pl.sec.Parent != nil { // 2.12: articles count on over 节
			return r.below(r.byUnit[unitKey{"条", st.Number, st.Suffix}], pl.sec)
		}
		return nil
	case r.inner(st.Unit) && pl.sec.Kind != outline.Whole:
		if isArticle(pl.sec) || st.Unit == "段" {
			return r.inner1(pl, st)
		}
	}
	return r.typed(pl.sec, st)
}

// typed finds what a unit and a number name below base, however many levels lie between.
func (r *Resolver) typed(base *outline.Section, st Step) []place {
	k := unitKey{st.Unit, st.Number, st.Suffix}
	got := r.below(r.byUnit[k], base)
	if len(got) == 0 && (!r.has[st.Unit] || st.Form != numbering.None || st.Unit == "附件") {
		got = r.below(r.loose[k], base)
		if len(got) > 1 { // the outermost bears the name
			top := slices.MinFunc(got, func(a, b place) int { return cmp.Compare(a.sec.Level, b.sec.Level) })
			got = slices.DeleteFunc(got, func(p place) bool { return p.sec.Level > top.sec.Level })
		}
	}
	return r.formed(got, st.Form)
}

func (r *Resolver) below(ss []*outline.Section, base *outline.Section) []place {
	var out []place
	for _, s := range ss {
		if r.within(s, base) {
			out = append(out, r.at(s))
		}
	}
	return out
}

// formed keeps the places whose label has the form that was typed, if there are any.
func (r *Resolver) formed(ps []place, f numbering.Form) []place {
	if f == numbering.None {
		return ps
	}
	var out []place
	for _, p := range ps {
		if p.sec.Label.Form == f {
			out = append(out, p)
		}
	}
	if len(out) == 0 {
		return ps
	}
	return out
}

// children finds a printed number among the children of s. Unnumbered headings are looked
// through; headings go before items.
func (r *Resolver) children(s *outline.Section, st Step) []place {
	var heads, items []place
	var look func(*outline.Section)
	look = func(s *outline.Section) {
		for _, c := range s.Children {
			switch {
			case c.Label.Number == 0:
				look(c)
			case c.Label.Number != st.Number || c.Label.Suffix != st.Suffix || c.Kind == outline.Annex || strayClause(s, c):
			case c.Item:
				items = append(items, r.at(c))
			default:
				heads = append(heads, r.at(c))
			}
		}
	}
	look(s)
	if len(heads) == 0 {
		heads = items
	}
	return r.formed(heads, st.Form)
}

// strayClause reports whether c, the clause 5.2, stands below a section s that is not 5: its chapter
// has lost its number, and 2 does not name it.
func strayClause(s, c *outline.Section) bool {
	path := c.Label.Path()
	n := len(path)
	return n > 1 && path[n-2] != s.Label.Number && s.Kind != outline.Clause
}

// anywhere finds a printed number in the whole document, best kinds first: articles, headings,
// items. With a form typed, only what has it, if anything has.
func (r *Resolver) anywhere(st Step) [][]place {
	var tiers [3][]place
	exact := false
	for _, s := range r.byNumber[st.Number] {
		if s.Label.Suffix != st.Suffix || s.Kind == outline.Annex {
			continue
		}
		if st.Form != numbering.None && s.Label.Form == st.Form && !exact {
			exact = true
			tiers = [3][]place{}
		}
		if exact && s.Label.Form != st.Form {
			continue
		}
		i := 1
		if isArticle(s) {
			i = 0
		} else if s.Item {
			i = 2
		}
		tiers[i] = append(tiers[i], r.at(s))
	}
	var out [][]place
	for _, t := range tiers {
		if t = real(t); len(t) > 0 {
			out = append(out, t)
		}
	}
	return out
}

// through turns the places of a range's first member into those of all its members.
func (r *Resolver) through(p Path, got []place) []place {
	if p.Through.Number == 0 || len(got) == 0 {
		return got
	}
	first := got[0]
	out := []place{first}
	end := p.Through
	if first.para > 0 {
		st := end
		for st.Number = p.Steps[len(p.Steps)-1].Number + 1; st.Number <= end.Number; st.Number++ {
			up := first
			switch {
			case up.sub > 0:
				up.sub = 0
			case up.item > 0:
				up.item = 0
			default:
				up = r.at(first.home)
			}
			out = append(out, r.inner1(up, st)...)
		}
		return unique(out)
	}
	for _, s := range r.nodes[r.order[first.sec]+1:] {
		l := s.Label
		if s.Kind != first.sec.Kind || l.Form != first.sec.Label.Form || s.Missing {
			continue
		}
		if l.Number < first.sec.Label.Number || l.Number > end.Number || l.Number == end.Number && l.Suffix > end.Suffix || len(out) > 500 {
			break
		}
		out = append(out, r.at(s))
	}
	return out
}

// stepName is how a message calls a step: 第13条, （四）, 9.
func stepName(st Step) string {
	if st.Unit == "" && st.Form == numbering.Dun {
		return hanNumber(st.Number)
	}
	if st.Unit == "" && st.Suffix == 0 && st.Form == numbering.None {
		return strconv.Itoa(st.Number)
	}
	return st.String()
}
