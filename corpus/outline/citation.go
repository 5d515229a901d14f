package outline

import (
	"strings"
	"unicode/utf8"

	"gangmu/corpus/numbering"
)

// articleCites are the words behind the label of an article that is cited and not opened:
// 第三条规定的, 第三条、第四条, and what an amendment does to it (第三条改为…).
var articleCites = strings.Fields(`规定 規定 的 之 第 、 ， , ； 。 ） ) 〉 》 ” 」 等规 等規 等条 等條 等的 款 项 項 和第 和本 和《 至第 或第 或者 与第 與第 及第 以及 以外 以上 以下 中的 中规 中規 中“ 中有 中，
	所列 所规 所規 所指 所定 所述 所涉 内容 內容 各项 各項 各款 外， 外的 后增 後增 后段 後段 前段 但书 但書 情形 有关规 有關規 至
	改为 改為 修改 增写 增寫 增加 删去 刪去 刪除 作为第 作為第 移至 移作 改作 拆分 合并为 原第`)

// citedBelow are the heads of the lists of citations that collections of Taiwan laws put below an
// article; what stands before one is the end of another.
var citedBelow = []string{"被引用條文", "引用條文"}

// headingCites are those behind 第三章, 第二节, 第一部分.
var headingCites = strings.Fields(`规定 規定 的 之 、 ， , ； 。 ） ) 〉 》 ” 」 等章 等规 各条 各條 各节 中的 中规 中規 和第 至第 或第 与第 與第 及第 以及 和本 与本 與本 所列 所规 所規 所称 所定`)

// citation reports whether the label of series k that ends at end is cited by the words behind it.
func (s *scanner) citation(k series, end int) bool {
	rest := s.t[end:]
	r, w := utf8.DecodeRuneInString(rest)
	next, _ := utf8.DecodeRuneInString(rest[w:])
	switch {
	case k == articles:
		return hasPrefix(rest, articleCites) || hasPrefix(strings.TrimLeft(rest, spaces+"\r\n"), citedBelow)
	case k.heading():
		return hasPrefix(rest, headingCites)
	case k == parens || k == parenDigits:
		return s.itemCited(rest, r, next)
	case k == duns:
		return dunCited(rest, r)
	case k == glued:
		return strings.ContainsRune("个個年月日条條名人户戶家万亿萬億千百十元倍届屆次岁歲号號米公吨噸斤亩畝余餘件份册门門周天所座台辆輛立方位种種类類项項", r)
	case k == dots || k == halfParens:
		return strings.ContainsRune("%,)-", r)
	}
	return false
}

// itemCited tells （一）项, （一）、（二）, （一）至（五） from items.
func (s *scanner) itemCited(rest string, r, next rune) bool {
	switch {
	case strings.ContainsRune("、，。）；,)", r):
		return true
	case strings.ContainsRune("项項款", r):
		return !strings.ContainsRune("目项項式额額", next)
	case strings.ContainsRune("期类類级級", r):
		return !isHan(next)
	case strings.ContainsRune("和或至与與及", r):
		return strings.ContainsRune("（(第", next)
	}
	return false
}

// dunCited tells 一、二、三产业 from 一、二〇二五年: behind a true label a numeral does not stand
// with a mark of its own.
func dunCited(rest string, r rune) bool {
	if !numeral(r) || r < utf8.RuneSelf {
		return false
	}
	_, w, ok := numbering.ParseNumber(rest)
	if !ok {
		return false
	}
	m, _ := utf8.DecodeRuneInString(rest[w:])
	return m == '、' || isHan(m) && !strings.ContainsRune("是要年月个個条條届屆次方些切般定直致律起项項种種", m)
}

func hasPrefix(s string, words []string) bool {
	for _, w := range words {
		if strings.HasPrefix(s, w) {
			return true
		}
	}
	return false
}

// article reports whether an article's label begins at i, so that the one before it has no text.
func (s *scanner) article(i int) bool {
	l, ok := numbering.Scan(s.t, i, 0)
	return ok && seriesOf(l) == articles
}
