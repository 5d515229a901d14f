package extract

import (
	"bytes"
	"encoding/base64"
	"errors"
	"io"
	"mime"
	"mime/quotedprintable"
	"strings"

	"gangmu/corpus/lazy"
)

// MHTML (RFC 2557) is a web page with its pictures as a MIME message; Word keeps bodies in it
// (w:altChunk), browsers save pages as .mht.

var (
	reMHTML  = lazy.Regexp(`(?i)^\s*(?:(?:From|Subject|Date|Snapshot-Content-Location|MIME-Version|X-[\w-]+):[^\n]*\r?\n(?:[ \t][^\n]*\r?\n)*)*?MIME-Version:`)
	reFolded = lazy.Regexp(`\r?\n[ \t]+`)
)

func isMHTML(data []byte) bool {
	head := data[:min(len(data), 4<<10)]
	return reMHTML().Match(head) && bytes.Contains(bytes.ToLower(head), []byte("content-type:"))
}

// mhtmlBody finds the page in a MIME message and undoes its transfer encoding.
func mhtmlBody(data []byte) (page []byte, charset string, err error) {
	header, body := splitHeader(data)
	kind, params, _ := mime.ParseMediaType(header["content-type"])
	if boundary := params["boundary"]; strings.HasPrefix(kind, "multipart/") && boundary != "" {
		for _, part := range bytes.Split(body, []byte("--"+boundary))[1:] {
			h, _ := splitHeader(bytes.TrimLeft(part, "\r\n"))
			if k, _, _ := mime.ParseMediaType(h["content-type"]); k == "text/html" || k == "text/plain" || strings.HasPrefix(k, "multipart/") {
				return mhtmlBody(bytes.TrimLeft(part, "\r\n"))
			}
		}
		return nil, "", errors.New("MHTML 文件里没有网页正文 (no page in the MHTML file)")
	}
	var r io.Reader = bytes.NewReader(body)
	switch strings.ToLower(strings.TrimSpace(header["content-transfer-encoding"])) {
	case "quoted-printable":
		r = quotedprintable.NewReader(r)
	case "base64":
		r = base64.NewDecoder(base64.StdEncoding, r)
	}
	page, err = io.ReadAll(r)
	if len(page) > 0 {
		err = nil // a message cut short still gives what it has
	}
	return page, params["charset"], err
}

// splitHeader reads the header of a MIME message or part: values by lower-case name.
func splitHeader(data []byte) (map[string]string, []byte) {
	end, skip := bytes.Index(data, []byte("\n\n")), 2
	if crlf := bytes.Index(data, []byte("\r\n\r\n")); crlf >= 0 && (end < 0 || crlf < end) {
		end, skip = crlf, 4
	}
	if end < 0 {
		return nil, data
	}
	header := map[string]string{}
	for line := range strings.Lines(reFolded().ReplaceAllString(string(data[:end]), " ")) {
		if k, v, ok := strings.Cut(line, ":"); ok {
			header[strings.ToLower(strings.TrimSpace(k))] = strings.TrimSpace(v)
		}
	}
	return header, data[end+skip:]
}
