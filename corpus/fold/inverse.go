package fold

import (
	"sync"
	"unicode/utf8"

	"golang.org/x/text/unicode/norm"

	"gangmu/corpus/han"
)

// An inverted is folding the other way round.
type inverted struct {
	from map[rune][]rune // a character → the others that it is, or is a part of, when they are folded
	many map[rune]bool   // characters that several others may fold to together, as e and an accent
}

// sources gives the characters whose fold has r in it, r among them. It reports false if r may also
// come of characters that are none of these: it is blank, put together of several, or stands for what
// is no character.
func sources(r rune) ([]rune, bool) {
	if e := entryOf(r); e&^isHan != uint32(r) || r == utf8.RuneError || composed(r) || inverse().many[r] {
		return nil, false
	}
	return append([]rune{r}, inverse().from[r]...), true
}

// inverse is made the first time a text is scanned.
var inverse = sync.OnceValue(func() *inverted {
	tableOnce.Do(makeTable)
	v := &inverted{from: make(map[rune][]rune, 1<<13), many: make(map[rune]bool, 1<<10)}
	for r, e := range table {
		v.add(rune(r), e)
	}
	for _, b := range astralFolded {
		for r := b[0]; r < b[1]; r++ {
			v.add(r, astral(r))
		}
	}
	for r := rune(firstExtension); r < lastExtension; r++ {
		if to := han.Fold(r); to != r {
			v.from[to] = append(v.from[to], r)
		}
	}
	return v
})

// Beyond the Basic Multilingual Plane these blocks have characters that NFKC or a change of case
// touches. From firstExtension to lastExtension are Han characters.
var astralFolded = [][2]rune{
	{0x10400, 0x10440}, {0x10480, 0x10500}, {0x10540, 0x105c0}, {0x10780, 0x107c0}, {0x10c80, 0x10cc0},
	{0x11080, 0x110c0}, {0x11100, 0x11140}, {0x11340, 0x11380}, {0x11480, 0x114c0}, {0x11580, 0x115c0},
	{0x11880, 0x118c0}, {0x11900, 0x11940}, {0x16e40, 0x16e80}, {0x1d140, 0x1d200}, {0x1d400, 0x1d800},
	{0x1e000, 0x1e080}, {0x1e900, 0x1e940}, {0x1ee00, 0x1eec0}, {0x1f100, 0x1f1c0}, {0x1f200, 0x1f280},
	{0x1fbc0, 0x1fc00}, {0x2f800, 0x2fa40},
}

const (
	firstExtension = 0x20000
	lastExtension  = 0x323b0
)

// add notes what r, whose entry is e, folds to.
func (v *inverted) add(r rune, e uint32) {
	switch {
	case e&(space|drop) != 0 || e&^isHan == uint32(utf8.RuneError):
	case e&(many|joins) != 0:
		for _, c := range norm.NFKC.String(string(r)) {
			if one := single(c); one&(space|drop) == 0 {
				to := rune(one & runeMask)
				v.from[to] = append(v.from[to], r)
				if e&joins != 0 {
					v.many[to] = true
				}
			}
		}
	case e&^isHan != uint32(r):
		to := rune(e & runeMask)
		v.from[to] = append(v.from[to], r)
		if composed(r) {
			v.many[to] = true
		}
	}
}

// composed reports whether NFKC may put r together of several characters.
func composed(r rune) bool {
	switch {
	case r < 0xc0 || r >= 0x3400 && r < 0xa000:
		return false
	case r >= 0xac00 && r < 0xd7a4:
		return true // Hangul
	}
	s := string(r)
	return norm.NFC.PropertiesString(s).Decomposition() != nil && norm.NFC.IsNormalString(s)
}

// entryOf is the entry of any character.
func entryOf(r rune) uint32 {
	if r < 1<<16 {
		return table[r]
	}
	return astral(r)
}

// entryAt is the entry of the character at s[i:], and its length.
func entryAt(s string, i int) (e uint32, n int) {
	if c := s[i]; c < utf8.RuneSelf {
		return table[c], 1
	}
	r, n := utf8.DecodeRuneInString(s[i:])
	return entryOf(r), n
}
