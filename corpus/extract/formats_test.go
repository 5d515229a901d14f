package extract_test

import (
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"testing"
	"unicode"
	"unicode/utf8"

	"gangmu/corpus"
	"gangmu/corpus/corpustest"
	"gangmu/corpus/extract"
	"gangmu/corpus/outline"
)

// TestRealFiles opens every real file that is not plain UTF-8 and logs what it was taken for.
func TestRealFiles(t *testing.T) {
	var files []string
	for _, dir := range []string{"encodings", "formats"} {
		files = append(files, corpustest.Files(t, corpustest.Data(t, dir))...)
	}
	want := map[string]string{".html": "html", ".docx": "docx", ".doc": "doc", ".wps": "wps", ".pdf": "pdf", ".txt": "text"}
	for _, f := range files {
		if strings.HasSuffix(f, ".pdf") && extract.PDFCold() {
			continue
		}
		d, err := corpus.Open(f)
		if err != nil {
			t.Errorf("%s: %v", filepath.Base(f), err)
			continue
		}
		sections := 0
		d.Tree.Root.Walk(func(*outline.Section) bool { sections++; return true })
		runes := utf8.RuneCountInString(d.Source)
		t.Logf("%-60s %-8s %-8s %6d runes %4d sections", filepath.Base(f), d.Format, d.Encoding, runes, sections-1)
		if d.Format != want[filepath.Ext(f)] {
			t.Errorf("%s: format %s, want %s", filepath.Base(f), d.Format, want[filepath.Ext(f)])
		}
		if enc := map[string]string{"gb18030": "GB18030", "big5": "Big5", "utf16": "UTF-16LE"}[filepath.Base(filepath.Dir(f))]; d.Encoding != enc {
			t.Errorf("%s: encoding %q, want %q", filepath.Base(f), d.Encoding, enc)
		}
		han := 0
		for _, r := range d.View.Text {
			if unicode.Is(unicode.Han, r) {
				han++
			}
		}
		if han < 50 || len(d.Undecodable) > 0 {
			t.Errorf("%s: %d Han characters, undecodable %v", filepath.Base(f), han, d.Undecodable)
		}
	}
}

var reArticle = regexp.MustCompile(`(?m)^[ \t　*]*(第[零〇一二三四五六七八九十百千]+条(?:之[一二三四五六七八九十]+)?)[ \t　]`)

// letters are what two forms of a text must agree in: blanks, line ends and the width of
// punctuation are the typesetter's.
func letters(s string) []rune {
	var out []rune
	for _, r := range s {
		if 0xff01 <= r && r <= 0xff5e {
			r -= 0xfee0
		}
		if !unicode.IsSpace(r) && unicode.IsGraphic(r) && r != '*' {
			out = append(out, r)
		}
	}
	return out
}

// agreement is how much of two texts stands in both: 2·common / (len a + len b), common being
// their longest common subsequence. The algorithm is that of Myers, quick for texts that differ
// little; it gives up, and says 0, where they differ in more than a fifth.
func agreement(a, b []rune) float64 {
	n, m := len(a), len(b)
	limit := (n + m) / 5
	far := make([]int, 2*limit+3) // by diagonal: how far along a
	for d := 0; d <= limit; d++ {
		for k := -d; k <= d; k += 2 {
			at := k + limit + 1
			x := far[at-1] + 1
			if k == -d || k != d && far[at-1] < far[at+1] {
				x = far[at+1]
			}
			y := x - k
			for x < n && y < m && a[x] == b[y] {
				x, y = x+1, y+1
			}
			far[at] = x
			if x >= n && y >= m {
				return float64(n+m-d) / float64(n+m)
			}
		}
	}
	return 0
}

// TestSameLaw compares the forms in which one law lies: as Word and as PDF, and as Markdown
// where that is the same version.
func TestSameLaw(t *testing.T) {
	dir := corpustest.Data(t, "formats", "same-law")
	markdown := map[string]string{
		"中华人民共和国公司法":  "民法商法/公司法(2023-12-29).md",
		"中华人民共和国反洗钱法": "经济法/反洗钱法(2024-11-08).md",
	}
	extract.NeedPDF(t)
	for _, docx := range corpustest.Files(t, dir, ".docx") {
		name := strings.TrimSuffix(filepath.Base(docx), ".docx")
		forms := map[string]*corpus.Document{}
		paths := map[string]string{"docx": docx, "pdf": strings.TrimSuffix(docx, ".docx") + ".pdf"}
		if m := markdown[name]; m != "" {
			paths["md"] = filepath.Join(corpustest.Data(t, "laws"), m)
		}
		for form, path := range paths {
			if _, err := os.Stat(path); err != nil {
				t.Errorf("%s: %v", form, err)
				continue
			}
			d, err := corpus.Open(path)
			if err != nil {
				t.Fatalf("%s %s: %v", name, form, err)
			}
			forms[form] = d
		}
		articles := func(form string) string {
			var list []string
			for _, m := range reArticle.FindAllStringSubmatch(forms[form].View.Text, -1) {
				list = append(list, m[1])
			}
			return strings.Join(list, " ")
		}
		for form, d := range forms {
			a, b := articles("docx"), articles(form)
			if a != b {
				t.Errorf("%s: articles of docx and %s differ:\n%s\n%s", name, form, a, b)
			}
			same := agreement(letters(forms["docx"].View.Text), letters(d.View.Text))
			t.Logf("%s: %s: %d articles, agreement with docx %.4f", name, form, len(strings.Fields(b)), same)
			if same < 0.995 {
				t.Errorf("%s: docx and %s agree by %.4f only", name, form, same)
			}
		}
	}
}
