package index

import (
	"errors"
	"slices"
	"testing"

	"gangmu/corpus/fold"
)

func TestParse(t *testing.T) {
	for _, c := range []struct{ in, want string }{
		{"", ""},
		{"　 ", ""},
		{"计划生育 帮扶", "计划生育 帮扶"},
		{"计划生育　帮扶", "计划生育 帮扶"},
		{"计划生育 AND 帮扶", "计划生育 帮扶"},
		{`"扎实 推进"`, `"扎实 推进"`},
		{"“扎实 推进”", `"扎实 推进"`},
		{"A OR B", "A OR B"},
		{"A OR B C", "A OR B C"},
		{"(A OR B) C", "(A OR B) C"},
		{"( A OR B )C", "(A OR B) C"},
		{"A -B", "A -B"},
		{"A －B", "A -B"},
		{"A -(B OR C)", "A -(B OR C)"},
		{"-B A", "-B A"},
		{"title:报告", "title:报告"},
		{"TITLE：报告", "title:报告"},
		{"jsx", "jsx"},
		{`"jsx"`, `"jsx"`},
		{`title:"jsx"`, `title:"jsx"`},
		{`"计划"`, "计划"},
		{`"-计划"`, `"-计划"`},
		{`heading:"法律 责任"`, `heading:"法律 责任"`},
		{"in:2026", "in:2026"},
		{"year:2016..2018", "year:2016..2018"},
		{"year:2016-2018", "year:2016..2018"},
		{"year:２０１６年", "year:2016"},
		{"year:2016..", "year:2016.."},
		{"year:..2018", "year:..2018"},
		{"number:国发〔2016〕5号", "number:国发〔2016〕5号"},
		{"国发(2016)5号", `"国发(2016)5号"`},
		{"(国发(2016)5号)", `"国发(2016)5号"`},
		{"kind:条", "kind:条"},
		{"=著作", "=著作"},
		{`="著 作"`, `="著 作"`},
		{"/[0-9.]+万元/", "/[0-9.]+万元/"},
		{`/a\/b/`, `/a\/b/`},
		{`/\d+ 户/ x`, `/\d+ 户/ x`},
		{"扶贫~", "扶贫~"},
		{"扶贫～", "扶贫~"},
		{"扶~", "扶~"},
		{"时间：2016", "时间：2016"},
		{"http://a.cn", "http://a.cn"},
		{"（一）", "（一）"},
		{"ORACLE", "ORACLE"},
		{`"OR"`, `"OR"`},
		{"-", "-"},
		{"a-b", "a-b"},
	} {
		q, err := Parse(c.in)
		if err != nil {
			t.Errorf("%q: %v", c.in, err)
			continue
		}
		if got := q.String(); got != c.want {
			t.Errorf("%q is understood as %q, want %q", c.in, got, c.want)
		}
		if again, err := Parse(q.String()); err != nil || again.String() != q.String() {
			t.Errorf("%q: canonical %q is read as %q, %v", c.in, q, again, err)
		}
	}
}

func TestWithin(t *testing.T) {
	for _, c := range []struct{ in, want string }{{"计划", "计划"}, {"A B", "A B"}, {"A OR B", "(A OR B)"}, {"A OR B C", "(A OR B C)"}, {"", ""}} {
		q, err := Parse(c.in)
		if err != nil {
			t.Fatal(err)
		}
		if got := q.Within(); got != c.want {
			t.Errorf("%s: %s, want %s", c.in, got, c.want)
		}
	}
}

func TestParseErrors(t *testing.T) {
	for _, c := range []struct {
		in  string
		pos int
	}{
		{"A OR", 4}, {"OR A", 0}, {"(A", 0}, {"计划 (", 4}, {"A )", 2}, {"()", 1}, {`"扎实`, 0}, {"/[/", 0}, {"/abc", 0}, {"//", 0},
		{"year:abc", 5}, {"year:2018..2016", 5}, {"year:", 5}, {"kind:馬", 5}, {"title: 报告", 6}, {"-B", 0}, {"-A OR B", 0},
		{`""`, 0}, {"in:=a", 3}, {"A OR OR B", 5},
	} {
		_, err := Parse(c.in)
		var se *SyntaxError
		if !errors.As(err, &se) {
			t.Errorf("%q: %v, want a SyntaxError", c.in, err)
			continue
		}
		if se.Pos != c.pos {
			t.Errorf("%q: position %d, want %d: %v", c.in, se.Pos, c.pos, err)
		}
		if se.Msg == "" || se.Want == "" || se.Chinese() == "" {
			t.Errorf("%q: says too little: %v", c.in, err)
		}
	}
}

func TestKindsAreFolded(t *testing.T) {
	for k := range kindNames {
		if fold.String(k) != k {
			t.Errorf("%s can never be met: it folds to %s", k, fold.String(k))
		}
	}
}

func FuzzParse(f *testing.F) {
	for _, s := range []string{"计划生育 帮扶", `"a b" OR -c (d) title:x year:1..2`, "/[a]/ =b c~ kind:条", `"\"" (("`, "－(", "a(b)c) d"} {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, s string) {
		q, err := Parse(s)
		if err != nil {
			if !errors.As(err, new(*SyntaxError)) {
				t.Fatal(err)
			}
			_ = err.Error()
			return
		}
		c := q.String()
		if len([]rune(c)) > maxRunes {
			return // the marks that it needs make it too long
		}
		again, err := Parse(c)
		if err != nil {
			t.Fatalf("%q: canonical %q: %v", s, c, err)
		}
		if again.String() != c {
			t.Fatalf("%q: canonical %q is read as %q", s, c, again)
		}
		if !sameMeaning(q.root, again.root) {
			t.Fatalf("%q: canonical %q means something else", s, c)
		}
	})
}

// sameMeaning compares two parsed queries word by word.
func sameMeaning(a, b node) bool {
	several := func(a, b []node) bool { return slices.EqualFunc(a, b, sameMeaning) }
	switch a := a.(type) {
	case and:
		b, ok := b.(and)
		return ok && several(a, b)
	case or:
		b, ok := b.(or)
		return ok && several(a, b)
	case not:
		b, ok := b.(not)
		return ok && sameMeaning(a.node, b.node)
	case *word:
		b, ok := b.(*word)
		if !ok || a.field != b.field || a.mode != b.mode || a.field != "year" && a.text != b.text || a.lo != b.lo || a.hi != b.hi {
			return false
		}
		spells := func(w *word) bool { return !w.quoted && w.mode == literal && newSpelling(fold.String(w.text)) != nil }
		return spells(a) == spells(b)
	}
	return a == nil && b == nil
}
