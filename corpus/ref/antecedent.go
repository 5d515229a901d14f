package ref

import (
	"slices"
	"strings"
)

// antecedent gives a reference that names no article the one named last in the same article, for
// drafters call their own 本条第二项 or 前款第二项: 违反本法第二十条第一项的，…；违反第二项的. It changes the
// paths, unless only the article that the words stand in has such an item, and gives the title of
// the other document, if the antecedent is in one.
func (f *finder) antecedent(i int, paths []Path) string {
	st := paths[0].Steps[0]
	if !f.r.inner(st.Unit) || paths[0].Base.Kind != Top {
		return ""
	}
	off := f.r.doc.View.Src(i)
	art := enclosing(f.r.SectionAt(off), isArticle)
	for k := len(f.refs) - 1; k >= 0; k-- {
		last := f.refs[k]
		if art != nil && last.Span.Start < art.Start || last.Span.End < off-6000 {
			return ""
		}
		if len(last.Paths) == 0 {
			continue
		}
		p := last.Paths[len(last.Paths)-1]
		base := Path{Base: p.Base}
		for _, s := range p.Steps {
			if s.Unit == "" || rank(s.Unit, f.r.taiwan) >= rank(st.Unit, f.r.taiwan) {
				break
			}
			base.Steps = append(base.Steps, s)
		}
		if len(base.Steps) == 0 && p.Base.Unit == "" {
			continue
		}
		if p.Base.Unit != "" && art != nil && f.r.inside(art, last.Span.Start).para != f.r.inside(art, off).para {
			return "" // 前款 means another paragraph here
		}
		changed := slices.Clone(paths)
		for j, q := range changed {
			if q.Base.Kind == Top && f.r.inner(q.Steps[0].Unit) {
				changed[j].Base, changed[j].Steps = base.Base, append(slices.Clone(base.Steps), q.Steps...)
			}
		}
		between := f.between(last, i)
		if last.Title != "" && (strings.ContainsAny(between, "。\n") || strings.Contains(between, "，") && f.inReasons(i)) {
			return "" // another document is meant for one sentence only: 參酌公司法第二十條第二項，於第三項明定
		}
		if last.Title == "" {
			found := func(q Path) bool {
				_, fail := f.r.walk(q, off, true)
				return fail == nil
			}
			lost := func(q Path) bool { return !found(q) }
			if (slices.ContainsFunc(changed, lost) || f.r.taiwan && st.Unit == "项" && (len(between) > 3*6 || strings.ContainsAny(between, "，。；\n"))) && !slices.ContainsFunc(paths, lost) {
				return "" // Taiwan says 同條第二項 where it means another article's
			}
			if !slices.ContainsFunc(changed, found) {
				if len(base.Steps) > 0 && base.Steps[0].Unit == "条" {
					if _, own := f.r.walk(paths[0], off, true); own != nil {
						copy(paths, changed)
					}
				}
				return ""
			}
		}
		copy(paths, changed)
		return last.Title
	}
	return ""
}

// inReasons reports whether i lies in what an editor put behind an article.
func (f *finder) inReasons(i int) bool {
	art := enclosing(f.r.SectionAt(f.r.doc.View.Src(i)), isArticle)
	return art != nil && i >= f.r.article(art).end
}

// between is the shown text from the end of a reference to i.
func (f *finder) between(last Ref, i int) string {
	return f.s[min(f.r.doc.View.Pos(last.Span.End), i):i]
}

// otherNear is the document whose articles were cited last before off in the same article; in
// a law that puts another into force, 民法總則施行法, else that one.
func (f *finder) otherNear(off int) string {
	art := enclosing(f.r.SectionAt(off), isArticle)
	for k := len(f.refs) - 1; k >= 0; k-- {
		last := f.refs[k]
		if art != nil && last.Span.Start < art.Start || last.Span.End < off-3000 {
			break
		}
		if last.Title != "" {
			return last.Title
		}
	}
	if law, ok := strings.CutSuffix(bareTitle(f.r.doc.Tree.Meta.Title), "施行法"); ok {
		return law
	}
	return ""
}
