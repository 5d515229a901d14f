package extract

import (
	"archive/zip"
	"bytes"
	"errors"
	"fmt"
	"io"
	"path"
	"strings"

	"gangmu/corpus/decode"
)

// A container is a ZIP file with a budget: however the file is made, no more than the budget is
// ever unpacked.
type container struct {
	files  map[string]*zip.File // by name, without leading slash
	order  []string
	packed int64 // size of the file
	budget int64 // bytes that may still be unpacked
}

var (
	errBomb      = errors.New("解压后大得不合常理，可能是压缩炸弹，已停止 (a ZIP bomb: unpacking stopped)")
	errEncrypted = errors.New("文件已加密，请先用原软件去掉密码再打开 (encrypted: remove the password first)")
)

// maxUnpacked is what all parts of a file together may unpack to; maxRatio, how many times its
// packed size a part may grow to once it is larger than freeSize. Text packs to a tenth, rarely
// to a fiftieth; deflate can reach a thousandth.
const (
	maxUnpacked = 512 << 20
	freeSize    = 8 << 20
	maxRatio    = 200
)

func openContainer(data []byte) (*container, error) {
	z, err := zip.NewReader(bytes.NewReader(data), int64(len(data)))
	if err != nil {
		return nil, fmt.Errorf("ZIP 容器已损坏 (damaged ZIP container: %w)", err)
	}
	c := &container{files: map[string]*zip.File{}, packed: int64(len(data)), budget: maxUnpacked}
	for _, f := range z.File {
		name := f.Name
		if f.NonUTF8 {
			// Chinese Windows writes the names in GBK and says nothing of it.
			if d, err := decode.Decode([]byte(name), "GBK"); err == nil {
				name = d.Text
			}
		}
		name = strings.TrimPrefix(strings.ReplaceAll(name, `\`, "/"), "/")
		if _, twice := c.files[name]; !twice {
			c.files[name] = f
			c.order = append(c.order, name)
		}
	}
	return c, nil
}

// open opens a part for reading within the budget. A part that is absent gives nil, nil.
func (c *container) open(name string) (io.ReadCloser, error) {
	f := c.files[strings.TrimPrefix(name, "/")]
	if f == nil {
		return nil, nil
	}
	if f.Flags&1 != 0 {
		return nil, errEncrypted
	}
	r, err := f.Open()
	if err != nil {
		return nil, fmt.Errorf("%s: %w", name, err)
	}
	return &boundedPart{ReadCloser: r, c: c, packed: int64(f.CompressedSize64)}, nil
}

// read reads a whole part; nil if it is absent.
func (c *container) read(name string) ([]byte, error) {
	r, err := c.open(name)
	if r == nil || err != nil {
		return nil, err
	}
	defer r.Close()
	return io.ReadAll(r)
}

type boundedPart struct {
	io.ReadCloser
	c      *container
	packed int64
	n      int64
}

func (p *boundedPart) Read(b []byte) (int, error) {
	n, err := p.ReadCloser.Read(b)
	p.n += int64(n)
	p.c.budget -= int64(n)
	if p.c.budget < 0 || p.n > freeSize && p.n/maxRatio > min(p.packed, p.c.packed) {
		return 0, errBomb
	}
	return n, err
}

// readZip reads the formats that are ZIP files with XML in them, and says of others what they are.
func readZip(name string, data []byte) (Result, error) {
	c, err := openContainer(data)
	if err != nil {
		return Result{}, err
	}
	kind, err := c.read("mimetype")
	if err != nil {
		return Result{}, err
	}
	switch k := strings.TrimSpace(string(kind)); {
	case k == "application/epub+zip", c.files["META-INF/container.xml"] != nil && k == "":
		return readEPUB(c)
	case strings.HasPrefix(k, "application/vnd.oasis.opendocument.text"):
		return readODT(c)
	case strings.HasPrefix(k, "application/vnd.oasis.opendocument."):
		return Result{}, fmt.Errorf("这是 OpenDocument 表格或演示文稿，不是文字文档；请另存为 .odt、.csv 或文本 (an OpenDocument %s: save it as text)", path.Ext(k)[1:])
	case c.files["OFD.xml"] != nil:
		return readOFD(c)
	}
	for part := range c.files {
		switch {
		case part == "xl/workbook.xml", part == "xl/workbook.bin":
			return Result{}, errors.New("这是 Excel 工作簿；请另存为 CSV 再打开 (an Excel workbook: save the sheet as CSV)")
		case part == "ppt/presentation.xml":
			return Result{}, errors.New("这是 PowerPoint 演示文稿；请另存为文本或 PDF 再打开 (a PowerPoint presentation: save it as text or PDF)")
		}
	}
	main, err := officeDocument(c)
	if err != nil {
		return Result{}, err
	}
	if main != "" {
		return readDOCX(c, main)
	}
	if len(c.order) == 0 {
		return Result{}, errors.New("空的 ZIP 压缩包 (an empty ZIP archive)")
	}
	return Result{}, fmt.Errorf("这是含 %d 个文件的 ZIP 压缩包（如 %s）；请先解压 (a ZIP archive: unpack it first)", len(c.order), c.order[0])
}
