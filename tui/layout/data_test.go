package layout

import (
	"flag"
	"os"
	"runtime"
	"strings"
	"sync"
	"testing"
	"unicode/utf8"

	"github.com/clipperhouse/displaywidth"

	"gangmu/corpus"
	"gangmu/corpus/corpustest"
	script "gangmu/corpus/han"
	"gangmu/corpus/text"
)

// All real documents at all widths: go test ./tui/layout -run RealDocuments -full -every 1
var (
	full  = flag.Bool("full", false, "check at all widths, not a sample of them")
	every = flag.Int("every", 307, "check every n-th real document")
)

// tally counts what the rows of many documents hold.
type tally struct {
	sync.Mutex
	files, paragraphs, rows, tables, cramped int
	example                                  string
}

// TestRealDocuments sets real documents at widths 10…200 in both measures of ambiguous characters:
// the rows are the text, none is wider than the width, none begins or ends with a forbidden mark
// unless its text allows no other end.
func TestRealDocuments(t *testing.T) {
	files := corpustest.Files(t, corpustest.Data(t), ".txt", ".md")
	var n tally
	var wg sync.WaitGroup
	jobs := make(chan int)
	for range runtime.GOMAXPROCS(0) {
		wg.Go(func() {
			for i := range jobs {
				checkFile(t, files[i], i, &n)
			}
		})
	}
	for i := 0; i < len(files); i += max(1, *every) {
		jobs <- i
	}
	close(jobs)
	wg.Wait()
	if n.files == 0 || n.rows == 0 {
		t.Fatal("no document")
	}
	t.Logf("%d documents, %d rows; %d rows with a forbidden mark at an edge for want of another end, e.g. %s", n.files, n.rows, n.cramped, n.example)
	if n.cramped*10000 > n.rows {
		t.Errorf("more than 1 row of 10000 begins or ends with a forbidden mark")
	}
}

func checkFile(t *testing.T, file string, i int, n *tally) {
	data, err := os.ReadFile(file)
	if err != nil {
		t.Error(err)
		return
	}
	if !*full && len(data) > 200<<10 {
		data = data[:200<<10]
	}
	d, err := corpus.New(file, data)
	if err != nil {
		return // not a text; extract's tests speak of it
	}
	views := []*text.View{d.View, text.NewView(d.Source, nil), d.View.Then(script.ToTraditional(d.View.Text))}
	n.Lock()
	n.files++
	n.Unlock()
	first, step := 10+i%41, 41
	if *full {
		first, step = 10, 1
		views = views[:1]
	}
	for k, v := range views {
		ps := d.Paragraphs(v)
		checkParagraphs(t, file, ps)
		for w := first + k; w <= 200; w += step {
			for _, broad := range []bool{false, true} {
				o := Options{Width: w, Measure: Measure{Wide: broad}, Spacing: w % 2, Hanging: w%3 == 0, Justify: w%5 == 0, NoIndent: w%7 == 0, Verbatim: k == 1 && w%2 == 0}
				checkRows(t, file, NewFlow(ps, o), n)
			}
		}
	}
}

// checkParagraphs: the paragraphs tile the text, forwards and backwards and from any offset.
func checkParagraphs(t *testing.T, file string, ps *corpus.Paragraphs) {
	q, at := ps.At(0), 0
	for {
		if q.Span.Start != at || q.Span.Empty() && len(ps.View.Text) > 0 || !q.Span.Covers(q.Text) || !q.Text.Covers(q.Heading) && !q.Heading.Empty() {
			t.Fatalf("%s: paragraph %+v at %d", file, q, at)
		}
		if at+q.Span.Len()/2 < len(ps.View.Text) {
			if p := ps.At(at + q.Span.Len()/2); p.Span != q.Span {
				t.Fatalf("%s: At(%d) is %v, not %v", file, at+q.Span.Len()/2, p.Span, q.Span)
			}
		}
		at = q.Span.End
		p, ok := ps.Next(q)
		if !ok {
			break
		}
		if back, _ := ps.Prev(p); back.Span != q.Span {
			t.Fatalf("%s: Prev of %v is %v, not %v", file, p.Span, back.Span, q.Span)
		}
		q = p
	}
	if at != len(ps.View.Text) {
		t.Fatalf("%s: paragraphs end at %d of %d", file, at, len(ps.View.Text))
	}
}

func checkRows(t *testing.T, file string, f *Flow, n *tally) {
	t.Helper()
	at, rows, cramped, example := 0, 0, 0, ""
	measure := displaywidth.Options{EastAsianWidth: f.o.Measure.Wide}
	var prev Row
	for r, ok := f.At(Place{}), true; ok; r, ok = f.Next(r) {
		s := f.String(r)
		switch {
		case r.Span.Start != at || r.Span.End < at || !r.Span.Covers(r.Text):
			t.Fatalf("%s: row %+v at %d", file, r, at)
		case measure.String(s) > f.o.Width && r.Indent+r.Cells > max(2, f.o.Width), r.room == 0 && measure.String(s) != r.Indent+r.Cells:
			t.Fatalf("%s: %d cells in %d, counted %d+%d: %q", file, measure.String(s), f.o.Width, r.Indent, r.Cells, s)
		case r.room > 0 && measure.String(s) > f.o.Width:
			t.Fatalf("%s: justified row of %d cells in %d: %q", file, measure.String(s), f.o.Width, s)
		}
		if forbidden(f, r) {
			if cramped++; otherEnd(f, r, prev) {
				t.Fatalf("%s at %d: forbidden mark at an edge of %q after %q", file, f.o.Width, s, f.String(prev))
			}
			example = f.String(prev) + "|" + s
		}
		if rows%97 == 0 {
			if a := f.At(r.Place()); a.Place() != r.Place() || a.Span != r.Span {
				t.Fatalf("%s: At(%v) is %+v, not %+v", file, r.Place(), a, r)
			}
			if p, ok := f.Prev(r); ok && (p.Span != prev.Span || p.Lead != prev.Lead) {
				t.Fatalf("%s: Prev is %+v, not %+v", file, p, prev)
			}
		}
		at, prev = r.Span.End, r
		rows++
	}
	if at != len(f.view.Text) {
		t.Fatalf("%s: rows end at %d of %d", file, at, len(f.view.Text))
	}
	n.Lock()
	defer n.Unlock()
	n.rows += rows
	n.cramped += cramped
	if example != "" {
		n.example = example
	}
}

// The forbidden marks of clreq and GB/T 15834, written down a second time.
const (
	neverFirst = "、。，．：；！？,.:;!?）〕］】》〉」』)]}%‰℃°…—–～·・／/々ー％"
	neverLast  = "（〔［【《〈「『([{"
)

// forbidden reports whether r begins, or its predecessor ends, with a forbidden mark. The first
// row of a paragraph begins as the text does, and the last ends so.
func forbidden(f *Flow, r Row) bool {
	if r.Text.Empty() {
		return false
	}
	if role := r.Para.Role; (role == corpus.Title || role == corpus.Subtitle) && strings.HasPrefix(r.Text.In(f.view.Text), "——") {
		return false // a subtitle begins with its dash
	}
	first, _ := utf8.DecodeRuneInString(r.Text.In(f.view.Text))
	last, _ := utf8.DecodeLastRuneInString(r.Text.In(f.view.Text))
	return !r.First && strings.ContainsRune(neverFirst, first) || !r.Last && strings.ContainsRune(neverLast, last)
}

// otherEnd reports whether the row of the two that ends badly could have ended elsewhere: whether
// there is a place in it between two characters that may stand at the edges.
func otherEnd(f *Flow, r, prev Row) bool {
	t := f.view.Text
	last, _ := utf8.DecodeLastRuneInString(r.Text.In(t))
	for _, q := range []Row{r, prev} {
		if q.Span == r.Span && !strings.ContainsRune(neverLast, last) || q.Span != r.Span && r.First {
			continue
		}
		s := q.Text.In(t)
		for i := range s {
			l, _ := utf8.DecodeLastRuneInString(s[:i])
			x, _ := utf8.DecodeRuneInString(s[i:])
			if i > 0 && look(l)&look(x)&han != 0 {
				return true
			}
		}
	}
	return false
}
