package ref_test

import (
	"math/rand/v2"
	"slices"
	"strings"
	"testing"

	"gangmu/corpus"
	"gangmu/corpus/ref"
)

// TestVersionMeant: of the versions of a law the newest is meant, or the one whose year is named.
func TestVersionMeant(t *testing.T) {
	docs := []ref.Named{{Title: "中华人民共和国公司法", Date: "2013-12-28"}, {Title: "公司法", Date: "2023-12-29"}, {Title: "公司法", Date: "2018-10-26"}}
	c := ref.NewCatalogue(docs)
	for s, want := range map[string]string{
		"依照《公司法》第三条办理。":               "2023",
		"依照《公司法》（2018年修正）第三条办理。":      "2018",
		"依照《公司法（2013年修正）》第三条办理。":      "2013",
		"依照2013年修正的《公司法》第三条办理。":       "2013",
		"依照2018年10月26日修正的《公司法》第三条办理。": "2018",
		"依照《公司法》（2020年）第三条办理。":        "2018", // the version that held then
		"依照《公司法》（2005年修订）第三条办理。":      "2023", // before any that is there
		"依照《公司法》（国发〔2018〕5号）第三条办理。":   "2023",
	} {
		d, err := corpus.New("test.txt", []byte("某某办法\n第一条 "+s+"\n第二条 本办法自公布之日起施行。\n"))
		if err != nil {
			t.Fatal(err)
		}
		refs := resolver(d).All()
		if len(refs) == 0 || refs[0].Title == "" {
			t.Errorf("%s: %+v", s, refs)
			continue
		}
		if got := docs[c.Find(refs[0])[0]].Date[:4]; got != want {
			t.Errorf("%s: the version of %s, want %s", s, got, want)
		}
	}
}

// TestCatalogueIsTheSlowOne: what a catalogue finds by title is what a look at every title finds.
func TestCatalogueIsTheSlowOne(t *testing.T) {
	words := []string{"中华人民共和国", "某省", "环境", "保护", "治理", "条例", "实施", "办法", "法", "规定"}
	r := rand.New(rand.NewPCG(5, 6))
	name := func() string {
		s := ""
		for range 1 + r.IntN(5) {
			s += words[r.IntN(len(words))]
		}
		return s
	}
	issuer := func(s string) bool {
		return strings.HasSuffix(s, "省") || strings.HasSuffix(s, "国") || strings.HasSuffix(s, "办")
	}
	docs := make([]ref.Named, 300)
	for i := range docs {
		docs[i].Title = name()
	}
	c := ref.NewCatalogue(docs)
	for range 500 {
		title := name()
		var whole, part []int
		want := ref.TitleKey(title)
		for i, d := range docs {
			switch have := ref.TitleKey(d.Title); {
			case have == want:
				whole = append(whole, i)
			case strings.HasSuffix(have, want) && len(want) >= 4*len("法") && issuer(strings.TrimSuffix(have, want)),
				strings.HasSuffix(want, have) && len(have) >= 5*len("法") && issuer(strings.TrimSuffix(want, have)):
				part = append(part, i)
			}
		}
		if slices.ContainsFunc(part, func(i int) bool { return ref.TitleKey(docs[i].Title) != ref.TitleKey(docs[part[0]].Title) }) {
			part = nil
		}
		if len(whole) == 0 {
			whole = part
		}
		if got := c.Find(ref.Ref{Title: title}); !slices.Equal(got, whole) && len(got)+len(whole) > 0 {
			t.Fatalf("%s: %v, want %v", title, got, whole)
		}
	}
}
