package tui

import (
	"path/filepath"
	"strings"
	"testing"
	"unicode"

	"gangmu/corpus"
	"gangmu/corpus/corpustest"
	"gangmu/corpus/fold"
	"gangmu/corpus/text"
)

// older is the statute before it was amended: one article fewer, one said otherwise.
var older = strings.NewReplacer("每年核查一次", "每两年核查一次", "第四条之一 核查办法另行制定。\n", "", "第二条 本办法适用于试验区内的帮扶活动。\n", "第二条 本办法适用于帮扶活动。\n").Replace(statute)

// TestDifferences walks from difference to difference: both texts show each in the same row, and
// what differs is marked by a sign in the margin too.
func TestDifferences(t *testing.T) {
	fill := strings.Repeat("\n说明文字。", 40)
	docs := []*corpus.Document{document(t, "/x/old.txt", older+fill), document(t, "/x/new.txt", statute+fill)}
	for _, size := range [][2]int{{160, 45}, {100, 30}, {60, 20}} {
		d := drive(t, Options{Docs: docs, Lang: "zh", Ambiguous: 1}, size[0], size[1]).keys("W")
		p := d.beside.pair
		if p == nil || len(p.diffs) != 3 {
			t.Fatalf("%v: %+v", size, p)
		}
		for i, want := range [][2]string{{"", "试验区内的"}, {"两", ""}, {"", "第四条之一 核查办法另行制定。\n"}} {
			d.keys(".")
			now := p.diffs[d.beside.now]
			if got := [2]string{now[0].In(docs[0].Source), now[1].In(docs[1].Source)}; got != want {
				t.Errorf("%v: difference %d is %q, want %q", size, i+1, got, want)
			}
			rows := d.rows()
			if n := strings.Count(strings.Join(rows, "\n"), "▶"); n < 2 {
				t.Errorf("%v: %d pointers\n%s", size, n, d.screenText())
			}
			if size[0] == 60 || i == 2 { // one above the other; at the top, where no text is above
				continue
			}
			for _, r := range rows { // beside each other: in the same row
				if n := strings.Count(r, "▶"); n != 0 && n != 2 {
					t.Errorf("%v: difference %d: %q", size, i+1, r)
				}
			}
		}
		d.wantBottom("3/3")
		d.keys(".")
		d.wantBottom("从头")
		d.keys("tab , ,")
		if d.text.doc.Path != "/x/new.txt" || d.beside.now != 1 {
			t.Errorf("%v: back from the other document: %s, %d", size, d.text.doc.Path, d.beside.now)
		}
		checkFrame(t, d.model, size[0], size[1])
		d.keys("esc")
		if d.beside != nil || d.text.contrast.on {
			t.Errorf("%v: Esc leaves the comparison on", size)
		}
		d.keys(".")
		d.wantBottom("W")
	}
}

// TestOlderIsSideZero: which document is the older does not depend on which is read.
func TestOlderIsSideZero(t *testing.T) {
	dated := func(path, date, s string) *doc {
		return newDoc(document(t, path, strings.Replace(s, "\n", "\n（"+date+"公布）\n", 1)))
	}
	a, b := dated("/x/a.txt", "2018年3月1日", older), dated("/x/b.txt", "2023年3月1日", statute)
	for _, p := range []*pairing{pairOf(a, b), pairOf(b, a)} {
		if p.docs[0] != a || p.contrast(0).sign != "-" || p.contrast(1).sign != "+" {
			t.Errorf("the older is side %d", p.side(a))
		}
	}
}

// TestSplitWords: of an article that was split, only what none of its parts has is missing.
func TestSplitWords(t *testing.T) {
	whole := "第四条 测试单位应当建立健全测试档案管理制度，档案保存期限不得少于五年。测试人员应当如实记录测试过程，不得篡改、伪造测试数据，违者记过。\n"
	parts := "第四条 测试单位应当建立健全测试档案管理制度，档案保存期限不得少于五年。\n第五条 测试人员应当如实记录测试过程，不得篡改、伪造测试数据。\n"
	head := "测试条例\n第一条 为了规范测试活动，保障软件质量，制定本条例。\n第二条 在本市行政区域内从事软件测试，适用本条例。\n第三条 软件测试应当客观公正。\n"
	for _, merged := range []bool{false, true} {
		a, b, side := newDoc(document(t, "/x/a.txt", head+whole)), newDoc(document(t, "/x/b.txt", head+parts)), 0
		if merged {
			a, b, side = b, a, 1
		}
		p := pairOf(a, b)
		got := ""
		for _, s := range p.words[side] {
			got += s.In(p.docs[side].Source)
		}
		if got != "，违者记过" {
			t.Errorf("merged %v: marked as missing: %q, want the words that no part has", merged, got)
		}
		checkPairing(t, p)
	}
}

// checkPairing fails if what a pairing says of two documents does not fit together.
func checkPairing(t *testing.T, p *pairing) {
	t.Helper()
	for side, d := range p.docs {
		at := 0
		for _, s := range p.words[side] {
			if s.Start < at || s.Empty() || s.End > len(d.Source) {
				t.Fatalf("%s: changed words %v out of order", d.Path, s)
			}
			at = s.End
		}
		at = 0
		for _, i := range p.order[side] {
			s := p.diffs[i][side]
			if s.Start < at || s.End < s.Start || s.End > len(d.Source) {
				t.Fatalf("%s: difference %v out of order", d.Path, s)
			}
			at = s.Start
		}
		for _, s := range d.heads {
			to, _, ok := p.across(side, s, s.Start)
			if ok && (to < 0 || to > len(p.docs[1-side].Source)) {
				t.Fatalf("%s: %s leads to %d", d.Path, s.Label.Text, to)
			}
		}
	}
	letters := func(d *doc, s text.Span) string {
		return strings.Map(func(r rune) rune {
			if unicode.IsLetter(r) || unicode.IsNumber(r) {
				return r
			}
			return -1
		}, fold.String(d.View.Slice(s)))
	}
	for _, to := range p.partners[0] {
		for _, t2 := range to {
			for _, e := range t2.equal {
				if a, b := letters(p.docs[0], e[0]), letters(p.docs[1], e[1]); a != b {
					t.Fatalf("%s: shown as the same: %q and %q", p.docs[0].Path, a, b)
				}
			}
		}
	}
	for _, d := range p.diffs {
		if d[0].Empty() && d[1].Empty() {
			t.Fatalf("a difference of nothing: %v", d)
		}
	}
}

// TestPairingsOfLaws compares the versions of the laws that are in hand: what is shown as the same is
// the same words.
func TestPairingsOfLaws(t *testing.T) {
	files, err := filepath.Glob(filepath.Join(corpustest.Data(t, "laws"), "*", "*.md"))
	if err != nil {
		t.Fatal(err)
	}
	byName := map[string][]string{}
	for _, f := range files {
		name, _, _ := strings.Cut(filepath.Base(f), "(")
		byName[name] = append(byName[name], f)
	}
	n := 0
	for _, versions := range byName {
		if len(versions) < 2 || n >= 40 && !*full {
			continue
		}
		n++
		var pair [2]*doc
		for i, f := range versions[:2] {
			d, err := corpus.Open(f)
			if err != nil {
				t.Fatal(err)
			}
			pair[i] = newDoc(d)
		}
		p := pairOf(pair[0], pair[1])
		checkPairing(t, p)
	}
	if n < 20 {
		t.Errorf("only %d pairs", n)
	}
}
