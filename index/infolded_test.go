package index

import (
	"math/rand/v2"
	"slices"
	"strings"
	"testing"

	"gangmu/corpus/fold"
	"gangmu/corpus/text"
)

// TestInShares: however a text is shared out, the matches are those of reading it in one go, also
// of terms that overlap themselves and of numbers that may not stand beside a figure.
func TestInShares(t *testing.T) {
	r := rand.New(rand.NewPCG(3, 4))
	for range 300 {
		var b strings.Builder
		for range 1 + r.IntN(60) {
			b.WriteString([]string{"人", "人人", "年", "2017", "二〇一七", "年", "1", "，"}[r.IntN(8)])
		}
		s := fold.String(b.String())
		for _, w := range []string{"人人", "人人人", "2017年", "年", "二〇一七年"} {
			x, err := newTerm(&word{text: w, quoted: true})
			if err != nil {
				t.Fatal(err)
			}
			whole := x.inShares(s, 1, 1)
			for n := 2; n < 8; n++ {
				if got := x.inShares(s, n, 1); !slices.Equal(got, whole) {
					t.Fatalf("%s in %q: %v in %d shares, %v in one", w, s, got, n, whole)
				}
			}
		}
	}
}

// TestIn: what is found by reading is what a search for the term in quotation marks finds.
func TestIn(t *testing.T) {
	docs := sample(t, 200)
	terms := append(terms(docs, 40), "2017年", "第12条", "百分之五十", "二十", "（一）", "没有的词")
	for _, d := range docs {
		x, f := memoryIndex(t, d), fold.Fold(d.View)
		for _, term := range terms {
			if strings.ContainsAny(term, `"`) || fold.String(term) == "" {
				continue
			}
			q, err := Parse(`"` + term + `"`)
			if err != nil {
				t.Fatal(err)
			}
			want, err := x.Find(t.Context(), q)
			if err != nil {
				t.Fatal(err)
			}
			if got := In(f, term); !slices.Equal(got, want) {
				t.Fatalf("%s: %q: read %v, searched %v", d.Path, term, got, want)
			}
		}
	}
	if In(fold.Fold(text.NewView("", nil)), "x") != nil {
		t.Error("found in nothing")
	}
}
