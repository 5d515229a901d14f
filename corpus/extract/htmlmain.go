package extract

import (
	"strings"
	"unicode/utf8"

	"golang.org/x/net/html"
	"golang.org/x/net/html/atom"

	"gangmu/corpus/lazy"
)

// A htmlPage knows which parts of a web page are the document and which are the frame around it.
type htmlPage struct {
	root    *html.Node
	counts  map[*html.Node]htmlCount
	main    *html.Node // the element that holds the document; nil = the whole page
	known   bool       // found by a name that publishing systems use, so that all around it is frame
	title   *html.Node // the element of the heading, outside of main
	heading string
}

// A htmlCount is what lies in an element, in characters.
type htmlCount struct {
	text     int // all text
	link     int // text of links to other pages
	links    int // number of such links
	sentence int // text outside of links in runs long enough to be prose
}

// mainNames are the names that the publishing systems of Chinese governments and media give to
// the element that holds the document, the surest first. ids and classes are not told apart.
var mainNames = []string{
	"ucap-content", "trs_editor", "pages_content", "trs_ueditor", "zoom", "js_content", "rich_media_content",
	"article-content", "article_content", "articlecontent", "artibody", "content_body", "con_text", "contentbody",
	"news_content", "newscontent", "text_content", "detail-content", "detail_content", "article-body", "article_body", "entry-content", "post-content", "mw-parser-output",
}

// newPage finds the document in a page: by the names of mainNames, by <article> and <main>, else
// by going down from <body> as long as one child holds nearly all the prose.
func newPage(root *html.Node) *htmlPage {
	p := &htmlPage{root: root, counts: map[*html.Node]htmlCount{}}
	p.count(root, 0)
	all := p.counts[root].sentence
	enough := func(n *html.Node) bool { return n != nil && p.counts[n].sentence*10 >= all*4 && p.counts[n].text > 0 }
	for _, name := range mainNames {
		if n := p.largest(func(n *html.Node) bool { return hasName(n, name) }); enough(n) {
			p.main, p.known = n, true
			break
		}
	}
	if p.main == nil {
		for _, a := range []atom.Atom{atom.Article, atom.Main} {
			if n := p.largest(func(n *html.Node) bool { return n.DataAtom == a }); enough(n) {
				p.main, p.known = n, true
				break
			}
		}
	}
	if p.main == nil && all > 0 {
		p.main = p.descend()
	}
	p.findTitle()
	return p
}

// count fills in the counts of n and what is below it.
func (p *htmlPage) count(n *html.Node, depth int) htmlCount {
	var c htmlCount
	if depth > maxDepth || n.Type == html.ElementNode && hiddenElement(n) {
		return c
	}
	if n.Type == html.TextNode {
		s := strings.TrimSpace(n.Data)
		c.text = utf8.RuneCountInString(s)
		if c.text >= 12 || c.text >= 6 && strings.ContainsAny(s, "，。；：、") {
			c.sentence = c.text
		}
		return c
	}
	for k := n.FirstChild; k != nil; k = k.NextSibling {
		d := p.count(k, depth+1)
		c.text += d.text
		c.link += d.link
		c.links += d.links
		c.sentence += d.sentence
	}
	if n.DataAtom == atom.A {
		if href := htmlAttr(n, "href"); href != "" && !strings.HasPrefix(href, "#") {
			c.link, c.links, c.sentence = c.text, 1, 0
		}
	}
	p.counts[n] = c
	return c
}

func (p *htmlPage) largest(is func(*html.Node) bool) *html.Node {
	var best *html.Node
	for n := range p.root.Descendants() {
		if n.Type == html.ElementNode && is(n) && p.counts[n].text > 0 && (best == nil || p.counts[n].sentence > p.counts[best].sentence) {
			best = n
		}
	}
	return best
}

func (p *htmlPage) descend() *html.Node {
	n := p.root
	for depth := 0; depth < maxDepth; depth++ {
		var into *html.Node
		for c := n.FirstChild; c != nil; c = c.NextSibling {
			if c.Type == html.ElementNode && p.counts[c].sentence*100 >= p.counts[n].sentence*90 {
				into = c
			}
		}
		if into == nil {
			return n
		}
		n = into
	}
	return n
}

// findTitle finds the heading when it stands outside of the main part: the first h1, or the
// element that says what the page's <title> begins with.
func (p *htmlPage) findTitle() {
	page := ""
	var h1 *html.Node
	for n := range p.root.Descendants() {
		switch {
		case n.DataAtom == atom.Title && page == "" && n.Parent != nil && n.Parent.DataAtom == atom.Head:
			page = squeeze(innerText(n))
		case n.DataAtom == atom.Meta:
			if k := strings.ToLower(htmlAttr(n, "name") + htmlAttr(n, "property")); k == "articletitle" || k == "og:title" {
				p.heading = squeeze(htmlAttr(n, "content"))
			}
		case n.DataAtom == atom.H1 && h1 == nil && utf8.RuneCountInString(squeeze(innerText(n))) >= 4 && !p.inFrame(n):
			h1 = n
		}
	}
	if h1 != nil {
		p.title = h1
		if p.heading == "" {
			p.heading = squeeze(innerText(h1))
		}
		return
	}
	for n := range p.root.Descendants() {
		if n.Type != html.ElementNode || n.DataAtom == atom.Title || p.counts[n].text < 4 || p.counts[n].text > 120 {
			continue
		}
		s := squeeze(innerText(n))
		if utf8.RuneCountInString(s) >= 6 && (strings.HasPrefix(page, s) || s == p.heading) && !p.inFrame(n) {
			p.title = n
			if p.heading == "" {
				p.heading = s
			}
			return
		}
	}
}

func squeeze(s string) string { return strings.Join(strings.Fields(s), " ") }

var reFrame = lazy.Regexp(`(?i)(?:^|[\s_-])(?:nav|navbar|navigation|menu|submenu|bread|breadcrumbs?|crumbs?|footer|foot|bottom|sidebar|side|share|bdshare\w*|related|relates?|xgxx|recommend\w*|copyright|comments?|advert\w*|ads?|pager|pagination|toolbar|qrcode|ewm|fontsize|print|location|position|dqwz|banner|login|search)(?:$|[\s_-]|\d)`)

// frameWords stand in footers and tool bars and, in so short a block, nowhere else.
var frameWords = []string{"版权所有", "网站地图", "ICP备", "公网安备", "主办单位", "网站标识码", "联系我们", "设为首页", "加入收藏", "打印本页", "关闭窗口",
	"字体：", "字体:", "分享到", "扫一扫", "上一篇：", "下一篇：", "上一篇:", "下一篇:", "您的位置", "所在位置", "当前位置"}

func hasFrameWord(s string) bool {
	for _, w := range frameWords {
		if strings.Contains(s, w) {
			return true
		}
	}
	return false
}

// framed reports that an element is of the frame by its kind, name or content.
func (p *htmlPage) framed(n *html.Node) string {
	c := p.counts[n]
	whole := max(p.counts[p.root].text, 1)
	switch {
	case c.text == 0 || c.text*10 > whole*4:
		return "" // too much of the page to be thrown out by a name
	case n.DataAtom == atom.Nav || n.DataAtom == atom.Footer || n.DataAtom == atom.Aside || htmlAttr(n, "role") == "navigation":
		return "网页导航或页脚"
	case blockElements[n.DataAtom] || n.DataAtom == atom.Ul || n.DataAtom == atom.Table:
		if name := htmlAttr(n, "class") + " " + htmlAttr(n, "id"); len(name) > 1 && reFrame().MatchString(name) && c.sentence < 200 {
			return "网页导航或页脚"
		}
		if c.links >= 4 && c.link*10 >= c.text*7 && c.link < 30*c.links {
			return "链接列表"
		}
		if c.text < 300 && c.sentence < 200 && hasFrameWord(innerText(n)) {
			return "网页页脚或工具条"
		}
	}
	return ""
}

// inFrame reports that an element lies in one of the frame.
func (p *htmlPage) inFrame(n *html.Node) bool {
	for ; n != nil && n != p.root; n = n.Parent {
		if p.framed(n) != "" {
			return true
		}
	}
	return false
}

// aside tells whether an element, and all in it, is of the frame, and why.
func (p *htmlPage) aside(n *html.Node) string {
	if p.main == nil || n == p.main || n == p.title || contains(n, p.main) || p.title != nil && contains(n, p.title) {
		return ""
	}
	if p.title != nil && contains(p.title, n) {
		return ""
	}
	if p.known && !contains(p.main, n) {
		return "正文之外的网页内容"
	}
	return p.framed(n)
}

// contains reports that n lies in outer.
func contains(outer, n *html.Node) bool {
	for n = n.Parent; n != nil; n = n.Parent {
		if n == outer {
			return true
		}
	}
	return false
}

// hasName reports that an element has the name as its id or one of its classes.
func hasName(n *html.Node, name string) bool {
	for _, a := range n.Attr {
		if a.Key == "id" || a.Key == "class" {
			for _, s := range strings.Fields(a.Val) {
				if strings.EqualFold(s, name) {
					return true
				}
			}
		}
	}
	return false
}
