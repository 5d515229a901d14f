package tui

import (
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"gangmu/corpus/outline"
)

// TestSearchesOfDocument: up in the prompt gives what was looked for in this document, the newest
// first, then what was looked for elsewhere; also in a later run.
func TestSearchesOfDocument(t *testing.T) {
	dir := t.TempDir()
	clock := time.Unix(1_700_000_000, 0)
	open := func() *driver {
		d := drive(t, Options{Docs: two(t), Lang: "zh", Ambiguous: 1, State: dir}, 100, 20)
		d.memory.now = func() time.Time { clock = clock.Add(time.Second); return clock }
		return d
	}
	recalled := func(d *driver, n int) string {
		d.keys("/")
		var got []string
		for range n {
			d.keys("up")
			got = append(got, d.prompt.value())
		}
		d.keys("esc")
		return strings.Join(got, " ")
	}
	d := open().keys("/ 讲座 enter / 帮扶 enter D 办法 enter / 核查 enter / 家庭 enter")
	if got, want := recalled(d, 5), "家庭 核查 帮扶 讲座 讲座"; got != want {
		t.Errorf("in the statute: %s, want %s", got, want)
	}
	d.memory.keep(d.text.doc)
	d = open()
	if got, want := recalled(d, 4), "帮扶 讲座 家庭 核查"; got != want {
		t.Errorf("in the report, in a later run: %s, want %s", got, want)
	}
	d.keys("n") // the last search once more
	d.wantBottom("/帮扶 1/5")
	d.keys("esc / enter")
	d.wantBottom("/帮扶 ")
}

// TestTwoReadersLoseNothing: two readers look for terms, jump and set marks in one document; a
// third has it all.
func TestTwoReadersLoseNothing(t *testing.T) {
	dir := t.TempDir()
	open := func() *driver {
		return drive(t, Options{Docs: two(t)[:1], Lang: "zh", Ambiguous: 1, State: dir}, 100, 12)
	}
	a, b := open(), open()
	a.keys("/ 讲座 enter g 1.2 enter m a")
	b.keys("/ 帮扶 enter g 2 enter m b")
	a.keys("/ 阵地 enter")
	for _, d := range []*driver{a, b, a} {
		d.memory.keep(d.text.doc)
	}
	c := open()
	for _, q := range []string{"讲座", "帮扶", "阵地"} {
		if c.text.doc.looked[q] == 0 {
			t.Errorf("%s is lost", q)
		}
	}
	if len(c.text.doc.marks) != 2 {
		t.Errorf("%d marks, want 2", len(c.text.doc.marks))
	}
	for _, want := range append(a.text.doc.left, b.text.doc.left...) {
		found := false
		for _, l := range c.text.doc.left {
			found = found || l.Off == want.Off
		}
		if !found {
			t.Errorf("the place left at %d is lost", want.Off)
		}
	}
}

// TestHistoryIsKept: back goes to the places left in an earlier run, where their words are now.
func TestHistoryIsKept(t *testing.T) {
	dir := t.TempDir()
	path := filepath.Join(dir, "report.txt")
	open := func(s string) *driver {
		if err := os.WriteFile(path, []byte(s), 0o600); err != nil {
			t.Fatal(err)
		}
		return drive(t, Options{Paths: []string{path}, Lang: "zh", Ambiguous: 1, State: filepath.Join(dir, "state")}, 100, 12)
	}
	d := open(report).keys("g 1.2.2 enter g 2 enter")
	d.memory.keep(d.text.doc)
	d = open("前言一句。\n" + report).keys("backspace")
	d.wantTop("2.用好阵地")
	d.keys("backspace")
	d.wantTop("关于试验区工作的报告")
	d.keys("F")
	d.wantTop("2.用好阵地")
}

// TestFoldsFollowTheirTitles: what was folded stays folded when sections before it come and go.
func TestFoldsFollowTheirTitles(t *testing.T) {
	old := newDoc(document(t, "/x/a.txt", report))
	old.folds["1.2"] = true
	old.folds["1"] = false
	now := newDoc(document(t, "/x/a.txt", strings.Replace(report, "（一）帮扶工作", "（一）学习\n1.读书。\n2.读报。\n（二）帮扶工作", 1)))
	now.setFolds(old.namedFolds())
	got := map[string]bool{}
	now.Tree.Root.Walk(func(s *outline.Section) bool {
		if f, ok := now.folds[s.ID]; ok {
			got[s.Title] = f
		}
		return true
	})
	if want := fmt.Sprint(map[string]bool{"宣传教育": true, "过去一年的工作": false}); fmt.Sprint(got) != want {
		t.Errorf("folded: %v, want %v", got, want)
	}
}

// TestMemoryIsBounded: of one document so many searches and places are kept, the newest.
func TestMemoryIsBounded(t *testing.T) {
	m := openMemory(Options{State: t.TempDir()})
	d := newDoc(document(t, "/x/a.txt", report))
	for i := range 3 * findsLen {
		d.looked[fmt.Sprint(i)] = int64(i + 1)
		d.left = append(d.left, mark{i, int64(i + 1)})
	}
	m.keep(d)
	m.keep(d)
	again := newDoc(document(t, "/x/a.txt", report))
	m.recall(again, false)
	if n := len(again.looked); n != findsLen || again.looked["149"] == 0 || again.looked["0"] != 0 {
		t.Errorf("%d searches are kept", n)
	}
	if n := len(again.left); n != leftLen || again.left[n-1].Off != 149 {
		t.Errorf("%d places are kept: %v", n, again.left)
	}
}
