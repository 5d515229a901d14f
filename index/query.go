package index

import (
	"fmt"
	"strconv"
	"strings"

	"gangmu/corpus/fold"
)

// A Query is a question in the query language, understood. The zero Query finds nothing.
type Query struct {
	root node
}

// Empty reports whether q asks for nothing.
func (q Query) Empty() bool { return q.root == nil }

// String is q in canonical form: Parse(q.String()) means the same as q. Quotation marks stand where
// they are needed, also to keep letters from being read as pinyin.
func (q Query) String() string {
	if q.root == nil {
		return ""
	}
	return print(q.root, precOr)
}

// A node is one of and, or, not, *word.
type node interface{}

type (
	and []node
	or  []node
	not struct{ node }
)

// A mode is how the text of a word is to be taken.
type mode uint8

const (
	literal mode = iota // an exact run of characters after folding
	exact               // =term: not folded
	regex               // /…/
	fuzzy               // term~: one character away
)

// A word is a term or a field with its value.
type word struct {
	field  string // "" = text; title, heading, in, year, number, kind
	mode   mode
	text   string // as typed, without marks
	quoted bool
	pos    int // rune offset in the query
	lo, hi int // of year
}

const (
	precOr = iota
	precAnd
	precUnary
)

func print(n node, prec int) string {
	switch n := n.(type) {
	case or:
		s := make([]string, len(n))
		for i, c := range n {
			s[i] = print(c, precAnd)
		}
		return paren(strings.Join(s, " OR "), prec > precOr)
	case and:
		s := make([]string, len(n))
		for i, c := range n {
			s[i] = print(c, precUnary)
		}
		return paren(strings.Join(s, " "), prec > precAnd)
	case not:
		return "-" + print(n.node, precUnary)
	case *word:
		return n.String()
	}
	return ""
}

func paren(s string, yes bool) string {
	if yes {
		return "(" + s + ")"
	}
	return s
}

func (w *word) String() string {
	s := ""
	if w.field != "" {
		s = w.field + ":"
	}
	switch {
	case w.field == "year":
		return s + yearRange(w.lo, w.hi)
	case w.mode == regex:
		return s + "/" + strings.ReplaceAll(w.text, "/", `\/`) + "/"
	}
	t := w.text
	if needsQuotes(t, w.field == "") || w.quoted && w.mode == literal && newSpelling(fold.String(t)) != nil {
		t = `"` + strings.NewReplacer(`\`, `\\`, `"`, `\"`).Replace(t) + `"`
	}
	switch w.mode {
	case exact:
		return s + "=" + t
	case fuzzy:
		return s + t + "~"
	}
	return s + t
}

func yearRange(lo, hi int) string {
	a, b := "", ""
	if lo > 0 {
		a = strconv.Itoa(lo)
	}
	if hi < maxYear {
		b = strconv.Itoa(hi)
	}
	if a == b && a != "" {
		return a
	}
	return a + ".." + b
}

// needsQuotes reports whether a word must be quoted to be read back as it is.
func needsQuotes(s string, first bool) bool {
	p := parser{in: []rune(s + " ")}
	n, err := p.unary(false)
	w, ok := n.(*word)
	return err != nil || !ok || p.pos != len(p.in)-1 || w.text != s || w.mode != literal || first && w.field != "" ||
		s == "OR" || s == "AND" || s != "-" && (strings.HasPrefix(s, "-") || strings.HasPrefix(s, "－")) || strings.ContainsAny(s, "()\"“”")
}

// Words are the terms of q that stand in the text of a hit, as typed, in order: what a reader
// highlights. Excluded terms and fields other than heading are not among them.
func (q Query) Words() []string {
	var words []string
	var walk func(node)
	walk = func(n node) {
		switch n := n.(type) {
		case and:
			for _, c := range n {
				walk(c)
			}
		case or:
			for _, c := range n {
				walk(c)
			}
		case *word:
			if n.field == "" || n.field == "heading" {
				words = append(words, n.text)
			}
		}
	}
	walk(q.root)
	return words
}

// Within is q in canonical form, to be followed by words that narrow it, for searching within results.
func (q Query) Within() string {
	if q.root == nil {
		return ""
	}
	return print(q.root, precAnd)
}

// A SyntaxError says what is wrong with a query, where, and what is accepted there.
type SyntaxError struct {
	Query string
	Pos   int    // rune offset in Query
	Msg   string // what is wrong
	Want  string // what is accepted
	zh    [2]string
}

func (e *SyntaxError) Error() string {
	return fmt.Sprintf("query, character %d: %s; %s\n  %s\n  %s^", e.Pos+1, e.Msg, e.Want, e.Query, e.blank())
}

// Chinese is the message in Chinese.
func (e *SyntaxError) Chinese() string {
	return fmt.Sprintf("检索式第 %d 个字符：%s；%s\n  %s\n  %s^", e.Pos+1, e.zh[0], e.zh[1], e.Query, e.blank())
}

// blank is as wide as the query before the error.
func (e *SyntaxError) blank() string {
	var sb strings.Builder
	for i, r := range []rune(e.Query) {
		if i == e.Pos {
			break
		}
		if r < 0x1100 {
			sb.WriteByte(' ')
		} else {
			sb.WriteString("　")
		}
	}
	return sb.String()
}
