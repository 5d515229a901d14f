package main

import (
	"io"
	"strings"

	"github.com/spf13/cobra"

	"gangmu/corpus"
	"gangmu/corpus/outline"
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
			d, err := a.open(args[0])
			if err != nil {
				return err
			}
			if len(args) == 1 {
				a.showSpan(d, 0, len(d.Source), raw)
				return nil
			}
			s, err := a.resolve(d, args[1])
			if s == nil || err != nil {
				return err
			}
			a.showSpan(d, s.Start, s.End, raw)
			return nil
		},
	}
	cmd.Flags().BoolVar(&raw, "raw", false, a.t("原文：不作任何修补，逐字节如解码所得", "the source text without repairs, byte for byte as decoded"))
	return cmd
}

// showSpan prints a span of the source: as it is, or repaired and ended by a line end.
func (a *app) showSpan(d *corpus.Document, start, end int, raw bool) {
	if raw {
		io.WriteString(a.out, d.Source[start:end])
		return
	}
	s := d.View.Text[d.View.Pos(start):d.View.Pos(end)]
	a.printf("%s", s)
	if !strings.HasSuffix(s, "\n") {
		a.printf("\n")
	}
}

// resolve finds the section that ref names. Where there is none it says so, sets the exit code
// and gives nil.
func (a *app) resolve(d *corpus.Document, ref string) (*outline.Section, error) {
	var found *outline.Section
	d.Tree.Root.Walk(func(s *outline.Section) bool {
		if found == nil && (s.ID == ref || s.Label.Text != "" && s.Label.Text == ref) {
			found = s
		}
		return found == nil
	})
	if found == nil {
		a.code = exitNothing
		a.note("gangmu: %s: %s", d.Path, a.t("没有这一节：", "no such section: ")+ref)
	}
	return found, nil
}
