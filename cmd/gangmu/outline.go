package main

import (
	"strings"

	"github.com/spf13/cobra"

	"gangmu/corpus"
	"gangmu/corpus/numbering"
	"gangmu/corpus/outline"
)

func (a *app) outlineVerb() *cobra.Command {
	var format string
	var depth int
	cmd := &cobra.Command{
		Use:   "outline FILE",
		Short: a.t("提纲：层次、编号、标题", "the section tree"),
		Example: `  gangmu outline report.txt
  gangmu outline report.txt --depth 2
  gangmu outline report.txt --format json | jq '.sections[].title'`,
		Args:              a.args(1, 1),
		ValidArgsFunction: a.completeFile,
		RunE: func(_ *cobra.Command, args []string) error {
			if depth < 0 {
				return a.fail(a.t("--depth 不能是负数", "--depth cannot be negative"), a.t("0 表示全部层次", "0 means every level"))
			}
			d, err := a.openOne(args[0])
			if err != nil {
				return err
			}
			if len(d.Tree.Root.Children) == 0 {
				a.code = exitNothing
			}
			switch format {
			case "json":
				return jsonOutline(a.out, d, depth)
			case "markdown":
				markdownOutline(a.out, d, depth)
			case "opml":
				return opmlOutline(a.out, d, depth)
			default:
				a.treeOutline(d, depth)
			}
			return nil
		},
	}
	a.oneOfVar(cmd, cmd.Flags().VarP, &format, "format", a.t("格式", "format"), "tree", "json", "markdown", "opml")
	cmd.Flags().IntVar(&depth, "depth", 0, a.t("只要前 N 层（0 = 全部）", "only the first N levels (0 = all)"))
	return cmd
}

// tooDeep reports whether --depth leaves the section out. Headings without a number have no level;
// for them nesting counts.
func tooDeep(s *outline.Section, nesting, depth int) bool {
	level := s.Level
	if level == 0 {
		level = nesting
	}
	return depth > 0 && level > depth
}

// headingOf is a section's heading in one line: label and title.
func headingOf(s *outline.Section) string { return string(appendHeading(nil, s)) }

func appendHeading(b []byte, s *outline.Section) []byte {
	title := s.Title
	if s.Missing && title == "" {
		title = "〔缺〕"
	}
	label := safe(s.Label.Text)
	title = strings.TrimSpace(oneLine(safe(title)))
	b = append(b, label...)
	if label != "" && title != "" && !spaceless(s.Label) {
		b = append(b, "　"...)
	}
	return append(b, title...)
}

// spaceless reports whether a title follows the label without a blank: 一、 （一） 一是, here also 1.
func spaceless(l numbering.Label) bool {
	return !l.Spaced() || strings.HasSuffix(l.Text, ".") || strings.HasSuffix(l.Text, "．")
}

// treeOutline prints the tree: the number by which show and the reader's g find a section, then
// label and title, indented by level. A line is put together where it is written from.
func (a *app) treeOutline(d *corpus.Document, depth int) {
	a.printf("%s\n", shortName(d))
	width := 0
	walk(d.Tree.Root.Children, 1, depth, func(s *outline.Section, _ int) { width = max(width, len(s.ID)) })
	on, off := "", "" // what makes text dim
	if a.color() {
		on, off = dim, plain
	}
	walk(d.Tree.Root.Children, 1, depth, func(s *outline.Section, nesting int) {
		b := append(a.out.AvailableBuffer(), on...)
		b = append(b, s.ID...)
		b = appendBlanks(b, width-len(s.ID))
		b = append(b, off...)
		b = appendBlanks(b, 2*nesting)
		switch {
		case s.Missing:
			b = appendHeading(append(b, on...), s)
			if s.Why != outline.NoReason {
				b = append(append(b, "  — "...), a.why(s.Why)...)
			}
			b = append(b, off...)
		case s.Title == "":
			b = appendHeading(b, s)
			if begins := preview(d, s); begins != "" {
				if !spaceless(s.Label) {
					b = append(b, "　"...)
				}
				b = append(append(append(b, on...), begins...), off...)
			}
		default:
			b = appendHeading(b, s)
		}
		a.out.Write(append(b, '\n'))
	})
}

// preview is the beginning of a section that has no title: an article, an item.
func preview(d *corpus.Document, s *outline.Section) string {
	body := safe(d.Opening(s, previewRunes+1))
	n := 0
	for i := range body {
		if n++; n > previewRunes {
			return body[:i] + "…"
		}
	}
	return body
}

const previewRunes = 30

// walk calls f for every section that depth leaves in, with its nesting from 1.
func walk(sections []*outline.Section, nesting, depth int, f func(*outline.Section, int)) {
	for _, s := range sections {
		if !tooDeep(s, nesting, depth) {
			f(s, nesting)
			walk(s.Children, nesting+1, depth, f)
		}
	}
}

// why puts the reason of a ghost into the user's language.
func (a *app) why(reason outline.Reason) string {
	switch reason {
	case outline.Elided:
		return a.t("原文省略", "left out of the source")
	case outline.NumberMissing:
		return a.t("缺号", "the number is missing")
	case outline.Truncated:
		return a.t("原文未完", "the source ends early")
	}
	return reason.String()
}
