package layout

import "math"

// balanced breaks a title into rows of about the same length, no more of them than room needs, and
// where it has a pause if there is one near (GB/T 9704 7.3.1: 回行时词意完整，排列对称，长短适宜).
func (sc *scanner) balanced(dst []line, room int) []line {
	begin := len(dst)
	dst = sc.greedy(dst, shape{first: room, rest: room})
	rows := len(dst) - begin
	if rows == 1 {
		return dst
	}
	if ls := sc.phrased(room, rows); ls != nil {
		return append(dst[:begin], ls...)
	}
	low, high := 1, room // rows fit in high cells
	for low < high {
		mid := (low + high) / 2
		dst = sc.greedy(dst[:begin], shape{first: mid, rest: mid})
		fits := len(dst)-begin <= rows
		for _, l := range dst[begin:] {
			fits = fits && l.cells <= mid
		}
		if fits {
			high = mid
		} else {
			low = mid + 1
		}
	}
	return sc.greedy(dst[:begin], shape{first: high, rest: high})
}

// phrasedMost is the number of clusters up to which the breaks of a title are weighed.
const phrasedMost = 400

// phrased breaks a title into that many rows of at most room cells so that the sum of what each
// break costs and of the squares of what the rows are longer or shorter than the mean is least;
// nil if it cannot without breaking words.
func (sc *scanner) phrased(room, rows int) []line {
	n := sc.len()
	if n > phrasedMost {
		return nil
	}
	all := sc.close(0, n)
	mean := float64(all.cells) / float64(rows)
	// cost[r][k] is the least cost of r rows that end with cluster k; from[r][k] where the last begins.
	cost, from := make([][]float64, rows+1), make([][]int, rows+1)
	for r := range cost {
		cost[r], from[r] = make([]float64, n+1), make([]int, n+1)
		for k := range cost[r] {
			cost[r][k] = math.Inf(1)
		}
	}
	cost[0][0] = 0
	for r := 1; r <= rows; r++ {
		for i := range n {
			if math.IsInf(cost[r-1][i], 1) {
				continue
			}
			for k := i + 1; k <= n; k++ {
				l := sc.close(i, k)
				if l.cells > room {
					break
				}
				if l.to > k || k < n && sc.rank[k-1] < soft && !sc.subtitle(k) { // blanks stay with the row before
					continue
				}
				d := float64(l.cells) - mean
				c := cost[r-1][i] + d*d
				if k < n {
					c += sc.breakCost(k) * mean * mean
				}
				if c <= cost[r][k] { // of two as good, the one with the longer row above
					cost[r][k], from[r][k] = c, i
				}
			}
		}
	}
	if math.IsInf(cost[rows][n], 1) {
		return nil
	}
	ls := make([]line, rows)
	for r, k := rows, n; r > 0; r-- {
		ls[r-1] = sc.close(from[r][k], k)
		k = from[r][k]
	}
	return ls
}

// subtitle reports whether a dash after a blank begins with cluster k: a subtitle, before which a
// row may end as it may not before a dash in a sentence.
func (sc *scanner) subtitle(k int) bool {
	return sc.class[k]&twin != 0 && sc.first(k) != '…' && sc.class[k-1]&white != 0
}

// breakCost is what it costs to begin a row of a title with cluster k, as a part of the square of
// the mean length: nothing at a blank or a mark, little behind a word that joins, a gain before the dash that begins a
// subtitle.
func (sc *scanner) breakCost(k int) float64 {
	switch {
	case sc.subtitle(k):
		return -0.1
	case sc.class[k-1]&twin != 0:
		return 1
	case sc.rank[k-1] == soft:
		return 1
	case sc.class[k-1]&(white|notStart) != 0 || sc.class[k]&notEnd != 0:
		return 0
	case sc.first(k) == '的':
		return 0.4
	}
	switch sc.first(k - 1) {
	case '的', '和', '与', '與', '及':
		return 0.1
	}
	return 0.2
}
