package han

import (
	"flag"
	"os"
	"testing"
	"unicode/utf8"

	"gangmu/corpus/corpustest"
	"gangmu/corpus/text"
)

var full = flag.Bool("full", false, "measure on every document, not on a sample")

// documents calls f with the documents of a folder: all with -full, else one in a few.
func documents(t *testing.T, one int, f func(name, s string), dirs ...string) {
	for _, dir := range dirs {
		for i, file := range corpustest.Files(t, corpustest.Data(t, dir), ".md", ".txt") {
			if i%one != 0 && !*full {
				continue
			}
			b, err := os.ReadFile(file)
			if err != nil {
				t.Fatal(err)
			}
			f(file, string(b))
		}
	}
}

// TestSimplifiedDocuments: what is simplified stays so, but for traditional characters that
// slipped in (査, 後); converted to traditional script and back it is the same.
func TestSimplifiedDocuments(t *testing.T) {
	runes, stray, differ := 0, 0, map[string]int{}
	documents(t, 150, func(name, s string) {
		runes += utf8.RuneCountInString(s)
		stray += len(ToSimplified(s))
		plain := text.NewView(s, ToSimplified(s)).Text
		trad := text.NewView(plain, ToTraditional(plain)).Text
		if again := ToTraditional(trad); len(again) != 0 {
			t.Errorf("%s: ToTraditional changes what it gave: %v", name, again[0])
		}
		back := text.NewView(trad, ToSimplified(trad)).Text
		for i, r := range plain {
			if b, _ := utf8.DecodeRuneInString(back[i:]); b != r {
				differ[string(r)+string(b)]++
			}
		}
	}, "laws", "party", "reports")
	n := 0
	for _, k := range differ {
		n += k
	}
	t.Logf("%d characters, %d traditional ones among them, %d differ after a round trip: %v", runes, stray, n, differ)
	if stray*100_000 > runes || n*10_000 > runes {
		t.Errorf("%d changed, %d differ of %d", stray, n, runes)
	}
}

// TestTraditionalDocuments: what is traditional stays so; simplified, no traditional character is
// left and simplifying again changes nothing.
func TestTraditionalDocuments(t *testing.T) {
	runes, changed := 0, map[string]int{}
	documents(t, 80, func(name, s string) {
		runes += utf8.RuneCountInString(s)
		for _, e := range ToTraditional(s) {
			changed[e.Span.In(s)+e.New]++
		}
		simple := text.NewView(s, ToSimplified(s)).Text
		if again := ToSimplified(simple); len(again) != 0 {
			t.Errorf("%s: ToSimplified changes what it gave: %v", name, again[0])
		}
		for _, r := range simple {
			if scripts().class.get(r) == classTrad || scripts().class.get(r) == classFreed {
				t.Errorf("%s: %c is left", name, r)
			}
		}
	}, "taiwan")
	n := 0
	for _, k := range changed {
		n += k
	}
	t.Logf("%d characters, %d changed: %v", runes, n, changed)
	if n*10_000 > runes {
		t.Errorf("%d of %d changed", n, runes)
	}
}
