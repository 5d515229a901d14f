package library

import (
	"context"
	"os"
	"path/filepath"
	"reflect"
	"sync"
	"testing"
	"time"
)

// write makes a file, with the folders above it.
func write(t *testing.T, path, content string) {
	t.Helper()
	if err := os.MkdirAll(filepath.Dir(path), 0o777); err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile(path, []byte(content), 0o666); err != nil {
		t.Fatal(err)
	}
}

// hashed is what an index would know after it read all files.
func hashed(t *testing.T, files []File) []File {
	t.Helper()
	out := make([]File, len(files))
	for i, f := range files {
		h, err := HashFile(f.Path)
		if err != nil {
			t.Fatal(err)
		}
		f.Hash = h
		out[i] = f
	}
	return out
}

func scan(t *testing.T, dir string, excluded ...string) []File {
	t.Helper()
	s, err := Documents(context.Background(), []string{dir}, excluded)
	if err != nil {
		t.Fatal(err)
	}
	return s.Files
}

func names(dir string, files []File) []string {
	out := []string{}
	for _, f := range files {
		rel, _ := filepath.Rel(dir, f.Path)
		out = append(out, filepath.ToSlash(rel))
	}
	return out
}

func TestDocuments(t *testing.T) {
	dir := t.TempDir()
	for path, content := range map[string]string{
		"报告.txt":             "一、工作回顾",
		"深/更深/法.md":          "第一条",
		"无后缀":                "一、没有后缀的中文文本",
		"表.csv":              "年份,字数\n二〇一七年,九千七百六十字\n",
		".隐藏.txt":            "x",
		".git/config.txt":    "x",
		"~$报告.docx":          "锁",
		"空.txt":              "",
		"main.go":            "package main // 中文注释不多 but mostly code, and more code and more code and more",
		"图.png":              "\x89PNG\r\n\x1a\n\x00\x00\x00\rIHDR",
		"node_modules/a.txt": "x",
		"扫描.PDF":             "%PDF-1.4",
	} {
		write(t, filepath.Join(dir, path), content)
	}
	got := names(dir, scan(t, dir))
	want := []string{"扫描.PDF", "报告.txt", "无后缀", "深/更深/法.md", "表.csv"}
	if !reflect.DeepEqual(sorted(got), sorted(want)) {
		t.Errorf("found %v, want %v", got, want)
	}
	if got := names(dir, scan(t, dir, filepath.Join(dir, "深"))); len(got) != 4 {
		t.Errorf("with 深 excluded: %v", got)
	}
	// A file that is named is taken, whatever it looks like.
	if got := scan(t, filepath.Join(dir, "main.go")); len(got) != 1 {
		t.Errorf("a named file was not taken: %v", got)
	}
}

func sorted(s []string) map[string]bool {
	m := map[string]bool{}
	for _, x := range s {
		m[x] = true
	}
	return m
}

func TestLinksAreFollowedOnlyToFiles(t *testing.T) {
	dir := t.TempDir()
	write(t, filepath.Join(dir, "elsewhere", "法.txt"), "第一条")
	lib := filepath.Join(dir, "lib")
	write(t, filepath.Join(lib, "a.txt"), "一、")
	if err := os.Symlink(filepath.Join(dir, "elsewhere", "法.txt"), filepath.Join(lib, "link.txt")); err != nil {
		t.Skip("no links here:", err)
	}
	_ = os.Symlink(lib, filepath.Join(lib, "loop"))
	root := filepath.Join(dir, "link to lib")
	if err := os.Symlink(lib, root); err != nil {
		t.Fatal(err)
	}
	if got := names(root, scan(t, root)); !reflect.DeepEqual(got, []string{"a.txt", "link.txt"}) {
		t.Errorf("a root that is a link: found %v", got)
	}
	if got := names(lib, scan(t, lib)); !reflect.DeepEqual(got, []string{"a.txt", "link.txt"}) {
		t.Errorf("found %v", got)
	}
}

func TestDiff(t *testing.T) {
	dir := t.TempDir()
	p := func(name string) string { return filepath.Join(dir, name) }
	for _, n := range []string{"stay", "touch", "edit", "grow", "move", "copy", "delete"} {
		write(t, p(n+".txt"), "内容 "+n)
	}
	known := hashed(t, scan(t, dir))
	later := time.Now().Add(time.Hour)
	chtimes := func(name string) {
		if err := os.Chtimes(p(name), later, later); err != nil {
			t.Fatal(err)
		}
	}
	chtimes("touch.txt")
	write(t, p("edit.txt"), "内容 tide") // as long as before
	chtimes("edit.txt")
	write(t, p("grow.txt"), "内容 grown")
	if err := os.Rename(p("move.txt"), p("moved.txt")); err != nil {
		t.Fatal(err)
	}
	write(t, p("copied.txt"), "内容 copy")
	if err := os.Remove(p("delete.txt")); err != nil {
		t.Fatal(err)
	}
	write(t, p("new.txt"), "新")

	plan, err := Diff(context.Background(), known, scan(t, dir), nil)
	if err != nil {
		t.Fatal(err)
	}
	if got, want := names(dir, plan.Add), []string{"copied.txt", "edit.txt", "grow.txt", "new.txt"}; !reflect.DeepEqual(got, want) {
		t.Errorf("add %v, want %v", got, want)
	}
	if got, want := names(dir, plan.Touch), []string{"touch.txt"}; !reflect.DeepEqual(got, want) {
		t.Errorf("touch %v, want %v", got, want)
	}
	if want := map[string]string{p("move.txt"): p("moved.txt")}; !reflect.DeepEqual(plan.Rename, want) {
		t.Errorf("rename %v, want %v", plan.Rename, want)
	}
	if len(plan.Moved) != 1 || plan.Moved[0].Path != p("moved.txt") || plan.Moved[0].Hash != Hash([]byte("内容 move")) {
		t.Errorf("moved %v", plan.Moved)
	}
	if want := []string{p("delete.txt")}; !reflect.DeepEqual(plan.Remove, want) {
		t.Errorf("remove %v, want %v", plan.Remove, want)
	}

	// What the plan says was done: nothing is left to do.
	if again, err := Diff(context.Background(), hashed(t, scan(t, dir)), scan(t, dir), nil); err != nil || !again.Empty() {
		t.Errorf("again: %+v, %v", again, err)
	}
}

func TestAbsentFolderKeepsItsDocuments(t *testing.T) {
	dir := t.TempDir()
	write(t, filepath.Join(dir, "disk", "a.txt"), "甲")
	lib, err := Change(filepath.Join(dir, "lib"), func(l *Library) error { return l.Add(filepath.Join(dir, "disk")) })
	if err != nil {
		t.Fatal(err)
	}
	s, err := lib.Scan(context.Background())
	if err != nil || len(s.Files) != 1 {
		t.Fatal(s, err)
	}
	known := hashed(t, s.Files)
	if err := os.Rename(filepath.Join(dir, "disk"), filepath.Join(dir, "unplugged")); err != nil {
		t.Fatal(err)
	}
	plan, s, err := lib.Plan(context.Background(), known)
	if err != nil {
		t.Fatal(err)
	}
	if !plan.Empty() {
		t.Errorf("an absent folder: %+v", plan)
	}
	if len(s.Absent) != 1 || s.Errs[0] == nil {
		t.Errorf("the absent folder is not reported: %+v", s)
	}
}

func TestRoots(t *testing.T) {
	dir := t.TempDir()
	for _, f := range []string{"a/1.txt", "a/b/2.txt", "a/b/3.txt", "ab/4.txt"} {
		write(t, filepath.Join(dir, f), "一、"+f)
	}
	p := func(name string) string { return filepath.Join(dir, filepath.FromSlash(name)) }
	l := &Library{Dir: p("lib")}
	check := func(what string, want ...string) {
		t.Helper()
		s, err := l.Scan(context.Background())
		if err != nil {
			t.Fatal(err)
		}
		if got := names(dir, s.Files); !reflect.DeepEqual(got, append([]string{}, want...)) {
			t.Errorf("%s: %v, want %v", what, got, want)
		}
	}
	add := func(name string) {
		t.Helper()
		if err := l.Add(p(name)); err != nil {
			t.Fatal(err)
		}
	}
	remove := func(name string, want bool) {
		t.Helper()
		if held, err := l.Remove(p(name)); err != nil || held != want {
			t.Fatalf("remove %s: %v, %v", name, held, err)
		}
	}
	add("a/b/2.txt")
	check("a file", "a/b/2.txt")
	add("a")
	check("its folder", "a/1.txt", "a/b/2.txt", "a/b/3.txt")
	add("a/b")
	if len(l.Roots) != 1 {
		t.Errorf("a folder inside a root became a root: %v", l.Roots)
	}
	remove("a/b/3.txt", true)
	check("a file taken out", "a/1.txt", "a/b/2.txt")
	remove("a/b/3.txt", false)
	remove("a/b", true)
	check("a folder taken out", "a/1.txt")
	add("a/b/2.txt")
	check("a file of it taken in again", "a/1.txt", "a/b/2.txt")
	add("a/b")
	check("the folder taken in again", "a/1.txt", "a/b/2.txt", "a/b/3.txt")
	add("ab")
	remove("a", true)
	check("a sibling with a longer name stays", "ab/4.txt")
	if len(l.Excluded) != 0 {
		t.Errorf("what was excluded from a root outlives it: %v", l.Excluded)
	}
	if err := l.Add(p("nowhere")); err == nil {
		t.Error("a path that is not there was added")
	}
}

func TestChangesDoNotGetLost(t *testing.T) {
	dir := t.TempDir()
	lib := filepath.Join(dir, "lib")
	var wg sync.WaitGroup
	for i := range 8 {
		path := filepath.Join(dir, string(rune('a'+i))+".txt")
		write(t, path, "一、")
		wg.Go(func() {
			if _, err := Change(lib, func(l *Library) error { return l.Add(path) }); err != nil {
				t.Error(err)
			}
		})
	}
	wg.Wait()
	l, err := Open(lib)
	if err != nil || len(l.Roots) != 8 {
		t.Errorf("%d roots, %v", len(l.Roots), err)
	}
	if left, _ := filepath.Glob(filepath.Join(lib, "library-*")); len(left) > 0 {
		t.Errorf("left behind: %v", left)
	}
}

func TestDamagedList(t *testing.T) {
	dir := t.TempDir()
	for _, content := range []string{"{", `{"version":99,"roots":[]}`} {
		write(t, filepath.Join(dir, "library.json"), content)
		if _, err := Open(dir); err == nil {
			t.Errorf("%q was understood", content)
		}
		if _, err := Change(dir, func(*Library) error { return nil }); err == nil {
			t.Errorf("%q was overwritten", content)
		}
	}
	if _, err := os.Stat(filepath.Join(dir, "nowhere")); err == nil {
		t.Fatal()
	}
	if l, err := Open(filepath.Join(dir, "nowhere")); err != nil || len(l.Roots) != 0 {
		t.Errorf("no library: %v, %v", l, err)
	}
}

func TestGroups(t *testing.T) {
	entries := []Entry{
		{Path: "/old", Hash: "1", Title: "测试法", Date: "2015-01-01", Law: true},
		{Path: "/report/2016", Hash: "2", Title: "政府工作报告", Date: "2016-03-05"},
		{Path: "/new", Hash: "3", Title: "测试法", Date: "2020-01-01", Law: true},
		{Path: "/report/2017", Hash: "4", Title: "政府工作报告", Date: "2017-03-05"},
		{Path: "/copy", Hash: "2", Title: "政府工作报告", Date: "2016-03-05"},
		{Path: "/undated", Hash: "5", Title: "测试法", Law: true},
		{Path: "/unread"},
		{Path: "/unread too"},
	}
	var got [][]int
	for _, g := range Groups(entries) {
		got = append(got, g.Members)
	}
	if want := [][]int{{2, 0, 5}, {4, 1}, {3}, {6}, {7}}; !reflect.DeepEqual(got, want) {
		t.Errorf("groups %v, want %v", got, want)
	}
}
