package main

import (
	"cmp"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"time"

	"github.com/spf13/cobra"

	"gangmu/corpus/library"
	"gangmu/corpus/outline"
	"gangmu/index"
)

// A listed is one document of the library: what `info` says of it, and what the library knows.
type listed struct {
	library.Card
	Year     int    `json:"year,omitempty"`
	Size     int64  `json:"size"`
	Modified string `json:"modified"`
	Hash     string `json:"hash,omitempty"`
	Missing  bool   `json:"missing,omitempty"` // not on the disk any more
	Error    string `json:"error,omitempty"`   // why it could not be read
	Newer    string `json:"newer,omitempty"`   // path of the newest version of the same law

	RepealedBy string `json:"repealed_by,omitempty"` // path of a later document that says that this one is void

	CopyOf string `json:"copy_of,omitempty"` // path of a file with the same content
	SameAs string `json:"same_as,omitempty"` // path of the same version of the law in another file
}

func (a *app) listVerb() *cobra.Command {
	var asJSON bool
	var by, genre, in string
	cmd := &cobra.Command{
		Use:   "list",
		Short: a.t("文库里有什么", "what is in the library"),
		Example: `  gangmu list --sort date
  gangmu list --genre statute --json | jq -r 'select(.newer) | .path'`,
		Args: a.args(0, 0),
		RunE: func(*cobra.Command, []string) error {
			docs, err := a.listed()
			if err != nil {
				return err
			}
			if in != "" {
				abs, err := filepath.Abs(in)
				if err != nil {
					return err
				}
				docs = slices.DeleteFunc(docs, func(d listed) bool { return !within(d.Path, abs) })
			}
			if genre != "" {
				docs = slices.DeleteFunc(docs, func(d listed) bool { return string(d.Genre) != genre })
			}
			sortListed(docs, by)
			if len(docs) == 0 {
				a.code = exitNothing
				a.note("%s", a.t("没有文档。用 gangmu add 文件或文件夹 收入", "no documents. Take them in with gangmu add PATH"))
			}
			for _, d := range docs {
				if asJSON {
					if err := a.printJSON(d, ""); err != nil {
						return err
					}
					continue
				}
				a.printListed(d)
			}
			return nil
		},
	}
	f := cmd.Flags()
	f.BoolVar(&asJSON, "json", false, a.t("输出 JSON，一行一个文档", "print JSON, one object a line"))
	f.StringVar(&in, "in", "", a.t("只列这个文件夹里的", "only documents at or below this path"))
	a.oneOfVar(cmd, f.VarP, &genre, "genre", a.t("只列这一类", "only this genre"), "", "report", "statute", "standard", "other")
	a.oneOfVar(cmd, f.VarP, &by, "sort", a.t("排序", "order"), "path", "date", "title", "size")
	return cmd
}

// listed reads the list of the library's documents.
func (a *app) listed() ([]listed, error) {
	lib, err := library.Open(a.libraryDir())
	if err != nil {
		return nil, err
	}
	x, err := index.Open(lib.IndexDir())
	if err != nil {
		return nil, a.indexTrouble(err)
	}
	defer x.Close()
	var docs []listed
	var entries []library.Entry
	for _, d := range x.Docs() {
		l := listed{Card: kept(d)}
		l.Path, l.Year, l.Size, l.Hash, l.Error = d.Path, d.Year, d.Size, d.Hash, d.Err
		l.Modified = d.Mod.UTC().Format(time.RFC3339)
		_, err := os.Stat(d.Path)
		l.Missing = os.IsNotExist(err)
		docs = append(docs, l)
		entries = append(entries, library.EntryOf(d.Path, d.Hash, l.Card))
	}
	for i, s := range library.States(entries) {
		docs[i].Newer, docs[i].RepealedBy, docs[i].CopyOf, docs[i].SameAs = s.Newer, s.RepealedBy, s.CopyOf, s.SameAs
	}
	return docs, nil
}

// kept is the card that the index keeps of a document.
func kept(d index.Doc) library.Card {
	c, err := library.ReadCard(d.Info)
	if err != nil {
		// Indexed by another version of the program, or unreadable: what the index knows itself.
		return library.Card{Format: d.Format, Encoding: d.Encoding, Genre: outline.Genre(d.Genre), Title: d.Title, Subtitle: d.Subtitle,
			Issuer: d.Issuer, Number: d.Number, Date: d.Date, Runes: d.Runes, Sections: d.Sections}
	}
	return c
}

func sortListed(docs []listed, by string) {
	slices.SortStableFunc(docs, func(x, y listed) int {
		switch by {
		case "date":
			return cmp.Or(cmp.Compare(x.Version(), y.Version()), cmp.Compare(x.Path, y.Path))
		case "title":
			return cmp.Or(cmp.Compare(x.Title, y.Title), cmp.Compare(x.Version(), y.Version()), cmp.Compare(x.Path, y.Path))
		case "size":
			return cmp.Or(-cmp.Compare(x.Size, y.Size), cmp.Compare(x.Path, y.Path))
		}
		return cmp.Compare(x.Path, y.Path)
	})
}

// printListed prints date, title, path and what is the matter with the file.
func (a *app) printListed(d listed) {
	state := ""
	switch {
	case d.Missing:
		state = a.t("缺失", "missing")
	case d.Error != "":
		cause, _ := a.causeOf(a.about(d.Path, errors.New(d.Error)))
		state = a.t("读不了：", "unreadable: ") + safe(cause)
	case d.CopyOf != "":
		state = a.t("副本：", "copy of ") + shortPath(d.CopyOf)
	case d.SameAs != "":
		state = a.t("同一版本：", "same version: ") + shortPath(d.SameAs)
	case d.RepealedBy != "":
		state = a.t("废止：", "repealed by: ") + shortPath(d.RepealedBy)
	case d.Newer != "":
		state = a.t("有新版：", "newer: ") + shortPath(d.Newer)
	}
	title := oneLine(safe(d.Title))
	if title == "" {
		title = "—"
	}
	path := shortPath(d.Path)
	if a.color(a.Out) {
		path = blue(path)
		if state != "" {
			state = bold(state)
		}
	}
	line := fmt.Sprintf("%-10s  %s  %s", d.Version(), title, path)
	if state != "" {
		line += "  [" + state + "]"
	}
	a.printf("%s\n", line)
}
