package main

import (
	"strings"
)

// oneLine joins the lines of a text; between Chinese characters nothing is put.
func oneLine(s string) string {
	return strings.Join(strings.FieldsFunc(s, func(r rune) bool { return r == '\n' || r == '\r' }), " ")
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
