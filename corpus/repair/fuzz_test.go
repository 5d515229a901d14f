package repair

import (
	"strings"
	"testing"
	"unicode/utf8"
)

// checkRepair states what any repair promises: the source is untouched, edits are disjoint and on
// the borders of characters, marks lie in the source, what is shown is valid text, and repairing
// is deterministic.
func checkRepair(t *testing.T, s, format string) {
	t.Helper()
	v, marks := Repair(Input{Text: s, Format: format})
	if v.Source != s {
		t.Fatal("the source is changed")
	}
	onBorder := func(off int) bool { return off == len(s) || off >= 0 && off < len(s) && utf8.RuneStart(s[off]) }
	end := 0
	for _, e := range v.Edits {
		if e.Span.Start < end || e.Span.End < e.Span.Start || e.Span.End > len(s) {
			t.Fatalf("edit %+v overlaps or lies outside", e)
		}
		if utf8.ValidString(s) && (!onBorder(e.Span.Start) || !onBorder(e.Span.End)) {
			t.Fatalf("edit %+v cuts a character", e)
		}
		if !utf8.ValidString(e.New) || e.Why == "" || e.Rule == "" {
			t.Fatalf("edit %+v", e)
		}
		end = e.Span.End
	}
	if utf8.ValidString(s) && !utf8.ValidString(v.Text) {
		t.Fatal("what is shown is no valid text")
	}
	prev := 0
	for _, m := range marks {
		if m.Span.Start < prev || m.Span.End < m.Span.Start || m.Span.End > len(s) || m.Kind == 0 {
			t.Fatalf("mark %+v", m)
		}
		prev = m.Span.Start
	}
	for pos := 0; pos <= len(v.Text); pos++ {
		if src := v.Src(pos); src < 0 || src > len(s) || v.Pos(src) > pos {
			t.Fatalf("Src(%d) = %d, Pos of that %d", pos, src, v.Pos(src))
		}
	}
	if again, _ := Repair(Input{Text: s, Format: format}); again.Text != v.Text {
		t.Fatal("the same text is repaired in two ways")
	}
}

var fuzzSeeds = []string{
	"", "\n", "湖(hú)南", "?", "?shù)", "……(省略1506字,会员可读)……", "第一章　总　则", "。。，，", "(", "（", "《", "\u200b\ufeff\u00a0",
	"x0dx0ax0d", "标题:某某 |\n正文 |", "上一篇:某 下一篇:某", "1 H0 v9 E& h+ E: e\n", "\xff\xfe", "中\xe4\xb8", "_总_", "(未完,全文共10字,只显示5字)",
	strings.Repeat("計(jì)劃會(huì)議當(dāng)?shù)卣、", 12), strings.Repeat("一二三四五六七八九十一二三四五六七八九十\n", 30),
	strings.Repeat("計(jì)?jì)??劃(", 30), strings.Repeat("\uFFFD(huì)會(huì)", 30), strings.Repeat("首页\n>\n", 10), strings.Repeat("　 附 则\n", 9),
}

func FuzzRepair(f *testing.F) {
	for _, s := range fuzzSeeds {
		f.Add(s)
	}
	// A page that has passed the gate, so that what stands behind it is tried too.
	page := scraped(round, "")
	f.Fuzz(func(t *testing.T, s string) {
		checkRepair(t, s, "text")
		checkRepair(t, page+s, "text")
		checkRepair(t, s, "markdown")
	})
}

// TestHostile holds the promises on texts that are all of one kind, and long.
func TestHostile(t *testing.T) {
	page := scraped(round, "")
	for _, s := range fuzzSeeds {
		if s == "" {
			continue
		}
		long := strings.Repeat(s, 1+5_000/len(s))
		checkRepair(t, long, "text")
		checkRepair(t, page+long, "text")
	}
	// Long texts must not take time that grows with the square.
	for _, s := range []string{"?shù)", "?", "計(jì)", "(", "（未完", "1字", "……(", "中 ", "_", "上一篇:", "首页\n>\n", "\u200b", "?(jì)", "计(", "。", "中_"} {
		v, _ := Repair(Input{Text: page + strings.Repeat(s, 300_000/len(s)), Format: "text"})
		if !strings.HasPrefix(v.Text, "工作計") {
			t.Errorf("%q: %q", s, v.Text[:20])
		}
	}
}
