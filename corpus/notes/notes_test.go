package notes

import (
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"sync"
	"testing"
	"time"
)

var noon = time.Date(2026, 3, 5, 12, 0, 0, 0, time.UTC)

func at(n int) time.Time { return noon.Add(time.Duration(n) * time.Second) }

const report = "一、工作回顾\n全省协会稳步推进。\n二、工作打算\n全省协会继续推进。\n"

func note(start, end int, written string) Note {
	n := New([]rune(report), start, end, written)
	n.Path, n.Title, n.Trail = "/报告.txt", "工作报告", "一、工作回顾"
	return n
}

func texts(ns []Note) string {
	var s []string
	for _, n := range ns {
		s = append(s, n.Quote+":"+n.Text)
	}
	return strings.Join(s, " ")
}

func TestBook(t *testing.T) {
	path := filepath.Join(t.TempDir(), "deep", "notes.jsonl")
	b, err := Open(path)
	if err != nil {
		t.Fatal(err)
	}
	first, second := note(7, 11, "核对"), note(24, 28, "")
	for i, n := range []Note{second, first} {
		if err := b.Put(n, at(i)); err != nil {
			t.Fatal(err)
		}
	}
	first.Text = "已核对"
	if err := b.Put(first, at(1)); err != nil { // the clock did not move
		t.Fatal(err)
	}
	if got, want := texts(b.Of("/报告.txt")), "全省协会:已核对 全省协会:"; got != want {
		t.Errorf("notes = %q, want %q", got, want)
	}
	if err := b.Delete(second.ID, at(5)); err != nil {
		t.Fatal(err)
	}
	if err := b.Delete(second.ID, at(6)); err == nil {
		t.Error("a note was deleted twice")
	}
	again, err := Open(path)
	if err != nil {
		t.Fatal(err)
	}
	if got, want := texts(again.All()), "全省协会:已核对"; got != want {
		t.Errorf("read again = %q, want %q", got, want)
	}
}

// A line cut short keeps its bytes, is counted, and the next note is not lost with it.
func TestDamagedLine(t *testing.T) {
	path := filepath.Join(t.TempDir(), "notes.jsonl")
	cut := `{"id":"x","time":"2026-03-`
	if err := os.WriteFile(path, []byte(cut), 0o644); err != nil {
		t.Fatal(err)
	}
	b, err := Open(path)
	if err != nil {
		t.Fatal(err)
	}
	if b.Damaged != 1 {
		t.Errorf("damaged = %d, want 1", b.Damaged)
	}
	if err := b.Put(note(0, 2, "好"), noon); err != nil {
		t.Fatal(err)
	}
	data, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	if !strings.HasPrefix(string(data), cut+"\n{") {
		t.Errorf("file = %q", data)
	}
	if again, err := Open(path); err != nil || texts(again.All()) != "一、:好" {
		t.Errorf("read again: %v, %v", again, err)
	}
}

// Many writers at once lose nothing.
func TestConcurrentWriters(t *testing.T) {
	path := filepath.Join(t.TempDir(), "notes.jsonl")
	var wg sync.WaitGroup
	const writers, each = 8, 20
	for w := range writers {
		wg.Go(func() {
			b, err := Open(path)
			if err != nil {
				t.Error(err)
				return
			}
			for i := range each {
				if err := b.Put(note(0, 2, fmt.Sprint(w, i)), at(i)); err != nil {
					t.Error(err)
				}
			}
		})
	}
	wg.Wait()
	b, err := Open(path)
	if err != nil {
		t.Fatal(err)
	}
	if len(b.All()) != writers*each || b.Damaged != 0 {
		t.Errorf("%d notes, %d damaged, want %d and 0", len(b.All()), b.Damaged, writers*each)
	}
}

// Merging in either order, once or twice, gives the same notes.
func TestMerge(t *testing.T) {
	dir := t.TempDir()
	open := func(name string) *Book {
		b, err := Open(filepath.Join(dir, name))
		if err != nil {
			t.Fatal(err)
		}
		return b
	}
	a, b := open("a"), open("b")
	shared := note(0, 2, "old")
	mine, yours := note(2, 4, "mine"), note(4, 6, "yours")
	for _, step := range []struct {
		book *Book
		note Note
		when int
	}{{a, shared, 1}, {a, mine, 2}, {b, shared, 1}, {b, yours, 3}} {
		if err := step.book.Put(step.note, at(step.when)); err != nil {
			t.Fatal(err)
		}
	}
	shared.Text = "new"
	if err := b.Put(shared, at(9)); err != nil {
		t.Fatal(err)
	}
	if err := b.Delete(yours.ID, at(10)); err != nil {
		t.Fatal(err)
	}
	merge := func(to, from *Book) int {
		f, err := os.Open(from.path)
		if err != nil {
			t.Fatal(err)
		}
		defer f.Close()
		n, err := to.Merge(f)
		if err != nil {
			t.Fatal(err)
		}
		return n
	}
	if n := merge(a, b); n != 2 { // the edit, the deletion
		t.Errorf("%d came over, want 2", n)
	}
	if n := merge(a, b); n != 0 {
		t.Errorf("%d came over the second time, want 0", n)
	}
	merge(b, a)
	want := "一、:new 工作:mine"
	for _, book := range []*Book{a, b, open("a"), open("b")} {
		if got := texts(book.All()); got != want {
			t.Errorf("%s = %q, want %q", book.path, got, want)
		}
	}
}

func TestLocate(t *testing.T) {
	second := note(24, 28, "")
	for _, c := range []struct {
		name, source string
		want         string // the text from the passage on; "" = not found
	}{
		{"unchanged", report, "全省协会继续"},
		{"text before it", "前言。\n" + report, "全省协会继续"},
		{"the first place is gone", strings.Replace(report, "全省协会稳步", "各地稳步", 1), "全省协会继续"},
		{"what follows changed", strings.Replace(report, "继续推进", "不断推进", 1), "全省协会不断"},
		{"it is gone", strings.ReplaceAll(report, "全省协会", "各地"), ""},
		{"empty", "", ""},
	} {
		src := []rune(c.source)
		start, end, ok := second.Locate(src)
		if ok != (c.want != "") {
			t.Errorf("%s: found = %v", c.name, ok)
			continue
		}
		if ok && (string(src[start:end]) != "全省协会" || !strings.HasPrefix(string(src[start:]), c.want)) {
			t.Errorf("%s: at %q, want %q", c.name, string(src[start:]), c.want)
		}
	}
}

func TestMarkdown(t *testing.T) {
	n := note(7, 16, "核对数字")
	n.Number, n.Date = "国发〔2016〕5号", "2016-02-04"
	var b strings.Builder
	if err := Markdown(&b, []Note{n, note(24, 28, "")}); err != nil {
		t.Fatal(err)
	}
	want := `# 工作报告

</报告.txt>

> 全省协会稳步推进。
>
> —— 《工作报告》（国发〔2016〕5号，2016-02-04）一、工作回顾

核对数字

> 全省协会
>
> —— 《工作报告》一、工作回顾
`
	if b.String() != want {
		t.Errorf("got\n%s\nwant\n%s", b.String(), want)
	}
}
