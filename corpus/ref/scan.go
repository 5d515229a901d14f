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

// ordinal reads 第十二条, 第十、十八条, 第（三）项, 第 3-1 條, 附件2.
func (sc scanner) ordinal(s string) (ordinal, bool) {
	if strings.HasPrefix(s, "附") {
		return annex(s)
	}
	if !strings.HasPrefix(s, "第") && !strings.HasPrefix(s, "笫") {
		return ordinal{}, false
	}
	var o ordinal
	at := len("第")
	for {
		at += blanks(s[at:])
		st, w := number(s[at:])
		if w == 0 {
			return ordinal{}, false
		}
		at += w
		o.steps = append(o.steps, st)
		below, w := subsections(s[at:])
		at += w + blanks(s[at+w:])
		if u, w := unitAt(s[at:]); u != nil && !u.prefix && !wordGoesOn(u, s[at+w:]) {
			at += w
			if sfx, w := inserted(s[at:]); w > 0 {
				at += w
				o.steps[len(o.steps)-1].Suffix = sfx
			}
			o.finish(u.name, below, at)
			return o, true
		}
		if len(o.steps) == 1 && sc.lostUnit(s[at:]) {
			o.finish("条", below, at)
			return o, true
		}
		kind, w := separator(s[at:])
		if w == 0 || strings.HasPrefix(s[at+blanks(s[at:]):], "第") || o.through.Number != 0 || len(o.steps) > 100 {
			return ordinal{}, false
		}
		at += w
		if kind == '至' {
			if _, ok := rangeEnd(s[at:]); !ok {
				return ordinal{}, false
			}
			o.through.Number = len(o.steps) // the index of the range's end, until finish
		}
		if strings.HasPrefix(s[at:], "第") {
			at += len("第")
		}
	}
}

// lostUnit reports whether 条 was left out by mistake: 第二百三十六第三款.
func (sc scanner) lostUnit(rest string) bool {
	if !strings.HasPrefix(rest, "第") {
		return false
	}
	o, ok := sc.ordinal(rest)
	return ok && (o.steps[0].Unit == "款" || o.steps[0].Unit == "项")
}

func rangeEnd(s string) (Step, bool) {
	s = strings.TrimPrefix(s, "第")
	st, w := number(s)
	return st, w > 0
}

// finish gives all members the unit and turns the mark of a range into its end.
func (o *ordinal) finish(unit string, below []Step, width int) {
	for i := range o.steps {
		o.steps[i].Unit = unit
	}
	if k := o.through.Number; k > 0 && k < len(o.steps) {
		o.through = o.steps[k]
		o.steps = o.steps[:k]
		if o.through.Number < o.steps[k-1].Number {
			o.through = Step{}
		}
	}
	o.below, o.width = below, width
}

// number reads the number of an ordinal: 十二, 12, （三）, 3-1, 12之1.
func number(s string) (Step, int) {
	if x, ok := signed(s); ok && x.form != numbering.Latin {
		return Step{Form: x.form, Number: x.n}, x.width
	}
	x, ok := plain(s)
	if !ok {
		return Step{}, 0
	}
	st := Step{Number: x.n}
	at := x.width
	for _, j := range []string{"-", "－", "之"} {
		if strings.HasPrefix(s[at:], j) {
			if y, ok := plain(s[at+len(j):]); ok && y.n < 100 {
				if u, _ := unitAt(s[at+len(j)+y.width+blanks(s[at+len(j)+y.width:]):]); u != nil {
					st.Suffix = y.n
					at += len(j) + y.width
				}
			}
		}
	}
	return st, at
}

// subsections reads (a)(ii) of a Hong Kong citation 第15(a)(ii)條.
func subsections(s string) (steps []Step, width int) {
	for {
		x, ok := signed(s[width:])
		if !ok || x.han {
			return steps, width
		}
		steps = append(steps, Step{Form: x.form, Number: x.n})
		width += x.width
	}
}

// inserted reads 之一 behind a unit.
func inserted(s string) (int, int) {
	if !strings.HasPrefix(s, "之") {
		return 0, 0
	}
	x, ok := plain(s[len("之"):])
	if !ok || x.n > 99 {
		return 0, 0
	}
	w := len("之") + x.width
	if c, _ := utf8.DecodeRuneInString(s[w:]); strings.ContainsRune("般切定部律致半种種方些次起", c) { // 之一般规定, 之一定金额
		return 0, 0
	}
	return x.n, w
}

// annex reads 附件2, 附件一, 附录A, 附表 3, 附件1、2.
func annex(s string) (ordinal, bool) {
	u, at := unitAt(s)
	if u == nil || !u.prefix {
		return ordinal{}, false
	}
	var o ordinal
	for {
		b := at + blanks(s[at:])
		st := Step{Unit: u.name}
		if x, ok := signed(s[b:]); ok && x.form != numbering.Latin {
			st.Number = x.n
			b += x.width
		} else if x, ok := plain(s[b:]); ok && x.n < 1000 {
			st.Number = x.n
			b += x.width
		} else if len(s) > b && 'A' <= s[b] && s[b] <= 'Z' && (len(s) < b+2 || latin(s[b+1]) == 0) {
			st.Number, st.Form = latin(s[b]), numbering.Latin
			b++
		} else {
			break
		}
		o.steps = append(o.steps, st)
		o.width = b
		if kind, w := separator(s[b:]); w > 0 && kind == '、' && len(o.steps) < 50 {
			at = b + w
			if v, vw := unitAt(s[at:]); v == u {
				at += vw
			}
			continue
		}
		break
	}
	return o, len(o.steps) > 0
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

// base reads the anchor of a relative reference.
func (sc scanner) base(s string) (Base, int) {
	c, w := utf8.DecodeRuneInString(s)
	switch c {
	case '前', '上':
		for _, x := range []string{"前述", "上述", "前文", "上文", "前面", "上面"} {
			if strings.HasPrefix(s, x) {
				return Base{Kind: Above, Count: 1}, len(x)
			}
		}
		return counted(Prev, s, w)
	case '下', '后', '後':
		for _, x := range []string{"下文", "下述", "后文", "後文", "后述", "後述"} {
			if strings.HasPrefix(s, x) {
				return Base{Kind: Below, Count: 1}, len(x)
			}
		}
		if strings.HasPrefix(s, "下列") {
			return Base{}, 0
		}
		return counted(Next, s, w)
	case '本':
		if u, uw := unitAt(s[w:]); u != nil && !u.prefix && !wordGoesOn(u, s[w+uw:]) {
			return Base{Kind: This, Unit: u.name, Count: 1}, w + uw
		}
		return own(s, w)
	case '同':
		if u, uw := unitAt(s[w:]); u != nil && !u.prefix && strings.HasPrefix(s[w+uw:], "第") {
			return Base{Kind: Same, Unit: u.name, Count: 1}, w + uw
		}
	}
	return Base{}, 0
}

// counted reads 款 in 前款, 两款 in 前两款, 一条 in 上一条.
func counted(k BaseKind, s string, w int) (Base, int) {
	n := 1
	if strings.HasPrefix(s[w:], "两") || strings.HasPrefix(s[w:], "兩") {
		n, w = 2, w+len("两")
	} else if x, ok := plain(s[w:]); ok && x.n <= 20 {
		n, w = x.n, w+x.width
	}
	u, uw := unitAt(s[w:])
	if u == nil || u.prefix || wordGoesOn(u, s[w+uw:]) {
		return Base{}, 0
	}
	switch u.name {
	case "条", "款", "项", "目", "章", "节", "编": // not 前段, which is half a sentence
		return Base{Kind: k, Unit: u.name, Count: n}, w + uw
	}
	return Base{}, 0
}

// own reads 本法, 本条例, 本规定 … before 第 or 附件.
func own(s string, w int) (Base, int) {
	at := w
	if c, _ := utf8.DecodeRuneInString(s[at:]); strings.ContainsRune("局部院會会校市省縣县區区公所处處", c) {
		return Base{}, 0 // 本局组织规程 is another document
	}
	for range 8 {
		c, cw := utf8.DecodeRuneInString(s[at:])
		if !isHan(c) || strings.ContainsRune("依按照据據由及和与與之的", c) {
			return Base{}, 0
		}
		at += cw
		if !endsDocument(s[w:at]) {
			continue
		}
		if rest := s[at:]; strings.HasPrefix(rest, "第") || bareArticle(rest) > 0 || strings.HasPrefix(rest, "附") || strings.HasPrefix(rest, "前") {
			return Base{Kind: Whole, Count: 1}, at
		}
	}
	return Base{}, 0
}

// bareArticle is the width of 六十条 where 第 was left out: 本条例六十条第四款.
func bareArticle(s string) int {
	if x, ok := plain(s); ok && x.n > 1 {
		if u, w := unitAt(s[x.width:]); u != nil && u.name == "条" && !wordGoesOn(u, s[x.width+w:]) {
			return x.width + w
		}
	}
	return 0
}

// documentWords end the name of a kind of document.
var documentWords = []string{"法", "法典", "条例", "條例", "规定", "規定", "办法", "辦法", "细则", "細則", "规则", "規則",
	"章程", "准则", "準則", "决定", "決定", "解释", "解釋", "规程", "規程", "通则", "通則", "标准", "標準", "意见", "意見",
	"通知", "方案", "纲要", "綱要", "指引", "指南", "公约", "公約", "规范", "規範", "要点", "要點", "守则", "守則",
	"宪法", "憲法", "修正案", "制度", "党章", "规划", "規劃", "文件", "报告", "報告", "合同", "协议", "協議", "批复", "公告", "条约", "議定書", "议定书", "計畫", "计划"}

func endsDocument(s string) bool {
	for _, w := range documentWords {
		if strings.HasSuffix(s, w) {
			return true
		}
	}
	return false
}

func isHan(c rune) bool {
	return 0x4E00 <= c && c <= 0x9FFF || 0x3400 <= c && c <= 0x4DBF || c == '〇'
}
