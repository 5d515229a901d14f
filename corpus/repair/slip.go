package repair

import (
	"fmt"
	"strings"
	"unicode/utf8"

	"golang.org/x/text/encoding/simplifiedchinese"
	"golang.org/x/text/unicode/norm"

	"gangmu/corpus/han"
	"gangmu/corpus/text"
)

// The scripts that insert pinyin work on the bytes of a GBK page and hit across the border of two
// characters. Searching 數 = 94 B5 in 當地 = AE 94 · B5 D8 they insert (shù) in the middle of 地;
// the decoder then meets B5 28, shows ? and swallows the bracket, and pairs the bytes that follow
// wrongly: 當(dāng)?shù)卣.
//
// What is destroyed can be computed, if the character that was searched is known: its reading
// stands there, and its first byte is the byte before. Its second byte c₂ is what the ? was; the
// bytes of the characters that follow are then paired anew until the borders agree again. Where
// they do not, bytes are gone: what is certain is restored, and Lost stands for the rest.

// Lost is what the reader sees where characters are destroyed.
const Lost = "⟦?⟧"

// longestRun is how many characters a shift of bytes is followed, in runes.
const longestRun = 60

// A slipSite is a ?shù) in the text.
type slipSite struct {
	span text.Span
	py   string
}

// slips finds the sites on a page with pinyin insertions (rubyGate has passed) and gives their
// repairs. hits are the insertions of the page.
func slips(p *page, hits []rubyHit) []text.Edit {
	f := &slipper{s: p.view.Text, rubyEnd: map[int]int{}, table: map[string][]rune{}}
	for i := 0; ; {
		j := strings.IndexAny(f.s[i:], "?？\uFFFD")
		if j < 0 {
			break
		}
		i += j
		_, w := utf8.DecodeRuneInString(f.s[i:])
		if py, end, ok := syllableAt(f.s, i+w); ok {
			f.sites = append(f.sites, slipSite{text.Span{Start: i, End: end}, py})
			i = end
			continue
		}
		f.bare = append(f.bare, i)
		i += w
	}
	if len(f.sites) == 0 {
		return nil
	}
	f.count = map[rune]int{}
	for _, r := range f.s {
		f.count[r]++
	}
	for _, h := range hits {
		if h.verified {
			f.rubyEnd[h.span.End] = h.span.Start
			f.learn(h)
		}
	}
	var edits []text.Edit
	for len(f.sites) > 0 {
		e, n, damaged := f.repair()
		f.sites = f.sites[n:]
		edits = append(edits, e)
		if damaged {
			p.mark(text.Mark{Kind: text.MarkDamage, Span: e.Span, Why: e.Why})
		}
	}
	return edits
}

// A slipper is the state of the search on one page.
type slipper struct {
	s       string
	sites   []slipSite
	bare    []int             // question marks without a syllable behind them
	rubyEnd map[int]int       // end of an insertion → its start
	table   map[string][]rune // reading as printed → annotated characters
	count   map[rune]int
}

func (f *slipper) learn(h rubyHit) {
	py := norm.NFC.String(h.inner)
	for _, r := range f.table[py] {
		if r == h.base {
			return
		}
	}
	f.table[py] = append(f.table[py], h.base)
}

// syllableAt reads "shù)" at s[i].
func syllableAt(s string, i int) (py string, end int, ok bool) {
	n := 0
	for j := i; j < len(s) && n <= 8; n++ {
		r, w := utf8.DecodeRuneInString(s[j:])
		if r == ')' || r == '）' {
			py = s[i:j]
			syllable, _ := verify('一', py, false)
			return py, j + w, syllable && py != ""
		}
		j += w
	}
	return "", 0, false
}

// repair mends the first site, and those that belong to the same run of bytes. It returns the
// edit, the number of sites, and whether something is lost.
func (f *slipper) repair() (e text.Edit, sites int, damaged bool) {
	site := f.sites[0]
	e = text.Edit{Rule: text.Slip, Span: site.span, New: Lost}
	if e, ok := f.shifted(); ok {
		return e, 1, true
	}
	prev, ok := f.byteBefore(site.span.Start)
	if !ok {
		e.Why = "网页脚本替换字节时毁掉的字，无法恢复"
		return e, 1, true
	}
	var pending []byte // bytes whose pairing is open; the first is a first byte
	var raw []rune     // the wrong characters that were paired anew
	sites = 0
	end := site.span.Start
	first := ""
	for len(raw) <= longestRun {
		if sites < len(f.sites) && f.sites[sites].span.Start == end {
			c2, ok := f.second(f.sites[sites].py, prev)
			if !ok {
				break
			}
			pending, prev = append(pending, c2), c2
			end = f.sites[sites].span.End
			sites++
		} else {
			r, w := utf8.DecodeRuneInString(f.s[end:])
			b := gbk(r)
			if len(b) == 0 || len(b) == 1 && b[0] < 0x40 {
				break
			}
			raw = append(raw, r)
			pending = append(pending, b...)
			prev = b[len(b)-1]
			end += w
		}
		if first == "" && len(pending) >= 2 {
			first = ungbk(pending[:2])
			e.Span.End = end
			e.New = first + Lost
		}
		if len(pending)%2 == 0 {
			if got := ungbk(pending); f.likely(got, raw) {
				e.Span.End, e.New = end, got
				e.Why = fmt.Sprintf("网页脚本逐字节替换造成的错位，按国标码精确恢复为“%s”", got)
				return e, sites, false
			}
			break
		}
	}
	if sites = max(sites, 1); len(raw) == 0 || !f.likely(first, raw[:1]) {
		e.Span.End, e.New = f.sites[sites-1].span.End, Lost
		e.Why = "网页脚本替换字节时毁掉的字，无法恢复"
		return e, sites, true
	}
	// The rest of the run does not pair: only the first character is certain.
	e.Why = fmt.Sprintf("网页脚本逐字节替换造成的错位：“%s”按国标码恢复，其后的字节已失，不作猜测", first)
	return e, sites, true
}

// shifted mends a run of characters before the first site that are shifted by a byte, because a
// byte was lost at a bare question mark: 編號?！安糠帧钡木幪枒?yīng) was 編號。“部分”的編號應.
// The first character is lost.
func (f *slipper) shifted() (text.Edit, bool) {
	site := f.sites[0]
	start := -1
	for _, q := range f.bare {
		if q < site.span.Start {
			start = q
		}
	}
	if start < 0 {
		return text.Edit{}, false
	}
	_, w := utf8.DecodeRuneInString(f.s[start:])
	var b []byte
	var raw []rune
	for _, r := range f.s[start+w : site.span.Start] {
		c := gbk(r)
		if len(c) != 2 || len(raw) > longestRun {
			return text.Edit{}, false
		}
		b, raw = append(b, c...), append(raw, r)
	}
	if len(raw) < 2 {
		return text.Edit{}, false
	}
	c2, ok := f.second(site.py, b[len(b)-1])
	if !ok {
		return text.Edit{}, false
	}
	got := ungbk(append(b[1:len(b):len(b)], c2))
	if !f.likely(got, raw) {
		return text.Edit{}, false
	}
	return text.Edit{Rule: text.Slip, Span: text.Span{Start: start, End: site.span.End}, New: Lost + got,
		Why: fmt.Sprintf("丢失一个字节造成的错位，按国标码恢复为“%s”；首字已失，不作猜测", got)}, true
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
// of the characters annotated on the page or, if there is none, of all traditional characters.
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
		r, n := utf8.DecodeRuneInString(ungbk([]byte{first, byte(trail)}))
		if n < 3 || !han.IsTraditional(r) || !isRead(r, py) {
			continue
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
	toned := han.Toneless(py) != py
	list := han.Readings(r)
	if toned {
		list = han.TonedReadings(r)
	}
	for _, p := range list {
		if p == py {
			return true
		}
	}
	return false
}

// likely reports whether got, made of whole characters, is more likely than the characters raw
// that it replaces: each of got is common or occurs elsewhere on the page, and of raw, if it
// holds Chinese characters, one does not.
func (f *slipper) likely(got string, raw []rune) bool {
	if got == "" {
		return false
	}
	for _, r := range got {
		if !f.known(r, 1) {
			return false
		}
	}
	chinese, sound := 0, 0
	for _, r := range raw {
		if isHan(r) {
			chinese++
			if f.known(r, 2) {
				sound++
			}
		}
	}
	return chinese == 0 || sound < chinese
}

// known reports whether r is a punctuation mark or character in common use (level 1 of GB 2312,
// either script), or occurs at least min times on the page.
func (f *slipper) known(r rune, min int) bool {
	if f.count[r] >= min {
		return true
	}
	if !isHan(r) {
		return strings.ContainsRune("，。、；：？！“”‘’（）《》〈〉—…·〔〕【】％", r)
	}
	b := gbk(han.Simplify(r))
	return len(b) == 2 && b[0] >= 0xB0 && b[0] <= 0xD7 && b[1] >= 0xA1
}

// gbk is r in GBK; nil if it has no place there.
func gbk(r rune) []byte {
	if r < utf8.RuneSelf {
		return []byte{byte(r)}
	}
	if r == utf8.RuneError {
		return nil
	}
	b, err := simplifiedchinese.GBK.NewEncoder().Bytes([]byte(string(r)))
	if err != nil {
		return nil
	}
	return b
}

// ungbk decodes GBK; "" if b is not valid GBK as a whole.
func ungbk(b []byte) string {
	out, err := simplifiedchinese.GBK.NewDecoder().Bytes(b)
	if err != nil || strings.ContainsRune(string(out), utf8.RuneError) {
		return ""
	}
	return string(out)
}
