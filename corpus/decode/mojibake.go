package decode

import (
	"fmt"
	"math"
	"slices"
	"strings"
	"sync"
	"unicode/utf8"

	"gangmu/corpus/text"
)

// Whole-text mojibake 乱码: a file that is valid in itself, but was once decoded with the wrong
// encoding and saved. Where the wrong decoding lost nothing, encoding the characters back and
// decoding the bytes rightly gives the text again; that is done only where it works out to the
// last byte. The source text stays what the file says: the re-decoded text comes as edits of one
// or a few characters each, so that positions keep their places.

// A misreading is a wrong decoding and the right one.
type misreading struct {
	why   string
	bytes func(rune) (b [2]byte, n int) // the bytes that the wrong decoding read; n = 0: none
	right *codec
}

var misreadings = []misreading{
	{"UTF-8 曾被当作 GBK 解读", gbBytes, &utf8Codec},
	{"UTF-8 曾被当作 Windows-1252 解读", cp1252Bytes, &utf8Codec},
	{"GBK 曾被当作 Latin-1 解读", cp1252Bytes, &gbCodec},
	{"Big5 曾被当作 Latin-1 解读", cp1252Bytes, &big5Codec},
	{"GBK 曾被当作 Big5 解读", big5Bytes, &gbCodec},
	{"Big5 曾被当作 GBK 解读", gbBytes, &big5Codec},
	{"UTF-8 曾被当作 Big5 解读", big5Bytes, &utf8Codec},
}

// Lost is shown where re-decoding finds that bytes are gone.
const Lost = "⟦?⟧"

// encoder inverts a double-byte table.
func encoder(table []rune) *[1 << 16]uint16 {
	t := new([1 << 16]uint16)
	for i, r := range table {
		if r > 0x7f && r < 1<<16 && t[r] == 0 {
			t[r] = uint16(0x81+i/trails)<<8 | uint16(0x40+i%trails)
		}
	}
	return t
}

var (
	gbEncoder   = sync.OnceValue(func() *[1 << 16]uint16 { return encoder(gbTable()) })
	big5Encoder = sync.OnceValue(func() *[1 << 16]uint16 { return encoder(big5Table()) })
	cp1252High  = sync.OnceValue(func() map[rune]byte {
		m := map[rune]byte{}
		for b := 0x80; b < 0xa0; b++ {
			if r, _, ok := nextCP1252([]byte{byte(b)}); ok {
				m[r] = byte(b)
			}
		}
		return m
	})
)

func doubleBytes(t *[1 << 16]uint16, r rune) (b [2]byte, n int) {
	if r < utf8.RuneSelf {
		return [2]byte{byte(r)}, 1
	}
	if r < 1<<16 && t[r] != 0 {
		return [2]byte{byte(t[r] >> 8), byte(t[r])}, 2
	}
	return b, 0
}

func gbBytes(r rune) (b [2]byte, n int) {
	if r == '€' || r == 0x80 {
		return [2]byte{0x80}, 1
	}
	return doubleBytes(gbEncoder(), r)
}

func big5Bytes(r rune) (b [2]byte, n int) { return doubleBytes(big5Encoder(), r) }

func cp1252Bytes(r rune) (b [2]byte, n int) {
	if r > '™' { // the last of Windows-1252
		return b, 0
	}
	if c, ok := cp1252High()[r]; ok {
		return [2]byte{c}, 1
	}
	if r < 0x100 { // what is undefined in Windows-1252 passes through as it is
		return [2]byte{byte(r)}, 1
	}
	return b, 0
}

// A reread is a line under a misreading.
type reread struct {
	edits []text.Edit
	lost  []text.Span // of the source: what cannot be recovered
	cost  int         // of the text as re-read
	plain int         // of the text as it is
	chars int         // beyond ASCII, of the text as it is
	dear  int         // their cost
}

// line re-reads s, which begins at offset base of the source; where that comes to cost more than most,
// it is left unfinished.
func (m *misreading) line(s string, base, most int) reread {
	var r reread
	var buf []byte
	var ends []int // for every byte of buf, the offset in s behind the character it belongs to; 0 inside one
	flush := func() {
		m.segment(s, base, most, buf, ends, &r)
		buf, ends = buf[:0], ends[:0]
	}
	for i, c := range s {
		if c >= utf8.RuneSelf {
			r.chars++
			r.dear += int(costOf(c))
		}
		r.plain += int(costOf(c))
		b, n := m.bytes(c)
		if n == 0 {
			flush()
			size := utf8.RuneLen(c)
			if c == utf8.RuneError {
				size = 3
			}
			r.lost = append(r.lost, text.Span{Start: base + i, End: base + i + size})
			if r.cost += int(costBad); r.cost > most {
				return r
			}
			continue
		}
		buf = append(buf, b[:n]...)
		if n == 2 {
			ends = append(ends, 0)
		}
		ends = append(ends, i+utf8.RuneLen(c))
	}
	flush()
	return r
}

// segment decodes the bytes of a stretch of characters and makes an edit of each shortest stretch
// that begins and ends at a character on both sides, as long as r does not cost more than most.
func (m *misreading) segment(s string, base, most int, buf []byte, ends []int, r *reread) {
	if len(buf) == 0 {
		return
	}
	// Where the stretch begins in s: behind the character before its first.
	first := 0
	for _, e := range ends {
		if e > 0 {
			_, size := utf8.DecodeLastRuneInString(s[:e])
			first = e - size
			break
		}
	}
	start := first
	var out []byte
	lost := false
	for i := 0; i < len(buf) && r.cost <= most; {
		c, size, ok := m.right.next(buf[i:])
		i += size
		switch {
		case !ok:
			lost = true
			r.cost += int(costBad) * size
		case c >= pairBase:
			out = append(out, pairs[c-pairBase]...)
			r.cost += int(costOther)
		default:
			out = utf8.AppendRune(out, c)
			r.cost += int(costOf(c))
		}
		end := ends[i-1]
		if end == 0 {
			continue // inside a character of the source
		}
		span := text.Span{Start: base + start, End: base + end}
		if lost {
			r.lost = append(r.lost, span)
		} else if New := string(out); New != s[start:end] {
			r.edits = append(r.edits, text.Edit{Rule: text.Mojibake, Span: span, New: New, Why: m.why})
		}
		start, out, lost = end, out[:0], false
	}
	if last := ends[len(ends)-1]; start < last {
		r.lost = append(r.lost, text.Span{Start: base + start, End: base + last})
	}
}

// Mojibake finds whole-text mojibake in s. The edits give the text as it once was; what is lost
// is shown as Lost and marked. Places where the text was destroyed without a way back (锟斤拷,
// U+FFFD in the file itself, 烫烫烫) are marked only.
func Mojibake(s string, undecodable []text.Span) (edits []text.Edit, marks []text.Mark) {
	marks = destroyed(s, undecodable)
	m := suspect(s)
	if m == nil {
		return nil, marks
	}
	exact, all := 0, 0
	var lost []text.Span
	for at := 0; at < len(s); {
		end := strings.IndexByte(s[at:], '\n')
		if end < 0 {
			end = len(s)
		} else {
			end += at
		}
		r := m.line(s[at:end], at, math.MaxInt)
		if r.chars > 0 && (r.cost < r.plain || r.dear >= r.chars*suspicious) {
			edits = append(edits, r.edits...)
			for _, e := range r.edits {
				exact += e.Span.Len()
			}
			for _, l := range r.lost {
				all += l.Len()
			}
			lost = append(lost, r.lost...)
		}
		at = end + 1
	}
	// Re-decoding that fails more often than not is a wrong guess.
	if all += exact; exact*2 < all {
		return nil, marks
	}
	lost = join(lost)
	marks = slices.DeleteFunc(marks, func(d text.Mark) bool { return within(lost, d.Span.Start) }) // said better below
	for _, l := range lost {
		edits = append(edits, text.Edit{Rule: text.Mojibake, Span: l, New: Lost, Why: m.why + "，此处的字节已丢失"})
		marks = append(marks, text.Mark{Kind: text.MarkDamage, Span: l, Why: m.why + "，此处的字节已丢失"})
	}
	sortEdits(edits)
	sortMarks(marks)
	return edits, marks
}

// join makes one of spans that follow each other without a gap.
func join(spans []text.Span) []text.Span {
	var out []text.Span
	for _, s := range spans {
		if n := len(out); n > 0 && out[n-1].End == s.Start {
			out[n-1].End = s.End
		} else {
			out = append(out, s)
		}
	}
	return out
}

// suspect finds the misreading under which samples of the text become far likelier; nil if the
// text is as likely as prose is.
func suspect(s string) *misreading {
	const probe = 3 << 10
	var samples []string
	for _, at := range []int{0, len(s) / 3, len(s) * 2 / 3} {
		if at > 0 && len(s) < 3*probe {
			break
		}
		end := min(len(s), at+probe)
		if at == 0 && len(s) < 3*probe {
			end = len(s)
		}
		for at < end && !utf8.RuneStart(s[at]) {
			at++
		}
		for end < len(s) && !utf8.RuneStart(s[end]) {
			end++
		}
		samples = append(samples, s[at:end])
	}
	plain, chars := 0, 0
	for _, p := range samples {
		n, sum := costOfChars(p)
		chars, plain = chars+n, plain+sum
	}
	if chars < 8 || plain < chars*suspicious {
		return nil
	}
	before := 0
	for _, p := range samples {
		for _, c := range p {
			before += int(costOf(c))
		}
	}
	var best *misreading
	most := min(before-60*nat, before*3/4) // to be believed; then what the best costs
	for i := range misreadings {
		m := &misreadings[i]
		if m.foreign(samples)*2 > chars {
			continue
		}
		cost, lost := 0, 0
	reading:
		for _, p := range samples {
			for line := range strings.Lines(p) {
				r := m.line(line, 0, most-cost)
				cost += r.cost
				lost += len(r.lost)
				if cost > most || lost*2 > chars {
					break reading
				}
			}
		}
		if cost > most || lost*2 > chars {
			continue
		}
		best, most = m, cost-1 // another has to be cheaper
	}
	return best
}

// foreign is how many characters of the samples the wrong decoding could not give.
func (m *misreading) foreign(samples []string) (k int) {
	for _, p := range samples {
		for _, c := range p {
			if _, n := m.bytes(c); n == 0 {
				k++
			}
		}
	}
	return k
}

// suspicious is the mean cost of a character from which a text is looked at: prose of laws and
// reports costs 6 to 8 nats, names and tables up to 9, mojibake 11 and more.
const suspicious = 9 * nat

// destroyed marks what no decoding brings back.
func destroyed(s string, undecodable []text.Span) []text.Mark {
	if !hasDebris(s) {
		return nil
	}
	var marks []text.Mark
	for _, k := range []struct {
		sign, unit string
		least      int // how often in a row
		why        string
	}{
		{"锟斤拷", "锟斤拷", 1, "锟斤拷：替换符 U+FFFD 曾被当作 GBK 解读，原文已丢失"},
		{"烫烫烫", "烫", 3, "烫烫烫：程序把未初始化的内存写成了文字，这里没有原文"},
		{"屯屯屯", "屯", 3, "屯屯屯：程序把未初始化的内存写成了文字，这里没有原文"},
		{"\uFFFD", "\uFFFD", 1, "替换符 U+FFFD：编码转换时丢失的字，原文已不在文件里"},
	} {
		for at := 0; at < len(s); {
			i := strings.Index(s[at:], k.sign)
			if i < 0 {
				break
			}
			start := at + i
			end := start
			for strings.HasPrefix(s[end:], k.unit) {
				end += len(k.unit)
			}
			at = end
			if !within(undecodable, start) {
				marks = append(marks, text.Mark{Kind: text.MarkDamage, Span: text.Span{Start: start, End: end}, Why: k.why})
			}
		}
	}
	if n := len(marks); n > 40 && n*30 > len(s)/10 {
		marks[0].Why = fmt.Sprintf("%s（全文 %d 处；请重新获取原文件）", marks[0].Why, n)
	}
	sortMarks(marks)
	return marks
}

func sortEdits(e []text.Edit) {
	slices.SortStableFunc(e, func(a, b text.Edit) int { return a.Span.Start - b.Span.Start })
}

func sortMarks(m []text.Mark) {
	slices.SortStableFunc(m, func(a, b text.Mark) int { return a.Span.Start - b.Span.Start })
}
