package library

import (
	"cmp"
	"slices"
)

// An Entry is what tells copies and versions of a document apart.
type Entry struct {
	Path  string
	Hash  string // of the content
	Title string // folded
	Date  string // 2017-02-28; "" = unknown
	Law   bool   // a law or standard: of one title there are versions. Reports share titles and have none
}

// A Group is documents that are one: copies of a file, one text in several formats, versions of one
// law.
type Group struct {
	Members []int // indexes of the entries, the newest version first, a copy behind what it copies
}

// Groups puts entries together, in the order in which the first of each group stands. Every entry
// is in one group; most groups have one member.
func Groups(entries []Entry) []Group {
	first := map[string]int{} // hash or title → group
	var groups []Group
	for i, e := range entries {
		var keys []string
		if e.Hash != "" {
			keys = append(keys, "hash "+e.Hash)
		}
		if e.Law && e.Title != "" {
			keys = append(keys, "title "+e.Title)
		}
		g := len(groups)
		for _, k := range keys {
			if have, ok := first[k]; ok {
				g = have
				break
			}
		}
		if g == len(groups) {
			groups = append(groups, Group{})
		}
		groups[g].Members = append(groups[g].Members, i)
		for _, k := range keys {
			if _, ok := first[k]; !ok {
				first[k] = g
			}
		}
	}
	for _, g := range groups {
		slices.SortStableFunc(g.Members, func(a, b int) int {
			x, y := entries[a], entries[b]
			return cmp.Or(-cmp.Compare(x.Date, y.Date), cmp.Compare(x.Path, y.Path))
		})
	}
	return groups
}
