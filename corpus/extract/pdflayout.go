package extract

import (
	"cmp"
	"math"
	"slices"
	"sort"
	"strings"
	"unicode"
	"unicode/utf8"

	"gangmu/corpus/lazy"
	"gangmu/corpus/text"
)

// A pdfSpan is a run of characters of one font on one line, with the box of its ink in points;
// y grows upwards.
type pdfSpan struct {
	x0, x1, top, bottom, size float64
	text                      string
	cjk                       bool // has Chinese characters
	guess                     bool // PDFium takes it that a blank stands before it
	turned                    bool // not level
}

// A pdfLine is a printed line: the runs on it, and the box around them.
type pdfLine struct {
	pdfSpan
	runs         []pdfSpan
	page, column int
	gaps         bool // has a gap as between columns of a table
	head, tail   int  // characters before the first gap, behind the last one
	furniture    bool // page header 页眉, footer 页脚 or number
	start        int  // where it begins in the source text
}

func (l *pdfLine) mid() float64 { return (l.top + l.bottom) / 2 }

// A pdfLayout gathers the lines of a PDF in reading order and finds what belongs together.
type pdfLayout struct {
	lines   []pdfLine
	heights []float64 // of pages
	length  int       // of the source text
}

// page adds a page. The order of the file is kept where it can be, for writers put columns one
// after the other; within a column lines go from top to bottom, which files of forms do not.
func (l *pdfLayout) page(n int, height float64, spans []pdfSpan) {
	for len(l.heights) <= n {
		l.heights = append(l.heights, height)
	}
	var runs [][]pdfLine // of lines going down the page
	for _, s := range dedupe(spans) {
		k := len(runs) - 1
		if k >= 0 {
			run := runs[k]
			last := &run[len(run)-1]
			if onLine(last, s) && s.x0 >= last.x1-0.5*s.size {
				last.add(s)
				continue
			}
			if (s.top+s.bottom)/2 < last.top { // further down, or on the same line further left
				runs[k] = append(run, newLine(s, n))
				continue
			}
		}
		runs = append(runs, []pdfLine{newLine(s, n)})
	}
	var columns [][]pdfLine
	for _, run := range runs {
		if k := len(columns) - 1; k >= 0 && !besides(columns[k], run) {
			columns[k] = append(columns[k], run...)
			continue
		}
		columns = append(columns, run)
	}
	for i, c := range columns {
		for _, line := range sortColumn(c) {
			line.column = i
			l.lines = append(l.lines, line)
		}
	}
}

// dedupe leaves out text that is printed twice at the same place to look bold.
func dedupe(spans []pdfSpan) []pdfSpan {
	type key struct {
		x, y int
		text string
	}
	seen := map[key]bool{}
	return slices.DeleteFunc(spans, func(s pdfSpan) bool {
		x, y := int(s.x0/2), int(s.bottom/2)
		for dx := -1; dx <= 1; dx++ {
			for dy := -1; dy <= 1; dy++ {
				if seen[key{x + dx, y + dy, s.text}] {
					return true
				}
			}
		}
		seen[key{x, y, s.text}] = true
		return false
	})
}

// onLine reports whether s stands at the height of line l. Ink boxes differ much (一 is flat), so
// that the middle of the flatter one must lie within the other.
func onLine(l *pdfLine, s pdfSpan) bool {
	mid, slack := (s.top+s.bottom)/2, 0.25*max(l.size, s.size)
	return l.bottom-slack*0.6 <= mid && mid <= l.top+slack*0.6 || s.bottom <= l.mid() && l.mid() <= s.top
}

func newLine(s pdfSpan, page int) pdfLine {
	return pdfLine{pdfSpan: s, runs: []pdfSpan{s}, page: page}
}

func (l *pdfLine) add(s pdfSpan) {
	l.runs = append(l.runs, s)
	l.x0, l.x1 = min(l.x0, s.x0), max(l.x1, s.x1)
	l.top, l.bottom = max(l.top, s.top), min(l.bottom, s.bottom)
}

// finish puts the runs in order from left to right and joins them; blanks between are about as
// wide as on paper. The size of the line is that of its longest run.
func (l *pdfLine) finish() {
	slices.SortStableFunc(l.runs, func(a, b pdfSpan) int { return cmp.Compare(a.x0, b.x0) })
	var sb strings.Builder
	longest, x1 := 0, l.x0
	last := ' '
	for i, s := range l.runs {
		n := len(s.text)
		if !s.cjk {
			n /= 8 // the size of a line is that of its Chinese
		}
		if n > longest || i == 0 {
			longest, l.size = n, s.size
		}
		em, gap := max(s.size, 1), s.x0-x1
		first, _ := utf8.DecodeRuneInString(s.text)
		switch {
		case i == 0:
		case gap > 2*em:
			if !l.gaps {
				l.head = utf8.RuneCountInString(sb.String())
			}
			sb.WriteString("  ")
			l.gaps = true
			l.tail = 0
		case gap > 0.5*em && last != ' ' && last != '　' && first != ' ' && first != '　',
			s.guess && last < 0x2e80 && first < 0x2e80 && last != ' ' && first != ' ':
			sb.WriteString(" ")
		}
		t := s.text
		if sb.Len() == 0 || strings.HasSuffix(sb.String(), " ") {
			t = strings.TrimLeft(t, " ")
		}
		sb.WriteString(t)
		l.tail += utf8.RuneCountInString(t)
		if t != "" {
			last, _ = utf8.DecodeLastRuneInString(t)
		}
		x1 = max(x1, s.x1)
	}
	l.text = strings.TrimRight(sb.String(), " ")
}

// besides reports whether run is a column right of column c.
func besides(c, run []pdfLine) bool {
	if len(run) < 4 || len(c) < 4 {
		return false
	}
	top, bottom, left := run[0].top, run[len(run)-1].bottom, math.MaxFloat64
	for i := range run {
		left = min(left, run[i].x0)
	}
	n := 0
	for i := range c {
		if m := c[i].mid(); m < bottom || m > top {
			continue
		}
		if n++; c[i].x1 > left {
			return false
		}
	}
	return n >= 3
}

// sortColumn puts the pieces of lines of a column in order and joins those at one height.
func sortColumn(c []pdfLine) []pdfLine {
	sort.SliceStable(c, func(i, j int) bool { return c[i].mid() > c[j].mid() })
	var out []pdfLine
	for i := 0; i < len(c); {
		j := i + 1
		for j < len(c) && onLine(&c[i], c[j].pdfSpan) {
			j++
		}
		row := c[i:j]
		line := row[0]
		for _, p := range row[1:] {
			for _, s := range p.runs {
				line.add(s)
			}
		}
		line.finish()
		out = append(out, line)
		i = j
	}
	return out
}

// rePageNumber is what is left of a page's number, in any usual form, after its digits are gone.
var (
	reDigits     = lazy.Regexp(`[0-9０-９]+`)
	reDigitsOnly = lazy.Regexp(`^(?:[-—–―·•~～]*\s*#\s*[-—–―·•~～]*|第\s*#\s*页\s*[,，/／]?\s*(?:共\s*#\s*页)?|共\s*#\s*页\s*[,，]?\s*第\s*#\s*页|#\s*[/／]\s*#|(?i:page)\s*#(?:\s*(?i:of|/)\s*#)?|-\s*[ivxIVX]+\s*-)$`)
	reOpensLabel = lazy.Regexp(`^(?:第[〇零一二三四五六七八九十百千0-9]+[编章节条]|[一二三四五六七八九十百]+、|[（(][一二三四五六七八九十0-9]+[)）]|[0-9]+[.、．]|附件|附表|附录)`)
)

// findFurniture marks page headers, footers and numbers: the outer lines of a page that say the
// same, digits apart, on many pages, and outer lines that are a page number and nothing else.
func (l *pdfLayout) findFurniture() {
	type edge struct{ line, rank int }
	pages := make([][]edge, len(l.heights))
	byPage := make([][]int, len(l.heights))
	for i := range l.lines {
		byPage[l.lines[i].page] = append(byPage[l.lines[i].page], i)
	}
	counts := map[string]int{}
	key := func(i, rank int) string {
		s := reDigits().ReplaceAllString(strings.Join(strings.Fields(l.lines[i].text), ""), "#")
		if rank < 0 {
			return "v" + s
		}
		return "^" + s
	}
	for p, of := range byPage {
		slices.SortStableFunc(of, func(a, b int) int {
			return int(math.Copysign(1, l.lines[b].mid()-l.lines[a].mid()))
		})
		for rank := range min(3, len(of)) {
			if i := of[rank]; l.lines[i].mid() > 0.88*l.heights[p] {
				pages[p] = append(pages[p], edge{i, rank})
			}
			if i := of[len(of)-1-rank]; l.lines[i].mid() < 0.12*l.heights[p] {
				pages[p] = append(pages[p], edge{i, -1 - rank})
			}
		}
		for _, e := range pages[p] {
			counts[key(e.line, e.rank)]++
		}
	}
	often := max(3, len(pages)*2/5)
	for _, edges := range pages {
		for _, e := range edges {
			k := key(e.line, e.rank)
			line := &l.lines[e.line]
			number := reDigitsOnly().MatchString(reDigits().ReplaceAllString(strings.TrimSpace(line.text), "#"))
			if counts[k] >= often && utf8.RuneCountInString(line.text) <= 60 || number {
				line.furniture = true
			}
		}
	}
}

// result writes the source text, one printed line a line, with edits that hide the furniture and
// join the lines of a paragraph.
func (l *pdfLayout) result() Result {
	l.findFurniture()
	var sb strings.Builder
	r := Result{Format: "pdf"}
	for i := range l.lines {
		line := &l.lines[i]
		line.start = sb.Len()
		sb.WriteString(line.text)
		sb.WriteByte('\n')
		if line.furniture {
			r.Edits = append(r.Edits, text.Edit{Rule: text.Furniture, Span: text.Span{Start: line.start, End: sb.Len()}, Why: "页眉、页脚或页码"})
		}
	}
	l.length = sb.Len()
	r.Text = sb.String()
	m := l.measure()
	last := -1 // the body line before
	for i := range l.lines {
		if l.lines[i].furniture {
			continue
		}
		if last >= 0 {
			if glue, ok := m.joins(&l.lines[last], &l.lines[i]); ok {
				end := l.lines[last].start + len(l.lines[last].text)
				lead := len(l.lines[i].text) - len(strings.TrimLeft(l.lines[i].text, " "))
				if i == last+1 {
					r.Edits = append(r.Edits, text.Edit{Rule: text.Wrap, Span: text.Span{Start: end, End: end + 1 + lead}, New: glue, Why: "版面换行，接为一段"})
				} else {
					r.Edits = append(r.Edits, text.Edit{Rule: text.Wrap, Span: text.Span{Start: end, End: end + 1}, New: glue, Why: "跨页换行，接为一段"})
				}
			}
		}
		last = i
	}
	slices.SortStableFunc(r.Edits, func(a, b text.Edit) int { return a.Span.Start - b.Span.Start })
	return r
}

// watermark adds what is printed across a page, as furniture.
func (l *pdfLayout) watermark(n int, turned []pdfSpan) {
	if len(turned) == 0 {
		return
	}
	line := newLine(turned[0], n)
	line.text, line.furniture = "", true
	for _, s := range turned {
		line.text += s.text
	}
	l.lines = append(l.lines, line)
}

// pageStart is where page n (from 0) begins in the source text.
func (l *pdfLayout) pageStart(n int) int {
	for i := range l.lines {
		if l.lines[i].page >= n {
			return l.lines[i].start
		}
	}
	return l.length
}

// pdfMeasure is what is usual in the body of a document.
type pdfMeasure struct {
	size  float64
	pitch map[[2]int]float64 // from line to line in a paragraph, by page and column
	left  map[[2]int]float64
	right map[[2]int]float64
}

func (l *pdfLayout) measure() pdfMeasure {
	m := pdfMeasure{pitch: map[[2]int]float64{}, left: map[[2]int]float64{}, right: map[[2]int]float64{}}
	sizes := map[int]int{}
	for i := range l.lines {
		if !l.lines[i].furniture {
			sizes[int(l.lines[i].size*2+0.5)] += utf8.RuneCountInString(l.lines[i].text)
		}
	}
	most := 0
	for s, n := range sizes {
		if n > most || n == most && float64(s)/2 < m.size {
			most, m.size = n, float64(s)/2
		}
	}
	lefts, rights := map[[2]int][]float64{}, map[[2]int][]float64{}
	pitches := map[[2]int][]float64{}
	var allPitches, allLeft, allRight []float64
	for i := range l.lines {
		a := &l.lines[i]
		if a.furniture || a.gaps || math.Abs(a.size-m.size) > 0.15*m.size || utf8.RuneCountInString(a.text) < 8 {
			continue
		}
		k := [2]int{a.page, a.column}
		lefts[k], rights[k] = append(lefts[k], a.x0), append(rights[k], a.x1)
		allLeft, allRight = append(allLeft, a.x0), append(allRight, a.x1)
		if i+1 < len(l.lines) {
			if b := &l.lines[i+1]; b.page == a.page && b.column == a.column && b.mid() < a.mid() && a.mid()-b.mid() < 4*m.size {
				pitches[k] = append(pitches[k], a.mid()-b.mid())
				allPitches = append(allPitches, a.mid()-b.mid())
			}
		}
	}
	docPitch := quantile(allPitches, 0.35)
	for k := range lefts {
		if m.pitch[k] = docPitch; len(pitches[k]) >= 3 {
			m.pitch[k] = quantile(pitches[k], 0.35)
		}
	}
	docLeft, docRight := quantile(allLeft, 0.1), quantile(allRight, 0.9)
	for k, v := range lefts {
		if len(v) >= 6 {
			m.left[k], m.right[k] = quantile(v, 0.1), quantile(rights[k], 0.85)
		} else {
			m.left[k], m.right[k] = docLeft, docRight
		}
	}
	return m
}

func quantile(v []float64, q float64) float64 {
	if len(v) == 0 {
		return 0
	}
	v = slices.Clone(v)
	slices.Sort(v)
	return v[min(len(v)-1, int(q*float64(len(v))))]
}

// joins reports whether line b goes on with the paragraph of line a, and what stands between:
// a is full to the right margin, b begins at the left one, in the same size of type, at the
// usual distance or on the next column or page.
func (m *pdfMeasure) joins(a, b *pdfLine) (glue string, ok bool) {
	ka, kb := [2]int{a.page, a.column}, [2]int{b.page, b.column}
	// A gap in a line of prose, where something was filled in, has much text beside it.
	if a.gaps && a.tail < 12 || b.gaps && b.head < 12 || math.Abs(a.size-b.size) > 0.12*max(a.size, b.size) {
		return "", false
	}
	em := max(a.size, 1)
	right, left := m.right[ka], m.left[kb]
	last, _ := utf8.DecodeLastRuneInString(a.text)
	first, _ := utf8.DecodeRuneInString(b.text)
	ended := strings.ContainsRune("。；！？：", last)
	// The lines of a paragraph that is set in as a whole stand under each other, the first a
	// little further in, or under the words behind its number.
	in := b.x0 - a.x0
	under := !ended && ka == kb && !reOpensLabel().MatchString(b.text) &&
		(-3*em < in && in < 0.3*em || 0 < in && in < 3*em && reOpensLabel().MatchString(a.text))
	if right == 0 || a.x1 < right-2.2*em || b.x0 > left+0.8*em && !under {
		return "", false
	}
	if ka == kb && m.pitch[ka] > 0 && a.mid()-b.mid() > 1.3*m.pitch[ka] {
		return "", false
	}
	if ended && reOpensLabel().MatchString(b.text) || first == '　' {
		return "", false
	}
	if last < utf8.RuneSelf && first < utf8.RuneSelf && isWord(last) && isWord(first) {
		return " ", true
	}
	return "", true
}

func isWord(r rune) bool { return unicode.IsLetter(r) || unicode.IsDigit(r) || r == ',' || r == '.' }
