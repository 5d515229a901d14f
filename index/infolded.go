package index

import (
	"runtime"
	"sync"

	"gangmu/corpus/fold"
	"gangmu/corpus/text"
)

// shareBytes is the text below which one goroutine is enough.
const shareBytes = 4 << 20

// Lone is the term that q asks for, if it asks for one as it stands and for nothing else: then In
// finds what Find does.
func (q Query) Lone() (term string, ok bool) {
	w, ok := q.root.(*word)
	if !ok || w.field != "" || w.mode != literal || !w.quoted && newSpelling(fold.String(w.text)) != nil {
		return "", false
	}
	return w.text, true
}

// In finds a term as it stands, and its numbers in any writing, in a folded text: what a search
// for the term in quotation marks finds, but by reading the text, which needs no index. Spans of
// the source, in order, without overlaps. A long text is read by all processors at once.
func In(f *fold.Folded, term string) []text.Span {
	t, err := newTerm(&word{text: term, quoted: true})
	if err != nil || t.all {
		return nil
	}
	var spans []text.Span
	for _, o := range t.inShares(f.Text, runtime.GOMAXPROCS(0), shareBytes) {
		spans = append(spans, f.Src(text.Span{Start: o[0], End: o[1]}))
	}
	return spans
}

// inShares is scan of the whole of s in at most n shares of at least size bytes, side by side.
func (t *term) inShares(s string, n, size int) [][2]int {
	n = max(1, min(n, len(s)/size))
	found := make([][][2]int, n)
	border := func(k int) int { return len(s) * k / n }
	scan := func(k, from int) {
		found[k] = nil
		t.scan(s, from, border(k+1), len(s), func(start, end int) { found[k] = append(found[k], [2]int{start, end}) })
	}
	var wg sync.WaitGroup
	for k := range n {
		wg.Go(func() { scan(k, border(k)) })
	}
	wg.Wait()
	out := found[0]
	for k := 1; k < n; k++ {
		// A match may reach over the border into the first of the next share.
		if l := len(out); l > 0 && len(found[k]) > 0 && out[l-1][1] > found[k][0][0] {
			scan(k, out[l-1][1])
		}
		out = append(out, found[k]...)
	}
	return out
}
