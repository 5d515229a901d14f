package extract

import (
	"bytes"
	"strconv"
	"strings"
	"unicode/utf8"

	"golang.org/x/net/html"
	"golang.org/x/net/html/atom"

	"gangmu/corpus/text"
)

// A htmlWalker turns a tree of HTML into paragraphs, as a browser would set them: blanks
// collapse, block elements and <br> end a line, a row of a table is a line.
type htmlWalker struct {
	out   *[]para
	cur   draft
	kind  text.BlockKind
	level int
	pre   int
	lists []*htmlList
	depth int
	// aside, if set, tells the elements that are no part of the document, and why.
	aside func(*html.Node) string
	why   string // of the aside that the walker is in
}

type htmlList struct {
	format string // of formatNumber; "" = a sign
	close  string // what follows the number
	n      int
}

// maxDepth bounds the nesting that is followed; pages made by machines can be thousands deep.
const maxDepth = 2000

func htmlParas(n *html.Node) []para {
	var out []para
	w := &htmlWalker{out: &out}
	w.walk(n)
	w.end()
	return out
}

// end closes the line.
func (w *htmlWalker) end() {
	w.cur.buf = bytes.TrimRight(w.cur.buf, " ")
	if p := w.cur.done(); !p.empty() {
		p.kind, p.level, p.aside = w.kind, w.level, w.why
		*w.out = append(*w.out, p)
	}
	w.cur = draft{}
}

func (w *htmlWalker) chars(s string) {
	if w.pre > 0 {
		for i, line := range strings.Split(strings.ReplaceAll(s, "\r\n", "\n"), "\n") {
			if i > 0 {
				w.end()
			}
			w.cur.write(line)
		}
		return
	}
	last, _ := utf8.DecodeLastRune(w.cur.buf)
	for i := 0; i < len(s); {
		k := strings.IndexAny(s[i:], " \t\r\n\f")
		if k != 0 {
			if k < 0 {
				k = len(s) - i
			}
			w.cur.write(s[i : i+k])
			i += k
			last, _ = utf8.DecodeLastRuneInString(s[:i])
			continue
		}
		j := i
		for j < len(s) && strings.IndexByte(" \t\r\n\f", s[j]) >= 0 {
			j++
		}
		next, _ := utf8.DecodeRuneInString(s[j:])
		switch newline := strings.ContainsAny(s[i:j], "\r\n"); {
		case len(w.cur.buf) == 0 || last == ' ': // at the beginning of a line
		case newline && isCJK(last) && (j == len(s) || isCJK(next)): // a line end of the file only
		default:
			w.cur.write(" ")
			last = ' '
		}
		i = j
	}
}

func (w *htmlWalker) children(n *html.Node) {
	for c := n.FirstChild; c != nil; c = c.NextSibling {
		w.walk(c)
	}
}

func (w *htmlWalker) walk(n *html.Node) {
	switch n.Type {
	case html.TextNode:
		w.chars(n.Data)
		return
	case html.DocumentNode:
		w.children(n)
		return
	case html.ElementNode:
	default:
		return
	}
	if w.depth > maxDepth {
		return
	}
	w.depth++
	defer func() { w.depth-- }()
	if w.aside != nil && w.why == "" {
		if why := w.aside(n); why != "" {
			w.end()
			w.why = why
			w.element(n)
			w.end()
			w.why = ""
			return
		}
	}
	w.element(n)
}

func (w *htmlWalker) element(n *html.Node) {
	if hiddenElement(n) {
		return
	}
	switch n.DataAtom {
	case atom.Br:
		w.breakLine()
	case atom.Hr:
		w.end()
	case atom.H1, atom.H2, atom.H3, atom.H4, atom.H5, atom.H6:
		w.within(n, text.BlockHeading, int(n.Data[1]-'0'))
	case atom.Table:
		w.end()
		w.table(n)
	case atom.Ul, atom.Ol, atom.Menu, atom.Dir:
		w.end()
		w.lists = append(w.lists, newList(n))
		w.children(n)
		w.end()
		w.lists = w.lists[:len(w.lists)-1]
	case atom.Li:
		w.item(n)
	case atom.Blockquote:
		w.within(n, text.BlockQuote, 1)
	case atom.Pre, atom.Textarea:
		w.end()
		w.pre++
		w.children(n)
		w.end()
		w.pre--
	case atom.Ruby:
		w.children(n)
	case atom.Rt:
		w.annotation(n)
	case atom.Rp, atom.Rtc:
	case atom.Img:
		if alt := htmlAttr(n, "alt"); utf8.RuneCountInString(alt) == 1 { // a character shown as a picture
			w.cur.write(alt)
		}
	default:
		if blockElements[n.DataAtom] {
			w.end()
			w.children(n)
			w.end()
			return
		}
		w.children(n)
	}
}

// breakLine ends the line inside a block, which keeps its kind.
func (w *htmlWalker) breakLine() {
	if w.kind == text.BlockHeading {
		w.chars(" ") // a heading set in two lines is one heading
		return
	}
	w.end()
}

func (w *htmlWalker) within(n *html.Node, kind text.BlockKind, level int) {
	w.end()
	k, l := w.kind, w.level
	w.kind, w.level = kind, level
	w.children(n)
	w.end()
	w.kind, w.level = k, l
}

// annotation writes a reading aid behind its base, hidden.
func (w *htmlWalker) annotation(n *html.Node) {
	s := strings.TrimSpace(innerText(n))
	if s == "" {
		return
	}
	at := len(w.cur.buf)
	w.cur.write("(" + s + ")")
	w.cur.hide(at, text.Ruby, whyRuby)
}

func innerText(n *html.Node) string {
	var sb strings.Builder
	for d := range n.Descendants() {
		if d.Type == html.TextNode {
			sb.WriteString(d.Data)
		}
	}
	return sb.String()
}

func newList(n *html.Node) *htmlList {
	l := &htmlList{close: ". "}
	if n.DataAtom == atom.Ol {
		l.format = map[string]string{"a": "lowerLetter", "A": "upperLetter", "i": "lowerRoman", "I": "upperRoman"}[htmlAttr(n, "type")]
		if l.format == "" {
			l.format = "decimal"
		}
		if start, err := strconv.Atoi(htmlAttr(n, "start")); err == nil {
			l.n = start - 1
		}
	}
	style := strings.ToLower(htmlAttr(n, "style"))
	for _, s := range []struct{ css, format, close string }{
		{"none", "", ""}, {"disc", "", ""}, {"square", "", ""}, {"circle", "", ""},
		{"cjk-ideographic", "chineseCounting", "、"}, {"trad-chinese-informal", "chineseCounting", "、"}, {"simp-chinese-informal", "chineseCounting", "、"},
		{"cjk-decimal", "ideographDigital", "、"}, {"cjk-heavenly-stem", "ideographTraditional", "、"},
		{"lower-alpha", "lowerLetter", ". "}, {"upper-alpha", "upperLetter", ". "}, {"lower-roman", "lowerRoman", ". "}, {"upper-roman", "upperRoman", ". "},
	} {
		if i := strings.Index(style, "list-style"); i >= 0 && strings.Contains(style[i:], s.css) {
			l.format, l.close = s.format, s.close
			break
		}
	}
	return l
}

// item writes a list item with the number that a browser would print.
func (w *htmlWalker) item(n *html.Node) {
	w.end()
	label := ""
	if k := len(w.lists); k > 0 && w.lists[k-1].format != "" {
		l := w.lists[k-1]
		l.n++
		if v, err := strconv.Atoi(htmlAttr(n, "value")); err == nil {
			l.n = v
		}
		if !strings.Contains(strings.ToLower(htmlAttr(n, "style")), "list-style:none") {
			label = formatNumber(l.format, l.n) + l.close
		}
	}
	from := len(*w.out)
	k, lv := w.kind, w.level
	if label == "" && w.kind == text.BlockPara {
		w.kind, w.level = text.BlockItem, max(1, len(w.lists))
	}
	w.children(n)
	w.end()
	w.kind, w.level = k, lv
	if label != "" && len(*w.out) > from {
		p := &(*w.out)[from]
		p.text = label + p.text
		for i := range p.hides {
			p.hides[i].Start += len(label)
			p.hides[i].End += len(label)
		}
	}
}

// table writes a table row by row; a table that lays out the page gives its cells one after the
// other.
func (w *htmlWalker) table(n *html.Node) {
	layout := false
	rows := 0
	for d := range n.Descendants() {
		switch d.DataAtom {
		case atom.Table:
			layout = true
		case atom.Tr:
			rows++
		case atom.H1, atom.H2, atom.H3:
			layout = true
		}
	}
	if layout || rows == 0 {
		w.cells(n)
		return
	}
	var visit func(*html.Node)
	visit = func(n *html.Node) {
		for c := n.FirstChild; c != nil; c = c.NextSibling {
			switch {
			case c.Type != html.ElementNode:
			case c.DataAtom == atom.Tr:
				w.row(c)
			case c.DataAtom == atom.Caption:
				w.children(c)
				w.end()
			default:
				visit(c)
			}
		}
	}
	visit(n)
}

// cells writes what lies in a table of layout.
func (w *htmlWalker) cells(n *html.Node) {
	for c := n.FirstChild; c != nil; c = c.NextSibling {
		switch c.DataAtom {
		case atom.Tbody, atom.Thead, atom.Tfoot, atom.Tr:
			w.cells(c)
		default:
			w.walk(c)
			w.end()
		}
	}
}

func (w *htmlWalker) row(tr *html.Node) {
	var r row
	for c := tr.FirstChild; c != nil; c = c.NextSibling {
		if c.DataAtom != atom.Td && c.DataAtom != atom.Th {
			continue
		}
		var cell []para
		in := &htmlWalker{out: &cell, depth: w.depth}
		in.children(c)
		in.end()
		r = append(r, cell)
	}
	for _, p := range r.lines() {
		p.aside = w.why
		*w.out = append(*w.out, p)
	}
}

func htmlAttr(n *html.Node, key string) string {
	for _, a := range n.Attr {
		if a.Key == key {
			return a.Val
		}
	}
	return ""
}

// hiddenElement tells what a browser does not show.
func hiddenElement(n *html.Node) bool {
	switch n.DataAtom {
	case atom.Script, atom.Style, atom.Template, atom.Head, atom.Title, atom.Meta, atom.Link, atom.Iframe,
		atom.Object, atom.Embed, atom.Svg, atom.Canvas, atom.Audio, atom.Video, atom.Select, atom.Button, atom.Input, atom.Noscript, atom.Datalist:
		return true
	}
	for _, a := range n.Attr {
		switch a.Key {
		case "hidden":
			return true
		case "style":
			s := strings.ReplaceAll(strings.ToLower(a.Val), " ", "")
			if strings.Contains(s, "display:none") || strings.Contains(s, "visibility:hidden") {
				return true
			}
		}
	}
	return false
}

var blockElements = map[atom.Atom]bool{
	atom.Address: true, atom.Article: true, atom.Aside: true, atom.Body: true, atom.Center: true, atom.Dd: true, atom.Details: true,
	atom.Dialog: true, atom.Div: true, atom.Dl: true, atom.Dt: true, atom.Fieldset: true, atom.Figcaption: true, atom.Figure: true,
	atom.Footer: true, atom.Form: true, atom.Header: true, atom.Hgroup: true, atom.Html: true, atom.Legend: true, atom.Main: true,
	atom.Nav: true, atom.Option: true, atom.P: true, atom.Section: true, atom.Summary: true, atom.Tbody: true, atom.Td: true,
	atom.Tfoot: true, atom.Th: true, atom.Thead: true, atom.Tr: true, atom.Caption: true, atom.Frameset: true, atom.Noframes: true,
}
