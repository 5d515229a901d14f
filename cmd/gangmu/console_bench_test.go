//go:build unix

package main

import (
	"bytes"
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"

	"gangmu/corpus/corpustest"
)

// printed is what the program has printed so far.
func (x *console) printed() []byte {
	x.mu.Lock()
	defer x.mu.Unlock()
	return x.out
}

// await polls quickly for ok.
func (x *console) await(start time.Time, ok func() bool) {
	for !ok() {
		if time.Since(start) > patience {
			x.t.Fatalf("waited in vain; the screen:\n%s", x)
		}
		time.Sleep(100 * time.Microsecond)
	}
}

// BenchmarkFirstFrame starts the program and waits for the first words of the text: a bare Bubble
// Tea program, our own report, the largest real document, and plain texts of 1 and 100 MB.
func BenchmarkFirstFrame(b *testing.B) {
	big, name := int64(0), ""
	for _, f := range corpustest.Files(b, corpustest.Data(b), ".txt", ".md") {
		if st, err := os.Stat(f); err == nil && st.Size() > big {
			big, name = st.Size(), f
		}
	}
	dir := b.TempDir()
	plain := func(mb int) string {
		file := filepath.Join(dir, "各位代表.txt")
		line := "各位代表：各级各部门要结合实际，抓好贯彻落实，确保全年增长5.5%左右；重要情况及时报告。\n"
		if err := os.WriteFile(file, bytes.Repeat([]byte(line), mb<<20/len(line)), 0o644); err != nil {
			b.Fatal(err)
		}
		return file
	}
	for _, c := range []struct {
		name, see string
		env       []string
		args      func() []string
	}{
		{"hello", "各位代表", []string{asHello + "=1"}, func() []string { return nil }},
		{"report", "各位代表", nil, func() []string { return []string{"testdata/doc/report-2023.txt"} }},
		{"largest", "│", nil, func() []string { return []string{name} }},
		{"1MB", "各位代表", nil, func() []string { return []string{plain(1)} }},
		{"100MB", "各位代表", nil, func() []string { return []string{plain(100)} }},
	} {
		b.Run(c.name, func(b *testing.B) {
			args := c.args()
			for i, a := range args {
				args[i], _ = filepath.Abs(a)
			}
			var times []time.Duration
			for b.Loop() {
				start := time.Now()
				x := startConsole(b, 120, 40, append(freshHome(b, "zh_CN.UTF-8"), c.env...), args)
				x.await(start, func() bool { return strings.Contains(string(x.printed()), c.see) })
				times = append(times, time.Since(start))
				x.kill()
			}
			report(b, times)
		})
	}
}

// BenchmarkKeyToFrame presses j in the largest real document and waits for the frame that
// answers, through a pseudo-terminal: with nothing else to do, while a folder of 2,000 documents is
// read and indexed, and while a text of 100 MB that is on the screen is being understood.
func BenchmarkKeyToFrame(b *testing.B) {
	big, name := int64(0), ""
	files := corpustest.Files(b, corpustest.Data(b), ".txt", ".md")
	for _, f := range files {
		if st, err := os.Stat(f); err == nil && st.Size() > big {
			big, name = st.Size(), f
		}
	}
	b.Run("idle", func(b *testing.B) {
		pressKeys(b, "", name)
	})
	b.Run("indexing", func(b *testing.B) {
		dir := b.TempDir()
		for i, f := range files[:min(len(files), 2000)] {
			data, err := os.ReadFile(f)
			if err != nil {
				b.Fatal(err)
			}
			if err := os.WriteFile(filepath.Join(dir, fmt.Sprintf("%04d%s", i, filepath.Ext(f))), data, 0o644); err != nil {
				b.Fatal(err)
			}
		}
		pressKeys(b, "建索引", name, dir)
	})
	b.Run("understanding", func(b *testing.B) {
		pressKeys(b, "正在打开", hugeFile(b, 100))
	})
}

// pressKeys measures from key to frame. Where while is not empty only keys count while that is said on
// the screen; when it no longer is the program is started anew.
func pressKeys(b *testing.B, while string, args ...string) {
	var x *console
	starts := 0
	begin := func() {
		if x != nil {
			x.kill()
		}
		starts++
		x = startConsole(b, 160, 45, freshHome(b, "zh_CN.UTF-8"), args)
		x.until("the text", func(rows []string) bool {
			screen := strings.Join(rows, "")
			return strings.Contains(screen, "│") && strings.Contains(screen, while)
		})
		x.settle()
	}
	begin()
	var times []time.Duration
	for i := 0; b.Loop(); i++ { // i counts from the start: k at the top of the text changes nothing
		for !strings.Contains(x.String(), while) {
			begin()
			i = 0
		}
		was := len(x.printed())
		start := time.Now()
		if i/100%3 < 2 { // two screens down, one up
			x.send("j")
		} else {
			x.send("k")
		}
		x.await(start, func() bool { return len(x.printed()) > was })
		times = append(times, time.Since(start))
		time.Sleep(time.Duration(20+i%17) * time.Millisecond) // a hand, not in step with the frames
	}
	report(b, times)
	b.ReportMetric(float64(starts), "starts")
}

func report(b *testing.B, times []time.Duration) {
	slices.Sort(times)
	ms := func(d time.Duration) float64 { return float64(d.Microseconds()) / 1000 }
	b.ReportMetric(ms(times[len(times)/2]), "ms-p50")
	b.ReportMetric(ms(times[len(times)*99/100]), "ms-p99")
}
