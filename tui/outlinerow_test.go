package tui

import (
	"fmt"
	"strings"
	"testing"

	tea "github.com/charmbracelet/bubbletea"

	"gangmu/corpus"
)

// outlineRows are the rows of the outline without styles, in the order of its lines.
func (d *driver) outlineRows() []string {
	var rows []string
	w := d.plan.Outline.W
	for y, r := range d.rows()[:d.h-1] {
		if y < len(d.outline.lines)-d.outline.first {
			rows = append(rows, d.m.Cut(r, 0, w))
		}
	}
	return rows
}

// TestOutlineColumns: ranges, sizes and hits end at the same cell in every row, at every width of
// the pane, and never stand over a title.
func TestOutlineColumns(t *testing.T) {
	doc := document(t, "/x/s.txt", strings.Repeat(statute, 3))
	for _, o := range []Options{{Lang: "zh", Ambiguous: 1}, {Lang: "en", Ambiguous: 2}, {Lang: "en", Ambiguous: 1, ASCII: true}} {
		o.Docs = []*corpus.Document{doc}
		d := drive(t, o, 240, 40)
		d.keys("/ 帮扶 enter #")
		for w := 16; w <= 110; w++ {
			d.want.OutlineWidth = w
			d.send(tea.WindowSizeMsg{Width: 240, Height: 40})
			c := d.outline.columns(d.shell, d.plan.Outline.W)
			if w >= 40 && (c.hits == 0 || c.size == 0 || c.articles == 0) {
				t.Fatalf("%d cells: a column is missing: %+v", w, c)
			}
			for i, row := range d.outlineRows() {
				s := d.outline.lines[d.outline.first+i].Section
				if n := d.text.doc.found.in(s); c.hits > 0 && n > 0 && !strings.HasSuffix(row[:len(row)-1], fmt.Sprintf(" %d", n)) {
					t.Fatalf("%d cells, %s: %q does not end in the hits, %d", w, s.ID, row, n)
				}
				end := d.plan.Outline.W - 1
				if c.hits > 0 {
					end -= c.hits + 1
				}
				if size := fmt.Sprint(d.text.doc.size(s)); c.size > 0 && !s.Missing && d.m.Cut(row, end-len(size)-1, end) != " "+size {
					t.Fatalf("%d cells, %s: the size is not %s at cell %d: %q", w, s.ID, size, end, row)
				}
				if c.size > 0 {
					end -= c.size + 1
				}
				r := d.text.doc.articles[s]
				if !strings.Contains(row, r) && !strings.Contains(row, "‹") && strings.Contains(row, s.Title) {
					r = "" // it gave way to the title
				}
				if c.articles > 0 && r != "" && d.m.Cut(row, end-len([]rune(r))-1, end) != " "+r {
					t.Fatalf("%d cells, %s: the range is not %s at cell %d: %q", w, s.ID, r, end, row)
				}
			}
		}
	}
}

// TestOutlineOpenings: behind the number of an article without a title stand its first words, in the
// characters of the text.
func TestOutlineOpenings(t *testing.T) {
	doc := document(t, "/x/l.txt", "帮扶办法\n\n第一章 总则\n第一条 为了规范帮扶工作，制定本办法。\n第二条 有下列情形之一的，予以帮扶：\n（一）困难家庭；\n（二）独居老人。\n")
	d := drive(t, Options{Docs: []*corpus.Document{doc}, Lang: "zh", Ambiguous: 1}, 120, 20)
	want := []string{"第一章 总则", "第一条 为了规范帮扶工作，制定本…", "第二条 有下列情形之一的，予以帮…"}
	for i, w := range want {
		if rows := d.outlineRows(); !strings.Contains(rows[i+1], w) {
			t.Errorf("row %d: %q, want %q", i+1, rows[i+1], w)
		}
	}
	d.keys("t t")
	if rows := d.outlineRows(); !strings.Contains(rows[0], "幫扶辦法") || !strings.Contains(rows[2], "第一條 為了規範") {
		t.Errorf("in traditional characters: %q", rows[:3])
	}
}

// TestHeat: the more hits to the characters of a section, the higher its level; where there are
// none it is 0.
func TestHeat(t *testing.T) {
	pad := strings.Repeat("此处是别的话，与所查的词无关。", 40)
	doc := document(t, "/x/h.txt", "热度\n\n一、甲\n"+pad+strings.Repeat("帮扶", 40)+"\n二、乙\n"+pad+"\n三、丙\n"+pad+strings.Repeat("帮扶", 10)+"\n四、丁\n"+pad+"帮扶\n")
	for _, o := range []Options{{Ambiguous: 1}, {Ambiguous: 2}, {Ambiguous: 1, ASCII: true}} {
		o.Docs, o.Lang = []*corpus.Document{doc}, "zh"
		d := drive(t, o, 120, 20)
		d.keys("/ 帮扶 enter")
		f := &d.text.doc.found
		var levels []int
		for _, s := range d.text.doc.Tree.Root.Children {
			levels = append(levels, f.heat(s))
		}
		if got := fmt.Sprint(levels); got != "[4 0 3 1]" {
			t.Errorf("levels of heat: %s, want [4 0 3 1]", got)
		}
		row := d.outlineRows()[1]
		if sign := d.heat(4); d.m.Width(sign) != 1 || !strings.Contains(row, sign+" 40") {
			t.Errorf("the hottest section has no %q: %q", sign, row)
		}
		// The ruler beside the text has the hits where they are.
		last := func(y int) string { r := []rune(d.rows()[y]); return string(r[len(r)-1:]) }
		var column strings.Builder
		for y := 1; y < d.h-1; y++ {
			column.WriteString(last(y))
		}
		if s := column.String(); strings.Trim(s, " ") == "" || !strings.Contains(s, "   ") {
			t.Errorf("the ruler is %q", s)
		}
		d.keys("esc")
		for y := 1; y < d.h-1; y++ {
			if last(y) != " " {
				t.Errorf("without a search the ruler is still there: row %d", y)
			}
		}
	}
}

// TestRulerClick: a click on the ruler goes to a hit near that part of the document.
func TestRulerClick(t *testing.T) {
	doc := document(t, "/x/long.txt", strings.Repeat(report, 30))
	d := drive(t, Options{Docs: []*corpus.Document{doc}, Lang: "zh", Ambiguous: 1}, 100, 30)
	d.keys("/ 帮扶 enter")
	d.send(tea.MouseMsg{X: 99, Y: 20, Button: tea.MouseButtonLeft, Action: tea.MouseActionPress})
	d.send(tea.MouseMsg{X: 99, Y: 20, Button: tea.MouseButtonLeft, Action: tea.MouseActionRelease})
	at := d.text.doc.found.spans[d.text.doc.found.at].Start
	if want := 19 * len(doc.Source) / d.text.h; at < want-2000 || at > want+2000 {
		t.Errorf("the click went to %d of %d, want about %d", at, len(doc.Source), want)
	}
	if d.text.sel.on || !d.text.span().Has(at) {
		t.Error("the hit is not in view, or something is selected")
	}
}

// TestOutlineOfHits lists only the headings with hits and those above them, and all again when
// nothing is looked for any more.
func TestOutlineOfHits(t *testing.T) {
	ids := func(d *driver) string {
		var s []string
		for _, l := range d.outline.lines[1:] {
			s = append(s, l.ID)
		}
		return strings.Join(s, " ")
	}
	d := zh(t, 120, 30).keys("z&")
	d.wantBottom("先按 /")
	all := ids(d)
	d.keys("/ 讲座 enter z&")
	if got := ids(d); got != "1 1.2 1.2.1" {
		t.Errorf("listed: %s", got)
	}
	d.wantScreen("& 关于试验区")
	d.keys("/ 核查 enter")
	d.wantScreen("未找到“核查”")
	d.keys("/ 讲座 enter tab &")
	if got := ids(d); got != all {
		t.Errorf("all again: %s, want %s", got, all)
	}
	d.keys("& esc esc esc")
	if got := ids(d); got != all {
		t.Errorf("without a search: %s, want %s", got, all)
	}
}

func TestShortSize(t *testing.T) {
	for n, want := range map[int][2]string{0: {"0", "0"}, 999: {"999", "999"}, 1000: {"1000", "1.0k"}, 9999: {"9999", "9.9k"}, 12345: {"1.2万", "12k"},
		100000: {"10万", "100k"}, 1234567: {"123万", "1.2M"}, 123456789: {"1.2亿", "123M"}} {
		for i, l := range []lang{simplified, english} {
			sh := &shell{lang: l}
			if got := sh.shortSize(n); got != want[i] {
				t.Errorf("%d: %s, want %s", n, got, want[i])
			}
			if sh.sizeWidth(n) < sh.m.Width(want[i]) {
				t.Errorf("%d does not fit its column", n)
			}
		}
	}
}
