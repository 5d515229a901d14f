// Package han knows single Chinese characters: traditional and simplified forms, variants,
// radicals, pinyin readings. It converts text between the scripts for display.
//
// Three relations are kept apart. Simplify and ToSimplified write Chinese as a mainland reader
// expects it. Fold puts characters that a reader takes for the same into one class, for matching
// only: both sides are folded, so that 著作, 显著 and 慰藉 still find themselves although 著 falls
// together with 着 and 藉 with 借. Readings says how a character may be read.
//
// The tables are embedded (data/NOTICE.md says from where) and decoded when first needed.
package han

import (
	_ "embed"
	"slices"
	"strings"
	"sync"
	"unicode/utf8"
)

//go:generate go run ./gen package

var (
	//go:embed data/simplify.txt
	simplifyData string
	//go:embed data/traditional.txt
	traditionalData string
	//go:embed data/fold.txt
	foldData string
)

// A charTable maps characters to one character each. The Basic Multilingual Plane is a plain
// array: folding a text is a lookup a character.
type charTable struct {
	bmp  []uint16 // 0 = itself, elsewhere = see rest
	rest map[rune]rune
}

const elsewhere = 0xFFFF

func newCharTable() *charTable {
	return &charTable{bmp: make([]uint16, 1<<16), rest: map[rune]rune{}}
}

func (t *charTable) set(from, to rune) {
	switch {
	case from < 1<<16 && to < elsewhere:
		t.bmp[from] = uint16(to)
		return
	case from < 1<<16:
		t.bmp[from] = elsewhere
	}
	t.rest[from] = to
}

func (t *charTable) get(r rune) rune {
	if uint32(r) < 1<<16 {
		switch to := t.bmp[r]; to {
		case 0:
			return r
		case elsewhere:
		default:
			return rune(to)
		}
	}
	if to, ok := t.rest[r]; ok {
		return to
	}
	return r
}

// A script is what the character tables say of the two scripts.
type script struct {
	simple *charTable      // traditional → simplified
	trad   *charTable      // simplified → traditional, the best candidate
	from   map[rune][]rune // simplified → all traditional characters that become it
	class  *charTable      // class… of a character; 0 = both scripts write it alike
}

// The classes of characters that the scripts write in two ways.
const (
	classTrad   = 1 // of traditional Chinese only: 國
	classFreed  = 2 // the same, for a character that both scripts have: 後 (后)
	classKept   = 3 // simplified Chinese writes it otherwise, but keeps it in some words: 乾, 瞭
	classSimple = 4 // of simplified Chinese only: 国
	classBoth   = 5 // of both, but traditional Chinese writes most words otherwise: 后
)

// simpleTable is apart from the others, as opening any document asks for it.
var simpleTable = sync.OnceValue(func() *charTable {
	t := newCharTable()
	for line := range strings.Lines(simplifyData) {
		from, n := utf8.DecodeRuneInString(line)
		if to, _ := utf8.DecodeRuneInString(line[n:]); to != from {
			t.set(from, to)
		}
	}
	return t
})

var scripts = sync.OnceValue(func() *script {
	s := &script{simple: simpleTable(), trad: newCharTable(), class: newCharTable(), from: map[rune][]rune{}}
	for k, to := range pairs(traditionalData) {
		if to[0] != k {
			s.trad.set(k, to[0])
		}
		switch {
		case !slices.Contains(to, k):
			s.class.set(k, classSimple)
		case to[0] != k:
			s.class.set(k, classBoth)
		}
	}
	for k, to := range pairs(simplifyData) {
		if to[0] == k {
			continue
		}
		s.from[to[0]] = append(s.from[to[0]], k)
		switch {
		case slices.Contains(to, k):
			s.class.set(k, classKept)
		case s.class.get(to[0]) == classBoth:
			s.class.set(k, classFreed)
		default:
			s.class.set(k, classTrad)
		}
	}
	return s
})

// pairs reads a table of one entry a line: a character, then its candidates.
func pairs(data string) func(yield func(rune, []rune) bool) {
	return func(yield func(rune, []rune) bool) {
		for line := range strings.Lines(data) {
			k, n := utf8.DecodeRuneInString(line)
			if to := []rune(strings.TrimSuffix(line[n:], "\n")); len(to) > 0 && !yield(k, to) {
				return
			}
		}
	}
}

// Is reports whether r is a Chinese character: a unified or compatibility ideograph of any plane, or 〇;
// not 々, no radical and no sign.
func Is(r rune) bool {
	return 0x4E00 <= r && r <= 0x9FFF || 0x3400 <= r && r <= 0x4DBF || 0xF900 <= r && r <= 0xFAFF || 0x20000 <= r && r <= 0x3FFFF || r == '〇'
}

// Simplify is the simplified form of a character, the most usual one where there are several;
// r itself if it has none. 著 stays: see ToSimplified. Idempotent.
func Simplify(r rune) rune {
	if r < 0x3400 {
		return r
	}
	return simpleTable().get(r)
}

// Traditional is the most usual traditional form of a simplified character; r itself if it has
// none. Without the word around it this is often a guess (后 → 後): see ToTraditional.
func Traditional(r rune) rune {
	if r < 0x3400 {
		return r
	}
	return scripts().trad.get(r)
}

// IsTraditional reports whether r is written otherwise in simplified Chinese: 國, 後, 乾; not 后,
// not 人.
func IsTraditional(r rune) bool { return Simplify(r) != r }

// IsSimplified reports whether r is no character of traditional Chinese: 国, 们; not 后, not 人.
func IsSimplified(r rune) bool {
	if r < 0x3400 {
		return false
	}
	return scripts().class.get(r) == classSimple
}

var foldTable = sync.OnceValue(func() *charTable {
	t := newCharTable()
	for first, others := range pairs(foldData) {
		for _, r := range others {
			if r != first {
				t.set(r, first)
			}
		}
	}
	return t
})

// Fold is the representative of the class of characters that match r: traditional and simplified
// forms (後后, 乾幹干), variants (着著, 裏裡里), 划劃画畫 (計畫 = 计划), radicals (⻓ = 长, ⼀ = 一)
// and compatibility ideographs. It is for matching, with both sides folded, never for display.
// Idempotent.
func Fold(r rune) rune {
	if r < 0x2E80 {
		return r
	}
	return foldTable().get(r)
}
