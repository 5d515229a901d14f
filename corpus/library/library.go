// Package library keeps the documents that a person has taken in: which files and folders they
// added, where the documents lie, what changed since they were last read. It never touches the
// documents themselves.
//
// A library is a folder of its own:
//
//	library.json   the roots (files and folders that were added) and what was taken out again
//	index/         the full-text index (package index)
//
// The file library.json is one JSON object, {"version":1,"roots":[…],"excluded":[…]}: absolute
// paths, sorted. It is written to a temporary file and renamed, under a lock, so that a reader
// never sees half of it and two programs that add at once both succeed.
package library

import (
	"encoding/json"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"slices"
	"strings"

	"github.com/adrg/xdg"
	"github.com/rogpeppe/go-internal/lockedfile"
)

const version = 1

// A Library is the list of what a person has added. The zero value with a Dir is empty.
type Library struct {
	Dir      string   // the library's own folder
	Roots    []string // files and folders, absolute, sorted; none lies inside another
	Excluded []string // files and folders inside the roots that were taken out again
}

type file struct {
	Version  int      `json:"version"`
	Roots    []string `json:"roots"`
	Excluded []string `json:"excluded,omitempty"`
}

// DefaultDir is the folder of the library of the person who runs the program: gangmu in the XDG
// data folder (or what the system has in its place).
func DefaultDir() string { return filepath.Join(xdg.DataHome, "gangmu") }

// IndexDir is where package index keeps the index.
func (l *Library) IndexDir() string { return filepath.Join(l.Dir, "index") }

func (l *Library) path() string { return filepath.Join(l.Dir, "library.json") }

// Open reads the library in dir. A folder that does not exist or holds no library is an empty
// library; nothing is written.
func Open(dir string) (*Library, error) {
	dir, err := filepath.Abs(dir)
	if err != nil {
		return nil, err
	}
	l := &Library{Dir: dir}
	data, err := os.ReadFile(l.path())
	if errors.Is(err, fs.ErrNotExist) {
		return l, nil
	}
	if err != nil {
		return nil, err
	}
	var f file
	if err := json.Unmarshal(data, &f); err != nil {
		return nil, &DamagedError{Path: l.path(), Err: err}
	}
	if f.Version > version {
		return nil, &DamagedError{Path: l.path(), Err: fmt.Errorf("format version %d is newer than this program knows (%d)", f.Version, version)}
	}
	l.Roots, l.Excluded = f.Roots, f.Excluded
	return l, nil
}

// A DamagedError says that library.json cannot be understood.
type DamagedError struct {
	Path string
	Err  error
}

func (e *DamagedError) Error() string { return e.Path + ": " + e.Err.Error() }

func (e *DamagedError) Unwrap() error { return e.Err }

// Change opens the library in dir under its lock, lets f change it, and writes it back. What f
// does is lost if it returns an error.
func Change(dir string, f func(*Library) error) (*Library, error) {
	if err := os.MkdirAll(dir, 0o777); err != nil {
		return nil, err
	}
	unlock, err := lockedfile.MutexAt(filepath.Join(dir, "library.lock")).Lock()
	if err != nil {
		return nil, err
	}
	defer unlock()
	l, err := Open(dir)
	if err != nil {
		return nil, err
	}
	if err := f(l); err != nil {
		return nil, err
	}
	return l, l.save()
}

func (l *Library) save() error {
	data, err := json.MarshalIndent(file{Version: version, Roots: nonNil(l.Roots), Excluded: l.Excluded}, "", "  ")
	if err != nil {
		return err
	}
	tmp, err := os.CreateTemp(l.Dir, "library-*.json")
	if err != nil {
		return err
	}
	defer os.Remove(tmp.Name())
	if _, err := tmp.Write(append(data, '\n')); err != nil {
		tmp.Close()
		return err
	}
	if err := tmp.Close(); err != nil {
		return err
	}
	return os.Rename(tmp.Name(), l.path())
}

func nonNil(s []string) []string {
	if s == nil {
		return []string{}
	}
	return s
}

// Add takes a file or folder in, by its absolute path. What lies in a folder that is already in
// the library is in it, unless it was excluded; a folder swallows the roots below it.
func (l *Library) Add(path string) error {
	path, err := filepath.Abs(path)
	if err != nil {
		return err
	}
	if _, err := os.Stat(path); err != nil {
		return err
	}
	l.Excluded = slices.DeleteFunc(l.Excluded, func(e string) bool { return inside(e, path) })
	l.Roots = append(l.Roots, path)
	// A root inside another is needed only where it was taken out of that one.
	roots := slices.Clone(l.Roots)
	l.Roots = slices.DeleteFunc(l.Roots, func(r string) bool {
		return !below(r, l.Excluded) && slices.ContainsFunc(roots, func(o string) bool { return o != r && inside(r, o) })
	})
	slices.Sort(l.Roots)
	l.Roots = slices.Compact(l.Roots)
	return nil
}

// Remove takes a file or folder out: a root is forgotten, a part of a root is excluded. It reports
// whether the library held the path. The path need not exist any more.
func (l *Library) Remove(path string) (bool, error) {
	path, err := filepath.Abs(path)
	if err != nil {
		return false, err
	}
	n := len(l.Roots)
	l.Roots = slices.DeleteFunc(l.Roots, func(r string) bool { return inside(r, path) })
	held := len(l.Roots) < n
	if below(path, l.Roots) && !below(path, l.Excluded) {
		l.Excluded = slices.DeleteFunc(l.Excluded, func(e string) bool { return inside(e, path) })
		l.Excluded = append(l.Excluded, path)
		slices.Sort(l.Excluded)
		held = true
	}
	l.Excluded = slices.DeleteFunc(l.Excluded, func(e string) bool { return !below(e, l.Roots) })
	return held, nil
}

// inside reports whether path is dir or lies below it.
func inside(path, dir string) bool {
	if path == dir {
		return true
	}
	if !strings.HasSuffix(dir, string(filepath.Separator)) {
		dir += string(filepath.Separator)
	}
	return strings.HasPrefix(path, dir)
}

// below reports whether path is one of dirs or lies below one.
func below(path string, dirs []string) bool {
	return slices.ContainsFunc(dirs, func(d string) bool { return inside(path, d) })
}
