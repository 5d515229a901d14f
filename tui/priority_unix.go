//go:build unix && !linux

package tui

import (
	"os/exec"

	"golang.org/x/sys/unix"
)

// startLow starts a program that gives way to the reader.
func startLow(c *exec.Cmd) error {
	err := c.Start()
	if err == nil {
		_ = unix.Setpriority(unix.PRIO_PROCESS, c.Process.Pid, 10)
	}
	return err
}
