package outline

import (
	"strings"
	"unicode/utf8"

	"gangmu/corpus/han"
	"gangmu/corpus/text"
)

// What tells headings from text where a document lost its lines and nothing stands in their place.

// sentenceOpenings are words that open the text behind a heading, and stand inside none of 3,000 headings
// of party documents and work reports beyond their fourth character.
var sentenceOpenings = newOpenings(`今年 过去一年 过去五年 刚刚过去的 一年来 五年来 近年来 当前， 目前， 当今 截至 全年 初步核算 据统计 坚持以习近平 以习近平 高举中国
	根据《 按照党 按照省 按照市 我们要 各地区各 各级各部门 各部门要 各单位要 各位代表 同志们 会议指出 会议听取 会议强调 会议认为 会议要求
	本预案适用 本预案是 本预案自 本预案由 本预案原则 本办法适用 本办法自 本规定适用 本规定自 本方案适用 本方案自 本规划是 本标准规定 本文件规定 本制度适用 本制度自 本合同自 本合同一式
	为深入 为贯彻 为进一步 为切实 为认真 新征程上 新的一年 “十四五”时期是 “十四五”时期， “十五五”时期是 “十五五”时期，`)

// wholeHeadings are headings that plans, notices and reports share word for word.
var wholeHeadings = newOpenings(`总则 附则 编制目的 编制依据 适用范围 工作原则 总体要求 总体目标 总体思路 指导思想 基本原则 主要目标 发展目标 工作目标 工作任务 主要任务
	重点任务 工作要求 工作措施 工作内容 保障措施 实施步骤 时间安排 组织机构 组织体系 组织保障 基本情况 总体情况 主要做法 主要成效 存在问题 存在的问题
	存在的主要问题 对策建议 意见建议 下一步工作 发展基础 发展环境 面临形势 现状分析 责任追究 法律责任 预防和预警 监测预警 信息报告 应急响应 应急保障
	应急处置 后期处置 预案管理 名词术语 规范性引用文件 术语和定义 基本要求`)

// joinedTitle finds where the title of a heading ends that runs into its text, in a document without lines;
// s is the title and more: it ends with a heading that others have too, before what opens a sentence, or amid a
// word that comes twice (指挥部办公室办公室设在…). 0 = nowhere.
func (p *parser) joinedTitle(s string) int {
	if !p.tight || p.tree.Genre == Statute || len(s) < 3*12 {
		return 0
	}
	first, _ := text.Rune(s)
	if n := wholeHeadings.prefix(s, first); n > 0 && len(s) >= n+3*6 {
		if r, _ := text.Rune(s[n:]); han.Is(r) && !strings.ContainsRune("的是为和与及等", r) || r == '《' {
			return n
		}
	}
	prev := first
	for k, r := range s[:min(len(s), 3*42)] {
		if k >= 3*4 && (sentenceOpenings.open(s[k:], r) || r == '2' && isYear(s[k:]) || han.Is(r) && strings.HasPrefix(s[k:], s[k-3*2:k])) && !strings.ContainsRune(goesOnBehind, prev) {
			return k
		}
		prev = r
	}
	return 0
}

// goesOnBehind are characters behind which no sentence opens.
const goesOnBehind = "于在对和与及以到自从的将把为、，“（《—持是否要须应成"

// isYear reports whether a sentence may open with s: 2025年是…, 2025年，….
func isYear(s string) bool {
	if len(s) < len("2025年是") || s[1] != '0' || !numeralDigit(s[2:]) || !numeralDigit(s[3:]) || !strings.HasPrefix(s[4:], "年") {
		return false
	}
	r, _ := utf8.DecodeRuneInString(s[len("2025年"):])
	return r == '是' || r == '，' || r == ','
}

// leads reports whether 一是 c opens with a short sentence and goes on with others, as a heading does that
// has its text behind it: 一是抓学习。…。二是…
func (p *parser) leads(c *candidate) bool {
	end := min(len(p.t), int(c.end())+3*200)
	if c.next >= 0 {
		if d := &p.cs[c.next]; d.place != atStop {
			return false
		} else {
			end = min(end, int(d.start))
		}
	}
	s := p.t[c.end():end]
	i := strings.Index(s[:min(len(s), 3*31)], "。")
	return i > 0 && len(s)-i > 3*8 && !strings.ContainsAny(s[:i], "；：！？")
}
