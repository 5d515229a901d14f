package extract

import (
	"strings"
	"unicode"
	"unicode/utf8"

	"gangmu/corpus/text"
)

// The signs that a line of Markdown begins or ends with. These functions see every line; the
// regular expressions that say the same stand in the test beside them.

// inlineSigns are the bytes at which inline has something to look at.
var inlineSigns = func() (t [256]bool) {
	for _, c := range []byte("\\`*_[!<&") {
		t[c] = true
	}
	return t
}()

// nextSign is the offset of the first inline sign in src[i:end], which is valid UTF-8; end if
// there is none.
func nextSign(src string, i, end int) int {
	s := src[:end]
	for i < len(s) {
		c := s[i]
		switch {
		case c >= 0xe0: // a character of three bytes, as nearly all are, or the most of one of four
			i += 3
		case inlineSigns[c]:
			return i
		default:
			i++
		}
	}
	return end
}

// isBlank reports that s is white space, if anything.
func isBlank(s string) bool {
	for _, r := range s {
		if r > 0x3000 || !unicode.IsSpace(r) {
			return false
		}
	}
	return true
}

// trailingBlanks is text.Blanks for the end of s.
func trailingBlanks(s string) int {
	i := len(s)
	for i > 0 {
		switch {
		case s[i-1] == ' ' || s[i-1] == '\t':
			i--
		case strings.HasSuffix(s[:i], "　"):
			i -= len("　")
		default:
			return len(s) - i
		}
	}
	return len(s)
}

// setIn is the number of blanks that s begins with; more than three are as good as no sign
// behind them.
func setIn(s string) (n int, ok bool) {
	for n < len(s) && s[n] == ' ' {
		n++
	}
	return n, n <= 3
}

// repeats is how many times in a row c stands at the beginning of s.
func repeats(s string, c byte) int {
	n := 0
	for n < len(s) && s[n] == c {
		n++
	}
	return n
}

// atxSign reads the sign of a heading: one to six # and blanks, or nothing, behind them. The
// heading's text begins at the offset at.
func atxSign(s string) (at, level int, ok bool) {
	i, ok := setIn(s)
	if !ok {
		return 0, 0, false
	}
	level = repeats(s[i:], '#')
	i += level
	blanks := text.Blanks(s[i:])
	if level < 1 || level > 6 || blanks == 0 && i < len(s) {
		return 0, 0, false
	}
	return i + blanks, level, true
}

// atxTight is atxSign for ##第一章, where the blank was forgotten. A single # is a topic's, #话题.
func atxTight(s string) (at, level int, ok bool) {
	n := repeats(s, '#')
	if n < 2 || n > 6 {
		return 0, 0, false
	}
	r, _ := utf8.DecodeRuneInString(s[n:])
	return n, n, unicode.Is(unicode.Han, r)
}

// atxTail is where the # that close a heading begin, with the blanks before them; len(s) if
// there are none.
func atxTail(s string) int {
	t := strings.TrimRight(s, " \t")
	u := strings.TrimRight(t, "#")
	v := strings.TrimRight(u, " \t")
	if len(u) == len(t) || len(v) == len(u) {
		return len(s)
	}
	return len(v)
}

// underline is the level of the heading that s underlines: 1 for ===, 2 for ---, 0 if it does
// not.
func underline(s string) int {
	i, ok := setIn(s)
	if !ok || i == len(s) {
		return 0
	}
	level, least := 1, 2
	switch s[i] {
	case '=':
	case '-':
		level, least = 2, 3
	default:
		return 0
	}
	n := repeats(s[i:], s[i])
	if n < least || strings.Trim(s[i+n:], " \t") != "" {
		return 0
	}
	return level
}

// isBreak reports a thematic break: three or more - or *, blanks between them or not.
func isBreak(s string) bool {
	i, ok := setIn(s)
	if !ok || i == len(s) || s[i] != '-' && s[i] != '*' {
		return false
	}
	n, sign := 0, s[i]
	for ; i < len(s); i++ {
		switch s[i] {
		case sign:
			n++
		case ' ', '\t':
		default:
			return false
		}
	}
	return n >= 3
}

// fenceSign is the fence of a code block that s begins with; "" if there is none.
func fenceSign(s string) string {
	i, ok := setIn(s)
	if !ok || i == len(s) || s[i] != '`' && s[i] != '~' {
		return ""
	}
	if n := repeats(s[i:], s[i]); n >= 3 {
		return s[i : i+n]
	}
	return ""
}

// bulletSign is where the text of a list item begins, of which the bullet stands at lead, behind
// blanks only; 0 if it is none. A page number - 12 - is none.
func bulletSign(s string, lead int) int {
	if c := s[lead]; c != '-' && c != '*' && c != '+' {
		return 0
	}
	i := lead + 1
	for i < len(s) && (s[i] == ' ' || s[i] == '\t') {
		i++
	}
	if i == lead+1 || i == len(s) || isASCIISpace(s[i]) || isPageNumber(s[lead:]) {
		return 0
	}
	return i
}

// isPageNumber reports - 12 - or — 12 —.
func isPageNumber(s string) bool {
	dash := func(s string) (string, bool) {
		if t, ok := strings.CutPrefix(s, "-"); ok {
			return t, true
		}
		return strings.CutPrefix(s, "—")
	}
	s, ok := dash(s)
	if !ok {
		return false
	}
	s = strings.TrimLeft(s, " \t")
	digits := 0
	for digits < len(s) && '0' <= s[digits] && s[digits] <= '9' {
		digits++
	}
	s, ok = dash(strings.TrimLeft(s[digits:], " \t"))
	return ok && digits > 0 && strings.Trim(s, " \t\n\f\r") == ""
}

func isASCIISpace(c byte) bool {
	return c == ' ' || c == '\t' || c == '\n' || c == '\f' || c == '\r'
}

// isDelimiter reports the row |---|:--:| of a table.
func isDelimiter(s string) bool {
	for i := range len(s) {
		switch s[i] {
		case ' ', '\t', '|', ':', '-':
		default:
			return false
		}
	}
	return reDelimiter().MatchString(s)
}
