package outline

import (
	"strings"

	"gangmu/corpus/text"
)

// front reads what stands before the first section and behind the last: title, notes, signature.
func (p *parser) front() {
	p.textEnd = len(p.t)
	if p.paywal != nil {
		p.textEnd = min(p.textEnd, p.v.Pos(p.paywal.Span.Start))
	}
	for _, m := range p.in.Marks {
		if m.Kind == text.MarkBoilerplate && m.Span.End >= len(p.v.Source)-200 {
			p.textEnd = min(p.textEnd, p.v.Pos(m.Span.Start))
		}
	}
	first := p.textEnd
	for i := range p.cs {
		if p.cs[i].chosen {
			first = int(p.cs[i].start)
			break
		}
	}
	p.tree.Meta.Title = p.in.Name
	for _, line := range strings.FieldsFunc(p.t[:first], func(r rune) bool { return r == '\n' || r == '\r' }) {
		if line = strings.Trim(line, spaces+"#*"); line != "" {
			p.tree.Meta.Title = line
			break
		}
	}
	for _, c := range p.tocs {
		p.plains = append(p.plains, plain{kind: Contents, title: text.Span{Start: c.head, End: c.body}, body: c.body, end: c.end})
	}
}
