package tui

import (
	"os/exec"
	"runtime"
	"syscall"
)

// backgroundNice is the niceness of what reads and indexes many documents.
const backgroundNice = 10

// startLow starts a program that gives way to the reader. Niceness is a thread's own and a new process
// takes it from the thread that starts it, so that it is true of all threads of the new one. It is a session
// of its own, because the system shares its time out among sessions first: in that of the terminal it
// would take from the reader's. Where the system refuses nothing is lost but the politeness.
func startLow(c *exec.Cmd) error {
	done := make(chan error)
	go func() {
		runtime.LockOSThread() // and not unlocked: the thread ends with the goroutine
		_ = syscall.Setpriority(syscall.PRIO_PROCESS, syscall.Gettid(), backgroundNice)
		c.SysProcAttr = &syscall.SysProcAttr{Setsid: true}
		done <- c.Start()
	}()
	return <-done
}
