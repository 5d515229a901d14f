package extract

import (
	"encoding/xml"
	"errors"
	"net/url"
	"path"
	"strings"

	"gangmu/corpus/decode"
	"gangmu/corpus/lazy"
)

// readEPUB reads an electronic book (EPUB 2 and 3): the pages of its spine, in order.
func readEPUB(c *container) (Result, error) {
	info, err := c.read("META-INF/container.xml")
	if err != nil {
		return Result{}, err
	}
	opf := ""
	eachXML(info, func(e xml.StartElement) {
		if e.Name.Local == "rootfile" && opf == "" {
			opf = attr(e, "full-path")
		}
	}, nil, nil)
	pkg, err := c.read(opf)
	if err != nil {
		return Result{}, err
	}
	if pkg == nil {
		return Result{}, errors.New("EPUB 缺少目录文件 (an EPUB without its package file)")
	}
	if c.files["META-INF/rights.xml"] != nil {
		return Result{}, errors.New("EPUB 有版权保护 (DRM)，读不出文字 (an EPUB with DRM)")
	}
	book := readPackage(pkg)
	var b builder
	damaged := ""
	for _, id := range book.spine {
		item := book.items[id]
		if item.nav || item.href == "" {
			continue
		}
		href, err := url.PathUnescape(item.href)
		if err != nil {
			href = item.href
		}
		page, err := c.read(path.Join(path.Dir(opf), href))
		if err != nil {
			return Result{}, err
		}
		paras, err := xhtmlBody(page)
		if err != nil {
			damaged = href
			continue
		}
		for _, p := range paras {
			b.add(p)
		}
		if b.sb.Len() > maxText {
			return Result{}, errBomb
		}
	}
	r := b.result("epub")
	r.Title = squeeze(book.title)
	if r.Text == "" {
		if damaged != "" || c.files["META-INF/encryption.xml"] != nil {
			return Result{}, errors.New("EPUB 的正文读不出，可能有版权保护 (the pages of the EPUB cannot be read; it may have DRM)")
		}
		return Result{}, errors.New("EPUB 里没有文字 (an EPUB without text)")
	}
	return r, nil
}

// An epubBook is the package file of a book.
type epubBook struct {
	title string
	items map[string]epubItem
	spine []string
}

type epubItem struct {
	href string
	nav  bool // the table of contents
}

func readPackage(pkg []byte) epubBook {
	b := epubBook{items: map[string]epubItem{}}
	inTitle := false
	eachXML(pkg, func(e xml.StartElement) {
		switch e.Name.Local {
		case "title":
			inTitle = b.title == ""
		case "item":
			b.items[attr(e, "id")] = epubItem{attr(e, "href"), strings.Contains(" "+attr(e, "properties")+" ", " nav ")}
		case "itemref":
			b.spine = append(b.spine, attr(e, "idref"))
		}
	}, func(e xml.EndElement) {
		if e.Name.Local == "title" {
			inTitle = false
		}
	}, func(s string) {
		if inTitle {
			b.title += s
		}
	})
	return b
}

// reEmptyTag finds elements that XHTML closes at once and HTML would leave open.
var reEmptyTag = lazy.Regexp(`<(title|script|style|a|div|p|span|td|th|li|ul|ol|h[1-6]|i|b|em|strong|iframe|textarea)(\s[^<>]*)?/>`)

func xhtmlBody(data []byte) ([]para, error) {
	d, err := decode.Decode(data, declaredCharset(data))
	if err != nil {
		return nil, err
	}
	return htmlText(reEmptyTag().ReplaceAllString(d.Text, "<$1$2></$1>")), nil
}
