package numbering

import (
	"strings"
	"unicode/utf8"
)

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
	value   int  // of a digit; 10, 100, 1000 of a unit
	unit    bool // 十百千
	tens    bool // 廿卅卌: a digit and its 十 in one
	formal  bool // 壹贰叁
	damaged bool // a compatibility or radical form: ⼀ for 一
}

// chinese gives the meaning of a character in a Chinese numeral. 两 counts only before 百千万亿
// and is treated where it is read.
func chinese(r rune) (figure, bool) {
	switch r {
	case '〇', '○', '◯', '零':
		return figure{}, true
	case '一':
		return figure{value: 1}, true
	case '二':
		return figure{value: 2}, true
	case '三':
		return figure{value: 3}, true
	case '四':
		return figure{value: 4}, true
	case '五':
		return figure{value: 5}, true
	case '六':
		return figure{value: 6}, true
	case '七':
		return figure{value: 7}, true
	case '八':
		return figure{value: 8}, true
	case '九':
		return figure{value: 9}, true
	case '十':
		return figure{value: 10, unit: true}, true
	case '百':
		return figure{value: 100, unit: true}, true
	case '千':
		return figure{value: 1000, unit: true}, true
	}
	return rareChinese(r)
}

// rareChinese is the rest of chinese: formal, contracted, Suzhou and damaged characters.
func rareChinese(r rune) (figure, bool) {
	switch r {
	case '壹', '壱', '弌':
		return figure{value: 1, formal: true}, true
	case '贰', '貳', '弍', '弐', '貮':
		return figure{value: 2, formal: true}, true
	case '叁', '參', '叄', '弎', '参':
		return figure{value: 3, formal: true}, true
	case '肆':
		return figure{value: 4, formal: true}, true
	case '伍':
		return figure{value: 5, formal: true}, true
	case '陆', '陸':
		return figure{value: 6, formal: true}, true
	case '柒':
		return figure{value: 7, formal: true}, true
	case '捌':
		return figure{value: 8, formal: true}, true
	case '玖':
		return figure{value: 9, formal: true}, true
	case '拾':
		return figure{value: 10, unit: true, formal: true}, true
	case '佰':
		return figure{value: 100, unit: true, formal: true}, true
	case '仟':
		return figure{value: 1000, unit: true, formal: true}, true
	case '廿', '卄', '〹':
		return figure{value: 20, tens: true}, true
	case '卅', '〺':
		return figure{value: 30, tens: true}, true
	case '卌':
		return figure{value: 40, tens: true}, true
	case '〸':
		return figure{value: 10, unit: true}, true
	case '\u2F00': // ⼀
		return figure{value: 1, damaged: true}, true
	case '\u2F06': // ⼆
		return figure{value: 2, damaged: true}, true
	case '\u2F0B': // ⼋
		return figure{value: 8, damaged: true}, true
	case '\u2F17': // ⼗
		return figure{value: 10, unit: true, damaged: true}, true
	}
	if '〡' <= r && r <= '〩' {
		return figure{value: int(r-'〡') + 1}, true
	}
	return figure{}, false
}

// misread gives the digit for which r is read by mistake (OCR, keyboard), in a label only.
func misread(r rune) (figure, bool) {
	switch r {
	case '－', '—', 'ー', '-', '―', '─', 'ㄧ', '–':
		return figure{value: 1, damaged: true}, true
	case 'ニ':
		return figure{value: 2, damaged: true}, true
	case 'ミ':
		return figure{value: 3, damaged: true}, true
	case 'ハ':
		return figure{value: 8, damaged: true}, true
	case 'Ｏ', 'O', '0', '０':
		return figure{damaged: true}, true
	case '+', '＋':
		return figure{value: 10, unit: true, damaged: true}, true
	}
	return figure{}, false
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
		r, w := utf8.DecodeRuneInString(s[at:])
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
		zero, zw := utf8.DecodeRuneInString(rest)
		if f, is := chinese(zero); is && !f.unit && f.value == 0 {
			rest = rest[zw:]
			at += zw
		}
		m, mw, f := chineseNumber(rest, false)
		if mw == 0 || f.positional {
			return total, best, true
		}
		// After 万 a bare digit is colloquial (三万五 = 35000), unless 零 stood before it.
		next, _ := utf8.DecodeRuneInString(rest[mw:])
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
}

// arabic reads decimal digits of one width; at most 12.
func arabic(s string) (n, width int, st Style) {
	wide := false
	for i := 0; i < 12; i++ {
		if width >= len(s) {
			break
		}
		if c := s[width]; '0' <= c && c <= '9' && (i == 0 || !wide) {
			n = n*10 + int(c-'0')
			width++
			continue
		}
		// ０…９ are EF BC 90 … EF BC 99.
		if t := s[width:]; len(t) > 2 && t[0] == 0xEF && t[1] == 0xBC && 0x90 <= t[2] && t[2] <= 0x99 && (i == 0 || wide) {
			wide = true
			n = n*10 + int(t[2]-0x90)
			width += 3
			continue
		}
		break
	}
	if wide {
		return n, width, Wide
	}
	return n, width, Arabic
}

// chineseNumber reads a Chinese numeral of 1…9999. With tolerant, misread characters count as
// the digits that they stand for.
func chineseNumber(s string, tolerant bool) (n, width int, t traits) {
	first, w, ok := look(s, 0, tolerant)
	if !ok {
		if r, rw := utf8.DecodeRuneInString(s); r == '两' || r == '兩' {
			if u, _, is := look(s, rw, tolerant); is && u.unit && u.value > 10 {
				first, w, ok = figure{value: 2}, rw, true
			}
		}
	}
	if !ok || (!first.unit && !first.tens && first.value == 0) || first.unit && first.value > 10 {
		return 0, 0, t
	}
	t.style = Chinese
	t.note(first, s[:w])
	second, w2, ok := look(s, w, tolerant)
	if !ok {
		r, rw := utf8.DecodeRuneInString(s[w:])
		if r != '0' && r != '０' && r != 'Ｏ' {
			return first.value, w, t // most numerals are one character
		}
		if third, _, is := look(s, w+rw, tolerant); is && !third.unit && !third.tens { // 二0一七
			second, w2, ok = figure{}, rw, true
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
	r, w := utf8.DecodeRuneInString(s[at:])
	f, ok := chinese(r)
	if !ok && tolerant {
		f, ok = misread(r)
	}
	return f, w, ok
}

// note adds what the character r of a numeral says of its style.
func (t *traits) note(f figure, r string) {
	t.damaged = t.damaged || f.damaged
	if f.formal && t.style != FormalTraditional {
		t.style = FormalSimplified
		if strings.ContainsAny(r, "貳參陸叄") {
			t.style = FormalTraditional
		}
	}
}

// positional reads 二〇一七: two to four digits by place.
func positional(s string, first, second figure, w, w2 int, tolerant bool) (int, int, traits) {
	t := traits{style: Positional, positional: true, damaged: first.damaged || second.damaged}
	n, at := first.value*10+second.value, w+w2
	for k := 2; ; k++ {
		f, fw, ok := look(s, at, tolerant)
		if !ok {
			if r, rw := utf8.DecodeRuneInString(s[at:]); k < 4 && strings.ContainsRune("0０Ｏ", r) && rw > 0 { // 二0一七
				n, at = n*10, at+rw
				continue
			}
			return n, at, t
		}
		if k == 4 || f.unit || f.tens { // 二〇十, or longer than a year
			return 0, 0, traits{}
		}
		n, at = n*10+f.value, at+fw
		t.damaged = t.damaged || f.damaged
	}
}

// additive reads 一百二十: digits with their units, in falling order, 零 exactly where a unit
// is skipped.
func additive(s string, tolerant bool, t *traits) (n, width int, _ traits) {
	last, zero := 10000, false // the unit read last; whether 零 stands before at
	at, zeroAt := 0, 0
	for {
		f, w, ok := look(s, at, tolerant)
		if !ok && at == 0 { // 两百; checked by the caller
			f, w, ok = figure{value: 2}, len("两"), true
		}
		switch {
		case !ok:
		case f.tens && last > 10:
			n, last, at = n+f.value, 10, at+w
			t.note(f, s[at-w:at])
			zero, width = false, at
			continue
		case f.unit && f.value == 10 && last > 10 && (n == 0 || last == 100 || zero):
			n, last, at = n+10, 10, at+w
			t.note(f, s[at-w:at])
			zero, width = false, at
			continue
		case f.unit || f.tens:
		case f.value == 0:
			if !zero && (last == 100 || last == 1000) {
				zero, zeroAt, at = true, at, at+w
				continue
			}
		default:
			u, uw, isUnit := look(s, at+w, tolerant)
			if isUnit && u.unit && u.value < last && unitFits(u.value, last, n, zero) {
				n, last = n+f.value*u.value, u.value
				t.note(f, s[at:at+w])
				t.note(u, s[at+w:at+w+uw])
				at += w + uw
				zero, width = false, at
				continue
			}
			if n == 0 || last == 10 || zero {
				n, at = n+f.value, at+w
				t.note(f, s[at-w:at])
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
