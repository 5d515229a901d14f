package outline

import (
	"strings"
	"unicode/utf8"
)

// linkAnnexes chooses the labels 附件1 that open an annex. A list of annexes behind the text
// (附件说明, 党政机关公文处理工作条例 art. 9: 附件：1.… 2.…) names them in passing and opens none.
func (p *parser) linkAnnexes(ids []int32) {
	var live []int32
	for _, id := range ids {
		c := &p.cs[id]
		if c.contents || c.quoted || c.row || c.place != atLine && c.place != atPara {
			continue
		}
		live = append(live, id)
	}
	for k, id := range live {
		c := &p.cs[id]
		end := len(p.t)
		if k+1 < len(live) {
			end = int(p.cs[live[k+1]].start)
		}
		rest := p.t[c.end:end]
		line := rest
		if i := strings.IndexByte(rest, '\n'); i >= 0 {
			line = rest[:i]
		}
		line = strings.Trim(line, " 　\r\t：:*")
		body := strings.TrimSpace(rest[min(len(rest), len(line)):])
		switch {
		case c.follow == beforeCite, !annexHead(line):
		case p.listsAnnexes(line, body):
		case utf8.RuneCountInString(body) < 20 && k+1 < len(live):
		case c.place == atLine || utf8.RuneCountInString(line) < 40:
			c.chosen = true
		}
	}
}

// annexHead reports whether the rest of the line may stand behind 附件1 in a heading.
func annexHead(line string) bool {
	if utf8.RuneCountInString(line) > 80 {
		return false
	}
	r, _ := utf8.DecodeRuneInString(line)
	return line == "" || !strings.ContainsRune("的中所第、和及与以，规是为", r) && !strings.ContainsAny(line, "。；")
}

// listsAnnexes reports whether what follows 附件 is a list of annexes and not an annex.
func (p *parser) listsAnnexes(line, body string) bool {
	if strings.HasPrefix(line, "1.") || strings.HasPrefix(line, "1．") || strings.HasPrefix(line, "1、") || strings.HasPrefix(line, "一、") {
		return true
	}
	return line != "" && utf8.RuneCountInString(body) < 60
}
