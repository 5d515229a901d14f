package main

import (
	"fmt"
	"strings"
	"sync"
	"time"

	"gangmu/corpus/library"
	"gangmu/index"
)

// A progress tells how far an update is: a bar that is drawn over itself on a terminal, a line now
// and then elsewhere.
type progress struct {
	a     *app
	mu    sync.Mutex
	begin time.Time
	last  time.Time
	width int // of the terminal; 0 = none
	drawn bool
}

const (
	barEvery  = 100 * time.Millisecond
	lineEvery = 2 * time.Second
)

func (a *app) newProgress(plan library.Plan) *progress {
	p := &progress{a: a, begin: time.Now(), last: time.Now()}
	if width, tty := isTerminal(a.Err); tty && !a.flags.plain {
		p.width = width
	}
	a.note(a.t("要读 %d 个文件（%s）", "%d files to read (%s)"), len(plan.Add), size(plan.Bytes()))
	return p
}

// show is called by the index after every file.
func (p *progress) show(s index.Progress) {
	p.mu.Lock()
	defer p.mu.Unlock()
	every := lineEvery
	if p.width > 0 {
		every = barEvery
	}
	now := time.Now()
	if now.Sub(p.last) < every {
		return
	}
	p.last = now
	taken := now.Sub(p.begin)
	left := ""
	if s.Bytes > 0 && s.TotalBytes > s.Bytes {
		rest := time.Duration(float64(taken) * float64(s.TotalBytes-s.Bytes) / float64(s.Bytes))
		left = fmt.Sprintf(p.a.t("还要 %s", "%s left"), rest.Round(time.Second))
	}
	state := fmt.Sprintf("%d/%d  %.1f MB/s  %s", s.Done, s.Total, float64(s.Bytes)/1e6/taken.Seconds(), left)
	if p.width == 0 {
		p.a.note("%s", state)
		return
	}
	cells := max(0, min(30, p.width-len(state)-12))
	full := 0
	if s.TotalBytes > 0 {
		full = int(int64(cells) * s.Bytes / s.TotalBytes)
	}
	fmt.Fprintf(p.a.Err, "\r\x1b[K[%s%s] %s", strings.Repeat("#", full), strings.Repeat(".", cells-full), state)
	p.drawn = true
}

// done wipes the bar.
func (p *progress) done() {
	if p.drawn {
		fmt.Fprint(p.a.Err, "\r\x1b[K")
	}
}

// size prints a number of bytes for people.
func size(n int64) string {
	switch {
	case n >= 1e9:
		return fmt.Sprintf("%.1f GB", float64(n)/1e9)
	case n >= 1e6:
		return fmt.Sprintf("%.1f MB", float64(n)/1e6)
	case n >= 1e3:
		return fmt.Sprintf("%.1f KB", float64(n)/1e3)
	}
	return fmt.Sprintf("%d B", n)
}
