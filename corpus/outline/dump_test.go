package outline_test

import (
	"flag"
	"fmt"
	"os"
	"strings"
	"testing"

	"gangmu/corpus/corpustest"
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

// TestOddities lists the documents below -dump whose outline has something unusual, for reading by eye.
func TestOddities(t *testing.T) {
	if *dumpFile == "" {
		t.Skip("needs -dump FOLDER")
	}
	for _, f := range corpustest.Files(t, *dumpFile, ".md", ".txt") {
		d := openDocument(t, f)
		var n, ghosts, twice, deep, plain, titled int
		d.Tree.Root.Walk(func(s *outline.Section) bool {
			switch {
			case s.Missing:
				ghosts++
			case strings.Contains(s.ID, "~") && !s.Item:
				twice++
			case s.Level > 5:
				deep++
			case s.Kind == outline.Heading:
				plain++
			}
			if s.Level > 0 && !s.Item {
				n++
				if len([]rune(s.Title)) > 45 {
					titled++
				}
			}
			return true
		})
		if ghosts+twice+deep+titled > 0 || n == 0 {
			fmt.Fprintf(os.Stdout, "%s: %d sections, %d ghosts, %d twice, %d deep, %d headings, %d long titles\n", f, n, ghosts, twice, deep, plain, titled)
		}
	}
}
