package tui

import (
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	tea "github.com/charmbracelet/bubbletea"

	"gangmu/corpus"
)

func two(t testing.TB) []*corpus.Document {
	return []*corpus.Document{document(t, "/x/report.txt", report), document(t, "/x/statute.txt", statute)}
}

func zh(t testing.TB, w, h int) *driver {
	return drive(t, Options{Docs: two(t), Lang: "zh", Ambiguous: 1}, w, h)
}

// top is the text of the first row of the text pane that is not blank, without the trail.
func (d *driver) top() string {
	for _, r := range d.text.visible() {
		if !r.Text.Empty() {
			return r.Text.In(d.text.doc.view.Text)
		}
	}
	return ""
}

func (d *driver) wantTop(prefix string) {
	d.t.Helper()
	if got := d.top(); !strings.HasPrefix(got, prefix) {
		d.t.Errorf("on top: %q, want %q…", got, prefix)
	}
}

func (d *driver) bottomRow() string { r := d.rows(); return r[len(r)-1] }

func (d *driver) wantBottom(texts ...string) {
	d.t.Helper()
	for _, s := range texts {
		if got := d.bottomRow(); !strings.Contains(got, s) {
			d.t.Errorf("the bottom row is %q, want %q in it", got, s)
		}
	}
}

func TestJump(t *testing.T) {
	for keys, want := range map[string]string{
		"g 1.2 enter":                     "（二）宣传教育",
		"g 二(一) enter":                    "（一）继续帮扶",
		"g 1.2.2 enter":                   "2.用好阵地",
		"G g g":                           "关于试验区工作的报告",
		"2 g":                             "二、今后的任务",
		"2 enter":                         "二、今后的任务",
		"2 G":                             "二、今后的任务",
		": 1.2 enter":                     "（二）宣传教育",
		"g 宣传 enter":                      "（二）宣传教育",
		"： １．２ enter":                     "（二）宣传教育",
		"] ] ]":                           "（二）宣传教育",
		"] ] ] [":                         "（一）帮扶工作",
		"] ] ] [ [":                       "一、过去一年的工作",
		"] )":                             "二、今后的任务",
		"] ) (":                           "一、过去一年的工作",
		"g 1.2.2 enter ^":                 "（二）宣传教育",
		"@ xcjy enter":                    "（二）宣传教育",
		"@ 继续 enter":                      "（一）继续帮扶",
		"@ jixubangfu enter":              "（一）继续帮扶",
		"g 1.2 enter g 2 enter backspace": "（二）宣传教育",
		"g 1.2 enter g 2 enter backspace backspace": "关于试验区工作的报告",
		"g 1.2 enter g 2 enter backspace F":         "二、今后的任务",
		"g 1.2 enter g 2 enter ' '":                 "（二）宣传教育",
		"g 1.2 enter g 2 enter ' ' ' '":             "二、今后的任务",
		"g 1.2 enter m a g g ' a":                   "（二）宣传教育",
		"g 1.2 enter m a g g B enter":               "（二）宣传教育",
		"tab j j j enter":                           "（二）宣传教育",
	} {
		d := zh(t, 100, 12)
		d.keys(keys)
		if got := d.top(); !strings.HasPrefix(got, want) {
			t.Errorf("%s: on top is %q, want %q…", keys, got, want)
		}
	}
}

func TestJumpNowhere(t *testing.T) {
	d := zh(t, 100, 20).keys("g 9.9 enter")
	d.wantTop("关于试验区工作的报告")
	if d.list == nil && !d.note.error {
		t.Error("a jump to nowhere says nothing")
	}
	d = zh(t, 100, 20).keys("g 2.2 enter")
	if !strings.Contains(d.note.text, "二") {
		t.Errorf("a jump to a missing number says %q", d.note.text)
	}
}

// TestNoLetterIsACommand types every letter into every prompt.
func TestNoLetterIsACommand(t *testing.T) {
	for _, open := range []string{"g", "/", "s", ":", "@", "D", "&"} {
		d := zh(t, 100, 20).keys(open)
		typed := "qjkxyzQGZMwtroben?/"
		if open == "g" {
			typed = "x" + typed
		}
		for _, r := range typed {
			d.keys(string(r))
		}
		if got := d.prompt.value(); got != typed {
			t.Errorf("%s: the prompt holds %q, want %q", open, got, typed)
		}
		d.keys("esc")
		if d.prompt.open() {
			t.Errorf("%s: Esc did not close the prompt", open)
		}
	}
}

// TestEscNeverQuits presses Esc on every surface and at the base.
func TestEscNeverQuits(t *testing.T) {
	for _, open := range []string{"", "?", "g", "/ 帮扶", "/ 帮扶 enter", "s 帮扶", "s 帮扶 tab", "v", "f11", "tab", "@", "& 帮扶 enter", "r", "i"} {
		d := zh(t, 160, 30).keys(open)
		for range 6 {
			_, cmd := d.Update(tea.KeyMsg{Type: tea.KeyEsc})
			if cmd != nil {
				if _, ok := cmd().(tea.QuitMsg); ok {
					t.Fatalf("%s: Esc quits", open)
				}
			}
		}
		if d.prompt.open() || d.page != nil || d.list != nil || d.results.shown || d.text.sel.on || d.want.Zen || d.focused != scopeText || d.text.doc.filter != "" {
			t.Errorf("%s: a layer is left", open)
		}
		d.wantBottom("q 退出")
	}
}

func TestFindHere(t *testing.T) {
	d := zh(t, 100, 20).keys("/ 幫扶")
	if n := len(d.text.doc.found.spans); n != 5 {
		t.Errorf("幫扶: %d matches, want 5: traditional characters find simplified ones", n)
	}
	d.wantBottom("1/5")
	d.keys("enter n n")
	d.wantBottom("3/5")
	if d.outline.lines[1].Section.Title != "过去一年的工作" || d.text.doc.found.in(d.outline.lines[1].Section) == 0 {
		t.Error("the outline does not count the matches")
	}
	d.keys("N N N")
	d.wantBottom("5/5", "从末尾")
	d.keys("esc")
	if d.text.doc.found.query != "" {
		t.Error("Esc did not take the marks away")
	}
	// Esc in the prompt returns to where it was opened.
	d = zh(t, 100, 12).keys("g 1.2 enter / 加强组织")
	d.wantScreen("（三）加强组织")
	d.keys("esc")
	d.wantTop("（二）宣传教育")
}

func TestMatchesAreMarked(t *testing.T) {
	d := zh(t, 100, 20).keys("/ 帮扶 enter n")
	frame := d.View()
	now, other := d.look.on[roleMatchNow]+"帮扶", d.look.on[roleMatch]+"帮扶"
	if strings.Count(frame, now) != 1 || !strings.Contains(frame, other) {
		t.Errorf("the current match is marked %d times, want once; others: %v", strings.Count(frame, now), strings.Contains(frame, other))
	}
	if d.look.on[roleMatchNow] == d.look.on[roleMatch] {
		t.Error("the current match looks like the others")
	}
}

func TestSearch(t *testing.T) {
	d := zh(t, 160, 30).keys("s 帮扶对象")
	d.wantScreen("试验区帮扶办法", "第二章", "1 处，1 个文件")
	d.keys("enter")
	if d.text.doc.Path != "/x/statute.txt" {
		t.Errorf("⏎ went to %s", d.text.doc.Path)
	}
	d.wantScreen("帮扶对象包括")
	if d.text.doc.found.at < 0 {
		t.Error("the match is not marked")
	}
	d.keys("backspace")
	if d.text.doc.Path != "/x/report.txt" {
		t.Errorf("back went to %s", d.text.doc.Path)
	}
	d = zh(t, 160, 30).keys("s 没有的词")
	d.wantScreen("未找到", "没有的词")
	d = zh(t, 160, 30).keys("s (帮扶")
	d.wantScreen("检索式")
	d = zh(t, 100, 30).keys("s 帮扶 tab j j enter")
	if d.results.shown {
		t.Error("on a narrow screen the search pane stays over the text")
	}
}

func TestOutlineFolds(t *testing.T) {
	lines := func(d *driver) string {
		var s []string
		for _, l := range d.outline.lines[1:] {
			s = append(s, strings.Repeat(" ", l.depth)+l.ID)
		}
		return strings.Join(s, "\n")
	}
	d := zh(t, 120, 30).keys("tab z1")
	d.text.doc.current = d.text.doc.Tree.Root
	if got := lines(d.keys("-")); got != "1\n2\nh1" {
		t.Errorf("all collapsed:\n%s", got)
	}
	d.keys("j l")
	if got := lines(d); !strings.Contains(got, " 1.1") || strings.Contains(got, " 2.1") {
		t.Errorf("l on 1:\n%s", got)
	}
	d.keys("h")
	if got := lines(d); got != "1\n2\nh1" {
		t.Errorf("h on 1:\n%s", got)
	}
	d.keys("space")
	if got := lines(d); !strings.Contains(got, " 1.2") {
		t.Errorf("Space on 1:\n%s", got)
	}
	d.keys("= G")
	if got := lines(d); !strings.Contains(got, "1.2.2") || !strings.Contains(got, "2.3") {
		t.Errorf("all expanded:\n%s", got)
	}
	d.keys("home j H")
	if got := lines(d); strings.Contains(got, "1.2") {
		t.Errorf("H on 1:\n%s", got)
	}
	d.keys("L")
	if got := lines(d); !strings.Contains(got, "1.2.2") {
		t.Errorf("L on 1:\n%s", got)
	}
}

func TestOutlineFollows(t *testing.T) {
	d := zh(t, 120, 12).keys("g 1.2.2 enter")
	if s := d.outline.cursor; s.ID != "1.2.2" {
		t.Errorf("the outline stands at %s, the text at 1.2.2", s.ID)
	}
	d.keys("tab k k") // the cursor is moved by hand: the text stays
	d.wantTop("2.用好阵地")
	d.keys("tab G")
	if s := d.text.doc.current.ID; !strings.HasPrefix(s, "2") {
		t.Errorf("at the end the current section is %s", s)
	}
	if d.outline.cursor != d.outline.visible(d.text.doc.current) {
		t.Error("the outline does not follow")
	}
}

func TestArticleRanges(t *testing.T) {
	d := drive(t, Options{Docs: two(t)[1:], Lang: "zh", Ambiguous: 1}, 120, 30)
	d.wantScreen("第一章 总则", "‹1-2›", "‹3-4-1›", "‹5›")
}

func TestReferences(t *testing.T) {
	d := zh(t, 100, 30).keys("g 2 enter r")
	d.wantScreen("《试验区帮扶办法》第三条")
	d.keys("1")
	if d.text.doc.Path != "/x/statute.txt" {
		t.Fatalf("following 《试验区帮扶办法》第三条 went to %s", d.text.doc.Path)
	}
	d.wantScreen("第三条 帮扶对象包括")
	d.keys("backspace")
	d.wantTop("二、今后的任务")
	d.keys("r enter g 4 enter r")
	d.wantScreen("第三条第（一）项")
	d.keys("1")
	d.wantTop("（一）困难家庭")
}

func TestCopy(t *testing.T) {
	d := zh(t, 100, 20).keys("g 1.2.1 enter y")
	if len(d.copied) != 1 || !strings.HasPrefix(d.copied[0], "1.办好讲座。全年举办讲座四十场") || !strings.Contains(d.copied[0], "《关于试验区工作的报告》 一、过去一年的工作 › （二）宣传教育 › 1. 办好讲座") {
		t.Errorf("copied: %q", d.copied)
	}
	d.keys("Y")
	if got := d.copied[1]; strings.Contains(got, "\n") || !strings.HasPrefix(got, "《") {
		t.Errorf("citation: %q", got)
	}
	d.keys("v j y")
	if got := d.copied[2]; !strings.HasPrefix(got, "1.办好讲座") || strings.Contains(got, "│") {
		t.Errorf("selection: %q", got)
	}
	d.wantBottom("已复制")
}

func TestFilterLines(t *testing.T) {
	d := zh(t, 100, 30).keys("& 讲座 enter")
	d.wantScreen("讲座四十场")
	if s := d.screenText(); strings.Contains(s, "加大帮扶力度") {
		t.Error("a paragraph without the term is shown")
	}
	d.keys("&")
	d.wantScreen("加大帮扶力度")
}

func TestSourceAndScript(t *testing.T) {
	d := zh(t, 100, 30).keys("g 1.2 enter t t")
	d.wantScreen("宣傳教育")
	d.wantTop("（二）宣傳教育")
	d.keys("t")
	d.wantTop("（二）宣传教育")
	d.keys("w")
	d.wantTop("（二）宣传教育")
	d.wantBottom("原文")
}

// TestInputMethod types several characters in one message, into a prompt and at the base.
func TestInputMethod(t *testing.T) {
	d := zh(t, 100, 20).keys("/")
	d.send(tea.KeyMsg{Type: tea.KeyRunes, Runes: []rune("宣传教育")})
	if len(d.text.doc.found.spans) != 1 {
		t.Errorf("found %d", len(d.text.doc.found.spans))
	}
	d.keys("esc")
	d.send(tea.KeyMsg{Type: tea.KeyRunes, Runes: []rune("g1.2")}) // typed fast
	d.keys("enter")
	d.wantTop("（二）宣传教育")
	d.send(tea.KeyMsg{Type: tea.KeyRunes, Runes: []rune("帮扶")})
	d.wantBottom("先按 /")
}

func TestPaste(t *testing.T) {
	d := zh(t, 100, 20)
	d.send(tea.KeyMsg{Type: tea.KeyRunes, Runes: []rune("qqq\n:quit\n"), Paste: true}) // nothing happens
	d.keys("/")
	d.send(tea.KeyMsg{Type: tea.KeyRunes, Runes: []rune("宣传\x1b[31m\n教育"), Paste: true})
	if got := d.prompt.value(); got != "宣传[31m 教育" {
		t.Errorf("pasted: %q", got)
	}
}

// TestResizeKeepsPlace resizes at random: the same words stay on top.
func TestResizeKeepsPlace(t *testing.T) {
	doc := document(t, "/x/long.txt", strings.Repeat(report+statute, 12))
	d := drive(t, Options{Docs: []*corpus.Document{doc}, Lang: "zh", Ambiguous: 1}, 120, 40)
	d.keys("g 50% enter d j j j")
	want := d.text.doc.top
	seed := uint32(1)
	for range 300 {
		seed = seed*1664525 + 1013904223
		w, h := int(seed>>8)%240+1, int(seed>>20)%70+1
		d.send(tea.WindowSizeMsg{Width: w, Height: h})
		if d.text.doc.top != want {
			t.Fatalf("at %d×%d the place is %d, was %d", w, h, d.text.doc.top, want)
		}
		if d.plan.Small || d.plan.Text.Empty() {
			continue
		}
		if r := d.text.visible()[0]; r.Span.Start > d.text.place().Off || d.text.place().Off > r.Span.End {
			t.Fatalf("at %d×%d the first row is %v, without %d", w, h, r.Span, want)
		}
	}
}

// TestReload changes the file that is read: place, marks and folds stay with their words.
func TestReload(t *testing.T) {
	dir := t.TempDir()
	path := filepath.Join(dir, "report.txt")
	if err := os.WriteFile(path, []byte(report), 0o600); err != nil {
		t.Fatal(err)
	}
	d := drive(t, Options{Paths: []string{path}, Lang: "zh", Ambiguous: 1, State: filepath.Join(dir, "state")}, 100, 12)
	d.keys("g 1.2.2 enter m a g 1.2 enter")
	d.wantTop("（二）宣传教育")
	longer := strings.Replace(report, "各位代表：", "各位代表、各位委员、同志们：\n现在报告工作，请予审议。", 1)
	if err := os.WriteFile(path, []byte(longer), 0o600); err != nil {
		t.Fatal(err)
	}
	os.Chtimes(path, time.Now(), time.Now().Add(time.Minute))
	d.run(d.reread(d.library.by[path], sayReloaded))
	d.wantTop("（二）宣传教育")
	d.wantBottom("重新读入")
	d.keys("' a")
	d.wantTop("2.用好阵地")

	// A second run returns there; the file has changed again meanwhile.
	d.memory.keep(d.text.doc)
	if err := os.WriteFile(path, []byte("前言一句。\n"+longer), 0o600); err != nil {
		t.Fatal(err)
	}
	d = drive(t, Options{Paths: []string{path}, Lang: "zh", Ambiguous: 1, State: filepath.Join(dir, "state")}, 100, 12)
	d.wantTop("2.用好阵地")
	d = drive(t, Options{Paths: []string{path}, Lang: "zh", Ambiguous: 1, State: filepath.Join(dir, "state"), FromStart: true}, 100, 12)
	d.wantTop("前言一句")
	d.keys("' a")
	d.wantTop("2.用好阵地")
}

// TestTwoReaders: what two readers keep of one document is joined, nothing is lost.
func TestTwoReaders(t *testing.T) {
	dir := t.TempDir()
	open := func() *driver {
		return drive(t, Options{Docs: two(t)[:1], Lang: "zh", Ambiguous: 1, State: dir}, 100, 12)
	}
	a, b := open(), open()
	a.keys("g 1.2 enter m a")
	b.keys("g 2 enter m b")
	a.memory.keep(a.text.doc)
	b.memory.keep(b.text.doc)
	a.memory.keep(a.text.doc)
	c := open()
	if len(c.text.doc.marks) != 2 {
		t.Errorf("%d marks are kept, want 2", len(c.text.doc.marks))
	}
}

func TestWheelIsCoalesced(t *testing.T) {
	f := coalesce()
	rows, events := 0, 200
	for range events {
		if w, ok := f(nil, tea.MouseMsg{Button: tea.MouseButtonWheelDown}).(wheelMsg); ok {
			rows += w.n
		}
	}
	if rows < 1 || rows > events/2 {
		t.Errorf("%d events of the wheel at once scroll %d clicks", events, rows)
	}
	if _, ok := f(nil, tea.KeyMsg{Type: tea.KeyEnter}).(tea.KeyMsg); !ok {
		t.Error("a key did not pass")
	}
}

func TestMouse(t *testing.T) {
	d := zh(t, 120, 30)
	click := func(x, y int) {
		d.send(tea.MouseMsg{X: x, Y: y, Button: tea.MouseButtonLeft, Action: tea.MouseActionPress})
		d.send(tea.MouseMsg{X: x, Y: y, Button: tea.MouseButtonLeft, Action: tea.MouseActionRelease})
	}
	row := -1
	for y, r := range d.rows() {
		if strings.Contains(r[:min(len(r), 60)], "（二）宣传教育") {
			row = y
			break
		}
	}
	click(12, row)
	d.wantTop("（二）宣传教育")
	// A drag over the text copies it without frames.
	x := d.plan.Text.X + 6
	d.send(tea.MouseMsg{X: x, Y: 1, Button: tea.MouseButtonLeft, Action: tea.MouseActionPress})
	d.send(tea.MouseMsg{X: x + 8, Y: 1, Button: tea.MouseButtonLeft, Action: tea.MouseActionMotion})
	d.send(tea.MouseMsg{X: x + 8, Y: 1, Button: tea.MouseButtonLeft, Action: tea.MouseActionRelease})
	if len(d.copied) != 1 || !strings.Contains("（二）宣传教育", d.copied[0]) || d.copied[0] == "" {
		t.Errorf("dragged: %q", d.copied)
	}
	// The divider.
	w := d.plan.Outline.W
	d.send(tea.MouseMsg{X: w, Y: 5, Button: tea.MouseButtonLeft, Action: tea.MouseActionPress})
	d.send(tea.MouseMsg{X: w + 6, Y: 5, Button: tea.MouseButtonLeft, Action: tea.MouseActionMotion})
	d.send(tea.MouseMsg{X: w + 6, Y: 5, Button: tea.MouseButtonLeft, Action: tea.MouseActionRelease})
	if got := d.plan.Outline.W; got != w+6 {
		t.Errorf("the outline is %d wide, want %d", got, w+6)
	}
}

// TestBeside reads two versions of a law side by side: the sections stay in step.
func TestBeside(t *testing.T) {
	older := strings.Replace(statute, "每年核查一次", "每两年核查一次", 1)
	older = strings.Replace(older, "第四条之一 核查办法另行制定。\n", "", 1)
	docs := []*corpus.Document{document(t, "/x/new.txt", statute+strings.Repeat("\n说明文字。", 40)), document(t, "/x/old.txt", older+strings.Repeat("\n说明文字。", 40))}
	d := drive(t, Options{Docs: docs, Lang: "zh", Ambiguous: 1}, 120, 16)
	d.keys("W g 4 enter")
	if d.beside == nil {
		t.Fatal("no second document")
	}
	if s := d.beside.text.section(); s.Label.Text != "第四条" {
		t.Errorf("the other document shows %s", s.Label.Text)
	}
	d.wantScreen("每年核查一次", "两年核查一次", "修改")
	d.keys("tab")
	if d.text.doc.Path != "/x/old.txt" {
		t.Errorf("Tab leads to %s", d.text.doc.Path)
	}
	d.keys("g 1 enter")
	if s := d.beside.text.section(); s.Label.Text != "第一条" && s.Label.Text != "第一章" {
		t.Errorf("the other document shows %s", s.Label.Text)
	}
	for _, w := range []int{40, 69, 79, 80, 100, 140, 200} {
		d.send(tea.WindowSizeMsg{Width: w, Height: 16})
		checkFrame(t, d.model, w, 16)
	}
	d.keys("W")
	if d.beside != nil {
		t.Error("W does not take it away")
	}
}

// TestFindNumbers: a number is found in any writing, and a term that holds signs of the query
// language is found as it stands.
func TestFindNumbers(t *testing.T) {
	doc := document(t, "/x/years.txt", "一、回顾\n二〇一七年发展较快，2017年结束，２０１７年（全年）增长。\n二、展望\n2018年继续，共115人。\n")
	for query, want := range map[string]int{"2017年": 3, "二〇一七年": 3, "15": 1, "（全年）": 1, "(全年)": 1, "年发展": 1, "没有": 0} {
		d := drive(t, Options{Docs: []*corpus.Document{doc}, Lang: "zh", Ambiguous: 1}, 100, 20).keys("/ " + query + " enter")
		if got := len(d.text.doc.found.spans); got != want {
			t.Errorf("/%s finds %d, want %d: %v", query, got, want, d.text.doc.found.spans)
		}
	}
}

// TestCountWhileSearching: the outline counts the hits of the search pane as they arrive; closing
// the pane brings back what had been looked for in the document.
func TestCountWhileSearching(t *testing.T) {
	d := zh(t, 160, 20).keys("/ 讲座 enter s 帮扶")
	if got := d.text.doc.found.in(d.text.doc.Tree.Root); got != 5 {
		t.Errorf("the outline counts %d", got)
	}
	if r := d.rows()[1]; !strings.Contains(strings.SplitN(r, "│", 2)[0], " 2 ") {
		t.Errorf("no count in the outline: %q", r)
	}
	d.keys("esc")
	if f := d.text.doc.found; f.query != "讲座" || len(f.spans) != 2 {
		t.Errorf("after the search: %q, %d matches", f.query, len(f.spans))
	}
	d.keys("s 帮扶 ctrl+u")
	if f := d.text.doc.found; f.query != "讲座" {
		t.Errorf("after clearing the query: %q", f.query)
	}
	d.keys("宣传 enter")
	if f := d.text.doc.found; f.query != "宣传" {
		t.Errorf("after choosing: %q", f.query)
	}
}
