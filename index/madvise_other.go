//go:build unix && !linux

package index

func madvise([]byte) {}

func readsAtRandom([]byte) {}

func willNeed([]byte) {}
