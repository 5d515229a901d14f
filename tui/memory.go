package tui

import (
	"cmp"
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"maps"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"time"

	"github.com/adrg/xdg"

	"gangmu/corpus/outline"
)

// A memory is what is kept between runs, a file for each document and one for what was typed:
//
//	<state folder>/documents/<hash of the path>.json   a kept
//	<state folder>/typed.json                          a typedLines
//
// Places are anchored to the text (section, words, offset), never to rows, so that they survive
// another width and an edited file. A file is written whole and renamed into place, under a lock,
// after what another reader has written meanwhile was merged in: of each thing the newest wins.
// A nil memory keeps nothing.
type memory struct {
	dir   string // "" = only for this run
	lines typedLines
	now   func() time.Time
}

// kept is what is kept of one document.
type kept struct {
	Path  string            `json:"path"`
	Place anchor            `json:"place"`
	Folds map[string]bool   `json:"folds,omitempty"` // by the names of the sections; see foldNames
	Depth int               `json:"depth,omitempty"`
	Fold  int64             `json:"folded,omitempty"` // when the folds were set, Unix milliseconds
	Marks map[string]anchor `json:"marks,omitempty"`
	Left  []anchor          `json:"left,omitempty"`  // the places that jumps have left, oldest first
	Finds map[string]int64  `json:"finds,omitempty"` // what was looked for, and when, Unix milliseconds
}

// Of each document as many places and searches are kept.
const (
	leftLen  = 50
	findsLen = 50
)

// An anchor is a place in a text that may change: the section and the offset in it, the words that
// stand there, and the offset in the whole.
type anchor struct {
	Section string `json:"section"`
	Delta   int    `json:"delta"`
	Quote   string `json:"quote,omitempty"`
	Off     int    `json:"off"`
	When    int64  `json:"when"` // Unix milliseconds
}

// typedLines is what was typed at each prompt, oldest first.
type typedLines map[string][]string

var promptNames = map[promptKind]string{promptJump: "jump", promptFind: "find", promptFilter: "filter", promptSearch: "search", promptTrend: "trend"}

// typedLen bounds what is remembered of each prompt.
const typedLen = 100

func openMemory(o Options) *memory {
	s := &memory{lines: typedLines{}, now: time.Now}
	if o.State == "-" {
		return s
	}
	s.dir = o.State
	if s.dir == "" {
		s.dir = filepath.Join(xdg.StateHome, "gangmu")
	}
	if data, err := os.ReadFile(s.typedFile()); err == nil {
		_ = json.Unmarshal(data, &s.lines) // a damaged file is no reason not to read
	}
	return s
}

func (s *memory) typedFile() string { return filepath.Join(s.dir, "typed.json") }

func (s *memory) file(path string) string {
	h := sha256.Sum256([]byte(path))
	return filepath.Join(s.dir, "documents", hex.EncodeToString(h[:12])+".json")
}

// typed is what was typed at a prompt before, the newest last.
func (s *memory) typed(kind promptKind) []string { return s.lines[promptNames[kind]] }

// remember notes what was typed.
func (s *memory) remember(kind promptKind, line string) {
	name := promptNames[kind]
	if name == "" || line == "" {
		return
	}
	s.lines[name] = newest(s.lines[name], line)
	if s.dir == "" {
		return
	}
	_ = update(s.typedFile(), func(data []byte) (any, error) {
		disk := typedLines{}
		_ = json.Unmarshal(data, &disk)
		disk[name] = newest(disk[name], line)
		return disk, nil
	})
}

// newest puts line at the end, once.
func newest(lines []string, line string) []string {
	lines = slices.DeleteFunc(slices.Clone(lines), func(l string) bool { return l == line })
	lines = append(lines, line)
	return lines[max(len(lines)-typedLen, 0):]
}

// anchorAt describes a place of d.
func (s *memory) anchorAt(d *doc, off int) anchor {
	off = max(min(off, len(d.Source)), 0)
	sec := d.sectionAt(off)
	q := strings.ToValidUTF8(d.Source[off:min(off+quoteLen, len(d.Source))], "")
	return anchor{Section: sec.ID, Delta: off - sec.Start, Quote: q, Off: off, When: s.now().UnixMilli()}
}

// at reports whether the words of a stand at off in d.
func (a anchor) at(d *doc, off int) bool {
	return off >= 0 && off <= len(d.Source) && a.Quote != "" && strings.HasPrefix(d.Source[off:], a.Quote)
}

// still is where a is in a document that has not changed before it.
func (a anchor) still(d *doc) (off int, ok bool) { return a.Off, a.at(d, a.Off) }

// find finds an anchor in d, which may have changed: at its offset if its words stand there, else
// at the same distance into its section, else where its words are nearest, else where its section
// begins, else at its offset.
func (a anchor) find(d *doc) int {
	is := func(off int) bool { return a.at(d, off) }
	if off, ok := a.still(d); ok {
		return off
	}
	var sec *outline.Section
	d.Tree.Root.Walk(func(s *outline.Section) bool {
		if s.ID == a.Section {
			sec = s
		}
		return sec == nil
	})
	if sec != nil && is(sec.Start+a.Delta) {
		return sec.Start + a.Delta
	}
	if best := nearest(d.Source, a.Quote, a.Off); best >= 0 {
		return best
	}
	if sec != nil && sec.Parent != nil {
		return sec.Start
	}
	return max(min(a.Off, len(d.Source)), 0)
}

// nearest is the occurrence of quote that is nearest to off; of a quote that is gone, its first
// half; -1 if that is gone too.
func nearest(s, quote string, off int) int {
	for n := len(quote); n >= 18; n /= 2 {
		q := strings.ToValidUTF8(quote[:n], "")
		best := -1
		for at := 0; ; {
			i := strings.Index(s[at:], q)
			if i < 0 {
				break
			}
			if at += i; best < 0 || abs(at-off) < abs(best-off) {
				best = at
			}
			at += len(q)
		}
		if best >= 0 {
			return best
		}
	}
	return -1
}

func abs(n int) int { return max(n, -n) }

// keep writes what is to be kept of d.
func (s *memory) keep(d *doc) {
	if s.dir == "" || d == nil || d.Path == "-" {
		return
	}
	k := kept{Path: d.Path, Place: s.anchorAt(d, d.top), Folds: d.namedFolds(), Depth: d.foldDepth, Fold: s.now().UnixMilli(),
		Marks: map[string]anchor{}, Finds: d.looked}
	for _, l := range d.left {
		a := s.anchorAt(d, l.Off)
		a.When = l.When
		k.Left = append(k.Left, a)
	}
	for r, m := range d.marks {
		a := s.anchorAt(d, m.Off)
		a.When = m.When
		k.Marks[string(r)] = a
	}
	if !d.Finished() { // its sections are not known yet: only the place is
		k.Folds, k.Depth, k.Fold = nil, 0, 0
	}
	_ = update(s.file(d.Path), func(data []byte) (any, error) {
		var old kept
		if json.Unmarshal(data, &old) == nil && old.Path == d.Path {
			k = merge(old, k)
		}
		return k, nil
	})
}

// moved takes what is kept of documents along when their files have moved, old path → new. What is
// kept under the old path stays: the file may be copied back.
func (s *memory) moved(paths map[string]string) {
	for from, to := range paths {
		data, err := os.ReadFile(s.file(from))
		var k kept
		if s.dir == "" || err != nil || json.Unmarshal(data, &k) != nil || k.Path != from {
			continue
		}
		k.Path = to
		_ = update(s.file(to), func(data []byte) (any, error) {
			var old kept
			if json.Unmarshal(data, &old) == nil && old.Path == to {
				k = merge(old, k)
			}
			return k, nil
		})
	}
}

// Moved takes what the reader keeps of documents, in the user's state folder, along when their files
// have moved, old path → new.
func Moved(paths map[string]string) { openMemory(Options{}).moved(paths) }

// merge joins what two readers keep of a document; of each thing the newest wins.
func merge(a, b kept) kept {
	out := b
	if a.Place.When > b.Place.When {
		out.Place = a.Place
	}
	if a.Fold > b.Fold {
		out.Folds, out.Depth, out.Fold = a.Folds, a.Depth, a.Fold
	}
	out.Marks = maps.Clone(a.Marks)
	if out.Marks == nil {
		out.Marks = map[string]anchor{}
	}
	for r, m := range b.Marks {
		if old, ok := out.Marks[r]; !ok || m.When >= old.When {
			out.Marks[r] = m
		}
	}
	out.Finds = map[string]int64{}
	for _, finds := range []map[string]int64{a.Finds, b.Finds} {
		for q, when := range finds {
			out.Finds[q] = max(out.Finds[q], when)
		}
	}
	for _, q := range byTime(out.Finds)[:max(len(out.Finds)-findsLen, 0)] {
		delete(out.Finds, q)
	}
	out.Left = mergeLeft(a.Left, b.Left)
	return out
}

// byTime lists the keys of a map to times, the newest last.
func byTime(m map[string]int64) []string {
	return slices.SortedFunc(maps.Keys(m), func(a, b string) int { return cmp.Or(cmp.Compare(m[a], m[b]), cmp.Compare(a, b)) })
}

// mergeLeft joins places left, in the order of their times; of the same place the newest.
func mergeLeft(a, b []anchor) []anchor {
	all := slices.Concat(a, b)
	slices.SortStableFunc(all, func(x, y anchor) int { return cmp.Compare(x.When, y.When) })
	type place struct {
		section, quote string
		delta          int
	}
	var out []anchor
	seen := map[place]bool{}
	for _, x := range slices.Backward(all) {
		p := place{x.Section, x.Quote, x.Delta}
		if !seen[p] && len(out) < leftLen {
			out = append(out, x)
		}
		seen[p] = true
	}
	slices.Reverse(out)
	return out
}

// recall brings back what was kept of d.
func (s *memory) recall(d *doc, fromStart bool) {
	if s.dir == "" {
		return
	}
	data, err := os.ReadFile(s.file(d.Path))
	var k kept
	if err != nil || json.Unmarshal(data, &k) != nil || k.Path != d.Path {
		return
	}
	if !fromStart {
		d.top = k.Place.find(d)
	}
	if d.Finished() && k.Depth > 0 {
		d.foldDepth = k.Depth
		d.setFolds(k.Folds)
	}
	d.left = nil
	for _, a := range k.Left {
		if off, ok := a.still(d); ok {
			d.left = append(d.left, mark{off, a.When})
		} else if len(d.Source) < draftAbove { // it is not worth looking through a large text for each
			d.left = append(d.left, mark{a.find(d), a.When})
		}
	}
	maps.Copy(d.looked, k.Finds)
	for r, a := range k.Marks {
		if rs := []rune(r); len(rs) == 1 {
			off := a.find(d)
			d.marks[rs[0]] = mark{Off: off, When: a.When}
		}
	}
}

// recent is when each document was last read, by its path, in Unix milliseconds.
func (s *memory) recent() map[string]int64 {
	when := map[string]int64{}
	if s.dir == "" {
		return when
	}
	files, _ := filepath.Glob(filepath.Join(s.dir, "documents", "*.json"))
	for _, f := range files {
		var k kept
		if data, err := os.ReadFile(f); err == nil && json.Unmarshal(data, &k) == nil {
			when[k.Path] = k.Place.When
		}
	}
	return when
}

// update rewrites a file in place: under a lock, whole, and never half.
func update(path string, change func(old []byte) (any, error)) error {
	if err := os.MkdirAll(filepath.Dir(path), 0o700); err != nil {
		return err
	}
	unlock := lock(path + ".lock")
	defer unlock()
	old, _ := os.ReadFile(path)
	v, err := change(old)
	if err != nil {
		return err
	}
	data, err := json.Marshal(v)
	if err != nil {
		return err
	}
	f, err := os.CreateTemp(filepath.Dir(path), ".new-*")
	if err != nil {
		return err
	}
	_, err = f.Write(data)
	if e := f.Close(); err == nil {
		err = e
	}
	if err == nil {
		err = os.Rename(f.Name(), path)
	}
	if err != nil {
		os.Remove(f.Name())
	}
	return err
}

// lock holds a lock file. A lock that is two seconds old was left by a reader that is gone; after
// a while without one, the write goes on: a lost merge is better than a reader that hangs.
func lock(path string) (unlock func()) {
	for range 50 {
		f, err := os.OpenFile(path, os.O_CREATE|os.O_EXCL|os.O_WRONLY, 0o600)
		if err == nil {
			f.Close()
			return func() { os.Remove(path) }
		}
		if fi, e := os.Stat(path); e == nil && time.Since(fi.ModTime()) > 2*time.Second {
			os.Remove(path)
			continue
		}
		time.Sleep(4 * time.Millisecond)
	}
	return func() {}
}
