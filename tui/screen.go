package tui

import (
	"bytes"
	"os"
	"strconv"
	"sync"
)

// A screen is the terminal that Bubble Tea writes to. It makes every frame one Write, asks the
// terminal to show it at once (synchronized output, mode 2026; terminals that do not know it
// ignore it), and puts the real cursor where text is typed, because that is where an input
// method opens its candidate window. Bubble Tea v1 does neither.
//
// It embeds the file, so that Bubble Tea still finds a terminal in it.
type screen struct {
	*os.File
	sync bool // wrap frames in synchronized output
	keep bool // rows are wider than Bubble Tea believes: drop its "erase to the right"
	pad  bool // see padded

	mu       sync.Mutex
	row, col int // of the cursor, from 1; 0 = hidden
	buf      bytes.Buffer
}

var (
	syncOn    = []byte("\x1b[?2026h")
	syncOff   = []byte("\x1b[?2026l")
	eraseLine = []byte("\x1b[K")
)

// cursor puts the cursor at row and col, counted from 1, after the next frame; row 0 hides it.
func (s *screen) cursor(row, col int) {
	if s == nil {
		return
	}
	s.mu.Lock()
	s.row, s.col = row, col
	s.mu.Unlock()
}

// home begins every frame of Bubble Tea's on the alternate screen. What else it writes (modes,
// the cursor, clearing) passes unchanged: a sequence that ends the program must not hide the
// cursor again.
var home = []byte("\x1b[H")

// Write writes a frame, or a control sequence.
func (s *screen) Write(p []byte) (int, error) {
	s.mu.Lock()
	defer s.mu.Unlock()
	if len(p) <= len(home) || !bytes.HasPrefix(p, home) {
		return s.File.Write(p)
	}
	b := &s.buf
	b.Reset()
	if s.sync {
		b.Write(syncOn)
	}
	b.WriteString("\x1b[?25l")
	frame := p
	if s.keep {
		frame = bytes.ReplaceAll(p, eraseLine, nil)
	}
	if s.pad {
		frame = padded(nil, frame)
	}
	b.Write(frame)
	if s.row > 0 {
		b.WriteString("\x1b[")
		b.WriteString(strconv.Itoa(s.row))
		b.WriteByte(';')
		b.WriteString(strconv.Itoa(s.col))
		b.WriteString("H\x1b[?25h")
	}
	if s.sync {
		b.Write(syncOff)
	}
	if _, err := s.File.Write(b.Bytes()); err != nil {
		return 0, err
	}
	return len(p), nil
}

// raw writes a control sequence that is no frame.
func (s *screen) raw(seq string) (int, error) {
	if s == nil {
		return 0, os.ErrClosed
	}
	s.mu.Lock()
	defer s.mu.Unlock()
	return s.File.WriteString(seq)
}
