package tui

import (
	"fmt"
	"strings"

	"gangmu/corpus/text"
	"gangmu/index"
)

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
