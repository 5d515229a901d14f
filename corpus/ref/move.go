package ref

import (
	"fmt"
	"slices"
	"strings"
	"unicode/utf8"

	"gangmu/corpus/fold"
	"gangmu/corpus/outline"
	"gangmu/corpus/text"
)

// move answers the jumps that are counted from the cursor or from the whole.
func (r *Resolver) move(j Jump, off int) Answer {
	switch j.Mode {
	case Sibling:
		return r.sibling(j.Count, off)
	case Parent:
		s := r.SectionAt(off)
		for range j.Count {
			if s.Parent != nil {
				s = s.Parent
			}
		}
		return Answer{Outcome: Found, Targets: r.targets([]place{r.at(s)})}
	case Last:
		sib, _ := r.siblings(off)
		if len(sib) == 0 {
			return Answer{Message: r.say("没有带编号的段落")}
		}
		return r.answer([]place{r.at(sib[len(sib)-1])}, off)
	case Percent:
		n := int(float64(len(r.doc.View.Text)) * j.Percent / 100)
		for n > 0 && n < len(r.doc.View.Text) && !utf8.RuneStart(r.doc.View.Text[n]) {
			n--
		}
		return r.spot(r.doc.View.Src(n))
	case Offset:
		i, n := 0, 0
		for i < len(r.doc.View.Source) && n < j.Count {
			_, w := utf8.DecodeRuneInString(r.doc.View.Source[i:])
			i += w
			n++
		}
		if n < j.Count {
			return Answer{Message: r.say("全文只有 %d 字", n), Nearest: r.spot(len(r.doc.View.Source)).Targets}
		}
		return r.spot(i)
	}
	return r.opening()
}

// spot is a bare position.
func (r *Resolver) spot(off int) Answer {
	t := r.target(r.at(r.SectionAt(off)))
	t.Span = text.Span{Start: off, End: off}
	return Answer{Outcome: Found, Targets: []Target{t}}
}

// opening is the preamble, or what stands before the first section.
func (r *Resolver) opening() Answer {
	for _, s := range r.nodes[1:] {
		if s.Kind == outline.Preamble {
			return Answer{Outcome: Found, Targets: r.targets([]place{r.at(s)})}
		}
	}
	t := r.target(r.at(r.doc.Tree.Root))
	if len(r.nodes) > 1 {
		t.Span.End = r.nodes[1].Start
	}
	return Answer{Outcome: Found, Targets: []Target{t}}
}

// siblings are the real sections beside the one that holds off, and that one's place among them;
// seen from the top of the document, the first sections, from -1.
func (r *Resolver) siblings(off int) ([]*outline.Section, int) {
	here := r.SectionAt(off)
	up := here.Parent
	if up == nil {
		up = here
	}
	var sib []*outline.Section
	at := -1
	for _, c := range up.Children {
		if c.Missing {
			continue
		}
		if c == here || here.Parent == nil && c.Start <= off {
			at = len(sib)
		}
		sib = append(sib, c)
	}
	return sib, at
}

func (r *Resolver) sibling(n, off int) Answer {
	sib, at := r.siblings(off)
	to := at + n
	if len(sib) == 0 {
		return Answer{Message: r.say("没有带编号的段落")}
	}
	if to < 0 || to >= len(sib) {
		end, where := sib[len(sib)-1], r.say("最后一个")
		if to < 0 {
			end, where = sib[0], r.say("第一个")
		}
		t := r.target(r.at(end))
		return Answer{Nearest: []Target{t}, Message: r.say("同级%s是 %s", where, name(t))}
	}
	return r.answer([]place{r.at(sib[to])}, off)
}

// issuers are the codes 发文机关代字 that can be typed by their initials.
var issuers = []string{"国发", "国办发", "国函", "国办函", "国发明电", "国令", "中发", "中办发", "厅字", "法释", "法发",
	"高检发", "财税", "财预", "财行", "财建", "财综", "财会", "发改", "教发", "教基", "教高", "人社部发", "卫发", "国卫", "建办",
	"建发", "民发", "银发", "证监发", "国资发", "工信部", "交发", "农发", "商发", "文旅", "环发", "环办", "苏政发", "湘政发", "粤府", "京政发", "沪府发", "浙政发"}

// docNumber answers a document number: this document, if it is its own, or a search.
func (r *Resolver) docNumber(s string) Answer {
	if own := r.doc.Tree.Meta.Number; own != "" && labelKey(own) == labelKey(s) {
		a := r.opening()
		a.Message = r.say("就是本文件")
		return a
	}
	if f := strings.Fields(s); len(f) == 3 && !hasHan(s) {
		i := slices.IndexFunc(issuers, func(w string) bool { return initials(w) == f[0] })
		if i < 0 {
			return Answer{Outcome: Search, Query: fmt.Sprintf("number:%s〔%s〕%s号", f[0], f[1], f[2]),
				Message: r.say("文号：在书库中查找")}
		}
		s = issuers[i] + "〔" + f[1] + "〕" + f[2] + "号"
	}
	return Answer{Outcome: Search, Query: "number:" + s, Message: r.say("文号：在书库中查找")}
}

// titled answers a part of a heading: its characters, its pinyin or its initials.
func (r *Resolver) titled(s string, off int) Answer {
	if len(s) == 1 && latin(s[0]) > 0 {
		if u := unitByLetter[strings.ToLower(s)]; u != nil && r.has[u.name] {
			return r.all(u.name, off)
		}
	}
	for _, match := range matchers(s) {
		var heads, items []place
		for _, n := range r.nodes[1:] {
			if n.Missing || !match(n) {
				continue
			}
			if n.Item {
				items = append(items, r.at(n))
			} else {
				heads = append(heads, r.at(n))
			}
		}
		if len(heads) == 0 {
			heads = items
		}
		if len(heads) > 0 {
			a := r.answer(heads, off)
			if a.Outcome == Several {
				a = r.andWithin(a, heads, s, off)
			}
			return a
		}
	}
	if u := unitByLetter[strings.ToLower(s)]; u != nil && r.has[u.name] {
		return r.all(u.name, off)
	}
	return Answer{Message: r.say("没有标题含“%s”，可按 / 在正文中查找", clip(s, 20)), Query: s}
}

// andWithin adds to the several headings that begin with the pinyin s those within which it is.
func (r *Resolver) andWithin(a Answer, heads []place, s string, off int) Answer {
	letters := strings.ToLower(strings.Map(onlyLetters, s))
	if hasHan(s) || letters == "" {
		return a
	}
	var more []place
	for _, n := range r.nodes[1:] {
		if p := r.at(n); !n.Missing && n.Item == heads[0].sec.Item && !slices.Contains(heads, p) && sounds(n.Title, letters, false) {
			more = append(more, p)
		}
	}
	if len(more) > 0 {
		r.sort(more, off)
		a.Targets = append(a.Targets, r.targets(more)...)
		a.Message = r.say("有 %d 处，请选择", len(a.Targets))
	}
	return a
}

// all lists the sections of a unit.
func (r *Resolver) all(unit string, off int) Answer {
	var ps []place
	for _, s := range r.nodes[1:] {
		if strong, _ := r.unitsOf(s); slices.Contains(strong, unit) && !s.Missing {
			ps = append(ps, r.at(s))
		}
	}
	return r.answer(ps, off)
}

// matchers are the ways in which s may be part of a heading, the strictest first.
func matchers(s string) []func(*outline.Section) bool {
	q := squeeze(s)
	if q == "" {
		return nil
	}
	title := func(n *outline.Section) string { return squeeze(n.Title) }
	list := []func(*outline.Section) bool{
		func(n *outline.Section) bool { return n.Title != "" && title(n) == q },
		func(n *outline.Section) bool { return squeeze(n.Label.Text+n.Title) == q },
		func(n *outline.Section) bool { return n.Title != "" && strings.Contains(title(n), q) },
		func(n *outline.Section) bool { return strings.Contains(squeeze(n.Label.Text+n.Title), q) },
	}
	if letters := strings.ToLower(strings.Map(onlyLetters, s)); letters != "" && !hasHan(s) {
		list = append(list,
			func(n *outline.Section) bool { return sounds(n.Title, letters, true) },
			func(n *outline.Section) bool { return sounds(n.Title, letters, false) },
			func(n *outline.Section) bool { return len(letters) > 2 && scatteredInitials(n.Title, letters) })
	} else if utf8.RuneCountInString(q) >= 2 {
		list = append(list, func(n *outline.Section) bool { return scattered(title(n), q) })
	}
	return list
}

func onlyLetters(c rune) rune {
	if c < utf8.RuneSelf && latin(byte(c)) > 0 || c >= '0' && c <= '9' {
		return c
	}
	return -1
}

// squeeze folds s and leaves out blanks and punctuation.
func squeeze(s string) string {
	return strings.Map(func(c rune) rune {
		if strings.ContainsRune(" \t\n\r\u3000\u00a0\u200b,，.。;；:：、!！?？()（）“”\"'‘’《》【】[]—-…·", c) {
			return -1
		}
		return c
	}, fold.String(s))
}

// scattered reports whether the runes of q occur in s in their order.
func scattered(s, q string) bool {
	for _, c := range q {
		i := strings.IndexRune(s, c)
		if i < 0 {
			return false
		}
		s = s[i+utf8.RuneLen(c):]
	}
	return true
}
