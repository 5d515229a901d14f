package outline

import (
	"strings"
	"unicode/utf8"

	"gangmu/corpus/text"
)

const spaces = " 　\u00a0\u2002\u2003\t"

func isStop(r rune) bool { return r == '。' || r == '！' || r == '？' || r == '!' || r == '?' }

func isSpace(r rune) bool { return r <= '　' && strings.ContainsRune(spaces, r) }

func dropBlanks(r rune) rune {
	if strings.ContainsRune(spaces, r) {
		return -1
	}
	return r
}

func colonLen(s string) int {
	_, w := utf8.DecodeRuneInString(s)
	return w
}

// trim narrows a span of t to what is not blank.
func trim(t string, start, end int) text.Span {
	s := t[start:end]
	cut := trimEnd(s, spaces+"\r\n*_#-")
	lead := len(cut) - len(strings.TrimLeft(cut, spaces))
	return text.Span{Start: start + lead, End: start + len(cut)}
}

// shorter reports whether s has fewer than n runes, without counting those of a long one.
func shorter(s string, n int) bool {
	return len(s) < n || len(s) < utf8.UTFMax*n && utf8.RuneCountInString(s) < n
}

// trimEnd is strings.TrimRight where no character of set lies beyond U+3000.
func trimEnd(s, set string) string {
	if r, _ := utf8.DecodeLastRuneInString(s); r > '　' && r != utf8.RuneError {
		return s
	}
	return strings.TrimRight(s, set)
}

// skip steps over the characters of set, none of which is Han or 。, up to limit.
func skip(t string, at, limit int, set string) int {
	for at < limit {
		r, w := text.Rune(t[at:])
		if isHan(r) || r == '。' || !strings.ContainsRune(set, r) {
			break
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
