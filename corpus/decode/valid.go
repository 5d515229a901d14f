package decode

import "unicode/utf8"

// valid is utf8.Valid, faster on Chinese: three-byte characters, which are nearly all of it, are
// taken in a loop of their own.
func valid(b []byte) bool {
	for len(b) >= 3 {
		c := b[0]
		switch {
		case 0xe1 <= c && c <= 0xef && c != 0xed:
			if (b[1]^0x80)|(b[2]^0x80) >= 0x40 {
				return false
			}
			b = b[3:]
		case c < utf8.RuneSelf:
			n := 1
			for n < len(b) && b[n] < utf8.RuneSelf {
				n++
			}
			b = b[n:]
		default:
			r, size := utf8.DecodeRune(b)
			if r == utf8.RuneError && size == 1 {
				return false
			}
			b = b[size:]
		}
	}
	return utf8.Valid(b)
}

// hasDebris reports that valid UTF-8 holds one of the characters that destroyed text is known by:
// U+FFFD, 锟, 烫, 屯. It is a quick look before a slow one, and looks at the last byte of a character
// first: it tells most, where the first ones are too common for the processor to foresee.
func hasDebris(s string) bool {
	const last = 1<<(0xbd&0x3f) | 1<<(0x9f&0x3f) | 1<<(0xab&0x3f) | 1<<(0xaf&0x3f) // of EF BF BD, E9 94 9F, E7 83 AB, E5 B1 AF
	for i := 0; i+3 <= len(s); {
		if s[i] < 0xe0 {
			i++
			continue
		}
		if uint64(last)>>(s[i+2]&0x3f)&1 != 0 {
			switch s[i : i+3] {
			case "\uFFFD", "锟", "烫", "屯":
				return true
			}
		}
		i += 3
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
