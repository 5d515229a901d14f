package main

import (
	"errors"
	"fmt"
	"io/fs"

	"github.com/spf13/cobra"

	"gangmu/corpus/library"
	"gangmu/index"
)

// A remark is one thing that doctor found: well, or not and how to mend it.
type remark struct {
	Well bool   `json:"well"`
	What string `json:"what"`
	Mend string `json:"mend,omitempty"`
}

func (a *app) doctorVerb() *cobra.Command {
	var asJSON bool
	cmd := &cobra.Command{
		Use:   "doctor",
		Short: a.t("文库和索引的体检：过时、缺失、损坏，以及怎么修", "library and index health: stale, missing, damaged, and what mends it"),
		Args:  a.args(0, 0),
		RunE: func(*cobra.Command, []string) error {
			remarks, err := a.examine()
			if err != nil {
				return err
			}
			for _, r := range remarks {
				if !r.Well {
					a.code = exitNothing
				}
				if asJSON {
					if err := a.printJSON(r, ""); err != nil {
						return err
					}
					continue
				}
				a.printRemark(r)
			}
			return nil
		},
	}
	cmd.Flags().BoolVar(&asJSON, "json", false, a.t("输出 JSON，一行一条", "print JSON, one object a line"))
	return cmd
}

func (a *app) printRemark(r remark) {
	sign := "ok  "
	if !r.Well {
		sign = "!!  "
	}
	a.printf("%s%s\n", sign, r.What)
	if r.Mend != "" {
		a.printf("      → %s\n", r.Mend)
	}
}

// examine looks at the list, the index and the files. It changes nothing.
func (a *app) examine() ([]remark, error) {
	well := func(zh, en string, args ...any) remark {
		return remark{Well: true, What: fmt.Sprintf(a.t(zh, en), args...)}
	}
	ill := func(mend, zh, en string, args ...any) remark {
		return remark{What: fmt.Sprintf(a.t(zh, en), args...), Mend: mend}
	}
	dir := a.libraryDir()
	lib, err := library.Open(dir)
	if err != nil {
		cause, remedy := a.causeOf(err)
		return []remark{ill(remedy, "%s", "%s", cause)}, nil
	}
	if len(lib.Roots) == 0 {
		return []remark{well("文库是空的：%s", "the library is empty: %s", dir)}, nil
	}
	out := []remark{well("文库：%s，收入 %d 处", "library: %s, %d paths", dir, len(lib.Roots))}
	problems, err := index.Verify(lib.IndexDir())
	if err != nil {
		return append(out, ill(a.rebuild(lib), "索引打不开：%v", "the index cannot be opened: %v", err)), nil
	}
	for _, p := range problems {
		out = append(out, ill(p.Mend, "%s：%s", "%s: %s", pathText(p.Path), p.Err))
	}
	known, err := index.Files(lib.IndexDir())
	if err != nil {
		return append(out, ill(a.rebuild(lib), "索引里的文件清单读不了：%v", "the index's list of files cannot be read: %v", err)), nil
	}
	if len(problems) == 0 {
		out = append(out, well("索引完好：%d 个文件", "the index is sound: %d files", len(known)))
	}
	plan, scan, err := lib.Plan(a.ctx, known)
	if err != nil {
		return nil, err
	}
	for i, p := range scan.Absent {
		cause, mend := a.causeOf(scan.Errs[i])
		if errors.Is(scan.Errs[i], fs.ErrNotExist) {
			mend = a.t("接上磁盘，或 gangmu remove ", "Mount the disk, or gangmu remove ") + pathText(p)
		}
		out = append(out, ill(mend, "%s：%s", "%s: %s", pathText(p), cause))
	}
	if plan.Empty() {
		out = append(out, well("索引与磁盘一致", "the index is in step with the disk"))
	} else {
		out = append(out, ill("gangmu update", "索引落后：要读 %d，移动 %d，移出 %d", "the index is behind: %d to read, %d moved, %d gone",
			len(plan.Add), len(plan.Rename), len(plan.Remove)))
	}
	for _, f := range known {
		if f.Err != "" {
			cause, remedy := a.causeOf(a.about(f.Path, errors.New(f.Err)))
			out = append(out, ill(remedy, "%s：读不了：%s", "%s: unreadable: %s", pathText(f.Path), cause))
		}
	}
	return out, nil
}

// rebuild says how to make the index again.
func (a *app) rebuild(lib *library.Library) string {
	return fmt.Sprintf(a.t("删掉 %s 后运行 gangmu update，重新建立索引", "Delete %s and run gangmu update to make the index again"), lib.IndexDir())
}
