package main

import (
	"github.com/spf13/cobra"

	"gangmu/corpus"
	"gangmu/corpus/check"
)

func (a *app) checkVerb() *cobra.Command {
	var asJSON bool
	cmd := &cobra.Command{
		Use:               "check FILE…",
		Short:             a.t("校对编号：跳号、重号、倒序、目录与正文不符……", "proofread the numbering: gaps, duplicates, order, contents …"),
		Args:              a.args(1, -1),
		ValidArgsFunction: a.completeFile,
		RunE: func(_ *cobra.Command, args []string) error {
			failed := false
			for _, path := range args {
				d, err := a.openOne(path)
				if err != nil {
					a.complain(err)
					failed = true
					continue
				}
				for _, f := range a.findings(d) {
					a.code = exitNothing
					if err := a.printFinding(d, path, f, asJSON); err != nil {
						return err
					}
				}
			}
			if failed {
				return errSilent
			}
			return nil
		},
	}
	cmd.Flags().BoolVar(&asJSON, "json", false, a.t("输出 JSON，一行一条", "print JSON, one object a line"))
	return cmd
}

func (a *app) findings(d *corpus.Document) []check.Finding {
	return check.Check(check.Input{View: d.View, Tree: d.Tree, Marks: d.Marks, Blocks: d.Blocks, Lang: a.words()})
}

type findingJSON struct {
	Path     string         `json:"path"`
	Rule     string         `json:"rule"`
	Severity check.Severity `json:"severity"`
	Line     int            `json:"line"`
	Column   int            `json:"column"`
	Start    int            `json:"start"`
	End      int            `json:"end"`
	Found    string         `json:"found,omitempty"`
	Expected string         `json:"expected,omitempty"`
	Message  string         `json:"message"`
	Benign   string         `json:"benign,omitempty"`
}

func (a *app) printFinding(d *corpus.Document, path string, f check.Finding, asJSON bool) error {
	line, column := d.Position(f.Span.Start)
	if asJSON {
		return a.printJSON(findingJSON{Path: pathJSON(d.Path), Rule: f.Rule, Severity: f.Severity, Line: line, Column: column,
			Start: d.Rune(f.Span.Start), End: d.Rune(f.Span.End), Found: f.Found, Expected: f.Expected,
			Message: f.Message, Benign: f.Benign}, "")
	}
	severity := string(f.Severity)
	if a.color() {
		severity = bold(severity)
	}
	a.printf("%s:%d:%d: %s %s: %s\n", pathText(path), line, column, f.Rule, severity, oneLine(safe(f.Message)))
	return nil
}
