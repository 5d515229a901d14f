package ref_test

import (
	"path/filepath"
	"strings"
	"testing"

	"gangmu/corpus"
	"gangmu/corpus/corpustest"
	"gangmu/corpus/ref"
	"gangmu/corpus/text"
)

// A jump is one line of an acceptance table: what is typed, from where, and the beginning of the
// text that it leads to.
type jump struct {
	typed   string
	from    string // words of the source at the cursor; "" = the top
	outcome ref.Outcome
	want    string // the text at the first target begins so
	message string // the message holds this
}

func accept(t *testing.T, path string, table []jump) {
	t.Helper()
	d, err := corpus.Open(path)
	if err != nil {
		t.Fatal(err)
	}
	r := resolver(d)
	for _, j := range table {
		at := 0
		if j.from != "" {
			if at = strings.Index(d.View.Text, j.from); at < 0 {
				t.Fatalf("no %q", j.from)
			}
			at = d.View.Src(at)
		}
		a := r.Resolve(j.typed, at)
		got := ""
		if len(a.Targets) > 0 {
			got = d.View.Slice(text.Span{Start: a.Targets[0].Span.Start, End: max(a.Targets[0].Span.End, min(len(d.Source), a.Targets[0].Span.Start+90))})
		}
		if a.Outcome != j.outcome || !strings.HasPrefix(got, j.want) || !strings.Contains(a.Message, j.message) {
			t.Errorf("%q: outcome %d, at %.60q, message %q; want %d %q %q", j.typed, a.Outcome, got, a.Message, j.outcome, j.want, j.message)
		}
	}
}

func TestAcceptanceReport(t *testing.T) {
	files := corpustest.Files(t, corpustest.Data(t, "seed"), ".txt")
	const four, three, eight, two, rights = "4.計劃生育家庭幫扶", "(三)加強組織", "8.探索參與", "二是扎實推進", "5.權益維護"
	accept(t, files[0], []jump{
		{"1.2.4", "", ref.Found, four, ""}, {"1/2/4", "", ref.Found, four, ""}, {"1 2 4", "", ref.Found, four, ""},
		{"一(二)4", "", ref.Found, four, ""}, {"一、（二）4.", "", ref.Found, four, ""}, {"二.三.4", "", ref.NotFound, "", "二、之下无三"},
		{"(三)", "", ref.Found, three, ""}, {"（三）", "", ref.Found, three, ""}, {"1.3", "", ref.Found, three, ""}, {"bf1d3", "", ref.Found, three, ""},
		{"1.2.2", "", ref.Elided, "", "省略约 1506 字"}, {"(二)", "", ref.Elided, "", "省略"},
		{"8", "", ref.Found, eight, ""}, {"8.", "", ref.Found, eight, ""}, {"⑧", "", ref.Found, eight, ""}, {"８", "", ref.Found, eight, ""}, {":8", "", ref.Found, eight, ""},
		{"1.3.2", "", ref.Found, two, ""}, {"二是", "", ref.Found, two, ""},
		{"qywh", "", ref.Found, rights, ""}, {"quanyi", "", ref.Found, rights, ""}, {"权益", "", ref.Found, rights, ""}, {"權益", "", ref.Found, rights, ""},
		{"1.9", "", ref.NotFound, "", "(一)、(三)"}, {"第3部分", "", ref.NotFound, "", "最近：一、"}, {"9", "", ref.NotFound, "", "最近：8."},
		{"+1", "5.權益維護", ref.Found, "6.計生基層", ""}, {"-1", "5.權益維護", ref.Found, four, ""}, {"$", "5.權益維護", ref.Found, eight, ""},
		{"^^", "5.權益維護", ref.Found, "一、關于2016年", ""}, {"^", "二是扎實推進", ref.Found, three, ""},
		{"见上文（一）", "5.權益維護", ref.Found, "(一)學習貫徹", ""},
		{"40%", "", ref.Found, "", ""}, {"@305", "", ref.Found, "一、關于2016年", ""}, {"@99999", "", ref.NotFound, "", "只有"},
		{"国发〔2016〕5号", "", ref.Search, "", "书库"}, {"gf 2016 5", "", ref.Search, "", "书库"},
		{"f2", "", ref.NotFound, "", "附件2"}, {"", "", ref.NotFound, "", "请输入"}, {"0", "", ref.Found, "在省計生協理事會", ""},
	})
}

func TestAcceptanceLaw(t *testing.T) {
	const art, item = "第十三条", "（二）为订立"
	accept(t, filepath.Join(corpustest.Data(t, "laws"), "行政法", "个人信息保护法(2021-08-20).md"), []jump{
		{"13", "", ref.Found, art, ""}, {"t13", "", ref.Found, art, ""}, {"13t", "", ref.Found, art, ""}, {"第十三条", "", ref.Found, art, ""}, {"第13条", "", ref.Found, art, ""},
		{"13t1k2x", "", ref.Found, item, ""}, {"a13k1x2", "", ref.Found, item, ""}, {"d13t1k2x", "", ref.Found, item, ""},
		{"第13条第1款第2项", "", ref.Found, item, ""}, {"第十三条第一款第（二）项", "", ref.Found, item, ""}, {"13t2x", "", ref.Found, item, ""}, {"第十三条第二项", "", ref.Found, item, ""},
		{"第十三条第二款", "", ref.Found, "依照本法其他有关规定", ""},
		{"z2j3", "", ref.Found, "第三节 国家机关", ""}, {"2z3j", "", ref.Found, "第三节 国家机关", ""}, {"ch2 s3", "", ref.Found, "第三节 国家机关", ""}, {"第二章第三节", "", ref.Found, "第三节 国家机关", ""}, {"2.3", "", ref.Found, "第三节 国家机关", ""},
		{"z2t60", "", ref.Found, "第六十条", "不在第二章，在第六章"}, {"第80条", "", ref.NotFound, "", "最近：第七十四条"}, {"12-1", "", ref.NotFound, "", "最近"},
		{"前款", "依照本法其他有关规定", ref.Found, "符合下列情形", ""}, {"前款", "符合下列情形", ref.NotFound, "", "光标之前"}, {"本条第一款", "依照本法其他有关规定", ref.Found, "符合下列情形", ""}, {"前款第三项", "依照本法其他有关规定", ref.Found, "（三）", ""},
		{"敏感", "", ref.Found, "第二节 敏感", ""}, {"mggrxx", "", ref.Found, "第二节 敏感", ""}, {"zongze", "", ref.Found, "第一章 总", ""},
		{"+1", "第十三条 符合", ref.Found, "第十四条", ""}, {"^", "第十三条 符合", ref.Found, "第一节 一般", ""}, {"z", "", ref.Several, "第一章", "8 处"},
	})
}

func TestAcceptanceTaiwan(t *testing.T) {
	accept(t, filepath.Join(corpustest.Data(t, "gold"), "10-tw-law-weijingfa.txt"), []jump{
		{"54t1x1k", "", ref.Found, "一、散布謠言", "項＝段"}, {"54t1k", "", ref.Found, "一、散布謠言", "項＝段"}, {"第五十四條第一項第一款", "", ref.Found, "一、散布謠言", ""},
		{"64t2x", "", ref.Found, "前項第三款", ""}, {"第64條", "", ref.Found, "第六十四條", ""},
		{"前項第五款", "前項第三款代為", ref.Found, "五、唱演淫詞", ""}, {"第999條", "", ref.NotFound, "", "最近"},
	})
}

func TestAcceptanceStandard(t *testing.T) {
	accept(t, filepath.Join(corpustest.Data(t, "gold"), "15-standard-body-injury-1.1.1.txt"), []jump{
		{"5.1.1", "", ref.Found, "5.1.1 重伤一级", ""}, {"5.10.1", "", ref.Found, "5.10.1 重伤一级", ""}, {"５．１０．１", "", ref.Found, "5.10.1 重伤一级", ""},
		{"5.1.1.a", "", ref.Found, "a)植物生存状态", ""}, {"5.1.1 b)", "", ref.Found, "b)四肢瘫", ""}, {"5.99", "", ref.NotFound, "", "最近"}, {"4.9", "", ref.NotFound, "", ""}, {"2.3.4", "", ref.NotFound, "", ""},
	})
}
