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
	value   int16 // of a digit; 10, 100, 1000 of a unit
	unit    bool  // 十百千
	tens    bool  // 廿卅卌: a digit and its 十 in one
	formal  bool  // 壹贰叁
	damaged bool  // a compatibility or radical form: ⼀ for 一
	misread bool  // read by mistake (OCR, keyboard): － for 一; counts in a label only
}

// figures are the characters of Chinese numerals. 两 counts only before 百千万亿 and is treated
// where it is read.
var figures = []struct {
	signs string
	figure
}{
	{},
	{"〇○◯零", figure{}},
	{"一〡", figure{value: 1}},
	{"二〢", figure{value: 2}},
	{"三〣", figure{value: 3}},
	{"四〤", figure{value: 4}},
	{"五〥", figure{value: 5}},
	{"六〦", figure{value: 6}},
	{"七〧", figure{value: 7}},
	{"八〨", figure{value: 8}},
	{"九〩", figure{value: 9}},
	{"十〸", figure{value: 10, unit: true}},
	{"百", figure{value: 100, unit: true}},
	{"千", figure{value: 1000, unit: true}},
	{"廿卄〹", figure{value: 20, tens: true}},
	{"卅〺", figure{value: 30, tens: true}},
	{"卌", figure{value: 40, tens: true}},
	{"壹壱弌", figure{value: 1, formal: true}},
	{"贰貳弍弐貮", figure{value: 2, formal: true}},
	{"叁參叄弎参", figure{value: 3, formal: true}},
	{"肆", figure{value: 4, formal: true}},
	{"伍", figure{value: 5, formal: true}},
	{"陆陸", figure{value: 6, formal: true}},
	{"柒", figure{value: 7, formal: true}},
	{"捌", figure{value: 8, formal: true}},
	{"玖", figure{value: 9, formal: true}},
	{"拾", figure{value: 10, unit: true, formal: true}},
	{"佰", figure{value: 100, unit: true, formal: true}},
	{"仟", figure{value: 1000, unit: true, formal: true}},
	{"\u2F00", figure{value: 1, damaged: true}},              // ⼀
	{"\u2F06", figure{value: 2, damaged: true}},              // ⼆
	{"\u2F0B", figure{value: 8, damaged: true}},              // ⼋
	{"\u2F17", figure{value: 10, unit: true, damaged: true}}, // ⼗
	{"ＯO0０", figure{damaged: true, misread: true}},
	{"－—ー-―─ㄧ–", figure{value: 1, damaged: true, misread: true}},
	{"ニ", figure{value: 2, damaged: true, misread: true}},
	{"ミ", figure{value: 3, damaged: true, misread: true}},
	{"ハ", figure{value: 8, damaged: true, misread: true}},
	{"+＋", figure{value: 10, unit: true, damaged: true, misread: true}},
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

// figureAt gives the meaning of r in a Chinese numeral.
func figureAt(r rune, tolerant bool) (f figure, ok bool) {
	if r >= 1<<16 || figureOf[r] == 0 {
		return f, false
	}
	f = figures[figureOf[r]].figure
	return f, !f.misread || tolerant
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
		if f, is := figureAt(zero, false); is && !f.unit && f.value == 0 {
			rest = rest[zw:]
			at += zw
		}
		m, mw, f := chineseNumber(rest, false)
		if mw == 0 || f.positional {
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
	style      Style
	positional bool
	damaged    bool

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
	first, ok := figureAt(r, tolerant)
	if !ok && (r == '两' || r == '兩') {
		if u, _, is := look(s, w, tolerant); is && u.unit && u.value > 10 {
			first, ok = figure{value: 2}, true
		}
	}
	if !ok || (!first.unit && !first.tens && first.value == 0) || first.unit && first.value > 10 {
		return 0, 0, t
	}
	t.style = Chinese
	t.note(first, r)
	r2, w2 := text.Rune(s[w:])
	second, ok := figureAt(r2, tolerant)
	if !ok {
		if r2 != '0' && r2 != '０' && r2 != 'Ｏ' {
			t.behind, t.behindWidth = r2, w2
			return int(first.value), w, t // most numerals are one character
		}
		if third, _, is := look(s, w+w2, tolerant); is && !third.unit && !third.tens { // 二0一七
			second, ok = figure{}, true
		}
	}
	if ok && !first.unit && !first.tens && !second.unit && !second.tens {
		return positional(s, first, second, w, w2, tolerant)
	}
	return additive(s, tolerant, &t)
}

// look reads the character of a numeral at s[at:].
func look(s string, at int, tolerant bool) (figure, int, bool) {
	if at >= len(s) {
		return figure{}, 0, false
	}
	r, w := text.Rune(s[at:])
	f, ok := figureAt(r, tolerant)
	return f, w, ok
}

// note adds what the character r of a numeral says of its style.
func (t *traits) note(f figure, r rune) {
	t.damaged = t.damaged || f.damaged
	if f.formal && t.style != FormalTraditional {
		t.style = FormalSimplified
		switch r {
		case '貳', '參', '陸', '叄':
			t.style = FormalTraditional
		}
	}
}

// positional reads 二〇一七: two to four digits by place.
func positional(s string, first, second figure, w, w2 int, tolerant bool) (int, int, traits) {
	t := traits{style: Positional, positional: true, damaged: first.damaged || second.damaged}
	n, at := int(first.value)*10+int(second.value), w+w2
	for k := 2; ; k++ {
		f, fw, ok := look(s, at, tolerant)
		if !ok {
			if r, rw := text.Rune(s[at:]); k < 4 && (r == '0' || r == '０' || r == 'Ｏ') { // 二0一七
				n, at = n*10, at+rw
				continue
			}
			return n, at, t
		}
		if k == 4 || f.unit || f.tens { // 二〇十, or longer than a year
			return 0, 0, traits{}
		}
		n, at = n*10+int(f.value), at+fw
		t.damaged = t.damaged || f.damaged
	}
}

// additive reads 一百二十: digits with their units, in falling order, 零 exactly where a unit
// is skipped.
func additive(s string, tolerant bool, t *traits) (n, width int, _ traits) {
	last, zero := 10000, false // the unit read last; whether 零 stands before at
	at, zeroAt := 0, 0
	for {
		r, w := text.Rune(s[at:])
		f, ok := figureAt(r, tolerant)
		if !ok && at == 0 { // 两百; checked by the caller
			f, ok = figure{value: 2}, true
		}
		v := int(f.value)
		switch {
		case !ok:
		case f.tens && last > 10, f.unit && v == 10 && last > 10 && (n == 0 || last == 100 || zero):
			n, last, at = n+v, 10, at+w
			t.note(f, r)
			zero, width = false, at
			continue
		case f.unit || f.tens:
		case v == 0:
			if !zero && (last == 100 || last == 1000) {
				zero, zeroAt, at = true, at, at+w
				continue
			}
		default:
			ur, uw := text.Rune(s[at+w:])
			if u, is := figureAt(ur, tolerant); is && u.unit && int(u.value) < last && unitFits(int(u.value), last, n, zero) {
				n, last = n+v*int(u.value), int(u.value)
				t.note(f, r)
				t.note(u, ur)
				at += w + uw
				zero, width = false, at
				continue
			}
			if n == 0 || last == 10 || zero {
				n, at = n+v, at+w
				t.note(f, r)
				return n, at, *t
			}
		}
		if zero && width == 0 {
			width = zeroAt
		}
		return n, width, *t
	}
}

// unitFits reports whether a unit may follow the unit last: directly below it, or further below
// after 零.
func unitFits(unit, last, n int, zero bool) bool {
	if n == 0 {
		return true
	}
	if zero {
		return unit*10 < last
	}
	return unit*10 == last
}
