package ref

import (
	"strings"
	"unicode/utf8"

	"gangmu/corpus/han"
)

// base reads the anchor of a relative reference.
func (sc scanner) base(s string) (Base, int) {
	c, w := utf8.DecodeRuneInString(s)
	switch c {
	case '前', '上':
		for _, x := range []string{"前述", "上述", "前文", "上文", "前面", "上面"} {
			if strings.HasPrefix(s, x) {
				return Base{Kind: Above, Count: 1}, len(x)
			}
		}
		return counted(Prev, s, w)
	case '下', '后', '後':
		for _, x := range []string{"下文", "下述", "后文", "後文", "后述", "後述"} {
			if strings.HasPrefix(s, x) {
				return Base{Kind: Below, Count: 1}, len(x)
			}
		}
		if strings.HasPrefix(s, "下列") {
			return Base{}, 0
		}
		return counted(Next, s, w)
	case '本':
		if u, uw := unitAt(s[w:]); u != nil && !u.prefix && !wordGoesOn(u, s[w+uw:]) {
			return Base{Kind: This, Unit: u.name, Count: 1}, w + uw
		}
		return own(s, w)
	case '同', '该', '該':
		if u, uw := unitAt(s[w:]); u != nil && !u.prefix && strings.HasPrefix(s[w+uw:], "第") {
			return Base{Kind: Same, Unit: u.name, Count: 1}, w + uw
		}
	}
	return Base{}, 0
}

// counted reads 款 in 前款, 两款 in 前两款, 一条 in 上一条.
func counted(k BaseKind, s string, w int) (Base, int) {
	n := 1
	if strings.HasPrefix(s[w:], "两") || strings.HasPrefix(s[w:], "兩") {
		n, w = 2, w+len("两")
	} else if x, ok := plain(s[w:]); ok && x.n <= 20 {
		n, w = x.n, w+x.width
	}
	u, uw := unitAt(s[w:])
	if u == nil || u.prefix || wordGoesOn(u, s[w+uw:]) {
		return Base{}, 0
	}
	switch u.name {
	case "条", "款", "项", "目", "章", "节", "编": // not 前段, which is half a sentence
		return Base{Kind: k, Unit: u.name, Count: n}, w + uw
	}
	return Base{}, 0
}

// own reads 本法, 本条例, 本规定 … before 第 or 附件.
func own(s string, w int) (Base, int) {
	at := w
	if c, _ := utf8.DecodeRuneInString(s[at:]); strings.ContainsRune("局部院會会校市省縣县區区公所处處", c) {
		return Base{}, 0 // 本局组织规程 is another document
	}
	for range 8 {
		c, cw := utf8.DecodeRuneInString(s[at:])
		if !han.Is(c) || strings.ContainsRune("依按照据據由于於及和与與之的", c) {
			return Base{}, 0
		}
		at += cw
		if !endsDocument(s[w:at]) {
			continue
		}
		if rest := s[at:]; strings.HasPrefix(rest, "第") || bareArticle(rest) > 0 || strings.HasPrefix(rest, "附") || strings.HasPrefix(rest, "前") {
			return Base{Kind: Whole, Count: 1}, at
		}
	}
	return Base{}, 0
}

// bareArticle is the width of 六十条 where 第 was left out: 本条例六十条第四款.
func bareArticle(s string) int {
	if x, ok := plain(s); ok && x.n > 1 {
		if u, w := unitAt(s[x.width:]); u != nil && u.name == "条" && !wordGoesOn(u, s[x.width+w:]) {
			return x.width + w
		}
	}
	return 0
}

// documentWords end the name of a kind of document.
var documentWords = []string{"法", "法典", "条例", "條例", "规定", "規定", "办法", "辦法", "细则", "細則", "规则", "規則",
	"章程", "准则", "準則", "决定", "決定", "解释", "解釋", "规程", "規程", "通则", "通則", "标准", "標準", "意见", "意見",
	"通知", "方案", "纲要", "綱要", "指引", "指南", "公约", "公約", "协定", "協定", "规范", "規範", "要点", "要點", "守则", "守則",
	"宪法", "憲法", "修正案", "制度", "党章", "规划", "規劃", "文件", "报告", "報告", "合同", "协议", "協議", "批复", "公告", "条约", "条令", "增修條文", "增修条文", "議定書", "议定书", "計畫", "计划"}

func endsDocument(s string) bool {
	for _, w := range documentWords {
		if strings.HasSuffix(s, w) {
			return true
		}
	}
	return false
}
