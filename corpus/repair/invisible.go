package repair

import (
	"strings"
	"unicode/utf8"

	"gangmu/corpus/han"
	"gangmu/corpus/text"
)

// Characters that no reader sees stand between the characters of copied text, some of them put
// there against copying, and break every search: zero-width blanks, soft hyphens, marks of
// direction, control characters. They are hidden; a no-break blank becomes a blank, and the
// line and paragraph separators of Unicode become line ends. Characters of the private use area
// have no meaning outside one font: they stay, and are marked as damage.
//
// The same pass finds line ends and entities that a program printed instead of obeying: x0dx0a,
// _x000D_, \r\n, <br>, &nbsp;.
//
// Figures: on 2,795 clean documents 207 zero-width blanks, all on lines of their own or between
// Chinese characters; 27 no-break blanks; 9 runs of private characters; no escape.

// invisible hides what no reader sees and resolves escapes; at is where they may be.
func invisible(p *page, at []int) {
	s := p.view.Text
	var edits []text.Edit
	plain := p.Format == "text"
	escaped := plain && (strings.Count(s, `\n`) >= escapeMin || strings.Count(s, "<br") >= escapeMin)
	seen, after := 0, 0 // where the last edit and the last escape ended
	for _, i := range at {
		if i < seen {
			continue
		}
		n, new, why := invisibleAt(s, i)
		if n == 0 {
			n, new, why = escapeAt(s, i, plain, escaped, i > 0 && i == after)
		}
		if n == 0 {
			continue
		}
		end := i + n
		switch {
		case why == whyPrivate:
			for {
				n, _, w := invisibleAt(s, end)
				if w != whyPrivate {
					break
				}
				end += n
			}
			p.mark(text.Mark{Kind: text.MarkDamage, Span: text.Span{Start: i, End: end}, Why: why})
		case why == whyHidden && len(edits) > 0 && edits[len(edits)-1].Why == whyHidden && edits[len(edits)-1].Span.End == i:
			edits[len(edits)-1].Span.End = end
		case why == whyBlank:
			blanks := []byte(new)
			for {
				n, new, w := invisibleAt(s, end)
				if w != whyBlank {
					break
				}
				end += n
				blanks = append(blanks, new...)
			}
			edits = append(edits, text.Edit{Rule: text.Invisible, Span: text.Span{Start: i, End: end}, New: string(blanks), Why: why})
		case why == whyEscape:
			after = end
			edits = append(edits, text.Edit{Rule: text.Escape, Span: text.Span{Start: i, End: end}, New: new, Why: why})
		default:
			edits = append(edits, text.Edit{Rule: text.Invisible, Span: text.Span{Start: i, End: end}, New: new, Why: why})
		}
		seen = end
	}
	p.apply(edits)
}

const (
	whyHidden  = "不可见字符，已隐去"
	whyBlank   = "不换行空格，按空格显示"
	whyLine    = "特殊换行符，按换行显示"
	whyPrivate = "私用区字符，只在原字体中有字形，不作猜测"
	whyEscape  = "程序把换行或空格误写成了文字，已还原"

	escapeMin = 3 // literal \n and <br> on one page before they are taken for line ends
)

// invisibleAt reads one character at s[i] that is not seen or has no meaning. n is its length in
// bytes, 0 if it is none.
func invisibleAt(s string, i int) (n int, new, why string) {
	if i >= len(s) {
		return 0, "", ""
	}
	c := s[i]
	if c < 0x20 || c == 0x7F {
		if c == '\t' || c == '\n' || c == '\r' {
			return 0, "", ""
		}
		return 1, "", whyHidden
	}
	if c < 0xC2 {
		return 0, "", ""
	}
	r, n := utf8.DecodeRuneInString(s[i:])
	switch {
	case r == 0xAD, r == 0x180E, r == 0x200B, r == 0x200E, r == 0x200F, r == 0xFEFF, r == 0x61C,
		r >= 0x202A && r <= 0x202E, r >= 0x2060 && r <= 0x206F, r >= 0xE0000 && r <= 0xE007F:
		return n, "", whyHidden
	case r == 0x200C, r == 0x200D:
		// Joiners have work to do in other scripts and in emoji.
		before, _ := utf8.DecodeLastRuneInString(s[:i])
		after, _ := utf8.DecodeRuneInString(s[i+n:])
		if han.Is(before) || han.Is(after) || before < 0x80 && after < 0x80 {
			return n, "", whyHidden
		}
	case r == 0xA0:
		return n, " ", whyBlank
	case r == 0x85, r == 0x2028, r == 0x2029:
		return n, "\n", whyLine
	case r >= 0x80 && r < 0xA0:
		return n, "", whyHidden
	case r >= 0xE000 && r <= 0xF8FF, r >= 0xF0000 && r <= 0x10FFFD:
		return n, "", whyPrivate
	}
	return 0, "", ""
}

// escapes are line ends and blanks that were printed as text. Those with gate need escapeMin
// of their kind on the page.
var escapes = []struct {
	word, new string
	plain     bool // in plain text only: other formats resolve these themselves
	gate      bool
}{
	{"x0dx0a", "\n", false, false}, {"_x000D__x000A_", "\n", false, false}, {"_x000D_\n", "\n", false, false}, {"_x000D_", "\n", false, false}, {"_x000A_", "\n", false, false},
	{"x0d", "", false, false}, {"x0a", "\n", false, false},
	{`\r\n`, "\n", true, true}, {`\n`, "\n", true, true}, {`\u3000`, "　", true, false},
	{"<br>", "\n", true, true}, {"<br/>", "\n", true, true}, {"<br />", "\n", true, true},
	{"&nbsp;", " ", true, false}, {"&ldquo;", "“", true, false}, {"&rdquo;", "”", true, false}, {"&hellip;", "…", true, false},
	{"&mdash;", "—", true, false}, {"&middot;", "·", true, false}, {"&lt;", "<", true, false}, {"&gt;", ">", true, false}, {"&quot;", `"`, true, false}, {"&amp;", "&", true, false},
}

// escapeAt reads an escape at s[i]; adjoins says that one ends there. An x0d inside a word or number
// of letters (0x0d, ox0a) is none.
func escapeAt(s string, i int, plain, gate, adjoins bool) (n int, new, why string) {
	for _, e := range escapes {
		if e.plain && !plain || e.gate && !gate || !strings.HasPrefix(s[i:], e.word) {
			continue
		}
		if e.word[0] == 'x' && !adjoins {
			before, _ := utf8.DecodeLastRuneInString(s[:i])
			after, _ := utf8.DecodeRuneInString(s[i+len(e.word):])
			if isASCIIWord(before) && !(len(e.word) > 3 && endsNumber(s[:i])) || len(e.word) == 3 && (!isCJK(before) || isASCIIWord(after) && after > '9') {
				continue
			}
		}
		return len(e.word), e.new, whyEscape
	}
	return 0, "", ""
}

// endsNumber reports whether s ends with a number or a capital letter that is no part of 0x: 附件1x0dx0a.
func endsNumber(s string) bool {
	r, w := utf8.DecodeLastRuneInString(s)
	before, _ := utf8.DecodeLastRuneInString(s[:len(s)-w])
	return r >= '1' && r <= '9' || r == '0' && before >= '0' && before <= '9' || r >= 'A' && r <= 'Z' && isCJK(before)
}

func isASCIIWord(r rune) bool {
	return r < utf8.RuneSelf && (r >= '0' && r <= '9' || r >= 'a' && r <= 'z' || r >= 'A' && r <= 'Z' || r == '_' || r == '\\' || r == '%')
}

// isCJK reports whether r is a Chinese character, punctuation mark or full-width form.
func isCJK(r rune) bool {
	return han.Is(r) || r >= 0x3000 && r <= 0x303F || r >= 0xFF00 && r <= 0xFFEF || strings.ContainsRune("“”‘’…—", r)
}
