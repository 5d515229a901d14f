package fold

import (
	"math/rand/v2"
	"os"
	"slices"
	"strings"
	"testing"
	"unicode/utf8"

	"golang.org/x/text/unicode/norm"

	"gangmu/corpus/corpustest"
	"gangmu/corpus/text"
)

// slowIn is what a Scanner finds, by folding the whole text.
func slowIn(v *text.View, needles []Needle) []text.Span {
	f := Fold(v)
	var spans []text.Span
	for i := 0; i < len(f.Text); {
		best := 0
		for _, n := range needles {
			if len(n.Text) > best && strings.HasPrefix(f.Text[i:], n.Text) && n.Free(f.Text, i) {
				best = len(n.Text)
			}
		}
		if best > 0 {
			spans = append(spans, f.Src(text.Span{Start: i, End: i + best}))
		}
		i += max(best, 1)
	}
	return spans
}

func checkScan(t *testing.T, v *text.View, needles []Needle, size int) {
	t.Helper()
	sc, want := NewScanner(needles), slowIn(v, needles)
	got := sc.in(t.Context(), v, nil, size, 0, len(v.Text))
	if slices.Equal(got, want) {
		got = sc.in(t.Context(), v, newSieve(v, size), 3*size, 0, len(v.Text))
	}
	if !slices.Equal(got, want) {
		at := 0
		for at < min(len(got), len(want)) && got[at] == want[at] {
			at++
		}
		t.Fatalf("%+v in %.999q in blocks of %d: scanned %d, folded %d, other from the %d-th on: %v, %v",
			needles, v.Text, size, len(got), len(want), at, got[at:min(len(got), at+5)], want[at:min(len(want), at+5)])
	}
}

// pieceOf is a stretch of 1 to n characters of s.
func pieceOf(r *rand.Rand, s string, n int) string {
	rs := []rune(s)
	if len(rs) == 0 {
		return ""
	}
	i := r.IntN(len(rs))
	return string(rs[i:min(len(rs), i+1+r.IntN(n))])
}

// TestScanTwin: scanning finds what folding the whole text finds: of texts put together from
// everything that is awkward to fold, with edits, in blocks of any size, for needles that are
// in the text and others, one and several at once.
func TestScanTwin(t *testing.T) {
	r := rand.New(rand.NewPCG(5, 6))
	parts := append(slices.Clone(awkward), "中", "国", "國", "中国", "2017", "年", "二〇一七", "１", "⑾", "㈱", "点", ".", "\n", "　", "\u200b", "ｶ", "ﾞ", "é", "e", "i", "I", "İ", "가", "ᄀ", "ᅡ")
	for k := range 20000 {
		var b strings.Builder
		for range 1 + r.IntN(12) {
			b.WriteString(parts[r.IntN(len(parts))])
		}
		s := b.String()
		var edits []text.Edit
		for range r.IntN(3) {
			from := r.IntN(len(s) + 1)
			edits = append(edits, text.Edit{Span: text.Span{Start: from, End: min(len(s), from+r.IntN(8))}, New: parts[r.IntN(len(parts))]})
		}
		v := text.NewView(s, edits)
		var needles []Needle
		for range 1 + r.IntN(3) {
			from := v.Text
			if r.IntN(4) == 0 {
				from = parts[r.IntN(len(parts))]
			}
			needles = append(needles, Alternative{String(pieceOf(r, from, 4)), r.IntN(4) == 0, r.IntN(4) == 0}.Needle())
		}
		checkScan(t, v, needles, 1+k%40)
	}
}

// TestSieve: of a long text too, of which the sieve lets only a part pass, what scanning finds is what
// folding finds; also where a term has an ocean of blanks in it.
func TestSieve(t *testing.T) {
	r := rand.New(rand.NewPCG(9, 10))
	for k := range 100 {
		var b strings.Builder
		for range 3000 {
			b.WriteRune(rune(0x4e00 + r.IntN(300)*r.IntN(60)))
			switch r.IntN(200) {
			case 0:
				b.WriteString(strings.Repeat(" ", r.IntN(3000)))
			case 1:
				b.WriteString(awkward[r.IntN(len(awkward))])
			}
		}
		v := text.NewView(b.String(), nil)
		passed := 0
		for range 10 {
			q := String(pieceOf(r, v.Text, 6))
			needles := []Needle{NewNeedle(q), NewNeedle(string([]rune(q)[:1]) + "鼯")}
			checkScan(t, v, needles, 300+10*k)
			s := newSieve(v, 300+10*k)
			for i := range s.meshes {
				if s.lets(NewScanner(needles[:1]), i) {
					passed++
				}
			}
		}
		if all := 10 * blocksOf(len(v.Text), 300+10*k); passed > all*9/10 {
			t.Errorf("%d of %d blocks pass", passed, all)
		}
	}
}

// TestNear: what is near a place is found there.
func TestNear(t *testing.T) {
	s := strings.Repeat(strings.Repeat("各级各部门，", 1000)+"鼯鼠\n", 100)
	v := text.NewView(s, nil)
	sc := NewScanner([]Needle{NewNeedle("鼯鼠")})
	all := sc.In(t.Context(), v, nil)
	for pos := 0; pos <= len(s)+5; pos += 70001 {
		near := sc.Near(t.Context(), v, NewSieve(v), pos)
		var want []text.Span
		for _, m := range all {
			if m.Start >= pos && m.Start < pos+unitBytes {
				want = append(want, m)
			}
		}
		near = slices.DeleteFunc(near, func(m text.Span) bool { return m.Start < pos || m.Start >= pos+unitBytes })
		if !slices.Equal(near, want) {
			t.Fatalf("near %d: %v, want %v", pos, near, want)
		}
	}
}

// TestScanDocuments: scanning real documents finds what folding them finds.
func TestScanDocuments(t *testing.T) {
	r := rand.New(rand.NewPCG(7, 8))
	other := "鼯鼠"
	for i, file := range corpustest.Files(t, corpustest.Data(t), ".txt", ".md") {
		if i%4 != 0 {
			continue
		}
		data, err := os.ReadFile(file)
		if err != nil {
			t.Fatal(err)
		}
		s := strings.ToValidUTF8(string(data[:min(len(data), 64<<10)]), "\ufffd")
		v := text.NewView(s, nil)
		for k := range 4 {
			var needles []Needle
			for range 1 + r.IntN(3) {
				q := pieceOf(r, s, 6)
				if k == 0 {
					q = pieceOf(r, other, 2)
				}
				needles = append(needles, NewNeedle(String(q)))
				for _, a := range Alternatives(q) {
					needles = append(needles, a.Needle())
				}
			}
			checkScan(t, v, needles, 4<<10)
		}
		other = s
	}
}

// TestSources: every character that folds to another, or to a text with it in it, is among the
// sources of that.
func TestSources(t *testing.T) {
	tableOnce.Do(makeTable)
	for r := rune(0); r <= utf8.MaxRune; r++ {
		if r >= 0xd800 && r < 0xe000 {
			continue
		}
		for _, to := range String(string(r)) {
			from, ok := sources(to)
			if ok && !slices.Contains(from, r) {
				t.Fatalf("%U folds to %q, which is said to come of %q only", r, to, from)
			}
			if e, _ := entryAt(string(r), 0); ok && (!holds(string(r), e, to) || !solid(string(r), e)) {
				t.Fatalf("%U folds to %q, but is not seen to", r, to)
			}
			if d := norm.NFD.String(string(r)); ok && d != string(r) && norm.NFC.String(d) == string(r) {
				t.Fatalf("%U folds to %q, and is put together of %+q", r, to, d)
			}
		}
	}
}

func FuzzScan(f *testing.F) {
	for i, s := range awkward {
		f.Add(s, awkward[(i+7)%len(awkward)], 1+i)
	}
	f.Fuzz(func(t *testing.T, s, q string, size int) {
		if size < 1 || size > 1<<20 {
			size = 1
		}
		q = String(q)
		half := String(q[:len(q)/2])
		checkScan(t, text.NewView(s, nil), []Needle{NewNeedle(q), {Alternative: Alternative{Text: half, Left: true, Right: true}}}, size)
	})
}
