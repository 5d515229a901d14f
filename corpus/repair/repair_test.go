package repair

import (
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"testing"
	"unicode/utf8"

	"gangmu/corpus/corpustest"
	"gangmu/corpus/text"
)

// fix repairs a plain text.
func fix(s string) (*text.View, []text.Mark) {
	return Repair(Input{Text: s, Format: "text"})
}

func read(t testing.TB, file string) string {
	t.Helper()
	b, err := os.ReadFile(file)
	if err != nil {
		t.Fatal(err)
	}
	return string(b)
}

func TestSeed(t *testing.T) {
	s := read(t, filepath.Join(corpustest.Data(t, "seed"), "000_fb44b916aa5ea9d5.txt"))
	v, marks := fix(s)
	sum := Summarize(v, marks)
	if sum.Repairs[text.Ruby] != 796 || sum.Repairs[text.Slip] != 1 || sum.Repairs[text.Elision] != 2 || sum.Redactions != 6 || sum.Damage != 1 {
		t.Errorf("counts: %+v", sum)
	}
	bases := map[rune]bool{}
	for _, e := range v.Edits {
		if e.Rule == text.Ruby {
			r, _ := utf8.DecodeLastRuneInString(s[:e.Span.Start])
			bases[r] = true
		}
	}
	if len(bases) != 92 {
		t.Errorf("insertions on %d characters, want 92", len(bases))
	}
	if len(sum.Elisions) != 2 || sum.Elisions[0].Runes != 1506 || sum.Elisions[1].Declared != 9760 || sum.Elisions[1].Shown != 3916 || sum.Coverage < 0.40 || sum.Coverage > 0.405 {
		t.Errorf("elisions: %+v, coverage %v", sum.Elisions, sum.Coverage)
	}
	if got := utf8.RuneCountInString(s[:sum.Elisions[0].Span.Start]); got != 1840 {
		t.Errorf("the elision is at rune %d", got)
	}
	if m := regexp.MustCompile(`[A-Za-zÀ-ɏ]+`).FindString(v.Text); m != "" {
		t.Errorf("%q is left in the repaired text", m)
	}
	for _, keep := range []string{"市(州)", "(兼)", "(居)", "(鎮)", "(2017年2月28日)", "(三)加強組織", "與當地⟦?⟧、老板", "貫徹_總書記"} {
		if !strings.Contains(v.Text, keep) {
			t.Errorf("%q is not in the repaired text", keep)
		}
	}
	if strings.Contains(v.Text, "政府、老板") {
		t.Error("政府 is invented")
	}
	if !strings.HasPrefix(v.Text, "在省計生協理事會暨工作會議上的報告\n積極作為") || !strings.HasSuffix(strings.TrimSpace(v.Text), "……（原文未完：全文9760字，仅见3916字）") {
		t.Errorf("begins %.60q, ends %q", v.Text, v.Text[len(v.Text)-60:])
	}
}
