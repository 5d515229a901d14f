package ref

import (
	"strings"
	"unicode/utf8"

	"gangmu/corpus/han"
)

// sounds reports whether letters are the pinyin of a run of characters of title: full syllables,
// initials, or both mixed, with every reading of each character; the last syllable may be
// unfinished. With start, the run begins the title.
func sounds(title, letters string, start bool) bool {
	rs := []rune(title)
	for i := range rs {
		if spoken(rs[i:], letters) {
			return true
		}
		if start && isWord(rs[i]) {
			return false
		}
	}
	return false
}

func isWord(c rune) bool { return han.Is(c) || c < utf8.RuneSelf && onlyLetters(c) > 0 }

func spoken(rs []rune, letters string) bool {
	if letters == "" {
		return true
	}
	if len(rs) == 0 {
		return false
	}
	c := rs[0]
	switch {
	case c < utf8.RuneSelf && onlyLetters(c) > 0:
		return strings.EqualFold(string(c), letters[:1]) && spoken(rs[1:], letters[1:])
	case !han.Is(c):
		return len(rs) > 1 && spoken(rs[1:], letters)
	}
	for _, p := range han.Readings(c) {
		if strings.HasPrefix(p, letters) {
			return true
		}
		if strings.HasPrefix(letters, p) && spoken(rs[1:], letters[len(p):]) {
			return true
		}
		if p != "" && p[0] == letters[0] && spoken(rs[1:], letters[1:]) {
			return true
		}
		if len(p) > 1 && p[1] == 'h' && strings.HasPrefix(letters, p[:2]) && spoken(rs[1:], letters[2:]) {
			return true
		}
	}
	return false
}

// scatteredInitials reports whether letters are initials of characters of title in their order,
// others between them.
func scatteredInitials(title, letters string) bool {
	for _, c := range title {
		if letters == "" {
			break
		}
		for _, p := range han.Readings(c) {
			if p != "" && p[0] == letters[0] {
				letters = letters[1:]
				break
			}
		}
	}
	return letters == ""
}

// initials is the first letter of each character's first reading.
func initials(s string) string {
	var sb strings.Builder
	for _, c := range s {
		if p := han.Readings(c); len(p) > 0 && p[0] != "" {
			sb.WriteByte(p[0][0])
		}
	}
	return sb.String()
}
