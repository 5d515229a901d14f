package index

import (
	"errors"
	"os"
	"path/filepath"
	"strings"
	"syscall"

	"gangmu/corpus"
)

// A shardWriter writes a shard into a temporary folder. Text and differences go to the disk as they
// come, the tables when it is finished.
type shardWriter struct {
	builder
	dir        string
	text, diff *os.File
	sums       [2][]byte // of text and diff
	rest       [2][]byte // written, but not a whole block yet
	grams      *gramWriter
}

func newShardWriter(dir string) (*shardWriter, error) {
	tmp, err := os.MkdirTemp(dir, tmpPrefix)
	if err != nil {
		return nil, err
	}
	w := &shardWriter{dir: tmp}
	if w.text, err = os.Create(filepath.Join(tmp, textFile)); err == nil {
		w.diff, err = os.Create(filepath.Join(tmp, diffFile))
	}
	if err == nil {
		w.grams, err = newGramWriter(tmp)
	}
	if err != nil {
		w.discard()
		return nil, err
	}
	w.unit = w.grams.unit
	return w, nil
}

// discard gives the shard up.
func (w *shardWriter) discard() {
	for _, f := range []*os.File{w.text, w.diff} {
		if f != nil {
			f.Close()
		}
	}
	os.RemoveAll(w.dir)
}

// add takes in a document, or only its description where d is nil.
func (w *shardWriter) add(d *corpus.Document, info Doc) error {
	if d == nil {
		w.addFailed(info)
		return nil
	}
	if err := w.builder.add(d, info); err != nil {
		return err
	}
	return w.flush(1 << 20)
}

// flush writes text and differences out where there are more than so many bytes of them.
func (w *shardWriter) flush(above int) error {
	if len(w.textBuf)+len(w.diffBuf) <= above {
		return nil
	}
	for i, buf := range []*[]byte{&w.textBuf, &w.diffBuf} {
		f := w.text
		if i == 1 {
			f = w.diff
		}
		if _, err := f.Write(*buf); err != nil {
			return err
		}
		w.rest[i] = append(w.rest[i], *buf...)
		whole := len(w.rest[i]) / blockBytes * blockBytes
		w.sums[i] = blockSums(w.sums[i], w.rest[i][:whole])
		w.rest[i] = append(w.rest[i][:0], w.rest[i][whole:]...)
		*buf = (*buf)[:0]
	}
	return nil
}

// finish writes the rest and makes everything lasting.
func (w *shardWriter) finish() (manifestShard, []*Doc, error) {
	ms := manifestShard{Bytes: int64(w.nText)}
	if err := w.flush(-1); err != nil {
		return ms, nil, err
	}
	for i := range w.sums {
		w.sums[i] = blockSums(w.sums[i], w.rest[i])
	}
	err := errors.Join(w.text.Close(), w.diff.Close())
	w.text, w.diff = nil, nil
	if err != nil {
		return ms, nil, err
	}
	if err := w.grams.close(len(w.units) / unitSize); err != nil {
		return ms, nil, err
	}
	s := w.builder.finish()
	tables := packTables(s.units, s.pieces, s.parents, s.kinds, s.secs, s.records, []byte(s.heads))
	sums := blockSums(append(w.sums[0], w.sums[1]...), tables)
	ms.Late = w.grams.late
	for name, data := range map[string][]byte{
		tablesFile: tables,
		docsFile:   encodeDocs(s.docs),
		sumsFile:   append(sums, w.grams.sums...),
	} {
		if err := os.WriteFile(filepath.Join(w.dir, name), data, 0o600); err != nil {
			return ms, nil, err
		}
	}
	ms.Files, err = filesOf(w.dir)
	docs := make([]*Doc, s.size())
	for i := range docs {
		docs[i] = &s.docs[i].Doc
	}
	ms.Docs = len(docs)
	return ms, docs, err
}

// isDiskFull reports whether err says that no more can be written: no space, or a limit.
func isDiskFull(err error) bool {
	for _, full := range []error{syscall.ENOSPC, syscall.EFBIG, syscall.EDQUOT} {
		if errors.Is(err, full) || strings.Contains(err.Error(), full.Error()) { // Bleve does not always wrap
			return true
		}
	}
	return false
}
