package corpus

import (
	"strings"

	"gangmu/corpus/outline"
	"gangmu/corpus/text"
)

// A Role is what a paragraph is to the reader's eye.
type Role uint8

// The roles.
const (
	Body        Role = iota // 正文; with Heading if it begins with a run-in heading or a label
	Title                   // 标题 of the document
	Subtitle                // 副标题
	Head                    // a heading alone on its line
	Item                    // 项, 目, list item
	TableRow                // 表格的一行
	Quote                   // 引文
	Code                    // set as it stands
	Elided                  // a note that text was left out 省略
	Boilerplate             // 页面套话
	Front                   // metadata of the file
	Contents                // 目录
	Signature               // 署名 and 成文日期
)

// A Paragraph is a stretch of a view's text that is set as one. All spans are in the text of the
// view.
type Paragraph struct {
	Span    text.Span        // with the blanks and line ends around it; the spans of all paragraphs tile the text
	Text    text.Span        // without them
	Heading text.Span        // the printed label and title it begins with; empty if none
	Label   text.Span        // the label alone; empty if none
	Role    Role             // what it is
	Level   int              // of a heading: 1 = outermost; 0 = unknown
	Gap     int              // empty lines behind it in the text
	Section *outline.Section // the deepest section that it lies in
}

// Paragraphs are the paragraphs of a view of a document. They are found when asked for, each in
// time that depends on its length alone, so that a text of any size can be shown anywhere.
//
// A paragraph ends at a line end; in the middle of a line where a section begins or, in a page
// collapsed to one line, where its heading ends; around a note of elision; and, in a line of more
// than collapsedLine bytes, at a blank behind the end of a sentence. A line without any of these
// is cut at full stops into pieces of at most 2*pieceLen bytes.
type Paragraphs struct {
	View  *text.View
	Loose bool // empty lines stand between most paragraphs of the text, so that they mean nothing

	doc             *Document
	lead            int   // bytes of blanks at the head of the text
	cuts            []int // paragraph starts in the middle of a line, ascending
	title, subtitle text.Span
}

const (
	pieceLen      = 8 << 10
	collapsedLine = 600
	looseSample   = 64 << 10
)

// Paragraphs are the paragraphs of v, a view of d's source; of d.View if v is nil.
func (d *Document) Paragraphs(v *text.View) *Paragraphs {
	if v == nil {
		v = d.View
	}
	p := &Paragraphs{View: v, doc: d}
	head := v.Text[:min(len(v.Text), looseSample)]
	lines, gaps := 0, 0
	for line := range strings.Lines(head) {
		if lines++; strings.TrimSpace(line) == "" {
			gaps++
		}
	}
	p.Loose = gaps*3 > lines
	p.lead = len(head) - len(strings.TrimLeftFunc(head, blank))
	p.findTitles()
	p.findCuts()
	return p
}

// At is the paragraph that holds the offset off of the view's text; the last one for an offset
// at the end. A text without a character has one empty paragraph.
func (p *Paragraphs) At(off int) Paragraph {
	off = max(0, min(off, len(p.View.Text)-1))
	return p.paragraph(p.startAt(off), p.startAfter(off))
}

// Next is the paragraph behind q; false if q is the last.
func (p *Paragraphs) Next(q Paragraph) (Paragraph, bool) {
	if q.Span.End >= len(p.View.Text) {
		return Paragraph{}, false
	}
	return p.paragraph(q.Span.End, p.startAfter(q.Span.End)), true
}

// Prev is the paragraph before q; false if q is the first.
func (p *Paragraphs) Prev(q Paragraph) (Paragraph, bool) {
	if q.Span.Start <= 0 {
		return Paragraph{}, false
	}
	return p.paragraph(p.startAt(q.Span.Start-1), q.Span.Start), true
}
