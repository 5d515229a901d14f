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
// U+FFFD, 锟, 烫, 屯. It is a quick look before a slow one.
func hasDebris(s string) bool {
	for i := 0; i+3 <= len(s); {
		switch c := s[i]; {
		case c < 0xe0:
			i++
			continue
		case c == 0xef && s[i+1] == 0xbf && s[i+2] == 0xbd,
			c == 0xe9 && s[i+1] == 0x94 && s[i+2] == 0x9f,
			c == 0xe7 && s[i+1] == 0x83 && s[i+2] == 0xab,
			c == 0xe5 && s[i+1] == 0xb1 && s[i+2] == 0xaf:
			return true
		}
		i += 3
	}
	return false
}
