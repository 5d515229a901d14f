package han

import (
	"bytes"
	"compress/gzip"
	_ "embed"
	"io"
	"slices"
	"strings"
	"sync"
	"unicode/utf8"

	"gangmu/corpus/text"
)

var (
	//go:embed data/tsphrases.txt
	tsPhraseData string
	//go:embed data/stphrases.txt.gz
	stPhraseData []byte
	//go:embed data/words.txt
	wordData string
)

// A phrase is a word with its conversion, which has as many characters and as many bytes: every
// character of the tables that changes is of the Basic Multilingual Plane and beyond U+3400.
type phrase struct{ from, to string }

// phrases is a set of words, to find the longest that a text begins with.
type phrases struct {
	to      map[string]string
	lengths map[rune][]int // of the words that begin with a character, in bytes, the longest first
	begins  []uint64       // one bit a character of the BMP: whether a word begins with it
}

func newPhrases(n int) *phrases {
	return &phrases{to: make(map[string]string, n), lengths: map[rune][]int{}, begins: make([]uint64, 1<<16/64)}
}

// add adds a word with its conversion, unless it has one.
func (p *phrases) add(from, to string) {
	if _, ok := p.to[from]; ok || len(from) != len(to) {
		return
	}
	p.to[from] = to
	r, _ := utf8.DecodeRuneInString(from)
	if uint32(r) >= 1<<16 {
		return // no word of the tables begins outside the BMP
	}
	p.begins[r/64] |= 1 << (r % 64)
	list := p.lengths[r]
	i, found := slices.BinarySearchFunc(list, len(from), func(n, want int) int { return want - n })
	if !found {
		p.lengths[r] = slices.Insert(list, i, len(from))
	}
}

// longest is the longest word that s, whose first character is r, begins with.
func (p *phrases) longest(r rune, s string) (phrase, bool) {
	if uint32(r) >= 1<<16 || p.begins[r/64]&(1<<(r%64)) == 0 {
		return phrase{}, false
	}
	for _, n := range p.lengths[r] {
		if n <= len(s) {
			if to, ok := p.to[s[:n]]; ok {
				return phrase{s[:n], to}, true
			}
		}
	}
	return phrase{}, false
}

// addTable adds a table of one entry a line: the word, then its conversion.
func (p *phrases) addTable(data string) {
	for line := range strings.Lines(data) {
		line = strings.TrimSuffix(line, "\n")
		half := utf8.RuneCountInString(line) / 2
		i := 0
		for range half {
			_, n := utf8.DecodeRuneInString(line[i:])
			i += n
		}
		p.add(line[:i], line[i:])
	}
}

// toSimple is keyed by the traditional words, and by our own (着, 著) in both scripts.
var toSimple = sync.OnceValue(func() *phrases {
	p := newPhrases(2000)
	p.addTable(tsPhraseData)
	s := scripts()
	for line := range strings.Lines(wordData) {
		if strings.HasPrefix(line, "#") || strings.HasPrefix(line, "=") {
			continue
		}
		for _, w := range strings.Fields(line) {
			from := strings.ReplaceAll(w, "着", "著")
			p.add(from, w)
			for _, t := range s.spellings(from) {
				p.add(t, w)
			}
		}
	}
	return p
})

// spellings is word with each of its characters in its traditional forms, one character at a
// time and all at once: enough for hybrid text.
func (s *script) spellings(word string) []string {
	out := []string{word}
	for i, r := range word {
		for _, w := range out[:len(out):len(out)] {
			for _, t := range s.from[r] {
				out = append(out, w[:i]+string(t)+w[i+utf8.RuneLen(r):])
			}
		}
	}
	return out[1:]
}

var toTrad = sync.OnceValue(func() *phrases {
	p := newPhrases(50_000)
	s := scripts()
	for line := range strings.Lines(wordData) {
		if same, ok := strings.CutPrefix(line, "="); ok {
			for _, w := range strings.Fields(same) {
				p.add(w, strings.Map(func(r rune) rune { return s.certain(r) }, w))
			}
		}
	}
	z, err := gzip.NewReader(bytes.NewReader(stPhraseData))
	if err == nil {
		var b []byte
		if b, err = io.ReadAll(z); err == nil {
			p.addTable(string(b))
		}
	}
	if err != nil {
		panic("han: embedded phrases: " + err.Error()) // a broken build, not a broken input
	}
	return p
})

// certain is the traditional form of a character that has no other.
func (s *script) certain(r rune) rune {
	if s.class.get(r) == classSimple {
		return s.trad.get(r)
	}
	return r
}

// ToSimplified is the edits that show s in simplified Chinese: words first, the longest that
// fits, then characters; 著 becomes 着 except in 显著, 著作 and the like; 乾隆, 瞭望, 慰藉 stay and
// 答覆 becomes 答复. Each edit replaces one character. In simplified text with a few traditional characters only
// those change that simplified Chinese does not know at all: 乾, 徵, 瞭 in a name stay. The
// conversion is idempotent and takes hybrid text, where a scrape converted only some characters.
func ToSimplified(s string) []text.Edit {
	sc := scripts()
	m := sc.mix(s)
	if m.trad == 0 && m.simple > 0 {
		return nil
	}
	strays := m.trad*4 < m.simple
	words := toSimple()
	var edits []text.Edit
	for i := 0; i < len(s); {
		if s[i] < 0xE3 { // below U+3000
			i++
			continue
		}
		r, n := utf8.DecodeRuneInString(s[i:])
		if w, ok := words.longest(r, s[i:]); ok && !strays {
			edits = diff(edits, i, w.from, w.to)
			i += len(w.from)
			continue
		}
		to := sc.simple.get(r)
		switch {
		case strays && sc.class.get(r) == classKept:
			to = r
		case r == '著' && !strays:
			to = '着'
		}
		if to != r {
			edits = append(edits, scriptEdit(i, n, to))
		}
		i += n
	}
	return edits
}

func scriptEdit(at, n int, to rune) text.Edit {
	return text.Edit{Rule: text.Script, Span: text.Span{Start: at, End: at + n}, New: string(to)}
}

// diff appends an edit for each character in which from, at offset at, differs from to.
func diff(edits []text.Edit, at int, from, to string) []text.Edit {
	for j := 0; j < len(from); {
		_, n := utf8.DecodeRuneInString(from[j:])
		if r, m := utf8.DecodeRuneInString(to[j:]); from[j:j+n] != to[j:j+m] {
			edits = append(edits, scriptEdit(at+j, n, r))
		}
		j += n
	}
	return edits
}

// A mix is how many characters of a text belong to which script.
type mix struct {
	trad   int // of traditional Chinese only: 國
	simple int // of simplified Chinese only: 国
	freed  int // traditional forms of characters that both scripts have: 後, 於
	both   int // characters of both scripts that traditional Chinese often writes otherwise: 后, 于
	whole  int // 於 and 後, less 于 and 后: the commonest of these
}

func (s *script) mix(text string) mix {
	var m mix
	for i := 0; i < len(text); {
		if text[i] < 0xE3 { // below U+3000
			i++
			continue
		}
		r, n := utf8.DecodeRuneInString(text[i:])
		i += n
		switch r {
		case '於', '後':
			m.whole++
		case '于', '后':
			m.whole--
		}
		switch s.class.get(r) {
		case classTrad:
			m.trad++
		case classFreed:
			m.trad++
			m.freed++
		case classSimple:
			m.simple++
		case classBoth:
			m.both++
		}
	}
	return m
}

// ToTraditional is the edits that show s in traditional Chinese, words first (STPhrases of
// OpenCC, the longest that fits), then characters. Each edit replaces one character. Characters
// that are traditional already stay. In a text that is traditional throughout, characters of both
// scripts (后 in 皇后, 里 in 里長, 干) stay too; in simplified or hybrid text they become what the
// word asks for.
func ToTraditional(s string) []text.Edit {
	sc := scripts()
	// A scrape that converts single characters leaves those of both scripts: hybrid text has 后, 于
	// and 里, but hardly a 後, 於 or 裡.
	m := sc.mix(s)
	whole := m.simple*20 <= m.trad && (m.whole > 0 || m.whole == 0 && m.both <= m.freed)
	words := toTrad()
	simple := sc.simplified(s)
	var edits []text.Edit
	emit := func(at, n int, to rune) {
		r, _ := utf8.DecodeRuneInString(s[at:])
		if to == r || s[at:at+n] != simple[at:at+n] || whole && sc.class.get(r) != classSimple {
			return
		}
		edits = append(edits, scriptEdit(at, n, to))
	}
	for i := 0; i < len(s); {
		if s[i] < 0xE3 {
			i++
			continue
		}
		r, n := utf8.DecodeRuneInString(simple[i:])
		if w, ok := words.longest(r, simple[i:]); ok {
			for j := 0; j < len(w.to); {
				to, n := utf8.DecodeRuneInString(w.to[j:])
				emit(i+j, n, to)
				j += n
			}
			i += len(w.from)
			continue
		}
		emit(i, n, sc.trad.get(r))
		i += n
	}
	return edits
}

// simplified is s with every character simplified; as long as s in bytes.
func (s *script) simplified(text string) string {
	b := []byte(text)
	for i, r := range text {
		if to := s.simple.get(r); to != r && utf8.RuneLen(to) == utf8.RuneLen(r) {
			utf8.EncodeRune(b[i:], to)
		}
	}
	return string(b)
}
