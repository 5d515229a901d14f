package repair

import (
	"fmt"
	"strings"
	"unicode/utf8"

	"gangmu/corpus/han"
	"gangmu/corpus/lazy"
	"gangmu/corpus/numbering"
	"gangmu/corpus/text"
)

// Sites that sell documents leave out a stretch in the middle and say so, (…省略1506字,…), or stop
// and say how much there is, (未完,全文共9760字,当前只显示3916字,…). Both notes are shown as a
// place; the advertising inside them goes. A note counts only with its figure or the word for
// members, in brackets, and with …… or an offer; 省略 and 未完 by themselves are ordinary words (344
// times in 2,795 clean documents, no hit).
var (
	elided   = lazy.Regexp(`(?:省略|略去|隐藏|删节)[了去约]{0,2}\s?(?:([0-9０-９]{1,9})\s?个?[多余]?汉?字|[,，;；]?\s?(?:正式)?(?:会员|VIP|vip))`)
	paywall  = lazy.Regexp(`全文[共约]?\s?([0-9０-９]{1,9})\s?个?汉?字[,，;；]?\s?(?:当前|目前|现|这里)?[仅只已]?(?:显示|预览|阅读)了?前?\s?([0-9０-９]{1,9})\s?个?汉?字`)
	pending  = lazy.Regexp(`^\s?(?:本文)?未完[,，;；。:：]`)
	members  = lazy.Regexp(`会员|登录|注册|下载|全文|阅读|付费|VIP|vip`)
	ellipsis = []string{"…", "...", "。。。"}
)

// noteMax is how far from its key word a note may reach, in bytes to either side.
const noteMax = 240

// missing marks where text is left out; g is where that may be.
func missing(p *page, g *signs) []text.Edit {
	s := p.view.Text
	var edits []text.Edit
	seen := 0
	for _, at := range g.notes {
		if at < seen {
			continue
		}
		n, ok := noteAround(s, at)
		if !ok {
			continue
		}
		e, m := n.read(s)
		if m.Kind == 0 {
			continue
		}
		edits = append(edits, e)
		p.mark(m)
		seen = e.Span.End
	}
	omissions(p, g.dots)
	omissions(p, g.left)
	return edits
}

// omissions marks the places where the text itself says that paragraphs are left out: …… (GB/T
// 15834-2011 5.11), （略）, （以下略） alone on a line or, in a text that lost its lines, between
// blanks; at is where … or 略 stands. The text stays as it is. No line of 2,795 clean documents is one.
func omissions(p *page, at []int) {
	s := p.view.Text
	seen := 0
	for _, i := range at {
		if i < seen {
			continue
		}
		start := strings.LastIndexAny(s[max(0, i-30):i], " \n\r\t") + 1 + max(0, i-30)
		end := len(s)
		if j := strings.IndexAny(s[i:], " \n\r\t"); j >= 0 {
			end = i + j
		}
		seen = end
		word := strings.Trim(s[start:end], "　*")
		if utf8.RuneCountInString(word) > 12 || strings.HasPrefix(s[i:], "略") && strings.Contains(word, "…") {
			continue
		}
		inline := start > 0 && s[start-1] == ' ' || end < len(s) && s[end] == ' '
		if omission(simplified(word), inline) && (!inline || standsFree(s, start, end)) {
			start += strings.Index(s[start:end], word)
			p.mark(text.Mark{Kind: text.MarkElision, Span: text.Span{Start: start, End: start + len(word)}, Why: "原文在此处有省略"})
		}
	}
}

// omission reports whether word says that text is left out; amid a line …… must be whole.
func omission(word string, inline bool) bool {
	bare := strings.Trim(word, "…")
	if bare == "" {
		return len(word) >= 2*len("…") || !inline
	}
	inner := strings.Trim(bare, "（()）[]【】")
	switch inner {
	case "略", "从略", "省略", "以下略", "以下省略", "中略", "中间略", "下略", "后略", "前略", "上略", "此处略", "此处省略", "内容略", "略去":
		return len(inner) < len(bare)
	}
	return false
}

// standsFree reports whether s[start:end], amid a line, stands between sentences.
func standsFree(s string, start, end int) bool {
	before := strings.TrimRight(s[:start], " 　")
	r, _ := utf8.DecodeLastRuneInString(before)
	return (start == 0 || s[start-1] == ' ' || s[start-1] == '\n') && (end == len(s) || s[end] == ' ' || s[end] == '\n') &&
		(before == "" || strings.ContainsRune("。！？；：”）!?;:)\n", r))
}

// A note is a bracket with what stands in it and the …… around it. A paywall's figures may stand
// without a bracket.
type note struct {
	span   text.Span // with …… on both sides
	inner  text.Span // between the brackets
	dotted bool
}

// noteAround finds the brackets around s[at].
func noteAround(s string, at int) (note, bool) {
	from := max(0, at-noteMax)
	if j := strings.LastIndexByte(s[from:at], '\n'); j >= 0 {
		from += j + 1
	}
	to := min(len(s), at+noteMax)
	if j := strings.IndexByte(s[at:to], '\n'); j >= 0 {
		to = at + j
	}
	open := strings.LastIndexAny(s[from:at], "(（[【〔")
	closer := strings.IndexAny(s[at:to], ")）]】〕")
	if open < 0 || closer < 0 {
		return note{}, false
	}
	open += from
	closer += at
	_, ow := utf8.DecodeRuneInString(s[open:])
	_, cw := utf8.DecodeRuneInString(s[closer:])
	n := note{inner: text.Span{Start: open + ow, End: closer}, span: text.Span{Start: open, End: closer + cw}}
	if strings.ContainsAny(n.inner.In(s), "()（）[]【】〔〕") {
		return n, false
	}
	n.grow(s)
	return n, true
}

// grow takes in the …… on both sides, a blank between allowed.
func (n *note) grow(s string) {
	start := n.span.Start
	if start > 0 && s[start-1] == ' ' {
		start--
	}
	for again := true; again; {
		again = false
		for _, dots := range ellipsis {
			if strings.HasSuffix(s[:start], dots) {
				start -= len(dots)
				n.span.Start, n.dotted, again = start, true, true
			}
		}
	}
	end := n.span.End
	if end < len(s) && s[end] == ' ' {
		end++
	}
	for again := true; again; {
		again = false
		for _, dots := range ellipsis {
			if strings.HasPrefix(s[end:], dots) {
				end += len(dots)
				n.span.End, n.dotted, again = end, true, true
			}
		}
	}
}

// read says what a note tells; the mark has no kind if it tells nothing.
func (n note) read(s string) (text.Edit, text.Mark) {
	inner := simplified(n.inner.In(s))
	offer := members().MatchString(inner)
	if m := paywall().FindStringSubmatch(inner); m != nil {
		declared, _, _ := numbering.ParseNumber(m[1])
		shown, _, _ := numbering.ParseNumber(m[2])
		if declared > 0 && shown <= declared {
			why := fmt.Sprintf("网站只给出全文%d字中的%d字", declared, shown)
			return text.Edit{Rule: text.Elision, Span: n.span, Why: why, New: fmt.Sprintf("……（原文未完：全文%d字，仅见%d字）", declared, shown)},
				text.Mark{Kind: text.MarkPaywall, Span: n.span, Declared: declared, Shown: shown, Why: why}
		}
	}
	if m := elided().FindStringSubmatch(inner); m != nil && (n.dotted || offer) {
		e := text.Edit{Rule: text.Elision, Span: n.span, New: "……（原文省略）……", Why: "网站在此处省略了原文"}
		count, _, _ := numbering.ParseNumber(m[1])
		if count > 0 {
			e.New = fmt.Sprintf("……（原文省略约%d字）……", count)
			e.Why = fmt.Sprintf("网站在此处省略了原文%d字", count)
		}
		return e, text.Mark{Kind: text.MarkElision, Span: n.span, Runes: count, Why: e.Why}
	}
	if offer && pending().MatchString(inner) {
		const why = "网站没有给出后面的原文"
		return text.Edit{Rule: text.Elision, Span: n.span, New: "……（原文未完）", Why: why},
			text.Mark{Kind: text.MarkPaywall, Span: n.span, Why: why}
	}
	return text.Edit{}, text.Mark{}
}

// redactions marks a single _ between Chinese characters or before a Chinese punctuation mark,
// and a run of asterisks inside a word: a name or word that the site's filter took out. The text
// stays as it is. Form lines (____), file names and Markdown emphasis are none (no hit in 2,800
// clean documents).
func redactions(p *page, at []int) {
	s := p.view.Text
	for _, i := range at {
		end := i
		for end < len(s) && s[end] == s[i] {
			end++
		}
		before, _ := utf8.DecodeLastRuneInString(s[:i])
		after, _ := utf8.DecodeRuneInString(s[end:])
		filter := s[i] == '_' && end-i == 1 && (han.Is(after) || end < len(s) && strings.ContainsRune("，。、；：？！”’）》,;:!)", after)) ||
			s[i] == '*' && end-i > 1 && han.Is(after) && p.Format != "markdown"
		if han.Is(before) && filter {
			p.mark(text.Mark{Kind: text.MarkRedaction, Span: text.Span{Start: i, End: end}, Why: "网站隐去的字词"})
		}
	}
}
