// Package text is the one coordinate system of the program: a source text, half-open byte
// spans in it, and the edits that lie over it.
//
// The source text is a document's bytes decoded to UTF-8 and never changed afterwards. Every
// position in the program is a byte offset in it. What the reader sees is a View: the source
// with edits applied, and a map in both directions.
package text

import (
	"strings"
	"unicode/utf8"
)

// A Span is a half-open range of bytes.
type Span struct{ Start, End int }

// Len is the number of bytes in s.
func (s Span) Len() int { return s.End - s.Start }

// Empty reports whether s holds no byte.
func (s Span) Empty() bool { return s.End <= s.Start }

// Has reports whether the byte at off lies in s.
func (s Span) Has(off int) bool { return s.Start <= off && off < s.End }

// Covers reports whether t lies wholly in s.
func (s Span) Covers(t Span) bool { return s.Start <= t.Start && t.End <= s.End }

// Overlaps reports whether s and t share a byte.
func (s Span) Overlaps(t Span) bool { return s.Start < t.End && t.Start < s.End }

// In slices s out of text.
func (s Span) In(text string) string { return text[s.Start:s.End] }

// Rune is the first rune of s and its width in bytes, as utf8.DecodeRuneInString gives them; it is
// quicker where the rune takes three bytes, as Han and the signs of Chinese text do.
func Rune(s string) (rune, int) {
	if len(s) > 2 && s[0]-0xE1 <= 0xEF-0xE1 && s[0] != 0xED && s[1]>>6 == 2 && s[2]>>6 == 2 { // E1…EF: none is too long; ED may be a surrogate
		return rune(s[0]&0x0F)<<12 | rune(s[1]&0x3F)<<6 | rune(s[2]&0x3F), 3
	}
	return utf8.DecodeRuneInString(s)
}

// A Rule names the reason for an edit. The names are printed by `gangmu info`.
type Rule string

// The rules. Each is described where it is applied (packages extract and repair).
const (
	Markup      Rule = "markup"      // 标记: Markdown or HTML signs hidden
	Ruby        Rule = "ruby"        // 注音: pinyin inserted after a character
	Slip        Rule = "slip"        // 错位: bytes of a GBK text replaced across a character boundary
	Spacing     Rule = "spacing"     // 字距: blanks inside a letter-spaced word
	Invisible   Rule = "invisible"   // 不可见字符
	Junk        Rule = "junk"        // 防复制乱码
	Escape      Rule = "escape"      // literal x0dx0a
	Punctuation Rule = "punctuation" // 叠用标点
	Wrap        Rule = "wrap"        // 硬换行: a line broken at a fixed width joined again
	Elision     Rule = "elision"     // 省略: a note that text was left out, shown as a place
	Boilerplate Rule = "boilerplate" // 页面套话: navigation and advertising moved aside
	Furniture   Rule = "furniture"   // 页眉页脚、页码
	Mojibake    Rule = "mojibake"    // 乱码: text decoded with the wrong encoding, re-decoded
	Script      Rule = "script"      // 繁简: shown in the other script
)

// An Edit replaces the bytes of Span by New in what the reader sees.
type Edit struct {
	Rule Rule
	Span Span
	New  string
	Why  string // what was done and why, for the reader who asks; may be empty
}

// A MarkKind says what a Mark marks.
type MarkKind uint8

// The kinds of marks.
const (
	MarkElision     MarkKind = iota + 1 // 省略: text left out in the middle
	MarkPaywall                         // 未完: the text ends early
	MarkRedaction                       // 隐去的字词: _ or *** for a word
	MarkBoilerplate                     // 页面套话
	MarkUndecodable                     // bytes that no character stands for
	MarkDamage                          // damage that cannot be repaired
)

// A Mark is a place in the source of which something is known that is no text of the document.
type Mark struct {
	Kind     MarkKind
	Span     Span
	Runes    int // characters left out at an elision; 0 = unknown
	Declared int // 全文共N字 of a paywall note; 0 = unknown
	Shown    int // 当前只显示M字 of a paywall note; 0 = unknown
	Why      string
}

// A BlockKind says what a format (Markdown, HTML, docx …) declares a stretch of text to be.
type BlockKind uint8

// The kinds of blocks.
const (
	BlockPara     BlockKind = iota // 段落
	BlockHeading                   // 标题, with Level 1…9
	BlockItem                      // list item
	BlockRow                       // one row of a table
	BlockContents                  // an entry of a table of contents 目录
	BlockFront                     // metadata: YAML front matter, HTML head
	BlockQuote
	BlockCode
)

// A Block is a stretch of source text with what its format declares about it.
// A plain text has no blocks; its structure is found from the words alone.
type Block struct {
	Kind  BlockKind
	Level int // of a heading (1 = outermost) or list; 0 = none
	Span  Span
}

// Blanks is the length in bytes of the blanks, tabs and ideographic spaces at the beginning of s.
func Blanks(s string) int {
	i := 0
	for i < len(s) {
		switch {
		case s[i] == ' ' || s[i] == '\t':
			i++
		case strings.HasPrefix(s[i:], "　"):
			i += len("　")
		default:
			return i
		}
	}
	return i
}
