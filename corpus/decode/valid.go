package decode

import (
	"encoding/binary"
	"unicode/utf8"
)

// valid is utf8.Valid, faster on Chinese: three-byte characters, which are nearly all of it, are
// checked whole, with one load.
func valid(b []byte) bool {
	i := 0
	for i+4 <= len(b) {
		v := binary.LittleEndian.Uint32(b[i:])
		c := byte(v)
		switch {
		case v&0xc0c0f0 == 0x8080e0 && c != 0xe0 && c != 0xed:
			i += 3
		case c < utf8.RuneSelf:
			i++
		default:
			r, size := utf8.DecodeRune(b[i:])
			if r == utf8.RuneError && size == 1 {
				return false
			}
			i += size
		}
	}
	return utf8.Valid(b[i:])
}

// hasDebris reports that valid UTF-8 holds one of the characters that destroyed text is known by:
// U+FFFD, 锟, 烫, 屯. It is a quick look before a slow one: the three bytes are compared at once,
// for the first ones alone are too common for the processor to foresee.
func hasDebris(s string) bool {
	const fffd, kun, tang, tun = 0xbdbfef, 0x9f94e9, 0xab83e7, 0xafb1e5 // bytes, the first one lowest
	i := 0
	for i+4 <= len(s) {
		v := uint32(s[i]) | uint32(s[i+1])<<8 | uint32(s[i+2])<<16 | uint32(s[i+3])<<24
		if byte(v) < 0xe0 {
			i++
			continue
		}
		if v &= 0xffffff; v == fffd || v == kun || v == tang || v == tun {
			return true
		}
		i += 3
	}
	switch s[i:] { // three bytes at most, and the first may be within a character
	case "\uFFFD", "锟", "烫", "屯":
		return true
	}
	return false
}

// isClean reports that valid UTF-8 holds no control code, but those that texts have, and no
// character for private use. It may say no where there is none; a slow look comes after it.
func isClean(s string) bool {
	for i := 0; i < len(s); {
		c := s[i]
		switch {
		case c >= 0xe0:
			if c == 0xee || c == 0xef && i+1 < len(s) && s[i+1] < 0xa4 {
				return false
			}
			i += 3
			continue
		case c < ' ' && c != '\t' && c != '\n' && c != '\r' && c != '\f' && c != '\x1b', c == 0x7f:
			return false
		}
		i++
	}
	return true
}
