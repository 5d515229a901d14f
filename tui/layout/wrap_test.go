package layout

import (
	"strings"
	"testing"
)

func TestWrap(t *testing.T) {
	for _, c := range []struct {
		width int
		in    string
		want  string // rows parted by |
	}{
		{9, "一二三四，五六七八。", "一二三|四，五六|七八。"},
		{10, "甲乙丙丁（戊己）庚辛", "甲乙丙丁|（戊己）庚|辛"},
		{7, "甲乙丙——丁戊己", "甲乙|丙——丁|戊己"},
		{8, "增长58.1%以上", "增长|58.1%以|上"},
		{14, "投入资金超过3680万元", "投入资金超过|3680万元"},
		{24, "依照国发〔2016〕5号文件办理", "依照国发〔2016〕5号文件|办理"},
		{20, "见 https://www.example.cn/a/b?c=d&e=f 页", "见 https://|www.example.cn/a/b?|c=d&e=f 页"},
		{20, "一二三四五六七八根据第一百二十三条", "一二三四五六七八根据|第一百二十三条"},
		{9, "的“三定”工作", "的“三定”|工作"},
		{4, "   ", ""},
	} {
		if got := strings.Join(Measure{}.Wrap(c.in, c.width), "|"); got != c.want {
			t.Errorf("%d %s:\n got %s\nwant %s", c.width, c.in, got, c.want)
		}
	}
}
