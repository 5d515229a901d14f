package index

import (
	"fmt"
	"regexp/syntax"
	"strconv"
	"strings"
	"unicode"

	"gangmu/corpus/fold"
	"gangmu/corpus/outline"
)

const (
	maxYear  = 9999
	maxWords = 32   // words of a query
	maxRunes = 1000 // characters of a query
)

// Parse reads a query:
//
//	query   = and { "OR" and }
//	and     = unary { unary }
//	unary   = [ "-" ] ( "(" query ")" | field ":" value | value )
//	value   = word | "quoted" | =word | /regexp/ | word~
//	field   = title | heading | in | year | number | kind
//
// White space parts; it may be full width. Parentheses that group are ASCII and stand where a word
// begins; in the middle of a word, and full width anywhere, they are text. “ ” quote as " does,
// and － ～ ＝ ： count as their ASCII twins where those have a meaning. An empty query is no error.
// Errors are of type *SyntaxError.
func Parse(s string) (Query, error) {
	p := parser{in: []rune(s)}
	if len(p.in) > maxRunes {
		return Query{}, p.fail(maxRunes, "the query is too long", fmt.Sprintf("at most %d characters", maxRunes),
			"检索式太长", fmt.Sprintf("最多 %d 个字符", maxRunes))
	}
	p.space()
	if p.pos == len(p.in) {
		return Query{}, nil
	}
	n, err := p.or()
	if err != nil {
		return Query{}, err
	}
	if p.pos < len(p.in) {
		return Query{}, p.fail(p.pos, "there is no parenthesis to close", "write ( before it, or quote it",
			"多出一个右括号", "请补上左括号，或用引号括起")
	}
	if p.words > maxWords {
		return Query{}, p.fail(0, "too many words", fmt.Sprintf("at most %d", maxWords), "词太多", fmt.Sprintf("最多 %d 个", maxWords))
	}
	q := Query{n}
	if !positive(n) {
		return Query{}, p.fail(0, "the query only excludes", "write what is to be found, too", "只有排除词", "请同时写出要找的词")
	}
	return q, nil
}

// positive reports whether n names anything to be found.
func positive(n node) bool {
	switch n := n.(type) {
	case and:
		for _, c := range n {
			if positive(c) {
				return true
			}
		}
		return false
	case or:
		for _, c := range n {
			if !positive(c) {
				return false
			}
		}
		return true
	case not:
		return false
	}
	return true
}

type parser struct {
	in    []rune
	pos   int
	depth int // of open parentheses
	words int
}

func (p *parser) fail(pos int, msg, want, zh, zhWant string) error {
	return &SyntaxError{Query: string(p.in), Pos: pos, Msg: msg, Want: want, zh: [2]string{zh, zhWant}}
}

func (p *parser) space() {
	for p.pos < len(p.in) && unicode.IsSpace(p.in[p.pos]) {
		p.pos++
	}
}

// peek is the rune k places on; 0 at the end.
func (p *parser) peek(k int) rune {
	if p.pos+k < len(p.in) {
		return p.in[p.pos+k]
	}
	return 0
}

// keyword reports whether the word kw stands at the place, and steps over it.
func (p *parser) keyword(kw string) bool {
	for i, r := range kw {
		if p.peek(i) != r {
			return false
		}
	}
	if r := p.peek(len(kw)); r != 0 && !unicode.IsSpace(r) && r != '(' && r != ')' {
		return false
	}
	p.pos += len(kw)
	p.space()
	return true
}

func (p *parser) done() bool { return p.pos == len(p.in) || p.in[p.pos] == ')' && p.depth > 0 }

func (p *parser) or() (node, error) {
	var alts or
	for {
		n, err := p.and()
		if err != nil {
			return nil, err
		}
		alts = append(alts, n)
		if !p.keyword("OR") {
			break
		}
	}
	if len(alts) == 1 {
		return alts[0], nil
	}
	return alts, nil
}

func (p *parser) and() (node, error) {
	var terms and
	for {
		for len(terms) > 0 && p.keyword("AND") {
		}
		at := p.pos
		if p.keyword("OR") {
			p.pos = at
			if len(terms) > 0 {
				break
			}
			return nil, p.fail(at, "OR has nothing before it", "write A OR B, or quote \"OR\"", "OR 前面缺词", `应写作 A OR B；要找 OR 本身请加引号`)
		}
		if p.done() || p.pos < len(p.in) && p.in[p.pos] == ')' {
			break
		}
		n, err := p.unary(true)
		if err != nil {
			return nil, err
		}
		terms = append(terms, n)
		p.space()
	}
	switch {
	case len(terms) == 0 && p.pos == len(p.in):
		return nil, p.fail(p.pos, "the query ends too early", "write a word, \"…\", =word, /regexp/, -word, ( … ) or field:value",
			"检索式不完整", `此处应为词、"…"、=词、/正则/、-词、( … ) 或 字段:值`)
	case len(terms) == 0:
		return nil, p.fail(p.pos, "nothing stands in the parentheses", "write a word before )", "括号里没有内容", "请在右括号前写上词")
	case len(terms) == 1:
		return terms[0], nil
	}
	return terms, nil
}

func (p *parser) unary(top bool) (node, error) {
	at := p.pos
	if r := p.peek(0); top && (r == '-' || r == '－') && p.peek(1) != 0 && !unicode.IsSpace(p.peek(1)) {
		p.pos++
		n, err := p.unary(false)
		if err != nil {
			return nil, err
		}
		return not{n}, nil
	}
	if p.peek(0) == '(' {
		p.pos++
		p.depth++
		p.space()
		n, err := p.or()
		if err != nil {
			return nil, err
		}
		if p.peek(0) != ')' {
			return nil, p.fail(at, "the parenthesis is not closed", "write ) at its end, or quote it", "括号没有闭合", "请补上右括号，或用引号括起")
		}
		p.pos++
		p.depth--
		return n, nil
	}
	if f := p.fieldName(); f != "" {
		return p.field(f)
	}
	return p.value("")
}

var fieldNames = []string{"title", "heading", "in", "year", "number", "kind"}

// fieldName reads a field's name and its colon.
func (p *parser) fieldName() string {
	for _, f := range fieldNames {
		n := len(f)
		if p.pos+n < len(p.in) && strings.EqualFold(string(p.in[p.pos:p.pos+n]), f) && (p.in[p.pos+n] == ':' || p.in[p.pos+n] == '：') {
			p.pos += n + 1
			return f
		}
	}
	return ""
}

func (p *parser) field(f string) (node, error) {
	at := p.pos
	if r := p.peek(0); r == 0 || unicode.IsSpace(r) || r == ')' && p.depth > 0 {
		return nil, p.fail(at, "the field "+f+": has no value", "write it directly behind the colon: "+fieldExample[f],
			"字段 "+f+": 缺少值", "请紧接冒号写出，例如 "+fieldExample[f])
	}
	n, err := p.value(f)
	if err != nil {
		return nil, err
	}
	w := n.(*word)
	if w.mode != literal && f != "title" && f != "heading" {
		return nil, p.fail(at, "the field "+f+": takes a plain value", "for example "+fieldExample[f], "字段 "+f+": 只接受普通的值", "例如 "+fieldExample[f])
	}
	switch f {
	case "year":
		return p.year(w, at)
	case "kind":
		if kindsOf(w.text) == nil {
			return nil, p.fail(at, "there is no kind of section “"+w.text+"”", "kinds are 编 分编 章 节 条 款 项 目 附件 or 一、 （一） 1. （1）",
				"没有“"+w.text+"”这种结构", "可用：编 分编 章 节 条 款 项 目 附件 一、 （一） 1. （1）")
		}
	}
	return w, nil
}

var fieldExample = map[string]string{"title": "title:报告", "heading": "heading:自治", "in": "in:2026", "year": "year:2016..2018",
	"number": "number:国发〔2016〕5号", "kind": "kind:条"}

func (p *parser) year(w *word, at int) (node, error) {
	s := strings.TrimSuffix(fold.String(w.text), "年")
	lo, hi, ranged := strings.Cut(s, "..")
	if !ranged {
		lo, hi, ranged = strings.Cut(s, "-")
	}
	if !ranged {
		hi = lo
	}
	year := func(s string, open int) (int, bool) {
		if s = strings.TrimSuffix(strings.TrimSpace(s), "年"); s == "" && ranged {
			return open, true
		}
		n, err := strconv.Atoi(s)
		return n, err == nil && n > 0 && n <= maxYear
	}
	var ok, ok2 bool
	w.lo, ok = year(lo, 0)
	w.hi, ok2 = year(hi, maxYear)
	if !ok || !ok2 || w.lo > w.hi || lo == "" && hi == "" {
		return nil, p.fail(at, "“"+w.text+"” is no year", "write year:2016, year:2016..2018, year:2016.. or year:..2018",
			"“"+w.text+"”不是年份", "应写作 year:2016、year:2016..2018、year:2016.. 或 year:..2018")
	}
	return w, nil
}

// value reads a word in any of its forms.
func (p *parser) value(field string) (node, error) {
	w := &word{field: field, pos: p.pos}
	p.words++
	if r := p.peek(0); (r == '=' || r == '＝') && p.peek(1) != 0 && !unicode.IsSpace(p.peek(1)) {
		w.mode = exact
		p.pos++
	}
	var err error
	switch r := p.peek(0); {
	case r == '"' || r == '“':
		w.quoted = true
		err = p.quoted(w)
	case r == '/' && w.mode == literal && field != "in":
		return w, p.regex(w)
	default:
		p.bare(w)
	}
	if err == nil && strings.TrimSpace(w.text) == "" {
		err = p.fail(w.pos, "the word is empty", "write what is to be found", "词是空的", "请写出要找的内容")
	}
	return w, err
}

func (p *parser) quoted(w *word) error {
	at := p.pos
	open := p.peek(0)
	p.pos++
	var sb strings.Builder
	for ; ; p.pos++ {
		r := p.peek(0)
		switch {
		case p.pos >= len(p.in):
			return p.fail(at, "the quotation is not closed", "write a quotation mark at its end", "引号没有闭合", "请在末尾补上引号")
		case r == '"' || open == '“' && r == '”':
			p.pos++
			w.text = sb.String()
			if p.tilde(w.text) && w.mode == literal {
				w.mode = fuzzy
				p.pos++
			}
			return nil
		case r == '\\' && (p.peek(1) == '"' || p.peek(1) == '\\'):
			p.pos++
			r = p.peek(0)
		}
		sb.WriteRune(r)
	}
}

// tilde reports whether ~ stands at the place and ends a word that has room for a slip.
func (p *parser) tilde(text string) bool {
	r, next := p.peek(0), p.peek(1)
	return (r == '~' || r == '～') && (next == 0 || unicode.IsSpace(next) || next == ')') && len([]rune(text)) >= 2
}

// bare reads a word without quotation marks.
func (p *parser) bare(w *word) {
	start, open := p.pos, 0
	for p.pos < len(p.in) && !unicode.IsSpace(p.in[p.pos]) {
		switch p.in[p.pos] {
		case '(':
			open++
		case ')':
			if open == 0 && p.depth > 0 {
				w.text = string(p.in[start:p.pos])
				return
			}
			open--
		}
		if w.mode == literal && p.pos > start && p.tilde(string(p.in[start:p.pos])) {
			w.mode = fuzzy
			w.text = string(p.in[start:p.pos])
			p.pos++
			return
		}
		p.pos++
	}
	w.text = string(p.in[start:p.pos])
}

func (p *parser) regex(w *word) error {
	at := p.pos
	w.mode = regex
	p.pos++
	var sb strings.Builder
	for ; ; p.pos++ {
		r := p.peek(0)
		if p.pos >= len(p.in) {
			return p.fail(at, "the regular expression is not closed", "write / at its end, or quote the text", "正则表达式没有闭合", `请在末尾补上 /，或用引号括起`)
		}
		if r == '/' {
			p.pos++
			break
		}
		if r == '\\' {
			if p.peek(1) != '/' {
				sb.WriteRune(r)
			}
			p.pos++
			r = p.peek(0)
			if p.pos >= len(p.in) {
				p.pos--
				continue
			}
		}
		sb.WriteRune(r)
	}
	w.text = sb.String()
	if _, err := syntax.Parse(w.text, syntax.Perl); err != nil || w.text == "" {
		msg := "empty"
		if err != nil {
			msg = strings.TrimPrefix(err.Error(), "error parsing regexp: ")
		}
		return p.fail(at, "the regular expression is wrong: "+msg, "RE2 syntax is accepted: [0-9.]+ (a|b) .*? \\d \\p{Han}",
			"正则表达式有误："+msg, `接受 RE2 语法：[0-9.]+ (a|b) .*? \d \p{Han}`)
	}
	return nil
}

// kindNames gives the kinds of section that a folded name means.
var kindNames = map[string][]outline.Kind{
	"编": {outline.Part}, "part": {outline.Part}, "分编": {outline.Subpart}, "subpart": {outline.Subpart},
	"章": {outline.Chapter}, "chapter": {outline.Chapter}, "节": {outline.Subchapter}, "subchapter": {outline.Subchapter},
	"条": {outline.Article}, "article": {outline.Article}, "款": {outline.Paragraph}, "paragraph": {outline.Paragraph},
	"项": {outline.Item}, "item": {outline.Item}, "目": {outline.Subitem}, "subitem": {outline.Subitem},
	"一、": {outline.Level1}, "一": {outline.Level1}, "1级": {outline.Level1}, "一级": {outline.Level1},
	"（一）": {outline.Level2}, "2级": {outline.Level2}, "二级": {outline.Level2},
	"1.": {outline.Level3}, "1": {outline.Level3}, "3级": {outline.Level3}, "三级": {outline.Level3},
	"（1）": {outline.Level4}, "4级": {outline.Level4}, "四级": {outline.Level4},
	"一是": {outline.Enumerated}, "条文": {outline.Clause}, "clause": {outline.Clause}, "部分": {outline.Division}, "division": {outline.Division},
	"附件": {outline.Annex}, "附录": {outline.Annex}, "附表": {outline.Annex}, "annex": {outline.Annex},
	"标题": {outline.Heading}, "heading": {outline.Heading}, "序言": {outline.Preamble}, "preamble": {outline.Preamble},
	"目录": {outline.Contents}, "contents": {outline.Contents}, "署名": {outline.Signature}, "signature": {outline.Signature},
}

func kindsOf(s string) []outline.Kind { return kindNames[fold.String(s)] }
