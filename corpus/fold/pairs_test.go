package fold

import (
	"strings"
	"testing"
)

// Each line is a class: its members are the same text, each for each.
const sameTexts = `
# traditional and simplified
国务院 國務院
计划生育 計劃生育 計畫生育 计画生育
规划 規劃 規畫
扶贫 扶貧
乡村振兴 鄉村振興
发展 發展
头发 頭髮 头髮
后来 後來
皇后 皇後
干部 幹部 乾部
干净 乾淨 乾净
复杂 複雜 復雜
恢复 恢復 恢複
答复 答覆 答復
征收 徵收
特征 特徵
台湾 臺灣 台灣
台风 颱風
平台 平臺
里程 裏程 裡程
关系 關係 關系
联系 聯繫 聯系
制度 製度
制造 製造
准备 準備
批准 批準
松树 鬆樹
放松 放鬆
面粉 麵粉
范围 範圍
游览 遊覽
游泳 遊泳
于是 於是
对于 對於
余额 餘額
云南 雲南
冲突 衝突
当地 當地 噹地
录取 錄取
党员 黨員
只有 祇有 隻有
几个 幾個
万元 萬元
与会 與會
个人 個人 箇人
为了 為了 爲了
众多 眾多 衆多
群众 群眾 羣衆 群衆
床铺 牀鋪
峰会 峯會
够用 夠用
启动 啟動 啓動
污染 汙染
泄漏 洩漏
线索 線索 綫索
强化 強化
税收 稅收
说明 說明 説明
脱离 脫離
教育 敎育
户籍 戶籍 戸籍
产业 產業 産業
团体 團體
医疗 醫療
图书 圖書
选举 選舉
监察 監察
审计 審計
预算 預算
质量 質量
环境 環境
药品 藥品 葯品
农业 農業
铁路 鐵路
邮政 郵政
证券 證券
银行 銀行
网络 網絡
电信 電信
劳动 勞動
职业 職業
儿童 兒童
妇女 婦女
婚姻登记 婚姻登記
刑罚 刑罰
处罚 處罰
辩护 辯護
辨认 辨認
执行 執行
仲裁机构 仲裁機構
条例 條例
细则 細則
办法 辦法
决定 決定
公报 公報
通知书 通知書
意见 意見
议案 議案
报告 報告
纪律 紀律
会议纪要 會議紀要
贯彻 貫徹
统筹 統籌
协调 協調
创新 創新
绿色 綠色
开放 開放
共享 共享
实现 實現
伟大 偉大
复兴 復興
中华 中華
民族 民族
历史 歷史 曆史
日历 日曆 日歷
丑恶 醜惡
谷物 穀物
获得 獲得 穫得
尽管 儘管 盡管
尽力 盡力 儘力
钟表 鐘錶 鍾表
并且 並且 併且
合并 合併 合並
采取 採取
布置 佈置
占有 佔有
向导 嚮導
凶手 兇手
周期 週期
志愿 志願 誌願
杂志 雜誌 雜志
秋千 鞦韆
弥漫 瀰漫
郁闷 鬱悶
夸大 誇大
困难 困難
仆人 僕人
沈阳 瀋陽
签名 簽名 籤名
胜利 勝利
借口 藉口
凭借 憑藉
慰藉 慰借
了解 瞭解
着力 著力
着眼 著眼
著作 着作
显著 顯著 显着
乾隆 干隆
瞭望 了望
# compatibility forms, width, case
2016年 ２０１６年
GDP ＧＤＰ gdp Gdp ｇｄｐ
100% 100％ １００％
A.B ａ．ｂ
第1条 第１條
(一) （一） ㈠
(10) （10） ⑽
1 ① １ ¹ ₁
12 ⑫ １２
20 ⑳
一 ⼀
长 ⻓ 長 ⾧
人民 ⼈⺠
工作 ⼯作
力 ⼒
金 ⾦
水 ⽔
马 ⾺ 馬 ⻢
门 門 ⻔ ⾨
见 見 ⻅ ⾒
车 車 ⻋ ⾞
贝 貝 ⻉ ⾙
风 風 ⻛ ⾵
食 ⻝ ⾷
鸟 鳥 ⻦ ⿃
龙 龍 ⻰ ⿓
齐 齊 ⻬ ⿑
黄 黃 ⻩ ⿈
豈 豈 岂
更 更
車 車 车
km km KM ㎞
m2 m² ㎡
kg ㎏ KG
°C ℃ °c
№ No no
Ⅰ I i
Ⅳ IV iv
Ⅻ XII xii
½ 1⁄2
ﬁ fi FI
ａ a A
， ,
； ;
： :
！ !
？ ?
～ ~
＋ +
－ -
＝ =
［一］ [一]
｛一｝ {一}
／ /
＆ &
＠ @
＃ #
＊ *
￥ ¥
。 ｡
「 ｢
ｱ ア
ｶﾞ ガ
é é
Å Å å
한 한
〇 ○ ◯
二〇一七 二○一七
# what shows nothing
税收 税\u200b收 税\u00ad收 \ufeff税收 税\u2060收 税\ufe00收 税\U000e0100收
email e\u200dmail
国务院 国\u200c务院
`

// Each line is two texts that must never be the same: the traps.
const otherTexts = `
中国国家 中国，国家
发展示 发展，展示
著作 制作
显著 显示
慰藉 慰问
乾隆 坤隆
未来 末来
土地 士地
人民 入民
已经 己经
2016年 2017年
税 。税
一 二
〇 0
… ...
（一） 一
〔2016〕 2016
【一】 [一]
“一” 一
、 ，
。 .
辨认 辩认
征收 证收
后 候
里 理
划 化
ab ac
é e
ü u
第十条 第十一条
万 千
三农 三家
`

func members(line string) []string {
	line = strings.NewReplacer(`\u200b`, "\u200b", `\u00ad`, "\u00ad", `\ufeff`, "\ufeff", `\u2060`, "\u2060", `\ufe00`, "\ufe00", `\U000e0100`, "\U000e0100", `\u200d`, "\u200d", `\u200c`, "\u200c").Replace(line)
	return strings.Split(line, " ")
}

// TestPairs checks the classes. A blank that belongs to a member is no separator, so members with
// blanks stand in classes of their own below.
func TestPairs(t *testing.T) {
	pairs := 0
	check := func(class []string) {
		for i, a := range class {
			for _, b := range class[:i] {
				pairs++
				if String(a) != String(b) {
					t.Errorf("%q folds to %q, %q to %q", a, String(a), b, String(b))
				}
			}
		}
	}
	for line := range strings.Lines(sameTexts) {
		line = strings.TrimSuffix(line, "\n")
		if line == "" || strings.HasPrefix(line, "#") {
			continue
		}
		check(members(line))
	}
	check([]string{"扎实推进", "扎实　推进", "扎实 推进", "扎\n实\n推进", "扎实\t推进", "扎实\u00a0推进", " 扎實推進\n"})
	check([]string{"附则", "附　则", "附  則", "附\n\n則"})
	check([]string{"第一百二十八条", "第一百二十八 条", "第一百二十八\n条", "第一百二十八\r\n　　條"})
	check([]string{"扎实推进帮扶", "扎实推进\r\n　　帮扶", "扎實推進\u2003幫扶"})
	check([]string{"a b", "a\u3000b", "a\tb", "a\nb", "a \n b", "A  B"})
	if pairs < 300 {
		t.Errorf("only %d pairs", pairs)
	}
	t.Logf("%d pairs", pairs)
}

func TestTraps(t *testing.T) {
	apart := [][2]string{{"a b", "ab"}, {"GDP 增长", "GDP增长"}, {"第12条", "第1 2条"}}
	for line := range strings.Lines(otherTexts) {
		if m := members(strings.TrimSuffix(line, "\n")); len(m) == 2 {
			apart = append(apart, [2]string{m[0], m[1]})
		}
	}
	for _, p := range apart {
		if String(p[0]) == String(p[1]) {
			t.Errorf("%q and %q both fold to %q", p[0], p[1], String(p[0]))
		}
	}
}
