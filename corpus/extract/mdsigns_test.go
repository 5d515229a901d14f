package extract

import (
	"regexp"
	"strings"
	"testing"
	"unicode/utf8"
)

// The slow twins of the functions of mdsigns.go.
var (
	reATX      = regexp.MustCompile(`^ {0,3}(#{1,6})(?:[ \t　]+|$)`)
	reATXTight = regexp.MustCompile(`^(#{2,6})\p{Han}`)
	reATXTail  = regexp.MustCompile(`[ \t]+#+[ \t]*$`)
	reSetext   = regexp.MustCompile(`^ {0,3}(={2,}|-{3,})[ \t]*$`)
	reBreak    = regexp.MustCompile(`^ {0,3}(?:(?:-[ \t]*){3,}|(?:\*[ \t]*){3,})$`)
	reFence    = regexp.MustCompile("^ {0,3}(```+|~~~+)")
	reBullet   = regexp.MustCompile(`^([ \t]*)([-*+][ \t]+)\S`)
	rePageNo   = regexp.MustCompile(`^\s*[-—][ \t]*\d+[ \t]*[-—]\s*$`)
)

func checkSigns(t *testing.T, s string) {
	t.Helper()
	at, level, _ := atxSign(s)
	if sub := reATX.FindStringSubmatchIndex(s); sub == nil && level != 0 || sub != nil && (at != sub[1] || level != sub[3]-sub[2]) {
		t.Errorf("atxSign(%q) = %d, %d, want %v", s, at, level, sub)
	}
	at, _, ok := atxTight(s)
	if sub := reATXTight.FindStringSubmatchIndex(s); ok != (sub != nil) || ok && at != sub[3] {
		t.Errorf("atxTight(%q) = %d, %v, want %v", s, at, ok, sub)
	}
	tail := len(s)
	if m := reATXTail.FindStringIndex(s); m != nil {
		tail = m[0]
	}
	if got := atxTail(s); got != tail {
		t.Errorf("atxTail(%q) = %d, want %d", s, got, tail)
	}
	level = 0
	if reSetext.MatchString(s) {
		level = 1 + strings.Count(s, "-")/max(1, strings.Count(s, "-"))
	}
	if got := underline(s); got != level {
		t.Errorf("underline(%q) = %d, want %d", s, got, level)
	}
	if got, want := isBreak(s), reBreak.MatchString(s); got != want {
		t.Errorf("isBreak(%q) = %v, want %v", s, got, want)
	}
	fence := ""
	if sub := reFence.FindStringSubmatch(s); sub != nil {
		fence = sub[1]
	}
	if got := fenceSign(s); got != fence {
		t.Errorf("fenceSign(%q) = %q, want %q", s, got, fence)
	}
	if got, want := isDelimiter(s), reDelimiter().MatchString(s); got != want {
		t.Errorf("isDelimiter(%q) = %v, want %v", s, got, want)
	}
	if lead := len(s) - len(strings.TrimLeft(s, " \t")); lead < len(s) {
		want := 0
		if sub := reBullet.FindStringSubmatchIndex(s); sub != nil && !rePageNo.MatchString(s) {
			want = sub[5]
		}
		if got := bulletSign(s, lead); got != want {
			t.Errorf("bulletSign(%q) = %d, want %d", s, got, want)
		}
	}
	if got, want := isBlank(s), strings.TrimSpace(s) == ""; got != want {
		t.Errorf("isBlank(%q) = %v, want %v", s, got, want)
	}
	if got, want := trailingBlanks(s), len(s)-len(strings.TrimRight(s, " \t　")); got != want {
		t.Errorf("trailingBlanks(%q) = %d, want %d", s, got, want)
	}
	next := strings.IndexAny(s, "\\`*_[!<&")
	if next < 0 {
		next = len(s)
	}
	if got := nextSign(s, 0, len(s)); got != next {
		t.Errorf("nextSign(%q) = %d, want %d", s, got, next)
	}
}

// TestSigns tries every line of up to four of the pieces that the signs are made of.
func TestSigns(t *testing.T) {
	pieces := []string{" ", "\t", "　", "#", "##", "=", "-", "--", "—", "*", "+", "~~", "```", "|", ":", "7", "第", "a", "\f", "\r", "\u0085", "𠮷"}
	depth := 4
	if testing.Short() || raceEnabled {
		depth = 3
	}
	var grow func(s string, left int)
	grow = func(s string, left int) {
		checkSigns(t, s)
		if left == 0 || t.Failed() {
			return
		}
		for _, p := range pieces {
			grow(s+p, left-1)
		}
	}
	grow("", depth)
	for _, s := range []string{"   ## 第一章 总则 ## ", "    # 甲", "###### 甲", "####### 甲", "  - - -  ", "    ---", "| :--: | --- |", " — 12 — ", "- 3 -", "## a # #", "＃ 甲&乙"} {
		checkSigns(t, s)
	}
}

func FuzzSigns(f *testing.F) {
	for _, s := range []string{"## 第一章 ##", "  ----  ", "* * *", "~~~go", "- 12 -", "  + 甲", "|:-:|-|", "　 ", "甲[乙](c)"} {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, s string) {
		if utf8.ValidString(s) && !strings.Contains(s, "\n") {
			checkSigns(t, s)
		}
	})
}
