package extract

import (
	"strings"
	"testing"

	"golang.org/x/text/encoding/simplifiedchinese"
	"golang.org/x/text/encoding/unicode"

	"gangmu/corpus/text"
)

func TestHTML(t *testing.T) {
	for _, c := range []struct{ name, source, shown, blocks string }{
		{"paragraphs", "<html><body><p>第一段\n续行</p><p>第二段&nbsp;&emsp;完<br>换行</p>", "第一段续行\n第二段\u00a0\u2003完\n换行\n", ""},
		{"blanks", "<html><body><p>  a \n b <b> c</b>中 文</p>", "a b c中 文\n", ""},
		{"headings", "<html><h1>条例</h1><h2>第一章<br>总则</h2><p>正文", "条例\n第一章 总则\n正文\n", "heading 1 条例\nheading 2 第一章 总则\n"},
		{"hidden", "<html><body><script>x</script><style>y</style><p style='display: none'>z</p><p>正文</p><!-- c -->", "正文\n", ""},
		{"table", "<html><table><tr><th>指标<th>数<tr><td><p>人口</p><p>（万）</p><td>12</table>", "指标 | 数\n人口 （万） | 12\n", "row 0 指标 | 数\nrow 0 人口 （万） | 12\n"},
		{"layout table", "<html><table><tr><td><h1>题目</h1><table><tr><td>甲<td>乙</table></table>", "题目\n甲 | 乙\n", "heading 1 题目\nrow 0 甲 | 乙\n"},
		{"ruby", "<html><body><p><ruby>漢<rp>(</rp><rt>hàn</rt><rp>)</rp></ruby>字", "漢字\n", ""},
		{"lists", "<html><ol start=3><li>三<li value=7>七<ul><li>点</ul></ol><ol style='list-style-type:cjk-ideographic'><li>甲</ol>", "3. 三\n7. 七\n点\n一、甲\n", "item 2 点\n"},
		{"preformatted", "<html><pre>甲\n  乙\n</pre>", "甲\n  乙\n", ""},
		{"quote", "<html><blockquote><p>引文</blockquote>", "引文\n", "quote 1 引文\n"},
	} {
		r := mustExtract(t, "x", []byte(c.source))
		if r.Format != "html" {
			t.Errorf("%s: format %s", c.name, r.Format)
		}
		if got := shown(r); got != c.shown {
			t.Errorf("%s: shown %q, want %q", c.name, got, c.shown)
		}
		if got := blocks(r); got != c.blocks {
			t.Errorf("%s: blocks\n%swant\n%s", c.name, got, c.blocks)
		}
	}
}

// prose is a body long enough to be told from its frame.
var prose = strings.Repeat("<p>　　各地区、各部门要加强组织领导，健全工作机制，明确任务分工，确保各项措施落实到位。</p>\n", 8)

func TestHTMLFrame(t *testing.T) {
	nav := `<ul class="nav"><li><a href="/1">首页</a><li><a href="/2">要闻</a><li><a href="/3">政策</a><li><a href="/4">服务</a></ul>`
	foot := `<div class="footer"><p>版权所有：某某人民政府　主办单位：办公厅</p><p>京ICP备05070218号</p></div>`
	for name, page := range map[string]string{
		"known name": `<html><head><title>关于落实措施的意见_某某人民政府</title></head><body>` + nav + `<h1>关于落实措施的意见</h1><div>来源：办公厅</div><div id="UCAP-CONTENT">` + prose + `</div>` + foot,
		"article":    `<html><body>` + nav + `<div><h1>关于落实措施的意见</h1></div><article>` + prose + `</article>` + foot,
		"density":    `<html><head><title>关于落实措施的意见 - 某某网</title></head><body><div>` + nav + `</div><div class="w"><div class="tt">关于落实措施的意见</div><div class="c">` + prose + `</div></div>` + foot,
	} {
		r := mustExtract(t, "x", []byte(page))
		got := shown(r)
		if !strings.HasPrefix(got, "关于落实措施的意见\n　　各地区") || strings.Contains(got, "版权") || strings.Contains(got, "首页") || strings.Count(got, "落实到位。") != 8 {
			t.Errorf("%s: shown %q", name, got)
		}
		if r.Title != "关于落实措施的意见" {
			t.Errorf("%s: title %q", name, r.Title)
		}
		// What is moved aside stays in the source text.
		for _, s := range []string{"首页", "版权所有", "ICP备"} {
			if !strings.Contains(r.Text, s) {
				t.Errorf("%s: %s is lost from the source text", name, s)
			}
		}
		if len(r.Marks) == 0 || r.Marks[0].Kind != text.MarkBoilerplate {
			t.Errorf("%s: marks %v", name, r.Marks)
		}
	}
}

// TestHTMLWhole: a page without a frame keeps every line, short ones and links too.
func TestHTMLWhole(t *testing.T) {
	page := `<html><body><h2>某某法</h2><p><a href="1.html">1990年制定</a></p>` + prose + `<p>附则</p><p>第九条　本法自公布之日起施行。</p></body>`
	r := mustExtract(t, "x", []byte(page))
	if got := shown(r); got != r.Text || !strings.Contains(got, "1990年制定\n") || !strings.HasSuffix(got, "附则\n第九条　本法自公布之日起施行。\n") {
		t.Errorf("shown %q", got)
	}
}

func TestHTMLEncodings(t *testing.T) {
	page := `<html><head><meta http-equiv="Content-Type" content="text/html; charset=CHARSET"></head><body>` + prose
	for name, c := range map[string]struct {
		charset, encoding string
		data              func(string) (string, error)
	}{
		"GBK":              {"gb2312", "GB18030", simplifiedchinese.GBK.NewEncoder().String},
		"GBK, declared ?":  {"utf-8", "GB18030", simplifiedchinese.GBK.NewEncoder().String},
		"UTF-8 as GBK":     {"gbk", "UTF-8", func(s string) (string, error) { return s, nil }},
		"UTF-16 with mark": {"utf-16", "UTF-16LE", unicode.UTF16(unicode.LittleEndian, unicode.UseBOM).NewEncoder().String},
	} {
		data, err := c.data(strings.ReplaceAll(page, "CHARSET", c.charset))
		if err != nil {
			t.Fatal(err)
		}
		r := mustExtract(t, "x", []byte(data))
		if r.Encoding != c.encoding || r.Format != "html" || strings.Count(r.Text, "落实到位") != 8 {
			t.Errorf("%s: %s %s %.60q", name, r.Format, r.Encoding, r.Text)
		}
	}
}

func TestMHTML(t *testing.T) {
	file := "From: <Saved by a browser>\r\nSubject: x\r\nMIME-Version: 1.0\r\nContent-Type: multipart/related; boundary=\"b\"\r\n\r\n--b\r\nContent-Type: text/html\r\nContent-Transfer-Encoding: quoted-printable\r\n\r\n<html><body>" +
		strings.ReplaceAll(prose, "各", "=E5=90=84") + "\r\n--b--\r\n"
	r := mustExtract(t, "x.mht", []byte(file))
	if r.Format != "html" || strings.Count(r.Text, "各地区、各部门") != 8 {
		t.Errorf("%s %.80q", r.Format, r.Text)
	}
}

func TestDeepHTML(t *testing.T) {
	data := "<html><body><p>头</p>" + strings.Repeat("<div>", 100000) + "底"
	r, err := Extract("x", []byte(data))
	if err != nil || !strings.HasPrefix(r.Text, "头\n") {
		t.Errorf("%v %.40q", err, r.Text)
	}
}

func FuzzHTML(f *testing.F) {
	f.Add("<html><body><nav><a href=x>a</a></nav><table><tr><td>甲<td><ruby>乙<rt>y</ruby></table><ol><li>三<ul><li>点" + prose)
	f.Add("<html><title>题</title><h1>题目在此</h1><pre>\na</pre><li><br><img alt=字><select><option>")
	f.Fuzz(func(t *testing.T, s string) {
		r, err := readHTML("x", []byte(s))
		if err == nil {
			check(t, r)
		}
		if paras, err := foreignBody([]byte(s)); err == nil {
			var b builder
			for _, p := range paras {
				b.add(p)
			}
			check(t, b.result("docx"))
		}
	})
}
