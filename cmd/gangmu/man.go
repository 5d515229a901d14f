package main

import (
	"strings"

	"github.com/spf13/cobra"
	"github.com/spf13/pflag"
)

func (a *app) manVerb() *cobra.Command {
	return &cobra.Command{
		Use:   "man",
		Short: a.t("手册页（roff）", "the manual page (roff)"),
		Example: `  gangmu man | man -l -
  gangmu man > /usr/local/share/man/man1/gangmu.1`,
		Args: a.args(0, 0),
		RunE: func(cmd *cobra.Command, _ []string) error {
			m := manual{a: a}
			a.printf("%s", m.page(cmd.Root()))
			return nil
		},
	}
}

// A manual writes one page for all verbs, from the same table as the help.
type manual struct {
	a  *app
	sb strings.Builder
}

// roff makes text safe: backslashes are printed, a dot at the head of a line is no request.
func roff(s string) string {
	s = strings.ReplaceAll(s, `\`, `\e`)
	s = strings.ReplaceAll(s, "-", `\-`)
	lines := strings.Split(s, "\n")
	for i, l := range lines {
		if strings.HasPrefix(l, ".") || strings.HasPrefix(l, "'") {
			lines[i] = `\&` + l
		}
	}
	return strings.Join(lines, "\n")
}

func (m *manual) line(parts ...string) {
	for _, p := range parts {
		m.sb.WriteString(p)
	}
	m.sb.WriteByte('\n')
}

func (m *manual) section(zh, en string) { m.line(".SH ", m.a.t(zh, en)) }

// term writes a term and what it means.
func (m *manual) term(name, meaning string) { m.line(".TP\n\\fB", roff(name), "\\fR\n", roff(meaning)) }

// example writes lines as they are.
func (m *manual) example(s string) { m.line(".PP\n.nf\n", roff(strings.Trim(s, "\n")), "\n.fi") }

func (m *manual) page(root *cobra.Command) string {
	t := m.a.t
	m.line(`.TH GANGMU 1 "" "gangmu `, roff(version()), `" "`, t("用户手册", "User Commands"), `"`)
	m.section("名称", "NAME")
	m.line(`gangmu \- `, roff(root.Short))
	m.section("用法", "SYNOPSIS")
	m.line(".B gangmu\n[", t("选项", "flags"), "] [PATH…]\n.br\n.B gangmu\nVERB …")
	m.section("说明", "DESCRIPTION")
	m.line(roff(root.Long))
	m.section("命令", "VERBS")
	for _, c := range root.Commands() {
		if !c.IsAvailableCommand() {
			continue
		}
		m.line(".SS ", roff(strings.TrimPrefix(c.UseLine(), "gangmu ")))
		m.line(roff(c.Short))
		if c.Long != "" {
			m.line(".PP")
			m.line(roff(c.Long))
		}
		m.options(c.LocalFlags(), root.PersistentFlags())
		if c.Example != "" {
			m.example(c.Example)
		}
	}
	m.section("选项", "OPTIONS")
	m.options(root.LocalFlags(), nil)
	for _, s := range m.a.manualSections() {
		m.line(".SH ", s.title)
		if s.text != "" {
			m.line(roff(s.text))
		}
		for _, row := range s.rows {
			m.term(row[0], row[1])
		}
	}
	return m.sb.String()
}

func (m *manual) options(flags, without *pflag.FlagSet) {
	flags.VisitAll(func(f *pflag.Flag) {
		if f.Hidden || without != nil && without.Lookup(f.Name) != nil {
			return
		}
		name := "--" + f.Name
		if f.Shorthand != "" {
			name = "-" + f.Shorthand + ", " + name
		}
		m.term(name, f.Usage)
	})
}

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
