package repair

import (
	"strings"
	"sync"
	"unicode/utf8"

	"golang.org/x/text/encoding/simplifiedchinese"
	"golang.org/x/text/unicode/norm"

	"gangmu/corpus/han"
)

// gbkPairs is GBK as a table: of each first and second byte, the character.
var gbkPairs = sync.OnceValue(func() *gbkTable {
	t := &gbkTable{code: make(map[rune]uint16, 24000)}
	dec := simplifiedchinese.GBK.NewDecoder()
	for lead := 0x81; lead <= 0xFE; lead++ {
		for trail := 0x40; trail <= 0xFE; trail++ {
			out, err := dec.Bytes([]byte{byte(lead), byte(trail)})
			r, n := utf8.DecodeRune(out)
			if err != nil || n != len(out) || r == utf8.RuneError || r < utf8.RuneSelf {
				continue
			}
			t.char[lead-0x81][trail-0x40] = r
			if _, ok := t.code[r]; !ok {
				t.code[r] = uint16(lead<<8 | trail)
			}
		}
	}
	return t
})

type gbkTable struct {
	char [0x7E][0xBF]rune
	code map[rune]uint16
}

// gbk is r in GBK; nil if it has no place there.
func gbk(r rune) []byte {
	if r < utf8.RuneSelf {
		return []byte{byte(r)}
	}
	if c, ok := gbkPairs().code[r]; ok {
		return []byte{byte(c >> 8), byte(c)}
	}
	return nil
}

// ungbk is the character of a pair of bytes; "" if there is none.
func ungbk(lead, trail byte) string {
	if lead < 0x81 || lead > 0xFE || trail < 0x40 || trail > 0xFE {
		return ""
	}
	if r := gbkPairs().char[lead-0x81][trail-0x40]; r != 0 {
		return string(r)
	}
	return ""
}

// isCommon reports whether r is a Chinese punctuation mark or a character of level 1 of GB 2312,
// in either script.
func isCommon(r rune) bool {
	if !han.Is(r) {
		return strings.ContainsRune("，。、；：？！“”‘’（）《》〈〉—…·〔〕【】％　", r)
	}
	c := gbkPairs().code[han.Simplify(r)]
	return c >= 0xB0A1 && c < 0xD800 && c&0xFF >= 0xA1
}

// byteBefore is the last byte, in GBK, of the character before s[i]; insertions are skipped.
func (f *slipper) byteBefore(i int) (byte, bool) {
	for {
		start, ok := f.rubyEnd[i]
		if !ok {
			break
		}
		i = start
	}
	r, _ := utf8.DecodeLastRuneInString(f.s[:i])
	b := gbk(r)
	if len(b) == 0 {
		return 0, false
	}
	return b[len(b)-1], true
}

// second is the second byte of the one character that is read py and whose first byte is first:
// of the characters annotated on the page or, if there is none, of the traditional characters in
// common use that do not occur on it.
func (f *slipper) second(py string, first byte) (byte, bool) {
	py = norm.NFC.String(py)
	found := byte(0)
	for _, r := range f.table[py] {
		if b := gbk(r); len(b) == 2 && b[0] == first {
			if found != 0 {
				return 0, false
			}
			found = b[1]
		}
	}
	if found != 0 {
		return found, true
	}
	for trail := 0x40; trail <= 0xFE; trail++ {
		r, n := utf8.DecodeRuneInString(ungbk(first, byte(trail)))
		if n < 3 || !han.IsTraditional(r) || !isRead(r, py) || f.count[r] > 0 || !isCommon(r) {
			continue // what stands on the page without an insertion is not of the script's set
		}
		if found != 0 {
			return 0, false
		}
		found = byte(trail)
	}
	return found, found != 0
}

// isRead reports whether py, toned or not, is a reading of r.
func isRead(r rune, py string) bool {
	list := han.Readings(r)
	if han.Toneless(py) != py {
		list = han.TonedReadings(r)
	}
	for _, p := range list {
		if p == py {
			return true
		}
	}
	return false
}
