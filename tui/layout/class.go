package layout

import "github.com/clipperhouse/displaywidth"

// A class is what measuring and breaking need to know of a character.
type class uint16

const (
	simple    class = 1 << iota // a cluster of its own beside another simple one
	wide                        // two cells (UAX #11 classes W and F)
	ambiguous                   // one cell or two (class A)
	han                         // 汉字 and what is set like one
	notStart                    // may not begin a row 行首禁则
	notEnd                      // may not end a row 行尾禁则
	white                       // blank: hangs over the end of a row, unseen
	digit                       // 0…9, also full width
	numeral                     // 一 … 十 百 千 万 亿
	letter                      // a…z A…Z
	twin                        // — … : two make one mark 破折号, 省略号
	hangs                       // may hang in the margin 行尾点号悬挂
	paired                      // among its like, UAX #14 is notStart and notEnd and nothing else
)

// The marks that may not begin a row: GB/T 15834—2011 5.1.1–5.1.3, 5.1.6, 5.1.7, 5.1.9 and
// clreq 行首行尾禁则 at its strict level (with —— and ……), in full and half width, since half of
// all scraped texts have ASCII marks between Han; and the signs after a number.
const marksNotStart = "、。，．：；！？,.:;!?､｡）〕］】》〉」』”’〞〟)]}｝〗〙〛｣%％‰℃℉°′″…‥—–‐-－～〜·・･•／/\\々〻ー"

// The marks that may not end a row: GB/T 15834—2011 5.1.3, clreq; and the signs before a number.
const marksNotEnd = "（〔［【《〈「『“‘〝([{｛〖〘〚｢¥￥$＄￡£€#＃№@"

// The marks that may hang over the right edge (clreq 行尾点号悬挂: 、，。, and their other width).
const marksHang = "、，。．,."

// pairs are the marks of classes OP, CL, CP, NS, EX and IS of which this is true: between two of
// them, or one and a Han character, UAX #14 allows a break unless the first opens or the second
// closes (LB13, LB14, LB16, LB21, LB31).
const pairs = "、，。；：！？,.:;!?（〔［【《〈「『([{｛〖）〕］】》〉」』)]}｝〗"

// tableEnd is where the table of classes ends; what lies behind is Han or full-width forms, or
// measured cluster by cluster.
const tableEnd = 0x3400

var (
	classes   [tableEnd]class
	fullWidth [0x100]class // U+FF00…U+FFFF
	ideograph class        // of Han without a class of its own

)

// simpleRanges are characters whose Grapheme_Cluster_Break is Other (UAX #29).
var simpleRanges = [][2]rune{{0x20, 0x7e}, {0xa1, 0xac}, {0xae, 0x2ff}, {0x370, 0x377}, {0x37a, 0x37f}, {0x384, 0x482},
	{0x48a, 0x52f}, {0x2010, 0x2027}, {0x2030, 0x205e}, {0x2070, 0x209c}, {0x20a0, 0x20c0}, {0x2100, 0x218b},
	{0x2190, 0x23ff}, {0x2440, 0x244a}, {0x2460, 0x2b73}, {0x2e80, 0x2e99}, {0x2e9b, 0x2ef3}, {0x2f00, 0x2fd5},
	{0x3000, 0x3029}, {0x3031, 0x303c}, {0x3041, 0x3096}, {0x309b, 0x30ff}, {0x3105, 0x312f}, {0x3190, 0x3247}, {0x3250, 0x33ff}}

func init() {
	measured := func(r rune) class {
		narrow, broad := displaywidth.Options{}.Rune(r), displaywidth.Options{EastAsianWidth: true}.Rune(r)
		switch {
		case narrow == 2:
			return simple | wide
		case narrow == 1 && broad == 2:
			return simple | ambiguous
		case narrow == 1:
			return simple
		}
		return 0
	}
	for _, g := range simpleRanges {
		for r := g[0]; r <= g[1]; r++ {
			classes[r] = measured(r)
		}
	}
	for r := rune(0xff01); r <= 0xffee; r++ {
		fullWidth[r-0xff00] = measured(r)
	}
	fullWidth[0x9e], fullWidth[0x9f] = 0, 0 // half-width voiced marks extend
	ideograph = simple | wide | han | paired
	add := func(s string, c class) {
		for _, r := range s {
			switch {
			case r < tableEnd:
				classes[r] |= c
			case r >= 0xff00:
				fullWidth[r-0xff00] |= c
			}
		}
	}
	add(marksNotStart, notStart)
	add(marksNotEnd, notEnd)
	add(marksHang, hangs)
	add("—…", twin)
	add(" \t　\u2000\u2001\u2002\u2003\u2004\u2005\u2006\u2008\u2009\u200a", white)
	add("0123456789０１２３４５６７８９", digit)
	add("〇", han|paired)
	add(pairs, paired)
	for r := 'a'; r <= 'z'; r++ {
		classes[r] |= letter
		classes[r-'a'+'A'] |= letter
	}
	add("〇○", numeral)
}

// look is the class of r.
func look(r rune) class {
	switch {
	case r < tableEnd:
		return classes[r]
	case r <= 0x9fff && r >= 0x4e00, r <= 0x4dbf, r >= 0xf900 && r <= 0xfaff, r >= 0x20000 && r <= 0x3fffd:
		if numeralRune(r) {
			return ideograph | numeral
		}
		return ideograph
	case r >= 0xff00 && r <= 0xffff:
		return fullWidth[r-0xff00]
	}
	return 0
}

// numeralRune reports whether r is one of the Han numerals; a quick no for nearly all.
func numeralRune(r rune) bool {
	switch r {
	case '一', '二', '三', '四', '五', '六', '七', '八', '九', '十', '百', '千', '万', '萬', '亿', '億', '两', '兩', '零', '廿', '卅':
		return true
	}
	return false
}

// invisible reports whether r takes no cell and is better not printed: zero-width and
// bidirectional controls, which reorder or glue what stands beside them.
func invisible(r rune) bool {
	switch {
	case r == 0xad, r == 0x34f, r == 0x61c, r == 0x115f, r == 0x1160, r == 0x17b4, r == 0x17b5, r == 0x180e,
		r >= 0x200b && r <= 0x200f, r >= 0x202a && r <= 0x202e, r >= 0x2060 && r <= 0x206f, r == 0x3164,
		r >= 0xfe00 && r <= 0xfe0f, r == 0xfeff, r == 0xffa0, r >= 0xfff0 && r <= 0xfffb, r >= 0xe0000 && r <= 0xe0fff:
		return true
	}
	return false
}
