// Package check proofreads the numbering of a document: what is missing, doubled, out of order,
// marked against the standard, announced but not there, cited but not to be found.
//
// A finding says where, what was found and expected, and why it may be fine all the same: much
// that looks like a fault is the way of a certain kind of document. The rules N01 … N16 look at
// the outline and, because an outline leaves out labels that do not fit its count, at the labels
// that open a line without being in it.
package check

import (
	"slices"

	"gangmu/corpus/numbering"
	"gangmu/corpus/outline"
	"gangmu/corpus/ref"
	"gangmu/corpus/text"
	"gangmu/corpus/words"
)

// A Severity says how much a finding weighs.
type Severity string

// The severities.
const (
	Error   Severity = "error"
	Warning Severity = "warning"
	Info    Severity = "info"
)

// A Finding is one remark on the numbering.
type Finding struct {
	Rule     string // N01 … N16
	Severity Severity
	Span     text.Span // in the source
	Found    string
	Expected string
	Message  string
	Benign   string // why it may be fine
}

// An Input is what Check reads.
type Input struct {
	View     *text.View
	Tree     *outline.Tree
	Marks    []text.Mark   // may be nil
	Blocks   []text.Block  // may be nil
	Resolver *ref.Resolver // of the document; nil = Check makes its own
	Lang     words.Lang    // of the messages
}

// benign says of each rule why what it found may be fine.
var benign = map[string]string{
	"N01": "节选、删去的条文会留下空号",
	"N02": "节选或续前的列表可以不从一起",
	"N03": "目录、引文中会重现同一编号",
	"N04": "另起一个文件或附件时编号重新开始",
	"N05": "汇编中每篇自成序列",
	"N06": "GB/T 9704 的层次序数可以越级使用",
	"N07": "各机关习惯不一，不影响理解",
	"N08": "转载时全角半角常被改动",
	"N09": "有时只列一项",
	"N10": "多为识别或转码所致，编号本身可以辨认",
	"N11": "可能指另一文件，或所指部分未收入",
	"N12": "目录可能来自另一版本",
	"N13": "概括的数目未必对应编号",
	"N14": "附件常不随正文转载",
	"N15": "引用的条文会带着自己的编号",
	"N16": "新旧条文合编时体例可能不同",
}

// Check proofreads a document. Findings come in source order.
func Check(in Input) []Finding {
	if in.Resolver == nil {
		in.Resolver = ref.New(ref.Doc{View: in.View, Tree: in.Tree, Marks: in.Marks, Lang: in.Lang})
	}
	c := &checker{Input: in}
	c.collect()
	c.survey()
	c.ordinals()
	for _, g := range c.groups {
		c.sequence(g)
		c.marks(g)
		c.single(g)
	}
	c.styles()
	c.levels()
	c.damaged()
	c.references()
	c.contents()
	c.announced()
	c.annexes()
	slices.SortStableFunc(c.out, func(a, b Finding) int { return a.Span.Start - b.Span.Start })
	return c.out
}

// checker is one run.
type checker struct {
	Input
	groups    []*group
	numbers   map[key][]numbering.Label // labels of the outline in source order
	looks     map[key]map[look]int
	quotes    []quote      // in order; nil = not looked for yet
	noAnnexes bool         // the document has none
	mixed     map[int]bool // where ordinals stand whose list is of two series
	out       []Finding
}

func (c *checker) add(rule string, sev Severity, span text.Span, found, expected, message string) {
	c.out = append(c.out, Finding{Rule: rule, Severity: sev, Span: span, Found: found, Expected: expected, Message: message, Benign: c.say(benign[rule])})
}

func (c *checker) say(format string, args ...any) string { return c.Lang.Say(format, args...) }

// elided reports whether text was left out between two source offsets.
func (c *checker) elided(from, to int) bool {
	for _, m := range c.Marks {
		if m.Kind == text.MarkElision || m.Kind == text.MarkPaywall || m.Kind == text.MarkDamage {
			if m.Span.End > from && m.Span.Start < to {
				return true
			}
		}
	}
	return false
}
