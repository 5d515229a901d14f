package main

import (
	"errors"
	"fmt"
	"path/filepath"
	"slices"

	"github.com/spf13/cobra"

	"gangmu/corpus/library"
	"gangmu/corpus/outline"
)

func (a *app) listVerb() *cobra.Command {
	var asJSON bool
	var by, genre, in, years string
	var only library.Filter
	cmd := &cobra.Command{
		Use:   "list",
		Short: a.t("文库里有什么", "what is in the library"),
		Example: `  gangmu list --sort date
  gangmu list --title 公司法 --state older
  gangmu list --genre statute --year 2020.. --json | jq -r .path`,
		Args: a.args(0, 0),
		RunE: func(*cobra.Command, []string) error {
			docs, err := a.listed()
			if err != nil {
				return err
			}
			if only.Genre = outline.Genre(genre); years != "" {
				if err := only.Years(years); err != nil {
					return a.fail(a.t("--year 不对：", "bad --year: ")+years, a.t("写成 2016、2016..2018、2016..、..2018", "Write 2016, 2016..2018, 2016.. or ..2018"))
				}
			}
			if in != "" {
				if in, err = filepath.Abs(in); err != nil {
					return err
				}
			}
			all := len(docs)
			docs = slices.DeleteFunc(docs, func(d library.Listed) bool { return in != "" && !within(d.Path, in) || !only.Match(&d) })
			library.Sort(docs, by)
			switch {
			case len(docs) > 0:
			case all == 0:
				a.code = exitNothing
				a.note("%s", a.t("没有文档。用 gangmu add 文件或文件夹 收入", "no documents. Take them in with gangmu add PATH"))
			default:
				a.code = exitNothing
				a.note(a.t("%d 个文档中没有符合条件的", "none of %d documents fits"), all)
			}
			for _, d := range docs {
				if asJSON {
					for _, p := range []*string{&d.Path, &d.Newer, &d.RepealedBy, &d.CopyOf, &d.SameAs} {
						*p = pathJSON(*p)
					}
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
	f.StringVar(&only.Title, "title", "", a.t("只列标题含此的", "only titles that hold this"))
	f.StringVar(&only.Issuer, "issuer", "", a.t("只列发文机关含此的", "only issuers that hold this"))
	f.StringVar(&only.Number, "number", "", a.t("只列文号含此的", "only document numbers that hold this"))
	f.StringVar(&years, "year", "", a.t("只列这些年份的：2016、2016..2018", "only these years: 2016, 2016..2018"))
	a.oneOfVar(cmd, f.VarP, &only.Standing, "state", a.t("只列现行、旧版、废止、副本、缺失、读不了的", "only these"), append([]string{""}, library.Standings...)...)
	a.oneOfVar(cmd, f.VarP, &by, "sort", a.t("排序", "order"), library.Orders...)
	return cmd
}

// listed reads the list of the library's documents.
func (a *app) listed() ([]library.Listed, error) {
	lib, err := library.Open(a.libraryDir())
	if err != nil {
		return nil, err
	}
	x, err := a.openIndex(lib)
	if err != nil {
		return nil, err
	}
	defer x.Close()
	return x.List(), nil
}

// printListed prints date, title, path and what is the matter with the file.
func (a *app) printListed(d library.Listed) {
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
	if a.color() {
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
