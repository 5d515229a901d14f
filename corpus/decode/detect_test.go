package decode

import (
	"flag"
	"os"
	"strings"
	"testing"

	"golang.org/x/text/encoding"
	"golang.org/x/text/encoding/simplifiedchinese"
	"golang.org/x/text/encoding/traditionalchinese"
	"golang.org/x/text/encoding/unicode"

	"gangmu/corpus/corpustest"
)

var full = flag.Bool("full", false, "measure on every document, not on a sample")

// TestDetectTranscoded turns real documents into each encoding, whole and cut on a byte position,
// in the middle too, where the cut may split a character, and asks for the encoding back.
func TestDetectTranscoded(t *testing.T) {
	step := 96
	if *full {
		step = 1
	}
	encodings := []struct {
		enc  encoding.Encoding
		name string
		dirs []string
	}{
		{encoding.Nop, "UTF-8", []string{"laws", "taiwan"}},
		{simplifiedchinese.GB18030, "GB18030", []string{"laws", "taiwan"}},
		{simplifiedchinese.GBK, "GB18030", []string{"laws", "taiwan"}},
		{traditionalchinese.Big5, "Big5", []string{"taiwan"}},
		{unicode.UTF16(unicode.LittleEndian, unicode.IgnoreBOM), "UTF-16LE", []string{"laws", "taiwan"}},
		{unicode.UTF16(unicode.BigEndian, unicode.IgnoreBOM), "UTF-16BE", []string{"laws", "taiwan"}},
		{unicode.UTF16(unicode.LittleEndian, unicode.UseBOM), "UTF-16LE", []string{"laws", "taiwan"}},
	}
	for _, e := range encodings {
		for _, dir := range e.dirs {
			right, all := map[int]int{}, map[int]int{}
			for i, f := range corpustest.Files(t, corpustest.Data(t, dir), ".md", ".txt") {
				if i%step != 0 {
					continue
				}
				src, err := os.ReadFile(f)
				if err != nil {
					t.Fatal(err)
				}
				data, err := encoding.ReplaceUnsupported(e.enc.NewEncoder()).Bytes(src)
				if err != nil {
					continue // holds a character that Big5 lacks
				}
				try := func(n int, b []byte) {
					all[n]++
					got, err := Decode(b, "")
					if err == nil && (got.Encoding == e.name || ascii(got.Text)) {
						right[n]++
					} else if all[n]-right[n] <= 3 {
						t.Logf("%s cut to %d at %s: %s %v: %.60q", e.name, n, f, got.Encoding, err, got.Text)
					}
				}
				try(0, data)
				for _, n := range []int{60, 200, 1000} {
					try(n, data[:min(n, len(data))])
					if at := len(data) / 2; at+n <= len(data) && data[0] != 0xff {
						try(n, data[at:at+n])
						try(n, data[at+1:min(at+1+n, len(data))])
					}
				}
			}
			for _, n := range []int{0, 60, 200, 1000} {
				share := float64(right[n]) / float64(all[n])
				t.Logf("%-8s of %-6s cut to %4d bytes: %d of %d = %.5f", e.name, dir, n, right[n], all[n], share)
				if share < 0.999 {
					t.Errorf("%s of %s cut to %d bytes: %.5f is below 0.999", e.name, dir, n, share)
				}
			}
		}
	}
}

// ascii reports that a text is the same in every encoding, so that there is nothing to detect.
func ascii(s string) bool {
	return strings.Trim(s, "\uFFFD") == strings.Map(func(r rune) rune {
		if r < 0x80 {
			return r
		}
		return -1
	}, s)
}
