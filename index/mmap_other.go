//go:build !unix

package index

import "os"

// mapFile reads a file into memory, where files cannot be mapped.
func mapFile(path string) ([]byte, func() error, error) {
	b, err := os.ReadFile(path)
	return b, func() error { return nil }, err
}

func release([]byte) {}

func readsAtRandom([]byte) {}

func willNeed([]byte) {}
