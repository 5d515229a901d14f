package compare

import (
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"

	"gangmu/corpus"
	"gangmu/corpus/fold"
	"gangmu/corpus/text"
)

// A Change is a stretch that two texts have in common, or that one has and the other has not.
// Spans are in the sources; the texts are as the reader sees them.
type Change struct {
	Op   Op
	A, B text.Span // where it stands; empty where the text has nothing of it
	Text string    // of b for Equal and Insert, of a for Delete
}

// An Op says which of the two texts has a stretch.
type Op uint8

// The operations that lead from a to b.
const (
	Equal Op = iota
	Delete
	Insert
)

// A token is what a difference is made of: one Han character, one word of letters, one number, one
// mark of punctuation.
type token struct {
	view text.Span // in the view
	key  string    // folded: what is compared
}

// Diff finds the word-level differences between a span of a and a span of b. Blanks, and whatever
// folding makes the same (traditional and simplified, full and half width), are no differences.
func Diff(a *corpus.Document, as text.Span, b *corpus.Document, bs text.Span) []Change {
	x, y := tokens(a, as), tokens(b, bs)
	ops := slide(smooth(script(x, y), x, y), x, y)
	var out []Change
	i, j := 0, 0
	for k := 0; k < len(ops); {
		op, i0, j0 := ops[k], i, j
		for ; k < len(ops) && ops[k] == op; k++ {
			if op != Insert {
				i++
			}
			if op != Delete {
				j++
			}
		}
		c := Change{Op: op, A: stretch(a, x, i0, i, as), B: stretch(b, y, j0, j, bs)}
		if op == Delete {
			c.Text = viewText(a, x, i0, i)
		} else {
			c.Text = viewText(b, y, j0, j)
		}
		out = append(out, c)
	}
	return out
}

// stretch is the source span of the tokens from i to j; where there are none, the place between.
func stretch(d *corpus.Document, list []token, i, j int, all text.Span) text.Span {
	if i < j {
		return d.View.SrcSpan(text.Span{Start: list[i].view.Start, End: list[j-1].view.End})
	}
	at := all.End
	if i < len(list) {
		at = d.View.Src(list[i].view.Start)
	}
	return text.Span{Start: at, End: at}
}

func viewText(d *corpus.Document, list []token, i, j int) string {
	if i >= j {
		return ""
	}
	return d.View.Text[list[i].view.Start:list[j-1].view.End]
}

func tokens(d *corpus.Document, span text.Span) []token {
	at := d.View.PosSpan(span)
	s := at.In(d.View.Text)
	var list []token
	for i := 0; i < len(s); {
		r, n := utf8.DecodeRuneInString(s[i:])
		if unicode.IsSpace(r) {
			i += n
			continue
		}
		end := i + n
		if class := wordClass(r); class != 0 {
			for end < len(s) {
				r, n := utf8.DecodeRuneInString(s[end:])
				if wordClass(r) != class {
					break
				}
				end += n
			}
		}
		list = append(list, token{text.Span{Start: at.Start + i, End: at.Start + end}, fold.String(s[i:end])})
		i = end
	}
	return list
}

// wordClass groups the characters that make words together: 1 letters, 2 digits; 0 stands alone.
func wordClass(r rune) int {
	switch {
	case unicode.Is(unicode.Han, r):
		return 0
	case unicode.IsLetter(r):
		return 1
	case unicode.IsDigit(r):
		return 2
	}
	return 0
}

// maxScript bounds the work on two texts that have little in common: beyond so many single
// differences the middle is shown as replaced.
const maxScript = 3000

// script is the shortest list of operations that leads from x to y (Myers 1986).
func script(x, y []token) []Op {
	pre := 0
	for pre < len(x) && pre < len(y) && x[pre].key == y[pre].key {
		pre++
	}
	post := 0
	for post < len(x)-pre && post < len(y)-pre && x[len(x)-1-post].key == y[len(y)-1-post].key {
		post++
	}
	ops := make([]Op, pre, len(x)+len(y))
	ops = append(ops, middle(x[pre:len(x)-post], y[pre:len(y)-post])...)
	return append(ops, make([]Op, post)...)
}

func middle(x, y []token) []Op {
	n, m := len(x), len(y)
	limit := min(n+m, maxScript)
	v := make([]int32, 2*limit+3)
	off := limit + 1
	var trace [][]int32
	for d := 0; d <= limit; d++ {
		trace = append(trace, append([]int32(nil), v[off-d-1:off+d+2]...))
		for k := -d; k <= d; k += 2 {
			i := int(v[off+k-1]) + 1
			if k == -d || k != d && v[off+k-1] < v[off+k+1] {
				i = int(v[off+k+1])
			}
			j := i - k
			for i < n && j < m && x[i].key == y[j].key {
				i, j = i+1, j+1
			}
			v[off+k] = int32(i)
			if i >= n && j >= m {
				return back(trace, n, m)
			}
		}
	}
	ops := make([]Op, 0, n+m)
	for range n {
		ops = append(ops, Delete)
	}
	for range m {
		ops = append(ops, Insert)
	}
	return ops
}

// back follows the furthest paths from the end to the beginning; trace[d] holds the diagonals
// -d-1 … d+1 as they were before round d.
func back(trace [][]int32, i, j int) []Op {
	var rev []Op
	for d := len(trace) - 1; d > 0; d-- {
		v := trace[d]
		k := i - j
		from := k - 1
		if k == -d || k != d && v[k+d] < v[k+d+2] {
			from = k + 1
		}
		pi := int(v[from+d+1])
		pj := pi - from
		for i > pi && j > pj {
			rev = append(rev, Equal)
			i, j = i-1, j-1
		}
		if i == pi {
			rev = append(rev, Insert)
		} else {
			rev = append(rev, Delete)
		}
		i, j = pi, pj
	}
	for ; i > 0; i-- {
		rev = append(rev, Equal)
	}
	slices.Reverse(rev)
	return rev
}

// smooth makes a difference readable: a lone character that happens to be the same between two
// changes (的, 和) is shown as changed too, and what is deleted stands before what is inserted.
func smooth(ops []Op, x, y []token) []Op {
	for k := 0; k < len(ops); {
		if ops[k] != Equal {
			k++
			continue
		}
		end := k
		for end < len(ops) && ops[end] == Equal {
			end++
		}
		if end-k == 1 && k > 0 && end < len(ops) && wide(ops, k) && wide(ops, end) {
			ops = append(ops[:k:k], append([]Op{Delete, Insert}, ops[end:]...)...)
			end = k + 2
		}
		k = end
	}
	for k := 0; k < len(ops); {
		if ops[k] == Equal {
			k++
			continue
		}
		del, end := 0, k
		for ; end < len(ops) && ops[end] != Equal; end++ {
			if ops[end] == Delete {
				del++
			}
		}
		for i := k; i < end; i++ {
			ops[i] = Insert
			if i < k+del {
				ops[i] = Delete
			}
		}
		k = end
	}
	return ops
}

// slide shifts what was put in or taken out so that it begins behind a mark of punctuation, where the
// words around it allow that: of 甲。乙一。乙二。 from which a sentence is gone, 乙一。 and not 一。乙.
func slide(ops []Op, x, y []token) []Op {
	i, j := 0, 0 // tokens of x and y before k
	for k := 0; k < len(ops); {
		op, end := ops[k], k+1
		for op != Equal && end < len(ops) && ops[end] == op {
			end++
		}
		n := end - k
		switch op {
		case Equal:
			i, j = i+1, j+1
		case Delete:
			left := leftShift(ops, k, end, x, i)
			i, j, end = i-left+n, j-left, end-left
		case Insert:
			left := leftShift(ops, k, end, y, j)
			i, j, end = i-left, j-left+n, end-left
		}
		k = end
	}
	return ops
}

// leftShift shifts the change ops[k:end], which begins at list[at], to the left, and gives by how
// much.
func leftShift(ops []Op, k, end int, list []token, at int) int {
	n := end - k
	if afterStop(list, at) || end < len(ops) && ops[end] != Equal {
		return 0
	}
	for left := 1; left <= k && ops[k-left] == Equal && list[at-left].key == list[at+n-left].key; left++ {
		if !afterStop(list, at-left) {
			continue
		}
		op := ops[k]
		for m := k - left; m < end; m++ {
			ops[m] = Equal
			if m < k-left+n {
				ops[m] = op
			}
		}
		return left
	}
	return 0
}

// afterStop reports whether a sentence or a part of one begins at list[at].
func afterStop(list []token, at int) bool {
	return at == 0 || at < len(list) && strings.Contains("。；：，、,;:", list[at-1].key)
}

// wide reports whether the change that touches position k has two characters or more.
func wide(ops []Op, k int) bool {
	if ops[k] == Equal {
		return k >= 2 && ops[k-1] != Equal && ops[k-2] != Equal
	}
	return k+1 < len(ops) && ops[k+1] != Equal
}
