package outline_test

import (
	"strconv"
	"strings"
	"testing"

	"gangmu/corpus/outline"
	"gangmu/corpus/text"
)

// Lists that open and close one another in every line, at growing lengths: the figures must
// stay the same per byte.
func BenchmarkGrowth(b *testing.B) {
	units := map[string]string{
		"cited":  "第三条 依照第九千条第二项。\n（二）甲；\n一、乙，前款、上文（三）；\n",
		"turned": "二、甲\n（二）乙。\n三、丙\n2.丁\n（四）戊\n一、己\n",
		"ghosts": "第九条 甲。\n第一章 总则\n第二十条 乙。\n三是丙。\n",
		"labels": "一、甲 第二条 （三）乙 4.丙；一是丁。",
	}
	for _, name := range []string{"cited", "turned", "ghosts", "labels"} {
		for _, n := range []int{50_000, 400_000, 1_600_000} {
			b.Run(name+"/"+strconv.Itoa(n), func(b *testing.B) {
				s := strings.Repeat(units[name], n/len(units[name]))
				v := text.NewView(s, nil)
				b.SetBytes(int64(len(s)))
				for b.Loop() {
					outline.Parse(outline.Input{View: v})
				}
			})
		}
	}
}
