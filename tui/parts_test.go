package tui

import (
	"os"
	"path/filepath"
	"strings"
	"sync"
	"testing"

	tea "github.com/charmbracelet/bubbletea"

	"gangmu/corpus/text"
	"gangmu/index"
	"gangmu/tui/layout"
)

func TestPromptEditing(t *testing.T) {
	key := func(t tea.KeyType) tea.KeyMsg { return tea.KeyMsg{Type: t} }
	text := func(s string) tea.KeyMsg { return tea.KeyMsg{Type: tea.KeyRunes, Runes: []rune(s)} }
	for _, c := range []struct {
		keys  []tea.KeyMsg
		want  string
		caret int
	}{
		{[]tea.KeyMsg{text("计生协"), text("帮扶")}, "计生协帮扶", 5},
		{[]tea.KeyMsg{text("计生协"), key(tea.KeyLeft), text("x")}, "计生x协", 3},
		{[]tea.KeyMsg{text("计生协 abc"), key(tea.KeyCtrlW)}, "计生协 ", 4},
		{[]tea.KeyMsg{text("计生协abc"), key(tea.KeyCtrlW)}, "计生协", 3},
		{[]tea.KeyMsg{text("计生协"), key(tea.KeyHome), key(tea.KeyDelete)}, "生协", 0},
		{[]tea.KeyMsg{text("计生协"), key(tea.KeyBackspace), key(tea.KeyBackspace), key(tea.KeyBackspace), key(tea.KeyBackspace)}, "", 0},
		{[]tea.KeyMsg{text("计生 协"), key(tea.KeyCtrlLeft), key(tea.KeyCtrlK)}, "计生 ", 3},
		{[]tea.KeyMsg{text("ab"), key(tea.KeyCtrlA), key(tea.KeyCtrlU), text("c")}, "cab", 1},
	} {
		p := newPrompt(promptFind, "", nil)
		for _, k := range c.keys {
			p.key(k)
		}
		if p.value() != c.want || p.caret != c.caret {
			t.Errorf("%v: %q, caret %d; want %q, %d", c.keys, p.value(), p.caret, c.want, c.caret)
		}
	}
	p := newPrompt(promptFind, "", []string{"甲", "乙"})
	p.key(text("丙"))
	p.recall(-1)
	p.recall(-1)
	if p.value() != "甲" || p.recall(-1) {
		t.Errorf("what was typed before: %q", p.value())
	}
	p.recall(+1)
	p.recall(+1)
	if p.value() != "丙" {
		t.Errorf("back at what was being typed: %q", p.value())
	}
	p = newPrompt(promptSearch, "旧", nil)
	p.fresh = true
	if p.key(text("新")); p.value() != "新" {
		t.Errorf("typing over the last query: %q", p.value())
	}
}

// TestPromptIsBounded: of a text that is pasted into a prompt the beginning is taken; what is shown
// ends at the caret.
func TestPromptIsBounded(t *testing.T) {
	p := newPrompt(promptFind, "甲", nil)
	p.key(tea.KeyMsg{Type: tea.KeyRunes, Runes: []rune(strings.Repeat("乙丙", 1<<20)), Paste: true})
	if len(p.text) != promptLen || p.caret != promptLen {
		t.Errorf("%d characters are kept, the caret is at %d", len(p.text), p.caret)
	}
	var m layout.Measure
	for w := 1; w < 60; w++ {
		i := p.from(w, m.Width)
		if n := m.Width(string(p.text[i:p.caret])); n > max(w-1, 0) || n < w-2 {
			t.Errorf("%d cells of %d are shown", n, w)
		}
	}
}

func TestMatcher(t *testing.T) {
	labels := []string{"（二）规范工作程序", "规划工程", "一、关于工作的回顾", "第三章 银行业务", "重庆市行政许可", "2.宣传教育"}
	for query, want := range map[string]string{
		"规范": "（二）规范工作程序", "gfgz": "（二）规范工作程序", "guifangongzuo": "（二）规范工作程序", "gfgongz": "（二）规范工作程序",
		"yhyw": "第三章 银行业务", "yinhang": "第三章 银行业务", "cqs": "重庆市行政许可", "chongq": "重庆市行政许可", "xzxk": "重庆市行政许可",
		"關於工作": "一、关于工作的回顾", "xcjy": "2.宣传教育",
	} {
		q, best, top := newMatcher(query), "", 0
		for _, l := range labels {
			if s := q.score(l); s > top {
				best, top = l, s
			}
		}
		if best != want {
			t.Errorf("%s: %q, want %q", query, best, want)
		}
	}
	for _, query := range []string{"没有", "zzzz", "gfgzx"} {
		for _, l := range labels {
			if s := newMatcher(query).score(l); s >= 2000 {
				t.Errorf("%s matches %s", query, l)
			}
		}
	}
}

func TestReportedColumn(t *testing.T) {
	for s, want := range map[string]int{"\x1b[1;2R": 2, "\x1b[24;3R": 3, "x\x1b[A\x1b[5;12Rj": 12, "\x1b[1;": 0, "": 0, "\x1b[;R": 0, "\x1b]11;rgb:0/0/0\x1b\\\x1b[7;2R": 2} {
		if got := reportedColumn(s); got != want {
			t.Errorf("%q: column %d, want %d", s, got, want)
		}
	}
}

// TestScreenWrites: a frame is one write with the cursor in it, anything else passes unchanged.
func TestScreenWrites(t *testing.T) {
	path := filepath.Join(t.TempDir(), "out")
	f, err := os.Create(path)
	if err != nil {
		t.Fatal(err)
	}
	s := &screen{File: f, sync: true, keep: true}
	s.cursor(5, 9)
	for _, w := range []string{"\x1b[?1049h", "\x1b[H\rframe\x1b[K", "\x1b[?25h", "\x1b[?2004l"} {
		if n, err := s.Write([]byte(w)); n != len(w) || err != nil {
			t.Errorf("%q: %d, %v", w, n, err)
		}
	}
	s.cursor(0, 0)
	s.Write([]byte("\x1b[H\rnext"))
	f.Close()
	got, _ := os.ReadFile(path)
	want := "\x1b[?1049h" + "\x1b[?2026h\x1b[?25l\x1b[H\rframe\x1b[5;9H\x1b[?25h\x1b[?2026l" + "\x1b[?25h\x1b[?2004l" + "\x1b[?2026h\x1b[?25l\x1b[H\rnext\x1b[?2026l"
	if string(got) != want {
		t.Errorf("got  %q\nwant %q", got, want)
	}
}

func TestConfig(t *testing.T) {
	dir := t.TempDir()
	path := filepath.Join(dir, "config.toml")
	write := func(s string) {
		if err := os.WriteFile(path, []byte(s), 0o600); err != nil {
			t.Fatal(err)
		}
	}
	write("lang = \"en\"\nwidth = 60\nspacing = 1\n[keys]\nzen = \"f12\"\nhelp = \"ctrl+i\"\n")
	d := drive(t, Options{Docs: two(t), Config: path}, 100, 20)
	if d.lang != english {
		t.Error("lang is not obeyed")
	}
	if w, _ := d.text.width(); w != 60 {
		t.Errorf("the text is %d wide", w)
	}
	d.wantBottom("keys.help", "ctrl+i")
	d.keys("f1")
	if d.page == nil {
		t.Error("a key that was refused took the default away")
	}
	write("lang = \"en\nwidth = ")
	d = drive(t, Options{Docs: two(t), Config: path}, 160, 20)
	d.wantBottom("config.toml:1:")
	write("lang = \"en\"\nwdith = 60\nspacing = 1\ntheme = \"pink\"\nambiguous = 3\n")
	d = drive(t, Options{Docs: two(t), Config: path}, 300, 20)
	d.wantBottom("config.toml:2: wdith: no such setting", "theme = pink", "ambiguous = 3")
	if d.text.opts.Spacing != 1 || d.look.name != "" || d.m.Wide {
		t.Error("what is right in a file with faults is not obeyed")
	}
	d = drive(t, Options{Docs: two(t), Config: filepath.Join(dir, "none.toml")}, 160, 20)
	d.wantBottom("none.toml")
}

// TestUpdateIsAtomic writes a file from many places at once: every change is in the end.
func TestUpdateIsAtomic(t *testing.T) {
	dir := t.TempDir()
	var wg sync.WaitGroup
	lines := strings.Split("甲 乙 丙 丁 戊 己 庚 辛", " ")
	for _, l := range lines {
		wg.Add(1)
		go func() {
			defer wg.Done()
			m := openMemory(Options{State: dir})
			m.remember(promptFind, l)
		}()
	}
	wg.Wait()
	if got := openMemory(Options{State: dir}).typed(promptFind); len(got) != len(lines) {
		t.Errorf("kept %v", got)
	}
	left, _ := filepath.Glob(filepath.Join(dir, ".new-*"))
	if locks, _ := filepath.Glob(filepath.Join(dir, "*.lock")); len(left)+len(locks) > 0 {
		t.Errorf("left behind: %v %v", left, locks)
	}
}

// TestAnchor finds a place again in a text that has changed.
func TestAnchor(t *testing.T) {
	m := openMemory(Options{State: "-"})
	old := newDoc(document(t, "/x/a.txt", report))
	for _, c := range []struct{ name, now string }{
		{"the same", report},
		{"more before it", "前言。\n" + report},
		{"more in its section", strings.Replace(report, "（二）宣传教育\n", "（二）宣传教育\n今年工作量大。\n", 1)},
		{"renumbered", strings.Replace(report, "一、过去一年的工作", "零、总说\n一、过去一年的工作", 1)},
		{"the end changed", strings.Replace(report, "新建宣传栏十二处", "新建宣传栏四十处", 1)},
	} {
		now := newDoc(document(t, "/x/a.txt", c.now))
		off := strings.Index(report, "2.用好阵地")
		if got, want := m.anchorAt(old, off).find(now), strings.Index(c.now, "2.用好阵地"); got != want {
			t.Errorf("%s: %d, want %d", c.name, got, want)
		}
	}
	gone := newDoc(document(t, "/x/a.txt", "全文已经换掉。"))
	if got := m.anchorAt(old, len(report)-5).find(gone); got < 0 || got > len(gone.Source) {
		t.Errorf("in another text: %d", got)
	}
}

func TestHistory(t *testing.T) {
	var h history
	s := func(n int) spot { return spot{"a", n} }
	h.leave(s(1))
	h.leave(s(2))
	if got, ok := h.back(s(3)); !ok || got != s(2) {
		t.Errorf("back: %v", got)
	}
	if got, ok := h.back(s(2)); !ok || got != s(1) {
		t.Errorf("back: %v", got)
	}
	if _, ok := h.back(s(1)); ok {
		t.Error("back beyond the first")
	}
	if got, ok := h.forward(s(1)); !ok || got != s(2) {
		t.Errorf("forward: %v", got)
	}
	h.leave(s(9))
	if _, ok := h.forward(s(9)); ok {
		t.Error("a jump keeps what was gone back from")
	}
	for i := range 3 * historyLen {
		h.leave(s(i))
	}
	if len(h.past) > historyLen {
		t.Errorf("%d places are kept", len(h.past))
	}
}

// TestSnippetWindow: of a long snippet the part with the first match is shown, its matches in place.
func TestSnippetWindow(t *testing.T) {
	m := layout.Measure{}
	s := strings.Repeat("这是前面的一句话，没有要找的词。", 10) + "后面的帮扶工作要抓好。"
	at := strings.Index(s, "帮扶")
	w, ms := window(index.Snippet{Text: s, Matches: []text.Span{{Start: at, End: at + len("帮扶")}}}, 60, m.Width)
	if len(ms) != 1 || w[ms[0].Start:ms[0].End] != "帮扶" || m.Width(w[:ms[0].End]) > 60 {
		t.Errorf("%q %v", w, ms)
	}
}

// TestThemes: in every theme what must be told apart is, even without colours.
func TestThemes(t *testing.T) {
	for _, p := range []string{"never", "always"} {
		for _, name := range themes {
			l := newLook(name, profileOf(p, "", "xterm-256color", ""))
			for _, pair := range [][2]role{{roleMatch, roleMatchNow}, {roleMatch, roleText}, {roleCursor, roleText}, {roleCursor, roleCursorOff}, {roleSelect, roleText}, {roleLink, roleText}, {roleCurrent, roleText}} {
				if l.on[pair[0]] == l.on[pair[1]] {
					t.Errorf("theme %q, colour %s: roles %d and %d look alike", name, p, pair[0], pair[1])
				}
			}
		}
	}
}

// TestMatcherPinyin: a title that reads what was typed to the end comes before one of which it is only
// the beginning of a reading, and the name of the state before a title does not count.
func TestMatcherPinyin(t *testing.T) {
	q := newMatcher("xingfa")
	law, other, later := q.score("中华人民共和国刑法"), q.score("省防空司令部組織條例"), q.score("关于刑法的解释")
	if law <= other || law <= later || later == 0 || other == 0 {
		t.Errorf("刑法 %d, 省防 %d, 关于刑法 %d", law, other, later)
	}
	for _, typed := range []string{"jsx", "jishengx", "jisx", "jishengxie", "jshx"} {
		if newMatcher(typed).score("计生协") == 0 {
			t.Errorf("%s does not find 计生协", typed)
		}
	}
}
