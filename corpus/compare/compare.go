// Package compare aligns the outlines of two documents section by section: what stayed, changed,
// was renumbered or renamed, moved, split, merged, added or dropped. It serves two versions of a
// law (by article) and two years of a report (by topic) alike.
//
// Sections are compared by what they say, folded (package fold), not by their number: an inserted
// article shifts every number after it and changes nothing else. The measure is the share of
// character pairs that two texts have in common, the rare pairs weighing more when a partner is
// sought. Pairs are taken best first; number, heading, place and parent break ties among the many
// articles of law that hardly differ.
//
// A section is the same or changed by its own words: that an article of a chapter changed is said
// of the article.
package compare

import (
	"sort"

	"gangmu/corpus"
	"gangmu/corpus/outline"
)

// A Relation says what became of a section.
type Relation string

// The relations.
const (
	Same    Relation = "same"    // 相同: same words, same heading, same number
	Changed Relation = "changed" // 修改: other words
	Renamed Relation = "renamed" // 改编号或标题: same words under another number or heading
	Moved   Relation = "moved"   // 移动: under another parent or in another order
	Split   Relation = "split"   // 拆分: one section became several
	Merged  Relation = "merged"  // 合并: several became one
	Added   Relation = "added"   // 新增: only in the second document
	Dropped Relation = "dropped" // 删去: only in the first
)

// A Pair is two sections that belong together; one of them is nil where a section was added or
// dropped. Of a split the first section stands in several pairs, of a merger the second.
type Pair struct {
	A, B       *outline.Section
	Relation   Relation
	Similarity float64 // 0…1: the share of character pairs in common, sections below left aside; 1 = the same words
}

// Documents aligns the sections of b with those of a. The pairs are in the order of b; what was
// dropped follows the pair that it followed in a. Items inside a section and ghosts are no
// sections of their own here.
func Documents(a, b *corpus.Document) []Pair {
	as, bs := nodesOf(a), nodesOf(b)
	m := match(as, bs)
	return m.pairs()
}

// The scores that make two sections partners, measured on laws and reports of which several years
// are at hand. Two unrelated articles of one law share the law's own words and score 0.1–0.2; an
// article of which half was rewritten, 0.4.
const (
	sure  = 0.45 // partners whatever else there is; the parents are then known
	least = 0.30 // partners, best pairs first
	floor = 0.12 // partners if each is by far the other's best: one topic in two years' reports
	byFar = 1.4  // by far
)

// A matching pairs the nodes of two documents.
type matching struct {
	as, bs  []*node
	partner []int // of a node of b: its node of a; -1 = none
	taken   []int // of a node of a: its node of b; -1 = none
	also    []also
	inOrder map[int]bool // nodes of b whose partners stand in the same order
}

// An also is a further part of a section that was split (or merged).
type also struct {
	a, b int
	rel  Relation
}

type candidate struct {
	a, b  int
	score float64
}

func match(as, bs []*node) *matching {
	m := &matching{as: as, bs: bs, partner: none(len(bs)), taken: none(len(as))}
	cands := candidates(as, bs)
	sort.SliceStable(cands, func(i, j int) bool { return cands[i].score > cands[j].score })
	// What is sure first settles which parts belong together; a shared parent then helps the rest.
	for _, c := range cands {
		if c.score >= sure {
			m.pair(c.a, c.b)
		}
	}
	for _, c := range cands {
		if c.score >= least || c.score >= least-0.08 && m.parentsMatch(c.a, c.b) {
			m.pair(c.a, c.b)
		}
	}
	m.pairBest(cands)
	m.findParts()
	m.order()
	return m
}

// pair makes two nodes partners, unless one of them has a partner.
func (m *matching) pair(a, b int) {
	if m.taken[a] < 0 && m.partner[b] < 0 {
		m.taken[a], m.partner[b] = b, a
	}
}

// pairBest pairs nodes that have little in common, but with nothing else anything like as much.
// The candidates are sorted, best first.
func (m *matching) pairBest(cands []candidate) {
	type best struct{ first, second float64 }
	as, bs := make([]best, len(m.as)), make([]best, len(m.bs))
	for _, c := range cands {
		for _, x := range []*best{&as[c.a], &bs[c.b]} {
			switch {
			case x.first == 0:
				x.first = c.score
			case x.second == 0:
				x.second = c.score
			}
		}
	}
	for _, c := range cands {
		limit := floor
		if m.as[c.a].class == classArticle {
			limit = 0.2 // the articles of a law speak alike
		}
		far := func(x best) bool { return x.first == c.score && c.score >= byFar*x.second }
		if c.score >= limit && far(as[c.a]) && far(bs[c.b]) {
			m.pair(c.a, c.b)
		}
	}
}

func none(n int) []int {
	s := make([]int, n)
	for i := range s {
		s[i] = -1
	}
	return s
}

// parentsMatch reports whether the parents of two nodes are partners, or both the whole document.
func (m *matching) parentsMatch(a, b int) bool {
	pa, pb := m.as[a].parent, m.bs[b].parent
	if pa < 0 || pb < 0 {
		return pa < 0 && pb < 0
	}
	return m.partner[pb] == pa
}

// findParts looks for what was split and merged: a section without partner whose words are for
// the most part in a section that has one, and not in that one's partner.
func (m *matching) findParts() {
	for b, n := range m.bs {
		if m.partner[b] < 0 && n.leaf && n.all.size >= minPart {
			if a := holder(n, m.as, m.taken, m.bs); a >= 0 {
				m.also = append(m.also, also{a, b, Split})
			}
		}
	}
	for a, n := range m.as {
		if m.taken[a] < 0 && n.leaf && n.all.size >= minPart {
			if b := holder(n, m.bs, m.partner, m.as); b >= 0 {
				m.also = append(m.also, also{a, b, Merged})
			}
		}
	}
}

// minPart is the least number of character pairs that a part of a split section has: shorter ones
// are contained in anything.
const minPart = 16

// holder is the node of hosts that holds most of n beyond what that node's partner took away.
func holder(n *node, hosts []*node, partner []int, partners []*node) int {
	best, most := -1, 0.6
	for h, host := range hosts {
		if partner[h] < 0 || !host.leaf || host.all.size < n.all.size {
			continue
		}
		rest := partners[partner[h]]
		common := 0
		for g, c := range n.all.count {
			common += min(c, max(0, host.all.count[g]-rest.all.count[g]))
		}
		if share := float64(common) / float64(n.all.size); share > most {
			best, most = h, share
		}
	}
	return best
}

// order finds the largest set of pairs that stand in the same order in both documents (the longest
// increasing subsequence); the others were moved. Each list of siblings is judged alone, so that a
// chapter that moves does not take its articles' order with it.
func (m *matching) order() {
	m.inOrder = map[int]bool{}
	groups := map[int][]int{}
	for b, a := range m.partner {
		if a >= 0 {
			groups[m.bs[b].parent] = append(groups[m.bs[b].parent], b)
		}
	}
	for _, group := range groups {
		for _, b := range longestIncreasing(group, func(b int) int { return m.partner[b] }) {
			m.inOrder[b] = true
		}
	}
}

// longestIncreasing is the longest subsequence of list with increasing keys.
func longestIncreasing(list []int, key func(int) int) []int {
	var tails []int // tails[k] = index in list of the smallest end of a run of length k+1
	prev := make([]int, len(list))
	for i, x := range list {
		k := sort.Search(len(tails), func(k int) bool { return key(list[tails[k]]) >= key(x) })
		prev[i] = -1
		if k > 0 {
			prev[i] = tails[k-1]
		}
		if k == len(tails) {
			tails = append(tails, i)
		} else {
			tails[k] = i
		}
	}
	var out []int
	if len(tails) > 0 {
		for i := tails[len(tails)-1]; i >= 0; i = prev[i] {
			out = append(out, list[i])
		}
	}
	return out
}

// pairs puts the matching into words and order.
func (m *matching) pairs() []Pair {
	after := map[int][]int{} // dropped nodes of a by the node of a they follow
	last := -1
	parts := map[int]bool{}
	for _, x := range m.also {
		parts[x.a] = parts[x.a] || x.rel == Merged
	}
	for a := range m.as {
		switch {
		case m.taken[a] >= 0:
			last = a
		case !parts[a]:
			after[last] = append(after[last], a)
		}
	}
	var out []Pair
	drop := func(at int) {
		for _, a := range after[at] {
			out = append(out, Pair{A: m.as[a].section, Relation: Dropped})
		}
		delete(after, at)
	}
	drop(-1)
	for b, n := range m.bs {
		rel, a := m.relation(b)
		switch {
		case a >= 0:
			out = append(out, Pair{A: m.as[a].section, B: n.section, Relation: rel, Similarity: similarity(m.as[a], n)})
		default:
			out = append(out, Pair{B: n.section, Relation: Added})
		}
		for _, x := range m.also {
			if x.b == b && x.rel == Merged {
				out = append(out, Pair{A: m.as[x.a].section, B: n.section, Relation: Merged, Similarity: similarity(m.as[x.a], n)})
			}
		}
		if a >= 0 && m.taken[a] == b {
			drop(a)
		}
	}
	return out
}

// relation says what became of the node b of the second document, and from which of the first.
func (m *matching) relation(b int) (Relation, int) {
	a := m.partner[b]
	for _, x := range m.also {
		switch {
		case x.rel == Split && (x.b == b || x.a == a):
			return Split, x.a
		case x.rel == Merged && x.b == b:
			return Merged, a
		}
	}
	if a < 0 {
		return Added, -1
	}
	x, y := m.as[a], m.bs[b]
	switch {
	case !m.inOrder[b] || !m.sameParent(a, b):
		return Moved, a
	case x.folded != y.folded || x.title != y.title && x.folded == "":
		return Changed, a
	case x.label != y.label || x.title != y.title:
		return Renamed, a
	}
	return Same, a
}

// sameParent reports whether a section stayed under its parent. Where one of the parents is new
// or gone, a level of headings was put in or taken out, and nothing moved.
func (m *matching) sameParent(a, b int) bool {
	pa, pb := m.as[a].parent, m.bs[b].parent
	if pa < 0 || pb < 0 || m.taken[pa] < 0 || m.partner[pb] < 0 {
		return true
	}
	return m.partner[pb] == pa
}
