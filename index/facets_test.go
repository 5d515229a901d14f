package index

import "testing"

func TestFacets(t *testing.T) {
	x := memoryIndex(t, newDoc(t, "/docs/2016年/a.txt", report), newDoc(t, "/docs/2017年/b.txt", report), newDoc(t, "/docs/2017年/c.txt", report))
	years, _, folders := search(t, x, "帮扶", Options{Limit: -1}).Facets()
	if len(years) != 2 || years[0].Key != "2017" || years[0].Docs != 2 || years[0].Matches != 6 || years[1].Sections != 2 {
		t.Errorf("years %+v", years)
	}
	if len(folders) != 2 || folders[0].Key != "/docs/2017年" || folders[0].Docs != 2 {
		t.Errorf("folders %+v", folders)
	}
}

func TestNumbersAreFound(t *testing.T) {
	x := memoryIndex(t, newDoc(t, "/docs/a.txt", "通知\n根据国发〔2016〕5号文件和本法第一百二十八条，二○一七年增长百分之五十八点一，投入3680万元。第 12 條不变。十五年不变。\n"))
	for _, q := range []string{"国发[2016]5号", "国发（2016）5号", "国发(2016)5号", "第128条", "第一百二十八条", "2017年", "２０１７年", "二零一七年", "58.1%", "三千六百八十万元", "第十二条", "第12条"} {
		if res := search(t, x, q, Options{}); res.Matches != 1 || len(res.Hits) != 1 || len(res.Hits[0].Matches) != 1 {
			t.Errorf("%s: %d matches", q, res.Matches)
		}
	}
	for _, q := range []string{"5年", "2018年", "第1条", "8.1%5"} {
		if res := search(t, x, q, Options{}); res.Matches != 0 {
			t.Errorf("%s: %d matches", q, res.Matches)
		}
	}
}
