package compare

import (
	"gangmu/corpus"
	"gangmu/corpus/outline"
	"gangmu/corpus/text"
)

// Own is what a section says itself, title included and number not, without the sections below it;
// items belong to it. A span of the source.
func Own(s *outline.Section) text.Span {
	end := s.End
	for _, c := range s.Children {
		if !c.Item && !c.Missing {
			end = min(end, c.Start)
			break
		}
	}
	start := s.Start
	if !s.Label.Span.Empty() {
		start = s.Label.Span.End
	}
	return text.Span{Start: start, End: max(start, end)}
}

// Words finds the word-level differences of a pair of which both sections are there: of what they
// say themselves, their numbers left aside.
func Words(a, b *corpus.Document, p Pair) []Change { return Diff(a, Own(p.A), b, Own(p.B)) }
