//go:build unix && !linux

package index

func madvise([]byte) {}
