package tui

import (
	"cmp"
	"context"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"slices"
	"strconv"
	"strings"

	tea "github.com/charmbracelet/bubbletea"

	"gangmu/corpus/trend"
	"gangmu/index"
)

// trendMsg brings counts by year.
type trendMsg struct {
	table trend.Table
	scope string // the fields that say in which documents was counted
	docs  int
	err   error
}

// countByYear counts terms, as they stand, in everything that a search searches, or in the documents
// that fields among the words choose.
func (m *model) countByYear(words []string) tea.Cmd {
	terms, scope := index.SplitScope(words)
	if len(terms) == 0 {
		return nil
	}
	m.say(saySearching)
	want := m.wantIndex()
	if m.task.trend = nil; m.library.index.reading() { // counts of a part would mislead
		m.task.trend = words
		return want
	}
	xs, done := m.library.index.borrow()
	return m.guard(func() tea.Msg {
		defer done()
		docs, err := index.CountTerms(m.ctx, xs, terms, scope, "")
		return trendMsg{trend.ByYear(terms, docs), scope, len(docs), err}
	})
}

// barCells is the length of the longest bar.
const barCells = 24

// showTrend lists for each term the years with a bar, as long as the term is frequent, so that years
// of longer documents compare; ⏎ searches for the term in that year.
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
	top, width, digits := 0.0, 0, 1
	for k, term := range t.Terms {
		width = max(width, m.m.Width(term))
		for _, r := range t.Rows {
			top, digits = max(top, r.PerMillion(k)), max(digits, len(strconv.Itoa(r.Counts[k])))
		}
	}
	block := m.glyph("█", "#")
	if m.m.Width(block) != 1 {
		block = "#"
	}
	l := &list{title: m.shell.say(sayTrendOf, strings.TrimSpace(strings.Join(t.Terms, " ")+" "+msg.scope), m.keyHelp().keysOf(trendShow, 1), m.keyHelp().keysOf(copyText, 1), m.keyHelp().keysOf(copyCite, 1)), table: &t, scope: msg.scope}
	for k, term := range t.Terms {
		for _, r := range t.Rows {
			q, year := index.Literal(term), r.Key
			if year == trend.Unknown {
				year = m.lang.pick("不详", "unknown")
			} else {
				q += " year:" + year
			}
			q = strings.TrimSpace(q + " " + msg.scope)
			n := int(barCells*r.PerMillion(k)/cmp.Or(top, 1) + 0.5)
			if r.Counts[k] > 0 {
				n = max(n, 1)
			}
			l.items = append(l.items, item{note: year, dim: r.Counts[k] == 0,
				label:  strings.TrimSpace(fmt.Sprintf("%s %*d %s", m.m.Fit(term, width), digits, r.Counts[k], strings.Repeat(block, n))),
				detail: fmt.Sprintf(m.lang.pick("每万字 %5.1f，%d 个文件", "%5.1f per 10k, %d documents"), r.PerMillion(k)/100, r.Documents),
				do:     func() tea.Cmd { return m.openSearch(q) }})
		}
	}
	m.openList(l)
}

// runTrend carries out what the list of a trend has keys of its own for: other terms, and the table for
// a spreadsheet.
func (m *model) runTrend(a action) (tea.Cmd, bool) {
	l := m.list
	t := l.table
	switch a {
	case trendShow: // the terms, to be added to
		m.closeList(false)
		m.ask(promptTrend)
		m.prompt.insert(strings.TrimSpace(strings.Join(t.Terms, " ")+" "+l.scope) + " ")
	case unnote: // without the term under the cursor
		term := t.Terms[l.cursor/len(t.Rows)]
		rest := slices.DeleteFunc(slices.Clone(t.Terms), func(s string) bool { return s == term })
		m.closeList(false)
		return m.countByYear(append(rest, strings.Fields(l.scope)...)), true
	case copyText:
		return m.copyOut(func() string { return csvOf(t) }), true
	case copyCite:
		m.closeList(false)
		m.ask(promptExport)
		m.prompt.insert(strings.Join(t.Terms, "-") + ".csv")
		m.task.export = t
	default:
		return nil, false
	}
	return nil, true
}

func csvOf(t *trend.Table) string {
	var sb strings.Builder
	_ = t.WriteCSV(&sb) // a Builder takes everything
	return sb.String()
}

// export writes a table to a file that is not there yet. It begins with a byte order mark, without
// which spreadsheets take Chinese for something else.
func (m *model) export(t *trend.Table, path string) tea.Cmd {
	if path == "" || t == nil {
		return nil
	}
	return m.guard(func() tea.Msg {
		if home, err := os.UserHomeDir(); err == nil && strings.HasPrefix(path, "~/") {
			path = filepath.Join(home, path[2:])
		}
		f, err := os.OpenFile(path, os.O_WRONLY|os.O_CREATE|os.O_EXCL, 0o666)
		if err != nil {
			return exportedMsg{path, err}
		}
		_, err = f.WriteString("\ufeff" + csvOf(t))
		return exportedMsg{path, cmp.Or(err, f.Close())}
	})
}

// exportedMsg says what became of a file that was to be written.
type exportedMsg struct {
	path string
	err  error
}

func (m *model) exported(msg exportedMsg) {
	switch {
	case errors.Is(msg.err, fs.ErrExist):
		m.complain(sayFileThere, msg.path)
	case msg.err != nil:
		m.complain(sayNotWritten, msg.path, msg.err)
	default:
		if abs, err := filepath.Abs(msg.path); err == nil {
			msg.path = abs
		}
		m.say(sayWritten, msg.path)
	}
}
