package index

import (
	"fmt"
	"math/rand/v2"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"unicode/utf8"
)

// plainGrams is the grams of a text, the slow way.
func plainGrams(text string) map[string]bool {
	set := map[string]bool{}
	runes := []rune(text)
	for i, r := range runes {
		if r != ' ' {
			set[string(r)] = true
		}
		if i > 0 && inWord(runes[i-1]) && inWord(r) {
			set[string(runes[i-1:i+1])] = true
		}
	}
	return set
}

// randomUnits makes texts of units: with characters that all have, that most of a neighbourhood
// have, and that hardly any has.
func randomUnits(rng *rand.Rand, n int) []string {
	units := make([]string, n)
	for u := range units {
		var b strings.Builder
		for range 1 + rng.IntN(60) {
			switch rng.IntN(6) {
			case 0:
				b.WriteString("的法、")
			case 1:
				b.WriteRune(rune('一' + u/20*7 + rng.IntN(5)))
			case 2:
				b.WriteRune([]rune{' ', '\n', 'a', '9', '𠮷', '，', '\x00', 'é'}[rng.IntN(8)])
			default:
				b.WriteRune(rune('一' + rng.IntN(3000)))
			}
		}
		units[u] = b.String()
		if rng.IntN(9) == 0 { // long ones are spans of their own
			units[u] = strings.Repeat(units[u], spanBytes/len(units[u])+1)
		}
	}
	return units
}

// nearUnits is the units that share a span with one of in, and whether so many spans do that groups or
// a whole batch may be named.
func nearUnits(in []int, batches [][]span) (near map[int]bool, dense bool) {
	near = map[int]bool{}
	for _, spans := range batches {
		with, groups := 0, map[int]int{}
		for i, s := range spans {
			if !slices.ContainsFunc(in, func(u int) bool { return int(s.from) <= u && u < int(s.to) }) {
				continue
			}
			for u := s.from; u < s.to; u++ {
				near[int(u)] = true
			}
			with++
			groups[i/groupSpans]++
			dense = dense || groups[i/groupSpans] >= groupMost
		}
		dense = dense || 100*with >= batchMost*len(spans)
	}
	return near, dense
}

// TestInvert compares what Bleve tells of grams with what a plain search of the units tells: it names
// every unit with a gram, others only beside it in a span or where most of a group have the gram.
func TestInvert(t *testing.T) {
	defer func(was int) { batchSpans = was }(batchSpans)
	for _, size := range [][2]int{{1, 2048}, {7, 2048}, {8, 2048}, {9, 2048}, {400, 2048}, {400, 16}} {
		n := size[0]
		batchSpans = size[1]
		t.Run(fmt.Sprint(size), func(t *testing.T) {
			units := randomUnits(rand.New(rand.NewPCG(7, uint64(n))), n)
			dir := t.TempDir()
			w, err := newGramWriter(dir)
			if err != nil {
				t.Fatal(err)
			}
			var batches [][]span
			has := map[string][]int{}
			for u, text := range units {
				if !utf8.ValidString(text) {
					t.Fatal("not UTF-8")
				}
				for g := range plainGrams(text) {
					has[g] = append(has[g], u)
				}
				was := slices.Clone(w.batch.spans)
				if err := w.unit(u, text); err != nil {
					t.Fatal(err)
				}
				if len(was) > len(w.batch.spans) {
					batches = append(batches, was)
				}
			}
			batches = append(batches, slices.Clone(w.batch.spans))
			if err := w.close(n); err != nil {
				t.Fatal(err)
			}
			x, err := openScorch(filepath.Join(dir, gramsDir))
			if err != nil {
				t.Fatal(err)
			}
			defer x.close()
			if x.order, err = os.ReadFile(filepath.Join(dir, orderFile)); err != nil {
				t.Fatal(err)
			}
			x.units = n
			exact, loose := 0, 0
			for g, in := range has {
				got := newBitset(n)
				if err := x.candidates([]string{g}, got); err != nil {
					t.Fatal(err)
				}
				want, dense := nearUnits(in, batches)
				for u := range n {
					if want[u] && !got.has(u) {
						t.Fatalf("%q is in unit %d, which is not named", g, u)
					}
					if !want[u] && got.has(u) {
						loose++
						if !dense {
							t.Fatalf("%q is not near unit %d, which is named", g, u)
						}
					}
				}
				exact++
			}
			if exact == 0 || n == 400 && loose == 0 {
				t.Errorf("%d grams, %d units named for others' sake", exact, loose)
			}
			got := newBitset(n)
			if err := x.candidates([]string{"的", "龘"}, got); err != nil || got.any(0, n) {
				t.Errorf("a gram that is nowhere: %v %v", got, err)
			}
		})
	}
}
