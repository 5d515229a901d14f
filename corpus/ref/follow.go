package ref

import (
	"slices"
)

// Follow resolves the sections that a reference of another document names in this one.
func (r *Resolver) Follow(f Ref) Answer {
	if len(f.Paths) == 0 {
		return r.spot(0)
	}
	paths := slices.Clone(f.Paths)
	for i := range paths {
		paths[i].Base = Base{Kind: Whole, Count: 1}
	}
	return r.paths(paths, 0)
}

// Each takes apart a reference that names several places: of 本法第三条、第五条第一款 it gives one for
// 第三条 and one for 第五条第一款. A range 第三条至第五条 stays one, with the targets of its members.
func (f Ref) Each() []Ref {
	if len(f.Paths) < 2 {
		return []Ref{f}
	}
	var out []Ref
	at := 0
	for i, p := range f.Paths {
		one := f
		one.Paths, one.each = f.Paths[i:i+1], nil
		one.Text = Path{Steps: p.Steps, Through: p.Through}.String()
		if !f.External() {
			one.Targets = f.Targets[at : at+f.each[i]]
			if at += f.each[i]; len(one.Targets) > 0 {
				one.Missing, one.Text = "", one.Targets[0].Label
			}
		}
		out = append(out, one)
	}
	return out
}
