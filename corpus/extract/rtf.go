package extract

import (
	"bytes"
	"errors"
	"fmt"
	"strconv"
	"strings"
	"unicode/utf16"
	"unicode/utf8"

	"gangmu/corpus/decode"
	"gangmu/corpus/text"
)

// An rtf reads Rich Text Format (Microsoft's specification 1.9.1). Text stands in it as bytes of
// the code page of the font in use (\'xx), or as \uN with a stand-in of \ucN bytes behind it.
type rtf struct {
	data  []byte
	at    int
	b     builder
	stack []rtfState
	rtfState

	codePage string
	fonts    map[int]string // code page by font number
	styles   map[int]int    // outline level by style number
	bytes    []byte         // of a code page, not yet decoded
	cur      draft
	cell     []para
	row      row
	skipANSI int // stand-in bytes still to pass over
	notes    []para
	note     []string // paragraphs of the footnote that is open
	parked   draft    // the paragraph that it hangs on
	style    int
	outline  int
	inTable  bool
	high     rune // the first half of a character of two surrogates
}

// An rtfState is what a group saves and restores.
type rtfState struct {
	skip    bool // inside a destination that is no text
	dest    string
	font    int
	uc      int
	hidden  bool
	newDest bool // \* was read
}

const maxGroups = 2000

func readRTF(name string, data []byte) (Result, error) {
	r := &rtf{data: data, codePage: "windows-1252", fonts: map[int]string{}, styles: map[int]int{}}
	r.uc, r.outline, r.style = 1, -1, -1
	if err := r.run(); err != nil {
		return Result{}, err
	}
	r.endPara()
	r.endRow()
	for _, p := range r.notes {
		r.b.add(p)
	}
	res := r.b.result("rtf")
	if res.Text == "" {
		return Result{}, errors.New("RTF 里没有文字 (an RTF without text)")
	}
	res.Encoding = r.codePage
	return res, nil
}

func (r *rtf) run() error {
	for r.at < len(r.data) {
		switch c := r.data[r.at]; c {
		case '{':
			r.flush()
			if len(r.stack) >= maxGroups {
				return errors.New("RTF 嵌套太深 (RTF groups nested too deep)")
			}
			r.stack = append(r.stack, r.rtfState)
			r.newDest = false
			r.at++
		case '}':
			r.flush()
			r.closeGroup()
			r.at++
		case '\\':
			r.control()
		case '\r', '\n':
			r.at++
		default:
			r.at++
			r.byte(c)
		}
	}
	r.flush()
	return nil
}

func (r *rtf) closeGroup() {
	if r.dest == "footnote" {
		if n := len(r.stack); n > 0 && r.stack[n-1].dest != "footnote" {
			r.endNote()
		}
	}
	if n := len(r.stack); n > 0 {
		if r.dest == "stylesheet" && r.stack[n-1].dest != "stylesheet" {
			r.style = -1
		}
		r.rtfState = r.stack[n-1]
		r.stack = r.stack[:n-1]
	}
	r.skipANSI = 0
}

// byte takes a byte of text in the code page.
func (r *rtf) byte(c byte) {
	if r.skipANSI > 0 {
		r.skipANSI--
		return
	}
	if !r.skip || r.dest == "fonttbl" || r.dest == "stylesheet" {
		r.bytes = append(r.bytes, c)
	}
}

// flush decodes the bytes gathered.
func (r *rtf) flush() {
	if len(r.bytes) == 0 {
		return
	}
	b := r.bytes
	r.bytes = r.bytes[:0]
	if r.dest == "stylesheet" {
		r.nameStyle(string(b))
		return
	}
	if r.skip {
		return
	}
	page := r.codePage
	if p := r.fonts[r.font]; p != "" {
		page = p
	}
	r.write(decode.As(b, page))
}

func (r *rtf) write(s string) {
	at := len(r.cur.buf)
	r.cur.write(s)
	if r.hidden {
		r.cur.hide(at, text.Invisible, whyVanish)
	}
}

// control reads a control word or symbol at r.at.
func (r *rtf) control() {
	r.at++
	if r.at >= len(r.data) {
		return
	}
	c := r.data[r.at]
	if !isASCIILetter(c) {
		r.at++
		r.symbol(c)
		return
	}
	start := r.at
	for r.at < len(r.data) && isASCIILetter(r.data[r.at]) && r.at-start < 32 {
		r.at++
	}
	word := string(r.data[start:r.at])
	start = r.at
	if r.at < len(r.data) && r.data[r.at] == '-' {
		r.at++
	}
	for r.at < len(r.data) && '0' <= r.data[r.at] && r.data[r.at] <= '9' && r.at-start < 11 {
		r.at++
	}
	n, err := strconv.Atoi(string(r.data[start:r.at]))
	has := err == nil
	if r.at < len(r.data) && r.data[r.at] == ' ' {
		r.at++
	}
	if word == "bin" && has && n > 0 {
		r.at = min(r.at+n, len(r.data))
		return
	}
	r.word(word, n, has)
}

func (r *rtf) symbol(c byte) {
	switch c {
	case '\'':
		if r.at+2 <= len(r.data) {
			if v, err := strconv.ParseUint(string(r.data[r.at:r.at+2]), 16, 8); err == nil {
				r.byte(byte(v))
			}
			r.at += 2
		}
		return
	case '*':
		r.newDest = true
		return
	}
	r.flush()
	if r.skip {
		return
	}
	switch c {
	case '\\', '{', '}':
		r.write(string(rune(c)))
	case '~':
		r.write("\u00a0")
	case '_':
		r.write("-")
	case '\r', '\n':
		r.endPara()
	}
}

// rtfPages are the code pages by \ansicpg and by \fcharset.
var rtfPages = map[int]string{936: "GBK", 54936: "GB18030", 950: "Big5", 65001: "UTF-8", 1252: "windows-1252"}
var rtfCharsets = map[int]string{0: "windows-1252", 134: "GBK", 136: "Big5"}

// word acts on a control word.
func (r *rtf) word(word string, n int, has bool) {
	star := r.newDest
	r.newDest = false
	r.flush()
	switch word {
	case "u":
		if n < 0 {
			n += 1 << 16
		}
		r.skipANSI = r.uc
		if !r.skip && n < 1<<16 {
			r.unicode(rune(n))
		}
		return
	case "uc":
		r.uc = max(n, 0)
		return
	case "ansicpg":
		if p := rtfPages[n]; p != "" {
			r.codePage = p
		}
		return
	case "f":
		r.font = n
		return
	case "fcharset":
		if r.dest == "fonttbl" {
			r.fonts[r.font] = rtfCharsets[n]
		}
		return
	case "s":
		r.style = n
		return
	case "outlinelevel":
		if r.dest == "stylesheet" {
			r.styles[r.style] = n
		} else {
			r.outline = n
		}
		return
	case "fonttbl", "colortbl", "stylesheet", "info", "pict", "object", "header", "headerl", "headerr", "headerf",
		"footer", "footerl", "footerr", "footerf", "fldinst", "listtable", "listoverridetable", "rsidtbl", "generator", "themedata",
		"colorschememapping", "latentstyles", "datastore", "xmlnstbl", "filetbl", "revtbl", "annotation", "atnid", "atnauthor", "bkmkstart", "bkmkend", "nonshppict", "shpinst":
		r.dest, r.skip = word, true
		if word == "shpinst" {
			r.skip = false // text boxes lie in it
		}
		return
	case "listtext", "pntext":
		r.dest = "listtext"
		return
	case "fldrslt", "shptxt":
		return
	case "footnote":
		if !r.skip {
			r.startNote()
		}
		return
	case "sp", "sn", "sv":
		r.skip = true
		return
	}
	if star {
		r.dest, r.skip = word, true
		return
	}
	if !r.skip {
		r.textWord(word, n, has)
	}
}

// textWord acts on a control word that stands in text.
func (r *rtf) textWord(word string, n int, has bool) {
	switch word {
	case "par", "sect":
		r.endPara()
	case "line":
		r.write("\n")
	case "tab":
		if r.dest == "listtext" { // the number of a list item
			label := strings.TrimSpace(string(r.cur.buf))
			r.cur = draft{buf: []byte(label + (&numLevel{}).gap(label))}
		} else {
			r.write("\t")
		}
	case "page", "column":
		if len(bytes.TrimSpace(r.cur.buf)) > 0 {
			r.write("\n")
		}
	case "pard":
		r.outline, r.style, r.inTable = -1, -1, false
	case "plain":
		r.hidden = false
	case "v", "deleted":
		r.hidden = !has || n != 0
	case "intbl":
		r.inTable = true
	case "cell", "nestcell":
		r.cell = append(r.cell, r.take())
		r.row = append(r.row, r.cell)
		r.cell = nil
	case "row", "nestrow":
		r.endRow()
	case "emdash":
		r.write("—")
	case "endash":
		r.write("–")
	case "lquote":
		r.write("‘")
	case "rquote":
		r.write("’")
	case "ldblquote":
		r.write("“")
	case "rdblquote":
		r.write("”")
	case "bullet":
		r.write("•")
	case "emspace", "enspace", "qmspace":
		r.write(" ")
	}
}

// unicode writes a character of \u; those beyond the basic plane come as two surrogates.
func (r *rtf) unicode(c rune) {
	high := r.high
	r.high = 0
	if utf16.IsSurrogate(c) {
		if full := utf16.DecodeRune(high, c); full != utf8.RuneError {
			r.cur.buf = append(bytes.TrimSuffix(r.cur.buf, []byte("\uFFFD")), string(full)...)
			if n := len(r.cur.hides); n > 0 && r.hidden {
				r.cur.hides[n-1].End = len(r.cur.buf)
			}
			return
		}
		r.high = c
		c = utf8.RuneError
	}
	r.write(string(c))
}

// take closes the characters gathered into a paragraph.
func (r *rtf) take() para {
	p := r.cur.done()
	r.cur = draft{}
	level := r.outline
	if l, ok := r.styles[r.style]; ok && level < 0 {
		level = l
	}
	if 0 <= level && level < 9 {
		p.kind, p.level = text.BlockHeading, level+1
	}
	return p
}

func (r *rtf) endPara() {
	p := r.take()
	if r.dest == "footnote" {
		r.note = append(r.note, p.text)
		return
	}
	if r.inTable {
		r.cell = append(r.cell, p)
		return
	}
	r.endRow()
	r.b.add(p)
}

func (r *rtf) endRow() {
	if r.cell != nil {
		r.row = append(r.row, r.cell)
		r.cell = nil
	}
	for _, p := range r.row.lines() {
		r.b.add(p)
	}
	r.row = nil
}

// startNote begins a footnote: its mark stays in the text, its words go to the end.
func (r *rtf) startNote() {
	r.dest = "footnote"
	r.write(fmt.Sprintf("[%d]", len(r.notes)+1))
	r.parked, r.cur, r.note = r.cur, draft{}, nil
}

func (r *rtf) endNote() {
	words := strings.TrimSpace(strings.Join(append(r.note, string(r.cur.buf)), " "))
	r.notes = append(r.notes, para{text: fmt.Sprintf("[%d] %s", len(r.notes)+1, words)})
	r.cur = r.parked
}

// nameStyle learns from a style's name which level of heading it is.
func (r *rtf) nameStyle(name string) {
	name = strings.ToLower(strings.TrimSuffix(strings.TrimSpace(name), ";"))
	for _, prefix := range []string{"heading ", "标题 "} {
		if n, err := strconv.Atoi(strings.TrimPrefix(name, prefix)); err == nil && strings.HasPrefix(name, prefix) && 1 <= n && n <= 9 {
			r.styles[r.style] = n - 1
		}
	}
}
