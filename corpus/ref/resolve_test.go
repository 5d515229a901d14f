package ref

import (
	"strings"
	"testing"

	"gangmu/corpus/outline"
	"gangmu/corpus/text"
)

// places prints an answer as "id" or "id@text" for a place inside an article.
func places(d Doc, a Answer) string {
	var out []string
	for _, t := range a.Targets {
		s := t.Section.ID
		if t.Span != t.Section.Span() && !t.Section.Missing {
			s += "@" + clip(strings.ReplaceAll(d.View.Slice(t.Span), "\n", "/"), 10)
		}
		out = append(out, s)
	}
	names := map[Outcome]string{NotFound: "none", Found: "", Several: "several ", Elided: "ghost ", Search: "search", GoBack: "back"}
	return strings.TrimSpace(names[a.Outcome] + strings.Join(out, " "))
}

type resolveCase struct{ at, input, want, message string }

func runCases(t *testing.T, d Doc, cases []resolveCase) {
	t.Helper()
	r := New(d)
	for _, c := range cases {
		off := 0
		if c.at != "" {
			if off = strings.Index(d.View.Source, c.at); off < 0 {
				t.Fatalf("no %q", c.at)
			}
		}
		a := r.Resolve(c.input, off)
		if got := places(d, a); got != c.want {
			t.Errorf("%q from %q: got %q (%s), want %q", c.input, c.at, got, a.Message, c.want)
		}
		if c.message != "" && !strings.Contains(a.Message, c.message) {
			t.Errorf("%q from %q: message %q, want %q", c.input, c.at, a.Message, c.message)
		}
	}
}

func TestResolveReport(t *testing.T) {
	runCases(t, report(t), []resolveCase{
		{"", "1.2.4", "1.2.4", ""},
		{"", "1/2/4", "1.2.4", ""},
		{"", "1 2 4", "1.2.4", ""},
		{"", "１．２．４", "1.2.4", ""},
		{"", "1。2。4", "1.2.4", ""},
		{"", "一(二)4", "1.2.4", ""},
		{"", "一、（二）4.", "1.2.4", ""},
		{"", "一.二.4", "1.2.4", ""},
		{"", "(三)", "1.3", ""},
		{"", "（三）", "1.3", ""},
		{"", "㈢", "1.3", ""},
		{"", "1.3", "1.3", ""},
		{"", "bf1d3", "1.3", ""},
		{"", "第一部分（三）", "1.3", ""},
		{"", "第一部分第三点", "1.3", ""},
		{"", "第一部分第（三）条", "1.3", ""},
		{"", "1.2.2", "ghost 1.2.2", "省略"},
		{"", "（二）", "ghost 1.2", "省略"},
		{"", "8", "1.2.8", ""},
		{"", ":8", "1.2.8", ""},
		{"", "8.", "1.2.8", ""},
		{"", "⑧", "1.2.8", ""},
		{"", "８", "1.2.8", ""},
		{"", "1.3.2", "1.3.2", ""},
		{"", "二是", "1.3.2", ""},
		{"", "(一)", "several 1.1 2.1", ""},
		{"今年", "(一)", "several 2.1 1.1", ""},
		{"", "1.9", "none", "一、之下无9，最近：（三）"},
		{"", "9", "none", "最近"},
		{"", "qywh", "1.2.5", ""},
		{"", "quanyi", "1.2.5", ""},
		{"", "权益", "1.2.5", ""},
		{"", "今年的打算", "2", ""},
		{"", "jndds", "2", ""},
		{"", "没有的标题", "none", "正文"},
		{"", "f2", "f2", ""},
		{"", "附件2", "f2", ""},
		{"", "fj二", "f2", ""},
		{"", "附件二", "f2", ""},
		{"", "f3", "none", "最近：附件2"},
		{"", "第999条", "none", "无第999条：本文不分条；共有：一、二"},
		{"", "第三章", "none", "本文不分章；共有：一、二"},
		{"", "第9部分", "none", "最近：二、"},
		{"", "02", "2", ""},
		{"长沙", "+1", "1.2.8", ""},
		{"长沙", "-1", "1.2.4", ""},
		{"长沙", "+9", "none", "最后"},
		{"长沙", "^", "1.2", ""},
		{"长沙", "^^", "1", ""},
		{"长沙", "$", "1.2.8", ""},
		{"", "+1", "1", ""},
		{"", "$", "f2", ""},
		{"还是好", "上文（一）", "1.1", ""},
		{"", "国发〔2016〕5号", "search", ""},
		{"", "gf 2016 5", "search", ""},
		{"", "`", "back", ""},
		{"", "", "none", ""},
		{"", "0", "0@在协会理事会上的报…", ""},
	})
}

func TestResolveLaw(t *testing.T) {
	runCases(t, law(t), []resolveCase{
		{"", "第十二条", "2.3.12", ""},
		{"", "第12条", "2.3.12", ""},
		{"", "12", "2.3.12", ""},
		{"", "t12", "2.3.12", ""},
		{"", "12t", "2.3.12", ""},
		{"", "d12t", "2.3.12", ""},
		{"", "12t3k2x", "2.3.12@（二）撤销的。", ""},
		{"", "a12k3x2", "2.3.12@（二）撤销的。", ""},
		{"", "d12t3k2x", "2.3.12@（二）撤销的。", ""},
		{"", "第12条第3款第2项", "2.3.12@（二）撤销的。", ""},
		{"", "第十二条第三款第（二）项", "2.3.12@（二）撤销的。", ""},
		{"", "12t2x", "2.3.12@（二）撤销的。", ""},
		{"", "第十二条第二项", "2.3.12@（二）撤销的。", ""},
		{"", "第十二条第二款", "2.3.12@乙每年报告一次。", ""},
		{"", "10t3x2m", "2.1.10@2.其二。", ""},
		{"", "12-1", "2.3.12-1", ""},
		{"", "12t-1", "2.3.12-1", ""},
		{"", "12zhi1", "2.3.12-1", ""},
		{"", "12zhi1t", "2.3.12-1", ""},
		{"", "第十二条之一", "2.3.12-1", ""},
		{"", "第12之1条", "2.3.12-1", ""},
		{"", "第 12-1 條", "2.3.12-1", ""},
		{"", "z2j3", "2.3", ""},
		{"", "2z3j", "2.3", ""},
		{"", "ch2 s3", "2.3", ""},
		{"", "第二章第三节", "2.3", ""},
		{"", "第二章、第三节", "2.3", ""},
		{"", "2.3", "2.3", ""},
		{"", "2.3.12-1", "2.3.12-1", ""},
		{"", "z2t14", "3.14", "第十四条不在第二章，在第三章"},
		{"", "z2t12", "2.3.12", ""},
		{"", "第13条", "none", "无第13条，最近：第十二条、第十四条"},
		{"", "13", "none", "最近"},
		{"", "12t5k", "none", "最近"},
		{"丙也适用", "前款", "1.2@本法适用于乙。", ""},
		{"依照前条处理", "前条", "2.1.10", ""},
		{"依照前条处理", "前款第二项", "2.3.12@（二）撤销的。", ""},
		{"依照前条处理", "本条第二款", "2.3.12@乙每年报告一次。", ""},
		{"依照前条处理", "第二款", "2.3.12@乙每年报告一次。", ""},
		{"依照前条处理", "本章", "2", ""},
		{"", "前款", "none", "光标"},
		{"", "z", "several 1 2 3", ""},
		{"", "zz", "1", ""},
		{"", "fuze", "3", ""},
		{"", "第十条至第十二条", "2.1.10 2.3.12", ""},
		{"", "第一、二条", "1.1 1.2", ""},
		{"", "3", "3", ""},
		{"", "2", "1.2", "另有第二章"},
		{"", "02", "1.2", "另有第二章"},
		{"", "12-2", "none", "最近：第十二条之一、第十四条"},
		{"", "12.3.2", "2.3.12@（二）撤销的。", ""},
		{"", "2.12.3.2", "2.3.12@（二）撤销的。", ""},
		{"", "10.3.2", "2.1.10@2.其二。", ""},
		{"", "12.9", "none", "第十二条之下无9"},
		{"", "2.12", "2.3.12", ""},
	})
}

// 《某某法》第十二条 is a place in the law of that name, and in another document a search.
func TestResolveCited(t *testing.T) {
	d := law(t)
	d.Tree.Meta.Title = "某市某某法（2020年修订）"
	runCases(t, d, []resolveCase{
		{"", "《某某法》第十二条第二款", "2.3.12@乙每年报告一次。", ""},
		{"", "《某市某某法》", "0@某某法/", ""},
		{"", "《另一法》第三条", "search", "另一个文件"},
	})
}

// Pinyin that several headings begin with lists those within which it is, behind them, as Han does.
func TestResolvePinyin(t *testing.T) {
	runCases(t, sketch(t, outline.Mainland, outline.Report, "某某报告", "1>一、用水管理", "1>二、用水定额", "1>三、计划用水", "1>四、其他"), []resolveCase{
		{"", "用水", "several 1 2 3", ""},
		{"", "yongshui", "several 1 2 3", "3 处"},
		{"", "ys", "several 1 2 3", ""},
		{"", "jihua", "3", ""},
	})
}

func TestResolveTaiwan(t *testing.T) {
	runCases(t, taiwanLaw(t), []resolveCase{
		{"", "1t2x", "1@前項第二款之乙，由…", "體例"},
		{"", "1t2k", "1@二、乙：指下列各目…", "體例"},
		{"", "第一條第一項第二款第二目", "1@（二）丑。", ""},
		{"由主管機關", "前項第一款", "1@一、甲：指甲。", ""},
		{"依前條", "前條第一項第二款", "1@二、乙：指下列各目…", ""},
		{"", "第1條第3項", "none", "最近"},
	})
}

func FuzzParse(f *testing.F) {
	for _, s := range []string{"2.3.4", "二(三)4", "z2j3", "2z3j", "d12t3k2x", "12-1", "12zhi1", "f2", "附件2", "⑧", "50%", "@3144", "+1", "^",
		"第十二条第三款第（二）项", "前款", "本条第二款", "见上文（二）", "第十、十八、二十六条", "第三条至第五条", "ch2 s3", "国发〔2016〕5号", "qywh", "15(a)(ii)", "A.1", "⒒⒀"} {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, s string) {
		j, err := Parse(s)
		if err != nil {
			return
		}
		again, err := Parse(j.String())
		if err != nil {
			t.Fatalf("%q printed as %q: %v", s, j, err)
		}
		if j.String() != again.String() || j.Mode != again.Mode {
			t.Fatalf("%q printed as %q read as %+v, was %+v", s, j, again, j)
		}
	})
}

// FuzzResolve: no input and no document makes Resolve or Find panic, and what they give lies in
// the source.
func FuzzResolve(f *testing.F) {
	for _, s := range []string{"1.2.4", "前款第二项", "12t3k2x", "第十条至第九千条", "^", "$", "99%", "@5", "qywh", "附件一、二", "上文（二）", "同条第三款"} {
		f.Add(s, 40, "第一条 依照前款和《甲法》第三条、第四条第一项办理。")
		f.Add(s, 400, "（一）本条例第十条第三项第2目；")
	}
	f.Fuzz(func(t *testing.T, input string, off int, extra string) {
		for _, d := range []Doc{report(t), law(t), taiwanLaw(t)} {
			src := d.View.Source + extra
			d.View = text.NewView(src, nil)
			d.Tree.Root.End = len(src)
			r := New(d)
			a := r.Resolve(input, off)
			for _, x := range append(a.Targets, a.Nearest...) {
				if x.Span.Start < 0 || x.Span.End > len(src) || x.Span.End < x.Span.Start {
					t.Fatalf("%q at %d: target %v outside the source of %d", input, off, x.Span, len(src))
				}
			}
			last := 0
			for _, x := range r.All() {
				if x.Span.Start < last || x.Span.End > len(src) || x.Span.Empty() {
					t.Fatalf("reference %v after %d, source %d", x.Span, last, len(src))
				}
				last = x.Span.End
			}
		}
	})
}
