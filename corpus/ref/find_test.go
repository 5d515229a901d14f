package ref

import (
	"strings"
	"testing"

	"gangmu/corpus/outline"
)

// refsOf prints references: the words, an arrow, and where they lead.
func refsOf(d Doc) []string {
	var out []string
	for _, f := range New(d).All() {
		s := f.Text + " →"
		if f.Title != "" {
			s += " 《" + f.Title + "》"
			for _, p := range f.Paths {
				s += " " + p.String()
			}
		}
		if f.Number != "" {
			s += " " + f.Number
		}
		for _, t := range f.Targets {
			s += " " + t.Label
		}
		if f.Missing != "" {
			s += " ✗" + f.Missing
		}
		out = append(out, s)
	}
	return out
}

func TestFindLaw(t *testing.T) {
	d := sketch(t, outline.Mainland, outline.Statute,
		"某某条例",
		"1>第一条 |根据《中华人民共和国立法法》第七十二条、第七十三条第二款和国发〔2016〕5号文件，制定本条例。《新华字典》说明如下。",
		"1>第二条 |有下列情形之一的：",
		"（一）甲；",
		"（二）乙，但前项除外；",
		"（三）丙。",
		"有前款第一项、第三项情形的，依照本条例第一条处理。",
		"有前两款情形的，由乙办理。",
		"1>第三条 |违反第一条、第二条第一款第（一）、第（三）项的，按照刑法第三百一十三条和民法典第五条处理。",
		"1>第四条 |第一条至第三条的规定，参照第一、二、三条和第九条。第一条战线，以前条件，本条例自公布之日起施行。",
		"1>第五条 |第四条和前条见附件1；该法第三条另有规定，依照本条第一款办理。",
		"1+附件1 表",
		"表")
	want := []string{
		"《中华人民共和国立法法》第七十二条、第七十三条第二款 → 《中华人民共和国立法法》 第72条 第73条第2款",
		"国发〔2016〕5号 → 国发〔2016〕5号",
		"前项 → 第二条第一款第一项",
		"前款第一项、第三项 → 第二条第一款第一项 第二条第一款第三项",
		"本条例第一条 → 第一条",
		"前两款 → 第二条第一款 第二条第二款",
		"第一条、第二条第一款第（一）、第（三）项 → 第一条 第二条第一款第一项 第二条第一款第三项",
		"刑法第三百一十三条 → 《刑法》 第313条",
		"民法典第五条 → 《民法典》 第5条",
		"第一条至第三条 → 第一条 第二条 第三条",
		"第一、二、三条和第九条 → 第一条 第二条 第三条 ✗无第9条",
		"第四条和前条 → 第四条 第四条",
		"附件1 → 附件1",
		"该法第三条 → 《民法典》 第3条",
		"本条第一款 → 第五条第一款",
	}
	diff(t, refsOf(d), want)
}

func TestFindReport(t *testing.T) {
	diff(t, refsOf(report(t)), []string{"上文（一） → （一）", "附件2 → 附件2", "前述第三点 → （三）"})
}

func TestFindAmendment(t *testing.T) {
	d := sketch(t, outline.Mainland, outline.Statute,
		"关于修改《某某条例》的决定",
		"1>一、 |第三条修改为：“有下列情形的，依照第五条处理。”",
		"1>二、 |删去第六条第二款。")
	d.Tree.Meta.Title = "关于修改《某某条例》的决定"
	diff(t, refsOf(d), []string{"《某某条例》 → 《某某条例》", "第三条 → 《某某条例》 第3条", "第五条 → 《某某条例》 第5条", "第六条第二款 → 《某某条例》 第6条第2款"})
}

// TestFindAmendments: in a decision that amends several documents each part speaks of its own.
func TestFindAmendments(t *testing.T) {
	d := sketch(t, outline.Mainland, outline.Report,
		"关于修改《甲条例》等三件条例的决定",
		"1>一、 修改《甲条例》",
		"根据《乙法》的规定，",
		"2>1. |将第九条修改为：“依照第一条处理。”",
		"1>二、 修改《丙条例》",
		"2>1. |删去第三条。")
	d.Tree.Meta.Title = "关于修改《甲条例》等三件条例的决定"
	diff(t, refsOf(d), []string{"《甲条例》 → 《甲条例》", "《甲条例》 → 《甲条例》", "《乙法》 → 《乙法》", "第九条 → 《甲条例》 第9条", "第一条 → 《甲条例》 第1条",
		"《丙条例》 → 《丙条例》", "第三条 → 《丙条例》 第3条"})
	d = sketch(t, outline.Mainland, outline.Report, "某党章程部分条文修正案", "1>一、 |第三条增加一段。")
	d.Tree.Meta.Title = "某党章程部分条文修正案（1987年）"
	diff(t, refsOf(d), []string{"第三条 → 《某党章程》 第3条"})
}

// TestFindShort: 《规定》 is the only document in 《》 that ends so; of two neither is meant.
func TestFindShort(t *testing.T) {
	d := sketch(t, outline.Mainland, outline.Report, "实施细则",
		"1>一、 |根据《经济责任审计规定》、《甲办法》、《乙办法（试行）》，《规定》第二条、《办法》第三条。")
	diff(t, refsOf(d), []string{"《经济责任审计规定》 → 《经济责任审计规定》", "《甲办法》 → 《甲办法》", "《乙办法（试行）》 → 《乙办法（试行）》",
		"《规定》第二条 → 《经济责任审计规定》 第2条", "《办法》第三条 → 《办法》 第3条"})
}

func diff(t *testing.T, got, want []string) {
	t.Helper()
	if g, w := strings.Join(got, "\n"), strings.Join(want, "\n"); g != w {
		t.Errorf("got\n%s\nwant\n%s", g, w)
	}
}

func TestCatalogue(t *testing.T) {
	docs := []Named{{Title: "中华人民共和国刑法（2017年修正）", Date: "2017-11-04"}, {Title: "中华人民共和国刑法", Date: "2023-12-29"},
		{Title: "刑法修正案（九）"}, {Title: "最高人民法院关于民事诉讼证据的若干规定", Number: "法释〔2019〕19号"}}
	c := NewCatalogue(docs)
	for title, want := range map[string]int{"中华人民共和国刑法": 1, "刑法": 1, "民法典": -1, "关于民事诉讼证据的若干规定": 3, "中華人民共和國刑法": 1} {
		got := append(c.Find(Ref{Title: title}), -1)[0]
		if got != want {
			t.Errorf("%s: %d, want %d", title, got, want)
		}
	}
	docs = append(docs, Named{Title: "某市节约用水条例"}, Named{Title: "企业所得税法"}, Named{Title: "甲省防洪条例"}, Named{Title: "乙市防洪条例"},
		Named{Title: "公司法", Regime: outline.Taiwan}, Named{Title: "中华人民共和国公司法", Regime: outline.Mainland}, Named{Title: "海商法", Regime: outline.Taiwan})
	c = NewCatalogue(docs)
	for _, x := range []struct {
		title  string
		regime outline.Regime
		want   int
	}{
		{"节约用水条例", "", 4}, {"所得税法", "", -1}, {"防洪条例", "", -1},
		{"公司法", outline.Taiwan, 8}, {"公司法", outline.Mainland, 9}, {"海商法", outline.Taiwan, 10}, {"海商法", outline.Mainland, -1},
	} {
		if got := append(c.Find(Ref{Title: x.title, Regime: x.regime}), -1)[0]; got != x.want {
			t.Errorf("%s (%s): %d, want %d", x.title, x.regime, got, x.want)
		}
	}
	if got := c.Find(Ref{Number: "法释(2019)19号"}); len(got) != 1 || got[0] != 3 {
		t.Errorf("number: %v", got)
	}
}

// TestFindNames: where the name of another document begins, and what only looks like the end of it.
func TestFindNames(t *testing.T) {
	d := sketch(t, outline.Mainland, outline.Statute,
		"某某条例",
		"1>第一条 |不符合人口与计划生育法第十八条、突发事件应对法第三条和证券投资信托及顾问法第二条的，调任人选应当具备公务员法第十一条的条件。",
		"1>第二条 |有下列情形之一的，构成受贿罪和刑法第三百条的罪：",
		"（一）甲；",
		"（二）乙；",
		"（三）丙。",
		"从事前款规定的活动，或者以前款第一项的方式，依照第二条第（一）（三）项和同条第二款处理，造成本条例第一条情形的也是。",
		"1>第三条 |见《附件1：目录》。",
		"1+附件1 目录",
		"表")
	diff(t, refsOf(d), []string{
		"人口与计划生育法第十八条 → 《人口与计划生育法》 第18条",
		"突发事件应对法第三条 → 《突发事件应对法》 第3条",
		"证券投资信托及顾问法第二条 → 《证券投资信托及顾问法》 第2条",
		"公务员法第十一条 → 《公务员法》 第11条",
		"刑法第三百条 → 《刑法》 第300条",
		"前款 → 第二条第一款",
		"前款第一项 → 第二条第一款第一项",
		"第二条第（一）（三）项和同条第二款 → 第二条第一款第一项 第二条第一款第三项 第二条第二款",
		"本条例第一条 → 第一条",
		"附件1 → 附件1",
	})
}

// TestFindTaiwan: the caption of an article is no paragraph of it, nor are the reasons that a
// collection puts behind it; they cite another law for a clause only.
func TestFindTaiwan(t *testing.T) {
	d := sketch(t, outline.Taiwan, outline.Statute,
		"某某條例",
		"1>第一條 |(用詞（一）；適用)",
		"甲者，指甲，不受國有財產法第七條第一項規定之限制。",
		"前項之甲，依強制執行法第三條及遺產及贈與稅法第二條辦理。",
		"依幼兒教育及照顧法（以下簡稱幼照法）第二條、科學技術基本法第三條；第一條之參加人，本於行政訴訟法第四條。",
		"理由：參酌公司法第二十條第二項規定，於第二項明定，另依前項及日本刑法第一條，憲法增修條文第五條。",
		"1>第二條 |第一條第二項參考水污染防治法第六十九條。")
	diff(t, refsOf(d), []string{
		"國有財產法第七條第一項 → 《國有財產法》 第7条第1项",
		"前項 → 第一條第一項",
		"強制執行法第三條 → 《強制執行法》 第3条",
		"遺產及贈與稅法第二條 → 《遺產及贈與稅法》 第2条",
		"幼兒教育及照顧法（以下簡稱幼照法）第二條 → 《幼兒教育及照顧法》 第2条",
		"科學技術基本法第三條 → 《科學技術基本法》 第3条",
		"第一條 → 第一條",
		"行政訴訟法第四條 → 《行政訴訟法》 第4条",
		"公司法第二十條第二項 → 《公司法》 第20条第2项",
		"第二項 → 第一條第二項",
		"日本刑法第一條 → 《日本刑法》 第1条",
		"憲法增修條文第五條 → 《憲法增修條文》 第5条",
		"第一條第二項 → 第一條第二項",
		"水污染防治法第六十九條 → 《水污染防治法》 第69条",
	})
}

// TestFindDeep: a list inside a sub-item is a part of it, and a law that puts another into force
// speaks of that one's articles.
func TestFindDeep(t *testing.T) {
	d := sketch(t, outline.Taiwan, outline.Statute,
		"民法總則施行法",
		"1>第一條 |總額指：",
		"一、扣除額：",
		"（一）標準。",
		"（二）列舉：",
		"1.捐贈。",
		"2.保險費。",
		"（三）特別扣除額：",
		"1.薪資。",
		"2.儲蓄。",
		"前項之扣除，依第一條第一項第一款第三目之2及協定第五條、臺美司法互助協定第六條。",
		"1>第二條 |除第九百七十三條外，依現行條文第八條辦理。")
	d.Tree.Meta.Title = "民法總則施行法"
	diff(t, refsOf(d), []string{
		"前項 → 第一條第一項",
		"第一條第一項第一款第三目之2 → 第一條第一項第一款第3目",
		"協定第五條 → 《協定》 第5条",
		"臺美司法互助協定第六條 → 《臺美司法互助協定》 第6条",
		"第九百七十三條 → 《民法總則》 第973条",
	})
}

// A standard cites its clauses by their numbers alone.
func TestFindClauses(t *testing.T) {
	diff(t, refsOf(sketch(t, outline.Mainland, outline.Standard,
		"1>3 指标",
		"2>3.1 |见3.2，并符合 3.2 和 3.3 的要求，按3.2倍计算，不大于3.3。",
		"2>3.2 |据9.9，见3.2。",
		"2>3.3 |按3.1、3.2的规定，精度为3.1。")), []string{"3.2 → 3.2", "3.2 → 3.2", "3.3 → 3.3", "3.1 → 3.1", "3.2 → 3.2"})
}
