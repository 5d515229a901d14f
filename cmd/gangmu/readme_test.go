package main

import (
	"flag"
	"fmt"
	"os"
	"path/filepath"
	"reflect"
	"slices"
	"strings"
	"testing"

	"gangmu/corpus/corpustest"
	"gangmu/corpus/library"
	"gangmu/corpus/notes"
	"gangmu/corpus/trend"
	"gangmu/tui"
)

var update = flag.Bool("update", false, "write the picture and the generated parts of README.md")

// TestREADME: the verbs and the keys in README.md are those of the program.
func TestREADME(t *testing.T) {
	path := filepath.Join(corpustest.Root(t), "README.md")
	data, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	readme := string(data)
	want := readme
	for name, text := range map[string]string{
		"pictures zh": picturesMarkdown(chinese),
		"pictures en": picturesMarkdown(english),
		"verbs zh":    verbTable(chinese),
		"verbs en":    verbTable(english),
		"json zh":     jsonTable(chinese),
		"json en":     jsonTable(english),
		"settings zh": tui.SettingsMarkdown("zh"),
		"settings en": tui.SettingsMarkdown("en"),
		"keys zh":     tui.KeysMarkdown("zh"),
		"keys en":     tui.KeysMarkdown("en"),
	} {
		want = replacePart(t, want, name, text)
	}
	if *update && want != readme {
		if err := os.WriteFile(path, []byte(want), 0o666); err != nil {
			t.Fatal(err)
		}
		return
	}
	if want != readme {
		t.Error("README.md is behind the program: run go test ./cmd/gangmu -run README -update")
	}
}

// replacePart puts text between the marks <!-- begin name --> and <!-- end name -->.
func replacePart(t *testing.T, s, name, text string) string {
	t.Helper()
	begin, end := "<!-- begin "+name+" -->\n", "<!-- end "+name+" -->"
	i := strings.Index(s, begin)
	j := strings.Index(s, end)
	if i < 0 || j < i {
		t.Fatalf("README.md has no part %q", name)
	}
	return s[:i+len(begin)] + strings.TrimSpace(text) + "\n" + s[j:]
}

// jsonTable is the list of JSON fields as Markdown, from the same table as the manual page.
func jsonTable(l lang) string {
	head := "| command | output |\n|---|---|\n"
	if l == chinese {
		head = "| 命令 | 输出 |\n|---|---|\n"
	}
	for _, row := range (&app{lang: l}).jsonFields() {
		head += fmt.Sprintf("| `%s` | %s |\n", row[0], row[1])
	}
	return head
}

// TestJSONFields: the list names every field of every JSON output.
func TestJSONFields(t *testing.T) {
	of := map[string][]any{
		"outline --format json": {outlineJSON{}}, "search --json": {hitJSON{}}, "check --json": {findingJSON{}}, "info --json": {library.Card{}},
		"list --json": {library.Listed{}}, "trend --json": {trend.Table{}}, "compare --json": {comparisonJSON{}},
		"refs --json": {refJSON{}, lackJSON{}}, "notes --format json": {notes.Note{}}, "doctor --json": {remark{}},
	}
	info := ""
	for _, row := range (&app{}).jsonFields() {
		if row[0] == "info --json" {
			info = row[1]
		}
		if row[0] == "list --json" {
			row[1] += " " + info
		}
		named := strings.FieldsFunc(row[1], func(r rune) bool { return (r < 'a' || r > 'z') && r != '_' })
		for _, v := range of[row[0]] {
			for _, f := range fieldsOf(reflect.TypeOf(v), nil) {
				if !slices.Contains(named, f) {
					t.Errorf("%s: %s is not named", row[0], f)
				}
			}
		}
		delete(of, row[0])
	}
	for name := range of {
		t.Errorf("%s is not listed", name)
	}
}

// fieldsOf gives the JSON names of the fields of a struct and of those in it; seen are those above.
func fieldsOf(t reflect.Type, seen []reflect.Type) (names []string) {
	for t.Kind() == reflect.Slice || t.Kind() == reflect.Pointer {
		t = t.Elem()
	}
	if t.Kind() != reflect.Struct || slices.Contains(seen, t) {
		return nil
	}
	seen = append(seen, t)
	for i := range t.NumField() {
		f := t.Field(i)
		name, _, _ := strings.Cut(f.Tag.Get("json"), ",")
		switch {
		case name != "" && name != "-":
			names = append(names, name)
		case !f.Anonymous:
			continue
		}
		names = append(names, fieldsOf(f.Type, seen)...)
	}
	return names
}

// verbTable is the list of verbs as Markdown, from the same table as the help.
func verbTable(l lang) string {
	a := &app{lang: l, world: world{Env: func(string) string { return "" }}}
	head := "| command | does |\n|---|---|\n| `gangmu [PATH…]` | opens the reader |\n"
	if l == chinese {
		head = "| 命令 | 作用 |\n|---|---|\n| `gangmu [PATH…]` | 打开阅读器 |\n"
	}
	for _, c := range a.root().Commands() {
		if c.IsAvailableCommand() && c.Name() != "help" {
			head += fmt.Sprintf("| `gangmu %s` | %s |\n", strings.ReplaceAll(c.Use, "|", `\|`), c.Short)
		}
	}
	return head
}

// TestEveryVerbIsTested: there is no verb that the scripts do not run with good and bad input.
func TestEveryVerbIsTested(t *testing.T) {
	files, err := filepath.Glob("testdata/script/*.txtar")
	if err != nil {
		t.Fatal(err)
	}
	all := ""
	for _, f := range files {
		data, err := os.ReadFile(f)
		if err != nil {
			t.Fatal(err)
		}
		all += string(data)
	}
	a := &app{world: world{Env: func(string) string { return "" }}}
	for _, c := range a.root().Commands() {
		if !strings.Contains(all, "exec gangmu "+c.Name()) {
			t.Errorf("no script runs gangmu %s", c.Name())
		}
		if !strings.Contains(all, "code 2 gangmu "+c.Name()) && !strings.Contains(all, "code 1 gangmu "+c.Name()) {
			t.Errorf("no script runs gangmu %s with bad input", c.Name())
		}
	}
}

// A picture is a screen that README shows: what is opened, what is typed, and after each step words
// that the screen must hold.
type picture struct {
	name, zh, en string
	w, h         int
	open         []string // of testdata/doc; none = the built-in report
	steps        [][]string
}

// pictures are made of the built-in report and of the small documents in testdata/doc.
var pictures = []picture{
	{"search", "在全部文件中查找：左边提纲，中间正文，右边结果", "searching all documents: outline, text, hits", 144, 34, nil,
		[][]string{{"s帮扶", "6 处，1 个文件", "4.计划生育家庭帮扶"}, {"\r", "帮扶的关键在钱", "/帮扶"}}},
	{"jump", "不开输入法按编号跳转：g 1.3 ⏎；原文缺的编号也在提纲里", "jumping by number without an input method; numbers that the text lacks are in the outline", 110, 28, nil,
		[][]string{{"g1.3\r", "（三）加强组织和能力建设"}}},
	{"findings", "校对编号，并说明为什么可能没有错", "proofreading the numbering, and why a finding may be fine", 110, 28, nil,
		[][]string{{"x", "校对 1/2", "N02"}}},
	{"compare", "两个文件对照，差异逐词标出", "two documents side by side, their differences word by word", 130, 28, []string{"report-2023.txt", "report-2024.txt"},
		[][]string{{"W", "2024年全市档案工作报告", "34 处差异"}, {"].", "差异 "}}},
	{"trend", "提法逐年的消长", "how often terms occur, by year", 110, 28, []string{"report-2023.txt", "report-2024.txt", "regulation.txt"},
		[][]string{{"C档案 库房 数字化\r", "每万字", "数字化"}}},
	{"narrow", "60 列的窗口里按拼音首字母找标题", "headings by the initials of their pinyin, 60 columns", 60, 20, nil,
		[][]string{{"@zz", "组织"}}},
}

// picturesMarkdown is README's pictures, each with what it shows; all but the first are folded away.
func picturesMarkdown(l lang) string {
	var b strings.Builder
	more := "更多画面"
	if l == english {
		more = "more screens"
	}
	for i, p := range pictures {
		says := p.zh
		if l == english {
			says = p.en
		}
		if i == 1 {
			fmt.Fprintf(&b, "<details><summary>%s</summary>\n\n", more)
		}
		fmt.Fprintf(&b, "%s\n\n![%s](cmd/gangmu/picture/%s.svg)\n\n", says, says, p.name)
	}
	return b.String() + "</details>\n"
}
