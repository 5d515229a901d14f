package decode

import (
	"bytes"
	"errors"
	"math/rand"
	"strings"
	"testing"
	"unicode/utf8"

	"gangmu/corpus/text"
)

func TestDecode(t *testing.T) {
	long := "各省、自治区、直辖市人民政府，国务院各部委、各直属机构："
	gbk := misread(t, long, gbForTest, nopForTest)
	for _, c := range []struct {
		name, data, hint string
		text, encoding   string
		bad              int // spans undecodable
	}{
		{"empty", "", "", "", "UTF-8", 0},
		{"ASCII", "a\r\nb", "", "a\r\nb", "UTF-8", 0},
		{"UTF-8", "第一条\r\n", "", "第一条\r\n", "UTF-8", 0},
		{"UTF-8 with mark", "\xef\xbb\xbf第一条", "", "第一条", "UTF-8", 0},
		{"a mark in the middle stays", "第一\uFEFF条", "", "第一\uFEFF条", "UTF-8", 0},
		{"declared wrongly", long, "gb2312", long, "UTF-8", 0},
		{"one stray byte", long + "\xff" + long, "", long + "\uFFFD" + long, "UTF-8", 1},
		{"two stray bytes together", long + "\xc0\xc0" + long, "", long + "\uFFFD\uFFFD" + long, "UTF-8", 1},
		{"cut inside a character", long + "\xe7\xac", "", long + "\uFFFD", "UTF-8", 1},
		{"begun inside a character", "\xac\xac" + long, "", "\uFFFD\uFFFD" + long, "UTF-8", 1},
		{"surrogate in UTF-8", long + "\xed\xa0\x80", "", long + "\uFFFD\uFFFD\uFFFD", "UTF-8", 1},
		{"GBK", gbk, "", long, "GB18030", 0},
		{"GBK declared as Big5", gbk, "big5", long, "GB18030", 0},
		{"GBK cut inside a character", gbk[:len(gbk)-1], "", strings.TrimSuffix(long, "：") + "\uFFFD", "GB18030", 1},
		{"GBK with a lone lead byte before a bracket", gbk + "\xb5(a)" + gbk, "", long + "\uFFFD(a)" + long, "GB18030", 1},
		{"GB18030 of four bytes", gbk + "\x81\x39\xee\x39\x95\x32\x82\x36", "", long + "㐀𠀀", "GB18030", 0},
		{"the classic 联通", "\xc1\xaa\xcd\xa8", "", "联通", "GB18030", 0},
		{"UTF-16LE with mark", "\xff\xfe\x2c\x7b\x00\x4e", "", "第一", "UTF-16LE", 0},
		{"UTF-16BE with mark", "\xfe\xff\x7b\x2c\x4e\x00", "", "第一", "UTF-16BE", 0},
		{"UTF-16LE beyond the basic plane", "\xff\xfe\x42\xd8\xb7\xdf", "", "𠮷", "UTF-16LE", 0},
		{"UTF-16LE with a lone surrogate", "\xff\xfe\x2c\x7b\x42\xd8\x00\x4e", "", "第\uFFFD一", "UTF-16LE", 1},
		{"UTF-16LE of odd length", "\xff\xfe\x2c\x7b\x00", "", "第\uFFFD", "UTF-16LE", 1},
		{"UTF-16LE of ASCII without mark", "a\x00b\x00c\x00\n\x00", "", "abc\n", "UTF-16LE", 0},
		{"UTF-32LE", "\xff\xfe\x00\x00\x2c\x7b\x00\x00", "", "第", "UTF-32LE", 0},
		{"UTF-32BE", "\x00\x00\xfe\xff\x00\x00\x7b\x2c", "", "第", "UTF-32BE", 0},
		{"Windows-1252", "the State Council\x92s report \x96 caf\xe9", "", "the State Council’s report – café", "windows-1252", 0},
		{"form feed and escape are text", "第一页\f第二页\x1b", "", "第一页\f第二页\x1b", "UTF-8", 0},
	} {
		r, err := Decode([]byte(c.data), c.hint)
		if err != nil {
			t.Errorf("%s: %v", c.name, err)
			continue
		}
		if r.Text != c.text || r.Encoding != c.encoding || len(r.Undecodable) != c.bad {
			t.Errorf("%s: %q in %s with %v undecodable; want %q in %s with %d", c.name, r.Text, r.Encoding, r.Undecodable, c.text, c.encoding, c.bad)
		}
		for _, s := range r.Undecodable {
			if strings.Trim(s.In(r.Text), "\uFFFD") != "" || s.Empty() {
				t.Errorf("%s: undecodable %v is %q", c.name, s, s.In(r.Text))
			}
		}
	}
}

func TestBig5HKSCS(t *testing.T) {
	head := misread(t, sampleTraditional, big5ForTest, nopForTest)
	r, err := Decode([]byte(head+"\x88\x62\x88\x64\x87\x40"), "")
	if want := sampleTraditional + "\u00CA\u0304\u00CA\u030C\u43F0"; err != nil || r.Text != want || r.Encoding != "Big5" {
		t.Errorf("%v %s: %q, want %q", err, r.Encoding, r.Text[max(0, len(r.Text)-12):], want[len(want)-12:])
	}
}

func TestBinaryRefused(t *testing.T) {
	random := make([]byte, 4096)
	rand.New(rand.NewSource(1)).Read(random)
	for name, data := range map[string][]byte{
		"random": random,
		"zeros":  make([]byte, 1000),
		"counts": bytes.Repeat([]byte{1, 2, 3, 4, 5, 6, 7, 8}, 100),
	} {
		if r, err := Decode(data, ""); !errors.Is(err, ErrBinary) {
			t.Errorf("%s: %v, %s %.40q; want ErrBinary", name, err, r.Encoding, r.Text)
		}
	}
}

// TestNothingDropped: however a text is damaged, every byte of it is in the result, as a
// character or as an undecodable one.
func TestNothingDropped(t *testing.T) {
	rng := rand.New(rand.NewSource(7))
	src := []byte(strings.Repeat(sampleText, 20))
	for range 60 {
		data := bytes.Clone(src)
		n := 1 + rng.Intn(20)
		for range n {
			data[rng.Intn(len(data))] = byte(0x80 + rng.Intn(0x80))
		}
		r, err := Decode(data, "")
		if err != nil || r.Encoding != "UTF-8" {
			t.Fatalf("%v %s", err, r.Encoding)
		}
		// Undamaged characters come back one for one: put the bytes in the place of every U+FFFD.
		at := 0
		for i, c := range r.Text {
			if c == utf8.RuneError && within(r.Undecodable, i) {
				_, size, ok := nextUTF8(data[at:])
				if ok {
					t.Fatalf("a good character at byte %d was taken for undecodable", at)
				}
				at += size
				continue
			}
			size := utf8.RuneLen(c)
			if string(data[at:at+size]) != string(c) {
				t.Fatalf("byte %d: %q became %q", at, data[at:at+size], c)
			}
			at += size
		}
		if at != len(data) {
			t.Fatalf("%d of %d bytes are in the text", at, len(data))
		}
	}
}

func FuzzDecode(f *testing.F) {
	for _, s := range []string{sampleText, "\xff\xfe\x2c\x7b", "\xb5\xda\xd2\xbb\xd5\xc2", "\xb2\xc4\xa4@\xb1\xf8", "\x81\x39\xef\x30", "\x00\x00\xfe\xff", "a\x00b\x00", "\x88\x62"} {
		f.Add([]byte(s), "gbk")
	}
	f.Fuzz(func(t *testing.T, data []byte, hint string) {
		r, err := Decode(data, hint)
		if err != nil && !errors.Is(err, ErrBinary) {
			t.Fatal(err)
		}
		if !utf8.ValidString(r.Text) {
			t.Fatalf("the text is not UTF-8: %q", r.Text)
		}
		end := -1
		for _, s := range r.Undecodable {
			if s.Start <= end || s.End > len(r.Text) || s.Empty() || strings.Trim(s.In(r.Text), "\uFFFD") != "" {
				t.Fatalf("undecodable %v in %q", r.Undecodable, r.Text)
			}
			end = s.End
		}
		if len(r.Text) > 4*len(data)+3 {
			t.Fatalf("%d bytes became %d", len(data), len(r.Text))
		}
	})
}

func FuzzMojibake(f *testing.F) {
	f.Add(sampleText)
	f.Add("绗竴鏉涓轰簡瑙勮寖琛屾斂璁稿彲鐨勮�瀹氬拰")
	f.Add("µÚÒ»ÕÂ ×ÜÔò\nµÚÒ»Ìõ ÎªÁË¹æ·¶ÐÐÕþÐí¿É")
	f.Add("菴珨梒 軞寀\n菴珨沭 峈賸寞毓俴淉勍褫")
	f.Add("锟斤拷锟斤拷烫烫烫屯屯屯\uFFFD")
	f.Fuzz(func(t *testing.T, s string) {
		if !utf8.ValidString(s) {
			t.Skip()
		}
		edits, marks := Mojibake(s, nil)
		end := 0
		for _, e := range edits {
			if e.Span.Start < end || e.Span.End > len(s) || e.Span.Empty() || !utf8.ValidString(e.Span.In(s)) || !utf8.ValidString(e.New) {
				t.Fatalf("edit %+v of %q", e, s)
			}
			end = e.Span.End
		}
		for _, m := range marks {
			if m.Span.Start < 0 || m.Span.End > len(s) || m.Span.Empty() || m.Kind != text.MarkDamage {
				t.Fatalf("mark %+v of %q", m, s)
			}
		}
	})
}
