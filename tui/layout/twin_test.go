package layout

import (
	"math/rand/v2"
	"slices"
	"strings"
	"testing"

	"github.com/rivo/uniseg"
)

// twinRanks are the ranks of UAX #14 made in the plain way: uniseg reads the whole text.
func twinRanks(sc *scanner) []rank {
	rest, at, state := sc.s, 0, -1
	if len(sc.buf) > 0 {
		rest = string(sc.buf)
	}
	ranks := map[int]rank{}
	for rest != "" {
		var seg string
		var hard bool
		seg, rest, hard, state = uniseg.FirstLineSegmentInString(rest, state)
		at += len(seg)
		if ranks[at] = free; hard {
			ranks[at] = must
		}
	}
	out := make([]rank, sc.len())
	for i := range out {
		if out[i] = word; ranks[int(sc.at[i+1])] != 0 {
			out[i] = ranks[int(sc.at[i+1])]
		}
	}
	return out
}

// twinLines breaks in the plain way: each row tries every end.
func twinLines(sc *scanner, sh shape) []line {
	var out []line
	for room := max(sh.first, 1); ; room = max(sh.rest, 1) {
		i := 0
		if len(out) > 0 {
			i = out[len(out)-1].to
		}
		if i >= sc.len() && len(out) > 0 {
			return out
		}
		out = append(out, twinLine(sc, i, room, sh.hanging))
	}
}

func twinLine(sc *scanner, i, room int, hanging bool) line {
	n := sc.len()
	last := map[rank]int{} // the last end of each rank that fits
	k := i
	for k < n && visible(sc, i, k+1) <= room || k == i && k < n {
		k++
		if k == n || sc.rank[k-1] == must {
			return sc.close(i, k)
		}
		last[sc.rank[k-1]] = k
	}
	if k == n {
		return sc.close(i, n)
	}
	if hanging && sc.class[k]&hangs != 0 && sc.rank[k] >= free && visible(sc, i, k+1)-room <= hangCells {
		return sc.close(i, k+1)
	}
	f, isFree := last[free]
	s, isSoft := last[soft]
	rest := 0
	if isFree {
		for _, c := range sc.cells[f:k] {
			rest += int(c)
		}
	}
	switch {
	case isFree && (!isSoft || s < f || rest <= room/3):
		return sc.close(i, f)
	case isSoft:
		return sc.close(i, s)
	}
	for _, r := range []rank{word, bad, split} {
		if k, ok := last[r]; ok {
			return sc.close(i, k)
		}
	}
	panic("a row without a cluster")
}

// visible are the cells of the clusters i…k without the blanks at the end.
func visible(sc *scanner, i, k int) int {
	for k > i && sc.class[k-1]&white != 0 {
		k--
	}
	sum := 0
	for _, c := range sc.cells[i:k] {
		sum += int(c)
	}
	return sum
}

// alphabet is what random texts are made of: everything that a rule or UAX #14 asks about.
var alphabet = []string{"中", "文", "第", "一", "二", "十", "万", "条", "年", "号", "〇", "国", "𠮷", "，", "。", "、", "；", "：", "！", "？", "（", "）", "《", "》", "“", "”", "‘", "’", "\"",
	"—", "——", "…", "……", "·", "～", "-", "/", "／", "%", "％", "℃", "〔", "〕", "[", "]", "(", ")", ",", ".", ":", ";", "$", "￥", "#", "1", "20", "2016", "３", "a", "GB", "word", "é", "e\u0301",
	" ", "  ", "　", "\t", "\u00a0", "\u200b", "\u2028", "\n", "\r\n", "\x1b", "\x85", "\u00ad", "①", "●", "々", "ー", "ス", "👍", "👨‍👩‍👧", "⚠️", "🇨🇳", "http://a.b/c?d=e&f", "www.x.cn/", "ཀ", "ا", "한", "\xff", "\u2060", "№", "±"}

func randomText(r *rand.Rand) string {
	var b strings.Builder
	for range r.IntN(60) {
		b.WriteString(alphabet[r.IntN(len(alphabet))])
	}
	return b.String()
}

// checkTwin compares the fast ways with the plain ones and checks that the rows are the text.
func checkTwin(t *testing.T, s string, sh shape, broad bool) {
	t.Helper()
	sc := scanner{m: Measure{Wide: broad}}
	sc.scan(s)
	if sc.len() > 0 {
		fast := scanner{m: sc.m, s: sc.s, at: sc.at, cells: sc.cells, class: sc.class, buf: sc.buf}
		fast.opportunities()
		if want := twinRanks(&sc); !slices.Equal(fast.rank, want) {
			t.Fatalf("%q: places %v, uniseg %v", s, fast.rank, want)
		}
	}
	got, want := sc.greedy(nil, sh), twinLines(&sc, sh)
	if !slices.Equal(got, want) {
		t.Fatalf("%q in %+v:\nrows %v\ntwin %v", s, sh, got, want)
	}
	all, end := sc.lines(nil, sh), 0
	for k, l := range all {
		room := sh.rest
		if k == 0 {
			room = sh.first
		}
		if sh.hanging {
			room += hangCells
		}
		if l.from != end || l.to <= l.from && sc.len() > 0 || l.end > l.to {
			t.Fatalf("%q in %+v: row %d is %+v", s, sh, k, l)
		}
		if end = l.to; l.cells > max(room, 1) && l.end-l.from > 1 && visible(&sc, l.from, l.end) != int(sc.cells[l.from]) {
			t.Fatalf("%q in %+v: row %d has %d cells", s, sh, k, l.cells)
		}
	}
	if end != sc.len() {
		t.Fatalf("%q: rows end at cluster %d of %d", s, end, sc.len())
	}
}

func TestTwin(t *testing.T) {
	r := rand.New(rand.NewPCG(1, 2))
	for range 4000 {
		s := randomText(r)
		checkTwin(t, s, shape{first: 1 + r.IntN(30), rest: 1 + r.IntN(30), hanging: r.IntN(3) == 0}, r.IntN(2) == 0)
	}
}

func FuzzTwin(f *testing.F) {
	f.Add("一二三，“四五”六七（〔2016〕5号）……", 10, 8, true, false)
	f.Add("http://a.b/c?d=e 第 12 條——\u2028\t\x1b[31m", 7, 3, false, true)
	f.Fuzz(func(t *testing.T, s string, first, rest int, hanging, broad bool) {
		if len(s) > 2000 || first < 1 || rest < 1 || first > 300 || rest > 300 {
			return
		}
		checkTwin(t, s, shape{first: first, rest: rest, hanging: hanging}, broad)
	})
}
