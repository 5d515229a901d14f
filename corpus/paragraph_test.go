package corpus

import (
	"math/rand/v2"
	"strings"
	"testing"

	"gangmu/corpus/text"
)

func all(ps *Paragraphs) []Paragraph {
	var out []Paragraph
	for q, ok := ps.At(0), true; ok; q, ok = ps.Next(q) {
		out = append(out, q)
	}
	return out
}

func document(t testing.TB, name, s string) *Document {
	t.Helper()
	d, err := New(name, []byte(s))
	if err != nil {
		t.Fatal(err)
	}
	return d
}

func TestParagraphs(t *testing.T) {
	filler := strings.Repeat("各级各部门要密切配合,把这件事办好办实,让群众看到变化,", 9)
	for _, c := range []struct {
		name, in string
		want     []string
	}{
		{"lines", "甲。\n\n  乙，丙。  \r\n丁\n", []string{"甲。", "乙，丙。", "丁"}},
		{"blank lines at the head", "\n \n甲\n", []string{"甲"}},
		{"nothing", "", []string{""}},
		{"blanks only", " \n　\n", []string{""}},
		{"a page on one line", "各位代表: 现在报告工作。 一、过去一年 去年" + filler + "完成了任务。 农业稳步发展。" + filler + "谢谢大家! (2020年3月1日) 会后印发。",
			[]string{"各位代表:", "现在报告工作。", "一、过去一年", "去年" + filler + "完成了任务。", "农业稳步发展。" + filler + "谢谢大家!", "(2020年3月1日)", "会后印发。"}},
		{"blanks in a short line mean nothing", "来源：日报 时间：今天。 编辑：某某", []string{"来源：日报 时间：今天。 编辑：某某"}},
		{"blanks in English mean nothing", strings.Repeat("It was done. It was good. (All of it.) ", 30), []string{strings.TrimSpace(strings.Repeat("It was done. It was good. (All of it.) ", 30))}},
		{"articles in one line", "第一条　为了管好档案，制定本办法。 第二条　本办法适用于本市。\n第三条　本办法自公布之日起施行。",
			[]string{"第一条　为了管好档案，制定本办法。", "第二条　本办法适用于本市。", "第三条　本办法自公布之日起施行。"}},
	} {
		d := document(t, c.name+".txt", c.in)
		for _, v := range []*text.View{d.View, text.NewView(d.Source, nil)} {
			var got []string
			for _, q := range all(d.Paragraphs(v)) {
				got = append(got, q.Text.In(v.Text))
			}
			if strings.Join(got, "¶") != strings.Join(c.want, "¶") {
				t.Errorf("%s:\n got %q\nwant %q", c.name, got, c.want)
			}
		}
	}
}

func TestParagraphRoles(t *testing.T) {
	d := document(t, "notice.md", "# 关于抓好汛期工作的通知\n\n## 一、要求\n\n（一）抓早。要早抓。\n\n> 引文\n\n| 甲 | 乙 |\n|---|---|\n| 1 | 2 |\n\n- 一条\n\n```\nx  y\n```\n")
	var got []string
	for _, q := range all(d.Paragraphs(nil)) {
		got = append(got, []string{"正文", "标题", "副题", "小标题", "项", "行", "引", "码", "略", "套", "元", "目", "署"}[q.Role]+":"+q.Text.In(d.View.Text)+"<"+q.Heading.In(d.View.Text)+">")
	}
	want := "标题:关于抓好汛期工作的通知<> 小标题:一、要求<一、要求> 正文:（一）抓早。要早抓。<（一）抓早> 引:引文<> 行:甲 | 乙<> 行:1 | 2<> 项:一条<> 码:x  y<>"
	if strings.Join(got, " ") != want {
		t.Errorf("\n got %s\nwant %s", strings.Join(got, " "), want)
	}
}

// checkParagraphs: paragraphs tile the text, and At, Next and Prev agree about them.
func checkParagraphs(t *testing.T, d *Document, ps *Paragraphs) {
	t.Helper()
	at, n := 0, len(ps.View.Text)
	list := all(ps)
	for i, q := range list {
		switch {
		case q.Span.Start != at || q.Span.Empty() && n > 0:
			t.Fatalf("paragraph %d is %v, want it at %d", i, q.Span, at)
		case q.Span.Len() > 3*pieceLen:
			t.Fatalf("paragraph %d has %d bytes", i, q.Span.Len())
		case !q.Span.Covers(q.Text):
			t.Fatalf("paragraph %d: text %v is not in %v", i, q.Text, q.Span)
		case n > 0 && ps.At(q.Span.Start).Span != q.Span || n > 0 && ps.At(q.Span.End-1).Span != q.Span || n > 0 && ps.At((q.Span.Start+q.Span.End)/2).Span != q.Span:
			t.Fatalf("At does not lead to paragraph %d %v", i, q.Span)
		}
		if p, ok := ps.Prev(q); ok != (i > 0) || ok && p.Span != list[i-1].Span {
			t.Fatalf("Prev of %v is %v", q.Span, p.Span)
		}
		at = q.Span.End
	}
	if at != n {
		t.Fatalf("paragraphs end at %d of %d", at, n)
	}
}

var pieces = []string{"中", "文字", "。", "。 ", "： ", "，", " ", "  ", "　", "\n", "\n\n", "\r\n", "\n \n", "一、", "（一）", "第一条 ", "一是", "2016年", "abc ", "“", "”", ") ", "……", "\u2028", "\ufeff", "\x00"}

func randomDocument(r *rand.Rand, n int) string {
	var b strings.Builder
	k := 1 + r.IntN(len(pieces))
	for range n {
		b.WriteString(pieces[r.IntN(k)])
	}
	return b.String()
}

func TestParagraphsTile(t *testing.T) {
	r := rand.New(rand.NewPCG(3, 4))
	for i := range 60 {
		n := r.IntN(400)
		if i%30 == 0 {
			n = 12000
		}
		d := document(t, "x.txt", randomDocument(r, n))
		checkParagraphs(t, d, d.Paragraphs(nil))
		checkParagraphs(t, d, d.Paragraphs(text.NewView(d.Source, nil)))
	}
}

// TestParagraphsOfOneLine: a line without any sign of a paragraph is cut at full stops.
func TestParagraphsOfOneLine(t *testing.T) {
	for _, c := range []struct{ unit, end string }{{"这是一句不长的话，没有别的意思。", "。"}, {"没有任何标点的一行字", ""}, {"x", ""}, {" ", ""}, {"\n", ""}, {"。\n", ""}, {"ab c", ""}} {
		d, err := Draft("x.txt", []byte(strings.Repeat(c.unit, 100000/len(c.unit))))
		if err != nil {
			t.Fatal(err)
		}
		ps := d.Paragraphs(nil)
		checkParagraphs(t, d, ps)
		for _, q := range all(ps) {
			if s := q.Text.In(ps.View.Text); !strings.HasSuffix(s, c.end) {
				t.Errorf("%q: a piece ends with %q", c.unit, s[max(0, len(s)-20):])
			}
		}
	}
}

func FuzzParagraphs(f *testing.F) {
	f.Add("一、甲。 二、乙\n\n（一）丙", 3)
	f.Add("第一条 。 ", 300)
	f.Fuzz(func(t *testing.T, s string, n int) {
		if len(s) > 1000 || n < 1 || n*len(s) > 60000 {
			return
		}
		d, err := New("x.txt", []byte(strings.Repeat(s, n)))
		if err != nil {
			return
		}
		checkParagraphs(t, d, d.Paragraphs(nil))
	})
}
