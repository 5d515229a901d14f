package ref

import (
	"strings"
	"unicode/utf8"

	"gangmu/corpus/numbering"
)

// ordinal reads 第十二条, 第十、十八条, 第（三）项, 第 3-1 條, 附件2.
func (sc scanner) ordinal(s string) (ordinal, bool) {
	if strings.HasPrefix(s, "附") {
		return annex(s)
	}
	if !strings.HasPrefix(s, "第") && !strings.HasPrefix(s, "笫") {
		return ordinal{}, false
	}
	return sc.unit(s, true)
}

// unit reads 第十二条, 第十、十八条, 第（三）项. Where lost says so, 条 may be left out before 款 and 项.
func (sc scanner) unit(s string, lost bool) (ordinal, bool) {
	var o ordinal
	at := len("第")
	for {
		at += blanks(s[at:])
		st, w := number(s[at:])
		if w == 0 {
			return ordinal{}, false
		}
		at += w
		o.steps = append(o.steps, st)
		below, w := subsections(s[at:])
		at += w + blanks(s[at+w:])
		if u, w := unitAt(s[at:]); u != nil && !u.prefix && !wordGoesOn(u, s[at+w:]) {
			at += w
			if sfx, w := inserted(s[at:]); w > 0 {
				at += w
				o.steps[len(o.steps)-1].Suffix = sfx
			}
			o.finish(u.name, below, at)
			return o, true
		}
		if lost && len(o.steps) == 1 && sc.lostUnit(s[at:]) {
			o.finish("条", below, at)
			return o, true
		}
		if x, ok := signed(s[at:]); ok && st.Form == numbering.Paren && x.form == st.Form && len(o.steps) <= 100 {
			continue // 第（一）（三）项
		}
		kind, w := separator(s[at:])
		if w == 0 || strings.HasPrefix(s[at+blanks(s[at:]):], "第") || o.through.Number != 0 || len(o.steps) > 100 {
			return ordinal{}, false
		}
		at += w
		if kind == '至' {
			if _, ok := rangeEnd(s[at:]); !ok {
				return ordinal{}, false
			}
			o.through.Number = len(o.steps) // the index of the range's end, until finish
		}
		if strings.HasPrefix(s[at:], "第") {
			at += len("第")
		}
	}
}

// lostUnit reports whether 条 was left out by mistake: 第二百三十六第三款.
func (sc scanner) lostUnit(rest string) bool {
	if !strings.HasPrefix(rest, "第") {
		return false
	}
	o, ok := sc.unit(rest, false)
	return ok && (o.steps[0].Unit == "款" || o.steps[0].Unit == "项")
}

// uncounted is the width of the ordinals at the head of s that wait for a unit which does not
// come (第一、第二、第三，…), but for the last: what cannot be read from the first cannot be read
// from the others either.
func uncounted(s string) int {
	at, last := 0, 0
	for {
		begin := at
		if strings.HasPrefix(s[at:], "第") {
			at += len("第")
		}
		at += blanks(s[at:])
		_, w := number(s[at:])
		if w == 0 {
			return last
		}
		last = begin
		at += w
		kind, w := separator(s[at:])
		if w == 0 || kind == '至' || strings.HasPrefix(s[at+blanks(s[at:]):], "第") {
			return last
		}
		at += w
	}
}

func rangeEnd(s string) (Step, bool) {
	s = strings.TrimPrefix(s, "第")
	st, w := number(s)
	return st, w > 0
}

// finish gives all members the unit and turns the mark of a range into its end.
func (o *ordinal) finish(unit string, below []Step, width int) {
	for i := range o.steps {
		o.steps[i].Unit = unit
	}
	if k := o.through.Number; k > 0 && k < len(o.steps) {
		o.through = o.steps[k]
		o.steps = o.steps[:k]
		if o.through.Number < o.steps[k-1].Number {
			o.through = Step{}
		}
	}
	o.below, o.width = below, width
}

// number reads the number of an ordinal: 十二, 12, （三）, 3-1, 12之1.
func number(s string) (Step, int) {
	if x, ok := signed(s); ok && x.form != numbering.Latin {
		return Step{Form: x.form, Number: x.n}, x.width
	}
	x, ok := plain(s)
	if !ok {
		return Step{}, 0
	}
	st := Step{Number: x.n}
	at := x.width
	for _, j := range []string{"-", "－", "之"} {
		if strings.HasPrefix(s[at:], j) {
			if y, ok := plain(s[at+len(j):]); ok && y.n < 100 {
				if u, _ := unitAt(s[at+len(j)+y.width+blanks(s[at+len(j)+y.width:]):]); u != nil {
					st.Suffix = y.n
					at += len(j) + y.width
				}
			}
		}
	}
	return st, at
}

// subsections reads (a)(ii) of a Hong Kong citation 第15(a)(ii)條.
func subsections(s string) (steps []Step, width int) {
	for {
		x, ok := signed(s[width:])
		if !ok || x.han {
			return steps, width
		}
		steps = append(steps, Step{Form: x.form, Number: x.n})
		width += x.width
	}
}

// inserted reads 之一 behind a unit.
func inserted(s string) (int, int) {
	if !strings.HasPrefix(s, "之") {
		return 0, 0
	}
	x, ok := plain(s[len("之"):])
	if !ok || x.n > 99 {
		return 0, 0
	}
	w := len("之") + x.width
	if c, _ := utf8.DecodeRuneInString(s[w:]); strings.ContainsRune("般切定部律致半种種方些次起加考與与照酌", c) { // 之一般规定, 之一定金额, 之參加人
		return 0, 0
	}
	return x.n, w
}

const maxAnnex = 999 // 附件2016 is no annex

// annex reads 附件2, 附件一, 附录A, 附表 3, 附件1、2.
func annex(s string) (ordinal, bool) {
	u, at := unitAt(s)
	if u == nil || !u.prefix {
		return ordinal{}, false
	}
	var o ordinal
	for {
		b := at + blanks(s[at:])
		st := Step{Unit: u.name}
		if x, ok := signed(s[b:]); ok && x.form != numbering.Latin {
			st.Number = x.n
			b += x.width
		} else if x, ok := plain(s[b:]); ok && x.n <= maxAnnex {
			st.Number = x.n
			b += x.width
		} else if len(s) > b && 'A' <= s[b] && s[b] <= 'Z' && (len(s) < b+2 || latin(s[b+1]) == 0) {
			st.Number, st.Form = latin(s[b]), numbering.Latin
			b++
		} else {
			break
		}
		o.steps = append(o.steps, st)
		o.width = b
		if kind, w := separator(s[b:]); w > 0 && kind == '、' && len(o.steps) < 50 {
			at = b + w
			if v, vw := unitAt(s[at:]); v == u {
				at += vw
			}
			continue
		}
		break
	}
	return o, len(o.steps) > 0
}
