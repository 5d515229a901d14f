package tui

import (
	"fmt"
	"strings"

	"gangmu/corpus/check"
	"gangmu/corpus/outline"
	"gangmu/corpus/text"
)

// bottom is the last row: the prompt while one is open, else the status.
func (m *model) bottom() string {
	if m.prompt.open() {
		return m.promptRow()
	}
	return m.statusRow()
}

// promptRow draws the prompt and puts the real cursor at its caret, because an input method opens
// its candidates there.
func (m *model) promptRow() string {
	p := &m.pen
	p.start(m.w)
	name := m.promptName()
	p.putShort(roleKey, name, m.w/2)
	p.put(roleText, " ")
	tail, tailRole := m.promptTail()
	n := m.m.Width(tail)
	room := p.left - n - 1
	if room < 12 {
		room, tail = p.left, ""
	}
	// The empty style at the caret makes the row differ when only the caret moves; Bubble Tea
	// would not write an unchanged frame, and the cursor would stay where it was.
	pr := &m.prompt
	p.put(roleText, string(pr.text[pr.from(room, m.m.Width):pr.caret]))
	m.caretRow, m.caretCol = m.h, min(m.w-p.left, m.w-1)+1
	p.buf = append(p.buf, "\x1b[m"...)
	rest := string(pr.text[pr.caret:])
	if over := p.left - n; tail != "" && m.m.Width(rest) > over-1 {
		rest = m.m.Cut(rest, 0, max(over-1, 0))
	}
	p.put(roleText, rest)
	if tail != "" {
		p.blank(roleText, p.left-n)
		p.put(tailRole, tail)
	}
	return p.done(roleText)
}

func (m *model) promptName() string {
	switch m.prompt.kind {
	case promptJump:
		return m.shell.say(sayJump) + ":"
	case promptFind:
		return m.shell.say(sayFind) + " /"
	case promptFilter:
		return m.shell.say(sayFilter) + " &"
	case promptSearch:
		return m.shell.say(saySearch) + ":"
	case promptNote:
		return m.shell.say(sayNote) + ":"
	case promptExport:
		return m.shell.say(sayExport) + ":"
	case promptTrend:
		return m.shell.say(sayTrend) + ":"
	}
	if m.list != nil {
		return m.list.title + ":"
	}
	return ":"
}

// promptTail is what stands at the right of a prompt: what has been found so far.
func (m *model) promptTail() (string, role) {
	if m.note.text != "" {
		if m.note.error {
			return m.note.text + " ", roleError
		}
		return m.note.text + " ", roleDim
	}
	switch m.prompt.kind {
	case promptFind:
		if d := m.text.doc; d != nil && d.found.query != "" && d.found.query == m.prompt.value() {
			return m.foundText() + " ", roleCount
		}
	case promptSearch:
		return m.results.summary(m.shell) + " ", roleCount
	case promptNote:
		q := oneLine([]rune(m.notes.aim.Passage()))
		return m.m.Fit(q, min(m.m.Width(q), 24)) + " ", roleNoted
	case promptList:
		if m.list != nil && m.list.toggle == docList {
			return m.shell.say(sayOrderHint, lastWord(m.keyHelp().keysOf(docList, 9))) + " ", roleDim
		}
	case promptJump:
		return "28  1.3  二(三)  第12条  50%  " + m.lang.pick("标题", "heading") + " ", roleDim
	}
	return "", roleDim
}

// foundText says how many matches there are, and which is the current one.
func (m *model) foundText() string {
	f := &m.text.doc.found
	switch {
	case f.part:
		return "…"
	case len(f.spans) == 0:
		return m.shell.say(sayNothingFound, f.query)
	case f.at >= 0:
		return fmt.Sprintf("%d/%d", f.at+1, len(f.spans))
	}
	return fmt.Sprintf("%d", len(f.spans))
}

// offersApart is the least cells between what is being read and what the footer offers.
const offersApart = 3

// statusRow says what is being read and where, or what there is to say.
func (m *model) statusRow() string {
	p := &m.pen
	p.start(m.w)
	right := m.statusRight()
	n := m.m.Width(right)
	room := m.w - n - 1
	p.put(roleBar, " ")
	d := m.text.doc
	hint := m.hint()
	switch {
	case hint != "":
		p.putShort(roleText, hint, room-1)
	case m.note.text != "":
		r := roleText
		if m.note.error {
			r = roleError
		}
		p.putShort(r, m.note.text, room-1)
	case m.list != nil:
		p.putShort(roleText, m.list.under(), room-1)
	case d == nil:
		p.putShort(roleBar, "gangmu 纲目", room-1)
	default:
		where := d.shown(m.where(d.current))
		w := m.m.Width(where)
		t := room - 1 - w - 2
		about, r := d.shown(d.title), roleBarTitle
		if s := m.remark(); s != "" {
			about, r = s, roleNote
		}
		if where == "" || t < 12 || r == roleNote && t < 40 && m.m.Width(about) > t {
			t = room - 1
		}
		p.putShort(r, about, t)
		if where != "" && t < room-1 {
			p.put(roleBar, "  "+where)
		}
		offers := m.offers(p.left - n - offersApart)
		p.blank(roleBar, p.left-n-m.m.Width(offers))
		p.put(roleBar, offers)
	}
	p.blank(roleBar, p.left-n)
	p.put(roleBar, right)
	return p.done(roleBar)
}

// hint says what may follow the key that was typed.
func (m *model) hint() string {
	switch m.keyed.wants {
	case markSet:
		return m.shell.say(sayMarkKey)
	case markGo:
		return m.shell.say(sayMarkGoKey)
	}
	if m.keyed.prefix == "" {
		return ""
	}
	var next []string
	for _, b := range m.keys.table {
		if b.scope != scopeBase && b.scope != m.scope() || b.do == foldLevel {
			continue
		}
		for _, k := range b.sequences() {
			if rest, ok := strings.CutPrefix(k, m.keyed.prefix+"·"); ok {
				next = append(next, printKey(rest)+" "+m.lang.pick(b.zh, b.en))
			}
		}
	}
	return strings.Join(next, "  ")
}

// remark is the first note or finding that is in view: a quiet word on what one reads, in the place
// of the title. Behind it stands how many more there are.
func (m *model) remark() string {
	d := m.text.doc
	in := m.text.span()
	first, s, n := len(d.Source)+1, "", 0
	take := func(span text.Span, say func() string) {
		if span.Start >= in.End || span.End <= in.Start {
			return
		}
		if n++; span.Start < first {
			first, s = span.Start, say()
		}
	}
	for _, k := range d.noted {
		if !k.lost && k.Text != "" {
			take(k.span, func() string { return m.noteSign() + " " + noteWords(k.Note) })
		}
	}
	for _, f := range d.findings {
		if f.Severity != check.Info {
			take(f.Span, func() string { return "! " + f.Rule + " " + f.Message })
		}
	}
	if n > 1 {
		s += fmt.Sprintf(" (+%d)", n-1)
	}
	return s
}

// where prints the numbers above and at s, and how one would type them: 一、›（三） 1.3
func (m *model) where(s *outline.Section) string {
	t, id := "", ""
	sep := m.glyph("›", ">")
	for c := s; c != nil && c.Parent != nil; c = c.Parent {
		lab := c.Label.Text
		if lab == "" {
			lab = m.m.Fit(c.Title, min(m.m.Width(c.Title), 16))
		}
		if t == "" {
			t = lab
		} else {
			t = lab + sep + t
		}
	}
	if s != nil && s.Parent != nil && s.Parent.Parent != nil {
		id = "  " + s.ID
	}
	return t + id
}

// statusRight is the part of the status row that is always there.
func (m *model) statusRight() string {
	var parts []string
	add := func(s string) { parts = append(parts, s) }
	if m.keyed.count > 0 || m.keyed.prefix != "" {
		c := ""
		if m.keyed.count > 0 {
			c = fmt.Sprint(m.keyed.count)
		}
		add(c + printKey(m.keyed.prefix))
	}
	if s := m.library.progress(m.shell); s != "" {
		add(s)
	}
	if d := m.text.doc; d != nil {
		if m.text.sel.on {
			add(m.shell.say(sayChosen, m.chosen()))
		}
		if d.filter != "" {
			add("&" + d.filter)
		}
		if d.found.query != "" {
			add("/" + m.m.Fit(d.found.query, min(m.m.Width(d.found.query), 16)) + " " + m.foundCount())
		}
		if m.beside != nil && m.beside.pair != nil {
			add(m.shell.say(sayDiffCount, m.beside.count()))
		}
		if d.raw {
			add(m.lang.pick("原文", "source"))
		}
		switch d.script {
		case toSimplified:
			add("简")
		case toTraditional:
			add("繁")
		}
		if m.plan.Text.W > 0 {
			add(fmt.Sprintf("%3d%%", m.text.flow().Percent(m.text.place(), m.text.h)))
		}
	}
	for _, b := range m.keyHelp().ShortHelp() {
		add(b.Help().Key + " " + b.Help().Desc)
	}
	return " " + strings.Join(parts, "  ") + " "
}

func (m *model) foundCount() string {
	f := &m.text.doc.found
	if len(f.spans) == 0 {
		return "0"
	}
	return m.foundText()
}

// lastWord is the last of words: of the keys of an action the one that is no letter.
func lastWord(s string) string {
	fields := strings.Fields(s)
	if len(fields) == 0 {
		return ""
	}
	return fields[len(fields)-1]
}
