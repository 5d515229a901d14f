package main

import (
	"bytes"
	"flag"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"regexp"
	"strconv"
	"strings"
	"testing"
	"time"

	"gangmu/corpus/corpustest"
	"gangmu/index"
)

var full = flag.Bool("full", false, "all real documents")

// TestOnlyWhatChanged takes in a copy of the real documents, touches, edits, moves and deletes one in a
// hundred of them, adds some, and counts which files are read again. Without -full it is a part of them.
// The times are told (-v) and not judged.
func TestOnlyWhatChanged(t *testing.T) {
	dir := t.TempDir()
	docs := filepath.Join(dir, "docs")
	step := 8
	if *full {
		step = 1
	}
	var files []string
	for i, f := range corpustest.Files(t, corpustest.Data(t, "laws"), ".md") {
		if i%step != 0 {
			continue
		}
		to := filepath.Join(docs, fmt.Sprint(i%20), fmt.Sprintf("%d-%s", i, filepath.Base(f)))
		data, err := os.ReadFile(f)
		must(t, err)
		must(t, os.MkdirAll(filepath.Dir(to), 0o777))
		must(t, os.WriteFile(to, data, 0o666))
		files = append(files, to)
	}
	var out bytes.Buffer
	read := func(args ...string) (added, updated, moved, removed int, took time.Duration) {
		t.Helper()
		out.Reset()
		begin := time.Now()
		w := world{In: strings.NewReader(""), Out: &out, Err: &out, Env: func(k string) string {
			return map[string]string{"GANGMU_LIBRARY": filepath.Join(dir, "lib"), "LANG": "C"}[k]
		}}
		if code := run(t.Context(), args, w); code != 0 {
			t.Fatalf("%v: exit code %d\n%s", args, code, out.String())
		}
		took = time.Since(begin)
		if m := regexp.MustCompile(`(\d+) added, (\d+) updated, (\d+) moved, (\d+) removed`).FindStringSubmatch(out.String()); m != nil {
			added, updated, moved, removed = number(m[1]), number(m[2]), number(m[3]), number(m[4])
		}
		return
	}
	n := len(files)
	added, _, _, _, took := read("add", docs)
	if added != n {
		t.Fatalf("%d of %d taken in\n%s", added, n, out.String())
	}
	t.Logf("%d files taken in, %.2f s", n, took.Seconds())
	if added, updated, moved, removed, took := read("add", docs); added+updated+moved+removed != 0 || !strings.Contains(out.String(), "nothing to do") {
		t.Errorf("again: %s", out.String())
	} else {
		t.Logf("again: nothing to do, %.2f s", took.Seconds())
	}
	k := max(n/100, 1)
	later := time.Now().Add(time.Hour)
	touched, edited, gone, deleted := files[:k], files[k:2*k], files[2*k:3*k], files[3*k:4*k]
	for _, f := range touched {
		must(t, os.Chtimes(f, later, later))
	}
	for _, f := range edited {
		data, err := os.ReadFile(f)
		must(t, err)
		must(t, os.WriteFile(f, append(data, "\n补一句独特的话。\n"...), 0o666))
	}
	must(t, os.MkdirAll(filepath.Join(docs, "moved"), 0o777))
	for i, f := range gone {
		must(t, os.Rename(f, filepath.Join(docs, "moved", fmt.Sprint(i))+filepath.Ext(f)))
	}
	for _, f := range deleted {
		must(t, os.Remove(f))
	}
	for i := range k {
		must(t, os.WriteFile(filepath.Join(docs, fmt.Sprintf("new-%d.txt", i)), []byte("一、新的一份独特的文件\n内容。\n"), 0o666))
	}
	added, updated, moved, removed, took := read("update")
	if added != k || updated != k || moved != k || removed != k {
		t.Errorf("%d added, %d updated, %d moved, %d removed, want %d of each\n%s", added, updated, moved, removed, k, out.String())
	}
	if want := fmt.Sprintf("%d files to read", 2*k); !strings.Contains(out.String(), want) {
		t.Errorf("not %s:\n%s", want, out.String())
	}
	t.Logf("1 %% of %d touched, edited, moved, deleted, as many new: %d files read (%d edited, %d new), %.2f s", n, 2*k, k, k, took.Seconds())
	if read("update"); !strings.Contains(out.String(), "nothing to do") {
		t.Errorf("after that: %s", out.String())
	}
	// What the index holds is what is on the disk.
	known, err := index.Files(filepath.Join(dir, "lib", "index"))
	must(t, err)
	have := map[string]bool{}
	for _, f := range known {
		have[f.Path] = true
	}
	must(t, filepath.WalkDir(docs, func(p string, e fs.DirEntry, err error) error {
		if err == nil && !e.IsDir() {
			if !have[p] {
				t.Errorf("%s is not in the index", p)
			}
			delete(have, p)
		}
		return err
	}))
	if len(have) > 0 {
		t.Errorf("in the index and not on the disk: %v", have)
	}
	if read("search", "--count", "独特的话"); strings.TrimSpace(strings.Split(out.String(), "\n")[0]) != strconv.Itoa(k) {
		t.Errorf("the edits are found %s times, want %d", out.String(), k)
	}
}

func must(t *testing.T, err error) {
	t.Helper()
	if err != nil {
		t.Fatal(err)
	}
}

func number(s string) int {
	n, _ := strconv.Atoi(s)
	return n
}
