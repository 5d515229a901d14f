package fold

import (
	"bytes"
	"fmt"
	"os"
	"testing"

	"gangmu/corpus/corpustest"
	"gangmu/corpus/text"
)

// BenchmarkScan looks through 100 MB of reports and party documents for terms of every kind.
func BenchmarkScan(b *testing.B) {
	var all []byte
	for _, dir := range []string{"reports", "party"} {
		for _, f := range corpustest.Files(b, corpustest.Data(b, dir), ".txt", ".md") {
			data, err := os.ReadFile(f)
			if err != nil {
				b.Fatal(err)
			}
			all = append(all, data...)
		}
	}
	const size = 100 << 20
	v := text.NewView(string(bytes.ToValidUTF8(bytes.Repeat(all, size/len(all)+1)[:size], nil)), nil)
	sieve := NewSieve(v)
	for _, term := range []string{"鼯鼠滑翔", "国家机关", "國家機關", "的", "，", "2017年", "二〇一七年三月五日", "国发〔2016〕5号", "128", "第一百二十八条", "wifi", "i", "가격"} {
		needles := []Needle{NewNeedle(String(term))}
		for _, a := range Alternatives(term) {
			needles = append(needles, a.Needle())
		}
		for _, s := range []*Sieve{nil, sieve} {
			b.Run(fmt.Sprintf("%s/%t", term, s != nil), func(b *testing.B) {
				b.SetBytes(int64(len(v.Text)))
				n := 0
				for b.Loop() {
					n = len(NewScanner(needles).In(b.Context(), v, s))
				}
				b.ReportMetric(float64(n), "matches")
				b.ReportMetric(float64(len(NewScanner(needles).probes)), "probes")
			})
		}
	}
	b.Run("NewSieve", func(b *testing.B) {
		b.SetBytes(int64(len(v.Text)))
		for b.Loop() {
			NewSieve(v)
		}
	})
}
