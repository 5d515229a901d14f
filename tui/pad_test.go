package tui

import (
	"os"
	"path/filepath"
	"strconv"
	"strings"
	"testing"

	"gangmu/corpus"
	"gangmu/tui/layout"
)

// A grid is a terminal that takes the characters of m's ambiguous class for as wide as m does.
type grid struct {
	m    layout.Measure
	w    int
	rows [][]string
}

// print plays what is written: text, line ends, CSI H, G and m.
func (g *grid) print(s string) {
	row, col := 0, 0
	for i := 0; i < len(s); {
		switch {
		case s[i] == '\x1b':
			n := sequenceLen(s[i:])
			arg, _ := strconv.Atoi(strings.Trim(s[i+2:i+n-1], "?"))
			switch s[i+n-1] {
			case 'H':
				row, col = 0, 0
				if at, _, ok := strings.Cut(s[i+2:i+n-1], ";"); ok {
					row, _ = strconv.Atoi(at)
					row--
				}
			case 'G':
				col = max(arg-1, 0)
			}
			i += n
		case s[i] == '\r':
			col = 0
			i++
		case s[i] == '\n':
			row++
			i++
		default:
			n, cells := g.m.First(s[i:])
			if row < len(g.rows) && col+cells <= g.w {
				g.rows[row][col] = s[i : i+n]
				for k := 1; k < cells; k++ {
					g.rows[row][col+k] = ""
				}
			}
			col += cells
			i += n
		}
	}
}

// TestPadded: what is drawn padded stands at the same cells in a terminal that makes one cell of
// ambiguous characters and in one that makes two; and nothing is lost.
func TestPadded(t *testing.T) {
	doc := document(t, "/x/a.txt", strings.Repeat("“甲”……①②③——乙·丙、℃±×→■●…①\n", 40))
	d := drive(t, Options{Docs: []*corpus.Document{doc}, Lang: "zh", Ambiguous: 2}, 100, 30)
	d.keys("/ 乙 enter")
	path := filepath.Join(t.TempDir(), "out")
	f, err := os.Create(path)
	if err != nil {
		t.Fatal(err)
	}
	s := &screen{File: f, keep: true, pad: true}
	s.Write([]byte("\x1b[H" + strings.ReplaceAll(d.View(), "\n", "\r\n")))
	f.Close()
	out, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	var grids [2]grid
	for i := range grids {
		g := &grids[i]
		g.m, g.w = layout.Measure{Wide: i == 1}, d.w
		for range d.h {
			g.rows = append(g.rows, make([]string, d.w))
		}
		g.print(string(out))
	}
	bar := d.plan.OutlineEdge.X
	for y, want := range d.rows()[:d.h-1] {
		for i, g := range grids {
			var sb strings.Builder
			for x, c := range g.rows[y] {
				if i == 0 && c == " " && x > 0 && grids[1].m.Width(g.rows[y][x-1]) > g.m.Width(g.rows[y][x-1]) {
					continue // the blank that makes the character two cells wide
				}
				sb.WriteString(c)
			}
			if got := sb.String(); got != want {
				t.Fatalf("terminal %d, row %d: %q, want %q", i+1, y, got, want)
			}
			if g.rows[y][bar] != "|" {
				t.Errorf("terminal %d, row %d: at the divider stands %q", i+1, y, g.rows[y][bar])
			}
		}
	}
}
