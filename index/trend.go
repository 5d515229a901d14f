package index

import (
	"context"
	"slices"
	"strconv"
	"strings"

	"gangmu/corpus/trend"
)

// SplitScope parts the words of a trend: those that are fields of the query language (title:政府工作报告
// year:2010.. in:reports) say in which documents to count, the others are the terms.
func SplitScope(words []string) (terms []string, scope string) {
	var fields []string
	for _, w := range words {
		if name, value, ok := strings.Cut(strings.Replace(w, "：", ":", 1), ":"); ok && value != "" && slices.Contains(fieldNames, name) {
			fields = append(fields, name+":"+value)
		} else {
			terms = append(terms, w)
		}
	}
	return terms, strings.Join(fields, " ")
}

// CountTerms counts how often terms occur in the documents of indexes that scope, a query, chooses, all
// for ""; in narrows to documents below a path, see Options. A term is taken as it stands, see Literal.
// It gives every document that was looked into, also those in which none occurs; one that is in several
// indexes once. Indexes may be nil.
func CountTerms(ctx context.Context, xs []*Index, terms []string, scope, in string) ([]trend.Document, error) {
	var docs []trend.Document
	at := map[string]int{}
	for _, x := range xs {
		if x == nil {
			continue
		}
		chosen, err := x.documentsOf(ctx, scope, in)
		if err != nil {
			return nil, err
		}
		for _, d := range chosen {
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
		q, err := Parse(Literal(term))
		if err != nil {
			return nil, err
		}
		for _, x := range xs {
			if x == nil {
				continue
			}
			res, err := x.Search(ctx, q, Options{Limit: -1, In: in})
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

// documentsOf lists the documents that a scope, a query of fields, chooses below in; all for "".
func (x *Index) documentsOf(ctx context.Context, scope, in string) ([]*Doc, error) {
	var docs []*Doc
	if scope == "" {
		for i := range x.docs {
			if in == "" || within(x.docs[i].Path, in) {
				docs = append(docs, &x.docs[i])
			}
		}
		return docs, nil
	}
	q, err := Parse(scope)
	if err != nil {
		return nil, err
	}
	res, err := x.Search(ctx, q, Options{Limit: -1, In: in})
	if err != nil {
		return nil, err
	}
	for _, c := range res.ByDoc() {
		docs = append(docs, c.Doc)
	}
	return docs, nil
}

// Literal is the query for a term as it stands: what it holds is no query language, except the signs
// that ask for no folding, a regular expression, or a character to differ.
func Literal(term string) string {
	term = strings.TrimSpace(term)
	switch {
	case strings.HasPrefix(term, "="), strings.HasSuffix(term, "~"),
		len(term) > 1 && strings.HasPrefix(term, "/") && strings.HasSuffix(term, "/"):
		return term
	}
	return `"` + strings.ReplaceAll(term, `"`, "") + `"`
}
