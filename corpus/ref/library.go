package ref

import (
	"cmp"
	"fmt"
	"slices"
	"sort"
	"strings"
	"unicode/utf8"

	"gangmu/corpus/outline"
)

// A Named is a document of a library, as far as its name goes.
type Named struct {
	Title  string
	Number string         // 文号
	Date   string         // 2018-10-26; decides between versions
	Regime outline.Regime // "" = not known
}

// A Catalogue finds the documents of a library that references mean. It does not change and may be
// used by several goroutines.
type Catalogue struct {
	docs    []Named
	titles  map[string][]int // by TitleKey
	numbers map[string][]int // by numberKey
	endings []ending         // keys read backwards, sorted: those with one ending stand together
}

type ending struct {
	reversed string
	doc      int
}

// NewCatalogue makes the catalogue of docs.
func NewCatalogue(docs []Named) *Catalogue {
	c := &Catalogue{docs: docs, titles: map[string][]int{}, numbers: map[string][]int{}}
	for i, d := range docs {
		if key := TitleKey(d.Title); key != "" {
			c.titles[key] = append(c.titles[key], i)
			c.endings = append(c.endings, ending{reverse(key), i})
		}
		if d.Number != "" {
			key := numberKey(d.Number)
			c.numbers[key] = append(c.numbers[key], i)
		}
	}
	slices.SortFunc(c.endings, func(a, b ending) int {
		return cmp.Or(cmp.Compare(a.reversed, b.reversed), cmp.Compare(a.doc, b.doc))
	})
	return c
}

func reverse(s string) string {
	rs := []rune(s)
	slices.Reverse(rs)
	return string(rs)
}

// Find gives the documents that a reference means, as indexes of those that the catalogue was made of,
// the best first; none if the library has no such document. A document number decides before a title.
// Of the versions of a law the newest comes first, or the one of the year that the reference names:
// that of the year itself, else the one that held at its end. The law of one regime is never that of the other.
func (c *Catalogue) Find(r Ref) []int {
	return slices.DeleteFunc(c.find(r), func(i int) bool {
		there := c.docs[i].Regime
		return r.Regime != "" && there != "" && r.Regime != there
	})
}

func (c *Catalogue) find(r Ref) []int {
	if r.Number != "" {
		if got := c.byNumber(r.Number); len(got) > 0 {
			return got
		}
	}
	got := c.byTitle(r.Title)
	if r.Year == 0 {
		return got
	}
	year := fmt.Sprintf("%04d", r.Year)
	held := slices.IndexFunc(got, func(i int) bool { d := c.docs[i].Date; return len(d) >= 4 && d[:4] <= year })
	if held > 0 {
		best := got[held]
		got = slices.Insert(slices.Delete(slices.Clone(got), held, held+1), 0, best)
	}
	return got
}

// byTitle finds documents by title, the newest first: 《刑法》 is 中华人民共和国刑法. The end of a title
// counts only if no whole one fits, what stands before it says where or by whom (某市节约用水条例, but not
// 企业所得税法 for 所得税法), and no other document has such a title.
func (c *Catalogue) byTitle(title string) []int {
	want := TitleKey(title)
	if want == "" {
		return nil
	}
	found := slices.Clone(c.titles[want])
	if len(found) == 0 && len(want) >= 4*len("法") {
		back := reverse(want)
		i := sort.Search(len(c.endings), func(i int) bool { return c.endings[i].reversed >= back })
		for ; i < len(c.endings) && strings.HasPrefix(c.endings[i].reversed, back); i++ {
			if rest := strings.TrimPrefix(c.endings[i].reversed, back); isIssuer(reverse(rest)) {
				found = append(found, c.endings[i].doc)
			}
		}
		for at := range want {
			if have := want[at:]; at > 0 && len(have) >= 5*len("法") && isIssuer(want[:at]) {
				found = append(found, c.titles[have]...)
			}
		}
		slices.Sort(found)
		for _, i := range found {
			if TitleKey(c.docs[i].Title) != TitleKey(c.docs[found[0]].Title) {
				return nil
			}
		}
	}
	slices.SortStableFunc(found, func(a, b int) int { return cmp.Compare(c.docs[b].Date, c.docs[a].Date) })
	return found
}

// isIssuer reports whether what stands before the name of a document tells where it holds or who
// issued it: 某市, 最高人民法院关于. s is folded.
func isIssuer(s string) bool {
	s = strings.TrimSuffix(s, "关于")
	c, _ := utf8.DecodeLastRuneInString(s)
	return s == "" || strings.ContainsRune("国省市区县州盟旗乡镇院会部委局署办厅府央党军社", c)
}

// byNumber finds the documents that bear a document number, however its brackets are written.
func (c *Catalogue) byNumber(number string) []int { return slices.Clone(c.numbers[numberKey(number)]) }

func numberKey(s string) string {
	return strings.Map(func(c rune) rune {
		if strings.ContainsRune("()（）[]［］〔〕第 ", c) {
			return -1
		}
		return c
	}, labelKey(s))
}
