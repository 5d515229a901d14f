package words

import (
	"go/ast"
	"go/parser"
	"go/token"
	"path/filepath"
	"strconv"
	"strings"
	"testing"
	"unicode"
)

// TestEnglish: every message that a package says has its English, with as many verbs, in the same
// order; and nothing is in the table that nobody says.
func TestEnglish(t *testing.T) {
	said := map[string]bool{}
	for _, dir := range []string{"../check", "../ref"} {
		files, err := filepath.Glob(filepath.Join(dir, "*.go"))
		if err != nil || len(files) == 0 {
			t.Fatal(dir, err)
		}
		for _, f := range files {
			if strings.HasSuffix(f, "_test.go") {
				continue
			}
			collect(t, f, said)
		}
	}
	for s := range said {
		e, ok := english[s]
		if !ok {
			t.Errorf("%q has no English", s)
			continue
		}
		if verbs(s) != verbs(e) {
			t.Errorf("%q has the verbs %q, its English %q", s, verbs(s), verbs(e))
		}
		if strings.ContainsFunc(e, func(r rune) bool { return r == '。' || r == '，' || r == '；' }) {
			t.Errorf("%q has Chinese marks", e)
		}
	}
	for s := range english {
		if !said[s] {
			t.Errorf("nobody says %q", s)
		}
	}
}

// collect notes what is said in a file: the formats given to say, the values of the table benign,
// the texts of the errors that a jump may have.
func collect(t *testing.T, file string, said map[string]bool) {
	f, err := parser.ParseFile(token.NewFileSet(), file, nil, 0)
	if err != nil {
		t.Fatal(err)
	}
	note := func(e ast.Expr) {
		if l, ok := e.(*ast.BasicLit); ok && l.Kind == token.STRING {
			if s, err := strconv.Unquote(l.Value); err == nil && strings.ContainsFunc(s, func(r rune) bool { return unicode.Is(unicode.Han, r) || r == '，' }) || verbs(s) != "" && err == nil {
				said[s] = true
			}
		}
	}
	ast.Inspect(f, func(n ast.Node) bool {
		switch n := n.(type) {
		case *ast.CallExpr:
			if s, ok := n.Fun.(*ast.SelectorExpr); ok && len(n.Args) > 0 && (s.Sel.Name == "say" || s.Sel.Name == "New" && strings.HasSuffix(file, "parse.go")) {
				note(n.Args[0])
			}
		case *ast.ValueSpec:
			if len(n.Names) == 1 && n.Names[0].Name == "benign" {
				for _, e := range n.Values[0].(*ast.CompositeLit).Elts {
					note(e.(*ast.KeyValueExpr).Value)
				}
			}
		}
		return true
	})
}

// verbs are the verbs of a format in order: "s", "d".
func verbs(s string) string {
	v := ""
	for i := 0; i+1 < len(s); i++ {
		if s[i] == '%' && (s[i+1] == 's' || s[i+1] == 'd') {
			v += s[i+1 : i+2]
		}
	}
	return v
}

func TestSay(t *testing.T) {
	for l, want := range map[Lang]string{Simplified: "第2条之后是第4条，缺第3条", Traditional: "第2条之後是第4条，缺第3条", English: "第2条 is followed by 第4条; missing: 第3条"} {
		if got := l.Say("%s之后是%s，缺%s", "第2条", "第4条", "第3条"); got != want {
			t.Errorf("%q, want %q", got, want)
		}
	}
	if got := English.Say("百分数应在 0% 至 100% 之间"); got != "a share is between 0% and 100%" {
		t.Error(got)
	}
}

func TestOne(t *testing.T) {
	for _, c := range []struct {
		l         Lang
		msg, want string
	}{
		{Simplified, "这是程序 (ELF)，不是文档 (not a document)", "这是程序 (ELF)，不是文档"},
		{English, "这是程序 (ELF)，不是文档 (not a document)", "not a document"},
		{Traditional, "图像 (PNG)，没有文字 (an image (PNG))", "圖像 (PNG)，沒有文字"},
		{English, "no such file", "no such file"}, {English, "没有", "没有"}, {Simplified, "broken (zip)", "broken (zip)"},
	} {
		if got := c.l.One(c.msg); got != c.want {
			t.Errorf("%d %q: %q, want %q", c.l, c.msg, got, c.want)
		}
	}
}
