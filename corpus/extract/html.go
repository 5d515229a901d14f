package extract

import (
	"bytes"
	"errors"
	"strings"

	"golang.org/x/net/html"
	"golang.org/x/net/html/atom"

	"gangmu/corpus/decode"
	"gangmu/corpus/lazy"
	"gangmu/corpus/text"
)

var (
	reHTMLStart = lazy.Regexp(`(?i)^(?:\s|<!--(?s:.*?)-->|<\?xml[^>]*\?>)*<(?:!doctype\s+html|html|head|body|meta|title|table|div|p|center|font|script|style)\b`)
	reHTMLTags  = lazy.Regexp(`(?i)</?(?:p|div|td|tr|table|br|span|body|html|font|h[1-6]|li)\b[^<>]*>`)
	reCharset   = lazy.Regexp(`(?i)<(?:meta|\?xml)\b[^>]*?(?:charset|encoding)\s*=\s*["']?\s*([A-Za-z0-9_-]+)`)
)

// isHTML looks for a tag of HTML at the beginning, or many of them further on: scraped pages are
// often cut out of their frame.
func isHTML(data []byte) bool {
	head := plainASCII(data[:min(len(data), 8<<10)])
	return reHTMLStart().Match(head) || len(reHTMLTags().FindAll(head, 12)) >= 12 && bytes.Contains(head, []byte("</"))
}

// plainASCII decodes UTF-16, so that patterns of ASCII match; other encodings are left as they are.
func plainASCII(b []byte) []byte {
	b = bytes.TrimPrefix(b, []byte("\xef\xbb\xbf"))
	if bytes.IndexByte(b, 0) < 0 {
		return b
	}
	d, _ := decode.Decode(b[:len(b)&^1], "")
	return []byte(d.Text)
}

// declaredCharset is the encoding that the page names.
func declaredCharset(data []byte) string {
	if m := reCharset().FindSubmatch(plainASCII(data[:min(len(data), 4<<10)])); m != nil {
		return string(m[1])
	}
	return ""
}

func readMHTML(name string, data []byte) (Result, error) {
	page, charset, err := mhtmlBody(data)
	if err != nil {
		return Result{}, err
	}
	return readPage(page, charset)
}

func readHTML(name string, data []byte) (Result, error) {
	return readPage(data, declaredCharset(data))
}

func readPage(data []byte, charset string) (Result, error) {
	d, err := decode.Decode(data, charset)
	if err != nil {
		return Result{}, err
	}
	var b builder
	heading := ""
	if root, err := html.Parse(strings.NewReader(d.Text)); err == nil {
		page := newPage(root)
		var out []para
		w := &htmlWalker{out: &out, aside: page.aside}
		w.walk(root)
		w.end()
		b.addAll(out)
		heading = page.heading
	} else {
		b.addAll(flatHTML(d.Text))
	}
	r := b.result("html")
	r.Encoding, r.Undecodable, r.Title = d.Encoding, located(r.Text, d), heading
	r.addDamage()
	if strings.TrimSpace(r.Text) == "" {
		return Result{}, errors.New("网页里没有文字，正文可能由脚本载入；请在浏览器里另存为“网页，全部”或文本 (a page without text: it may be loaded by scripts)")
	}
	return r, nil
}

// located finds in the text got out of a page the characters that were undecodable in the file.
func located(s string, d decode.Result) []text.Span {
	if len(d.Undecodable) == 0 {
		return nil
	}
	var spans []text.Span
	for i := 0; i < len(s); {
		k := strings.Index(s[i:], "\uFFFD")
		if k < 0 {
			break
		}
		i += k
		if n := len(spans); n > 0 && spans[n-1].End == i {
			spans[n-1].End = i + 3
		} else {
			spans = append(spans, text.Span{Start: i, End: i + 3})
		}
		i += 3
	}
	return spans
}

// foreignBody reads a body that another format holds: MHTML, HTML or text.
func foreignBody(data []byte) ([]para, error) {
	if isMHTML(data) {
		part, charset, err := mhtmlBody(data)
		if err != nil {
			return nil, err
		}
		return htmlBody(part, charset)
	}
	if isHTML(data) {
		return htmlBody(data, "")
	}
	r, err := readText("", data)
	if err != nil {
		return nil, err
	}
	var out []para
	for line := range strings.Lines(r.Text) {
		out = append(out, para{text: strings.TrimRight(line, "\r\n")})
	}
	return out, nil
}

func htmlBody(data []byte, charset string) ([]para, error) {
	if charset == "" {
		charset = declaredCharset(data)
	}
	d, err := decode.Decode(data, charset)
	if err != nil {
		return nil, err
	}
	return htmlText(d.Text), nil
}

// htmlText gives the paragraphs of a whole page.
func htmlText(s string) []para {
	root, err := html.Parse(strings.NewReader(s))
	if err != nil {
		return flatHTML(s)
	}
	return htmlParas(root)
}

// flatHTML reads a page that the parser gives up on, nested hundreds of elements deep: text and
// line ends only.
func flatHTML(s string) []para {
	var out []para
	w := &htmlWalker{out: &out}
	z := html.NewTokenizer(strings.NewReader(s))
	skip := atom.Atom(0)
	for {
		switch z.Next() {
		case html.ErrorToken:
			w.end()
			return out
		case html.TextToken:
			if skip == 0 {
				w.chars(html.UnescapeString(string(z.Raw())))
			}
		case html.StartTagToken, html.SelfClosingTagToken:
			name, _ := z.TagName()
			a := atom.Lookup(name)
			if a == atom.Script || a == atom.Style || a == atom.Title {
				skip = a
			}
			if blockElements[a] || a == atom.Br || a == atom.Li || a == atom.Table {
				w.end()
			}
		case html.EndTagToken:
			name, _ := z.TagName()
			if a := atom.Lookup(name); a == skip {
				skip = 0
			} else if blockElements[a] {
				w.end()
			}
		}
	}
}
