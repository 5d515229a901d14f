package library

import (
	"context"
	"crypto/sha256"
	"encoding/hex"
	"io"
	"os"
	"sort"
	"time"
)

// A File is a file as it was when it was last read.
type File struct {
	Path string    // absolute
	Size int64     // bytes
	Mod  time.Time // modification time
	Hash string    // Hash of the content; "" where it has not been read
	Err  string    // why it could not be read as a document; "" if it could
}

// Same reports whether f and g are the same bytes for all that size and time tell.
func (f File) Same(g File) bool { return f.Size == g.Size && f.Mod.Equal(g.Mod) }

// A Plan is what has to be done so that an index agrees with the disk. Its parts are disjoint, in
// the order of their paths.
type Plan struct {
	Add    []File            // new, or with other content than before: read and index
	Touch  []File            // the same content with another time: note the time only
	Rename map[string]string // old path → new path of the same content: keep the work, change the path
	Moved  []File            // the new places of Rename, with size, time and hash
	Remove []string          // gone from a folder that is there, or taken out by the user
}

// Empty reports whether there is nothing to do.
func (p Plan) Empty() bool {
	return len(p.Add)+len(p.Touch)+len(p.Rename)+len(p.Remove) == 0
}

// Bytes is the size of what is to be read.
func (p Plan) Bytes() int64 {
	var n int64
	for _, f := range p.Add {
		n += f.Size
	}
	return n
}

// Diff finds the plan that leads from the files known to an index to those on the disk. A known
// file of the same size and time counts as unchanged; where the time alone differs the content
// decides; a new file with the content of one that is gone was moved. Known files below one of the
// absent places are left as they are: a disk that is not mounted takes nothing out.
func Diff(ctx context.Context, known, disk []File, absent []string) (Plan, error) {
	was := make(map[string]File, len(known))
	for _, f := range known {
		was[f.Path] = f
	}
	var p Plan
	var fresh []File
	here := make(map[string]bool, len(disk))
	for _, f := range disk {
		here[f.Path] = true
		old, ok := was[f.Path]
		switch {
		case !ok:
			fresh = append(fresh, f)
		case f.Same(old):
		case f.Size == old.Size && old.Hash != "" && hashIs(f.Path, old.Hash):
			f.Hash, f.Err = old.Hash, old.Err
			p.Touch = append(p.Touch, f)
		default:
			p.Add = append(p.Add, f)
		}
		if err := ctx.Err(); err != nil {
			return Plan{}, err
		}
	}
	gone := map[int64][]File{} // by size, so that only likely pairs are read
	for _, f := range known {
		if !here[f.Path] && !below(f.Path, absent) {
			gone[f.Size] = append(gone[f.Size], f)
		}
	}
	if err := p.moves(ctx, fresh, gone); err != nil {
		return Plan{}, err
	}
	for _, fs := range gone {
		for _, f := range fs {
			p.Remove = append(p.Remove, f.Path)
		}
	}
	sort.Strings(p.Remove)
	sort.Slice(p.Add, func(i, j int) bool { return p.Add[i].Path < p.Add[j].Path })
	return p, nil
}

// moves pairs new files with files that are gone and had the same content, and takes those out of
// gone; the new files that remain are added.
func (p *Plan) moves(ctx context.Context, fresh []File, gone map[int64][]File) error {
	for _, f := range fresh {
		if err := ctx.Err(); err != nil {
			return err
		}
		old, ok := take(gone, &f)
		if !ok {
			p.Add = append(p.Add, f)
			continue
		}
		if p.Rename == nil {
			p.Rename = map[string]string{}
		}
		f.Err = old.Err
		p.Rename[old.Path] = f.Path
		p.Moved = append(p.Moved, f)
	}
	return nil
}

// take finds and removes the file of gone that has the content of f; f learns its hash on the way.
func take(gone map[int64][]File, f *File) (File, bool) {
	same := gone[f.Size]
	if len(same) == 0 {
		return File{}, false
	}
	h, err := HashFile(f.Path)
	if err != nil {
		return File{}, false // reading it will say why
	}
	f.Hash = h
	for i, old := range same {
		if old.Hash == h {
			gone[f.Size] = append(same[:i:i], same[i+1:]...)
			return old, true
		}
	}
	return File{}, false
}

func hashIs(path, hash string) bool {
	h, err := HashFile(path)
	return err == nil && h == hash
}

// Hash names the content of a file: SHA-256, in hexadecimal.
func Hash(data []byte) string {
	h := sha256.Sum256(data)
	return hex.EncodeToString(h[:])
}

// HashFile is the Hash of a file's content.
func HashFile(path string) (string, error) {
	f, err := os.Open(path)
	if err != nil {
		return "", err
	}
	defer f.Close()
	h := sha256.New()
	if _, err := io.Copy(h, f); err != nil {
		return "", err
	}
	return hex.EncodeToString(h.Sum(nil)), nil
}
