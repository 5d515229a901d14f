package extract

import (
	"archive/zip"
	"bytes"
	"os"
	"strings"
	"testing"

	"golang.org/x/text/encoding/simplifiedchinese"

	"gangmu/corpus/text"
)

// TestDOC reads a file written by an office program: numbered and bulleted lists of several
// levels, headings; the other has notes and a table.
func TestDOC(t *testing.T) {
	for name, want := range map[string][2]string{
		"numbered.doc": {"关于测试的通知\n各单位：\n第一章 总则\n（一）目的\n（二）依据\n1. 甲\n第二章 分则\n（一）范围\n九、自九\n点\n结尾\n", "heading 1 关于测试的通知\nitem 1 点\n"},
		"notes.doc":    {"关于测试的通知\n各单位：\n一、总体要求。为贯彻落实[1]有关精神，现通知如下。\n指标 | 单位\n人口 | 万人\n重点任务\n完[2]。\n[1] 脚注一。\n[2] 脚注二。\n", "heading 1 关于测试的通知\nrow 0 指标 | 单位\nrow 0 人口 | 万人\nheading 2 重点任务\n"},
	} {
		data, err := os.ReadFile("testdata/" + name)
		if err != nil {
			t.Fatal(err)
		}
		r := mustExtract(t, name, data)
		if r.Text != want[0] || blocks(r) != want[1] || r.Format != "doc" {
			t.Errorf("%s: %s\n%s%swant\n%s%s", name, r.Format, r.Text, blocks(r), want[0], want[1])
		}
		if r := mustExtract(t, "x.wps", data); r.Format != "wps" {
			t.Errorf("x.wps is taken for %s", r.Format)
		}
		for n := 0; n < len(data); n += 997 { // cut anywhere: an error or less text, no panic
			if r, err := Extract(name, data[:n]); err == nil {
				check(t, r)
			}
		}
	}
}

const odtNS = `xmlns:office="o" xmlns:text="t" xmlns:table="tb" xmlns:style="s" xmlns:draw="d"`

func odtOf(t testing.TB, styles, body string) []byte {
	return zipOf(t, "mimetype", "application/vnd.oasis.opendocument.text", "content.xml",
		`<office:document-content `+odtNS+`><office:automatic-styles>`+styles+`</office:automatic-styles><office:body><office:text>`+body+`</office:text></office:body></office:document-content>`)
}

func TestODT(t *testing.T) {
	styles := `<text:list-style style:name="L"><text:list-level-style-number text:level="1" style:num-format="一, 二, 三, ..." style:num-suffix="、"/>` +
		`<text:list-level-style-number text:level="2" style:num-format="1" style:num-prefix="（" style:num-suffix="）"/><text:list-level-style-bullet text:level="3"/></text:list-style>`
	body := `<text:tracked-changes><text:changed-region><text:deletion><text:p>删去</text:p></text:deletion></text:changed-region></text:tracked-changes>` +
		`<text:h text:outline-level="2">标  题</text:h><text:p>甲<text:s text:c="2"/>乙<text:tab/>丙<text:line-break/>丁</text:p>` +
		`<text:list text:style-name="L"><text:list-item><text:p>一项</text:p><text:p>续段</text:p><text:list><text:list-item><text:p>子项</text:p><text:list><text:list-item><text:p>点</text:p></text:list-item></text:list></text:list-item></text:list></text:list-item><text:list-item><text:p>二项</text:p></text:list-item></text:list>` +
		`<text:p><text:ruby><text:ruby-base>漢</text:ruby-base><text:ruby-text>hàn</text:ruby-text></text:ruby>字<text:note><text:note-citation>1</text:note-citation><text:note-body><text:p>注文</text:p></text:note-body></text:note>。</text:p>` +
		`<table:table><table:table-row><table:table-cell><text:p>指标</text:p></table:table-cell><table:table-cell table:number-columns-repeated="2"><text:p>数</text:p></table:table-cell></table:table-row></table:table>` +
		`<text:table-of-content><text:table-of-content-source/><text:index-body><text:p>第一章<text:tab/>1</text:p></text:index-body></text:table-of-content>`
	r := mustExtract(t, "x.odt", odtOf(t, styles, body))
	want := "标 题\n甲  乙\t丙\n丁\n一、一项\n续段\n（1）子项\n点\n二、二项\n漢字[1]。\n指标 | 数 |\n第一章\t1\n[1] 注文\n"
	if got := shown(r); got != want {
		t.Errorf("shown\n%swant\n%s", got, want)
	}
	if got, want := blocks(r), "heading 2 标 题\nitem 3 点\nrow 0 指标 | 数 |\ncontents 0 第一章\t1\n"; got != want {
		t.Errorf("blocks\n%swant\n%s", got, want)
	}
}

func TestRTF(t *testing.T) {
	for _, c := range []struct{ name, source, shown, blocks string }{
		{"code page", `{\rtf1\ansi\ansicpg936\deff0{\fonttbl{\f0\fcharset134 \'cb\'ce\'cc\'e5;}}\pard\f0 \'b5\'da\'d2\'bb\'cc\'f5\par abc\par}`, "第一条\nabc\n", ""},
		{"font code page", `{\rtf1\ansi\ansicpg1252{\fonttbl{\f0\fcharset0 T;}{\f1\fcharset134 S;}{\f2\fcharset136 M;}}\f1\'b5\'da\f2\'b2\'c4\f0\'e9\par}`, "第第é\n", ""},
		{"unicode", `{\rtf1\ansi\uc1 \u31532?\u19968?\uc2\u26465\'cc\'f5\uc0\u-10174\u-8263 x\par}`, "第一条𠮹x\n", ""},
		{"destinations", `{\rtf1{\info{\title no}}{\*\generator no;}{\header no\par}{\stylesheet{\s1 heading 1;}}yes{\pict 0102}{\field{\*\fldinst PAGE}{\fldrslt 7}}\par}`, "yes7\n", ""},
		{"signs", `{\rtf1 a\{b\}\\\~\_\emdash\tab\line c\par\pard d\par}`, "a{b}\\\u00a0-—\t\nc\nd\n", ""},
		{"headings", `{\rtf1{\stylesheet{\s1 heading 1;}{\s2\outlinelevel1 x;}}\pard\s1 one\par\pard\s2 two\par\pard\outlinelevel2 three\par\pard four\par}`, "one\ntwo\nthree\nfour\n", "heading 1 one\nheading 2 two\nheading 3 three\n"},
		{"table", `{\rtf1\trowd\cellx1\cellx2\intbl a\cell b\par c\cell\row\pard end\par}`, "a | b c\nend\n", "row 0 a | b c\n"},
		{"list", `{\rtf1\pard{\listtext\tab 1.\tab}one\par}`, "1. one\n", ""},
		{"note", `{\rtf1 a{\footnote\pard b\par c}d\par}`, "a[1]d\n[1] b c\n", ""},
		{"hidden", `{\rtf1 a{\v b}c\par}`, "ac\n", ""},
		{"unbalanced", `{\rtf1 a}}}} b{{{{\par`, "a b\n", ""},
	} {
		r := mustExtract(t, "x.rtf", []byte(c.source))
		if got := shown(r); got != c.shown || r.Format != "rtf" {
			t.Errorf("%s: %s %q, want %q", c.name, r.Format, got, c.shown)
		}
		if got := blocks(r); got != c.blocks {
			t.Errorf("%s: blocks %q, want %q", c.name, got, c.blocks)
		}
	}
}

func TestEPUB(t *testing.T) {
	book := func(spine string, pages ...string) []byte {
		return zipOf(t, append([]string{"mimetype", "application/epub+zip", "META-INF/container.xml", `<container><rootfiles><rootfile full-path="OEBPS/b.opf"/></rootfiles></container>`,
			"OEBPS/b.opf", `<package><metadata><dc:title>书名</dc:title></metadata><manifest><item id="n" href="nav.xhtml" properties="nav"/><item id="b" href="t/%E4%B8%80.xhtml"/><item id="a" href="t/2.xhtml"/></manifest><spine>` + spine + `</spine></package>`,
			"OEBPS/nav.xhtml", "<html><nav>目录</nav></html>"}, pages...)...)
	}
	r := mustExtract(t, "x.epub", book(`<itemref idref="n"/><itemref idref="a"/><itemref idref="b"/>`,
		"OEBPS/t/一.xhtml", `<?xml version="1.0"?><html xmlns="http://www.w3.org/1999/xhtml"><head><title/></head><body><h1>第二章</h1><p>后</p></body></html>`,
		"OEBPS/t/2.xhtml", `<html><head><title/><script src="x"/></head><body><h1><a id="x"/>第一章</h1><p>前<ruby>漢<rt>hàn</rt></ruby></p></body></html>`))
	if got := shown(r); got != "第一章\n前漢\n第二章\n后\n" || r.Title != "书名" || r.Format != "epub" {
		t.Errorf("%s %q %q", r.Format, r.Title, got)
	}
}

func TestOFD(t *testing.T) {
	page := func(body string) string {
		return `<ofd:Page xmlns:ofd="x"><ofd:Content><ofd:Layer>` + body + `</ofd:Layer></ofd:Content></ofd:Page>`
	}
	line := func(x, y, s string) string {
		return `<ofd:TextObject Boundary="` + x + ` ` + y + ` 150 6" Size="5"><ofd:TextCode X="0" Y="5" DeltaX="g 40 5">` + s + `</ofd:TextCode></ofd:TextObject>`
	}
	file := zipOf(t, "OFD.xml", `<ofd:OFD xmlns:ofd="x"><ofd:DocBody><ofd:DocInfo><ofd:Title>通知</ofd:Title></ofd:DocInfo><ofd:DocRoot>Doc_0/Document.xml</ofd:DocRoot></ofd:DocBody></ofd:OFD>`,
		"Doc_0/Document.xml", `<ofd:Document xmlns:ofd="x"><ofd:CommonData><ofd:PageArea><ofd:PhysicalBox>0 0 210 297</ofd:PhysicalBox></ofd:PageArea></ofd:CommonData><ofd:Pages><ofd:Page ID="1" BaseLoc="Pages/P0.xml"/></ofd:Pages></ofd:Document>`,
		"Doc_0/Pages/P0.xml", page(line("30", "60", "各地区、各部门要加强组织领导，健全工作机制，明确任务分工，")+line("30", "70", "确保落实。")+line("40", "30", "关于测试的通知")+line("95", "280", "— 1 —")))
	r := mustExtract(t, "x.ofd", file)
	if got := shown(r); got != "关于测试的通知\n各地区、各部门要加强组织领导，健全工作机制，明确任务分工，确保落实。\n" || r.Format != "ofd" || r.Title != "通知" {
		t.Errorf("%s %q %q", r.Format, r.Title, got)
	}
}

// TestRefused: what cannot be read is named, with what to do.
func TestRefused(t *testing.T) {
	gbkName, err := simplifiedchinese.GBK.NewEncoder().String("通知.xls")
	if err != nil {
		t.Fatal(err)
	}
	var archive bytes.Buffer
	z := zip.NewWriter(&archive)
	if _, err := z.CreateHeader(&zip.FileHeader{Name: gbkName, NonUTF8: true}); err != nil {
		t.Fatal(err)
	}
	z.Close()
	for name, c := range map[string]struct {
		file string
		data []byte
		says string
	}{
		"lock":        {"/a/~$通知.docx", make([]byte, 162), "~$"},
		"archive":     {"x.zip", archive.Bytes(), "通知.xls"},
		"workbook":    {"x.docx", zipOf(t, "[Content_Types].xml", "", "xl/workbook.xml", ""), "Excel"},
		"slides":      {"x", zipOf(t, "ppt/presentation.xml", ""), "PowerPoint"},
		"spreadsheet": {"x", zipOf(t, "mimetype", "application/vnd.oasis.opendocument.spreadsheet"), "OpenDocument"},
		"locked odt":  {"x", zipOf(t, "mimetype", "application/vnd.oasis.opendocument.text", "META-INF/manifest.xml", "<manifest:encryption-data/>"), "加密"},
		"bomb":        {"x.docx", docxOf(t, p("", strings.Repeat("a", 9<<20))), "炸弹"},
		"broken zip":  {"x.docx", []byte("PK\x03\x04rest"), "损坏"},
		"broken ole":  {"x.doc", []byte(oleMagic + "rest"), "损坏"},
		"png":         {"x.txt", []byte("\x89PNG\r\n\x1a\n\x00"), "OCR"},
		"rar":         {"x.doc", []byte("Rar!\x1a\x07\x00"), "解压"},
		"caj":         {"x.caj", []byte("CAJ\x00\x00"), "PDF"},
		"program":     {"x", append([]byte("MZ\x90\x00"), make([]byte, 60)...), "程序"},
		"junk":        {"x.txt", bytes.Repeat([]byte{0, 1, 2, 3, 0xff, 0xfe}, 100), "二进制"},
		"shown doc":   {"x.txt", []byte("ÐÏ\u0011à¡±\u001aá ... bjbj ..."), "Word"},
		"empty page":  {"x.html", []byte("<html><body><script>x</script></body></html>"), "没有文字"},
	} {
		_, err := Extract(c.file, c.data)
		if err == nil || !strings.Contains(err.Error(), c.says) {
			t.Errorf("%s: %v; want an error that says %s", name, err, c.says)
		}
	}
	for name, s := range map[string]string{"BM": "BM25 算法说明\n第一条", "MZ": "MZ 说明：第一条", "ID3": "ID3 标签说明"} {
		if r := mustExtract(t, "x.txt", []byte(s)); r.Format != "text" {
			t.Errorf("a text that begins with %s is taken for %s", name, r.Format)
		}
	}
}

func TestText(t *testing.T) {
	for _, s := range []string{"", "一行", "甲\r\n乙\r\n", "\n\n\n", "序号,标题,full_text\n1,通知,\"第一条\n第二条\"\n"} {
		if r := mustExtract(t, "x.csv", []byte(s)); r.Text != s || len(r.Edits) > 0 || r.Format != "text" {
			t.Errorf("%q became %q %v", s, r.Text, r.Edits)
		}
	}
	r := mustExtract(t, "x.txt", []byte(strings.Repeat("第一条　为了规范行政许可。\n", 20)+"坏\xff字节\n"))
	if len(r.Undecodable) != 1 || len(r.Marks) != 1 || r.Marks[0].Kind != text.MarkUndecodable {
		t.Errorf("undecodable %v, marks %v", r.Undecodable, r.Marks)
	}
}

func FuzzDOC(f *testing.F) {
	for _, name := range []string{"numbered.doc", "notes.doc"} {
		data, err := os.ReadFile("testdata/" + name)
		if err != nil {
			f.Fatal(err)
		}
		f.Add(data)
	}
	f.Fuzz(func(t *testing.T, data []byte) {
		if r, err := readOLE("x.doc", data); err == nil {
			check(t, r)
		}
	})
}

func FuzzODT(f *testing.F) {
	f.Add(`<text:list-style style:name="L"><text:list-level-style-number text:level="1" style:num-format="1"/></text:list-style>`,
		`<text:list text:style-name="L"><text:list-item><text:p>甲<text:note><text:note-body><text:p>注`)
	f.Add(`<style:style style:name="P" style:list-style-name="L"/>`, `<table:table><table:table-row><table:table-cell table:number-columns-repeated="9"><text:p><draw:text-box><text:p>`)
	f.Fuzz(func(t *testing.T, styles, body string) {
		if r, err := Extract("x.odt", odtOf(t, styles, body)); err == nil {
			check(t, r)
		}
	})
}

func FuzzRTF(f *testing.F) {
	f.Add(`{\rtf1\ansi\ansicpg936{\fonttbl{\f0\fcharset134 x;}}\f0\'b5\'da\uc1\u31532?\trowd\intbl a\cell\row{\footnote b}\par}`)
	f.Add(`{\rtf1{\stylesheet{\s1 heading 1;}}{\listtext\tab}\bin5 abcdef\u-10174\u-8263{\v}`)
	f.Fuzz(func(t *testing.T, s string) {
		if r, err := readRTF("x.rtf", []byte(s)); err == nil {
			check(t, r)
		}
	})
}

func FuzzEPUB(f *testing.F) {
	f.Add(`<package><manifest><item id="a" href="a.x"/></manifest><spine><itemref idref="a"/></spine></package>`, `<html><body><p>甲<title/>`)
	f.Fuzz(func(t *testing.T, pkg, page string) {
		r, err := Extract("x.epub", zipOf(t, "mimetype", "application/epub+zip", "META-INF/container.xml", `<rootfile full-path="b.opf"/>`, "b.opf", pkg, "a.x", page))
		if err == nil {
			check(t, r)
		}
	})
}

func FuzzOFD(f *testing.F) {
	f.Add(`<TextObject Boundary="0 0 9 9" Size="5"><TextCode X="0" Y="5" DeltaX="g 9 5 1">甲乙</TextCode></TextObject>`)
	f.Fuzz(func(t *testing.T, page string) {
		r, err := Extract("x.ofd", zipOf(t, "OFD.xml", "<DocRoot>D.xml</DocRoot>", "D.xml", `<PhysicalBox>0 0 210 297</PhysicalBox><Page BaseLoc="P.xml"/>`, "P.xml", page))
		if err == nil {
			check(t, r)
		}
	})
}

// FuzzExtract gives anything at all.
func FuzzExtract(f *testing.F) {
	f.Add("x.docx", docxOf(f, p("", "甲")))
	f.Add("x.odt", odtOf(f, "", "<text:p>甲</text:p>"))
	f.Add("x.mht", []byte("MIME-Version: 1.0\nContent-Type: multipart/related; boundary=b\n\n--b\nContent-Type: text/html\n\n<p>甲\n--b--"))
	f.Add("x.txt", []byte("\xb5\xda\xd2\xbb"))
	f.Fuzz(func(t *testing.T, name string, data []byte) {
		if isPDF(data) {
			t.Skip() // FuzzPDF
		}
		if r, err := Extract(name, data); err == nil {
			check(t, r)
		}
	})
}

// TestManyRuns: one paragraph of very many pieces, as programs write it, must not take time that
// grows with the square of their number.
func TestManyRuns(t *testing.T) {
	const n = 10_000
	want := strings.Repeat("一二三四五", n) + "\n"
	for name, data := range map[string][]byte{
		"x.html": []byte("<html><body><p>" + strings.Repeat("<b>一二三四五</b>", n)),
		"x.docx": docxOf(t, "<w:p>"+strings.Repeat("<w:r><w:t>一二三四五</w:t></w:r>", n)+"</w:p>"),
		"x.odt":  odtOf(t, "", "<text:p>"+strings.Repeat("<text:span>一二三四五</text:span>", n)+"</text:p>"),
		"x.rtf":  []byte(`{\rtf1\ansicpg936 ` + strings.Repeat(`{\'d2\'bb\'b6\'fe\'c8\'fd\'cb\'c4\'ce\'e5}`, n) + "}"),
	} {
		if r := mustExtract(t, name, data); r.Text != want {
			t.Errorf("%s: %d bytes, want %d", name, len(r.Text), len(want))
		}
	}
	for _, s := range []string{"[", "![", "`", "` ``", "*", "*a", "_a *", "<", "<!--", "\\", "&", "[a](", "(", "|", ">", "# ", "- ", "***a", "[[]("} {
		mustExtract(t, "x.md", []byte(strings.Repeat(s, 8_000)))
	}
	r := mustExtract(t, "x.md", []byte("# 甲\n"+strings.Repeat("**一**[二](三.md)_四_`五`", n)))
	if got := shown(r); got != "甲\n"+strings.Repeat("一二_四_五", n) && got != "甲\n"+strings.Repeat("一二四五", n) {
		t.Errorf("Markdown: %.60q", got)
	}
}
