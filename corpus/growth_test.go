package corpus_test

import (
	"runtime"
	"strings"
	"testing"

	"gangmu/corpus"
	"gangmu/corpus/check"
	"gangmu/corpus/corpustest"
	"gangmu/corpus/ref"
)

// What it takes to open, cite and proofread a line full of labels grows with its length and no
// faster. Memory is counted, not time: what reads a stretch of text again and again makes something
// of it each time.
func TestGrowth(t *testing.T) {
	steps := []struct {
		name string
		most uint64 // bytes of memory to a byte of text, the race detector's among them
		run  func(d *corpus.Document, data []byte)
	}{
		{"open", 200, func(_ *corpus.Document, data []byte) {
			if _, err := corpus.New("/x.txt", data); err != nil {
				t.Fatal(err)
			}
		}},
		{"references", 800, func(d *corpus.Document, _ []byte) {
			ref.New(ref.Doc{View: d.View, Tree: d.Tree, Marks: d.Marks}).All()
		}},
		{"check", 800, func(d *corpus.Document, _ []byte) {
			check.Check(check.Input{View: d.View, Tree: d.Tree, Marks: d.Marks, Blocks: d.Blocks})
		}},
	}
	const (
		short, long = 1 << 15, 1 << 17
		slack       = 64 // memory that served the document before may be gone
	)
	lines, shorter := corpustest.Lines(long), corpustest.Lines(short)
	for i := range lines { // and as many short lines as there is room for
		lines = append(lines, corpustest.Line{Name: lines[i].Name + ", broken", Text: broken(lines[i].Text)})
		shorter = append(shorter, corpustest.Line{Name: lines[i].Name + ", broken", Text: broken(shorter[i].Text)})
	}
	for i, l := range shorter {
		data, more := []byte(l.Text), []byte(lines[i].Text)
		d, err := corpus.New("/x.txt", data)
		if err != nil {
			t.Fatal(err)
		}
		e, err := corpus.New("/x.txt", more)
		if err != nil {
			t.Fatal(err)
		}
		for _, s := range steps {
			a := memory(func() { s.run(d, data) })
			b := memory(func() { s.run(e, more) })
			if b/long > s.most || b/long > a/short*3/2+slack {
				t.Errorf("%s, %s: %d bytes of memory to a byte of text, then %d", l.Name, s.name, a/short, b/long)
			}
		}
	}
}

// broken is s with a line end behind every ten characters.
func broken(s string) string {
	var sb strings.Builder
	for i, r := range []rune(s) {
		sb.WriteRune(r)
		if i%10 == 9 {
			sb.WriteByte('\n')
		}
	}
	return sb.String()
}

// memory is how many bytes f allots.
func memory(f func()) uint64 {
	var before, after runtime.MemStats
	runtime.ReadMemStats(&before)
	f()
	runtime.ReadMemStats(&after)
	return after.TotalAlloc - before.TotalAlloc
}
