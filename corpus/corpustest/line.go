package corpustest

import (
	"math/rand/v2"
	"strconv"
	"strings"
)

// A Line is a text without line breaks.
type Line struct{ Name, Text string }

// prose is a sentence in which nothing looks like a label.
const prose = "各级人民政府应当加强对本行政区域内有关工作的组织领导，建立健全工作机制，"

// Lines are single lines of n bytes: the first is prose, the others are full of what looks like
// labels, 100,000 to 1 MB, or as many as there is room for; what is left of n is prose. Reading one of
// these must cost no more than a few times what the prose does.
func Lines(n int) []Line {
	// line repeats the units of the numbers from to to, in each of which marks strings look like labels.
	line := func(name string, marks, from, to int, unit func(k int) string) Line {
		most := int(int64(n) * 100_000 >> 20)
		var sb strings.Builder
		for k := from; sb.Len() < n && most > 0; k++ {
			if k > to {
				k = from
			}
			sb.WriteString(unit(k))
			most -= marks
		}
		sb.WriteString(strings.Repeat(prose, max(0, n-sb.Len())/len(prose)))
		return Line{name, sb.String()}
	}
	repeat := func(unit string) func(int) string { return func(int) string { return unit } }
	digits := func(before, after string) func(int) string {
		return func(k int) string { return before + strconv.Itoa(k) + after }
	}
	han := strings.Split("一 二 三 四 五 六 七 八 九 十 十一 十二 十三 十四 十五 十六 十七 十八 十九 二十", " ")
	spelt := func(before, after string) func(int) string {
		return func(k int) string { return before + han[k-1] + after }
	}
	chance := rand.New(rand.NewPCG(1, 2))
	any := strings.Fields("一、 （一） 1. （1） ① 第一条 第一章")
	return []Line{
		{"prose", strings.Repeat(prose, n/len(prose))},
		line("labels", 2, 1, 1, repeat("第三条、一、")),
		line("lists", 1, 1, 1, repeat("（一）甲；")),
		line("articles", 1, 1, 1, repeat("第十二条 ")),
		line("digits", 1, 1, 1, repeat("1.甲；2")),
		line("rising", 1, 1, 9000, digits("第", "条")),
		line("laws", 1, 1, 9000, digits("。第", "条 ")),
		line("duns", 1, 1, 20, spelt("", "、")),
		line("headings", 1, 1, 20, spelt("。", "、")),
		line("parens", 1, 1, 20, spelt("（", "）")),
		line("items", 1, 1, 20, spelt("；（", "）")),
		line("enums", 1, 1, 20, spelt("；", "是")),
		line("chapters", 1, 1, 20, spelt("第", "章 ")),
		line("circled", 1, 0, 19, func(k int) string { return string(rune('①'+k)) + "；甲" }),
		line("decimals", 1, 1, 9, digits("。 4.", " ")),
		line("annexes", 1, 1, 99, digits("附件", " ")),
		line("cited", 3, 1, 1, repeat("第三条第二款（一）项")),
		line("ordinals", 1, 1, 20, spelt("第", "、")),
		line("numbers", 1, 1, 20, spelt("第", "")),
		line("citing", 2, 1, 9, spelt("。第", "条 见第一条，")),
		line("contents", 2, 1, 1, repeat("目录一、甲")),
		line("any", 1, 1, 1, func(int) string { return any[chance.IntN(len(any))] }),
		line("counted", 1, 1, 1, func(int) string {
			k, n := chance.IntN(len(han)), strconv.Itoa(1+chance.IntN(30))
			return [...]string{han[k] + "、", "（" + han[k] + "）", n + ".", "（" + n + "）", "第" + han[k] + "条"}[chance.IntN(5)]
		}),
		line("spaced", 1, 1, 1, repeat("1总 则")),
		line("mixed", 5, 1, 1, repeat("一、甲（一）乙1.丙；一是丁。第二条 ")),
	}
}
