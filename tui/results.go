package tui

import (
	"fmt"
	"strings"

	"gangmu/corpus/text"
	"gangmu/index"
)

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

// summary says how much was found.
func (r *resultsPane) summary(sh *shell) string {
	switch {
	case r.err != nil:
		return ""
	case r.busy && len(r.lines) == 0:
		return sh.say(saySearching)
	case r.query == "":
		return ""
	}
	s := sh.say(sayHits, r.answer.matches, r.answer.docs, r.answer.millis)
	if r.answer.partial {
		s = "≥ " + s
	}
	return s
}

// draw gives the rows of the pane.
func (r *resultsPane) draw(sh *shell, focus bool) []string {
	rows := make([]string, 0, r.h)
	r.rowLine = r.rowLine[:0]
	p := &sh.pen
	put := func(line int) {
		rows = append(rows, p.done(roleText))
		r.rowLine = append(r.rowLine, line)
	}
	p.start(r.w)
	p.put(roleText, " ")
	q := r.answer.query
	if q == "" {
		q = sh.say(saySearch)
	}
	p.putShort(roleTitle, q, r.w-2)
	put(-1)
	p.start(r.w)
	p.put(roleText, " ")
	p.putShort(roleDim, r.summary(sh), r.w-2)
	put(-1)
	for _, s := range r.message(sh) {
		p.start(r.w)
		p.put(roleText, " ")
		role := roleDim
		if r.err != nil {
			role = roleError
		}
		p.putShort(role, s, r.w-2)
		put(-1)
	}
	for i := r.first; i < len(r.lines) && len(rows) < r.h; i++ {
		l := r.lines[i]
		p.start(r.w)
		if l.hit == nil {
			r.drawGroup(sh, l.group, i == r.cursor)
			put(i)
			continue
		}
		r.drawTrail(sh, l.hit, i == r.cursor, focus)
		put(i)
		for _, s := range r.snippet(l.hit) {
			p.start(r.w)
			p.put(roleText, "   ")
			for _, part := range s {
				p.put(part.role, part.text)
			}
			put(i)
		}
	}
	for len(rows) < r.h {
		p.start(r.w)
		put(-1)
	}
	return rows[:r.h]
}

// message is what is said where there is nothing to list.
func (r *resultsPane) message(sh *shell) []string {
	w := max(r.w-2, 1)
	var lines []string
	add := func(s string) {
		for _, l := range strings.Split(s, "\n") {
			lines = append(lines, sh.m.Wrap(l, w)...)
		}
	}
	switch {
	case r.err != nil:
		msg := r.err.Error()
		if e, ok := r.err.(*index.SyntaxError); ok && sh.lang != english {
			msg = sh.lang.pick(e.Chinese(), "")
		}
		add(msg)
		lines = append(lines, "")
	case r.query == "":
		add(sh.say(saySearchEmpty))
	case !r.busy && len(r.lines) == 0:
		add(sh.say(sayNoHits, r.answer.searched, r.answer.query))
		add(sh.say(sayNoHitsTry))
	}
	return lines
}

func (r *resultsPane) drawGroup(sh *shell, g int, at bool) {
	p, gr := &sh.pen, &r.groups[g]
	role := roleTitle
	if at {
		role = roleCursor
	}
	sign := sh.glyph("▾ ", "- ")
	if gr.folded {
		sign = sh.glyph("▸ ", "+ ")
	}
	p.put(role, sign)
	n := fmt.Sprintf(" %d ", gr.count)
	p.putShort(role, gr.title, p.left-len(n))
	p.blank(role, p.left-len(n))
	if at {
		p.put(roleCursor, n)
	} else {
		p.put(roleCount, n)
	}
}

func (r *resultsPane) drawTrail(sh *shell, h *index.Hit, at, focus bool) {
	p := &sh.pen
	role, count := roleDim, roleCount
	sign := "  "
	if at {
		role, count, sign = roleCursor, roleCursor, sh.glyph("› ", "> ")
		if !focus {
			role, count = roleCursorOff, roleCursorOff
		}
	}
	p.put(role, sign)
	n := ""
	if h.Count > 1 {
		n = fmt.Sprintf(" %d ", h.Count)
	}
	t := h.Section.Trail
	if t == "" {
		t = sh.say(sayStart)
	}
	p.put(role, fitTrail(sh, strings.Split(t, " › "), p.left-len(n)))
	p.blank(role, p.left-len(n))
	p.put(count, n)
}

// fitTrail prints headings from the top down in w cells: those above are left out first.
func fitTrail(sh *shell, heads []string, w int) string {
	sep := sh.glyph(" › ", " > ")
	for i := range heads {
		if s := strings.Join(heads[i:], sep); sh.m.Width(s) <= w {
			return s
		}
	}
	if w <= 0 || len(heads) == 0 {
		return ""
	}
	return sh.m.Fit(heads[len(heads)-1], w)
}

type styled struct {
	role role
	text string
}

// snippet is the sentence of a hit in rows, with its matches.
func (r *resultsPane) snippet(h *index.Hit) [][]styled {
	w := max(r.w-4, 1)
	s, ms := window(h.Snippet, w*snippetRows, r.sh.m.Width)
	var out [][]styled
	at, k := 0, 0
	for _, line := range r.sh.m.Wrap(s, w) {
		if len(out) == snippetRows {
			break
		}
		i := strings.Index(s[at:], line)
		if i < 0 {
			out = append(out, []styled{{roleText, line}})
			continue
		}
		start, end := at+i, at+i+len(line)
		at = end
		var row []styled
		for pos := start; pos < end; {
			for k < len(ms) && ms[k].End <= pos {
				k++
			}
			next, role := end, roleText
			if k < len(ms) && ms[k].Start < end {
				if ms[k].Start <= pos {
					next, role = min(ms[k].End, end), roleMatch
				} else {
					next = ms[k].Start
				}
			}
			row = append(row, styled{role, s[pos:next]})
			pos = next
		}
		out = append(out, row)
	}
	return out
}

// window cuts a snippet so that its first match is within the first cells: at a mark, if there is
// one, else anywhere.
func window(sn index.Snippet, cells int, width func(string) int) (string, []text.Span) {
	s, ms := sn.Text, sn.Matches
	if len(ms) == 0 || width(s[:ms[0].End]) <= cells*2/3 {
		return s, ms
	}
	from := ms[0].Start
	for from > 0 && width(s[from:ms[0].End]) < cells/2 {
		from--
		for from > 0 && s[from]&0xC0 == 0x80 {
			from--
		}
	}
	if i := strings.LastIndexAny(s[from:ms[0].Start], "。；，、！？"); i >= 0 {
		from += i
		for n := 1; from+n <= len(s); n++ {
			if from+n == len(s) || s[from+n]&0xC0 != 0x80 {
				from += n
				break
			}
		}
	}
	const dots = "…"
	out := make([]text.Span, len(ms))
	for i, m := range ms {
		out[i] = text.Span{Start: max(m.Start-from, 0) + len(dots), End: m.End - from + len(dots)}
	}
	return dots + s[from:], out
}
