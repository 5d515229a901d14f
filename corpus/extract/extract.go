// Package extract gets the text out of a file's format, which it finds from the content, not
// from the name.
//
// The source text that every position counts in is, for plain text and Markdown, the decoded
// file itself; for the other formats, the text that was got out of it, one paragraph or table
// row a line. Signs that are no text (Markdown's # and **) stay in the source and are hidden by
// edits of rule markup; what the format declares (headings, table rows, list items) comes as
// blocks.
package extract

import (
	"bytes"
	"fmt"

	"gangmu/corpus/decode"
	"gangmu/corpus/text"
)

// A Result is the source text of a file with what its format declares about it.
type Result struct {
	Text        string
	Format      string // text, markdown, html, docx, doc, wps, pdf, epub, odt, rtf
	Encoding    string // of the bytes, where they are text
	Undecodable []text.Span
	Blocks      []text.Block // in source order
	Edits       []text.Edit  // markup hidden from the reader, in source order
	Marks       []text.Mark
	Title       string // the title that the format's metadata gives; "" if none
}

// Extract reads data. The name only breaks ties between formats that look alike (plain text and
// Markdown). The text may share the memory of data, which must not be changed afterwards.
//
// An error says what the file is and what can be done.
func Extract(name string, data []byte) (Result, error) {
	f := sniff(name, data)
	if f.refuse != "" {
		return Result{}, fmt.Errorf("%s", f.refuse)
	}
	r, err := f.read(name, data)
	if err != nil {
		return Result{}, err
	}
	return r, nil
}

// A format is one that a file's content was recognised as.
type format struct {
	read   func(name string, data []byte) (Result, error)
	refuse string // why a file of this kind cannot be read and what to do
}

// sniff finds the format from the first bytes.
func sniff(name string, data []byte) format {
	switch {
	case bytes.HasPrefix(data, []byte("PK\x03\x04")), bytes.HasPrefix(data, []byte("PK\x05\x06")):
		return format{read: readZip}
	case bytes.HasPrefix(data, []byte(oleMagic)):
		return format{read: readOLE}
	}
	if isPDF(data) {
		return format{read: readPDF}
	}
	if isHTML(data) {
		return format{read: readHTML}
	}
	return format{read: readText}
}

// readText reads plain text and Markdown.
func readText(name string, data []byte) (Result, error) {
	d, err := decode.Decode(data, "")
	if err != nil {
		return Result{}, err
	}
	r := Result{Text: d.Text, Format: "text", Encoding: d.Encoding, Undecodable: d.Undecodable}
	if isMarkdown(name, d.Text) {
		markdown(&r)
	}
	return r, nil
}
