package decode

import (
	"strings"
	"testing"
	"unicode/utf8"
)

func FuzzValid(f *testing.F) {
	for _, s := range []string{"", "a", "第一条", "第一\xe6", "\xed\xa0\x80", "\xe0\x80\x80", "𠮷a第", "\xef\xbf\xbd", "é一", "\xf4\x90\x80\x80", "Å٭", "一\ue000", "\ufa0e\uf8ff", "a锟", "𠮷烫\x01"} {
		f.Add([]byte(s))
	}
	f.Fuzz(func(t *testing.T, b []byte) {
		if got, want := valid(b), utf8.Valid(b); got != want {
			t.Errorf("valid(%q) = %v, utf8.Valid says %v", b, got, want)
		}
		if s := string(b); utf8.ValidString(s) {
			if got, want := hasDebris(s), strings.ContainsAny(s, "\uFFFD锟烫屯"); got != want {
				t.Errorf("hasDebris(%q) = %v, want %v", s, got, want)
			}
			chars, sum, clean := 0, 0, true
			for _, c := range s {
				if c >= utf8.RuneSelf {
					chars, sum = chars+1, sum+int(costOf(c))
				}
				clean = clean && (c >= ' ' && c != 0x7f || strings.ContainsRune("\t\n\r\f\x1b", c)) && (c < 0xe000 || c > 0xf8ff)
			}
			if n, got := costOfChars(s); n != chars || got != sum {
				t.Errorf("costOfChars(%q) = %d, %d, want %d, %d", s, n, got, chars, sum)
			}
			if isClean(s) && !clean {
				t.Errorf("isClean(%q), and it is not", s)
			}
		}
	})
}

func BenchmarkDecodeUTF8(b *testing.B) {
	data := []byte(strings.Repeat(sampleText, 16<<20/len(sampleText)))
	b.SetBytes(int64(len(data)))
	for b.Loop() {
		if _, err := Decode(data, ""); err != nil {
			b.Fatal(err)
		}
	}
}

func BenchmarkDecodeGB18030(b *testing.B) {
	data := misread(b, strings.Repeat(sampleText, 1<<20/len(sampleText)), gbForTest, nopForTest)
	b.SetBytes(int64(len(data)))
	for b.Loop() {
		if _, err := Decode([]byte(data), ""); err != nil {
			b.Fatal(err)
		}
	}
}

func BenchmarkMojibakeClean(b *testing.B) {
	s := strings.Repeat(sampleText, 16<<20/len(sampleText))
	b.SetBytes(int64(len(s)))
	for b.Loop() {
		Mojibake(s, nil)
	}
}
