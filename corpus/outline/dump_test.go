package outline_test

import (
	"flag"
	"fmt"
	"os"
	"strings"
	"testing"

	"gangmu/corpus/outline"
)

var dumpFile = flag.String("dump", "", "print the outline of this file")

// TestDump prints the outline of the file that -dump names, for reading by eye.
func TestDump(t *testing.T) {
	if *dumpFile == "" {
		t.Skip("needs -dump FILE")
	}
	d := openDocument(t, *dumpFile)
	fmt.Fprintf(os.Stdout, "%+v %s %s\n", d.Tree.Meta, d.Tree.Genre, d.Tree.Regime)
	d.Tree.Root.Walk(func(s *outline.Section) bool {
		flags := ""
		for _, f := range []struct {
			on   bool
			name string
		}{{s.Missing, "missing"}, {s.Inferred, "inferred"}, {s.RunIn, "runin"}, {s.Item, "item"}, {s.Label.Damaged, "damaged"}} {
			if f.on {
				flags += " " + f.name
			}
		}
		fmt.Fprintf(os.Stdout, "%s%s [%s] %q %q %d %d-%d-%d%s %s\n", strings.Repeat("  ", depth(s)), s.ID, s.Label.Text, s.Title, head(d.Source[s.Body:s.End], 12), s.Kind, d.Rune(s.Start), d.Rune(s.Body), d.Rune(s.End), flags, s.Why)
		return true
	})
}

func depth(s *outline.Section) int {
	n := 0
	for ; s.Parent != nil; s = s.Parent {
		n++
	}
	return n
}
