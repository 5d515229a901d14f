// Package numbering reads and prints the numbers of Chinese official documents: numerals
// (一百二十 · ２５ · ⑫ · 廿五) and the labels made of them (第十二条之一 · 一、 · （一） · 1.).
//
// It is the only parser of numbers in the program. ParseNumber and Format read and write
// numerals. Scan reads the label that begins at an offset of a text.
//
// A label's form is what is printed; what it is in a document (its kind and level) is decided by
// package outline, for the document as a whole.
package numbering

import (
	"unicode/utf8"

	"gangmu/corpus/text"
)

// A Form is the printed shape of a label.
type Form uint8

// The forms.
const (
	None       Form = iota
	Dun             // 一、
	Paren           // （一）
	Dot             // 1.
	ParenDigit      // （1）
	Circled         // ①
	HalfParen       // 1)
	Latin           // A. (a) a)
	Roman           // Ⅰ.
	Decimal         // 1.1.1  A.1
	Unit            // 第…编 章 节 条 款 项 目 部分; Label.Unit says which
	Formal          // 壹、
	Stem            // 甲、
	Enum            // 一是  第一，  其一，  首先，
	Annex           // 附件1
	Bare            // 一  alone on its line
)

var formNames = [...]string{"", "一、", "（一）", "1.", "（1）", "①", "1)", "A.", "Ⅰ.", "1.1", "第", "壹、", "甲、", "一是", "附件", "一"}

// String is the form as `gangmu outline --format json` prints it, by its first number; of form
// Unit it is only 第, see Label.Shape.
func (f Form) String() string {
	if int(f) < len(formNames) {
		return formNames[f]
	}
	return ""
}

// A Face is what a label looks like, apart from its number. It holds no pointers, so that a text full of
// labels can keep one for each. It describes a label of at most 255 bytes.
type Face struct {
	Form    Form
	Style   Style // how the number is written
	Word    Word  // of forms Unit, Enum and Annex: what is said beside the number
	Letter  byte  // of form Decimal in an annex: 'A' in A.1; else 0
	Damaged bool  // recovered from a damaged form (笫, －, inner blank …)
	lower   bool  // a letter of lower case
	opening sign  // the bracket that opens the number
	mark    sign  // the sign that closes it

	numStart, numEnd uint8 // of the numeral in the text of the label, bytes
	sufStart, sufEnd uint8 // of 之一 or -1 there; 0, 0 = no suffix
}

const maxLabel = 255 // bytes

// A Label is a number as printed at the head of a section.
type Label struct {
	Face
	Number int       // 1…9999; 0 = none
	Suffix int       // 1 in 第一百二十条之一 and 第 3-1 條; 0 = none
	Span   text.Span // in the text that was scanned
	Text   string    // as printed in the repaired text
}

// Unit is the Word of the label: 编 分编 章 节 条 款 项 目 部分 …, simplified; 是 第 其 首先; 附件 附录 附表
// 附图; "" of other forms.
func (f *Face) Unit() string { return words[f.Word] }

// Mark is the sign that closes the number: 、 . ） …; "" if there is none.
func (f *Face) Mark() string { return signs[f.mark] }

// Opening is the bracket that opens the number; "" if there is none.
func (f *Face) Opening() string { return signs[f.opening] }

// Path is the numbers of a label of form Decimal: 5, 10, 1 of 5.10.1; 1, 2 of A.2, whose Letter is A. It
// is nil for other forms.
func (l *Label) Path() []int {
	if l.Form != Decimal {
		return nil
	}
	path, s := make([]int, 0, 4), l.Text
	if l.Letter != 0 {
		path, s = append(path, int(l.Letter-'A')+1), s[1:]
	}
	for len(path) < maxPath {
		if _, w := text.Rune(s); len(path) > 0 {
			s = s[w:] // the dot
		}
		n, w, _ := arabic(s)
		if w == 0 {
			break
		}
		path, s = append(path, n), s[w:]
	}
	return path
}

// Again is l with another number, without a suffix, as a ghost would be printed: the label of （二） from
// （一）.
func (l *Label) Again(n int) Label {
	g := Label{Face: l.Face, Number: n, Text: l.Relabel(n, 0)}
	g.Letter, g.Damaged, g.numStart, g.numEnd, g.sufStart, g.sufEnd = 0, false, 0, 0, 0, 0
	return g
}

// Shape is the form with its unit, as documents show it for the first number: 第一条, 一、, （一）.
func (l Label) Shape() string {
	switch l.Form {
	case Unit:
		return "第一" + l.Unit()
	case Enum:
		switch l.Word {
		case Ordinal, Among:
			return l.Unit() + "一，"
		case First:
			return "首先，"
		}
		return "一" + l.Unit()
	case Annex:
		return l.Unit() + "1"
	case Decimal:
		s := "1"
		if l.Letter != 0 {
			s = string(l.Letter)
		}
		for range len(l.Path()) - 1 {
			s += ".1"
		}
		return s
	}
	return l.Form.String()
}

// Spaced reports whether a blank belongs between the label and a title: behind 第十二条, 1., a bare 一
// and the like, but not behind 一、 （一） 一是.
func (l Label) Spaced() bool {
	if l.Form == None || l.Form == Enum {
		return false
	}
	r, _ := utf8.DecodeLastRuneInString(l.Text)
	return r < utf8.RuneSelf && r != ')' || l.Form == Unit || l.Form == Annex || l.Form == Dun && int(l.numEnd) == len(l.Text)
}

// Numeral is the span of the number itself in the text of the label, bytes.
func (f *Face) Numeral() text.Span { return text.Span{Start: int(f.numStart), End: int(f.numEnd)} }
