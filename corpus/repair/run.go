package repair

import (
	"strings"
	"unicode/utf8"

	"golang.org/x/text/unicode/norm"
)

// lostByte stands for a byte that is not known.
const lostByte = -1

// A byteRun is the bytes from a site on, as the page had them before the decoder paired them
// wrongly.
type byteRun struct {
	bytes []int  // the first is the first byte of a character
	raw   []rune // the wrong characters
	end   int    // offset behind the run
	sites int    // sites in it, besides the first
	clean bool   // it ends where the borders agree again
	match bool   // at its end the searched character was found by its first byte
}

// follow reads the bytes from offset at on, behind a site whose byte is first. An insertion behind
// a wrong character is one in the middle of a right one; if it fits the wrong one by chance, the
// run goes on only if deep is set.
func (f *slipper) follow(at, first int, sites []slipSite, deep bool) byteRun {
	run := byteRun{bytes: []int{first}, end: at}
	for len(run.raw) < longestRun && run.end < len(f.s) {
		if len(sites) > 0 && sites[0].span.Start == run.end {
			c2 := lostByte
			if lead := run.bytes[len(run.bytes)-1]; lead >= 0 {
				if b, ok := f.second(sites[0].py, byte(lead)); ok {
					c2, run.match = int(b), true
				}
			}
			run.bytes, run.end, run.sites, run.clean = append(run.bytes, c2), sites[0].span.End, run.sites+1, true
			return run
		}
		r, w := utf8.DecodeRuneInString(f.s[run.end:])
		switch {
		case r == '?' || r == '？' || r == utf8.RuneError:
			// A pair that no character stands for; or a second byte, with the sign behind it.
			if f.soundFrom(run.end+w) && !f.trailAt(run.end+w) {
				run.bytes, run.end, run.clean = append(run.bytes, lostByte), run.end+w, true
				return run
			}
			run.bytes, run.raw = append(run.bytes, lostByte, lostByte), append(run.raw, r)
		case r == '(':
			inner, _, end := bracketed(f.s, run.end)
			if syllable, _ := verify('一', inner, false); end == 0 || !syllable || f.rubyAt[run.end] && !deep {
				return run
			}
			w = end - run.end
		case r < utf8.RuneSelf:
			if r >= 0x40 && r < 0x7F {
				f.lead(&run, byte(r))
				run.bytes, run.end, run.clean = append(run.bytes, int(r)), run.end+w, true
			}
			return run
		default:
			b := gbk(r)
			if len(b) != 2 {
				return run
			}
			run.bytes, run.raw = append(run.bytes, int(b[0]), int(b[1])), append(run.raw, r)
		}
		run.end += w
	}
	return run
}

// trailAt reports whether the ASCII character at s[i] is the second byte of a character: it may be
// one, and stands alone or before an insertion, as in ^(guò), where 過 ends with ^.
func (f *slipper) trailAt(i int) bool {
	if i >= len(f.s) || f.s[i] < 0x40 || f.s[i] >= 0x7F {
		return false
	}
	return i+1 == len(f.s) || !isASCIIWord(rune(f.s[i+1])) && (f.s[i+1] != '(' || f.syllableBehind(i+1) != "")
}

// syllableBehind is the pinyin in brackets at s[i]; "" if there is none.
func (f *slipper) syllableBehind(i int) string {
	inner, _, end := bracketed(f.s, i)
	if syllable, _ := verify('一', inner, false); end == 0 || !syllable {
		return ""
	}
	return norm.NFC.String(inner)
}

// lead fills in the first byte of the character that ends with trail at run.end, if it is lost
// but the insertion behind tells which of the annotated characters it is.
func (f *slipper) lead(run *byteRun, trail byte) {
	last := len(run.bytes) - 1
	if run.bytes[last] >= 0 {
		return
	}
	found := lostByte
	for _, r := range f.table[f.syllableBehind(run.end+1)] {
		if b := gbk(r); len(b) == 2 && b[1] == trail {
			if found != lostByte {
				return
			}
			found = int(b[0])
		}
	}
	run.bytes[last] = found
}

// shifted is the run of wrong characters before a site that are shifted by a byte because a byte
// was lost at a question mark: 編號?！安糠帧钡木幪枒?yīng) was 編號。“部分”的編號應.
func (f *slipper) shifted(site slipSite) (start int, run byteRun, ok bool) {
	for len(f.bare) > 0 && f.bare[0] < site.span.Start {
		start, f.bare, ok = f.bare[0], f.bare[1:], true
	}
	if !ok {
		return 0, run, false
	}
	_, w := utf8.DecodeRuneInString(f.s[start:])
	run = f.follow(start+w, lostByte, f.sites, false)
	return start, run, run.match && len(run.raw) >= 2 && run.end == site.span.End && f.plausible(run)
}

// decode pairs bytes. It returns the text, with Lost for what is not known, how many of its
// characters are in common use, and how many it has.
func (f *slipper) decode(bytes []int) (got string, known, all int) {
	var sb strings.Builder
	lost := false
	for i := 0; i+1 < len(bytes); i += 2 {
		s := ""
		if bytes[i] >= 0 && bytes[i+1] >= 0 {
			s = ungbk(byte(bytes[i]), byte(bytes[i+1]))
			all++
		}
		if s == "" {
			if !lost {
				sb.WriteString(Lost)
			}
			lost = true
			continue
		}
		lost = false
		sb.WriteString(s)
		if r, _ := utf8.DecodeRuneInString(s); f.known(r, 1) {
			known++
		}
	}
	return sb.String(), known, all
}

// plausible reports whether the characters that a run was before are more likely than those that
// stand there.
func (f *slipper) plausible(run byteRun) bool {
	_, known, all := f.decode(run.bytes)
	sound := f.sound(run.raw)
	if all == 0 {
		return float64(sound) < 0.5*float64(len(run.raw)) || len(run.raw) == 0
	}
	share := float64(known) / float64(all)
	if len(run.raw) == 0 {
		return share == 1
	}
	rawShare := float64(sound) / float64(len(run.raw))
	switch {
	case run.bytes[0] >= 0 && run.match:
		return share >= 0.75 // both ends are found by their bytes
	case run.bytes[0] >= 0 && len(run.raw) <= 3:
		return share >= 0.9
	}
	return share >= 0.8 && rawShare <= share-0.2
}

// sound is how many of the characters occur elsewhere on the page, where nothing is wrong.
func (f *slipper) sound(raw []rune) int {
	n := 0
	for _, r := range raw {
		if f.count[r] > 0 {
			n++
		}
	}
	return n
}

// soundFrom reports whether the text at s[i] is right again: most of its next characters occur
// elsewhere on the page, and no stray second byte ends them.
func (f *slipper) soundFrom(i int) bool {
	n, sound := 0, 0
	for i < len(f.s) && n < 12 {
		r, w := utf8.DecodeRuneInString(f.s[i:])
		if r == '?' || r == utf8.RuneError {
			return (n > 3 || n > 0 && f.siteAt[i]) && float64(sound) >= 0.6*float64(n)
		}
		if r < utf8.RuneSelf {
			if f.trailAt(i) {
				return false
			}
			break
		}
		n++
		if f.count[r] > 0 {
			sound++
		}
		i += w
	}
	return float64(sound) >= 0.6*float64(n)
}

// known reports whether r is a punctuation mark or character in common use (level 1 of GB 2312,
// either script), or occurs at least min times on the page.
func (f *slipper) known(r rune, min int) bool { return f.count[r] >= min || isCommon(r) }
