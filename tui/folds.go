package tui

import (
	"fmt"

	"gangmu/corpus/outline"
)

// foldNames are names of sections that stay when a document is edited or renumbered: the titles
// above and at a section, the label where there is no title, and which one it is where several of
// a parent have the same.
func (d *doc) foldNames() map[*outline.Section]string {
	names := map[*outline.Section]string{}
	var name func(s *outline.Section, above string)
	name = func(s *outline.Section, above string) {
		times := map[string]int{}
		for _, c := range s.Children {
			if len(c.Children) == 0 {
				continue // nothing to fold
			}
			n := c.Title
			if n == "" {
				n = c.Label.Text
			}
			if times[n]++; times[n] > 1 {
				n = fmt.Sprintf("%s\t%d", n, times[n])
			}
			names[c] = above + "\n" + n
			name(c, names[c])
		}
	}
	name(d.Tree.Root, "")
	return names
}

// namedFolds are the folds that the user has set, by the names of the sections.
func (d *doc) namedFolds() map[string]bool {
	if len(d.folds) == 0 {
		return nil
	}
	folds := map[string]bool{}
	for s, name := range d.foldNames() {
		if f, ok := d.folds[s.ID]; ok {
			folds[name] = f
		}
	}
	return folds
}

// setFolds folds the sections of those names.
func (d *doc) setFolds(folds map[string]bool) {
	clear(d.folds)
	if len(folds) == 0 {
		return
	}
	for s, name := range d.foldNames() {
		if f, ok := folds[name]; ok {
			d.folds[s.ID] = f
		}
	}
}
