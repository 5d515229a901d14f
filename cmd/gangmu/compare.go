package main

import (
	"fmt"
	"slices"
	"strings"
	"unicode"

	"github.com/spf13/cobra"

	"gangmu/corpus"
	"gangmu/corpus/compare"
	"gangmu/corpus/fold"
	"gangmu/corpus/outline"
)

func (a *app) compareVerb() *cobra.Command {
	var asJSON, words bool
	var pair string
	cmd := &cobra.Command{
		Use:   "compare A B",
		Short: a.t("比较两个文件：逐节对齐提纲，逐词比较一对", "two documents: outlines aligned, a pair compared word by word"),
		Example: `  gangmu compare 2018.md 2023.md
  gangmu compare 2018.md 2023.md --pair 第十二条
  gangmu compare 2018.md 2023.md --words --color always | less -R`,
		Args:              a.args(2, 2),
		ValidArgsFunction: a.completeFile,
		RunE: func(_ *cobra.Command, args []string) error {
			x, err := a.openOne(args[0])
			if err != nil {
				return err
			}
			y, err := a.openOne(args[1])
			if err != nil {
				return err
			}
			pairs := compare.Documents(x, y)
			if pair != "" {
				to := a.resolve(y, pair)
				if to == nil {
					return nil
				}
				pairs = slices.DeleteFunc(pairs, func(p compare.Pair) bool { return p.B != to[0].Section })
				words = true
			}
			if !slices.ContainsFunc(pairs, func(p compare.Pair) bool { return p.Relation != compare.Same }) {
				a.code = exitDone
			}
			if asJSON {
				return a.printJSON(comparisonOf(x, y, pairs, words), "  ")
			}
			a.printComparison(x, y, pairs, words)
			return nil
		},
	}
	cmd.Flags().BoolVar(&asJSON, "json", false, a.t("输出 JSON", "print JSON"))
	cmd.Flags().BoolVar(&words, "words", false, a.t("修改过的每一对都逐词比较", "show the differing words of every changed pair"))
	cmd.Flags().StringVar(&pair, "pair", "", a.t("只逐词比较 B 中编号所指的一节", "compare only the section of B that a number names, word by word"))
	return cmd
}

type comparisonJSON struct {
	A     string     `json:"a"`
	B     string     `json:"b"`
	Pairs []pairJSON `json:"pairs"`
}

type pairJSON struct {
	A          string           `json:"a,omitempty"`
	B          string           `json:"b,omitempty"`
	Relation   compare.Relation `json:"relation"`
	Similarity float64          `json:"similarity"`
	AHeading   string           `json:"a_heading,omitempty"`
	BHeading   string           `json:"b_heading,omitempty"`
	Words      []changeJSON     `json:"words,omitempty"`
}

// A changeJSON is a stretch of a pair: equal, delete (only in A) or insert (only in B).
type changeJSON struct {
	Op   string `json:"op"`
	A    [2]int `json:"a"`
	B    [2]int `json:"b"`
	Text string `json:"text"`
}

func comparisonOf(x, y *corpus.Document, pairs []compare.Pair, words bool) comparisonJSON {
	out := comparisonJSON{A: pathJSON(x.Path), B: pathJSON(y.Path), Pairs: []pairJSON{}}
	for _, p := range pairs {
		j := pairJSON{Relation: p.Relation, Similarity: p.Similarity}
		if p.A != nil {
			j.A, j.AHeading = p.A.ID, headingOf(p.A)
		}
		if p.B != nil {
			j.B, j.BHeading = p.B.ID, headingOf(p.B)
		}
		if words && worthWords(p) {
			for _, c := range compare.Words(x, y, p) {
				j.Words = append(j.Words, changeJSON{Op: [...]string{"equal", "delete", "insert"}[c.Op],
					A: [2]int{x.Rune(c.A.Start), x.Rune(c.A.End)}, B: [2]int{y.Rune(c.B.Start), y.Rune(c.B.End)}, Text: c.Text})
			}
		}
		out.Pairs = append(out.Pairs, j)
	}
	return out
}

// worthWords reports whether the words of a pair are to be compared: both are there and differ.
func worthWords(p compare.Pair) bool {
	return p.A != nil && p.B != nil && p.Similarity < 1
}

var relationSigns = map[compare.Relation]string{
	compare.Same: " ", compare.Changed: "~", compare.Renamed: "=", compare.Moved: ">",
	compare.Split: "<", compare.Merged: "&", compare.Added: "+", compare.Dropped: "-",
}

func (a *app) relation(r compare.Relation) string {
	zh := map[compare.Relation]string{compare.Same: "相同", compare.Changed: "修改", compare.Renamed: "改号", compare.Moved: "移动",
		compare.Split: "拆分", compare.Merged: "合并", compare.Added: "新增", compare.Dropped: "删去"}
	return a.t(zh[r], fmt.Sprintf("%-7s", r))
}

// printComparison prints a line for each pair that is not the same, and counts.
func (a *app) printComparison(x, y *corpus.Document, pairs []compare.Pair, words bool) {
	a.printf("A  %s\nB  %s\n\n", shortName(x), shortName(y))
	counts := map[compare.Relation]int{}
	color := a.color()
	for _, p := range pairs {
		counts[p.Relation]++
		if p.Relation == compare.Same {
			continue
		}
		left, right := "", ""
		if p.A != nil {
			left = brief(headingOf(p.A), p.A)
		}
		if p.B != nil {
			right = brief(headingOf(p.B), p.B)
		}
		line := left
		switch {
		case p.A == nil:
			line = right
		case p.B != nil && bare(left) != bare(right):
			line = left + " → " + right
		}
		sim := ""
		if p.A != nil && p.B != nil {
			sim = fmt.Sprintf("  %.0f%%", 100*p.Similarity)
		}
		if color {
			line = paintRelation(p.Relation, line)
		}
		a.printf("%s %s  %s%s\n", relationSigns[p.Relation], a.relation(p.Relation), line, sim)
		if words && worthWords(p) {
			a.printf("    %s\n", a.marked(compare.Words(x, y, p), color))
		}
	}
	a.printf("\n")
	for i, r := range []compare.Relation{compare.Same, compare.Changed, compare.Renamed, compare.Moved, compare.Split, compare.Merged, compare.Added, compare.Dropped} {
		if i > 0 {
			a.printf("%s", a.t("，", ", "))
		}
		a.printf(a.t("%[2]s %[1]d", "%[1]d %[2]s"), counts[r], a.t(a.relation(r), string(r)))
	}
	a.printf("\n")
}

// bare is a heading folded and without its blanks: 总　则 is 总则.
func bare(s string) string {
	return strings.Map(func(r rune) rune {
		if unicode.IsSpace(r) {
			return -1
		}
		return r
	}, fold.String(s))
}

// brief is the heading of a section in a list: a title that is a whole sentence is cut.
func brief(heading string, s *outline.Section) string {
	if heading == "" {
		return s.ID
	}
	runes := []rune(heading)
	if len(runes) > 40 {
		return string(runes[:39]) + "…"
	}
	return heading
}

func paintRelation(r compare.Relation, s string) string {
	switch r {
	case compare.Added:
		return "\x1b[32m" + s + "\x1b[0m"
	case compare.Dropped:
		return "\x1b[31m" + s + "\x1b[0m"
	case compare.Changed:
		return "\x1b[33m" + s + "\x1b[0m"
	}
	return s
}

// marked prints the words of a pair: [-deleted-] {+inserted+}, as git does, or coloured.
func (a *app) marked(changes []compare.Change, color bool) string {
	s := ""
	for _, c := range changes {
		switch {
		case c.Op == compare.Equal:
			s += c.Text
		case c.Op == compare.Delete && color:
			s += "\x1b[31;9m" + c.Text + "\x1b[0m"
		case c.Op == compare.Delete:
			s += "[-" + c.Text + "-]"
		case color:
			s += "\x1b[32;4m" + c.Text + "\x1b[0m"
		default:
			s += "{+" + c.Text + "+}"
		}
	}
	return oneLine(s)
}
