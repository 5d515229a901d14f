package layout

import (
	"fmt"
	"os"
	"strings"
	"testing"

	"github.com/rogpeppe/go-internal/txtar"

	"gangmu/corpus"
	"gangmu/corpus/numbering"
	"gangmu/corpus/outline"
	"gangmu/corpus/text"
)

// TestSet compares the rows of our own documents with testdata/set.txtar.
func TestSet(t *testing.T) {
	const file = "testdata/set.txtar"
	ar, err := txtar.ParseFile(file)
	if err != nil {
		t.Fatal(err)
	}
	options := []struct {
		name string
		o    Options
	}{
		{"72", Options{Width: 72}},
		{"40 wide hanging", Options{Width: 40, Measure: Measure{Wide: true}, Hanging: true, Spacing: 1}},
		{"56 justified flush", Options{Width: 56, Justify: true, NoIndent: true, NoHang: true, Tight: true}},
		{"22", Options{Width: 22}},
	}
	var sources []txtar.File
	for _, f := range ar.Files {
		if !strings.Contains(f.Name, " at ") {
			sources = append(sources, f)
		}
	}
	ar.Files = sources
	for i := 0; i+1 < len(sources); i += 2 {
		d := outlined(t, sources[i], string(sources[i+1].Data))
		for _, c := range options {
			ar.Files = append(ar.Files, txtar.File{Name: sources[i].Name + " at " + c.name, Data: []byte(printed(d, c.o))})
		}
	}
	golden(t, file, string(txtar.Format(ar)))
	if _, err := os.Stat(file); err != nil {
		t.Fatal(err)
	}
}

// outlined makes a document whose outline is written down by hand, one section a line, so that
// these goldens are about layout alone:
//
//	title TEXT · subtitle TEXT
//	LEVEL LABEL TITLE      a heading; TITLE may be empty
//	item LABEL             an item · enum LABEL: 一是 · sign TEXT: the signature
func outlined(t *testing.T, f txtar.File, sections string) *corpus.Document {
	d, err := corpus.Draft(f.Name, f.Data)
	if err != nil {
		t.Fatal(err)
	}
	root := d.Tree.Root
	var last *outline.Section
	at := 0
	for line := range strings.Lines(sections) {
		what, rest, _ := strings.Cut(strings.TrimSpace(line), " ")
		label, title, _ := strings.Cut(rest, " ")
		switch what {
		case "title":
			d.Tree.Meta.Title = rest
			continue
		case "subtitle":
			d.Tree.Meta.Subtitle = rest
			continue
		}
		i := strings.Index(d.Source[at:], label)
		if i < 0 {
			t.Fatalf("%s: no %s", f.Name, label)
		}
		at += i
		s := &outline.Section{ID: fmt.Sprint(len(root.Children) + 1), Kind: outline.Level1, Level: 1, Parent: root, Start: at, End: len(d.Source), Title: title}
		s.Label = numbering.Label{Face: numbering.Face{Form: numbering.Dun}, Text: label, Span: text.Span{Start: at, End: at + len(label)}}
		s.Body = s.Label.Span.End
		switch what {
		case "item":
			s.Item = true
		case "enum":
			s.Label.Form = numbering.Enum
		case "sign":
			s.Kind, s.Item, s.Label, s.Title = outline.Signature, true, numbering.Label{}, label
			s.TitleSpan = text.Span{Start: at, End: at + len(label)}
		}
		if title != "" {
			k := strings.Index(d.Source[s.Body:], title)
			s.TitleSpan = text.Span{Start: s.Body + k, End: s.Body + k + len(title)}
			s.Body = s.TitleSpan.End
		}
		if last != nil {
			last.End = at
		}
		root.Children, last = append(root.Children, s), s
		at = s.Body
	}
	return d
}

// printed is the whole document in rows, with the initial of the role and the bounds of the pane.
func printed(d *corpus.Document, o Options) string {
	var b strings.Builder
	f := NewFlow(d.Paragraphs(nil), o)
	for r, ok := f.At(Place{}), true; ok; r, ok = f.Next(r) {
		role := " "
		if r.First {
			role = "BTSHIRQCEPFLG"[r.Para.Role : r.Para.Role+1]
		}
		end := "¦"
		if n := o.Width - r.Indent - r.Cells; n > 0 && r.room == 0 {
			end = blanks(n) + end
		}
		fmt.Fprintf(&b, "%s ¦%s%s\n", role, f.String(r), end)
	}
	return b.String()
}

// TestArticleIsNoItem: the further rows of an article begin at the margin, also where Markdown makes
// it an item of a list, at every width; those of an item below it stand under its text.
func TestArticleIsNoItem(t *testing.T) {
	d, err := corpus.New("x.md", []byte("# 条例\n\n- **第一条**　　不按照规定公开党务、政务、厂务、村（居）务等，侵犯群众知情权，对直接责任者给予警告。\n\n- **第二条**　　有下列行为之一，造成严重损害或者严重不良影响的，给予警告或者严重警告处分：\n\n  - （一）热衷于搞舆论造势、浮在表面，单纯以会议贯彻会议、以文件落实文件的；\n"))
	if err != nil {
		t.Fatal(err)
	}
	for width := 40; width <= 80; width++ {
		rows := strings.Split(printed(d, Options{Width: width}), "\n")
		for i, r := range rows {
			if strings.Contains(r, "第一条") && strings.HasPrefix(rows[i+1], "  ¦ ") {
				t.Fatalf("%d cells:\n%s", width, strings.Join(rows, "\n"))
			}
		}
	}
}
