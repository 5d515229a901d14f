package compare

import (
	"bufio"
	"fmt"
	"math/rand/v2"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"gangmu/corpus"
	"gangmu/corpus/corpustest"
	"gangmu/corpus/outline"
)

// describe prints a pair as the golden file does.
func describe(p Pair) string {
	switch {
	case p.A == nil:
		return fmt.Sprintf("%s %s", p.Relation, p.B.Label.Text)
	case p.B == nil:
		return fmt.Sprintf("%s %s", p.A.Label.Text, p.Relation)
	}
	return fmt.Sprintf("%s %s %s", p.A.Label.Text, p.Relation, p.B.Label.Text)
}

func describeAll(pairs []Pair) []string {
	var out []string
	for _, p := range pairs {
		out = append(out, describe(p))
	}
	return out
}

const law = `测试条例
第一章　总则
第一条　为了规范测试活动，保障软件质量，根据有关法律，制定本条例。
第二条　在本市行政区域内从事软件测试及其监督管理，适用本条例。
第三条　软件测试应当遵循客观公正、及时准确、安全可控的原则。
第二章　测试管理
第四条　测试单位应当建立健全测试档案管理制度，档案保存期限不得少于五年。测试人员应当如实记录测试过程，不得篡改、伪造测试数据。
第五条　主管部门应当加强对测试活动的监督检查，定期公布检查结果。
第三章　法律责任
第六条　违反本条例规定，篡改测试数据的，由主管部门处一万元以上三万元以下罚款。
第七条　本条例自公布之日起施行。
`

func TestDocuments(t *testing.T) {
	replace := func(pairs ...string) string { return strings.NewReplacer(pairs...).Replace(law) }
	for _, c := range []struct {
		name, b string
		want    []string // the pairs that are not the same
	}{
		{"nothing changed", law, nil},
		{"another printing", replace("，", ",", "　", "  "), nil},
		{"a word", replace("五年", "十年"), []string{"第四条 changed 第四条"}},
		{"an article added", replace("第三条　", "第三条　测试单位应当具备与业务相适应的场所、设备和专业人员。\n第四条　",
			"第四条　", "第五条　", "第五条　", "第六条　", "第六条　", "第七条　", "第七条　", "第八条　"),
			[]string{"added 第三条", "第三条 renamed 第四条", "第四条 renamed 第五条", "第五条 renamed 第六条", "第六条 renamed 第七条", "第七条 renamed 第八条"}},
		{"an article dropped", replace("第五条　主管部门应当加强对测试活动的监督检查，定期公布检查结果。\n", "", "第六条　", "第五条　", "第七条　", "第六条　"),
			[]string{"第五条 dropped", "第六条 renamed 第五条", "第七条 renamed 第六条"}},
		{"an article moved", replace("第三条　软件测试应当遵循客观公正、及时准确、安全可控的原则。\n", "",
			"第四条　", "第三条　", "第五条　主管部门应当加强对测试活动的监督检查，定期公布检查结果。",
			"第四条　主管部门应当加强对测试活动的监督检查，定期公布检查结果。\n第五条　软件测试应当遵循客观公正、及时准确、安全可控的原则。"),
			[]string{"第四条 renamed 第三条", "第五条 renamed 第四条", "第三条 moved 第五条"}},
		{"an article split", replace("不得少于五年。测试人员", "不得少于五年。\n第五条　测试人员", "第五条　", "第六条　", "第六条　", "第七条　", "第七条　", "第八条　"),
			[]string{"第四条 split 第四条", "第四条 split 第五条", "第五条 renamed 第六条", "第六条 renamed 第七条", "第七条 renamed 第八条"}},
		{"a chapter renamed", replace("测试管理", "管理制度"), []string{"第二章 changed 第二章"}},
		{"a chapter heading put in", replace("第五条　", "第三章　监督检查\n第五条　", "第三章　法律", "第四章　法律"),
			[]string{"added 第三章", "第三章 renamed 第四章"}},
	} {
		got := describeAll(slices.DeleteFunc(Documents(doc(t, law), doc(t, c.b)), func(p Pair) bool { return p.Relation == Same }))
		if !slices.Equal(got, c.want) {
			t.Errorf("%s:\n got %q\nwant %q", c.name, got, c.want)
		}
	}
}

// TestMergedIsSplitBackwards compares a law in which two articles became one.
func TestMergedIsSplitBackwards(t *testing.T) {
	split := doc(t, strings.NewReplacer("不得少于五年。测试人员", "不得少于五年。\n第五条　测试人员", "第五条　", "第六条　", "第六条　", "第七条　", "第七条　", "第八条　").Replace(law))
	got := describeAll(Documents(split, doc(t, law)))
	for _, want := range []string{"第四条 merged 第四条", "第五条 merged 第四条"} {
		if !slices.Contains(got, want) {
			t.Errorf("no %q in %q", want, got)
		}
	}
}

// TestEverySectionOnce: whatever the two documents are, every section of both stands in a pair,
// and in one only unless it was split or merged.
func TestEverySectionOnce(t *testing.T) {
	lines := strings.Split(strings.TrimSpace(law), "\n")
	r := rand.New(rand.NewPCG(3, 4))
	random := func() *corpus.Document {
		var out []string
		for range r.IntN(14) {
			out = append(out, lines[r.IntN(len(lines))])
		}
		return doc(t, strings.Join(out, "\n"))
	}
	for range 300 {
		a, b := random(), random()
		checkComplete(t, a, b, Documents(a, b))
	}
}

func checkComplete(t *testing.T, a, b *corpus.Document, pairs []Pair) {
	t.Helper()
	seenA, seenB := map[*outline.Section]int{}, map[*outline.Section]int{}
	for _, p := range pairs {
		n := 1
		if p.Relation == Split || p.Relation == Merged {
			n = 100 // may stand in others too
		}
		if p.A != nil {
			seenA[p.A] += n
		}
		if p.B != nil {
			seenB[p.B] += n
		}
		if p.Similarity < 0 || p.Similarity > 1 || p.Relation == Same && p.Similarity != 1 {
			t.Errorf("%s: similarity %v", describe(p), p.Similarity)
		}
	}
	for _, side := range []struct {
		d    *corpus.Document
		seen map[*outline.Section]int
	}{{a, seenA}, {b, seenB}} {
		for _, n := range nodesOf(side.d) {
			if c := side.seen[n.section]; c != 1 && c < 100 {
				t.Errorf("%s stands in %d pairs of\n%s\n→\n%s", n.section.Label.Text, c, a.Source, b.Source)
			}
		}
	}
}

// TestAmendments compares versions of real laws with what was read in them.
func TestAmendments(t *testing.T) {
	laws := corpustest.Data(t, "laws")
	golden, err := os.Open(filepath.Join("testdata", "amendments.txt"))
	if err != nil {
		t.Fatal(err)
	}
	defer golden.Close()
	var got, want []string
	var name string
	exact := false
	check := func() {
		for _, w := range want {
			if !slices.Contains(got, w) {
				t.Errorf("%s: %q was not found", name, w)
			}
		}
		for _, g := range got {
			if exact && !slices.Contains(want, g) && !strings.Contains(g, " same ") && !strings.Contains(g, " renamed ") {
				t.Errorf("%s: %q is wrong", name, g)
			}
		}
		want = nil
	}
	for sc := bufio.NewScanner(golden); sc.Scan(); {
		f := strings.Fields(sc.Text())
		switch {
		case len(f) == 0 || f[0] == "#":
		case f[0] == "law" || f[0] == "rewritten":
			check()
			name, exact = f[1], f[0] == "law"
			got = describeAll(Documents(open(t, laws, f[1], f[2]), open(t, laws, f[1], f[3])))
		default:
			want = append(want, strings.Join(f, " "))
		}
	}
	check()
}

func open(t *testing.T, dir, name, date string) *corpus.Document {
	t.Helper()
	d, err := corpus.Open(filepath.Join(dir, name+"("+date+").md"))
	if err != nil {
		t.Fatal(err)
	}
	return d
}

// TestReports: the topics of two years' state reports find each other.
func TestReports(t *testing.T) {
	dir := corpustest.Data(t, "reports", "state")
	a, err := corpus.Open(filepath.Join(dir, "GR2021.zh.txt"))
	if err != nil {
		t.Fatal(err)
	}
	b, err := corpus.Open(filepath.Join(dir, "GR2022.zh.txt"))
	if err != nil {
		t.Fatal(err)
	}
	got := describeAll(Documents(a, b))
	for _, want := range []string{
		"一、 changed 一、", "三、 changed 三、", "（一） changed （一）", "（二） changed （三）", "（三） changed （四）",
		"（四） changed （五）", "（五） changed （六）", "（六） changed （七）", "（七） changed （八）", "（八） changed （九）",
	} {
		if !slices.Contains(got, want) {
			t.Errorf("no %q in %q", want, got)
		}
	}
}

// TestTopics: the topics of two years' reports find each other, as they were paired by hand.
func TestTopics(t *testing.T) {
	dir := corpustest.Data(t, "reports", "state")
	golden, err := os.ReadFile(filepath.Join("testdata", "topics.txt"))
	if err != nil {
		t.Fatal(err)
	}
	report := func(name string) *corpus.Document {
		d, err := corpus.Open(filepath.Join(dir, name))
		if err != nil {
			t.Fatal(err)
		}
		return d
	}
	heading := func(s *outline.Section) string { return s.Label.Text + s.Title }
	var pairs []Pair
	var name string
	found, all := 0, 0
	for line := range strings.Lines(string(golden)) {
		line = strings.TrimSpace(line)
		if f := strings.Fields(line); len(f) == 3 && f[0] == "report" {
			name = f[1]
			pairs = Documents(report(f[1]), report(f[2]))
			continue
		}
		a, b, ok := strings.Cut(line, " → ")
		if !ok {
			continue
		}
		all++
		if !slices.ContainsFunc(pairs, func(p Pair) bool {
			return p.A != nil && p.B != nil && strings.HasPrefix(heading(p.A), a) && strings.HasPrefix(heading(p.B), b)
		}) {
			t.Errorf("%s: %s was not found", name, line)
			continue
		}
		found++
	}
	t.Logf("%d of %d topics found", found, all)
}
