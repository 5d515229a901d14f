package tui

import (
	"strconv"
	"unicode/utf8"

	"gangmu/tui/layout"
)

// padded makes a frame that is laid out with two cells for every ambiguous-width character fit for
// any terminal: each of them is put over two blanks and what follows it is put at its column by
// number, so that it stands right whether the terminal, or its font, makes one cell of the character
// or two. The frame is text with control sequences, as Bubble Tea writes it.
func padded(dst, frame []byte) []byte {
	one, two := layout.Measure{}, layout.Measure{Wide: true}
	s := string(frame)
	col := 0
	for i := 0; i < len(s); {
		switch b := s[i]; {
		case b == '\x1b':
			n := sequenceLen(s[i:])
			if s[i+n-1] == 'H' {
				col = 0 // only the beginning of rows is ever gone to
			}
			dst = append(dst, s[i:i+n]...)
			i += n
		case b == '\r':
			col = 0
			dst = append(dst, b)
			i++
		case b < 0x20:
			dst = append(dst, b)
			i++
		default:
			n, cells := two.First(s[i:])
			if _, narrow := one.First(s[i:]); b >= utf8.RuneSelf && narrow < cells {
				dst = append(dst, "  "...)
				dst = appendColumn(dst, col)
				dst = append(dst, s[i:i+n]...)
				dst = appendColumn(dst, col+cells)
			} else {
				dst = append(dst, s[i:i+n]...)
			}
			col += cells
			i += n
		}
	}
	return dst
}

// appendColumn appends what moves the cursor to the cell col of its row, counted from 0.
func appendColumn(dst []byte, col int) []byte {
	dst = append(dst, "\x1b["...)
	dst = strconv.AppendInt(dst, int64(col)+1, 10)
	return append(dst, 'G')
}

// sequenceLen is the length of the control sequence at the beginning of s: CSI up to its final
// byte, OSC up to BEL or ST, else two bytes.
func sequenceLen(s string) int {
	switch {
	case len(s) < 2:
		return len(s)
	case s[1] == '[':
		for i := 2; i < len(s); i++ {
			if s[i] >= 0x40 && s[i] <= 0x7e {
				return i + 1
			}
		}
		return len(s)
	case s[1] == ']':
		for i := 2; i < len(s); i++ {
			if s[i] == '\a' {
				return i + 1
			}
			if s[i] == '\x1b' && i+1 < len(s) && s[i+1] == '\\' {
				return i + 2
			}
		}
		return len(s)
	}
	return 2
}
