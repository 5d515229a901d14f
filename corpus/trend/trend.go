// Package trend makes tables of how often terms occur in documents: by year, to see how a wording
// 提法 came and went, or by document. Counts are comparable only relative to the length of what
// they were counted in; a Row has both.
package trend

import (
	"cmp"
	"encoding/csv"
	"io"
	"slices"
	"strconv"
)

// A Document is one document with the number of times that each term occurs in it.
type Document struct {
	Key    string // the document's name in a table by document: its path
	Title  string
	Year   string // "2016"; "" = unknown
	Runes  int    // length
	Counts []int  // of each term, in the order of the table's terms
}

// A Row is a year or a document.
type Row struct {
	Key       string `json:"key"` // the year, "unknown", or the document's path
	Title     string `json:"title,omitempty"`
	Year      string `json:"year,omitempty"` // of a document, in a table by document
	Documents int    `json:"documents"`
	Runes     int    `json:"runes"`
	Counts    []int  `json:"counts"`
}

// PerMillion is how often the k-th term occurs in a million characters.
func (r Row) PerMillion(k int) float64 {
	if r.Runes == 0 {
		return 0
	}
	return float64(r.Counts[k]) * 1e6 / float64(r.Runes)
}

// A Table is what `gangmu trend` prints.
type Table struct {
	By    string   `json:"by"` // year, document
	Terms []string `json:"terms"`
	Rows  []Row    `json:"rows"`
}

// Unknown is the key of documents whose year is not known; it stands last.
const Unknown = "unknown"

// ByYear adds documents up by year, in the order of the years. Documents in which no term occurs
// count: a year without a term is news too.
func ByYear(terms []string, docs []Document) Table {
	rows := map[string]*Row{}
	for _, d := range docs {
		key := d.Year
		if key == "" {
			key = Unknown
		}
		r := rows[key]
		if r == nil {
			r = &Row{Key: key, Counts: make([]int, len(terms))}
			rows[key] = r
		}
		r.Documents++
		r.Runes += d.Runes
		for i, n := range d.Counts {
			r.Counts[i] += n
		}
	}
	t := Table{By: "year", Terms: terms, Rows: []Row{}}
	for _, r := range rows {
		t.Rows = append(t.Rows, *r)
	}
	slices.SortFunc(t.Rows, func(a, b Row) int { return cmp.Compare(a.Key, b.Key) }) // digits before letters
	return t
}

// ByDocument has a row for every document in which a term occurs, by year and path.
func ByDocument(terms []string, docs []Document) Table {
	t := Table{By: "document", Terms: terms, Rows: []Row{}}
	for _, d := range docs {
		if slices.ContainsFunc(d.Counts, func(n int) bool { return n > 0 }) {
			t.Rows = append(t.Rows, Row{Key: d.Key, Title: d.Title, Year: d.Year, Documents: 1, Runes: d.Runes, Counts: d.Counts})
		}
	}
	slices.SortStableFunc(t.Rows, func(a, b Row) int {
		return cmp.Or(cmp.Compare(orLast(a.Year), orLast(b.Year)), cmp.Compare(a.Key, b.Key))
	})
	return t
}

func orLast(year string) string { return cmp.Or(year, Unknown) }

// Empty reports whether no term occurs at all.
func (t Table) Empty() bool {
	return !slices.ContainsFunc(t.Rows, func(r Row) bool {
		return slices.ContainsFunc(r.Counts, func(n int) bool { return n > 0 })
	})
}

// WriteCSV writes the table with a header line: key, documents, runes, then for each term its count
// and its count in a million characters.
func (t Table) WriteCSV(w io.Writer) error {
	out := csv.NewWriter(w)
	head := []string{t.By, "documents", "runes"}
	for _, term := range t.Terms {
		head = append(head, term, term+" /1e6")
	}
	_ = out.Write(head) // Error tells
	for _, r := range t.Rows {
		line := []string{r.Key, strconv.Itoa(r.Documents), strconv.Itoa(r.Runes)}
		for k, n := range r.Counts {
			line = append(line, strconv.Itoa(n), strconv.FormatFloat(r.PerMillion(k), 'f', 1, 64))
		}
		_ = out.Write(line)
	}
	out.Flush()
	return out.Error()
}

// Spark draws values as a line of bars of eight heights, one cell each; zero is a dot, so that it
// is not taken for little.
func Spark(values []float64) string {
	const bars = "▁▂▃▄▅▆▇█"
	top := 0.0
	for _, v := range values {
		top = max(top, v)
	}
	out := make([]rune, len(values))
	for i, v := range values {
		out[i] = '·'
		if v > 0 {
			out[i] = []rune(bars)[min(7, int(8*v/top))]
		}
	}
	return string(out)
}
