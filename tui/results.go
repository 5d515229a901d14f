package tui

import "gangmu/index"

// A resultsPane lists what a query has found, by document, with the section and the sentence of
// each hit.
type resultsPane struct {
	sh      *shell
	shown   bool
	w, h    int
	query   string
	err     error
	busy    bool
	answer  answer
	groups  []resultGroup
	lines   []resultLine
	cursor  int // in lines
	first   int // in lines
	rowLine []int
}

// An answer is what was found in the open documents and in the library together.
type answer struct {
	query    string // canonical
	hits     []index.Hit
	matches  int
	docs     int
	searched int  // documents that were searched
	partial  bool // not everything has been looked at
	more     bool // not all that was found is in hits
	millis   int64
}

type resultGroup struct {
	path, title string
	hits        []index.Hit
	count       int
	folded      bool
}

// A resultLine is the heading of a group (hit nil) or a hit.
type resultLine struct {
	group int
	hit   *index.Hit
}

func (r *resultsPane) resize(w, h int) {
	if r.w != w || r.h != h {
		r.w, r.h = w, h
		r.keep()
	}
}

// set takes over an answer. The cursor is on the first hit.
func (r *resultsPane) set(a answer) {
	r.answer, r.err, r.busy = a, nil, false
	r.groups = r.groups[:0]
	at := map[string]int{}
	for _, h := range a.hits {
		i, ok := at[h.Path]
		if !ok {
			i = len(r.groups)
			at[h.Path] = i
			r.groups = append(r.groups, resultGroup{path: h.Path, title: h.Title})
		}
		g := &r.groups[i]
		g.hits = append(g.hits, h)
		g.count += h.Count
	}
	r.cursor, r.first = 0, 0
	r.list()
	if len(r.lines) > 1 {
		r.cursor = 1
	}
}

// list lists the lines anew.
func (r *resultsPane) list() {
	r.lines = r.lines[:0]
	for i := range r.groups {
		g := &r.groups[i]
		r.lines = append(r.lines, resultLine{group: i})
		if g.folded {
			continue
		}
		for k := range g.hits {
			r.lines = append(r.lines, resultLine{i, &g.hits[k]})
		}
	}
	r.cursor = max(min(r.cursor, len(r.lines)-1), 0)
}

// hit is the hit under the cursor; of a folded group its best.
func (r *resultsPane) hit() *index.Hit {
	if r.cursor >= len(r.lines) {
		return nil
	}
	l := r.lines[r.cursor]
	if l.hit == nil {
		return &r.groups[l.group].hits[0]
	}
	return l.hit
}

// headRows is how many rows the pane's own heading takes.
const headRows = 2

func (r *resultsPane) act(a action, n int) bool {
	page := max((r.h-headRows)/3, 1)
	switch a {
	case lineDown:
		r.move(n)
	case lineUp:
		r.move(-n)
	case halfDown, pageDown:
		r.move(n * page)
	case halfUp, pageUp:
		r.move(-n * page)
	case toTop:
		r.move(-len(r.lines))
	case toEnd:
		r.move(len(r.lines))
	case nextHead, prevHead: // the next document
		r.jumpGroup(a)
	case foldToggle, foldIn, foldOut:
		if len(r.lines) == 0 {
			return true
		}
		g := r.lines[r.cursor].group
		r.groups[g].folded = a == foldIn || a == foldToggle && !r.groups[g].folded
		r.list()
		for i, l := range r.lines {
			if l.group == g && (l.hit == nil) {
				r.cursor = i
				break
			}
		}
		r.keep()
	case foldAll, foldNone:
		for i := range r.groups {
			r.groups[i].folded = a == foldAll
		}
		r.cursor = 0
		r.list()
		r.keep()
	default:
		return false
	}
	return true
}

// move moves the cursor over n lines; the heading of an unfolded group is passed over.
func (r *resultsPane) move(n int) {
	if len(r.lines) == 0 {
		return
	}
	step := 1
	if n < 0 {
		step, n = -1, -n
	}
	for range n {
		i := r.cursor + step
		if i >= 0 && i < len(r.lines) && r.lines[i].hit == nil && !r.groups[r.lines[i].group].folded {
			i += step
		}
		if i < 0 || i >= len(r.lines) {
			break
		}
		r.cursor = i
	}
	r.keep()
}

func (r *resultsPane) jumpGroup(a action) {
	if len(r.lines) == 0 {
		return
	}
	g := r.lines[r.cursor].group + 1
	if a == prevHead {
		g -= 2
	}
	r.goToGroup(g)
}

// goToGroup puts the cursor on the first hit of a group.
func (r *resultsPane) goToGroup(g int) {
	for i, l := range r.lines {
		if l.group == g && (l.hit != nil || r.groups[g].folded) {
			r.cursor = i
			r.keep()
			return
		}
	}
}

func (r *resultsPane) scroll(n int) {
	step := 1
	if n < 0 {
		step = -1
	}
	r.first = max(min(r.first+step, len(r.lines)-1), 0)
}

// keep scrolls so that the line under the cursor is in view as a whole.
func (r *resultsPane) keep() {
	if r.cursor <= r.first {
		r.first = r.cursor
		if r.first > 0 && r.lines[r.first-1].hit == nil {
			r.first--
		}
		return
	}
	for r.first < r.cursor {
		rows := 0
		for i := r.first; i <= r.cursor; i++ {
			rows += r.rows(r.lines[i])
		}
		if rows <= r.h-headRows {
			return
		}
		r.first++
	}
}

// snippetRows is how many rows of a sentence are shown.
const snippetRows = 2

func (r *resultsPane) rows(l resultLine) int {
	if l.hit == nil {
		return 1
	}
	return 1 + len(r.snippet(l.hit))
}

// click puts the cursor on the line at row y; it reports whether that is a hit.
func (r *resultsPane) click(y int) bool {
	if y < 0 || y >= len(r.rowLine) || r.rowLine[y] < 0 {
		return false
	}
	r.cursor = r.rowLine[y]
	if r.lines[r.cursor].hit == nil {
		r.act(foldToggle, 1)
		return false
	}
	return true
}
