package outline_test

import (
	"os"
	"path/filepath"
	"strings"
	"testing"

	"gangmu/corpus"
	"gangmu/corpus/corpustest"
	"gangmu/corpus/outline"
)

// TestLevelsHold compares the outlines of documents with their lines and with a blank for each
// line break: what opens a line must be found again, at the same level.
func TestLevelsHold(t *testing.T) {
	shown := 0
	for _, c := range []struct {
		dir  string
		step int
		want float64
	}{{"reports", 4, 0.97}, {"party", 25, 0.97}, {"laws", 120, 0.97}, {"taiwan", 70, 0.97}} {
		same, all, found := 0, 0, 0
		for i, path := range corpustest.Files(t, corpustest.Data(t, c.dir), ".md", ".txt") {
			if i%c.step != 0 && !*full {
				continue
			}
			data, err := os.ReadFile(path)
			if err != nil {
				t.Fatal(err)
			}
			var withLines, joined strings.Builder
			at := map[int]int{}
			for _, l := range lines(string(data)) {
				at[withLines.Len()] = joined.Len()
				withLines.WriteString(l.text + "\n")
				joined.WriteString(l.text + " ")
			}
			levels := map[int]int{}
			b, err := corpus.New("x.txt", []byte(joined.String()))
			if err != nil {
				t.Fatal(err)
			}
			b.Tree.Root.Walk(func(s *outline.Section) bool {
				if s.Level > 0 && !s.Missing {
					levels[s.Start] = s.Level
				}
				return true
			})
			a, err := corpus.New("x.txt", []byte(withLines.String()))
			if err != nil {
				t.Fatal(err)
			}
			a.Tree.Root.Walk(func(s *outline.Section) bool {
				pos, ok := at[s.Start]
				if s.Level == 0 || s.Missing || !ok {
					return true
				}
				all++
				if l := levels[pos]; l > 0 {
					found++
					if l == s.Level {
						same++
					} else if shown++; shown <= *show {
						t.Logf("%s: %s %q level %d with lines, %d joined", filepath.Base(path), s.ID, s.Label.Text+s.Title, s.Level, l)
					}
				} else if shown++; shown <= *show {
					t.Logf("%s: %s %q level %d lost when joined", filepath.Base(path), s.ID, s.Label.Text+s.Title, s.Level)
				}
				return true
			})
		}
		t.Logf("%-8s found %.4f, level %.4f of %d", c.dir, ratio(found, all), ratio(same, found), all)
		if ratio(found, all) < c.want || ratio(same, found) < c.want {
			t.Errorf("%s: found %.4f, level %.4f, want at least %.2f", c.dir, ratio(found, all), ratio(same, found), c.want)
		}
	}
}
