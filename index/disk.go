package index

import (
	"bytes"
	"encoding/binary"
	"encoding/json"
	"errors"
	"fmt"
	"hash/crc32"
	"io"
	"io/fs"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"time"
)

// Manifest is the file in an index folder that is replaced whenever the index has changed.
const Manifest = "MANIFEST"

// The names in an index folder.
const (
	manifestFile = Manifest
	lockFile     = "LOCK"
	shardPrefix  = "shard-"
	tmpPrefix    = "tmp-"
	asidePrefix  = "damaged-"

	textFile   = "text"
	diffFile   = "diff"
	tablesFile = "tables"
	docsFile   = "docs"
	sumsFile   = "sums"
	orderFile  = "order"
	gramsDir   = "grams"
)

// schema is the version of the format. An index of another version is built anew.
const schema = 3

// A manifest says which shards make up the index. It is replaced as a whole: whoever has read one
// has a snapshot.
type manifest struct {
	Schema int             `json:"schema"`
	Next   int             `json:"next"` // number of the next shard
	Shards []manifestShard `json:"shards"`
}

type manifestShard struct {
	Name    string      `json:"name"`
	Docs    int         `json:"docs"`
	Bytes   int64       `json:"bytes"` // of folded text
	Files   []shardFile `json:"files"`
	Late    [2]int      `json:"late"`              // the bytes of Bleve's segment that are checked when they are read, [from, to)
	Dead    []int       `json:"dead,omitempty"`    // documents that were taken out or replaced
	Changed []change    `json:"changed,omitempty"` // documents whose file changed its name or time only
}

// A shardFile is a file of a shard with its CRC-32C.
type shardFile struct {
	Name string `json:"name"`
	Size int64  `json:"size"`
	Sum  uint32 `json:"crc32c"`
}

type change struct {
	Doc  int       `json:"doc"`
	Path string    `json:"path"`
	Mod  time.Time `json:"mod"`
}

var castagnoli = crc32.MakeTable(crc32.Castagnoli)

// A schemaError says that an index has another format version.
type schemaError struct{ have int }

func (e *schemaError) Error() string {
	return fmt.Sprintf("the index has format %d, this program writes %d: it will be built anew", e.have, schema)
}

// errDamaged is in the chain of every error that means damage.
var errDamaged = errors.New("damaged")

// readManifest reads the manifest of the index in dir. The file is a line of JSON and a line with
// its CRC-32C in hexadecimal. No folder or no manifest is an empty index.
func readManifest(dir string) (*manifest, error) {
	path := filepath.Join(dir, manifestFile)
	data, err := os.ReadFile(path)
	if errors.Is(err, fs.ErrNotExist) {
		return &manifest{Schema: schema, Next: 1}, nil
	}
	if err != nil {
		return nil, err
	}
	line, rest, ok := bytes.Cut(data, []byte("\n"))
	var sum uint32
	if n, _ := fmt.Sscanf(string(rest), "%08x\n", &sum); !ok || n != 1 || sum != crc32.Checksum(line, castagnoli) {
		return nil, fmt.Errorf("%s: %w: checksum", path, errDamaged)
	}
	var m manifest
	if err := json.Unmarshal(line, &m); err != nil {
		return nil, fmt.Errorf("%s: %w: %v", path, errDamaged, err)
	}
	if m.Schema != schema {
		return nil, &schemaError{m.Schema}
	}
	return &m, nil
}

// write replaces the manifest of the index in dir. When it returns nil, the new one will be there
// after a crash.
func (m *manifest) write(dir string) error {
	line, err := json.Marshal(m)
	if err != nil {
		return err
	}
	data := append(line, fmt.Sprintf("\n%08x\n", crc32.Checksum(line, castagnoli))...)
	tmp := filepath.Join(dir, manifestFile+".new")
	if err := writeSynced(tmp, data); err != nil {
		os.Remove(tmp)
		return err
	}
	if err := os.Rename(tmp, filepath.Join(dir, manifestFile)); err != nil {
		return err
	}
	return syncDir(dir)
}

func writeSynced(path string, data []byte) error {
	f, err := os.OpenFile(path, os.O_WRONLY|os.O_CREATE|os.O_TRUNC, 0o600)
	if err != nil {
		return err
	}
	if _, err = f.Write(data); err == nil {
		err = f.Sync()
	}
	if e := f.Close(); err == nil {
		err = e
	}
	return err
}

// filesOf lists the files of a finished shard with their checksums, and makes them lasting.
func filesOf(dir string) ([]shardFile, error) {
	var files []shardFile
	err := filepath.WalkDir(dir, func(path string, e fs.DirEntry, err error) error {
		if err != nil {
			return err
		}
		if e.IsDir() {
			return syncDir(path)
		}
		f, err := os.OpenFile(path, os.O_RDWR, 0)
		if err != nil {
			return err
		}
		defer f.Close()
		h := crc32.New(castagnoli)
		n, err := io.Copy(h, f)
		if err != nil {
			return err
		}
		name, err := filepath.Rel(dir, path)
		if err != nil {
			return err
		}
		files = append(files, shardFile{filepath.ToSlash(name), n, h.Sum32()})
		return f.Sync()
	})
	return files, err
}

// blockBytes is the size of the blocks of the big files that have checksums of their own: they are
// checked when they are first read. Tests make it smaller.
var blockBytes = 16 << 10

// blockSums appends the checksums of the blocks of b.
func blockSums(sums, b []byte) []byte {
	for len(b) > 0 {
		n := min(len(b), blockBytes)
		sums = binary.LittleEndian.AppendUint32(sums, crc32.Checksum(b[:n], castagnoli))
		b = b[n:]
	}
	return sums
}

// nTables is how many tables a shard has, see shard.
const nTables = 7

// tablesHead is how many bytes stand before n tables.
func tablesHead(n int) int { return 4 + 4*n }

// packTables puts byte tables into one file: their number and lengths, then the bytes.
func packTables(tables ...[]byte) []byte {
	n := 4
	for _, t := range tables {
		n += 4 + len(t)
	}
	out := make([]byte, 0, n)
	out = binary.LittleEndian.AppendUint32(out, uint32(len(tables)))
	for _, t := range tables {
		out = binary.LittleEndian.AppendUint32(out, uint32(len(t)))
	}
	for _, t := range tables {
		out = append(out, t...)
	}
	return out
}

func unpackTables(b []byte, n int) ([][]byte, error) {
	if len(b) < tablesHead(n) || int(u32(b, 0)) != n {
		return nil, errDamaged
	}
	var tables [][]byte
	at := tablesHead(n)
	for i := range n {
		k := int(u32(b, 1+i))
		if k > len(b)-at {
			return nil, errDamaged
		}
		tables = append(tables, b[at:at+k])
		at += k
	}
	return tables, nil
}

// encodeDocs writes the entries of a shard, the closing one too.
func encodeDocs(docs []entry) []byte {
	b := binary.AppendUvarint(nil, uint64(len(docs)))
	for i := range docs {
		d := &docs[i]
		for _, n := range []uint32{d.text, d.diff, d.unit, d.piece, d.sec, d.head} {
			b = binary.AppendUvarint(b, uint64(n))
		}
		for _, s := range []string{d.Path, d.Hash, d.Err, d.Format, d.Encoding, d.Genre, d.Title, d.Subtitle, d.Issuer, d.Number, d.Date, string(d.Info)} {
			b = appendStr(b, s)
		}
		mod := uint64(0)
		if !d.Mod.IsZero() {
			mod = uint64(d.Mod.UnixNano())
		}
		for _, n := range []uint64{uint64(d.Size), mod, uint64(d.Year), uint64(d.Runes), uint64(d.Sections), uint64(d.Bytes)} {
			b = binary.AppendUvarint(b, n)
		}
	}
	return b
}

// decodeDocs reads what encodeDocs wrote. What it gives is parts of one copy of b.
func decodeDocs(b []byte) ([]entry, error) {
	all := string(b)
	r := decoder{stringBytes(all)}
	str := func() string {
		n := r.int()
		at := len(all) - len(r.b)
		if n < 0 || n > len(r.b) {
			r.b = nil
			return ""
		}
		r.b = r.b[n:]
		return all[at : at+n]
	}
	n := r.int()
	if n < 1 || n > len(b) {
		return nil, errDamaged
	}
	docs := make([]entry, n)
	for i := range docs {
		d := &docs[i]
		for _, p := range []*uint32{&d.text, &d.diff, &d.unit, &d.piece, &d.sec, &d.head} {
			*p = uint32(r.int())
		}
		for _, p := range []*string{&d.Path, &d.Hash, &d.Err, &d.Format, &d.Encoding, &d.Genre, &d.Title, &d.Subtitle, &d.Issuer, &d.Number, &d.Date} {
			*p = str()
		}
		if info := str(); info != "" {
			d.Info = stringBytes(info)
		}
		d.Size = int64(r.int())
		if mod := r.int(); mod != 0 {
			d.Mod = time.Unix(0, int64(mod))
		}
		d.Year, d.Runes, d.Sections, d.Bytes = r.int(), r.int(), r.int(), r.int()
	}
	if r.b == nil {
		return nil, errDamaged
	}
	return docs, nil
}

// leftovers are folders in dir that belong to no shard of m: what a killed writer left behind.
func leftovers(dir string, m *manifest) []string {
	entries, _ := os.ReadDir(dir)
	known := map[string]bool{}
	for _, s := range m.Shards {
		known[s.Name] = true
	}
	var out []string
	for _, e := range entries {
		n := e.Name()
		if strings.HasPrefix(n, tmpPrefix) || strings.HasPrefix(n, shardPrefix) && !known[n] || n == manifestFile+".new" {
			out = append(out, filepath.Join(dir, n))
		}
	}
	return out
}

// sumFile is the CRC-32C of a file.
func sumFile(path string) (uint32, error) {
	f, err := os.Open(path)
	if err != nil {
		return 0, err
	}
	defer f.Close()
	h := crc32.New(castagnoli)
	_, err = io.CopyBuffer(struct{ io.Writer }{h}, struct{ io.Reader }{f}, make([]byte, 1<<18))
	return h.Sum32(), err
}

// hasGrams reports whether the Bleve index is among the files of the shard.
func (ms *manifestShard) hasGrams() bool {
	return slices.ContainsFunc(ms.Files, func(f shardFile) bool { return filepath.Dir(f.Name) == gramsDir })
}
