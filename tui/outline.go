package tui

import "gangmu/corpus/outline"

// An outlinePane is the foldable outline of a document. It follows the reading position and never
// unfolds by itself but to show the path to it.
type outlinePane struct {
	doc    *doc
	cursor *outline.Section
	first  int // line at the top of the pane
	h      int
	lines  []outlineLine
	moved  bool // the cursor was moved by hand: it does not follow until the focus leaves
	hits   bool // only headings with hits and those above them; see filtered
	sizes  bool // the column of sizes is shown
	ranges int  // cells of the widest range of articles among the lines
}

type outlineLine struct {
	*outline.Section
	depth int
	kids  bool // has children that could be shown
	open  bool
}

// show makes the pane that of d.
func (o *outlinePane) show(d *doc) {
	o.doc, o.cursor, o.first, o.moved = d, nil, 0, false
	if d != nil {
		o.cursor = d.Tree.Root
		o.refresh()
	}
}

// folded reports whether the children of s are hidden: as the user has set it, else by depth;
// of the sections being read the path is shown unless the user has closed it.
func (o *outlinePane) folded(s *outline.Section) bool {
	if s == o.doc.Tree.Root {
		return false
	}
	if f, ok := o.doc.folds[s.ID]; ok {
		return f
	}
	if o.filtered() {
		return false
	}
	for c := o.doc.current; c != nil; c = c.Parent {
		if c.Parent == s {
			return false
		}
	}
	return depth(s) >= o.doc.foldDepth || onlyItems(s)
}

// onlyItems reports whether all that is below s are items of a list in a sentence: 一是…；二是…
func onlyItems(s *outline.Section) bool {
	for _, c := range s.Children {
		if !c.Item {
			return false
		}
	}
	return true
}

// depth counts the sections above s, the document itself left out.
func depth(s *outline.Section) int {
	n := 0
	for p := s.Parent; p != nil; p = p.Parent {
		n++
	}
	return n
}

// filtered reports whether only headings with hits are listed. Where nothing is looked for all are.
func (o *outlinePane) filtered() bool { return o.hits && o.doc.found.query != "" }

// refresh lists the lines anew, after a fold or when the reading position has entered another
// section, and keeps the cursor on a line that is shown.
func (o *outlinePane) refresh() {
	o.lines, o.ranges = o.lines[:0], 0
	if o.doc == nil {
		return
	}
	var add func(s *outline.Section, d int)
	add = func(s *outline.Section, d int) {
		if o.filtered() && o.doc.found.in(s) == 0 && s.Parent != nil {
			return
		}
		kids := o.hasKids(s)
		o.ranges = max(o.ranges, len([]rune(o.doc.articles[s])))
		open := kids && !o.folded(s)
		o.lines = append(o.lines, outlineLine{s, d, kids, open})
		if open {
			next := d + 1
			if s.Parent == nil {
				next = 0
			}
			for _, c := range s.Children {
				add(c, next)
			}
		}
	}
	add(o.doc.Tree.Root, 0)
	o.cursor = o.visible(o.cursor)
	o.keep()
}

// hasKids reports whether s has children that could be listed.
func (o *outlinePane) hasKids(s *outline.Section) bool {
	if !o.filtered() {
		return len(s.Children) > 0
	}
	for _, c := range s.Children {
		if o.doc.found.in(c) > 0 {
			return true
		}
	}
	return false
}

// visible is s or, if it is hidden, the nearest section above it that has a line.
func (o *outlinePane) visible(s *outline.Section) *outline.Section {
	for ; s != nil; s = s.Parent {
		if o.index(s) >= 0 {
			return s
		}
	}
	return o.doc.Tree.Root
}

func (o *outlinePane) index(s *outline.Section) int {
	for i, l := range o.lines {
		if l.Section == s {
			return i
		}
	}
	return -1
}

// follow is told that the reading position is in section s.
func (o *outlinePane) follow(s *outline.Section) {
	if o.doc == nil || s == o.doc.current {
		return
	}
	o.doc.current = s
	if !o.moved {
		o.cursor = s
	}
	o.refresh()
}

// resize is told the height of the pane.
func (o *outlinePane) resize(h int) {
	if h != o.h && h > 0 { // a pane that is away keeps what it showed
		o.h = h
		o.keep()
	}
}

// keep scrolls so that the cursor is in the pane, with a little of what is around it.
func (o *outlinePane) keep() {
	i := max(o.index(o.cursor), 0)
	margin := min(2, (o.h-1)/2)
	if i < o.first+margin {
		o.first = i - margin
	}
	if i > o.first+o.h-1-margin {
		o.first = i - o.h + 1 + margin
	}
	o.first = max(min(o.first, len(o.lines)-o.h), 0)
}

// scroll moves what is shown, as the wheel does, and leaves the cursor.
func (o *outlinePane) scroll(n int) { o.first = max(min(o.first+n, len(o.lines)-o.h), 0) }

// move moves the cursor n lines.
func (o *outlinePane) move(n int) {
	if len(o.lines) == 0 {
		return
	}
	i := min(max(o.index(o.cursor)+n, 0), len(o.lines)-1)
	o.set(o.lines[i].Section)
}

func (o *outlinePane) set(s *outline.Section) {
	o.cursor, o.moved = s, true
	o.keep()
}

// line is the section on row y of the pane; nil if there is none.
func (o *outlinePane) line(y int) *outline.Section {
	if i := o.first + y; y >= 0 && i < len(o.lines) {
		return o.lines[i].Section
	}
	return nil
}

// act carries out an action on the outline; it reports whether it was one of the outline's own.
func (o *outlinePane) act(a action, n int) bool {
	if o.doc == nil || o.cursor == nil {
		return false
	}
	s := o.cursor
	if rows, ok := a.rows(o.h); ok {
		o.move(n * rows)
		o.refresh()
		return true
	}
	switch a {
	case foldIn:
		if len(s.Children) > 0 && !o.folded(s) && s.Parent != nil {
			o.fold(s, true)
		} else if s.Parent != nil {
			o.set(s.Parent)
		}
	case foldOut:
		if o.folded(s) && len(s.Children) > 0 {
			o.fold(s, false)
		} else if len(s.Children) > 0 {
			o.set(s.Children[0])
		}
	case foldToggle:
		if len(s.Children) > 0 {
			o.fold(s, !o.folded(s))
		} else if s.Parent != nil && s.Parent.Parent != nil {
			o.fold(s.Parent, true)
			o.set(s.Parent)
		}
	case foldInAll, foldOutAll:
		s.Walk(func(c *outline.Section) bool {
			if len(c.Children) > 0 && c.Parent != nil {
				o.doc.folds[c.ID] = a == foldInAll
			}
			return true
		})
	case foldAll:
		o.level(1)
	case foldNone:
		o.level(99)
	case foldMore:
		o.level(max(o.doc.foldDepth-1, 1))
	case foldLess:
		o.level(min(o.doc.foldDepth+1, 99))
	default:
		return false
	}
	o.refresh()
	return true
}

func (o *outlinePane) fold(s *outline.Section, in bool) {
	if s.Parent != nil {
		o.doc.folds[s.ID] = in
	}
}

// level shows n levels and forgets what was folded by hand.
func (o *outlinePane) level(n int) {
	deepest := 1
	o.doc.Tree.Root.Walk(func(s *outline.Section) bool { deepest = max(deepest, depth(s)); return true })
	clear(o.doc.folds)
	o.doc.foldDepth = min(n, deepest)
	o.refresh()
}

// defaultDepth is how many levels are shown of a document that was never opened before: as many
// as still make a list that an eye can take in.
func defaultDepth(root *outline.Section) int {
	var at [32]int
	root.Walk(func(s *outline.Section) bool {
		if d := depth(s); d < len(at) && d > 0 && !s.Item {
			at[d]++
		}
		return !s.Item
	})
	n, d := at[1], 1
	for d+1 < len(at) && at[d+1] > 0 && n+at[d+1] <= 60 {
		d++
		n += at[d]
	}
	return d
}
