package layout

import (
	"strings"
	"unicode/utf8"
)

// correct lowers and raises the ranks that UAX #14 gave by the rules of Chinese typesetting.
func (sc *scanner) correct() {
	var st state
	n := sc.len()
	for i := 0; i+1 < n; i++ {
		a, b := sc.class[i], sc.class[i+1]
		// Most places: Han beside Han, no number.
		if a&han != 0 && b&han != 0 && (a|b)&numeral == 0 && !st.open() && sc.text(i) != "第" {
			continue
		}
		if sc.rank[i] == must {
			st = state{}
			continue
		}
		sc.rank[i] = sc.placed(&st, i, a, b)
	}
}

// state is what correct remembers of the text before a place.
type state struct {
	digits    int  // digits on end
	numerals  int  // Han numerals on end
	magnitude bool // 万 or 亿 after digits
	ordinal   bool // 第 before the number
	document  bool // inside 〔2016〕5号
	url       bool // inside a URL
	twins     int  // — or … on end
}

// open reports whether the text before has a say in what follows a Han character.
func (st *state) open() bool {
	return st.digits > 0 || st.numerals > 0 || st.magnitude || st.ordinal || st.document || st.twins > 0
}

// placed is the rank of the place between clusters i and i+1 of classes a and b.
func (sc *scanner) placed(st *state, i int, a, b class) rank {
	sc.read(st, i, a)
	r := sc.rank[i]
	x, y := sc.first(i), sc.first(i+1)
	if st.url {
		return sc.inURL(r, x, y, b)
	}
	switch {
	case b&white != 0:
		return split // blanks go with what stands before them
	case a&twin != 0 && x == y:
		if st.twins%2 == 1 {
			return split
		}
		return bad
	case b&notStart != 0, a&notEnd != 0:
		return bad
	case r == word, x == '.' && b&digit != 0 && i > 0 && sc.class[i-1]&letter != 0: // No.25
		return word
	case x == '/' && b&(letter|han|digit) != 0, x == '／' && b&white == 0:
		return word // GB/T 15834 5.1.9: a solidus does not end a row; GB/T, 和/或
	case st.document && (b&digit != 0 || y == '号' || y == '號' || y == '第'):
		return word
	case sc.together(st, i, a, b, x, y):
		return soft
	}
	return r
}

// read moves st over cluster i of class c.
func (sc *scanner) read(st *state, i int, c class) {
	x := sc.first(i)
	switch {
	case c&digit != 0:
		st.digits++
	case c&white != 0 && st.digits > 0 && !st.magnitude, (x == '.' || x == ',') && st.digits > 0:
		// 2016 年, 1,234.5: the number goes on
	default:
		if x == '万' || x == '亿' || x == '千' || x == '百' || x == '萬' || x == '億' {
			st.magnitude = st.digits > 0 || st.magnitude
		} else {
			st.magnitude = false
		}
		st.digits = 0
	}
	if c&numeral != 0 {
		st.numerals++
	} else {
		st.numerals = 0
	}
	if x == '第' {
		st.ordinal = true
	} else if c&(numeral|digit|white) == 0 {
		st.ordinal = false
	}
	switch {
	case closesYear(x):
		st.document = sc.yearBefore(i)
	case c&digit == 0 && x != '第':
		st.document = false
	}
	if c&twin != 0 {
		if i == 0 || sc.first(i-1) != x {
			st.twins = 0
		}
		st.twins++
	} else {
		st.twins = 0
	}
	if st.url {
		st.url = x > ' ' && x < utf8.RuneSelf
	} else if c&letter != 0 && (i == 0 || sc.class[i-1]&letter == 0) {
		st.url = startsURL(sc.s[sc.at[i]:])
	}
}

// closesYear reports whether r may close the year of a document number.
func closesYear(r rune) bool { return r == '〕' || r == ']' || r == '］' || r == '）' || r == ')' }

// yearBefore reports whether cluster i closes a bracket around four digits: 〔2016〕.
func (sc *scanner) yearBefore(i int) bool {
	if i < 5 || sc.class[i-5]&notEnd == 0 {
		return false
	}
	for _, c := range sc.class[i-4 : i] {
		if c&digit == 0 {
			return false
		}
	}
	return true
}

// together reports whether a number and its unit, or the parts of 第十二条, meet between
// clusters i and i+1. clreq: a number is not parted from its sign or unit; here only as far as
// there is room, since 3680万 beside 元 may be half a narrow row.
func (sc *scanner) together(st *state, i int, a, b class, x, y rune) bool {
	switch {
	case a&digit != 0 && b&han != 0, st.magnitude && b&han != 0 && a&han != 0:
		return true // 126|万, 126万|元
	case st.ordinal && b&(digit|numeral) != 0, st.ordinal && a&numeral != 0 && strings.ContainsRune(ordinals, y):
		return true // 第|十|二|条
	case a&numeral != 0 && b&numeral != 0:
		return true // 一百|二十
	case st.numerals > 1 && strings.ContainsRune(counters, y):
		return true // 二〇一七|年
	case a&notStart != 0 && b&digit != 0 && strings.ContainsRune("～~—–-－至", x) && i > 0 && sc.class[i-1]&(digit|letter|han|notStart) != 0:
		return true // 2016—|2020, GB/T 15834—|2011
	case x == ' ' && i > 0 && b&digit != 0 && (sc.first(i-1) == '第' || upper(sc.first(i-1))):
		return true // 第 |12 條, GB/T |15834
	case x == ' ' && st.digits > 0 && b&han != 0:
		return true // 12 |條
	case y == '〔' && a&han != 0:
		return true // 国发|〔2016〕
	}
	return false
}

const (
	ordinals = "编編章节節条條款项項目届屆次号號部期批年卷页頁集类類级級代个個轮輪位名"
	counters = "年月日号號时時分秒元人名个個条條款项項万亿萬億届"
)

func upper(r rune) bool { return r >= 'A' && r <= 'Z' }

// startsURL reports whether s begins with a URL.
func startsURL(s string) bool {
	switch s[0] {
	case 'h', 'H', 'f', 'F', 'w', 'W':
		for _, p := range []string{"http://", "https://", "ftp://", "www."} {
			if len(s) >= len(p) && strings.EqualFold(s[:len(p)], p) {
				return true
			}
		}
	}
	return false
}

// inURL is the rank of a place inside a URL: it may be divided behind / ? & =, nowhere else
// where there is room, so that no hyphen seems to have been put there by us.
func (sc *scanner) inURL(r rank, x, y rune, b class) rank {
	end := b&white != 0 || y >= utf8.RuneSelf || y <= ' '
	switch {
	case end && b&notStart != 0 && b&white == 0:
		return bad
	case end:
		return r
	case strings.ContainsRune("/?&=", x) && !strings.ContainsRune("/?&=", y):
		return free
	}
	return word
}
