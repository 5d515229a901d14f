package decode

import (
	"strings"
	"sync"
	"unicode/utf16"
	"unicode/utf8"

	"golang.org/x/text/encoding"
	"golang.org/x/text/encoding/charmap"
	"golang.org/x/text/encoding/simplifiedchinese"
	"golang.org/x/text/encoding/traditionalchinese"

	"gangmu/corpus/text"
)

// A codec decodes one encoding, strictly.
type codec struct {
	name string
	// next decodes the first character of b, which is not empty, and says how many bytes it
	// took. ok is false where no character begins with these bytes. The four characters of
	// Big5-HKSCS that Unicode writes as two runes come as pairBase + i.
	next func(b []byte) (r rune, size int, ok bool)
	// table, if set, holds the pairs that most of a text is made of.
	table func() []rune
}

var (
	utf8Codec = codec{name: "UTF-8", next: nextUTF8}
	gbCodec   = codec{name: "GB18030", next: nextGB, table: gbTable}
	big5Codec = codec{name: "Big5", next: nextBig5, table: big5Table}
	utf16le   = codec{name: "UTF-16LE", next: func(b []byte) (rune, int, bool) { return nextUTF16(b, 0) }}
	utf16be   = codec{name: "UTF-16BE", next: func(b []byte) (rune, int, bool) { return nextUTF16(b, 1) }}
	utf32le   = codec{name: "UTF-32LE", next: func(b []byte) (rune, int, bool) { return nextUTF32(b, false) }}
	utf32be   = codec{name: "UTF-32BE", next: func(b []byte) (rune, int, bool) { return nextUTF32(b, true) }}
	cp1252    = codec{name: "windows-1252", next: nextCP1252}
)

// decode decodes data, of which the first skip bytes are the rest of a character whose beginning
// was cut off.
func (c *codec) decode(data []byte, skip int) Result {
	r := Result{Encoding: c.name}
	var sb strings.Builder
	sb.Grow(len(data) + len(data)/2)
	bad := func() {
		at := sb.Len()
		sb.WriteString("\uFFFD")
		if n := len(r.Undecodable); n > 0 && r.Undecodable[n-1].End == at {
			r.Undecodable[n-1].End = sb.Len()
		} else {
			r.Undecodable = append(r.Undecodable, text.Span{Start: at, End: sb.Len()})
		}
	}
	if skip > 0 {
		bad()
	}
	var table []rune
	if c.table != nil {
		table = c.table()
	}
	for i := skip; i < len(data); {
		if b := data[i]; b < utf8.RuneSelf && table != nil {
			sb.WriteByte(b)
			i++
			continue
		} else if table != nil && b > 0x80 && b < 0xff && i+1 < len(data) && data[i+1] >= 0x40 {
			if x := table[int(b-0x81)*trails+int(data[i+1]-0x40)]; x != 0 && x < pairBase {
				sb.WriteRune(x)
				i += 2
				continue
			}
		}
		x, size, ok := c.next(data[i:])
		i += size
		switch {
		case !ok:
			bad()
		case x >= pairBase:
			sb.WriteString(pairs[x-pairBase])
		default:
			sb.WriteRune(x)
		}
	}
	r.Text = sb.String()
	return r
}

func nextUTF8(b []byte) (rune, int, bool) {
	r, size := utf8.DecodeRune(b)
	if r != utf8.RuneError || size > 1 {
		return r, size, true
	}
	// The maximal subpart: as many bytes as could still have become a character.
	lo, hi, want := byte(0x80), byte(0xbf), 0
	switch c := b[0]; {
	case 0xc2 <= c && c <= 0xdf:
		want = 1
	case 0xe0 <= c && c <= 0xef:
		want = 2
		if c == 0xe0 {
			lo = 0xa0
		} else if c == 0xed {
			hi = 0x9f
		}
	case 0xf0 <= c && c <= 0xf4:
		want = 3
		if c == 0xf0 {
			lo = 0x90
		} else if c == 0xf4 {
			hi = 0x8f
		}
	}
	for size = 1; size <= want && size < len(b) && lo <= b[size] && b[size] <= hi; size++ {
		lo, hi = 0x80, 0xbf
	}
	return 0, size, false
}

func nextUTF16(b []byte, high int) (rune, int, bool) {
	if len(b) < 2 {
		return 0, 1, false
	}
	unit := func(i int) rune { return rune(b[i+1-high])<<8 | rune(b[i+high]) }
	r := unit(0)
	if !utf16.IsSurrogate(r) {
		return r, 2, true
	}
	if len(b) >= 4 {
		if full := utf16.DecodeRune(r, unit(2)); full != utf8.RuneError {
			return full, 4, true
		}
	}
	return 0, 2, false
}

func nextUTF32(b []byte, big bool) (rune, int, bool) {
	if len(b) < 4 {
		return 0, len(b), false
	}
	r := uint32(b[0]) | uint32(b[1])<<8 | uint32(b[2])<<16 | uint32(b[3])<<24
	if big {
		r = uint32(b[3]) | uint32(b[2])<<8 | uint32(b[1])<<16 | uint32(b[0])<<24
	}
	if r > utf8.MaxRune || utf16.IsSurrogate(rune(r)) {
		return 0, 4, false
	}
	return rune(r), 4, true
}

func nextCP1252(b []byte) (rune, int, bool) {
	if b[0] < utf8.RuneSelf {
		return rune(b[0]), 1, true
	}
	r := charmap.Windows1252.DecodeByte(b[0])
	return r, 1, r != utf8.RuneError
}

// The double-byte tables hold the rune of every pair (lead 81…FE, trail 40…FF), 0 where there is
// none. They are made from golang.org/x/text on first use, which takes about two milliseconds.
var (
	gbTable   = sync.OnceValue(func() []rune { return doubleByte(simplifiedchinese.GB18030) })
	big5Table = sync.OnceValue(func() []rune { return doubleByte(traditionalchinese.Big5) })
)

const trails = 0x100 - 0x40

// pairs are the characters of Big5-HKSCS that Unicode writes as two runes.
var pairs = [...]string{"\u00CA\u0304", "\u00CA\u030C", "\u00EA\u0304", "\u00EA\u030C"}

const pairBase = 1 << 24

func doubleByte(e encoding.Encoding) []rune {
	table := make([]rune, (0xff-0x81)*trails)
	src := make([]byte, 0, len(table)*3)
	for lead := 0x81; lead < 0xff; lead++ {
		for trail := 0x40; trail < 0x100; trail++ {
			src = append(src, byte(lead), byte(trail), '\n')
		}
	}
	out, err := e.NewDecoder().Bytes(src)
	if err != nil {
		return table // cannot be: the decoder replaces what it cannot decode
	}
	for i, s := range strings.Split(strings.TrimSuffix(string(out), "\n"), "\n") {
		switch r, size := utf8.DecodeRuneInString(s); {
		case r == utf8.RuneError:
		case size == len(s):
			table[i] = r
		default:
			for k, p := range pairs {
				if s == p {
					table[i] = pairBase + rune(k)
				}
			}
		}
	}
	return table
}

// nextDouble decodes a pair by table. Where there is no such pair, an ASCII trail byte is left to
// be read again, so that a broken lead byte does not swallow a bracket or a line end.
func nextDouble(table []rune, b []byte) (rune, int, bool) {
	if b[0] < utf8.RuneSelf {
		return rune(b[0]), 1, true
	}
	if b[0] < 0x81 || b[0] == 0xff || len(b) < 2 {
		return 0, 1, false
	}
	if b[1] >= 0x40 {
		if r := table[int(b[0]-0x81)*trails+int(b[1]-0x40)]; r != 0 {
			return r, 2, true
		}
	}
	if b[1] < utf8.RuneSelf || b[1] == 0x80 || b[1] == 0xff {
		return 0, 1, false
	}
	return 0, 2, false
}

func nextGB(b []byte) (rune, int, bool) {
	if b[0] == 0x80 {
		return '€', 1, true // Microsoft's code page 936
	}
	if len(b) >= 4 && b[0] > 0x80 && '0' <= b[1] && b[1] <= '9' && b[2] > 0x80 && '0' <= b[3] && b[3] <= '9' {
		var dst [8]byte
		n, _, err := simplifiedchinese.GB18030.NewDecoder().Transform(dst[:], b[:4], true)
		if r, size := utf8.DecodeRune(dst[:n]); err == nil && size == n && (r != utf8.RuneError || string(b[:4]) == "\x84\x31\xa4\x37") {
			return r, 4, true
		}
	}
	return nextDouble(gbTable(), b)
}

func nextBig5(b []byte) (rune, int, bool) { return nextDouble(big5Table(), b) }
