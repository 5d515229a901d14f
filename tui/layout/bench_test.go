package layout

import (
	"os"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/rivo/uniseg"

	"gangmu/corpus"
	"gangmu/corpus/corpustest"
)

// largest is the largest text among the real documents.
func largest(b *testing.B) *corpus.Document {
	b.Helper()
	best, size := "", int64(0)
	for _, f := range corpustest.Files(b, corpustest.Data(b), ".txt", ".md") {
		if st, err := os.Stat(f); err == nil && st.Size() > size {
			best, size = f, st.Size()
		}
	}
	d, err := corpus.Open(best)
	if err != nil {
		b.Fatal(err)
	}
	return d
}

// BenchmarkFrame makes the rows and glyphs of a screen of 50 rows, at places spread over the
// largest document, each in a new flow. It reports the slowest in a hundred; of three tries at a
// place the quickest counts, so that a busy machine does not.
func BenchmarkFrame(b *testing.B) {
	d := largest(b)
	ps := d.Paragraphs(nil)
	var times []time.Duration
	var rows []Row
	var gs []Glyph
	n := len(ps.View.Text)
	b.ResetTimer()
	for i := range b.N {
		best := time.Hour
		for range 3 {
			start := time.Now()
			f := NewFlow(ps, Options{Width: 60 + i%41})
			rows = f.Rows(rows[:0], Place{Off: i * 7919 % n}, 50)
			for _, r := range rows {
				gs = f.Glyphs(gs[:0], r)
			}
			best = min(best, time.Since(start))
		}
		times = append(times, best)
	}
	slices.Sort(times)
	b.ReportMetric(float64(times[len(times)*99/100].Microseconds()), "µs-p99")
	b.ReportMetric(float64(n)/1e6, "MB")
}

// BenchmarkWrap breaks a whole document, beside uniseg asked for its opportunities alone.
func BenchmarkWrap(b *testing.B) {
	d := largest(b)
	text := d.View.Text
	b.Run("rows", func(b *testing.B) {
		b.SetBytes(int64(len(text)))
		for b.Loop() {
			f := NewFlow(d.Paragraphs(nil), Options{Width: 80})
			for r, ok := f.At(Place{}), true; ok; r, ok = f.Next(r) {
			}
		}
	})
	b.Run("scan", func(b *testing.B) {
		b.SetBytes(int64(len(text)))
		var sc scanner
		var buf []line
		for b.Loop() {
			for line := range strings.Lines(text) {
				sc.scan(line)
				buf = sc.lines(buf[:0], shape{first: 80, rest: 80})
			}
		}
	})
	b.Run("uniseg", func(b *testing.B) {
		b.SetBytes(int64(len(text)))
		for b.Loop() {
			for rest, state := text, -1; rest != ""; {
				_, rest, _, state = uniseg.FirstLineSegmentInString(rest, state)
			}
		}
	})
}

// BenchmarkHuge shows places of a text of 100 MB, with line ends and in one line.
func BenchmarkHuge(b *testing.B) {
	sentence := "各级各部门要结合实际，抓好贯彻落实，确保全年增长5.5%左右；重要情况及时报告。"
	for _, c := range []struct{ name, end string }{{"lines", "\n"}, {"one line", ""}} {
		b.Run(c.name, func(b *testing.B) {
			para := strings.Repeat(sentence, 5) + c.end
			d, err := corpus.Draft("huge.txt", []byte(strings.Repeat(para, 100<<20/len(para))))
			if err != nil {
				b.Fatal(err)
			}
			var rows []Row
			n := len(d.Source)
			b.ResetTimer()
			for i := range b.N {
				f := NewFlow(d.Paragraphs(nil), Options{Width: 80})
				rows = f.Rows(rows[:0], f.Clamp(Place{Off: i * 7919 * 1013 % n}, 50), 50)
				_ = f.Percent(rows[0].Place(), 50)
			}
		})
	}
}
