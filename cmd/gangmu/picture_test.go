//go:build unix

package main

import (
	"fmt"
	"html"
	"image/color"
	"os"
	"path/filepath"
	"strings"
	"testing"

	uv "github.com/charmbracelet/ultraviolet"

	"gangmu/corpus/corpustest"
)

// TestPicture plays the scene of README's picture: the built-in report, a search beside it, a hit
// opened. With -update the screen is drawn into picture.svg.
func TestPicture(t *testing.T) {
	x := startConsole(t, 144, 34, append(freshHome(t, "zh_CN.UTF-8"), "COLORTERM=truecolor"), nil)
	see := func(words ...string) {
		t.Helper()
		x.until(strings.Join(words, ", "), func(rows []string) bool {
			screen := strings.Join(rows, "\n")
			for _, w := range words {
				if !strings.Contains(screen, w) {
					return false
				}
			}
			return true
		})
	}
	see("一、关于2016年工作的回顾", "各位理事，同志们")
	x.send("s帮扶")
	see("6 处，1 个文件", "4.计划生育家庭帮扶")
	x.settle()
	x.send("\r")
	see("帮扶的关键在钱", "/帮扶")
	x.settle()
	if *update {
		path := filepath.Join(corpustest.Root(t), "cmd", "gangmu", "picture.svg")
		if err := os.WriteFile(path, []byte(x.svg()), 0o666); err != nil {
			t.Fatal(err)
		}
	}
	x.send("q")
	x.left(exitDone)
}

// svg draws the screen: one text element for each run of cells of one look, every character at
// its own column, so that no font can shift it.
func (x *console) svg() string {
	x.mu.Lock()
	defer x.mu.Unlock()
	w, h := x.em.Width(), x.em.Height()
	const cw, ch = 9.0, 20.0
	var sb strings.Builder
	fmt.Fprintf(&sb, `<svg xmlns="http://www.w3.org/2000/svg" width="%.0f" height="%.0f" font-family="Menlo,Consolas,'DejaVu Sans Mono','Liberation Mono','Noto Sans Mono CJK SC','PingFang SC','Microsoft YaHei',monospace" font-size="16">`+"\n",
		cw*float64(w)+24, ch*float64(h)+24)
	sb.WriteString(`<rect width="100%" height="100%" rx="8" fill="#1d1f24"/>` + "\n")
	for y := range h {
		for col := 0; col < w; {
			c := x.em.CellAt(col, y)
			if c == nil {
				col++
				continue
			}
			wide := max(1, c.Width)
			fg, bg := look(c.Style)
			px, py := 12+cw*float64(col), 12+ch*float64(y)
			if bg != "" {
				fmt.Fprintf(&sb, `<rect x="%.0f" y="%.0f" width="%.0f" height="%.0f" fill="%s"/>`+"\n", px, py, cw*float64(wide), ch, bg)
			}
			if strings.TrimSpace(c.Content) != "" {
				extra := ""
				if c.Style.Attrs&uv.AttrBold != 0 {
					extra = ` font-weight="bold"`
				}
				if c.Style.Attrs&uv.AttrFaint != 0 {
					extra += ` opacity="0.55"`
				}
				fmt.Fprintf(&sb, `<text x="%.0f" y="%.0f" fill="%s"%s>%s</text>`+"\n", px, py+15, fg, extra, html.EscapeString(c.Content))
			}
			col += wide
		}
	}
	sb.WriteString("</svg>\n")
	return sb.String()
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
