//go:build linux

package main

import (
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"syscall"
	"testing"
	"time"
)

// indexerOf waits for the process that indexes for the reader.
func (x *console) indexerOf() int {
	x.t.Helper()
	for end := time.Now().Add(patience); time.Now().Before(end); time.Sleep(time.Millisecond) {
		procs, _ := filepath.Glob("/proc/[0-9]*/stat")
		for _, p := range procs {
			stat, err := os.ReadFile(p)
			if err != nil {
				continue
			}
			var pid, parent int
			var state string
			_, rest, _ := strings.Cut(string(stat), ") ")
			fmt.Sscan(string(stat), &pid)
			fmt.Sscan(rest, &state, &parent)
			if parent == x.cmd.Process.Pid && state != "Z" {
				if args, _ := os.ReadFile(fmt.Sprintf("/proc/%d/cmdline", pid)); strings.Contains(string(args), indexerName) {
					return pid
				}
			}
		}
	}
	x.t.Fatalf("nothing indexes; the screen:\n%s", x)
	return 0
}

// TestIndexerProcess: the program that indexes gives way to the reader, ends with it however that ends,
// and leaves nothing; when it is killed itself the reader says so and goes on.
func TestIndexerProcess(t *testing.T) {
	folder := t.TempDir()
	add := func(from, to int) {
		for i := from; i < to; i++ {
			must(t, os.WriteFile(filepath.Join(folder, fmt.Sprintf("%d.txt", i)), fmt.Appendf(nil, "第%d号通知\n\n一、独特的工作\n内容。\n", i), 0o666))
		}
	}
	add(0, 20)
	env := freshHome(t, "zh_CN.UTF-8")
	tmp := ""
	for _, v := range env {
		if dir, ok := strings.CutPrefix(v, "TMPDIR="); ok {
			tmp = dir
		}
	}
	gone := func(pid int) {
		t.Helper()
		for end := time.Now().Add(patience); ; time.Sleep(time.Millisecond) {
			left, _ := filepath.Glob(filepath.Join(tmp, "gangmu-*"))
			if syscall.Kill(pid, 0) != nil && len(left) == 0 {
				return
			}
			if time.Now().After(end) {
				t.Fatalf("left behind: %v, process %d", left, pid)
			}
		}
	}
	start := func() (*console, int) {
		x := startConsole(t, 140, 30, env, []string{folder})
		pid := x.indexerOf()
		x.send("s独特的工作")
		x.until("the hits", func(rows []string) bool { return strings.Contains(strings.Join(rows, ""), "20 个文件") })
		return x, pid
	}
	x, pid := start()
	if n, err := syscall.Getpriority(syscall.PRIO_PROCESS, pid); err != nil || n >= 20 { // 20 is the usual
		t.Errorf("priority %d, %v", n, err)
	}
	for range 3 {
		x.send("\x1b")
	}
	x.send("q")
	x.left(0)
	gone(pid)

	x, pid = start()
	must(t, x.cmd.Process.Kill())
	gone(pid)

	x, pid = start()
	must(t, syscall.Kill(pid, syscall.SIGKILL))
	for range 3 {
		x.send("\x1b")
	}
	x.send("q")
	x.left(0)
}
