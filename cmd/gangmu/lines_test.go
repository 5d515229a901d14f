package main

import (
	"bytes"
	"context"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"
	"unicode/utf8"
)

// TestPathText: what is printed of a path is one line of sound text, without commands to the terminal;
// a sound path is printed as it is, and printf gives every path back.
func TestPathText(t *testing.T) {
	for path, want := range map[string]string{
		"/文件/报告 1.txt": "/文件/报告 1.txt", `/c\d`: `/c\d`, "/\ufffd.txt": "/\ufffd.txt",
		"/new\nline":   `/new\nline`,
		"/bad\xff\xb9": `/bad\xff\xb9`,
		"/e\x1b[31m\\": `/e\x1b[31m\\`,
		"/r\u202etxt":  `/r\xe2\x80\xaetxt`,
	} {
		got := pathText(path)
		if got != want {
			t.Errorf("%q: %s, want %s", path, got, want)
		}
		if got == path {
			continue
		}
		if out, err := exec.Command("bash", "-c", `printf %b "$1"`, "-", got).Output(); err == nil && string(out) != path {
			t.Errorf("%s comes back as %q", got, out)
		}
		if j := pathJSON(path); !utf8.ValidString(j) {
			t.Errorf("%q in JSON: %q", path, j)
		}
	}
}

// TestOddPathsPrinted: no verb prints a path that breaks its line or is no text.
func TestOddPathsPrinted(t *testing.T) {
	dir := t.TempDir()
	var paths []string
	for _, name := range []string{"bad\xff.txt", "new\nline.txt", "e\x1b[31m.txt"} {
		path := filepath.Join(dir, name)
		if err := os.WriteFile(path, []byte("关于工作的通知\n\n一、总体要求\n内容。\n二、任务\n（一）甲。\n三、见《乙法》第二条。\n"), 0o666); err != nil {
			t.Skip(err)
		}
		paths = append(paths, path)
	}
	for _, verb := range []string{"outline --format json", "info", "info --json", "check", "check --json", "refs", "refs --json", "show 九", "search --json 任务 --files", "search 任务 --files", "trend 任务 --by document --json --files", "trend 任务 --by document --files"} {
		for _, path := range paths {
			var out, bad bytes.Buffer
			args := append(strings.Fields(verb), path)
			if verb == "show 九" {
				args = []string{"show", path, "九"}
			}
			run(context.Background(), args, world{Out: &out, Err: &bad, In: &out, Env: func(string) string { return "" }})
			both := out.String() + bad.String()
			if strings.ContainsAny(both, "\x1b\ufffd") || strings.Contains(both, "new\n") || !utf8.ValidString(both) || strings.Contains(both, `\ufffd`) {
				t.Errorf("%s: %q", verb, both)
			}
		}
	}
}
