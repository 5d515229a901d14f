package tui

import (
	"sort"
	"strings"

	"gangmu/corpus/text"
	"gangmu/tui/layout"
)

// A contrast is what a document has that the one beside it has not. Spans are of the source, in order.
type contrast struct {
	on    bool
	title string      // of the document, with what tells it from the other
	role  role        // of words
	sign  string      // in the margin of rows with such words
	words []text.Span // changed words
	whole []text.Span // whole sections
	now   text.Span   // the difference that was gone to last; where it is empty the other has something here
}

// contrast is what the document of a side has that the other has not.
func (p *pairing) contrast(side int) contrast {
	c := contrast{on: true, role: roleDeleted, sign: "-", words: p.words[side], whole: p.whole[side], now: text.Span{Start: -1, End: -1}}
	if d := p.docs[side]; d.title == p.docs[1-side].title {
		c.title = strings.TrimSpace(d.Tree.Meta.Version() + " " + d.title)
	}
	if side == 1 {
		c.role, c.sign = roleInserted, "+"
	}
	return c
}

// changeSign is the sign of a row that differs from the document beside, "" for others.
func (t *textPane) changeSign(sh *shell, r layout.Row, h highlights) string {
	if !t.contrast.on || r.Text.Empty() {
		return ""
	}
	if c := h.change; r.Span.Has(c.Start) || c.Start < r.Text.Start && r.Text.Start < c.End {
		return pointer(sh)
	}
	for _, list := range [][]text.Span{h.words, h.whole} {
		i := sort.Search(len(list), func(i int) bool { return list[i].End > r.Text.Start })
		if i < len(list) && list[i].Start < r.Text.End {
			return t.contrast.sign
		}
	}
	return ""
}

// pointer is the sign of what was gone to.
func pointer(sh *shell) string {
	sign := sh.glyph("▶", ">")
	if sh.m.Width(sign) != 1 {
		return ">"
	}
	return sign
}

// inView gives those of spans that touch the stretch that is seen, as spans of the text shown.
func (t *textPane) inView(spans []text.Span, seen text.Span) []text.Span {
	var out []text.Span
	i := sort.Search(len(spans), func(i int) bool { return spans[i].End > seen.Start })
	for ; i < len(spans) && spans[i].Start < seen.End; i++ {
		out = append(out, t.doc.view.PosSpan(spans[i]))
	}
	return out
}
