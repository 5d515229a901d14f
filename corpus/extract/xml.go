package extract

import (
	"encoding/xml"
	"io"
	"strings"

	"gangmu/corpus/decode"
	"gangmu/corpus/lazy"
)

var reXMLEncoding = lazy.Regexp(`^\s*<\?xml[^>]*encoding\s*=\s*["']([^"']+)`)

// newXML reads XML leniently. Its encoding is found as that of any text; the declaration is a hint.
func newXML(data []byte) (*xml.Decoder, error) {
	hint := ""
	if m := reXMLEncoding().FindSubmatch(data[:min(len(data), 200)]); m != nil {
		hint = string(m[1])
	}
	t, err := decode.Decode(data, hint)
	if err != nil {
		return nil, err
	}
	d := xml.NewDecoder(strings.NewReader(t.Text))
	d.Strict = false
	d.Entity = xml.HTMLEntity
	d.CharsetReader = func(_ string, in io.Reader) (io.Reader, error) { return in, nil }
	return d, nil
}

// attr is the value of an attribute by local name; "" if it is absent.
func attr(e xml.StartElement, name string) string {
	for _, a := range e.Attr {
		if a.Name.Local == name {
			return a.Value
		}
	}
	return ""
}

// eachXML calls start and end for the elements of an XML part, text for its character data;
// each may be nil. A syntax error ends it as the end of the part does: what was read stays read.
func eachXML(data []byte, start func(xml.StartElement), end func(xml.EndElement), chars func(string)) error {
	if len(data) == 0 {
		return nil
	}
	d, err := newXML(data)
	if err != nil {
		return err
	}
	for depth := 0; ; {
		t, err := d.RawToken()
		if err == io.EOF && depth > 0 {
			return io.ErrUnexpectedEOF
		}
		if err == io.EOF {
			return nil
		}
		if err != nil {
			return err
		}
		switch t := t.(type) {
		case xml.StartElement:
			depth++
			if start != nil {
				start(t)
			}
		case xml.EndElement:
			depth--
			if end != nil {
				end(t)
			}
		case xml.CharData:
			if chars != nil {
				chars(string(t))
			}
		}
	}
}

// relations reads a part's relationships: target by id, and the id of the first of each type's
// last word (officeDocument, numbering, styles, aFChunk …).
func relations(c *container, part string) (byID, byType map[string]string, err error) {
	dir, file := "", part
	if i := strings.LastIndexByte(part, '/'); i >= 0 {
		dir, file = part[:i+1], part[i+1:]
	}
	data, err := c.read(dir + "_rels/" + file + ".rels")
	if err != nil {
		return nil, nil, err
	}
	byID, byType = map[string]string{}, map[string]string{}
	err = eachXML(data, func(e xml.StartElement) {
		if e.Name.Local != "Relationship" || attr(e, "TargetMode") == "External" {
			return
		}
		target := attr(e, "Target")
		if !strings.HasPrefix(target, "/") {
			target = dir + target
		}
		for strings.Contains(target, "/../") { // word/../customXml
			i := strings.Index(target, "/../")
			j := strings.LastIndexByte(target[:i], '/')
			target = target[:j+1] + target[i+4:]
		}
		target = strings.TrimPrefix(target, "/")
		byID[attr(e, "Id")] = target
		kind := attr(e, "Type")
		kind = kind[strings.LastIndexByte(kind, '/')+1:]
		if _, ok := byType[kind]; !ok {
			byType[kind] = target
		}
	}, nil, nil)
	return byID, byType, err
}

// officeDocument finds the main part of an Office Open XML text document; "" if it is none.
func officeDocument(c *container) (string, error) {
	_, byType, err := relations(c, "")
	if err != nil {
		return "", err
	}
	if main := byType["officeDocument"]; c.files[main] != nil {
		return main, nil
	}
	if c.files["word/document.xml"] != nil {
		return "word/document.xml", nil
	}
	return "", nil
}
