package check_test

import (
	"strings"
	"testing"

	"gangmu/corpus"
	"gangmu/corpus/check"
	"gangmu/corpus/corpustest"
)

// FuzzCheck: any text can be proofread; findings lie in the source, in order, and say something.
func FuzzCheck(f *testing.F) {
	f.Add("一、甲\n（一）乙\n三、丙\n1、丁\n第三条 依照第九条办理。")
	f.Add("第一条 下列三项：\n（二）甲；\n（三）乙。\n第一条 丙。")
	f.Add("目录\n第一章 甲\n第二章 乙\n第一章 甲\n第一条 丁")
	f.Add("附件：1．甲\n2．乙\n附件2\n丙")
	f.Fuzz(func(t *testing.T, s string) {
		d, err := corpus.New("/x.txt", []byte(s))
		if err != nil {
			return
		}
		last := 0
		for _, x := range check.Check(check.Input{View: d.View, Tree: d.Tree, Marks: d.Marks, Blocks: d.Blocks}) {
			if x.Span.Start < last || x.Span.End > len(d.Source) || x.Span.End < x.Span.Start {
				t.Fatalf("%s at %v after %d in %d bytes", x.Rule, x.Span, last, len(d.Source))
			}
			if x.Message == "" || x.Benign == "" || x.Severity == "" {
				t.Fatalf("%+v says nothing", x)
			}
			last = x.Span.Start
		}
	})
}

func document(b *testing.B, s string) *corpus.Document {
	d, err := corpus.New("/x.txt", []byte(s))
	if err != nil {
		b.Fatal(err)
	}
	return d
}

// BenchmarkCheck measures whole laws, BenchmarkHostile a text that is nothing but labels and
// dangling references: the time a byte must stay within the same order.
func BenchmarkCheck(b *testing.B) {
	var docs []*corpus.Document
	n := 0
	for _, p := range corpustest.Files(b, corpustest.Data(b, "laws", "民法典"), ".md") {
		d, err := corpus.Open(p)
		if err != nil {
			b.Fatal(err)
		}
		docs = append(docs, d)
		n += len(d.Source)
	}
	b.SetBytes(int64(n))
	for b.Loop() {
		for _, d := range docs {
			check.Check(check.Input{View: d.View, Tree: d.Tree, Marks: d.Marks, Blocks: d.Blocks})
		}
	}
}

func BenchmarkHostile(b *testing.B) {
	for name, s := range map[string]string{
		"line":  strings.Repeat("第三条 依照第九千条第二项，（二）甲；1.乙；", 16000),
		"lines": strings.Repeat("第三条 依照第九千条第二项。\n（二）甲；\n一、乙，前款、上文（三）；\n", 2000),
	} {
		b.Run(name, func(b *testing.B) {
			d := document(b, s)
			b.SetBytes(int64(len(s)))
			for b.Loop() {
				check.Check(check.Input{View: d.View, Tree: d.Tree, Marks: d.Marks, Blocks: d.Blocks})
			}
		})
	}
}
