package numbering

import "strings"

// han reports whether r is a Han character.
func han(r rune) bool {
	return 0x4E00 <= r && r <= 0x9FFF || 0x3400 <= r && r <= 0x4DBF || 0xF900 <= r && r <= 0xFAFF || 0x20000 <= r && r <= 0x3FFFF || r == '〇'
}

// Parse reads a label that stands alone, as a person types it or another label cites it:
// blanks around it and a missing closing mark do not matter.
func Parse(s string) (Label, bool) {
	s = strings.TrimFunc(s, blank)
	if s == "" {
		return Label{}, false
	}
	for _, tail := range []string{"", "、"} {
		if l, ok := Scan(s+tail, 0, AtLine); ok && l.Span.End >= len(s) {
			l.Text, l.Span.End = s, len(s)
			return l, true
		}
	}
	return Label{}, false
}
