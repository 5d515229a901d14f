package extract

import (
	"html"
	"strings"
	"unicode"
	"unicode/utf8"

	"gangmu/corpus/text"
)

// A run is a row of emphasis signs * or _ that may open.
type run struct {
	sign       byte
	start, end int // what is left of it
}

// spanLimit is how far, in bytes, the closing sign of a link, tag or code may stand from its
// opening one, and openLimit how many emphasis signs may stand open: a line may be a megabyte of
// brackets.
const (
	spanLimit = 1 << 10
	openLimit = 64
)

// inline hides the signs in src[at:end]: emphasis, code, links, images, tags, escapes.
func (m *mdScanner) inline(at, end int) {
	if t := len(strings.TrimRight(m.src[at:end], " ")); end-at-t >= 2 && t > 0 {
		m.hide(at+t, end) // two blanks at the end: a hard line break
		end = at + t
	}
	m.opened = m.opened[:0]
	for i := nextSign(m.src, at, end); i < end; i = nextSign(m.src, i, end) {
		switch m.src[i] {
		case '\\':
			if i+1 < end && m.src[i+1] < utf8.RuneSelf && unicode.In(rune(m.src[i+1]), unicode.P, unicode.S) {
				m.hide(i, i+1)
				i++
			}
			i++
		case '`':
			i = m.codeSpan(i, end)
		case '*', '_':
			i = m.emphasis(at, i, end)
		case '!':
			if i+1 < end && m.src[i+1] == '[' {
				i = m.link(i, i+1, end)
			} else {
				i++
			}
		case '[':
			i = m.link(i, i, end)
		case '<':
			i = m.tag(i, end)
		case '&':
			i = m.entity(i, end)
		}
	}
}

func (m *mdScanner) codeSpan(i, end int) int {
	end = min(end, i+spanLimit)
	n := 1
	for i+n < end && m.src[i+n] == '`' {
		n++
	}
	j := strings.Index(m.src[i+n:end], m.src[i:i+n])
	if j < 0 {
		return i + n
	}
	m.hide(i, i+n)
	m.hide(i+n+j, i+n+j+n)
	return i + n + j + n
}

// emphasis pairs the run at i with one that stands open before it, or opens. The rules are
// CommonMark's with two changes that Chinese needs. A sign beside Chinese punctuation counts
// (**“重点”**说明), for the rule of CommonMark asks for blanks that Chinese does not have. And
// three or more signs between word characters on both sides are a masked word (人民***和国).
func (m *mdScanner) emphasis(at, i, end int) int {
	sign := m.src[i]
	j := i
	for j < end && m.src[j] == sign {
		j++
	}
	prev, _ := utf8.DecodeLastRuneInString(m.src[at:i])
	next, _ := utf8.DecodeRuneInString(m.src[j:end])
	if i == at {
		prev = ' '
	}
	if j == end {
		next = ' '
	}
	word := func(r rune) bool { return unicode.IsLetter(r) || unicode.IsDigit(r) }
	open, close := !unicode.IsSpace(next), !unicode.IsSpace(prev)
	switch n := j - i; {
	case n > 3, n == 3 && word(prev) && word(next):
		return j
	case sign == '_', n == 1 && prev < utf8.RuneSelf && next < utf8.RuneSelf && word(prev) && word(next):
		open, close = open && !word(prev), close && !word(next)
	}
	start := i
	for close && start < j {
		k := len(m.opened) - 1
		for k >= 0 && m.opened[k].sign != sign {
			k--
		}
		if k < 0 {
			break
		}
		o := &m.opened[k]
		n := min(o.end-o.start, j-start)
		if o.end == start { // nothing between: not emphasis
			break
		}
		m.hide(o.end-n, o.end)
		m.hide(start, start+n)
		o.end -= n
		start += n
		m.opened = m.opened[:k+1]
		if o.end == o.start {
			m.opened = m.opened[:k]
		}
	}
	if open && start < j {
		if len(m.opened) == openLimit {
			m.opened = append(m.opened[:0], m.opened[openLimit/2:]...)
		}
		m.opened = append(m.opened, run{sign, start, j})
	}
	return j
}

// link hides all of [text](target) but the text. The target must look like one: in Chinese
// texts brackets stand beside parentheses for other reasons, 国发[2016](5)号.
func (m *mdScanner) link(start, bracket, end int) int {
	end = min(end, start+spanLimit)
	depth, close := 0, -1
	for i := bracket; i < end && close < 0; i++ {
		switch m.src[i] {
		case '\\':
			i++
		case '[':
			depth++
		case ']':
			if depth--; depth == 0 {
				close = i
			}
		}
	}
	if close < 0 {
		return bracket + 1
	}
	if m.src[bracket+1] == '^' && start == bracket { // footnote mark [^1]
		m.hide(bracket+1, bracket+2)
		return close + 1
	}
	if close+1 >= end || m.src[close+1] != '(' {
		return bracket + 1
	}
	depth = 0
	stop := -1
	for i := close + 1; i < end && stop < 0; i++ {
		switch m.src[i] {
		case '(':
			depth++
		case ')':
			if depth--; depth == 0 {
				stop = i
			}
		}
	}
	if stop < 0 {
		return bracket + 1
	}
	target, _, _ := strings.Cut(strings.TrimSpace(m.src[close+2:stop]), " ")
	if target != "" && !strings.ContainsAny(target, "/#.:<") {
		return bracket + 1
	}
	m.hide(start, bracket+1)
	m.inlineInside(bracket+1, close)
	m.hide(close, stop+1)
	return stop + 1
}

// inlineInside reads signs in a link's text without losing what stands open outside.
func (m *mdScanner) inlineInside(at, end int) {
	outer := m.opened
	m.opened = nil
	m.inline(at, end)
	m.opened = outer
}

// tag hides an HTML tag or comment; <br> is shown as a line end.
func (m *mdScanner) tag(i, end int) int {
	if strings.HasPrefix(m.src[i:end], "<!--") {
		if j := strings.Index(m.src[i:end], "-->"); j >= 0 {
			m.hide(i, i+j+3)
			return i + j + 3
		}
		m.comment = true
		m.hide(i, end)
		return end
	}
	end = min(end, i+spanLimit)
	j := strings.IndexByte(m.src[i:end], '>')
	if j < 2 {
		return i + 1
	}
	inner := m.src[i+1 : i+j]
	name := strings.TrimPrefix(inner, "/")
	switch c := name; {
	case c == "" || !isASCIILetter(c[0]):
		return i + 1
	case strings.HasPrefix(c, "http://"), strings.HasPrefix(c, "https://"), strings.HasPrefix(c, "mailto:"):
		m.hide(i, i+1)
		m.hide(i+j, i+j+1)
		return i + j + 1
	}
	tag := strings.ToLower(strings.FieldsFunc(name, func(r rune) bool { return r == ' ' || r == '/' || r == '\t' })[0])
	if !htmlTags[tag] {
		return i + 1
	}
	e := text.Edit{Rule: text.Markup, Span: text.Span{Start: i, End: i + j + 1}}
	if tag == "br" {
		e.New = "\n"
	}
	m.edits = append(m.edits, e)
	return i + j + 1
}

func isASCIILetter(c byte) bool { return 'a' <= c|0x20 && c|0x20 <= 'z' }

// htmlTags are the tags that writers of Markdown use.
var htmlTags = func() map[string]bool {
	t := map[string]bool{}
	for _, s := range strings.Fields("a b big br center code dd del details div dl dt em figcaption figure font h1 h2 h3 h4 h5 h6 hr i img ins kbd li mark nobr ol p pre rp rt ruby s section small span strike strong sub summary sup table tbody td th thead tr tt u ul") {
		t[s] = true
	}
	return t
}()

// entity shows a character reference as its character.
func (m *mdScanner) entity(i, end int) int {
	j := strings.IndexByte(m.src[i:min(end, i+12)], ';')
	if j < 0 {
		return i + 1
	}
	ref := m.src[i : i+j+1]
	s := html.UnescapeString(ref)
	if s == ref || utf8.RuneCountInString(s) > 2 {
		return i + 1
	}
	m.edits = append(m.edits, text.Edit{Rule: text.Markup, Span: text.Span{Start: i, End: i + j + 1}, New: s})
	return i + j + 1
}
