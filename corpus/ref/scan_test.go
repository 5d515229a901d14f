package ref

import (
	"strings"
	"testing"
)

// TestExpression reads the ways in which documents cite, and prints the paths in canonical form.
func TestExpression(t *testing.T) {
	for in, want := range map[string]string{
		"第十二条第二款":           "第12条第2款",
		"第三十九条和第四十条第一项、第二项": "第39条 第40条第1项 第40条第2项",
		"前款第（五）、第（六）项":      "前款第（5）项 前款第（6）项",
		"第二、第三款":            "第2款 第3款",
		"第四、五、六项":           "第4项 第5项 第6项",
		"第十、十八、二十六、二十七条":    "第10条 第18条 第26条 第27条",
		"第三条至第五条":           "第3条至第5条",
		"第五至八条":             "第5条至第8条",
		"第一百二十条之一第二款":       "第120条之1第2款",
		"第 3-1 條第二項":        "第3条之1第2项",
		"前两款":               "前2款",
		"前條第一項第二款":          "前条第1项第2款",
		"本条第二款":             "本条第2款",
		"上文（二）":             "上文（二）",
		"上述（一）至（三）":         "上文（一）至（三）",
		"前述第三点":             "上文第3点",
		"第三部分（二）":           "第3部分（二）",
		"第二部分第（三）条第4点":      "第2部分第（3）条第4点",
		"第15(a)条":           "第15条(a)",
		"附件1、2、3":           "附件1 附件2 附件3",
		"附录A":               "附录A",
		"第八条第一款、第二款，第九条":    "第8条第1款 第8条第2款 第9条",
		"第二百三十六第三款第六项":      "第236条第3款第6项",
		"第四条第五条":            "第4条 第5条",
		"本法第六十条第四款":         "本文第60条第4款",
		"本条例六十条第四款":         "本文第60条第4款",
	} {
		ps, w := (scanner{}).expression(in)
		var got []string
		for _, p := range ps {
			got = append(got, p.String())
		}
		if g := strings.Join(got, " "); g != want || w != len(in) {
			t.Errorf("%s: %q, %d of %d bytes; want %q", in, g, w, len(in), want)
		}
	}
	for _, in := range []string{"第一条战线", "第一目标", "前条件", "本条例", "本章程", "第三方", "第一书记", "第二个百年", "上述三项", "第九", "附件：", "前段", "之一般"} {
		if ps, w := (scanner{}).expression(in); w > 0 {
			t.Errorf("%s: read as %v", in, ps)
		}
	}
}
