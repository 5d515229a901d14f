package extract

import (
	"archive/zip"
	"bytes"
	"fmt"
	"strings"
	"testing"
	"unicode/utf8"

	"gangmu/corpus/text"
)

// zipOf makes a ZIP file of parts: name, content, name, content …
func zipOf(t testing.TB, parts ...string) []byte {
	t.Helper()
	var buf bytes.Buffer
	z := zip.NewWriter(&buf)
	for i := 0; i < len(parts); i += 2 {
		w, err := z.Create(parts[i])
		if err != nil {
			t.Fatal(err)
		}
		if _, err := w.Write([]byte(parts[i+1])); err != nil {
			t.Fatal(err)
		}
	}
	if err := z.Close(); err != nil {
		t.Fatal(err)
	}
	return buf.Bytes()
}

const (
	wordNS       = `xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main" xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006" xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships"`
	rootRels     = `<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="rId1" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/officeDocument" Target="word/document.xml"/></Relationships>`
	contentTypes = `<?xml version="1.0"?><Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"><Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/><Default Extension="xml" ContentType="application/xml"/>` +
		`<Override PartName="/word/document.xml" ContentType="application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"/></Types>`
	docRels = `<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="r1" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/numbering" Target="numbering.xml"/><Relationship Id="r2" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/styles" Target="styles.xml"/>` +
		`<Relationship Id="r3" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/footnotes" Target="footnotes.xml"/><Relationship Id="r4" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/aFChunk" Target="/word/chunk.mht"/></Relationships>`
)

// docxOf makes a docx of the content of its body; parts are further parts of word/.
func docxOf(t testing.TB, body string, parts ...string) []byte {
	all := []string{"[Content_Types].xml", contentTypes, "_rels/.rels", rootRels, "word/_rels/document.xml.rels", docRels,
		"word/document.xml", `<?xml version="1.0" encoding="UTF-8"?><w:document ` + wordNS + `><w:body>` + body + `<w:sectPr/></w:body></w:document>`}
	for i := 0; i < len(parts); i += 2 {
		all = append(all, "word/"+parts[i], parts[i+1])
	}
	return zipOf(t, all...)
}

// p is a paragraph of WordprocessingML.
func p(properties, s string) string {
	return `<w:p><w:pPr>` + properties + `</w:pPr><w:r><w:t xml:space="preserve">` + s + `</w:t></w:r></w:p>`
}

func numPr(id, level int) string {
	return fmt.Sprintf(`<w:numPr><w:ilvl w:val="%d"/><w:numId w:val="%d"/></w:numPr>`, level, id)
}

// mustExtract extracts and checks what must hold of every result.
func mustExtract(t testing.TB, name string, data []byte) Result {
	t.Helper()
	r, err := Extract(name, data)
	if err != nil {
		t.Fatalf("%s: %v", name, err)
	}
	check(t, r)
	return r
}

// check holds a result to what other packages build on: UTF-8; edits in order, apart, within the
// text and at characters; blocks and marks within the text.
func check(t testing.TB, r Result) {
	t.Helper()
	if !utf8.ValidString(r.Text) {
		t.Fatalf("%s: the text is not UTF-8", r.Format)
	}
	inside := func(what string, s text.Span) {
		t.Helper()
		if s.Start < 0 || s.End < s.Start || s.End > len(r.Text) {
			t.Fatalf("%s: %s %v outside of a text of %d bytes", r.Format, what, s, len(r.Text))
		}
		for _, off := range []int{s.Start, s.End} {
			if off < len(r.Text) && !utf8.RuneStart(r.Text[off]) {
				t.Fatalf("%s: %s %v cuts a character", r.Format, what, s)
			}
		}
	}
	end := 0
	for _, e := range r.Edits {
		inside("edit", e.Span)
		if e.Span.Start < end {
			t.Fatalf("%s: edit %+v begins before the end of the one before, %d", r.Format, e, end)
		}
		if e.Rule == "" || !utf8.ValidString(e.New) {
			t.Fatalf("%s: edit %+v", r.Format, e)
		}
		end = e.Span.End
	}
	start := 0
	for _, b := range r.Blocks {
		inside("block", b.Span)
		if b.Span.Start < start {
			t.Fatalf("%s: block %+v is out of order", r.Format, b)
		}
		start = b.Span.Start
		if b.Kind == text.BlockHeading && (b.Level < 1 || b.Level > 9) {
			t.Fatalf("%s: heading of level %d", r.Format, b.Level)
		}
	}
	for _, m := range r.Marks {
		inside("mark", m.Span)
	}
	for _, u := range r.Undecodable {
		inside("undecodable", u)
		if strings.Trim(u.In(r.Text), "\uFFFD") != "" {
			t.Fatalf("%s: undecodable %q", r.Format, u.In(r.Text))
		}
	}
}

// shown is what the reader sees, and the blocks, a line each: kind, level, text.
func shown(r Result) string { return text.NewView(r.Text, r.Edits).Text }

var kinds = map[text.BlockKind]string{text.BlockHeading: "heading", text.BlockItem: "item", text.BlockRow: "row", text.BlockContents: "contents",
	text.BlockFront: "front", text.BlockQuote: "quote", text.BlockCode: "code"}

func blocks(r Result) string {
	var sb strings.Builder
	for _, b := range r.Blocks {
		fmt.Fprintf(&sb, "%s %d %s\n", kinds[b.Kind], b.Level, b.Span.In(r.Text))
	}
	return sb.String()
}
