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
				d, err := a.open(path)
				if err != nil {
					a.complain(err)
					failed = true
					continue
				}
				for _, f := range findings(d) {
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

func findings(d *corpus.Document) []check.Finding {
	return check.Check(check.Input{View: d.View, Tree: d.Tree, Marks: d.Marks, Blocks: d.Blocks})
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
		return a.printJSON(findingJSON{Path: d.Path, Rule: f.Rule, Severity: f.Severity, Line: line, Column: column,
			Start: d.Rune(f.Span.Start), End: d.Rune(f.Span.End), Found: f.Found, Expected: f.Expected,
			Message: f.Message, Benign: f.Benign}, "")
	}
	severity := string(f.Severity)
	if a.color(a.Out) {
		severity = bold(severity)
	}
	a.printf("%s:%d:%d: %s %s: %s\n", path, line, column, f.Rule, severity, oneLine(safe(a.findingText(f))))
	return nil
}

// ruleNames are the rules in English; package check speaks Chinese.
var ruleNames = map[string]string{
	"N01": "a number is missing", "N02": "the list does not begin at 1", "N03": "the number stands twice",
	"N04": "the number goes back", "N05": "the numbers begin again without a new heading", "N06": "a level is skipped or has no parent",
	"N07": "punctuation of the number against GB/T 15834", "N08": "mixed forms of number on one level", "N09": "a list of one item",
	"N10": "a damaged number", "N11": "the reference leads nowhere", "N12": "the contents do not agree with the headings",
	"N13": "the announced count does not agree with the items", "N14": "the annexes do not agree with their list",
	"N15": "a list inside a list of the same form", "N16": "mixed styles of article numbers",
}

// findingText is a finding in the user's language.
func (a *app) findingText(f check.Finding) string {
	name, ok := ruleNames[f.Rule]
	if a.lang == chinese || !ok {
		return f.Message
	}
	if f.Found != "" {
		name += ": " + f.Found
	}
	if f.Expected != "" {
		name += ", expected " + f.Expected
	}
	return name
}
