package index

import (
	"os"
	"syscall"
	"unsafe"
)

func madvise(b []byte) { syscall.Madvise(b, syscall.MADV_DONTNEED) }

// readsAtRandom tells the system not to read more of a mapped file than it is asked for.
func readsAtRandom(b []byte) {
	if len(b) > 0 {
		syscall.Madvise(b, syscall.MADV_RANDOM)
	}
}

// willNeed lets the system begin to read a part of a mapped file.
func willNeed(b []byte) {
	if len(b) == 0 {
		return
	}
	lead := int(uintptr(unsafe.Pointer(&b[0])) % uintptr(os.Getpagesize()))
	syscall.Madvise(unsafe.Slice((*byte)(unsafe.Add(unsafe.Pointer(&b[0]), -lead)), len(b)+lead), syscall.MADV_WILLNEED)
}
