package main

import "gangmu/tui"

// A manualSection is a part of the manual that no verb owns; the README prints the same.
type manualSection struct {
	title string
	text  string
	rows  [][2]string
}

func (a *app) manualSections() []manualSection {
	t := a.t
	return []manualSection{
		{title: t("检索语言", "QUERY LANGUAGE"), text: t("字词按折叠后的连续字符匹配：繁简、全半角、大小写、汉字之间的空白不计。", "A term matches as an exact run of characters after folding: script, width, case and blanks between Chinese characters do not count."), rows: [][2]string{
			{"计划生育 帮扶", t("同时含有两个词的节", "sections that hold both terms")},
			{`"扎实 推进"`, t("词里有空格", "a blank inside the term")},
			{"A OR B  -C  ( )", t("或、非、括号", "or, not, parentheses")},
			{"title: heading: in: year:2016..2018 number: kind:", t("按标题、节标题、路径、年份、文号、节的种类", "by title, heading, part of the path, year, document number, kind of section")},
			{"jsx  jishengxie", t("拼音或首字母：先找原文，再找标题", "pinyin or initials: literal text first, then titles and headings")},
			{"=著作", t("不折叠", "no folding")},
			{"/[0-9.]+万元/", t("正则表达式（RE2）", "regular expression (RE2)")},
			{"扶贫~", t("允许差一个字", "one character away")},
		}},
		{title: t("编号", "SECTION NUMBERS"), text: t("show FILE REF、gangmu --at REF 和阅读器里的 g 都认：", "Accepted by show FILE REF, gangmu --at REF and g in the reader:"), rows: [][2]string{
			{"2.3.4  2/3/4  二(三)4", t("从上往下逐层的编号", "numbers from the top")},
			{"第十二条第三款第二项  12t3k2x", t("法律条款项", "article, paragraph, item")},
			{"12-1  第十二条之一", t("增补的条", "inserted articles")},
			{"第二章第三节  z2j3", t("章节", "chapter, subchapter")},
			{"f2  附件2", t("附件", "annex")},
			{"权益  quanyi  qy", t("标题、拼音、首字母", "part of a heading, its pinyin or initials")},
		}},
		{title: "JSON", text: t("一切位置都是解码后原文（show --raw）里的字符序号，从 0 数起。未知的字段不出现。",
			"Every position is a rune offset in the decoded source text (show --raw), from 0. What is unknown is left out."), rows: a.jsonFields()},
		{title: t("配置文件", "CONFIGURATION"), text: t("$XDG_CONFIG_HOME/gangmu/config.toml，通常是 ~/.config/gangmu/config.toml：", "$XDG_CONFIG_HOME/gangmu/config.toml, usually ~/.config/gangmu/config.toml:"), rows: settingRows(t("zh", "en"))},
		{title: t("环境变量", "ENVIRONMENT"), rows: [][2]string{
			{"GANGMU_LIBRARY", t("文库文件夹", "the library's folder")},
			{"LC_ALL, LC_MESSAGES, LANG", t("界面语言", "the language")},
			{"NO_COLOR", t("不着色", "no colour")},
		}},
		{title: t("退出码", "EXIT STATUS"), rows: [][2]string{
			{"0", t("完成，找到", "done, found")},
			{"1", t("没有找到，或 check、doctor 报告了问题", "nothing found, or check or doctor reported findings")},
			{"2", t("出错：标准错误说明哪个文件、什么原因、怎么办", "trouble: standard error says which file, why, and what to do")},
		}},
	}
}

// settingRows are the settings of the reader.
func settingRows(language string) [][2]string {
	var rows [][2]string
	for _, s := range tui.Settings(language) {
		rows = append(rows, [2]string{s.Name + " = " + s.Values, s.Does})
	}
	return rows
}

// jsonFields are the fields of every JSON output; the README prints the same table.
func (a *app) jsonFields() [][2]string {
	t := a.t
	return [][2]string{
		{"outline --format json", "path title genre encoding runes sections[]; " + t(
			"每节 id level label number suffix form title start body end missing inferred runin item why children[]。missing：原文缺了的编号，why 说原因；inferred：推断的归属；item：列举的项",
			"a section has id level label number suffix form title start body end missing inferred runin item why children[]. missing: a number that the source lacks, why says why; inferred: its parent is missing or its number was damaged; item: an item of a list")},
		{"search --json", t("一行一节：", "one line a section: ") + "path title section{id label title trail} start end matches[[start,end]] snippet score; " + t(
			"id 为 0 的是不属于任何一节的文字", "id 0 is text outside every section")},
		{"check --json", t("一行一条：", "one line a finding: ") + "path rule severity line column start end found expected message benign"},
		{"info --json", "path format encoding genre regime title subtitle issuer number date effective addressee signature note history[{date text}] runes sections ghosts undecodable[[start,end]] repairs{rule:n} elisions[{start end runes}] redactions coverage repeals[]"},
		{"list --json", t("一行一个文档：同 info，另有 ", "one line a document: as info, and ") + "year size modified hash missing error newer repealed_by copy_of same_as"},
		{"trend --json", "by terms[] rows[{key title year documents runes counts[]}]"},
		{"compare --json", "a b pairs[{a b relation similarity a_heading b_heading words[{op a b text}]}]; relation: same changed renamed moved split merged added dropped"},
		{"refs --json", t("一行一处：", "one line a reference: ") + "path section line column start end text title number to_path to also[{to_path to}] missing; --lacking: title citations documents examples[]"},
		{"notes --format json", t("一行一条，即 notes.jsonl 的一行：", "one line a note, as in notes.jsonl: ") + "id time path title number date section trail start end quote shown before after text deleted"},
		{"doctor --json", t("一行一条：", "one line a remark: ") + "well what mend"},
	}
}
