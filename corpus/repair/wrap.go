package repair

import (
	"strings"
	"unicode/utf8"

	"gangmu/corpus/text"
)

// A text that was broken into lines of a fixed width (an old mail, a text file of eighty columns)
// is joined to paragraphs again. It is taken for such only if
//
//   - it has at least wrapLines lines,
//   - wrapFull of its lines are full: within wrapSlack cells of the width, which no more than one
//     in fifty exceeds; or wrapSome, if none exceeds it and few are only a little shorter,
//   - and wrapOpen (then wrapMostly) of the full lines break off without a mark that ends a
//     sentence.
//
// Between Chinese characters nothing is put; between Latin words a blank. A line that begins with
// an indent or behind an empty line, or with the label of a section, begins a paragraph.
//
// Figures: of 2,795 clean documents, one line a paragraph, none is taken. Broken at 60 to 80
// cells: see TestHardWrap.
const (
	wrapLines = 10
	wrapMin   = 30 // cells
	wrapMax   = 160
	wrapSlack = 3
	wrapFull  = 0.4
	wrapOpen  = 0.6

	wrapSome   = 0.08 // full lines among many short paragraphs, if
	wrapMostly = 0.75 // of them break off
)

// A wrapLine is a line of a plain text.
type wrapLine struct {
	start, end int // without the line's end and the blanks around
	next       int // where the next line begins
	cells      int // up to end, indent included; 0 = blank
	indent     int // cells
	indented   bool
}

func wrap(p *page) {
	if p.Format != "text" {
		return
	}
	s := p.view.Text
	if n := strings.Count(s, "\n"); n < wrapLines || len(s)/n < wrapMin/2 || hasLongLines(s) {
		return
	}
	// Two samples tell whether the rest is worth a look.
	const sample = 16 << 10
	if len(s) > 4*sample && !isWrapped(s[:headLen(s, sample)]) && !isWrapped(s[headLen(s, len(s)/2):headLen(s, len(s)/2+sample)]) {
		return
	}
	lines := splitLines(s)
	width := wrapWidth(s, lines)
	if width == 0 {
		return
	}
	indents, blanks := 0, 0
	for _, l := range lines {
		switch {
		case l.cells == 0:
			blanks++
		case l.indented:
			indents++
		}
	}
	// How paragraphs are told apart on this page.
	byIndent := indents*30 >= len(lines)-blanks
	byBlank := blanks*20 >= len(lines)
	var edits []text.Edit
	for i := 0; i+1 < len(lines); i++ {
		a, b := lines[i], lines[i+1]
		full := a.cells >= width-wrapSlack || a.cells+firstWord(s[b.start:b.end]) > width
		if !full || a.cells == 0 || b.cells == 0 || b.indented && byIndent {
			continue
		}
		last, _ := utf8.DecodeLastRuneInString(s[a.start:a.end])
		ends := strings.ContainsRune("。！？；：!?;:”》）)…", last)
		if ends && (!byIndent && !byBlank || beginsSection(s[b.start:b.end])) || !ends && beginsSection(s[b.start:b.end]) && strings.HasPrefix(s[b.start:], "第") {
			continue
		}
		new := ""
		if first, _ := utf8.DecodeRuneInString(s[b.start:]); !isWide(last) && !isWide(first) {
			new = " "
		}
		edits = append(edits, text.Edit{Rule: text.Wrap, Span: text.Span{Start: a.end, End: b.start}, New: new, Why: "固定宽度的硬换行，已接成一段"})
	}
	p.apply(edits)
}

// hasLongLines is the quick gate: more than one line in fifty is longer than any width.
func hasLongLines(s string) bool {
	filled, over := 0, 0
	for at := 0; at < len(s); {
		end := len(s)
		if j := strings.IndexByte(s[at:], '\n'); j >= 0 {
			end = at + j
		}
		if end > at {
			filled++
		}
		if end-at > 3*wrapMax/2 { // two cells are three bytes or fewer
			over++
		}
		at = end + 1
	}
	return over*50 > filled
}

func isWrapped(s string) bool { return wrapWidth(s, splitLines(s)) > 0 }

// firstWord is how many cells the unbreakable word at the head of s takes: it may be why the line
// before is not full.
func firstWord(s string) int {
	n := 0
	for n < len(s) && s[n] > ' ' && s[n] < utf8.RuneSelf {
		n++
	}
	return min(n, 20)
}

// beginsSection reports whether a line begins with the label of a section.
func beginsSection(line string) bool {
	return numbered().MatchString(simplified(line[:headLen(line, 36)]))
}

// headLen is the length of the longest head of s of at most n bytes that ends between characters.
func headLen(s string, n int) int {
	if n >= len(s) {
		return len(s)
	}
	for n > 0 && !utf8.RuneStart(s[n]) {
		n--
	}
	return n
}

func splitLines(s string) []wrapLine {
	lines := make([]wrapLine, 0, strings.Count(s, "\n")+1)
	for at := 0; at < len(s); {
		l := wrapLine{start: at, end: len(s), next: len(s)}
		if j := strings.IndexByte(s[at:], '\n'); j >= 0 {
			l.end, l.next = at+j, at+j+1
		}
		raw := s[l.start:l.end]
		body := strings.TrimLeft(raw, " \t　")
		l.start = l.end - len(body)
		l.indent = cells(raw[:len(raw)-len(body)])
		body = strings.TrimRight(body, " \t　\r")
		l.end = l.start + len(body)
		if body != "" {
			l.cells = l.indent + cells(body)
		}
		lines = append(lines, l)
		at = l.next
	}
	// A margin that every line has is no indent.
	margin := wrapMax
	for _, l := range lines {
		if l.cells > 0 {
			margin = min(margin, l.indent)
		}
	}
	for i := range lines {
		lines[i].indented = lines[i].cells > 0 && lines[i].indent >= margin+2
	}
	return lines
}

// cells is about how many columns s takes; good enough to see whether lines are of one length.
func cells(s string) int {
	n := 0
	for i := 0; i < len(s); i++ {
		switch c := s[i]; {
		case c >= 0xE2:
			n += 2
		case c < utf8.RuneSelf || c >= 0xC0:
			n++
		}
	}
	return n
}

func isWide(r rune) bool { return r >= 0x2E80 || r >= 0x2010 && r <= 0x203B }

// wrapWidth is the width at which the text is broken, in cells; 0 if it is not.
func wrapWidth(s string, lines []wrapLine) int {
	var count [wrapMax + 1]int
	filled, over := 0, 0
	for _, l := range lines {
		if l.cells > 0 {
			filled++
			if l.cells > wrapMax {
				over++
			} else {
				count[l.cells]++
			}
		}
	}
	if filled < wrapLines {
		return 0
	}
	best, width := 0, 0
	for w := wrapMin; w <= wrapMax; w++ {
		n := 0
		for c := w - wrapSlack; c <= w; c++ {
			n += count[c]
		}
		if n > best || n == best && count[w] > 0 && count[width] == 0 {
			best, width = n, w
		}
	}
	for w := width + 1; w <= wrapMax; w++ {
		over += count[w]
	}
	share, needOpen := float64(best)/float64(filled), wrapOpen
	if share < wrapFull {
		// Many short paragraphs: the full lines must stand out from those a little shorter.
		short := 0
		for w := max(0, width-wrapSlack-12); w < width-wrapSlack; w++ {
			short += count[w]
		}
		if share < wrapSome || best < wrapLines || over > 0 || best < 2*short {
			return 0
		}
		needOpen = wrapMostly
	}
	if over*50 > filled {
		return 0
	}
	open := 0
	for _, l := range lines {
		if l.cells >= width-wrapSlack && l.cells <= width {
			last, _ := utf8.DecodeLastRuneInString(s[l.start:l.end])
			if !strings.ContainsRune("。！？；：!?;:”》）)…", last) {
				open++
			}
		}
	}
	if float64(open) < needOpen*float64(best) {
		return 0
	}
	return width
}
