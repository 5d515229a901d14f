package extract

import (
	"bytes"
	"encoding/binary"
	"io"
	"io/fs"
	"path"
	"strings"
	"time"
)

// PDFium measures the characters of a font that is not in the file by a font of the system, and
// drops a string of one character when it finds none, for it seems to have no width. Chinese
// official PDFs name such fonts (宋体, STSong-Light) and place characters one by one, and a
// terminal's machine has no fonts. So PDFium is given one: every Chinese character in it is the
// same full-width box.

// A fontFolder is the file system that PDFium sees: one font in the folder where it looks for
// them.
type fontFolder struct{ font []byte }

const fontPath = "usr/share/fonts/box.ttf"

func (f fontFolder) Open(name string) (fs.File, error) {
	switch {
	case name == fontPath:
		return &fontFile{fontEntry{path.Base(name), int64(len(f.font))}, bytes.NewReader(f.font), nil}, nil
	case name == ".":
		return &fontFile{fontEntry{name, -1}, nil, []fs.DirEntry{fontEntry{"usr", -1}}}, nil
	case strings.HasPrefix(fontPath, name+"/"):
		next, _, more := strings.Cut(fontPath[len(name)+1:], "/")
		size := int64(-1)
		if !more {
			size = int64(len(f.font))
		}
		return &fontFile{fontEntry{path.Base(name), -1}, nil, []fs.DirEntry{fontEntry{next, size}}}, nil
	}
	return nil, &fs.PathError{Op: "open", Path: name, Err: fs.ErrNotExist}
}

// A fontFile is an open file or, if it has no reader, a folder with entries still to be listed.
type fontFile struct {
	fontEntry
	*bytes.Reader
	entries []fs.DirEntry
}

func (f *fontFile) Close() error               { return nil }
func (f *fontFile) Stat() (fs.FileInfo, error) { return f.fontEntry, nil }
func (f *fontFile) Size() int64                { return f.fontEntry.Size() }

func (f *fontFile) Read(b []byte) (int, error) {
	if f.Reader == nil {
		return 0, fs.ErrInvalid
	}
	return f.Reader.Read(b)
}

func (f *fontFile) Seek(offset int64, whence int) (int64, error) {
	if f.Reader == nil {
		return 0, fs.ErrInvalid
	}
	return f.Reader.Seek(offset, whence)
}

func (f *fontFile) ReadDir(n int) ([]fs.DirEntry, error) {
	e := f.entries
	f.entries = nil
	if len(e) == 0 && n > 0 {
		return nil, io.EOF
	}
	return e, nil
}

// A fontEntry is a name and a size; that of a folder is negative.
type fontEntry struct {
	name string
	size int64
}

func (e fontEntry) Name() string               { return e.name }
func (e fontEntry) Size() int64                { return max(e.size, 0) }
func (e fontEntry) ModTime() time.Time         { return time.Time{} }
func (e fontEntry) IsDir() bool                { return e.size < 0 }
func (e fontEntry) Sys() any                   { return nil }
func (e fontEntry) Info() (fs.FileInfo, error) { return e, nil }
func (e fontEntry) Type() fs.FileMode          { return e.Mode().Type() }

func (e fontEntry) Mode() fs.FileMode {
	if e.IsDir() {
		return fs.ModeDir | 0o555
	}
	return 0o444
}

// boxRanges are the characters that the font has: CJK and what stands with it in full width.
var boxRanges = [][2]uint16{{0x2010, 0x203f}, {0x2100, 0x22ff}, {0x2460, 0x27bf}, {0x2e80, 0x9fff}, {0xac00, 0xd7a3}, {0xe000, 0xfaff}, {0xfe30, 0xfe6f}, {0xff00, 0xffef}}

// boxFont writes a TrueType font (OpenType specification 1.9) of two glyphs: nothing, and a box
// of 1,000 units.
func boxFont() []byte {
	be := binary.BigEndian
	words := func(v ...int) []byte {
		var b []byte
		for _, x := range v {
			b = be.AppendUint16(b, uint16(x))
		}
		return b
	}
	box := words(1, 40, -120, 960, 840, 3, 0) // one contour of four points, no instructions
	box = append(box, 1, 1, 1, 1)             // on the curve, both coordinates of 16 bits
	box = append(box, words(40, 920, 0, -920, -120, 0, 960, 0)...)
	name := words(0, 4, 6+4*12)
	str := []byte("BoxRegular")
	for _, r := range [][4]int{{1, 0, 0, 1}, {1, 0, 0, 2}, {3, 1, 0x409, 1}, {3, 1, 0x409, 2}} {
		text, at := "Box", 0
		if r[3] == 2 {
			text, at = "Regular", 3
		}
		if n := len(text); r[0] == 1 {
			name = append(name, words(r[0], r[1], r[2], r[3], n, at)...)
		} else {
			name = append(name, words(r[0], r[1], r[2], r[3], 2*n, 10+2*at)...)
		}
	}
	name = append(name, str...)
	for _, c := range str {
		name = append(name, 0, c)
	}
	os2 := make([]byte, 96)
	be.PutUint16(os2[0:], 2)        // version
	be.PutUint16(os2[2:], 1000)     // average width
	be.PutUint16(os2[4:], 400)      // weight
	be.PutUint16(os2[6:], 5)        // width class
	be.PutUint32(os2[42:], 1<<31-1) // ranges of Unicode
	be.PutUint16(os2[64:], 0x20)
	be.PutUint16(os2[66:], 0xffef)
	be.PutUint32(os2[78:], 1<<17|1<<18|1<<19|1<<20|1<<21) // code pages: Japanese, both Chinese, Korean
	head := append(words(1, 0, 1, 0, 0, 0, 0x5f0f, 0x3cf5, 3, 1000), make([]byte, 16)...)
	head = append(head, words(40, -120, 960, 840, 0, 8, 2, 0, 0)...)
	tables := []struct {
		tag  string
		data []byte
	}{
		{"OS/2", os2},
		{"cmap", boxCmap()},
		{"glyf", box},
		{"head", head},
		{"hhea", words(1, 0, 880, -120, 0, 1000, 40, 40, 960, 1, 0, 0, 0, 0, 0, 0, 0, 2)},
		{"hmtx", words(1000, 0, 1000, 40)},
		{"loca", words(0, 0, (len(box)+1)/2)},
		{"maxp", words(1, 0, 2, 4, 1, 0, 0, 1, 0, 0, 0, 0, 0, 0, 0, 0)},
		{"name", name},
		{"post", append(words(3, 0), make([]byte, 28)...)},
	}
	font := words(1, 0, len(tables), 128, 3, len(tables)*16-128)
	at := 12 + 16*len(tables)
	for _, t := range tables {
		font = append(font, t.tag...)
		font = be.AppendUint32(font, 0) // no reader checks the sum
		font = be.AppendUint32(font, uint32(at))
		font = be.AppendUint32(font, uint32(len(t.data)))
		at += (len(t.data) + 3) &^ 3
	}
	for _, t := range tables {
		font = append(font, t.data...)
		font = append(font, make([]byte, (4-len(t.data)%4)%4)...)
	}
	return font
}

// boxCmap maps every character of boxRanges to glyph 1: a table of format 4, whose segments all
// point into one row of ones.
func boxCmap() []byte {
	be := binary.BigEndian
	n := len(boxRanges) + 1
	longest := 0
	for _, r := range boxRanges {
		longest = max(longest, int(r[1]-r[0])+1)
	}
	var ends, starts, deltas, offsets []byte
	for i, r := range boxRanges {
		ends = be.AppendUint16(ends, r[1])
		starts = be.AppendUint16(starts, r[0])
		deltas = be.AppendUint16(deltas, 0)
		offsets = be.AppendUint16(offsets, uint16(2*(n-i))) // from here to the row behind the offsets
	}
	ends, starts = be.AppendUint16(ends, 0xffff), be.AppendUint16(starts, 0xffff)
	deltas, offsets = be.AppendUint16(deltas, 1), be.AppendUint16(offsets, 0)
	var sub []byte
	for _, v := range []int{4, 0, 0, 2 * n, 16, 3, 2*n - 16} {
		sub = be.AppendUint16(sub, uint16(v))
	}
	sub = append(sub, ends...)
	sub = append(sub, 0, 0)
	sub = append(sub, starts...)
	sub = append(sub, deltas...)
	sub = append(sub, offsets...)
	for range longest {
		sub = append(sub, 0, 1)
	}
	be.PutUint16(sub[2:], uint16(min(len(sub), 0xffff)))
	cmap := []byte{0, 0, 0, 1, 0, 3, 0, 1, 0, 0, 0, 12}
	return append(cmap, sub...)
}
