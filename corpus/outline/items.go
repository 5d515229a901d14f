package outline

import "strings"

// endItems ends the last item of the list in an article with its own paragraph: what stands below
// a list is a paragraph 款 of the article again (立法法 art. 65).
func (p *parser) endItems(s *Section) {
	last := s.Children[len(s.Children)-1]
	for len(last.Children) > 0 {
		last = last.Children[len(last.Children)-1]
	}
	if last.Kind != Item && last.Kind != Subitem || last.Missing {
		return
	}
	end := p.paragraphOf(last)
	for up := last; up != s; up = up.Parent {
		if up.Kind == Item || up.Kind == Subitem {
			up.End = min(up.End, end)
		}
	}
}

// paragraphOf is where the paragraph that s opens ends, in the source: at the end of its line or,
// in a text that lost its lines, at a blank behind a sentence. What ：introduces belongs to it.
func (p *parser) paragraphOf(s *Section) int {
	at := max(p.v.Pos(s.Body), p.v.Pos(s.Label.Span.End))
	limit := p.v.Pos(s.End)
	end := lineOf(p.t, min(at, limit), limit)
	if p.flat {
		prev := rune(0)
		for i, r := range p.t[at:end] {
			if prev == '。' && strings.ContainsRune(spaces, r) {
				end = at + i
				break
			}
			prev = r
		}
	}
	if line := strings.TrimRight(p.t[at:end], spaces+"\r*"); strings.HasSuffix(line, "：") || strings.HasSuffix(line, ":") || end == at {
		return s.End
	}
	if end+1 < limit && strings.Trim(p.t[end:limit], spaces+"\r\n*") == "" {
		return s.End
	}
	return p.v.Src(end)
}
