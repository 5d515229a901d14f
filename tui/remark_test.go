package tui

import (
	"strings"
	"testing"

	"gangmu/corpus"
)

// TestRemark: while a noted passage or a finding is in view, the status row says what it is, and the
// margin has a sign; the title is back when it is not.
func TestRemark(t *testing.T) {
	twice := document(t, "/x/report.txt", strings.Replace(report, "（三）加强组织", "（一）加强组织", 1))
	d := drive(t, Options{Docs: []*corpus.Document{twice}, Lang: "zh", Ambiguous: 1, LibraryDir: t.TempDir()}, 100, 8)
	d.wantBottom("关于试验区工作的报告")
	d.keys("g 1.2.2 enter a 宣传栏的数字要核对 enter g g")
	d.wantBottom("关于试验区工作的报告")
	d.keys("g 1.2 enter j")
	d.wantBottom("✎ 宣传栏的数字要核对")
	if len(d.text.doc.flagged) == 0 {
		t.Fatal("the number that comes twice in the report was not found")
	}
	d.keys("g 2 enter")
	f := d.text.doc.findings[0]
	d.wantBottom("! " + f.Rule)
	sign := false
	for _, r := range d.rows()[1:] {
		sign = sign || strings.Contains(r, "│ !")
	}
	if !sign {
		t.Errorf("the finding has no sign in the margin:\n%s", d.screenText())
	}
	d.keys("] ] a 另一条 enter [ [") // two in view
	d.wantBottom("(+1)")
	d.keys("home")
	d.wantBottom("关于试验区工作的报告")
}

// TestOptionsByKey: hanging marks, first-line indent and blank rows are switched by key and by name.
func TestOptionsByKey(t *testing.T) {
	d := zh(t, 100, 20)
	d.keys("zh").wantBottom("悬挂：开")
	if !d.text.opts.Hanging {
		t.Error("zh does not hang marks")
	}
	indent := func() bool { return strings.Contains(d.screenText(), "│      各位代表") }
	if !indent() {
		t.Fatal("no indent")
	}
	d.keys("zf").wantBottom("缩进：关")
	if indent() {
		t.Error("zf leaves the indent")
	}
	d.keys(": indent enter").wantBottom("缩进：开")
	d.keys("g 1.2.1 enter zs").wantBottom("空行：1")
	rows := d.rows()
	if !strings.Contains(rows[1], "1.办好讲座") || strings.Contains(rows[2], "2.用好阵地") || !strings.Contains(rows[3], "2.用好阵地") {
		t.Errorf("no blank row between paragraphs:\n%s", d.screenText())
	}
	d.keys("zs zs").wantBottom("空行：0")
}
