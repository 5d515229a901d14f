package outline

import (
	"hash/maphash"
	"math/bits"
	"strconv"
	"strings"

	"gangmu/corpus/numbering"
)

// finish gives every section its ID, unique in the tree: the plain numbers go to headings first,
// then to enumerations, then to items, so that a list in a preface does not take them away.
func finish(root *Section, sections int) {
	n := namer{ids: newIDs(sections + 1)}
	_, hash := n.ids.find([]byte(root.ID))
	n.ids.add(root, hash)
	n.children(root, "")
}

// A namer gives IDs.
type namer struct {
	ids   ids
	plain int    // sections without a number so far
	buf   []byte // the ID that is tried
	text  strings.Builder
}

// children names the sections below s; prefix is the ID that numbers continue.
func (n *namer) children(s *Section, prefix string) {
	last := 0 // the last pass that is of use
	deeper := false
	for pass := 0; pass <= last; pass++ {
		for _, c := range s.Children {
			if p := precedence(c); p == pass {
				n.name(c, prefix)
				deeper = deeper || len(c.Children) > 0
			} else {
				last = max(last, p)
			}
		}
	}
	if !deeper {
		return
	}
	for _, c := range s.Children {
		switch {
		case len(c.Children) == 0:
		case c.Level == 0:
			n.children(c, prefix) // numbers go on over a heading without one
		default:
			n.children(c, c.ID)
		}
	}
}

func precedence(s *Section) int {
	switch {
	case s.Item && s.Level > 0:
		return 2
	case s.Kind == Enumerated:
		return 1
	}
	return 0
}

// name gives c its ID. One that others have is told apart by ~2, ~3 and so on.
func (n *namer) name(c *Section, prefix string) {
	b := n.buf[:0]
	switch {
	case c.Kind == Annex:
		b = strconv.AppendInt(append(b, 'f'), int64(max(c.Label.Number, 1)), 10)
	case c.Level == 0:
		n.plain++
		b = strconv.AppendInt(append(b, 'h'), int64(n.plain), 10)
	case c.Label.Form == numbering.Decimal && !c.Missing:
		b = appendDecimal(b, c)
	default:
		b = appendBelow(b, prefix, c)
		if c.Parent.Level == 0 && c.Parent.ID != "0" {
			if taken, _ := n.ids.find(b); taken != nil {
				b = appendBelow(b[:0], c.Parent.ID, c)
			}
		}
	}
	taken, hash := n.ids.find(b)
	if taken != nil { // no other ID ends so: there is no need to look it up, nor to add it
		taken.again++
		b = strconv.AppendInt(append(b, '~'), int64(taken.again)+1, 10)
	}
	n.buf = b
	if c.ID = n.keep(b); taken == nil {
		n.ids.add(c, hash)
	}
}

// keep gives b as a string. Strings are cut from long ones: a tree is kept or dropped as a whole.
func (n *namer) keep(b []byte) string {
	if n.text.Cap()-n.text.Len() < len(b) {
		n.text = strings.Builder{}
		n.text.Grow(max(len(b), min(1<<12, 8*len(n.ids.slots))))
	}
	at := n.text.Len()
	n.text.Write(b)
	return n.text.String()[at:]
}

// appendBelow adds the ID of s below prefix to b.
func appendBelow(b []byte, prefix string, s *Section) []byte {
	b = append(b, prefix...)
	if prefix != "" {
		b = append(b, '.')
	}
	b = strconv.AppendInt(b, int64(s.Label.Number), 10)
	if s.Label.Suffix > 0 {
		b = append(b, '-')
		b = strconv.AppendInt(b, int64(s.Label.Suffix), 10)
	}
	return b
}

// appendDecimal adds 5.10.1 or A.1 to b: the label itself is the way from the top.
func appendDecimal(b []byte, s *Section) []byte {
	for i, n := range s.Label.Path() {
		if i > 0 {
			b = append(b, '.')
		}
		if i == 0 && s.Label.Letter != 0 {
			b = append(b, s.Label.Letter)
		} else {
			b = strconv.AppendInt(b, int64(n), 10)
		}
	}
	return b
}

// ids are the IDs that were given as they are: a table with open addressing, at most three quarters full.
type ids struct {
	seed  maphash.Seed
	slots []slot
}

type slot struct {
	of    *Section // that has the ID; nil = free
	hash  uint32
	again int32 // how often the ID was asked for again
}

func newIDs(most int) ids {
	return ids{seed: maphash.MakeSeed(), slots: make([]slot, 1<<bits.Len(uint(most+most/3)))}
}

// find is the slot of the ID b, good until the next ID is added, nil if it is free; and its hash.
func (t *ids) find(b []byte) (*slot, uint32) {
	hash := uint32(maphash.Bytes(t.seed, b))
	for i := hash; ; i++ {
		s := t.slot(i)
		if s.of == nil {
			return nil, hash
		}
		if s.hash == hash && s.of.ID == string(b) {
			return s, hash
		}
	}
}

// add takes the ID of s, which is free.
func (t *ids) add(s *Section, hash uint32) {
	i := hash
	for t.slot(i).of != nil {
		i++
	}
	*t.slot(i) = slot{of: s, hash: hash}
}

func (t *ids) slot(i uint32) *slot { return &t.slots[int(i)&(len(t.slots)-1)] }
