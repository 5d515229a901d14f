package main

import (
	"fmt"
	"io"
	"strings"

	"github.com/spf13/cobra"

	"gangmu/corpus"
	"gangmu/corpus/outline"
	"gangmu/corpus/ref"
	"gangmu/corpus/text"
)

func (a *app) showVerb() *cobra.Command {
	var raw bool
	cmd := &cobra.Command{
		Use:   "show FILE [REF]",
		Short: a.t("正文，或编号所指的一节", "the text, or the section that a number names"),
		Example: `  gangmu show law.md 第十二条
  gangmu show report.txt 1.3
  gangmu show --raw scan.pdf`,
		Args:              a.args(1, 2),
		ValidArgsFunction: a.completeRef,
		RunE: func(_ *cobra.Command, args []string) error {
			d, err := a.openOne(args[0])
			if err != nil {
				return err
			}
			if len(args) == 1 {
				a.showSpan(d, text.Span{End: len(d.Source)}, raw)
				return nil
			}
			for _, t := range a.resolve(d, args[1]) {
				a.showSpan(d, around(d, t), raw)
			}
			return nil
		},
	}
	cmd.Flags().BoolVar(&raw, "raw", false, a.t("原文：不作任何修补，逐字节如解码所得", "the source text without repairs, byte for byte as decoded"))
	return cmd
}

// around is what is shown of a target: the section or unit that it names; of a mere place (40%,
// @3144) the deepest section that holds it, and where no section does the paragraph.
func around(d *corpus.Document, t ref.Target) text.Span {
	if t.Span.Start < t.Span.End {
		return t.Span
	}
	if t.Section != nil && t.Section.Parent != nil {
		return t.Section.Span()
	}
	p := d.Paragraphs(nil).At(d.View.Pos(t.Span.Start))
	return d.View.SrcSpan(p.Text)
}

// showSpan prints a span of the source: as it is, or repaired, a paragraph a line. A page that a
// scraper collapsed to one line gets its paragraphs back.
func (a *app) showSpan(d *corpus.Document, span text.Span, raw bool) {
	if raw {
		io.WriteString(a.out, span.In(d.Source))
		return
	}
	paras := d.Paragraphs(nil)
	in := d.View.PosSpan(span)
	gap := 0
	for p, ok := paras.At(in.Start), true; ok && p.Span.Start < in.End; p, ok = paras.Next(p) {
		start, end := max(p.Span.Start, in.Start), min(p.Text.End, in.End)
		line := strings.Trim(d.View.Text[start:max(start, end)], " \t\r\n")
		a.printf("%s%s\n", strings.Repeat("\n", gap), safe(line))
		gap = p.Gap
	}
}

// resolve finds the places that a number, a heading or its pinyin names. Where there is none, or
// several fit, it says so, sets the exit code and gives nothing.
func (a *app) resolve(d *corpus.Document, name string) []ref.Target {
	answer := ref.New(ref.Doc{View: d.View, Tree: d.Tree, Marks: d.Marks, Lang: a.words()}).Resolve(name, 0)
	if answer.Outcome == ref.Found {
		if answer.Message != "" {
			a.note("gangmu: %s: %s", pathText(d.Path), answer.Message)
		}
		return answer.Targets
	}
	if s := byID(d, name); s != nil && !s.Missing {
		return []ref.Target{{Section: s, Span: s.Span()}}
	}
	a.code = exitNothing
	cause, list := a.t("没有这一节：", "no such section: ")+name, answer.Nearest
	switch answer.Outcome {
	case ref.Several:
		cause, list = fmt.Sprintf(a.t("有几处符合 %s，请写得再具体些", "several sections fit %s; be more specific"), name), answer.Targets
	case ref.Elided:
		cause, list = a.t("原文没有这一节：", "the section is missing from the source: ")+name, nil
	case ref.GoBack:
		cause = a.t("这里没有可以返回的地方", "there is nothing to go back to")
	}
	if answer.Message != "" {
		cause = answer.Message
	}
	a.note("gangmu: %s: %s", pathText(d.Path), cause)
	if answer.Outcome == ref.NotFound && len(list) > 0 {
		a.note("%s", a.t("相近的：", "Nearest:"))
	}
	for _, t := range list {
		a.note("  %s", describe(t))
	}
	if answer.Query != "" {
		a.note("%s gangmu search %s", a.t("在文库里检索：", "To search the library:"), answer.Query)
	}
	return nil
}

// describe is a place in one line: the number by which show finds it, then where it stands.
func describe(t ref.Target) string {
	s := t.Label
	if t.Section != nil {
		s = t.Section.ID + "  " + headingOf(t.Section)
		if t.Section.Parent != nil && t.Section.Parent.ID != "0" {
			s += "  ‹" + headingOf(t.Section.Parent) + "›"
		}
	}
	return s
}

// byID finds a section by the ID that outline prints.
func byID(d *corpus.Document, id string) (found *outline.Section) {
	d.Tree.Root.Walk(func(s *outline.Section) bool {
		if s.ID == id {
			found = s
		}
		return found == nil
	})
	return found
}
