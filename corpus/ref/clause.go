package ref

import (
	"strings"
	"unicode/utf8"

	"gangmu/corpus/numbering"
	"gangmu/corpus/outline"
	"gangmu/corpus/text"
)

// clauses reads the number of a clause behind a word at i that cites it, in a standard: 见3.1.2, 按 A.2 的
// 规定, 应符合5.2和5.3的要求. Only what is printed as a label is one; 和, 或 and 、 go on from another.
func (f *finder) clauses(i int) int {
	if f.r.doc.Tree.Genre != outline.Standard {
		return 0
	}
	w := len("见")
	if strings.HasPrefix(f.s[i:], "和") || strings.HasPrefix(f.s[i:], "或") || strings.HasPrefix(f.s[i:], "、") {
		if k := len(f.refs); k == 0 || f.r.doc.View.Pos(f.refs[k-1].Span.End) != len(strings.TrimRight(f.s[:i], " ")) {
			return 0
		}
	}
	at := i + w + blanks(f.s[i+w:])
	l, ok := numbering.Scan(f.s, at, numbering.AtLine)
	if !ok || l.Form != numbering.Decimal || len(l.Path()) < 2 && l.Letter == 0 {
		return 0
	}
	if c, _ := utf8.DecodeRuneInString(strings.TrimLeft(f.s[l.Span.End:], " ")); !strings.ContainsRune("的规規和或、，。；：）)所要条條进進执執中确確计計\n", c) {
		return 0 // 按3.1倍
	}
	ss := f.r.byLabel[labelKey(l.Text)]
	if len(ss) != 1 || ss[0].Missing || ss[0] == f.r.SectionAt(f.r.doc.View.Src(i)) {
		return 0
	}
	span := text.Span{Start: at, End: l.Span.End}
	f.refs = append(f.refs, Ref{Span: f.r.doc.View.SrcSpan(span), Text: span.In(f.s), Targets: f.r.targets([]place{f.r.at(ss[0])})})
	return l.Span.End - i
}
