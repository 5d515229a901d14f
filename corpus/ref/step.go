package ref

import (
	"strconv"
	"strings"

	"gangmu/corpus/numbering"
)

// A Step is one step of a path: 第十二条, （三）, 4.
type Step struct {
	Unit   string         // simplified: 编 章 节 条 款 项 目 部分 点 段 附件 …; "" where only a number was given
	Form   numbering.Form // of a bare number, how it was written: （三） 4. ⑧; None where it tells nothing
	Number int            // 1…9999
	Suffix int            // 1 in 12-1 (第十二条之一); 0 = none
}

// A Base is what a relative reference starts from: 前款, 本条, 上文.
type Base struct {
	Kind  BaseKind
	Unit  string // 款 in 前款; "" of 上文 and 本法
	Count int    // 2 in 前两款; else 1
}

// A BaseKind says how a reference is anchored.
type BaseKind uint8

// The kinds of bases.
const (
	Top   BaseKind = iota // the document, or, in running text, the article that the words stand in
	Prev                  // 前款 前条 前两款 上一条
	This                  // 本条 本款 本章
	Next                  // 下一条 后款
	Above                 // 上文 前述 上述
	Below                 // 下文 后述
	Whole                 // 本法 本条例 本规定: the document, said so
	Same                  // 同条 同款: the one named just before
)

// A Path names one section, or a run of them: a base, steps down from it, and for a range the
// number of its last member.
type Path struct {
	Base    Base
	Steps   []Step
	Through Step // the last of a range 第三条至第五条; Number 0 = no range
}

// unit describes a word of the hierarchy.
type unit struct {
	name    string   // simplified, as in Step.Unit
	letters []string // what may be typed instead; the first is the canonical one
	words   []string // Han spellings, longest first
	rank    int      // depth in a statute, outermost 1; 0 = outside it
	prefix  bool     // stands before its number: 附件2
}

var units = []unit{
	{"编", []string{"b", "bian", "p", "part"}, []string{"编", "編"}, 1, false},
	{"分编", []string{"fb", "fenbian"}, []string{"分编", "分編"}, 2, false},
	{"部分", []string{"bf", "bufen"}, []string{"部分", "部份"}, 2, false},
	{"章", []string{"z", "zhang", "ch"}, []string{"章"}, 3, false},
	{"节", []string{"j", "jie", "s", "sec"}, []string{"节", "節"}, 4, false},
	{"条", []string{"t", "tiao", "a", "art"}, []string{"条", "條"}, 5, false},
	{"款", []string{"k", "kuan", "para"}, []string{"款"}, 6, false},
	{"段", []string{"duan"}, []string{"段"}, 6, false},
	{"项", []string{"x", "xiang", "i", "item"}, []string{"项", "項"}, 7, false},
	{"点", []string{"d", "dian", "pt"}, []string{"点", "點"}, 7, false},
	{"目", []string{"m", "mu"}, []string{"目"}, 8, false},
	{"附件", []string{"f", "fj", "fujian", "att"}, []string{"附件"}, 1, true},
	{"附录", []string{"fl", "fulu", "app"}, []string{"附录", "附錄"}, 1, true},
	{"附表", []string{"fubiao"}, []string{"附表"}, 1, true},
	{"附图", []string{"futu"}, []string{"附图", "附圖"}, 1, true},
	{"篇", nil, []string{"篇"}, 1, false},
	{"单元", nil, []string{"单元", "單元"}, 2, false},
	{"讲", nil, []string{"讲", "講"}, 2, false},
	{"课", nil, []string{"课", "課"}, 3, false},
}

var (
	unitByName   = map[string]*unit{}
	unitByLetter = map[string]*unit{}
)

func init() {
	for i := range units {
		u := &units[i]
		unitByName[u.name] = u
		for _, l := range u.letters {
			unitByLetter[l] = u
		}
	}
}

// rank is the depth of a unit in a statute; 项 and 款 change places in Taiwan.
func rank(name string, taiwan bool) int {
	u := unitByName[name]
	if u == nil {
		return 0
	}
	if taiwan {
		switch name {
		case "项":
			return 6
		case "款":
			return 7
		}
	}
	return u.rank
}

// unitAt reads a Han unit at the head of s.
func unitAt(s string) (*unit, int) {
	for i := range units {
		for _, w := range units[i].words {
			if strings.HasPrefix(s, w) {
				return &units[i], len(w)
			}
		}
	}
	return nil, 0
}

// String prints the step as Chinese documents cite it: 第12条之1, （三）, 附件2.
func (s Step) String() string {
	n := strconv.Itoa(s.Number)
	if s.Unit == "" {
		return s.bare()
	}
	u := unitByName[s.Unit]
	if u.prefix {
		if s.Form == numbering.Latin {
			return s.Unit + letter(s.Number)
		}
		return s.Unit + n + suffix(s.Suffix)
	}
	switch s.Form {
	case numbering.Paren, numbering.ParenDigit:
		return "第（" + n + "）" + s.Unit
	}
	return "第" + n + s.Unit + suffix(s.Suffix)
}

func suffix(n int) string {
	if n == 0 {
		return ""
	}
	return "之" + strconv.Itoa(n)
}

func letter(n int) string {
	if n < 1 || n > 26 {
		return strconv.Itoa(n)
	}
	return string(rune('A' + n - 1))
}

// bare prints a step without a unit so that Parse reads the same step again.
func (s Step) bare() string {
	n := strconv.Itoa(s.Number)
	if s.Suffix != 0 {
		return n + "-" + strconv.Itoa(s.Suffix)
	}
	switch s.Form {
	case numbering.Dun:
		return hanNumber(s.Number) + "、"
	case numbering.Paren:
		return "（" + hanNumber(s.Number) + "）"
	case numbering.ParenDigit:
		return "（" + n + "）"
	case numbering.HalfParen:
		return n + ")"
	case numbering.Circled:
		if c := circled(s.Number); c != "" {
			return c
		}
	case numbering.Latin:
		return "(" + strings.ToLower(letter(s.Number)) + ")"
	case numbering.Dot:
		return n + "."
	}
	return n
}

var baseWords = map[BaseKind]string{Prev: "前", This: "本", Next: "下一", Same: "同"}

func (b Base) String() string {
	switch b.Kind {
	case Above:
		return "上文"
	case Below:
		return "下文"
	case Whole:
		return "本文"
	case Top:
		return ""
	}
	w := baseWords[b.Kind]
	if b.Count > 1 {
		w += strconv.Itoa(b.Count)
	}
	return w + b.Unit
}

// String prints the path in its canonical form.
func (p Path) String() string {
	var sb strings.Builder
	sb.WriteString(p.Base.String())
	for i, s := range p.Steps {
		t := s.String()
		// A number without signs needs a dot to stand apart from what precedes it.
		if i > 0 && s.Unit == "" && t[0] >= '0' && t[0] <= '9' {
			if !strings.HasSuffix(sb.String(), ".") && !strings.HasSuffix(sb.String(), "、") {
				sb.WriteByte('.')
			}
		}
		sb.WriteString(t)
	}
	if p.Through.Number != 0 {
		sb.WriteString("至" + p.Through.String())
	}
	return sb.String()
}
