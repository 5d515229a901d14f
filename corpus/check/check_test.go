package check_test

import (
	"bytes"
	"flag"
	"fmt"
	"os"
	"strings"
	"testing"

	"golang.org/x/tools/txtar"

	"gangmu/corpus"
	"gangmu/corpus/check"
)

var update = flag.Bool("update", false, "rewrite the golden files")

// TestRules runs the rules over small documents: NAME.txt is a document, NAME.want its findings.
func TestRules(t *testing.T) {
	const golden = "testdata/rules.txtar"
	ar, err := txtar.ParseFile(golden)
	if err != nil {
		t.Fatal(err)
	}
	want := map[string][]byte{}
	var out txtar.Archive
	out.Comment = ar.Comment
	for _, f := range ar.Files {
		if strings.HasSuffix(f.Name, ".want") {
			want[f.Name] = f.Data
		}
	}
	seen := map[string]bool{}
	for _, f := range ar.Files {
		name, ok := strings.CutSuffix(f.Name, ".txt")
		if !ok {
			continue
		}
		var got bytes.Buffer
		d, err := corpus.New("/"+f.Name, f.Data)
		if err != nil {
			t.Fatal(err)
		}
		for _, x := range check.Check(check.Input{View: d.View, Tree: d.Tree, Marks: d.Marks, Blocks: d.Blocks}) {
			seen[x.Rule] = true
			line := 1 + strings.Count(d.Source[:x.Span.Start], "\n")
			fmt.Fprintf(&got, "%d: %s %s %q → %q: %s\n", line, x.Rule, x.Severity, x.Span.In(d.Source), x.Expected, x.Message)
			if x.Benign == "" || x.Message == "" {
				t.Errorf("%s: %s says nothing", name, x.Rule)
			}
		}
		out.Files = append(out.Files, f, txtar.File{Name: name + ".want", Data: got.Bytes()})
		if !*update && !bytes.Equal(got.Bytes(), want[name+".want"]) {
			t.Errorf("%s:\n%swant\n%s", name, got.Bytes(), want[name+".want"])
		}
	}
	for n := 1; n <= 16; n++ {
		if rule := fmt.Sprintf("N%02d", n); !seen[rule] {
			t.Errorf("no document shows %s", rule)
		}
	}
	if *update {
		if err := os.WriteFile(golden, txtar.Format(&out), 0o644); err != nil {
			t.Fatal(err)
		}
	}
}
