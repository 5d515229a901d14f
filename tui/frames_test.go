package tui

import (
	"flag"
	"fmt"
	"os"
	"regexp"
	"strings"
	"testing"

	"golang.org/x/tools/txtar"

	"gangmu/corpus/text"
	"gangmu/index"
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
			d := drive(t, Options{Docs: two(t), Lang: language, Ambiguous: ambiguous, ASCII: strings.Contains(f.Name, "ascii"), LibraryDir: t.TempDir()}, w, h)
			for _, e := range d.library.entries {
				e.doc.flagged = nil // what package check finds has tests of its own
			}
			for _, k := range strings.Fields(keys) {
				if k == "ANSWER" {
					d.results.query = "帮扶"
					d.results.set(fixedAnswer(d))
				} else {
					d.keys(k)
				}
			}
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

// fixedAnswer is an answer that does not depend on how package index ranks and cuts sentences.
func fixedAnswer(d *driver) answer {
	hit := func(path, title, trail, snippet string, count int) index.Hit {
		at := strings.Index(snippet, "帮扶")
		return index.Hit{Path: path, Title: title, Count: count, Section: index.Section{Trail: trail},
			Snippet: index.Snippet{Text: snippet, Matches: []text.Span{{Start: at, End: at + len("帮扶")}}}}
	}
	return answer{query: "帮扶", matches: 6, docs: 2, searched: 2, millis: 3, hits: []index.Hit{
		hit("/x/statute.txt", "试验区帮扶办法", "第二章 帮扶 › 第三条", "第三条 帮扶对象包括：（一）困难家庭；（二）独居老人。", 1),
		hit("/x/report.txt", "关于试验区工作的报告", "一、过去一年的工作 › （一）帮扶工作", "（一）帮扶工作。一是领导重视。区里成立了帮扶小组，走访困难家庭三百户。", 2),
		hit("/x/statute.txt", "试验区帮扶办法", "第一章 总则 › 第一条", "第一条 为了规范帮扶工作，制定本办法。", 1),
		hit("/x/statute.txt", "试验区帮扶办法", "", "试验区帮扶办法", 2),
	}}
}
