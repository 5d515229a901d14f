package layout

import "testing"

// TestSplitTiles: the rectangles tile the screen at every size, whatever is open.
func TestSplitTiles(t *testing.T) {
	for w := 1; w <= 260; w += 1 + w/40 {
		for h := 1; h <= 70; h += 1 + h/8 {
			for bits := range 8 {
				for focus := TextPane; focus <= SearchPane; focus++ {
					for _, drag := range []int{0, 1, 33, 400} {
						o := Open{Outline: bits&1 != 0, Search: bits&2 != 0, Zen: bits&4 != 0, Focus: focus, OutlineWidth: drag, SearchWidth: drag}
						tiles(t, w, h, o)
					}
				}
			}
		}
	}
}

func tiles(t *testing.T, w, h int, o Open) {
	t.Helper()
	p := Split(w, h, o)
	all := []Rect{p.Outline, p.OutlineEdge, p.Text, p.SearchEdge, p.Search, p.Status}
	area := 0
	for i, r := range all {
		if r.X < 0 || r.Y < 0 || r.W < 0 || r.H < 0 || r.X+r.W > w || r.Y+r.H > h {
			t.Fatalf("%d×%d %+v: %+v is not on the screen", w, h, o, r)
		}
		area += r.W * r.H
		for _, q := range all[:i] {
			if !r.Empty() && !q.Empty() && r.X < q.X+q.W && q.X < r.X+r.W && r.Y < q.Y+q.H && q.Y < r.Y+r.H {
				t.Fatalf("%d×%d %+v: %+v and %+v overlap", w, h, o, r, q)
			}
		}
	}
	if area != w*h {
		t.Fatalf("%d×%d %+v: the panes cover %d of %d cells: %+v", w, h, o, area, w*h, p)
	}
	if p.Small != (w < 40 || h < 8) {
		t.Fatalf("%d×%d: Small is %v", w, h, p.Small)
	}
}

func TestSplit(t *testing.T) {
	all := Open{Outline: true, Search: true}
	for _, c := range []struct {
		name                  string
		w                     int
		open                  Open
		outline, text, search bool
	}{
		{"three beside each other", 140, all, true, true, true},
		{"the search covers the right part", 139, all, false, true, true},
		{"outline beside text", 100, Open{Outline: true}, true, true, false},
		{"outline beside the search while it has the focus", 100, Open{Outline: true, Search: true, Focus: OutlinePane}, true, false, true},
		{"one at a time: text", 79, all, false, true, false},
		{"one at a time: outline", 79, Open{Outline: true, Search: true, Focus: OutlinePane}, true, false, false},
		{"one at a time: search", 79, Open{Outline: true, Search: true, Focus: SearchPane}, false, false, true},
		{"focus on a closed pane", 79, Open{Focus: OutlinePane}, false, true, false},
		{"zen", 200, Open{Outline: true, Search: true, Zen: true}, false, true, false},
	} {
		p := Split(c.w, 30, c.open)
		if !p.Outline.Empty() != c.outline || !p.Text.Empty() != c.text || !p.Search.Empty() != c.search {
			t.Errorf("%s: %+v", c.name, p)
		}
		if !p.Text.Empty() && p.Text.W < textMin {
			t.Errorf("%s: %d cells of text", c.name, p.Text.W)
		}
	}
}
