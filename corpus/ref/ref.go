// Package ref reads every way to name a section: what is typed at the jump prompt and how
// documents cite themselves and each other.
//
// One grammar serves both (see Parse and the scanner): a path of steps, each a number with or
// without its unit, from a base that is the document or the place where the words stand. A
// Resolver finds the sections that a path names in one document; where the outline has no node
// for a paragraph 款 or an item 项, it finds the span inside the article.
//
// On the mainland an article 条 has paragraphs 款 (unnumbered) with items 项 （一） and sub-items
// 目 1.; in Taiwan 條 has paragraphs 項 with items 款 一、 and sub-items 目 （一）. The regime of the
// outline decides which of the two is meant.
package ref

import (
	"sort"
	"strings"
	"sync"
	"unicode"

	"gangmu/corpus/fold"
	"gangmu/corpus/numbering"
	"gangmu/corpus/outline"
	"gangmu/corpus/text"
	"gangmu/corpus/words"
)

// A Doc is what a Resolver knows of a document.
type Doc struct {
	View  *text.View
	Tree  *outline.Tree
	Marks []text.Mark // in source order; may be nil
	Lang  words.Lang  // of the messages
}

func (r *Resolver) say(format string, args ...any) string { return r.doc.Lang.Say(format, args...) }

// A Resolver finds sections of one document. It is safe for concurrent use.
type Resolver struct {
	doc      Doc
	taiwan   bool
	flat     bool                     // the text has lost its line breaks, and with them its paragraphs
	nodes    []*outline.Section       // in document order, the root first
	order    map[*outline.Section]int // index in nodes
	last     []int                    // last[i] is the index of the last section below nodes[i]
	byID     map[string]*outline.Section
	byLabel  map[string][]*outline.Section
	byUnit   map[unitKey][]*outline.Section
	byNumber map[int][]*outline.Section     // numbered sections in document order
	loose    map[unitKey][]*outline.Section // units that a section answers to when nothing bears them
	has      map[string]bool                // units that some section bears

	mu       sync.Mutex
	articles map[*outline.Section]*article
	once     sync.Once // of learn
	aliases  map[string]string
	amended  string
	several  bool              // amended is the first of several
	known    map[string]bool   // titles in 《》
	endings  map[string]string // the only title in 《》 that ends with a word; "" if several do
}

type unitKey struct {
	unit   string
	n, sfx int
}

// New makes the resolver of a document. It takes time linear in the number of sections.
func New(d Doc) *Resolver {
	r := &Resolver{doc: d, taiwan: d.Tree.Regime == outline.Taiwan, order: map[*outline.Section]int{},
		byNumber: map[int][]*outline.Section{}, byID: map[string]*outline.Section{}, byLabel: map[string][]*outline.Section{},
		byUnit: map[unitKey][]*outline.Section{}, loose: map[unitKey][]*outline.Section{},
		has: map[string]bool{}, articles: map[*outline.Section]*article{}}
	r.enter(d.Tree.Root)
	r.flat = len(d.View.Text)/(1+strings.Count(d.View.Text, "\n")) > 4000
	return r
}

func (r *Resolver) enter(s *outline.Section) {
	i := len(r.nodes)
	r.nodes = append(r.nodes, s)
	r.last = append(r.last, i)
	r.order[s] = i
	if _, taken := r.byID[s.ID]; !taken {
		r.byID[s.ID] = s
	}
	if s.Label.Text != "" {
		k := labelKey(s.Label.Text)
		r.byLabel[k] = append(r.byLabel[k], s)
	}
	if s.Label.Number > 0 {
		r.byNumber[s.Label.Number] = append(r.byNumber[s.Label.Number], s)
	}
	strong, loose := r.unitsOf(s)
	for _, u := range strong {
		k := unitKey{u, s.Label.Number, s.Label.Suffix}
		r.byUnit[k] = append(r.byUnit[k], s)
		r.has[u] = true
	}
	for _, u := range loose {
		k := unitKey{u, s.Label.Number, s.Label.Suffix}
		r.loose[k] = append(r.loose[k], s)
	}
	for _, c := range s.Children {
		r.enter(c)
	}
	r.last[i] = len(r.nodes) - 1
}

// unitsOf lists the units that name s, and those that do where the document has no better: the
// 第三部分 of a report is its 三、, the 第一条 of an amending decision its 一、.
func (r *Resolver) unitsOf(s *outline.Section) (strong, loose []string) {
	if s.Label.Number == 0 {
		return nil, nil
	}
	if s.Label.Form == numbering.Unit && s.Label.Word != numbering.NoWord {
		strong = append(strong, s.Label.Unit())
	}
	add := func(u string) {
		if len(strong) == 0 || strong[0] != u {
			strong = append(strong, u)
		}
	}
	switch s.Kind {
	case outline.Part:
		add("编")
	case outline.Subpart:
		add("分编")
	case outline.Chapter:
		add("章")
	case outline.Subchapter:
		add("节")
	case outline.Article:
		add("条")
	case outline.Division:
		add("部分")
	case outline.Item:
		if r.taiwan {
			add("款")
		} else {
			add("项")
		}
	case outline.Subitem:
		add("目")
	case outline.Annex:
		return annexUnits(s), []string{"附件"}
	case outline.Level1:
		return strong, []string{"部分", "条", "点", "项"}
	case outline.Level2, outline.Level3, outline.Level4, outline.Enumerated:
		return strong, []string{"点", "项", "条", "款", "目"}
	case outline.Clause:
		return strong, []string{"章", "条"}
	}
	return strong, nil
}

// annexUnits is 附件, 附录, 附表 or 附图, as printed.
func annexUnits(s *outline.Section) []string {
	if u, _ := unitAt(strings.TrimSpace(s.Label.Text)); u != nil && u.prefix {
		return []string{u.name}
	}
	return []string{"附件"}
}

// within reports whether s lies below base (base itself not).
func (r *Resolver) within(s, base *outline.Section) bool {
	i, b := r.order[s], r.order[base]
	return b < i && i <= r.last[b]
}

// SectionAt is the deepest real section that holds the source offset off; the root if none does.
func (r *Resolver) SectionAt(off int) *outline.Section {
	s := r.doc.Tree.Root
	for {
		i := sort.Search(len(s.Children), func(i int) bool { return s.Children[i].Start > off })
		var in *outline.Section
		for i--; i >= 0; i-- {
			c := s.Children[i]
			if c.Missing && !(c.Start <= off && off < c.End) {
				continue
			}
			if off < c.End {
				in = c
			}
			break
		}
		if in == nil {
			return s
		}
		s = in
	}
}

// enclosing is the nearest section at or above s for which ok holds; nil if none.
func enclosing(s *outline.Section, ok func(*outline.Section) bool) *outline.Section {
	for ; s != nil; s = s.Parent {
		if ok(s) {
			return s
		}
	}
	return nil
}

func isArticle(s *outline.Section) bool { return s.Kind == outline.Article }

// labelKey is what two spellings of a printed label have in common.
func labelKey(s string) string {
	return strings.Map(func(c rune) rune {
		if unicode.IsSpace(c) || c == '\u200b' {
			return -1
		}
		return c
	}, fold.String(narrow(s)))
}
