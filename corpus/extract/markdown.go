package extract

import (
	"path/filepath"
	"slices"
	"strings"

	"gangmu/corpus/lazy"
	"gangmu/corpus/text"
)

// Markdown is read by lines, not by a parser of the whole language: official documents use its
// headings, emphasis, lists, quotes, tables and links, and have much that only looks like
// Markdown and must stay as it is: form lines ____, masked words ***, numbers "1." that are
// the document's own, paragraphs set in by four blanks.
//
// What is hidden: heading signs (# and the underline of ===/---), emphasis signs, list bullets,
// quote signs, link and image targets, code fences, comments, the delimiter row and outer bars
// of tables, backslash escapes, hard-break blanks. YAML front matter stays readable as a block
// of kind front; only its fences go.

// What few lines come to is matched by regular expressions, all else by the functions of mdsigns.go.
var (
	reDelimiter = lazy.Regexp(`^[ \t]*\|?[ \t]*:?-+:?[ \t]*(\|[ \t]*:?-+:?[ \t]*)*\|?[ \t]*$`)
	reFrontKey  = lazy.Regexp(`^['"]?[\p{L}_][\p{L}\p{N}_ -]*['"]?[ \t]*[:：=]`)
	reCallout   = lazy.Regexp(`^\[![A-Z]+\][+-]?[ \t]*`)
)

// isMarkdown decides by name, else by the signs that plain texts do not have.
func isMarkdown(name, s string) bool {
	switch strings.ToLower(filepath.Ext(name)) {
	case ".md", ".markdown", ".mkd", ".mdown", ".qmd", ".rmd":
		return true
	}
	if _, end := frontMatter(s); end > 0 {
		return true
	}
	head := s[:min(len(s), 64<<10)]
	if !strings.ContainsAny(head, "#=-*|]") {
		return false
	}
	atx, equals, dashes, strong, links := 0, 0, 0, 0, 0
	previous := ""
	for line := range strings.Lines(head) {
		line = strings.TrimRight(line, "\r\n")
		_, _, heading := atxSign(line)
		level := underline(line)
		switch {
		case heading:
			atx++
		case level > 0 && previous != "" && len(previous) <= 180:
			if level == 1 {
				equals++
			} else {
				dashes++
			}
		case strings.Contains(line, "|") && strings.Contains(previous, "|") && isDelimiter(line):
			return true
		}
		if a := strings.Index(line, "**"); a >= 0 && strings.Contains(line[a+2:], "**") && !strings.Contains(line, "***") {
			strong++
		}
		links += strings.Count(line, "](")
		previous = strings.TrimSpace(line)
	}
	return atx >= 2 || equals >= 1 || dashes >= 3 || strong >= 3 || links >= 3
}

// frontMatter finds YAML (---) or TOML (+++) front matter: where its text begins, and where the
// document goes on after it; 0, 0 if there is none.
func frontMatter(s string) (start, end int) {
	if !strings.HasPrefix(s, "---") && !strings.HasPrefix(s, "+++") {
		return 0, 0
	}
	fence := s[:3]
	first := strings.IndexByte(s, '\n')
	if first < 0 || strings.TrimSpace(s[:first]) != fence {
		return 0, 0
	}
	at := first + 1
	for n := 0; at < len(s) && at < 64<<10; n++ {
		stop := strings.IndexByte(s[at:], '\n')
		if stop < 0 {
			stop = len(s) - at
		}
		line := strings.TrimRight(s[at:at+stop], " \t\r")
		if line == fence || line == "..." && fence == "---" {
			if n == 0 {
				return 0, 0
			}
			return first + 1, min(at+stop+1, len(s))
		}
		if n == 0 && !reFrontKey().MatchString(line) {
			return 0, 0
		}
		at += stop + 1
	}
	return 0, 0
}

// frontTitle is the value of the key title.
func frontTitle(front string) string {
	for line := range strings.Lines(front) {
		for _, key := range []string{"title:", "title =", "标题:", "标题："} {
			if v, ok := strings.CutPrefix(line, key); ok {
				v = strings.TrimSpace(v)
				if len(v) >= 2 && (v[0] == '\'' || v[0] == '"') && v[len(v)-1] == v[0] {
					v = v[1 : len(v)-1]
				}
				return v
			}
		}
	}
	return ""
}

// A mdScanner goes through a Markdown text line by line.
type mdScanner struct {
	src    string
	edits  []text.Edit
	blocks []text.Block

	fence     string    // of the code block that is open
	code      int       // where its text begins
	comment   bool      // inside <!-- … -->
	paragraph text.Span // the line before, if it is prose that an underline makes a heading
	quote     int       // depth of quotation of the line before
	table     bool      // the line before is a table row
	opened    []run     // scratch of emphasis
}

func markdown(r *Result) {
	m := mdScanner{src: r.Text}
	at := 0
	if start, end := frontMatter(r.Text); end > 0 {
		close := strings.LastIndexByte(strings.TrimRight(r.Text[:end], "\r\n"), '\n') + 1
		m.hide(0, start)
		m.block(text.BlockFront, 0, text.Span{Start: start, End: max(start, close)})
		m.hide(close, end)
		r.Title = frontTitle(r.Text[start:close])
		at = end
	}
	for at < len(m.src) {
		end := strings.IndexByte(m.src[at:], '\n')
		next := at + end + 1
		if end < 0 {
			next = len(m.src)
			end = next
		} else {
			end += at
		}
		if end > at && m.src[end-1] == '\r' {
			end--
		}
		m.line(at, end, next)
		at = next
	}
	if m.fence != "" {
		m.block(text.BlockCode, 0, text.Span{Start: m.code, End: len(m.src)})
	}
	byStart := func(a, b text.Edit) int { return a.Span.Start - b.Span.Start }
	if !slices.IsSortedFunc(m.edits, byStart) {
		slices.SortStableFunc(m.edits, byStart)
	}
	r.Format, r.Edits, r.Blocks = "markdown", m.edits, m.blocks
}

func (m *mdScanner) hide(start, end int) {
	if start < end {
		m.edits = roomFor(m.edits, start, len(m.src))
		m.edits = append(m.edits, text.Edit{Rule: text.Markup, Span: text.Span{Start: start, End: end}})
	}
}

// roomFor makes room in a full list that got its elements from the first at of size bytes: as many
// again, in proportion, for the rest. The list of a long text is moved a few times, not fifty.
func roomFor[T any](list []T, at, size int) []T {
	n := len(list)
	if n < cap(list) || n < 256 {
		return list
	}
	rest := float64(size-at) / float64(max(at, size/16, 1))
	return slices.Grow(list, n/16+int(float64(n)*rest))
}

func (m *mdScanner) block(kind text.BlockKind, level int, s text.Span) {
	m.blocks = roomFor(m.blocks, s.Start, len(m.src))
	m.blocks = append(m.blocks, text.Block{Kind: kind, Level: level, Span: s})
}

// line reads one line: its text is src[at:end], the next line begins at next.
func (m *mdScanner) line(at, end, next int) {
	before, quoted, inTable := m.paragraph, m.quote, m.table
	m.paragraph, m.table, m.quote = text.Span{}, false, 0
	switch {
	case m.fence != "":
		m.insideCode(at, end)
		return
	case m.comment:
		m.insideComment(at, end)
		return
	}
	first := len(m.edits)
	start := m.quoteSigns(at, end)
	s := m.src[start:end]
	if isBlank(s) {
		return
	}
	lead := len(s) - len(strings.TrimLeft(s, " \t"))
	switch s[lead] { // what most lines begin with is no sign at all
	case '=', '-', '*':
		if level := underline(s); level > 0 && !before.Empty() && quoted == m.quote {
			// The line end goes with the underline, so that no empty line is left.
			m.edits = m.edits[:first]
			m.hide(m.lineEnd(before.End), end)
			m.heading(level, before)
			return
		}
		if isBreak(s) {
			m.hide(start, end)
			return
		}
	case '`', '~':
		if fence := fenceSign(s); fence != "" {
			m.fence, m.code = fence, next
			m.hide(start, end)
			return
		}
	case '#':
		if m.atx(start, end) {
			return
		}
	}
	if m.row(start, end, next, inTable) {
		m.table = true
		return
	}
	if n := bulletSign(s, lead); n > 0 {
		m.hide(start, start+n)
		m.inline(start+n, end)
		m.block(text.BlockItem, lead/2+1, m.visible(text.Span{Start: start + n, End: end}))
		return
	}
	m.prose(start, start+lead, end)
}

// insideCode reads a line of a code block: its text, or the fence that ends it.
func (m *mdScanner) insideCode(at, end int) {
	if strings.HasPrefix(strings.TrimSpace(m.src[at:end]), m.fence) {
		m.block(text.BlockCode, 0, text.Span{Start: m.code, End: at})
		m.hide(at, end)
		m.fence = ""
	}
}

// insideComment reads a line that begins inside <!-- … -->.
func (m *mdScanner) insideComment(at, end int) {
	i := strings.Index(m.src[at:end], "-->")
	if i < 0 {
		m.hide(at, end)
		return
	}
	m.comment = false
	m.hide(at, at+i+3)
	m.inline(at+i+3, end)
}

// atx reads a heading of the kind ## … ##.
func (m *mdScanner) atx(start, end int) bool {
	s := m.src[start:end]
	from, level, ok := atxSign(s)
	if !ok {
		if from, level, ok = atxTight(s); !ok {
			return false
		}
	}
	words := text.Span{Start: start + from, End: start + from + atxTail(s[from:])}
	m.hide(start, words.Start)
	m.hide(words.End, end)
	m.inline(words.Start, words.End)
	m.heading(level, words)
	return true
}

// prose reads a line without a sign of its own; src[start:at] are the blanks that it is set in by.
func (m *mdScanner) prose(start, at, end int) {
	m.hide(start, at)
	m.inline(at, end)
	if m.quote > 0 {
		m.block(text.BlockQuote, m.quote, m.visible(text.Span{Start: start, End: end}))
	}
	if end-start <= 400 {
		m.paragraph = text.Span{Start: start, End: end}
	}
}

// lineEnd steps back from off over trailing blanks that an edit already hides.
func (m *mdScanner) lineEnd(off int) int {
	if n := len(m.edits); n > 0 && m.edits[n-1].Span.End == off && strings.TrimSpace(m.edits[n-1].Span.In(m.src)) == "" {
		m.edits = m.edits[:n-1]
		return len(strings.TrimRight(m.src[:off], " \t"))
	}
	return off
}

// quoteSigns hides the > of a quotation and its [!NOTE], and returns where the text begins.
func (m *mdScanner) quoteSigns(at, end int) int {
	for m.quote < 8 {
		i := at
		for i < end && i-at < 3 && m.src[i] == ' ' {
			i++
		}
		if i >= end || m.src[i] != '>' {
			break
		}
		i++
		if i < end && m.src[i] == ' ' {
			i++
		}
		m.hide(at, i)
		m.quote++
		at = i
	}
	if m.quote > 0 && strings.HasPrefix(m.src[at:end], "[!") {
		n := len(reCallout().FindString(m.src[at:end]))
		m.hide(at, at+n)
		at += n
	}
	return at
}

func (m *mdScanner) heading(level int, s text.Span) {
	if s = m.visible(s); !s.Empty() {
		m.block(text.BlockHeading, level, s)
	}
}

// visible narrows s to what is seen of it: blanks and hidden signs at both ends are left out.
func (m *mdScanner) visible(s text.Span) text.Span {
	i := len(m.edits)
	for i > 0 && m.edits[i-1].Span.End > s.Start {
		i--
	}
	edits := m.edits[i:]
	for changed := true; changed && !s.Empty(); {
		changed = false
		if d := text.Blanks(s.In(m.src)); d > 0 {
			s.Start, changed = s.Start+d, true
		}
		if d := trailingBlanks(s.In(m.src)); d > 0 {
			s.End, changed = s.End-d, true
		}
		for _, e := range edits {
			if e.New != "" {
				continue
			}
			if e.Span.Has(s.Start) {
				s.Start, changed = min(e.Span.End, s.End), true
			}
			if e.Span.Start < s.End && s.End <= e.Span.End {
				s.End, changed = max(e.Span.Start, s.Start), true
			}
		}
	}
	return s
}

// row reads a row of a table: the bars at both ends are hidden, those between cells stay.
func (m *mdScanner) row(start, end, next int, inTable bool) bool {
	if strings.IndexByte(m.src[start:end], '|') < 0 {
		return false
	}
	s := strings.TrimSpace(m.src[start:end])
	if inTable && isDelimiter(s) {
		m.hide(start, next)
		return true
	}
	bars := len(s) > 1 && s[0] == '|' && s[len(s)-1] == '|'
	if !bars && !inTable {
		line, _, _ := strings.Cut(m.src[next:], "\n")
		if !strings.Contains(line, "|") || !isDelimiter(strings.TrimRight(line, "\r")) {
			return false
		}
	}
	a := start + strings.Index(m.src[start:end], s)
	b := a + len(s)
	if s[0] == '|' {
		n := 1 + len(s[1:]) - len(strings.TrimLeft(s[1:], " \t"))
		m.hide(start, a+n)
		a += n
	}
	if b > a && m.src[b-1] == '|' {
		n := len(strings.TrimRight(m.src[a:b-1], " \t"))
		m.hide(a+n, end)
		b = a + n
	}
	m.inline(a, b)
	m.block(text.BlockRow, 0, text.Span{Start: a, End: b})
	return true
}
