package tui

import (
	"os"
	"slices"
	"testing"
	"time"

	tea "github.com/charmbracelet/bubbletea"

	"gangmu/corpus"
	"gangmu/corpus/corpustest"
)

// largest is the largest file below a folder of the real documents.
func largest(t testing.TB, elem ...string) string {
	best, size := "", int64(0)
	for _, p := range corpustest.Files(t, corpustest.Data(t, elem...)) {
		if fi, err := os.Stat(p); err == nil && fi.Size() > size {
			best, size = p, fi.Size()
		}
	}
	return best
}

// benchKeys is a reader at work: lines, pages, headings, jumps, matches, folds.
var benchKeys = []string{"j", "j", "d", "space", "]", "]", ")", "b", "n", "n", "N", "k", "}", "{", "tab", "j", "j", "space", "space", "tab", "o", "o", "G", "u", "g 120 enter"}

// BenchmarkKeyToFrame measures, on the largest law, what it takes from a key to the frame that
// shows its effect (without the terminal), and the frame alone. It prints the 99th percentiles.
func BenchmarkKeyToFrame(b *testing.B) {
	doc, err := corpus.Open(largest(b, "laws"))
	if err != nil {
		b.Fatal(err)
	}
	d := drive(b, Options{Docs: []*corpus.Document{doc}, Lang: "zh", Ambiguous: 1}, 180, 58)
	d.keys("/ 检察 enter")
	var keys, frames []time.Duration
	for i := 0; b.Loop(); i++ {
		at := time.Now()
		d.keys(benchKeys[i%len(benchKeys)])
		drawn := time.Now()
		if d.View() == "" {
			b.Fatal("no frame")
		}
		end := time.Now()
		keys, frames = append(keys, end.Sub(at)), append(frames, end.Sub(drawn))
	}
	b.ReportMetric(p99(keys), "µs-key-p99")
	b.ReportMetric(p99(frames), "µs-frame-p99")
}

func p99(ds []time.Duration) float64 {
	slices.Sort(ds)
	return float64(ds[len(ds)*99/100].Nanoseconds()) / 1000
}

// BenchmarkResize wraps the largest law anew at another width each time.
func BenchmarkResize(b *testing.B) {
	doc, err := corpus.Open(largest(b, "laws"))
	if err != nil {
		b.Fatal(err)
	}
	d := drive(b, Options{Docs: []*corpus.Document{doc}, Lang: "zh", Ambiguous: 1}, 180, 58)
	d.keys("g 50% enter")
	for i := 0; b.Loop(); i++ {
		d.send(tea.WindowSizeMsg{Width: 80 + i%100, Height: 50})
		if d.View() == "" {
			b.Fatal("no frame")
		}
	}
}
