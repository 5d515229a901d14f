package outline

import (
	"strings"
	"unicode/utf8"

	"gangmu/corpus/han"
	"gangmu/corpus/numbering"
	"gangmu/corpus/text"
)

// articleCites are the words behind the label of an article that is cited and not opened:
// 第三条规定的, 第三条、第四条, and what an amendment does to it (第三条改为…).
var articleCites = newOpenings(`规定 規定 的 之 第 、 ， , ； 。 ） ) 〉 》 ” 」 等规 等規 等条 等條 等的 款 项 項 和第 和本 和《 至第 或第 或者 与第 與第 及第 以及 以外 以上 以下 中的 中规 中規 中“ 中有 中，
	所列 所规 所規 所指 所定 所述 所涉 内容 內容 各项 各項 各款 外， 外的 后增 後增 后段 後段 前段 但书 但書 情形 有关规 有關規 至
	改为 改為 修改 增写 增寫 增加 删去 刪去 刪除 作为第 作為第 移至 移作 改作 拆分 合并为 原第`)

// citedBelow are the heads of the lists of citations that collections of Taiwan laws put below an
// article; what stands before one is the end of another.
var citedBelow = newOpenings("被引用條文 引用條文")

// headingCites are those behind 第三章, 第二节, 第一部分.
var headingCites = newOpenings(`规定 規定 的 之 、 ， , ； 。 ） ) 〉 》 ” 」 等章 等规 各条 各條 各节 中的 中规 中規 和第 至第 或第 与第 與第 及第 以及 和本 与本 與本 所列 所规 所規 所称 所定`)

// citation reports whether the label of series k is cited by the words rest behind it, the first
// of which is r.
func citation(k series, rest string, r rune) bool {
	switch {
	case k == articles:
		return articleCites.open(rest, r) || citedBelow.open(rest, r)
	case k.heading():
		return headingCites.open(rest, r)
	case k == parens || k == parenDigits:
		return itemCited(rest, r)
	case k == glued:
		return strings.ContainsRune("个個年月日条條名人户戶家万亿萬億千百十元倍届屆次岁歲号號米公吨噸斤亩畝余餘件份册门門周天所座台辆輛立方位种種类類项項", r)
	case k == dots || k == halfParens:
		return r == '%' || r == ',' || r == ')' || r == '-'
	}
	return false
}

// itemCited tells （一）项, （一）、（二）, （一）至（五） from items.
func itemCited(rest string, r rune) bool {
	next := func() rune {
		n, _ := text.Rune(rest[utf8.RuneLen(r):])
		return n
	}
	switch r {
	case '、', '，', '。', '）', '；', ',', ')':
		return true
	case '项', '項', '款':
		switch next() {
		case '目', '项', '項', '式', '额', '額':
			return false
		}
		return true
	case '期', '类', '類', '级', '級':
		return !han.Is(next())
	case '和', '或', '至', '与', '與', '及':
		return strings.ContainsRune("（(第", next())
	}
	return false
}

// dunCited tells 一、二、三产业 from 一、二〇二五年, of which the part behind 一、 begins at i with the
// rune r, w bytes wide: behind a true label a numeral does not stand with a mark of its own.
func (s *scanner) dunCited(i int, r rune, w int) bool {
	if !numeral(r) || r < utf8.RuneSelf || r == '第' {
		return false
	}
	if s.label(i, r, w, 0) && s.read.Form == numbering.Dun { // the next label, as a rule: it is read once
		return strings.HasPrefix(s.t[i+s.read.Numeral().End:], "、")
	}
	rest := s.t[i:]
	_, w, ok := numbering.ParseNumber(rest)
	if !ok {
		return false
	}
	m, _ := utf8.DecodeRuneInString(rest[w:])
	return m == '、' || han.Is(m) && !strings.ContainsRune("是要年月个個条條届屆次方些切般定直致律起项項种種", m)
}

// article reports whether an article's label begins at i with the rune r, w bytes wide, so that the
// one before it has no text.
func (s *scanner) article(i int, r rune, w int) bool {
	return s.label(i, r, w, 0) && seriesOf(&s.read.Face) == articles
}
