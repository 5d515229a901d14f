package compare

import (
	"math/rand/v2"
	"slices"
	"strings"
	"testing"

	"gangmu/corpus"
	"gangmu/corpus/text"
)

func doc(t testing.TB, s string) *corpus.Document {
	t.Helper()
	d, err := corpus.New("test.txt", []byte(s))
	if err != nil {
		t.Fatal(err)
	}
	return d
}

// marked prints a difference with [-deleted-] and {+inserted+}.
func marked(changes []Change) string {
	var sb strings.Builder
	for _, c := range changes {
		switch c.Op {
		case Equal:
			sb.WriteString(c.Text)
		case Delete:
			sb.WriteString("[-" + c.Text + "-]")
		case Insert:
			sb.WriteString("{+" + c.Text + "+}")
		}
	}
	return sb.String()
}

func whole(d *corpus.Document) text.Span { return text.Span{End: len(d.Source)} }

func TestDiff(t *testing.T) {
	for _, c := range []struct{ a, b, want string }{
		{"", "", ""},
		{"甲", "", "[-甲-]"},
		{"", "甲", "{+甲+}"},
		{"处五年以下有期徒刑", "处三年以下有期徒刑", "处[-五-]{+三+}年以下有期徒刑"},
		{"罚款2000元", "罚款20000元", "罚款[-2000-]{+20000+}元"},
		{"县级以上 人民政府", "县级以上人民政府", "县级以上人民政府"},
		{"经营者应当公示", "平台经营者应当依法公示", "{+平台+}经营者应当{+依法+}公示"},
		{"查。测试单位建档。测试人员记录。", "查。测试人员记录。", "查。[-测试单位建档。-]测试人员记录。"},
		{"查。测试人员记录。", "查。测试单位建档。测试人员记录。", "查。{+测试单位建档。+}测试人员记录。"},
		{"由主管部门和单位决定", "由国务院和法院决定", "由[-主管部门和单位-]{+国务院和法院+}决定"},
	} {
		a, b := doc(t, c.a), doc(t, c.b)
		if got := marked(Diff(a, whole(a), b, whole(b))); got != c.want {
			t.Errorf("%q → %q: %s, want %s", c.a, c.b, got, c.want)
		}
	}
}

// TestDiffRebuilds: whatever the difference says, leaving out what was inserted gives a, and
// leaving out what was deleted gives b; the script is no longer than the slow table's.
func TestDiffRebuilds(t *testing.T) {
	r := rand.New(rand.NewPCG(1, 2))
	random := func() []token {
		list := make([]token, r.IntN(30))
		for i := range list {
			list[i].key = string([]rune("甲乙丙。")[r.IntN(4)])
		}
		return list
	}
	for range 2000 {
		x, y := random(), random()
		ops := script(x, y)
		changes := 0
		for _, op := range ops {
			if op != Equal {
				changes++
			}
		}
		if want := len(x) + len(y) - 2*longestCommon(x, y); changes != want {
			t.Fatalf("%v → %v: %d changes, want %d", x, y, changes, want)
		}
		smoothed := smooth(slices.Clone(ops), x, y)
		for _, ops := range [][]Op{ops, smoothed, slide(slices.Clone(smoothed), x, y)} {
			var i, j int
			for _, op := range ops {
				switch op {
				case Equal:
					if x[i].key != y[j].key {
						t.Fatalf("%v → %v: %v says that unlike tokens are equal", x, y, ops)
					}
					i, j = i+1, j+1
				case Delete:
					i++
				case Insert:
					j++
				}
			}
			if i != len(x) || j != len(y) {
				t.Fatalf("%v → %v: %v covers %d and %d tokens", x, y, ops, i, j)
			}
		}
	}
}

// longestCommon is the slow twin: the table of longest common subsequences.
func longestCommon(x, y []token) int {
	table := make([][]int, len(x)+1)
	for i := range table {
		table[i] = make([]int, len(y)+1)
	}
	for i := range x {
		for j := range y {
			if x[i].key == y[j].key {
				table[i+1][j+1] = table[i][j] + 1
			} else {
				table[i+1][j+1] = max(table[i][j+1], table[i+1][j])
			}
		}
	}
	return table[len(x)][len(y)]
}
