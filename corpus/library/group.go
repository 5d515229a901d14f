package library

import (
	"cmp"
	"slices"
	"strings"

	"gangmu/corpus/fold"
	"gangmu/corpus/lazy"
	"gangmu/corpus/outline"
)

// An Entry is what tells copies and versions of a document apart.
type Entry struct {
	Path    string
	Hash    string   // of the content
	Title   string   // see titleKey
	Date    string   // 2017-02-28; "" = unknown
	Law     bool     // a law or standard: of one title there are versions. Reports share titles and have none
	Runes   int      // length
	Repeals []string // titles, like Title, of what the document repeals
}

// EntryOf makes the entry of a document.
func EntryOf(path, hash string, c Card) Entry {
	e := Entry{Path: path, Hash: hash, Title: titleKey(c.Title), Date: c.Version(), Runes: c.Runes,
		Law: c.Genre == outline.Statute || c.Genre == outline.Standard}
	for _, t := range c.Repeals {
		e.Repeals = append(e.Repeals, titleKey(t))
	}
	return e
}

// titleKey is what the versions of one law are called alike: folded, without the name of the state and
// without the year of the version behind it. （一） and （试行） tell laws apart and stay.
func titleKey(title string) string {
	key := fold.String(versionYear().ReplaceAllString(title, ""))
	if short := strings.TrimPrefix(key, fold.String("中华人民共和国")); short != "" {
		return short
	}
	return key
}

var versionYear = lazy.Regexp(`\s*[（(](?:19|20)\d\d年?(?:修正|修订|修改|公布)?(?:本|版)?[)）]\s*$`)

// A State is what a document is beside the others of its library. Paths; "" = no such document.
type State struct {
	Newer      string `json:"newer,omitempty"`       // the newest version of the same law, if this is an older one
	RepealedBy string `json:"repealed_by,omitempty"` // a later document that says that this one is void
	CopyOf     string `json:"copy_of,omitempty"`     // a file with the same content
	SameAs     string `json:"same_as,omitempty"`     // the same version of the law in another file
}

// States tells for every entry what it is beside the others.
func States(entries []Entry) []State {
	states := make([]State, len(entries))
	for _, g := range Groups(entries) {
		relate(entries, states, g.Members)
	}
	byTitle := map[string][]int{}
	for i, e := range entries {
		if e.Title != "" {
			byTitle[e.Title] = append(byTitle[e.Title], i)
		}
	}
	for _, e := range entries {
		for _, title := range e.Repeals {
			for _, i := range byTitle[title] {
				if old := entries[i]; title != e.Title && old.Date != "" && old.Date < e.Date {
					states[i].RepealedBy = e.Path
				}
			}
		}
	}
	return states
}

// relate tells the members of a group, the newest version first, what they are to each other.
func relate(entries []Entry, states []State, group []int) {
	newest := entries[group[0]]
	byHash, byVersion := map[string]string{}, map[string]int{}
	for _, i := range group {
		e := entries[i]
		same, seen := byVersion[e.Date]
		switch {
		case e.Hash != "" && byHash[e.Hash] != "":
			states[i].CopyOf = byHash[e.Hash]
		case e.Date != "" && seen && alike(e.Runes, entries[same].Runes):
			states[i].SameAs = entries[same].Path
		default:
			byHash[e.Hash], byVersion[e.Date] = e.Path, i
		}
		if e.Date != "" && e.Date < newest.Date {
			states[i].Newer = newest.Path
		}
	}
}

// alike reports whether two lengths are those of one text in two formats: a code that lies in a
// file for each of its parts has one title and date, too.
func alike(a, b int) bool { return 10*min(a, b) > 8*max(a, b) }

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
