package outline

import (
	"slices"
	"strings"
	"unicode/utf8"

	"gangmu/corpus/han"
)

// chooseTitle takes the title and subtitle from the lines that may be one.
func (p *parser) chooseTitle(m *Meta, loose []piece, wrapped string) {
	k := slices.IndexFunc(loose, func(q piece) bool { return q.head > 0 })
	if k < 0 && len(loose) > 0 {
		k = 0
	}
	var sub []string
	title := wrapped
	if k >= 0 {
		own := loose[k].text
		next := k + 1
		if isSubtitle(own) {
			next = k
		} else if title == "" {
			title = own
			if next < len(loose) && utf8.RuneCountInString(own) >= 20 && strings.HasPrefix(loose[next].text, own) {
				title = loose[next].text // the wrapper cut it short
				next++
			}
			for next < len(loose) && loose[next].head == loose[k].head && continuesTitle(title, loose[next].text) {
				title = joinTitle(title, loose[next].text)
				next++
			}
		} else if own != title {
			sub = append(sub, own)
		}
		dash := next
		for dash < len(loose) && !isSubtitle(loose[dash].text) {
			dash++
		}
		for ; next <= dash && dash < len(loose); next++ {
			if s := loose[next].text; squeeze(s) != squeeze(title) {
				sub = append(sub, s)
			}
		}
		p.titleSpan = loose[k].span
	}
	if m.Title == "" {
		m.Title = title
	}
	if m.Title == "" {
		m.Title = p.in.Name
	}
	if s := strings.Join(sub, " "); s != "" {
		m.Subtitle = s
	}
	if isSubtitle(m.Subtitle) {
		m.Subtitle = strings.TrimLeft(m.Subtitle, "—―─－- ")
	}
	if iso, _, _ := findDate(m.Subtitle); m.Date == "" && len(iso) == 10 {
		m.Date = iso
	}
}

// isSubtitle reports whether s is set as a subtitle: ——在…上的报告.
func isSubtitle(s string) bool {
	return strings.HasPrefix(s, "—") || strings.HasPrefix(s, "――") || strings.HasPrefix(s, "──") || strings.HasPrefix(s, "--")
}

// continuesTitle reports whether the title goes on in the next line: the issuer stood alone, or
// the line broke before the kind of document was named.
func continuesTitle(title, next string) bool {
	if isSubtitle(next) || endsLikeTitle(title) || utf8.RuneCountInString(next) > 60 {
		return false
	}
	return strings.HasPrefix(next, "关于") || strings.HasPrefix(next, "關於") || strings.HasPrefix(next, "关於") || endsLikeTitle(next)
}

func joinTitle(a, b string) string {
	last, _ := utf8.DecodeLastRuneInString(a)
	first, _ := utf8.DecodeRuneInString(b)
	if han.Is(last) && han.Is(first) || first == '《' {
		return a + b
	}
	return a + " " + b
}

var titleEnds = strings.Fields(`决议 決議 决定 決定 命令 公报 公報 公告 通告 意见 意見 通知 通报 通報 报告 報告 请示 批复 批覆 议案 函 纪要 讲话 講話 方案 规划 規劃 纲要 綱要 计划 计画
办法 辦法 规定 規定 条例 條例 细则 細則 解释 解釋 章程 规则 規則 准则 準則 标准 標準 规程 规范 法 说明 說明 公约 宣言 答复 建议 要点 目录 制度 修正案 决案 令 公開信 致词`)

// endsLikeTitle reports whether s ends with the name of a kind of document (the 15 kinds 文种, laws, speeches).
func endsLikeTitle(s string) bool {
	s = strings.TrimRight(s, "》”）) ")
	if i := strings.LastIndexAny(s, "（("); i > 0 { // （试行）
		s = s[:i]
	}
	for _, e := range titleEnds {
		if strings.HasSuffix(s, e) {
			return true
		}
	}
	return false
}

// amends reports whether the document amends a law: a 修正案, or a decision 关于修改…的决定, with the
// note of its passing.
func (m *Meta) amends() bool {
	title := m.Title
	if i := strings.LastIndexAny(title, "（("); i > 0 {
		title = title[:i]
	}
	return len(m.History) > 0 && (strings.HasSuffix(title, "修正案") || strings.Contains(title, "修改") && strings.HasSuffix(title, "决定"))
}
