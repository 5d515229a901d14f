package main

import (
	"encoding/json"
	"errors"
	"go/ast"
	"go/parser"
	"go/token"
	"io"
	"io/fs"
	"os/exec"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"gangmu/corpus/corpustest"
)

// rank orders the packages: a package imports only packages of a lower rank. Below corpus a
// document flows one way and no step knows the next.
var rank = map[string]int{
	"gangmu/corpus/text":              0,
	"gangmu/corpus/lazy":              0,
	"gangmu/corpus/sample":            0,
	"gangmu/corpus/corpustest/scrape": 2,
	"gangmu/corpus/corpustest":        0,
	"gangmu/corpus/han":               1,
	"gangmu/corpus/decode":            1,
	"gangmu/corpus/words":             2,
	"gangmu/corpus/numbering":         2,
	"gangmu/corpus/extract":           2,
	"gangmu/corpus/fold":              3,
	"gangmu/corpus/repair":            3,
	"gangmu/corpus/outline":           4,
	"gangmu/corpus/ref":               5,
	"gangmu/corpus/check":             6,
	"gangmu/corpus":                   7,
	"gangmu/corpus/compare":           8,
	"gangmu/corpus/library":           8,
	"gangmu/corpus/notes":             8,
	"gangmu/corpus/trend":             8,
	"gangmu/index":                    10,
	"gangmu/tui/layout":               9, // beside index, and pure
	"gangmu/tui":                      20,
	"gangmu/cmd/gangmu":               30,
}

// home says below which package a library's types stay.
var home = []struct{ library, below string }{
	{"github.com/blevesearch/", "gangmu/index"},
	{"github.com/charmbracelet/bubbletea", "gangmu/tui"},
	{"github.com/charmbracelet/bubbles", "gangmu/tui"},
	{"github.com/charmbracelet/lipgloss", "gangmu/tui"},
	{"github.com/spf13/", "gangmu/cmd"},
	{"flag", "gangmu/cmd"},
}

// impure is what package layout must do without: screen, files, clock.
var impure = []string{"os", "io/fs", "time", "net", "github.com/charmbracelet/", "github.com/muesli/", "golang.org/x/term"}

type goPackage struct {
	ImportPath string
	Dir        string
	Imports    []string
	Deps       []string
	GoFiles    []string
}

func packages(t *testing.T) []goPackage {
	t.Helper()
	cmd := exec.Command("go", "list", "-json=ImportPath,Dir,Imports,Deps,GoFiles", "./...")
	cmd.Dir = corpustest.Root(t)
	out, err := cmd.Output()
	if err != nil {
		t.Fatalf("go list: %v", err)
	}
	var list []goPackage
	for dec := json.NewDecoder(strings.NewReader(string(out))); ; {
		var p goPackage
		err := dec.Decode(&p)
		if errors.Is(err, io.EOF) {
			return list
		}
		if err != nil {
			t.Fatal(err)
		}
		list = append(list, p)
	}
}

func under(path, prefix string) bool {
	return path == prefix || strings.HasPrefix(path, strings.TrimSuffix(prefix, "/")+"/")
}

// ours finds the rank of a package, or of the package it lies below (internal parts, generators).
func ours(path string) (int, bool) {
	for p := path; strings.Contains(p, "/"); p = p[:strings.LastIndex(p, "/")] {
		if r, ok := rank[p]; ok {
			return r, p == path || p != "gangmu/corpus" // a step of its own in corpus needs a rank
		}
	}
	return 0, false
}

func TestArrowsPointDown(t *testing.T) {
	for _, p := range packages(t) {
		mine, ok := ours(p.ImportPath)
		if !ok {
			t.Errorf("%s has no place in the order of packages: give it a rank", p.ImportPath)
			continue
		}
		for _, imp := range p.Imports {
			if !strings.HasPrefix(imp, "gangmu/") {
				continue
			}
			if theirs, _ := ours(imp); theirs >= mine && !under(imp, p.ImportPath) && !under(p.ImportPath, imp) {
				t.Errorf("%s imports %s: arrows point down only", p.ImportPath, imp)
			}
			if imp == "gangmu/corpus/corpustest" {
				t.Errorf("%s imports %s outside its tests", p.ImportPath, imp)
			}
		}
	}
}

func TestTypesStayHome(t *testing.T) {
	for _, p := range packages(t) {
		for _, h := range home {
			if under(p.ImportPath, h.below) {
				continue
			}
			for _, imp := range p.Imports {
				if under(imp, h.library) {
					t.Errorf("%s imports %s, which stays under %s", p.ImportPath, imp, h.below)
				}
			}
		}
		// What a document is needs neither screen nor index, not even through others.
		if under(p.ImportPath, "gangmu/corpus") || p.ImportPath == "gangmu/index" {
			for _, dep := range p.Deps {
				if under(dep, "github.com/charmbracelet/bubbletea") || under(dep, "github.com/spf13/") ||
					under(dep, "github.com/blevesearch/") && p.ImportPath != "gangmu/index" {
					t.Errorf("%s depends on %s", p.ImportPath, dep)
				}
			}
		}
		if under(p.ImportPath, "gangmu/tui/layout") {
			for _, imp := range p.Imports {
				for _, bad := range impure {
					// Strings of cells are cut by x/ansi, which is as pure as layout itself.
					if under(imp, bad) && !under(imp, "github.com/charmbracelet/x/ansi") {
						t.Errorf("%s imports %s: layout is pure", p.ImportPath, imp)
					}
				}
			}
		}
	}
}

// TestOnlyMainExits: os.Exit and log.Fatal are for main alone; elsewhere they would leave a
// terminal unrestored or an index half written.
func TestOnlyMainExits(t *testing.T) {
	root := corpustest.Root(t)
	err := filepath.WalkDir(root, func(path string, e fs.DirEntry, err error) error {
		if err != nil {
			return err
		}
		name := e.Name()
		if e.IsDir() && path != root && (strings.HasPrefix(name, ".") || name == "testdata" || name == "dist") {
			return fs.SkipDir
		}
		rel, _ := filepath.Rel(root, path)
		if !strings.HasSuffix(name, ".go") || strings.HasSuffix(name, "_test.go") || filepath.ToSlash(rel) == "cmd/gangmu/main.go" {
			return nil
		}
		file, err := parser.ParseFile(token.NewFileSet(), path, nil, 0)
		if err != nil {
			return err
		}
		if generator := file.Name.Name == "main" && !strings.HasPrefix(filepath.ToSlash(rel), "cmd/gangmu"); generator {
			return nil // run by go generate, never part of the program
		}
		ast.Inspect(file, func(n ast.Node) bool {
			sel, ok := n.(*ast.SelectorExpr)
			if !ok {
				return true
			}
			if x, ok := sel.X.(*ast.Ident); ok && slices.Contains([]string{"os.Exit", "log.Fatal", "log.Fatalf", "log.Fatalln"}, x.Name+"."+sel.Sel.Name) {
				t.Errorf("%s calls %s.%s", rel, x.Name, sel.Sel.Name)
			}
			return true
		})
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
}
