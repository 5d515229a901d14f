package extract

import (
	"bytes"
	"errors"
	"fmt"
	"io"
	"path/filepath"
	"strings"

	"github.com/richardlehane/mscfb"
)

// An oleFile is a compound file (MS-CFB), the container of the formats of Office 97–2003 and of
// encrypted newer ones: its streams by name, those of the top level only.
type oleFile map[string]*mscfb.File

// oleMagic begins every compound file.
const oleMagic = "\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"

func openOLE(data []byte) (o oleFile, err error) {
	damaged := func(why any) error {
		return fmt.Errorf("OLE 复合文件已损坏 (damaged compound file: %v)", why)
	}
	defer func() {
		if p := recover(); p != nil { // the library trusts sector numbers
			o, err = nil, damaged(p)
		}
	}()
	r, err := mscfb.New(bytes.NewReader(data))
	if err != nil {
		return nil, damaged(err)
	}
	o = oleFile{}
	for n := 0; n < 10000; n++ {
		f, err := r.Next()
		if err != nil {
			break
		}
		if len(f.Path) == 0 && o[f.Name] == nil {
			o[f.Name] = f
		}
	}
	return o, nil
}

// stream reads a stream; nil if it is absent. It is never longer than the file.
func (o oleFile) stream(name string, limit int) (b []byte, err error) {
	f := o[name]
	if f == nil {
		return nil, nil
	}
	defer func() {
		if p := recover(); p != nil {
			b, err = nil, fmt.Errorf("OLE 数据流 %s 已损坏 (damaged stream: %v)", name, p)
		}
	}()
	b, err = io.ReadAll(io.LimitReader(f, int64(min(limit, int(max(f.Size, 0))))))
	if len(b) > 0 {
		err = nil // cut short: what is there is read
	}
	return b, err
}

// readOLE reads doc and wps, and says of other compound files what they are.
func readOLE(name string, data []byte) (Result, error) {
	o, err := openOLE(data)
	if err != nil {
		return Result{}, err
	}
	for _, k := range []struct{ stream, refuse string }{
		{"EncryptedPackage", "这是加了密码的 Office 文件；请先在 Word 或 WPS 里去掉密码再打开 (an encrypted Office file: remove the password first)"},
		{"WordDocument", ""},
		{"Workbook", "这是 Excel 工作簿；请另存为 CSV 再打开 (an Excel workbook: save the sheet as CSV)"},
		{"Book", "这是 Excel 工作簿；请另存为 CSV 再打开 (an Excel workbook: save the sheet as CSV)"},
		{"PowerPoint Document", "这是 PowerPoint 演示文稿；请另存为文本或 PDF 再打开 (a PowerPoint presentation: save it as text or PDF)"},
		{"MatOST", "这是 Microsoft Works 文档；请另存为 .doc 再打开 (a Microsoft Works document: save it as .doc)"},
		{"__properties_version1.0", "这是 Outlook 邮件；请另存为文本再打开 (an Outlook message: save it as text)"},
		{"FileHeader", "这是韩文 HWP 文档；请另存为 .docx 再打开 (an HWP document: save it as .docx)"},
	} {
		if o[k.stream] == nil {
			continue
		}
		if k.refuse != "" {
			return Result{}, errors.New(k.refuse)
		}
		r, err := readDOC(o, len(data))
		if err != nil {
			return Result{}, err
		}
		if summary, _ := o.stream("\x05SummaryInformation", len(data)); isWPS(name, summary) {
			r.Format = "wps"
		}
		return r, nil
	}
	return Result{}, errors.New("这是不认识的 OLE 复合文件，里面没有 Word 文档 (a compound file without a Word document)")
}

// isWPS tells a file of WPS Writer, which has the same form as Word's, by the program that its
// summary names; a name that says .doc or .wps has the last word.
func isWPS(name string, summary []byte) bool {
	switch strings.ToLower(filepath.Ext(name)) {
	case ".wps", ".wpt":
		return true
	case ".doc", ".dot":
		return false
	}
	return bytes.Contains(summary, []byte("WPS"))
}
