package outline

import (
	"strings"
	"unicode/utf8"
)

// openings are words that a text may begin with, by their first character.
type openings [64][]string

func newOpenings(words string) *openings {
	var o openings
	for _, w := range strings.Fields(words) {
		r, _ := utf8.DecodeRuneInString(w)
		o[r%64] = append(o[r%64], w)
	}
	return &o
}

// open reports whether s, which begins with r, begins with one of the words.
func (o *openings) open(s string, r rune) bool {
	for _, w := range o[r%64] {
		if strings.HasPrefix(s, w) {
			return true
		}
	}
	return false
}

// count is how many of the words s begins with; r is its first character.
func (o *openings) count(s string, r rune) (n int) {
	for _, w := range o[r%64] {
		if strings.HasPrefix(s, w) {
			n++
		}
	}
	return n
}

// prefix is the length of the longest of the words that s, which begins with r, begins with.
func (o *openings) prefix(s string, r rune) int {
	n := 0
	for _, w := range o[r%64] {
		if len(w) > n && strings.HasPrefix(s, w) {
			n = len(w)
		}
	}
	return n
}

// A charSet is a set of characters.
type charSet [128][]rune

func newCharSet(chars string) *charSet {
	var c charSet
	for _, r := range chars {
		c[r%128] = append(c[r%128], r)
	}
	return &c
}

func (c *charSet) has(r rune) bool {
	for _, x := range c[uint32(r)%128] {
		if x == r {
			return true
		}
	}
	return false
}
