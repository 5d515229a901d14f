package layout

import (
	"strings"
	"testing"
)

// TestTitleBreaks breaks titles as a person would: where they pause, else in the middle.
func TestTitleBreaks(t *testing.T) {
	for _, c := range []struct {
		title string
		room  int
		want  string
	}{
		{"积极作为 开拓创新 不断开创新时期计生协工作新局面 ——在省计生协七届七次理事会暨工作会议上的报告", 80,
			"积极作为 开拓创新 不断开创新时期计生协工作新局面|——在省计生协七届七次理事会暨工作会议上的报告"},
		{"积极作为 开拓创新 不断开创新时期计生协工作新局面 ——在省计生协七届七次理事会暨工作会议上的报告", 50,
			"积极作为 开拓创新 不断开创新时期计生协工作新局面|——在省计生协七届七次理事会暨工作会议上的报告"},
		{"关于加强基层治理体系和治理能力现代化建设的意见", 40, "关于加强基层治理体系和|治理能力现代化建设的意见"},
		{"短题", 40, "短题"},
		{"中华人民共和国国民经济和社会发展第十四个五年规划和2035年远景目标纲要", 44, "中华人民共和国国民经济和社会发展|第十四个五年规划和2035年远景目标纲要"},
	} {
		sc := scanner{}
		sc.scan(c.title)
		var rows []string
		for _, l := range sc.balanced(nil, c.room) {
			if l.cells > c.room {
				t.Errorf("%s: a row of %d cells in %d", c.title, l.cells, c.room)
			}
			rows = append(rows, c.title[sc.at[l.from]:sc.at[l.end]])
		}
		if got := strings.Join(rows, "|"); got != c.want {
			t.Errorf("%d cells: %s, want %s", c.room, got, c.want)
		}
	}
}
