package layout

import (
	"fmt"
	"os"
	"strings"
	"testing"

	"github.com/rogpeppe/go-internal/txtar"

	"gangmu/corpus"
)

// TestSet compares the rows of our own documents with testdata/set.txtar.
func TestSet(t *testing.T) {
	const file = "testdata/set.txtar"
	ar, err := txtar.ParseFile(file)
	if err != nil {
		t.Fatal(err)
	}
	options := []struct {
		name string
		o    Options
	}{
		{"72", Options{Width: 72}},
		{"40 wide hanging", Options{Width: 40, Measure: Measure{Wide: true}, Hanging: true, Spacing: 1}},
		{"56 justified flush", Options{Width: 56, Justify: true, NoIndent: true, NoHang: true, Tight: true}},
		{"22", Options{Width: 22}},
	}
	var sources []txtar.File
	for _, f := range ar.Files {
		if !strings.Contains(f.Name, " ") {
			sources = append(sources, f)
		}
	}
	ar.Files = sources
	for _, f := range sources {
		d, err := corpus.New(f.Name, f.Data)
		if err != nil {
			t.Fatal(err)
		}
		for _, c := range options {
			ar.Files = append(ar.Files, txtar.File{Name: f.Name + " at " + c.name, Data: []byte(printed(d, c.o))})
		}
	}
	golden(t, file, string(txtar.Format(ar)))
	if _, err := os.Stat(file); err != nil {
		t.Fatal(err)
	}
}

// printed is the whole document in rows, with the initial of the role and the bounds of the pane.
func printed(d *corpus.Document, o Options) string {
	var b strings.Builder
	f := NewFlow(d.Paragraphs(nil), o)
	for r, ok := f.At(Place{}), true; ok; r, ok = f.Next(r) {
		role := " "
		if r.First {
			role = "BTSHIRQCEPFLG"[r.Para.Role : r.Para.Role+1]
		}
		end := "¦"
		if n := o.Width - r.Indent - r.Cells; n > 0 && r.room == 0 {
			end = blanks(n) + end
		}
		fmt.Fprintf(&b, "%s ¦%s%s\n", role, f.String(r), end)
	}
	return b.String()
}
