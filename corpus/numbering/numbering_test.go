package numbering

import (
	"fmt"
	"testing"
	"unicode/utf8"
)

func TestFormatParseRoundTrip(t *testing.T) {
	for _, st := range []Style{Arabic, Wide, Chinese, FormalSimplified, FormalTraditional} {
		for n := 1; n <= 9999; n++ {
			s := Format(st, n)
			got, w, ok := ParseNumber(s)
			if !ok || got != n || w != len(s) {
				t.Fatalf("style %d: %d → %q → %d (%d of %d bytes, %v)", st, n, s, got, w, len(s), ok)
			}
		}
	}
	for n := 10; n <= 9999; n++ {
		if s := Format(Positional, n); n > 9 {
			if got, w, ok := ParseNumber(s); !ok || got != n || w != len(s) {
				t.Fatalf("positional: %d → %q → %d %d %v", n, s, got, w, ok)
			}
		}
	}
}

func TestParseNumber(t *testing.T) {
	for _, c := range []struct {
		in    string
		n, w  int
		found bool
	}{
		{"十", 10, 1, true}, {"廿五", 25, 2, true}, {"卅一", 31, 2, true}, {"卌", 40, 1, true}, {"〸", 10, 1, true}, {"〡", 1, 1, true},
		{"一百十", 110, 3, true}, {"一百一十二", 112, 5, true}, {"一百零五", 105, 4, true}, {"一百〇五", 105, 4, true}, {"一○五", 105, 3, true},
		{"一百二", 100, 2, true}, {"二〇一七年", 2017, 4, true}, {"二○一七", 2017, 4, true}, {"二零一七", 2017, 4, true}, {"二0一七", 2017, 4, true}, {"２０１７", 2017, 4, true},
		{"两百", 200, 2, true}, {"两", 0, 0, false}, {"兩千零五", 2005, 4, true}, {"一千零四十", 1040, 5, true}, {"一千零四十一", 1041, 6, true}, {"一千一百", 1100, 4, true},
		{"一千二十", 1000, 2, true}, {"二〇十", 0, 0, false}, {"三千六百八十万", 36800000, 7, true}, {"三万五", 30000, 2, true}, {"三万零五", 30005, 4, true}, {"一亿二千万", 120000000, 5, true},
		{"百", 0, 0, false}, {"零", 0, 0, false}, {"的", 0, 0, false}, {"", 0, 0, false}, {"⼀", 1, 1, true}, {"⼆⼗", 20, 2, true}, {"拾贰", 12, 2, true}, {"壹佰零壹", 101, 4, true},
		{"一百零", 100, 2, true}, {"一百零二十", 102, 4, true}, {"四百", 400, 2, true}, {"一十二", 12, 3, true},
	} {
		n, w, ok := ParseNumber(c.in)
		if n != c.n || utf8.RuneCountInString(c.in[:w]) != c.w || ok != c.found {
			t.Errorf("ParseNumber(%q) = %d, %d runes, %v; want %d, %d, %v", c.in, n, utf8.RuneCountInString(c.in[:w]), ok, c.n, c.w, c.found)
		}
	}
}

func (l Label) brief() string {
	s := fmt.Sprintf("%s %d", l.Shape(), l.Number)
	if l.Suffix > 0 {
		s += fmt.Sprintf("-%d", l.Suffix)
	}
	if p := l.Path(); p != nil {
		s += fmt.Sprint(p)
	}
	if l.Damaged {
		s += " damaged"
	}
	return s
}

func TestScan(t *testing.T) {
	for _, c := range []struct {
		in    string
		mode  Mode
		label string // as printed; "" = none
		want  string
	}{
		{"一、总体要求", 0, "一、", "一、 1"}, {"四丶组织", 0, "四丶", "一、 4"}, {"（六〕改善", 0, "（六〕", "（一） 6"}, {"2,项目", AtLine, "", ""}, {"2,项目", AtLine | Tolerant, "2,", "1. 2 damaged"}, {"2,100元", AtLine | Tolerant, "", ""}, {"十二、x", 0, "十二、", "一、 12"}, {"二〇一七、", 0, "", ""}, {"一. 总则", AtLine, "一.", "一、 1"}, {"一　总则", AtLine, "一", "一、 1"}, {"一\n", AtLine, "一", "一 1"}, {"一些", AtLine, "", ""}, {"一，总则", 0, "", ""},
		{"（一）总", 0, "（一）", "（一） 1"}, {"(十一)总", 0, "(十一)", "（一） 11"}, {"（一)总", 0, "（一)", "（一） 1"}, {"（ 一 ）", 0, "（ 一 ）", "（一） 1"}, {"㈠总", 0, "㈠", "（一） 1"}, {"（三级）", 0, "", ""}, {"（一九八五年）", 0, "", ""}, {"（-）总", Tolerant, "（-）", "（一） 1 damaged"}, {"（⼆）总", 0, "（⼆）", "（一） 2 damaged"},
		{"1.总", 0, "1.", "1. 1"}, {"1．总", 0, "1．", "1. 1"}, {"１．总", 0, "１．", "1. 1"}, {"1.5亿", 0, "", ""}, {"1、总", 0, "1、", "1. 1"}, {"⒈总", 0, "⒈", "1. 1"}, {"2017.2", 0, "", ""},
		{"（1）总", 0, "（1）", "（1） 1"}, {"⑴总", 0, "⑴", "（1） 1"}, {"(2017)", 0, "", ""}, {"①总", 0, "①", "① 1"}, {"㉑总", 0, "㉑", "① 21"}, {"㊿", 0, "㊿", "① 50"}, {"1)总", 0, "1)", "1) 1"}, {"1）总", 0, "1）", "1) 1"},
		{"A.总", AtLine, "A.", "A. 1"}, {"a)总", AtLine, "a)", "A. 1"}, {"(c)总", 0, "(c)", "A. 3"}, {"(ii)总", 0, "(ii)", "Ⅰ. 2"}, {"A.com", AtLine, "", ""}, {"Ⅲ.总", 0, "Ⅲ.", "Ⅰ. 3"}, {"IV.总", AtLine, "IV.", "Ⅰ. 4"},
		{"5.10.1 总", AtLine, "5.10.1", "1.1.1 1[5 10 1]"}, {"A.1.2 总", AtLine, "A.1.2", "A.1.1 2[1 1 2]"}, {"5.1　总", AtLine, "5.1", "1.1 1[5 1]"}, {"1.1.1", 0, "", ""}, {"1．2 总", AtLine, "1．2", "1.1 2[1 2]"},
		{"第一编", 0, "第一编", "第一编 1"}, {"第二分编 x", 0, "第二分编", "第一分编 2"}, {"第三章 x", 0, "第三章", "第一章 3"}, {"第三節", 0, "第三節", "第一节 3"}, {"第十二条之一", 0, "第十二条之一", "第一条 12-1"}, {"第三條之二", 0, "第三條之二", "第一条 3-2"}, {"第 3-1 條", 0, "第 3-1 條", "第一条 3-1"}, {"第 3 條之 1", 0, "第 3 條之 1", "第一条 3-1"}, {"第6A條", 0, "第6A條", "第一条 6-1"}, {"第 12 條", 0, "第 12 條", "第一条 12"}, {"第１２条", 0, "第１２条", "第一条 12"}, {"第三部分", 0, "第三部分", "第一部分 3"}, {"第IV部 行政", AtLine, "第IV部", "第一部 4"}, {"第IIX部", AtLine, "", ""}, {"第I部分", AtLine, "", ""}, {"第一千零四十条", 0, "第一千零四十条", "第一条 1040"},
		{"第一百二十八 条侦", 0, "第一百二十八 条", "第一条 128 damaged"}, {"第三十－条", 0, "", ""}, {"第三十－条", Tolerant, "第三十－条", "第一条 31 damaged"}, {"笫五十四条", 0, "笫五十四条", "第一条 54 damaged"}, {"第一百二十 八条", Tolerant, "第一百二十 八条", "第一条 128 damaged"}, {"第ー条", Tolerant, "第ー条", "第一条 1 damaged"},
		{"第一书记", 0, "", ""}, {"第二审人民法院", 0, "", ""}, {"第十三届", 0, "", ""}, {"第一，坚持", 0, "第一，", "第一， 1"}, {"其二，要", 0, "其二，", "其一， 2"}, {"首先，要", 0, "首先，", "首先， 1"}, {"其次，要", 0, "其次，", "首先， 2"}, {"一是领导", 0, "一是", "一是 1"}, {"十一是", 0, "十一是", "一是 11"}, {"一要坚持", 0, "一要", "一要 1"},
		{"壹、总", 0, "壹、", "壹、 1"}, {"拾壹、总", 0, "拾壹、", "壹、 11"}, {"贰、总", 0, "贰、", "壹、 2"}, {"甲、总", 0, "甲、", "甲、 1"}, {"（乙）总", 0, "（乙）", "甲、 2"},
		{"附件1", 0, "附件1", "附件1 1"}, {"附件 2：名单", 0, "附件 2", "附件1 2"}, {"附件一", 0, "附件一", "附件1 1"}, {"附录A", 0, "附录A", "附录1 1"}, {"附表", 0, "附表", "附表1 0"}, {"附：", AtLine, "附：", "附件1 0"}, {"附件12份", 0, "", ""},
	} {
		l, ok := Scan(c.in, 0, c.mode)
		if !ok {
			if c.label != "" {
				t.Errorf("Scan(%q, %d): no label, want %q", c.in, c.mode, c.label)
			}
			continue
		}
		if l.Text != c.label || l.brief() != c.want {
			t.Errorf("Scan(%q, %d) = %q %q; want %q %q", c.in, c.mode, l.Text, l.brief(), c.label, c.want)
		}
		if r, _ := utf8.DecodeRuneInString(c.in); !Begins(r) {
			t.Errorf("Begins(%q) is false, but Scan finds %q", r, l.Text)
		}
	}
}

func TestRelabel(t *testing.T) {
	for _, c := range []struct{ in, want string }{
		{"一、", "七、"}, {"（一）", "（七）"}, {"(一)", "(七)"}, {"4.", "7."}, {"第八条", "第七条"}, {"第 3-1 條", "第 7 條"}, {"第十二条之一", "第七条"},
		{"一是", "七是"}, {"第一，", "第七，"}, {"①", "⑦"}, {"5.10.1", "5.10.7"}, {"附件1", "附件7"}, {"壹、", "柒、"}, {"a)", "g)"}, {"甲、", "庚、"}, {"１．", "７．"},
	} {
		l, ok := Scan(c.in, 0, AtLine)
		if got := l.Relabel(7, 0); !ok || got != c.want {
			t.Errorf("%q.Relabel(7) = %q, want %q", c.in, got, c.want)
		}
	}
}

// Every label that Relabel prints is read back with its number.
func TestLabelRoundTrip(t *testing.T) {
	for _, in := range []string{"一、", "（一）", "1.", "（1）", "1)", "第一条", "第 1 條", "第一章", "第1章", "壹、", "附件1", "附件一"} {
		first, _ := Scan(in, 0, AtLine)
		limit := 200
		if first.Form == Unit {
			limit = 9999
		} else if first.Form == Annex {
			limit = 99
		}
		for n := 1; n < limit; n++ {
			s := first.Relabel(n, 0)
			l, ok := Scan(s, 0, AtLine)
			if !ok || l.Number != n || l.Text != s || l.Form != first.Form {
				t.Fatalf("%q with %d = %q → %q %d %v", in, n, s, l.Text, l.Number, ok)
			}
		}
	}
}

func FuzzScan(f *testing.F) {
	for _, s := range []string{"第一百二十八 条", "（一）", "1.1.1", "附件A", "第 3-1 條", "IV.", "㊿", "一百零", "第", "两百"} {
		f.Add(s, uint8(3))
	}
	f.Fuzz(func(t *testing.T, s string, m uint8) {
		if !utf8.ValidString(s) || s == "" {
			return
		}
		l, ok := Scan(s, 0, Mode(m&3))
		if !ok {
			return
		}
		if l.Span.Start != 0 || l.Span.End > len(s) || l.Span.End <= 0 || !utf8.ValidString(l.Text) {
			t.Fatalf("%q: span %v", s, l.Span)
		}
		if n := l.Numeral(); n.Start > n.End || n.End > len(l.Text) {
			t.Fatalf("%q: numeral %v", s, n)
		}
		if r, _ := utf8.DecodeRuneInString(s); !Begins(r) {
			t.Fatalf("%q: Begins is false", s)
		}
		l.Relabel(7, 2)
	})
}

// A numeral that no 是 can stand behind does not take it along, either.
func TestVerbBehindFormal(t *testing.T) {
	for _, s := range []string{"壹则", "拾是，甲", "二百则，甲"} {
		if l, ok := Scan(s, 0, AtLine); ok {
			t.Errorf("%s: label %q", s, l.Text)
		}
	}
}
