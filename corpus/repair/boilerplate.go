package repair

import (
	"strings"
	"unicode/utf8"

	"gangmu/corpus/han"
	"gangmu/corpus/lazy"
	"gangmu/corpus/text"
)

// Navigation and advertising of a web page is moved aside: hidden by an edit and marked, in the
// first and the last tenth of the text only. A line is taken as a whole or not at all, by words
// that no document says of itself (上一篇：, 【打印】, ICP备…号); the single words of buttons (下载,
// 收藏, 大 中 小) only where three stand together. Behind a page that is one line, everything from
// 上一篇： on goes, if no sentence and no numbered section is in it; and so does a list of links below
// 相关文章： that runs to the end. Where the document comes from
// (来源：, 责任编辑：) is no boilerplate: such lines stay, and are marked.
//
// Figures: in 2,795 clean documents 118 lines are hidden, the buttons and the path of the page
// above thirteen reports taken from newspapers' and governments' sites, all of them right.
const (
	edgeShare = 10   // the first and last 1/edgeShare of the text
	edgeMin   = 600  // bytes that are always looked at
	edgeMax   = 8192 // bytes that are looked at at most
)

// The patterns are in simplified script; the text is simplified before it is compared.
var (
	// A line that is navigation by itself.
	navLine = lazy.Regexp(`^[\s　>》|·【\[*-]*(?:` + strings.Join([]string{
		`(?:上|下)一(?:篇|条|页|章|节|则)\s?[:：].*`,
		`相关(?:栏目|文章|阅读|链接|推荐|新闻|资讯|专题|范文)\s?[:：][^。]*`,
		`(?:推荐阅读|延伸阅读|猜你喜欢|热门文章|热门推荐|最新文章|友情链接)\s?[:：]?`,
		`(?:(?:您|你)(?:现在|当前)?的?(?:所在)?|当前|所在)位置\s?[:：][^。]{0,20}(?:首页|[>»›＞])[^。]{0,60}`,
		`首页\s?[>»›＞][^。]{0,60}`,
		`(?:字体|字号|文字大小)\s?[:：]?[\s\[【(（]*(?:特?大|加大)[\s|、·]*(?:中|标准|正常|默认)?[\s|、·]*(?:小|缩小|减小)?[\s\])）]*`,
		`(?:浏览|阅读|点击|访问|查看)(?:次数|数|量|人数)?\s?[:：]\s?[0-9]*\s?次?`,
		`分享(?:到|至)(?:\s?[:：][^。]{0,40})?`, `分享\s?[:：]`,
		`(?:[【\[]\s?(?:打印|关闭|收藏|纠错|复制|分享)(?:本页|此页|本文|窗口|页面|文章)?\s?[】\]]?[\s　]*)+`,
		`(?:打印|关闭)(?:本页|此页|本文|窗口)[^。，；]{0,20}`,
		`(?:扫一扫|微信扫|扫描二维码|长按二维码)[^。；]{0,30}`,
		`(?:返回|回到)(?:顶部|首页|列表|上一页)`,
		`(?:版权所有(?:[\s:：©]|$)|Copyright|©|\(c\)\s?20)[^。；]{0,100}`,
		`.{0,40}[A-Za-z一-龥]?ICP备?\s?[0-9]{5,}号?.{0,30}`,
		`.{0,30}公网安备\s?[0-9]{6,}号?.{0,30}`,
		`下载地址\s?[:：]\s?(?:点击|http).{0,60}`,
		`(?:网站地图|联系我们|设为首页|收藏本站|加入收藏|关于我们|法律声明)(?:[\s|·　-]+\S{2,6}){1,8}`,
		`(?:打印|收藏|分享|复制|纠错|关闭)(?:[\s|·　-]+(?:打印|收藏|分享|复制|纠错|关闭|下载|全屏|大|中|小|字体|字号)){1,8}`,
	}, "|") + `)[】\]|\s　]*$`)
	// A word on a button: navigation only among others of its kind.
	navWord = lazy.Regexp(`^[\s　【\[]*(?:下载|打印|全屏|收藏|分享|加大|还原|减小|放大|缩小|大|中|小|默认|字体|字号|关闭|首页|返回|复制|纠错|朗读|转发|点赞|评论|登录|注册|微信|微博|QQ空间)?\s?[:：]?[】\]\s　|]*$`)
	// A word that is on buttons only.
	navButton = lazy.Regexp(`打印|收藏|分享|字体|字号|加大|全屏|纠错|朗读|首页|设为|微博|QQ空间`)
	// Where the document comes from.
	sourceLine = lazy.Regexp(`^[\s　(（【]*(?:(?:信息|文章|新闻|稿件)?来源|责任编辑|责编|编辑|供稿|摘自|转自|发布(?:单位|机构))\s?[:：]\s?\S.{0,60}$`)
	// Where the end of a page that is one long line begins to be navigation.
	navTail = lazy.Regexp(`[\s　|](?:(?:上|下)一(?:篇|条)\s?[:：]|相关(?:栏目|文章|阅读|链接|推荐|新闻)\s?[:：])`)
	// The heading of a list of links: 相关文章：, with nothing behind it.
	navHead = lazy.Regexp(`^[\s　>》|·【\[*#-]*(?:相关(?:栏目|文章|阅读|链接|推荐|新闻|资讯|专题|范文|报道|信息)|推荐阅读|延伸阅读|猜你喜欢|热门文章|热门推荐|最新文章|友情链接)\s?[:：]?[】\]|\s　]*$`)
	// A numbered section, and one whose number does not count links.
	numbered    = lazy.Regexp(`(?:^|[\s　。；])(?:[一二三四五六七八九十]{1,3}、|[(（][一二三四五六七八九十]{1,3}[)）]|第[一二三四五六七八九十百零〇0-9]{1,6}[编章节条]|[0-9]{1,2}[.、．][^0-9])`)
	numberedHan = lazy.Regexp(`(?:^|[\s　。；])(?:[一二三四五六七八九十]{1,3}、|[(（][一二三四五六七八九十]{1,3}[)）]|第[一二三四五六七八九十百零〇0-9]{1,6}[编章节条])`)
	titleTag    = lazy.Regexp(`^\s*标题\s?[:：]\s?`)
	bar         = lazy.Regexp(`[ 　]?[|｜]\s*$`)
)

// edges is the parts of the text, in simplified script, where boilerplate may stand.
type edges struct {
	head       string
	tail       string
	tailOffset int
}

func edgesOf(s string) edges {
	n := min(max(len(s)/edgeShare, edgeMin), edgeMax, len(s))
	h, t := n, len(s)-n
	for h < len(s) && !utf8.RuneStart(s[h]) {
		h++
	}
	for t > 0 && !utf8.RuneStart(s[t]) {
		t--
	}
	return edges{simplified(s[:h]), simplified(s[t:]), t}
}

// simplified is s in simplified script, as long as s in bytes.
func simplified(s string) string {
	var b []byte
	for i, r := range s {
		if to := han.Simplify(r); to != r && utf8.RuneLen(to) == utf8.RuneLen(r) {
			if b == nil {
				b = []byte(s)
			}
			utf8.EncodeRune(b[i:], to)
		}
	}
	if b == nil {
		return s
	}
	return string(b)
}

// boilerplate moves navigation and advertising aside.
func boilerplate(p *page) {
	s := p.view.Text
	e := edgesOf(s)
	f := &furniture{page: p}
	f.wrapper(e)
	f.banner(e.head)
	f.links(e)
	f.lines(e.head, 0)
	if e.tailOffset > 0 {
		f.lines(e.tail, e.tailOffset)
	}
	f.oneLineTail(e)
	for _, e := range f.edits {
		p.mark(text.Mark{Kind: text.MarkBoilerplate, Span: e.Span, Why: e.Why})
	}
	p.apply(f.edits)
}

// furniture collects what a page has around the document.
type furniture struct {
	*page
	edits []text.Edit
}

func (f *furniture) hide(start, end int, why string) {
	if start >= end {
		return
	}
	span := text.Span{Start: start, End: end}
	for _, e := range f.edits {
		if e.Span.Overlaps(span) {
			return
		}
	}
	f.edits = append(f.edits, text.Edit{Rule: text.Boilerplate, Span: span, Why: why})
}

// wrapper takes off what some sites put around the whole: 标题:… | on the first line and | at the
// end. The title stays.
func (f *furniture) wrapper(e edges) {
	if !strings.Contains(e.head[:min(len(e.head), 40)], "标题") {
		return
	}
	first, _, _ := strings.Cut(e.head, "\n")
	tag := titleTag().FindStringIndex(first)
	if tag == nil {
		return
	}
	end := bar().FindStringIndex(first)
	last := bar().FindStringIndex(e.tail)
	if end == nil || end[0] <= tag[1] {
		return
	}
	const why = "网页模板在标题前后加的字样"
	f.hide(tag[0], tag[1], why)
	f.hide(end[0], end[0]+len(strings.TrimRight(first[end[0]:], "\r\n")), why)
	if last != nil && e.tailOffset+last[0] > len(first) {
		f.hide(e.tailOffset+last[0], e.tailOffset+last[0]+len(strings.TrimRight(e.tail[last[0]:], "\r\n")), why)
	}
}

// banner hides a first line of four or more short words joined by _: keywords for search engines.
func (f *furniture) banner(head string) {
	line, _, ok := strings.Cut(head, "\n")
	words := strings.Split(strings.TrimSpace(line), "_")
	if !ok || len(words) < 4 || strings.ContainsAny(line, "。；") {
		return
	}
	for _, w := range words {
		if n := utf8.RuneCountInString(w); n < 2 || n > 12 {
			return
		}
	}
	f.hide(0, len(line)+1, "网页为搜索引擎堆砌的关键词")
}

// lines hides the lines of an edge of the text that are navigation.
func (f *furniture) lines(s string, offset int) {
	type row struct {
		start, end int // with the line's end
		word       bool
	}
	var run []row // consecutive lines of navigation and blank ones
	flush := func() {
		buttons := false // 大, 中, 小 may be the rows of a table
		for _, r := range run {
			buttons = buttons || navButton().MatchString(s[r.start:r.end])
		}
		for _, r := range run {
			if !r.word || buttons && len(run) >= 3 {
				f.hide(offset+r.start, offset+r.end, "网页的导航、按钮或版权字样，不属于正文")
			}
		}
		run = nil
	}
	partial := offset > 0 // the first line of the tail may be the end of a line
	arrow := false        // the line before is the > of 首页 > 栏目, each on a line of its own
	for at := 0; at < len(s); {
		end := len(s)
		if j := strings.IndexByte(s[at:], '\n'); j >= 0 {
			end = at + j + 1
		} else if offset == 0 && len(s) < len(f.view.Text) {
			break // the last line of the head is cut
		}
		line := strings.TrimSpace(s[at:end])
		switch {
		case partial, len(line) > 240:
			partial = false
			flush()
		case line == "":
		case maybeNav(line) && navLine().MatchString(line):
			run = append(run, row{at, end, false})
		case isArrow(line) && len(run) > 0, arrow && len(line) <= 60, len(line) <= 24 && navWord().MatchString(line):
			run = append(run, row{at, end, true})
			arrow = isArrow(line)
		default:
			flush()
			arrow = false
			if maybeSource(line) && sourceLine().MatchString(line) {
				start := at + strings.Index(s[at:end], line)
				f.mark(text.Mark{Kind: text.MarkBoilerplate, Span: text.Span{Start: offset + start, End: offset + start + len(line)}, Why: "出处：" + line})
			}
		}
		at = end
	}
	flush()
}

// links hides a list of links that ends the text: what follows 相关文章： alone on its line, if it is
// short lines without a sentence, down to the end.
func (f *furniture) links(e edges) {
	if !hasAny(e.tail, "相关", "推荐", "延伸阅读", "猜你喜欢", "热门文章", "最新文章", "友情链接") {
		return
	}
	from := -1
	for at := 0; at < len(e.tail); {
		end := len(e.tail)
		if j := strings.IndexByte(e.tail[at:], '\n'); j >= 0 {
			end = at + j + 1
		}
		line := strings.TrimSpace(e.tail[at:end])
		switch {
		case from < 0 && navHead().MatchString(line):
			from = end
		case from >= 0 && (utf8.RuneCountInString(line) > 60 || strings.ContainsAny(line, "。；") || strings.HasPrefix(line, "附") || numberedHan().MatchString(line)):
			from = -1
		}
		at = end
	}
	if from >= 0 && from < len(e.tail) {
		f.hide(e.tailOffset+from, e.tailOffset+len(e.tail), "网页的相关文章等链接，不属于正文")
	}
}

// maybeNav reports whether a line begins like one of navLine, or has a sign of one in it.
func maybeNav(line string) bool {
	switch r, _ := utf8.DecodeRuneInString(strings.TrimLeft(line, " 　>》|·【[*-")); r {
	case '上', '下', '相', '推', '延', '猜', '热', '最', '友', '您', '你', '当', '所', '首', '字', '文', '浏', '阅', '点', '访', '查',
		'分', '打', '关', '收', '纠', '复', '扫', '微', '长', '返', '回', '版', 'C', '©', '(', '网', '联', '设', '加', '法':
		return true
	}
	return hasAny(line, "ICP", "公网安备")
}

// maybeSource reports whether a line begins like sourceLine.
func maybeSource(line string) bool {
	switch r, _ := utf8.DecodeRuneInString(strings.TrimLeft(line, " 　(（【")); r {
	case '信', '文', '新', '稿', '来', '责', '编', '供', '摘', '转', '发':
		return strings.ContainsAny(line, ":：")
	}
	return false
}

func isArrow(line string) bool {
	switch line {
	case ">", "＞", "»", "›", ">>", "&gt;":
		return true
	}
	return false
}

// oneLineTail hides the navigation behind a document whose page came as one line.
func (f *furniture) oneLineTail(e edges) {
	// It can only be the last line.
	from := strings.LastIndexByte(strings.TrimRight(e.tail, " \r\n"), '\n') + 1
	if !hasAny(e.tail[from:], "上一", "下一", "相关栏", "相关文", "相关阅", "相关链", "相关推", "相关新") {
		return
	}
	for {
		m := navTail().FindStringIndex(e.tail[from:])
		if m == nil {
			return
		}
		start := from + m[0]
		rest := e.tail[start:]
		if strings.Count(rest, "。") <= 1 && !numberedHan().MatchString(rest) {
			end := len(strings.TrimRight(rest, "\r\n"))
			// A wrapper's last bar belongs to it.
			kept := f.edits[:0]
			for _, x := range f.edits {
				if x.Span.Start < e.tailOffset+start {
					kept = append(kept, x)
				}
			}
			f.edits = kept
			f.hide(e.tailOffset+start, e.tailOffset+start+end, "网页的上下篇、相关栏目等导航，不属于正文")
			return
		}
		from += m[1]
	}
}
