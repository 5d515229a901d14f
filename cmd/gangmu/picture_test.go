//go:build unix

package main

import (
	"fmt"
	"html"
	"image/color"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"testing"
	"time"

	uv "github.com/charmbracelet/ultraviolet"

	"gangmu/corpus/corpustest"
)

// TestPictures plays the scenes of README's pictures and compares the screens with those in the
// folder picture. With -update they are drawn anew.
func TestPictures(t *testing.T) {
	for _, p := range pictures {
		t.Run(p.name, func(t *testing.T) {
			t.Parallel()
			var args []string
			for _, f := range p.open {
				args = append(args, filepath.Join(corpustest.Root(t), "cmd", "gangmu", "testdata", "doc", f))
			}
			x := startConsole(t, p.w, p.h, append(freshHome(t, "zh_CN.UTF-8"), "COLORTERM=truecolor"), args)
			see := func(words ...string) {
				t.Helper()
				x.until(strings.Join(words, ", "), func(rows []string) bool {
					screen := strings.Join(rows, "\n")
					return !slices.ContainsFunc(words, func(w string) bool { return !strings.Contains(screen, w) })
				})
				x.settle()
			}
			see("帮助", "，")
			for _, step := range p.steps {
				x.send(step[0])
				see(step[1:]...)
			}
			path := filepath.Join("picture", p.name+".svg")
			if *update {
				time.Sleep(time.Second) // what the screen still waits for
				if err := os.WriteFile(path, []byte(x.svg()), 0o666); err != nil {
					t.Fatal(err)
				}
			}
			kept, err := os.ReadFile(path)
			if err != nil {
				t.Fatal(err)
			}
			x.until("the picture "+path+" (if the program has changed: go test ./cmd/gangmu -run Picture -update, and look at it)",
				func([]string) bool { return timeless(x.svg()) == timeless(string(kept)) })
			x.send("\x03")
			x.send("\x03")
			x.left(exitDone)
		})
	}
}

var milliseconds = regexp.MustCompile(`(?m)^.*毫</tspan>.*秒</tspan>.*\n`)

// timeless leaves out of a picture what holds a time, which differs from run to run.
func timeless(svg string) string { return milliseconds.ReplaceAllString(svg, "") }

// The cells of a picture, in pixels.
const (
	cellW, cellH = 9, 20
	pictureEdge  = 12
)

// svg draws the screen. A stretch of cells of one look is one text, in which every character has a
// place of its own, so that no font can shift it. (A list of places in one attribute would be
// shorter, but not every program that draws SVG heeds it.)
func (x *console) svg() string {
	x.mu.Lock()
	defer x.mu.Unlock()
	w, h := x.em.Width(), x.em.Height()
	var sb strings.Builder
	fmt.Fprintf(&sb, `<svg xmlns="http://www.w3.org/2000/svg" width="%d" height="%d" font-family="Menlo,Consolas,'DejaVu Sans Mono','Liberation Mono','Noto Sans Mono CJK SC','PingFang SC','Microsoft YaHei',monospace" font-size="16">`+"\n",
		cellW*w+2*pictureEdge, cellH*h+2*pictureEdge)
	sb.WriteString(`<rect width="100%" height="100%" rx="8" fill="#1d1f24"/>` + "\n")
	for y := range h {
		for col := 0; col < w; {
			r := x.stretchAt(col, y)
			r.draw(&sb, y)
			col = r.end
		}
	}
	sb.WriteString("</svg>\n")
	return sb.String()
}

// A stretch is the cells of one look that stand beside each other.
type stretch struct {
	fg, bg, extra string
	col, end      int
	text          []string // of each cell that is not the second half of a wide one
	at            []int    // its column
}

// stretchAt is the stretch that begins at col.
func (x *console) stretchAt(col, y int) stretch {
	var r stretch
	for at := col; at < x.em.Width(); {
		c := x.em.CellAt(at, y)
		if c == nil {
			c = &uv.Cell{Content: " ", Width: 1}
		}
		fg, bg := look(c.Style)
		extra := ""
		if c.Style.Attrs&uv.AttrBold != 0 {
			extra = ` font-weight="bold"`
		}
		if c.Style.Attrs&uv.AttrFaint != 0 {
			extra += ` opacity="0.55"`
		}
		if at == col {
			r = stretch{fg: fg, bg: bg, extra: extra, col: col}
		} else if r.fg != fg || r.bg != bg || r.extra != extra {
			break
		}
		s := c.Content
		if s == "" {
			s = " "
		}
		r.text, r.at = append(r.text, s), append(r.at, at)
		at += max(1, c.Width)
		r.end = at
	}
	return r
}

func (r stretch) draw(sb *strings.Builder, y int) {
	py := pictureEdge + cellH*y
	if r.bg != "" {
		fmt.Fprintf(sb, `<rect x="%d" y="%d" width="%d" height="%d" fill="%s"/>`+"\n", pictureEdge+cellW*r.col, py, cellW*(r.end-r.col), cellH, r.bg)
	}
	text, at := r.text, r.at
	for len(text) > 0 && text[len(text)-1] == " " {
		text = text[:len(text)-1]
	}
	for len(text) > 0 && text[0] == " " {
		text, at = text[1:], at[1:]
	}
	if len(text) == 0 {
		return
	}
	fmt.Fprintf(sb, `<text y="%d" fill="%s"%s>`, py+15, r.fg, r.extra)
	for i, s := range text {
		if s != " " {
			fmt.Fprintf(sb, `<tspan x="%d">%s</tspan>`, pictureEdge+cellW*at[i], html.EscapeString(s))
		}
	}
	sb.WriteString("</text>\n")
}

// look is the colours of a cell; no background is the screen's own.
func look(style uv.Style) (fg, bg string) {
	fg = "#d7dae0"
	if style.Fg != nil {
		fg = hexColor(style.Fg)
	}
	if style.Bg != nil {
		bg = hexColor(style.Bg)
	}
	if style.Attrs&uv.AttrReverse != 0 {
		if bg == "" {
			bg = "#1d1f24"
		}
		fg, bg = bg, fg
	}
	return fg, bg
}

// palette is what a terminal of today shows for the sixteen colours.
var palette = map[string]string{
	"#000000": "#1d1f24", "#800000": "#e06c75", "#008000": "#98c379", "#808000": "#e5c07b",
	"#000080": "#61afef", "#800080": "#c678dd", "#008080": "#56b6c2", "#c0c0c0": "#d7dae0", "#808080": "#7f848e",
}

func hexColor(c color.Color) string {
	r, g, b, _ := c.RGBA()
	s := fmt.Sprintf("#%02x%02x%02x", r>>8, g>>8, b>>8)
	if p, ok := palette[s]; ok {
		return p
	}
	return s
}
