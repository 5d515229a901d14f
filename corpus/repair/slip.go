package repair

import (
	"fmt"
	"strings"
	"unicode/utf8"

	"golang.org/x/text/unicode/norm"

	"gangmu/corpus/text"
)

// The scripts that insert pinyin work on the bytes of a GBK page and hit across the border of two
// characters. Searching 數 = 94 B5 in 當地 = AE 94 · B5 D8 they insert (shù) in the middle of 地;
// the decoder then meets B5 28, shows ? (or U+FFFD) and swallows the bracket (or not), and pairs
// the bytes that follow wrongly, 當(dāng)?shù)卣, until the next border that both agree on.
//
// What is destroyed can be computed, if the character that was searched is known: its reading
// stands there, and its first byte is the byte before. Its second byte is what the ? was. The
// bytes of the wrong characters that follow are then paired anew, up to the sign that the borders
// agree again:
//
//   - the next such site: there the searched character ends, 的朚?yīng)
//   - a letter that is a second byte: 管理?xiàng)l例, where l belongs to 條
//   - a question mark without a syllable, behind which the text is sound
//
// Pairs with a byte that is not known are shown as Lost. A run is repaired only if what comes out
// is in common use and what stood there is not; else it is shown as Lost and marked.
//
// Figures (package scrape, which simulates all of this): see TestScraped.

// Lost is what the reader sees where characters are destroyed.
const Lost = "⟦?⟧"

// longestRun is how far a shift of bytes is followed, in characters.
const longestRun = 80

const (
	whySlip = "网页脚本逐字节替换造成的错位，按国标码恢复为“%s”"
	whyPart = "网页脚本逐字节替换造成的错位，按国标码恢复为“%s”，其余字节已失，不作猜测"
	whyLost = "网页脚本替换字节时毁掉的字，无法恢复，不作猜测"
)

// A slipSite is a ?shù) in the text.
type slipSite struct {
	span text.Span
	py   string
}

// slips finds the sites on a page with pinyin insertions (rubyGate has passed) and gives their
// repairs. hits are the insertions of the page.
func slips(p *page, hits []rubyHit) []text.Edit {
	f := &slipper{s: p.view.Text, rubyEnd: map[int]int{}, rubyAt: map[int]bool{}, siteAt: map[int]bool{}, table: map[string][]rune{}}
	f.find()
	f.count = f.countSound()
	for _, h := range hits {
		if h.verified {
			f.rubyEnd[h.span.End] = h.span.Start
			f.rubyAt[h.span.Start] = true
			f.learn(h)
		}
	}
	edits := f.across()
	for len(f.sites) > 0 {
		e, n, last := f.repair()
		e = f.behind(e)
		edits = append(edits, e)
		f.sites = f.sites[max(n, 1+f.within(e.Span.End)):]
		if strings.Contains(e.New, Lost) {
			p.mark(text.Mark{Kind: text.MarkDamage, Span: e.Span, Why: e.Why})
		}
		// What was restored has its own insertion behind it: ?xiàng)l(tiáo).
		if inner, explicit, end := bracketed(f.s, e.Span.End); end > 0 {
			if _, ok := verify(last, inner, explicit); ok && !f.rubyAt[e.Span.End] {
				edits = append(edits, rubyEdit(last, inner, text.Span{Start: e.Span.End, End: end}))
			}
		}
	}
	return edits
}

// A slipper is the state of the search on one page.
type slipper struct {
	s       string
	sites   []slipSite
	siteAt  map[int]bool      // where sites begin
	bare    []int             // question marks without a syllable behind them
	rubyEnd map[int]int       // end of an insertion → its start
	rubyAt  map[int]bool      // starts of insertions
	table   map[string][]rune // reading as printed → annotated characters
	count   map[rune]int
}

// find fills f.sites and f.bare.
func (f *slipper) find() {
	for i := 0; ; {
		j := strings.IndexAny(f.s[i:], "?？\uFFFD")
		if j < 0 {
			return
		}
		i += j
		r, w := utf8.DecodeRuneInString(f.s[i:])
		at := i + w
		if r == utf8.RuneError && strings.HasPrefix(f.s[at:], "(") {
			at++
		}
		if py, end, ok := syllableAt(f.s, at); ok {
			f.sites = append(f.sites, slipSite{text.Span{Start: i, End: end}, py})
			f.siteAt[i] = true
			i = end
			continue
		}
		f.bare = append(f.bare, i)
		i += w
	}
}

// countSound counts the characters of the page, but for those between a question mark or site and
// the next ASCII character: they may be wrong, and wrong in the same way many times.
func (f *slipper) countSound() map[rune]int {
	count := map[rune]int{}
	doubt, next := false, 0
	for i := 0; i < len(f.s); {
		for next < len(f.sites) && f.sites[next].span.End <= i {
			doubt = doubt || f.sites[next].span.End == i
			next++
		}
		r, w := utf8.DecodeRuneInString(f.s[i:])
		switch {
		case r == '?' || r == '？' || r == utf8.RuneError:
			doubt = true
		case doubt && r == '(' && f.syllableBehind(i) != "":
			_, _, end := bracketed(f.s, i)
			w = end - i
		case r < utf8.RuneSelf:
			doubt = false
		case !doubt:
			count[r]++
		}
		i += w
	}
	return count
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

// across finds insertions behind an ASCII character that is the second byte of the searched one:
// 介_(kāi), where 開 is the last byte of 介 and the _. Nothing is destroyed there.
func (f *slipper) across() []text.Edit {
	var edits []text.Edit
	for i := 0; ; i++ {
		j := strings.IndexByte(f.s[i:], '(')
		if j < 0 {
			return edits
		}
		i += j
		if i < 4 || f.s[i-1] < 0x40 || f.s[i-1] > 0x7E {
			continue
		}
		inner, _, end := bracketed(f.s, i)
		if end == 0 {
			continue
		}
		r, _ := utf8.DecodeLastRuneInString(f.s[:i-1])
		b := gbk(r)
		if len(b) != 2 {
			continue
		}
		c, n := utf8.DecodeRuneInString(ungbk(b[1], f.s[i-1]))
		if n >= 3 && isRead(c, norm.NFC.String(inner)) {
			edits = append(edits, rubyEdit(c, inner, text.Span{Start: i, End: end}))
		}
	}
}

func rubyEdit(base rune, inner string, span text.Span) text.Edit {
	return text.Edit{Rule: text.Ruby, Span: span, Why: fmt.Sprintf(whyRuby, base, inner)}
}

// syllableAt reads "shù)" at s[i].
func syllableAt(s string, i int) (py string, end int, ok bool) {
	for j, n := i, 0; j < len(s) && n <= 8; n++ {
		r, w := utf8.DecodeRuneInString(s[j:])
		if r == ')' || r == '）' {
			py = s[i:j]
			syllable, _ := verify('一', py, false)
			return py, j + w, syllable && !isPictureText(py)
		}
		j += w
	}
	return "", 0, false
}

// repair mends the first site, and those that belong to the same run of bytes. It returns the
// edit, the number of sites, and the last character that was restored.
func (f *slipper) repair() (e text.Edit, sites int, last rune) {
	site := f.sites[0]
	e = text.Edit{Rule: text.Slip, Span: site.span, New: Lost, Why: whyLost}
	if start, run, ok := f.shifted(site); ok {
		return f.accept(e, start, run, 1)
	}
	first := lostByte
	if prev, ok := f.byteBefore(site.span.Start); ok {
		if c2, ok := f.second(site.py, prev); ok {
			first = int(c2)
		}
	}
	run := f.follow(site.span.End, first, f.sites[1:], false)
	if run.clean && f.plausible(run) {
		return f.accept(e, site.span.Start, run, 1+run.sites)
	}
	if deep := f.follow(site.span.End, first, f.sites[1:], true); first >= 0 && deep.match && f.plausible(deep) {
		return f.accept(e, site.span.Start, deep, 1+deep.sites)
	}
	// The borders are not found again, or not by this way: only the first character may be sure.
	end := site.span.End
	if len(run.raw) > 0 && len(run.bytes) >= 2 {
		one := byteRun{bytes: run.bytes[:2], raw: run.raw[:1], end: site.span.End + utf8.RuneLen(run.raw[0])}
		if got, known, all := f.decode(one.bytes); all == 1 && known == 1 && f.sound(one.raw) == 0 {
			e.New, e.Why = got+Lost, fmt.Sprintf(whyPart, got)
			last, _ = utf8.DecodeRuneInString(got)
			end = one.end
		}
	}
	// A run that is garble throughout is shown as lost, not as text.
	e.Span.End = end
	return e, 1 + f.within(end), last
}

// behind takes in what is left of the damage behind an edit: the insertion of a lost character,
// and garble up to the next ASCII character or site.
func (f *slipper) behind(e text.Edit) text.Edit {
	if strings.HasSuffix(e.New, Lost) && f.syllableBehind(e.Span.End) != "" && !f.rubyAt[e.Span.End] {
		_, _, e.Span.End = bracketed(f.s, e.Span.End)
	}
	lost := strings.HasSuffix(e.New, Lost)
	end, all, strange := e.Span.End, 0, 0
	for end < len(f.s) && all < longestRun {
		r, w := utf8.DecodeRuneInString(f.s[end:])
		if r == '(' && all > 0 && f.syllableBehind(end) != "" {
			_, _, end = bracketed(f.s, end)
			continue
		}
		if r < utf8.RuneSelf && r != '?' || r == '?' && strange == 0 && !lost {
			break
		}
		all++
		if !f.known(r, 1) {
			strange++
		}
		end += w
	}
	if all < 2 && !lost || 2*strange <= all {
		return e
	}
	if f.trailAt(end) {
		end++
	}
	e.Span.End = end
	if !strings.HasSuffix(e.New, Lost) {
		e.New += Lost
	}
	return e
}

// within is how many sites behind the first begin before end.
func (f *slipper) within(end int) int {
	n := 0
	for n+1 < len(f.sites) && f.sites[n+1].span.Start < end {
		n++
	}
	return n
}

// accept makes the edit for a run that begins at start.
func (f *slipper) accept(e text.Edit, start int, run byteRun, sites int) (text.Edit, int, rune) {
	got, _, _ := f.decode(run.bytes)
	e.Span = text.Span{Start: start, End: run.end}
	e.New = got
	last, _ := utf8.DecodeLastRuneInString(got)
	switch plain := strings.ReplaceAll(got, Lost, ""); {
	case plain == got:
		e.Why = fmt.Sprintf(whySlip, got)
	case plain != "":
		e.Why = fmt.Sprintf(whyPart, plain)
	}
	return e, sites, last
}
