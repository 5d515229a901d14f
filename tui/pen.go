package tui

import "gangmu/tui/layout"

// A pen writes one row of exactly w cells. What does not fit is left out; what is missing is
// filled with blanks. It is the only place where styles are put into text.
type pen struct {
	buf  []byte // of the row being written; used again for the next
	look *look
	m    layout.Measure
	left int // cells not yet written
	on   role
	raw  bool // something was written
}

func (p *pen) start(w int) {
	p.buf = p.buf[:0]
	p.left, p.raw, p.on = w, false, roleText
}

func (p *pen) style(r role) {
	if p.raw && p.on == r {
		return
	}
	if p.raw && p.look.on[p.on] != "" {
		p.buf = append(p.buf, styleOff...)
	}
	p.buf = append(p.buf, p.look.on[r]...)
	p.on, p.raw = r, true
}

// put writes s in role r; of an s that does not fit, as many whole characters as do.
func (p *pen) put(r role, s string) {
	if s != "" && p.left > 0 {
		p.putCells(r, p.m.Show(s), p.m.Width(s))
	}
}

// putCells is put for an s that is known to be n cells wide.
func (p *pen) putCells(r role, s string, n int) {
	if p.left <= 0 {
		return
	}
	if n > p.left {
		s, n = p.m.Cut(s, 0, p.left), p.left
	}
	p.style(r)
	p.buf = append(p.buf, s...)
	p.left -= n
}

// putShort writes s in role r in at most w cells, with an ellipsis where it was cut.
func (p *pen) putShort(r role, s string, w int) {
	w = min(w, p.left)
	if w <= 0 || s == "" {
		return
	}
	s = p.m.Show(s)
	n := p.m.Width(s)
	if n > w {
		s, n = p.m.Fit(s, w), w
	}
	p.putCells(r, s, n)
}

const blanks = "                                                                                                                                "

// blank writes n blanks in role r.
func (p *pen) blank(r role, n int) {
	if n = min(n, p.left); n <= 0 {
		return
	}
	p.style(r)
	p.left -= n
	for ; n > len(blanks); n -= len(blanks) {
		p.buf = append(p.buf, blanks...)
	}
	p.buf = append(p.buf, blanks[:n]...)
}

// done fills the row in role r and gives it back.
func (p *pen) done(r role) string {
	p.blank(r, p.left)
	if p.raw && p.look.on[p.on] != "" {
		p.buf = append(p.buf, styleOff...)
	}
	return string(p.buf)
}
