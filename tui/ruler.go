package tui

import "slices"

// A ruler is the last column of the text while something is looked for: the whole document from
// the first row to the last, with signs for how dense the hits are in each slice of it. It stands in
// the margin and takes no room from the text.

// slices counts the hits in each of n slices of a source of size bytes.
func (f *finds) slices(n, size int) []int {
	if len(f.ruler) != n {
		f.ruler = make([]int, n)
		for _, s := range f.spans {
			f.ruler[sliceOf(s.Start, n, size)]++
		}
	}
	return f.ruler
}

// sliceOf is the slice, of n, that holds the offset off of a source of size bytes.
func sliceOf(off, n, size int) int { return min(off*n/max(size, 1), n-1) }

// ruled reports whether the ruler is shown: something was found, and the margin is there.
func (t *textPane) ruled() bool {
	w, margin := t.width()
	return len(t.doc.found.spans) > 0 && !t.center && t.h > 1 && t.w-margin-w > 0
}

// drawRuler draws row y of the ruler in the last cell of the row being written.
func (t *textPane) drawRuler(sh *shell, y int) {
	counts := t.doc.found.slices(t.h, len(t.doc.Source))
	if level := heatLevel(float64(counts[y]), float64(slices.Max(counts))); level > 0 {
		sh.pen.blank(roleText, sh.pen.left-1)
		sh.pen.put(roleCount, sh.heat(level))
	}
}

// clickRuler goes to the hit nearest to the beginning of slice y, if x, y is on the ruler.
func (m *model) clickRuler(x, y int) bool {
	r, _ := m.textRects()
	t := &m.text
	y -= r.Y + m.trailRows()
	if x != r.X+r.W-1 || y < 0 || y >= t.h || !t.ruled() {
		return false
	}
	f := &t.doc.found
	off := y * len(t.doc.Source) / t.h
	i := max(f.nextMatch(off), 0)
	if n := len(f.spans); f.spans[i].Start < off { // none behind it
		i = n - 1
	} else if i > 0 && off-f.spans[i-1].Start < f.spans[i].Start-off {
		i--
	}
	m.goTo(goTo{now: f.spans[i]})
	return true
}
