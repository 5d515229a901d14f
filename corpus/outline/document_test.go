package outline_test

import (
	"flag"
	"os"
	"strings"
	"testing"

	"golang.org/x/tools/txtar"

	"gangmu/corpus"
	"gangmu/corpus/outline"
	"gangmu/corpus/text"
)

var update = flag.Bool("update", false, "write the outlines of testdata/documents.txtar anew")

// Small documents, each with the outline that a reader expects.
func TestDocuments(t *testing.T) {
	const golden = "testdata/documents.txtar"
	ar, err := txtar.ParseFile(golden)
	if err != nil {
		t.Fatal(err)
	}
	want := map[string]string{}
	for _, f := range ar.Files {
		want[f.Name] = string(f.Data)
	}
	out := txtar.Archive{Comment: ar.Comment}
	n := 0
	for _, f := range ar.Files {
		name, ok := strings.CutSuffix(f.Name, ".txt")
		if !ok {
			continue
		}
		n++
		src := string(f.Data)
		v := text.NewView(src, nil)
		tree := outline.Parse(outline.Input{View: v, Name: name})
		if err := checkTree(tree, src); err != nil {
			t.Errorf("%s: %v", name, err)
		}
		got := sketch(&corpus.Document{Source: src, View: v, Tree: tree})
		if !*update && got != want[name+".outline"] {
			t.Errorf("%s:\n%s\nwant\n%s", name, got, want[name+".outline"])
		}
		out.Files = append(out.Files, f, txtar.File{Name: name + ".outline", Data: []byte(got)})
	}
	if n < 15 {
		t.Errorf("only %d documents", n)
	}
	if *update {
		if err := os.WriteFile(golden, txtar.Format(&out), 0o644); err != nil {
			t.Fatal(err)
		}
	}
}
