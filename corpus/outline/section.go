// Package outline finds the sections of a Chinese official document: headings, articles and
// items, their levels, and the numbers that must have existed but are not in the text.
//
// Any text gives a tree. All spans in the tree are byte spans of the source text.
//
// How it works. One walk over the repaired view collects candidates: labels (package numbering) with
// what stands before and behind them (scan.go, context.go, citation.go). Each candidate gets a weight
// from its context (weigh.go). For each series of labels (series.go: 章, 条, 一、, （一） …), outermost
// first, dynamic programming finds the rising chain with the highest sum over the whole document
// (link.go, chain.go): it may leap over a number, begin again below an outer heading, and hold a
// number that was doubled, each at a price. What was chosen tells how this document writes its labels
// and which series lies below which (order.go); with that, the chains are found once more. Gaps that
// are left are searched again for damaged labels (rescan.go); what is still missing becomes a ghost
// (ghost.go). Tables of contents, annexes named in passing and quotations are kept out (contents.go,
// annex.go). Then the tree is built with a stack (events.go, stack.go, tree.go), titles are read
// (title.go; chapter.go, caption.go, runin.go), sections get their IDs (ids.go), and what stands
// before and behind them becomes metadata and headings without a number (front.go, fields.go, doctitle.go, end.go).
package outline

import (
	"gangmu/corpus/numbering"
	"gangmu/corpus/text"
)

// A Kind is what a section is, decided for the document as a whole; its printed shape is
// numbering.Form. English names follow the translation of the Legislation Law 立法法.
type Kind uint8

// The kinds.
const (
	Whole      Kind = iota // the document itself
	Part                   // 编
	Subpart                // 分编
	Chapter                // 章
	Subchapter             // 节
	Article                // 条
	Paragraph              // 款 (Taiwan 項); no number
	Item                   // 项 （一） (Taiwan 款 一、)
	Subitem                // 目 1. (Taiwan 目 （一）)
	Level1                 // 一、
	Level2                 // （一）
	Level3                 // 1.
	Level4                 // （1）
	Enumerated             // 一是 第一， 其一，
	Clause                 // 1.1.1 of a standard
	Division               // 第一部分
	Annex                  // 附件, 附录, 附表
	Heading                // a heading without a number
	Preamble               // 序言
	Contents               // 目录
	Signature              // 署名 and 成文日期
)

// A Reason is why a section is a ghost, or was inferred.
type Reason uint8

// The reasons.
const (
	NoReason      Reason = iota
	Elided               // what held it was left out of the source
	NumberMissing        // its number is missing, and the text is whole
	Truncated            // the source ends early
	ParentElided         // it is there, but what it stands under was left out
	DamagedLabel         // it is there, but its label was damaged
)

// String is the reason as `gangmu outline --format json` prints it.
func (r Reason) String() string {
	return [...]string{"", "elided", "missing", "truncated", "parent elided", "damaged label"}[r]
}

// A Section is a node of the outline.
type Section struct {
	ID        string          // numbers from the top, "1.2.4", "2.12-1"; annexes "f1", unnumbered "h1"; unique in the tree; the root is "0"
	Label     numbering.Label // Span in the source; zero if unnumbered
	Title     string          // heading without the label, repaired text; "" if it has none
	TitleSpan text.Span       // in the source
	Start     int             // offset of the label (of the title, if unnumbered)
	Body      int             // where the text after the heading begins
	End       int             // where the section ends, children included
	Level     int             // depth among numbered sections, 1-based; 0 = the root and unnumbered headings
	Kind      Kind
	Why       Reason // of a ghost or an inferred section
	Missing   bool   // a ghost: the number must have existed but is not in the text
	Inferred  bool   // real, but its parent is a ghost or its label was damaged
	RunIn     bool   // 同行标题: the body goes on after the title on the same line
	Item      bool   // an item of a list, not a heading; a caller may leave it out
	Parent    *Section
	Children  []*Section
}

// Span is the section with its heading and children.
func (s *Section) Span() text.Span { return text.Span{Start: s.Start, End: s.End} }

// Heading is the label and the title in one line: 第十二条 …, 一、…
func (s *Section) Heading() string {
	if s.Title != "" && s.Label.Spaced() {
		return s.Label.Text + " " + s.Title
	}
	return s.Label.Text + s.Title
}

// Walk calls f for s and everything below it, in document order; where f returns false it does
// not go deeper.
func (s *Section) Walk(f func(*Section) bool) {
	if f(s) {
		for _, c := range s.Children {
			c.Walk(f)
		}
	}
}

// A Genre is the family of documents that a text belongs to.
type Genre string

// The genres, as `gangmu outline` prints them.
const (
	Report   Genre = "report"   // 报告、讲话、公文
	Statute  Genre = "statute"  // 法律、法规、规章
	Standard Genre = "standard" // 标准
	Other    Genre = "other"
)

// A Regime decides how 款 and 项 are read.
type Regime string

// The regimes.
const (
	Mainland Regime = "mainland" // 条 → 款 (paragraph) → 项 （一）
	Taiwan   Regime = "taiwan"   // 條 → 項 (paragraph) → 款 一、
)

// A Tree is the outline of one document.
type Tree struct {
	Root   *Section // Kind Whole, ID "0", spanning the source
	Genre  Genre
	Regime Regime
	Meta   Meta

	Contents []Entry // 目录, in order
	Annexes  []Entry // 附件说明: the annexes that the text lists, in order
}

// Meta is what a document says of itself. What is unknown is empty.
type Meta struct {
	Title     string // 标题
	Subtitle  string // 副标题
	Issuer    string // 发文机关 or 制定机关
	Number    string // 发文字号, 国发〔2016〕5号
	Addressee string // 主送机关 or 称谓
	Signature string // 署名
	Date      string // 成文日期 or 通过日期, 2017-02-28
	Effective string // 施行日期, 2017-02-28
	Note      string // 题注
	History   []Amendment
}

// Version is the date of this version of a law, that of its last amendment; of other documents their
// date. "" if it is unknown.
func (m Meta) Version() string {
	date := m.Date
	for _, h := range m.History {
		date = max(date, h.Date)
	}
	return date
}

// An Amendment is one step of a law's history 题注: passed, amended.
type Amendment struct {
	Date string // 2017-02-28
	Text string
}

// An Input is what Parse reads.
type Input struct {
	View   *text.View
	Blocks []text.Block // from the format; may be nil
	Marks  []text.Mark  // from repair; may be nil
	Name   string       // file name without extension, for the title of last resort
}
