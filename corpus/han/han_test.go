package han

import (
	"os"
	"slices"
	"strings"
	"testing"

	"gangmu/corpus/corpustest"
	"gangmu/corpus/text"
)

func TestFold(t *testing.T) {
	same := []string{
		"划劃画畫", "着著", "于於", "里裏裡", "后後", "干乾幹", "复複復覆", "台臺颱檯", "钟鐘鍾", "借藉", "征徵",
		"长⻓長", "民⺠", "一⼀", "见⻅", "说說説", "户戶戸", "只隻祇", "沉沈", "了瞭", "余餘馀", "群羣", "为為爲",
	}
	for _, class := range same {
		first := rune(0)
		for i, r := range class {
			if i == 0 {
				first = Fold(r)
			}
			if Fold(r) != first {
				t.Errorf("Fold(%c) = %c, not %c as the others of %s", r, Fold(r), first, class)
			}
		}
	}
	for _, pair := range []string{"人入", "已己", "土士", "象像", "做作", "a着", "炼链"} {
		r := []rune(pair)
		if Fold(r[0]) == Fold(r[1]) {
			t.Errorf("Fold takes %c and %c for the same", r[0], r[1])
		}
	}
	for r := rune(0); r < 0x30000; r++ {
		if f := Fold(r); Fold(f) != f {
			t.Errorf("Fold is not idempotent: %c → %c → %c", r, f, Fold(f))
		}
		if f := Fold(Simplify(r)); f != Fold(r) {
			t.Errorf("Fold(Simplify(%c)) = %c, Fold(%c) = %c", r, f, r, Fold(r))
		}
		if s := Simplify(r); Simplify(s) != s {
			t.Errorf("Simplify is not idempotent: %c → %c → %c", r, s, Simplify(s))
		}
	}
}

func TestReadings(t *testing.T) {
	for _, c := range []struct {
		char rune
		want []string
	}{
		{'长', []string{"chang", "zhang"}}, {'長', []string{"chang", "zhang"}}, {'发', []string{"fa"}},
		{'行', []string{"xing", "hang"}}, {'绿', []string{"lv", "lu"}}, {'厦', []string{"xia", "sha"}}, {'于', []string{"yu"}},
		{'党', []string{"dang"}}, {'应', []string{"ying"}}, {'會', []string{"hui", "kuai"}},
	} {
		for _, w := range c.want {
			if !slices.Contains(Readings(c.char), w) {
				t.Errorf("Readings(%c) = %v, without %s", c.char, Readings(c.char), w)
			}
		}
	}
	for _, r := range "a1，。 （" {
		if got := Readings(r); got != nil {
			t.Errorf("Readings(%c) = %v", r, got)
		}
	}
	if !slices.Contains(TonedReadings('計'), "jì") {
		t.Errorf("TonedReadings(計) = %v", TonedReadings('計'))
	}
	for in, want := range map[string]string{"jì": "ji", "lǜ": "lv", "ji\u0300": "ji", "lu\u0308\u0300": "lv", "ɡuó": "guo", "zhănɡ": "zhang", "m̀": "m", "Yī": "yi", "nüè": "nve"} {
		if got := Toneless(in); got != want {
			t.Errorf("Toneless(%s) = %s, want %s", in, got, want)
		}
	}
}

func TestScript(t *testing.T) {
	for _, c := range []struct{ trad, simple string }{
		{"顯著的成績，著力推進", "显著的成绩，着力推进"}, {"著作權人隨著時間", "著作权人随着时间"}, {"精神慰藉，藉口", "精神慰藉，借口"},
		{"乾隆年間，乾淨", "乾隆年间，干净"}, {"瞭望塔與瞭解", "瞭望塔与了解"}, {"答覆與覆蓋，回覆，重覆", "答复与覆盖，回复，重复"},
		{"工作計畫", "工作计划"}, {"皇后以後", "皇后以后"}, {"關于全省後續", "关于全省后续"}, {"附著於土地之定著物", "附着于土地之定着物"},
		{"卓著者", "卓著者"}, {"成效顯著", "成效显著"}, {"時間里程", "时间里程"},
	} {
		got := text.NewView(c.trad, ToSimplified(c.trad)).Text
		if got != c.simple {
			t.Errorf("ToSimplified(%s) = %s, want %s", c.trad, got, c.simple)
		}
		if again := ToSimplified(got); len(again) != 0 {
			t.Errorf("ToSimplified(%s) changes what it gave: %v", got, again)
		}
	}
	for _, c := range []struct{ simple, trad string }{
		{"以后发展", "以後發展"}, {"皇后的头发", "皇后的頭髮"}, {"干部干净", "幹部乾淨"}, {"公里之内，这里", "公里之內，這裡"},
		{"关于计划", "關於計劃"}, {"關于計劃的后續", "關於計劃的後續"}, {"里長於後方的說明", "里長於後方的說明"}, {"關于計劃,準備復習,會后總結", "關於計劃,準備復習,會後總結"}, {"复杂的答复，覆盖", "複雜的答覆，覆蓋"},
	} {
		got := text.NewView(c.simple, ToTraditional(c.simple)).Text
		if got != c.trad {
			t.Errorf("ToTraditional(%s) = %s, want %s", c.simple, got, c.trad)
		}
	}
	// 乾 and 徵 in names of simplified text stay.
	if e := ToSimplified("魏徵与张乾的国家发展规划纲要"); len(e) != 0 {
		t.Errorf("simplified text changed: %v", e)
	}
}

func BenchmarkScript(b *testing.B) {
	for _, dir := range []string{"taiwan", "laws"} {
		var sb strings.Builder
		for i, f := range corpustest.Files(b, corpustest.Data(b, dir), ".md") {
			if i%20 == 0 {
				data, err := os.ReadFile(f)
				if err != nil {
					b.Fatal(err)
				}
				sb.Write(data)
			}
		}
		s := sb.String()
		for name, convert := range map[string]func(string) []text.Edit{"ToSimplified": ToSimplified, "ToTraditional": ToTraditional} {
			b.Run(dir+"/"+name, func(b *testing.B) {
				b.SetBytes(int64(len(s)))
				for b.Loop() {
					convert(s)
				}
			})
		}
	}
}

func BenchmarkFold(b *testing.B) {
	s := []rune(strings.Repeat("工作計畫與附著之顯著，", 100_000))
	b.SetBytes(int64(3 * len(s)))
	for b.Loop() {
		for _, r := range s {
			Fold(r)
		}
	}
}
