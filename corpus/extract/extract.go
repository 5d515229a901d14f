// Package extract gets the text out of a file's format, which it finds from the content, not
// from the name.
package extract

import (
	"gangmu/corpus/decode"
	"gangmu/corpus/text"
)

// A Result is the source text of a file with what its format declares about it.
type Result struct {
	Text        string
	Format      string // text, markdown, html, docx, doc, wps, pdf, epub, odt, rtf
	Encoding    string // of the bytes, where they are text
	Undecodable []text.Span
	Blocks      []text.Block
	Edits       []text.Edit // markup hidden from the reader
	Marks       []text.Mark
	Title       string // the title that the format's metadata gives; "" if none
}

// Extract reads data. The name only breaks ties between formats that look alike (plain text and
// Markdown).
func Extract(name string, data []byte) (Result, error) {
	d, err := decode.Decode(data, "")
	if err != nil {
		return Result{}, err
	}
	return Result{Text: d.Text, Format: "text", Encoding: d.Encoding, Undecodable: d.Undecodable}, nil
}
