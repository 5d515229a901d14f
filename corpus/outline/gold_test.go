package outline_test

import (
	"fmt"
	"os"
	"path/filepath"
	"regexp"
	"strconv"
	"strings"
	"testing"

	"gangmu/corpus"
	"gangmu/corpus/corpustest"
	"gangmu/corpus/outline"
)

// A row is one node of a hand-labelled outline.
type row struct {
	level         int
	number, title string
	offset        int
}

func readRows(t *testing.T, path string) []row {
	data, err := os.ReadFile(path)
	if os.IsNotExist(err) {
		return nil
	}
	if err != nil {
		t.Fatal(err)
	}
	var rows []row
	for _, line := range strings.Split(strings.TrimRight(string(data), "\n"), "\n") {
		f := strings.Split(line, "\t")
		if len(f) < 4 {
			continue
		}
		level, _ := strconv.Atoi(f[0])
		off, _ := strconv.Atoi(f[3])
		rows = append(rows, row{level, f[1], f[2], off})
	}
	return rows
}

var rubyNote = regexp.MustCompile(`\([a-zāáǎàōóǒòēéěèīíǐìūúǔùǖǘǚǜüńňǹ]+\)`)

// plainTitle makes titles comparable as the rules of the gold outlines say: without blanks and pinyin.
func plainTitle(s string) string {
	s = rubyNote.ReplaceAllString(s, "")
	return strings.NewReplacer(" ", "", "\u3000", "", "\u00a0", "").Replace(s)
}

// A score is how an outline compares with a hand-labelled one.
type score struct {
	gold, found, right, level, titled, title int
}

func (s *score) add(o score) {
	s.gold += o.gold
	s.found += o.found
	s.right += o.right
	s.level += o.level
	s.titled += o.titled
	s.title += o.title
}

func ratio(a, b int) float64 {
	if b == 0 {
		return 1
	}
	return float64(a) / float64(b)
}

func (s score) String() string {
	return fmt.Sprintf("P %.4f  R %.4f  level %.4f  title %.4f  (%d gold, %d found)", ratio(s.right, s.found), ratio(s.right, s.gold), ratio(s.level, s.right), ratio(s.title, s.titled), s.gold, s.found)
}

// compare scores the outline of d; complaints are given to logf.
func compare(d *corpus.Document, gold, optional []row, logf func(string, ...any)) score {
	want := map[int]row{}
	for _, r := range gold {
		want[r.offset] = r
	}
	may := map[int]bool{}
	for _, r := range optional {
		may[r.offset] = true
	}
	sc := score{gold: len(gold)}
	seen := map[int]bool{}
	d.Tree.Root.Walk(func(s *outline.Section) bool {
		if s.Kind == outline.Whole || s.Missing {
			return true
		}
		off := d.Rune(s.Start)
		r, ok := want[off]
		if !ok || seen[off] {
			if !may[off] && !s.Item {
				sc.found++
				logf("  extra  %s %q %q at %d", s.ID, s.Label.Text, s.Title, off)
			}
			return true
		}
		if s.Item {
			logf("  item   %s %q at %d is required: no item", s.ID, s.Label.Text, off)
			return true // a caller that leaves items out does not see it
		}
		seen[off] = true
		sc.found++
		sc.right++
		if s.Level == r.level {
			sc.level++
		} else {
			logf("  level  %s %q: %d, want %d", s.ID, s.Label.Text, s.Level, r.level)
		}
		if r.title != "" {
			sc.titled++
			if plainTitle(s.Title) == plainTitle(r.title) {
				sc.title++
			} else {
				logf("  title  %s %q: %q, want %q", s.ID, s.Label.Text, s.Title, r.title)
			}
		}
		return true
	})
	for _, r := range gold {
		if !seen[r.offset] {
			logf("  missed %q %q at %d", r.number, r.title, r.offset)
		}
	}
	return sc
}

func openDocument(t testing.TB, path string) *corpus.Document {
	t.Helper()
	d, err := corpus.Open(path)
	if err != nil {
		t.Fatal(err)
	}
	return d
}

// TestGold scores the hand-labelled outlines (data/gold/RULES.md).
func TestGold(t *testing.T) {
	dir := corpustest.Data(t, "gold")
	var all score
	for _, f := range corpustest.Files(t, dir, ".outline.tsv") {
		name := strings.TrimSuffix(filepath.Base(f), ".outline.tsv")
		d := openDocument(t, filepath.Join(dir, name+".txt"))
		sc := compare(d, readRows(t, f), readRows(t, filepath.Join(dir, name+".optional.tsv")), t.Logf)
		t.Logf("%-40s %v", name, sc)
		all.add(sc)
	}
	t.Logf("%-40s %v", "all", all)
	if p, r := ratio(all.right, all.found), ratio(all.right, all.gold); p < 0.99 || r < 0.99 {
		t.Errorf("P %.4f R %.4f, want at least 0.99", p, r)
	}
	if l, ti := ratio(all.level, all.right), ratio(all.title, all.titled); l < 0.98 || ti < 0.96 {
		t.Errorf("level %.4f title %.4f, want at least 0.98 and 0.96", l, ti)
	}
}
