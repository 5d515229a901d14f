package tui

import (
	"os"
	"path/filepath"
	"strings"
	"testing"

	tea "github.com/charmbracelet/bubbletea"

	"gangmu/corpus/notes"
)

func noting(t *testing.T) (*driver, func() []notes.Note) {
	dir := t.TempDir()
	d := drive(t, Options{Docs: two(t), Lang: "zh", Ambiguous: 1, LibraryDir: dir}, 100, 20)
	return d, func() []notes.Note {
		b, err := notes.Open(filepath.Join(dir, notes.File))
		if err != nil {
			t.Fatal(err)
		}
		return b.All()
	}
}

func TestNoteOnSection(t *testing.T) {
	d, kept := noting(t)
	d.keys("g 1.2 enter a 核对数字 enter")
	ns := kept()
	if len(ns) != 1 || ns[0].Text != "核对数字" || ns[0].Quote != "（二）宣传教育" || ns[0].Section != "1.2" ||
		ns[0].Trail != "一、过去一年的工作 › （二）宣传教育" || ns[0].Path != "/x/report.txt" {
		t.Fatalf("%+v", ns)
	}
	d.wantBottom("批注已保存")
	d.wantScreen("✎")
	d.keys("a").wantBottom("批注: 核对数字")
	d.keys("两遍 enter")
	if ns := kept(); len(ns) != 1 || ns[0].Text != "核对数字两遍" {
		t.Fatalf("after the edit: %+v", ns)
	}
	d.keys("g g a 作废 esc")
	if ns := kept(); len(ns) != 1 {
		t.Fatalf("a prompt given up keeps a note: %+v", ns)
	}
}

func TestNoteOnSelection(t *testing.T) {
	d, kept := noting(t)
	d.keys("g 1.2 enter v j $ a enter")
	ns := kept()
	if len(ns) != 1 || ns[0].Text != "" || !strings.HasSuffix(ns[0].Quote, "听众八千人次。") || d.text.sel.on {
		t.Fatalf("%+v, selecting %t", ns, d.text.sel.on)
	}
	src := d.text.doc.Source
	if n := d.text.doc.noted[0]; n.span.In(src) != ns[0].Quote {
		t.Errorf("painted is %q, noted %q", n.span.In(src), ns[0].Quote)
	}
}

// TestNoteWithoutColour: a noted passage is underlined and has its sign where there are no colours.
func TestNoteWithoutColour(t *testing.T) {
	d := drive(t, Options{Docs: two(t), Lang: "zh", Ambiguous: 1, LibraryDir: t.TempDir(), Theme: "mono", Color: "never"}, 100, 20)
	d.keys("g 1.2 enter a 核对 enter")
	for _, row := range strings.Split(d.View(), "\n") {
		if strings.Contains(row, "✎") {
			if i := strings.Index(row, "\x1b[4m"); i < 0 || !strings.Contains(row[i:], "（二）宣传教育") {
				t.Errorf("not underlined: %q", row)
			}
			return
		}
	}
	t.Error("no sign")
}

func TestNoteList(t *testing.T) {
	d, kept := noting(t)
	d.keys("g 2.1 enter a 第一条 enter g 1.2 enter a 第二条 enter m k D")
	d.send(tea.KeyMsg{Type: tea.KeyRunes, Runes: []rune("办法")})
	d.keys("enter g 3 enter a 第三条批注 enter")
	if len(kept()) != 3 {
		t.Fatalf("%+v", kept())
	}
	d.keys("B").wantScreen("书签、批注 (4)", "第一条", "第二条", "第三条批注")
	d.keys("esc B end enter")
	d.wantTop("（一）继续帮扶")
	if d.text.doc.Path != "/x/report.txt" {
		t.Errorf("⏎ went to %s", d.text.doc.Path)
	}
	d.wantBottom("第一条")
	d.keys("B end up a").wantBottom("批注: 第一条")
	d.keys("改 enter B end up X")
	ns := kept()
	if len(ns) != 2 {
		t.Fatalf("%d notes after deleting one", len(ns))
	}
	d.wantBottom("批注已删除：第一条改")
	if d.list == nil || strings.Contains(d.screenText(), "✎ 第一条") {
		t.Error("the list still has it")
	}
	d.keys("home X").wantBottom("选一条批注") // a mark
	if len(kept()) != 2 {
		t.Error("X on a mark deletes a note")
	}
}

// TestNoteFollowsItsWords reloads a document in which the noted passage has moved, then one in
// which it is gone.
func TestNoteFollowsItsWords(t *testing.T) {
	file := filepath.Join(t.TempDir(), "report.txt")
	write := func(s string) {
		if err := os.WriteFile(file, []byte(s), 0o600); err != nil {
			t.Fatal(err)
		}
	}
	write(report)
	d := drive(t, Options{Paths: []string{file}, Lang: "zh", Ambiguous: 1, LibraryDir: t.TempDir()}, 100, 20)
	d.keys("g 1.2 enter a 核对 enter")
	write(strings.Replace(report, "各位代表：", "各位代表：\n新添的一段话，在前面。", 1))
	d.keys("R")
	if ns := d.text.doc.noted; len(ns) != 1 || ns[0].lost || ns[0].span.In(d.text.doc.Source) != "（二）宣传教育" {
		t.Fatalf("%+v", ns)
	}
	write(strings.Replace(report, "（二）宣传教育\n", "", 1))
	d.keys("R B").wantScreen("核对 [原文已变]")
}

func TestNoteNowhere(t *testing.T) {
	d := zh(t, 100, 20).keys("a")
	d.wantBottom("没有文库")
	d, kept := noting(t)
	d.keys("tab j j j j j j j j a")
	if s := d.outline.cursor; !s.Missing {
		t.Fatalf("the cursor is on %q", s.Title)
	}
	if d.prompt.open() || !d.note.error {
		t.Error("a section that is not there can be noted")
	}
	if len(kept()) != 0 {
		t.Error("it is kept")
	}
}
