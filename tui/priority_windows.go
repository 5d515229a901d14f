package tui

import (
	"os/exec"
	"syscall"

	"golang.org/x/sys/windows"
)

// startLow starts a program that gives way to the reader.
func startLow(c *exec.Cmd) error {
	c.SysProcAttr = &syscall.SysProcAttr{CreationFlags: windows.BELOW_NORMAL_PRIORITY_CLASS}
	return c.Start()
}
