package extract

import (
	"encoding/xml"
	"errors"
	"fmt"
	"strconv"
	"strings"

	"gangmu/corpus/text"
)

// An odt reads the content of an OpenDocument text (ISO/IEC 26300).
type odt struct {
	b      builder
	lists  map[string]*[10]odtLevel // list styles by name
	style  map[string]string        // the list style of paragraph styles
	nests  []odtList                // open lists
	counts map[string]*[10]int      // counters by list style
	paras  []*odtPara
	cells  []*odtTable
	into   []*[]para
	notes  []para
	skip   int
	toc    int // depth inside a table of contents
}

type odtLevel struct {
	format, prefix, suffix string
	start, display         int
	bullet, set            bool
}

type odtList struct {
	style string
	item  bool
}

type odtPara struct {
	draft
	ruby  int
	boxes []para
}

type odtTable struct {
	row  row
	cell []para
	n    int // how many columns the open cell stands for
}

func readODT(c *container) (Result, error) {
	manifest, err := c.read("META-INF/manifest.xml")
	if err != nil {
		return Result{}, err
	}
	if strings.Contains(string(manifest), "encryption-data") {
		return Result{}, errEncrypted
	}
	content, err := c.read("content.xml")
	if err != nil {
		return Result{}, err
	}
	if content == nil {
		return Result{}, errors.New("ODT 缺少 content.xml (an ODT without content.xml)")
	}
	styles, err := c.read("styles.xml")
	if err != nil {
		return Result{}, err
	}
	o := &odt{lists: map[string]*[10]odtLevel{}, style: map[string]string{}, counts: map[string]*[10]int{}}
	o.readStyles(styles)
	o.readStyles(content)
	broken := eachXML(content, o.start, o.end, o.chars)
	for len(o.paras) > 0 {
		o.endPara()
	}
	o.into = nil
	for _, p := range o.notes {
		o.b.add(p)
	}
	r := o.b.result("odt")
	if broken != nil {
		if r.Text == "" {
			return Result{}, fmt.Errorf("ODT 正文已损坏 (damaged content.xml: %w)", broken)
		}
		r.Marks = append(r.Marks, text.Mark{Kind: text.MarkDamage, Span: text.Span{Start: len(r.Text), End: len(r.Text)},
			Why: fmt.Sprintf("文件在此处损坏，其后的内容读不出 (%v)", broken)})
	}
	return r, nil
}

// readStyles reads the list styles: what a level prints before, in and after its number.
func (o *odt) readStyles(data []byte) {
	var levels *[10]odtLevel
	eachXML(data, func(e xml.StartElement) {
		switch e.Name.Local {
		case "list-style", "outline-style":
			levels = &[10]odtLevel{}
			o.lists[attr(e, "name")] = levels
			if e.Name.Local == "outline-style" {
				o.lists[outlineStyle] = levels
			}
		case "style":
			if l := attr(e, "list-style-name"); l != "" {
				o.style[attr(e, "name")] = l
			}
		case "list-level-style-number", "list-level-style-bullet", "list-level-style-image", "outline-level-style":
			n, err := strconv.Atoi(attr(e, "level"))
			if levels == nil || err != nil || n < 1 || n > 9 {
				return
			}
			l := odtLevel{format: attr(e, "num-format"), prefix: attr(e, "num-prefix"), suffix: attr(e, "num-suffix"), start: 1, display: 1, set: true}
			l.bullet = strings.HasSuffix(e.Name.Local, "bullet") || strings.HasSuffix(e.Name.Local, "image")
			if s, err := strconv.Atoi(attr(e, "start-value")); err == nil {
				l.start = s
			}
			if d, err := strconv.Atoi(attr(e, "display-levels")); err == nil {
				l.display = d
			}
			levels[n] = l
		}
	}, func(e xml.EndElement) {
		if n := e.Name.Local; n == "list-style" || n == "outline-style" {
			levels = nil
		}
	}, nil)
}

const outlineStyle = "\x00outline"

// odfFormat is the name by formatNumber of a number format of OpenDocument, which is written as
// its first number or first three.
func odfFormat(s string) string {
	switch first, _, _ := strings.Cut(s, ","); first {
	case "a":
		return "lowerLetter"
	case "A":
		return "upperLetter"
	case "i":
		return "lowerRoman"
	case "I":
		return "upperRoman"
	case "一":
		return "chineseCounting"
	case "壹":
		return "chineseLegalSimplified"
	case "甲":
		return "ideographTraditional"
	case "子":
		return "ideographZodiac"
	case "①":
		return "decimalEnclosedCircle"
	case "１":
		return "decimalFullWidth"
	case "":
		return "none"
	}
	return "decimal"
}

// next counts an item at a level and gives its label.
func (o *odt) next(style string, level int) (label string, bullet bool) {
	levels := o.lists[style]
	if levels == nil || level < 1 || level > 9 || !levels[level].set {
		return "", false
	}
	l := levels[level]
	if l.bullet {
		return "", true
	}
	counts := o.counter(style)
	counts[level]++
	for i := level + 1; i < 10; i++ {
		counts[i] = levels[i].start - 1
	}
	if l.format == "" {
		return "", false
	}
	var parts []string
	for i := max(1, level-l.display+1); i <= level; i++ {
		n := counts[i]
		if i < level && n < levels[i].start {
			n = levels[i].start
		}
		parts = append(parts, formatNumber(odfFormat(levels[i].format), n))
	}
	label = l.prefix + strings.Join(parts, ".") + l.suffix
	return label + (&numLevel{}).gap(label), false
}

// counter is the numbers reached in a list style, by level.
func (o *odt) counter(style string) *[10]int {
	counts := o.counts[style]
	if counts == nil {
		counts = &[10]int{}
		o.counts[style] = counts
		if levels := o.lists[style]; levels != nil {
			for i := range counts {
				counts[i] = levels[i].start - 1
			}
		}
	}
	return counts
}

func (o *odt) emit(p para) {
	if n := len(o.into); n > 0 {
		*o.into[n-1] = append(*o.into[n-1], p)
		return
	}
	o.b.add(p)
}

func (o *odt) start(e xml.StartElement) {
	if o.skip > 0 {
		o.skip++
		return
	}
	var p *odtPara
	if n := len(o.paras); n > 0 {
		p = o.paras[n-1]
	}
	switch e.Name.Local {
	case "tracked-changes", "annotation", "forms", "sequence-decls", "automatic-styles", "font-face-decls", "scripts", "index-title-template", "table-of-content-source", "ruby-text", "note-citation", "math", "object":
		if e.Name.Local == "ruby-text" && p != nil {
			p.ruby = len(p.buf)
			p.write("(")
			return
		}
		o.skip = 1
	case "table-of-content", "illustration-index", "table-index", "alphabetical-index":
		o.toc++
	case "p", "h":
		o.startPara(e)
	case "list":
		style := attr(e, "style-name")
		if n := len(o.nests); style == "" && n > 0 {
			style = o.nests[n-1].style
		}
		if attr(e, "continue-numbering") != "true" && len(o.nests) == 0 && attr(e, "continue-list") == "" && attr(e, "style-name") != "" {
			delete(o.counts, style)
		}
		o.nests = append(o.nests, odtList{style: style})
	case "list-item", "list-header":
		if n := len(o.nests); n > 0 {
			o.nests[n-1].item = e.Name.Local == "list-item"
			if v, err := strconv.Atoi(attr(e, "start-value")); err == nil && n < 10 {
				o.counter(o.nests[n-1].style)[n] = v - 1
			}
		}
	case "table-row":
		if n := len(o.cells); n > 0 {
			o.cells[n-1].row = nil
		}
	case "table":
		o.cells = append(o.cells, &odtTable{})
	case "table-cell", "covered-table-cell":
		if n := len(o.cells); n > 0 {
			t := o.cells[n-1]
			t.cell, t.n = nil, 1
			if r, err := strconv.Atoi(attr(e, "number-columns-repeated")); err == nil {
				t.n = min(max(r, 1), 64)
			}
			o.into = append(o.into, &t.cell)
		}
	case "s":
		if p != nil {
			n, err := strconv.Atoi(attr(e, "c"))
			if err != nil {
				n = 1
			}
			p.write(strings.Repeat(" ", min(max(n, 1), 400)))
		}
	case "tab":
		if p != nil {
			p.write("\t")
		}
	case "line-break":
		if p != nil {
			p.write("\n")
		}
	case "note-body":
		if p != nil {
			p.write(fmt.Sprintf("[%d]", len(o.notes)+1))
			o.into = append(o.into, new([]para))
		}
	case "text-box":
		if p != nil {
			o.into = append(o.into, &p.boxes)
		} else {
			o.into = append(o.into, new([]para))
		}
	}
}

func (o *odt) startPara(e xml.StartElement) {
	p := &odtPara{}
	style := attr(e, "style-name")
	level := len(o.nests)
	list := ""
	if e.Name.Local == "h" {
		p.kind = text.BlockHeading
		p.level, _ = strconv.Atoi(attr(e, "outline-level"))
		p.level = min(max(p.level, 1), 9)
		list = outlineStyle
		if level == 0 {
			level = p.level
		}
	}
	if o.toc > 0 {
		p.kind, p.level = text.BlockContents, 0
		list = ""
	}
	if n := len(o.nests); n > 0 && o.nests[n-1].item {
		o.nests[n-1].item = false // the item's later paragraphs have no number
		if list = o.nests[n-1].style; o.lists[list] == nil {
			list = o.style[style]
		}
	} else if n > 0 && p.kind != text.BlockHeading {
		list = ""
	}
	if list != "" && attr(e, "is-list-header") != "true" {
		label, bullet := o.next(list, level)
		p.write(label)
		if bullet && p.kind == text.BlockPara {
			p.kind, p.level = text.BlockItem, level
		}
	}
	o.paras = append(o.paras, p)
}

func (o *odt) end(e xml.EndElement) {
	if o.skip > 0 {
		o.skip--
		return
	}
	switch e.Name.Local {
	case "table-of-content", "illustration-index", "table-index", "alphabetical-index":
		o.toc--
	case "p", "h":
		o.endPara()
	case "list":
		if n := len(o.nests); n > 0 {
			o.nests = o.nests[:n-1]
		}
	case "table-row":
		if n := len(o.cells); n > 0 {
			for _, p := range o.cells[n-1].row.lines() {
				o.emit(p)
			}
			o.cells[n-1].row = nil
		}
	case "table":
		if n := len(o.cells); n > 0 {
			o.cells = o.cells[:n-1]
		}
	case "table-cell", "covered-table-cell":
		if n, m := len(o.cells), len(o.into); n > 0 && m > 0 && o.into[m-1] == &o.cells[n-1].cell {
			t := o.cells[n-1]
			o.into = o.into[:m-1]
			t.row = append(t.row, t.cell)
			for range t.n - 1 {
				t.row = append(t.row, nil)
			}
			t.cell = nil
		}
	case "note-body":
		if n := len(o.into); n > 0 {
			for i, p := range *o.into[n-1] {
				if i == 0 {
					p.text = fmt.Sprintf("[%d] %s", len(o.notes)+1, strings.TrimLeft(p.text, " "))
					p.hides = nil
				}
				o.notes = append(o.notes, p)
			}
			o.into = o.into[:n-1]
		}
	case "text-box":
		if n := len(o.into); n > 0 {
			o.into = o.into[:n-1]
		}
	case "ruby-text":
		if n := len(o.paras); n > 0 {
			p := o.paras[n-1]
			p.write(")")
			p.hide(min(p.ruby, len(p.buf)), text.Ruby, whyRuby)
		}
	}
}

func (o *odt) endPara() {
	n := len(o.paras)
	if n == 0 {
		return
	}
	p := o.paras[n-1]
	o.paras = o.paras[:n-1]
	o.emit(p.done())
	for _, b := range p.boxes {
		o.emit(b)
	}
}

// chars adds text; blanks collapse as in XML, 6.1.2 of the standard.
func (o *odt) chars(s string) {
	n := len(o.paras)
	if o.skip > 0 || n == 0 {
		return
	}
	p := o.paras[n-1]
	if strings.ContainsAny(s, "\n\t\r") || strings.Contains(s, "  ") {
		lead, tail := s[0], s[len(s)-1]
		s = strings.Join(strings.FieldsFunc(s, func(r rune) bool { return r == ' ' || r == '\n' || r == '\t' || r == '\r' }), " ")
		if lead <= ' ' && len(p.buf) > 0 {
			s = " " + s
		}
		if tail <= ' ' && strings.TrimSpace(s) != "" {
			s += " "
		}
	}
	p.write(s)
}
