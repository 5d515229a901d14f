package tui

import (
	"os"
	"strings"
	"testing"

	"gangmu/corpus"
)

func TestTrend(t *testing.T) {
	docs := []*corpus.Document{
		document(t, "/x/a.txt", "二〇一六年工作报告\n\n2016年1月5日\n\n一、回顾\n帮扶帮扶，讲座一场。\n"),
		document(t, "/x/b.txt", "二〇一七年工作报告\n\n2017年1月5日\n\n一、回顾\n帮扶一次，措施得力，成效明显。\n"),
	}
	d := drive(t, Options{Docs: docs, Lang: "zh", Ambiguous: 1}, 160, 30).keys("C 帮扶 space 讲座 enter")
	if d.list == nil || len(d.list.items) != 4 {
		t.Fatalf("%+v", d.list)
	}
	for i, want := range []string{"2016 帮扶 2", "2017 帮扶 1", "2016 讲座 1", "2017 讲座 0"} {
		it := d.list.items[i]
		f := strings.Fields(it.label)
		if got := it.note + " " + f[0] + " " + f[1]; got != want {
			t.Errorf("row %d: %s, want %s", i, got, want)
		}
		if bar := strings.Count(it.label, "█"); (bar == 0) != strings.HasSuffix(want, " 0") || bar > barCells {
			t.Errorf("row %d: a bar of %d", i, bar)
		}
	}
	if strings.Count(d.list.items[0].label, "█") <= strings.Count(d.list.items[1].label, "█") {
		t.Error("the more frequent has the shorter bar")
	}
	d.keys("j enter")
	if d.results.query != `"帮扶" year:2017` || len(d.results.answer.hits) == 0 {
		t.Errorf("⏎ searches for %q: %d hits", d.results.query, len(d.results.answer.hits))
	}
	for _, h := range d.results.answer.hits {
		if h.Path != "/x/b.txt" {
			t.Errorf("a hit in %s", h.Path)
		}
	}
	d = drive(t, Options{Docs: docs, Lang: "zh", Ambiguous: 1}, 100, 30).keys("C 没有的词 enter")
	d.wantBottom("没有出现")
}

// TestTrendExport: terms are added and taken out in the list, and its table goes to a spreadsheet.
func TestTrendExport(t *testing.T) {
	t.Chdir(t.TempDir())
	docs := []*corpus.Document{
		document(t, "/x/a.txt", "二〇一六年工作报告\n\n2016年1月5日\n\n一、回顾\n帮扶帮扶，讲座一场。\n"),
		document(t, "/x/b.txt", "二〇一七年工作报告\n\n2017年1月5日\n\n一、回顾\n帮扶一次，措施得力，成效明显。\n"),
	}
	d := drive(t, Options{Docs: docs, Lang: "zh", Ambiguous: 1}, 160, 30).keys("C 帮扶 enter C 讲座 enter")
	if d.list == nil || strings.Join(d.list.table.Terms, " ") != "帮扶 讲座" {
		t.Fatalf("terms %v", d.list)
	}
	d.keys("y")
	want := "year,documents,runes,帮扶,帮扶 /1e6,讲座,讲座 /1e6\n2016,1,"
	if len(d.copied) != 1 || !strings.HasPrefix(d.copied[0], want) {
		t.Errorf("copied %q", d.copied)
	}
	d.keys("Y enter")
	data, err := os.ReadFile("帮扶-讲座.csv")
	if err != nil || string(data) != "\ufeff"+d.copied[0] {
		t.Errorf("written %q, %v", data, err)
	}
	d.wantBottom("帮扶-讲座.csv")
	d.keys("C 帮扶 space 讲座 enter Y enter")
	d.wantBottom("没有覆盖")
	d.keys("esc C 帮扶 space title:二〇一七 enter")
	if d.list == nil || len(d.list.items) != 1 || d.list.items[0].note != "2017" {
		t.Errorf("with a scope: %+v", d.list)
	}
	d.keys("enter")
	if d.results.query != `"帮扶" year:2017 title:二〇一七` || len(d.results.answer.hits) != 1 {
		t.Errorf("⏎ searches for %q: %d hits", d.results.query, len(d.results.answer.hits))
	}
	d.keys("esc esc C 帮扶 space 讲座 enter j j X")
	if got := d.list.table.Terms; len(got) != 1 || got[0] != "帮扶" {
		t.Errorf("after X: %v", got)
	}
}
