package index

import (
	"math/rand/v2"
	"slices"
	"strings"
	"testing"

	"gangmu/corpus/fold"
	"gangmu/corpus/han"
)

func TestSpelling(t *testing.T) {
	for _, c := range []struct{ letters, heading, found string }{
		{"jsx", "计生协会", "计生协"},
		{"jishengxie", "计生协会", "计生协"},
		{"jishengx", "计生协会", "计生协"},
		{"jishengxi", "计生协会", "计生协"},
		{"ji'sheng'xie", "计生协会", "计生协"},
		{"jìshēngxié", "計生協會", "計生協"},
		{"ji4sheng1xie2", "计生协会", "计生协"},
		{"ji4sheng1x", "计生协会", ""}, // a figure behind an initial is no tone
		{"co2", "城欧", ""},
		{"chongqing", "重庆市", "重庆"},
		{"zhongyao", "重要", "重要"},
		{"cq", "重庆市", "重庆"},
		{"zq", "重庆市", "重庆"},
		{"nv", "妇女", "女"},
		{"nvhai", "女孩", "女孩"},
		{"nuhai", "女孩", "女孩"},
		{"nühai", "女孩", "女孩"},
		{"gdpzz", "GDP增长", ""},
		{"gdpzeng", "gdp增长", "gdp增"},
		{"gdp", "gdp增长", ""}, // nothing in pinyin
		{"xian", "西安", "西安"},
		{"xian", "县城", "县"},
		{"sx", "实施，协调", ""},
	} {
		p := newSpelling(fold.String(c.letters))
		got := ""
		if p != nil {
			if a, b := p.find(c.heading); a >= 0 {
				got = c.heading[a:b]
			}
		}
		if got != c.found {
			t.Errorf("%s in %s: found %q, want %q", c.letters, c.heading, got, c.found)
		}
	}
}

// The documents found by the sounds of their headings are those found heading by heading.
func TestSpelledDocs(t *testing.T) {
	s := memory(sample(t, 40))
	lines := s.lines()
	rnd := rand.New(rand.NewPCG(7, 8))
	found := 0
	for range 300 {
		line := []rune(lines.line(uint32(rnd.IntN(len(lines.sec)))))
		if len(line) < 6 {
			continue
		}
		at := rnd.IntN(len(line) - 4)
		letters := ""
		for _, r := range line[at : at+1+rnd.IntN(4)] {
			if rs := han.Readings(r); len(rs) > 0 {
				one := rs[rnd.IntN(len(rs))]
				letters += one[:1+rnd.IntN(len(one))]
			}
		}
		p := newSpelling(letters)
		if p == nil {
			continue
		}
		got := newBitset(s.size())
		lines.spelledDocs(p, got)
		want := newBitset(s.size())
		for d := range s.size() {
			for line := range strings.Lines(s.headings(d)) {
				label, title, section := strings.Cut(strings.TrimSuffix(line, "\n"), "\t")
				if (!section || title != "") && p.in(label+title) {
					want.set(d)
					found++
				}
			}
			// What has a name for a label counts, too.
			for k := lines.first[d]; k < lines.first[d+1]; k++ {
				if named(s.kind(d, int(lines.sec[k]))) && p.in(lines.line(k)) {
					want.set(d)
				}
			}
		}
		if !slices.Equal(got, want) {
			t.Fatalf("%s: found in %v, want %v", letters, got, want)
		}
	}
	if found == 0 {
		t.Fatal("nothing was spelled")
	}
}

// What is in the text goes before what is spelled.
func TestLiteralBeforeSpelled(t *testing.T) {
	x := memoryIndex(t, newDoc(t, "/a.txt", "计生协工作报告\n\n一、计生协的工作\n各地计生协。\n"), newDoc(t, "/b.txt", "某某通知\n\n一、附注\n型号 JSX 一台，另有若干附件，一并发给，请查收。\n"))
	res := search(t, x, "jsx", Options{})
	if len(res.Hits) != 3 || res.Hits[0].Path != "/b.txt" {
		t.Fatalf("%+v", res.Hits)
	}
}
