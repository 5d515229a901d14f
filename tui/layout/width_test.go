package layout

import (
	"fmt"
	"os"
	"runtime"
	"strings"
	"sync"
	"testing"

	"github.com/clipperhouse/displaywidth"

	"gangmu/corpus"
	"gangmu/corpus/corpustest"
	"gangmu/corpus/text"
)

// TestEveryWidth sets real documents at every width 10…200 in both measures of ambiguous
// characters. A paragraph is read once for all widths, so that all documents take minutes:
//
//	go test ./tui/layout -run EveryWidth -full -timeout 2h -v
//
// The rows of a paragraph are its text, none is wider than the width by the count of another
// package, none begins or ends with a forbidden mark unless its text allows no other end. Every
// 61st row is also printed and the print measured, as is every justified row. Tables, whose
// columns depend on many rows, are laid out anew at each width. How rows follow each other from
// paragraph to paragraph and back is TestRealDocuments's.
func TestEveryWidth(t *testing.T) {
	files := corpustest.Files(t, corpustest.Data(t), ".txt", ".md")
	step := 211
	if *full {
		step = 1
	}
	var n tally
	var wg sync.WaitGroup
	jobs := make(chan string)
	for range runtime.GOMAXPROCS(0) {
		wg.Go(func() {
			for file := range jobs {
				everyWidth(t, file, &n)
			}
		})
	}
	for i := 0; i < len(files); i += step {
		jobs <- files[i]
	}
	close(jobs)
	wg.Wait()
	if n.files == 0 || n.rows == 0 {
		t.Fatal("no document")
	}
	t.Logf("%d documents, %d paragraphs, %d rows (%d of tables) at %d widths in both measures; %d rows with a forbidden mark at an edge for want of another end, e.g. %s",
		n.files, n.paragraphs, n.rows, n.tables, lastWidth-firstWidth+1, n.cramped, n.example)
	if n.cramped*10000 > n.rows {
		t.Errorf("more than 1 row of 10000 begins or ends with a forbidden mark")
	}
}

const (
	firstWidth, lastWidth = 10, 200
	printEvery            = 61
)

// widthOptions are the options at a width: every one of them at some widths.
func widthOptions(w int, m Measure) Options {
	return Options{Width: w, Measure: m, Spacing: w % 2, Hanging: w%3 == 0, Justify: w%23 == 0, NoIndent: w%7 == 0, NoHang: w%11 == 0}
}

func everyWidth(t *testing.T, file string, n *tally) {
	data, err := os.ReadFile(file)
	if err != nil {
		t.Error(err)
		return
	}
	d, err := corpus.New(file, data)
	if err != nil {
		return // not a text; extract's tests speak of it
	}
	ps := d.Paragraphs(d.View)
	got := tally{files: 1}
	var of [2]*setter
	for i, broad := range []bool{false, true} {
		of[i] = &setter{Flow: NewFlow(ps, Options{Measure: Measure{Wide: broad}}), by: displaywidth.Options{EastAsianWidth: broad}}
	}
	for q, ok := ps.At(0), true; ok; q, ok = ps.Next(q) {
		got.paragraphs++
		for _, s := range of {
			if q.Role == corpus.TableRow {
				if p, ok := ps.Prev(q); !ok || p.Role != corpus.TableRow {
					err = tableWidths(s.Flow, q.Span.Start, &got)
				}
			} else {
				err = s.widths(q, &got)
			}
			if err != nil {
				t.Errorf("%s: %v", file, err)
				return
			}
		}
	}
	n.Lock()
	defer n.Unlock()
	n.files += got.files
	n.paragraphs += got.paragraphs
	n.rows += got.rows
	n.tables += got.tables
	n.cramped += got.cramped
	if got.example != "" {
		n.example = got.example
	}
}

// A setter sets the paragraphs of a document one by one at every width.
type setter struct {
	*Flow
	by   displaywidth.Options // what counts cells, not we
	upTo []int32              // cells of what is printed for the paragraph up to each of its bytes
	room block
	buf  []Glyph
}

// widths sets q at every width.
func (s *setter) widths(q corpus.Paragraph, n *tally) error {
	s.measured(q.Text)
	b := &s.room
	b.para = q
	for w := firstWidth; w <= lastWidth; w++ {
		s.o = widthOptions(w, s.o.Measure)
		b.rows = b.rows[:0]
		if w == firstWidth {
			s.set(b) // with the blank rows above, which depend on no width
		} else {
			s.setText(b)
		}
		if err := s.rows(b, n); err != nil {
			return fmt.Errorf("at %d: %w", w, err)
		}
	}
	return nil
}

// measured counts the cells of what is printed for a paragraph.
func (s *setter) measured(q text.Span) {
	s.buf = s.glyphs(s.buf[:0], q, 0)
	s.upTo = append(s.upTo[:0], make([]int32, q.Len()+1)...)
	at := int32(0)
	for _, g := range s.buf {
		s.upTo[g.Span.Start-q.Start] = at
		at += int32(s.by.String(g.Text))
		s.upTo[g.Span.End-q.Start] = at
	}
}

// rows checks the rows of a paragraph.
func (s *setter) rows(b *block, n *tally) error {
	at, from := b.para.Span.Start, b.para.Text.Start
	var prev Row
	for i, r := range b.rows {
		if r.Span.Start != at || r.Span.End < at || !r.Span.Covers(r.Text) || r.n != i {
			return fmt.Errorf("row %+v at %d", r, at)
		}
		at = r.Span.End
		if r.Text.Empty() {
			continue
		}
		n.rows++
		cells := int(s.upTo[r.Text.End-from] - s.upTo[r.Text.Start-from])
		if cells != r.Cells || r.Indent+cells > s.o.Width && r.Text.Len() > 4 && cells > 2 {
			return fmt.Errorf("%d+%d cells, counted %d: %q", r.Indent, cells, r.Cells, s.String(r))
		}
		if n.rows%printEvery == 0 || r.room > 0 {
			p := s.String(r)
			if c := s.by.String(p); c > max(s.o.Width, r.Indent+2) || r.room == 0 && c != r.Indent+r.Cells {
				return fmt.Errorf("printed in %d cells, counted %d+%d: %q", c, r.Indent, r.Cells, p)
			}
		}
		if forbidden(s.Flow, r) {
			n.cramped++
			n.example = s.String(prev) + "|" + s.String(r)
			if otherEnd(s.Flow, r, prev) {
				return fmt.Errorf("forbidden mark at an edge: %s", n.example)
			}
		}
		prev = r
	}
	if at != b.para.Span.End {
		return fmt.Errorf("rows end at %d of %d", at, b.para.Span.End)
	}
	return nil
}

// tableWidths lays the table at off out at every width.
func tableWidths(as *Flow, off int, n *tally) error {
	for w := firstWidth; w <= lastWidth; w++ {
		f := NewFlow(as.ps, widthOptions(w, as.o.Measure))
		by := displaywidth.Options{EastAsianWidth: as.o.Measure.Wide}
		at := off
		for r, ok := f.At(Place{Off: off}), true; ok && r.Para.Role == corpus.TableRow; r, ok = f.Next(r) {
			if r.Span.Start != at || r.Span.End < at || !r.Span.Covers(r.Text) {
				return fmt.Errorf("at %d: row %+v at %d", w, r, at)
			}
			at = r.Span.End
			p := f.String(r)
			if c := by.String(p); c > w || strings.ContainsAny(p, "\n\r\t") {
				return fmt.Errorf("at %d: %d cells: %q", w, c, p)
			}
			n.rows++
			n.tables++
		}
	}
	return nil
}
