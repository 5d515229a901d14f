package check

import (
	"fmt"
	"slices"
	"sort"
	"strings"
	"unicode/utf8"

	"gangmu/corpus/fold"
	"gangmu/corpus/lazy"
	"gangmu/corpus/numbering"
	"gangmu/corpus/outline"
	"gangmu/corpus/ref"
	"gangmu/corpus/text"
)

// references reports what the text cites and the document does not have (N11).
func (c *checker) references() {
	gaps := false
	for _, m := range c.Marks {
		gaps = gaps || m.Kind == text.MarkElision || m.Kind == text.MarkPaywall
	}
	excerpt := c.excerpt()
	c.noAnnexes = !slices.ContainsFunc(c.Tree.Root.Children, func(s *outline.Section) bool { return s.Kind == outline.Annex })
	for _, r := range c.Resolver.All() {
		sev, why := Warning, ""
		ghost := false
		for _, t := range r.Targets {
			ghost = ghost || t.Section.Missing
		}
		if r.Missing == "" && !ghost || c.quotedAt(r.Span.Start) || c.inQuote(r.Span.Start) {
			continue
		}
		switch {
		case annexed(r) && (c.noAnnexes || c.listed(r)):
			sev, why = Info, c.say("（附件未收入）")
		case gaps || ghost:
			sev, why = Info, c.say("（可能在省略部分）")
		case excerpt:
			sev, why = Info, c.say("（本文是节选）")
		case relative(r):
			sev = Info
		case c.inRow(r.Span.Start):
			continue
		}
		msg := c.say("所引%s在本文中没有", r.Text)
		if r.Missing != "" {
			msg = c.say("所引%s在本文中没有：%s", r.Text, r.Missing)
		}
		c.add("N11", sev, r.Span, r.Text, "", msg+why)
	}
}

// relative reports whether a reference starts from where it stands: 前款 in a paragraph whose line
// break was lost still says what it means.
func relative(r ref.Ref) bool {
	k := r.Paths[0].Base.Kind
	return k != ref.Top && k != ref.Whole
}

// annexed reports whether a reference names an attachment.
func annexed(r ref.Ref) bool {
	return len(r.Paths[0].Steps) > 0 && strings.HasPrefix(r.Paths[0].Steps[0].Unit, "附")
}

// listed reports whether a list of annexes has the first that r names: 附表：1.… 2.…
func (c *checker) listed(r ref.Ref) bool {
	n := r.Paths[0].Steps[0].Number
	return slices.ContainsFunc(c.Tree.Annexes, func(e outline.Entry) bool { return e.Label.Number == n })
}

// inRow reports whether a source offset stands in a row of a table.
func (c *checker) inRow(off int) bool {
	s, pos := c.View.Text, c.View.Pos(off)
	from, to := max(0, pos-2000), min(len(s), pos+2000)
	from += strings.LastIndexByte(s[from:pos], '\n') + 1
	if k := strings.IndexByte(s[pos:to], '\n'); k >= 0 {
		to = pos + k
	}
	return strings.ContainsAny(s[from:to], "|│")
}

// excerpt reports whether the document is a part of a longer one: its articles begin far beyond 1.
func (c *checker) excerpt() bool {
	for _, g := range c.groups {
		if g.unit == "条" && len(g.nodes) > 0 && g.home.Parent == nil {
			return g.nodes[0].label.Number > 1
		}
	}
	return false
}

// quotedAt reports whether a source offset stands inside quotation marks: what is quoted cites
// the document that it was taken from. A mark left open for long was never closed.
func (c *checker) quotedAt(off int) bool {
	if c.quotes == nil {
		c.quotes = []quote{}
		for i, r := range c.View.Text {
			switch r {
			case '“', '「', '『':
				c.quotes = append(c.quotes, quote{i, true})
			case '”', '」', '』':
				c.quotes = append(c.quotes, quote{i, false})
			}
		}
	}
	pos := c.View.Pos(off)
	i := sort.Search(len(c.quotes), func(i int) bool { return c.quotes[i].at >= pos })
	return i > 0 && c.quotes[i-1].open && pos-c.quotes[i-1].at < 6000
}

// A quote is a quotation mark in the shown text.
type quote struct {
	at   int
	open bool
}

// contents compares the table of contents 目录 with the headings (N12).
func (c *checker) contents() {
	for _, e := range c.Tree.Contents {
		found := strings.TrimSpace(e.Label.Text + " " + e.Title)
		title := plain(pageTail().ReplaceAllString(e.Title, ""))
		switch t := e.Target; {
		case t == nil || t.Missing:
			sev := Warning
			if c.elided(e.Span.End, len(c.View.Source)) || c.excerpt() {
				sev = Info
			}
			c.add("N12", sev, e.Span, found, "", c.say("目录有%s，正文没有", found))
		case title == "" || t.Title == "" || near(plain(t.Title), title):
		default:
			want := strings.TrimSpace(t.Label.Text + " " + t.Title)
			c.add("N12", Warning, e.Span, found, want, c.say("目录与正文的标题不同，正文作“%s”", want))
		}
	}
}

var pageTail = lazy.Regexp(`[.…·．\s　]*(?:[(（]?\d{1,4}[)）]?)?\s*$`)

// near reports whether one title is the other cut short.
func near(a, b string) bool { return strings.HasPrefix(a, b) || strings.HasPrefix(b, a) }

// plain leaves out blanks and folds.
func plain(s string) string {
	return strings.Map(func(r rune) rune {
		if strings.ContainsRune(" \t\u3000\u00a0\u200b*#[]()（）\\、，,", r) {
			return -1
		}
		return r
	}, fold.String(s))
}

// announcement reads 以下三点, 下列五项, 四个方面 close before a list.
var announcement = lazy.Regexp(`(?:以下|下列|如下|下述)([一二两三四五六七八九十]{1,3}|[0-9]{1,2})(?:个|個)?(?:方面|点|點|项|項|条|條|种|種|类|類|部分|问题|問題|原则|原則|任务|措施|情形|要求|工作|步骤)[^。；;\n]{0,12}[:：]?\s*$`)

// announced compares the number of items that a sentence announces with those that follow (N13).
func (c *checker) announced() {
	for _, g := range c.groups {
		if g.form == numbering.Unit || g.form == numbering.Decimal || len(g.nodes) == 0 || g.nodes[0].stray {
			continue
		}
		pos := c.View.Pos(g.nodes[0].label.Span.Start)
		from := max(0, pos-150, c.View.Pos(g.home.Start))
		for from < pos && !utf8.RuneStart(c.View.Text[from]) {
			from++
		}
		before := c.View.Text[from:pos]
		m := announcement().FindStringSubmatchIndex(before)
		if m == nil {
			continue
		}
		want, _, _ := numbering.ParseNumber(before[m[2]:m[3]])
		if before[m[2]:m[3]] == "两" {
			want = 2
		}
		have := 0
		for _, x := range split(g.nodes)[0] {
			if x.label.Suffix == 0 {
				have++
			}
		}
		if want > 1 && have != want && !c.elided(g.home.Start, g.home.End) {
			said := strings.TrimSpace(before[m[0]:m[1]])
			c.add("N13", Info, c.View.SrcSpan(text.Span{Start: from + m[0], End: from + m[1]}), said, fmt.Sprint(have),
				c.say("说是“%s”，其后有 %d 项", strings.TrimRight(said, "：: \n"), have))
		}
	}
}

// annexList reads the note of attachments 附件说明: 附件：1. … 2. …
var annexList = lazy.Regexp(`(?m)^[ \t　]*附件[：:]\s*(1[.．、][^\n]*(?:\n[ \t　]*[0-9]{1,2}[.．、][^\n]*)*)`)

var annexEntry = lazy.Regexp(`(?m)(?:^|[ \t　])([0-9]{1,2})[.．、]`)

// annexes compares the note of attachments with the attachments that follow (N14). Where none
// follows at all the document was published without them.
func (c *checker) annexes() {
	have := map[int]bool{}
	for _, s := range c.Tree.Root.Children {
		if s.Kind == outline.Annex && !s.Missing && s.Label.Word != numbering.Appendix {
			have[s.Label.Number] = true
		}
	}
	m := annexList().FindStringSubmatchIndex(c.View.Text)
	if m == nil || len(have) == 0 {
		return
	}
	for _, e := range annexEntry().FindAllStringSubmatchIndex(c.View.Text[m[2]:m[3]], -1) {
		at := text.Span{Start: m[2] + e[2], End: m[2] + e[3]}
		n, _, _ := numbering.ParseNumber(at.In(c.View.Text))
		if n > 0 && !have[n] {
			c.add("N14", Warning, c.View.SrcSpan(at), fmt.Sprintf("附件%d", n), "", c.say("附件说明列有附件%d，文后没有", n))
		}
	}
}
