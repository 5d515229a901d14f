package ref_test

import (
	"fmt"
	"testing"

	"gangmu/corpus"
	"gangmu/corpus/corpustest"
	"gangmu/corpus/numbering"
	"gangmu/corpus/outline"
	"gangmu/corpus/ref"
)

// TestReach types, for the sections of real documents, their IDs, their labels and, for articles,
// their numbers in every way: each must lead there, alone or among several.
func TestReach(t *testing.T) {
	dir := corpustest.Data(t)
	files := append(corpustest.Files(t, dir+"/laws", ".md"), corpustest.Files(t, dir+"/taiwan", ".md")...)
	files = append(files, corpustest.Files(t, dir+"/party", ".md")...)
	tried, missed := 0, 0
	for i := 0; i < len(files); i += 97 {
		d, err := corpus.Open(files[i])
		if err != nil {
			continue
		}
		r := resolver(d)
		n := 0
		d.Tree.Root.Walk(func(s *outline.Section) bool {
			if s.Parent == nil || s.Missing {
				return true
			}
			if n++; n%3 != 0 {
				return true
			}
			ways := []string{s.ID}
			if s.Label.Number > 0 {
				ways = append(ways, s.Label.Text)
			}
			if s.Kind == outline.Article {
				num, han := fmt.Sprint(s.Label.Number), numbering.Format(numbering.Chinese, s.Label.Number)
				sfx, zhi := "", ""
				if s.Label.Suffix > 0 {
					sfx = fmt.Sprint("-", s.Label.Suffix)
					zhi = "之" + numbering.Format(numbering.Chinese, s.Label.Suffix)
				}
				ways = append(ways, num+sfx, num+sfx+"t", "t"+num+sfx, "第"+num+"条"+zhi, "第"+han+"條"+zhi)
			}
			for _, w := range ways {
				tried++
				a := r.Resolve(w, 0)
				if !leadsTo(a, s) {
					missed++
					if missed < 12 {
						t.Logf("%s: %q leads to %v (%s), not to %s %s", files[i], w, ids(a.Targets), a.Message, s.ID, s.Label.Text)
					}
				}
			}
			return true
		})
	}
	t.Logf("%d of %d ways lead there", tried-missed, tried)
	if tried == 0 || missed*1000 > tried {
		t.Errorf("%d of %d ways miss", missed, tried)
	}
}

func leadsTo(a ref.Answer, s *outline.Section) bool {
	for _, t := range append(a.Targets, a.Also...) {
		if t.Section == s {
			return true
		}
	}
	return false
}

func ids(ts []ref.Target) (out []string) {
	for _, t := range ts {
		out = append(out, t.Section.ID)
	}
	return out
}

// TestReferences resolves the references of real laws: of those to the law itself, at least 99 in
// 100 must find what they name.
func TestReferences(t *testing.T) {
	files := corpustest.Files(t, corpustest.Data(t, "laws"), ".md")
	inside, outside, lost := 0, 0, 0
	for i := 0; i < len(files); i += 30 {
		d, err := corpus.Open(files[i])
		if err != nil {
			continue
		}
		for _, f := range resolver(d).All() {
			switch {
			case f.External():
				outside++
			case f.Missing != "":
				lost++
				t.Logf("%s: %s: %s", files[i], f.Text, f.Missing)
			default:
				inside++
			}
			if got := d.View.Slice(f.Span); got != f.Text {
				t.Errorf("%s: the span of %q holds %q", files[i], f.Text, got)
			}
		}
	}
	t.Logf("%d references inside, %d without target, %d to other documents", inside, lost, outside)
	if inside == 0 || lost*100 > inside {
		t.Errorf("%d of %d references lead nowhere", lost, inside+lost)
	}
}
