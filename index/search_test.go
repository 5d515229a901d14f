package index

import (
	"context"
	"fmt"
	"math/rand/v2"
	"os"
	"regexp"
	"slices"
	"strings"
	"testing"
	"time"
	"unicode/utf8"

	"gangmu/corpus"
	"gangmu/corpus/corpustest"
	"gangmu/corpus/fold"
	"gangmu/corpus/outline"
	"gangmu/corpus/text"
)

func newDoc(t testing.TB, path, s string) *corpus.Document {
	t.Helper()
	d, err := corpus.New(path, []byte(s))
	if err != nil {
		t.Fatal(err)
	}
	return d
}

func search(t testing.TB, x *Index, q string, o Options) *Result {
	t.Helper()
	query, err := Parse(q)
	if err != nil {
		t.Fatal(err)
	}
	res, err := x.Search(context.Background(), query, o)
	if err != nil {
		t.Fatal(err)
	}
	return res
}

func memoryIndex(t testing.TB, docs ...*corpus.Document) *Index {
	t.Helper()
	x, err := Memory(context.Background(), docs)
	if err != nil {
		t.Fatal(err)
	}
	return x
}

// sample reads every n-th real document, laws, Taiwan laws and party documents.
func sample(t testing.TB, n int) []*corpus.Document {
	t.Helper()
	var docs []*corpus.Document
	for _, dir := range []string{"laws", "taiwan", "party", "seed"} {
		for i, file := range corpustest.Files(t, corpustest.Data(t, dir)) {
			if i%n != 0 && dir != "seed" {
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
			docs = append(docs, d)
		}
	}
	return docs
}

// TestPieces compares the piece of every character with what the document says of it.
func TestPieces(t *testing.T) {
	for _, d := range sample(t, 150) {
		s := memory([]*corpus.Document{d})
		x, err := s.unpack(new(fold.Unpacker), 0, 0, s.nunits())
		if err != nil {
			t.Fatal(err)
		}
		if x.Shown().Source != d.Source || x.Shown().Text != d.View.Text {
			t.Fatalf("%s: unpacked text differs", d.Path)
		}
		for i := 0; i < len(s.text); i += 7 {
			if !utf8.RuneStart(s.text[i]) {
				continue
			}
			_, sec, _ := s.piece(s.pieceAt(0, i))
			src := x.source(i, i+1).Start
			if want := d.SectionAt(src); s.record(0, sec).id != want.ID {
				t.Fatalf("%s: source offset %d is in section %s, want %s", d.Path, src, s.record(0, sec).id, want.ID)
			}
		}
	}
}

// terms draws seeded terms of 1 to 12 characters from the folded texts.
func terms(docs []*corpus.Document, n int) []string {
	rnd := rand.New(rand.NewPCG(5, 6))
	var out []string
	for len(out) < n {
		s := []rune(fold.String(docs[rnd.IntN(len(docs))].View.Text))
		if len(s) < 20 {
			continue
		}
		i, k := rnd.IntN(len(s)-12), 1+rnd.IntN(12)
		term := string(s[i : i+k])
		if strings.TrimSpace(term) != term || strings.ContainsAny(term, "\"\\") {
			continue
		}
		out = append(out, term)
	}
	return out
}

// plain scans the folded text of a document for a folded term, from left to right.
func plain(f *fold.Folded, term string) []text.Span {
	var spans []text.Span
	for i := 0; ; {
		k := strings.Index(f.Text[i:], term)
		if k < 0 {
			return spans
		}
		i += k
		sp := f.Src(text.Span{Start: i, End: i + len(term)})
		if n := len(spans); n == 0 || spans[n-1] != sp {
			spans = append(spans, sp)
		}
		i += len(term)
	}
}

// plainAll is plain for many terms in one pass over the text: at each character those are tried that
// begin with it and the next one.
func plainAll(f *fold.Folded, terms map[string][]string) map[string][]text.Span {
	spans := map[string][]text.Span{}
	ends := map[string]int{}
	try := func(i int, head string) {
		for _, term := range terms[head] {
			if i < ends[term] || !strings.HasPrefix(f.Text[i:], term) {
				continue
			}
			ends[term] = i + len(term)
			sp := f.Src(text.Span{Start: i, End: i + len(term)})
			if n := len(spans[term]); n == 0 || spans[term][n-1] != sp {
				spans[term] = append(spans[term], sp)
			}
		}
	}
	for i, r := range f.Text {
		one := i + utf8.RuneLen(r)
		try(i, f.Text[i:one])
		if one < len(f.Text) {
			_, w := utf8.DecodeRuneInString(f.Text[one:])
			try(i, f.Text[i:one+w])
		}
	}
	return spans
}

// byHead orders terms by their first two characters, or the only one.
func byHead(terms []string) map[string][]string {
	m := map[string][]string{}
	for _, term := range terms {
		r := []rune(term)
		head := string(r[:min(2, len(r))])
		if !slices.Contains(m[head], term) {
			m[head] = append(m[head], term)
		}
	}
	return m
}

func TestPlainAll(t *testing.T) {
	for _, d := range sample(t, 400) {
		f := fold.Fold(d.View)
		all := terms([]*corpus.Document{d}, 60)
		got := plainAll(f, byHead(all))
		for _, term := range all {
			if want := plain(f, term); !slices.Equal(got[term], want) {
				t.Fatalf("%q in %s: %d in one pass, %d alone", term, d.Path, len(got[term]), len(want))
			}
		}
	}
}

// checkExact compares the matches of seeded terms with those of a plain scan.
func checkExact(t *testing.T, x *Index, docs []*corpus.Document, n int) {
	t.Helper()
	begin := time.Now()
	all := slices.DeleteFunc(terms(docs, n), func(term string) bool { return len(fold.Alternatives(term)) > 0 })
	found := map[string]map[string][]text.Span{} // by path and term
	for _, d := range docs {
		found[d.Path] = map[string][]text.Span{}
	}
	for k, term := range all {
		if slices.Contains(all[:k], term) {
			continue
		}
		res := search(t, x, `"`+term+`"`, Options{})
		for _, h := range res.Hits {
			if len(h.Matches) == 0 || len(h.Matches) != len(h.Runes) {
				t.Fatalf("%q: a hit without matches: %+v", term, h)
			}
			found[h.Path][term] = append(found[h.Path][term], h.Matches...)
		}
		checkHits(t, docs, term, res)
	}
	searched := time.Since(begin)
	heads := byHead(all)
	total := 0
	for _, d := range docs {
		want := plainAll(fold.Fold(d.View), heads)
		for term, have := range found[d.Path] {
			slices.SortFunc(have, func(a, b text.Span) int { return a.Start - b.Start })
			if !slices.Equal(have, want[term]) {
				t.Fatalf("%q in %s: found %d matches, a plain scan %d", term, d.Path, len(have), len(want[term]))
			}
			total += len(have)
		}
		if len(found[d.Path]) != len(want) {
			t.Fatalf("%s: %d terms found, a plain scan finds %d", d.Path, len(found[d.Path]), len(want))
		}
	}
	t.Logf("%d terms in %d documents: %d matches, the same as those of a plain scan; searched in %.1f s, scanned in %.1f s",
		len(all), len(docs), total, searched.Seconds(), (time.Since(begin) - searched).Seconds())
}

// checkHits checks what hits say of themselves.
func checkHits(t *testing.T, docs []*corpus.Document, term string, res *Result) {
	t.Helper()
	byPath := map[string]*corpus.Document{}
	for _, d := range docs {
		byPath[d.Path] = d
	}
	for k, h := range res.Hits {
		if k > 20 {
			break
		}
		d := byPath[h.Path]
		for i, m := range h.Matches {
			if s := d.SectionAt(m.Start); s.ID != h.Section.ID {
				t.Fatalf("%q in %s: match at %d is of section %s, the hit says %s", term, h.Path, m.Start, s.ID, h.Section.ID)
			}
			if d.Rune(m.Start) != h.Runes[i].Start || d.Rune(m.End) != h.Runes[i].End {
				t.Fatalf("%q in %s: match %v is runes %v", term, h.Path, m, h.Runes[i])
			}
		}
		if len(h.Snippet.Matches) == 0 {
			t.Fatalf("%q in %s: no match in the snippet %q", term, h.Path, h.Snippet.Text)
		}
		first := h.Snippet.Matches[0].In(h.Snippet.Text)
		if f := fold.String(first); noBlanks(f) != noBlanks(term) && len(h.Snippet.Text) > len(first) {
			t.Fatalf("%q: the snippet's match is %q", term, first)
		}
	}
}

func TestExactOnSample(t *testing.T) {
	docs := sample(t, 120)
	x := memoryIndex(t, docs...)
	checkExact(t, x, docs, 60)
	checkTwins(t, x, docs, 120)
}

// twins are slow and obvious ways to find what a word means in a document: spans of the source.
var twins = map[string]func(d *corpus.Document, f *fold.Folded, word string) []text.Span{
	"/regexp/": func(d *corpus.Document, _ *fold.Folded, word string) []text.Span {
		var spans []text.Span
		for _, m := range regexp.MustCompile(word).FindAllStringIndex(d.View.Text, -1) {
			if m[0] < m[1] {
				spans = append(spans, d.View.SrcSpan(text.Span{Start: m[0], End: m[1]}))
			}
		}
		return spans
	},
	"=exact": func(d *corpus.Document, f *fold.Folded, word string) []text.Span {
		return slices.DeleteFunc(plain(f, fold.String(word)), func(sp text.Span) bool { return sp.In(d.Source) != word })
	},
	"near~": func(_ *corpus.Document, f *fold.Folded, word string) []text.Span {
		var spans []text.Span
		n := newNearby(fold.String(word))
		for _, m := range nearbyTwin(n, f.Text) {
			if sp := f.Src(m); len(spans) == 0 || spans[len(spans)-1] != sp {
				spans = append(spans, sp)
			}
		}
		return spans
	},
}

// nearbyTwin finds what n means by looking at every place.
func nearbyTwin(n *nearby, s string) []text.Span {
	var spans []text.Span
	for i := 0; i < len(s); {
		k := n.match(s[i:])
		if k == 0 {
			_, w := utf8.DecodeRuneInString(s[i:])
			i += w
			continue
		}
		if ahead := n.exact(s[i:], k); ahead > 0 {
			i += ahead
			k = len(n.term)
		}
		spans = append(spans, text.Span{Start: i, End: i + k})
		i += k
	}
	return spans
}

// twinDocs is in how many documents the twins look in vain, at least, and in how many that are found.
const twinDocs = 60

// checkTwins compares seeded regular expressions, exact words and words nearby with their twins, in
// some of the documents that are found and in some others.
func checkTwins(t *testing.T, x *Index, docs []*corpus.Document, n int) {
	t.Helper()
	rnd := rand.New(rand.NewPCG(9, 10))
	folded := make([]*fold.Folded, len(docs))
	total := map[string]int{}
	looked, words := 0, 0
	for range n {
		d := docs[rnd.IntN(len(docs))]
		s := []rune(d.Source)
		if len(s) < 20 {
			continue
		}
		i := rnd.IntN(len(s) - 8)
		word := strings.TrimSpace(string(s[i : i+2+rnd.IntN(5)]))
		if len([]rune(word)) < 2 || strings.ContainsAny(word, "\"\\/\n\r~") || fold.String(word) == "" {
			continue
		}
		kind, query := "=exact", `="`+word+`"`
		switch rnd.IntN(4) {
		case 0:
			kind, query = "near~", `"`+word+`"~`
		case 1, 2:
			r := []rune(word)
			at := rnd.IntN(len(r))
			word = regexp.QuoteMeta(string(r[:at])) + []string{".", "[^，。]{1,4}", "[0-9一二三]*", "(?s:.)?", "\\s*"}[rnd.IntN(5)] + regexp.QuoteMeta(string(r[at:]))
			kind, query = "/regexp/", "/"+word+"/"
		}
		words++
		got := map[string][]text.Span{}
		for _, h := range search(t, x, query, Options{}).Hits {
			got[h.Path] = append(got[h.Path], h.Matches...)
		}
		inFound, inOthers := 0, 0
		for _, i := range rnd.Perm(len(docs)) {
			d := docs[i]
			n := &inOthers
			if len(got[d.Path]) > 0 {
				n = &inFound
			}
			if *n++; *n > twinDocs {
				continue
			}
			if folded[i] == nil {
				folded[i] = fold.Fold(d.View)
			}
			looked++
			want, have := twins[kind](d, folded[i], word), got[d.Path]
			slices.SortFunc(have, func(a, b text.Span) int { return a.Start - b.Start })
			if !slices.Equal(have, want) {
				t.Fatalf("%s in %s: found %v, its twin %v", query, d.Path, have, want)
			}
			total[kind] += len(want)
		}
	}
	for kind := range twins {
		if total[kind] == 0 {
			t.Errorf("nothing was found by %s", kind)
		}
	}
	t.Logf("%d words in %d documents: %v matches, the same as those of their twins", words, looked, total)
}

func noBlanks(s string) string { return strings.ReplaceAll(s, " ", "") }

const report = `关于推进乡村振兴的工作报告

各位代表：
现在，我代表县人民政府作工作报告。计划生育工作有序开展。
一、过去一年的工作
全县上下扎实推进各项工作，计划生育协会换届。
（一）产业帮扶
帮扶贫困户 120 户，开展计划生育服务。
（二）住房保障
新建住房 300 套。
二、今后的任务
扎实　推进帮扶工作。
`

func sections(res *Result) string {
	var ids []string
	for _, h := range res.Hits {
		ids = append(ids, fmt.Sprintf("%s×%d", h.Section.ID, h.Count))
	}
	slices.Sort(ids)
	return strings.Join(ids, " ")
}

func TestWhichSectionsAnswer(t *testing.T) {
	x := memoryIndex(t, newDoc(t, "/docs/2016/report.txt", report))
	for _, c := range []struct{ query, want string }{
		{"计划生育", "0×1 1.1×1 1×1"},
		{"計劃生育", "0×1 1.1×1 1×1"},
		{"计划生育 帮扶", "1.1×3"},
		{"帮扶", "1.1×2 2×1"},
		{"扎实推进", "1×1 2×1"},
		{`"扎实 推进"`, "1×1 2×1"},
		{"=扎实推进", "1×1"},
		{"换届 住房", "1×3"},
		{"换届 今后", ""},
		{"计划生育 -帮扶", "0×1"},
		{"帮扶 OR 住房", "1.1×2 1.2×2 2×1"},
		{"(帮扶 OR 住房) 计划生育", "1.1×3 1×3"},
		{"heading:帮扶", "1.1×0"},
		{"heading:工作 计划生育", "1.1×1 1×1"},
		{"title:乡村振兴 帮扶", "1.1×2 2×1"},
		{"title:乡村振兴", "0×0"},
		{"in:2016 住房", "1.2×2"},
		{"in:2017 住房", ""},
		{"/[0-9]+ 户/", "1.1×1"},
		{"/[0-9]+/", "1.1×1 1.2×1"},
		{"cybf", "1.1×1"},
		{"chanyebf", "1.1×1"},
		{"年初", ""},
	} {
		if got := sections(search(t, x, c.query, Options{})); got != c.want {
			t.Errorf("%s: found %q, want %q", c.query, got, c.want)
		}
	}
}

func TestSnippets(t *testing.T) {
	x := memoryIndex(t, newDoc(t, "/a.txt", "某市条例\n\n第一章　总　　则\n\n第一条　为了规范帮　扶工作，制定本条例。\n第二条 帮扶应当公开。\n"))
	for _, c := range []struct{ query, want string }{
		{"总则", "第一章 [总则]"},
		{"规范帮扶", "第一条 为了[规范帮扶]工作，制定本条例。"},
		{"公开", "第二条 帮扶应当[公开]。"},
		{"heading:总则", "第一章 [总则]"},
		{`heading:"第一章 总则"`, "[第一章 总则]"},
	} {
		res := search(t, x, c.query, Options{})
		if len(res.Hits) != 1 {
			t.Fatalf("%s: %d hits", c.query, len(res.Hits))
		}
		sn := res.Hits[0].Snippet
		got, at := "", 0
		for _, m := range sn.Matches {
			got += sn.Text[at:m.Start] + "[" + m.In(sn.Text) + "]"
			at = m.End
		}
		if got += sn.Text[at:]; got != c.want {
			t.Errorf("%s: %s, want %s", c.query, got, c.want)
		}
	}
}

// What a heading: or title: word names comes the sooner the more of the heading it is.
func TestNamedFirst(t *testing.T) {
	x := memoryIndex(t, newDoc(t, "/a.txt", "某省自治条例实施办法\n\n第一章 民族区域自治地方的财政\n\n第一条 某事。\n\n第二章 自治\n\n第二条 某事。\n"),
		newDoc(t, "/b.txt", "某州自治条例\n\n第一章 总则\n\n第一条 某事。\n"))
	if res := search(t, x, "heading:自治", Options{}); len(res.Hits) != 2 || res.Hits[0].Section.Title != "自治" {
		t.Errorf("%+v", res.Hits)
	}
	if res := search(t, x, "title:自治条例", Options{}); len(res.Hits) != 2 || res.Hits[0].Path != "/b.txt" {
		t.Errorf("%+v", res.Hits)
	}
}

func TestYearOf(t *testing.T) {
	for _, c := range []struct {
		meta outline.Meta
		path string
		want int
	}{
		{outline.Meta{Date: "1999-04-29", History: []outline.Amendment{{Date: "1999-04-29"}, {Date: "2017-09-01"}}}, "/a(2023-09-01).md", 2017},
		{outline.Meta{Date: "2016-03-05", Number: "国发〔2015〕5号"}, "/a.txt", 2016},
		{outline.Meta{Number: "国发〔2015〕5号", Title: "关于2016年工作的通知"}, "/2017/a.txt", 2015},
		{outline.Meta{Title: "关于2016—2018年工作的通知"}, "/2017/a.txt", 2018},
		{outline.Meta{}, "/2017/通知20160305.txt", 2016},
		{outline.Meta{}, "/2017/通知.txt", 2017},
		{outline.Meta{}, "/docs/12345/a.txt", 0},
	} {
		if got := yearOf(c.meta, c.path); got != c.want {
			t.Errorf("%+v %s: %d, want %d", c.meta, c.path, got, c.want)
		}
	}
}
