// Package repair finds what scraping did to a text and how to undo it, as edits that lie over
// the source and can be switched off.
package repair

import "gangmu/corpus/text"

// An Input is a source text with what its format declares about it.
type Input struct {
	Text   string
	Format string
	Blocks []text.Block
}

// Repair returns the edits that make source readable, in order, and the places of which
// something is known that is no text of the document.
func Repair(in Input) ([]text.Edit, []text.Mark) { return nil, nil }
