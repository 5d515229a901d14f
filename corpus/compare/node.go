package compare

import (
	"math"
	"strings"
	"unicode"

	"gangmu/corpus"
	"gangmu/corpus/fold"
	"gangmu/corpus/numbering"
	"gangmu/corpus/outline"
	"gangmu/corpus/text"
)

// A gram is a pair of neighbouring characters.
type gram [2]rune

// Grams are the pairs of characters of a text.
type grams struct {
	count map[gram]int
	size  int // number of pairs
}

// A node is a section made ready for comparison.
type node struct {
	section *outline.Section
	parent  int // index of the parent node; -1 = the document
	class   int // sections of different classes are never partners
	leaf    bool
	label   string
	title   string  // folded
	folded  string  // what it says itself, without the sections below it, folded; letters and digits only
	own     grams   // of title and folded
	all     grams   // of the sections below it too: by this partners are sought
	names   grams   // of the title
	place   float64 // 0…1 where in the document it begins
}

// nodesOf lists the sections of a document that are compared, in order. A document without any
// is one section.
func nodesOf(d *corpus.Document) []*node {
	var list []*node
	var add func(s *outline.Section, parent int)
	add = func(s *outline.Section, parent int) {
		n := newNode(d, s, parent)
		list = append(list, n)
		at := len(list) - 1
		for _, c := range s.Children {
			if !c.Missing && !c.Item {
				add(c, at)
			}
		}
	}
	for _, c := range d.Tree.Root.Children {
		if !c.Missing && !c.Item {
			add(c, -1)
		}
	}
	if len(list) == 0 {
		list = append(list, newNode(d, d.Tree.Root, -1))
	}
	return list
}

func newNode(d *corpus.Document, s *outline.Section, parent int) *node {
	n := &node{section: s, parent: parent, leaf: true, class: classOf(s.Kind), label: label(s.Label)}
	n.title = bare(fold.String(s.Title))
	body := s.Body
	if s.Kind == outline.Whole {
		body = s.Start
	}
	end := s.End
	for _, c := range s.Children {
		if !c.Missing && !c.Item {
			n.leaf, end = false, c.Start
			break
		}
	}
	say := func(end int) string {
		return bare(fold.String(d.View.Slice(text.Span{Start: body, End: max(body, end)})))
	}
	n.folded = say(end)
	n.own = gramsOf(n.title + "\n" + n.folded)
	n.all = n.own
	if !n.leaf {
		n.all = gramsOf(n.title + "\n" + say(s.End))
	}
	n.names = gramsOf(n.title)
	n.place = float64(s.Start) / float64(max(1, len(d.Source)))
	return n
}

// label is what of a number is compared: not its punctuation or width.
func label(l numbering.Label) string { return bare(fold.String(l.Text)) }

const classArticle = 2

// classOf keeps chapters from being matched with articles.
func classOf(k outline.Kind) int {
	switch k {
	case outline.Part, outline.Subpart, outline.Chapter, outline.Subchapter:
		return 1
	case outline.Article:
		return classArticle
	case outline.Annex:
		return 3
	}
	return 0
}

// bare leaves letters and digits: two printings of one text differ in blanks and in the width and
// kind of their punctuation.
func bare(s string) string {
	return strings.Map(func(r rune) rune {
		if unicode.IsLetter(r) || unicode.IsNumber(r) {
			return r
		}
		return -1
	}, s)
}

func gramsOf(s string) grams {
	g := grams{count: map[gram]int{}}
	var last rune
	for _, r := range s {
		if last != 0 && r != '\n' && last != '\n' {
			g.count[gram{last, r}]++
			g.size++
		}
		last = r
	}
	return g
}

// dice is the share of their character pairs that two texts have in common (the coefficient of
// Dice), 0…1.
func dice(a, b grams) float64 {
	if a.size+b.size == 0 {
		return 0
	}
	common := 0
	for g, c := range a.count {
		common += min(c, b.count[g])
	}
	return 2 * float64(common) / float64(a.size+b.size)
}

// similarity is how much two sections say the same, sections below them left aside. It is 1 only
// for the same words.
func similarity(a, b *node) float64 {
	if a.folded == b.folded && (a.folded != "" || a.title == b.title) {
		return 1
	}
	return min(0.99, math.Round(100*dice(a.own, b.own))/100)
}

// candidates scores every two sections of one class that have something in common.
func candidates(as, bs []*node) []candidate {
	weight := weights(as, bs)
	where := map[gram][]int{}
	norm := make([]float64, len(bs))
	for b, n := range bs {
		for g, c := range n.all.count {
			where[g] = append(where[g], b)
			norm[b] += float64(c) * weight[g]
		}
	}
	var cands []candidate
	common := make([]float64, len(bs))
	for a, n := range as {
		clear(common)
		own := 0.0
		for g, c := range n.all.count {
			w := weight[g]
			own += float64(c) * w
			for _, b := range where[g] {
				common[b] += float64(min(c, bs[b].all.count[g])) * w
			}
		}
		for b, m := range bs {
			if n.class != m.class {
				continue
			}
			score := 0.0
			if own+norm[b] > 0 {
				score = 2 * common[b] / (own + norm[b])
			}
			if score += kinship(n, m, score); score >= floor/2 {
				cands = append(cands, candidate{a, b, score})
			}
		}
	}
	return cands
}

// kinship is what speaks for two sections beside their words: heading, number, level, place.
func kinship(a, b *node, score float64) float64 {
	k := 0.0
	if t := titles(a, b); t > 0 {
		// A heading kept is the topic kept, though every word below it be new (two years' reports).
		k += 0.35 * t * (1 - score/2)
	}
	if a.folded == b.folded && a.folded != "" {
		k += 0.2
	}
	if a.label == b.label && a.label != "" {
		k += 0.03
	}
	if a.section.Level != b.section.Level {
		k -= 0.05
	}
	if a.leaf != b.leaf {
		k -= 0.05
	}
	return k - 0.04*math.Abs(a.place-b.place)
}

// titles is how alike two headings are, 0…1.
func titles(a, b *node) float64 {
	if a.title == "" || b.title == "" {
		return 0
	}
	if a.title == b.title {
		return 1
	}
	t := dice(a.names, b.names)
	return t * t // 中华人民共和国 in two headings says little
}

// weights gives the pairs of characters their weight: the rarer among the sections, the more.
func weights(as, bs []*node) map[gram]float64 {
	df := map[gram]int{}
	for _, list := range [][]*node{as, bs} {
		for _, n := range list {
			for g := range n.all.count {
				df[g]++
			}
		}
	}
	total := float64(len(as) + len(bs))
	w := make(map[gram]float64, len(df))
	for g, n := range df {
		w[g] = math.Log(1 + total/float64(n))
	}
	return w
}
