package check

import (
	"strings"
	"unicode/utf8"

	"gangmu/corpus/numbering"
	"gangmu/corpus/outline"
	"gangmu/corpus/text"
)

// An ordinal is 第三， 其三， or 其次，: one of the three series that must not be mixed (GB/T 15834 B.3).
type ordinal struct {
	span   text.Span // in the view
	series string    // 第, 其, 首先
	number int
}

var inWords = []string{"首先", "其次", "再次"} // 最后 ends a list of any series

const mostOpen = 16 // lists, one inside the other

// ordinals reports lists that go on in another series (N08): 首先…其次…第三…. It reads the text, for the
// outline has no place for the third of such a list within a paragraph.
func (c *checker) ordinals() {
	c.mixed = map[int]bool{}
	s := c.View.Text
	var heads []ordinal // the lists whose items open paragraphs
	for at := 0; at < len(s); {
		stop := len(s)
		if k := strings.IndexByte(s[at:], '\n'); k >= 0 {
			stop = at + k
		}
		line := s[at:stop]
		if head := lead(line); head < len(line) && !strings.Contains(line, "|") {
			if o, ok := ordinalAt(s, at+head); ok {
				heads = c.goOn(heads, o)
			} else if c.headed(at + head) {
				heads = nil
			}
			c.within(at+head, stop)
		}
		at = stop + 1
	}
}

// headed reports whether a section that counts otherwise opens at the offset at of the view.
func (c *checker) headed(at int) bool {
	off := c.View.Src(at)
	sec := c.Resolver.SectionAt(off)
	return sec.Parent != nil && sec.Start == off && sec.Kind != outline.Enumerated
}

// within follows the lists inside one paragraph, outside quotation marks.
func (c *checker) within(from, to int) {
	s := c.View.Text
	if !strings.Contains(s[from:to], "第") && !strings.Contains(s[from:to], "其") {
		return
	}
	var open []ordinal
	opens, quoted := true, 0
	for i := from; i < to; {
		r, w := utf8.DecodeRuneInString(s[i:])
		if opens && quoted <= 0 && (r == '第' || r == '其' || r == '首' || r == '再') {
			if o, ok := ordinalAt(s, i); ok {
				open = c.goOn(open, o)
			}
		}
		switch r {
		case '“', '「', '『':
			quoted++
		case '”', '」', '』':
			quoted--
		}
		opens = strings.ContainsRune("。；！？;：:", r) || opens && r == ' '
		i += w
	}
}

// goOn adds o to the lists that are open, the innermost last: to that of its series, or as the next of
// the innermost, if that is of another; then it says so.
func (c *checker) goOn(open []ordinal, o ordinal) []ordinal {
	for k := len(open) - 1; k >= 0; k-- {
		if open[k].series == o.series && open[k].number < o.number {
			open[k] = o
			return open[:k+1]
		}
	}
	k := len(open) - 1
	if o.number == 1 || k < 0 || open[k].number != o.number-1 {
		if len(open) == mostOpen {
			open = append(open[:0], open[1:]...)
		}
		return append(open, o)
	}
	before := open[k]
	span := c.View.SrcSpan(o.span)
	if !c.elided(c.View.Src(before.span.Start), span.Start) {
		want := before.series + numbering.Format(numbering.Chinese, o.number) + "，"
		if before.series == "首先" {
			want = inWords[min(o.number, len(inWords))-1] + "，"
		}
		found := o.span.In(c.View.Text)
		c.add("N08", Info, span, found, want, c.say("%s与%s不是一套序数，宜作%s", bare(found), bare(before.span.In(c.View.Text)), bare(want)))
		c.mixed[span.Start], c.mixed[c.View.Src(before.span.Start)] = true, true
	}
	open[k] = o // what follows counts on: it is said once
	return open
}

// ordinalAt reads 第三， 其三， 其次， at i.
func ordinalAt(s string, i int) (ordinal, bool) {
	t := s[i:]
	for k, w := range inWords {
		if rest, ok := strings.CutPrefix(t, w); ok {
			m, ok := comma(rest)
			return ordinal{text.Span{Start: i, End: i + len(w) + m}, "首先", k + 1}, ok
		}
	}
	for _, series := range []string{"第", "其"} {
		if rest, ok := strings.CutPrefix(t, series); ok {
			n, w, ok := numbering.ParseNumber(rest)
			m, cut := comma(rest[min(w, len(rest)):])
			return ordinal{text.Span{Start: i, End: i + len(series) + w + m}, series, n}, ok && cut && n > 0 && n < 20
		}
	}
	return ordinal{}, false
}

func bare(s string) string { return strings.TrimRight(s, "，,、") }

func comma(s string) (width int, ok bool) {
	for _, m := range [...]string{"，", ",", "、"} {
		if strings.HasPrefix(s, m) {
			return len(m), true
		}
	}
	return 0, false
}
