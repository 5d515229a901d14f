package main

import (
	"fmt"
	"slices"
	"strings"
	"unicode"

	"github.com/spf13/cobra"

	"gangmu/corpus"
	"gangmu/corpus/library"
	"gangmu/corpus/outline"
	"gangmu/corpus/text"
)

func (a *app) infoVerb() *cobra.Command {
	var asJSON bool
	cmd := &cobra.Command{
		Use:               "info FILE",
		Short:             a.t("文件概况：编码、格式、文号、日期、修补与缺漏", "what is known of a document: encoding, format, number, date, repairs, gaps"),
		Args:              a.args(1, 1),
		ValidArgsFunction: a.completeFile,
		RunE: func(_ *cobra.Command, args []string) error {
			d, err := a.openOne(args[0])
			if err != nil {
				return err
			}
			info := library.CardOf(d)
			if asJSON {
				info.Path = pathJSON(info.Path)
				return a.printJSON(info, "  ")
			}
			a.printInfo(info, d)
			return nil
		},
	}
	cmd.Flags().BoolVar(&asJSON, "json", false, a.t("输出 JSON", "print JSON"))
	return cmd
}

func (a *app) printInfo(info library.Card, d *corpus.Document) {
	row := func(zh, en string, v any) {
		s := fmt.Sprint(v)
		if s == "" || s == "0" {
			return
		}
		name := a.t(zh, en)
		pad := 14 - cells(name)
		a.printf("%s%s%s\n", name, strings.Repeat(" ", max(1, pad)), s)
	}
	row("文件", "path", pathText(info.Path))
	row("格式", "format", info.Format)
	row("编码", "encoding", info.Encoding)
	row("类别", "genre", a.genre(info.Genre))
	row("标题", "title", info.Title)
	row("副标题", "subtitle", info.Subtitle)
	row("发文机关", "issuer", info.Issuer)
	row("文号", "number", info.Number)
	row("日期", "date", info.Date)
	row("施行日期", "effective", info.Effective)
	row("主送", "addressee", info.Addressee)
	row("署名", "signature", info.Signature)
	for _, h := range info.History {
		row("沿革", "history", strings.TrimSpace(h.Date+" "+h.Text))
	}
	row("字数", "runes", info.Runes)
	row("节数", "sections", info.Sections)
	row("缺号", "ghosts", info.Ghosts)
	row("修补", "repairs", a.repairs(info.Repairs))
	for _, m := range d.Marks {
		row("缺漏", "gap", a.gap(d, m))
	}
	row("隐去", "redactions", info.Redactions)
	if info.Coverage > 0 {
		row("完整度", "coverage", fmt.Sprintf("%.0f%%", 100*info.Coverage))
	}
	if n := len(info.Undecodable); n > 0 {
		row("无法解码", "undecodable", fmt.Sprintf(a.t("%d 处", "%d places"), n))
	}
}

func (a *app) gap(d *corpus.Document, m text.Mark) string {
	at := fmt.Sprintf(a.t("第 %d 字", "at rune %d"), d.Rune(m.Span.Start))
	switch {
	case m.Kind == text.MarkElision && m.Runes > 0:
		return at + fmt.Sprintf(a.t("：原文省略约 %d 字", ": about %d characters left out"), m.Runes)
	case m.Kind == text.MarkElision:
		return at + a.t("：原文省略", ": text left out")
	case m.Kind == text.MarkPaywall && m.Declared > 0:
		return at + fmt.Sprintf(a.t("：未完，全文约 %d 字", ": ends early; the whole has about %d characters"), m.Declared)
	case m.Kind == text.MarkPaywall:
		return at + a.t("：未完", ": ends early")
	}
	return ""
}

// repairNames are the repairs in words.
var repairNames = map[text.Rule][2]string{
	text.Ruby: {"注音", "ruby"}, text.Slip: {"错位", "byte slips"}, text.Spacing: {"字距", "letter spacing"},
	text.Invisible: {"不可见字符", "invisible"}, text.Junk: {"乱码干扰", "junk"}, text.Escape: {"转义", "escapes"},
	text.Punctuation: {"标点", "punctuation"}, text.Wrap: {"硬换行", "hard wraps"}, text.Elision: {"省略", "elisions"},
	text.Boilerplate: {"页面套话", "boilerplate"}, text.Furniture: {"页眉页脚", "page furniture"}, text.Mojibake: {"乱码", "mojibake"},
}

func (a *app) repairs(counts map[text.Rule]int) string {
	var rules []text.Rule
	for r := range counts {
		rules = append(rules, r)
	}
	slices.SortFunc(rules, func(x, y text.Rule) int {
		if counts[x] != counts[y] {
			return counts[y] - counts[x]
		}
		return strings.Compare(string(x), string(y))
	})
	var parts []string
	for _, r := range rules {
		name, ok := repairNames[r]
		if !ok {
			name = [2]string{string(r), string(r)}
		}
		parts = append(parts, fmt.Sprintf("%s %d", a.t(name[0], name[1]), counts[r]))
	}
	return strings.Join(parts, a.t("，", ", "))
}

func (a *app) genre(g outline.Genre) string {
	switch g {
	case outline.Report:
		return a.t("报告、公文", "report")
	case outline.Statute:
		return a.t("法律法规", "statute")
	case outline.Standard:
		return a.t("标准", "standard")
	}
	return a.t("其他", "other")
}

// cells is the width of a column name: Han characters are two cells wide.
func cells(s string) int {
	n := 0
	for _, r := range s {
		n++
		if unicode.Is(unicode.Han, r) {
			n++
		}
	}
	return n
}
