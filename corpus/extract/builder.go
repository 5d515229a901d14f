package extract

import (
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"

	"gangmu/corpus/text"
)

// A para is one paragraph got out of a format: a line of the source text to be.
type para struct {
	text  string
	kind  text.BlockKind
	level int
	hides []hidden
	aside string // why it is no part of the document's own text; "" = it is
}

// A draft is a paragraph that is being written, piece by piece.
type draft struct {
	para
	buf []byte
}

func (d *draft) write(s string) { d.buf = append(d.buf, s...) }

// done is the paragraph as it is so far.
func (d *draft) done() para {
	d.text = string(d.buf)
	return d.para
}

// hide hides what was written from the offset at on.
func (d *draft) hide(at int, rule text.Rule, why string) {
	d.hides = append(d.hides, hidden{text.Span{Start: at, End: len(d.buf)}, rule, why})
}

// hidden is a stretch of a paragraph that stays in the source text and is not shown.
type hidden struct {
	text.Span // in para.text
	rule      text.Rule
	why       string
}

const (
	whyRuby   = "文件自带的注音 (ruby)"
	whyVanish = "原文件中设为隐藏的文字"
)

func (p para) empty() bool { return strings.TrimSpace(p.text) == "" }

// A builder puts the source text of a format together, one paragraph or table row a line.
type builder struct {
	sb     strings.Builder
	blocks []text.Block
	edits  []text.Edit
	marks  []text.Mark
}

// maxText bounds the text got out of one file, in bytes. The largest official document known is
// a hundredth of it; more comes from a file that is made to fill the memory.
const maxText = 256 << 20

// add ends the line before and writes p. Empty paragraphs, which documents use for distance, are
// left out.
func (b *builder) add(p para) {
	s := strings.TrimRight(p.text, " \t\r\n")
	lead := 0
	for lead < len(s) && (s[lead] == '\n' || s[lead] == '\r') {
		lead++
	}
	if strings.TrimSpace(s) == "" {
		return
	}
	at := b.sb.Len()
	b.sb.WriteString(s[lead:])
	b.sb.WriteByte('\n')
	if p.aside != "" {
		b.putAside(text.Span{Start: at, End: b.sb.Len()}, p.aside)
		return
	}
	for _, h := range p.hides {
		if h.Start >= lead && h.End <= len(s) {
			b.edits = append(b.edits, text.Edit{Rule: h.rule, Span: text.Span{Start: at + h.Start - lead, End: at + h.End - lead}, Why: h.why})
		}
	}
	if p.kind != text.BlockPara {
		end := at + len(s) - lead
		start := end - len(strings.TrimLeft(s[lead:], " \t　"))
		b.blocks = append(b.blocks, text.Block{Kind: p.kind, Level: p.level, Span: text.Span{Start: start, End: end}})
	}
}

func (b *builder) addAll(paras []para) {
	for _, p := range paras {
		b.add(p)
	}
}

// putAside hides a line that the page has around the document: navigation, footers, links to
// other pages. It stays in the source text.
func (b *builder) putAside(s text.Span, why string) {
	if n := len(b.edits); n > 0 && b.edits[n-1].Rule == text.Boilerplate && b.edits[n-1].Span.End == s.Start {
		b.edits[n-1].Span.End = s.End
		b.marks[len(b.marks)-1].Span.End = s.End
		return
	}
	b.edits = append(b.edits, text.Edit{Rule: text.Boilerplate, Span: s, Why: why})
	b.marks = append(b.marks, text.Mark{Kind: text.MarkBoilerplate, Span: s, Why: why})
}

// A row is the cells of one row of a table.
type row [][]para

// lines writes a row as one line, cells parted by " | ". A row that lays out a page rather than
// tabulates — one cell only has text, or a cell has whole paragraphs of prose — gives the
// paragraphs that it holds.
func (r row) lines() []para {
	prose, filled := false, 0
	for _, cell := range r {
		n, runes := 0, 0
		for _, p := range cell {
			if !p.empty() {
				n++
				runes += utf8.RuneCountInString(p.text)
			}
		}
		if n > 0 {
			filled++
		}
		prose = prose || n >= 3 && runes > 200
	}
	if filled <= 1 || prose {
		return slices.Concat(r...)
	}
	line := para{kind: text.BlockRow}
	for i, cell := range r {
		if i > 0 {
			line.text += " | "
		}
		first := true
		for _, p := range cell {
			s := strings.TrimSpace(p.text)
			if s == "" {
				continue
			}
			if !first {
				line.text += " "
			}
			first = false
			at := len(line.text) - strings.Index(p.text, s)
			for _, h := range p.hides {
				h.Start, h.End = h.Start+at, h.End+at
				line.hides = append(line.hides, h)
			}
			line.text += strings.ReplaceAll(s, "\n", " ")
		}
	}
	return []para{line}
}

func (b *builder) result(format string) Result {
	return Result{Text: b.sb.String(), Format: format, Blocks: b.blocks, Edits: b.edits, Marks: b.marks}
}

// isCJK reports characters beside which a line end of the file is no blank of the text.
func isCJK(r rune) bool {
	return unicode.Is(unicode.Han, r) || 0x3000 <= r && r <= 0x303f || 0xff00 <= r && r <= 0xffef || r == '“' || r == '”' || r == '—' || r == '…'
}
