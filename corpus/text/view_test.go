package text

import (
	"fmt"
	"math/rand/v2"
	"slices"
	"strings"
	"testing"
)

func ed(start, end int, new string) Edit { return Edit{Span: Span{start, end}, New: new} }

func TestViewMaps(t *testing.T) {
	//                0123456789
	v := NewView("abcdefghij", []Edit{ed(2, 3, ""), ed(3, 5, ""), ed(6, 7, "XY"), ed(8, 8, "+")})
	if v.Text != "abfXYh+ij" {
		t.Fatalf("Text = %q", v.Text)
	}
	for src, want := range []int{0, 1, 2, 2, 2, 2, 3, 5, 7, 8, 9} {
		if got := v.Pos(src); got != want {
			t.Errorf("Pos(%d) = %d, want %d", src, got, want)
		}
	}
	for pos, want := range []int{0, 1, 5, 6, 6, 7, 8, 8, 9, 10} {
		if got := v.Src(pos); got != want {
			t.Errorf("Src(%d) = %d, want %d", pos, got, want)
		}
	}
	for _, c := range []struct{ pos, src Span }{
		{Span{0, 2}, Span{0, 2}},  // the deletions behind stay outside
		{Span{0, 3}, Span{0, 6}},  // those inside do not
		{Span{2, 3}, Span{5, 6}},  // nor those before
		{Span{3, 4}, Span{6, 7}},  // half a replacement is the whole
		{Span{2, 5}, Span{5, 7}},  // up to its end
		{Span{6, 7}, Span{8, 8}},  // what was inserted comes from nowhere
		{Span{5, 9}, Span{7, 10}}, // across it
		{Span{2, 2}, Span{5, 5}},
	} {
		if got := v.SrcSpan(c.pos); got != c.src {
			t.Errorf("SrcSpan(%v) = %v, want %v", c.pos, got, c.src)
		}
	}
	if got := v.EditsIn(Span{5, 6}); len(got) != 2 || got[0].Span != (Span{3, 5}) || got[1].Span != (Span{6, 7}) {
		t.Errorf("EditsIn(5, 6) = %v", got)
	}
	if got := v.EditsIn(Span{0, 1}); len(got) != 0 {
		t.Errorf("EditsIn(0, 1) = %v", got)
	}
}

func TestViewOverlap(t *testing.T) {
	for _, c := range []struct {
		edits []Edit
		want  string
	}{
		{[]Edit{ed(4, 6, "Y"), ed(2, 5, "X")}, "abXfgh"},
		{[]Edit{ed(2, 3, "Y"), ed(2, 5, "X")}, "abXfgh"},
		{[]Edit{ed(2, 5, "X"), ed(2, 2, "+"), ed(3, 3, "-")}, "ab+Xfgh"},
		{[]Edit{ed(7, 9, "X"), ed(5, 4, "X"), ed(-1, 2, "X")}, "abcdefgh"},
		{[]Edit{ed(0, 8, "")}, ""},
	} {
		if v := NewView("abcdefgh", c.edits); v.Text != c.want {
			t.Errorf("%v: %q, want %q", c.edits, v.Text, c.want)
		}
	}
}

// checkView states what the maps of a view promise.
func checkView(t *testing.T, v *View) {
	t.Helper()
	prev := 0
	for src := 0; src <= len(v.Source); src++ {
		p := v.Pos(src)
		if p < prev || p > len(v.Text) {
			t.Fatalf("Pos is not monotone at %d: %d after %d\n%v", src, p, prev, v.Edits)
		}
		prev = p
	}
	prev = 0
	for pos := 0; pos <= len(v.Text); pos++ {
		s := v.Src(pos)
		if s < prev || s > len(v.Source) {
			t.Fatalf("Src is not monotone at %d: %d after %d\n%v", pos, s, prev, v.Edits)
		}
		prev = s
		if back := v.Pos(s); back > pos {
			// Only what is inserted lies before the place where it is inserted.
			in := v.EditsIn(Span{s, s})
			if !slices.ContainsFunc(in, func(e Edit) bool { return e.Span.Empty() && len(e.New) > 0 }) {
				t.Fatalf("Pos(Src(%d)) = %d\n%v", pos, back, v.Edits)
			}
		}
	}
	// What lies between two edits maps byte by byte, both ways.
	end := 0
	for i := 0; i <= len(v.Edits); i++ {
		next := len(v.Source)
		if i < len(v.Edits) {
			next = v.Edits[i].Span.Start
		}
		for src := end; src < next; src++ {
			p := v.Pos(src)
			if v.Text[p] != v.Source[src] || v.Src(p) != src || v.SrcSpan(Span{p, p + 1}) != (Span{src, src + 1}) {
				t.Fatalf("byte %d does not map to itself\n%v", src, v.Edits)
			}
		}
		if i < len(v.Edits) {
			e := v.Edits[i]
			if got := v.Text[v.at[i]:v.end(i)]; got != e.New {
				t.Fatalf("edit %d shows %q, not %q", i, got, e.New)
			}
			if len(e.New) > 0 {
				if got := v.SrcSpan(Span{v.at[i], v.end(i)}); got != e.Span {
					t.Fatalf("the replacement of %v maps to %v", e.Span, got)
				}
			}
			end = e.Span.End
		}
	}
}

// randomEdits are edits anywhere, overlapping and out of order.
func randomEdits(r *rand.Rand, n int) []Edit {
	var edits []Edit
	for range r.IntN(8) {
		start := r.IntN(n + 1)
		edits = append(edits, ed(start, start+r.IntN(min(4, n-start)+1), strings.Repeat(string(rune('A'+r.IntN(26))), r.IntN(3))))
	}
	return edits
}

func TestViewProperties(t *testing.T) {
	r := rand.New(rand.NewPCG(1, 2))
	for range 20000 {
		source := strings.Repeat("abcdefghij", 1+r.IntN(2))[:5+r.IntN(6)]
		v := NewView(source, randomEdits(r, len(source)))
		checkView(t, v)
		edits := randomEdits(r, len(v.Text))
		w := v.Then(edits)
		if want := NewView(v.Text, edits).Text; w.Text != want {
			t.Fatalf("%q %v then %v: %q, want %q", source, v.Edits, edits, w.Text, want)
		}
		if w.Source != source {
			t.Fatalf("Then changed the source to %q", w.Source)
		}
		checkView(t, w)
	}
}

func FuzzThen(f *testing.F) {
	f.Add("abcdefghij", []byte{2, 3, 0, 3, 2, 1}, []byte{1, 4, 2})
	f.Add("一二三四", []byte{0, 3, 1}, []byte{0, 3, 2, 3, 3, 0})
	decode := func(b []byte, n int) []Edit {
		var edits []Edit
		for ; len(b) >= 3; b = b[3:] {
			start := int(b[0]) % (n + 1)
			edits = append(edits, ed(start, start+int(b[1])%(n-start+1), strings.Repeat("x", int(b[2])%5)))
		}
		return edits
	}
	f.Fuzz(func(t *testing.T, source string, a, b []byte) {
		v := NewView(source, decode(a, len(source)))
		checkView(t, v)
		edits := decode(b, len(v.Text))
		w := v.Then(edits)
		if want := NewView(v.Text, edits).Text; w.Text != want {
			t.Fatalf("%q, want %q", w.Text, want)
		}
		checkView(t, w)
	})
}

func TestThenKeepsTheRule(t *testing.T) {
	v := NewView("a(jì)b", []Edit{{Rule: Ruby, Span: Span{1, 6}, New: "國?", Why: "why"}})
	w := v.Then([]Edit{{Rule: Script, Span: Span{1, 4}, New: "国"}})
	if e := w.Edits[0]; w.Text != "a国?b" || e.Rule != Ruby || e.Why != "why" || e.Span != (Span{1, 6}) {
		t.Errorf("%q %+v", w.Text, w.Edits)
	}
	w = v.Then([]Edit{{Rule: Script, Span: Span{0, 4}, New: "z"}})
	if e := w.Edits[0]; w.Text != "z?b" || e.Rule != Script || e.Span != (Span{0, 6}) {
		t.Errorf("%q %+v", w.Text, w.Edits)
	}
}

func TestThenCutsAroundDeletions(t *testing.T) {
	v := NewView("ab(x)cd(y)ef", []Edit{{Rule: Ruby, Span: Span{2, 5}}, {Rule: Ruby, Span: Span{7, 10}}})
	w := v.Then([]Edit{{Rule: Elision, Span: Span{1, 5}, New: "…"}})
	if w.Text != "a…f" || len(w.Edits) != 5 {
		t.Fatalf("%q %v", w.Text, w.Edits)
	}
	for i, want := range []Rule{Elision, Ruby, Elision, Ruby, Elision} {
		if w.Edits[i].Rule != want {
			t.Errorf("edit %d is of rule %s, want %s", i, w.Edits[i].Rule, want)
		}
	}
}

// A million edits is what a page with pinyin behind every character has.
func BenchmarkView(b *testing.B) {
	source := strings.Repeat("計(jì)", 1<<20)
	edits := make([]Edit, 1<<20)
	step := len("計(jì)")
	for i := range edits {
		edits[i] = Edit{Rule: Ruby, Span: Span{i*step + 3, (i + 1) * step}}
	}
	b.Run("NewView", func(b *testing.B) {
		b.SetBytes(int64(len(source)))
		for b.Loop() {
			NewView(source, edits)
		}
	})
	v := NewView(source, edits)
	b.Run("Pos", func(b *testing.B) {
		i := 0
		for b.Loop() {
			i = (i + 7919*step) % len(source)
			v.Pos(i)
		}
	})
	b.Run("Src", func(b *testing.B) {
		i := 0
		for b.Loop() {
			i = (i + 7919*3) % len(v.Text)
			v.Src(i)
		}
	})
	over := make([]Edit, 0, 1<<20)
	for i := 0; i < len(v.Text); i += 3 {
		over = append(over, Edit{Rule: Script, Span: Span{i, i + 3}, New: "计"})
	}
	b.Run("Then", func(b *testing.B) {
		b.SetBytes(int64(len(source)))
		for b.Loop() {
			v.Then(over)
		}
	})
	if got := fmt.Sprint(v.Then(over).Text[:6]); got != "计计" {
		b.Fatal(got)
	}
}
