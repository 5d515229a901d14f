package ref

import (
	"errors"
	"slices"
	"strconv"
	"strings"
	"unicode/utf8"

	"gangmu/corpus/lazy"
	"gangmu/corpus/numbering"
)

// A Mode says what a jump names.
type Mode uint8

// The modes.
const (
	ByPath    Mode = iota // 2.3.4, 二(三)4, z2j3, 第十二条第三款, 前款
	Sibling               // +1 -1
	Parent                // ^ ^^
	Last                  // $
	Percent               // 50%
	Offset                // @3144
	Opening               // 0: the preamble or what stands before the first section
	Back                  // `
	DocNumber             // 国发〔2016〕5号
	ByTitle               // part of a heading, its pinyin or initials
)

// A Jump is what was typed at the prompt, understood.
type Jump struct {
	Mode    Mode
	Paths   []Path  // of ByPath
	Count   int     // of Sibling (negative: back), Parent, Offset
	Percent float64 // of Percent, 0…100
	Text    string  // of ByTitle and DocNumber
}

// ErrEmpty is what Parse gives for blank input.
var ErrEmpty = errors.New("请输入编号或标题：如 2.3、二(三)、第十二条、12-1、f2、50%、标题或拼音")

var errNumber = errors.New("编号应在 1 至 9999 之间")

// Parse reads what was typed: a number in any way that a person writes it, a relative move, or a
// part of a heading. Full-width signs count as their ASCII twins. Whatever is no number is taken
// for part of a heading, so that the only errors are blank input and numbers out of range.
func Parse(input string) (Jump, error) { return parse(input, false) }

func parse(input string, taiwan bool) (Jump, error) {
	s := strings.TrimSpace(narrow(input))
	s = strings.TrimLeft(s, ": ")
	if s == "" {
		return Jump{}, ErrEmpty
	}
	if j, ok, err := move(s); ok || err != nil {
		return j, err
	}
	if t, ok := docNumber(s); ok {
		return Jump{Mode: DocNumber, Text: t}, nil
	}
	cited := strings.TrimRight(strings.TrimPrefix(strings.TrimPrefix(strings.TrimPrefix(s, "参"), "详"), "见"), ".。；;，,：: ")
	if ps, w := (scanner{taiwan: taiwan}).expression(cited); w == len(cited) && len(ps) > 0 {
		return Jump{Paths: deepest(ps)}, nil
	}
	if p, ok := path(s); ok {
		return Jump{Paths: []Path{p}}, nil
	}
	return Jump{Mode: ByTitle, Text: s}, nil
}

// deepest leaves out a path that the next one goes on from: in 第二章、第三节 the chapter is not a
// second place to go to.
func deepest(ps []Path) []Path {
	out := ps[:0]
	for i, p := range ps {
		if i+1 < len(ps) && p.Through.Number == 0 && len(ps[i+1].Steps) > len(p.Steps) && slices.Equal(ps[i+1].Steps[:len(p.Steps)], p.Steps) {
			continue
		}
		out = append(out, p)
	}
	return out
}

// String prints j so that Parse reads it again.
func (j Jump) String() string {
	switch j.Mode {
	case Sibling:
		if j.Count > 0 {
			return "+" + strconv.Itoa(j.Count)
		}
		return strconv.Itoa(j.Count)
	case Parent:
		return strings.Repeat("^", j.Count)
	case Last:
		return "$"
	case Percent:
		return strconv.FormatFloat(j.Percent, 'f', -1, 64) + "%"
	case Offset:
		return "@" + strconv.Itoa(j.Count)
	case Opening:
		return "0"
	case Back:
		return "`"
	case DocNumber, ByTitle:
		return j.Text
	}
	var parts []string
	for _, p := range j.Paths {
		parts = append(parts, p.String())
	}
	return strings.Join(parts, "、")
}

// narrow maps the full-width keys of a Chinese input method to ASCII. Marks that are no key of
// their own (①, （一） as one rune) stay.
func narrow(s string) string {
	return strings.Map(func(r rune) rune {
		switch {
		case r == '\u3000' || r == '\u00a0':
			return ' '
		case r == '。':
			return '.'
		case r == '…':
			return '^'
		case r == '￥':
			return '$'
		case r == '【' || r == '〔':
			return '['
		case r == '】' || r == '〕':
			return ']'
		case '！' <= r && r <= '～' && r != '～':
			return r - '！' + '!'
		case r < ' ' || r == '\u200b' || r == '\ufeff':
			return -1
		}
		return r
	}, s)
}

var (
	movePattern    = lazy.Regexp(`^(?:([+-]+)([0-9]*)|(\^+)|(\$)|([0-9]+(?:\.[0-9]+)?)%|@([0-9]+)|(0)|(` + "`" + `))$`)
	numberPattern  = lazy.Regexp(`^(\p{Han}{1,12})\s*[(\[]?\s*((?:19|20)[0-9]{2})\s*[)\]]?\s*第?\s*([0-9]{1,5})\s*号?$`)
	lettersPattern = lazy.Regexp(`^([A-Za-z]{1,8})\s*[(\[ ]\s*((?:19|20)[0-9]{2})\s*[)\] ]\s*([0-9]{1,5})\s*(?:h|号)?$`)
)

// move reads the relative and absolute moves: +1 -1 ^ $ 50% @3144 0 `.
func move(s string) (Jump, bool, error) {
	m := movePattern().FindStringSubmatch(s)
	if m == nil {
		return Jump{}, false, nil
	}
	switch {
	case m[1] != "":
		n := len(m[1])
		if m[2] != "" {
			var err error
			if n, err = strconv.Atoi(m[2]); err != nil || n == 0 || n > 9999 || len(m[1]) > 1 {
				return Jump{}, false, errNumber
			}
		}
		if strings.Trim(m[1], m[1][:1]) != "" {
			return Jump{}, false, nil
		}
		if m[1][0] == '-' {
			n = -n
		}
		return Jump{Mode: Sibling, Count: n}, true, nil
	case m[3] != "":
		return Jump{Mode: Parent, Count: len(m[3])}, true, nil
	case m[4] != "":
		return Jump{Mode: Last}, true, nil
	case m[5] != "":
		p, err := strconv.ParseFloat(m[5], 64)
		if err != nil || p > 100 {
			return Jump{}, false, errors.New("百分数应在 0% 至 100% 之间")
		}
		return Jump{Mode: Percent, Percent: p}, true, nil
	case m[6] != "":
		n, err := strconv.Atoi(m[6])
		if err != nil {
			return Jump{}, false, errors.New("@ 后面的字数太大")
		}
		return Jump{Mode: Offset, Count: n}, true, nil
	case m[7] != "":
		return Jump{Mode: Opening}, true, nil
	}
	return Jump{Mode: Back}, true, nil
}

// docNumber reads a document number 文号; with letters for the issuer, its initials.
func docNumber(s string) (string, bool) {
	if m := numberPattern().FindStringSubmatch(s); m != nil {
		return m[1] + "〔" + m[2] + "〕" + m[3] + "号", true
	}
	if m := lettersPattern().FindStringSubmatch(s); m != nil {
		if u := unitByLetter[strings.ToLower(m[1])]; u == nil {
			return strings.ToLower(m[1]) + " " + m[2] + " " + m[3], true
		}
	}
	return "", false
}

// path reads seg (SEP? seg)*, where a segment is a number with or without its unit, and the
// letters of a unit stand before the number (z2j3) or behind it (2z3j) throughout. A leading d
// is 第 (d12t3k), or 点 where no unit follows (d3).
func path(s string) (Path, bool) {
	first := (&pathParser{s: s}).letters(0)
	switch {
	case len(first) == len(s):
		return Path{}, false // letters only: the pinyin of a title
	case first == "":
		return segments(&pathParser{s: s})
	case strings.EqualFold(first, "d"):
		if p, ok := segments(&pathParser{s: s, i: 1}); ok && p.Steps[0].Unit != "" {
			return p, true
		}
	}
	return segments(&pathParser{s: s, front: true})
}

func segments(p *pathParser) (Path, bool) {
	var out Path
	for p.i < len(p.s) {
		if len(out.Steps) > 0 && !p.separator() {
			return Path{}, false
		}
		if p.i >= len(p.s) {
			break
		}
		st, ok := p.lettered(len(out.Steps) > 0)
		if !ok {
			st, ok = p.segment()
		}
		if !ok || len(out.Steps) > 20 || st.Unit != "" && unitByName[st.Unit].prefix && (st.Number > maxAnnex || st.Suffix > 0) {
			return Path{}, false
		}
		for n := len(out.Steps) - 1; n >= 0 && st.Unit != ""; n-- {
			if above := out.Steps[n]; above.Unit != "" {
				if n < len(out.Steps)-1 || !(scanner{}).deeper(above, st) {
					return Path{}, false // 第三条第二章 names nothing, nor does 第三编（一）第二条
				}
				break
			}
		}
		out.Steps = append(out.Steps, st)
	}
	return out, len(out.Steps) > 0
}

type pathParser struct {
	s     string
	i     int
	front bool // letters stand before their numbers
}

func (p *pathParser) letters(i int) string {
	j := i
	for j < len(p.s) && latin(p.s[j]) > 0 {
		j++
	}
	return p.s[i:j]
}

// separator skips . / , 、 · > and blanks between segments.
// At most one sign may stand there; '-' is kept for 之.
func (p *pathParser) separator() bool {
	n := 0
	for p.i < len(p.s) {
		r, w := utf8.DecodeRuneInString(p.s[p.i:])
		switch r {
		case ' ':
		case '.', '/', ',', '、', '·', '>', '》', ';':
			n++
		default:
			return n <= 1
		}
		p.i += w
	}
	return n <= 1
}

// lettered reads the single letter of an item below a clause: 5.1.1.a, 5.2.1 c).
func (p *pathParser) lettered(below bool) (Step, bool) {
	if !below || p.front || len(p.letters(p.i)) != 1 || p.i > 0 && p.s[p.i-1] >= '0' && p.s[p.i-1] <= '9' {
		return Step{}, false
	}
	rest := p.s[p.i+1:]
	if rest != "" && !strings.ContainsAny(rest[:1], ")./ ") {
		return Step{}, false
	}
	st := Step{Form: numbering.Latin, Number: latin(p.s[p.i])}
	p.i++
	if strings.HasPrefix(rest, ")") {
		p.i++
	}
	return st, true
}

// segment reads one step.
func (p *pathParser) segment() (Step, bool) {
	if o, ok := (scanner{}).ordinal(p.s[p.i:]); ok && len(o.steps) == 1 && len(o.below) == 0 {
		p.i += o.width
		return o.steps[0], true
	}
	if p.front {
		if l := p.letters(p.i); l != "" {
			u := unitByLetter[strings.ToLower(l)]
			if u == nil {
				return Step{}, false
			}
			p.i += len(l)
			p.i += blanks(p.s[p.i:])
			st, ok := p.count()
			st.Unit = u.name
			return st, ok
		}
	}
	// The Han words may be left out one by one: 第12, 12条.
	if strings.HasPrefix(p.s[p.i:], "第") {
		p.i += len("第")
		p.i += blanks(p.s[p.i:])
	}
	st, ok := p.count()
	if !ok {
		return Step{}, false
	}
	return st, p.unit(&st)
}

// unit reads what follows a number: its unit in Han or letters, and 之一 behind it. It is false
// where letters follow that are no unit.
func (p *pathParser) unit(st *Step) bool {
	at := p.i + blanks(p.s[p.i:])
	if u, w := unitAt(p.s[at:]); u != nil && !u.prefix {
		st.Unit = u.name
		p.i = at + w
	} else if l := p.letters(p.i); l != "" && !p.front {
		u := unitByLetter[strings.ToLower(l)]
		if u == nil {
			return false
		}
		st.Unit = u.name
		p.i += len(l)
	} else {
		return true
	}
	if st.Form == numbering.Dun || st.Form == numbering.Dot {
		st.Form = numbering.None
	}
	if st.Suffix == 0 {
		p.suffix(st)
	}
	return true
}

// count reads NUM SUF? with what the signs say about the form.
func (p *pathParser) count() (Step, bool) {
	s := p.s[p.i:]
	if x, ok := signed(s); ok {
		p.i += x.width
		if s[0] == '[' || x.form == numbering.Dot && p.i < len(p.s) { // the dot of ⒒ amid a path sets steps apart
			x.form = numbering.None
		}
		return Step{Form: x.form, Number: x.n}, true
	}
	x, ok := plain(s)
	if !ok {
		return Step{}, false
	}
	p.i += x.width
	st := Step{Number: x.n}
	if x.han {
		st.Form = numbering.Dun
	}
	rest := p.s[p.i:]
	switch {
	case p.suffix(&st):
	case strings.HasPrefix(rest, ")") && !x.han:
		st.Form = numbering.HalfParen
		p.i++
	case rest == "." && !x.han:
		st.Form = numbering.Dot
		p.i++
	}
	return st, true
}

// suffix reads -1, 之一, zhi1.
func (p *pathParser) suffix(st *Step) bool {
	rest := p.s[p.i:]
	for _, j := range []string{"-", "之", "zhi", "Zhi", "ZHI"} {
		if !strings.HasPrefix(rest, j) {
			continue
		}
		if x, ok := plain(rest[len(j):]); ok && x.n < 100 {
			st.Suffix = x.n
			st.Form = numbering.None
			p.i += len(j) + x.width
			return true
		}
	}
	return false
}
