package ref_test

import (
	"strings"
	"testing"

	"gangmu/corpus"
	"gangmu/corpus/corpustest"
	"gangmu/corpus/ref"
	"gangmu/corpus/text"
)

// open reads the real documents whose path holds one of the words.
func open(t testing.TB, dir string, words ...string) []*corpus.Document {
	t.Helper()
	var docs []*corpus.Document
	for _, p := range corpustest.Files(t, corpustest.Data(t, dir), ".md", ".txt") {
		for _, w := range words {
			if strings.Contains(p, w) {
				d, err := corpus.Open(p)
				if err != nil {
					t.Fatal(err)
				}
				docs = append(docs, d)
				break
			}
		}
	}
	return docs
}

func resolver(d *corpus.Document) *ref.Resolver {
	return ref.New(ref.Doc{View: d.View, Tree: d.Tree, Marks: d.Marks})
}

// BenchmarkFind measures finding and resolving every reference of whole laws, resolver included.
func BenchmarkFind(b *testing.B) {
	docs := open(b, "laws", "民法典", "刑法", "浙江")
	n := 0
	for _, d := range docs {
		n += len(d.View.Text)
	}
	b.SetBytes(int64(n))
	for b.Loop() {
		for _, d := range docs {
			resolver(d).All()
		}
	}
}

// BenchmarkFindScreen measures the references of one screenful, as the reader asks for them.
func BenchmarkFindScreen(b *testing.B) {
	d := open(b, "laws", "民法典/合同编")[0]
	r := resolver(d)
	mid := len(d.Source) / 2
	for b.Loop() {
		r.Find(text.Span{Start: mid, End: mid + 6000})
	}
}
