package layout

// A line is one row of a scanned text: clusters from…to, of which those from end on are blanks
// or line ends that hang over the edge unseen.
type line struct {
	from, end, to int
	cells         int // of from…end
}

// A shape is the room that the rows of a paragraph have, in cells.
type shape struct {
	first, rest int  // of the first row, of the others; at least 1
	hanging     bool // a comma or full stop may take two cells beyond that
}

// lines breaks the scanned text and appends to dst. There is one line at least. The time is
// linear in the text: a row looks back over its own clusters only.
func (sc *scanner) lines(dst []line, sh shape) []line {
	begin := len(dst)
	return sc.widow(sc.greedy(dst, sh), begin, sh)
}

// greedy fills one row after the other.
func (sc *scanner) greedy(dst []line, sh shape) []line {
	room, begin := max(sh.first, 1), len(dst)
	for i := 0; i < sc.len() || len(dst) == begin; {
		l := sc.line(i, room, sh.hanging)
		dst = append(dst, l)
		i, room = l.to, max(sh.rest, 1)
	}
	return dst
}

// line is the row that begins with cluster i.
func (sc *scanner) line(i, room int, hanging bool) line {
	n, used := sc.len(), 0
	for j := i; j < n; j++ {
		if sc.class[j]&white != 0 {
			// Blanks count once something follows them in the row.
			used += int(sc.cells[j])
			continue
		}
		if used += int(sc.cells[j]); used > room && j > i {
			if hanging && sc.mayHang(j, used-room) {
				return sc.close(i, j+1)
			}
			return sc.close(i, sc.best(i, j, room))
		}
		if sc.rank[j] == must && j+1 < n {
			return sc.close(i, j+1)
		}
	}
	return sc.close(i, n)
}

// best is where the row i… ends whose cluster j does not fit any more: the end of the row, as
// the cluster that the next one begins with. A soft place gives way to a free one before it if
// that leaves no more than a third of the row empty.
func (sc *scanner) best(i, j, room int) int {
	best, at := rank(0), j // the last place of the best rank so far
	back := 0              // cells between the place in hand and cluster j
	for k := j; k > i; k-- {
		r := sc.rank[k-1]
		if r > best || k == j {
			if best == soft && back > room/3 {
				break
			}
			best, at = r, k
		}
		if best >= free {
			break
		}
		back += int(sc.cells[k-1])
	}
	return at
}

// mayHang reports whether cluster j, which is over cells too wide, may hang over the edge: one
// point or comma and no other mark behind it (clreq 行尾点号悬挂).
func (sc *scanner) mayHang(j, over int) bool {
	return over <= hangCells && sc.class[j]&hangs != 0 && sc.class[j]&digit == 0 && sc.rank[j] >= free
}

// hangCells is the width of the margin for hanging marks: one character.
const hangCells = 2

// close makes the line of clusters i…j. Blanks behind it hang over the edge with it.
func (sc *scanner) close(i, j int) line {
	n := sc.len()
	for j < n && sc.class[j]&white != 0 && sc.rank[j-1] != must {
		j++
	}
	l := line{from: i, to: j, end: j}
	for l.end > i && (sc.class[l.end-1]&white != 0 || sc.cells[l.end-1] == 0 && sc.lineEnd(l.end-1)) {
		l.end--
	}
	for k := i; k < l.end; k++ {
		l.cells += int(sc.cells[k])
	}
	return l
}

// lineEnd reports whether cluster i is a line end.
func (sc *scanner) lineEnd(i int) bool {
	switch sc.first(i) {
	case '\n', '\r', '\v', '\f', 0x85, 0x2028, 0x2029:
		return true
	}
	return false
}

// widow moves a character down where the last row would hold a single one 孤字 (clreq: the last
// line of a paragraph should not consist of one character and its mark).
func (sc *scanner) widow(ls []line, begin int, sh shape) []line {
	k := len(ls) - 1
	if k <= begin || min(sh.first, sh.rest) < 16 {
		return ls
	}
	last, above := ls[k], ls[k-1]
	chars := 0
	for i := last.from; i < last.end; i++ {
		if sc.class[i]&notStart == 0 {
			chars++
		}
	}
	if chars > 1 || last.end == last.from || sc.class[last.from]&han == 0 {
		return ls
	}
	for i := last.from - 1; i > above.from && i >= last.from-4; i-- {
		if sc.rank[i-1] == free {
			ls[k-1], ls[k] = sc.close(above.from, i), sc.close(i, sc.len())
			if ls[k-1].to != i || ls[k].cells > sh.rest {
				ls[k-1], ls[k] = above, last
			}
			return ls
		}
	}
	return ls
}
