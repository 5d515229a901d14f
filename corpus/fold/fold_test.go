package fold

import (
	"strings"
	"testing"
	"unicode"
	"unicode/utf8"

	"golang.org/x/text/unicode/norm"

	"gangmu/corpus/corpustest"
	"gangmu/corpus/text"
	"os"
)

// slowString is String by the letter of the package's description.
func slowString(s string) string {
	s = string([]rune(s))
	var parts []string
	for i, p := range strings.Split(s, "…") {
		if i > 0 {
			parts = append(parts, "…")
		}
		parts = append(parts, norm.NFKC.String(p))
	}
	var kept []rune
	for _, r := range strings.Join(parts, "") {
		if unicode.IsSpace(r) || !invisible(r) {
			kept = append(kept, r)
		}
	}
	for i, r := range kept {
		if !unicode.IsSpace(r) {
			kept[i] = last(r)
		}
	}
	han := func(r rune) bool { return unicode.Is(unicode.Han, r) }
	var out []rune
	words := strings.FieldsFunc(string(kept), unicode.IsSpace)
	for _, w := range words {
		rs := []rune(w)
		if len(out) > 0 && !(han(out[len(out)-1]) && han(rs[0])) {
			out = append(out, ' ')
		}
		out = append(out, rs...)
	}
	return string(out)
}

func checkTwin(t *testing.T, s string) {
	t.Helper()
	got, want := String(s), slowString(s)
	if got != want {
		t.Fatalf("String(%q) = %q, the slow twin says %q", s, got, want)
	}
	f := Fold(text.NewView(s, nil))
	if f.Text != want {
		t.Fatalf("Fold(%q) = %q, String says %q", s, f.Text, want)
	}
	checkMap(t, f)
}

// checkMap checks that every folded character comes from a stretch of the View that folds to it,
// that stretches are in order, and that what no folded character comes from folds to nothing.
func checkMap(t *testing.T, f *Folded) {
	t.Helper()
	v := f.view.Text
	prev, prevSpan := 0, text.Span{}
	for i, r := range f.Text {
		n := utf8.RuneLen(r)
		s := f.View(text.Span{Start: i, End: i + n})
		if s.Start >= s.End || s.End > len(v) {
			t.Fatalf("folded %q at %d comes from %v of %q", r, i, s, v)
		}
		if s != prevSpan {
			if s.Start < prev {
				t.Fatalf("folded %q at %d comes from %v, before %d, of %q", r, i, s, prev, v)
			}
			if gap := String(v[prev:s.Start]); strings.TrimSpace(gap) != "" {
				t.Fatalf("%q of %q was folded away", v[prev:s.Start], v)
			}
			if back := f.Pos(s.Start); back > i {
				t.Fatalf("folded offset %d comes from %d, but that maps to %d in %q", i, s.Start, back, v)
			}
		}
		if own := slowString(v[s.Start:s.End]); r != ' ' && !strings.ContainsRune(own, r) {
			t.Fatalf("folded %q is said to come from %q of %q", r, v[s.Start:s.End], v)
		}
		prev, prevSpan = s.End, s
	}
}

var awkward = []string{
	"", " ", "\n", "a b", "中 国", "中\n　　国", "中 a 国", " 中国 ", "中\u200b国", "中\u200b 国", "a\u0301", "e\u0301\u0302x",
	"……", "…\u0301", "㈠㈡", "①②⑩", "℃", "㎡", "½", "ﬁ", "ｶﾞ", "한글", "\u1112\u1161\u11ab", "´", "a´ 中", "中´国", "⻓⼀", "𠮷野家", "\U0002f800",
	"\xff中\xe4\xb8", "\ufeff中国", "İI", "ǅ", "１２３ＡＢＣ", "（2016）", "(2016)", "，,；;：:", "二○一七", "甲\u3099乙", "𝐀𝐁", "👨‍👩‍👧", "\u0344", "\u0300中",
}

func TestTwinOnAwkwardText(t *testing.T) {
	for _, s := range awkward {
		checkTwin(t, s)
		for _, u := range awkward {
			checkTwin(t, s+u)
		}
	}
}

func TestTwinOnEveryCharacter(t *testing.T) {
	for r := rune(0); r < 0x30000; r++ {
		if r >= 0xd800 && r < 0xe000 {
			continue
		}
		if s := string(r); String(s) != slowString(s) {
			t.Errorf("%U: %q, the slow twin says %q", r, String(s), slowString(s))
		}
	}
}

func TestTwinOnDocuments(t *testing.T) {
	for i, file := range corpustest.Files(t, corpustest.Data(t), ".txt", ".md") {
		if i%40 != 0 {
			continue
		}
		data, err := os.ReadFile(file)
		if err != nil {
			t.Fatal(err)
		}
		s := string(data[:min(len(data), 1<<16)])
		got := String(s)
		if want := slowString(s); got != want {
			t.Fatalf("%s: folds differ", file)
		}
		if again := String(got); again != got {
			t.Fatalf("%s: folding twice is not folding once", file)
		}
		checkMap(t, Fold(text.NewView(s, nil)))
	}
}

func FuzzFold(f *testing.F) {
	for _, s := range awkward {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, s string) { checkTwin(t, s) })
}

func BenchmarkFold(b *testing.B) {
	files := corpustest.Files(b, corpustest.Data(b, "laws"), ".txt", ".md")
	data, err := os.ReadFile(files[0])
	if err != nil {
		b.Fatal(err)
	}
	v := text.NewView(strings.Repeat(string(data), 1+1<<20/len(data)), nil)
	b.SetBytes(int64(len(v.Text)))
	for b.Loop() {
		Fold(v)
	}
}
