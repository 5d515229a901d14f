package ref

import (
	"slices"
	"strconv"
	"strings"
	"unicode/utf8"

	"gangmu/corpus/han"
	"gangmu/corpus/numbering"
	"gangmu/corpus/outline"
	"gangmu/corpus/text"
)

// An Outcome says what came of a jump.
type Outcome uint8

// The outcomes.
const (
	NotFound Outcome = iota // a step was not found; Nearest offers the numbers near it
	Found                   // go to Targets[0]; more than one only where a range or list was named
	Several                 // choose among Targets, nearest first
	Elided                  // Targets[0] is a ghost: go to the elision, Message says why
	Search                  // no place in this document: search the library for Query
	GoBack                  // return to where one came from
)

// A Target is a place that a jump leads to.
type Target struct {
	Section *outline.Section // the deepest section that holds the place
	Span    text.Span        // in the source: the section, or a paragraph or item inside it; empty at a ghost
	Label   string           // 第十二条第三款第（二）项
	Title   string           // of the section
	Trail   string           // where it stands: "第二章 立法权限 › 第十二条"
}

// An Answer is what a jump came to.
type Answer struct {
	Outcome Outcome
	Targets []Target
	Also    []Target // other readings of the same words, less likely: 第三章 for a typed 3 that went to 第三条
	Nearest []Target
	Message string // in Chinese, for the status line; "" where there is nothing to say
	Query   string // of Search and of a title that was not found: what to search for
	Err     error  // the input cannot be read
}

// Resolve finds what was typed at the jump prompt. off is the cursor, a byte offset in the
// source: relative references start there, and where several places fit, the nearest comes first.
func (r *Resolver) Resolve(input string, off int) Answer {
	off = min(max(off, 0), len(r.doc.View.Source))
	key := strings.TrimLeft(strings.TrimSpace(narrow(input)), ": ")
	if digits := strings.TrimLeft(key, "0"); digits != "" && strings.Trim(digits, "0123456789") == "" {
		key, input = digits, digits
	}
	if a, ok := r.exact(key, off); ok {
		return a
	}
	if a, ok := r.cited(key, off); ok {
		return a
	}
	j, err := parse(input, r.taiwan)
	if err != nil {
		return Answer{Message: r.say(err.Error()), Err: err}
	}
	switch j.Mode {
	case ByPath:
		a := r.paths(j.Paths, off)
		if a.Outcome == NotFound && len(j.Paths) == 1 && hasHan(key) {
			if t := r.titled(key, off); t.Outcome != NotFound {
				return t
			}
		}
		return a
	case ByTitle:
		return r.titled(j.Text, off)
	case DocNumber:
		return r.docNumber(j.Text)
	case Back:
		return Answer{Outcome: GoBack}
	}
	return r.move(j, off)
}

// cited reads 《节约用水条例》第四条: in the document of that name the section, of another what to
// search for.
func (r *Resolver) cited(key string, off int) (Answer, bool) {
	name, rest, ok := strings.Cut(strings.TrimPrefix(key, "《"), "》")
	if !ok || !strings.HasPrefix(key, "《") || !namesDocument(name) {
		return Answer{}, false
	}
	if own := r.doc.Tree.Meta.Title; own != "" && strings.HasSuffix(TitleKey(own), TitleKey(name)) {
		if strings.TrimSpace(rest) == "" {
			return r.opening(), true
		}
		return r.Resolve(rest, off), true
	}
	if a := r.titled(key, off); a.Outcome != NotFound {
		return a, true
	}
	return Answer{Outcome: Search, Message: r.say("《%s》是另一个文件：在书库中查找", name), Query: `title:"` + name + `"`}, true
}

// exact goes to the section whose printed label or ID is the input.
func (r *Resolver) exact(key string, off int) (Answer, bool) {
	var ps []place
	for _, s := range r.byLabel[labelKey(key)] {
		ps = append(ps, r.at(s))
	}
	if ps = real(ps); len(ps) > 0 {
		// A label that heads a section of this scope is meant before the items elsewhere.
		a := r.answer(ps, off)
		return a, true
	}
	s := r.byID[strings.ToLower(key)]
	if s == nil || s.Parent == nil {
		return Answer{}, false
	}
	if j, err := parse(key, r.taiwan); err == nil && j.Mode == ByPath && len(j.Paths) == 1 && len(j.Paths[0].Steps) == 1 {
		if arts := r.articlesNamed(j.Paths[0].Steps[0]); len(arts) > 0 && !isArticle(s) {
			// In a law a bare number is an article; the chapter is offered beside it.
			a := r.answer(arts, off)
			a.Also = r.targets([]place{r.at(s)})
			if a.Message == "" {
				a.Message = r.say("已到%s；另有%s", name(a.Targets[0]), name(a.Also[0]))
			}
			return a, true
		}
	}
	return r.answer([]place{r.at(s)}, off), true
}

// articlesNamed are the articles that bear a bare number.
func (r *Resolver) articlesNamed(st Step) []place {
	if st.Unit != "" || st.Form != numbering.None {
		return nil
	}
	var ps []place
	for _, s := range r.byUnit[unitKey{"条", st.Number, st.Suffix}] {
		if isArticle(s) && !s.Missing {
			ps = append(ps, r.at(s))
		}
	}
	return ps
}

// paths answers one path, or a list of them.
func (r *Resolver) paths(paths []Path, off int) Answer {
	if len(paths) == 1 {
		ps, fail := r.walk(paths[0], off, false)
		if fail != nil {
			return r.missing(paths[0], fail, off)
		}
		if p := paths[0]; p.Through.Number > 0 || p.Base.Count > 1 {
			return Answer{Outcome: Found, Targets: r.targets(ps), Message: r.regimeNote(p)}
		}
		a := r.answer(ps, off)
		if a.Message == "" {
			a.Message = r.regimeNote(paths[0])
		}
		if st := paths[0].Steps; len(st) > 0 && r.flat && len(ps) == 1 && ps[0].para == 0 && r.depth(st[len(st)-1].Unit) == 1 {
			a.Message = r.say("原文没有分段，只能到%s", ps[0].sec.Label.Text)
		}
		return a
	}
	var all []place
	var lost []string
	for _, p := range paths {
		ps, fail := r.walk(p, off, false)
		if fail != nil {
			lost = append(lost, r.missing(p, fail, off).Message)
			continue
		}
		all = append(all, ps...)
	}
	a := Answer{Targets: r.targets(unique(all)), Message: strings.Join(lost, "；")}
	if len(all) > 0 {
		a.Outcome = Found
	}
	return a
}

// answer makes the answer of places that all fit one wish.
func (r *Resolver) answer(ps []place, off int) Answer {
	r.sort(ps, off)
	a := Answer{Outcome: Found, Targets: r.targets(ps)}
	if len(ps) > 1 {
		a.Outcome = Several
		a.Message = r.say("有 %d 处，请选择", len(ps))
	} else if s := ps[0].sec; s.Missing && ps[0].para == 0 {
		a.Outcome = Elided
		a.Message = r.whyMissing(s)
	}
	return a
}

// regimeNote says how 款 and 項 were read where that differs from the mainland.
func (r *Resolver) regimeNote(p Path) string {
	if !r.taiwan {
		return ""
	}
	for _, st := range p.Steps {
		if st.Unit == "款" || st.Unit == "项" {
			return r.say("臺灣體例：項＝段，款＝一、")
		}
	}
	return ""
}

// whyMissing explains a ghost.
func (r *Resolver) whyMissing(s *outline.Section) string {
	label := s.Label.Text
	if label == "" {
		label = r.say("此处")
	}
	for _, m := range r.doc.Marks {
		if m.Kind != text.MarkElision && m.Kind != text.MarkPaywall {
			continue
		}
		if m.Span.Start <= s.Start && s.Start <= m.Span.End {
			switch {
			case m.Runes > 0:
				return r.say("%s缺：原文省略约 %d 字", label, m.Runes)
			case m.Kind == text.MarkPaywall && m.Declared > m.Shown:
				return r.say("%s缺：原文未完，约缺 %d 字", label, m.Declared-m.Shown)
			}
			return r.say("%s缺：原文省略", label)
		}
	}
	switch s.Why {
	case outline.Elided:
		return r.say("%s缺：原文省略", label)
	case outline.Truncated:
		return r.say("%s缺：原文未完", label)
	case outline.ParentElided:
		return r.say("%s缺：上一级标题在省略部分", label)
	}
	return r.say("%s缺：按编号应有，原文没有", label)
}

// targets describes places.
func (r *Resolver) targets(ps []place) []Target {
	out := make([]Target, 0, len(ps))
	for _, p := range ps {
		out = append(out, r.target(p))
	}
	return out
}

func (r *Resolver) target(p place) Target {
	t := Target{Section: p.sec, Span: p.span, Label: p.sec.Label.Text, Title: p.sec.Title}
	above := p.sec
	if p.para > 0 {
		t.Label = p.home.Label.Text + r.innerLabel(p)
		t.Title = p.home.Title
		above = p.home
	}
	if p.sec.Missing && p.para == 0 {
		t.Span = text.Span{Start: p.sec.Start, End: p.sec.Start}
	}
	var trail []string
	for s := above.Parent; s != nil && s.Parent != nil; s = s.Parent {
		trail = append(trail, clip(strings.TrimSpace(s.Heading()), 24))
	}
	slices.Reverse(trail)
	t.Trail = strings.Join(trail, " › ")
	return t
}

// innerLabel prints the place inside its article: 第三款第（二）项. The only paragraph is not named.
func (r *Resolver) innerLabel(p place) string {
	u := r.innerUnits()
	paras := r.article(p.home).paras
	var sb strings.Builder
	if p.item == 0 || len(paras) > 1 {
		sb.WriteString("第" + hanNumber(p.para) + u[1])
	}
	if p.item > 0 {
		it := paras[p.para-1].items[p.item-1]
		sb.WriteString("第" + hanNumber(it.n) + u[2])
		if p.sub > 0 {
			sb.WriteString("第" + strconv.Itoa(it.subs[p.sub-1].n) + u[3])
		}
	}
	return sb.String()
}

func name(t Target) string {
	if t.Label != "" {
		return t.Label
	}
	return t.Title
}

// clip cuts s to n runes.
func clip(s string, n int) string {
	if utf8.RuneCountInString(s) <= n {
		return s
	}
	return string([]rune(s)[:n-1]) + "…"
}

func hasHan(s string) bool { return strings.IndexFunc(s, han.Is) >= 0 }
