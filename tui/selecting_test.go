package tui

import (
	"os"
	"path/filepath"
	"strings"
	"testing"

	tea "github.com/charmbracelet/bubbletea"

	"gangmu/corpus"
	"gangmu/corpus/text"
)

// TestSelectByKey selects from the place that is read and copies what the keys have reached.
func TestSelectByKey(t *testing.T) {
	const first = "（一）帮扶工作。一是领导重视。区里成立了帮扶小组，走访困难家庭三百户。二是"
	for keys, want := range map[string]string{
		"v y":             "（",
		"v l y":           "（一",
		"v 6 l y":         "（一）帮扶工作"[:len("（一）帮扶工作")],
		"v 9 l h h y":     "（一）帮扶工作。",
		"v w y":           "（一",
		"v w w y":         "（一）帮",
		"v 3 w y":         "（一）帮扶工作。一",
		"v 3 w b y":       "（一）帮",
		"v w w w b b y":   "（一",
		"v $ y":           "",
		"v $ 0 y":         "（",
		"v 5 l o h h y":   "", // the other end: it goes up into the paragraph before
		"v 2 l v":         "",
		"v 3 l esc y":     "section",
		"v 3 l enter":     "（一）帮",
		"v right right y": "（一）",
		"v end home y":    "（",
		"shift+right y":   "（一",
		"V y":             "（一）帮扶工作。一是领导重视。区里成立了帮扶小组，走访困难家庭三百户。二是措施有力。筹集资金二十万元，发放到户。三是效果明显。",
		"v l V v y":       "（一",
		"V } y":           "（一）帮扶工作。一是领导重视。区里成立了帮扶小组，走访困难家庭三百户。二是措施有力。筹集资金二十万元，发放到户。三是效果明显。\n（二）宣传教育",
		"v ] l y":         "（一）帮扶工作。一是领导重视。区里成立了帮扶小组，走访困难家庭三百户。二是措施有力。筹集资金二十万元，发放到户。三是效果明显。\n（二",
		"v g 1.2.1 enter h y": "（一）帮扶工作。一是领导重视。区里成立了帮扶小组，走访困难家庭三百户。二是措施有力。筹集资金二十万元，发放到户。三是效果明显。\n" +
			"（二）宣传教育",
	} {
		d := zh(t, 100, 20).keys("g 1.1 enter")
		d.keys(keys)
		got := strings.Join(d.copied, "|")
		switch {
		case keys == "v $ y":
			if !strings.HasPrefix(got, "（一）帮扶工作") || !strings.HasPrefix(first+"措施有力。筹集资金", got) {
				t.Errorf("%s: %q", keys, got)
			}
		case keys == "v 5 l o h h y":
			if !strings.HasSuffix(got, "展。\n（一）帮扶工") {
				t.Errorf("%s: %q", keys, got)
			}
		case want == "section":
			if !strings.Contains(got, "《关于试验区工作的报告》") {
				t.Errorf("%s: %q", keys, got)
			}
		case got != want:
			t.Errorf("%s: %q, want %q", keys, got, want)
		}
		if d.text.sel.on {
			t.Errorf("%s: still selecting", keys)
		}
	}
}

// TestSelectRows moves up and down: the free end keeps its cell, and the way back is the way there.
func TestSelectRows(t *testing.T) {
	d := zh(t, 100, 20).keys("g 1.1 enter v 9 l")
	at := d.text.sel.to
	d.keys("j j j k k k")
	if d.text.sel.to != at {
		t.Errorf("down and up again: at %d, was %d", d.text.sel.to, at)
	}
	d.keys("j y")
	if got := d.copied[0]; !strings.HasPrefix(got, "（一）帮扶工作") || strings.Contains(got, "\n") {
		t.Errorf("the row below: %q", got)
	}
}

// TestSelectionHasACursor: the terminal's cursor stands at the free end, and the status row counts.
func TestSelectionHasACursor(t *testing.T) {
	d := zh(t, 100, 20)
	d.model.screen = &screen{}
	d.keys("g 1.1 enter v 4 l")
	d.View()
	_, margin := d.text.width()
	if s := d.model.screen; s.row != 2 || s.col != d.plan.Text.X+margin+4+4*2+1 {
		t.Errorf("the cursor is at row %d, cell %d", s.row, s.col)
	}
	d.wantBottom("已选 5 字")
	d.keys("esc")
	if d.View(); d.model.screen.row != 0 {
		t.Error("the cursor is left on the screen")
	}
}

// TestCopyWithCitation: Y copies what is selected with document, trail and number.
func TestCopyWithCitation(t *testing.T) {
	d := zh(t, 100, 20).keys("g 1.2.1 enter v $ Y")
	if got := d.copied[0]; !strings.HasPrefix(got, "1.办好讲座。") || !strings.HasSuffix(got, "\n\n《关于试验区工作的报告》 一、过去一年的工作 › （二）宣传教育 › 1. 办好讲座") {
		t.Errorf("copied: %q", got)
	}
	d.wantBottom("已复制")
	d.keys("Y")
	if got := d.copied[1]; strings.Contains(got, "\n") {
		t.Errorf("without a selection more than the citation is copied: %q", got)
	}
}

// TestCleanCopy: a passage is passed on without indents and without the line breaks that the file
// or the screen has in the middle of a sentence; empty lines and code stay.
func TestCleanCopy(t *testing.T) {
	d := newDoc(document(t, "/x/a.txt", "标题\n\n　　第一段。  \n　　第二段\r\n\r\n\r\n　　第三段。\n"))
	if got, want := d.passage(text.Span{End: len(d.Source)}), "标题\n\n第一段。\n第二段\n\n第三段。"; got != want {
		t.Errorf("%q, want %q", got, want)
	}
	line := strings.Repeat("一是加强领导；二是落实责任；三是严格考核。", 4)
	d = newDoc(document(t, "/x/b.txt", "关于工作的意见\n\n（一）要求。"+line+"\n"))
	if got := d.passage(d.Tree.Root.Span()); strings.Count(got, "\n") != 2 || !strings.Contains(got, line) {
		t.Errorf("a list in a sentence is cut: %q", got)
	}
	d.raw = true
	d.setView()
	if got := d.passage(text.Span{End: len(d.Source)}); got != strings.TrimSpace(d.Source) {
		t.Errorf("source text: %q", got)
	}
}

// TestDragSelects: a drag selects from the character under the press to the one under the release,
// forwards and backwards; behind the end of a row it takes the row.
func TestDragSelects(t *testing.T) {
	drag := func(d *driver, x0, y0, x1, y1 int) string {
		d.copied = nil
		d.send(tea.MouseMsg{X: x0, Y: y0, Button: tea.MouseButtonLeft, Action: tea.MouseActionPress})
		d.send(tea.MouseMsg{X: x1, Y: y1, Button: tea.MouseButtonLeft, Action: tea.MouseActionMotion})
		d.send(tea.MouseMsg{X: x1, Y: y1, Button: tea.MouseButtonLeft, Action: tea.MouseActionRelease})
		return strings.Join(d.copied, "|")
	}
	d := drive(t, Options{Docs: two(t), Lang: "zh", Ambiguous: 1}, 100, 20)
	d.keys("g 1.2 enter")
	_, margin := d.text.width()
	x := d.plan.Text.X + margin // （二）宣传教育 stands at its cells 0…13
	if got := drag(d, x+6, 1, x+9, 1); got != "宣传" {
		t.Errorf("forwards: %q", got)
	}
	if got := drag(d, x+9, 1, x+6, 1); got != "宣传" {
		t.Errorf("backwards: %q", got)
	}
	if got := drag(d, x+6, 1, 99, 1); got != "宣传教育" {
		t.Errorf("beyond the row: %q", got)
	}
	if got := drag(d, x+50, 1, x+7, 2); got != "1.办" {
		t.Errorf("from behind a row into the next: %q", got)
	}
	if got := drag(d, x+2, 1, x+2, 1); got != "" {
		t.Errorf("a click copies %q", got)
	}
}

// TestSelectAnywhere: over the whole of a document with repairs every step to the right reaches
// another character, and the way back ends where it began.
func TestSelectAnywhere(t *testing.T) {
	doc := document(t, "/x/a.txt", strings.Replace(report, "各项工作", "各xiàng项工&amp;作“①……——Ａ", 1)+"| 甲 | 乙 |\n|---|---|\n| 一 | 二 |\n")
	d := drive(t, Options{Docs: []*corpus.Document{doc}, Lang: "zh", Ambiguous: 2}, 70, 20)
	d.keys("v")
	start, steps := d.text.sel.to, 0
	for last := -1; d.text.sel.to != last; steps++ {
		if d.text.sel.to < last {
			t.Fatalf("to the right from %d to %d", last, d.text.sel.to)
		}
		last = d.text.sel.to
		d.keys("l")
	}
	if steps < 200 {
		t.Fatalf("stuck after %d steps at %q", steps, d.text.doc.quote(d.text.sel.to))
	}
	for last := -1; d.text.sel.to != last; {
		last = d.text.sel.to
		d.keys("h")
	}
	if d.text.sel.to != start {
		t.Errorf("back at %d, begun at %d", d.text.sel.to, start)
	}
}

// TestCopyTooLong: what a terminal would drop without a word is not sent to it.
func TestCopyTooLong(t *testing.T) {
	for _, v := range []string{"DISPLAY", "WAYLAND_DISPLAY", "TMUX", "SSH_TTY", "SSH_CONNECTION"} {
		t.Setenv(v, "")
	}
	f, err := os.Create(filepath.Join(t.TempDir(), "out"))
	if err != nil {
		t.Fatal(err)
	}
	defer f.Close()
	d := zh(t, 100, 20)
	d.copyTo, d.model.screen = nil, &screen{File: f}
	d.run(d.copyOut(func() string { return "短" }))
	d.wantBottom("已复制 1 字（OSC 52）")
	size := func() int64 { fi, _ := f.Stat(); return fi.Size() }
	was := size()
	d.run(d.copyOut(func() string { return strings.Repeat("长", osc52Most) }))
	d.wantBottom("放不下")
	if was == 0 || size() != was {
		t.Errorf("%d bytes are sent, then %d", was, size()-was)
	}
}
