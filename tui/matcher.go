package tui

import (
	"strings"
	"unicode/utf8"

	"github.com/sahilm/fuzzy"

	"gangmu/corpus/fold"
	"gangmu/corpus/han"
)

// A matcher ranks labels by what was typed: a part of them in Chinese, their pinyin, the initials
// of their pinyin, or else letters in order.
type matcher struct {
	folded string
	pinyin string // the query if it is of letters only, lower case
}

func newMatcher(query string) matcher {
	q := matcher{folded: fold.String(strings.TrimSpace(query))}
	low := strings.ToLower(strings.TrimSpace(query))
	if low != "" && strings.Trim(low, "abcdefghijklmnopqrstuvwxyz") == "" {
		q.pinyin = low
	}
	return q
}

// score is how well label matches; 0 = not at all. Beginnings weigh more than middles, a literal
// match more than a reading, a short label more than a long one.
func (q matcher) score(label string) int {
	if q.folded == "" {
		return 1
	}
	f := fold.String(label)
	short := max(0, 200-utf8.RuneCountInString(label))
	if i := strings.Index(f, q.folded); i >= 0 {
		s := 3000 + short
		if i == 0 {
			s += 500
		}
		return s
	}
	if q.pinyin != "" {
		rs := []rune(label)
		for i := range rs {
			if n := reads(rs[i:], q.pinyin); n > 0 {
				s := 2000 + short + 200*n
				if i == 0 || string(rs[:i]) == stateName {
					s += 500
				}
				return s
			}
		}
	}
	if ms := fuzzy.Find(q.folded, []string{f}); len(ms) > 0 && len([]rune(q.folded)) > 1 {
		return 1000 + max(min(ms[0].Score, 400), -400) + short
	}
	return 0
}

// stateName is what the title of a law begins with and nobody types.
const stateName = "中华人民共和国"

// reads reports whether typed is the pinyin of the first characters of rs, each spelt out or by
// its initial, the last one perhaps unfinished: jsx, jishengx, jisx. Every reading counts. It is 2,
// or 1 if the last one has to be unfinished (xingfa for 省防), or 0.
func reads(rs []rune, typed string) int {
	if typed == "" {
		return 2
	}
	for len(rs) > 0 && !readable(rs[0]) {
		rs = rs[1:]
	}
	if len(rs) == 0 {
		return 0
	}
	if r := rs[0]; r < utf8.RuneSelf {
		if !strings.HasPrefix(typed, strings.ToLower(string(r))) {
			return 0
		}
		return reads(rs[1:], typed[1:])
	}
	best := 0
	for _, y := range han.Readings(rs[0]) {
		for n := min(len(y), len(typed)); n > 0 && best < 2; n-- {
			if typed[:n] != y[:n] || n > 1 && n < len(y) && n < len(typed) && !initial(y[:n]) {
				continue
			}
			got := reads(rs[1:], typed[n:])
			if n == len(typed) && n > 1 && n < len(y) && !initial(y[:n]) {
				got = min(got, 1)
			}
			best = max(best, got)
		}
	}
	return best
}

// initial reports whether s is a two-letter initial.
func initial(s string) bool { return s == "zh" || s == "ch" || s == "sh" }

func readable(r rune) bool {
	return r < utf8.RuneSelf && (r >= 'a' && r <= 'z' || r >= 'A' && r <= 'Z' || r >= '0' && r <= '9') || r >= 0x3400 && len(han.Readings(r)) > 0
}
