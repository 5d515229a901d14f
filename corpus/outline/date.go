package outline

import (
	"fmt"
	"strings"
	"unicode/utf8"

	"gangmu/corpus/numbering"
)

// letterZeros are letters and signs that typists put for 〇 in dates.
const letterZeros = "ОΟоＯO○"

// date reads the date at the head of s: 2017年2月28日, 二〇一七年二月二十八日, 中華民國七十八年一月四日,
// 2017-02-28, 2017.2.28. It gives it as 2017-02-28 (2017-02 and 2017 where less is said) and the
// bytes read.
func date(s string) (iso string, width int) {
	r := dateReader{s: s}
	republic := r.word("中華民國", "中华民国", "民國", "民国")
	year, ok := r.number()
	if !ok {
		return "", 0
	}
	if republic {
		year += 1911
	}
	if year < 1900 || year > 2100 {
		return "", 0
	}
	if r.word("年") {
		iso, width = fmt.Sprintf("%04d", year), r.at
		month, ok := r.number()
		if !ok || !r.word("月") || month < 1 || month > 12 {
			return iso, width
		}
		iso, width = fmt.Sprintf("%s-%02d", iso, month), r.at
		day, ok := r.number()
		if !ok || !r.word("日", "号", "號") || day < 1 || day > 31 {
			return iso, width
		}
		return fmt.Sprintf("%s-%02d", iso, day), r.at
	}
	for _, sep := range []string{"-", ".", "/", "．"} {
		if !strings.HasPrefix(r.s[r.at:], sep) {
			continue
		}
		r.at += len(sep)
		month, ok1 := r.number()
		ok2 := strings.HasPrefix(r.s[r.at:], sep)
		if !ok1 || !ok2 || month < 1 || month > 12 {
			return "", 0
		}
		r.at += len(sep)
		if day, ok := r.number(); ok && day >= 1 && day <= 31 {
			return fmt.Sprintf("%04d-%02d-%02d", year, month, day), r.at
		}
	}
	return "", 0
}

type dateReader struct {
	s  string
	at int
}

func (r *dateReader) blanks() { r.at = skip(r.s, r.at, len(r.s), blanks) }

func (r *dateReader) word(words ...string) bool {
	at := r.at
	r.blanks()
	for _, w := range words {
		if strings.HasPrefix(r.s[r.at:], w) {
			r.at += len(w)
			return true
		}
	}
	r.at = at
	return false
}

func (r *dateReader) number() (int, bool) {
	at := r.at
	r.blanks()
	rest := r.s[r.at:]
	if strings.HasPrefix(rest, "元") && r.at > 0 { // 民國元年
		r.at += len("元")
		return 1, true
	}
	n, w, ok := numbering.ParseNumber(rest)
	if c, cw := utf8.DecodeRuneInString(rest[w:]); ok && cw > 0 && strings.ContainsRune(letterZeros, c) || !ok && cw > 0 {
		// Letters for 〇: read a short copy and count what it took.
		n, w, ok = typedZeros(rest)
	}
	if !ok {
		r.at = at
		return 0, false
	}
	r.at += w
	return n, true
}

// typedZeros reads a numeral in which letters stand for 〇.
func typedZeros(s string) (n, width int, ok bool) {
	end, k := 0, 0
	for i, c := range s {
		if k == 4 || !strings.ContainsRune(letterZeros+"〇零一二三四五六七八九十0", c) {
			break
		}
		k++
		end = i + utf8.RuneLen(c)
	}
	copied := strings.Map(func(c rune) rune {
		if strings.ContainsRune(letterZeros, c) {
			return '〇'
		}
		return c
	}, s[:end])
	n, w, ok := numbering.ParseNumber(copied)
	if !ok || w != len(copied) {
		return 0, 0, false
	}
	return n, end, true
}

// findDate finds the first full or partial date in s.
func findDate(s string) (iso string, start, end int) {
	for i, r := range s {
		if '0' <= r && r <= '9' || '０' <= r && r <= '９' || r == '二' || r == '一' || r == '中' || r == '民' {
			if i > 0 && '0' <= s[i-1] && s[i-1] <= '9' {
				continue
			}
			if iso, w := date(s[i:]); w > 0 && len(iso) > 4 {
				return iso, i, i + w
			}
		}
	}
	return "", -1, -1
}

// lastDate finds the last full or partial date in s.
func lastDate(s string) (iso string, start, end int) {
	start, end = -1, -1
	for at := 0; ; {
		d, from, to := findDate(s[at:])
		if from < 0 {
			return iso, start, end
		}
		iso, start, end = d, at+from, at+to
		at += to
	}
}
