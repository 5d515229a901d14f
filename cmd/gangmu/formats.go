package main

import (
	"bufio"
	"bytes"
	"encoding/json"
	"encoding/xml"
	"fmt"
	"io"
	"strings"

	"gangmu/corpus"
	"gangmu/corpus/numbering"
	"gangmu/corpus/outline"
)

// The formats in which other programs take the outline.

// printJSON writes v, indented by indent at each level ("" = all on one line).
func (a *app) printJSON(v any, indent string) error {
	enc := json.NewEncoder(a.out)
	enc.SetEscapeHTML(false)
	enc.SetIndent("", indent)
	return enc.Encode(v)
}

type outlineJSON struct {
	Path     string        `json:"path"`
	Title    string        `json:"title"`
	Genre    outline.Genre `json:"genre"`
	Encoding string        `json:"encoding"`
	Runes    int           `json:"runes"`
	Sections []sectionJSON `json:"sections"` // the last: see jsonTree
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
	Children []sectionJSON `json:"children"` // the last: see jsonTree
}

// jsonOutline prints the tree as JSON.
func jsonOutline(w *bufio.Writer, d *corpus.Document, depth int) error {
	t := jsonTree{w: w, depth: depth, runes: d.Runes(), s: sectionJSON{Children: []sectionJSON{}}}
	t.enc = json.NewEncoder(&t.one)
	t.enc.SetEscapeHTML(false)
	root := outlineJSON{Path: pathJSON(d.Path), Title: d.Tree.Meta.Title, Genre: d.Tree.Genre, Encoding: d.Encoding,
		Runes: d.Rune(len(d.Source)), Sections: []sectionJSON{}}
	if err := t.write(root, d.Tree.Root, 0, ""); err != nil {
		return err
	}
	return w.WriteByte('\n')
}

// A jsonTree writes the objects of a tree one by one, each as the encoder has it with no children, and
// the children where its empty list stands, at the end. So no more than one object is in memory.
type jsonTree struct {
	w     *bufio.Writer
	depth int
	runes func(int) int // d.Rune
	enc   *json.Encoder
	one   bytes.Buffer // the object that is being written
	s     sectionJSON  // what it is made of
}

// write writes v, which stands for s, and what is below s; all lines but the first begin with margin.
func (t *jsonTree) write(v any, s *outline.Section, nesting int, margin string) error {
	const step = "  "
	t.one.Reset()
	t.enc.SetIndent(margin, step)
	if err := t.enc.Encode(v); err != nil {
		return err
	}
	one := t.one.Bytes()
	t.w.Write(one[:len(one)-len("]\n")-len(margin)-len("}\n")])
	below := "" // the children's margin
	for _, c := range s.Children {
		if tooDeep(c, nesting+1, t.depth) {
			continue
		}
		if below == "" {
			below = margin + step + step
		} else {
			t.w.WriteByte(',')
		}
		t.w.WriteByte('\n')
		t.w.WriteString(below)
		if err := t.section(c, nesting+1, below); err != nil {
			return err
		}
	}
	if below != "" {
		t.w.WriteString("\n" + margin + step)
	}
	t.w.WriteString("]\n")
	t.w.WriteString(margin)
	return t.w.WriteByte('}')
}

func (t *jsonTree) section(s *outline.Section, nesting int, margin string) error {
	t.s = sectionJSON{ID: s.ID, Level: s.Level, Label: s.Label.Text, Number: s.Label.Number,
		Suffix: s.Label.Suffix, Form: s.Label.Shape(), Title: strings.TrimSpace(s.Title),
		Start: t.runes(s.Start), Body: t.runes(s.Body), End: t.runes(s.End),
		Missing: s.Missing, Inferred: s.Inferred, RunIn: s.RunIn, Item: s.Item, Why: s.Why.String(), Children: t.s.Children}
	return t.write(&t.s, s, nesting, margin)
}

// markdownOutline prints a nested list, which every Markdown tool and mind map reads.
func markdownOutline(w *bufio.Writer, d *corpus.Document, depth int) {
	fmt.Fprintf(w, "# %s\n\n", shortName(d))
	var heading []byte
	walk(d.Tree.Root.Children, 1, depth, func(s *outline.Section, nesting int) {
		heading = appendHeading(heading[:0], s)
		b := appendBlanks(w.AvailableBuffer(), 2*(nesting-1))
		b = append(b, "- "...)
		if s.Missing {
			b = append(b, '*')
		}
		dot := s.Label.Form == numbering.Dot // a backslash keeps "1." from becoming a list of Markdown's own
		for _, c := range heading {
			if c == '.' && dot || strings.IndexByte("*_`[<", c) >= 0 {
				b = append(b, '\\')
				dot = dot && c != '.'
			}
			b = append(b, c)
		}
		if s.Missing {
			b = append(b, '*')
		}
		w.Write(append(b, '\n'))
	})
}

// opmlOutline prints OPML 2.0, for outliners and mind maps.
func opmlOutline(w io.Writer, d *corpus.Document, depth int) error {
	io.WriteString(w, xml.Header)
	enc := xml.NewEncoder(w)
	enc.Indent("", "  ")
	var err error
	put := func(t xml.Token) {
		if err == nil {
			err = enc.EncodeToken(t)
		}
	}
	name := func(s string) xml.Name { return xml.Name{Local: s} }
	attr := []xml.Attr{{Name: name("version"), Value: "2.0"}}
	put(xml.StartElement{Name: name("opml"), Attr: attr})
	put(xml.StartElement{Name: name("head")})
	put(xml.StartElement{Name: name("title")})
	put(xml.CharData(shortName(d)))
	put(xml.EndElement{Name: name("title")})
	put(xml.EndElement{Name: name("head")})
	put(xml.StartElement{Name: name("body")})
	attr[0].Name = name("text")
	var begin xml.Token = xml.StartElement{Name: name("outline"), Attr: attr}
	var end xml.Token = xml.EndElement{Name: name("outline")}
	var sections func(list []*outline.Section, nesting int)
	sections = func(list []*outline.Section, nesting int) {
		for _, s := range list {
			if !tooDeep(s, nesting, depth) {
				attr[0].Value = headingOf(s)
				put(begin)
				sections(s.Children, nesting+1)
				put(end)
			}
		}
	}
	sections(d.Tree.Root.Children, 1)
	put(xml.EndElement{Name: name("body")})
	put(xml.EndElement{Name: name("opml")})
	if err == nil {
		err = enc.Close()
	}
	if err == nil {
		_, err = io.WriteString(w, "\n")
	}
	return err
}
