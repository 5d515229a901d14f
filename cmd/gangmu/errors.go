package main

import (
	"errors"
	"fmt"
	"io/fs"
	"strings"
	"syscall"

	"github.com/spf13/pflag"

	"gangmu/corpus/library"
)

// A trouble is an error that says what went wrong, with which file, and what to do.
type trouble struct {
	path   string // "" = no file
	cause  string
	remedy string
	err    error
}

func (t *trouble) Error() string { return t.cause }
func (t *trouble) Unwrap() error { return t.err }

// fail makes a trouble without a file.
func (a *app) fail(cause, remedy string) error { return &trouble{cause: cause, remedy: remedy} }

// errSilent ends a verb with exit code 2 after everything has been said.
var errSilent = errors.New("")

// complain writes an error to standard error, in one line: who, which file, why, what to do.
func (a *app) complain(err error) {
	if err == errSilent {
		return
	}
	a.note("gangmu: %s", a.explain("", err))
}

// explain puts an error that concerns the file at path into words.
func (a *app) explain(path string, err error) string {
	var t *trouble
	if !errors.As(err, &t) {
		t = &trouble{path: path}
		t.cause, t.remedy = a.causeOf(err)
		var pe *fs.PathError
		if errors.As(err, &pe) && t.path == "" {
			t.path = pe.Path
		}
	}
	s := t.cause
	if t.path != "" {
		s = pathText(t.path) + ": " + s
	} else if errors.As(err, &t) && errors.Is(t.err, fs.ErrNotExist) {
		s = `"": ` + s // a path that was given and is empty
	}
	switch {
	case t.remedy == "":
	case strings.Contains(s, "\n"): // a query with a mark under it
		s += "\n" + t.remedy
	default:
		s += a.t("。", ". ") + t.remedy
	}
	return s
}

// causeOf says why in the user's language, and what to do.
func (a *app) causeOf(err error) (cause, remedy string) {
	var damaged *library.DamagedError
	var said *trouble
	switch {
	case errors.As(err, &said):
		return said.cause, said.remedy
	case errors.Is(err, fs.ErrNotExist):
		return a.t("没有这个文件或文件夹", "no such file or folder"),
			a.t("请检查路径；路径里有空格时用引号括起来", "Check the path; quote it if it holds blanks")
	case errors.Is(err, fs.ErrPermission) && a.inLibrary(err):
		return a.t("文库不能写", "the library cannot be written"),
			a.t("请换一个能写的文库文件夹：--library 或环境变量 GANGMU_LIBRARY", "Use a library's folder that you may write: --library, or GANGMU_LIBRARY")
	case errors.Is(err, fs.ErrPermission):
		return a.t("没有读取的权限", "permission denied"),
			a.t("请用 ls -l 查看权限，或换一个能读的副本", "See its permissions with ls -l, or use a copy that you may read")
	case errors.Is(err, syscall.EISDIR):
		return a.t("是文件夹，不是文件", "is a folder, not a file"),
			a.t("请指明其中一个文件；要整夹阅读用 gangmu 文件夹，要收入文库用 gangmu add 文件夹",
				"Name a file in it; to read it whole use gangmu FOLDER, to take it into the library gangmu add FOLDER")
	case errors.Is(err, syscall.ENOSPC):
		return a.t("磁盘已满", "the disk is full"), a.t("请腾出空间后重试，已有的内容没有丢", "Free some space and try again; nothing that was there is lost")
	case errors.As(err, &damaged):
		return a.t("文库清单读不懂：", "the library's list cannot be understood: ") + damaged.Err.Error(),
			fmt.Sprintf(a.t("请用 gangmu doctor 查看；或把 %s 移开后重新 gangmu add", "See gangmu doctor; or move %s away and gangmu add again"), damaged.Path)
	}
	if s, ok := a.flagTrouble(err); ok {
		return s, a.t("用 gangmu help 查看用法", "See gangmu help")
	}
	cause = a.words().One(err.Error())
	if strings.Contains(err.Error(), "damaged") {
		remedy = a.t("请重新取得这个文件，或用原来的软件另存一份", "Get the file anew, or save it again with the program it came from")
	}
	return cause, remedy
}

// inLibrary reports whether an error is about one of the library's own files.
func (a *app) inLibrary(err error) bool {
	var pe *fs.PathError
	return errors.As(err, &pe) && within(pe.Path, a.libraryDir())
}

// A choiceError says which words a flag takes.
type choiceError struct{ words []string }

func (e choiceError) Error() string { return strings.Join(e.words, "|") }

// flagTrouble puts what is wrong with the flags into the user's language.
func (a *app) flagTrouble(err error) (string, bool) {
	var (
		unknown *pflag.NotExistError
		missing *pflag.ValueRequiredError
		invalid *pflag.InvalidValueError
		syntax  *pflag.InvalidSyntaxError
		words   choiceError
	)
	switch {
	case errors.As(err, &unknown):
		name := unknown.GetSpecifiedName()
		dash := "--"
		if len(name) == 1 {
			dash = "-"
		}
		return a.t("没有这个选项：", "unknown flag: ") + dash + name, true
	case errors.As(err, &missing):
		return a.t("这个选项缺少值：--", "the flag needs a value: --") + missing.GetFlag().Name, true
	case errors.As(err, &invalid):
		if errors.As(invalid.Unwrap(), &words) {
			return fmt.Sprintf(a.t("--%s 不能是 %q，只能是 %s", "--%s cannot be %q; it is one of %s"), invalid.GetFlag().Name, invalid.GetValue(), words), true
		}
		return fmt.Sprintf(a.t("--%s 的值不对：%q", "bad value of --%s: %q"), invalid.GetFlag().Name, invalid.GetValue()), true
	case errors.As(err, &syntax):
		return a.t("选项写得不对：", "bad flag: ") + syntax.GetSpecifiedFlag(), true
	}
	return "", false
}
