package main

import (
	"os"
	"strings"

	"github.com/spf13/cobra"

	"gangmu/corpus"
	"gangmu/corpus/library"
	"gangmu/corpus/text"
	"gangmu/tui"
)

// readerFlags are the flags of the reader alone.
type readerFlags struct {
	at, find  string
	theme     string
	mouse     string
	ascii     bool
	fromStart bool
}

func (r *readerFlags) add(a *app, cmd *cobra.Command) {
	f := cmd.Flags()
	f.StringVar(&r.at, "at", "", a.t("打开后跳到编号所指的一节", "open at the section that a number names"))
	f.StringVar(&r.find, "find", "", a.t("打开后先检索", "start with a search"))
	f.BoolVar(&r.ascii, "ascii", false, a.t("界面只用 ASCII 字符", "draw the interface in ASCII only"))
	f.BoolVar(&r.fromStart, "from-start", false, a.t("从头读起，不回到上次的位置", "begin at the top, not where you left off"))
	a.oneOfVar(cmd, f.VarP, &r.theme, "theme", a.t("配色", "theme"), "", "light", "dark", "mono", "contrast")
	a.oneOfVar(cmd, f.VarP, &r.mouse, "mouse", a.t("鼠标", "mouse"), "auto", "on", "off")
}

// read opens the reader; where standard output is no terminal it prints outline and text.
func (a *app) read(cmd *cobra.Command, args []string, r readerFlags) error {
	for _, arg := range args {
		if arg != "-" && !exists(arg) {
			return a.noSuch(cmd, arg)
		}
	}
	if _, tty := isTerminal(a.Out); tty {
		return a.reader(args, r)
	}
	if len(args) == 0 {
		docs, err := a.listed()
		if err != nil {
			return err
		}
		if len(docs) > 0 { // a library is too much to print
			for _, d := range docs {
				a.printListed(d)
			}
			return nil
		}
	}
	docs, err := a.documents(args)
	if err != nil {
		return err
	}
	for i, d := range docs {
		if i > 0 {
			a.printf("\n\f\n")
		}
		a.treeOutline(d, 0)
		a.printf("\n")
		a.showSpan(d, text.Span{End: len(d.Source)}, false)
	}
	return nil
}

// noSuch says that a word is neither a file nor a verb, and which verb may be meant.
func (a *app) noSuch(cmd *cobra.Command, arg string) error {
	remedy := a.t("请检查路径；命令见 gangmu help", "Check the path; for the verbs see gangmu help")
	if like := cmd.SuggestionsFor(arg); len(like) > 0 {
		remedy = a.t("是不是想用：gangmu ", "Did you mean: gangmu ") + strings.Join(like, " | ")
	}
	return &trouble{path: arg, cause: a.t("没有这个文件、文件夹或命令", "no such file, folder or verb"), remedy: remedy}
}

// documents opens what the arguments name, for printing: files, the documents in folders, - for
// standard input. Without arguments it is the sample.
func (a *app) documents(args []string) ([]*corpus.Document, error) {
	if len(args) == 0 {
		d, err := theSample()
		return []*corpus.Document{d}, err
	}
	var docs []*corpus.Document
	for _, arg := range args {
		paths := []string{arg}
		if info, err := os.Stat(arg); err == nil && info.IsDir() {
			scan, err := library.Documents(a.ctx, []string{arg}, nil)
			if err != nil {
				return nil, err
			}
			paths = paths[:0]
			for _, f := range scan.Files {
				paths = append(paths, f.Path)
			}
			if len(paths) == 0 {
				return nil, &trouble{path: arg, cause: a.t("文件夹里没有可读的文档", "no document in the folder"),
					remedy: a.t("支持 txt md html docx doc wps odt rtf pdf epub", "It reads txt md html docx doc wps odt rtf pdf epub")}
			}
		}
		for _, p := range paths {
			d, err := a.open(p)
			if err != nil {
				if len(paths) == 1 {
					return nil, err
				}
				a.complain(err)
				a.code = exitTrouble
				continue
			}
			docs = append(docs, d)
		}
	}
	return docs, nil
}

// reader opens the reader on the terminal: on the paths, on the library, or on the sample where
// there is no library.
func (a *app) reader(args []string, r readerFlags) error {
	o := tui.Options{LibraryDir: a.libraryDir(), Color: a.flags.color, Theme: r.theme, Mouse: r.mouse, Plain: a.flags.plain,
		ASCII: r.ascii, FromStart: r.fromStart, At: r.at, Find: r.find, Version: version(), Lang: a.flags.lang, Indexer: indexer}
	o.In, _ = a.In.(*os.File)
	o.Out, _ = a.Out.(*os.File)
	switch a.flags.width {
	case "1":
		o.Ambiguous = 1
	case "2":
		o.Ambiguous = 2
	}
	for _, arg := range args {
		if arg != "-" {
			o.Paths = append(o.Paths, arg)
			continue
		}
		d, err := a.open("-")
		if err != nil {
			return err
		}
		o.Docs = append(o.Docs, d)
	}
	if len(args) == 0 {
		lib, err := library.Open(a.libraryDir())
		if err != nil {
			return err
		}
		if len(lib.Roots) == 0 {
			d, err := theSample()
			if err != nil {
				return err
			}
			o.Docs = append(o.Docs, d)
		}
	}
	return tui.Run(a.ctx, o)
}
