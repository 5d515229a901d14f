package corpustest

import (
	"strconv"
	"strings"
)

// A Line is a text without line breaks.
type Line struct{ Name, Text string }

// Lines are single lines of n bytes: the first is prose, the others are full of what looks like
// labels, one to every nine bytes or so. Reading one of these must cost no more than a few times
// what the prose does.
func Lines(n int) []Line {
	repeat := func(unit string) string { return strings.Repeat(unit, n/len(unit)) }
	count := func(from, to int, unit func(k int) string) string {
		var sb strings.Builder
		for k := from; sb.Len() < n; k++ {
			if k > to {
				k = from
			}
			sb.WriteString(unit(k))
		}
		return sb.String()
	}
	digits := func(before, after string) func(int) string {
		return func(k int) string { return before + strconv.Itoa(k) + after }
	}
	han := strings.Split("一 二 三 四 五 六 七 八 九 十 十一 十二 十三 十四 十五 十六 十七 十八 十九 二十", " ")
	spelt := func(before, after string) func(int) string {
		return func(k int) string { return before + han[k-1] + after }
	}
	return []Line{
		{"prose", repeat("各级人民政府应当加强对本行政区域内有关工作的组织领导，建立健全工作机制，")},
		{"labels", repeat("第三条、一、")},
		{"lists", repeat("（一）甲；")},
		{"articles", repeat("第十二条 ")},
		{"digits", repeat("1.甲；2")},
		{"rising", count(1, 9000, digits("第", "条"))},
		{"laws", count(1, 9000, digits("。第", "条 "))},
		{"duns", count(1, 20, spelt("", "、"))},
		{"headings", count(1, 20, spelt("。", "、"))},
		{"parens", count(1, 20, spelt("（", "）"))},
		{"items", count(1, 20, spelt("；（", "）"))},
		{"enums", count(1, 20, spelt("；", "是"))},
		{"chapters", count(1, 20, spelt("第", "章 "))},
		{"circled", count(0, 19, func(k int) string { return string(rune('①'+k)) + "；甲" })},
		{"decimals", count(1, 9, digits("。 4.", " "))},
		{"annexes", count(1, 99, digits("附件", " "))},
		{"cited", repeat("第三条第二款（一）项")},
		{"ordinals", count(1, 20, spelt("第", "、"))},
		{"numbers", count(1, 20, spelt("第", ""))},
		{"citing", count(1, 9, spelt("。第", "条 见第一条，"))},
		{"contents", repeat("目录一、甲")},
		{"mixed", repeat("一、甲（一）乙1.丙；一是丁。第二条 ")},
	}
}
