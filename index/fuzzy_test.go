package index

import (
	"math/rand/v2"
	"slices"
	"strings"
	"testing"
)

// distance is the number of characters to change, put in or leave out, to make b of a.
func distance(a, b []rune) int {
	row := make([]int, len(b)+1)
	for j := range row {
		row[j] = j
	}
	for i, x := range a {
		prev := row[0]
		row[0] = i + 1
		for j, y := range b {
			d := prev
			if x != y {
				d++
			}
			prev = row[j+1]
			row[j+1] = min(d, row[j]+1, row[j+1]+1)
		}
	}
	return row[len(b)]
}

func TestNearby(t *testing.T) {
	rnd := rand.New(rand.NewPCG(13, 14))
	alphabet := []rune("一二三四，a")
	word := func(n int) []rune {
		r := make([]rune, n)
		for i := range r {
			r[i] = alphabet[rnd.IntN(len(alphabet))]
		}
		return r
	}
	for range 4000 {
		term := []rune(strings.ReplaceAll(string(word(2+rnd.IntN(4))), "，", "二"))
		hay := string(word(rnd.IntN(60)))
		n := newNearby(string(term))
		var got, slow []string
		end := 0
		n.scan(hay, 0, len(hay), len(hay), func(a, b int) {
			if a < end {
				t.Fatalf("%s in %s: matches overlap", string(term), hay)
			}
			end = b
			m := []rune(hay[a:b])
			if d := distance(term, m); d > 1 || len(term) < 4 && len(m) < len(term) {
				t.Fatalf("%s in %s: found %s", string(term), hay, string(m))
			}
			got = append(got, hay[a:b])
		})
		// The twin tries every place.
		for i := 0; i < len(hay); {
			k := n.match(hay[i:])
			if k > 0 {
				if ahead := n.exact(hay[i:], k); ahead > 0 {
					i += ahead
					k = len(n.term)
				}
				slow = append(slow, hay[i:i+k])
				i += k
				continue
			}
			i += len(string([]rune(hay[i:])[:1]))
		}
		if !slices.Equal(got, slow) {
			t.Fatalf("%s in %s: %q, trying every place gives %q", string(term), hay, got, slow)
		}
		if strings.Count(hay, string(term)) > 0 && !slices.Contains(got, string(term)) {
			t.Fatalf("%s in %s: the term itself is not found: %q", string(term), hay, got)
		}
	}
}
