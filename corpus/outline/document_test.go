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
	checkOutlines(t, "testdata/documents.txtar", 15, func(name, src string) *corpus.Document {
		v := text.NewView(src, nil)
		return &corpus.Document{Source: src, View: v, Tree: outline.Parse(outline.Input{View: v, Name: name})}
	})
}

// Pages with the marks of the site that carried them.
func TestPages(t *testing.T) {
	checkOutlines(t, "testdata/pages.txtar", 4, func(name, src string) *corpus.Document {
		d, err := corpus.New(name+".txt", []byte(src))
		if err != nil {
			t.Fatal(err)
		}
		return d
	})
}

// checkOutlines compares the outline of each document of an archive with the one behind it.
func checkOutlines(t *testing.T, golden string, least int, parse func(name, src string) *corpus.Document) {
	t.Helper()
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
		d := parse(name, string(f.Data))
		if err := checkTree(d.Tree, d.Source); err != nil {
			t.Errorf("%s: %v", name, err)
		}
		got := sketch(d)
		if !*update && got != want[name+".outline"] {
			t.Errorf("%s:\n%s\nwant\n%s", name, got, want[name+".outline"])
		}
		out.Files = append(out.Files, f, txtar.File{Name: name + ".outline", Data: []byte(got)})
	}
	if n < least {
		t.Errorf("only %d documents", n)
	}
	if *update {
		if err := os.WriteFile(golden, txtar.Format(&out), 0o644); err != nil {
			t.Fatal(err)
		}
	}
}

// An article 第一條之一 is written with 條 as well as 第一條 is: a law whose articles mostly have a suffix is
// one of Taiwan for all that.
func TestRegime(t *testing.T) {
	v := text.NewView("第一條\n本法施行日期，由行政院定之。\n第一條之一\n中華民國九十四年修正者，自公布日施行。\n第一條之二\n前項日期另定之。\n", nil)
	if r := outline.Parse(outline.Input{View: v}).Regime; r != outline.Taiwan {
		t.Errorf("regime %s", r)
	}
}
