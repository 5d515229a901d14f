package check_test

import (
	"flag"
	"fmt"
	"math/rand/v2"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"sync"
	"testing"

	"gangmu/corpus"
	"gangmu/corpus/check"
	"gangmu/corpus/corpustest"
	"gangmu/corpus/numbering"
	"gangmu/corpus/text"
)

var (
	full  = flag.Bool("full", false, "measure on every document, not on a sample")
	shown = flag.Int("shown", 20, "how many misses to print")
)

// lawLabel is a slow, plain reading of the labels of a law: those that open a line.
var lawLabel = regexp.MustCompile(`(?m)^[#*>\s　]*(第([一二三四五六七八九十百千零〇]+)([编章节条])(?:之[一二三四五六七八九十]+)?|（([一二三四五六七八九十]+)）|([一二三四五六七八九十]+)、)`)

// A plainLabel is a label found by lawLabel.
type plainLabel struct {
	span text.Span // of the label
	num  text.Span // of its numeral
	unit string    // 编 章 节 条, or 项 for （一）
	n    int
	sub  bool // 之一
}

func plainLabels(s string) []plainLabel {
	var out []plainLabel
	for _, m := range lawLabel.FindAllStringSubmatchIndex(s, -1) {
		l := plainLabel{span: text.Span{Start: m[2], End: m[3]}, unit: "项"}
		if m[4] >= 0 {
			l.num, l.unit = text.Span{Start: m[4], End: m[5]}, s[m[6]:m[7]]
			rest := s[m[3]:]
			l.sub = m[7] != m[3]
			if strings.IndexAny(rest, "规第、和至或，。的") == 0 {
				continue // a citation
			}
		} else if m[8] >= 0 {
			l.num = text.Span{Start: m[8], End: m[9]}
		} else {
			l.num, l.unit = text.Span{Start: m[10], End: m[11]}, "、"
		}
		l.n, _, _ = numbering.ParseNumber(l.num.In(s))
		out = append(out, l)
	}
	return out
}

// clean reports whether the labels of a law count up without a gap: a twin of the rules, without
// an outline.
func clean(s string) bool {
	last := map[string]int{}
	labels := plainLabels(s)
	for _, l := range labels {
		switch {
		case l.sub:
			if l.n != last[l.unit] {
				return false
			}
			continue
		case l.unit == "条" && l.n != last["条"]+1:
			return false
		case l.n != 1 && l.n != last[l.unit]+1:
			return false
		}
		last[l.unit] = l.n
		if l.unit == "章" || l.unit == "编" {
			last["节"] = 0
		}
		if l.unit == "条" || l.unit == "、" {
			last["项"] = 0
		}
	}
	return len(labels) > 4 && !strings.Contains(s, "“第") && !strings.Contains(s, "“（") && !strings.Contains(s, "“一、")
}

func lawFiles(t *testing.T) []string {
	return sample(corpustest.Files(t, corpustest.Data(t, "laws"), ".md"), 60)
}

// sample is every nth file, or all with -full.
func sample(files []string, n int) []string {
	if *full {
		return files
	}
	var some []string
	for i := 0; i < len(files); i += n {
		some = append(some, files[i])
	}
	return some
}

// each runs f on every file, two at a time.
func each(t *testing.T, files []string, f func(path string, data string)) {
	t.Helper()
	var wg sync.WaitGroup
	next := make(chan string)
	for range 2 {
		wg.Add(1)
		go func() {
			defer wg.Done()
			for p := range next {
				data, err := os.ReadFile(p)
				if err != nil {
					t.Error(err)
					continue
				}
				f(p, string(data))
			}
		}()
	}
	for _, p := range files {
		next <- p
	}
	close(next)
	wg.Wait()
}

func findings(t *testing.T, path, data string) (*corpus.Document, []check.Finding) {
	d, err := corpus.New(path, []byte(data))
	if err != nil {
		t.Errorf("%s: %v", path, err)
		return nil, nil
	}
	return d, check.Check(check.Input{View: d.View, Tree: d.Tree, Marks: d.Marks, Blocks: d.Blocks})
}

// TestLaws checks real laws: fewer than one in a hundred may get a warning, and with -full each of
// those must be explained in testdata/warned.tsv.
func TestLaws(t *testing.T) {
	table, err := os.ReadFile("testdata/warned.tsv")
	if err != nil {
		t.Fatal(err)
	}
	var mu sync.Mutex
	files, cleanFiles, flagged, flaggedClean := 0, 0, 0, 0
	var lines []string
	each(t, lawFiles(t), func(p, data string) {
		d, fs := findings(t, p, data)
		if d == nil {
			return
		}
		ok := clean(data)
		mu.Lock()
		defer mu.Unlock()
		files++
		if ok {
			cleanFiles++
		}
		bad := slices.ContainsFunc(fs, func(f check.Finding) bool { return f.Severity != check.Info })
		if bad {
			flagged++
		}
		if bad && *full && !strings.Contains(string(table), filepath.Base(p)+"\t") {
			t.Errorf("%s: a warning that nobody has explained", p)
		}
		if bad && ok {
			flaggedClean++
		}
		if bad {
			for _, f := range fs {
				if f.Severity != check.Info {
					lines = append(lines, fmt.Sprintf("%s:%d: %s %s: %s", filepath.Base(p), 1+strings.Count(data[:f.Span.Start], "\n"), f.Rule, f.Severity, f.Message))
				}
			}
		}
	})
	slices.Sort(lines)
	t.Logf("%d laws, %d with a warning; %d of clean numbering, %d of them with a warning", files, flagged, cleanFiles, flaggedClean)
	for _, l := range lines[:min(len(lines), *shown)] {
		t.Log(l)
	}
	if limit := max(files/100, 1); flagged > limit {
		t.Errorf("warnings on %d of %d laws, want at most %d", flagged, files, limit)
	}
}

// A fault is a copy of a law with one label spoilt.
type fault struct {
	kind string
	data string
	at   []text.Span // where a finding counts as in the right place, in data
	was  string
}

// spoil makes one fault of a kind in a law, nil if it offers no place for it.
func spoil(kind, data string, rng *rand.Rand) *fault {
	labels := plainLabels(data)
	for range 50 {
		i := rng.IntN(len(labels))
		next := sibling(labels, i)
		if next < 0 || labels[i].sub || labels[next].sub {
			continue
		}
		a, b := labels[i], labels[next]
		put := func(x plainLabel, num string) string { return data[:x.num.Start] + num + data[x.num.End:] }
		switch kind {
		case "dropped":
			cut := data[:a.span.Start] + strings.TrimLeft(data[a.span.End:], " 　")
			shift := len(data) - len(cut)
			return &fault{kind, cut, []text.Span{{Start: b.span.Start - shift, End: b.span.End - shift}}, a.span.In(data)}
		case "removed": // the whole line
			line := strings.LastIndexByte(data[:a.span.Start], '\n') + 1
			end := strings.IndexByte(data[a.span.Start:], '\n')
			if end < 0 || a.span.Start+end > b.span.Start {
				continue
			}
			end += a.span.Start + 1
			cut := data[:line] + data[end:]
			return &fault{kind, cut, []text.Span{{Start: b.span.Start - (end - line), End: b.span.End - (end - line)}}, a.span.In(data)}
		case "doubled":
			same := put(b, a.num.In(data))
			d := len(same) - len(data)
			return &fault{kind, same, []text.Span{a.span, {Start: b.span.Start, End: b.span.End + d}}, b.span.In(data)}
		case "swapped":
			x := put(b, a.num.In(data))
			x = x[:a.num.Start] + b.num.In(data) + x[a.num.End:]
			d := b.num.Len() - a.num.Len()
			return &fault{kind, x, []text.Span{{Start: a.span.Start, End: a.span.End + d}, {Start: b.span.Start + d, End: b.span.End}}, a.span.In(data)}
		case "mark":
			lab := a.span.In(data)
			var bad string
			switch {
			case a.unit == "、":
				bad = a.num.In(data) + []string{".", "，", "．"}[rng.IntN(3)]
			case a.unit == "项":
				bad = []string{"(" + a.num.In(data) + ")", "（" + a.num.In(data) + ")", "（" + a.num.In(data) + "）、"}[rng.IntN(3)]
			case rng.IntN(2) == 0:
				bad = "笫" + strings.TrimPrefix(lab, "第")
			default:
				bad = "第" + fmt.Sprint(a.n) + a.unit
			}
			return &fault{kind, data[:a.span.Start] + bad + data[a.span.End:], []text.Span{{Start: a.span.Start, End: a.span.Start + len(bad)}}, lab}
		}
	}
	return nil
}

// sibling is the index of the label that follows labels[i] in its list; -1 if it is the last.
func sibling(labels []plainLabel, i int) int {
	rank := func(u string) int { return strings.Index("编章节条、项", u) }
	for k := i + 1; k < len(labels); k++ {
		switch {
		case labels[k].unit == labels[i].unit:
			if labels[k].n == labels[i].n+1 {
				return k
			}
			return -1
		case rank(labels[k].unit) < rank(labels[i].unit) && labels[i].unit != "条":
			return -1
		}
	}
	return -1
}

// TestSeededFaults spoils one label of a clean law in each of five ways: at least 99 in 100 must
// be found, at the label or, where it is gone, at the one that follows it.
func TestSeededFaults(t *testing.T) {
	t.Run("laws", func(t *testing.T) { seeded(t, lawFiles(t)) })
	t.Run("reports", func(t *testing.T) {
		files := corpustest.Files(t, corpustest.Data(t, "reports"), ".txt")
		seeded(t, sample(append(files, corpustest.Files(t, corpustest.Data(t, "party"), ".md")...), 15))
	})
}

func seeded(t *testing.T, files []string) {
	kinds := []string{"dropped", "removed", "doubled", "swapped", "mark"}
	total, found := map[string]int{}, map[string]int{}
	var misses []string
	var mu sync.Mutex
	each(t, files, func(p, data string) {
		data = strings.TrimPrefix(data, "\ufeff")
		if !clean(data) {
			return
		}
		_, before := findings(t, p, data)
		rng := rand.New(rand.NewPCG(uint64(len(data)), 7))
		for _, kind := range kinds {
			f := spoil(kind, data, rng)
			if f == nil {
				continue
			}
			_, fs := findings(t, p, f.data)
			hit := slices.ContainsFunc(fs, func(x check.Finding) bool {
				return slices.ContainsFunc(f.at, func(s text.Span) bool {
					return s.Overlaps(x.Span) && !slices.ContainsFunc(before, func(y check.Finding) bool { return y.Rule == x.Rule && y.Message == x.Message })
				})
			})
			mu.Lock()
			total[kind]++
			if hit {
				found[kind]++
			} else {
				misses = append(misses, fmt.Sprintf("%s:%d: %s %s → %s", filepath.Base(p), 1+strings.Count(f.data[:f.at[0].Start], "\n"), kind, f.was, f.at[0].In(f.data)))
			}
			mu.Unlock()
		}
	})
	all, hits := 0, 0
	for _, k := range kinds {
		t.Logf("%s: %d of %d found", k, found[k], total[k])
		all += total[k]
		hits += found[k]
	}
	slices.Sort(misses)
	for _, m := range misses[:min(len(misses), *shown)] {
		t.Log(m)
	}
	if all == 0 {
		t.Fatal("no clean law")
	}
	if all-hits > max(all/100, 1) {
		t.Errorf("%d of %d faults found", hits, all)
	}
}
