package ref

import (
	"slices"
	"strings"
	"unicode/utf8"

	"gangmu/corpus/outline"
	"gangmu/corpus/text"
)

// A Ref is a reference in running text.
type Ref struct {
	Span    text.Span      // in the source
	Text    string         // as shown
	Title   string         // of another document, without 《》: 中华人民共和国刑法; "" = this document
	Year    int            // of the version that is meant: 2018 in 《…法》（2018年修正）; 0 = it is not said
	Number  string         // document number 文号 of another document: 国发〔2016〕5号
	Regime  outline.Regime // of the document in which it stands: the 公司法 of Taiwan is not the mainland's
	Paths   []Path         // the sections named; none where only a document is
	Targets []Target       // where they are, if in this document
	Missing string         // why a section of this document was not found, in Chinese; "" otherwise
	each    []int          // how many of the targets each path has, in this document
}

// External reports whether the reference leads out of the document.
func (f Ref) External() bool { return f.Title != "" || f.Number != "" }

// All lists every reference in the document, in order.
func (r *Resolver) All() []Ref {
	return r.Find(text.Span{Start: 0, End: len(r.doc.View.Source)})
}

// Find lists the references that begin in span (of the source), in order: to sections of this
// document (第十二条第二款, 前款, 见第三部分（二）, 附件2) and to others (《…法》第三条, 国发〔2016〕5号).
// A section's own label is none, nor is an ordinal that only counts (第一条战线). In a document that
// amends another, the articles named are that one's.
func (r *Resolver) Find(span text.Span) []Ref {
	f := finder{r: r, s: r.doc.View.Text, sc: scanner{taiwan: r.taiwan}}
	shown := r.doc.View.PosSpan(span)
	f.start = shown.Start
	for i := shown.Start; i < shown.End; {
		c := f.s[i]
		if c < 0xE3 || c > 0xE9 || i+3 > len(f.s) {
			i++
			continue
		}
		w := 0
		switch f.s[i : i+3] {
		case "第":
			w = f.cited(i)
		case "前", "本", "同", "该", "該", "上", "下", "附":
			w = f.relative(i)
		case "《":
			w = f.titled(i)
		case "〔", "［", "（":
			w = f.numbered(i)
		case "见", "見", "按", "照", "合", "据", "據", "和", "或", "、":
			w = f.clauses(i)
		}
		i += max(w, 3)
	}
	return f.refs
}

// finder is one run over a text.
type finder struct {
	r     *Resolver
	s     string // the shown text
	sc    scanner
	start int
	refs  []Ref
	same  string // title that 该法 stands for

	part  *outline.Section // of a document that amends several: the part read last
	named string           // and the document that it amends
}

// cited reads 第…条 at i, with the name of another document that may stand before it.
func (f *finder) cited(i int) int {
	if f.atLabel(i) {
		return 0 // before the words are read: behind a label another may follow, and another
	}
	paths, w := f.sc.expression(f.s[i:])
	if w == 0 {
		return uncounted(f.s[i:])
	}
	if len(paths) == 1 && len(paths[0].Steps) == 1 && f.opensLine(i, i+w) && !f.inContents(i) {
		return w
	}
	for _, word := range formerly {
		if strings.HasSuffix(f.s[:i], word) {
			return w
		}
	}
	name, at := f.nameBefore(i)
	if name == "" && at == i {
		name = f.antecedent(i, paths)
	}
	f.add(at, i+w, name, paths)
	return w
}

// relative reads 前款, 本条第二款, 同条, 上文（二）, 附件2 at i.
func (f *finder) relative(i int) int {
	annex := strings.HasPrefix(f.s[i:], "附")
	if annex && f.atLabel(i) {
		return 0
	}
	paths, w := f.sc.expression(f.s[i:])
	if w == 0 || !f.meant(i, paths) || !annex && f.atLabel(i) {
		return 0
	}
	title := ""
	if paths[0].Base.Kind == Same {
		last, ok := f.lastPath()
		if !ok {
			return 0
		}
		title = f.refs[len(f.refs)-1].Title
		for k := range paths {
			if paths[k].Base.Kind == Same {
				paths[k] = Path{Base: last.Base, Steps: append(upTo(last.Steps, paths[k].Base.Unit), paths[k].Steps...), Through: paths[k].Through}
			}
		}
	}
	f.add(i, i+w, title, paths)
	return w
}

func (f *finder) lastPath() (Path, bool) {
	if len(f.refs) == 0 {
		return Path{}, false
	}
	last := f.refs[len(f.refs)-1]
	if len(last.Paths) == 0 {
		return Path{}, false
	}
	return last.Paths[len(last.Paths)-1], true
}

// upTo is the steps down to the unit.
func upTo(steps []Step, unit string) []Step {
	for i, st := range steps {
		if st.Unit == unit {
			return slices.Clone(steps[:i+1])
		}
	}
	return slices.Clone(steps)
}

// meant drops what only looks like a relative reference: 以前条件, 网上条款, a lone 本条.
func (f *finder) meant(i int, paths []Path) bool {
	p := paths[0]
	before, _ := utf8.DecodeLastRuneInString(f.s[:i])
	if strings.HasPrefix(f.s[i:], "本") && (strings.ContainsRune("日基根版资样剧", before) || before == '成' && p.Base.Kind != Whole) {
		return false
	}
	switch p.Base.Kind {
	case Prev:
		if f.r.inner(p.Base.Unit) && f.inReasons(i) {
			return false // which paragraph the reasons speak of is not said
		}
		if strings.HasPrefix(f.s[i:], "上") {
			return strings.HasPrefix(f.s[i:], "上一") && (p.Base.Unit == "条" || p.Base.Unit == "款")
		}
		if strings.HasPrefix(f.s[i:], "前一") && !f.r.has["条"] {
			return false // 面前一项任务
		}
		return p.Base.Unit == "条" || p.Base.Unit == "款" || p.Base.Unit == "项" || !strings.ContainsRune("以目之从從事提日空当當年天生面眼", before)
	case Next:
		return false
	case This:
		return len(p.Steps) > 0
	}
	return true
}

// atLabel reports whether i lies in the label of a section.
func (f *finder) atLabel(i int) bool {
	off := f.r.doc.View.Src(i)
	s := f.r.SectionAt(off)
	return s.Parent != nil && s.Label.Span.Has(off)
}

// opensLine reports whether the words from i to end stand at the head of a line and apart from
// what follows, as labels do, also those that the outline has no place for.
func (f *finder) opensLine(i, end int) bool {
	from := max(0, i-60)
	line := from + strings.LastIndexByte(f.s[from:i], '\n') + 1
	return (line > from || from == 0) && strings.Trim(f.s[line:i], " \t　\u00a0#*>-") == "" && (blanks(f.s[end:]) > 0 || strings.HasPrefix(f.s[end:], "\n"))
}

// inContents reports whether i lies in a table of contents 目录, whose entries are links.
func (f *finder) inContents(i int) bool {
	off := f.r.doc.View.Src(i)
	for _, e := range f.r.doc.Tree.Contents {
		if e.Span.Has(off) {
			return true
		}
	}
	return false
}

// titled reads 《…》 at i, with the articles named behind it.
func (f *finder) titled(i int) int {
	open := len("《")
	n := 0
	depth := 1
	for n < len(f.s)-i-open && n < 240 && depth > 0 {
		rest := f.s[i+open+n:]
		switch {
		case strings.HasPrefix(rest, "《"):
			depth++
		case strings.HasPrefix(rest, "》"):
			depth--
		}
		if depth > 0 {
			_, w := utf8.DecodeRuneInString(rest)
			n += w
		}
	}
	if depth > 0 {
		return 0
	}
	title := strings.TrimSpace(f.s[i+open : i+open+n])
	end := i + open + n + len("》")
	at := end
	if strings.HasPrefix(f.s[at:], "（") || strings.HasPrefix(f.s[at:], "(") {
		if k := strings.IndexAny(f.s[at:min(len(f.s), at+200)], ")）"); k > 0 {
			_, w := utf8.DecodeRuneInString(f.s[at+k:])
			at += k + w
		}
	}
	at += blanks(f.s[at:])
	if strings.HasPrefix(f.s[at:], "的第") {
		at += len("的")
	}
	var paths []Path
	if strings.HasPrefix(f.s[at:], "第") || strings.HasPrefix(f.s[at:], "附") {
		if ps, w := f.sc.expression(f.s[at:]); w > 0 {
			paths, end = ps, at+w
		}
	}
	year := f.versionYear(i, title, f.s[i+open+n+len("》"):at])
	title = f.r.fullName(title)
	if len(paths) == 0 && strings.HasPrefix(title, "附") {
		return open // 《附件1：案卷排列顺序》
	}
	if len(paths) == 0 && (!namesDocument(title) || f.r.isOwn(title)) {
		return end - i
	}
	f.same = title
	if f.r.isOwn(title) {
		title = ""
	}
	before := len(f.refs)
	f.add(i, end, title, paths)
	for k := before; k < len(f.refs); k++ {
		f.refs[k].Year = year
	}
	return end - i
}

// versionYear is the year of the version of a law whose title in 《》 begins at i: named in brackets
// behind the title or in it (2018年修正), or before it (2013年修订的). 0 if none is.
func (f *finder) versionYear(i int, title, behind string) int {
	for _, m := range [][]string{yearBehind().FindStringSubmatch(title), yearBehind().FindStringSubmatch(behind), yearBefore().FindStringSubmatch(f.s[max(0, i-40):i])} {
		if m != nil {
			year, _ := readNumber(m[1])
			return year
		}
	}
	return 0
}

// numbered reads a document number whose bracket is at i: 国发〔2016〕5号.
func (f *finder) numbered(i int) int {
	s := f.s[i:]
	w := len("〔")
	if len(s) < w+4 {
		return 0
	}
	year, yw := readNumber(s[w:])
	if yw != 4 || year < 1949 || year > 2100 {
		return 0
	}
	w += yw
	c, cw := utf8.DecodeRuneInString(s[w:])
	if !isClosing(c) {
		return 0
	}
	w += cw
	if strings.HasPrefix(s[w:], "第") {
		w += len("第")
	}
	n, nw := readNumber(s[w:])
	if nw == 0 || n < 1 || n > 99999 || !strings.HasPrefix(s[w+nw:], "号") && !strings.HasPrefix(s[w+nw:], "號") {
		return 0
	}
	w += nw + len("号")
	at := f.wordBefore(0, i, 12)
	if at == i {
		return 0
	}
	num := f.s[at:i] + "〔" + s[len("〔"):len("〔")+4] + "〕" + s[w-nw-len("号"):w]
	if own := f.r.doc.Tree.Meta.Number; own != "" && labelKey(own) == labelKey(num) {
		return w
	}
	if k := len(f.refs); k > 0 && f.refs[k-1].Span.End > f.r.doc.View.Src(at) {
		return w
	}
	f.refs = append(f.refs, Ref{Span: f.r.doc.View.SrcSpan(text.Span{Start: at, End: i + w}), Text: f.s[at : i+w], Number: num, Regime: f.r.doc.Tree.Regime})
	return w
}

// add enters a reference from at to end; title is that of the other document.
func (f *finder) add(at, end int, title string, paths []Path) {
	r := f.r
	if title == "" && r.Amends() != "" && !isAnnexPath(paths[0]) {
		if paths[0].Base.Kind != Top && paths[0].Base.Kind != Whole {
			return // 前款 in a quoted provision
		}
		title = f.amends(r.doc.View.Src(at))
	}
	ref := Ref{Span: r.doc.View.SrcSpan(text.Span{Start: at, End: end}), Text: f.s[at:end], Title: title, Paths: paths, Regime: r.doc.Tree.Regime}
	if title == "" {
		off := r.doc.View.Src(at)
		sure := f.sure(at, paths[0])
		for _, p := range paths {
			if !r.plausible(p, off) {
				return
			}
			ps, fail := r.walk(p, off, true)
			if fail != nil {
				ref.each = append(ref.each, 0)
				if !sure {
					return
				}
				if other := f.otherNear(off); other != "" && p.Base.Kind == Top && p.Steps[0].Unit == "条" {
					ref.Title, ref.Targets, ref.Missing = other, nil, ""
					break
				}
				if ref.Missing == "" {
					ref.Missing = r.lacks(fail)
					if fail.index < 0 {
						ref.Missing = r.noBase(p.Base)
					}
				}
				continue
			}
			ps = unique(ps)
			ref.each = append(ref.each, len(ps))
			ref.Targets = append(ref.Targets, r.targets(ps)...)
		}
	}
	f.refs = append(f.refs, ref)
}

// amends is the document that a provision at off without a name is meant for in a document that
// amends another; of several the one that the heading above names: 二、修改《…条例》 1.将第九条修改为….
func (f *finder) amends(off int) string {
	name := f.r.Amends()
	if !f.r.several {
		return name
	}
	top := f.r.SectionAt(off)
	for top.Parent != nil && top.Parent.Parent != nil {
		top = top.Parent
	}
	if f.part != top {
		f.part, f.named = top, name
		for k := len(f.refs) - 1; k >= 0 && f.refs[k].Span.Start >= top.Start; k-- {
			if r := f.refs[k]; r.Title != "" && len(r.Paths) == 0 {
				f.named = r.Title
			}
		}
	}
	return f.named
}

func isAnnexPath(p Path) bool {
	return len(p.Steps) > 0 && p.Steps[0].Unit != "" && unitByName[p.Steps[0].Unit].prefix
}

// sure reports whether the words are a reference even if nothing answers to it.
func (f *finder) sure(at int, p Path) bool {
	if p.Base.Kind != Top {
		return true
	}
	switch p.Steps[0].Unit {
	case "条", "款", "项":
		return true
	}
	for _, w := range []string{"见", "見", "参照", "按照", "依照", "根据", "根據"} {
		if strings.HasSuffix(f.s[:at], w) {
			return true
		}
	}
	return false
}

// plausible reports whether a path can be a reference in this document at all: an ordinal in
// prose (第一条, 第三项) counts things that are no sections.
func (r *Resolver) plausible(p Path, off int) bool {
	if p.Base.Kind != Top || len(p.Steps) == 0 {
		return true
	}
	st := p.Steps[0]
	switch st.Unit {
	case "条":
		return r.has["条"] || st.Form != 0
	case "款", "项", "目":
		return enclosing(r.SectionAt(off), isArticle) != nil
	case "点", "段":
		return false
	case "编", "分编", "章", "节", "篇", "讲", "课", "单元":
		return r.has[st.Unit]
	}
	return true
}
