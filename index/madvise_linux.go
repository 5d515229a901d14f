package index

import "syscall"

func madvise(b []byte) { syscall.Madvise(b, syscall.MADV_DONTNEED) }
