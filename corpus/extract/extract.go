// Package extract gets the text out of a file's format, which it finds from the content, not
// from the name.
//
// The source text that every position counts in is, for plain text and Markdown, the decoded
// file itself; for the other formats, the text that was got out of it, one paragraph or table
// row a line. Signs that are no text (Markdown's # and **) stay in the source and are hidden by
// edits of rule markup; what the format declares (headings, table rows, list items) comes as
// blocks.
package extract

import (
	"bytes"
	"errors"
	"fmt"
	"path/filepath"
	"slices"
	"sort"
	"strings"

	"gangmu/corpus/decode"
	"gangmu/corpus/text"
)

// A Result is the source text of a file with what its format declares about it.
type Result struct {
	Text        string
	Format      string // text, markdown, html, docx, doc, wps, pdf, epub, odt, rtf
	Encoding    string // of the bytes, where they are text
	Undecodable []text.Span
	Blocks      []text.Block // in source order
	Edits       []text.Edit  // markup hidden from the reader, in source order
	Marks       []text.Mark
	Title       string // the title that the format's metadata gives; "" if none
}

// Extract reads data. The name only breaks ties between formats that look alike (plain text and
// Markdown). The text may share the memory of data, which must not be changed afterwards.
//
// An error says what the file is and what can be done.
func Extract(name string, data []byte) (Result, error) {
	f := sniff(name, data)
	if f.refuse != "" {
		return Result{}, errors.New(f.refuse)
	}
	r, err := f.read(name, data)
	if err != nil {
		return Result{}, err
	}
	return r, nil
}

// A format is what a file's content was recognised as.
type format struct {
	read   func(name string, data []byte) (Result, error)
	refuse string // why a file of this kind cannot be read and what to do
}

// sniff finds the format from the first bytes.
func sniff(name string, data []byte) format {
	has := func(magic string) bool { return bytes.HasPrefix(data, []byte(magic)) }
	switch {
	case isLockFile(name, data):
		return format{refuse: "这是 Word 或 WPS 打开文档时留下的临时文件（~$），不是文档；请打开去掉 ~$ 的那个文件 (a lock file: open the document itself)"}
	case has("PK\x03\x04"), has("PK\x05\x06"), has("PK\x07\x08"):
		return format{read: readZip}
	case has(oleMagic):
		return format{read: readOLE}
	case has("{\\rtf"):
		return format{read: readRTF}
	case isPDF(data):
		return format{read: readPDF}
	}
	if what := foreign(data); what != "" {
		return format{refuse: what}
	}
	if isMHTML(data) {
		return format{read: readMHTML}
	}
	if isHTML(data) {
		return format{read: readHTML}
	}
	return format{read: readText}
}

// isLockFile knows the file that Word and WPS keep beside a document while it is open: its name
// begins with ~$ and it holds the user's name in 162 bytes or so.
func isLockFile(name string, data []byte) bool {
	return strings.HasPrefix(filepath.Base(name), "~$") && len(data) <= 1024
}

// foreign says what a file is that holds no text that can be got at; "" if it is not known.
func foreign(data []byte) string {
	for _, f := range []struct {
		at   int
		sign string
		what string
	}{
		{0, "\x89PNG", "图像 (PNG)"}, {0, "\xff\xd8\xff", "图像 (JPEG)"}, {0, "GIF8", "图像 (GIF)"}, {0, "BM", "图像 (BMP)"},
		{0, "II*\x00", "图像 (TIFF)"}, {0, "MM\x00*", "图像 (TIFF)"}, {8, "WEBP", "图像 (WebP)"}, {4, "ftyphei", "图像 (HEIC)"}, {0, "AT&TFORM", "图像 (DjVu)"},
		{0, "Rar!", "压缩包 (RAR)"}, {0, "7z\xbc\xaf", "压缩包 (7-Zip)"}, {0, "\x1f\x8b", "压缩包 (gzip)"}, {0, "BZh", "压缩包 (bzip2)"},
		{0, "\xfd7zXZ", "压缩包 (xz)"}, {0, "(\xb5/\xfd", "压缩包 (zstd)"}, {257, "ustar", "压缩包 (tar)"}, {0, "MSCF", "压缩包 (CAB)"},
		{0, "CAJ\x00", "知网文献 (CAJ)"}, {0, "KDH ", "知网文献 (KDH)"}, {0, "HN\x00", "知网文献 (NH)"}, {0, "%!PS", "PostScript"}, {0, "ITSF", "CHM 帮助文件"},
		{0, "\x7fELF", "程序 (ELF)"}, {0, "MZ", "程序 (Windows)"}, {0, "SQLite format 3", "数据库 (SQLite)"},
		{4, "ftyp", "视频或音频 (MP4)"}, {0, "ID3", "音频 (MP3)"}, {0, "OggS", "音频 (Ogg)"}, {0, "RIFF", "音频或视频 (RIFF)"}, {0, "\x00\x00\x01\xba", "视频 (MPEG)"},
	} {
		if len(data) >= f.at+len(f.sign) && string(data[f.at:f.at+len(f.sign)]) == f.sign {
			if len(f.sign) <= 3 && !bytes.ContainsRune(data[:min(len(data), 512)], 0) {
				continue // two or three letters may begin a text too; such files hold zeros
			}
			return "这是" + f.what + advice(f.what)
		}
	}
	return ""
}

// advice says what to do with a file that cannot be read.
func advice(what string) string {
	switch {
	case strings.HasPrefix(what, "图像"):
		return "，没有文字；请先做文字识别 (OCR) (an image: run OCR first)"
	case strings.HasPrefix(what, "压缩包"):
		return "；请先解压 (an archive: unpack it first)"
	case strings.HasPrefix(what, "知网"), what == "PostScript", strings.HasPrefix(what, "CHM"):
		return "；请先转为 PDF 或文本 (convert it to PDF or text first)"
	}
	return "，不是文档 (not a document)"
}

// readText reads plain text and Markdown.
func readText(name string, data []byte) (Result, error) {
	if err := shownWord(data); err != nil {
		return Result{}, err
	}
	d, err := decode.Decode(data, "")
	if err != nil {
		return Result{}, fmt.Errorf("认不出的二进制文件，不是文本 (%w)", err)
	}
	r := Result{Text: d.Text, Format: "text", Encoding: d.Encoding, Undecodable: d.Undecodable}
	if isMarkdown(name, d.Text) {
		markdown(&r)
	}
	r.addDamage()
	return r, nil
}

// addDamage marks the undecodable bytes and what earlier programs decoded wrongly. Mojibake that
// can be undone is undone by edits; in a text of mojibake there is no markup worth keeping.
func (r *Result) addDamage() {
	edits, marks := decode.Mojibake(r.Text, r.Undecodable)
	if len(edits) > 0 {
		kept := r.Edits[:0]
		for _, e := range r.Edits {
			if i := sort.Search(len(edits), func(i int) bool { return edits[i].Span.End > e.Span.Start }); i == len(edits) || !edits[i].Span.Overlaps(e.Span) {
				kept = append(kept, e)
			}
		}
		r.Edits = append(kept, edits...)
		slices.SortStableFunc(r.Edits, func(a, b text.Edit) int { return a.Span.Start - b.Span.Start })
	}
	r.Marks = append(r.Marks, marks...)
	for _, s := range r.Undecodable {
		r.Marks = append(r.Marks, text.Mark{Kind: text.MarkUndecodable, Span: s, Why: "文件里的字节不成字符"})
	}
}

// shownWord knows the bytes of a Word file that a program has shown as text and saved.
func shownWord(data []byte) error {
	head := data[:min(len(data), 64<<10)]
	if i := bytes.Index(head, []byte("bjbj")); i >= 0 && (bytes.HasPrefix(head, []byte("ÐÏ")) || bytes.Count(head, []byte("\uFFFD")) > 20) {
		return errors.New("这是被当作文本存下的 Word 二进制文件，文字已毁；请找原来的 .doc 文件 (the bytes of a Word file saved as text: get the .doc itself)")
	}
	return nil
}
