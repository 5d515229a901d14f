package outline_test

import (
	"fmt"
	"path/filepath"
	"strings"
	"testing"

	"gangmu/corpus"
	"gangmu/corpus/corpustest"
	"gangmu/corpus/outline"
)

// sketch prints a tree a line a section: depth, ID, label, title, and what is special.
func sketch(d *corpus.Document) string {
	var sb strings.Builder
	d.Tree.Root.Walk(func(s *outline.Section) bool {
		if s.Kind == outline.Whole {
			return true
		}
		fmt.Fprintf(&sb, "%s%s [%s] %s", strings.Repeat("  ", depth(s)-1), s.ID, s.Label.Text, s.Title)
		for _, f := range []struct {
			on   bool
			name string
		}{{s.Missing, "missing"}, {s.Inferred, "inferred"}, {s.RunIn, "run-in"}, {s.Item, "item"}, {s.Label.Damaged, "damaged"}} {
			if f.on {
				sb.WriteString(" +" + f.name)
			}
		}
		sb.WriteString("\n")
		return true
	})
	return sb.String()
}

// The report as it was scraped: one line, two elisions, ghosts where the numbers must have been.
func TestSeed(t *testing.T) {
	files := corpustest.Files(t, corpustest.Data(t, "seed"), ".txt")
	d := openDocument(t, files[0])
	want := `1 [一、] 關于2016年工作的回顧
  1.1 [(一)] 學習貫徹中央精神,增添新動力
    1.1.1 [一是] 領導高度重視 +run-in
  1.2 [(二)]  +missing
    1.2.1 [1.]  +missing
    1.2.2 [2.]  +missing
    1.2.3 [3.]  +missing
    1.2.4 [4.] 計劃生育家庭幫扶 +inferred +run-in
    1.2.5 [5.] 權益維護 +inferred +run-in
    1.2.6 [6.] 計生基層群眾自治 +inferred +run-in
    1.2.7 [7.] 流動人口服務 +inferred +run-in
    1.2.8 [8.] 探索參與基本公共衛生服務 +inferred +run-in
  1.3 [(三)] 加強組織和能力建設,煥發新活力
    1.3.1 [一是] 健全組織網絡體系 +run-in
    1.3.2 [二是] 扎實推進縣以上組織建設 +run-in
    1.3.3 [三是] 加強計生協保障能力建設 +run-in
    1.3.4 [四是] 
2 [二、] … +missing
`
	if got := sketch(d); got != want {
		t.Errorf("%s:\n%s\nwant\n%s", filepath.Base(files[0]), got, want)
	}
	d.Tree.Root.Walk(func(s *outline.Section) bool {
		switch s.ID {
		case "1.2", "1.2.1", "1.2.3":
			if d.Rune(s.Start) != 1840 || s.Why != outline.Elided {
				t.Errorf("%s at %d because %q, want 1840, elided", s.ID, d.Rune(s.Start), s.Why)
			}
		}
		return true
	})
	m := d.Tree.Meta
	for _, c := range []struct{ got, want string }{
		{m.Title, "在省計生協理事會暨工作會議上的報告"},
		{m.Subtitle, "積極作為 開拓創新 不斷開創新時期計生協工作新局面 ——在省計生協七屆七次理事會暨工作會議上的報告"},
		{m.Signature, "省衛生計生委黨組成員、省計生協常務副會長"},
		{m.Date, "2017-02-28"}, {m.Addressee, "各位理事,同志們"},
		{string(d.Tree.Genre), "report"}, {string(d.Tree.Regime), "mainland"},
	} {
		if c.got != c.want {
			t.Errorf("%q, want %q", c.got, c.want)
		}
	}
}

// depth counts the sections above s.
func depth(s *outline.Section) int {
	n := 0
	for ; s.Parent != nil; s = s.Parent {
		n++
	}
	return n
}
