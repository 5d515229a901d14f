package outline

import (
	"strings"
	"unicode/utf8"

	"gangmu/corpus/text"
)

const spaces = " 　\u00a0\u2002\u2003\t"

// A set of the signs that stand around labels, titles and lines.
type signs uint16

const (
	blanks  signs = 1 << iota // spaces
	feeds                     // \n
	returns                   // \r
	stars                     // *
	unders                    // _
	hashes                    // #
	dashes                    // -
	equals                    // =
	quotes                    // >
	bars                      // |
	colons                    // ：:
	marks                     // 、，.．

	breaks = feeds | returns
)

var asciiSigns = [utf8.RuneSelf]signs{' ': blanks, '\t': blanks, '\n': feeds, '\r': returns, '*': stars, '_': unders,
	'#': hashes, '-': dashes, '=': equals, '>': quotes, '|': bars, ':': colons, '.': marks}

// has reports whether r is in the set.
func (s signs) has(r rune) bool {
	switch r {
	case '　', '\u00a0', '\u2002', '\u2003':
		return s&blanks != 0
	case '：':
		return s&colons != 0
	case '、', '，', '．':
		return s&marks != 0
	}
	return 0 <= r && r < utf8.RuneSelf && s&asciiSigns[r] != 0
}

func isStop(r rune) bool { return r == '。' || r == '！' || r == '？' || r == '!' || r == '?' }

func isSpace(r rune) bool { return r <= '　' && blanks.has(r) }

// blankAt reports whether s begins with a blank, blankBefore whether it ends with one.
func blankAt(s string) bool {
	r, _ := text.Rune(s)
	return isSpace(r)
}

func blankBefore(s string) bool {
	r, _ := lastRune(s)
	return isSpace(r)
}

// squeeze takes the blanks out of s.
func squeeze(s string) string {
	return strings.Map(func(r rune) rune {
		if isSpace(r) {
			return -1
		}
		return r
	}, s)
}

func colonLen(s string) int {
	_, w := utf8.DecodeRuneInString(s)
	return w
}

// trim narrows a span of t to what is not blank.
func trim(t string, start, end int) text.Span {
	end = start + len(trimEnd(t[start:end], blanks|breaks|stars|unders|hashes|dashes))
	return text.Span{Start: skip(t, start, end, blanks), End: end}
}

// shorter reports whether s has fewer than n runes, without counting those of a long one.
func shorter(s string, n int) bool {
	return len(s) < n || len(s) < utf8.UTFMax*n && utf8.RuneCountInString(s) < n
}

// trimEnd takes the signs of set off the end of s.
func trimEnd(s string, set signs) string {
	for s != "" {
		r, w := lastRune(s)
		if !set.has(r) {
			break
		}
		s = s[:len(s)-w]
	}
	return s
}

// lastRune is the last rune of s and its width: in Chinese text three bytes as a rule.
func lastRune(s string) (rune, int) {
	if k := len(s) - 3; k >= 0 && s[k]>>4 == 0xE {
		if r, w := text.Rune(s[k:]); w == 3 {
			return r, w
		}
	}
	return utf8.DecodeLastRuneInString(s)
}

// skip steps over the signs of set up to limit.
func skip(t string, at, limit int, set signs) int {
	for at < limit {
		w := 1
		switch b := t[at]; {
		case b < utf8.RuneSelf:
			if set&asciiSigns[b] == 0 {
				return at
			}
		case 0xE4 <= b && b <= 0xE9: // Han
			return at
		default:
			var r rune
			if r, w = text.Rune(t[at:]); !set.has(r) {
				return at
			}
		}
		at += w
	}
	return min(at, limit)
}

// lineOf is the end of the line that begins at at, at most limit.
func lineOf(t string, at, limit int) int {
	for near := min(limit, at+64); at < near; at++ { // most that are looked for are short
		if t[at] == '\n' || t[at] == '\r' {
			return at
		}
	}
	for at < limit {
		piece := t[at:min(limit, at+longLine)]
		line, _, _ := strings.Cut(piece, "\n")
		line, _, _ = strings.Cut(line, "\r")
		at += len(line)
		if len(line) < len(piece) {
			break
		}
	}
	return at
}

// lineStart is the begin of the line of at, looked for no further than a long line back.
func lineStart(t string, at int) int {
	from := max(0, at-longLine)
	return max(from, from+strings.LastIndexByte(t[from:at], '\n')+1)
}
