package ref

import (
	"strings"
	"unicode/utf8"

	"gangmu/corpus/numbering"
)

// scanner reads the words by which Chinese documents cite sections:
//
//	expression := element { (、 和 或 或者 及 以及 与 至 到) element }
//	element    := base? ordinal* bracket*
//	base       := 前款 前两款 前条 本条 本款 本章 同条 上文 上述 本法 本条例 …
//	ordinal    := 第 number { (、 和 或 至) 第? number } unit 之number?   the unit may stand once, at the end
//	            | 附件 number
//	bracket    := （二） unit?
//
// An element inherits from the one before it what it leaves out: 第四十条第一项、第二项.
type scanner struct{ taiwan bool }

// An ordinal is 第…条, or several of them that share one unit.
type ordinal struct {
	steps   []Step
	through Step   // the end of a range within: 第五至八条
	below   []Step // (a)(ii) in 第15(a)(ii)條
	width   int
}

// expression reads the expression at the head of s; width 0 means there is none.
func (sc scanner) expression(s string) (paths []Path, width int) {
	at, ranged := 0, false
	for {
		ps, w := sc.element(s[at:], paths, ranged)
		if w == 0 {
			return paths, width
		}
		if ranged && len(ps) == 1 && sc.through(&paths[len(paths)-1], ps[0]) {
			ps = nil
		}
		paths = append(paths, ps...)
		at += w
		width = at
		sep, w := separator(s[at:])
		if sep == 0 || len(paths) > 200 {
			return paths, width
		}
		at += w
		ranged = sep == '至'
	}
}

// through makes a range of p up to end, if they differ in their last step only.
func (sc scanner) through(p *Path, end Path) bool {
	n := len(p.Steps)
	if n == 0 || len(end.Steps) != n || p.Through.Number != 0 || end.Base.Kind != p.Base.Kind && end.Base.Kind != Top {
		return false
	}
	for i := range n - 1 {
		if p.Steps[i] != end.Steps[i] {
			return false
		}
	}
	a, b := p.Steps[n-1], end.Steps[n-1]
	if a.Unit != b.Unit || b.Number < a.Number || b.Number-a.Number > 2000 {
		return false
	}
	p.Through = b
	return true
}

var separators = []struct {
	word string
	kind rune
}{
	{"、", '、'}, {"和", '、'}, {"或者", '、'}, {"或", '、'}, {"以及", '、'}, {"及", '、'}, {"与", '、'}, {"與", '、'},
	{"至", '至'}, {"到", '至'}, {"—", '至'}, {"－", '至'}, {"~", '至'}, {"～", '至'},
}

func separator(s string) (rune, int) {
	b := blanks(s)
	for _, x := range separators {
		if strings.HasPrefix(s[b:], x.word) {
			w := b + len(x.word)
			return x.kind, w + blanks(s[w:])
		}
	}
	if strings.HasPrefix(s[b:], "第") { // 第四条 第五条, 第四条第五条
		return '、', b
	}
	if strings.HasPrefix(s, "，第") { // 第八条第一款、第二款，第九条
		if x, ok := plain(s[len("，第"):]); ok && strings.HasPrefix(s[len("，第")+x.width:], "条") {
			return '、', len("，")
		}
	}
	return 0, 0
}

// element reads one member of an expression. before are the paths read already: it inherits
// from the last of them.
func (sc scanner) element(s string, before []Path, ranged bool) ([]Path, int) {
	p := Path{}
	base, at := sc.base(s)
	based := at > 0
	if based {
		p.Base = base
		at += blanks(s[at:])
		if strings.HasPrefix(s[at:], "的") {
			if _, ok := sc.ordinal(s[at+len("的"):]); ok {
				at += len("的")
			}
		}
	}
	if base.Kind == Same && len(before) > 0 { // 第三条第一款和同条第三款
		last := before[len(before)-1]
		p.Base, p.Steps = last.Base, upTo(last.Steps, base.Unit)
	}
	if base.Kind == Whole {
		if w := bareArticle(s[at:]); w > 0 {
			x, _ := plain(s[at:])
			p.Steps = append(p.Steps, Step{Unit: "条", Number: x.n})
			at += w
		}
	}
	var many ordinal
	for {
		o, ok := sc.ordinal(s[at:])
		if !ok {
			break
		}
		if n := len(p.Steps); n > 0 && !sc.deeper(p.Steps[n-1], o.steps[0]) {
			break // 第四条第五条: two articles
		}
		if len(p.Steps) == 0 && !based {
			p = sc.inherit(o.steps[0], before)
		}
		at += o.width
		if len(o.steps) > 1 || o.through.Number != 0 {
			many = o
			break
		}
		p.Steps = append(append(p.Steps, o.steps[0]), o.below...)
		if next := at + blanks(s[at:]); next > at && strings.HasPrefix(s[next:], "第") {
			if below, ok := sc.ordinal(s[next:]); ok && sc.deeper(o.steps[0], below.steps[0]) {
				at = next
			}
		}
	}
	if many.width == 0 {
		at = sc.brackets(s, at, &p, before, based)
	}
	switch {
	case many.width > 0:
		return spread(p, many), at
	case at == 0, len(p.Steps) == 0 && (!based || needsStep(base)):
		return nil, 0
	}
	return []Path{p}, at
}

// deeper reports whether b can be a step below a.
func (sc scanner) deeper(a, b Step) bool {
	if a.Unit == "款" && b.Unit == "项" || a.Unit == "项" && b.Unit == "款" {
		return true // whichever of the two is the paragraph here
	}
	ra, rb := rank(a.Unit, sc.taiwan), rank(b.Unit, sc.taiwan)
	return ra == 0 || rb == 0 || rb > ra
}

// brackets reads the steps written as a bare （二） behind an ordinal or a base such as 上文.
func (sc scanner) brackets(s string, at int, p *Path, before []Path, based bool) int {
	for {
		x, ok := signed(s[at:])
		if !ok || x.form == numbering.Latin && len(p.Steps) == 0 {
			return at
		}
		st := Step{Form: x.form, Number: x.n}
		w := at + x.width
		if u, uw := unitAt(s[w:]); u != nil && !u.prefix && !wordGoesOn(u, s[w+uw:]) {
			st.Unit = u.name
			w += uw
		}
		switch {
		case len(p.Steps) > 0 || based:
		case len(before) > 0:
			*p = sc.inherit(st, before)
		default:
			return at
		}
		p.Steps = append(p.Steps, st)
		at = w
	}
}

// spread makes a path of each member of an ordinal that names several.
func spread(p Path, o ordinal) []Path {
	var out []Path
	for i, st := range o.steps {
		q := Path{Base: p.Base, Steps: append(append([]Step{}, p.Steps...), st)}
		if i == len(o.steps)-1 {
			q.Through = o.through
		}
		out = append(out, q)
	}
	return out
}

// inherit is what an element that begins with st takes over from the path before it: the
// steps above st.
func (sc scanner) inherit(st Step, before []Path) Path {
	if len(before) == 0 {
		return Path{}
	}
	last := before[len(before)-1]
	p := Path{}
	if st.Unit == "" { // （三） after （二）: the same depth
		if n := len(last.Steps); n > 0 && last.Steps[n-1].Unit == "" || n > 0 && last.Steps[n-1].Form == st.Form {
			p.Steps = append(p.Steps, last.Steps[:n-1]...)
		}
		p.Base = last.Base
		return p
	}
	r := rank(st.Unit, sc.taiwan)
	if u := unitByName[st.Unit]; u.prefix || r == 0 {
		return Path{Base: wholeOnly(last.Base)}
	}
	for _, b := range last.Steps {
		if b.Unit == "" || rank(b.Unit, sc.taiwan) >= r {
			break
		}
		p.Steps = append(p.Steps, b)
	}
	if br := rank(last.Base.Unit, sc.taiwan); br > 0 && br < r || last.Base.Unit == "" {
		p.Base = last.Base
	}
	return p
}

func wholeOnly(b Base) Base {
	if b.Kind == Whole {
		return b
	}
	return Base{}
}

// needsStep reports whether a base says nothing alone: 上文, 本法, 同条.
func needsStep(b Base) bool {
	switch b.Kind {
	case Above, Below, Whole, Same:
		return true
	}
	return false
}

// wordGoesOn reports whether the unit is but the head of another word: 第二条战线, 第一目标,
// 本条例, 本章程. rest is what follows the unit.
func wordGoesOn(u *unit, rest string) bool {
	r, _ := utf8.DecodeRuneInString(rest)
	return strings.ContainsRune(goesOn[u.name], r) && r != utf8.RuneError
}

var goesOn = map[string]string{
	"条":  "例件战戰生产理约約道路线線鱼款文形板",
	"款":  "项項式待物",
	"项":  "目",
	"目":  "标標的录錄前光次",
	"章":  "程鱼",
	"节":  "课課能约約目日水点點假奏余制度气氣拍",
	"编":  "制辑輯号號写寫者译譯审審委码碼",
	"点":  "钟鐘半多名评評击擊",
	"段":  "落",
	"部分": "",
	"讲":  "话話义義",
	"课":  "题題程堂时時",
	"篇":  "章文",
}
