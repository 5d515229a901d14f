package ref

import (
	"cmp"
	"regexp"
	"slices"
	"strings"
	"unicode/utf8"

	"gangmu/corpus/fold"
)

// namesDocument reports whether a title in 《》 is that of an official document, not of a book or
// a newspaper.
func namesDocument(title string) bool {
	t := strings.TrimRight(bareTitle(title), " ")
	return endsDocument(t)
}

var (
	bracketTail = regexp.MustCompile(`\s*[(（〔【［\[][^()（）〔〕【】［］\[\]]*[)）〕】］\]]\s*$`)
	aliasWords  = regexp.MustCompile(`《([^《》\n]{2,60})》[^《》。；\n]{0,30}?以下(?:统|統)?(?:简称|簡稱)[为為：:]?\s*[“"「《]?([^”"」》）)，。；\n]{1,20})`)
	bookTitle   = regexp.MustCompile(`《([^《》\n]{2,60})》`)
	lawPart     = regexp.MustCompile(`法典?((?:\p{Han}{1,10}[罪则則]|债|債|物权|物權|亲属|親屬|继承|繼承|总|總|分)(?:章|编|編|节|節|则|則))$`)
	yearBehind  = regexp.MustCompile(`[（(]\s*((?:19|20)\d\d)年?(?:\d{1,2}月(?:\d{1,2}日)?)?(?:修正|修订|修訂|修改|公布|通过|制定)?(?:本|版)?[)）]`)
	yearBefore  = regexp.MustCompile(`((?:19|20)\d\d)年(?:\d{1,2}月(?:\d{1,2}日)?)?(?:修正|修订|修訂|修改|颁布|公布|通过|制定)?的?$`)
	amending    = regexp.MustCompile(`(?:关于|關於)(?:修改|修正|修订|修訂)(?:[〈《]([^〉》]+)[〉》]|(.+?))(?:的|等|部分条文|部分條文|有关问题|部分内容)*(?:决定|決定)`)
	amendment   = regexp.MustCompile(`^(.+?)(?:修正案|修正條文)(?:\s*[(（].*)?$`)
)

// bareTitle leaves out what is put behind a title in brackets: （2018年修正）, （试行）, （节选）.
func bareTitle(s string) string {
	s = strings.TrimSpace(s)
	for {
		t := bracketTail.ReplaceAllString(s, "")
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

// fullName resolves a name that the document introduced: （以下简称《刑法》）.
func (r *Resolver) fullName(name string) string {
	r.once.Do(r.learn)
	if full := r.aliases[squeeze(name)]; full != "" {
		return full
	}
	return name
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
	for _, m := range bookTitle.FindAllStringSubmatch(r.doc.View.Text, -1) {
		if namesDocument(m[1]) {
			r.known[m[1]] = true
			if short := strings.TrimPrefix(m[1], "中华人民共和国"); short != "" {
				r.known[short] = true
			}
		}
	}
	for _, m := range aliasWords.FindAllStringSubmatch(r.doc.View.Text, -1) {
		if alias := squeeze(m[2]); !strings.HasPrefix(alias, "本") {
			r.aliases[alias] = m[1]
		}
	}
	title := r.doc.Tree.Meta.Title
	if m := amending.FindStringSubmatch(title); m != nil {
		r.amended = m[1] + m[2]
		if k := strings.Index(title, "《"); k >= 0 {
			if full, _, ok := strings.Cut(title[k+len("《"):], "》"); ok {
				r.amended = full
			}
		}
	} else if m := amendment.FindStringSubmatch(bareTitle(title)); m != nil {
		r.amended = m[1]
	}
}

// stops end the name of a document when read backwards: what comes before is the sentence.
var stops = []string{"依照", "按照", "依据", "依據", "根据", "根據", "违反", "違反", "适用", "適用", "符合", "参照", "參照", "遵守", "执行", "執行",
	"以及", "或者", "和", "与", "與", "及", "或", "对", "對", "将", "將", "由", "在", "按", "依", "据", "據", "是", "为", "為", "有", "的", "以", "了", "犯",
	"如", "除", "经", "經", "于", "於", "至", "从", "從", "修改", "废止", "现行", "上述", "所称", "所稱", "称", "见", "見", "照", "因", "认定", "触犯", "构成", "准用", "準用", "会同", "其他", "原", "实施", "實施", "修订", "修訂", "从事", "從事", "撤销", "决定", "决定撤销", "办理", "具体", "施行之", "修正之", "爰", "參酌", "配合", "係", "並", "惟", "聯合國在"}

// within names, by the character of a stop: what must stand before or after it for it to be part
// of a word (票据法, 对外贸易法, 护照法).
var inWord = map[string]struct{ before, after string }{
	"据": {"票证数根依", ""}, "據": {"票證數根依", ""}, "对": {"", "外"}, "對": {"", "外"}, "在": {"", "线線"}, "有": {"国公私所没國", "线線限色"}, "为": {"行", ""}, "為": {"行", ""},
	"和": {"共", "平谐"}, "由": {"自", ""}, "除": {"解消", ""}, "经": {"财神", "济营纪"}, "經": {"財", "濟營紀"}, "照": {"护执牌", "明"}, "依": {"", "法"}, "原": {"", "子油产料"},
	"以": {"", "工"}, "及": {"普", ""}, "如": {"", "何"}, "将": {"", "军"}, "至": {"", ""}, "因": {"", "特"}, "与": {"参", ""}, "按": {"", "揭"}, "称": {"名职", ""},
	"实施": {"", "办细条规方意"}, "實施": {"", "辦細條規方"}, "决定": {"", ""}, "从": {"", "业"}, "修订": {"", "本"},
}

// generic are words that end like the name of a document but name none.
var generic = []string{"法", "立法", "执法", "司法", "依法", "合法", "违法", "非法", "无法", "方法", "办法", "辦法", "规定", "規定", "条例", "條例", "决定",
	"決定", "解释", "解釋", "意见", "意見", "通知", "细则", "规则", "章程", "准则", "标准", "报告", "文件", "制度", "规范", "方案", "计划", "公告", "合同", "协议", "规划", "指引", "指南", "要点"}

// nameBefore reads backwards from i the name of another document: 依照刑法第三条. It gives the
// offset where the name begins; "" and i if there is none.
func (f *finder) nameBefore(i int) (string, int) {
	s := strings.TrimRight(f.s[max(0, i-96):i], " ")
	if name, at := quotedName(s, i); name != "" {
		return f.r.fullName(name), at
	}
	if m := lawPart.FindStringSubmatchIndex(s); m != nil {
		s = s[:m[2]] // 刑法公共危险罪章第…条
	}
	if !endsDocument(s) {
		return "", i
	}
	for _, w := range []string{"该法", "該法", "该条例", "該條例", "该办法", "该规定", "该解释", "该决定", "该细则", "该规则", "该公约", "该章程", "同法", "同條例"} {
		if strings.HasSuffix(s, w) {
			return cmp.Or(f.same, w), i - len(w)
		}
	}
	from := max(0, i-96)
	end := from + len(s)
	at := f.wordBefore(end, 30)
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
var formerly = []string{"原", "原條文", "原条文", "草案", "修正前", "修改前", "舊法", "旧法", "現行法", "原法", "增訂", "增订"}

// wordBefore walks back from i over at most n characters of a name and gives where it begins.
func (f *finder) wordBefore(i, n int) int {
	at := i
	for k := 0; k < n && at > 0; k++ {
		c, w := utf8.DecodeLastRuneInString(f.s[:at])
		if !isHan(c) {
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
		for end := len(run); end > cut; {
			k := strings.LastIndex(run[:end], w)
			if k < 0 || k+len(w) <= cut {
				break
			}
			if !partOfWord(run, k, w) {
				cut = k + len(w)
				break
			}
			end = k
		}
	}
	return at + cut
}

func partOfWord(run string, k int, w string) bool {
	x, ok := inWord[w]
	if !ok {
		return false
	}
	a, _ := utf8.DecodeLastRuneInString(run[:k])
	b, _ := utf8.DecodeRuneInString(run[k+len(w):])
	return k > 0 && strings.ContainsRune(x.before, a) || k+len(w) < len(run) && strings.ContainsRune(x.after, b)
}
