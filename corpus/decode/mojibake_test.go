package decode

import (
	"os"
	"strings"
	"testing"
	"unicode/utf8"

	"golang.org/x/text/encoding"
	"golang.org/x/text/encoding/charmap"
	"golang.org/x/text/encoding/simplifiedchinese"
	"golang.org/x/text/encoding/traditionalchinese"

	"gangmu/corpus/corpustest"
	"gangmu/corpus/text"
)

// misread makes the mojibake: the bytes of s in one encoding, decoded in another.
func misread(t testing.TB, s string, right, wrong encoding.Encoding) string {
	b, err := encoding.ReplaceUnsupported(right.NewEncoder()).String(s)
	if err != nil {
		t.Fatal(err)
	}
	out, err := wrong.NewDecoder().String(b)
	if err != nil {
		t.Fatal(err)
	}
	return out
}

const sampleText = "第一章 总则\n第一条 为了规范行政许可的设定和实施，保护公民、法人和其他组织的合法权益，维护公共利益和社会秩序，根据宪法，制定本法。\n" +
	"（一）直接涉及国家安全、公共安全的事项；\n（二）有限自然资源开发利用的事项；2016年共完成1200万元，增长5.6%。\n"

const sampleTraditional = "第一條 為實施水土保持之處理與維護，以保育水土資源，涵養水源，減免災害，促進土地合理利用，增進國民福祉，特制定本法。\n" +
	"一、水土保持計畫：係指為實施水土保持之處理與維護所訂之計畫。\n二、中央主管機關得委託學術機構辦理。\n"

func TestMojibakeRecovered(t *testing.T) {
	gb, big5, latin := simplifiedchinese.GB18030, traditionalchinese.Big5, charmap.Windows1252
	for _, c := range []struct {
		name, text   string
		right, wrong encoding.Encoding
	}{
		{"GBK as Latin-1", sampleText, gb, charmap.ISO8859_1},
		{"GBK as Windows-1252", sampleText, gb, latin},
		{"Big5 as Latin-1", sampleTraditional, big5, charmap.ISO8859_1},
		{"UTF-8 as Latin-1", sampleText, encoding.Nop, charmap.ISO8859_1},
		{"Big5 as GBK", sampleTraditional, big5, gb},
		{"GBK as Big5", sampleText, gb, big5},
		{"UTF-8 as GBK", sampleText, encoding.Nop, gb},
		{"UTF-8 as Windows-1252", sampleText, encoding.Nop, latin},
	} {
		bad := misread(t, c.text, c.right, c.wrong)
		edits, marks := Mojibake(bad, nil)
		got := text.NewView(bad, edits).Text
		lost := strings.Count(got, Lost)
		t.Logf("%s: %.40q -> %.40q; lost %d of %d, %d marks", c.name, bad, got, lost, utf8.RuneCountInString(c.text), len(marks))
		if !strings.Contains(bad, "\uFFFD") && got != c.text {
			t.Errorf("%s: not recovered: %q", c.name, got)
		}
		// What is not recovered must be shown as lost: the pieces between are the text's, in order.
		if len(edits) == 0 {
			if len(marks) == 0 {
				t.Errorf("%s: neither recovered nor marked", c.name)
			}
			continue
		}
		rest := c.text
		for _, piece := range strings.Split(got, Lost) {
			i := strings.Index(rest, piece)
			if i < 0 {
				t.Errorf("%s: %q is not in the text: invented", c.name, piece)
				break
			}
			rest = rest[i+len(piece):]
		}
		if lost > 0 && len(marks) == 0 {
			t.Errorf("%s: %d places lost and none marked", c.name, lost)
		}
	}
}

func TestDestroyedMarked(t *testing.T) {
	for _, s := range []string{
		"本办法自锟斤拷锟斤拷起施行。", "本办法自\uFFFD\uFFFD起施行。", "本办法自烫烫烫烫起施行。", "本办法自屯屯屯起施行。",
	} {
		edits, marks := Mojibake(s, nil)
		if len(edits) != 0 || len(marks) != 1 || marks[0].Kind != text.MarkDamage {
			t.Errorf("%q: edits %v, marks %v; want one mark", s, edits, marks)
		}
	}
	if _, marks := Mojibake("把水烫一烫，烫好了；屯田。", nil); len(marks) != 0 {
		t.Errorf("clean text marked: %v", marks)
	}
}

// TestMojibakeCleanDocuments holds the rule to its promise: no clean document is touched.
func TestMojibakeCleanDocuments(t *testing.T) {
	step := 12
	if *full {
		step = 1
	}
	worst := 0.0
	n := 0
	for _, dir := range []string{"laws", "taiwan", "party", "reports", "gold", "seed"} {
		for i, f := range corpustest.Files(t, corpustest.Data(t, dir), ".md", ".txt") {
			if i%step != 0 && (dir == "laws" || dir == "taiwan") {
				continue
			}
			b, err := os.ReadFile(f)
			if err != nil {
				t.Fatal(err)
			}
			s := string(b)
			n++
			plain, chars := 0, 0
			for _, c := range s {
				if c >= utf8.RuneSelf {
					chars++
					plain += int(costOf(c))
				}
			}
			if chars > 0 {
				worst = max(worst, float64(plain)/float64(chars*nat))
			}
			if edits, _ := Mojibake(s, nil); len(edits) > 0 {
				t.Errorf("%s: %d edits, first %+v", f, len(edits), edits[0])
			}
		}
	}
	t.Logf("%d clean documents untouched; the dearest costs %.2f nats a character", n, worst)
}

var (
	gbForTest  encoding.Encoding = simplifiedchinese.GB18030
	nopForTest                   = encoding.Nop
)

var big5ForTest encoding.Encoding = traditionalchinese.Big5
