package index

import (
	"context"
	"os"
	"testing"

	"gangmu/corpus/library"
)

func planOf(t testing.TB, paths ...string) library.Plan {
	t.Helper()
	var p library.Plan
	for _, path := range paths {
		info, err := os.Stat(path)
		if err != nil {
			t.Fatal(err)
		}
		p.Add = append(p.Add, library.File{Path: path, Size: info.Size(), Mod: info.ModTime()})
	}
	return p
}

func update(t testing.TB, dir string, p library.Plan) *Summary {
	t.Helper()
	sum, err := Update(context.Background(), dir, p, UpdateOptions{})
	if err != nil {
		t.Fatal(err)
	}
	return sum
}

func open(t testing.TB, dir string) *Index {
	t.Helper()
	x, err := Open(dir)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { x.Close() })
	return x
}

// TestExactOnDisk compares with a plain scan; with -full 1,200 terms over all laws, Taiwan laws and
// party documents.
func TestExactOnDisk(t *testing.T) {
	every, n := 120, 100
	if *full {
		every, n = 1, 1200
	}
	docs := sample(t, every)
	dir := t.TempDir()
	var paths []string
	for _, d := range docs {
		paths = append(paths, d.Path)
	}
	sum := update(t, dir, planOf(t, paths...))
	if sum.Added != len(paths) || len(sum.Failed) > 0 {
		t.Fatalf("%+v", sum)
	}
	x := open(t, dir)
	for _, s := range x.shards {
		if s.post == nil {
			t.Fatal("no Bleve index")
		}
	}
	checkExact(t, x, docs, n)
	checkTwins(t, x, docs, min(n, 600))
	verify(t, dir)
	if p := x.Problems(); len(p) > 0 {
		t.Fatal(p)
	}
}

func verify(t testing.TB, dir string) {
	t.Helper()
	if p, err := Verify(dir); err != nil || len(p) > 0 {
		t.Fatal(p, err)
	}
}
