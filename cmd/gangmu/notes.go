package main

import (
	"os"
	"path/filepath"
	"strings"
	"time"

	"github.com/spf13/cobra"

	"gangmu/corpus"
	"gangmu/corpus/notes"
	"gangmu/corpus/ref"
)

func (a *app) notesVerb() *cobra.Command {
	var format, written, remove, merge string
	cmd := &cobra.Command{
		Use:   "notes [FILE [REF]]",
		Short: a.t("批注：列出、导出、添加、合并", "notes: list, export, add, merge"),
		Long: a.t(`列出全部批注，或一个文件（一节）的批注，按文件和位置排序。
批注存在文库文件夹的 notes.jsonl 里，一行一条 JSON；--merge 并入另一份批注，两边都不丢。`,
			`Lists all notes, or those on a document or a section, by document and place. They lie in notes.jsonl in the
library's folder, a JSON object a line; --merge takes over those of another such file, nothing of either is lost.`),
		Example: `  gangmu notes --format markdown > 批注.md
  gangmu notes --add "核对数字" report.txt 1.3
  gangmu notes --merge 同事的批注.jsonl`,
		Args:              a.args(0, 2),
		ValidArgsFunction: a.completeRef,
		RunE: func(_ *cobra.Command, args []string) error {
			book, err := notes.Open(filepath.Join(a.libraryDir(), notes.File))
			if err != nil {
				return err
			}
			switch {
			case merge != "":
				return a.mergeNotes(book, merge)
			case remove != "":
				if err := book.Delete(remove, time.Now()); err != nil {
					return a.fail(a.t("没有这条批注：", "no such note: ")+remove, a.t("gangmu notes --format json 列出编号", "gangmu notes --format json lists the ids"))
				}
				return nil
			case len(args) == 0 && written != "":
				return a.fail(a.t("--add 需要 FILE", "--add needs FILE"), "")
			case len(args) == 0:
				return a.printNotes(book.All(), format)
			}
			return a.notesOn(book, args, written, format)
		},
	}
	f := cmd.Flags()
	a.oneOfVar(cmd, f.VarP, &format, "format", a.t("格式", "format"), "text", "json", "markdown")
	f.StringVar(&written, "add", "", a.t("给 FILE 的 REF 一节加一条批注", "write a note on the section REF of FILE"))
	f.StringVar(&remove, "remove", "", a.t("撤销这个编号的批注", "take back the note of this id"))
	f.StringVar(&merge, "merge", "", a.t("并入另一份批注文件", "take over the notes of another file"))
	cmd.MarkFlagsMutuallyExclusive("add", "remove", "merge")
	return cmd
}

// notesOn lists the notes on a document or a section of it, or writes one there.
func (a *app) notesOn(book *notes.Book, args []string, written, format string) error {
	d, err := a.open(args[0])
	if err != nil {
		return err
	}
	within := []ref.Target{{Section: d.Tree.Root, Span: d.Tree.Root.Span()}}
	if len(args) == 2 {
		if within = a.resolve(d, args[1]); within == nil {
			return nil
		}
	}
	if written != "" {
		return book.Put(noteOn(d, within[0], written), time.Now())
	}
	source := []rune(d.Source)
	var found []notes.Note
	for _, n := range book.Of(d.Path) {
		start, end, ok := n.Locate(source)
		if ok {
			n.Start, n.End = start, end
		}
		for _, t := range within {
			if at := d.Byte(start); ok && t.Span.Start <= at && (at < t.Span.End || at == len(d.Source)) || !ok && len(args) == 1 {
				found = append(found, n)
				break
			}
		}
	}
	return a.printNotes(found, format)
}

// noteOn makes a note on the heading of a section, or on its first line if it has none.
func noteOn(d *corpus.Document, t ref.Target, written string) notes.Note {
	trail := strings.TrimPrefix(t.Trail+" › "+strings.TrimSpace(t.Label+" "+t.Title), " › ")
	return notes.On(d, notes.Head(d, t.Section, t.Span), t.Section, trail, written)
}

func (a *app) mergeNotes(book *notes.Book, path string) error {
	f, err := os.Open(path)
	if err != nil {
		return a.about(path, err)
	}
	defer f.Close()
	n, err := book.Merge(f)
	if err != nil {
		return a.about(path, err)
	}
	a.note(a.t("并入 %d 条", "%d notes taken over"), n)
	return nil
}

// printNotes prints notes in a format; none is exit code 1.
func (a *app) printNotes(ns []notes.Note, format string) error {
	if len(ns) == 0 {
		a.code = exitNothing
		a.note("%s", a.t("没有批注", "no notes"))
		return nil
	}
	switch format {
	case "markdown":
		return notes.Markdown(a.out, ns)
	case "json":
		for _, n := range ns {
			n.Path = pathJSON(n.Path)
			if err := a.printJSON(n, ""); err != nil {
				return err
			}
		}
		return nil
	}
	for _, n := range ns {
		a.printf("%s:%s: %s\n", pathText(n.Path), n.Section, safe(oneLine(n.Passage())))
		if n.Text != "" {
			a.printf("    %s\n", safe(oneLine(n.Text)))
		}
	}
	return nil
}
