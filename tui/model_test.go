package tui

import (
	"context"
	"flag"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"

	tea "github.com/charmbracelet/bubbletea"
	"github.com/charmbracelet/x/ansi"

	"gangmu/corpus"
)

var full = flag.Bool("full", false, "every size, every document")

func TestMain(m *testing.M) {
	for _, v := range []string{"LC_ALL", "LC_MESSAGES", "LANG", "NO_COLOR", "SSH_TTY", "TMUX"} {
		os.Unsetenv(v)
	}
	os.Setenv("TERM", "xterm-256color")
	flag.Parse()
	os.Exit(m.Run())
}

// A driver runs a model without a terminal: keys go in, commands are run at once, frames come out.
type driver struct {
	t testing.TB
	*model
	copied []string
}

// drive starts a reader on documents with a screen of w by h cells.
func drive(t testing.TB, o Options, w, h int) *driver {
	t.Helper()
	if o.State == "" {
		o.State = "-"
	}
	if o.Config == "" {
		o.Config = os.DevNull
	}
	conf, problems := readConfig(o.Config)
	ctx, cancel := context.WithCancel(context.Background())
	d := &driver{t: t, model: newModel(ctx, o, conf, problems)}
	t.Cleanup(func() { cancel(); d.library.index.indexer.end() })
	d.copyTo = func(s string) { d.copied = append(d.copied, s) }
	d.run(d.Init())
	d.send(tea.WindowSizeMsg{Width: w, Height: h})
	return d
}

func (d *driver) send(msg tea.Msg) {
	_, cmd := d.Update(msg)
	if d.crash != nil {
		d.t.Fatal(d.crash)
	}
	d.run(cmd)
}

// run carries out a command and all that follow from it.
func (d *driver) run(cmd tea.Cmd) {
	if cmd == nil {
		return
	}
	switch msg := cmd().(type) {
	case nil, tea.QuitMsg:
	case tea.BatchMsg:
		for _, c := range msg {
			d.run(c)
		}
	default:
		if s := fmt.Sprintf("%T", msg); strings.HasPrefix(s, "tea.") && s != "tea.WindowSizeMsg" {
			return // what Bubble Tea itself carries out
		}
		d.send(msg)
	}
}

var namedKeys = map[string]tea.KeyType{
	"enter": tea.KeyEnter, "esc": tea.KeyEsc, "tab": tea.KeyTab, "shift+tab": tea.KeyShiftTab, "up": tea.KeyUp, "down": tea.KeyDown,
	"left": tea.KeyLeft, "right": tea.KeyRight, "home": tea.KeyHome, "end": tea.KeyEnd, "pgup": tea.KeyPgUp, "pgdown": tea.KeyPgDown,
	"space": tea.KeySpace, "backspace": tea.KeyBackspace, "delete": tea.KeyDelete, "f1": tea.KeyF1, "f2": tea.KeyF2, "f3": tea.KeyF3, "f4": tea.KeyF4,
	"f5": tea.KeyF5, "f6": tea.KeyF6, "f7": tea.KeyF7, "f8": tea.KeyF8, "f9": tea.KeyF9, "f10": tea.KeyF10, "f11": tea.KeyF11,
	"ctrl+c": tea.KeyCtrlC, "ctrl+d": tea.KeyCtrlD, "ctrl+u": tea.KeyCtrlU, "ctrl+w": tea.KeyCtrlW, "ctrl+o": tea.KeyCtrlO, "shift+left": tea.KeyShiftLeft, "shift+right": tea.KeyShiftRight, "shift+up": tea.KeyShiftUp, "shift+down": tea.KeyShiftDown,
}

// keys types: words are named keys or text, separated by blanks.
func (d *driver) keys(line string) *driver {
	for _, k := range strings.Fields(line) {
		if t, ok := namedKeys[k]; ok {
			msg := tea.KeyMsg{Type: t}
			if t == tea.KeySpace {
				msg.Runes = []rune{' '}
			}
			d.send(msg)
		} else {
			d.send(tea.KeyMsg{Type: tea.KeyRunes, Runes: []rune(k)})
		}
	}
	return d
}

// rows are the rows of the frame without styles.
func (d *driver) rows() []string { return strings.Split(ansi.Strip(d.View()), "\n") }

func (d *driver) screenText() string { return strings.Join(d.rows(), "\n") }

// wantScreen fails if a text is not on the screen.
func (d *driver) wantScreen(texts ...string) {
	d.t.Helper()
	s := d.screenText()
	for _, text := range texts {
		if !strings.Contains(s, text) {
			d.t.Errorf("not on the screen: %q\n%s", text, s)
		}
	}
}

const report = `关于试验区工作的报告

各位代表：

一、过去一年的工作
过去一年，全区上下同心协力，各项工作取得新进展。
（一）帮扶工作。一是领导重视。区里成立了帮扶小组，走访困难家庭三百户。二是措施有力。筹集资金二十万元，发放到户。三是效果明显。
（二）宣传教育
1.办好讲座。全年举办讲座四十场，听众八千人次。
2.用好阵地。新建宣传栏十二处。
二、今后的任务
（一）继续帮扶
加大帮扶力度，见《试验区帮扶办法》第三条。
（三）加强组织
按照上文一、（二）的要求，建设队伍。

试验区工作组
2024年3月1日
`

const statute = `试验区帮扶办法

第一章 总则
第一条 为了规范帮扶工作，制定本办法。
第二条 本办法适用于试验区内的帮扶活动。
第二章 帮扶
第三条 帮扶对象包括：
（一）困难家庭；
（二）独居老人。
第四条 依照第三条第（一）项帮扶的，每年核查一次。
第四条之一 核查办法另行制定。
第三章 附则
第五条 本办法自公布之日起施行。
`

func document(t testing.TB, name, s string) *corpus.Document {
	t.Helper()
	d, err := corpus.New(name, []byte(s))
	if err != nil {
		t.Fatal(err)
	}
	return d
}

// TestFrameSize shows every surface at many sizes, in both languages and with both widths of
// ambiguous characters: a frame is exactly h rows of exactly w cells.
func TestFrameSize(t *testing.T) {
	surfaces := map[string]string{
		"text": "", "outline": "tab j j", "jump": "g 1.2", "find": "/ 帮扶", "found": "/ 帮扶 enter n", "missing": "/ 没有的词 enter",
		"help": "?", "palette": ":", "palette narrowed": ": mark", "headings": "@", "headings narrowed": "@ bf", "documents": "D",
		"marks": "m a B", "references": "r", "findings": "x", "info": "i", "select": "v j j", "select to an end": "v l l $ o", "select paragraphs": "V } j",
		"sizes": "#", "sizes and hits": "/ 帮扶 enter #", "headings with hits": "/ 帮扶 enter z&", "no headings with hits": "/ 没有的词 enter z&",
		"mark hint": "m", "keys behind z": "z", "options": "zh zf zs J", "remark": "g 2.2 enter", "filter": "& 帮扶 enter", "source": "w",
		"traditional": "t t", "zen": "f11", "no outline": "o", "count": "1 2", "search": "s 帮扶", "results": "s 帮扶 tab", "nothing": "s 没有的词",
		"several": "g 一 enter", "unknown": "g 99 enter", "bad query": "s (", "beside": "W", "beside other": "W tab j",
		"trend prompt": "C 帮扶", "trend": "C 帮扶 space 讲座 enter",
		"note prompt": "a 核对", "noted": "] a 核对 enter", "noted selection": "v j j a 核对这几行 enter", "note list": "] a 核对 enter B",
	}
	widths := []int{1, 2, 7, 39, 40, 41, 63, 79, 80, 81, 100, 139, 140, 160, 250}
	heights := []int{1, 2, 7, 8, 9, 20, 45, 70}
	if *full {
		widths, heights = nil, nil
		for w := 1; w <= 250; w++ {
			widths = append(widths, w)
		}
		for h := 1; h <= 70; h++ {
			heights = append(heights, h)
		}
	}
	docs := []*corpus.Document{document(t, "/x/report.txt", report), document(t, "/x/statute.txt", statute)}
	for _, language := range []string{"C", "zh_CN.UTF-8"} {
		for _, ambiguous := range []int{1, 2} {
			for name, keys := range surfaces {
				t.Run(fmt.Sprintf("%s/%d/%s", language, ambiguous, name), func(t *testing.T) {
					d := drive(t, Options{Docs: docs, Lang: language, Ambiguous: ambiguous, LibraryDir: t.TempDir()}, 160, 45)
					d.keys(keys)
					for i, w := range widths {
						for j, h := range heights {
							if !*full && (i+j+len(name))%3 != 0 {
								continue
							}
							d.send(tea.WindowSizeMsg{Width: w, Height: h})
							checkFrame(t, d.model, w, h)
						}
					}
				})
			}
		}
	}
	d := drive(t, Options{}, 80, 24)
	checkFrame(t, d.model, 80, 24)
}

func checkFrame(t *testing.T, m *model, w, h int) {
	t.Helper()
	frame := m.View()
	rows := strings.Split(frame, "\n")
	if len(rows) != h {
		t.Fatalf("%d×%d: %d rows", w, h, len(rows))
	}
	for y, r := range rows {
		plain := ansi.Strip(r)
		if n := m.m.Width(plain); n != w {
			t.Fatalf("%d×%d: row %d has %d cells: %q", w, h, y, n, plain)
		}
		if strings.ContainsAny(plain, "\t\r\x1b") {
			t.Fatalf("%d×%d: row %d holds a control character: %q", w, h, y, plain)
		}
	}
}

// TestFirstView draws nothing before the size of the screen is known.
func TestFirstView(t *testing.T) {
	conf, _ := readConfig(os.DevNull)
	m := newModel(context.Background(), Options{State: "-"}, conf, nil)
	if v := m.View(); v != "" {
		t.Errorf("View before the size is known: %q", v)
	}
}

// TestTooSmall: the notice of a screen that is too small is read to its end where that has room for it.
func TestTooSmall(t *testing.T) {
	for _, lang := range []string{"zh", "en"} {
		d := drive(t, Options{Docs: two(t), Lang: lang, Ambiguous: 1}, 20, 5)
		if s := strings.Join(strings.Fields(strings.Join(d.rows(), " ")), ""); !strings.Contains(s, "40") || !strings.Contains(s, "8") {
			t.Errorf("%q", d.rows())
		}
	}
}

// TestNothingToRead: a file that is empty, or cannot be read, says so in the reader's language.
func TestNothingToRead(t *testing.T) {
	dir := t.TempDir()
	empty, program := filepath.Join(dir, "empty.txt"), filepath.Join(dir, "program.txt")
	for path, data := range map[string]string{empty: "", program: "\x7fELF\x02\x01\x01" + strings.Repeat("\x00", 64)} {
		if err := os.WriteFile(path, []byte(data), 0o644); err != nil {
			t.Fatal(err)
		}
	}
	for _, c := range []struct{ lang, path, want, not string }{
		{"zh", empty, "（空文件）", "empty file"}, {"zh-Hant", program, "這是程序", "not a document"}, {"en", program, "not a document", "程序"},
		{"zh", filepath.Join(dir, "nowhere.txt"), "没有这个文件", "no such"},
	} {
		d := drive(t, Options{Paths: []string{c.path}, Lang: c.lang, Ambiguous: 1}, 160, 12)
		if s := strings.Join(d.rows(), "\n"); !strings.Contains(s, c.want) || strings.Contains(s, c.not) {
			t.Errorf("%s %s: %s", c.lang, c.path, s)
		}
	}
}
