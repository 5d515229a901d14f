package index

import (
	"sort"
	"strings"
	"sync"
	"unicode/utf8"

	"gangmu/corpus/han"
	"gangmu/corpus/outline"
)

// A titleLines is what the documents of a shard are called and what their sections are: of each
// document a line with its title and a line for each section whose heading says more than a number,
// folded. That is a third of all headings, and a fortieth of the text: few enough to be gone through
// with every query, to find what is spelled in pinyin and to look at the best documents first.
type titleLines struct {
	text  string
	start []uint32 // where each line begins in text; a closing one
	sec   []uint32 // the section of each line; 0 = the title
	first []uint32 // by document, its first line; a closing one

	damaged int // documents whose headings could not be read: they have no line

	spoken sync.Once   // for what follows, see speak
	sounds []han.Sound // of each character of text, of letters see soundOf
	sound  []uint32    // where each line begins in sounds; a closing one
}

// lines gives the titles and headings of s, which are put together the first time.
func (s *shard) lines() *titleLines {
	s.linesOnce.Do(func() { s.titles = newTitleLines(s) })
	return s.titles
}

// Warm prepares what the first search would have to, some milliseconds' work: the titles and headings and
// how they sound.
func (x *Index) Warm() {
	shareOut(len(x.shards), func(i int) { x.shards[i].lines().speak() })
}

func newTitleLines(s *shard) *titleLines {
	t := &titleLines{first: make([]uint32, 0, s.size()+1)}
	var sb strings.Builder
	sb.Grow(len(s.heads) / 3)
	put := func(sec int, parts ...string) {
		t.start = append(t.start, uint32(sb.Len()))
		t.sec = append(t.sec, uint32(sec))
		for _, part := range parts {
			sb.WriteString(part)
		}
		sb.WriteByte('\n')
	}
	for d := range s.size() {
		t.first = append(t.first, uint32(len(t.sec)))
		if !s.soundHeads(d) {
			t.damaged++
			continue
		}
		heads := s.headings(d)
		for sec := 0; len(heads) > 0; sec++ {
			i := strings.IndexByte(heads, '\n')
			line := heads[:i]
			heads = heads[i+1:]
			if sec == 0 {
				put(0, line)
				continue
			}
			if k := strings.IndexByte(line, '\t'); k >= 0 && (k+1 < len(line) || named(s.kind(d, sec))) {
				put(sec, line[:k], line[k+1:])
			}
		}
	}
	t.first = append(t.first, uint32(len(t.sec)))
	t.start = append(t.start, uint32(sb.Len()))
	t.text = sb.String()
	return t
}

// speak finds out how the lines sound, the first time.
func (t *titleLines) speak() {
	t.spoken.Do(t.soundOut)
}

func (t *titleLines) soundOut() {
	t.sound = make([]uint32, 0, len(t.start))
	t.sounds = make([]han.Sound, 0, len(t.text)/2)
	for _, r := range t.text {
		t.sounds = append(t.sounds, soundOf(r))
	}
	at := 0
	for k := range t.sec {
		t.sound = append(t.sound, uint32(at))
		at += utf8.RuneCountInString(t.text[t.start[k]:t.start[k+1]])
	}
	t.sound = append(t.sound, uint32(at))
}

// named reports whether the label of a section of kind k is a name, not a number: 附件, 序言.
func named(k outline.Kind) bool {
	switch k {
	case outline.Annex, outline.Heading, outline.Preamble, outline.Contents, outline.Signature:
		return true
	}
	return false
}

// of gives the lines of document d: where they begin and end in text, and where the title ends.
func (t *titleLines) of(d int) (from, title, to int) {
	a, b := t.first[d], t.first[d+1]
	if a == b {
		return 0, 0, 0
	}
	return int(t.start[a]), int(t.start[a+1]), int(t.start[b])
}

// line is line number k.
func (t *titleLines) line(k uint32) string { return t.text[t.start[k] : t.start[k+1]-1] }

// spelledDocs sets the bits of the documents of which p spells a title or heading.
func (t *titleLines) spelledDocs(p *spelling, docs bitset) {
	t.speak()
	begins := p.begins()
	d := 0
	for i := 0; i < len(t.sounds); i++ {
		if begins[t.sounds[i]]&(spellsWhole|spellsFirst) == 0 || !mayStand(begins, t.sounds[i:]) {
			continue
		}
		k := uint32(sort.Search(len(t.sound), func(k int) bool { return int(t.sound[k]) > i }) - 1)
		if !p.in(t.line(k)) {
			i = int(t.sound[k+1]) - 1
			continue
		}
		for t.first[d+1] <= k {
			d++
		}
		docs.set(d)
		i = int(t.sound[t.first[d+1]]) - 1
	}
}

// spelled gives the sections of document d whose title or heading p spells, in ascending order.
func (t *titleLines) spelled(p *spelling, d int, into []int) []int {
	into = into[:0]
	from, _, to := t.of(d)
	if !p.in(t.text[from:to]) {
		return into
	}
	for k := t.first[d]; k < t.first[d+1]; k++ {
		if p.in(t.line(k)) {
			into = append(into, int(t.sec[k]))
		}
	}
	return into
}
