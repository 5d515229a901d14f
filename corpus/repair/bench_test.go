package repair_test

import (
	"os"
	"path/filepath"
	"strings"
	"testing"

	"gangmu/corpus/corpustest"
	"gangmu/corpus/decode"
	"gangmu/corpus/repair"
)

// BenchmarkRepair measures clean UTF-8, and the scraped page.
func BenchmarkRepair(b *testing.B) {
	var sb strings.Builder
	for _, f := range cleanFiles(b, 10) {
		data, err := os.ReadFile(f)
		if err != nil {
			b.Fatal(err)
		}
		sb.Write(data)
	}
	clean := sb.String()
	for _, format := range []string{"text", "markdown"} {
		b.Run("clean-"+format, func(b *testing.B) {
			b.SetBytes(int64(len(clean)))
			for b.Loop() {
				repair.Repair(repair.Input{Text: clean, Format: format})
			}
		})
	}
	b.Run("clean-decode-and-repair", func(b *testing.B) {
		data := []byte(clean)
		b.SetBytes(int64(len(data)))
		for b.Loop() {
			d, err := decode.Decode(data, "")
			if err != nil {
				b.Fatal(err)
			}
			repair.Repair(repair.Input{Text: d.Text, Format: "text"})
		}
	})
	seed, err := os.ReadFile(filepath.Join(corpustest.Data(b, "seed"), "000_fb44b916aa5ea9d5.txt"))
	if err != nil {
		b.Fatal(err)
	}
	b.Run("scraped", func(b *testing.B) {
		b.SetBytes(int64(len(seed)))
		for b.Loop() {
			repair.Repair(repair.Input{Text: string(seed), Format: "text"})
		}
	})
}
