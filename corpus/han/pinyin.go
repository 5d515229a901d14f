package han

import (
	_ "embed"
	"slices"
	"strings"
	"sync"
	"unicode/utf8"
)

//go:embed data/readings.txt
var readingsData string

// A readingSet is all readings that a group of characters shares.
type readingSet struct {
	toned []string // zhǎng, cháng
	plain []string // zhang, chang
}

type readingTable struct {
	sets []readingSet // sets[0] is empty
	bmp  []uint16     // index in sets
	rest map[rune]uint16
	bare map[string]string // toned syllable → without its tone; there are only some 1,500
}

func (t *readingTable) of(r rune) *readingSet {
	if uint32(r) < 1<<16 {
		return &t.sets[t.bmp[r]]
	}
	return &t.sets[t.rest[r]]
}

var readings = sync.OnceValue(newReadingTable)

func newReadingTable() *readingTable {
	t := &readingTable{sets: make([]readingSet, 1, 4096), bmp: make([]uint16, 1<<16), rest: map[rune]uint16{}, bare: make(map[string]string, 2048)}
	for line := range strings.Lines(readingsData) {
		set, chars, _ := strings.Cut(strings.TrimSuffix(line, "\n"), "\t")
		i := uint16(len(t.sets))
		t.sets = append(t.sets, t.newSet(strings.Split(set, ",")))
		for _, r := range chars {
			if r < 1<<16 {
				t.bmp[r] = i
			} else {
				t.rest[r] = i
			}
		}
	}
	t.joinCounterparts()
	t.bare = nil
	return t
}

func (t *readingTable) newSet(toned []string) readingSet {
	s := readingSet{toned: toned, plain: make([]string, 0, len(toned))}
	for _, p := range toned {
		bare, ok := t.bare[p]
		if !ok {
			bare = Toneless(p)
			t.bare[p] = bare
		}
		if !slices.Contains(s.plain, bare) {
			s.plain = append(s.plain, bare)
		}
	}
	return s
}

// joinCounterparts gives a character the readings of its forms in the other script too: what
// 發 and 髮 have, 发 has.
func (t *readingTable) joinCounterparts() {
	joined := map[[2]uint16]uint16{}
	join := func(to, from rune) {
		if to >= 1<<16 || from >= 1<<16 {
			return
		}
		a, b := t.bmp[to], t.bmp[from]
		if a == b || b == 0 {
			return
		}
		i, ok := joined[[2]uint16{a, b}]
		if !ok {
			toned := slices.Clone(t.sets[a].toned)
			for _, p := range t.sets[b].toned {
				if !slices.Contains(toned, p) {
					toned = append(toned, p)
				}
			}
			if len(toned) == len(t.sets[a].toned) {
				i = a
			} else {
				i = uint16(len(t.sets))
				t.sets = append(t.sets, t.newSet(toned))
			}
			joined[[2]uint16{a, b}] = i
		}
		t.bmp[to] = i
	}
	own := slices.Clone(t.bmp)
	for k, to := range pairs(simplifyData) {
		if to[0] != k {
			join(to[0], k)
		}
	}
	// A traditional form takes the readings that its simplified form had by itself.
	full := slices.Clone(t.bmp)
	for k, to := range pairs(simplifyData) {
		if to[0] != k && to[0] < 1<<16 {
			t.bmp[to[0]] = own[to[0]]
			join(k, to[0])
			t.bmp[to[0]] = full[to[0]]
		}
	}
}

// Readings is every pinyin reading of a character or of its form in the other script, without
// tones, ü written v (lv, nve), the commonest first; nil if none is known. 长: chang, zhang. The
// caller must not change the slice.
func Readings(r rune) []string {
	if r < 0x3007 {
		return nil
	}
	return readings().of(r).plain
}

// A Sound stands for all readings of a character: characters that are read alike in every reading
// have the same one. 0 is that of what has none.
type Sound uint16

// SoundOf is the Sound of r; that of characters beyond the Basic Multilingual Plane, too.
func SoundOf(r rune) Sound {
	switch t := readings(); {
	case r < 0x3007:
		return 0
	case r < 1<<16:
		return Sound(t.bmp[r])
	default:
		return Sound(t.rest[r])
	}
}

// Sounds is how many Sounds there are.
func Sounds() int { return len(readings().sets) }

// Readings is what Readings gives for the characters with the Sound s.
func (s Sound) Readings() []string { return readings().sets[s].plain }

// TonedReadings is the same with tone marks, in composed Unicode (NFC): cháng, zhǎng. The caller
// must not change the slice.
func TonedReadings(r rune) []string {
	if r < 0x3007 {
		return nil
	}
	return readings().of(r).toned
}

// tones maps the toned vowels of pinyin to their plain letters.
var tones = map[rune]string{
	'ā': "a", 'á': "a", 'ǎ': "a", 'à': "a", 'ē': "e", 'é': "e", 'ě': "e", 'è': "e", 'ế': "e", 'ề': "e", 'ê': "e",
	'ī': "i", 'í': "i", 'ǐ': "i", 'ì': "i", 'ō': "o", 'ó': "o", 'ǒ': "o", 'ò': "o",
	'ū': "u", 'ú': "u", 'ǔ': "u", 'ù': "u", 'ü': "v", 'ǖ': "v", 'ǘ': "v", 'ǚ': "v", 'ǜ': "v",
	'ń': "n", 'ň': "n", 'ǹ': "n", 'ḿ': "m",
	// Seen for the caron, and the letters of phonetic alphabets that some fonts use.
	'ă': "a", 'ĕ': "e", 'ĭ': "i", 'ŏ': "o", 'ŭ': "u", 'ɑ': "a", 'ɡ': "g", 'ё': "e",
}

// Toneless drops the tone of a pinyin syllable and writes it in small ASCII letters, ü as v;
// combining marks (decomposed text) are dropped, u + diaeresis is v.
func Toneless(syllable string) string {
	plain := true
	for i := 0; i < len(syllable); i++ {
		c := syllable[i]
		plain = plain && c < utf8.RuneSelf && (c < 'A' || c > 'Z')
	}
	if plain {
		return syllable
	}
	var sb strings.Builder
	for _, r := range strings.ToLower(syllable) {
		switch {
		case r == 0x308: // combining diaeresis
			if s := sb.String(); strings.HasSuffix(s, "u") {
				sb.Reset()
				sb.WriteString(s[:len(s)-1] + "v")
			}
		case 0x300 <= r && r <= 0x36F:
		default:
			if s, ok := tones[r]; ok {
				sb.WriteString(s)
			} else {
				sb.WriteRune(r)
			}
		}
	}
	return sb.String()
}
