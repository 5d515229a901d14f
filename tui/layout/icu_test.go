package layout

import (
	"flag"
	"fmt"
	"os"
	"regexp"
	"strings"
	"testing"
	"unicode/utf8"
)

var update = flag.Bool("update", false, "write the golden files anew")

// A difference is a class of places about which ICU and we disagree.
type difference struct {
	name, why string
	allowed   bool // we allow a break, ICU does not
	is        func(s string, at int, x, y rune) bool
	n         int
	example   string
}

func any2(set string, rs ...rune) bool {
	for _, r := range rs {
		if strings.ContainsRune(set, r) {
			return true
		}
	}
	return false
}

// within reports whether at lies inside a match of re in s.
func within(re *regexp.Regexp, s string, at int) bool {
	for _, m := range re.FindAllStringIndex(s, -1) {
		if m[0] < at && at < m[1] {
			return true
		}
	}
	return false
}

var (
	documentNumber = regexp.MustCompile(`[〔\[（(［]\d{4}[〕\]）)］]\d+号`)
	urlPattern     = regexp.MustCompile(`(https?://|ftp://|www\.)[!-~]+`)
)

// differences are all classes of places about which ICU's lb=strict and we disagree. A place that
// fits none of them fails the test.
func differences() []*difference {
	return []*difference{
		{name: "URL divided behind / ? & = only", allowed: true, why: "clreq has Latin words whole; a URL may be longer than a row and its parts end at these signs",
			is: func(s string, at int, x, y rune) bool { return within(urlPattern, s, at) && any2("/?&=", x) }},
		{name: "URL not divided behind a hyphen", why: "a hyphen at the end of a row would seem to be put there by us",
			is: func(s string, at int, x, y rune) bool { return within(urlPattern, s, at) }},
		{name: "break before an opening, behind a closing quotation mark", allowed: true, why: "GB/T 15834 5.1.3: the halves of “ ” and ‘ ’ go with what they enclose; UAX #14 before Unicode 16 and ICU for ‘ ’ and straight quotes glue both sides (class QU)",
			is: func(s string, at int, x, y rune) bool { return any2("“”‘’\"", x, y) }},
		{name: "break between an ASCII mark and a number", allowed: true, why: "GB/T 15834 5.1.1: between Chinese text , ; : . are marks of a sentence in half width; ICU reads .25 and ,2016 as parts of a number (LB25 IS × NU)",
			is: func(s string, at int, x, y rune) bool { return any2(",;:.", x) && y >= '0' && y <= '9' }},
		{name: "document number whole", why: "clreq 不可分割: 〔2016〕5号 is one sign",
			is: func(s string, at int, x, y rune) bool { return within(documentNumber, s, at) }},
		{name: "interpunct not at the beginning", why: "GB/T 15834 5.1.7: 间隔号 does not begin a row",
			is: func(s string, at int, x, y rune) bool { return y == '·' }},
		{name: "solidus neither begins nor ends a row", why: "GB/T 15834 5.1.9: 分隔号 neither begins nor ends a row (和/或, GB/T)",
			is: func(s string, at int, x, y rune) bool { return any2("/／", x, y) }},
		{name: "dash and ellipsis not at the beginning", why: "clreq at its strict level: —— and …… do not begin a row",
			is: func(s string, at int, x, y rune) bool {
				return strings.HasPrefix(s[at:], "——") || strings.HasPrefix(s[at:], "……")
			}},
		{name: "connector not at the beginning", why: "GB/T 15834 5.1.6: 连接号 – — ～ does not begin a row",
			is: func(s string, at int, x, y rune) bool { return any2("—～－-–", y) }},
		{name: "iteration mark not at the beginning, also behind a blank", why: "々 stands for the character before it; UAX #14 class NS says the same, but not behind a blank (LB18)",
			is: func(s string, at int, x, y rune) bool { return y == '々' && x == ' ' }},
	}
}

// TestICU compares our places with those of ICU's line breaker (testdata/lines.py) and counts the
// classes of difference in testdata/icu.md.
func TestICU(t *testing.T) {
	data, err := os.ReadFile("testdata/icu.txt")
	if err != nil {
		t.Fatal(err)
	}
	sc, diffs := scanner{}, differences()
	paragraphs, places, same := 0, 0, 0
	head, body, _ := strings.Cut(string(data), "\n")
	for line := range strings.Lines(body) {
		paragraphs++
		line = strings.TrimSuffix(line, "\n")
		s := strings.ReplaceAll(line, "⁀", "")
		sc.scan(s)
		for i, rest := 0, line; i+1 < sc.len(); i++ {
			rest = rest[sc.at[i+1]-sc.at[i]:]
			glued := strings.HasPrefix(rest, "⁀")
			rest = strings.TrimPrefix(rest, "⁀")
			places++
			allowed := sc.rank[i] >= soft
			if allowed != glued {
				same++
				continue
			}
			if !explain(diffs, s, int(sc.at[i+1]), allowed) {
				t.Errorf("no class of difference: we say %v between %q and %q", allowed, s[:sc.at[i+1]], s[sc.at[i+1]:])
			}
		}
	}
	if paragraphs < 1000 {
		t.Errorf("%d paragraphs", paragraphs)
	}
	var b strings.Builder
	fmt.Fprintf(&b, "Break opportunities against ICU\n\nOracle: %s.\n%d paragraphs, %d places between clusters, %d the same (%.2f %%).\n\n| places | we | class of difference | why | for example |\n|--:|---|---|---|---|\n",
		strings.TrimPrefix(head, "# "), paragraphs, places, same, 100*float64(same)/float64(places))
	for _, d := range diffs {
		if d.n == 0 {
			t.Errorf("class %q has no place", d.name)
		}
		we := "no break"
		if d.allowed {
			we = "break"
		}
		fmt.Fprintf(&b, "| %d | %s | %s | %s | %s |\n", d.n, we, d.name, d.why, d.example)
	}
	golden(t, "testdata/icu.md", b.String())
}

// explain counts the place in the first class that it fits.
func explain(diffs []*difference, s string, at int, allowed bool) bool {
	x, _ := utf8.DecodeLastRuneInString(s[:at])
	y, _ := utf8.DecodeRuneInString(s[at:])
	for _, d := range diffs {
		if d.allowed == allowed && d.is(s, at, x, y) {
			if d.n++; d.n == 1 {
				l, r := []rune(s[:at]), []rune(s[at:])
				d.example = strings.ReplaceAll(string(l[max(0, len(l)-8):])+" ¦ "+string(r[:min(8, len(r))]), "|", `\|`)
			}
			return true
		}
	}
	return false
}

// golden compares got with the file, or writes it with -update.
func golden(t *testing.T, file, got string) {
	t.Helper()
	if *update {
		if err := os.WriteFile(file, []byte(got), 0o644); err != nil {
			t.Fatal(err)
		}
	}
	want, err := os.ReadFile(file)
	if err != nil {
		t.Fatal(err)
	}
	if got != string(want) {
		t.Errorf("%s differs (-update writes it anew):\n%s", file, got)
	}
}
