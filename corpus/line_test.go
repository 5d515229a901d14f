package corpus_test

import (
	"testing"

	"gangmu/corpus"
	"gangmu/corpus/check"
	"gangmu/corpus/corpustest"
	"gangmu/corpus/ref"
)

// BenchmarkLongLine opens one line of a megabyte, and proofreads it; see corpustest.Lines.
func BenchmarkLongLine(b *testing.B) {
	for _, l := range corpustest.Lines(1 << 20) {
		data := []byte(l.Text)
		b.Run("open/"+l.Name, func(b *testing.B) {
			b.SetBytes(int64(len(data)))
			for b.Loop() {
				if _, err := corpus.New("/x.txt", data); err != nil {
					b.Fatal(err)
				}
			}
		})
		d, err := corpus.New("/x.txt", data)
		if err != nil {
			b.Fatal(err)
		}
		b.Run("refs/"+l.Name, func(b *testing.B) {
			b.SetBytes(int64(len(data)))
			for b.Loop() {
				ref.New(ref.Doc{View: d.View, Tree: d.Tree, Marks: d.Marks}).All()
			}
		})
		b.Run("check/"+l.Name, func(b *testing.B) {
			b.SetBytes(int64(len(data)))
			for b.Loop() {
				check.Check(check.Input{View: d.View, Tree: d.Tree, Marks: d.Marks, Blocks: d.Blocks})
			}
		})
	}
}
