package extract

import (
	"bytes"
	"fmt"
	"strings"
	"testing"
	"unicode/utf16"
)

// A placed is a string on a page of a PDF, in points from the lower left corner.
type placed struct {
	x, y, size float64
	text       string
}

// pdfOf writes a PDF whose font is not in the file, with an encoding by which only the reader's
// tables find the characters, as many official PDFs have it.
func pdfOf(pages ...[]placed) []byte {
	var buf bytes.Buffer
	var offsets []int
	object := func(format string, args ...any) {
		offsets = append(offsets, buf.Len())
		fmt.Fprintf(&buf, "%d 0 obj\n", len(offsets))
		fmt.Fprintf(&buf, format, args...)
		buf.WriteString("\nendobj\n")
	}
	buf.WriteString("%PDF-1.4\n")
	object("<</Type/Catalog/Pages 2 0 R>>")
	kids := ""
	for i := range pages {
		kids += fmt.Sprintf("%d 0 R ", 6+2*i)
	}
	object("<</Type/Pages/Kids[%s]/Count %d>>", kids, len(pages))
	object("<</Type/Font/Subtype/Type0/BaseFont/STSong-Light/Encoding/UniGB-UCS2-H/DescendantFonts[4 0 R]>>")
	object("<</Type/Font/Subtype/CIDFontType0/BaseFont/STSong-Light/CIDSystemInfo<</Registry(Adobe)/Ordering(GB1)/Supplement 2>>/FontDescriptor 5 0 R/DW 1000>>")
	object("<</Type/FontDescriptor/FontName/STSong-Light/Flags 6/FontBBox[0 -200 1000 900]/ItalicAngle 0/Ascent 880/Descent -120/CapHeight 700/StemV 80>>")
	for i, page := range pages {
		object("<</Type/Page/Parent 2 0 R/MediaBox[0 0 595 842]/Resources<</Font<</F1 3 0 R>>>>/Contents %d 0 R>>", 7+2*i)
		var s strings.Builder
		for _, p := range page {
			fmt.Fprintf(&s, "BT /F1 %g Tf %g %g Td <", p.size, p.x, p.y)
			for _, u := range utf16.Encode([]rune(p.text)) {
				fmt.Fprintf(&s, "%04x", u)
			}
			s.WriteString("> Tj ET\n")
		}
		object("<</Length %d>>stream\n%sendstream", s.Len(), s.String())
	}
	start := buf.Len()
	fmt.Fprintf(&buf, "xref\n0 %d\n0000000000 65535 f \n", len(offsets)+1)
	for _, o := range offsets {
		fmt.Fprintf(&buf, "%010d 00000 n \n", o)
	}
	fmt.Fprintf(&buf, "trailer<</Size %d/Root 1 0 R>>\nstartxref\n%d\n%%%%EOF\n", len(offsets)+1, start)
	return buf.Bytes()
}

// setPage sets paragraphs in lines of 20 characters of 16 points, the first set in by two, as
// official documents are; it returns what did not fit on the page of so many lines.
func setPage(number, lines int, paragraphs []string) (page []placed, rest []string) {
	page = append(page, placed{200, 800, 9, "某某市人民政府文件"})
	y := 740.0
	for i, p := range paragraphs {
		first := strings.HasPrefix(p, "　　")
		r := []rune(strings.TrimPrefix(p, "　　"))
		for len(r) > 0 {
			if lines == 0 {
				return append(page, placed{280, 40, 14, fmt.Sprintf("— %d —", number)}), append([]string{string(r)}, paragraphs[i+1:]...)
			}
			x, n := 100.0, 20
			if first {
				x, n, first = 132, 18, false
			}
			n = min(n, len(r))
			page = append(page, placed{x, y, 16, string(r[:n])})
			r = r[n:]
			y -= 28
			lines--
		}
	}
	return append(page, placed{280, 40, 14, fmt.Sprintf("— %d —", number)}), nil
}

var officialText = []string{
	"　　一、总体要求",
	"　　各地区、各部门要加强组织领导，健全工作机制，明确任务分工，层层压实责任，确保各项措施落实到位，取得实效。",
	"　　（一）坚持问题导向。对照检查中发现的突出问题，逐项制定整改方案，明确整改时限，建立台账，对账销号，做到件件有着落。",
	"　　（二）坚持统筹推进。把当前工作与长远目标结合起来，与年度重点任务结合起来，统一部署，统一检查，统一考核。",
	"　　二、重点任务",
	"　　到二〇二五年，全市公共服务水平显著提高，人民群众获得感、幸福感、安全感明显增强，主要指标进入全省前列。",
}

func TestPDF(t *testing.T) {
	NeedPDF(t)
	text := officialText
	for range 2 {
		text = append(text, officialText...)
	}
	rest := text
	var pages [][]placed
	for len(rest) > 0 {
		var page []placed
		page, rest = setPage(len(pages)+1, 20, rest)
		pages = append(pages, page)
	}
	r := mustExtract(t, "x.pdf", pdfOf(pages...))
	var want strings.Builder
	for _, p := range text {
		want.WriteString(strings.TrimPrefix(p, "　　") + "\n")
	}
	if got := shown(r); got != want.String() {
		t.Errorf("shown\n%swant\n%s", got, want.String())
	}
	if strings.Count(r.Text, "某某市人民政府文件\n") != len(pages) || !strings.Contains(r.Text, "— 2 —\n") {
		t.Errorf("the source text has not all that is printed:\n%s", r.Text)
	}
}

func TestPDFColumnsAndForms(t *testing.T) {
	NeedPDF(t)
	var page []placed
	line := func(x, y float64, s string) { page = append(page, placed{x, y, 12, s}) }
	left, right := "左栏的文字排到栏边为止共有十八个字啊", "右栏的文字排到栏边为止共有十八个字啊"
	for i := range 6 {
		line(60, 700-float64(i)*20, left)
	}
	for i := range 6 {
		line(310, 700-float64(i)*20, right)
	}
	r := mustExtract(t, "x.pdf", pdfOf(page))
	if i, j := strings.LastIndex(r.Text, left), strings.Index(r.Text, right); i > j {
		t.Errorf("columns are mixed:\n%s", r.Text)
	}
	// What is filled into a form comes last in the file, and belongs into its lines.
	page = nil
	line(60, 700, "姓名：")
	line(260, 700, "性别：")
	line(60, 660, "单位：")
	line(100, 700.5, "张三")
	line(300, 699.5, "男")
	line(100, 660, "某某局")
	r = mustExtract(t, "x.pdf", pdfOf(page))
	if want := "姓名：张三  性别：男\n单位：某某局\n"; r.Text != want {
		t.Errorf("%q, want %q", r.Text, want)
	}
}

func TestPDFRefused(t *testing.T) {
	NeedPDF(t)
	for name, c := range map[string]struct {
		data []byte
		says string
	}{
		"scan":      {pdfOf(nil, nil, nil), "扫描件"},
		"damaged":   {[]byte("%PDF-1.4\nnothing here"), "已损坏"},
		"encrypted": {encryptedPDF(), "密码"},
	} {
		if _, err := Extract("x.pdf", c.data); err == nil || !strings.Contains(err.Error(), c.says) {
			t.Errorf("%s: %v; want an error that says %s", name, err, c.says)
		}
	}
}

// encryptedPDF is a PDF with a password that is not known: the check values match none.
func encryptedPDF() []byte {
	s := string(pdfOf([]placed{{100, 700, 16, "密"}}))
	s = strings.Replace(s, "trailer<<", "trailer<</ID[<00112233445566778899aabbccddeeff><00112233445566778899aabbccddeeff>]/Encrypt<</Filter/Standard/V 1/R 2/P -4/O<"+
		strings.Repeat("5a", 32)+">/U<"+strings.Repeat("a5", 32)+">>>", 1)
	return []byte(s)
}

func FuzzPDF(f *testing.F) {
	NeedPDF(f)
	f.Add(pdfOf([]placed{{100, 700, 16, "第一条　为了"}, {100, 672, 16, "规范行政许可"}, {280, 40, 14, "— 1 —"}}))
	f.Add(encryptedPDF())
	f.Fuzz(func(t *testing.T, data []byte) {
		r, err := readPDF("x.pdf", data)
		if err == nil {
			check(t, r)
		}
	})
}

// FuzzPDFLayout puts strings at any place, size and order.
func FuzzPDFLayout(f *testing.F) {
	f.Add([]byte("abcdefghijklmnopqrstuvwxyz0123456789"), "第一条 — 1 — abc")
	f.Fuzz(func(t *testing.T, at []byte, words string) {
		var l pdfLayout
		r := []rune(strings.ToValidUTF8(words, ""))
		var spans []pdfSpan
		for i := 0; i+5 < len(at) && len(r) > 0; i += 6 {
			x, y, size := float64(at[i])*3, float64(at[i+1])*4, float64(at[i+2]%40)
			s := string(r[:min(len(r), 1+int(at[i+3]%8))])
			if strings.TrimSpace(s) == "" {
				continue
			}
			spans = append(spans, pdfSpan{x0: x, x1: x + size*float64(at[i+4]%9), top: y + size, bottom: y, size: size, text: s})
			if at[i+5]%7 == 0 {
				l.page(len(l.heights), 842, spans)
				spans = nil
			}
		}
		l.page(len(l.heights), 842, spans)
		check(t, l.result())
	})
}
