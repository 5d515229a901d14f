package tui

import (
	"context"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"

	"gangmu/corpus/library"
	"gangmu/index"
)

// fileOrder is the order to index files.
func fileOrder(t *testing.T, dir string, passing bool, paths ...string) order {
	o := order{Dir: dir, Passing: passing}
	for _, p := range paths {
		st, err := stampOf(p)
		if err != nil {
			t.Fatal(err)
		}
		o.Plan.Add = append(o.Plan.Add, library.File{Path: p, Size: st.size, Mod: st.mod})
	}
	return o
}

// TestIndexer: orders are carried out one after another, also after one that was given up; an index for
// the time being is gone at the end.
func TestIndexer(t *testing.T) {
	folder, dir := t.TempDir(), filepath.Join(t.TempDir(), "index")
	var paths []string
	for i := range 3 {
		// A name that is no UTF-8 is a name, too.
		p := filepath.Join(folder, fmt.Sprintf("%d\xc4\xea.txt", i))
		put(t, p, fmt.Sprintf("一、第%d份\n内容。\n", i))
		paths = append(paths, p)
	}
	x := &indexer{}
	have := func(n int) {
		t.Helper()
		files, err := index.Files(dir)
		if err != nil || len(files) != n {
			t.Fatalf("%d files, want %d: %v", len(files), n, err)
		}
		for i, f := range files {
			if f.Path != paths[i] {
				t.Errorf("%q, want %q", f.Path, paths[i])
			}
		}
	}
	say := func(reply) {}
	for i := range paths[:2] {
		if r, err := x.do(t.Context(), fileOrder(t, dir, true, paths[i]), say); err != nil || !r.End || r.Err != "" {
			t.Fatal(r, err)
		}
		have(i + 1)
	}
	ctx, cancel := context.WithCancel(t.Context())
	cancel()
	if _, err := x.do(ctx, fileOrder(t, dir, true, paths[2]), say); err != context.Canceled {
		t.Errorf("given up: %v", err)
	}
	if r, err := x.do(t.Context(), fileOrder(t, dir, true, paths[2]), say); err != nil || r.Err != "" {
		t.Fatal(r, err)
	}
	have(3)
	x.end()
	if _, err := os.Stat(dir); !os.IsNotExist(err) {
		t.Errorf("the index is still there: %v", err)
	}
}

// TestIndexerFails: an index that cannot be written and a program that cannot be started or dies are
// told of, and the next order is carried out.
func TestIndexerFails(t *testing.T) {
	file, dir := filepath.Join(t.TempDir(), "a.txt"), filepath.Join(t.TempDir(), "index")
	put(t, file, "一、工作\n内容。\n")
	put(t, filepath.Join(dir, "file"), "")
	x := &indexer{}
	defer x.end()
	if r, err := x.do(t.Context(), fileOrder(t, filepath.Join(dir, "file"), false, file), func(reply) {}); err != nil || r.Err == "" {
		t.Error(r, err)
	}
	x.end()
	for want, c := range map[string]func() *exec.Cmd{
		"broken":  func() *exec.Cmd { return exec.Command("sh", "-c", "echo broken >&2; exit 3") },
		"no/such": func() *exec.Cmd { return exec.Command(filepath.Join(dir, "no/such/program")) },
	} {
		x.command = c
		if _, err := x.do(t.Context(), fileOrder(t, dir, false, file), func(reply) {}); err == nil || !strings.Contains(err.Error(), want) {
			t.Errorf("%v, want %s", err, want)
		}
	}
	x.command = nil
	if r, err := x.do(t.Context(), fileOrder(t, dir, false, file), func(reply) {}); err != nil || r.Err != "" {
		t.Error(r, err)
	}
}

// TestNamedFiles: files that were named can be searched without being open, each once, and as they are
// when they have been opened, changed and read again.
func TestNamedFiles(t *testing.T) {
	folder := t.TempDir()
	for i := range firstGathered + 20 {
		put(t, filepath.Join(folder, fmt.Sprintf("%03d.txt", i)), fmt.Sprintf("第%d号通知\n\n一、帮扶工作\n内容。\n", i))
	}
	d := drive(t, Options{Paths: []string{folder}, Lang: "zh", Ambiguous: 1}, 160, 30)
	found := func(query string, docs int) {
		t.Helper()
		d.keys("esc esc s ctrl+u " + query)
		if a := d.results.answer; a.docs != docs || a.matches != docs {
			t.Errorf("%s: %d matches in %d documents, want %d", query, a.matches, a.docs, docs)
		}
		d.keys("esc")
	}
	found("帮扶", firstGathered+20)
	if e := d.library.by[filepath.Join(folder, "110.txt")]; e == nil || e.doc != nil || e.title != "第110号通知" {
		t.Errorf("not open: %+v", e)
	}
	last := filepath.Join(folder, "110.txt")
	d.run(d.open(openAt{path: last}))
	found("帮扶", firstGathered+20)
	put(t, last, "第110号通知\n\n一、宣传工作\n改写过的内容。\n")
	d.keys("R")
	found("帮扶", firstGathered+19)
	found("改写过", 1)
}
