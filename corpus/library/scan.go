package library

import (
	"bytes"
	"context"
	"io"
	"io/fs"
	"os"
	"path/filepath"
	"slices"
	"sort"
	"strings"
	"unicode/utf8"
)

// A Scan is what lies on the disk below a library's roots.
type Scan struct {
	Files  []File   // documents, by path
	Dirs   []string // folders that were looked through
	Absent []string // roots and folders that are not there or cannot be read
	Errs   []error  // why, one for each of Absent
}

// documentExt are the endings of files that a folder is searched for; the format itself is found
// from the content, when the file is read.
var documentExt = map[string]bool{
	".txt": true, ".text": true, ".md": true, ".markdown": true,
	".html": true, ".htm": true, ".xhtml": true, ".mht": true, ".mhtml": true,
	".docx": true, ".doc": true, ".wps": true, ".wpt": true, ".dot": true, ".docm": true,
	".odt": true, ".rtf": true, ".pdf": true, ".epub": true,
}

// Documents lists the documents in roots: a file that is named is taken whatever it is; of a
// folder, everything below it that is no hidden file, no lock file of an office program (~$…) and
// no program or picture. Links to files are followed, links to folders are not, so that no folder
// is read twice or for ever.
func Documents(ctx context.Context, roots, excluded []string) (Scan, error) {
	var s Scan
	for _, root := range roots {
		info, err := os.Stat(root)
		if err != nil {
			s.Absent, s.Errs = append(s.Absent, root), append(s.Errs, err)
			continue
		}
		if !info.IsDir() {
			s.Files = append(s.Files, File{Path: root, Size: info.Size(), Mod: info.ModTime()})
			continue
		}
		if err := s.walk(ctx, root, excluded); err != nil {
			return Scan{}, err
		}
	}
	sort.Slice(s.Files, func(i, j int) bool { return s.Files[i].Path < s.Files[j].Path })
	return s, nil
}

func (s *Scan) walk(ctx context.Context, root string, excluded []string) error {
	// What was taken out of a folder above this root says nothing about the root.
	excluded = slices.DeleteFunc(slices.Clone(excluded), func(e string) bool { return !inside(e, root) })
	start := root + string(filepath.Separator) // so that a root which is a link is followed
	return filepath.WalkDir(start, func(path string, e fs.DirEntry, err error) error {
		if ctx.Err() != nil {
			return ctx.Err()
		}
		if err != nil {
			s.Absent, s.Errs = append(s.Absent, path), append(s.Errs, err)
			return nil
		}
		if path != start && (hidden(e.Name()) || len(excluded) > 0 && below(path, excluded)) {
			if e.IsDir() {
				return fs.SkipDir
			}
			return nil
		}
		if e.IsDir() {
			s.Dirs = append(s.Dirs, filepath.Clean(path))
			return nil
		}
		info, err := os.Stat(path) // follows a link
		if err != nil || !info.Mode().IsRegular() || info.Size() == 0 {
			return nil
		}
		if ext := strings.ToLower(filepath.Ext(path)); documentExt[ext] || looksChinese(path) {
			s.Files = append(s.Files, File{Path: path, Size: info.Size(), Mod: info.ModTime()})
		}
		return nil
	})
}

func hidden(name string) bool {
	return strings.HasPrefix(name, ".") || strings.HasPrefix(name, "~$") || name == "node_modules"
}

// looksChinese reports whether a file of unknown ending looks like a text with Chinese in it: no
// control bytes, and among its first 4 KB enough bytes beyond ASCII.
func looksChinese(path string) bool {
	f, err := os.Open(path)
	if err != nil {
		return false
	}
	defer f.Close()
	buf := make([]byte, 4096)
	n, _ := io.ReadFull(f, buf)
	buf = buf[:n]
	if bytes.HasPrefix(buf, []byte("%PDF-")) {
		return true
	}
	high := 0
	for _, b := range buf {
		switch {
		case b < 0x20 && b != '\t' && b != '\n' && b != '\r' && b != '\f':
			return false
		case b >= utf8.RuneSelf:
			high++
		}
	}
	return high*3 > len(buf)
}

// Scan lists the documents of the library.
func (l *Library) Scan(ctx context.Context) (Scan, error) {
	return Documents(ctx, l.Roots, l.Excluded)
}

// Plan finds what differs between the disk and the files that the index knows.
func (l *Library) Plan(ctx context.Context, known []File) (Plan, Scan, error) {
	s, err := l.Scan(ctx)
	if err != nil {
		return Plan{}, Scan{}, err
	}
	p, err := Diff(ctx, known, s.Files, s.Absent)
	return p, s, err
}
