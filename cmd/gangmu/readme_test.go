package main

import (
	"flag"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"gangmu/corpus/corpustest"
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
		"picture":     "![" + "gangmu](cmd/gangmu/picture.svg)",
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
