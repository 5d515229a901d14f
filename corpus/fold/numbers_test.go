package fold

import (
	"slices"
	"strings"
	"testing"
)

// TestNumbers lists texts that must be found by each other, each by every other.
func TestNumbers(t *testing.T) {
	for _, group := range []string{
		"2017年 | 二〇一七年 | 二○一七年 | ２０１７年 | 二零一七年",
		"第128条 | 第一百二十八条 | 第１２８条 | 第 128 條",
		"国发〔2016〕5号 | 国发[2016]5号 | 国发（2016）5号 | 國發(2016)5號 | 国发〔2016〕第5号 | 国发【2016】5号",
		"58.1% | ５８．１％ | 百分之五十八点一",
		"3‰ | 千分之三",
		"2017年2月28日 | 二〇一七年二月二十八日 | ２０１７年２月２８日 | 2017-02-28 | 2017-2-28 | 2017.2.28 | 2017.02.28 | 2017/2/28",
		"10月1日 | 十月一日",
		"第3条之1 | 第三条之一 | 第 3-1 條",
		"第十二章 | 第12章 | 第 12 章",
		"第20届 | 第二十届",
		"3680万元 | 三千六百八十万元 | 36800000元 | 3,680万元 | 36,800,000元",
		"3680万 | 三千六百八十万 | 36800000 | 3,680万 | 36,800,000",
		"2000元 | 二千元 | 两千元 | 2,000元",
		"3.5亿元 | 三点五亿元",
		"100012人 | 十万零一十二人",
		"20个 | 二十个",
		"五十万元 | 50万元 | 500000元",
		"1949年10月1日 | 一九四九年十月一日",
	} {
		texts := strings.Split(group, " | ")
		for _, a := range texts {
			for _, b := range texts {
				if !finds(a, b) {
					t.Errorf("%s does not find %s: it has %q", a, b, alternatives(a))
				}
			}
		}
	}
}

func alternatives(s string) []string {
	var texts []string
	for _, a := range Alternatives(s) {
		texts = append(texts, a.Text)
	}
	return texts
}

func finds(a, b string) bool {
	b = String(b)
	return String(a) == b || slices.ContainsFunc(alternatives(a), func(x string) bool { return String(x) == b || strings.TrimSpace(x) == b })
}

func TestNumbersThatStay(t *testing.T) {
	for _, s := range []string{"一带一路", "三农", "十三五", "两会", "三中全会", "一心一意", "九二共识", "百年", "千方百计", "百分之百万", "税收", "G20", "万一", "第一", "", "2016", "2016.13.1", "1.2.3", "100", "八百里", "二", "九三学社", "GB/T 9704"} {
		for _, a := range Alternatives(s) {
			if strings.ContainsAny(s, "一三十九") && !strings.HasPrefix(s, "第") {
				t.Errorf("%s has the alternative %s", s, a.Text)
			}
		}
	}
	for _, c := range []struct{ a, b string }{{"5年", "十五年"}, {"20%", "百分之二十五"}, {"第1条", "第一百条"}} {
		for _, a := range Alternatives(c.a) {
			if i := strings.Index(c.b, a.Text); i >= 0 {
				left, right := []rune(c.b[:i]), []rune(c.b[i+len(a.Text):])
				if !(a.Left && len(left) > 0 && figure(left[len(left)-1])) && !(a.Right && len(right) > 0 && figure(right[0])) {
					t.Errorf("%s finds %s in %s", c.a, a.Text, c.b)
				}
			}
		}
	}
}

func FuzzAlternatives(f *testing.F) {
	for _, s := range []string{"2017年", "第 3-1 条", "百分之五十八点一", "3,680万元", "国发〔2016〕5号", "万", "百分之", "第", "0.", "1年2月3日4年5月6日7万8千"} {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, s string) {
		alts := Alternatives(s)
		if len(alts) > maxAlternatives {
			t.Fatalf("%d alternatives of %q", len(alts), s)
		}
		for _, a := range alts {
			if a.Text == "" || a.Text == String(s) {
				t.Fatalf("%q has the alternative %q", s, a.Text)
			}
		}
	})
}
