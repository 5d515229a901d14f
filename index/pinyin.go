package index

import (
	"strings"
	"sync"
	"unicode/utf8"

	"gangmu/corpus/han"
)

// A spelling finds Han characters by their pinyin or initials: every reading of a polyphone, full
// syllables and initials mixed, ü as v or u, apostrophes ignored.
type spelling struct {
	letters string

	once  sync.Once
	table []uint8 // see begins
}

// newSpelling makes a spelling of a folded word; nil if it is not two or more letters. Tones, as
// marks or as figures behind whole syllables, may be there and tell nothing.
func newSpelling(s string) *spelling {
	s = strings.NewReplacer("'", "", "’", "").Replace(s)
	s = han.Toneless(withoutToneFigures(s))
	if len(s) < 2 {
		return nil
	}
	for i := range len(s) {
		if s[i] < 'a' || s[i] > 'z' {
			return nil
		}
	}
	return &spelling{letters: s}
}

// withoutToneFigures is ji4hua4 without its figures; what is not all syllables with a figure from 1
// to 5 behind each but perhaps the last is left as it is.
func withoutToneFigures(s string) string {
	rest, letters := s, ""
	for {
		i := strings.IndexAny(rest, "0123456789")
		if i < 0 {
			break
		}
		if rest[i] < '1' || rest[i] > '5' || !syllables()[strings.ReplaceAll(rest[:i], "ü", "v")] {
			return s
		}
		letters += rest[:i]
		rest = rest[i+1:]
	}
	if letters != "" && rest != "" && !syllables()[strings.ReplaceAll(rest, "ü", "v")] {
		return s
	}
	return letters + rest
}

// syllables is every syllable that any character is read as.
var syllables = sync.OnceValue(func() map[string]bool {
	m := map[string]bool{}
	for k := range han.Sounds() {
		for _, r := range han.Sound(k).Readings() {
			m[r] = true
		}
	}
	return m
})

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

// What a character can be for a spelling.
const (
	spellsWhole  = 1 << iota // its syllable, or as much of it as there are letters, is what the letters begin with
	spellsFirst              // it begins with the first letter
	spellsSecond             // it begins with the second
	spellsOn                 // it begins with the second and goes on with the third
	spellsThird              // it begins with the third
)

// letterSound is the sound of a; letters follow those of Han characters in order.
func letterSound() han.Sound { return han.Sound(han.Sounds()) }

// soundOf is the sound of a character of a heading, folded: a Han character's or a letter's.
func soundOf(r rune) han.Sound {
	if r >= 'a' && r <= 'z' {
		return letterSound() + han.Sound(r-'a')
	}
	return han.SoundOf(r)
}

// begins gives for each sound what characters with it can be.
func (p *spelling) begins() []uint8 {
	p.once.Do(func() {
		third := byte(0)
		if len(p.letters) > 2 {
			third = p.letters[2]
		}
		first := int(letterSound())
		t := make([]uint8, first+26)
		for k := range t {
			readings := []string{string(rune('a' + k - first))}
			if k < first {
				readings = han.Sound(k).Readings()
			}
			for _, r := range readings {
				if n := min(len(r), len(p.letters)); n > 1 && sameSyllable(p.letters[:n], r[:n]) {
					t[k] |= spellsWhole
				}
				if r[0] == p.letters[0] {
					t[k] |= spellsFirst
				}
				if r[0] == p.letters[1] {
					t[k] |= spellsSecond
					if third == 0 || len(r) > 1 && (r[1] == third || r[1] == 'v' && third == 'u') {
						t[k] |= spellsOn
					}
				}
				if r[0] == third {
					t[k] |= spellsThird
				}
			}
		}
		p.table = t
	})
	return p.table
}

// mayStand reports whether the letters may stand at the head of sounds. It lets pass some that do
// not, but none that do is refused.
func mayStand(begins []uint8, sounds []han.Sound) bool {
	b := begins[sounds[0]]
	if b&(spellsWhole|spellsFirst) == 0 {
		return false
	}
	if b&spellsWhole != 0 {
		return true
	}
	if len(sounds) < 2 {
		return false
	}
	b = begins[sounds[1]]
	return b&spellsOn != 0 || b&spellsSecond != 0 && len(sounds) > 2 && begins[sounds[2]]&spellsThird != 0
}

// find gives the first match in a heading: from and to, in bytes; from < 0 if there is none.
func (p *spelling) find(s string) (from, to int) {
	for i, r := range s {
		if !p.mayBegin(r) {
			continue
		}
		if k := p.match(s[i:]); k > 0 && hasHan(s[i:i+k]) {
			return i, i + k
		}
	}
	return -1, -1
}

// mayBegin reports whether r begins with the first letter.
func (p *spelling) mayBegin(r rune) bool {
	if r < utf8.RuneSelf {
		return byte(r) == p.letters[0]
	}
	for _, s := range han.Readings(r) {
		if s[0] == p.letters[0] {
			return true
		}
	}
	return false
}

func (p *spelling) in(s string) bool {
	from, _ := p.find(s)
	return from >= 0
}

func hasHan(s string) bool {
	return strings.IndexFunc(s, func(r rune) bool { return r >= utf8.RuneSelf }) >= 0
}
