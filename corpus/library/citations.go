package library

import (
	"bufio"
	"bytes"
	"context"
	"encoding/json"
	"os"
	"path/filepath"
	"runtime"
	"sync"

	"gangmu/corpus"
	"gangmu/corpus/ref"
)

// A Citation is a reference to another document, with the place where it stands.
type Citation struct {
	ref.Ref           // its targets are in the other document and not kept
	Section    string `json:"section"` // id of the section that it stands in; "0" = none
	Start, End int    // runes of the source
	Line       int    // from 1
	Column     int    // from 1, in runes
}

// Citations are the references to other documents that are in the documents of a library. They lie in
// a file of the library's folder,
//
//	citations.jsonl   {"version":2}, then for each content {"hash":"…","citations":[…]}
//
// by content, so that a document is read once for them, wherever its file lies. The file can be deleted;
// it is made again.
type Citations struct {
	path   string
	byHash map[string][]Citation
	stale  bool // what is known has changed since it was read
}

const citationsVersion = 2

type citationsLine struct {
	Version   int        `json:"version,omitempty"`
	Hash      string     `json:"hash,omitempty"`
	Citations []Citation `json:"citations"`
}

// OpenCitations reads what is known for the library in dir. A file that is not there, damaged or of
// another version is the same as nothing known.
func OpenCitations(dir string) *Citations {
	c := &Citations{path: filepath.Join(dir, "citations.jsonl"), byHash: map[string][]Citation{}}
	data, err := os.ReadFile(c.path)
	if err != nil {
		return c
	}
	first := true
	for line := range bytes.Lines(data) {
		var l citationsLine
		err := json.Unmarshal(line, &l)
		if first && (err != nil || l.Version != citationsVersion) {
			return c
		}
		if first = false; err == nil && l.Hash != "" {
			c.byHash[l.Hash] = l.Citations
		}
	}
	return c
}

// Of gives the citations of each document of list, in the order of list, after reading those that are
// not known yet, as many at a time as there are processors. Documents that cannot be read have none.
// progress, if it is not nil, is told how many of how many have been read. What was read is kept for
// the next time, if the library's folder can be written. The error is ctx's.
func (c *Citations) Of(ctx context.Context, list []Listed, progress func(done, total int)) ([][]Citation, error) {
	missing := map[string]string{} // hash → path
	for _, l := range list {
		if _, ok := c.byHash[l.Hash]; !ok && l.Hash != "" && l.Error == "" {
			missing[l.Hash] = l.Path
		}
	}
	type read struct {
		hash string
		list []Citation
		ok   bool
	}
	queue, results := make(chan [2]string), make(chan read)
	var workers sync.WaitGroup
	for range runtime.GOMAXPROCS(0) {
		workers.Go(func() {
			for q := range queue {
				list, ok := citationsOf(q[1], q[0])
				results <- read{q[0], list, ok}
			}
		})
	}
	go func() {
		defer close(results)
		defer workers.Wait()
		defer close(queue)
		for hash, path := range missing {
			select {
			case queue <- [2]string{hash, path}:
			case <-ctx.Done():
				return
			}
		}
	}()
	done := 0
	for r := range results {
		if done++; progress != nil {
			progress(done, len(missing))
		}
		if r.ok {
			c.byHash[r.hash], c.stale = r.list, true
		}
	}
	out := make([][]Citation, len(list))
	for i, l := range list {
		out[i] = c.byHash[l.Hash]
	}
	c.save(list)
	return out, ctx.Err()
}

// citationsOf reads the citations of the document at path. It is not ok if the file cannot be read or
// has another content by now.
func citationsOf(path, hash string) (list []Citation, ok bool) {
	defer func() {
		if recover() != nil {
			list, ok = nil, false
		}
	}()
	data, err := os.ReadFile(path)
	if err != nil || Hash(data) != hash {
		return nil, false
	}
	d, err := corpus.New(path, data)
	if err != nil {
		return nil, false
	}
	list = []Citation{}
	for _, r := range ref.New(ref.Doc{View: d.View, Tree: d.Tree, Marks: d.Marks}).All() {
		if r.External() {
			line, column := d.Position(r.Span.Start)
			r.Targets = nil
			list = append(list, Citation{Ref: r, Section: d.SectionAt(r.Span.Start).ID, Start: d.Rune(r.Span.Start), End: d.Rune(r.Span.End),
				Line: line, Column: column})
		}
	}
	return list, true
}

// save writes what is known of the documents in list and leaves out the rest. Where it cannot, nothing
// is lost but time.
func (c *Citations) save(list []Listed) {
	if !c.stale {
		return
	}
	tmp, err := os.CreateTemp(filepath.Dir(c.path), "citations-*.tmp")
	if err != nil {
		return
	}
	defer os.Remove(tmp.Name())
	w := bufio.NewWriter(tmp)
	enc := json.NewEncoder(w)
	enc.SetEscapeHTML(false)
	err = enc.Encode(citationsLine{Version: citationsVersion})
	written := map[string]bool{}
	for _, l := range list {
		known, ok := c.byHash[l.Hash]
		if !ok || written[l.Hash] || err != nil {
			continue
		}
		written[l.Hash] = true
		err = enc.Encode(citationsLine{Hash: l.Hash, Citations: known})
	}
	if e := w.Flush(); err == nil {
		err = e
	}
	if e := tmp.Close(); err == nil {
		err = e
	}
	if err == nil && os.Rename(tmp.Name(), c.path) == nil {
		c.stale = false
	}
}
