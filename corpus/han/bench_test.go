package han

import "testing"

// The tables are decoded when first needed, while a reader waits for the first page.
func BenchmarkTables(b *testing.B) {
	b.Run("readings", func(b *testing.B) {
		for b.Loop() {
			newReadingTable()
		}
	})
}
