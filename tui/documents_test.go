package tui

import (
	"path/filepath"
	"strings"
	"testing"

	"gangmu/corpus"
)

// TestDocumentList sorts and filters the list of documents by what is known of them.
func TestDocumentList(t *testing.T) {
	law := func(year, clause string) string {
		return "试验法\n（" + year + "年5月1日通过）\n第一条 为了试验，制定本法。\n第二条 " + clause + "\n"
	}
	lib, folder := indexed(t, map[string]string{
		"a/new.txt": law("2023", "本法自公布之日起施行。《考核条例》同时废止。"), "b/old.txt": law("2015", "本法自公布之日起施行。"),
		"b/void.txt": "考核条例\n（2010年5月1日公布）\n第一条 为了考核，制定本条例。\n第二条 本条例自公布之日起施行。\n",
		"report.txt": "某市政府工作报告\n\n2016年1月5日\n\n一、回顾\n一切顺利。\n二、安排\n继续努力。\n",
	})
	shown := func(d *driver) string {
		s := ""
		for _, i := range d.list.view() {
			name, err := filepath.Rel(folder, d.list.items[i].do.(openAt).path)
			if err != nil {
				t.Fatal(err)
			}
			s += " " + filepath.ToSlash(name)
		}
		return s
	}
	open := func() *driver {
		return drive(t, Options{LibraryDir: lib, State: t.TempDir(), Lang: "zh", Ambiguous: 1}, 100, 20)
	}
	for _, c := range []struct{ keys, want string }{
		{"f9", " a/new.txt report.txt b/old.txt b/void.txt"}, // by date, the newest first
		{"状态:旧版", " b/old.txt"}, {"is:repealed", " b/void.txt"}, {"年份：2015..2016", " b/old.txt report.txt"}, {"year:2017..2020", ""}, {"year:2016..20", " a/new.txt b/old.txt b/void.txt report.txt"},
		{"类:报告", " report.txt"}, {"year:20", " a/new.txt b/old.txt b/void.txt report.txt"}, {"in:b space 试验", " b/old.txt"}, {"试验 space state:现行", " a/new.txt"},
	} {
		d := open()
		if d.list == nil {
			t.Fatal("a library without a document to open does not list them")
		}
		if got := shown(d.keys(c.keys)); got != c.want {
			t.Errorf("%s lists%s, want%s", c.keys, got, c.want)
		}
	}
	// A date and a file's name are found, before what only has those letters in order.
	for typed, want := range map[string]string{"2010": " b/void.txt", "old.txt": " b/old.txt"} {
		if got := shown(open().keys(typed)); !strings.HasPrefix(got, want) {
			t.Errorf("%s lists%s, want%s first", typed, got, want)
		}
	}
	d := open().keys("f9 f9 down down")
	if got, want := shown(d), " report.txt b/void.txt a/new.txt b/old.txt"; got != want {
		t.Errorf("by title: %s, want %s", got, want)
	}
	d.wantScreen("[旧版]", "[废止]")
}

// TestListWhileScanning: a list that is open when more documents come in shows them, and a second
// document that was asked for before it was known is shown as soon as it is.
func TestListWhileScanning(t *testing.T) {
	d := drive(t, Options{Docs: []*corpus.Document{document(t, "/x/report.txt", report)}, Lang: "zh", Ambiguous: 1}, 120, 20)
	other := filepath.Join(t.TempDir(), "other.txt")
	put(t, other, statute)
	d.keys("D")
	before := len(d.list.items)
	d.send(shelfMsg{paths: []string{other}})
	if len(d.list.items) != before+1 {
		t.Errorf("%d documents listed, then %d", before, len(d.list.items))
	}
	d = drive(t, Options{Docs: []*corpus.Document{document(t, "/x/report.txt", report)}, Lang: "zh", Ambiguous: 1}, 120, 20)
	d.library.scanning = true
	d.keys("W")
	d.send(shelfMsg{paths: []string{other}})
	if d.beside == nil || d.beside.text.doc.Path != other {
		t.Error("the second document is not shown")
	}
}
