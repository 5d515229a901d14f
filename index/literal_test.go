package index

import (
	"context"
	"regexp"
	"strings"
	"testing"
	"time"

	"gangmu/corpus"
)

// What a regular expression finds line by line is what it finds in the whole text.
func TestRegexByLine(t *testing.T) {
	text := "罚款 3万元\n以上5.5万元\n\n以下GDP 万元\nb万\n元 10万元"
	for _, c := range []struct {
		expr   string
		byLine bool
		holds  string
	}{
		{`[0-9.]+万元`, true, "万元"},
		{`[^0-9]+万元`, false, "万元"}, // the class holds the line break
		{`[^0-9\n]+万元`, true, "万元"},
		{`万\s元`, false, "万"},
		{`万.元?`, true, "万"},
		{`(?s)万.元`, false, "万"},
		{`^罚款`, false, "罚款"},
		{`(?m)^以.*万元$`, true, "万元"},
		{`(?i)gdp`, true, ""},
		{`\b10|b万`, true, ""},
		{`万元\z`, false, "万元"},
	} {
		w := &word{text: c.expr, mode: regex}
		x, err := newTerm(w)
		if err != nil {
			t.Fatal(err)
		}
		if x.byLine != c.byLine || x.holds != c.holds {
			t.Errorf("%s: byLine %v, holds %q; want %v, %q", c.expr, x.byLine, x.holds, c.byLine, c.holds)
		}
		var want []string
		for _, m := range regexp.MustCompile(c.expr).FindAllString(text, -1) {
			if m != "" {
				want = append(want, m)
			}
		}
		d, err := corpus.New("a.txt", []byte(text))
		if err != nil {
			t.Fatal(err)
		}
		q, err := Parse("/" + c.expr + "/")
		if err != nil {
			t.Fatal(err)
		}
		ix, err := Memory(context.Background(), []*corpus.Document{d})
		if err != nil {
			t.Fatal(err)
		}
		spans, err := ix.Find(context.Background(), q)
		if err != nil {
			t.Fatal(err)
		}
		var got []string
		for _, sp := range spans {
			got = append(got, sp.In(text))
		}
		if strings.Join(got, "|") != strings.Join(want, "|") {
			t.Errorf("%s: found %q, want %q", c.expr, got, want)
		}
	}
}

// A budget that is used up leaves an answer that is a part of the whole one and says so.
func TestBudgetUsedUp(t *testing.T) {
	d, err := corpus.New("a.txt", []byte("第一章 总则\n第一条 罚款3万元。\n"))
	if err != nil {
		t.Fatal(err)
	}
	ix, err := Memory(context.Background(), []*corpus.Document{d})
	if err != nil {
		t.Fatal(err)
	}
	for _, s := range []string{"罚款", "/[0-9]万元/", "zongze"} {
		q, err := Parse(s)
		if err != nil {
			t.Fatal(err)
		}
		part, err := ix.Search(context.Background(), q, Options{Budget: time.Nanosecond})
		if err != nil {
			t.Fatal(err)
		}
		if !part.Partial || part.Sections != 0 {
			t.Errorf("%s: partial %v with %d sections, want true with none", s, part.Partial, part.Sections)
		}
		whole, err := ix.Search(context.Background(), q, Options{})
		if err != nil {
			t.Fatal(err)
		}
		if whole.Partial || whole.Sections != 1 {
			t.Errorf("%s: partial %v with %d sections, want false with one", s, whole.Partial, whole.Sections)
		}
	}
}
