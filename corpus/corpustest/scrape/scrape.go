// Package scrape does to a clean document what sites that copy documents do, so that tests know
// the truth behind a damaged page.
//
// The steps are those of the real thing. The page is flattened to one line; characters with one
// traditional form are mapped to it by table, those with several are left (hybrid text); text is
// left out in the middle or at the end, with a note; words are masked; navigation is put around.
// Then the page, in GBK, goes through a script that searches the bytes of each character of a
// fixed set and puts (pinyin) behind them, which also hits across the border of two characters;
// and through a decoder that, where a first byte is followed by no second byte, shows a question
// mark for both.
package scrape

import (
	"bytes"
	"fmt"
	"math/rand/v2"
	"slices"
	"strings"
	"unicode/utf8"

	"golang.org/x/text/encoding/simplifiedchinese"

	"gangmu/corpus/han"
)

// A Page is a damaged page with the truth about it.
type Page struct {
	Raw        string // what a reader of the site gets
	Truth      string // what the best repair shows
	Insertions int    // pinyin insertions that do not hit across a border
	Slips      int    // those that do
	Redactions int
	Elided     []int // characters left out at each note in the middle
	Declared   int   // of the paywall's note at the end; 0 = none
	Shown      int
}

// A Decoder says what happens to bytes that are no GBK.
type Decoder uint8

// The decoders.
const (
	Swallow Decoder = iota // ? for the pair; the second byte is eaten
	Keep                   // U+FFFD for the first byte; an ASCII second byte stays (WHATWG)
)

// Damage scrapes a clean text, in simplified Chinese. The same r gives the same page.
func Damage(r *rand.Rand, clean string, dec Decoder) Page {
	var p Page
	body := flatten(hybrid(clean))
	raw, truth := p.leaveOut(r, body)
	set := annotated(r, raw)
	title := "某省工作会议上的报告"
	if fields := strings.Fields(body); len(fields) > 0 {
		title = head(fields[0], 30)
	}
	title = hybrid(title)
	raw = fmt.Sprintf("標題:%s |\n%s 上一篇:在全省工作會議上的講話 下一篇:在動員大會上的講話 相關欄目:計生 電信 會議致辭 |", title, raw)
	p.Truth = title + "\n" + truth
	p.Raw = p.annotate(raw, set, dec)
	return p
}

// hybrid maps characters that have exactly one traditional form, and drops what GBK has not.
func hybrid(s string) string {
	enc := simplifiedchinese.GBK.NewEncoder()
	return strings.Map(func(c rune) rune {
		if han.IsSimplified(c) {
			c = han.Traditional(c)
		}
		switch {
		case strings.ContainsRune("？?_*|{}[]《》…", c):
			return -1 // signs that the test could not tell from damage
		case c == '，' || c == '：' || c == '；' || c == '！' || c == '（' || c == '）':
			return c - 0xFEE0
		case c >= utf8.RuneSelf:
			if b, err := enc.Bytes([]byte(string(c))); err != nil || len(b) != 2 {
				return -1
			}
		}
		return c
	}, s)
}

func flatten(s string) string { return strings.Join(strings.Fields(s), " ") }

func head(s string, n int) string {
	r := []rune(s)
	return string(r[:min(len(r), n)])
}

// leaveOut cuts text out of the middle and off the end, and masks words.
func (p *Page) leaveOut(r *rand.Rand, body string) (raw, truth string) {
	sentences := strings.SplitAfter(body, "。")
	var rawB, truthB strings.Builder
	total := utf8.RuneCountInString(body)
	stop := len(sentences)
	if len(sentences) > 20 && r.IntN(2) == 0 {
		stop = len(sentences) * 3 / 4
	}
	cut := -1
	if len(sentences) > 20 {
		cut = 4 + r.IntN(stop/2)
	}
	for i := 0; i < stop; i++ {
		if i == cut {
			n := utf8.RuneCountInString(strings.Join(sentences[i:i+3], ""))
			p.Elided = append(p.Elided, n)
			fmt.Fprintf(&rawB, " ……(快文網http://www.example.net省略%d字,正式會員可完整閱讀)…… ", n)
			fmt.Fprintf(&truthB, " ……（原文省略约%d字）…… ", n)
			i += 2
			continue
		}
		s := sentences[i]
		if i%23 == 7 {
			// Mask two characters in the middle of Chinese text.
			c := []rune(s)
			if k := len(c) / 2; k > 3 && len(c)-k > 4 && allHan(c[k-2:k+4]) {
				s = string(c[:k]) + "_" + string(c[k+2:])
				p.Redactions++
			}
		}
		rawB.WriteString(s)
		truthB.WriteString(s)
	}
	if stop < len(sentences) {
		p.Declared, p.Shown = total, utf8.RuneCountInString(rawB.String())
		fmt.Fprintf(&rawB, " ……(未完,全文共%d字,當前只顯示%d字,請閱讀下面提示信息。收藏在省工作會議上的報告)", p.Declared, p.Shown)
		fmt.Fprintf(&truthB, " ……（原文未完：全文%d字，仅见%d字）", p.Declared, p.Shown)
	}
	return rawB.String(), truthB.String()
}

func allHan(r []rune) bool {
	return !slices.ContainsFunc(r, func(c rune) bool { return c < 0x4E00 || c > 0x9FFF })
}

// An annotation is a character of the script's set with the reading that it gives it.
type annotation struct {
	char rune
	py   string
}

// annotated picks the script's set: two in five of the traditional characters of the page, each
// with one of its readings.
func annotated(r *rand.Rand, s string) []annotation {
	seen := map[rune]bool{}
	var chars []rune
	for _, c := range s {
		if !seen[c] && han.IsTraditional(c) {
			seen[c] = true
			chars = append(chars, c)
		}
	}
	slices.Sort(chars)
	var set []annotation
	for _, c := range chars {
		if r.IntN(5) >= 2 {
			continue
		}
		py := han.TonedReadings(c)[0]
		if _, err := simplifiedchinese.GBK.NewEncoder().String(py); err == nil {
			set = append(set, annotation{c, py})
		}
	}
	r.Shuffle(len(set), func(i, j int) { set[i], set[j] = set[j], set[i] })
	return set
}

// annotate is the script: byte-wise replacement in GBK, then decoding.
func (p *Page) annotate(s string, set []annotation, dec Decoder) string {
	b := gbk(s)
	for _, a := range set {
		needle := gbk(string(a.char))
		p.count(b, needle)
		b = bytes.ReplaceAll(b, needle, append(slices.Clone(needle), gbk("("+a.py+")")...))
	}
	return decode(b, dec)
}

// count tells the hits of needle on a border of characters from those across one. The bytes are
// read from the beginning, as the page is still sound in this sense: an insertion inside a
// character leaves its two halves, which are skipped as halves.
func (p *Page) count(b, needle []byte) {
	whole := 0
	for i := 0; i < len(b); {
		if b[i] < 0x80 {
			i++
			continue
		}
		if bytes.HasPrefix(b[i:], needle) {
			whole++
		}
		i += 2
	}
	// bytes.ReplaceAll takes hits from the left without overlap, so that a hit across a border can
	// hide one on it; the difference is near enough for a report.
	all := bytes.Count(b, needle)
	p.Insertions += min(whole, all)
	p.Slips += max(0, all-whole)
}

func gbk(s string) []byte {
	b, err := simplifiedchinese.GBK.NewEncoder().Bytes([]byte(s))
	if err != nil {
		panic("scrape: not GBK: " + s)
	}
	return b
}

// decode reads GBK as the decoder dec does.
func decode(b []byte, dec Decoder) string {
	var sb strings.Builder
	for i := 0; i < len(b); {
		switch c := b[i]; {
		case c < 0x80:
			sb.WriteByte(c)
			i++
		case i+1 == len(b):
			sb.WriteString(bad(dec))
			i++
		default:
			out, err := simplifiedchinese.GBK.NewDecoder().Bytes(b[i : i+2])
			if r, n := utf8.DecodeRune(out); err == nil && n == len(out) && r != utf8.RuneError && r >= 0x80 {
				sb.Write(out)
			} else {
				sb.WriteString(bad(dec))
				if dec == Keep && b[i+1] < 0x80 {
					i--
				}
			}
			i += 2
		}
	}
	return sb.String()
}

func bad(dec Decoder) string {
	if dec == Keep {
		return "\uFFFD"
	}
	return "?"
}
