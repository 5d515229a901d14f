package scrape

import (
	"math/rand/v2"
	"strings"
	"testing"
)

// The mechanism, byte for byte, on the damage that was seen in the wild.
func TestAnnotate(t *testing.T) {
	for _, c := range []struct{ s, set, want string }{
		{"阿拉伯數字", "數shù當dāng", "阿拉伯?dāng)?shù)字"},
		{"物業管理條例", "項xiàng業yè", "物業(yè)管理?xiàng)l例"},
		{"報告", "報bào", "報(bào)告"},
	} {
		var set []annotation
		for s := c.set; s != ""; {
			r := []rune(s)
			n := 1
			for n < len(r) && r[n] < 0x2E80 {
				n++
			}
			set = append(set, annotation{r[0], string(r[1:n])})
			s = string(r[n:])
		}
		var p Page
		if got := p.annotate(c.s, set, Swallow); got != c.want {
			t.Errorf("%s: %q, want %q", c.s, got, c.want)
		}
	}
}

func TestDamage(t *testing.T) {
	clean := strings.Repeat("全省各级协会认真学习贯彻会议精神，围绕中心工作，切实履行职责，扎实推进各项任务。\n工作取得了新的成效，群众给予充分肯定。\n", 20)
	a := Damage(rand.New(rand.NewPCG(1, 1)), clean, Swallow)
	b := Damage(rand.New(rand.NewPCG(1, 1)), clean, Swallow)
	if a.Raw != b.Raw || a.Truth != b.Truth {
		t.Error("the same seed gives another page")
	}
	if a.Insertions < 20 || len(a.Elided) != 1 || !strings.HasPrefix(a.Raw, "標") || strings.Contains(a.Truth, "(qī)") {
		t.Errorf("%+v", a)
	}
}
