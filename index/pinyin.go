package index

import (
	"strings"
	"sync"
	"unicode/utf8"

	"gangmu/corpus/han"
)

// A spelling finds Han characters by their pinyin or initials: every reading of a polyphone, full
// syllables and initials mixed, ü as v or u, apostrophes ignored.
type spelling struct{ letters string }

// newSpelling makes a spelling of a folded word; nil if it is not two or more letters.
func newSpelling(s string) *spelling {
	s = strings.NewReplacer("'", "", "’", "", "ü", "v").Replace(s)
	if len(s) < 2 {
		return nil
	}
	for i := range len(s) {
		if s[i] < 'a' || s[i] > 'z' {
			return nil
		}
	}
	return &spelling{s}
}

// initials is a bit for each letter that a reading of r begins with.
func initials(r rune) uint32 {
	var m uint32
	for _, s := range han.Readings(r) {
		m |= 1 << (s[0] - 'a')
	}
	return m
}

// match is the length in bytes of the characters at the head of s that the letters spell; 0 if
// they spell none.
func (p *spelling) match(s string) int { return spell(s, p.letters) }

func spell(s, letters string) int {
	r, w := utf8.DecodeRuneInString(s)
	if w == 0 {
		return 0
	}
	try := func(n int) int {
		if n == len(letters) {
			return w
		}
		if k := spell(s[w:], letters[n:]); k > 0 {
			return w + k
		}
		return 0
	}
	if r < utf8.RuneSelf {
		if byte(r) == letters[0] {
			return try(1)
		}
		return 0
	}
	for _, reading := range han.Readings(r) {
		if reading[0] != letters[0] {
			continue
		}
		for _, n := range []int{len(reading), 1} {
			if n <= len(letters) && sameSyllable(letters[:n], reading[:n]) {
				if k := try(n); k > 0 {
					return k
				}
			}
			if n == 1 {
				break
			}
		}
		// A syllable may be unfinished at the end: jishengxi.
		if n := len(letters); n > 1 && n < len(reading) && sameSyllable(letters, reading[:n]) {
			return w
		}
	}
	return 0
}

// sameSyllable compares letters as typed with a reading, in which ü is v: u counts as ü after l and n.
func sameSyllable(typed, reading string) bool {
	for i := range len(typed) {
		if typed[i] != reading[i] && !(typed[i] == 'u' && reading[i] == 'v') {
			return false
		}
	}
	return true
}

// find gives the first match in a heading: from and to, in bytes; from < 0 if there is none.
func (p *spelling) find(s string) (from, to int) {
	table := initialsTable()
	first, second := uint32(1)<<(p.letters[0]-'a'), uint32(0)
	if !strings.ContainsRune("aeiouvhgnm", rune(p.letters[1])) {
		second = 1 << (p.letters[1] - 'a')
	}
	for i := 0; i < len(s); {
		c := s[i]
		if c < utf8.RuneSelf {
			if c != p.letters[0] {
				i++
				continue
			}
		} else if c >= 0xe5 && c <= 0xe9 && i+2 < len(s) {
			r := rune(c)&0xf<<12 | rune(s[i+1])&0x3f<<6 | rune(s[i+2])&0x3f
			if r < 0xa000 && table[r-0x4e00]&first == 0 {
				i += 3
				continue
			}
			// No syllable goes on with d: in gdp the next character begins with it.
			if second != 0 && i+5 < len(s) && s[i+3] >= 0xe5 && s[i+3] <= 0xe9 {
				if r := rune(s[i+3])&0xf<<12 | rune(s[i+4])&0x3f<<6 | rune(s[i+5])&0x3f; r < 0xa000 && table[r-0x4e00]&second == 0 {
					i += 3
					continue
				}
			}
		}
		_, w := utf8.DecodeRuneInString(s[i:])
		if k := p.match(s[i:]); k > 0 && hasHan(s[i:i+k]) {
			return i, i + k
		}
		i += w
	}
	return -1, -1
}

func (p *spelling) in(s string) bool {
	from, _ := p.find(s)
	return from >= 0
}

func hasHan(s string) bool {
	return strings.IndexFunc(s, func(r rune) bool { return r >= utf8.RuneSelf }) >= 0
}

var initialsTable = sync.OnceValue(func() *[0xa000 - 0x4e00]uint32 {
	var t [0xa000 - 0x4e00]uint32
	for i := range t {
		t[i] = initials(rune(i + 0x4e00))
	}
	return &t
})
