package main

import (
	"errors"
	"io/fs"
	"path/filepath"
	"time"

	"github.com/spf13/cobra"

	"gangmu/corpus/library"
	"gangmu/corpus/notes"
	"gangmu/index"
	"gangmu/tui"
)

func (a *app) addVerb() *cobra.Command {
	return &cobra.Command{
		Use:   "add PATH…",
		Short: a.t("收入文库：文件或文件夹，建立索引", "take files or folders into the library and index them"),
		Long: a.t(`把文件或文件夹收入文库并建立索引。文件夹里日后增删改的文件由 gangmu update 跟上（阅读器开着时自动跟上）。
文件留在原处，从不改动；隐藏文件、Office 的锁文件（~$…）和非文档不收。`,
			`Takes files or folders into the library and indexes them. What changes in a folder later is followed by
gangmu update, and by the reader while it is open. The files stay where they are and are never changed;
hidden files, lock files of office programs (~$…) and what is no document are left out.`),
		Example: `  gangmu add ~/Documents/公文
  gangmu add report.docx law.pdf`,
		Args:              a.args(1, -1),
		ValidArgsFunction: a.completeFile,
		RunE: func(_ *cobra.Command, args []string) error {
			failed := false
			lib, err := library.Change(a.libraryDir(), func(l *library.Library) error {
				for _, path := range args {
					if err := l.Add(path); err != nil {
						a.complain(a.about(path, err))
						failed = true
					}
				}
				return nil
			})
			if err != nil {
				return err
			}
			return a.follow(lib, failed)
		},
	}
}

func (a *app) updateVerb() *cobra.Command {
	return &cobra.Command{
		Use:   "update",
		Short: a.t("跟上变化：重新索引改动过的文件", "re-index what changed, by size, time, then content"),
		Args:  a.args(0, 0),
		RunE: func(*cobra.Command, []string) error {
			lib, err := library.Open(a.libraryDir())
			if err != nil {
				return err
			}
			return a.follow(lib, false)
		},
	}
}

func (a *app) removeVerb() *cobra.Command {
	return &cobra.Command{
		Use:               "remove PATH…",
		Short:             a.t("移出文库（文件本身不动）", "take out of the library (the files stay as they are)"),
		Args:              a.args(1, -1),
		ValidArgsFunction: a.completeFile,
		RunE: func(_ *cobra.Command, args []string) error {
			unknown := false
			lib, err := library.Change(a.libraryDir(), func(l *library.Library) error {
				for _, path := range args {
					held, err := l.Remove(path)
					if err != nil {
						return err
					}
					if !held {
						a.note("gangmu: %s: %s", path, a.t("不在文库里。gangmu list 看有哪些", "is not in the library. See gangmu list"))
						unknown = true
					}
				}
				return nil
			})
			if err != nil {
				return err
			}
			if unknown {
				a.code = exitNothing
			}
			return a.follow(lib, false)
		},
	}
}

// follow brings the index in step with the disk, and tells what was done.
func (a *app) follow(lib *library.Library, failed bool) error {
	known, err := index.Files(lib.IndexDir())
	if err != nil {
		return a.indexTrouble(err)
	}
	plan, scan, err := lib.Plan(a.ctx, known)
	if err != nil {
		return err
	}
	for i, path := range scan.Absent {
		if errors.Is(scan.Errs[i], fs.ErrNotExist) {
			a.note("gangmu: %s: %s", path, a.t("不在了，记为缺失，索引保留。不要了就 gangmu remove", "is gone; kept and listed as missing. To give it up: gangmu remove"))
			continue
		}
		a.complain(a.about(path, scan.Errs[i]))
		failed = true
	}
	if plan.Empty() {
		a.printf("%s\n", a.t("没有变化", "nothing to do"))
		return a.end(failed)
	}
	bar := a.newProgress(plan)
	sum, err := index.Update(a.ctx, lib.IndexDir(), plan, index.UpdateOptions{Progress: bar.show, Describe: library.Describe})
	bar.done()
	if err != nil {
		return a.indexTrouble(err)
	}
	if sum.Rebuilt != "" {
		a.note("gangmu: %s: %s", lib.IndexDir(), a.t("索引的格式旧了，或有损坏，已重建", sum.Rebuilt))
	}
	if err := a.moveAlong(lib, plan.Rename); err != nil {
		return err
	}
	for _, f := range sum.Failed {
		a.complain(a.about(f.Path, errors.New(f.Err)))
		failed = true
	}
	a.printf(a.t("收入 %d，更新 %d，移动 %d，移出 %d，读不了 %d；用时 %.1f 秒\n",
		"%d added, %d updated, %d moved, %d removed, %d unreadable; %.1f s\n"),
		sum.Added, sum.Updated, sum.Moved, sum.Removed, len(sum.Failed), sum.Took.Seconds())
	return a.end(failed)
}

// moveAlong takes places, marks and notes along with files that have moved.
func (a *app) moveAlong(lib *library.Library, paths map[string]string) error {
	if len(paths) == 0 {
		return nil
	}
	tui.Moved(paths)
	book, err := notes.Open(filepath.Join(lib.Dir, notes.File))
	if err != nil {
		return err
	}
	return book.Move(paths, time.Now())
}

// end is the end of a verb that reported its failures as it went.
func (a *app) end(failed bool) error {
	if failed {
		return errSilent
	}
	return nil
}
