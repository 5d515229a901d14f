package main

import (
	"strings"

	"gangmu/corpus/outline"
	"gangmu/corpus/text"
)

// oneLine joins the lines of a text; between Chinese characters nothing is put.
func oneLine(s string) string {
	return strings.Join(strings.FieldsFunc(s, func(r rune) bool { return r == '\n' || r == '\r' }), " ")
}

// own is what a section says itself, heading included, without the sections below it; items belong
// to it.
func own(s *outline.Section) text.Span {
	end := s.End
	for _, c := range s.Children {
		if !c.Item && !c.Missing {
			end = min(end, c.Start)
			break
		}
	}
	return text.Span{Start: s.Start, End: end}
}
