package main

import (
	"fmt"
	"strconv"
	"strings"

	"github.com/spf13/cobra"

	"gangmu/corpus/trend"
	"gangmu/index"
	"gangmu/tui/layout"
)

func (a *app) trendVerb() *cobra.Command {
	var s scope
	var by string
	var asJSON, asCSV bool
	cmd := &cobra.Command{
		Use:   "trend TERM…",
		Short: a.t("提法的消长：各词逐年（或逐个文件）出现多少次", "how often each term occurs, by year or document"),
		Example: `  gangmu trend 改革 创新 民生
  gangmu trend 扶贫 --by document --in ~/reports
  gangmu trend 改革 创新 title:政府工作报告 year:2010..
  gangmu trend 改革 --files reports/*.txt --csv > trend.csv`,
		Long: a.t(`各词逐年（或逐个文件）出现多少次，每万字多少次。title: year: in: number: kind: heading: 限定在哪些文件里数。`,
			`How often each term occurs, by year or document, and how often in ten thousand characters.
title: year: in: number: kind: heading: say in which documents to count.`),
		Args:              a.args(1, -1),
		ValidArgsFunction: cobra.NoFileCompletions,
		RunE: func(_ *cobra.Command, terms []string) error {
			t, failed, err := a.trend(terms, s, by)
			if err != nil {
				return err
			}
			if t.Empty() {
				a.code = exitNothing
			}
			if failed {
				a.code = exitTrouble
			}
			switch {
			case asJSON:
				for i := range t.Rows {
					t.Rows[i].Key = pathJSON(t.Rows[i].Key)
				}
				return a.printJSON(t, "  ")
			case asCSV:
				return t.WriteCSV(a.out)
			}
			a.printTrend(t)
			return nil
		},
	}
	a.oneOfVar(cmd, cmd.Flags().VarP, &by, "by", a.t("按什么汇总", "what makes a row"), "year", "document")
	cmd.Flags().BoolVar(&asJSON, "json", false, a.t("输出 JSON", "print JSON"))
	cmd.Flags().BoolVar(&asCSV, "csv", false, a.t("输出 CSV", "print CSV"))
	s.add(a, cmd)
	return cmd
}

// trend counts the terms in every document of the scope.
func (a *app) trend(words []string, s scope, by string) (trend.Table, bool, error) {
	terms, where := index.SplitScope(words)
	if len(terms) == 0 {
		return trend.Table{}, false, a.fail(a.t("没有要数的词", "there is no term to count"), a.t("用法：", "Usage: ")+"gangmu trend TERM…")
	}
	queries := []string{}
	for _, t := range terms {
		queries = append(queries, index.Literal(t))
	}
	if where != "" {
		queries = append(queries, where)
	}
	for _, q := range queries {
		if _, err := a.query(q); err != nil { // says where and why
			return trend.Table{}, false, err
		}
	}
	x, in, failed, err := s.open(a)
	if err != nil {
		return trend.Table{}, false, err
	}
	defer x.Close()
	docs, err := index.CountTerms(a.ctx, []*index.Index{x}, terms, where, in)
	if err != nil {
		return trend.Table{}, false, err
	}
	if by == "document" {
		return trend.ByDocument(terms, docs), failed, nil
	}
	return trend.ByYear(terms, docs), failed, nil
}

// barCells is the width of the bars of a table.
const barCells = 10

// printTrend prints a row for each year or document: count, count in ten thousand characters, bar.
// Bars are as long as the term is frequent, so that years of longer reports compare.
func (a *app) printTrend(t trend.Table) {
	m := layout.Measure{Wide: a.flags.width == "2"}
	head := []string{a.t("年份", "year"), a.t("文件", "docs"), a.t("字数", "runes")}
	if t.By == "document" {
		head[0] = a.t("文件", "document")
	}
	for _, term := range t.Terms {
		head = append(head, safe(term), a.t("每万字", "per 10k"), "")
	}
	top := make([]float64, len(t.Terms))
	for _, r := range t.Rows {
		for k := range t.Terms {
			top[k] = max(top[k], r.PerMillion(k))
		}
	}
	rows := [][]string{head}
	for _, r := range t.Rows {
		key := r.Key
		switch {
		case t.By == "document":
			key = strings.TrimSpace(r.Year + " " + shortPath(r.Key))
		case key == trend.Unknown:
			key = a.t("不详", "unknown")
		}
		row := []string{key, strconv.Itoa(r.Documents), strconv.Itoa(r.Runes)}
		for k, n := range r.Counts {
			row = append(row, strconv.Itoa(n), fmt.Sprintf("%.1f", r.PerMillion(k)/100), a.bar(r.PerMillion(k), top[k]))
		}
		rows = append(rows, row)
	}
	if t.By == "document" {
		for i := range rows { // every row is one document
			rows[i] = append(rows[i][:1:1], rows[i][2:]...)
		}
	}
	a.printTable(m, rows, barColumns(rows[0]))
	a.printSparks(t)
}

// barColumns are the columns that are set flush left: the first and the bars.
func barColumns(head []string) map[int]bool {
	left := map[int]bool{0: true}
	for i, h := range head {
		if h == "" {
			left[i] = true
		}
	}
	return left
}

func (a *app) bar(v, top float64) string {
	if v == 0 || top == 0 {
		return ""
	}
	return strings.Repeat("█", max(1, int(barCells*v/top+0.5)))
}

// printSparks prints how each term went, in one line, where the rows are years.
func (a *app) printSparks(t trend.Table) {
	if t.By != "year" {
		return
	}
	var known []trend.Row
	for _, r := range t.Rows {
		if r.Key != trend.Unknown {
			known = append(known, r)
		}
	}
	if len(known) < 2 {
		return
	}
	a.printf("\n")
	for k, term := range t.Terms {
		values := make([]float64, len(known))
		for i, r := range known {
			values[i] = r.PerMillion(k)
		}
		a.printf("%s  %s  %s–%s\n", safe(term), trend.Spark(values), known[0].Key, known[len(known)-1].Key)
	}
}

// printTable prints rows in columns; those not in left are set flush right.
func (a *app) printTable(m layout.Measure, rows [][]string, left map[int]bool) {
	var width []int
	for _, row := range rows {
		for i, s := range row {
			if i == len(width) {
				width = append(width, 0)
			}
			width[i] = max(width[i], m.Width(s))
		}
	}
	for _, row := range rows {
		var sb strings.Builder
		for i, s := range row {
			pad := strings.Repeat(" ", width[i]-m.Width(s))
			if i > 0 {
				sb.WriteString("  ")
			}
			if left[i] {
				sb.WriteString(s + pad)
			} else {
				sb.WriteString(pad + s)
			}
		}
		a.printf("%s\n", strings.TrimRight(sb.String(), " "))
	}
}
