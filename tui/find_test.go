package tui

import (
	"maps"
	"os"
	"strings"
	"testing"

	"gangmu/corpus"
	"gangmu/corpus/corpustest"
	"gangmu/corpus/outline"
	"gangmu/index"
)

// TestCountSections: counting run by run gives what counting match by match gives.
func TestCountSections(t *testing.T) {
	for i, file := range corpustest.Files(t, corpustest.Data(t), ".txt", ".md") {
		if i%60 != 0 {
			continue
		}
		data, err := os.ReadFile(file)
		if err != nil {
			t.Fatal(err)
		}
		d, err := corpus.New(file, data)
		if err != nil {
			continue
		}
		for _, term := range []string{"的", "，", "第", "国家"} {
			spans := index.In(t.Context(), d.View, nil, term)
			want := map[*outline.Section]int{}
			for _, m := range spans {
				for s := d.SectionAt(m.Start); s != nil; s = s.Parent {
					want[s]++
				}
			}
			if got := countSections(d, spans); !maps.Equal(got, want) {
				t.Errorf("%s: %s is counted otherwise", file, term)
			}
		}
	}
}

// TestFindNearFirst: in a huge text the matches after the place where one is come first, then all,
// and the one that the user has gone to meanwhile stays the current one.
func TestFindNearFirst(t *testing.T) {
	line := "各级各部门要结合实际，抓好贯彻落实。\n"
	text := strings.Repeat(line, hugeText/len(line)+1)
	at := len(text) / 2 / len(line) * len(line)
	text = text[:at] + "鼯鼠滑翔，鼯鼠攀缘。\n" + text[at:] + "又见鼯鼠。\n"
	d := zh(t, 100, 20)
	c, err := corpus.New("huge.txt", []byte("开头有鼯鼠。\n"+text))
	if err != nil {
		t.Fatal(err)
	}
	o := newDoc(c)
	if d.sift(o)(); o.sieve.Load() == nil {
		t.Fatal("no sieve was made")
	}
	d.library.put(o)
	d.text.doc = o
	near := d.find(o, "鼯鼠", at, true)().(foundMsg)
	if len(near.spans) != 2 || near.rest == nil {
		t.Fatalf("near are %d matches", len(near.spans))
	}
	rest := d.foundHere(near)
	if rest == nil || o.found.at != 0 || !o.found.part || d.foundText() != "…" {
		t.Fatalf("the first of what is near is not current: %+v", o.found)
	}
	o.found.at = 1 // n
	if d.foundHere(rest().(foundMsg)) != nil || o.found.at != 2 || d.foundText() != "3/4" {
		t.Errorf("%s: the current match has changed", d.foundText())
	}
	far := d.find(o, "又见", at, true)().(foundMsg)
	if len(far.spans) != 1 || far.rest != nil {
		t.Errorf("of what is not near there are %d matches", len(far.spans))
	}
}
