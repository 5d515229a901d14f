package numbering

import "gangmu/corpus/text"

// A Style is a way of writing a number.
type Style uint8

// The styles.
const (
	Arabic            Style = iota // 120
	Wide                           // １２０
	Chinese                        // 一百二十
	Positional                     // 一二〇
	FormalSimplified               // 壹佰贰拾
	FormalTraditional              // 壹佰貳拾
	CircledDigit                   // ①…㊿; beyond 50 as Arabic
	RomanDigit                     // Ⅰ…Ⅻ
	Letter                         // A…Z (a…z): the number is the place in the alphabet
	StemDigit                      // 甲…癸
)

// A figure is what a character means in a numeral.
type figure struct {
	value int16 // of a digit; 10, 100, 1000 of a unit
	is    nature
}

// A nature is a set of what is known of a figure; the empty one is that of a character in no numeral.
type nature uint8

const (
	digits  nature = 1 << iota // 〇…九
	unit                       // 十百千
	tens                       // 廿卅卌: a digit and its 十 in one
	formal                     // 壹贰叁
	damaged                    // a compatibility or radical form: ⼀ for 一
	misread                    // read by mistake (OCR, keyboard): － for 一; counts in a label only
)

// figures are the characters of Chinese numerals. 两 counts only before 百千万亿 and is treated
// where it is read.
var figures = [...]struct {
	signs string
	figure
}{
	{},
	{"〇○◯零", figure{0, digits}},
	{"一〡", figure{1, digits}},
	{"二〢", figure{2, digits}},
	{"三〣", figure{3, digits}},
	{"四〤", figure{4, digits}},
	{"五〥", figure{5, digits}},
	{"六〦", figure{6, digits}},
	{"七〧", figure{7, digits}},
	{"八〨", figure{8, digits}},
	{"九〩", figure{9, digits}},
	{"十〸", figure{10, unit}},
	{"百", figure{100, unit}},
	{"千", figure{1000, unit}},
	{"廿卄〹", figure{20, tens}},
	{"卅〺", figure{30, tens}},
	{"卌", figure{40, tens}},
	{"壹壱弌", figure{1, digits | formal}},
	{"贰貳弍弐貮", figure{2, digits | formal}},
	{"叁參叄弎参", figure{3, digits | formal}},
	{"肆", figure{4, digits | formal}},
	{"伍", figure{5, digits | formal}},
	{"陆陸", figure{6, digits | formal}},
	{"柒", figure{7, digits | formal}},
	{"捌", figure{8, digits | formal}},
	{"玖", figure{9, digits | formal}},
	{"拾", figure{10, unit | formal}},
	{"佰", figure{100, unit | formal}},
	{"仟", figure{1000, unit | formal}},
	{"\u2F00", figure{1, digits | damaged}}, // ⼀
	{"\u2F06", figure{2, digits | damaged}}, // ⼆
	{"\u2F0B", figure{8, digits | damaged}}, // ⼋
	{"\u2F17", figure{10, unit | damaged}},  // ⼗
	{"ＯO0０", figure{0, digits | damaged | misread}},
	{"－—ー-―─ㄧ–", figure{1, digits | damaged | misread}},
	{"ニ", figure{2, digits | damaged | misread}},
	{"ミ", figure{3, digits | damaged | misread}},
	{"ハ", figure{8, digits | damaged | misread}},
	{"+＋", figure{10, unit | damaged | misread}},
}

// figureOf is the place of a character in figures; 0 if it is in no numeral.
var figureOf = func() (t [1 << 16]uint8) {
	for i, f := range figures {
		for _, r := range f.signs {
			t[r] = uint8(i)
		}
	}
	return t
}()

// figureAt gives the meaning of r in a Chinese numeral; the empty figure if it has none.
func figureAt(r rune, tolerant bool) figure {
	if r >= 1<<16 {
		return figure{}
	}
	f := figures[figureOf[r]].figure
	if f.is&misread != 0 && !tolerant {
		return figure{}
	}
	return f
}

// ParseNumber reads the longest numeral at the head of s: Arabic (half or full width) or
// Chinese, with 万 and 亿, positional (二〇一七) or not. It gives the value, the bytes read and
// whether there was one. Colloquial forms (一百二 for 120) are read up to the last exact part (一百).
func ParseNumber(s string) (n, width int, ok bool) {
	if n, width, _ = arabic(s); width > 0 {
		return n, width, true
	}
	n, width, _ = chineseNumber(s, false)
	if width == 0 {
		return 0, 0, false
	}
	total, part, best, at := 0, n, width, width
	for {
		r, w := text.Rune(s[at:])
		switch r {
		case '万', '萬':
			total, part = total+part*1e4, 0
		case '亿', '億':
			total, part = (total+part)*1e8, 0
		default:
			return total + part, best, true
		}
		at += w
		best = at
		rest := s[at:]
		zero, zw := text.Rune(rest)
		if f := figureAt(zero, false); f.is&digits != 0 && f.value == 0 {
			rest = rest[zw:]
			at += zw
		}
		m, mw, f := chineseNumber(rest, false)
		if mw == 0 || f.style == Positional {
			return total, best, true
		}
		// After 万 a bare digit is colloquial (三万五 = 35000), unless 零 stood before it.
		next, _ := text.Rune(rest[mw:])
		if m < 1000 && zero != '零' && zero != '〇' && next != '万' && next != '萬' && m < 10 {
			return total, best, true
		}
		part, at = m, at+mw
		best = at
	}
}

// traits are the particulars of a numeral that was read.
type traits struct {
	style   Style
	damaged bool

	behind      rune // the one behind the numeral, if it was looked at
	behindWidth int  // bytes; 0 = it was not, or there is none
}

// arabic reads decimal digits of one width; at most 12.
func arabic(s string) (n, width int, st Style) {
	for width < 12 && width < len(s) && s[width]-'0' <= 9 {
		n = n*10 + int(s[width]-'0')
		width++
	}
	if width > 0 || len(s) < 3 || s[0] != 0xEF {
		return n, width, Arabic
	}
	// ０…９ are EF BC 90 … EF BC 99.
	for width < 12*3 && width+2 < len(s) && s[width] == 0xEF && s[width+1] == 0xBC && s[width+2]-0x90 <= 9 {
		n = n*10 + int(s[width+2]-0x90)
		width += 3
	}
	if width == 0 {
		return 0, 0, Arabic
	}
	return n, width, Wide
}

// chineseNumber reads a Chinese numeral of 1…9999. With tolerant, misread characters count as
// the digits that they stand for.
func chineseNumber(s string, tolerant bool) (n, width int, t traits) {
	r, w := text.Rune(s)
	return chineseFrom(s, r, w, tolerant)
}

// chineseFrom is chineseNumber where the first rune, w bytes wide, is known.
func chineseFrom(s string, r rune, w int, tolerant bool) (n, width int, t traits) {
	first := figureAt(r, tolerant)
	if first.is == 0 && (r == '两' || r == '兩') {
		if u, _ := look(s, w, tolerant); u.is&unit != 0 && u.value > 10 {
			first = figure{2, digits}
		}
	}
	if first.is == 0 || first.is&digits != 0 && first.value == 0 || first.is&unit != 0 && first.value > 10 {
		return 0, 0, t
	}
	t = traits{style: Chinese}.with(first, r)
	r2, w2 := text.Rune(s[w:])
	second := figureAt(r2, tolerant)
	if second.is == 0 {
		if r2 != '0' && r2 != '０' && r2 != 'Ｏ' {
			t.behind, t.behindWidth = r2, w2
			return int(first.value), w, t // most numerals are one character
		}
		if third, _ := look(s, w+w2, tolerant); third.is&digits != 0 { // 二0一七
			second.is = digits
		}
	}
	if first.is&second.is&digits != 0 {
		return positional(s, first, second, w, w2, tolerant)
	}
	return additive(s, first, second, r2, w, w2, tolerant, t)
}

// look reads the character of a numeral at s[at:], and its width.
func look(s string, at int, tolerant bool) (figure, int) {
	if at >= len(s) {
		return figure{}, 0
	}
	r, w := text.Rune(s[at:])
	return figureAt(r, tolerant), w
}

// with adds what the character r of a numeral says of its style.
func (t traits) with(f figure, r rune) traits {
	if f.is&(formal|damaged) == 0 { // as a rule
		return t
	}
	t.damaged = t.damaged || f.is&damaged != 0
	if f.is&formal != 0 && t.style != FormalTraditional {
		t.style = FormalSimplified
		switch r {
		case '貳', '參', '陸', '叄':
			t.style = FormalTraditional
		}
	}
	return t
}

// positional reads 二〇一七: two to four digits by place.
func positional(s string, first, second figure, w, w2 int, tolerant bool) (int, int, traits) {
	t := traits{style: Positional, damaged: (first.is|second.is)&damaged != 0}
	n, at := int(first.value)*10+int(second.value), w+w2
	for k := 2; ; k++ {
		f, fw := look(s, at, tolerant)
		if f.is == 0 {
			if r, rw := text.Rune(s[at:]); k < 4 && (r == '0' || r == '０' || r == 'Ｏ') { // 二0一七
				n, at = n*10, at+rw
				continue
			}
			return n, at, t
		}
		if k == 4 || f.is&digits == 0 { // 二〇十, or longer than a year
			return 0, 0, traits{}
		}
		n, at = n*10+int(f.value), at+fw
		t.damaged = t.damaged || f.is&damaged != 0
	}
}

// additive reads 一百二十: digits with their units, in falling order, 零 exactly where a unit is
// skipped. The first two figures are known, w and w2 bytes wide; r2 is the second, t what the first
// says of the style.
func additive(s string, first, f figure, r2 rune, w, w2 int, tolerant bool, t traits) (int, int, traits) {
	n, last, at := int(first.value), 10, w // last is the unit read last, at the offset of f
	r, w := r2, w2
	if first.is&digits != 0 {
		if f.is&unit == 0 {
			t.behind, t.behindWidth = r, w
			return n, at, t
		}
		n, last, at = n*int(f.value), int(f.value), at+w
		t = t.with(f, r)
		r, w = text.Rune(s[at:])
		f = figureAt(r, tolerant)
	}
	zero := 0 // the offset of 零 before f; 0 = none
	for {
		v := int(f.value)
		switch {
		case f.is&(unit|tens) != 0:
			if last > 10 && (f.is&tens != 0 || v == 10 && (last == 100 || zero > 0)) {
				n, last, zero, at = n+v, 10, 0, at+w
				t = t.with(f, r)
				r, w = text.Rune(s[at:])
				f = figureAt(r, tolerant)
				continue
			}
		case f.is == 0:
		case v == 0:
			if zero == 0 && last > 10 {
				zero, at = at, at+w
				r, w = text.Rune(s[at:])
				f = figureAt(r, tolerant)
				continue
			}
		default:
			ur, uw := text.Rune(s[at+w:])
			u := figureAt(ur, tolerant)
			if below := int(u.value); u.is&unit != 0 && (below*10 == last && zero == 0 || below*10 < last && zero > 0) {
				n, last, zero, at = n+v*below, below, 0, at+w+uw
				t = t.with(f, r).with(u, ur)
				r, w = text.Rune(s[at:])
				f = figureAt(r, tolerant)
				continue
			}
			if last == 10 || zero > 0 {
				t = t.with(f, r)
				t.behind, t.behindWidth = ur, uw
				return n + v, at + w, t
			}
		}
		if zero > 0 {
			return n, zero, t
		}
		t.behind, t.behindWidth = r, w
		return n, at, t
	}
}
