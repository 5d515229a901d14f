// Package notes keeps what a person highlights and writes beside a document 批注.
//
// # The file
//
// Notes lie in one plain text file, a JSON object a line, in the order in which they were
// written:
//
//	{"id":"k3f9…","time":"2026-03-05T09:12:44Z","path":"/…/报告.txt","title":"…","section":"1.3",
//	 "trail":"一、… › (三)…","start":5532,"end":5540,"quote":"加強組織","before":"…","after":"…","text":"…"}
//
// A line is never changed. A note that is edited is written again under the same id with a later
// time; a note that is taken back is written again with "deleted":true. The latest line of an id
// holds (of two with one time, the greater line). So two programs that append at once lose nothing
// of each other's, and two files are merged by putting one behind the other, in any order, as a
// version control system's union merge does. A line that is no JSON object is left alone and
// counted.
//
// start and end are rune offsets in the decoded source text, as everywhere in gangmu's output. A
// note is anchored to its words: when the file changes, Locate finds the quote again, nearest to
// where it was, by what stood before and after it.
package notes

import (
	"bufio"
	"bytes"
	"cmp"
	"crypto/rand"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"time"
)

// A Note is a passage that a person highlighted, with what they wrote beside it.
type Note struct {
	ID      string    `json:"id"`
	Time    time.Time `json:"time"`              // when this line was written, UTC, whole milliseconds
	Path    string    `json:"path"`              // of the document, absolute; "" = the built-in sample
	Title   string    `json:"title,omitempty"`   // of the document
	Number  string    `json:"number,omitempty"`  // 发文字号
	Date    string    `json:"date,omitempty"`    // of the document, 2017-02-28
	Section string    `json:"section,omitempty"` // id of the section in which the passage begins
	Trail   string    `json:"trail,omitempty"`   // headings from the top down to it
	Start   int       `json:"start"`             // rune offset in the source
	End     int       `json:"end"`
	Quote   string    `json:"quote"`            // the passage as the source has it
	Shown   string    `json:"shown,omitempty"`  // the passage as it is read, where that differs
	Before  string    `json:"before,omitempty"` // up to 16 runes before it
	After   string    `json:"after,omitempty"`  // up to 16 runes after it
	Text    string    `json:"text,omitempty"`   // what the person wrote; "" = a highlight alone
	Deleted bool      `json:"deleted,omitempty"`
}

// File is the name of the file of notes in a library's folder.
const File = "notes.jsonl"

// contextRunes is how much of the text around a passage is kept to find it again.
const contextRunes = 16

// New makes a note on the runes [start, end) of source. Offsets beyond the source are clamped.
func New(source []rune, start, end int, written string) Note {
	start = min(max(start, 0), len(source))
	end = min(max(end, start), len(source))
	return Note{
		ID: newID(), Start: start, End: end, Text: written,
		Quote:  string(source[start:end]),
		Before: string(source[max(0, start-contextRunes):start]),
		After:  string(source[end:min(len(source), end+contextRunes)]),
	}
}

func newID() string { return strings.ToLower(rand.Text()[:16]) }

// A Book is a file of notes.
type Book struct {
	path    string
	latest  map[string]Note
	Damaged int // lines of the file that are no notes; they stay in it
}

// Open reads the notes at path. A file that is not there is an empty book; it is made when the
// first note is written.
func Open(path string) (*Book, error) {
	b := &Book{path: path, latest: map[string]Note{}}
	data, err := os.ReadFile(path)
	if errors.Is(err, fs.ErrNotExist) {
		return b, nil
	}
	if err != nil {
		return nil, fmt.Errorf("notes: %w", err)
	}
	b.read(data)
	return b, nil
}

func (b *Book) read(data []byte) {
	for line := range bytes.Lines(data) {
		line = bytes.TrimSpace(line)
		if len(line) == 0 {
			continue
		}
		var n Note
		if json.Unmarshal(line, &n) != nil || n.ID == "" {
			b.Damaged++
			continue
		}
		b.take(n)
	}
}

// take keeps n if no later line of its id is known, and reports whether it did.
func (b *Book) take(n Note) bool {
	old, ok := b.latest[n.ID]
	if ok && !later(n, old) {
		return false
	}
	b.latest[n.ID] = n
	return true
}

func later(a, b Note) bool {
	if !a.Time.Equal(b.Time) {
		return a.Time.After(b.Time)
	}
	return encode(a) > encode(b)
}

func encode(n Note) string {
	line, err := json.Marshal(n)
	if err != nil { // a Note holds nothing that cannot be encoded
		return ""
	}
	return string(line)
}

// Put writes a note, new or edited, at the time now.
func (b *Book) Put(n Note, now time.Time) error {
	n.Time = now.UTC().Truncate(time.Millisecond)
	if old, ok := b.latest[n.ID]; ok && !n.Time.After(old.Time) {
		n.Time = old.Time.Add(time.Millisecond) // clocks go back; an edit is later than what it edits
	}
	if err := b.append(n); err != nil {
		return err
	}
	b.take(n)
	return nil
}

// Delete takes a note back. An id that is not in the book is an error.
func (b *Book) Delete(id string, now time.Time) error {
	n, ok := b.latest[id]
	if !ok || n.Deleted {
		return fmt.Errorf("notes: no note %q", id)
	}
	n.Deleted = true
	return b.Put(n, now)
}

// Move takes notes along with documents whose files have moved, old path → new.
func (b *Book) Move(paths map[string]string, now time.Time) error {
	for _, n := range b.All() {
		if to, ok := paths[n.Path]; ok && to != n.Path {
			n.Path = to
			if err := b.Put(n, now); err != nil {
				return err
			}
		}
	}
	return nil
}

// append adds lines at the end of the file in one write, so that two programs do not mix theirs.
func (b *Book) append(ns ...Note) error {
	if err := os.MkdirAll(filepath.Dir(b.path), 0o755); err != nil {
		return fmt.Errorf("notes: %w", err)
	}
	f, err := os.OpenFile(b.path, os.O_RDWR|os.O_APPEND|os.O_CREATE, 0o644)
	if err != nil {
		return fmt.Errorf("notes: %w", err)
	}
	var lines bytes.Buffer
	// A file whose last line was cut short by a full disk or a crash: begin a line of our own.
	if size, err := f.Seek(0, io.SeekEnd); err == nil && size > 0 {
		last := make([]byte, 1)
		if _, err := f.ReadAt(last, size-1); err == nil && last[0] != '\n' {
			lines.WriteByte('\n')
		}
	}
	for _, n := range ns {
		lines.WriteString(encode(n))
		lines.WriteByte('\n')
	}
	_, err = f.Write(lines.Bytes())
	if err = cmp.Or(err, f.Sync(), f.Close()); err != nil {
		return fmt.Errorf("notes: %s: %w", b.path, err)
	}
	return nil
}

// Merge takes over the notes of another file, later lines winning, and says how many were new or
// newer here.
func (b *Book) Merge(r io.Reader) (int, error) {
	other := Book{latest: map[string]Note{}}
	data, err := io.ReadAll(bufio.NewReader(r))
	if err != nil {
		return 0, fmt.Errorf("notes: %w", err)
	}
	other.read(data)
	var news []Note
	for _, n := range other.latest {
		if old, ok := b.latest[n.ID]; !ok || later(n, old) {
			news = append(news, n)
		}
	}
	if len(news) == 0 {
		return 0, nil
	}
	slices.SortFunc(news, byTime)
	if err := b.append(news...); err != nil {
		return 0, err
	}
	for _, n := range news {
		b.take(n)
	}
	return len(news), nil
}

func byTime(a, b Note) int { return cmp.Or(a.Time.Compare(b.Time), cmp.Compare(a.ID, b.ID)) }

// All lists the notes, by document and place.
func (b *Book) All() []Note { return b.list(func(Note) bool { return true }) }

// Of lists the notes on the document at path, by place.
func (b *Book) Of(path string) []Note { return b.list(func(n Note) bool { return n.Path == path }) }

func (b *Book) list(want func(Note) bool) []Note {
	var ns []Note
	for _, n := range b.latest {
		if !n.Deleted && want(n) {
			ns = append(ns, n)
		}
	}
	slices.SortFunc(ns, func(a, b Note) int {
		return cmp.Or(cmp.Compare(a.Path, b.Path), cmp.Compare(a.Start, b.Start), cmp.Compare(a.End, b.End), byTime(a, b))
	})
	return ns
}
