package index

import (
	"os"
	"time"

	"gangmu/corpus/library"
	"gangmu/corpus/outline"
)

// List tells of every document of the snapshot what its card says (see library.Describe), whether its
// file is there, and what it is beside the others.
func (x *Index) List() []library.Listed {
	list := make([]library.Listed, len(x.docs))
	entries := make([]library.Entry, len(x.docs))
	for i, d := range x.docs {
		card, err := library.ReadCard(d.Info)
		if err != nil {
			// Written by another version of the program, or unreadable: what the index knows itself.
			card = library.Card{Format: d.Format, Encoding: d.Encoding, Genre: outline.Genre(d.Genre), Title: d.Title, Subtitle: d.Subtitle,
				Issuer: d.Issuer, Number: d.Number, Date: d.Date, Runes: d.Runes, Sections: d.Sections}
		}
		card.Path = d.Path
		_, err = os.Stat(d.Path)
		list[i] = library.Listed{Card: card, Year: d.Year, Size: d.Size, Modified: d.Mod.UTC().Format(time.RFC3339), Hash: d.Hash,
			Missing: os.IsNotExist(err), Error: d.Err}
		entries[i] = library.EntryOf(d.Path, d.Hash, card)
	}
	for i, s := range library.States(entries) {
		list[i].State = s
	}
	return list
}
