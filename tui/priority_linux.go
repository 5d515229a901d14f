package tui

import (
	"runtime"
	"syscall"
)

// backgroundNice is the niceness of what reads and indexes many documents.
const backgroundNice = 10

// stepBack gives the goroutine a thread of its own that gives way to the one that draws. The
// thread ends with the goroutine. Where the system refuses nothing is lost but the politeness.
func stepBack() {
	runtime.LockOSThread()
	_ = syscall.Setpriority(syscall.PRIO_PROCESS, syscall.Gettid(), backgroundNice)
}
