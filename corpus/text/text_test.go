package text_test

import (
	"strings"
	"testing"
	"unicode/utf8"

	"gangmu/corpus/text"
)

// Rune gives what the library gives, for every rune and every start of bytes that is none.
func TestRune(t *testing.T) {
	check := func(s string) {
		r, w := text.Rune(s)
		if wr, ww := utf8.DecodeRuneInString(s); r != wr || w != ww {
			t.Errorf("%x: %x, %d bytes; want %x, %d", s, r, w, wr, ww)
		}
	}
	check("")
	for r := range rune(utf8.MaxRune + 1) {
		check(string(r) + "甲")
	}
	edges := []byte{0, 'a', 0x7F, 0x80, 0x8F, 0x90, 0x9F, 0xA0, 0xBF, 0xC0, 0xC2, 0xE0, 0xE3, 0xED, 0xEF, 0xF0, 0xF4, 0xFF}
	for a := range 256 {
		for _, b := range edges {
			for _, c := range edges {
				check(string([]byte{byte(a), b, c}))
			}
			check(string([]byte{byte(a), b}))
		}
		check(string([]byte{byte(a)}))
	}
}

func TestBlanks(t *testing.T) {
	for _, s := range []string{"", " ", "　", "\t 　x ", "x ", "\u00a0 x", "\n", "\xe3\x80", "　\xe3\x80\x81"} {
		if got, want := text.Blanks(s), len(s)-len(strings.TrimLeft(s, " \t　")); got != want {
			t.Errorf("Blanks(%q) = %d, want %d", s, got, want)
		}
	}
}
