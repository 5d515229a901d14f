package extract

import (
	"encoding/base64"
	"strings"
	"testing"

	"gangmu/corpus/text"
)

// level is a list level of numbering.xml.
func level(n int, format, print, more string) string {
	return `<w:lvl w:ilvl="` + string(rune('0'+n)) + `"><w:start w:val="1"/><w:numFmt w:val="` + format + `"/><w:lvlText w:val="` + print + `"/>` + more + `</w:lvl>`
}

var numbering = `<w:numbering ` + wordNS + `>` +
	`<w:abstractNum w:abstractNumId="0">` + level(0, "chineseCountingThousand", "第%1章", `<w:suff w:val="space"/>`) +
	level(1, "chineseCounting", "（%2）", "") + level(2, "decimal", "%3.", "") + level(3, "decimal", "%1.%3.%4", "<w:isLgl/>") + `</w:abstractNum>` +
	`<w:abstractNum w:abstractNumId="1">` + level(0, "ideographDigital", "%1、", "") + level(1, "decimalEnclosedCircle", "%2", `<w:suff w:val="nothing"/>`) + `</w:abstractNum>` +
	`<w:abstractNum w:abstractNumId="2">` + level(0, "bullet", "•", "") + `</w:abstractNum>` +
	`<w:abstractNum w:abstractNumId="3">` + level(0, "chineseLegalSimplified", "%1、", `<w:pStyle w:val="h1"/>`) + level(1, "upperRoman", "%2.", `<w:pStyle w:val="h2"/>`) + `</w:abstractNum>` +
	`<w:num w:numId="1"><w:abstractNumId w:val="0"/></w:num><w:num w:numId="2"><w:abstractNumId w:val="1"/></w:num><w:num w:numId="3"><w:abstractNumId w:val="2"/></w:num>` +
	`<w:num w:numId="4"><w:abstractNumId w:val="1"/><w:lvlOverride w:ilvl="0"><w:startOverride w:val="9"/></w:lvlOverride></w:num>` +
	`<w:num w:numId="5"><w:abstractNumId w:val="3"/></w:num></w:numbering>`

var wordStyles = `<w:styles ` + wordNS + `>` +
	`<w:style w:type="paragraph" w:styleId="h1"><w:name w:val="heading 1"/><w:pPr><w:numPr><w:numId w:val="5"/></w:numPr><w:outlineLvl w:val="0"/></w:pPr></w:style>` +
	`<w:style w:type="paragraph" w:styleId="h2"><w:name w:val="Heading 2"/><w:pPr><w:numPr><w:numId w:val="5"/></w:numPr></w:pPr></w:style>` +
	`<w:style w:type="paragraph" w:styleId="mine"><w:name w:val="我的标题"/><w:basedOn w:val="h2"/></w:style>` +
	`<w:style w:type="paragraph" w:styleId="t1"><w:name w:val="toc 1"/></w:style></w:styles>`

func TestDOCXNumbering(t *testing.T) {
	body := p(numPr(1, 0), "总则") + p(numPr(1, 1), "目的") + p(numPr(1, 1), "") + p(numPr(1, 1), "依据") + p(numPr(1, 2), "甲") + p(numPr(1, 2), "乙") +
		p(numPr(1, 3), "细目") + `<w:p><w:pPr>` + numPr(1, 0) + `<w:sectPr/></w:pPr></w:p>` + p(numPr(1, 0), "分则") + p(numPr(1, 1), "范围") +
		p(numPr(2, 0), "一") + p(numPr(2, 1), "圈") + p(numPr(2, 0), "二") + p(numPr(4, 0), "自九") + p(numPr(4, 0), "自十") +
		p(numPr(3, 0), "点") + p(numPr(9, 0), "没有定义的编号") + p(numPr(0, 0), "没有编号")
	r := mustExtract(t, "x.docx", docxOf(t, body, "numbering.xml", numbering))
	want := "第一章 总则\n（一）目的\n（三）依据\n1. 甲\n2. 乙\n1.2.1 细目\n第二章 分则\n（一）范围\n" +
		"一、一\n①圈\n二、二\n九、自九\n一〇、自十\n点\n没有定义的编号\n没有编号\n"
	if r.Text != want {
		t.Errorf("got\n%swant\n%s", r.Text, want)
	}
	if got := blocks(r); got != "item 1 点\n" {
		t.Errorf("blocks %s", got)
	}
}

func TestDOCXStyles(t *testing.T) {
	style := func(id string) string { return `<w:pStyle w:val="` + id + `"/>` }
	body := p(style("t1"), "壹、背景\t1") + p(style("h1"), "背景") + p(style("mine"), "由来") + p(style("h2"), "现状") + p(style("h1"), "目标") + p(style("mine")+`<w:outlineLvl w:val="9"/>`+numPr(0, 0), "正文")
	r := mustExtract(t, "x.docx", docxOf(t, body, "numbering.xml", numbering, "styles.xml", wordStyles))
	want := "contents 0 壹、背景\t1\nheading 1 壹、背景\nheading 2 I. 由来\nheading 2 II. 现状\nheading 1 贰、目标\n"
	if got := blocks(r); got != want {
		t.Errorf("got\n%swant\n%s", got, want)
	}
	if !strings.HasSuffix(r.Text, "\n正文\n") {
		t.Errorf("%q", r.Text)
	}
}

func TestFormatNumber(t *testing.T) {
	for _, c := range []struct {
		format string
		n      int
		want   string
	}{
		{"decimal", 12, "12"}, {"decimalZero", 5, "05"}, {"decimalZero", 15, "15"}, {"upperRoman", 1994, "MCMXCIV"}, {"lowerRoman", 4, "iv"},
		{"upperLetter", 27, "AA"}, {"lowerLetter", 3, "c"}, {"chineseCounting", 10, "十"}, {"chineseCounting", 12, "十二"}, {"chineseCounting", 20, "二十"},
		{"chineseCountingThousand", 103, "一百零三"}, {"chineseCountingThousand", 1012, "一千零一十二"}, {"chineseCountingThousand", 110, "一百一十"},
		{"chineseLegalSimplified", 10, "壹拾"}, {"ideographDigital", 105, "一〇五"}, {"ideographTraditional", 2, "乙"}, {"ideographZodiac", 12, "亥"},
		{"decimalEnclosedCircle", 20, "⑳"}, {"decimalEnclosedCircle", 21, "21"}, {"decimalFullWidth", 10, "１０"}, {"decimalEnclosedParen", 3, "⑶"}, {"none", 3, ""}, {"unheardOf", 3, "3"},
		{"chineseCounting", 0, "〇"}, {"upperRoman", 0, "0"}, {"upperLetter", -1, "-1"},
	} {
		if got := formatNumber(c.format, c.n); got != c.want {
			t.Errorf("%s %d: %s, want %s", c.format, c.n, got, c.want)
		}
	}
}

func TestDOCXContent(t *testing.T) {
	cell := func(s ...string) string {
		out := "<w:tc>"
		for _, s := range s {
			out += p("", s)
		}
		return out + "</w:tc>"
	}
	long := strings.Repeat("说明文字，", 30)
	body := `<w:p><w:r><w:t>甲</w:t><w:tab/><w:t>乙</w:t><w:br/><w:t>丙</w:t><w:noBreakHyphen/><w:sym w:font="Wingdings" w:char="F0FE"/></w:r></w:p>` +
		`<w:p><w:pPr><w:tabs><w:tab w:val="left"/></w:tabs></w:pPr><w:ins><w:r><w:t>增</w:t></w:r></w:ins><w:del><w:r><w:delText>删</w:delText></w:r></w:del><w:r><w:fldChar/><w:instrText>PAGE</w:instrText><w:t>页</w:t></w:r></w:p>` +
		`<w:p><w:r><w:rPr><w:vanish/></w:rPr><w:t>隐藏</w:t></w:r><w:r><w:t>可见</w:t></w:r></w:p>` +
		`<w:p><w:r><w:ruby><w:rt><w:r><w:t>hàn</w:t></w:r></w:rt><w:rubyBase><w:r><w:t>漢</w:t></w:r></w:rubyBase></w:ruby></w:r><w:r><w:t>字</w:t></w:r></w:p>` +
		`<w:p><w:r><w:t>文</w:t><w:footnoteReference w:id="2"/><w:t>本</w:t></w:r></w:p>` +
		`<w:p><w:r><mc:AlternateContent><mc:Choice><w:txbxContent>` + p("", "框内") + `</w:txbxContent></mc:Choice><mc:Fallback><w:txbxContent>` + p("", "框内") + `</w:txbxContent></mc:Fallback></mc:AlternateContent></w:r><w:r><w:t>框外</w:t></w:r></w:p>` +
		`<w:tbl><w:tr>` + cell("指标") + cell("单", "位") + cell("") + `</w:tr><w:tr>` + cell("") + cell("") + cell("") + `</w:tr>` +
		`<w:tr>` + cell("独占一行") + `</w:tr><w:tr>` + cell("左") + cell(long, long, long) + `</w:tr></w:tbl>`
	footnotes := `<w:footnotes ` + wordNS + `><w:footnote w:id="-1">` + p("", "分隔") + `</w:footnote><w:footnote w:id="2">` + p("", " 注文") + `</w:footnote></w:footnotes>`
	r := mustExtract(t, "x.docx", docxOf(t, body, "footnotes.xml", footnotes))
	want := "甲\t乙\n丙-☑\n增页\n可见\n漢字\n文[1]本\n框外\n框内\n指标 | 单 位 |\n独占一行\n左\n" + strings.Repeat(long+"\n", 3) + "[1] 注文\n"
	if got := shown(r); got != want {
		t.Errorf("shown\n%swant\n%s", got, want)
	}
	if !strings.Contains(r.Text, "漢(hàn)字") || !strings.Contains(r.Text, "隐藏可见") {
		t.Errorf("the source text lacks what is hidden: %q", r.Text)
	}
	rules := map[text.Rule]int{}
	for _, e := range r.Edits {
		rules[e.Rule]++
	}
	if rules[text.Ruby] != 1 || rules[text.Invisible] != 1 || len(r.Edits) != 2 {
		t.Errorf("edits %+v", r.Edits)
	}
}

func TestDOCXAltChunk(t *testing.T) {
	page := `<html><head><meta charset="gb2312"><title>不要</title></head><body><h1>办法</h1><p>第一条 为了=规范</p><ol><li>甲</li><li>乙</li></ol></body></html>`
	mhtml := "MIME-Version: 1.0\r\nContent-Type: multipart/related;\r\n\ttype=\"text/html\"; boundary=\"--b\"\r\n\r\n----b\r\nContent-Type: image/png\r\n\r\nxx\r\n----b\r\nContent-Type: text/html; charset=\"utf-8\"\r\nContent-Transfer-Encoding: "
	for encoding, body := range map[string]string{
		"quoted-printable": strings.ReplaceAll(strings.ReplaceAll(page, "=", "=3D"), "第一条", "=E7=AC=AC=E4=B8=80=\r\n=E6=9D=A1"),
		"base64":           base64.StdEncoding.EncodeToString([]byte(page)),
	} {
		r := mustExtract(t, "x.docx", docxOf(t, `<w:p><w:r><w:t>前言</w:t></w:r></w:p><w:altChunk r:id="r4"/>`, "chunk.mht", mhtml+encoding+"\r\n\r\n"+body+"\r\n----b--\r\n"))
		if want := "前言\n办法\n第一条 为了=规范\n1. 甲\n2. 乙\n"; r.Text != want {
			t.Errorf("%s: %q, want %q", encoding, r.Text, want)
		}
	}
}

func TestDOCXDamaged(t *testing.T) {
	data := zipOf(t, "word/document.xml", `<w:document><w:body>`+p("", "前面的文字")+`<w:p><w:r><w:t>断在这`)
	r := mustExtract(t, "x.docx", data)
	if !strings.HasPrefix(r.Text, "前面的文字\n") || len(r.Marks) != 1 || r.Marks[0].Kind != text.MarkDamage {
		t.Errorf("%q, marks %v", r.Text, r.Marks)
	}
}

func FuzzDOCX(f *testing.F) {
	f.Add(p(numPr(1, 0), "总则")+`<w:tbl><w:tr><w:tc>`+p("", "格")+`</w:tc></w:tr></w:tbl><w:p><w:r><w:txbxContent>`, numbering, wordStyles)
	f.Add(`<w:altChunk r:id="r4"/><w:ruby><w:rt/><w:rubyBase/></w:ruby><w:footnoteReference w:id="1"/>`, `<w:num/>`, `<w:style/>`)
	f.Fuzz(func(t *testing.T, body, numbers, styles string) {
		r, err := Extract("x.docx", docxOf(t, body, "numbering.xml", numbers, "styles.xml", styles, "footnotes.xml", body, "chunk.mht", body))
		if err == nil {
			check(t, r)
		}
	})
}
