package outline_test

import (
	"flag"
	"fmt"
	"os"
	"path/filepath"
	"regexp"
	"runtime"
	"strings"
	"sync"
	"testing"
	"unicode/utf8"

	"gangmu/corpus"
	"gangmu/corpus/corpustest"
	"gangmu/corpus/numbering"
	"gangmu/corpus/outline"
)

var (
	full = flag.Bool("full", false, "measure on every real document, not on a sample")
	show = flag.Int("show", 0, "list so many mismatches of each measurement")
)

// A measure says which labels at the head of a line are the truth of a collection.
type measure struct {
	name   string
	dir    []string
	label  *regexp.Regexp // with the label in group 1
	class  func(label string) string
	of     func(s *outline.Section) string
	least  map[string]float64
	sample int // one file in so many without -full
}

const numeralClass = `[一二三四五六七八九十百千零〇]+`

var unitLabel = regexp.MustCompile(`^(第` + numeralClass + `(?:分编|分編|编|編|章|节|節|条|條)(?:之` + numeralClass + `)?)(?:[ 　]|$|[^的之、款项項规規])`)

// In the collection of Taiwan laws each article's label is a line of its own.
var twLabel = regexp.MustCompile(`^(第` + numeralClass + `(?:編|章|節|條) ?(?:之` + numeralClass + `)?)(?:[ 　（(]+\S.{0,90})?$`)

func unitClass(s string) string {
	for _, u := range []string{"分编", "分編", "编", "編", "章", "节", "節", "条", "條"} {
		if strings.Contains(s, u) {
			return strings.NewReplacer("編", "编", "節", "节", "條", "条").Replace(u)
		}
	}
	return ""
}

func unitOf(s *outline.Section) string {
	if s.Label.Form == numbering.Unit {
		switch s.Label.Unit() {
		case "编", "分编", "章", "节", "条":
			return s.Label.Unit()
		}
	}
	return ""
}

var dunLabel = regexp.MustCompile(`^(` + numeralClass + `[、　 ]|[（(]` + numeralClass + `[）)])`)

func dunClass(s string) string {
	if strings.HasPrefix(s, "（") || strings.HasPrefix(s, "(") {
		return "（一）"
	}
	return "一、"
}

func dunOf(s *outline.Section) string {
	switch s.Label.Form {
	case numbering.Dun:
		return "一、"
	case numbering.Paren:
		return "（一）"
	}
	return ""
}

// A line of a document, without Markdown signs, at a byte offset.
type line struct {
	text string
	at   int
}

// lines gives the lines of a document that are not blank.
func lines(data string) []line {
	var out []line
	at := 0
	if strings.HasPrefix(data, "---\n") {
		if i := strings.Index(data[4:], "\n---\n"); i >= 0 {
			at = 4 + i + 5
		}
	}
	for _, l := range strings.SplitAfter(data[at:], "\n") {
		begin := at
		at += len(l)
		l = strings.TrimRight(l, " \t\r\n　")
		cut := strings.TrimLeft(l, "#>* \t　-")
		begin += len(l) - len(cut)
		cut = strings.ReplaceAll(cut, "**", "")
		if cut == "" || strings.HasPrefix(cut, "<!--") || strings.Trim(cut, "=-") == "" {
			continue
		}
		out = append(out, line{cut, begin})
	}
	return out
}

type counts struct{ gold, found, right map[string]int }

func newCounts() counts { return counts{map[string]int{}, map[string]int{}, map[string]int{}} }

func (c counts) add(o counts) {
	for k, v := range o.gold {
		c.gold[k] += v
	}
	for k, v := range o.found {
		c.found[k] += v
	}
	for k, v := range o.right {
		c.right[k] += v
	}
}

// entry reports whether line i is an entry of a table of contents: one of three or more headings
// in a row, that comes again, word for word, further down.
func (m measure) entry(ls []line, i int) bool {
	head := func(j int) bool {
		if j < 0 || j >= len(ls) {
			return false
		}
		g := m.label.FindStringSubmatch(ls[j].text)
		return g != nil && m.class(g[1]) != "条" && m.class(g[1]) != "一、" && m.class(g[1]) != "（一）"
	}
	from, to := i, i
	for head(from) {
		from--
	}
	for head(to) {
		to++
	}
	if to-from-1 < 3 {
		return false
	}
	for _, l := range ls[i+1:] {
		if squeeze(l.text) == squeeze(ls[i].text) {
			return true
		}
	}
	return false
}

func squeeze(s string) string { return strings.NewReplacer(" ", "", "　", "").Replace(s) }

const asFound = "\x00" // in place of a separator: the file as it is

// run measures one document, its lines joined by sep.
func (m measure) run(name, src, sep string, logf func(string, ...any)) counts {
	c := newCounts()
	var sb strings.Builder
	want := map[int]string{}
	ls := lines(src)
	for i, l := range ls {
		if g := m.label.FindStringSubmatch(l.text); g != nil && !m.entry(ls, i) {
			at := sb.Len()
			if sep == asFound {
				at = l.at
			}
			want[at] = m.class(g[1])
			c.gold[m.class(g[1])]++
		}
		sb.WriteString(l.text)
		sb.WriteString(sep)
	}
	if sep != asFound {
		name, src = "x.txt", sb.String()
	}
	d, err := corpus.New(name, []byte(src))
	if err != nil {
		logf("%v", err)
		return c
	}
	d.Tree.Root.Walk(func(s *outline.Section) bool {
		k := m.of(s)
		if k == "" || s.Missing {
			return true
		}
		if want[s.Start] == k {
			c.found[k]++
			c.right[k]++
			delete(want, s.Start)
			return true
		}
		if s.Item && k != "条" && m.name != "taiwan" {
			return true
		}
		c.found[k]++
		logf("extra %s: %s⟦%s⟧%s", k, tail(d.Source[:s.Start], 12), s.Label.Text, head(d.Source[s.Start+len(s.Label.Text):], 14))
		return true
	})
	for at, k := range want {
		logf("missed %s: %s⟦⟧%s", k, tail(src[:at], 12), head(src[at:], 24))
	}
	return c
}

func head(s string, n int) string {
	for i := range s {
		if n == 0 {
			return strings.ReplaceAll(s[:i], "\n", "⏎")
		}
		n--
	}
	return strings.ReplaceAll(s, "\n", "⏎")
}

func tail(s string, n int) string {
	i := len(s)
	for ; n > 0 && i > 0; n-- {
		_, w := utf8.DecodeLastRuneInString(s[:i])
		i -= w
	}
	return strings.ReplaceAll(s[i:], "\n", "⏎")
}

// each calls f on the documents of m, two at a time.
func (m measure) each(t *testing.T, f func(path, data string) counts) counts {
	files := corpustest.Files(t, corpustest.Data(t, m.dir...), ".md", ".txt")
	total := newCounts()
	var mu sync.Mutex
	var wg sync.WaitGroup
	next := make(chan string)
	for range min(2, runtime.NumCPU()) {
		wg.Go(func() {
			for path := range next {
				data, err := os.ReadFile(path)
				if err != nil {
					t.Error(err)
					continue
				}
				c := f(path, string(data))
				mu.Lock()
				total.add(c)
				mu.Unlock()
			}
		})
	}
	for i, path := range files {
		if *full || m.sample <= 1 || i%m.sample == 0 {
			next <- path
		}
	}
	close(next)
	wg.Wait()
	return total
}

func (m measure) test(t *testing.T, sepName, sep string) {
	t.Run(m.name+"/"+sepName, func(t *testing.T) {
		var mu sync.Mutex
		shown := 0
		total := m.each(t, func(path, data string) counts {
			return m.run(path, data, sep, func(f string, a ...any) {
				mu.Lock()
				defer mu.Unlock()
				if shown++; shown <= *show {
					t.Logf("%s: %s", filepath.Base(path), fmt.Sprintf(f, a...))
				}
			})
		})
		for k, least := range m.least {
			p, r := ratio(total.right[k], total.found[k]), ratio(total.right[k], total.gold[k])
			f1 := 2 * p * r / max(p+r, 1e-9)
			t.Logf("%-6s P %.5f R %.5f F1 %.5f (%d gold, %d found)", k, p, r, f1, total.gold[k], total.found[k])
			if f1 < least && total.gold[k] > 20 {
				t.Errorf("%s: F1 %.5f, want at least %.4f", k, f1, least)
			}
		}
	})
}

func units(least float64) map[string]float64 {
	return map[string]float64{"编": least, "章": least, "节": least, "条": least}
}

// TestCorpus measures labels against those that open lines in the documents as they were
// collected: with their lines, with a blank for each line break, and with nothing for it.
func TestCorpus(t *testing.T) {
	laws := measure{name: "laws", dir: []string{"laws"}, label: unitLabel, class: unitClass, of: unitOf, sample: 50}
	for _, v := range []struct {
		name, sep string
		least     float64
	}{{"found", asFound, 0.9995}, {"blank", " ", 0.9995}, {"nothing", "", 0.998}} {
		laws.least = units(v.least)
		laws.test(t, v.name, v.sep)
	}
	for _, m := range []measure{
		{name: "reports", dir: []string{"reports"}, label: dunLabel, class: dunClass, of: dunOf, least: map[string]float64{"一、": 0.985, "（一）": 0.985}, sample: 3},
		{name: "party", dir: []string{"party"}, label: dunLabel, class: dunClass, of: dunOf, least: map[string]float64{"一、": 0.985, "（一）": 0.985}, sample: 10},
	} {
		m.test(t, "found", asFound)
		m.test(t, "blank", " ")
		m.test(t, "nothing", "")
	}
	tw := measure{name: "taiwan", dir: []string{"taiwan"}, label: twLabel, class: unitClass, of: unitOf, sample: 40, least: units(0.999)}
	tw.test(t, "found", asFound)
}
