package index

import (
	"slices"
	"unicode/utf8"

	bleve "github.com/blevesearch/bleve_index_api"
)

// A gramBatch is the grams of some spans: first gathered span by span, then inverted.
type gramBatch struct {
	slots []gramSlot // a hash table of the grams, never more than half full
	grams []uint64   // by number, in the order in which they were met
	spans []span
	ends  []int    // where the grams of each span end in pairs
	pairs []uint32 // the numbers of the distinct grams of each span

	// Inverted: what Bleve's documents hold. There is one for each range of grams and each column,
	// which is a span, a group or the whole batch; all of the first range come first.
	ranges  int
	terms   string   // all grams, sorted
	termEnd []uint32 // where the gram of each rank ends in terms, behind a nought
	start   []uint32 // where each document begins in content; where the last one ends
	content []uint32 // ranks of grams
	first   int      // the number of the batch's first document
	taken   int      // documents that Bleve has taken
	tokens  [33]bleve.TokenFrequencies
}

// A gramSlot holds a gram, which is 0 in an empty slot, its number, and how many spans there were
// when it was met last.
type gramSlot struct {
	gram       uint64
	no, lastIn uint32
}

// reset makes b empty.
func (b *gramBatch) reset() {
	clear(b.slots)
	b.grams, b.spans, b.ends, b.pairs = b.grams[:0], b.spans[:0], b.ends[:0], b.pairs[:0]
}

// begin begins a span with unit u.
func (b *gramBatch) begin(u uint32) {
	if b.slots == nil {
		b.slots = make([]gramSlot, 1<<12)
	}
	b.spans = append(b.spans, span{u, u + 1})
	b.ends = append(b.ends, len(b.pairs))
}

// gather puts the grams of a text into the last span. As a number, a gram is its first character + 1
// and, below it in 21 bits, its second, or 0: never 0, and in the order of the strings.
func (b *gramBatch) gather(text string) {
	before := rune(-1)
	for _, r := range text {
		if r != ' ' {
			b.put(uint64(r+1) << 21)
		}
		if !inWord(r) {
			before = -1
			continue
		}
		if before >= 0 {
			b.put(uint64(before+1)<<21 | uint64(r))
		}
		before = r
	}
	b.ends[len(b.ends)-1] = len(b.pairs)
}

// put notes that the last span has a gram.
func (b *gramBatch) put(gram uint64) {
	now := uint32(len(b.spans))
	x := &b.slots[b.slot(gram)]
	switch {
	case x.gram == 0:
		*x = gramSlot{gram, uint32(len(b.grams)), now}
		b.pairs = append(b.pairs, x.no)
		b.grams = append(b.grams, gram)
		if 2*len(b.grams) > len(b.slots) {
			b.grow()
		}
	case x.lastIn != now:
		x.lastIn = now
		b.pairs = append(b.pairs, x.no)
	}
}

// slot is the slot of a gram, or the empty one where it belongs.
func (b *gramBatch) slot(gram uint64) int {
	mask := uint64(len(b.slots) - 1)
	h := gram * 0x9e3779b97f4a7c15 >> 32 & mask
	for b.slots[h].gram != gram && b.slots[h].gram != 0 {
		h = (h + 1) & mask
	}
	return int(h)
}

func (b *gramBatch) grow() {
	old := b.slots
	b.slots = make([]gramSlot, 2*len(old))
	for _, x := range old {
		if x.gram != 0 {
			b.slots[b.slot(x.gram)] = x
		}
	}
}

func (b *gramBatch) columns() int { return columns(len(b.spans)) }

// columns is how many documents there are for a range of grams: for each span, for each group, and
// for the whole batch.
func columns(spans int) int { return spans + (spans+groupSpans-1)/groupSpans + 1 }

// column is what the documents of column c stand for.
func (b *gramBatch) column(c int) span {
	from, to := c, c+1
	switch n := len(b.spans); {
	case c == b.columns()-1:
		from, to = 0, n
	case c >= n:
		from, to = (c-n)*groupSpans, min((c-n+1)*groupSpans, n)
	}
	return span{b.spans[from].from, b.spans[to-1].to}
}

// invert makes documents for Bleve of what was gathered.
func (b *gramBatch) invert() {
	rank := b.rank()
	list, end := b.lists(rank)
	list = b.condense(list, end)

	total, columns := len(list), b.columns()
	b.ranges = ranges
	if len(b.spans) < batchSpans {
		b.ranges = min(ranges, 1+total>>14)
	}
	b.start = append(b.start[:0], make([]uint32, b.ranges*columns+1)...)
	b.content = append(b.content[:0], make([]uint32, total)...)
	at := make([]uint32, columns)
	k, begin := 0, uint32(0) // the first gram of the range and where its list begins
	for r := range b.ranges {
		from, first := k, begin
		for k < len(end) && (r == b.ranges-1 || int(end[k]) <= total*(r+1)/b.ranges) {
			begin = end[k]
			k++
		}
		clear(at)
		for _, c := range list[first:begin] {
			at[c]++
		}
		for c, sum := 0, first; c < columns; c++ {
			b.start[r*columns+c] = sum
			sum, at[c] = sum+at[c], sum
		}
		for j, i := from, first; j < k; j++ {
			for ; i < end[j]; i++ {
				b.content[at[list[i]]] = uint32(j)
				at[list[i]]++
			}
		}
	}
	b.start[len(b.start)-1] = uint32(total)
	b.taken = 0
}

// rank sorts the grams, writes them down in that order, and gives each its rank, by number.
func (b *gramBatch) rank() []uint32 {
	sorted := slices.Clone(b.grams)
	slices.Sort(sorted)
	rank := make([]uint32, len(sorted))
	var terms []byte
	b.termEnd = append(b.termEnd[:0], 0)
	for k, g := range sorted {
		rank[b.slots[b.slot(g)].no] = uint32(k)
		terms = utf8.AppendRune(terms, rune(g>>21)-1)
		if second := rune(g & (1<<21 - 1)); second != 0 {
			terms = utf8.AppendRune(terms, second)
		}
		b.termEnd = append(b.termEnd, uint32(len(terms)))
	}
	b.terms = string(terms)
	return rank
}

// lists gives the spans of each gram, in the order of their ranks, and where each list ends.
func (b *gramBatch) lists(rank []uint32) (list []uint16, end []uint32) {
	end = make([]uint32, len(rank)+1)
	for _, no := range b.pairs {
		end[rank[no]+1]++
	}
	for k := 1; k < len(end); k++ {
		end[k] += end[k-1]
	}
	// end[k] is where list k begins; it moves to where it ends.
	list = make([]uint16, len(b.pairs))
	from := 0
	for s, to := range b.ends {
		for _, no := range b.pairs[from:to] {
			k := rank[no]
			list[end[k]] = uint16(s)
			end[k]++
		}
		from = to
	}
	return list, end[:len(rank)]
}

// condense puts the column of a group, or of all, into the lists of grams for those of most of its
// spans. The lists and their ends are changed.
func (b *gramBatch) condense(list []uint16, end []uint32) []uint16 {
	n := len(b.spans)
	out := list[:0]
	from := uint32(0)
	for k, to := range end {
		spans := list[from:to]
		from = to
		if n > groupSpans && 100*len(spans) >= batchMost*n {
			out = append(out, uint16(b.columns()-1))
			spans = nil
		}
		for len(spans) > 0 {
			group, m := spans[0]/groupSpans, 1
			for m < len(spans) && spans[m]/groupSpans == group {
				m++
			}
			if m >= groupMost {
				out = append(out, uint16(n)+group)
			} else {
				out = append(out, spans[:m]...)
			}
			spans = spans[m:]
		}
		end[k] = uint32(len(out))
	}
	return out
}
