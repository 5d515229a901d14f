package ref

import (
	"cmp"
	"slices"
	"strings"
	"unicode/utf8"

	"gangmu/corpus/fold"
	"gangmu/corpus/han"
	"gangmu/corpus/lazy"
)

// namesDocument reports whether a title in 《》 is that of an official document, not of a book or
// a newspaper.
func namesDocument(title string) bool {
	t := strings.TrimRight(bareTitle(title), " ")
	for _, w := range titleWords {
		if strings.HasSuffix(t, w) && len(t) > len(w) {
			return true
		}
	}
	return endsDocument(t)
}

// titleWords end the names of further kinds of documents 文种, but only in 《》: in running text 决议 and
// 建议 are words like others.
var titleWords = []string{"决议", "決議", "的建议", "的建議", "命令", "通告", "通报", "通報", "公报", "公報", "的请示", "的議案", "的议案", "的函", "复函", "纪要", "紀要"}

var (
	bracketTail = lazy.Regexp(`\s*[(（〔【［\[][^()（）〔〕【】［］\[\]]*[)）〕】］\]]\s*$`)
	aliasWords  = lazy.Regexp(`《([^《》\n]{2,60})》[^《》。；\n]{0,30}?以下(?:统|統)?(?:简称|簡稱)[为為：:]?\s*[“"「《]?([^”"」》）)，。；\n]{1,20})`)
	bookTitle   = lazy.Regexp(`《([^《》\n]{2,60})》`)
	nameNote    = lazy.Regexp(`[(（][^()（）]*(?:简称|簡稱|下称|下稱|修正|修订|修訂|试行|試行)[^()（）]*[)）]$`)
	lawPart     = lazy.Regexp(`法典?((?:\p{Han}{1,10}[罪则則]|债|債|物权|物權|亲属|親屬|继承|繼承|总|總|分)(?:章|编|編|节|節|则|則))$`)
	yearBehind  = lazy.Regexp(`[（(]\s*((?:19|20)\d\d)年?(?:\d{1,2}月(?:\d{1,2}日)?)?(?:修正|修订|修訂|修改|公布|通过|制定)?(?:本|版)?[)）]`)
	yearBefore  = lazy.Regexp(`((?:19|20)\d\d)年(?:\d{1,2}月(?:\d{1,2}日)?)?(?:修正|修订|修訂|修改|颁布|公布|通过|制定)?的?$`)
	amending    = lazy.Regexp(`(?:关于|關於)(?:修改|修正|修订|修訂)(?:[〈《]([^〉》]+)[〉》]|(.+?))(?:的|等|部分条文|部分條文|有关问题|部分内容)*(?:决定|決定)`)
	several     = lazy.Regexp(`等(?:[一二三四五六七八九十百]+|[0-9]+)?(?:件|部|项|個|个|种)|等(?:部分)?(?:法律|法规|行政法规|规章|司法解释|地方性法规)`)
	amendment   = lazy.Regexp(`^(.+?)(?:部分条文|部分條文)?(?:修正案|修正條文)(?:\s*[(（].*)?$`)
)

// bareTitle leaves out what is put behind a title in brackets: （2018年修正）, （试行）, （节选）.
func bareTitle(s string) string {
	s = strings.TrimSpace(s)
	for {
		t := bracketTail().ReplaceAllString(s, "")
		if t == s || t == "" {
			return s
		}
		s = t
	}
}

// TitleKey is what the titles of one document have in common: folded, without the name of the
// state, bracketed additions and blanks.
func TitleKey(title string) string {
	s := squeeze(bareTitle(title))
	for _, p := range []string{"中华人民共和国", "中華人民共和國", fold.String("中华人民共和国"), "中华民国", "中華民國"} {
		if t := strings.TrimPrefix(s, p); t != "" {
			s = t
		}
	}
	return s
}

// isOwn reports whether title is that of the document itself.
func (r *Resolver) isOwn(title string) bool {
	own := r.doc.Tree.Meta.Title
	return own != "" && TitleKey(own) == TitleKey(title)
}

// Amends is the title of the document that this one amends, and whose articles it therefore
// names; "" if it amends none.
func (r *Resolver) Amends() string {
	r.once.Do(r.learn)
	return r.amended
}

// fullName resolves a name that the document introduced, （以下简称《刑法》）, and one that is but the
// end of the only title that ends so: 《纲要》, 《办法》.
func (r *Resolver) fullName(name string) string {
	r.once.Do(r.learn)
	if full := r.aliases[squeeze(name)]; full != "" {
		return full
	}
	if full := r.endings[bareTitle(name)]; full != "" && !r.isOwn(name) {
		return full
	}
	return name
}

// ending enters the last word of title, 办法, so that it names the title unless another ends so.
func (r *Resolver) ending(title string) {
	bare := bareTitle(title)
	for _, w := range documentWords {
		if utf8.RuneCountInString(w) < 2 || len(bare) <= len(w) || !strings.HasSuffix(bare, w) {
			continue
		}
		if other, taken := r.endings[w]; taken && TitleKey(other) != TitleKey(title) {
			title = "" // of two titles neither is meant
		}
		r.endings[w] = title
		return
	}
}

// knownName is the width of the longest title that the document puts in 《》 and that run ends
// with; 0 if there is none.
func (r *Resolver) knownName(run string) int {
	r.once.Do(r.learn)
	for k := range run {
		if utf8.RuneStart(run[k]) && r.known[run[k:]] {
			return len(run) - k
		}
	}
	return 0
}

// learn reads from the text what names the document gives to others.
func (r *Resolver) learn() {
	r.aliases = map[string]string{}
	r.known = map[string]bool{}
	r.endings = map[string]string{}
	for _, m := range bookTitle().FindAllStringSubmatch(r.doc.View.Text, -1) {
		if namesDocument(m[1]) {
			r.known[m[1]] = true
			r.ending(m[1])
			if short := strings.TrimPrefix(m[1], "中华人民共和国"); short != "" {
				r.known[short] = true
			}
		}
	}
	for _, m := range aliasWords().FindAllStringSubmatch(r.doc.View.Text, -1) {
		if alias := squeeze(m[2]); !strings.HasPrefix(alias, "本") {
			r.aliases[alias] = m[1]
		}
	}
	title := r.doc.Tree.Meta.Title
	r.several = several().MatchString(title)
	if m := amending().FindStringSubmatch(title); m != nil {
		r.amended = m[1] + m[2]
		if k := strings.Index(title, "《"); k >= 0 {
			if full, _, ok := strings.Cut(title[k+len("《"):], "》"); ok {
				r.amended = full
			}
		}
	} else if m := amendment().FindStringSubmatch(bareTitle(title)); m != nil {
		r.amended = m[1]
	}
}

// stops end the name of a document when read backwards: what comes before is the sentence.
var stops = []string{"依照", "按照", "依据", "依據", "根据", "根據", "违反", "違反", "适用", "適用", "符合", "参照", "參照", "参考", "參考", "遵守", "执行", "執行", "不受",
	"或者", "或", "对", "對", "将", "將", "由", "在", "按", "依", "据", "據", "是", "为", "為", "有", "的", "以", "了", "犯",
	"如", "除", "经", "經", "于", "於", "至", "从", "從", "修改", "废止", "现行", "上述", "所称", "所稱", "称", "见", "見", "照", "因", "认定", "触犯", "构成", "准用", "準用", "会同", "其他", "原", "实施", "實施", "修订", "修訂", "从事", "從事", "撤销", "决定", "决定撤销", "办理", "具体", "施行之", "修正之", "爰", "參酌", "配合", "係", "並", "惟", "聯合國在",
	"現行", "视同", "視同", "具备", "具備", "兼具", "超过", "超過", "涉嫌", "删去", "刪除", "非屬", "係屬", "行為屬", "另", "另查", "考量", "考虑", "落实", "落實", "贯彻", "貫徹", "遵行", "包括", "包含", "均非", "但", "违背", "違背", "不影响", "行使", "达到", "達到", "产生", "產生", "造成", "完成", "没有", "沒有", "提交", "指定", "我国", "我國", "之"}

// within is what must stand before or after a stop for it to be part of a word.
type within struct{ before, after string }

// inWord names it for the stops: 票据法, 对外贸易法, 护照法.
var inWord = map[string]within{
	"据": {"票证数根依", ""}, "據": {"票證數根依憑", ""}, "对": {"应", "外"}, "對": {"應", "外"}, "在": {"", "线線"}, "有": {"国公私所没國既", "线線限色机機组組"}, "为": {"行勇", ""}, "為": {"行", ""},
	"由": {"自", ""}, "除": {"解消退", ""}, "经": {"财神", "济营纪办"}, "經": {"財", "濟營紀"}, "照": {"护执牌護執无無", "明護顧"}, "原": {"病", "子油产料住"},
	"以": {"", "工上下"}, "如": {"", "何"}, "将": {"", "军"}, "將": {"", "軍"}, "至": {"", ""}, "因": {"基", "特"}, "按": {"", "揭"}, "称": {"名职", "号"}, "见": {"意", "义"}, "見": {"意罕", "義"}, "犯": {"", "罪減"},
	"实施": {"", "办细条规方意"}, "實施": {"", "辦細條規方"}, "决定": {"", ""}, "从": {"", "业"}, "修订": {"", "本"}, "执行": {"制政分算", ""}, "執行": {"制政分算", ""}, "适用": {"律", ""}, "適用": {"律", ""}, "係": {"關", ""}, "撤销": {"", "条"},
}

// joints are words that join two names, but may also stand within one: 证券投资信托及顾问法.
var joints = []string{"以及", "和", "与", "與", "及"}

// inJoint names it for the joints: 共和, 和平, 参与, 普及.
var inJoint = map[string]within{
	"和": {"共緩", "平谐解醫"}, "与": {"参", ""}, "與": {"參贈", ""}, "及": {"普", "格"},
}

// generic are words that end like the name of a document but name none.
var generic = []string{"法", "立法", "执法", "司法", "依法", "合法", "违法", "非法", "无法", "方法", "办法", "辦法", "规定", "規定", "条例", "條例", "决定",
	"決定", "解释", "解釋", "意见", "意見", "通知", "细则", "规则", "章程", "准则", "标准", "报告", "文件", "制度", "规范", "方案", "计划", "公告", "合同", "协议", "规划", "指引", "指南", "要点"}

// nameBefore reads backwards from i, not into the reference before, the name of another document:
// 依照刑法第三条. It gives the offset where the name begins; "" and i if there is none.
func (f *finder) nameBefore(i int) (string, int) {
	from := max(0, i-96)
	if k := len(f.refs); k > 0 {
		from = max(from, min(i, f.r.doc.View.Pos(f.refs[k-1].Span.End)))
	}
	s := strings.TrimRight(f.s[from:i], " ")
	if strings.HasSuffix(s, "）") || strings.HasSuffix(s, ")") {
		if m := nameNote().FindStringIndex(s); m != nil {
			s = s[:m[0]] // 幼兒教育及照顧法（以下簡稱幼照法）第二條
		}
	}
	end := from + len(s)
	if name, at := quotedName(s, end); name != "" {
		return f.r.fullName(name), at
	}
	if m := lawPart().FindStringSubmatchIndex(s); m != nil {
		s = s[:m[2]] // 刑法公共危险罪章第…条
		end = from + len(s)
	}
	if !endsDocument(s) {
		return "", i
	}
	for _, w := range []string{"该法", "該法", "该条例", "該條例", "该办法", "该规定", "该解释", "该决定", "该细则", "该规则", "该公约", "该章程", "同法", "同條例"} {
		if strings.HasSuffix(s, w) {
			return cmp.Or(f.same, w), end - len(w)
		}
	}
	at := f.wordBefore(from, end, 30)
	if k := f.r.knownName(f.s[at:end]); k > 0 {
		at = end - k
	}
	name := f.s[at:end]
	if strings.HasSuffix(f.s[:at], "的") && slices.Contains(generic, name) && name != "规定" && name != "規定" && name != "意见" {
		return "……的" + name, at // 关于…的决定第三条: some other document
	}
	if slices.Contains(generic, name) || strings.HasPrefix(name, "本") && endsDocument(strings.TrimPrefix(name, "本")) && utf8.RuneCountInString(name) < 5 || utf8.RuneCountInString(name) < 2 {
		return "", i
	}
	full := f.r.fullName(name)
	f.same = full
	if f.r.isOwn(full) {
		return "", i
	}
	return full, at
}

// quotedName reads a document's name in quotation marks at the end of s, which ends at offset i:
// 「聯合國反貪腐公約」.
func quotedName(s string, i int) (string, int) {
	end := len(s)
	for _, q := range [][2]string{{"「", "」"}, {"“", "”"}, {"〈", "〉"}} {
		if !strings.HasSuffix(s, q[1]) {
			continue
		}
		if k := strings.LastIndex(s, q[0]); k >= 0 {
			if name := s[k+len(q[0]) : end-len(q[1])]; endsDocument(name) && !strings.ContainsAny(name, "，。；：") {
				return name, i - (end - k)
			}
		}
	}
	return "", i
}

// formerly are words that say that an article is one of an earlier wording.
var formerly = []string{"原", "原條文", "原条文", "草案", "修正前", "修改前", "舊法", "旧法", "現行法", "現行條文", "行為時", "原法", "增訂", "增订"}

// wordBefore walks back from i, not beyond from, over at most n characters of a name and gives
// where it begins.
func (f *finder) wordBefore(from, i, n int) int {
	at := i
	for k := 0; k < n && at > from; k++ {
		c, w := utf8.DecodeLastRuneInString(f.s[:at])
		if !han.Is(c) {
			break
		}
		at -= w
	}
	run := f.s[at:i]
	for _, state := range []string{"中华人民共和国", "中華民國"} {
		if k := strings.LastIndex(run, state); k >= 0 {
			return at + k
		}
	}
	cut := 0
	for _, w := range stops {
		cut = lastCut(run, cut, w, inWord)
	}
	for end := len(run); ; {
		k, after := lastJoint(run[:end], cut)
		if k < 0 {
			break
		}
		if !joinsWithin(run[cut:k]) {
			cut = after
			break
		}
		end = k
	}
	return at + cut
}

// lastCut is where the last w in run that is no part of a word ends; cut if there is none behind cut.
func lastCut(run string, cut int, w string, words map[string]within) int {
	for end := len(run); end > cut; {
		k := strings.LastIndex(run[:end], w)
		if k < 0 || k+len(w) <= cut {
			break
		}
		if !partOfWord(run, k, k+len(w), words[w]) {
			return k + len(w)
		}
		end = k
	}
	return cut
}

// lastJoint is the span of the last joint in run that begins at cut or behind; -1 if there is none.
func lastJoint(run string, cut int) (start, end int) {
	start = -1
	for _, w := range joints {
		if k := lastCut(run, max(cut, end), w, inJoint); k-len(w) >= cut && k > end {
			start, end = k-len(w), k
		}
	}
	return start, end
}

// joinsWithin reports whether a joint behind left stands within a name, 人口与计划生育法: two names
// are joined where left ends as one does, or as a reference.
func joinsWithin(left string) bool {
	if utf8.RuneCountInString(left) < 2 || endsDocument(left) {
		return false
	}
	for _, w := range []string{"条", "條", "款", "项", "項", "目", "章", "节", "節", "编", "編", "则", "則", "书", "但書", "罪", "法律", "法规", "法規", "规章", "政策", "宪法", "部分"} {
		if strings.HasSuffix(left, w) {
			return false
		}
	}
	return true
}

func partOfWord(run string, start, end int, x within) bool {
	a, _ := utf8.DecodeLastRuneInString(run[:start])
	b, _ := utf8.DecodeRuneInString(run[end:])
	return strings.ContainsRune(x.before, a) || strings.ContainsRune(x.after, b)
}
