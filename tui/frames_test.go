package tui

import (
	"flag"
	"fmt"
	"os"
	"regexp"
	"strings"
	"testing"

	"golang.org/x/tools/txtar"
)

var updateFrames = flag.Bool("update", false, "rewrite testdata/frames.txtar")

// TestFrames compares whole frames with those in testdata/frames.txtar. The name of each says
// what was done: size, language, cells of ambiguous characters, then the keys. Run with -update
// to rewrite them, and read the difference.
func TestFrames(t *testing.T) {
	const path = "testdata/frames.txtar"
	a, err := txtar.ParseFile(path)
	if err != nil {
		t.Fatal(err)
	}
	if len(a.Files) < 10 {
		t.Fatalf("%s holds %d frames", path, len(a.Files))
	}
	for i := range a.Files {
		f := &a.Files[i]
		t.Run(f.Name, func(t *testing.T) {
			var w, h, ambiguous int
			var language string
			if _, err := fmt.Sscanf(f.Name, "%dx%d %s %d", &w, &h, &language, &ambiguous); err != nil {
				t.Fatal(err)
			}
			_, keys, _ := strings.Cut(f.Name, ":")
			d := drive(t, Options{Docs: two(t), Lang: language, Ambiguous: ambiguous, ASCII: strings.Contains(f.Name, "ascii")}, w, h)
			for _, e := range d.library.entries {
				e.doc.flagged = nil // what package check finds has tests of its own
			}
			d.keys(keys)
			var sb strings.Builder
			for _, r := range d.rows() {
				sb.WriteString(strings.TrimRight(r, " ") + "\n")
			}
			got := millis.ReplaceAllString(sb.String(), "N ms")
			if *updateFrames {
				f.Data = []byte(got)
				return
			}
			if got != string(f.Data) {
				t.Errorf("got\n%s\nwant\n%s", got, f.Data)
			}
		})
	}
	if *updateFrames {
		if err := os.WriteFile(path, txtar.Format(a), 0o644); err != nil {
			t.Fatal(err)
		}
	}
}

// millis is the time that a search took, which differs.
var millis = regexp.MustCompile(`\d+ (?:毫秒|ms)`)
