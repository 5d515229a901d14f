package layout

import (
	"strings"
	"unicode/utf8"

	"github.com/rivo/uniseg"
)

// A rank says how good a place is to end a row.
type rank uint8

// The ranks, from worst to best. A row ends at a place of a lower rank only where there is no
// better one in it.
const (
	split rank = iota // inside —— or ……
	bad               // a forbidden mark would begin or end a row
	word              // inside a word, a number, a document number
	soft              // between a number and its unit, inside 第十二条
	free              // an opportunity of UAX #14
	must              // a line end
)

// A scanner cuts a paragraph into clusters and ranks the places between them. Its slices are
// used again for the next paragraph.
type scanner struct {
	m     Measure
	s     string
	at    []int32 // at[i] is where cluster i begins; one more at the end
	cells []uint8
	class []class
	rank  []rank // rank[i] is the place behind cluster i
	buf   []byte
}

// scan reads s. Where s is what was read last nothing is done.
func (sc *scanner) scan(s string) {
	if s == sc.s && len(sc.at) > 0 {
		return
	}
	sc.s = s
	sc.at, sc.cells, sc.class, sc.rank = sc.at[:0], sc.cells[:0], sc.class[:0], sc.rank[:0]
	quotes := false
	for i := 0; i < len(s); {
		r, n := rune(s[i]), 1
		if r >= utf8.RuneSelf {
			r, n = utf8.DecodeRuneInString(s[i:])
		}
		c, cells := look(r), 0
		if c&simple != 0 && (i+n >= len(s) || startsCluster(s, i+n)) {
			cells = sc.m.cells(c)
		} else {
			n, cells = sc.m.cluster(s, i)
			c &^= simple | paired
		}
		switch {
		case c&white != 0 && r == '\t':
			cells = tabCells
		case s[i] < ' ' && (r == '\n' || r == '\r'), r == 0x85, r == 0x2028, r == 0x2029:
			cells = 0
		case quote(r):
			quotes = true
		}
		sc.at = append(sc.at, int32(i))
		sc.cells = append(sc.cells, uint8(cells))
		sc.class = append(sc.class, c)
		i += n
	}
	sc.at = append(sc.at, int32(len(s)))
	sc.buf = sc.buf[:0]
	if quotes {
		sc.quotes()
	}
	sc.opportunities()
	sc.correct()
}

// tabCells is the width of a tab inside a line: two characters.
const tabCells = 4

// len is the number of clusters.
func (sc *scanner) len() int { return len(sc.cells) }

// text is the cluster i.
func (sc *scanner) text(i int) string { return sc.s[sc.at[i]:sc.at[i+1]] }

// first is the first character of cluster i.
func (sc *scanner) first(i int) rune {
	if i < 0 || i >= sc.len() {
		return 0
	}
	r, _ := utf8.DecodeRuneInString(sc.s[sc.at[i]:])
	return r
}

func quote(r rune) bool {
	return r == '“' || r == '”' || r == '‘' || r == '’' || r == '"'
}

// quotes makes “ ‘ opening and ” ’ closing marks where one of their neighbours is set in two
// cells. UAX #14 of Unicode 15 glues them to both neighbours (class QU); Unicode 16 and CSS
// tailor them as here. Straight quotes open and close in turn, if their number is even.
// The text for uniseg is changed in buf to marks of as many bytes.
func (sc *scanner) quotes() {
	sc.buf = append(sc.buf, sc.s...)
	straight, opens := strings.Count(sc.s, `"`), true
	for i := range sc.cells {
		r := sc.first(i)
		if !quote(r) || !sc.besideWide(i) {
			continue
		}
		as, c := "", notStart
		switch r {
		case '“':
			as, c = "「", notEnd
		case '‘':
			as, c = "『", notEnd
		case '”':
			as = "」"
		case '’':
			as = "』"
		default:
			if straight%2 != 0 {
				continue
			}
			if as = ")"; opens {
				as, c = "(", notEnd
			}
			opens = !opens
		}
		copy(sc.buf[sc.at[i]:], as)
		sc.class[i] = sc.class[i]&^(notStart|notEnd) | c | paired
	}
}

// besideWide reports whether the nearest neighbour of cluster i on one side, other quotation
// marks left aside, takes two cells.
func (sc *scanner) besideWide(i int) bool {
	l, r := i-1, i+1
	for l >= 0 && quote(sc.first(l)) {
		l--
	}
	for r < sc.len() && quote(sc.first(r)) {
		r++
	}
	return l >= 0 && sc.class[l]&wide != 0 || r < sc.len() && sc.class[r]&wide != 0
}

// opportunities ranks every place free, word or must by UAX #14. Where two paired characters meet
// the answer is known; uniseg reads only the stretches between such places. It may begin there,
// because nothing before the first character of such a stretch has a say in what follows.
func (sc *scanner) opportunities() {
	n := sc.len()
	sc.rank = append(sc.rank, make([]rank, n)...)
	for i := 0; i < n; i++ {
		if i+1 < n && sc.class[i]&sc.class[i+1]&paired != 0 {
			sc.rank[i] = free
			if sc.class[i]&notEnd != 0 || sc.class[i+1]&notStart != 0 {
				sc.rank[i] = word
			}
			continue
		}
		j := i + 1
		for j < n && (j+1 >= n || sc.class[j]&sc.class[j+1]&paired == 0) {
			j++
		}
		j = min(j, n-1)
		sc.segments(i, j)
		i = j - 1
		if j == n-1 {
			break
		}
	}
	if n > 0 {
		sc.rank[n-1] = must
	}
}

// segments asks uniseg about the places between clusters i and j.
func (sc *scanner) segments(i, j int) {
	from, to := sc.at[i], sc.at[j+1]
	if len(sc.buf) == 0 {
		rest, state := sc.s[from:to], -1
		for k := i; k <= j; {
			var seg string
			var hard bool
			seg, rest, hard, state = uniseg.FirstLineSegmentInString(rest, state)
			from += int32(len(seg))
			k = sc.mark(k, j, from, hard)
			if len(rest) == 0 {
				break
			}
		}
		return
	}
	rest, state := sc.buf[from:to], -1
	for k := i; k <= j; {
		var seg []byte
		var hard bool
		seg, rest, hard, state = uniseg.FirstLineSegment(rest, state)
		from += int32(len(seg))
		k = sc.mark(k, j, from, hard)
		if len(rest) == 0 {
			break
		}
	}
}

// mark ranks the clusters from k to the one that ends at the segment's end: word inside it, free
// or must behind it. It returns the next cluster. Where uniseg would divide a cluster, the place
// is passed over.
func (sc *scanner) mark(k, j int, end int32, hard bool) int {
	for ; k < j; k++ {
		switch {
		case sc.at[k+1] < end:
			sc.rank[k] = word
		case sc.at[k+1] == end:
			if sc.rank[k] = free; hard {
				sc.rank[k] = must
			}
			return k + 1
		default:
			return k
		}
	}
	return k
}
