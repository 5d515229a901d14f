package tui

import (
	"cmp"
	"context"
	"errors"
	"fmt"
	"strconv"
	"strings"

	tea "github.com/charmbracelet/bubbletea"

	"gangmu/corpus/trend"
	"gangmu/index"
)

// trendMsg brings counts by year.
type trendMsg struct {
	table trend.Table
	docs  int
	err   error
}

// countByYear counts terms, as they stand, in everything that a search searches.
func (m *model) countByYear(terms []string) tea.Cmd {
	if len(terms) == 0 {
		return nil
	}
	m.say(saySearching)
	want := m.wantIndex()
	if m.task.trend = nil; m.library.index.reading { // counts of a part would mislead
		m.task.trend = terms
		return want
	}
	xs, done := m.library.index.borrow()
	return m.guard(func() tea.Msg {
		defer done()
		docs, err := countIn(m.ctx, terms, xs)
		return trendMsg{trend.ByYear(terms, docs), len(docs), err}
	})
}

// countIn counts terms in every document of the indexes.
func countIn(ctx context.Context, terms []string, xs []*index.Index) ([]trend.Document, error) {
	var docs []trend.Document
	at := map[string]int{}
	for _, x := range xs {
		if x == nil {
			continue
		}
		for _, d := range x.Docs() {
			if _, twice := at[d.Path]; twice || d.Err != "" {
				continue
			}
			year := ""
			if d.Year != 0 {
				year = strconv.Itoa(d.Year)
			}
			at[d.Path] = len(docs)
			docs = append(docs, trend.Document{Key: d.Path, Title: d.Title, Year: year, Runes: d.Runes, Counts: make([]int, len(terms))})
		}
	}
	for i, term := range terms {
		q, err := index.Parse(literal(term))
		if err != nil {
			return nil, err
		}
		for _, x := range xs {
			if x == nil {
				continue
			}
			res, err := x.Search(ctx, q, index.Options{Limit: -1})
			if err != nil {
				return nil, err
			}
			for _, c := range res.ByDoc() {
				if k, ok := at[c.Doc.Path]; ok {
					docs[k].Counts[i] = c.Matches // of a document in both indexes the same
				}
			}
		}
	}
	return docs, nil
}

// barCells is the length of the longest bar.
const barCells = 24

// showTrend lists the years with a bar for each term, as long as the term is frequent, so that
// years of longer documents compare; ⏎ searches for the term in that year.
func (m *model) showTrend(msg trendMsg) {
	t := msg.table
	switch {
	case errors.Is(msg.err, context.Canceled) || m.prompt.open():
		return
	case msg.err != nil:
		m.note = note{msg.err.Error(), true}
		return
	case t.Empty():
		m.complain(sayNoTrend, strings.Join(t.Terms, " "), msg.docs)
		return
	}
	m.note = note{}
	top, width := 0.0, 0
	for k, term := range t.Terms {
		width = max(width, m.m.Width(term))
		for _, r := range t.Rows {
			top = max(top, r.PerMillion(k))
		}
	}
	block := m.glyph("█", "#")
	if m.m.Width(block) != 1 {
		block = "#"
	}
	l := &list{title: m.shell.say(sayTrendOf, strings.Join(t.Terms, " "))}
	for _, r := range t.Rows {
		for k, term := range t.Terms {
			q, year := literal(term), r.Key
			if year == trend.Unknown {
				year = m.lang.pick("不详", "unknown")
			} else {
				q += " year:" + year
			}
			n := int(barCells*r.PerMillion(k)/cmp.Or(top, 1) + 0.5)
			if r.Counts[k] > 0 {
				n = max(n, 1)
			}
			l.items = append(l.items, item{note: year, dim: r.Counts[k] == 0,
				label:  m.m.Fit(term, width) + " " + strings.TrimSpace(strings.Repeat(block, n)+" "+strconv.Itoa(r.Counts[k])),
				detail: fmt.Sprintf(m.lang.pick("每万字 %.1f，%d 个文件", "%.1f per 10k, %d documents"), r.PerMillion(k)/100, r.Documents),
				do:     func() tea.Cmd { return m.openSearch(q) }})
		}
	}
	m.openList(l)
}
