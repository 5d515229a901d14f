package fold

import (
	"math/rand/v2"
	"os"
	"slices"
	"strings"
	"testing"
	"unicode/utf8"

	"gangmu/corpus/corpustest"
	"gangmu/corpus/text"
)

// checkPack packs f in stretches of about size bytes and compares what comes back with f.
func checkPack(t *testing.T, f *Folded, size int) {
	t.Helper()
	p := NewPacker(f)
	var ends, srcs []int
	var packed [][]byte
	for at := 0; at < len(f.Text) || len(ends) == 0; {
		end := min(at+size, len(f.Text))
		for !f.Breaks(end) {
			end++
		}
		srcs = append(srcs, p.Src())
		packed = append(packed, p.Append(nil, end))
		ends = append(ends, end)
		at = end
	}
	var u Unpacker
	for from := 0; from < len(ends); from += 2 {
		start := 0
		if from > 0 {
			start = ends[from-1]
		}
		g, err := u.Unpack(f.Text[start:], slices.Concat(packed[from:]...))
		if err != nil {
			t.Fatal(err)
		}
		if want := f.view.Source[srcs[from]:]; g.view.Source != want {
			t.Fatalf("source from stretch %d: %q, want %q", from, g.view.Source, want)
		}
		if !strings.HasSuffix(f.view.Text, g.view.Text) || g.Text != f.Text[start:] {
			t.Fatalf("view from stretch %d is %q of %q", from, g.view.Text, f.view.Text)
		}
		for i := start; i < len(f.Text); i += 1 + len(f.Text)/500 {
			if !utf8.RuneStart(f.Text[i]) {
				continue
			}
			_, w := utf8.DecodeRuneInString(f.Text[i:])
			a, b := f.Src(text.Span{Start: i, End: i + w}), g.Src(text.Span{Start: i - start, End: i - start + w})
			if a.Start != b.Start+srcs[from] || a.End != b.End+srcs[from] {
				t.Fatalf("folded %d: source %v, packed %v + %d", i, a, b, srcs[from])
			}
		}
	}
}

func randomView(rnd *rand.Rand, s string) *text.View {
	var edits []text.Edit
	for i := range s {
		if rnd.IntN(6) == 0 {
			j := i + rnd.IntN(8)
			for j < len(s) && !utf8.RuneStart(s[j]) {
				j++
			}
			news := []string{"", "", "国", "繁体", " ", "（一）", "㈠"}
			edits = append(edits, text.Edit{Span: text.Span{Start: i, End: min(j, len(s))}, New: news[rnd.IntN(len(news))]})
		}
	}
	return text.NewView(s, edits)
}

func TestPackComesBack(t *testing.T) {
	rnd := rand.New(rand.NewPCG(1, 2))
	for n := range 3000 {
		var sb strings.Builder
		for range rnd.IntN(30) {
			sb.WriteString(awkward[rnd.IntN(len(awkward))])
		}
		s := strings.ToValidUTF8(sb.String(), "")
		checkPack(t, Fold(randomView(rnd, s)), 1+n%40)
	}
}

func TestPackDocuments(t *testing.T) {
	var folded, packed int
	for i, file := range corpustest.Files(t, corpustest.Data(t), ".txt", ".md") {
		if i%60 != 0 {
			continue
		}
		data, err := os.ReadFile(file)
		if err != nil {
			t.Fatal(err)
		}
		f := Fold(text.NewView(strings.ToValidUTF8(string(data[:min(len(data), 1<<16)]), "?"), nil))
		checkPack(t, f, 8000)
		folded += len(f.Text)
		packed += len(NewPacker(f).Append(nil, len(f.Text)))
	}
	t.Logf("%d bytes folded, %d packed beside them", folded, packed)
}

func FuzzPack(f *testing.F) {
	for _, s := range awkward {
		f.Add(s, uint64(7), 5)
	}
	f.Fuzz(func(t *testing.T, s string, seed uint64, size int) {
		s = strings.ToValidUTF8(s, "")
		checkPack(t, Fold(randomView(rand.New(rand.NewPCG(seed, 0)), s)), 1+max(size, -size)%1000)
	})
}

func FuzzUnpack(f *testing.F) {
	f.Add("abc", []byte{14, 2, 0})
	f.Fuzz(func(t *testing.T, folded string, packed []byte) {
		_, _ = new(Unpacker).Unpack(folded, packed) // no panic
	})
}

func TestNeedle(t *testing.T) {
	rnd := rand.New(rand.NewPCG(3, 4))
	alphabet := []rune("一二国家aab")
	word := func(n int) string {
		r := make([]rune, n)
		for i := range r {
			r[i] = alphabet[rnd.IntN(len(alphabet))]
		}
		return string(r)
	}
	for range 3000 {
		hay, q := word(rnd.IntN(200)), word(1+rnd.IntN(4))
		n := NewNeedle(q)
		var got, want []int
		for i := n.Index(hay, 0); i >= 0; i = n.Index(hay, i+len(q)) {
			got = append(got, i)
		}
		for i := 0; ; {
			k := strings.Index(hay[i:], q)
			if k < 0 {
				break
			}
			want = append(want, i+k)
			i += k + len(q)
		}
		if !slices.Equal(got, want) {
			t.Fatalf("%q in %q: %v, want %v", q, hay, got, want)
		}
	}
	if (Needle{}).Index("abc", 0) >= 0 {
		t.Error("the empty needle was found")
	}
}
