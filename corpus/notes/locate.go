package notes

import (
	"slices"
	"unicode/utf8"
)

// Locate finds the note's passage in a source text that may have changed since: rune offsets, and
// whether it is there. The quote is looked for as it stands; of several places the one whose
// surroundings agree longest with Before and After, then the nearest to Start. A note without a
// quote is where it was.
func (n Note) Locate(source []rune) (start, end int, ok bool) {
	quote := []rune(n.Quote)
	if n.Start >= 0 && n.End <= len(source) && n.Start <= n.End && slices.Equal(source[n.Start:n.End], quote) &&
		n.agree(source, n.Start, n.End) == n.contextLen() {
		return n.Start, n.End, true
	}
	if len(quote) == 0 {
		return min(n.Start, len(source)), min(n.Start, len(source)), n.Start <= len(source)
	}
	best, bestAgree := -1, -1
	for i := 0; i+len(quote) <= len(source); i++ {
		if source[i] != quote[0] || !slices.Equal(source[i:i+len(quote)], quote) {
			continue
		}
		agree := n.agree(source, i, i+len(quote))
		if agree > bestAgree || agree == bestAgree && abs(i-n.Start) < abs(best-n.Start) {
			best, bestAgree = i, agree
		}
	}
	if best < 0 {
		return 0, 0, false
	}
	return best, best + len(quote), true
}

func (n Note) contextLen() int {
	return utf8.RuneCountInString(n.Before) + utf8.RuneCountInString(n.After)
}

// agree counts the runes around [start, end) that are as they were around the note.
func (n Note) agree(source []rune, start, end int) int {
	before, after := []rune(n.Before), []rune(n.After)
	k := 0
	for i := 1; i <= len(before) && start-i >= 0 && source[start-i] == before[len(before)-i]; i++ {
		k++
	}
	for i := 0; i < len(after) && end+i < len(source) && source[end+i] == after[i]; i++ {
		k++
	}
	return k
}

func abs(n int) int {
	if n < 0 {
		return -n
	}
	return n
}
