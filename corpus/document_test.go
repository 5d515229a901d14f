package corpus_test

import (
	"os"
	"path/filepath"
	"strings"
	"testing"

	"gangmu/corpus"
	"gangmu/corpus/corpustest"
	"gangmu/corpus/outline"
)

// Rune and Byte invert each other at every rune boundary, and agree with a plain count.
func TestRuneByte(t *testing.T) {
	for _, src := range []string{"", "a", "中", "一、工作回顾。\r\n（一）a\U00020000b", strings.Repeat("a", 5000), strings.Repeat("中a", 3000) + "终"} {
		d, err := corpus.New("x.txt", []byte(src))
		if err != nil {
			t.Fatal(err)
		}
		n := 0
		runes := d.Runes()
		for off := range d.Source {
			if got := runes(off); got != n {
				t.Fatalf("Runes: %d at %d, want %d in %.20q", got, off, n, src)
			}
			if back := off / 3; runes(back) != d.Rune(back) {
				t.Fatalf("Runes: %d at %d after %d, want %d in %.20q", runes(back), back, off, d.Rune(back), src)
			}
			if got := d.Rune(off); got != n {
				t.Fatalf("Rune(%d) = %d, want %d in %.20q", off, got, n, src)
			}
			if got := d.Byte(n); got != off {
				t.Fatalf("Byte(%d) = %d, want %d in %.20q", n, got, off, src)
			}
			n++
		}
		if got := d.Rune(len(d.Source)); got != n {
			t.Errorf("Rune(end) = %d, want %d", got, n)
		}
		if got := d.Byte(n + 7); got != len(d.Source) {
			t.Errorf("Byte beyond the end = %d, want %d", got, len(d.Source))
		}
	}
}

// SectionAt agrees with a walk over the whole tree, everywhere in real documents.
func TestSectionAt(t *testing.T) {
	dir := corpustest.Data(t, "gold")
	for _, file := range corpustest.Files(t, dir, ".txt") {
		d, err := corpus.Open(file)
		if err != nil {
			t.Fatal(err)
		}
		for off := 0; off < len(d.Source); off += 97 {
			want := d.Tree.Root
			d.Tree.Root.Walk(func(s *outline.Section) bool {
				in := s.Start <= off && off < s.End
				if in {
					want = s
				}
				return in || s.Missing
			})
			if got := d.SectionAt(off); got != want {
				t.Fatalf("%s: SectionAt(%d) = %s %q, want %s %q", filepath.Base(file), off, got.ID, got.Title, want.ID, want.Title)
			}
		}
	}
}

// A draft has the same source as the finished document and is left as it was.
func TestDraft(t *testing.T) {
	file := corpustest.Files(t, corpustest.Data(t, "seed"), ".txt")[0]
	data, err := os.ReadFile(file)
	if err != nil {
		t.Fatal(err)
	}
	d, err := corpus.Draft(file, data)
	if err != nil {
		t.Fatal(err)
	}
	f := d.Finish()
	if d.Finished() || !f.Finished() || f.Finish() != f {
		t.Errorf("draft finished = %v, finished = %v", d.Finished(), f.Finished())
	}
	if d.Source != f.Source || len(d.Tree.Root.Children) != 0 || len(f.Tree.Root.Children) == 0 {
		t.Errorf("draft has %d sections, the finished document %d", len(d.Tree.Root.Children), len(f.Tree.Root.Children))
	}
}

// TestOpening: the first words of a section are those of its text, without heading and children.
func TestOpening(t *testing.T) {
	d, err := corpus.New("l.txt", []byte("办法\n\n第一章 总则\n第一条 为了规范，制定本办法。\n第二条\n　　有下列情形：\n（一）甲；\n（二）乙。\n第三条 （一）丙；\n（二）丁。\n"))
	if err != nil {
		t.Fatal(err)
	}
	got := ""
	d.Tree.Root.Walk(func(s *outline.Section) bool {
		got += s.ID + ":" + d.Opening(s, 8) + " "
		return true
	})
	want := "0:办法 1: 1.1:为了规范，制定本 1.2:有下列情形： "
	if !strings.HasPrefix(got, want) {
		t.Errorf("%s, want %s", got, want)
	}
}

// TestHeading: blanks between a label and its title, of whatever width, are no part of the title.
func TestHeading(t *testing.T) {
	d, err := corpus.New("l.md", []byte("# 办法\n\n## 第一章\u2002\u2002总则\n\n第一条 甲。\n\n## 第二章　附则\n\n第二条 乙。\n"))
	if err != nil {
		t.Fatal(err)
	}
	for i, want := range []string{"第一章 总则", "第二章 附则"} {
		if got := d.Tree.Root.Children[i].Heading(); got != want {
			t.Errorf("%q, want %q", got, want)
		}
	}
}
