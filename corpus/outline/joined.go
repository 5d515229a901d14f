package outline

import (
	"strings"
	"unicode/utf8"

	"gangmu/corpus/han"
	"gangmu/corpus/text"
)

// What tells headings from text where a document lost its lines and nothing stands in their place.

// sentenceOpenings are words that open the text behind a heading. Beyond the fourth character they stand
// inside 12 of 4,889 headings of party documents and work reports, most of which are sentences themselves.
var sentenceOpenings = newOpenings(`责任单位 牵头单位 完成时限 本报告 本单位 今年 去年 本届政府 过去五年 过去一年 刚刚过去的 一年来 五年来 近年来 当前， 目前， 当今 截至 全年 初步核算 据统计 坚持以习近平 以习近平 高举中国
	根据《 按照党 按照省 按照市 各地区各 各部门要 各单位要 各位代表 同志们 面对 为了 围绕 这是 由于 随着 截止 预计 上面 要把 要坚持 要加 要进 要深 会议指出 会议听取 会议强调 会议认为 会议要求
	本预案适用 本预案是 本预案自 本预案由 本预案原则 本办法适用 本办法自 本规定适用 本规定自 本方案适用 本方案自 本规划是 本标准规定 本文件规定 本制度适用 本制度自 本合同自 本合同一式
	为引导 为促进 为保障 为加强 为确保 为做好 为推动 为深入 为贯彻 为进一步 为切实 为认真 新征程上 新的一年 “十二五”时期， “十三五”时期， “十四五”时期， “十五五”时期， “十一五”时期是 “十二五”时期是 “十三五”时期是 “十四五”时期是 “十五五”时期是 “十三五”期间 “十四五”期间`)

// wholeHeadings are headings that plans, notices and reports share word for word.
var wholeHeadings = newOpenings(`总则 附则 编制目的 编制依据 适用范围 工作原则 总体要求 总体目标 总体思路 指导思想 基本原则 主要目标 发展目标 工作目标 工作任务 主要任务
	重点任务 工作要求 工作措施 工作内容 保障措施 实施步骤 时间安排 组织机构 组织体系 组织保障 基本情况 总体情况 主要做法 主要成效 存在问题 存在的问题
	存在的主要问题 对策建议 意见建议 下一步工作 发展基础 发展环境 面临形势 现状分析 责任追究 法律责任 预防和预警 监测预警 信息报告 应急响应 应急保障
	应急处置 后期处置 预案管理 名词术语 规范性引用文件 术语和定义 基本要求`)

// headingVerbs are words that open a sentence as often as they stand inside a heading.
var headingVerbs = newOpenings(`坚持 坚决 加强 加大 加快 全力 深入 深化 完善 扩大 推动 推进 推行 积极 实施 大力 强化 落实 促进 巩固 开展 统筹推进 激发 打造 提高
	制定 建立 建成 优化 扎实 充分 着力 构建 健全 改善 严格 严肃 切实 支持 鼓励 引导 发挥 培育 做好 做强 抓好 抓实 抓紧 办好 用好 牢固 高标准 探索
	主动 集中 完成 新建 新增 压实 防范 放宽 增加 启动 一体推进 依托 维护 聚焦 树立 筑牢 守牢 坚定 我们 我国 我省 我市 我县 我区 各级 在`)

// headingEnds are words that end many headings.
var headingEnds = newOpenings(`问题 发展 任务 建设 要求 工作 回顾 改革 水平 领导 稳定 机制 体系 力度 统一 管理 原则 责任 处理 基础 开放 政策 动力 作用 区间 民生 活力 升级 教育 局面
	目标 实施 振兴 品质 产业 秩序 工程 经验 活动 能力 代化 创新 治理 潜力 福祉 战略 部署 增收 方式 路线 联系 行为 安排 动能 底线 转型 事业 结构 保护 消费 地位 制度 繁荣
	突破 镇化 增强 斗争 思想 素质 支撑 配合 主线 效能 增长 位置 效应 屏障 高地 举措 生活 规模 调整 质量 效率 条件 效益 正义 优化 进展 保障 根基 生产 作风 执行 总结 利益
	境界 纪律 监督 检查 意义 成效 措施 情况 网络 服务 环境 环节 监管 防线 短板 安全 考核 宣传 投入 队伍 培训 合作 融合 贡献 格局 空间 优势 特色 增效 提质 需求 体制 评价
	督查 督导 建议 打算 思路 不足 成绩 现状 挑战 机遇 形势 意见 市场 实体 功能 策源 经济 城乡 区域 增进 提升 实处 到位 见效 成果 作为`)

// joinedTitle finds where the title of a heading ends that runs into its text, in a document without lines;
// s is the title and more, up to the end of a sentence, or to the next label if labelled. The title ends with a
// heading that others have too, before what opens a sentence, or where the text takes up what it ends with
// (指挥部办公室办公室设在…). 0 = nowhere. Of 855 headings above lines of text in party documents and work
// reports so joined it finds 4 in 9, and cuts 3 in 100 of 1,842 that end with 。.
func (p *parser) joinedTitle(s string, labelled bool) int {
	if !p.tight || p.tree.Genre == Statute || len(s) < 3*12 {
		return 0
	}
	first, _ := text.Rune(s)
	if n := wholeHeadings.prefix(s, first); n > 0 && len(s) >= n+3*6 {
		if r, _ := text.Rune(s[n:]); han.Is(r) && !strings.ContainsRune("的是为和与及等", r) || r == '《' {
			return n
		}
	}
	prev, last, two := first, 0, 0 // the character before, where it stands, and where the one before that
	for k, r := range s[:min(len(s), 3*42)] {
		if r == '本' && k >= 3*2 && k < 3*4 && sentenceOpenings.open(s[k:], r) { // 范围本文件规定了
			return k
		}
		if k >= 3*4 && !strings.ContainsRune(goesOnBehind, prev) {
			if prev == '）' && points(s[:k]) || sentenceOpenings.open(s[k:], r) || r == '2' && isYear(s[k:]) || han.Is(r) && strings.HasPrefix(s[k:], s[k-3*2:k]) {
				return k
			}
			if !labelled && len(s) >= 3*14 && k >= 3*8 && han.Is(r) {
				if w, _ := text.Rune(s[two:]); headingEnds.open(s[two:k], w) && headingVerbs.open(s[k:], r) && clause(s[k:]) >= 3*6 {
					return k
				}
				if near := s[max(0, k-3*10):k]; len(s) >= 3*24 && k+3*4 <= len(s) && r != '的' && strings.Contains(near, s[k:k+3*4]) && !strings.Contains(near, "，") {
					return k
				}
			}
		}
		prev, two, last = r, last, k
	}
	return 0
}

// clause is the length of s up to its first comma.
func clause(s string) int {
	for i, r := range s {
		if r == '，' || r == '、' || r == ',' {
			return i
		}
	}
	return len(s)
}

// goesOnBehind are characters behind which no sentence opens.
const goesOnBehind = "于在对和与及以到自从由靠使了的将把为、，“（《—持是否要须应成"

// endsInOne reports whether 一 of the label c ends a word: 国家统一、.
func (p *parser) endsInOne(c *candidate) bool {
	switch r, _ := lastRune(p.t[:c.start]); r {
	case '统', '唯', '单', '同', '万', '专', '合', '划', '归', '逐':
		return true
	}
	return false
}

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

// points reports whether s ends with the points or the grade that a heading gives: 政治建设（8分）, 特别重大（Ⅰ级）.
func points(s string) bool {
	n := len(s)
	if s = strings.TrimRight(s, "）)"); len(s) == n {
		return false
	}
	for _, unit := range [...]string{"分", "级"} {
		if k, ok := strings.CutSuffix(s, unit); ok {
			r, _ := utf8.DecodeLastRuneInString(k)
			return numeral(r) || 'Ⅰ' <= r && r <= 'Ⅻ'
		}
	}
	return false
}

// runs finds lists whose labels stand behind characters, in a text that lost its lines and has nothing in
// their place: …扣1分二、经济发展…扣3分三、…. They count on from 1, one of them
// to 3 at least, and few labels of their series do not.
func (p *parser) runs() {
	const least = 3
	if p.count[duns] < least && p.count[dots] < least {
		return
	}
	apart := 0
	var behind [numSeries]int // characters
	for i := range p.cs {
		switch c := &p.cs[i]; c.place {
		case atPara, atBlank:
			apart++
		case atHan, atClose, atOther:
			behind[c.series]++
		}
	}
	if apart*10 >= len(p.cs) {
		return
	}
	for _, k := range [...]series{duns, dots} {
		if p.count[k] < least || behind[k] == 0 {
			continue
		}
		var run, all []int32
		stray, long := 0, false
		end := func() {
			if long = long || len(run) >= least; len(run) >= 2 {
				all = append(all, run...)
			}
			run = run[:0]
		}
		for i := range p.cs {
			c := &p.cs[i]
			if c.series != k || c.quoted || c.follow == beforeCite || c.place == atComma || c.place > atComma && c.place != atHan && c.place != atOther {
				continue
			}
			if c.number == 1 && c.place == atHan && p.endsInOne(c) {
				continue
			}
			if n := int32(len(run)); c.number != n+1 {
				if c.number != 1 {
					stray++
					continue
				}
				end()
			}
			run = append(run, int32(i))
		}
		end()
		if !long || stray*5 > len(all) {
			continue
		}
		for _, i := range all {
			if c := &p.cs[i]; c.place == atHan || c.place == atClose || c.place == atOther {
				c.place = atLabel
			}
		}
	}
}
