package main

import (
	"bytes"
	"os"
	"strings"
	"testing"

	"gangmu/corpus"
	"gangmu/corpus/corpustest"
	"gangmu/corpus/outline"
)

// The slow twin of jsonOutline: the same by encoding/json.
type outlineJSON struct {
	Path     string        `json:"path"`
	Title    string        `json:"title"`
	Genre    outline.Genre `json:"genre"`
	Encoding string        `json:"encoding"`
	Runes    int           `json:"runes"`
	Sections []sectionJSON `json:"sections"`
}

type sectionJSON struct {
	ID       string        `json:"id"`
	Level    int           `json:"level"`
	Label    string        `json:"label"`
	Number   int           `json:"number"`
	Suffix   int           `json:"suffix"`
	Form     string        `json:"form"`
	Title    string        `json:"title"`
	Start    int           `json:"start"`
	Body     int           `json:"body"`
	End      int           `json:"end"`
	Missing  bool          `json:"missing"`
	Inferred bool          `json:"inferred"`
	RunIn    bool          `json:"runin"`
	Item     bool          `json:"item,omitempty"`
	Why      string        `json:"why,omitempty"`
	Children []sectionJSON `json:"children"`
}

func outlineOf(d *corpus.Document, depth int) outlineJSON {
	return outlineJSON{Path: pathJSON(d.Path), Title: d.Tree.Meta.Title, Genre: d.Tree.Genre, Encoding: d.Encoding,
		Runes: d.Rune(len(d.Source)), Sections: sectionsOf(d, d.Tree.Root.Children, 1, depth)}
}

func sectionsOf(d *corpus.Document, sections []*outline.Section, nesting, depth int) []sectionJSON {
	list := []sectionJSON{}
	for _, s := range sections {
		if tooDeep(s, nesting, depth) {
			continue
		}
		list = append(list, sectionJSON{ID: s.ID, Level: s.Level, Label: s.Label.Text, Number: s.Label.Number,
			Suffix: s.Label.Suffix, Form: s.Label.Shape(), Title: strings.TrimSpace(s.Title),
			Start: d.Rune(s.Start), Body: d.Rune(s.Body), End: d.Rune(s.End),
			Missing: s.Missing, Inferred: s.Inferred, RunIn: s.RunIn, Item: s.Item, Why: s.Why,
			Children: sectionsOf(d, s.Children, nesting+1, depth)})
	}
	return list
}

func TestJSONOutline(t *testing.T) {
	check := func(name string, data []byte) {
		d, err := corpus.New(name, data)
		if err != nil {
			t.Fatal(err)
		}
		for _, depth := range []int{0, 1, 2} {
			var got, want bytes.Buffer
			if err := jsonOutline(&got, d, depth); err != nil {
				t.Fatal(err)
			}
			if err := writeJSON(&want, outlineOf(d, depth), "  "); err != nil {
				t.Fatal(err)
			}
			if got.String() != want.String() {
				t.Errorf("%s, depth %d:\n%s\nwant\n%s", name, depth, got.String(), want.String())
			}
		}
	}
	check("/empty.txt", nil)
	check(`/a "b"\c.txt`, []byte("一、“甲\"\\\x01\x7f<b>&\u2028乙\xff\n（一）丙\n1.丁\n（1）戊\n①己\n第一，庚\n附件2 辛\n"))
	for i, path := range corpustest.Files(t, corpustest.Data(t, "gold"), "") {
		if i%4 == 0 {
			data, err := os.ReadFile(path)
			if err != nil {
				t.Fatal(err)
			}
			check(path, data)
		}
	}
}

func BenchmarkJSONOutline(b *testing.B) {
	for _, l := range corpustest.Lines(1 << 20) {
		d, err := corpus.New("/x.txt", []byte(l.Text))
		if err != nil {
			b.Fatal(err)
		}
		b.Run(l.Name, func(b *testing.B) {
			b.SetBytes(int64(len(l.Text)))
			var out bytes.Buffer
			for b.Loop() {
				out.Reset()
				if err := jsonOutline(&out, d, 0); err != nil {
					b.Fatal(err)
				}
			}
		})
	}
}
