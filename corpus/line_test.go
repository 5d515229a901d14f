package corpus_test

import (
	"slices"
	"strings"
	"testing"
	"time"
	"unicode/utf8"

	"gangmu/corpus"
	"gangmu/corpus/check"
	"gangmu/corpus/corpustest"
	"gangmu/corpus/numbering"
	"gangmu/corpus/ref"
)

// paragraphs are n bytes of real prose in one line: the longer paragraphs of reports that no label opens.
func paragraphs(b *testing.B, n int) []byte {
	var out []byte
	for _, f := range corpustest.Files(b, corpustest.Data(b, "reports")) {
		d, err := corpus.Open(f)
		if err != nil {
			b.Fatal(err)
		}
		for line := range strings.Lines(d.Source) {
			line = strings.TrimSpace(line)
			if _, labelled := numbering.Scan(line, 0, numbering.AtLine); !labelled && len(line) >= 3*60 {
				out = append(out, line...)
			}
		}
	}
	for len(out) < n {
		out = append(out, out...)
	}
	for !utf8.RuneStart(out[n]) {
		n--
	}
	return out[:n]
}

// BenchmarkLongLine opens one line of a megabyte, in turn with one of prose, and proofreads it; see
// corpustest.Lines. It prints how many times as long that takes as prose in which nothing looks like a
// label, and as the prose of real reports, where 一些 and 2024年 have to be looked at.
func BenchmarkLongLine(b *testing.B) {
	lines := corpustest.Lines(1 << 20)
	prose, reports := []byte(lines[0].Text), paragraphs(b, 1<<20)
	for _, l := range lines {
		data := []byte(l.Text)
		b.Run("open/"+l.Name, func(b *testing.B) {
			var own, base, real []time.Duration
			open := func(data []byte) time.Duration {
				begin := time.Now()
				if _, err := corpus.New("/x.txt", data); err != nil {
					b.Fatal(err)
				}
				return time.Since(begin)
			}
			for b.Loop() {
				own, base, real = append(own, open(data)), append(base, open(prose)), append(real, open(reports))
			}
			for _, times := range [][]time.Duration{own, base, real} {
				slices.Sort(times)
			}
			mid := len(own) / 2
			b.ReportMetric(own[mid].Seconds()*1e3, "ms-p50")
			b.ReportMetric(float64(own[mid])/float64(base[mid]), "of-prose")
			b.ReportMetric(float64(own[mid])/float64(real[mid]), "of-reports")
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
