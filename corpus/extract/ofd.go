package extract

import (
	"encoding/xml"
	"errors"
	"path"
	"strconv"
	"strings"
)

// readOFD reads an OFD (GB/T 33190-2016), the page format of Chinese electronic documents: XML
// pages of placed strings, which are put in reading order as those of a PDF are.
func readOFD(c *container) (Result, error) {
	entry, err := c.read("OFD.xml")
	if err != nil {
		return Result{}, err
	}
	root, title := "", ""
	field := ""
	eachXML(entry, func(e xml.StartElement) { field = e.Name.Local }, func(xml.EndElement) { field = "" }, func(s string) {
		switch field {
		case "DocRoot":
			if root == "" {
				root = strings.TrimSpace(s)
			}
		case "Title":
			title += s
		}
	})
	root = strings.TrimPrefix(root, "/")
	document, err := c.read(root)
	if err != nil {
		return Result{}, err
	}
	if document == nil {
		return Result{}, errors.New("OFD 缺少正文 (an OFD without its document)")
	}
	var pages []string
	height := 297.0
	eachXML(document, func(e xml.StartElement) {
		field = e.Name.Local
		if field == "Page" && attr(e, "BaseLoc") != "" {
			loc := attr(e, "BaseLoc")
			if !strings.HasPrefix(loc, "/") {
				loc = path.Join(path.Dir(root), loc)
			}
			pages = append(pages, strings.TrimPrefix(loc, "/"))
		}
	}, func(xml.EndElement) { field = "" }, func(s string) {
		if field == "PhysicalBox" {
			if b := numbers(s); len(b) == 4 && b[3] > 0 {
				height = b[3]
			}
		}
	})
	var l pdfLayout
	total := 0
	for i, loc := range pages {
		page, err := c.read(loc)
		if err != nil {
			return Result{}, err
		}
		spans := ofdPage(page, height)
		for _, s := range spans {
			total += len(s.text)
		}
		if total > maxText {
			return Result{}, errBomb
		}
		l.page(i, height, spans)
	}
	if total == 0 {
		return Result{}, errors.New("OFD 里只有图像，没有文字；请先做文字识别 (OCR) 再打开 (an OFD without text: run OCR first)")
	}
	r := l.result()
	r.Format, r.Title = "ofd", squeeze(title)
	return r, nil
}

// ofdPage reads the strings of a page; its measure is the millimetre, and y grows downwards.
func ofdPage(data []byte, height float64) []pdfSpan {
	var spans []pdfSpan
	var box []float64
	size, x, y := 0.0, 0.0, 0.0
	var deltas []float64
	in := false
	var sb strings.Builder
	eachXML(data, func(e xml.StartElement) {
		switch e.Name.Local {
		case "TextObject":
			box = numbers(attr(e, "Boundary"))
			size, _ = strconv.ParseFloat(attr(e, "Size"), 64)
		case "TextCode":
			in = true
			sb.Reset()
			if v, err := strconv.ParseFloat(attr(e, "X"), 64); err == nil {
				x = v
			}
			if v, err := strconv.ParseFloat(attr(e, "Y"), 64); err == nil {
				y = v
			}
			deltas = ofdDeltas(attr(e, "DeltaX"))
		}
	}, func(e xml.EndElement) {
		if e.Name.Local != "TextCode" {
			return
		}
		in = false
		s := sb.String()
		if strings.TrimSpace(s) == "" || len(box) != 4 {
			return
		}
		width := size
		for i := range []rune(s) {
			switch {
			case i == 0:
			case i-1 < len(deltas):
				width += deltas[i-1]
			default:
				width += size
			}
		}
		left, base := box[0]+x, height-(box[1]+y)
		spans = append(spans, pdfSpan{x0: left, x1: left + width, top: base + 0.85*size, bottom: base - 0.1*size, size: size, text: s})
	}, func(s string) {
		if in {
			sb.WriteString(s)
		}
	})
	return spans
}

// ofdDeltas reads the distances between characters; "g 3 5.1" stands for three times 5.1.
func ofdDeltas(s string) []float64 {
	var out []float64
	f := strings.Fields(s)
	for i := 0; i < len(f) && len(out) < 4096; i++ {
		if f[i] == "g" && i+2 < len(f) {
			n, _ := strconv.Atoi(f[i+1])
			d, _ := strconv.ParseFloat(f[i+2], 64)
			for range min(n, 4096) {
				out = append(out, d)
			}
			i += 2
			continue
		}
		d, _ := strconv.ParseFloat(f[i], 64)
		out = append(out, d)
	}
	return out
}

func numbers(s string) []float64 {
	var out []float64
	for _, f := range strings.Fields(s) {
		if v, err := strconv.ParseFloat(f, 64); err == nil {
			out = append(out, v)
		}
	}
	return out
}
