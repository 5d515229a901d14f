package repair

import (
	"fmt"
	"strings"
	"unicode"
	"unicode/utf8"

	"gangmu/corpus/han"
	"gangmu/corpus/text"
)

// Sites that copy pages to be found by search engines put the pinyin of a fixed set of characters
// behind every occurrence, 計(jì)生協(xié), and map the page to traditional script before. The
// insertions are taken for such only if
//
//   - there are at least rubyMin of them (on a short page rubyFew: isShortScrape),
//   - rubyVerified of those that could be pinyin are a reading of the character before them or of
//     its form in the other script,
//   - rubyFixed of them stand behind characters that have one (nearly) wherever they occur, and
//   - they stand behind no more than rubyDense of the characters: a primer annotates all.
//
// A teacher's 湖(hú)南 fails each. Figures: on the one page of the kind at hand 796 of 796 verify
// and each of the 92 characters is annotated at every occurrence; in 2,795 clean documents not
// one bracket holds a reading of the character before it.
const (
	rubyMin      = 20
	rubyFew      = 8 // on a short page, if nothing speaks against it: isShortScrape
	rubyVerified = 0.95
	rubyFixed    = 0.90
	rubyDense    = 0.80
)

const whyRuby = "网页脚本在“%c”后插入的注音（%s），已隐去"

// A rubyHit is one insertion behind a character.
type rubyHit struct {
	base     rune
	span     text.Span // the insertion, brackets included; doubled ones (jian)(jian) are one
	inner    string    // what stands in the first brackets
	syllable bool      // inner has the form of a pinyin syllable
	verified bool      // inner belongs to the base
}

// ruby removes pinyin insertions and what the byte-wise replacement that made them destroyed.
func ruby(p *page) {
	hits := rubyHits(p.view.Text)
	table := rubyGate(p.view.Text, hits)
	if table == nil {
		return
	}
	// Some scripts put a blank behind each insertion: 於(yu) 後.
	behind := 0
	for _, h := range hits {
		if h.verified && strings.HasPrefix(p.view.Text[h.span.End:], " ") {
			behind++
		}
	}
	blank := 0
	if float64(behind) > 0.8*float64(len(hits)) {
		blank = 1
	}
	why := map[string]string{}
	var edits []text.Edit
	for _, h := range hits {
		if !h.verified || table[h.base] == "" {
			continue
		}
		if strings.HasPrefix(p.view.Text[h.span.End:], " ") {
			h.span.End += blank
		}
		key := string(h.base) + h.inner
		if why[key] == "" {
			why[key] = fmt.Sprintf(whyRuby, h.base, h.inner)
		}
		edits = append(edits, text.Edit{Rule: text.Ruby, Span: h.span, Why: why[key]})
	}
	p.apply(append(edits, slips(p, hits)...))
}

// rubyGate decides whether hits are the work of a script. It returns the annotated characters
// with an insertion of each, or nil.
func rubyGate(s string, hits []rubyHit) map[rune]string {
	if len(hits) < rubyFew {
		return nil
	}
	could, verified := 0, 0
	count := map[rune]int{}
	table := map[rune]string{}
	for _, h := range hits {
		if h.syllable {
			could++
		}
		if h.verified {
			verified++
			count[h.base]++
			table[h.base] = h.inner
		}
	}
	if verified < rubyFew || float64(verified) < rubyVerified*float64(could) {
		return nil
	}
	occurs := map[rune]int{}
	characters := 0
	for _, r := range s {
		if han.Is(r) {
			characters++
		}
		if _, ok := count[r]; ok {
			occurs[r]++
		}
	}
	if float64(verified) > rubyDense*float64(characters) {
		return nil
	}
	fixed := 0
	for r, n := range count {
		switch share := float64(n) / float64(occurs[r]); {
		case share >= rubyFixed:
			fixed += n
		case share < 0.5:
			delete(table, r) // not of the script's set: a reading that the author gives
		}
	}
	if float64(fixed) < rubyFixed*float64(verified) || verified < rubyMin && !isShortScrape(count, occurs, verified, could) {
		return nil
	}
	return table
}

// isShortScrape is the gate for a page with few insertions: all of them verify, all are behind
// traditional characters and at every occurrence of these, and several occur more than once.
func isShortScrape(count, occurs map[rune]int, verified, could int) bool {
	again := 0
	for r, n := range count {
		if n != occurs[r] || !han.IsTraditional(r) {
			return false
		}
		if n > 1 {
			again++
		}
	}
	return verified == could && again >= 2
}

// rubyHits finds the insertions in s.
func rubyHits(s string) []rubyHit {
	var hits []rubyHit
	for i := 0; i < len(s); {
		c := s[i]
		switch {
		case c >= 0xE4 && c <= 0xE9: // Han
			i += 3
			continue
		case c != '(' && c != '{' && c != '[' && c != 0xEF && c != 0xE3:
			i++
			continue
		}
		if base, ok := hanBefore(s, i); ok {
			if h, ok := rubyAt(s, i, base); ok {
				hits = append(hits, h)
				i = h.span.End
				continue
			}
		}
		i++
	}
	return hits
}

// hanBefore is the Chinese character that ends at s[i].
func hanBefore(s string, i int) (rune, bool) {
	if i < 3 || s[i-1]&0xC0 != 0x80 || s[i-3] < 0xE3 && s[i-3]&0xC0 != 0x80 {
		return 0, false
	}
	r, _ := utf8.DecodeLastRuneInString(s[:i])
	return r, han.Is(r)
}

// rubyAt reads one insertion, doubled ones included, at s[i]. The forms: (jì) （jì） (ji) (jun1 )
// (jian)(jian) {yī} {pinyin:yǐn} (pinyin:gài) 《读:fǎ》 [繁:條] (繁体:應), and (✒) with a picture.
func rubyAt(s string, i int, base rune) (rubyHit, bool) {
	h := rubyHit{base: base, span: text.Span{Start: i, End: i}}
	for {
		inner, explicit, end := bracketed(s, h.span.End)
		if end == 0 {
			break
		}
		syllable, verified := verify(base, inner, explicit)
		if !syllable && !verified || h.verified && !verified {
			break
		}
		if h.inner == "" {
			h.inner, h.syllable, h.verified = inner, syllable, verified
		}
		h.span.End = end
	}
	return h, !h.span.Empty()
}

// bracketed reads a bracket at s[i] that holds one short word and returns the word, whether it is
// announced (pinyin: 读: 繁:), and the offset behind the bracket; 0 if there is none.
func bracketed(s string, i int) (inner string, explicit bool, end int) {
	var closers []string
	switch rest := s[i:]; {
	case rest == "":
		return "", false, 0
	case rest[0] == '(':
		i, closers = i+1, []string{")", "）"}
	case strings.HasPrefix(rest, "（"):
		i, closers = i+len("（"), []string{"）", ")"}
	case rest[0] == '{':
		i, closers = i+1, []string{"}"}
	case rest[0] == '[':
		i, closers = i+1, []string{"]"}
	case strings.HasPrefix(rest, "《"):
		i, closers = i+len("《"), []string{"》"}
	default:
		return "", false, 0
	}
	const longest = 40 // bytes; the longest seen is 繁體:應
	win := s[i:min(len(s), i+longest)]
	at, width := -1, 0
	for _, c := range closers {
		if j := strings.Index(win, c); j >= 0 && (at < 0 || j < at) {
			at, width = j, len(c)
		}
	}
	if at <= 0 {
		return "", false, 0
	}
	inner = win[:at]
	if j := strings.LastIndexAny(inner, ":："); j >= 0 {
		switch strings.TrimSpace(inner[:j]) {
		case "pinyin", "拼音", "读", "讀", "读音", "讀音", "音", "注音", "繁", "繁体", "繁體", "简", "簡", "简体", "簡體":
		default:
			return "", false, 0
		}
		_, w := utf8.DecodeRuneInString(inner[j:])
		inner, explicit = inner[j+w:], true
	} else if closers[0] == "]" || closers[0] == "》" {
		return "", false, 0 // these brackets are too common to be taken without an announcement
	}
	return strings.TrimSpace(inner), explicit, i + at + width
}

// verify reports whether inner has the form of a pinyin syllable, and whether it belongs to base:
// as a reading, as its form in the other script, or as one of the pictures that some scripts put
// in the place of pinyin.
func verify(base rune, inner string, explicit bool) (syllable, verified bool) {
	if inner == "" || len(inner) > 24 {
		return false, false
	}
	r, n := utf8.DecodeRuneInString(inner)
	if han.Is(r) {
		return false, explicit && n == len(inner) && r != base && han.Fold(r) == han.Fold(base)
	}
	if isPicture(r) {
		for _, r := range inner {
			if !isPicture(r) && r != 0xFE0F && r != 0x200D {
				return false, false
			}
		}
		return true, true
	}
	letters := strings.TrimRight(inner, "12345")
	if len(inner)-len(letters) > 1 {
		return false, false
	}
	count := 0
	for _, r := range letters {
		switch {
		case unicode.Is(unicode.Mn, r):
		case unicode.IsUpper(r) || !unicode.Is(unicode.Latin, r):
			return false, false
		default:
			count++
		}
	}
	if count == 0 || count > 6 { // zhuang, chuang, shuang
		return false, false
	}
	plain := han.Toneless(letters)
	if !strings.ContainsAny(plain, "aeiouv") {
		return false, false
	}
	for _, p := range han.Readings(base) {
		if p == plain || strings.ReplaceAll(p, "v", "u") == plain {
			return true, true
		}
	}
	return true, false
}

func isPictureText(s string) bool {
	r, _ := utf8.DecodeRuneInString(s)
	return isPicture(r)
}

// isPicture reports whether r is an emoji or dingbat.
func isPicture(r rune) bool {
	return r >= 0x1F300 && r <= 0x1FAFF || r >= 0x2600 && r <= 0x27BF && !(r >= 0x2776 && r <= 0x2793)
}
