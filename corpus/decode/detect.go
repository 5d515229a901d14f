package decode

import (
	"bytes"
	"math"
	"strings"
	"unicode/utf8"
)

func logCost(x float64) cost { return cost(math.Log(x)*nat + 0.5) }

// sampleLen is the number of bytes that the candidates are tried on. Some hundred characters
// decide; the rest is for pages that begin with long stretches of ASCII.
const sampleLen = 8 << 10

// sample takes from data the first sampleLen bytes that tell something: where ASCII goes on for
// long, it is passed over.
func sample(data []byte) (s []byte, whole bool) {
	if len(data) <= sampleLen {
		return data, true
	}
	i := 0
	for i < len(data) && data[i] != 0 && data[i] < utf8.RuneSelf {
		i++
	}
	i = max(0, min(i-256, len(data)-sampleLen))
	i &^= 3 // keep the alignment of UTF-16
	return data[i : i+sampleLen], false
}

// doubtful reports that valid UTF-8 may be something else all the same: it holds NUL, as UTF-16
// does; or it is short and made of two-byte sequences only, which for Chinese text are pairs of
// GBK (the word 联通 is the classic).
func doubtful(data []byte) bool {
	head := data[:min(len(data), sampleLen)]
	if bytes.IndexByte(head, 0) >= 0 {
		return true
	}
	if len(data) > 4<<10 {
		return false
	}
	two := false
	for _, c := range data {
		if c >= 0xe0 {
			return false
		}
		two = two || c >= 0xc0
	}
	return two
}

// A candidate is an encoding, and the number of bytes at the beginning that belong to a
// character cut in two.
type candidate struct {
	*codec
	skip int
}

// detect finds the encoding under which the bytes are the likeliest text.
func detect(data []byte, hint string) (*codec, int) {
	s, whole := sample(data)
	if len(s) == 0 {
		return &utf8Codec, 0
	}
	candidates := []candidate{{&utf8Codec, 0}, {&gbCodec, 0}, {&big5Codec, 0}, {&utf16le, 0}, {&utf16be, 0}, {&cp1252, 0}}
	if whole {
		candidates = append(candidates, candidate{&utf16le, 1}, candidate{&utf16be, 1})
		if s[0] >= utf8.RuneSelf {
			candidates = append(candidates, candidate{&gbCodec, 1}, candidate{&big5Codec, 1})
		}
	}
	hinted := byName(hint)
	best, least := candidates[0], math.MaxInt32
	for _, c := range candidates {
		sum := c.cost(s, whole, least+costHint)
		if c.codec == hinted {
			sum -= costHint
		}
		if sum < least {
			best, least = c, sum
		}
	}
	if !whole {
		return best.codec, 0
	}
	return best.codec, best.skip
}

// costHint is what a declaration weighs: as much as two or three common characters.
const costHint = 20 * nat

// cost is the sum of the costs of the characters of s; it stops above limit.
func (c candidate) cost(s []byte, whole bool, limit int) int {
	sum := 0
	if c.skip > 0 {
		sum = int(costCutBefore) * c.skip
	}
	for i := c.skip; i < len(s) && sum <= limit; {
		if !whole && len(s)-i < 4 {
			break
		}
		r, size, ok := c.next(s[i:])
		switch {
		case ok:
			sum += int(costOf(r))
		case i+size >= len(s):
			sum += int(costASCII) // a character cut off at the end tells little
		default:
			sum += int(costBad) * size
		}
		i += size
	}
	return sum
}

// byName finds the codec of a declared encoding; nil if the name is unknown.
func byName(name string) *codec {
	switch strings.NewReplacer("-", "", "_", "").Replace(strings.ToLower(strings.TrimSpace(name))) {
	case "utf8":
		return &utf8Codec
	case "gb2312", "gbk", "gb18030", "cp936", "xgbk", "windows936", "euccn", "gb231280", "chinese":
		return &gbCodec
	case "big5", "big5hkscs", "cp950", "xxbig5", "windows950":
		return &big5Codec
	case "utf16", "utf16le", "ucs2", "unicode":
		return &utf16le
	case "utf16be":
		return &utf16be
	case "iso88591", "windows1252", "latin1", "cp1252":
		return &cp1252
	}
	return nil
}
