package extract

import (
	"path/filepath"
	"regexp"
	"slices"
	"strings"

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

var (
	reATX       = regexp.MustCompile(`^ {0,3}(#{1,6})(?:[ \t　]+|$)`)
	reATXTight  = regexp.MustCompile(`^(#{2,6})\p{Han}`)
	reATXTail   = regexp.MustCompile(`[ \t]+#+[ \t]*$`)
	reSetext    = regexp.MustCompile(`^ {0,3}(={2,}|-{3,})[ \t]*$`)
	reBreak     = regexp.MustCompile(`^ {0,3}(?:(?:-[ \t]*){3,}|(?:\*[ \t]*){3,})$`)
	reFence     = regexp.MustCompile("^ {0,3}(```+|~~~+)")
	reBullet    = regexp.MustCompile(`^([ \t]*)([-*+][ \t]+)\S`)
	rePageNo    = regexp.MustCompile(`^\s*[-—][ \t]*\d+[ \t]*[-—]\s*$`)
	reDelimiter = regexp.MustCompile(`^[ \t]*\|?[ \t]*:?-+:?[ \t]*(\|[ \t]*:?-+:?[ \t]*)*\|?[ \t]*$`)
	reFrontKey  = regexp.MustCompile(`^['"]?[\p{L}_][\p{L}\p{N}_ -]*['"]?[ \t]*[:：=]`)
	reCallout   = regexp.MustCompile(`^\[![A-Z]+\][+-]?[ \t]*`)
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
		switch {
		case reATX.MatchString(line):
			atx++
		case reSetext.MatchString(line) && previous != "" && len(previous) <= 180:
			if strings.Contains(line, "=") {
				equals++
			} else {
				dashes++
			}
		case reDelimiter.MatchString(line) && strings.Contains(line, "|") && strings.Contains(previous, "|"):
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
		if n == 0 && !reFrontKey.MatchString(line) {
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
	slices.SortStableFunc(m.edits, func(a, b text.Edit) int { return a.Span.Start - b.Span.Start })
	r.Format, r.Edits, r.Blocks = "markdown", m.edits, m.blocks
}

func (m *mdScanner) hide(start, end int) {
	if start < end {
		m.edits = append(m.edits, text.Edit{Rule: text.Markup, Span: text.Span{Start: start, End: end}})
	}
}

func (m *mdScanner) block(kind text.BlockKind, level int, s text.Span) {
	m.blocks = append(m.blocks, text.Block{Kind: kind, Level: level, Span: s})
}

// line reads one line: its text is src[at:end], the next line begins at next.
func (m *mdScanner) line(at, end, next int) {
	before, quoted := m.paragraph, m.quote
	inTable := m.table
	m.paragraph, m.table, m.quote = text.Span{}, false, 0
	if m.fence != "" {
		if strings.HasPrefix(strings.TrimSpace(m.src[at:end]), m.fence) {
			m.block(text.BlockCode, 0, text.Span{Start: m.code, End: at})
			m.hide(at, end)
			m.fence = ""
		}
		return
	}
	if m.comment {
		if i := strings.Index(m.src[at:end], "-->"); i >= 0 {
			m.comment = false
			m.hide(at, at+i+3)
			m.inline(at+i+3, end)
		} else {
			m.hide(at, end)
		}
		return
	}
	first := len(m.edits)
	start := m.quoteSigns(at, end)
	s := m.src[start:end]
	if m.quote > 0 {
		if c := reCallout.FindString(s); c != "" {
			m.hide(start, start+len(c))
			start += len(c)
			s = s[len(c):]
		}
	}
	if strings.TrimSpace(s) == "" {
		return
	}
	sign := strings.TrimLeft(s, " \t")[0] // what most lines begin with is no sign at all
	switch sub := []int(nil); {
	case (sign == '=' || sign == '-') && !before.Empty() && quoted == m.quote && reSetext.MatchString(s):
		level := 1
		if strings.Contains(s, "-") {
			level = 2
		}
		// The line end goes with the underline, so that no empty line is left.
		m.edits = m.edits[:first]
		m.hide(m.lineEnd(before.End), end)
		m.heading(level, before)
		return
	case (sign == '-' || sign == '*') && reBreak.MatchString(s):
		m.hide(start, end)
		return
	case (sign == '`' || sign == '~') && reFence.MatchString(s):
		m.fence = reFence.FindStringSubmatch(s)[1]
		m.code = next
		m.hide(start, end)
		return
	case sign == '#' && m.atx(s, &sub):
		m.hide(start, start+sub[1])
		stop := end
		if t := reATXTail.FindStringIndex(s[sub[1]:]); t != nil {
			stop = start + sub[1] + t[0]
			m.hide(stop, end)
		}
		m.inline(start+sub[1], stop)
		m.heading(sub[3]-sub[2], text.Span{Start: start + sub[1], End: stop})
		return
	case m.row(start, end, next, inTable):
		m.table = true
		return
	}
	if b := m.bullet(sign, s); b != nil {
		m.hide(start+b[2], start+b[5])
		m.inline(start+b[5], end)
		m.block(text.BlockItem, b[3]/2+1, m.visible(text.Span{Start: start + b[5], End: end}))
		return
	}
	m.hide(start, end-len(strings.TrimLeft(s, " \t")))
	m.inline(end-len(strings.TrimLeft(s, " \t")), end)
	if m.quote > 0 {
		m.block(text.BlockQuote, m.quote, m.visible(text.Span{Start: start, End: end}))
	}
	if len(s) <= 400 {
		m.paragraph = text.Span{Start: start, End: end}
	}
}

func (m *mdScanner) atx(s string, sub *[]int) bool {
	*sub = reATX.FindStringSubmatchIndex(s)
	if *sub == nil {
		if t := reATXTight.FindStringSubmatchIndex(s); t != nil {
			*sub = []int{0, t[3], t[2], t[3]}
		}
	}
	return *sub != nil
}

func (m *mdScanner) bullet(sign byte, s string) []int {
	if sign != '-' && sign != '*' && sign != '+' || rePageNo.MatchString(s) {
		return nil
	}
	return reBullet.FindStringSubmatchIndex(s)
}

// lineEnd steps back from off over trailing blanks that an edit already hides.
func (m *mdScanner) lineEnd(off int) int {
	if n := len(m.edits); n > 0 && m.edits[n-1].Span.End == off && strings.TrimSpace(m.edits[n-1].Span.In(m.src)) == "" {
		m.edits = m.edits[:n-1]
		return len(strings.TrimRight(m.src[:off], " \t"))
	}
	return off
}

// quoteSigns hides the > of a quotation and returns where the text begins.
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
		t := strings.TrimLeft(s.In(m.src), " \t　")
		if d := s.Len() - len(t); d > 0 {
			s.Start, changed = s.Start+d, true
		}
		t = strings.TrimRight(t, " \t　")
		if e := s.Start + len(t); e < s.End {
			s.End, changed = e, true
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
	s := strings.TrimSpace(m.src[start:end])
	if !strings.Contains(s, "|") {
		return false
	}
	if inTable && reDelimiter.MatchString(s) {
		m.hide(start, next)
		return true
	}
	bars := len(s) > 1 && s[0] == '|' && s[len(s)-1] == '|'
	if !bars && !inTable {
		line, _, _ := strings.Cut(m.src[next:], "\n")
		if !reDelimiter.MatchString(strings.TrimRight(line, "\r")) || !strings.Contains(line, "|") {
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
