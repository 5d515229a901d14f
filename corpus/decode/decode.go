// Package decode turns the bytes of a file into the source text: UTF-8, the byte order mark
// dropped, nothing else changed.
//
// The encoding is found from the content: a byte order mark decides; else text that is valid
// UTF-8 is UTF-8; else each candidate encoding (UTF-8 with stray bytes, GB18030, Big5-HKSCS,
// UTF-16 without mark, Windows-1252) decodes a sample, and the one whose characters are the most
// likely in Chinese prose wins. An encoding that the file itself names (HTML meta, XML
// declaration) tips the scale and no more: on scraped pages it is wrong too often to be obeyed.
//
// Bytes that no character stands for become U+FFFD, one for each maximal invalid sequence as the
// Unicode standard advises (3.9, "substitution of maximal subparts"), and are located; none is
// dropped.
package decode

import (
	"bytes"
	"errors"
	"fmt"
	"sort"
	"unicode/utf8"
	"unsafe"

	"gangmu/corpus/text"
)

// A Result is a decoded text.
type Result struct {
	Text        string
	Encoding    string      // UTF-8, UTF-16LE, UTF-16BE, UTF-32LE, UTF-32BE, GB18030, Big5, windows-1252
	BOM         bool        // a byte order mark stood at the beginning; it is no part of Text
	Undecodable []text.Span // in Text: U+FFFD that stand for bytes which no character stands for, in order; neighbours joined
}

// ErrBinary says that the bytes are no text in any known encoding.
var ErrBinary = errors.New("no text: binary data")

// boms are the byte order marks; a longer one stands before its own beginning.
var boms = []struct {
	mark string
	enc  *codec
}{
	{"\xef\xbb\xbf", &utf8Codec},
	{"\x84\x31\x95\x33", &gbCodec},
	{"\xff\xfe\x00\x00", &utf32le},
	{"\x00\x00\xfe\xff", &utf32be},
	{"\xff\xfe", &utf16le},
	{"\xfe\xff", &utf16be},
}

// Decode finds the encoding from the content and decodes. The hint, an encoding named by the
// file's format (HTML meta, XML declaration), is believed only where the content allows it.
//
// The text may share the memory of data, which must not be changed afterwards. The error is
// ErrBinary, wrapped with what is known.
func Decode(data []byte, hint string) (Result, error) {
	for _, b := range boms {
		if !bytes.HasPrefix(data, []byte(b.mark)) {
			continue
		}
		r := b.enc.decode(data[len(b.mark):], 0)
		r.BOM = true
		return r, checkText(r)
	}
	if valid(data) && !doubtful(data) {
		r := Result{Text: share(data), Encoding: utf8Codec.name}
		return r, checkText(r)
	}
	enc, skip := detect(data, hint)
	r := enc.decode(data, skip)
	return r, checkText(r)
}

// share makes a string of data without copying it.
func share(data []byte) string { return unsafe.String(unsafe.SliceData(data), len(data)) }

// checkText refuses what is no text. A few control characters or undecodable bytes are damage;
// when they are more than a tenth of the beginning, the file is something else.
func checkText(r Result) error {
	head := r.Text
	if len(head) > 1<<14 {
		head = head[:1<<14]
	}
	if r.Encoding == utf8Codec.name && len(r.Undecodable) == 0 && isClean(head) {
		return nil
	}
	n, bad, nul, sum := 0, 0, 0, 0
	for i, c := range head {
		sum += int(costOf(c))
		switch n++; {
		case c == 0:
			nul++
		case c < ' ' && c != '\t' && c != '\n' && c != '\r' && c != '\f' && c != '\x1b', c == 0x7f,
			c == utf8.RuneError && within(r.Undecodable, i), 0xe000 <= c && c <= 0xf8ff && r.Encoding[:3] == "UTF":
			bad++
		}
	}
	if bad+nul > 4+n/10 {
		return fmt.Errorf("%w (%d of its first %d characters are control codes or undecodable)", ErrBinary, bad+nul, n)
	}
	if r.Encoding != utf8Codec.name && !r.BOM && n >= 16 && sum > n*improbable {
		return fmt.Errorf("%w (as %s, the likeliest encoding, it would be gibberish)", ErrBinary, r.Encoding)
	}
	return nil
}

// improbable is the mean cost of a character from which a text that is not UTF-8 is none: random
// bytes cost 14 and more, Chinese and Western texts up to 9.
const improbable = 12 * nat

// within reports that off lies in one of spans, which are in order.
func within(spans []text.Span, off int) bool {
	i := sort.Search(len(spans), func(i int) bool { return spans[i].End > off })
	return i < len(spans) && spans[i].Start <= off
}

// As decodes data in the encoding that a container (RTF, a code page of Word) names, by the
// rules of Decode. An unknown name is read as Windows-1252.
func As(data []byte, name string) string {
	c := byName(name)
	if c == nil {
		c = &cp1252
	}
	return c.decode(data, 0).Text
}
