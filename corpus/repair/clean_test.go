package repair_test

import (
	"flag"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"gangmu/corpus/corpustest"
	"gangmu/corpus/extract"
	"gangmu/corpus/repair"
	"gangmu/corpus/text"
)

var (
	full   = flag.Bool("full", false, "measure on every document, not on a sample")
	report = flag.String("report", "", "print every edit and mark of these rules, parted by commas; all = every rule")
)

// cleanFiles are documents without damage: all of them with -full, else one in a few.
func cleanFiles(t testing.TB, one int) []string {
	var files []string
	for _, dir := range []string{"laws", "party", "taiwan", "reports", "gold"} {
		for _, f := range corpustest.Files(t, corpustest.Data(t, dir), ".md", ".txt") {
			if !strings.Contains(f, "01-seed") && filepath.Base(f) != "RULES.md" {
				files = append(files, f)
			}
		}
	}
	if *full {
		return files
	}
	var some []string
	for i := 0; i < len(files); i += one {
		some = append(some, files[i])
	}
	return some
}

// TestClean holds that sound documents stay as they are: no pinyin, slip, elision, redaction or
// jammer is seen in any of them, and no damage but characters of the private use area.
func TestClean(t *testing.T) {
	total := map[text.Rule]int{}
	kinds := map[text.MarkKind]int{}
	files := cleanFiles(t, 40)
	for _, file := range files {
		data, err := os.ReadFile(file)
		if err != nil {
			t.Fatal(err)
		}
		x, err := extract.Extract(file, data)
		if err != nil {
			t.Errorf("%s: %v", file, err)
			continue
		}
		v, marks := repair.Repair(repair.Input{Text: x.Text, Format: x.Format, Blocks: x.Blocks, Edits: x.Edits})
		for _, e := range v.Edits {
			if e.Rule == text.Markup {
				continue
			}
			total[e.Rule]++
			switch e.Rule {
			case text.Ruby, text.Slip, text.Mojibake, text.Elision, text.Junk, text.Escape:
				t.Errorf("%s: %s at %d: %q → %q", file, e.Rule, e.Span.Start, e.Span.In(x.Text), e.New)
			}
			if *report == "all" || strings.Contains(","+*report+",", ","+string(e.Rule)+",") {
				fmt.Printf("%-12s %s → %q  %s\n", e.Rule, context(x.Text, e.Span), e.New, filepath.Base(file))
			}
		}
		for _, m := range marks {
			kinds[m.Kind]++
			switch m.Kind {
			case text.MarkElision, text.MarkPaywall, text.MarkRedaction:
				t.Errorf("%s: mark %d at %d: %q", file, m.Kind, m.Span.Start, m.Span.In(x.Text))
			}
			if *report == "marks" {
				fmt.Printf("mark %d %s  %s\n", m.Kind, context(x.Text, m.Span), filepath.Base(file))
			}
		}
	}
	t.Logf("%d documents: edits %v, marks %v", len(files), total, kinds)
}

// context is a span with what stands around it.
func context(s string, span text.Span) string {
	a, b := span.Start, span.End
	for n := 0; a > 0 && n < 12; n++ {
		a--
		for a > 0 && s[a]&0xC0 == 0x80 {
			a--
		}
	}
	for n := 0; b < len(s) && n < 12; n++ {
		b++
		for b < len(s) && s[b]&0xC0 == 0x80 {
			b++
		}
	}
	return fmt.Sprintf("%q[%q]%q", s[a:span.Start], span.In(s), s[span.End:b])
}
