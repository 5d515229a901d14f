package corpus_test

import (
	"slices"
	"testing"
	"time"

	"gangmu/corpus"
	"gangmu/corpus/check"
	"gangmu/corpus/corpustest"
	"gangmu/corpus/ref"
)

// BenchmarkLongLine opens one line of a megabyte, in turn with one of prose, and proofreads it; see
// corpustest.Lines.
func BenchmarkLongLine(b *testing.B) {
	lines := corpustest.Lines(1 << 20)
	prose := []byte(lines[0].Text)
	for _, l := range lines {
		data := []byte(l.Text)
		b.Run("open/"+l.Name, func(b *testing.B) {
			var own, base []time.Duration
			open := func(data []byte) time.Duration {
				begin := time.Now()
				if _, err := corpus.New("/x.txt", data); err != nil {
					b.Fatal(err)
				}
				return time.Since(begin)
			}
			for b.Loop() {
				own, base = append(own, open(data)), append(base, open(prose))
			}
			slices.Sort(own)
			slices.Sort(base)
			mid := len(own) / 2
			b.ReportMetric(own[mid].Seconds()*1e3, "ms-p50")
			b.ReportMetric(float64(own[mid])/float64(base[mid]), "of-prose")
			b.ReportMetric(0, "ns/op")
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
