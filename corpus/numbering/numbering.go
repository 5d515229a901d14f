// Package numbering reads and prints the numbers of Chinese official documents: numerals
// (一百二十 · ２５ · ⑫ · 廿五) and the labels made of them (第十二条之一 · 一、 · （一） · 1.).
//
// A label's form is what is printed; what it is in a document (its kind and level) is decided by
// package outline, for the document as a whole.
package numbering

import "gangmu/corpus/text"

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

// A Label is a number as printed at the head of a section.
type Label struct {
	Form    Form
	Unit    string    // of form Unit: 编 分编 章 节 条 款 项 目 部分 …, simplified; of Enum: 是 第 其; else ""
	Number  int       // 1…9999; 0 = none
	Suffix  int       // 1 in 第一百二十条之一 and 第 3-1 條; 0 = none
	Path    []int     // of form Decimal: 5, 10, 1 in 5.10.1
	Span    text.Span // in the text that was scanned
	Text    string    // as printed in the repaired text
	Damaged bool      // recovered from a damaged form (笫, －, inner blank …)
}
