package outline_test

import (
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"unicode/utf8"

	"gangmu/corpus"
	"gangmu/corpus/corpustest"
	"gangmu/corpus/outline"
	"gangmu/corpus/text"
)

// checkTree reports the first invariant of a tree that does not hold: spans lie on rune
// boundaries, in order, children inside parents and disjoint, IDs unique, one section a place.
func checkTree(t *outline.Tree, source string) error {
	ids := map[string]bool{}
	var check func(s *outline.Section) error
	check = func(s *outline.Section) error {
		if s.ID == "" || ids[s.ID] {
			return fmt.Errorf("ID %q is empty or not unique", s.ID)
		}
		ids[s.ID] = true
		for _, off := range []int{s.Start, s.Body, s.End, s.TitleSpan.Start, s.TitleSpan.End, s.Label.Span.Start, s.Label.Span.End} {
			if off < 0 || off > len(source) || off < len(source) && !utf8.RuneStart(source[off]) {
				return fmt.Errorf("%s: offset %d is no rune boundary", s.ID, off)
			}
		}
		if s.Kind != outline.Whole && (s.Start > s.Body || s.Body > s.End || s.TitleSpan.Start > s.TitleSpan.End || s.TitleSpan.Start < s.Start || s.TitleSpan.End > s.End) {
			return fmt.Errorf("%s %q: start %d title %v body %d end %d", s.ID, s.Label.Text, s.Start, s.TitleSpan, s.Body, s.End)
		}
		if s.Missing && len(s.Children) == 0 && s.Start != s.End {
			return fmt.Errorf("%s: a ghost from %d to %d", s.ID, s.Start, s.End)
		}
		at := s.Start
		for _, c := range s.Children {
			if c.Parent != s {
				return fmt.Errorf("%s is not the parent of %s", s.ID, c.ID)
			}
			if c.Start < at || c.End > s.End {
				return fmt.Errorf("%s [%d,%d) does not fit in %s [%d,%d) behind %d", c.ID, c.Start, c.End, s.ID, s.Start, s.End, at)
			}
			if c.Level != 0 && c.Level <= s.Level {
				return fmt.Errorf("%s: level %d under level %d", c.ID, c.Level, s.Level)
			}
			at = c.End
			if err := check(c); err != nil {
				return err
			}
		}
		return nil
	}
	if t.Root.ID != "0" || t.Root.Start != 0 || t.Root.End != len(source) {
		return fmt.Errorf("the root is %q [%d,%d) of %d bytes", t.Root.ID, t.Root.Start, t.Root.End, len(source))
	}
	if err := check(t.Root); err != nil {
		return err
	}
	var err error
	last := -1
	t.Root.Walk(func(s *outline.Section) bool {
		if s.Kind != outline.Whole && !s.Missing {
			if s.Start == last && err == nil {
				err = fmt.Errorf("two sections open at %d, the second %q", last, s.Heading())
			}
			last = s.Start
		}
		return true
	})
	if err != nil {
		return err
	}
	for _, e := range t.Contents {
		if e.Span.Start < 0 || e.Span.End > len(source) || e.Span.Start > e.Span.End {
			return fmt.Errorf("contents entry %q at %v", e.Title, e.Span)
		}
	}
	return nil
}

// Every document has a sound tree, and so has every beginning of it.
func TestInvariants(t *testing.T) {
	step := 80
	if *full {
		step = 1
	}
	for i, path := range corpustest.Files(t, corpustest.Data(t), ".md", ".txt") {
		if i%step != 0 && !strings.Contains(path, "gold") {
			continue
		}
		data, err := os.ReadFile(path)
		if err != nil {
			t.Fatal(err)
		}
		for _, n := range []int{len(data), len(data) / 2, len(data) / 3} {
			d, err := corpus.New(path, []byte(strings.ToValidUTF8(string(data[:n]), "")))
			if err != nil {
				continue
			}
			if err := checkTree(d.Tree, d.Source); err != nil {
				t.Errorf("%s, %d bytes: %v", filepath.Base(path), n, err)
			}
		}
	}
}

// A place of the text opens one section: neither the title of a second law that is marked up as a heading,
// nor a number at which a list amid a sentence seems to go on, opens two.
func TestOneSectionAPlace(t *testing.T) {
	for name, c := range map[string]struct {
		src  string
		want []string
	}{
		"second law": {`# 关于印发两个办法的通知

## 某市驻外机构汇报办法

第一条 汇报应当书面提出。

第二条 汇报的内容由办公室规定。

## 某市向驻外机构通报情况办法

第一条 为了加强指导，制定本办法。

第二条 情况通报会每年召开两次。

## 几点说明

以上两个办法由办公室解释。
`, []string{"某市驻外机构汇报办法", "第一条", "第二条", "某市向驻外机构通报情况办法", "第一条", "第二条", "几点说明"}},
		"list": {`## 三　两条不同的路

去年春天我们向各方提议，在一、停止争执；二、开放言路；三、武装群众这样三个条件之下，订立协定。

## 四　应当采取的政策

现在说一说政策。

## 五　全体团结起来

为了共同的目标而努力。
`, []string{"三 两条不同的路", "二、", "三、武装群众这样三个条件之下，订立协定", "四 应当采取的政策", "五 全体团结起来"}},
	} {
		d, err := corpus.New("x.md", []byte(c.src))
		if err != nil {
			t.Fatal(err)
		}
		if err := checkTree(d.Tree, d.Source); err != nil {
			t.Errorf("%s: %v", name, err)
		}
		var got []string
		d.Tree.Root.Walk(func(s *outline.Section) bool {
			if s.Kind == outline.Article {
				got = append(got, s.Label.Text)
			} else if s.Level > 0 || s.Kind == outline.Heading {
				got = append(got, s.Heading())
			}
			return true
		})
		if !slices.Equal(got, c.want) {
			t.Errorf("%s: %q, want %q", name, got, c.want)
		}
	}
}

// hostile are texts that a parser may stumble over.
func hostile() map[string]string {
	return map[string]string{
		"empty":         "",
		"blank":         " \n\t　\n",
		"one label":     "一、",
		"labels only":   strings.Repeat("一、（一）1.（1）①第一条", 50),
		"one number":    strings.Repeat("第一条 ", 300),
		"falling":       "三、甲\n二、乙\n一、丙\n",
		"deep":          "第一编\n第一章\n第一节\n第一条\n一、\n（一）\n1.\n（1）\n①\n1)\nA.\na)\n一是甲\n",
		"zero width":    strings.Join(strings.Split("第一条 总则。第二条 分则。", ""), "\u200b"),
		"no han":        "1. one\n2. two\nA. three\n1.1 four\n1.1.1 five\n",
		"big numbers":   "第九千九百九十九条 甲\n第一百万条 乙\n第99999999999999条\n",
		"no number":     "最后，甲。然后，乙。此外，丙。首先，丁。最后，戊。",
		"open quote":    "一、甲“乙\n二、丙\n三、丁\n",
		"contents only": "目录\n第一章 总则\n第二章 分则\n第三章 附则\n",
		"bad bytes":     "一、甲\xff\xfe二、乙\x80",
		"crlf":          "一、甲\r\n正文。\r\n二、乙\r\n（一）丙\r\n",
		"annexes":       "附件1\n附件2\n附件\n附件：\n附：\n",
		"annex, annex":  "附件1\n附件2\n某市节水办法第一章 总则。",
	}
}

func TestHostile(t *testing.T) {
	for name, s := range hostile() {
		tree := outline.Parse(outline.Input{View: text.NewView(s, nil), Name: "x"})
		if err := checkTree(tree, s); err != nil && utf8.ValidString(s) {
			t.Errorf("%s: %v", name, err)
		}
	}
}

func FuzzParse(f *testing.F) {
	for _, s := range hostile() {
		f.Add(s, uint16(0), uint16(0))
	}
	f.Add("报告\n一、回顾\n（一）甲。一是乙；二是丙……（略）……4.丁。\n（三）戊。\n附件1\n名单\n1.己\n", uint16(30), uint16(20))
	f.Add("目　录\n第一章 总则\n第二章 附则\n第一章 总则\n第一条 甲。\n第二章 附则\n第三条 乙。笫四条 丙。第五十－条 丁\n", uint16(9), uint16(0))
	f.Add("1 范围\n1.1 甲\n1.2 乙\n2 引用\n附录A\nA.1 丙\nA.1.1 丁\n", uint16(3), uint16(9))
	f.Fuzz(func(t *testing.T, s string, cut, mark uint16) {
		if !utf8.ValidString(s) || len(s) > 1<<14 {
			return
		}
		bound := func(n int) int {
			n = min(n, len(s))
			for n > 0 && n < len(s) && !utf8.RuneStart(s[n]) {
				n--
			}
			return n
		}
		var edits []text.Edit
		if cut > 0 {
			edits = append(edits, text.Edit{Rule: text.Escape, Span: text.Span{Start: bound(int(cut)), End: bound(int(cut) + 5)}, New: "\n"})
		}
		var marks []text.Mark
		if mark > 0 {
			kind := text.MarkElision
			if mark%3 == 0 {
				kind = text.MarkPaywall
			}
			marks = append(marks, text.Mark{Kind: kind, Span: text.Span{Start: bound(int(mark)), End: bound(int(mark) + 9)}})
		}
		blocks := []text.Block{{Kind: text.BlockHeading, Level: 1 + len(s)%3, Span: text.Span{Start: 0, End: bound(10)}}}
		tree := outline.Parse(outline.Input{View: text.NewView(s, edits), Blocks: blocks, Marks: marks, Name: "x"})
		if err := checkTree(tree, s); err != nil {
			t.Fatalf("%v\n%q", err, s)
		}
	})
}

func BenchmarkLaws(b *testing.B) {
	var views []*text.View
	n := 0
	for i, path := range corpustest.Files(b, corpustest.Data(b, "laws"), ".md") {
		if i%4 != 0 {
			continue
		}
		data, err := os.ReadFile(path)
		if err != nil {
			b.Fatal(err)
		}
		views = append(views, text.NewView(string(data), nil))
		n += len(data)
	}
	b.SetBytes(int64(n))
	for b.Loop() {
		for _, v := range views {
			outline.Parse(outline.Input{View: v})
		}
	}
}

// One line of a megabyte: of prose, and full of what looks like labels.
func BenchmarkLongLine(b *testing.B) {
	for _, l := range corpustest.Lines(1 << 20) {
		b.Run(l.Name, func(b *testing.B) {
			v := text.NewView(l.Text, nil)
			b.SetBytes(int64(len(l.Text)))
			for b.Loop() {
				outline.Parse(outline.Input{View: v})
			}
		})
	}
}
