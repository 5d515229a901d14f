package index

import (
	"slices"
	"strings"
	"testing"

	"gangmu/corpus/fold"
	"gangmu/corpus/text"
)

// TestIn: what is found by reading is what a search for the term in quotation marks finds, and what
// going through the folded text finds.
func TestIn(t *testing.T) {
	docs := sample(t, 100)
	terms := append(terms(docs, 40), "2017年", "第12条", "百分之五十", "二十", "（一）", "一", "，", "国家 机关", "没有的词")
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
			got := In(t.Context(), d.View, nil, term)
			if !slices.Equal(got, want) {
				t.Fatalf("%s: %q: read %v, searched %v", d.Path, term, got, want)
			}
			if slow := slowIn(t, f, term); !slices.Equal(got, slow) {
				t.Fatalf("%s: %q: read %v, folded %v", d.Path, term, got, slow)
			}
		}
	}
	if In(t.Context(), text.NewView("", nil), nil, "x") != nil {
		t.Error("found in nothing")
	}
}

// slowIn is In by way of the folded text.
func slowIn(t *testing.T, f *fold.Folded, w string) []text.Span {
	x, err := newTerm(&word{text: w, quoted: true})
	if err != nil {
		t.Fatal(err)
	}
	var spans []text.Span
	x.scan(f.Text, 0, len(f.Text), len(f.Text), func(start, end int) {
		spans = append(spans, f.Src(text.Span{Start: start, End: end}))
	})
	return spans
}
