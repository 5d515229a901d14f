package layout

import (
	"strings"
	"unicode/utf8"

	"github.com/clipperhouse/displaywidth"
	"github.com/clipperhouse/uax29/v2/graphemes"
)

// A Measure says how many cells of the terminal a text takes. It does not depend on the locale.
// The zero Measure takes ambiguous characters (UAX #11 class A: “ ” … — · ① ℃) as one cell wide,
// as most terminals do.
type Measure struct {
	Wide bool // ambiguous characters are two cells wide
}

// Width is the number of cells that Show(s) takes.
func (m Measure) Width(s string) int {
	w := 0
	for i := 0; i < len(s); {
		n, c := m.cluster(s, i)
		w += c
		i += n
	}
	return w
}

// Show is s as it may be printed on one row: line ends and tabs as a blank, control characters
// as pictures, bidirectional controls and other invisible characters left out, undecodable bytes
// as �.
func (m Measure) Show(s string) string {
	if plain(s) {
		return s
	}
	var b strings.Builder
	b.Grow(len(s))
	for i := 0; i < len(s); {
		n, _ := m.cluster(s, i)
		b.WriteString(shown(s[i : i+n]))
		i += n
	}
	return b.String()
}

// Fit is s in exactly w cells: padded with blanks, or cut off with … at the end.
// For w < 1 it is empty.
func (m Measure) Fit(s string, w int) string {
	var b strings.Builder
	b.Grow(len(s) + 8)
	dots := m.Width("…")
	used, keep, kept := 0, 0, 0 // keep: length of b with which … still fits, in kept cells
	for i := 0; i < len(s); {
		n, c := m.cluster(s, i)
		if used+c > w {
			if w < dots {
				return blanks(max(w, 0))
			}
			return b.String()[:keep] + "…" + blanks(w-kept-dots)
		}
		b.WriteString(shown(s[i : i+n]))
		used += c
		if used+dots <= w {
			keep, kept = b.Len(), used
		}
		i += n
	}
	b.WriteString(blanks(w - used))
	return b.String()
}

// FitLeft is s in exactly w cells as Fit, but it is the beginning that gives way to … .
func (m Measure) FitLeft(s string, w int) string {
	total := m.Width(s)
	if total <= w {
		return m.Fit(s, w)
	}
	room := w - m.Width("…")
	if room < 0 {
		return blanks(max(w, 0))
	}
	i := 0
	for total > room {
		n, c := m.cluster(s, i)
		total -= c
		i += n
	}
	return "…" + m.Show(s[i:]) + blanks(room-total)
}

// Cut is the cells from…to of s, in exactly to-from cells. A wide character of which only half
// lies inside becomes a blank; so does what lies behind the end of s.
func (m Measure) Cut(s string, from, to int) string {
	if to <= from {
		return ""
	}
	var b strings.Builder
	col := 0
	for i := 0; i < len(s) && col < to; {
		n, c := m.cluster(s, i)
		switch {
		case col >= from && col+c <= to:
			if c > 0 || col > from {
				b.WriteString(shown(s[i : i+n]))
			}
		case col+c > from:
			b.WriteString(blanks(min(col+c, to) - max(col, from)))
		}
		col += c
		i += n
	}
	b.WriteString(blanks(to - max(col, from)))
	return b.String()
}

// First is the length in bytes of the first grapheme cluster of s, which is not empty, and the cells
// it takes.
func (m Measure) First(s string) (n, cells int) { return m.cluster(s, 0) }

// cluster is the length in bytes and the cells of the grapheme cluster of s that begins at i.
// Line ends and tabs count one cell here; rows treat them in their own way.
func (m Measure) cluster(s string, i int) (n, cells int) {
	r, n := rune(s[i]), 1
	if r >= utf8.RuneSelf {
		r, n = utf8.DecodeRuneInString(s[i:])
	}
	c := look(r)
	if c&simple != 0 && (i+n >= len(s) || startsCluster(s, i+n)) {
		return n, m.cells(c)
	}
	it := graphemes.FromString(s[i:])
	if !it.Next() {
		return n, 1
	}
	g := it.Value()
	return len(g), m.odd(g)
}

// startsCluster reports whether what begins at i is for certain no part of the cluster before it.
func startsCluster(s string, i int) bool {
	if s[i] < utf8.RuneSelf {
		return true
	}
	r, _ := utf8.DecodeRuneInString(s[i:])
	return look(r)&simple != 0
}

// cells is the width of a simple character.
func (m Measure) cells(c class) int {
	switch {
	case c&wide != 0, c&ambiguous != 0 && m.Wide:
		return 2
	}
	return 1
}

// odd is the width of a cluster that is not a single simple character.
func (m Measure) odd(g string) int {
	show := shown(g)
	if show == "" {
		return 0
	}
	return min(2, displaywidth.Options{EastAsianWidth: m.Wide}.String(show))
}

// shown is what is printed for the cluster g: something of which every terminal takes the same
// number of cells.
func shown(g string) string {
	if g[0] < utf8.RuneSelf && (len(g) == 1 || g[1] < utf8.RuneSelf) { // ASCII, or CR LF
		return ascii(g)
	}
	r, n := utf8.DecodeRuneInString(g)
	if look(r)&simple != 0 && len(g) == n {
		return g
	}
	switch {
	case r == utf8.RuneError, r >= 0x80 && r < 0xa0 && r != 0x85:
		return "�"
	case r == 0x85, r == 0x2028, r == 0x2029: // NEL, LS, PS
		return " "
	case r == 0xa0:
		return " " + g[n:]
	case invisible(r):
		return ""
	}
	return steady(g, r)
}

// ascii is what is printed for an ASCII character or CR LF.
func ascii(g string) string {
	switch b := g[0]; {
	case b == '\n', b == '\r', b == '\t':
		return " "
	case b < 0x20:
		return string(rune(0x2400 + int(b)))
	case b == 0x7f:
		return "␡"
	}
	return g[:1]
}

// steady drops from a cluster of symbols what terminals disagree about: U+FE0F, which makes ⚠
// wide in some; skin tones; the partners that ZWJ joins, which some draw one beside the other.
func steady(g string, base rune) string {
	if strings.Contains(g, "\ufe0f") {
		g = strings.ReplaceAll(g, "\ufe0f", "")
	}
	if base < 0x2190 {
		return g
	}
	for i, r := range g {
		if i > 0 && (r == 0x200d || r >= 0x1f3fb && r <= 0x1f3ff) {
			return g[:i]
		}
	}
	return g
}

// plain reports whether Show(s) is s for certain.
func plain(s string) bool {
	for i := 0; i < len(s); {
		r, n := rune(s[i]), 1
		if r >= utf8.RuneSelf {
			r, n = utf8.DecodeRuneInString(s[i:])
		}
		if look(r)&simple == 0 {
			return false
		}
		i += n
	}
	return true
}

const spaces = "                                                                                "

// blanks is n blanks; none for n < 1.
func blanks(n int) string {
	switch {
	case n <= 0:
		return ""
	case n <= len(spaces):
		return spaces[:n]
	}
	return strings.Repeat(" ", n)
}
