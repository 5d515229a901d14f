package extract

import (
	"bytes"
	"errors"
	"fmt"
	"regexp"
	"strings"

	"golang.org/x/net/html"

	"gangmu/corpus/decode"
	"gangmu/corpus/text"
)

var (
	reHTMLStart = regexp.MustCompile(`(?i)^(?:\s|<!--(?s:.*?)-->|<\?xml[^>]*\?>)*<(?:!doctype\s+html|html|head|body|meta|title|table|div|p|center|font|script|style)\b`)
	reHTMLTags  = regexp.MustCompile(`(?i)</?(?:p|div|td|tr|table|br|span|body|html|font|h[1-6]|li)\b[^<>]*>`)
	reCharset   = regexp.MustCompile(`(?i)<(?:meta|\?xml)\b[^>]*?(?:charset|encoding)\s*=\s*["']?\s*([A-Za-z0-9_-]+)`)
)

// isHTML looks for a tag of HTML at the beginning, or many of them further on: scraped pages are
// often cut out of their frame.
func isHTML(data []byte) bool {
	head := plainASCII(data[:min(len(data), 8<<10)])
	return reHTMLStart.Match(head) || len(reHTMLTags.FindAll(head, 12)) >= 12 && bytes.Contains(head, []byte("</"))
}

// plainASCII gives the bytes of UTF-16 without their zeros, so that patterns of ASCII match.
func plainASCII(b []byte) []byte {
	if bytes.HasPrefix(b, []byte("\xef\xbb\xbf")) {
		return b[3:]
	}
	if bytes.Count(b, []byte{0})*4 < len(b) {
		return b
	}
	return bytes.ReplaceAll(bytes.TrimLeft(b, "\xff\xfe"), []byte{0}, nil)
}

// declaredCharset is the encoding that the page names.
func declaredCharset(data []byte) string {
	if m := reCharset.FindSubmatch(data[:min(len(data), 4<<10)]); m != nil {
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
	root, err := html.Parse(strings.NewReader(d.Text))
	if err != nil {
		return Result{}, fmt.Errorf("HTML: %w", err)
	}
	page := newPage(root)
	var out []para
	w := &htmlWalker{out: &out, aside: page.aside}
	w.walk(root)
	w.end()
	var b builder
	for _, p := range out {
		b.add(p)
	}
	r := b.result("html")
	r.Encoding, r.Undecodable, r.Title = d.Encoding, located(r.Text, d), page.heading
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
	root, err := html.Parse(strings.NewReader(d.Text))
	if err != nil {
		return nil, fmt.Errorf("HTML: %w", err)
	}
	return htmlParas(root), nil
}
