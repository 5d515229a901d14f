package extract

import (
	"strings"
	"testing"

	"gangmu/corpus/text"
)

func TestMarkdown(t *testing.T) {
	for _, c := range []struct{ name, source, shown, blocks string }{
		{"headings", "# 条例\n\n## 第一章 总则 ##\n正文\n", "条例\n\n第一章 总则\n正文\n", "heading 1 条例\nheading 2 第一章 总则\n"},
		{"heading without blank", "##第一章\n#话题\n", "第一章\n#话题\n", "heading 2 第一章\n"},
		{"underlined", "第一章　總則\n====\n第一條 (目的)\n---\n　　為…。\n", "第一章　總則\n第一條 (目的)\n　　為…。\n", "heading 1 第一章　總則\nheading 2 第一條 (目的)\n"},
		{"underlined, CRLF", "第一章\r\n====\r\n正文\r\n", "第一章\r\n正文\r\n", "heading 1 第一章\n"},
		{"underlined, blanks behind", "第一章  \n====\n", "第一章\n", "heading 1 第一章\n"},
		{"break, not underline", "正文。\n\n---\n\n下文", "正文。\n\n\n\n下文", ""},
		{"strong", "**第一条**　为了**“重点”**说明*强调*。", "第一条　为了“重点”说明强调。", ""},
		{"strong heading", "### **第一条** 目的\n", "第一条 目的\n", "heading 3 第一条** 目的\n"},
		{"strong and emphasis", "***目  录***\n", "目  录\n", ""},
		{"masked words", "中华人民***和国的***主席", "中华人民***和国的***主席", ""},
		{"form lines", "姓名____ 性别__\n电话_____\n", "姓名____ 性别__\n电话_____\n", ""},
		{"arithmetic", "5*3*2=30，2*3", "5*3*2=30，2*3", ""},
		{"redactions", "等_。部门_、会议_同意", "等_。部门_、会议_同意", ""},
		{"bullets", "- **第一条**　　本办法\n\n  第二款\n  - 子项\n", "第一条　　本办法\n\n第二款\n子项\n", "item 1 第一条**　　本办法\nitem 2 子项\n"},
		{"page number", "- 12 -\n— 3 —\n", "- 12 -\n— 3 —\n", ""},
		{"numbers stay", "1. 加强领导\n（一）健全机构\n", "1. 加强领导\n（一）健全机构\n", ""},
		{"quote", "> （2013年通过）\n> \n> **关于印发的通知**\n", "（2013年通过）\n\n关于印发的通知\n", "quote 1 （2013年通过）\nquote 1 关于印发的通知\n"},
		{"callout", "> [!NOTE] 相关通知\n", "相关通知\n", "quote 1 相关通知\n"},
		{"links", "见[第十條](../a/b.md#第十條-)、[2016](5)号、![图](x.png)、<http://a.cn/b>", "见第十條、[2016](5)号、图、http://a.cn/b", ""},
		{"link with brackets", "[关于[2016]5号](http://a.cn/(1))文", "关于[2016]5号文", ""},
		{"notes", "如下[^1]。\n\n[^1]: 说明", "如下[1]。\n\n[1]: 说明", ""},
		{"comment", "通过\n<!-- INFO\nEND -->\n第一条", "通过\n\n\n第一条", ""},
		{"tags", "甲<br>乙<sup>2</sup>，a<b且c>d", "甲\n乙2，a<b且c>d", ""},
		{"entities", "a&nbsp;b&amp;c&x;&lt;", "a\u00a0b&c&x;<", ""},
		{"escapes", `\*不是\* \# C:\文件`, `*不是* # C:\文件`, ""},
		{"code", "```go\n# x\n**y**\n```\n完 `a*b*`\n", "\n# x\n**y**\n\n完 a*b*\n", "code 0 # x\n**y**\n\n"},
		{"table", "| 指标 | 单位 |\n|:--|--:|\n| 人口 | **万人** |\n完\n", "指标 | 单位\n人口 | 万人\n完\n", "row 0 指标 | 单位\nrow 0 人口 | **万人**\n"},
		{"table without bars", "指标 | 单位\n---|---\n人口 | 万人\n", "指标 | 单位\n人口 | 万人\n", "row 0 指标 | 单位\nrow 0 人口 | 万人\n"},
		{"hard break", "甲  \n乙\n", "甲\n乙\n", ""},
		{"front matter", "---\ntitle: '决定'\ntags:\n  - 党建\n---\n# 决定\n", "title: '决定'\ntags:\n  - 党建\n决定\n", "front 0 title: '决定'\ntags:\n  - 党建\n\nheading 1 决定\n"},
		{"front matter only", "---\na: 1\n---", "a: 1\n", "front 0 a: 1\n\n"},
		{"no front matter", "---\n第一条\n---\n", "\n第一条\n", "heading 2 第一条\n"},
		{"indented paragraph", "# 甲\n\n    第一段不是代码。\n", "甲\n\n第一段不是代码。\n", "heading 1 甲\n"},
	} {
		r := mustExtract(t, "x.md", []byte(c.source))
		if r.Text != c.source {
			t.Errorf("%s: the source text was changed: %q", c.name, r.Text)
		}
		if got := shown(r); got != c.shown {
			t.Errorf("%s: shown %q, want %q", c.name, got, c.shown)
		}
		if got := blocks(r); got != c.blocks {
			t.Errorf("%s: blocks\n%swant\n%s", c.name, got, c.blocks)
		}
	}
}

func TestMarkdownByContent(t *testing.T) {
	for source, want := range map[string]string{
		"# 决定\n\n## 一、总体要求\n正文":   "markdown",
		"第一章\n====\n正文":           "markdown",
		"---\ntitle: 决定\n---\n正文": "markdown",
		"甲 | 乙\n---|---\n1 | 2":   "markdown",
		"一、总体要求\n正文":              "text",
		"# 一个井号\n正文":              "text",
		"----\n说明\n----\n一、正文":    "text",
		"中华人民***和国**主席":           "text",
	} {
		if r := mustExtract(t, "x.txt", []byte(source)); r.Format != want {
			t.Errorf("%q is taken for %s, want %s", source, r.Format, want)
		}
	}
	if r := mustExtract(t, "", []byte("---\ntitle: \"关于…的决定\"\n---\n正文")); r.Title != "关于…的决定" {
		t.Errorf("title %q", r.Title)
	}
}

func FuzzMarkdown(f *testing.F) {
	for _, s := range []string{"# 甲\n\n**乙**[丙](d.md)\n====\n| a | b |\n|--|--|\n", "---\na: 1\n---\n> - `x` <br> &amp; \\* ***", "```\n~~~\n<!--\n", "![](a)\n* * *\n__a__ _b_ [^1]"} {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, s string) {
		r, err := Extract("x.md", []byte(s))
		if err != nil {
			return
		}
		check(t, r)
		for _, e := range r.Edits {
			if e.Rule == text.Markup && strings.ContainsAny(e.Span.In(r.Text), "条章一") && !strings.ContainsAny(e.Span.In(r.Text), "()<>&`~") {
				t.Fatalf("words are hidden: %q", e.Span.In(r.Text))
			}
		}
	})
}
