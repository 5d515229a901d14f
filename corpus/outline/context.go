package outline

import (
	"strings"
	"unicode/utf8"

	"gangmu/corpus/han"
	"gangmu/corpus/numbering"
	"gangmu/corpus/text"
)

// modeAt is how a label at i may be read; ok is false where none can begin.
func (s *scanner) modeAt(i int, r rune) (mode numbering.Mode, ok bool) {
	digit, ascii := '0' <= r && r <= '9', r < utf8.RuneSelf
	if s.head || s.blankN > 0 {
		if s.head || paragraphEnd(s.prev) || han.Is(s.prev) && s.opensBehindWord(i, r) || digit && s.flat && numeral(s.prev) && dottedBlank(s.t[i:]) {
			mode = numbering.AtLine
		} else if ascii && !digit && r != '(' {
			return 0, false
		}
		if digit {
			mode |= numbering.Glued
		}
		return mode, true
	}
	switch {
	case ascii && !digit && r != '(':
		return 0, false
	case digit && s.prev < utf8.RuneSelf && s.prev != ':' && s.prev != ';' && s.prev != ')' && s.prev != '*':
		return 0, false // inside a number, a word, an address
	case r != '(' && r != '（' && numeral(s.prev):
		return 0, false
	case digit && s.flat && (han.Is(s.prev) || paragraphEnd(s.prev)) && clauseAt(s.prev, s.t[i:]):
		mode = numbering.AtLine | numbering.Glued
	case digit && (paragraphEnd(s.prev) || han.Is(s.prev) && i-s.lastEnd < 3*24):
		mode = numbering.Glued
	case !ascii && numeral(r) && paragraphEnd(s.prev) && strings.Contains(s.t[i:min(len(s.t), i+16)], "　"):
		if _, w, _ := numbering.ParseNumber(s.t[i:min(len(s.t), i+12)]); strings.HasPrefix(s.t[i+w:], "　") {
			mode = numbering.AtLine // 。一　总则
		}
	}
	return mode, true
}

// opensBehindWord reports whether the label at i, which begins with r, is one that may stand at the head of a
// line though a word and a blank stand before it.
func (s *scanner) opensBehindWord(i int, r rune) bool {
	t := s.t[i:]
	switch {
	case r == '一':
		return strings.HasPrefix(t, "一.") || strings.HasPrefix(t, "一．")
	case '0' <= r && r <= '9':
		return dotted(t) || s.flat && clauseAt(s.prev, t)
	}
	return 'A' <= r && r <= 'Z' && s.flat && s.annexClause(i)
}

// dotted reports whether s opens with a number of two parts or more, as a clause has: 3.1, 5.10.1, or
// with that of the first chapter of a standard; behind a blank in a text that lost its lines it may be one.
func dotted(s string) bool {
	n := 0
	for i := 0; i < len(s) && i < 3; i++ {
		if '0' > s[i] || s[i] > '9' {
			n = i
			break
		}
	}
	if n == 1 && s[0] == '1' && blankAt(s[n:]) { // 1 范围
		r, _ := utf8.DecodeRuneInString(strings.TrimLeft(s[n:min(len(s), n+8)], spaces))
		return han.Is(r)
	}
	return n > 0 && n+1 < len(s) && s[n] == '.' && '0' <= s[n+1] && s[n+1] <= '9'
}

// clauseAt reports whether s opens with the number of a clause, in a text that lost its lines: 1 总则, 2.1 or
// 2.1.1 before a word; r stands before it.
func clauseAt(r rune, s string) bool {
	i, depth := 0, 0
	for {
		n := 0
		for i < len(s) && '0' <= s[i] && s[i] <= '9' {
			i, n = i+1, n+1
		}
		if depth++; n == 0 || n > 2 || depth == 1 && s[0] == '0' {
			return false
		}
		if i >= len(s) || s[i] != '.' {
			break
		}
		i++
	}
	near := s[i:min(len(s), i+12)]
	rest := strings.TrimLeft(near, spaces)
	next, _ := utf8.DecodeRuneInString(rest)
	switch {
	case annexWords.has(r) || measures.has(next):
		return false
	case len(rest) < len(near):
		return han.Is(next) || 'Ⅰ' <= next && next <= 'Ⅻ'
	}
	return depth > 1 && han.Is(next) && !counted.has(next)
}

// dottedBlank reports whether s opens with 3.2.1 and a blank before a word: a clause behind the last cell of a table.
func dottedBlank(s string) bool {
	near := s[:min(len(s), 12)]
	rest := strings.TrimLeft(near, "0123456789.")
	n := len(near) - len(rest)
	word := strings.TrimLeft(rest, spaces)
	r, _ := utf8.DecodeRuneInString(word)
	return n > 4 && near[n-1] != '.' && strings.Count(near[:n], ".") > 1 && len(word) < len(rest) && han.Is(r)
}

// annexClause reports whether the number of a clause of an annex, A.1, stands at i in a text that lost its
// lines: behind 表 only if that ends the title of the annex.
func (s *scanner) annexClause(i int) bool {
	t := s.t[i:]
	if len(t) < 5 || t[1] != '.' || '1' > t[2] && t[3] != '.' || '0' > t[2] || t[2] > '9' {
		return false
	}
	n := len(s.out)
	return !annexWords.has(s.prev) || n > 0 && s.out[n-1].series == annexes && i-s.lastEnd < 3*40
}

// What is measured or counted: 2.5倍 is no clause; nor is 2.5级, but 2.5 级别 may be one.
var (
	annexWords = newCharSet("第表图圖式录錄") // 表 2.1, 附录 A.1
	measures   = newCharSet("万亿萬億元个個倍米公吨噸至")
	counted    = newCharSet("年月日号號时時分秒斤克升成度级級人户戶件次项項岁歲亩畝顷頃平立千百十条條台臺辆輛套所家名座处處里层層届屆期页頁和到以是")
)

// annexFollows reports whether 附件 n may open an annex here, in a text that lost its lines: behind
// the date that ends the document, or, with a number, behind a blank or a sentence.
func (s *scanner) annexFollows(n, end int) bool {
	r, _ := utf8.DecodeRuneInString(s.t[end:])
	return s.prev == '日' || n > 0 && s.blankN > 0 || (n > 0 || r == '：' || r == ':') && s.blankN == 0 && (s.prev == '。' || s.prev == '）' || s.prev == ')')
}

// placeOf classifies what stands before offset i, which does not open a line.
func (s *scanner) placeOf(i int) place {
	if s.lastEnd == i {
		return atHan // 第一编第六章第三节: a citation by steps
	}
	if s.lastEnd >= 0 && i-s.blankN*3 <= s.lastEnd && onlyBlanks(s.t[s.lastEnd:i]) {
		return atLabel
	}
	if s.blankN > 0 {
		if paragraphEnd(s.prev) || s.blankN > 3 {
			return atPara
		}
		return atBlank
	}
	switch s.prev {
	case '。', '！', '？', '!', '?', '…', '．', '.':
		return atStop
	case '；', ';':
		return atSemi
	case '：', ':':
		return atColon
	case '）', ')', '】', ']', '”', '」', '』', '’':
		return atClose
	case '，', '、', ',', '﹑', '／', '/':
		return atComma
	case '》', '〉':
		return atBook
	case '（', '(', '《', '〈', '[', '【', '〔':
		return atOpen
	case '“', '「', '『', '‘', '"':
		return atQuote
	}
	if han.Is(s.prev) {
		return atHan
	}
	return atOther
}

// onlyBlanks reports whether s is nothing but blanks that set two labels apart.
func onlyBlanks(s string) bool {
	for _, r := range s {
		if r != ' ' && r != '　' && r != '\u00a0' {
			return false
		}
	}
	return true
}

// paragraphEnd reports whether a paragraph may end with r.
func paragraphEnd(r rune) bool {
	switch r {
	case '。', '！', '？', '；', '：', '”', '」', '』', '）', '…', '!', '?', ';', ':', ')', '】', '—', '|', '.', '》':
		return true
	}
	return r == 0
}

// numeral reports whether r may end a Chinese numeral, so that a label cannot begin behind it.
func numeral(r rune) bool {
	switch r {
	case '一', '二', '三', '四', '五', '六', '七', '八', '九', '十', '百', '千', '〇', '零', '第', '两':
		return true
	}
	return '0' <= r && r <= '9' || '０' <= r && r <= '９'
}

// followOf classifies what stands behind the label in s.read, which ends at end.
func (s *scanner) followOf(k series, end int) follow {
	rest := s.t[end:]
	r, w := s.read.Behind()
	if w == 0 || r == '\n' || r == '\r' {
		return beforeEnd
	}
	blank := false
	for w > 0 && (r == ' ' || r == '　' || r == '\u00a0' || r == '\t' || r == '*' || r == '\\') {
		blank = true
		rest = rest[w:]
		r, w = text.Rune(rest)
	}
	if w == 0 || r == '\n' || r == '\r' {
		return beforeEnd
	}
	if blank {
		if k == articles && (r == '第' && s.article(len(s.t)-len(rest), r, w) || citedBelow.open(rest, r)) {
			return beforeCite // 第十二條 第十三條: a list of citations
		}
		return beforeBlank
	}
	if r == ']' || citation(k, rest, r) || k == duns && s.dunCited(end, r, w) {
		return beforeCite
	}
	if k == glued && strings.ContainsRune("时時分秒章節节目处處级級部本点點多批期线線代度页頁场場支只组組班口块塊段头頭队隊国國省市县區区镇乡村社校院会會", r) {
		return beforeOther
	}
	if han.Is(r) {
		return beforeHan
	}
	return beforeOther
}
