package main

import (
	"bytes"
	"context"
	"encoding/json"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"syscall"
	"testing"

	"gangmu/corpus"
	"gangmu/corpus/corpustest"
	"gangmu/corpus/fold"
	"gangmu/corpus/trend"
)

// inProcess runs the program without a process.
func inProcess(t *testing.T, in string, args ...string) (out, errOut string, code int) {
	t.Helper()
	home := t.TempDir()
	env := map[string]string{"LANG": "C.UTF-8", "GANGMU_LIBRARY": filepath.Join(home, "lib")}
	var o, e bytes.Buffer
	code = run(context.Background(), args, world{In: strings.NewReader(in), Out: &o, Err: &e, Env: func(k string) string { return env[k] }})
	return o.String(), e.String(), code
}

// TestTrendIsAPlainCount: the counts over the state reports are those of a plain count of the
// folded text, file by file.
func TestTrendIsAPlainCount(t *testing.T) {
	dir := corpustest.Data(t, "reports", "state")
	terms := []string{"改革", "创新", "民生", "供给侧结构性改革", "互联网+"}
	out, errOut, code := inProcess(t, "", append([]string{"trend", "--by", "document", "--json", "--files", dir, "--"}, terms...)...)
	if code != exitDone {
		t.Fatalf("exit code %d: %s", code, errOut)
	}
	var table trend.Table
	if err := json.Unmarshal([]byte(out), &table); err != nil {
		t.Fatal(err)
	}
	rows := map[string]trend.Row{}
	for _, r := range table.Rows {
		rows[r.Key] = r
	}
	total := 0
	for _, path := range corpustest.Files(t, dir, ".txt") {
		d, err := corpus.Open(path)
		if err != nil {
			t.Fatal(err)
		}
		folded := fold.Fold(d.View).Text
		for i, term := range terms {
			want := strings.Count(folded, fold.String(term))
			total += want
			if got := rows[d.Path].Counts[i]; got != want {
				t.Errorf("%s: %s %d times, a plain count says %d", filepath.Base(path), term, got, want)
			}
		}
	}
	if total < 1000 {
		t.Errorf("only %d in all: the wrong folder?", total)
	}
}

func TestSpreadFiles(t *testing.T) {
	t.Chdir(t.TempDir())
	for in, want := range map[string]string{
		"search 改革 --files a.txt b.md":          "search 改革 --files a.txt --files b.md",
		"search --files a.txt 改革":               "search --files a.txt 改革",
		"search --files a.txt /[0-9]+/":         "search --files a.txt /[0-9]+/",
		"search --files a.txt dir/b --json 改革":  "search --files a.txt --files dir/b --json 改革",
		"search --files - 改革":                   "search --files - 改革",
		"search --files a.txt -- b.txt":         "search --files a.txt -- b.txt",
		"search 改革 --files":                     "search 改革 --files",
		"trend 改革 --files . . --by document":    "trend 改革 --files . --files . --by document",
		"search --files=a.txt 改革 --limit 3 x.y": "search --files=a.txt 改革 --limit 3 x.y",
	} {
		if got := strings.Join(spreadFiles(strings.Fields(in)), " "); got != want {
			t.Errorf("%s: %s, want %s", in, got, want)
		}
	}
}

// A closedPipe is a pipe that nobody reads.
type closedPipe struct{}

func (closedPipe) Write([]byte) (int, error) { return 0, syscall.EPIPE }

// TestClosedPipeIsQuiet: gangmu show | head is no trouble.
func TestClosedPipeIsQuiet(t *testing.T) {
	var e bytes.Buffer
	code := run(context.Background(), nil, world{In: strings.NewReader(""), Out: closedPipe{}, Err: &e, Env: func(string) string { return "" }})
	if code != exitDone || e.Len() > 0 {
		t.Errorf("exit code %d, %q", code, e.String())
	}
}

// TestOutlineOfSeed: the sections of the seed are those of its gold outline, at its offsets.
func TestOutlineOfSeed(t *testing.T) {
	seed := corpustest.Files(t, corpustest.Data(t, "seed"), ".txt")[0]
	gold := corpustest.Files(t, corpustest.Data(t, "gold"), "01-seed-jishengxie-2017.outline.tsv")[0]
	out, errOut, code := inProcess(t, "", "outline", seed, "--format", "json")
	if code != exitDone {
		t.Fatalf("exit code %d: %s", code, errOut)
	}
	var got outlineJSON
	if err := json.Unmarshal([]byte(out), &got); err != nil {
		t.Fatal(err)
	}
	whole, err := json.MarshalIndent(got, "", "  ")
	if err != nil || string(whole)+"\n" != out {
		t.Errorf("written section by section it is not what it is as a whole: %v", err)
	}
	var have []string
	var walk func([]sectionJSON)
	walk = func(sections []sectionJSON) {
		for _, s := range sections {
			if !s.Missing {
				have = append(have, goldLine(s.Level, s.Start))
			}
			walk(s.Children)
		}
	}
	walk(got.Sections)
	if want := readGold(t, gold); strings.Join(have, " ") != strings.Join(want, " ") {
		t.Errorf("level@offset\n got %v\nwant %v", have, want)
	}
}

func goldLine(level, offset int) string { return fmt.Sprintf("%d@%d", level, offset) }

// readGold reads a gold outline: level, number, title, rune offset, parted by tabs.
func readGold(t *testing.T, path string) []string {
	t.Helper()
	data, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	var out []string
	for line := range strings.Lines(string(data)) {
		f := strings.Split(strings.TrimRight(line, "\r\n"), "\t")
		if len(f) == 4 {
			out = append(out, f[0]+"@"+f[3])
		}
	}
	return out
}
