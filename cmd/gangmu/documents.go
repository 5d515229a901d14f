package main

import (
	"errors"
	"io/fs"
	"os"
	"path/filepath"
	"runtime/debug"
	"strings"

	"gangmu/corpus"
	"gangmu/corpus/ref"
	"gangmu/corpus/sample"
)

// open reads the document at path; "-" is standard input. Where there is no such file, a title is
// looked up in the library: 公司法 is its newest version.
func (a *app) open(path string) (*corpus.Document, error) {
	var d *corpus.Document
	var err error
	if path == "-" {
		d, err = corpus.Read(a.In, "-")
	} else {
		d, err = corpus.Open(path)
	}
	if errors.Is(err, fs.ErrNotExist) && !strings.ContainsAny(path, `/\.`) {
		if found := a.byTitle(path); found != "" {
			d, err = corpus.Open(found)
		}
	}
	if err != nil {
		return nil, a.about(path, err)
	}
	return d, nil
}

// Most of what opening a document takes is kept until the verb has printed it and ends: looking for what
// may be let go of costs a fifth of the time and gives little back. So the heap may grow to five times
// what is alive before that happens, if the file is small. Of a large one, and where a verb keeps many
// documents, the memory counts.
const (
	usualGC   = 100     // percent
	oneGC     = 400     // percent
	smallFile = 8 << 20 // bytes
)

// openOne is open for a verb that reads one document, or one after another.
func (a *app) openOne(path string) (*corpus.Document, error) {
	percent := usualGC
	if fi, err := os.Stat(path); err == nil && fi.Size() <= smallFile {
		percent = oneGC
	}
	debug.SetGCPercent(percent)
	return a.open(path)
}

// byTitle is the path of the library's newest document of a title; "" if it has none.
func (a *app) byTitle(title string) string {
	docs, err := a.named()
	if err != nil {
		return ""
	}
	return docs.find(ref.Ref{Title: title})
}

// about makes an error that names the file.
func (a *app) about(path string, err error) error {
	cause, remedy := a.causeOf(err)
	if abs, err := filepath.Abs(path); err == nil {
		cause = strings.TrimPrefix(cause, abs+": ")
	}
	cause = strings.TrimPrefix(cause, path+": ")
	if path == "-" {
		path = a.t("标准输入", "standard input")
	}
	return &trouble{path: path, cause: cause, remedy: remedy, err: err}
}

// theSample is the built-in report.
func theSample() (*corpus.Document, error) {
	d, err := corpus.New(sample.Name, sample.Report())
	if err != nil {
		return nil, err
	}
	d.Path = ""
	return d, nil
}

// shortName is what a document is called where there is no room for its path.
func shortName(d *corpus.Document) string {
	if d.Tree.Meta.Title != "" {
		return d.Tree.Meta.Title
	}
	return filepath.Base(d.Path)
}
