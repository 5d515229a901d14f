package repair

import (
	"strings"
	"unicode/utf8"

	"gangmu/corpus/text"
)

// Sound text must cost next to nothing: one pass over the bytes finds the signs without which the
// rules need not look at all, and where they are.

// signs is what the pass saw: offsets in the text, in order. A sign too many costs time; one that
// is missed loses a repair.
type signs struct {
	unseen  []int // invisible characters, escapes
	notes   []int // a figure before 字; …… before a bracket; a bracket before 未完
	spaced  []int // blanks between two single Chinese characters
	doubled []int // 。。 ，， ；； ：：
	hidden  []int // _ and ** behind a Chinese character
	dots    []int // …
	left    []int // 略
	ruby    int   // brackets behind a Chinese character with a letter or picture in them
	garble  int   // lines that begin or end with short words of ASCII
}

// The classes of first bytes.
const (
	plain   = iota
	chinese // the first byte of nearly every Chinese character: three bytes long
	unseen  // may begin an invisible character or an escape
	bracket
	blank
	newline
	under
	digit
	wideE3 // 　 。 《
	wideEF // （ ， ； ： and U+FEFF
)

var byteClass = func() (t [256]uint8) {
	for c := range 0x20 {
		t[c] = unseen
	}
	for _, c := range []byte{0x7F, 0xC2, 0xD8, 0xE1, 0xE2, 0xEE, 0xF3, 0xF4, 'x', '\\', '<', '&'} {
		t[c] = unseen
	}
	for c := 0xE4; c <= 0xE9; c++ {
		t[c] = chinese
	}
	t['('], t['{'], t['['] = bracket, bracket, bracket
	t[' '], t['\t'], t['\r'] = blank, blank, plain
	t['\n'] = newline
	t['_'], t['*'] = under, under
	for c := '0'; c <= '9'; c++ {
		t[c] = digit
	}
	t[0xE3], t[0xEF] = wideE3, wideEF
	return t
}()

// scan counts the signs in s.
func scan(s string) signs {
	var g signs
	for i := 0; i < len(s); {
		c := s[i]
		switch byteClass[c] {
		case plain:
			i++
		case chinese:
			if i+2 < len(s) && s[i+2] == 0xA5 && s[i:i+3] == "略" {
				g.left = append(g.left, i)
			}
			i += 3
		case bracket:
			if endsHan(s, i) && maybeRuby(s, i+1, c == '(') {
				g.ruby++
			}
			g.bracket(s, i+1)
			i++
		case digit:
			g.figure(s, i+1)
			i++
		case blank:
			i = g.blank(s, i)
		case newline:
			if shortWords(s[max(0, i-8):i]) || shortWords(s[i+1:min(len(s), i+9)]) {
				g.garble++
			}
			i++
		case under:
			if endsHan(s, i) {
				g.hidden = append(g.hidden, i)
			}
			if c == '_' && strings.HasPrefix(s[i:], "_x00") {
				g.unseen = append(g.unseen, i)
			}
			i++
		case wideE3, wideEF:
			i = g.wide(s, i)
		default:
			i = g.other(s, i)
		}
	}
	return g
}

// wide looks at a full-width sign, or what begins like one, and returns the offset behind it.
func (g *signs) wide(s string, i int) int {
	const n = len("　")
	if i+n > len(s) {
		return g.other(s, i)
	}
	switch r := rune(s[i]&0x0F)<<12 | rune(s[i+1]&0x3F)<<6 | rune(s[i+2]&0x3F); r {
	case '　':
		return g.blank(s, i)
	case '《':
		if endsHan(s, i) && maybeRuby(s, i+n, false) {
			g.ruby++
		}
	case '（':
		if endsHan(s, i) && maybeRuby(s, i+n, true) {
			g.ruby++
		}
		g.bracket(s, i+n)
	case '【':
		g.bracket(s, i+n)
	case '。', '，', '；', '：':
		if j := i + n; j+n <= len(s) && s[j+n-1] == s[j-1] && s[j:j+n] == s[i:j] { // the last byte tells most
			g.doubled = append(g.doubled, i)
		}
	case '０', '１', '２', '３', '４', '５', '６', '７', '８', '９':
		g.figure(s, i+n)
	default:
		if s[i] == 0xEF && r>>6 != 0xFF00>>6 { // none of the block of full-width signs is invisible
			return g.other(s, i)
		}
	}
	return i + n
}

// other looks at what may be invisible, an escape or a …, and returns the offset behind it.
func (g *signs) other(s string, i int) int {
	if s[i] == 0xE2 && i+1 < len(s) && s[i+1] > 0x81 { // what is invisible is below U+2080: ① is not
		return i + 3
	}
	if strings.HasPrefix(s[i:], "…") {
		g.dots = append(g.dots, i)
		i += len("…")
		j := i
		if j < len(s) && s[j] == ' ' {
			j++
		}
		if j < len(s) && (s[j] == '(' || s[j] == '[' || strings.HasPrefix(s[j:], "（") || strings.HasPrefix(s[j:], "【")) {
			g.notes = append(g.notes, j+1)
		}
		return i
	}
	n, _, _ := invisibleAt(s, i)
	if n > 0 || s[i] < utf8.RuneSelf && s[i] >= ' ' && maybeEscape(s[i:]) {
		g.unseen = append(g.unseen, i)
	}
	return i + 1
}

// blank counts the blanks at s[i] if they stand between two single Chinese characters, and
// returns the offset behind them.
func (g *signs) blank(s string, i int) int {
	end := i + text.Blanks(s[i:])
	if endsHan(s, i) && !endsHan(s, i-3) && end < len(s) && byteClass[s[end]] == chinese &&
		(end+3 >= len(s) || byteClass[s[end+3]] != chinese) {
		g.spaced = append(g.spaced, i)
	}
	return end
}

// figure notes a figure that ends at s[i] and counts characters: 1506字, 800个字.
func (g *signs) figure(s string, i int) {
	if i+3 <= len(s) && byteClass[s[i]] == chinese && (s[i:i+3] == "字" || strings.HasPrefix(s[i+3:], "字")) {
		g.notes = append(g.notes, i)
	}
}

// bracket notes a bracket that begins (未完 or (本文未完.
func (g *signs) bracket(s string, i int) {
	if strings.HasPrefix(s[i:], "未完") || strings.HasPrefix(s[i:], "本文未完") {
		g.notes = append(g.notes, i)
	}
}

// endsHan reports whether a Chinese character of three bytes ends at s[i]. (Those beyond U+9FFF
// and below U+4E00 are too rare to be asked for.)
func endsHan(s string, i int) bool { return i >= 3 && byteClass[s[i-3]] == chinese }

// maybeRuby reports whether what stands behind a bracket may be pinyin; behind a round one, a
// picture too.
func maybeRuby(s string, i int, round bool) bool {
	if i < len(s) && s[i] == ' ' {
		i++
	}
	if i >= len(s) {
		return false
	}
	switch c := s[i]; {
	case c >= 'a' && c <= 'z', c >= 0xC3 && c <= 0xCB, c == 0xE1:
		return true
	case c == 0xF0 || c == 0xE2:
		r, _ := utf8.DecodeRuneInString(s[i:])
		return round && isPicture(r)
	case c >= 0xE4 && c <= 0xE9:
		word := s[i:min(len(s), i+len("繁體字:"))]
		return (strings.IndexByte(word, ':') >= 0 || strings.Contains(word, "：")) && strings.ContainsAny(word, "读讀音繁简簡")
	}
	return false
}

func maybeEscape(s string) bool {
	if len(s) < 3 {
		return false
	}
	switch s[0] {
	case 'x':
		return s[1] == '0' && (s[2] == 'd' || s[2] == 'a')
	case '\\':
		return s[1] == 'n' || s[1] == 'r' || s[1] == 'u'
	case '<':
		return s[1] == 'b' && s[2] == 'r'
	}
	return s[0] == '&' && strings.IndexByte(s[:min(len(s), 9)], ';') > 0
}

// shortWords reports whether eight bytes at an end of a line are ASCII with two blanks in it.
func shortWords(s string) bool {
	if len(s) < 8 || s[0] >= utf8.RuneSelf || s[7] >= utf8.RuneSelf {
		return false
	}
	blanks := 0
	for i := range 8 {
		if s[i] >= utf8.RuneSelf {
			return false
		}
		if s[i] == ' ' {
			blanks++
		}
	}
	return blanks >= 2
}
