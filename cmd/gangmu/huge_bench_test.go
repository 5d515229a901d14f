//go:build unix

package main

import (
	"bytes"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"

	"gangmu/corpus/corpustest"
)

// A word that is in no document, and what stands beside it on its line.
const (
	rareWord = "鼯鼠滑翔"
	besideIt = "测速专用"
)

// hugeFile writes a text of so many MB: the real reports and party documents over and over, the
// rare word once, near the end.
func hugeFile(b *testing.B, mb int) string {
	var all []byte
	for _, dir := range []string{"reports", "party"} {
		for _, f := range corpustest.Files(b, corpustest.Data(b, dir), ".txt", ".md") {
			data, err := os.ReadFile(f)
			if err != nil {
				b.Fatal(err)
			}
			all = append(append(all, data...), '\n')
		}
	}
	data := bytes.Repeat(all, mb<<20/len(all)+1)[:mb<<20]
	data = data[:bytes.LastIndexByte(data, '\n')+1]
	at := bytes.LastIndexByte(data[:len(data)/20*19], '\n') + 1
	data = slices.Insert(data, at, []byte(rareWord+"，"+besideIt+"。\n")...)
	data = append(data, "全文到此为止。\n"...)
	file := filepath.Join(b.TempDir(), "huge.txt")
	if err := os.WriteFile(file, data, 0o644); err != nil {
		b.Fatal(err)
	}
	return file
}

// peak is the most memory that the program has had so far, in MB; 0 where the system does not say.
func (x *console) peak() float64 {
	data, err := os.ReadFile(fmt.Sprintf("/proc/%d/status", x.cmd.Process.Pid))
	if err != nil {
		return 0
	}
	_, rest, _ := strings.Cut(string(data), "VmHWM:")
	var kb float64
	fmt.Sscan(rest, &kb)
	return kb / 1024
}

// types sends keys and says how long it takes until words are printed.
func (x *console) types(keys, words string) time.Duration {
	was, start := len(x.printed()), time.Now()
	x.send(keys)
	x.await(start, func() bool { return bytes.Contains(x.printed()[was:], []byte(words)) })
	return time.Since(start)
}

// BenchmarkHuge opens a text of 100 MB and measures, each in the same run: the memory that the
// process has had at most when the text is understood, after searches in it and after a search
// over all open documents; G; and looking for a rare word with /, beside less, rg and grep where
// they are installed.
//
//	go test ./cmd/gangmu -run XX -bench Huge -benchtime 10x -timeout 30m
func BenchmarkHuge(b *testing.B) {
	file := hugeFile(b, 100)
	st, err := os.Stat(file)
	if err != nil {
		b.Fatal(err)
	}
	x := startConsole(b, 120, 40, freshHome(b, "zh_CN.UTF-8"), []string{file})
	peak := func(b *testing.B) {
		b.ReportMetric(x.peak()*(1<<20)/float64(st.Size()), "peak/file")
		b.ReportMetric(x.peak(), "peak-MB")
	}
	b.Run("understood", func(b *testing.B) {
		start := time.Now()
		for b.Loop() {
			x.until("the outline", func(rows []string) bool { return strings.ContainsAny(strings.Join(rows, ""), "▸▾") })
			x.settle()
		}
		b.ReportMetric(time.Since(start).Seconds(), "s-in-all")
		peak(b)
	})
	b.Run("end/G", func(b *testing.B) {
		var times []time.Duration
		for b.Loop() {
			times = append(times, x.types("G", "全文到此为止"))
			x.send("gg")
			x.settle()
		}
		report(b, times)
	})
	b.Run("find/gangmu", func(b *testing.B) {
		var times []time.Duration
		for b.Loop() {
			x.send("/")
			x.settle()
			times = append(times, x.types(rareWord, besideIt))
			x.send("\x1b")
			x.settle()
		}
		b.ReportMetric(float64(times[0].Microseconds())/1000, "ms-first")
		report(b, times)
		peak(b)
	})
	b.Run("find/less", func(b *testing.B) {
		y := runConsole(b, 120, 40, beside(b, "less", "-n", file))
		y.settle()
		var times []time.Duration
		for b.Loop() {
			times = append(times, y.types("/"+rareWord+"\r", besideIt))
			y.send("g")
			y.settle()
		}
		report(b, times)
	})
	for _, name := range []string{"rg", "grep"} {
		b.Run("find/"+name, func(b *testing.B) {
			var times []time.Duration
			for b.Loop() {
				cmd := beside(b, name, "-F", rareWord, file)
				start := time.Now()
				if out, err := cmd.Output(); err != nil || !strings.Contains(string(out), besideIt) {
					b.Fatalf("%s: %v %s", name, err, out)
				}
				times = append(times, time.Since(start))
			}
			report(b, times)
		})
	}
	b.Run("all/gangmu", func(b *testing.B) {
		start := time.Now()
		for b.Loop() {
			x.send("s" + rareWord)
			x.until("the hit", func(rows []string) bool { return strings.Contains(strings.Join(rows, ""), "1 处，1 个文件") })
			x.send("\x1b\x1b")
			x.settle()
		}
		b.ReportMetric(time.Since(start).Seconds(), "s-in-all")
		peak(b)
	})
}

// beside is the command of another program; where that is not installed the benchmark is skipped.
func beside(b *testing.B, name string, args ...string) *exec.Cmd {
	path, err := exec.LookPath(name)
	if err != nil {
		b.Skipf("%s is not installed", name)
	}
	cmd := exec.Command(path, args...)
	cmd.Env = append(os.Environ(), "LANG=C.UTF-8", "LC_ALL=C.UTF-8", "LESSCHARSET=utf-8", "TERM=xterm-256color", "LESS=")
	return cmd
}
