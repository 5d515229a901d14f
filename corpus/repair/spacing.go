package repair

import (
	"strings"
	"sync"
	"unicode"
	"unicode/utf8"

	"gangmu/corpus/han"
	"gangmu/corpus/text"
)

// Printed headings are letter-spaced to fill their line: 附　则, 目　录, 总 理. The blanks inside
// such a word are hidden where it is certain that it is one:
//
//   - behind the label of a chapter, to the end of the line: 第一章　总　则
//   - a word of the list below, alone on its line, or before a name: 部　长　　尹蔚民
//   - three or more single characters with the same blank between them, alone on the line or
//     between punctuation: 被 申 请 人
//
// Numerals, stems and the like never count: 年　月　日 is a form to be filled in, 甲　乙 a list.
//
// Figures: 588 blanks hidden in 2,795 clean documents, every one inside a word.

// spacedWords are two-character words that are letter-spaced on lines of their own.
var spacedWords = sync.OnceValue(func() map[string]bool {
	set := map[string]bool{}
	for _, w := range strings.Fields(`附则 目录 目次 总则 分则 罚则 前言 序言 引言 绪论 导言 导论 通知 通告 公告 决定 决议 命令 报告 说明 意见 批复 通报 公报 议案 纪要
	附件 附录 附表 附图 摘要 结语 后记 跋文 附注 正文 提要 细则 通则
	部长 总理 主席 省长 市长 主任 局长 行长 署长 院长 县长 区长 州长 会长 书记 厅长 司长 校长 所长 处长 社长 社務 秘书 组长 团长 盟长 旗长 乡长 镇长 關長 署長
	附則 目錄 總則 分則 罰則 緒論 導言 通則 細則 決定 決議 報告 說明 議案 紀要 附錄 結語 後記 總統 院長 部長 總理 省長 市長 縣長 局長 會長`) {
		set[w] = true
	}
	return set
})

// neverSpaced are characters that stand alone as items of a list or places of a form.
var neverSpaced = sync.OnceValue(func() map[rune]bool {
	set := map[rune]bool{}
	for _, r := range "年月日时時分秒号號第共一二三四五六七八九十百千万萬零〇两甲乙丙丁戊己庚辛壬癸子丑寅卯辰巳午未申酉戌亥上中下左右前后後大小男女有无無是否东東西南北元角项項款目条條章节節编編个個或和与與及" {
		set[r] = true
	}
	return set
})

// longestWord is how many blanks a letter-spaced word may have: 法 律 责 任 和 其 他 规 定.
const longestWord = 16

// spacing hides the blanks inside letter-spaced words; at is where blanks stand between two
// single characters.
func spacing(p *page, at []int) []text.Edit {
	s := p.view.Text
	var edits []text.Edit
	var w spacedWord
	for _, i := range at {
		if i < w.end {
			continue
		}
		if w.read(s, i) {
			why := "字间空格，按“" + string(w.word) + "”一词显示"
			for _, b := range w.blanks {
				edits = append(edits, text.Edit{Rule: text.Spacing, Span: b, Why: why})
			}
		}
	}
	return edits
}

// A spacedWord is a run of single characters with blanks between them.
type spacedWord struct {
	word   []byte
	blanks []text.Span
	end    int
}

// read reads a letter-spaced word whose first blanks are at s[i:]; it reports whether there is one.
func (w *spacedWord) read(s string, i int) bool {
	w.word, w.blanks, w.end = w.word[:0], w.blanks[:0], i
	first, n := utf8.DecodeLastRuneInString(s[:i])
	if !han.Is(first) {
		return false
	}
	start := i - n
	if before, _ := utf8.DecodeLastRuneInString(s[:start]); han.Is(before) {
		return false
	}
	w.word = utf8.AppendRune(w.word, first)
	never := neverSpaced()[first]
	for {
		gap := w.end + text.Blanks(s[w.end:])
		r, n := text.Rune(s[gap:])
		if gap == w.end || !han.Is(r) {
			break
		}
		if next, _ := text.Rune(s[gap+n:]); han.Is(next) {
			break // the first character of a word
		}
		if len(w.blanks) <= longestWord {
			w.blanks = append(w.blanks, text.Span{Start: w.end, End: gap})
			w.word = utf8.AppendRune(w.word, r)
			never = never || neverSpaced()[r]
		}
		w.end = gap + n
	}
	if len(w.blanks) == 0 || never && !w.listed() {
		return false
	}
	return w.certain(s, start)
}

func (w *spacedWord) listed() bool { return spacedWords()[string(w.word)] }

// certain reports whether the run of single characters that begins at start is one word.
func (w *spacedWord) certain(s string, start int) bool {
	if len(w.blanks) > longestWord {
		return false
	}
	// What Markdown puts around a heading or a name is no text. Only what is near is looked at: a text may
	// be one long line.
	rest := s[w.end:]
	tail := strings.TrimLeft(rest, " \t　*_`]|")
	atEnd := lineEnds(tail) || strings.HasPrefix(strings.TrimLeft(rest, " \t　"), "](")
	before := strings.TrimRight(s[:start], " \t　#*>_`[|-")
	if before != "" && before[len(before)-1] != '\n' {
		chapter := false
		if label := lastLine(strings.TrimRight(before, "、.．"), 60); strings.HasPrefix(label, "第") && len(label) < 40 {
			last, _ := utf8.DecodeLastRuneInString(label)
			chapter = strings.ContainsRune("编編章节節", last) && !strings.ContainsAny(label, " 　，。")
		}
		return chapter && (atEnd || strings.HasPrefix(tail, "第") && len(rest)-len(tail) > 0)
	}
	if len(w.blanks) == 1 {
		gap := len(rest) - len(strings.TrimLeft(rest, " \t　"))
		return w.listed() && (atEnd || gap > w.blanks[0].Len())
	}
	for _, b := range w.blanks[1:] {
		if b.In(s) != w.blanks[0].In(s) {
			return false
		}
	}
	next, _ := utf8.DecodeRuneInString(tail)
	return atEnd || !han.Is(next) && !strings.HasPrefix(rest, w.blanks[0].In(s))
}

// lineEnds reports whether nothing but blanks stands at the head of s before a line ends.
func lineEnds(s string) bool {
	s = strings.TrimLeftFunc(s, func(r rune) bool { return r != '\n' && unicode.IsSpace(r) })
	return s == "" || s[0] == '\n'
}

// lastLine is the last line of s without Markdown before it; "" if it is longer than max bytes.
func lastLine(s string, max int) string {
	from := 0
	if len(s) > max {
		from = len(s) - max
	}
	i := strings.LastIndexByte(s[from:], '\n')
	if i < 0 && from > 0 {
		return ""
	}
	return strings.TrimLeft(s[from+i+1:], " \t　#*>_`[|-")
}
