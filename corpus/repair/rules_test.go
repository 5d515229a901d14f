package repair

import (
	"fmt"
	"strings"
	"testing"

	"gangmu/corpus/text"
)

// scraped is a page of the kind that the ruby rule wants, with extra in it: form prints one
// insertion.
func scraped(form func(base, py string) string, extra string) string {
	var sb strings.Builder
	for range 6 {
		sb.WriteString("工作" + form("計", "jì") + "劃" + form("會", "huì") + "上，" + form("長", "zhǎng") + "期" + form("發", "fā") + form("動", "dòng") + "群众。")
	}
	return sb.String() + extra
}

const scrapedText = "工作計劃會上，長期發動群众。"

func round(base, py string) string { return base + "(" + py + ")" }

func TestRubyForms(t *testing.T) {
	toneless := strings.NewReplacer("ì", "i", "ǎ", "a", "ā", "a", "ò", "o")
	for name, form := range map[string]func(base, py string) string{
		"round":      round,
		"full width": func(b, p string) string { return b + "（" + p + "）" },
		"toneless":   func(b, p string) string { return b + "(" + toneless.Replace(p) + ")" },
		"doubled":    func(b, p string) string { return b + "(" + p + ")(" + p + ")" },
		"blank":      func(b, p string) string { return b + "(" + p + " )" },
		"digit":      func(b, p string) string { return b + "(" + toneless.Replace(p) + "4 )" },
		"braces":     func(b, p string) string { return b + "{" + p + "}" },
		"announced":  func(b, p string) string { return b + "{pinyin:" + p + "}" },
		"announced2": func(b, p string) string { return b + "(pinyin:" + p + ")" },
		"title":      func(b, p string) string { return b + "《读:" + p + "》" },
		"decomposed": func(b, p string) string {
			return b + "(" + strings.NewReplacer("ì", "i\u0300", "ǎ", "a\u030c", "ā", "a\u0304", "ò", "o\u0300").Replace(p) + ")"
		},
		"breve":        func(b, p string) string { return b + "(" + strings.ReplaceAll(p, "ǎ", "ă") + ")" },
		"phonetic":     func(b, p string) string { return b + "(" + strings.ReplaceAll(p, "g", "ɡ") + ")" },
		"blank behind": func(b, p string) string { return b + "(" + p + ") " },
		"picture":      func(b, p string) string { return b + "(🐌)" },
	} {
		v, _ := fix(scraped(form, ""))
		if want := strings.Repeat(scrapedText, 6); v.Text != want {
			t.Errorf("%s: %q", name, v.Text[:min(len(v.Text), 120)])
		}
	}
	other := func(b, p string) string {
		if b == "計" {
			return "计[繁:計]"
		}
		return round(b, p)
	}
	if v, _ := fix(scraped(other, "")); !strings.HasPrefix(v.Text, "工作计劃會上") {
		t.Errorf("other script: %q", v.Text[:60])
	}
}

func TestRubyGate(t *testing.T) {
	keep := []struct{ name, s string }{
		{"a teacher", strings.Repeat("湖(hú)南省在长江以南。湖水、湖面、湖泊。", 3)},
		{"a vocabulary", "湖(hú)、泊(bó)、江(jiāng)、河(hé)、海(hǎi)、洋(yáng)、溪(xī)、泉(quán)、井(jǐng)、池(chí)、塘(táng)、沟(gōu)、渠(qú)、湾(wān)、港(gǎng)、岛(dǎo)、岸(àn)、滩(tān)、洲(zhōu)、峡(xiá)、川(chuān)。" + strings.Repeat("湖泊江河海洋溪泉井池塘沟渠湾港岛岸滩洲峡川都是水。", 4)},
		{"units and variables", strings.Repeat("长度为五米(m)，元素(D)，中国(CHINA)，变量值(n)和（x）。", 30)},
		{"a primer", strings.Repeat("湖(hú)南(nán)省(shěng)在(zài)长(cháng)江(jiāng)以(yǐ)南(nán)。", 5)},
		{"wrong readings", strings.Repeat("方案(plan)、单位(unit)、面积(area)、名称(name)。", 30)},
	}
	for _, c := range keep {
		if v, _ := fix(c.s); v.Text != c.s {
			t.Errorf("%s: changed to %q", c.name, v.Text)
		}
	}
	// On a scraped page too, a reading that stands once by a character of many occurrences is the author's.
	v, _ := fix(scraped(round, "湖(hú)南、湖北、湖州、湖面。中国(CHINA)，面积五米(m)。"))
	if !strings.HasSuffix(v.Text, "湖(hú)南、湖北、湖州、湖面。中国(CHINA)，面积五米(m)。") {
		t.Errorf("the author's own bracket is gone: %q", v.Text)
	}
}

func TestSlip(t *testing.T) {
	for _, c := range []struct{ raw, want string }{
		{"阿拉伯?dāng)?shù)字", "阿拉伯數字"},
		{"物業(yè)管理?xiàng)l例規(guī)定", "物業管理條例規定"},
		{"當(dāng)?shù)氐闹卮笫录", "當地⟦?⟧"},
		{"與當(dāng)?shù)卣、老板", "與當地⟦?⟧、老板"},
		{"的編號?！安糠帧钡木幪枒?yīng)當", "的編號⟦?⟧“部分”的編號應當"},
		{"你知道嗎?da)字", "你知道嗎⟦?⟧字"},
	} {
		v, marks := fix(scraped(round, c.raw))
		got := strings.TrimPrefix(v.Text, strings.Repeat(scrapedText, 6))
		if !strings.HasPrefix(got, c.want) {
			t.Errorf("%s: %q, want %q", c.raw, got, c.want)
		}
		damaged := false
		for _, m := range marks {
			damaged = damaged || m.Kind == text.MarkDamage
		}
		if want := strings.Contains(c.want, Lost); damaged != want {
			t.Errorf("%s: marked as damage: %v", c.raw, damaged)
		}
	}
	// Without insertions on the page nothing is a slip.
	const s = "他问：真的吗?shi)的。"
	if v, _ := fix(s); v.Text != s {
		t.Errorf("%q", v.Text)
	}
}

func TestMissing(t *testing.T) {
	for _, c := range []struct {
		s, want string
		mark    string
	}{
		{"市委書 ……(快文網http://www.example.net省略1506字,正式會員可完整閱讀)…… 4.計劃", "市委書 ……（原文省略约1506字）…… 4.計劃", "1 1506 0/0"},
		{"前文……（此处省略约２３４个字）……后文", "前文……（原文省略约234字）……后文", "1 234 0/0"},
		{"前文...[省略800字，登录后阅读]...后文", "前文……（原文省略约800字）……后文", "1 800 0/0"},
		{"前文……(略去,正式会员可阅读)……后文", "前文……（原文省略）……后文", "1 0 0/0"},
		{"四是 ……(未完,全文共9760字,當前只顯示3916字,請閱讀下面提示信息。收藏在某某的報告) 上", "四是 ……（原文未完：全文9760字，仅见3916字） 上", "2 0 9760/3916"},
		{"四是（未完，请登录后继续阅读）", "四是……（原文未完）", "2 0 0/0"},
		{"可以简化或者省略；（省略著作人之姓名）。", "", ""},
		{"全文共30000字，分五章。（此处省略30字）", "", ""},
		{"（未完待续）", "", ""},
		{"……（会议略去第3项）……", "", ""},
	} {
		v, marks := fix(c.s)
		if c.want == "" {
			c.want = c.s
		}
		got := ""
		for _, m := range marks {
			got += fmt.Sprintf("%d %d %d/%d", m.Kind, m.Runes, m.Declared, m.Shown)
		}
		if v.Text != c.want || got != c.mark {
			t.Errorf("%s: %q, marks %q; want %q, %q", c.s, v.Text, got, c.want, c.mark)
		}
	}
}

func TestRedaction(t *testing.T) {
	for s, want := range map[string]int{
		"贯彻_总书记重要指示，困难家庭等_。": 2, "中华人民***和国": 1, "姓名____，年龄__": 0, "见file_名.txt，表_1": 0, "甲____乙": 0, "附件_a": 0,
	} {
		v, marks := fix(s)
		if v.Text != s || len(marks) != want {
			t.Errorf("%s: %q, %d marks, want %d", s, v.Text, len(marks), want)
		}
	}
}

func TestLines(t *testing.T) {
	body := strings.Repeat("本单位认真履行职责，切实做好各项工作，取得了明显成效。\n", 12)
	for _, c := range []struct{ name, s, want string }{
		{"tail", body + "上一篇：关于某事的通知\n下一篇：关于另一事的通知\n【打印】【关闭】\n", body},
		{"head", "您现在的位置：首页 > 政务公开 > 正文\n字体：[大 中 小]\n标题在此\n" + body, "标题在此\n" + body},
		{"site", "收藏本站| 设为首页| 首页\n某某市管理办法\n下载地址: 点击此处下载\n" + body, "某某市管理办法\n" + body},
		{"wrapped", wrappedLaw, "某某管理条例\n\n　　第一章　总则\n\n　　第一条为了规范某某机构的设置，加强编制管理，提高工作效率，根据有关法律，制定本条例。\n\n　　第二条机构的设置和编制的管理，应当适应国家政治、经济、社会发展的需要，遵循精简、统一、高效的原则。\n\n　　第三条各单位根据职责分工，负责本行政区域内机构设置的具体工作，接受上级机关的指导和监督。\n"},
		{"buttons", "下载\n打印\n收藏\n标题在此\n" + body, "标题在此\n" + body},
		{"one button", "打印\n标题在此\n" + body, ""},
		{"footer", body + "版权所有：某某市人民政府\n京ICP备05012345号\n", body},
		{"source", body + "来源：某某日报\n责任编辑：张三\n", ""},
		{"banner", "某某报告_某某文库_范文下载_工作总结\n" + body, body},
		{"wrapper", "标题:某某报告 |\n" + strings.TrimSpace(body) + " |", "某某报告\n" + strings.TrimSpace(body)},
		{"one line", strings.ReplaceAll(body, "\n", "") + " 上一篇:某某讲话 下一篇:某某总结 相关栏目:计生 电信 |", strings.ReplaceAll(body, "\n", "")},
		{"prose", body + "相关栏目设置由编辑部决定。上一篇文章已经说明。\n收藏在省档案馆的文件，分享到各单位。\n", ""},
		{"no navigation", "【大会主席团】\n位置：北纬30度\n字体：小标宋\n大\n中\n小\n" + body + "版权所有者应当登记\n相关链接：\n附件一 登记表\n法律声明\n（中）\n", "【大会主席团】\n位置：北纬30度\n字体：小标宋\n大\n中\n小\n" + body + "版权所有者应当登记\n附件一 登记表\n法律声明\n（中）\n"},
		{"numbered behind", strings.ReplaceAll(body, "\n", "") + " 上一篇:某某讲话 一、关于工作。二、关于学习。", ""},
		{"spaced", "附　则\n" + body + "第一章　总　则\n第二章 法 律 责 任\n总 则 附 则 同 列\n　　年　月　日\n部　长　　张三\n", "附则\n" + body + "第一章　总则\n第二章 法律责任\n总则附则同列\n　　年　月　日\n部长　　张三\n"},
		{"doubled", "工作已经完成。。下一步，，继续。。。。、、\n", "工作已经完成。下一步，继续。。。。、、\n"},
		{"invisible", "\ufeff\ufeff工\u200b作\u200b\u200b报\u00ad告\u00a02017\u202a年\x00\u2028完\n", "工作报告 2017年\n完\n"},
		{"escape", "第一段。x0dx0a一、第二段x0dx0a1、第三段x0dx0ax0dx0a 完，ox0a，0x0d，附件10x0dx0a表，0x0dx0a\n", "第一段。\n一、第二段\n1、第三段\n\n 完，ox0a，0x0d，附件10\n表，0x0dx0a\n"},
		{"junk", "第一行文字。1 H0 v9 E& h+ E: e\n第二行文字，5 B# M/ ]: ^* s8 `* C5 V\n第三行文字8 d! X2 ^: p, Q7 x\n", "第一行文字。\n第二行文字，\n第三行文字\n"},
		{"junk lines", "问题: q B' [# a8 H3 ]* Z; G4\n]' ]9 q) i' a7 Y\n回答如下?\n9 ]6 H$ [( w- q3 Q. {9 R一、计划是书面的打算。\n", "问题:\n回答如下?\n一、计划是书面的打算。\n"},
		{"options", strings.Repeat("下列说法正确的是 A. B. C. D.\n(a) (b) (c) (d)\n", 4), ""},
		{"formula", strings.Repeat("公式如下：a + b = c * d / e\n", 5), ""},
	} {
		if c.want == "" {
			c.want = c.s
		}
		v, _ := fix(c.s)
		if v.Text != c.want {
			t.Errorf("%s:\n%q\nwant\n%q", c.name, v.Text, c.want)
		}
	}
}

func TestCode(t *testing.T) {
	s := "附　则\n附　则\n"
	v, _ := Repair(Input{Text: s, Format: "markdown", Blocks: []text.Block{{Kind: text.BlockCode, Span: text.Span{Start: 0, End: len("附　则")}}}})
	if v.Text != "附　则\n附则\n" {
		t.Errorf("%q", v.Text)
	}
}

func TestPieces(t *testing.T) {
	// Insertions inside a note stay edits of their own; the note is one repair.
	s := scraped(round, "文 ……(文網(wǎng)省略15字,會(huì)員可讀)…… 文網會(huì)，網(wǎng)站，網(wǎng)頁。")
	v, marks := fix(s)
	sum := Summarize(v, marks)
	if n := sum.Repairs[text.Ruby]; n != strings.Count(s, "(")-1 || sum.Repairs[text.Elision] != 1 {
		t.Errorf("%+v", sum)
	}
}

// wrappedLaw is a law as some sites have it, broken at fifty cells.
const wrappedLaw = `某某管理条例

　　第一章　总　则

　　第一条为了规范某某机构的设置，加强编制管
理，提高工作效率，根据有关法律，制定本条例。

　　第二条机构的设置和编制的管理，应当适应国
家政治、经济、社会发展的需要，遵循精简、统一、
高效的原则。

　　第三条各单位根据职责分工，负责本行政区域
内机构设置的具体工作，接受上级机关的指导和监督
。
`
