package index

import (
	"os"
	"path/filepath"
	"strings"
	"testing"

	"gangmu/corpus"
	"gangmu/corpus/corpustest"
)

// golden lists queries with the document and the section that a reader would want: a part of the
// file's name and a label or heading of the trail; several are parted by |.
const golden = `
单独同意 个人信息 境外 :: 个人信息保护法 :: 第三十九条
敏感个人信息 :: 个人信息保护法 :: 第二节|第二十八条
夫妻 共同债务 :: 婚姻家庭编 :: 第一千零六十四条|第三十四条
紧急救助 受助人损害 :: 总则 :: 第一百八十四条
民事行为能力 八周岁 :: 总则 :: 第二十条|第十九条|第一节
注册资本 五年内缴足 :: 公司法(2023 :: 第四十七条
延长工作时间 百分之一百五十 :: 劳动法 :: 第四十四条
带薪年休假 :: 职工带薪年休假条例 :: *
工伤 认定 :: 工伤保险条例 :: 第三章
劳动争议 仲裁 一年 时效 :: 劳动争议调解仲裁法 :: 第二十七条
未成年人 网络保护 :: 未成年人保护法 :: 第五章
学校 欺凌 :: 未成年人保护法 :: 第三十九条
妇女 就业 性别歧视 :: 妇女权益保障法(2022 :: 第四十二条
安全生产 主要负责人 职责 :: 安全生产法 :: 第二十一条
价格 哄抬 :: 价格法 :: 第十四条
契税 税率 :: 契税|契稅 :: 第三条|第三條
城市维护建设税 百分之七 :: 城市维护建设税法 :: 第四条
水资源 有偿使用 :: 水法 :: 第四十八条|第七条
预算 调整 :: 预算法 :: 第七章
国家赔偿 精神损害抚慰金 :: 国家赔偿法 :: 第四章|第三十五条
政务处分 种类 :: 公职人员政务处分法 :: 第二章|第七条
回避 公务员 :: 公务员回避规定 :: *
国歌 奏唱 :: 国歌法 :: *
村民委员会 罢免 :: 村民委员会组织法 :: 第十六条
突发事件 预警 级别 :: 突发事件应对法 :: 第四十二条|第六十三条
数据 分类分级 :: 数据安全法 :: 第二十一条
密码 核心密码 普通密码 :: 密码法 :: 第二章
噪声 夜间 施工 :: 噪声污染防治法 :: 第四十三条
疫苗 全程电子追溯 :: 疫苗管理法 :: 第十条
饮酒 驾驶 机动车 暂扣 :: 道路交通安全法 :: 第九十一条
行政复议 期限 六十日 :: 行政复议法 :: 第三十一条|第六十二条|第二十条|第九条
党员 留党察看 :: 党员受留党察看处分 :: *
國家賠償 公有公共設施 :: 國家賠償法 :: 第三條
国家赔偿 公有公共设施 :: 國家賠償法 :: 第三條
公務員 經營商業 :: 公務員服務法 :: 第十三條
土地 徵收 補償 協議價購 :: 土地徵收條例 :: 第十三條|第二章|第十一條
高消费 限制 被执行人 :: 限制被执行人高消费 :: *
拒不支付劳动报酬 :: 拒不支付劳动报酬刑事案件 :: *
反垄断 滥用市场支配地位 :: 反垄断法 :: *
勞工 特別休假 :: 勞動基準法 :: 第三十八條
heading:法律责任 个人信息 :: 个人信息保护法|网络数据安全 :: 第七章|法律责任
"民族自治地方 自治条例" OR 自治条例和单行条例 :: 民族区域自治法|宪法|立法法 :: *
title:档案法 移交 :: 档案法 :: *
kind:章 核安全 应急 :: 核安全法 :: 第四章
政府采购 公开招标 :: 政府采购法|政府採購法 :: *
经济性裁员 OR 裁减人员 :: 劳动法|劳动合同 :: *
第四十四条 工资报酬 :: 劳动法 :: 第四十四条
grxxbhf :: 个人信息保护法 :: *
`

// TestRanking wants the section that a reader wants first for eight of ten golden queries, and
// among the first five for nineteen of twenty; with -full among all documents, else among every
// twentieth and those of the golden queries.
func TestRanking(t *testing.T) {
	lines := strings.Split(strings.TrimSpace(golden), "\n")
	var names []string
	for _, line := range lines {
		names = append(names, strings.Split(strings.Split(line, " :: ")[1], "|")...)
	}
	var docs []*corpus.Document
	for _, dir := range []string{"laws", "taiwan", "party"} {
		for i, file := range corpustest.Files(t, corpustest.Data(t, dir)) {
			if !*full && i%20 != 0 && !containsAny(filepath.Base(file), names) {
				continue
			}
			data, err := os.ReadFile(file)
			if err != nil {
				t.Fatal(err)
			}
			if d, err := corpus.New(file, data); err == nil {
				docs = append(docs, d)
			}
		}
	}
	x := memoryIndex(t, docs...)
	first, five := 0, 0
	for _, line := range lines {
		part := strings.Split(line, " :: ")
		res := search(t, x, part[0], Options{Limit: 5})
		rank := 0
		for k, h := range res.Hits {
			if containsAny(filepath.Base(h.Path), strings.Split(part[1], "|")) && (part[2] == "*" || containsAny(h.Section.Trail, strings.Split(part[2], "|"))) {
				rank = k + 1
				break
			}
		}
		switch {
		case rank == 1:
			first++
			five++
		case rank > 1:
			five++
			t.Logf("%s: place %d, after %s %s", part[0], rank, filepath.Base(res.Hits[0].Path), res.Hits[0].Section.Trail)
		default:
			t.Logf("%s: not among the first five", part[0])
			for _, h := range res.Hits {
				t.Logf("    %.1f %s %s", h.Score, filepath.Base(h.Path), h.Section.Trail)
			}
		}
	}
	n := len(lines)
	t.Logf("%d queries on %d documents: recall@1 %.2f, recall@5 %.2f", n, len(docs), float64(first)/float64(n), float64(five)/float64(n))
	if n < 40 || float64(first) < 0.8*float64(n) || float64(five) < 0.95*float64(n) {
		t.Errorf("first for %d, among five for %d of %d", first, five, n)
	}
}

func containsAny(s string, subs []string) bool {
	for _, sub := range subs {
		if strings.Contains(s, sub) {
			return true
		}
	}
	return false
}
