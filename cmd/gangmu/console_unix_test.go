//go:build unix

package main

import (
	"os/exec"
	"syscall"
)

// setControlling makes the pseudo-terminal the controlling terminal of cmd.
func setControlling(cmd *exec.Cmd) {
	cmd.SysProcAttr = &syscall.SysProcAttr{Setsid: true, Setctty: true, Ctty: 1} // standard output; input may be a pipe
}
