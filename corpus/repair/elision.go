package repair

import (
	"fmt"
	"regexp"
	"strconv"
	"strings"
	"unicode/utf8"

	"gangmu/corpus/text"
)

// Sites that sell documents leave out a stretch in the middle and say so, 省略1506字, or stop and
// say how much there is, 全文共9760字,当前只显示3916字. Both notes are shown as a place; the
// advertising inside them goes. A note counts only in brackets, or after ……, and with its figure
// or with the word for members; 省略 and 未完 by themselves are ordinary words (13 times in 2,800
// clean documents, no hit).
var (
	elisionNote = regexp.MustCompile(`(?:…{1,4}|\.{3,12}|。{3,6})?\s?[(（\[【〔][^()（）\[\]【】〔〕\n]{0,60}?(?:此处|此處|中间|中間|以下|下面|正文|原文|文章|本文)?(?:省略|略去|隐藏|隱藏|删节|刪節)[了去约約]{0,2}\s?(?:([0-9０-９]{1,9})\s?(?:个|個)?(?:多|余|餘)?(?:汉字|漢字|字)?|(?:正式)?(?:会员|會員|VIP|vip))[^()（）\[\]【】〔〕\n]{0,60}[)）\]】〕]\s?(?:…{1,4}|\.{3,12}|。{3,6})?`)
	paywallNote = regexp.MustCompile(`(?:…{1,4}|\.{3,12}|。{3,6})?\s?[(（\[【〔]?\s?(?:未完|未完待续|未完待續|本文未完)?[,，;；。]?\s{0,2}全文[共约約]?\s?([0-9０-９]{1,9})\s?(?:个|個)?(?:汉字|漢字|字)[,，;；]?\s?(?:当前|當前|目前|现|現|这里|這裡)?(?:仅|僅|只|已)?(?:显示|顯示|预览|預覽)了?(?:前)?\s?([0-9０-９]{1,9})\s?(?:个|個)?(?:汉字|漢字|字)(?:[^()（）\[\]【】〔〕\n]{0,120}[)）\]】〕])?`)
	unfinished  = regexp.MustCompile(`(?:…{1,4}|\.{3,12}|。{3,6})?\s?[(（\[【〔]\s?(?:本文)?未完[,，;；。:：][^()（）\[\]【】〔〕\n]{2,80}[)）\]】〕]`)
	members     = regexp.MustCompile(`(?:会员|會員|登录|登錄|注册|註冊|下载|下載|全文|阅读|閱讀|付费|付費|VIP)`)
	stars       = regexp.MustCompile(`\*{2,}`)
)

// missing marks where text is left out or hidden.
func missing(p *page) {
	s := p.view.Text
	var edits []text.Edit
	if hasAny(s, "省略", "略去", "隐藏", "隱藏", "删节", "刪節") {
		edits = append(edits, elisions(p)...)
	}
	if strings.Contains(s, "全文") || strings.Contains(s, "未完") {
		edits = append(edits, paywalls(p)...)
	}
	redactions(p)
	p.apply(edits)
}

func elisions(p *page) []text.Edit {
	s := p.view.Text
	var edits []text.Edit
	for _, m := range elisionNote.FindAllStringSubmatchIndex(s, -1) {
		n := 0
		if m[2] >= 0 {
			n = figure(s[m[2]:m[3]])
		}
		span := text.Span{Start: m[0], End: m[1]}
		// Brackets in a sentence, without …… and without an offer, are the author's own.
		if note := span.In(s); !strings.ContainsAny(note, "….") && !members.MatchString(note) {
			continue
		}
		e := text.Edit{Rule: text.Elision, Span: span, New: "……（原文省略）……", Why: "网站在此处省略了原文"}
		if n > 0 {
			e.New = fmt.Sprintf("……（原文省略约%d字）……", n)
			e.Why = fmt.Sprintf("网站在此处省略了原文%d字", n)
		}
		edits = append(edits, e)
		p.mark(text.Mark{Kind: text.MarkElision, Span: span, Runes: n, Why: e.Why})
	}
	return edits
}

func paywalls(p *page) []text.Edit {
	s := p.view.Text
	var edits []text.Edit
	add := func(span text.Span, declared, shown int) {
		for _, e := range edits {
			if e.Span.Overlaps(span) {
				return
			}
		}
		e := text.Edit{Rule: text.Elision, Span: span, New: "……（原文未完）", Why: "网站没有给出后面的原文"}
		if declared > 0 {
			e.New = fmt.Sprintf("……（原文未完：全文%d字，仅见%d字）", declared, shown)
			e.Why = fmt.Sprintf("网站只给出全文%d字中的%d字", declared, shown)
		}
		edits = append(edits, e)
		p.mark(text.Mark{Kind: text.MarkPaywall, Span: span, Declared: declared, Shown: shown, Why: e.Why})
	}
	for _, m := range paywallNote.FindAllStringSubmatchIndex(s, -1) {
		declared, shown := figure(s[m[2]:m[3]]), figure(s[m[4]:m[5]])
		if declared > 0 && shown <= declared {
			add(text.Span{Start: m[0], End: m[1]}, declared, shown)
		}
	}
	for _, m := range unfinished.FindAllStringIndex(s, -1) {
		if members.MatchString(s[m[0]:m[1]]) {
			add(text.Span{Start: m[0], End: m[1]}, 0, 0)
		}
	}
	return edits
}

// figure reads digits of either width.
func figure(s string) int {
	n, err := strconv.Atoi(strings.Map(func(r rune) rune {
		if r >= '０' && r <= '９' {
			return r - '０' + '0'
		}
		return r
	}, s))
	if err != nil {
		return 0
	}
	return n
}

// redactions marks a single _ between Chinese characters or before a Chinese punctuation mark,
// and a run of asterisks inside a word: a name or word that the site's filter took out. The text
// stays as it is. Form lines (____), file names and Markdown emphasis are none (no hit in 2,800
// clean documents).
func redactions(p *page) {
	s := p.view.Text
	for i := 0; ; {
		j := strings.IndexByte(s[i:], '_')
		if j < 0 {
			break
		}
		i += j
		before, _ := utf8.DecodeLastRuneInString(s[:i])
		after, _ := utf8.DecodeRuneInString(s[i+1:])
		if isHan(before) && (isHan(after) || strings.ContainsRune("，。、；：？！”’）》,;:!)", after) && i+1 < len(s)) {
			p.mark(text.Mark{Kind: text.MarkRedaction, Span: text.Span{Start: i, End: i + 1}, Why: "网站隐去的字词"})
		}
		i++
	}
	if p.Format == "markdown" || !strings.Contains(s, "**") {
		return
	}
	for _, m := range stars.FindAllStringIndex(s, -1) {
		before, _ := utf8.DecodeLastRuneInString(s[:m[0]])
		after, _ := utf8.DecodeRuneInString(s[m[1]:])
		if isHan(before) && isHan(after) {
			p.mark(text.Mark{Kind: text.MarkRedaction, Span: text.Span{Start: m[0], End: m[1]}, Why: "网站隐去的字词"})
		}
	}
}
