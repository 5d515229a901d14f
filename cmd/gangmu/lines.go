package main

import (
	"fmt"
	"strings"
	"unicode/utf8"
)

// oneLine joins the lines of a text; between Chinese characters nothing is put.
func oneLine(s string) string {
	if !strings.ContainsAny(s, "\n\r") {
		return s
	}
	return strings.Join(strings.FieldsFunc(s, func(r rune) bool { return r == '\n' || r == '\r' }), " ")
}

// appendBlanks appends n blanks.
func appendBlanks(b []byte, n int) []byte {
	for ; n > 0; n-- {
		b = append(b, ' ')
	}
	return b
}

// pathText is a path as it is printed: as it is, or, if it holds bytes that are no text or would move
// the cursor, with escapes for them, which printf %b turns back: \n, \x1b, \xff, and \\ for a backslash.
func pathText(path string) string {
	if safe(path) == path && utf8.ValidString(path) && !strings.ContainsAny(path, "\n\t") {
		return path
	}
	var sb strings.Builder
	for i, n := 0, 0; i < len(path); i += n {
		var r rune
		r, n = utf8.DecodeRuneInString(path[i:])
		one := path[i : i+n]
		switch {
		case r == '\n':
			sb.WriteString(`\n`)
		case r == '\t':
			sb.WriteString(`\t`)
		case r == '\\':
			sb.WriteString(`\\`)
		case safe(one) == "", r == utf8.RuneError && n == 1:
			for _, b := range []byte(one) {
				fmt.Fprintf(&sb, `\x%02x`, b)
			}
		default:
			sb.WriteString(one)
		}
	}
	return sb.String()
}

// pathJSON is a path as JSON holds it: as it is, or as pathText has it, if its bytes are no text.
func pathJSON(path string) string {
	if utf8.ValidString(path) {
		return path
	}
	return pathText(path)
}

// safe makes text of a document safe to print on a terminal: control characters, among them the
// escape that begins a command to the terminal, and signs that turn the direction of writing.
func safe(s string) string {
	bad := func(r rune) bool {
		return r < ' ' && r != '\n' && r != '\t' || 0x7f <= r && r < 0xa0 ||
			0x202a <= r && r <= 0x202e || 0x2066 <= r && r <= 0x2069
	}
	if strings.IndexFunc(s, bad) < 0 {
		return s
	}
	return strings.Map(func(r rune) rune {
		if bad(r) {
			return -1
		}
		return r
	}, s)
}
