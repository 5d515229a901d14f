package extract

import (
	"strings"
	"testing"
)

const clean = "第一章　总则\n　　第一条　为了规范行政许可的设定和实施，保护公民、法人和其他组织的合法权益，根据宪法，制定本法。\n　　（一）直接涉及国家安全的事项；2016年完成1200万元。\n"

func BenchmarkText(b *testing.B) { benchmark(b, "x.txt", clean) }
func BenchmarkMarkdown(b *testing.B) {
	benchmark(b, "x.md", "## "+clean+"\n- **"+strings.Split(clean, "\n")[0]+"**\n\n")
}
func BenchmarkHTML(b *testing.B) {
	benchmark(b, "x.html", "<html><body><p>"+strings.ReplaceAll(clean, "\n", "</p>\n<p>")+"</p>")
}

func benchmark(b *testing.B, name, unit string) {
	data := []byte(strings.Repeat(unit, 16<<20/len(unit)))
	b.SetBytes(int64(len(data)))
	b.ReportAllocs()
	for b.Loop() {
		if _, err := Extract(name, data); err != nil {
			b.Fatal(err)
		}
	}
}
