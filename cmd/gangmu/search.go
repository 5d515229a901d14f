package main

import (
	"context"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"sync"
	"unicode/utf8"

	"github.com/spf13/cobra"

	"gangmu/corpus"
	"gangmu/corpus/library"
	"gangmu/corpus/text"
	"gangmu/index"
)

// Where a verb looks: in the library, in a part of it, in files that are not in it.
type scope struct {
	in    string
	files []string
}

func (s *scope) add(a *app, cmd *cobra.Command) {
	cmd.Flags().StringVar(&s.in, "in", "", a.t("只看这个文件或文件夹里的", "only documents at or below this path"))
	cmd.Flags().StringArrayVar(&s.files, "files", nil, a.t("不看文库，看这些文件或文件夹（可以写几个）", "files or folders that are not in the library, in its place"))
}

func (a *app) searchVerb() *cobra.Command {
	var s scope
	var asJSON, count bool
	var limit int
	cmd := &cobra.Command{
		Use:   "search QUERY…",
		Short: a.t("检索文库：路径:节: 摘要，最相关的在前", "search the library: path:section: snippet, best first"),
		Example: `  gangmu search 基层治理
  gangmu search '"扎实推进" OR 稳步推进 year:2016..2018'
  gangmu search 流动人口 --files report.txt ~/reports
  gangmu search --json --limit 0 改革 | jq -r .path`,
		Args:              a.args(1, -1),
		ValidArgsFunction: cobra.NoFileCompletions,
		RunE: func(_ *cobra.Command, args []string) error {
			q, err := a.query(strings.Join(args, " "))
			if err != nil {
				return err
			}
			if limit < 0 {
				return a.fail(a.t("--limit 不能是负数", "--limit cannot be negative"), a.t("0 表示全部", "0 means all"))
			}
			return a.search(q, s, limit, count, asJSON)
		},
	}
	f := cmd.Flags()
	f.BoolVar(&asJSON, "json", false, a.t("输出 JSON，一行一个命中的节", "print JSON, one object a line"))
	f.BoolVar(&count, "count", false, a.t("只数命中的节", "print the number of hits only"))
	f.IntVar(&limit, "limit", 50, a.t("最多列出多少个（0 = 全部）", "print at most so many hits (0 = all)"))
	s.add(a, cmd)
	return cmd
}

// query parses a query; its error points at the position.
func (a *app) query(s string) (index.Query, error) {
	q, err := index.Parse(s)
	var syntax *index.SyntaxError
	switch {
	case errors.As(err, &syntax):
		msg := syntax.Error()
		if a.lang == chinese {
			msg = syntax.Chinese()
		}
		return q, a.fail(msg, a.t("检索语言见 gangmu man", "For the query language see gangmu man"))
	case err != nil:
		return q, err
	case q.Empty():
		return q, a.fail(a.t("没有要找的词", "there is nothing to search for"), a.t("用法：", "Usage: ")+"gangmu search QUERY…")
	}
	return q, nil
}

// open gives the index of the scope and the absolute path that narrows it. Files that cannot be
// read are reported; failed says that there are such.
func (s *scope) open(a *app) (x *index.Index, in string, failed bool, err error) {
	if s.in != "" {
		if in, err = filepath.Abs(s.in); err != nil {
			return nil, "", false, err
		}
	}
	if len(s.files) > 0 {
		docs, failed, err := a.readAll(s.files)
		if err != nil {
			return nil, "", false, err
		}
		x, err := index.Memory(a.ctx, docs)
		return x, in, failed, err
	}
	lib, err := library.Open(a.libraryDir())
	if err != nil {
		return nil, "", false, err
	}
	x, err = a.openIndex(lib)
	if err != nil {
		return nil, "", false, err
	}
	if len(x.Docs()) == 0 && len(x.Problems()) == 0 {
		a.note("gangmu: %s", a.t("文库是空的。用 gangmu add 文件或文件夹 收入，或用 --files 直接检索文件",
			"the library is empty. Take documents in with gangmu add PATH, or search files with --files"))
	}
	return x, in, false, nil
}

// openIndex opens the index of a library. What is wrong with it, or that it has an older format, is
// told; what is whole can be used.
func (a *app) openIndex(lib *library.Library) (*index.Index, error) {
	x, err := index.Open(lib.IndexDir())
	if err != nil {
		return nil, a.indexTrouble(err)
	}
	for _, p := range x.Problems() {
		a.note("gangmu: %s: %s", pathText(p.Path), a.t("索引的格式旧了，或有损坏；请用 "+p.Mend+" 重建", p.Err+"; run "+p.Mend))
	}
	return x, nil
}

func (a *app) indexTrouble(err error) error {
	return &trouble{path: a.libraryDir(), cause: a.t("索引打不开：", "the index cannot be opened: ") + err.Error(),
		remedy: a.t("请用 gangmu doctor 查看", "See gangmu doctor"), err: err}
}

// readAll opens the documents that paths name, folders whole, several at a time.
func (a *app) readAll(paths []string) (docs []*corpus.Document, failed bool, err error) {
	var files []string
	for _, p := range paths {
		list, err := a.filesAt(p)
		if err != nil {
			a.complain(a.about(p, err))
			failed = true
		}
		files = append(files, list...)
	}
	docs = make([]*corpus.Document, len(files))
	errs := make([]error, len(files))
	var wg sync.WaitGroup
	slots := make(chan struct{}, 4)
	for i, p := range files {
		wg.Go(func() {
			slots <- struct{}{}
			defer func() { <-slots }()
			if errs[i] = a.ctx.Err(); errs[i] == nil {
				docs[i], errs[i] = a.open(p)
			}
		})
	}
	wg.Wait()
	good := docs[:0]
	for i, d := range docs {
		switch {
		case errors.Is(errs[i], context.Canceled):
			return nil, failed, errs[i]
		case errs[i] != nil:
			a.complain(errs[i])
			failed = true
		default:
			good = append(good, d)
		}
	}
	return good, failed, nil
}

// filesAt lists the documents at a path: itself, those in the folder, standard input.
func (a *app) filesAt(path string) ([]string, error) {
	if path == "-" {
		return []string{"-"}, nil
	}
	info, err := os.Stat(path)
	if err != nil {
		return nil, err
	}
	if !info.IsDir() {
		return []string{path}, nil
	}
	scan, err := library.Documents(a.ctx, []string{path}, nil)
	if err != nil {
		return nil, err
	}
	var list []string
	for _, f := range scan.Files {
		list = append(list, f.Path)
	}
	return list, errors.Join(scan.Errs...)
}

func (a *app) search(q index.Query, s scope, limit int, count, asJSON bool) error {
	x, in, failed, err := s.open(a)
	if err != nil {
		return err
	}
	defer x.Close()
	o := index.Options{Limit: limit, In: in}
	if count {
		o.Limit = -1
	}
	res, err := x.Search(a.ctx, q, o)
	if err != nil {
		return err
	}
	if res.Sections == 0 {
		a.code = exitNothing
	}
	if failed {
		a.code = exitTrouble
	}
	if count {
		a.printf("%d\n", res.Sections)
		return nil
	}
	for _, h := range res.Hits {
		if err := a.printHit(h, asJSON); err != nil {
			return err
		}
	}
	if res.Matches == 0 && res.Sections > 0 { // fields only
		a.note(a.t("%d 节，%d 个文件，%d 毫秒", "%d hits, %d documents, %d ms"), res.Sections, res.Docs, res.Took.Milliseconds())
	} else {
		a.note(a.t("%d 处命中（%d 节），%d 个文件，%d 毫秒", "%d matches, %d hits, %d documents, %d ms"),
			res.Matches, res.Sections, res.Docs, res.Took.Milliseconds())
	}
	if limit > 0 && res.Sections > limit {
		a.note(a.t("只列出前 %d 节；--limit 0 列出全部", "the first %d hits are shown; --limit 0 shows all"), limit)
	}
	return nil
}

type hitJSON struct {
	Path    string         `json:"path"`
	Title   string         `json:"title"`
	Section hitSectionJSON `json:"section"`
	Start   int            `json:"start"`
	End     int            `json:"end"`
	Matches [][2]int       `json:"matches"`
	Snippet string         `json:"snippet"`
	Score   float64        `json:"score"`
}

type hitSectionJSON struct {
	ID    string `json:"id"`
	Label string `json:"label"`
	Title string `json:"title"`
	Trail string `json:"trail"`
}

func (a *app) printHit(h index.Hit, asJSON bool) error {
	if asJSON {
		j := hitJSON{Path: pathJSON(h.Path), Title: h.Title, Start: h.Section.Runes.Start, End: h.Section.Runes.End,
			Section: hitSectionJSON{ID: h.Section.ID, Label: h.Section.Label, Title: h.Section.Title, Trail: h.Section.Trail},
			Matches: [][2]int{}, Snippet: h.Snippet.Text, Score: h.Score}
		for _, m := range h.Runes {
			j.Matches = append(j.Matches, [2]int{m.Start, m.End})
		}
		return a.printJSON(j, "")
	}
	path, snippet := shortPath(h.Path), oneLine(safe(h.Snippet.Text))
	if a.color() {
		path, snippet = blue(path), highlight(h.Snippet.Text, h.Snippet.Matches)
	}
	a.printf("%s:%s: %s\n", path, h.Section.ID, snippet)
	return nil
}

// highlight paints the spans of a text.
func highlight(s string, spans []text.Span) string {
	var sb strings.Builder
	at := 0
	for _, m := range spans {
		if m.Start < at || m.End > len(s) {
			continue
		}
		fmt.Fprintf(&sb, "%s%s", oneLine(safe(s[at:m.Start])), hit(oneLine(safe(m.In(s)))))
		at = m.End
	}
	return sb.String() + oneLine(safe(s[at:]))
}

// shortPath is a path as it is printed, seen from the working directory, where that is shorter.
func shortPath(path string) string {
	wd, err := os.Getwd()
	if err != nil || !filepath.IsAbs(path) {
		return pathText(path)
	}
	if rel, err := filepath.Rel(wd, path); err == nil && len(rel) < len(path) && !strings.HasPrefix(rel, ".."+string(filepath.Separator)+"..") {
		return pathText(rel)
	}
	return pathText(path)
}

// spreadFiles lets --files take several paths: "--files a b" is "--files a --files b". A word
// after the first is a path if there is something there or it looks like one; else it belongs to
// the query.
func spreadFiles(args []string) []string {
	var out []string
	for i := 0; i < len(args); i++ {
		out = append(out, notAFlag(args[i]))
		if args[i] == "--" {
			return append(out, args[i+1:]...)
		}
		if args[i] != "--files" || i+1 == len(args) {
			continue
		}
		i++
		out = append(out, args[i])
		for i+1 < len(args) && looksLikePath(args[i+1]) {
			i++
			out = append(out, "--files", args[i])
		}
	}
	return out
}

// notAFlag keeps -创新, which leaves a word out of a search, from being taken for flags: the query
// language knows the full-width sign as well.
func notAFlag(arg string) string {
	if rest, ok := strings.CutPrefix(arg, "-"); ok {
		if r, _ := utf8.DecodeRuneInString(rest); rest != "" && r >= utf8.RuneSelf {
			return "－" + rest
		}
	}
	return arg
}

func looksLikePath(s string) bool {
	if s == "-" {
		return true
	}
	if s == "" || strings.HasPrefix(s, "-") {
		return false
	}
	if strings.ContainsRune(s, filepath.Separator) && !(strings.HasPrefix(s, "/") && strings.HasSuffix(s, "/")) {
		return true // but /…/ is a regular expression
	}
	ext := filepath.Ext(s)
	return exists(s) || len(ext) > 2 && len(ext) < 7 && strings.Trim(ext[1:], "abcdefghijklmnopqrstuvwxyz") == ""
}

// within reports whether path is dir or lies below it.
func within(path, dir string) bool {
	rel, err := filepath.Rel(dir, path)
	return err == nil && rel != ".." && !strings.HasPrefix(rel, ".."+string(filepath.Separator))
}
