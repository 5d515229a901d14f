package index

import (
	"cmp"
	"path/filepath"
	"slices"
	"strconv"
)

// A Facet is what was found in the documents that share a value.
type Facet struct {
	Key                     string // "" = unknown
	Docs, Sections, Matches int
}

// Facets sums up what was found by the year of the document (newest first), its genre and its
// folder (most matches first).
func (r *Result) Facets() (years, genres, folders []Facet) {
	by := func(key func(*Doc) string, order func(a, b Facet) int) []Facet {
		at := map[string]int{}
		var out []Facet
		for _, c := range r.ByDoc() {
			k := key(c.Doc)
			i, ok := at[k]
			if !ok {
				i = len(out)
				at[k] = i
				out = append(out, Facet{Key: k})
			}
			out[i].Docs++
			out[i].Sections += c.Sections
			out[i].Matches += c.Matches
		}
		slices.SortFunc(out, order)
		return out
	}
	most := func(a, b Facet) int {
		return cmp.Or(b.Matches-a.Matches, b.Sections-a.Sections, cmp.Compare(a.Key, b.Key))
	}
	years = by(func(d *Doc) string {
		if d.Year == 0 {
			return ""
		}
		return strconv.Itoa(d.Year)
	}, func(a, b Facet) int { return cmp.Compare(b.Key, a.Key) })
	genres = by(func(d *Doc) string { return d.Genre }, most)
	folders = by(func(d *Doc) string { return filepath.Dir(d.Path) }, most)
	return years, genres, folders
}
