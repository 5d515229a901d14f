package tui

import (
	"os"
	"strconv"
	"strings"
	"time"

	"github.com/muesli/cancelreader"
	"golang.org/x/term"
)

// probeTime is how long a terminal has to answer.
const probeTime = 150 * time.Millisecond

// probe asks the terminal how many cells an ambiguous-width character takes: it prints ① and asks
// where the cursor is. Nothing else tells reliably; fonts, terminals and settings differ. It is
// done before anything else reads the keyboard, so that a late answer is not taken for keys. A
// terminal that does not answer is taken to be narrow.
func probe(in, out *os.File) int {
	switch os.Getenv("TERM") {
	case "", "dumb", "linux", "cons25", "vt100", "vt220":
		return 1
	}
	fd := int(in.Fd())
	if !term.IsTerminal(fd) || !term.IsTerminal(int(out.Fd())) {
		return 1
	}
	state, err := term.MakeRaw(fd)
	if err != nil {
		return 1
	}
	defer term.Restore(fd, state)
	r, err := cancelreader.NewReader(in)
	if err != nil {
		return 1
	}
	defer r.Close()
	defer out.WriteString("\r\x1b[K")
	if _, err := out.WriteString("\r①\x1b[6n"); err != nil {
		return 1
	}
	answer := make(chan int, 1)
	go func() { answer <- readColumn(r) }()
	select {
	case col := <-answer:
		if col == 3 {
			return 2
		}
	case <-time.After(probeTime):
		r.Cancel()
		<-answer
	}
	return 1
}

// readColumn reads a cursor position report, ESC [ row ; column R, and gives the column; 0 if
// something else came.
func readColumn(r cancelreader.CancelReader) int {
	var got []byte
	buf := make([]byte, 32)
	for len(got) < 256 {
		n, err := r.Read(buf)
		if err != nil {
			return 0
		}
		got = append(got, buf[:n]...)
		if col := reportedColumn(string(got)); col > 0 {
			return col
		}
	}
	return 0
}

// reportedColumn finds a cursor position report in what was read.
func reportedColumn(s string) int {
	for {
		i := strings.Index(s, "\x1b[")
		if i < 0 {
			return 0
		}
		s = s[i+2:]
		end := strings.IndexByte(s, 'R')
		if end < 0 {
			return 0
		}
		row, col, ok := strings.Cut(s[:end], ";")
		if _, err := strconv.Atoi(row); ok && err == nil {
			if c, err := strconv.Atoi(col); err == nil {
				return c
			}
		}
	}
}
