package tui

import (
	"path/filepath"
	"strings"
	"testing"

	"gangmu/corpus"
	"gangmu/corpus/library"
	"gangmu/index"
)

// indexed makes a library of documents that is indexed.
func indexed(t *testing.T, docs map[string]string) (lib, folder string) {
	t.Helper()
	lib, folder = libraryOf(t, docs)
	l, err := library.Open(lib)
	if err != nil {
		t.Fatal(err)
	}
	plan, _, err := l.Plan(t.Context(), nil)
	if err != nil {
		t.Fatal(err)
	}
	if _, err := index.Update(t.Context(), l.IndexDir(), plan, index.UpdateOptions{Describe: library.Describe}); err != nil {
		t.Fatal(err)
	}
	return lib, folder
}

// TestWhoCites: the list names who in the library cites the section that is read, then who cites the
// rest; ⏎ goes to the citation and back returns.
func TestWhoCites(t *testing.T) {
	lib, folder := indexed(t, map[string]string{
		"law.txt": "试验法\n第一条 为了试验，制定本法。\n第二条 试验应当如实记录。\n第三条 本法自公布之日起施行。\n",
		"a.txt":   "试验办法\n第一条 根据《试验法》，制定本办法。\n第二条 违反《试验法》第二条的，责令改正。\n第三条 本办法自公布之日起施行。\n",
		"b.txt":   "关于试验的通知\n\n一、依照试验法第三条办理。\n二、其他事项照旧。\n",
		"c.txt":   "关于别的通知\n\n一、依照《考核法》第二条办理。\n二、其他事项照旧。\n",
	})
	law, err := corpus.Open(filepath.Join(folder, "law.txt"))
	if err != nil {
		t.Fatal(err)
	}
	d := drive(t, Options{Docs: []*corpus.Document{law}, LibraryDir: lib, State: t.TempDir(), Lang: "zh", Ambiguous: 1}, 120, 24)
	d.keys("g 2t enter I")
	if d.list == nil || len(d.list.items) != 3 {
		t.Fatalf("%+v", d.list)
	}
	for i, want := range []string{"第二条 试验办法", " 试验办法", "第三条 关于试验的通知"} {
		if it := d.list.items[i]; it.note+" "+it.label != want || it.dim != (i > 0) {
			t.Errorf("row %d: %q %q", i, it.note, it.label)
		}
	}
	if want := "第二条"; !strings.Contains(d.list.title, want) || !strings.Contains(d.list.title, "1 处") {
		t.Errorf("title %q", d.list.title)
	}
	d.keys("enter")
	if got := d.text.doc.Path; got != filepath.Join(folder, "a.txt") {
		t.Errorf("⏎ leads to %s", got)
	}
	if s := d.text.doc.Source[d.text.doc.top:]; !strings.HasPrefix(s, "《试验法》第二条") {
		t.Errorf("at %.30q", s)
	}
	d.keys("backspace")
	if d.text.doc.Path != law.Path {
		t.Errorf("back leads to %s", d.text.doc.Path)
	}
	d.keys("G D 别的 enter I")
	d.wantBottom("没有文件引用")
}

// TestReferenceToSeveral: a reference that names several places is listed with each of them, and one to a
// code that is kept in several files leads to the file that has the section; back returns.
func TestReferenceToSeveral(t *testing.T) {
	lib, folder := indexed(t, map[string]string{
		"a.txt":    "试验法典\n第一编 总则\n第一条 为了试验，制定本法。\n第二条 试验应当如实记录。\n",
		"b.txt":    "试验法典\n第二编 分则\n第三条 记录应当保存。\n第四条 保存以十年为限。\n",
		"rule.txt": "试验办法\n第一条 依照《试验法典》第四条、第二条，制定本办法。\n第二条 本办法适用于某市。\n第三条 违反本办法第一条、第二条的，责令改正。\n第四条 依照《试验法典》第九条办理。\n",
	})
	rule, err := corpus.Open(filepath.Join(folder, "rule.txt"))
	if err != nil {
		t.Fatal(err)
	}
	d := drive(t, Options{Docs: []*corpus.Document{rule}, LibraryDir: lib, State: t.TempDir(), Lang: "zh", Ambiguous: 1}, 120, 24)
	d.keys("r")
	d.wantScreen("1 《试验法典》第四条、第二条", "2 第2条", "3 本办法第一条、第二条", "4 第二条")
	for _, c := range []struct{ key, file, text string }{
		{"1", "b.txt", "第四条 保存"}, {"2", "a.txt", "第二条 试验"}, {"4", "rule.txt", "第二条 本办法"},
	} {
		d.keys(c.key)
		if got := filepath.Base(d.text.doc.Path); got != c.file {
			t.Errorf("%s leads to %s, not to %s", c.key, got, c.file)
		}
		d.wantTop(c.text)
		d.keys("backspace")
		if d.text.doc.Path != rule.Path {
			t.Fatalf("back from %s leads to %s", c.key, d.text.doc.Path)
		}
		if d.list == nil {
			d.keys("r")
		}
	}
	d.keys("5")
	d.wantBottom("第9条")
}
