package ref

import (
	"cmp"
	"slices"
	"strings"
)

// A Named is a document of a library, as far as its name goes.
type Named struct {
	Title  string
	Number string // 文号
	Date   string // 2018-10-26; decides between versions
}

// MatchTitle finds the documents that a reference means by title: 《刑法》 is 中华人民共和国刑法, the
// newest version first. It gives indexes of docs, the best first; none if no title fits. A part
// of a title counts only if no whole one fits.
func MatchTitle(title string, docs []Named) []int {
	want := TitleKey(title)
	if want == "" {
		return nil
	}
	var whole, part []int
	for i, d := range docs {
		switch have := TitleKey(d.Title); {
		case have == want:
			whole = append(whole, i)
		case have == "":
		case strings.HasSuffix(have, want) && len(want) >= 4*len("法"):
			part = append(part, i)
		case strings.HasSuffix(want, have) && len(have) >= 5*len("法"):
			part = append(part, i)
		}
	}
	if len(whole) == 0 {
		whole = part
	}
	slices.SortStableFunc(whole, func(a, b int) int { return cmp.Compare(docs[b].Date, docs[a].Date) })
	return whole
}

// MatchNumber finds the documents that bear a document number, however its brackets are written.
func MatchNumber(number string, docs []Named) []int {
	want := numberKey(number)
	var got []int
	for i, d := range docs {
		if d.Number != "" && numberKey(d.Number) == want {
			got = append(got, i)
		}
	}
	return got
}

func numberKey(s string) string {
	return strings.Map(func(c rune) rune {
		if strings.ContainsRune("()（）[]［］〔〕第 ", c) {
			return -1
		}
		return c
	}, labelKey(s))
}
