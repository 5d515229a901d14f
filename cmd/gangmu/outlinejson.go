package main

import (
	"bytes"
	"io"
	"strconv"
	"strings"
	"unicode/utf8"

	"gangmu/corpus"
	"gangmu/corpus/outline"
)

// jsonOutline prints the tree as JSON, indented by two blanks. It is written as it goes: a document
// may have a hundred thousand sections, and encoding/json takes five times as long as reading it.
func jsonOutline(w io.Writer, d *corpus.Document, depth int) error {
	o := outlineWriter{d: d, depth: depth, w: w}
	o.text(`{`)
	o.line(1).key("path").str(pathJSON(d.Path))
	o.next(1).key("title").str(d.Tree.Meta.Title)
	o.next(1).key("genre").str(string(d.Tree.Genre))
	o.next(1).key("encoding").str(d.Encoding)
	o.next(1).key("runes").num(d.Rune(len(d.Source)))
	o.next(1).key("sections")
	o.sections(d.Tree.Root.Children, 1, 1)
	o.line(0).text("}\n")
	o.flush(0)
	return o.err
}

// An outlineWriter writes JSON; its methods give it back, so that a line of it reads as one.
type outlineWriter struct {
	d     *corpus.Document
	depth int // 0 = all
	w     io.Writer
	buf   []byte // not written yet
	err   error
}

const indents = "\n                                                                "

func (o *outlineWriter) text(s string) *outlineWriter {
	o.buf = append(o.buf, s...)
	return o
}

// line begins a new line, indented for the nesting n.
func (o *outlineWriter) line(n int) *outlineWriter {
	if 2*n < len(indents) {
		return o.text(indents[:1+2*n])
	}
	return o.text("\n").text(strings.Repeat("  ", n))
}

func (o *outlineWriter) next(n int) *outlineWriter { return o.text(",").line(n) }

func (o *outlineWriter) key(k string) *outlineWriter { return o.text(`"`).text(k).text(`": `) }

func (o *outlineWriter) num(n int) { o.buf = strconv.AppendInt(o.buf, int64(n), 10) }

func (o *outlineWriter) is(v bool) { o.buf = strconv.AppendBool(o.buf, v) }

// str writes a string: as it is, unless there is something to escape in it.
func (o *outlineWriter) str(s string) {
	plain := utf8.ValidString(s) && !strings.Contains(s, "\u2028") && !strings.Contains(s, "\u2029")
	for i := 0; i < len(s) && plain; i++ {
		plain = s[i] >= ' ' && s[i] != '"' && s[i] != '\\'
	}
	if plain {
		o.text(`"`).text(s).text(`"`)
		return
	}
	var b bytes.Buffer
	if err := writeJSON(&b, s, ""); err != nil && o.err == nil {
		o.err = err
	}
	o.buf = append(o.buf, bytes.TrimSuffix(b.Bytes(), []byte("\n"))...)
}

// sections writes a list of sections whose line is indented for the nesting n; their own nesting, from
// 1, counts for depth.
func (o *outlineWriter) sections(list []*outline.Section, n, nesting int) {
	o.text("[")
	some := false
	for _, s := range list {
		if tooDeep(s, nesting, o.depth) {
			continue
		}
		if some {
			o.text(",")
		}
		some = true
		o.line(n + 1)
		o.section(s, n+2, nesting)
	}
	if some {
		o.line(n)
	}
	o.text("]")
}

// section writes one section, its fields indented for the nesting n.
func (o *outlineWriter) section(s *outline.Section, n, nesting int) {
	o.text("{")
	o.line(n).key("id").str(s.ID)
	o.next(n).key("level").num(s.Level)
	o.next(n).key("label").str(s.Label.Text)
	o.next(n).key("number").num(s.Label.Number)
	o.next(n).key("suffix").num(s.Label.Suffix)
	o.next(n).key("form").str(s.Label.Shape())
	o.next(n).key("title").str(strings.TrimSpace(s.Title))
	o.next(n).key("start").num(o.d.Rune(s.Start))
	o.next(n).key("body").num(o.d.Rune(s.Body))
	o.next(n).key("end").num(o.d.Rune(s.End))
	o.next(n).key("missing").is(s.Missing)
	o.next(n).key("inferred").is(s.Inferred)
	o.next(n).key("runin").is(s.RunIn)
	if s.Item {
		o.next(n).key("item").is(true)
	}
	if s.Why != "" {
		o.next(n).key("why").str(s.Why)
	}
	o.next(n).key("children")
	o.sections(s.Children, n, nesting+1)
	o.line(n - 1).text("}")
	o.flush(32 << 10)
}

// flush writes what has come together, if it is more than most bytes.
func (o *outlineWriter) flush(most int) {
	if len(o.buf) > most {
		if o.err == nil {
			_, o.err = o.w.Write(o.buf)
		}
		o.buf = o.buf[:0]
	}
}
