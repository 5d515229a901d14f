package index

import (
	"math/bits"
	"slices"
	"strings"

	"gangmu/corpus/fold"
	"gangmu/corpus/outline"
)

// A plan is a query made ready to be answered. Every word has a bit; a section, with its document,
// is described by the bits of the words that are true of it.
type plan struct {
	root    node // with wordBits for its words
	words   []*planWord
	text    uint64 // words that are looked for in the text
	hunted  uint64 // those of them that are not excluded: their matches are shown
	byHead  uint64 // heading: and kind:, which are true of sections
	byTitle uint64 // title:
	n       int    // words in the text
	idf     []float64
}

// A wordBit is a word of a plan: the place of its bit.
type wordBit int

// A planWord is a word with what answers it: a term (in the text, headings or titles), or a field.
type planWord struct {
	*word
	term  *term
	kinds []outline.Kind
	value string // folded
}

func newPlan(q Query) (*plan, error) {
	p := &plan{}
	root, err := p.gather(q.root, false)
	p.root = root
	return p, err
}

// gather adds the words of n and gives n with their bits.
func (p *plan) gather(n node, excluded bool) (node, error) {
	several := func(from []node) ([]node, error) {
		to := make([]node, len(from))
		for i, c := range from {
			var err error
			if to[i], err = p.gather(c, excluded); err != nil {
				return nil, err
			}
		}
		return to, nil
	}
	switch n := n.(type) {
	case and:
		to, err := several(n)
		return and(to), err
	case or:
		to, err := several(n)
		return or(to), err
	case not:
		to, err := p.gather(n.node, !excluded)
		return not{to}, err
	case *word:
		return wordBit(len(p.words)), p.add(n, excluded)
	}
	return nil, nil
}

func (p *plan) add(w *word, excluded bool) error {
	k := len(p.words)
	pw := &planWord{word: w, value: fold.String(w.text)}
	p.words = append(p.words, pw)
	switch w.field {
	case "", "title", "heading":
		t, err := newTerm(w)
		if err != nil {
			return err
		}
		pw.term = t
	case "kind":
		pw.kinds = kindsOf(w.text)
	case "number":
		pw.value = plainNumber(w.text)
	}
	switch w.field {
	case "":
		p.text |= 1 << k
		p.n++
		if !excluded {
			p.hunted |= 1 << k
		}
	case "heading", "kind":
		p.byHead |= 1 << k
	case "title":
		p.byTitle |= 1 << k
	}
	return nil
}

// plainNumber is a document number 文号 without its marks: 国发〔2016〕第5号 → 国发20165号.
func plainNumber(s string) string {
	return strings.Map(func(r rune) rune {
		if strings.ContainsRune("〔〕[]【】（）() 第", r) {
			return -1
		}
		return r
	}, fold.String(s))
}

// holds reports whether the query is true of what the bits say.
func (p *plan) holds(n node, have uint64) bool {
	switch n := n.(type) {
	case and:
		for _, c := range n {
			if !p.holds(c, have) {
				return false
			}
		}
		return true
	case or:
		for _, c := range n {
			if p.holds(c, have) {
				return true
			}
		}
		return false
	case not:
		return !p.holds(n.node, have)
	case wordBit:
		return have>>n&1 != 0
	}
	return false
}

// may reports whether the query can be true where the words of the bits maybe hold and no others.
func (p *plan) may(n node, maybe uint64) bool {
	switch n := n.(type) {
	case and:
		for _, c := range n {
			if !p.may(c, maybe) {
				return false
			}
		}
		return true
	case or:
		for _, c := range n {
			if p.may(c, maybe) {
				return true
			}
		}
		return false
	case not:
		return true
	case wordBit:
		return maybe>>n&1 != 0
	}
	return false
}

// docBits is the words of fields of the document that are true of document d.
func (p *plan) docBits(s *shard, d int) uint64 {
	var have uint64
	for k, w := range p.words {
		doc := &s.docs[d].Doc
		var yes bool
		switch w.field {
		case "title":
			yes = w.term.inLine(titleLine(s.headings(d)))
		case "in":
			yes = strings.Contains(fold.String(doc.Path), w.value)
		case "year":
			yes = doc.Year >= w.lo && doc.Year <= w.hi && doc.Year > 0
		case "number":
			yes = doc.Number != "" && strings.Contains(plainNumber(doc.Number), w.value)
		default:
			continue
		}
		if yes {
			have |= 1 << k
		}
	}
	return have
}

func titleLine(heads string) string {
	line, _, _ := strings.Cut(heads, "\n")
	return line
}

// inLine reports whether a heading or title, folded, holds t.
func (t *term) inLine(line string) bool {
	_, _, ok := t.findLine(line)
	return ok
}

// findLine finds t in a heading or title.
func (t *term) findLine(line string) (from, to int, ok bool) {
	if t.re != nil {
		if m := t.re.FindStringIndex(line); m != nil {
			return m[0], m[1], true
		}
		return 0, 0, false
	}
	t.scan(line, 0, len(line), len(line), func(a, b int) {
		if !ok {
			from, to, ok = a, b, true
		}
	})
	if !ok && t.spell != nil {
		if a, b := t.spell.find(line); a >= 0 {
			return a, b, true
		}
	}
	return from, to, ok
}

// sectionBits is the heading: and kind: words that are true of section sec: kind of itself,
// heading of itself or of a section that it lies in.
func (p *plan) sectionBits(s *shard, d, sec int, heads []uint64) uint64 {
	have := heads[sec]
	for m := p.byHead; m != 0; m &= m - 1 {
		k := bits.TrailingZeros64(m)
		if p.words[k].field != "kind" {
			continue
		}
		kind := s.kind(d, sec)
		for _, want := range p.words[k].kinds {
			if kind == want {
				have |= 1 << k
			}
		}
	}
	return have
}

// headBits finds for each section of document d which heading: words its own heading holds, and
// hands them down to what lies below if inherit is set.
func (p *plan) headBits(s *shard, d int, inherit bool, into []uint64) []uint64 {
	into = append(into[:0], make([]uint64, s.sections(d))...)
	found := false
	// A word may reach from the label into the title; between them there is a blank or none.
	for _, gap := range []string{"", " "} {
		var heads string
		for m := p.byHead; m != 0; m &= m - 1 {
			k := bits.TrailingZeros64(m)
			w := p.words[k]
			if w.field != "heading" || gap != "" && !strings.Contains(w.value, gap) {
				continue
			}
			if heads == "" {
				heads = strings.ReplaceAll(s.headings(d), "\t", gap)
			}
			if !w.term.mayHold(heads) {
				continue
			}
			sec := -1
			for line := range strings.Lines(heads) {
				if sec++; sec > 0 && w.term.inLine(strings.TrimSuffix(line, "\n")) {
					into[sec] |= 1 << k
					found = true
				}
			}
		}
	}
	if found && inherit {
		for sec := 1; sec < len(into); sec++ {
			into[sec] |= into[s.parent(d, sec)]
		}
	}
	return into
}

// mayHold reports whether any line of a text may hold t.
func (t *term) mayHold(lines string) bool {
	if t.re != nil || t.near != nil || t.spell != nil {
		return true
	}
	return slices.ContainsFunc(t.alts, func(a alt) bool { return a.Index(lines, 0) >= 0 })
}
