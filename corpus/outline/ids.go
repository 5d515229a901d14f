package outline

import (
	"math/bits"
	"slices"
	"strconv"
	"strings"

	"gangmu/corpus/numbering"
)

// finish gives every section its ID, unique in the tree: the plain numbers go to headings first,
// then to enumerations, then to items, so that a list in a preface does not take them away.
func finish(root *Section, sections int) {
	n := namer{left: sections, ids: ids{slots: make([]slot, 1<<max(3, bits.Len(uint(min(sections, 1<<8)))))}}
	n.ids.find(key{}).times = 1 // the root's
	n.children(root, "", 0)
}

// A namer gives IDs.
type namer struct {
	ids   ids
	nodes []int32 // of the sections whose children are named next
	left  int     // sections that have no ID yet
	plain int     // sections without a number so far
	buf   []byte  // the ID that is tried
	text  strings.Builder
}

// children names the sections below s; prefix is the ID that numbers continue, node its place.
func (n *namer) children(s *Section, prefix string, node int32) {
	own := node // of the ID of s
	if s.Level == 0 && s.Kind != Whole {
		own = n.ids.node()
	}
	base := len(n.nodes)
	ranks := 1 // of the children, a bit each, as soon as one is met
	for rank := 0; ranks>>rank > 0; rank++ {
		if ranks>>rank&1 == 0 {
			continue
		}
		for i, c := range s.Children {
			if r := idRank(c); r != rank {
				ranks |= 1 << r
				continue
			}
			below := n.name(c, prefix, node, own)
			if len(c.Children) > 0 {
				if len(n.nodes) == base {
					n.nodes = slices.Grow(n.nodes, len(s.Children))[:base+len(s.Children)]
				}
				n.nodes[base+i] = below
			}
		}
	}
	if len(n.nodes) == base {
		return
	}
	for i, c := range s.Children {
		switch {
		case len(c.Children) == 0:
		case c.Level == 0:
			n.children(c, prefix, node) // numbers go on over a heading without one
		default:
			n.children(c, c.ID, n.nodes[base+i])
		}
	}
	n.nodes = n.nodes[:base]
}

// idRank is the rank in which s gets its ID, among those that lie beside it.
func idRank(s *Section) int {
	switch {
	case s.Item && s.Level > 0:
		return 2
	case s.Kind == Enumerated:
		return 1
	}
	return 0
}

// name gives c its ID, and tells its node if c has children. Numbers continue the ID prefix at node,
// or else that of the heading above, at own. An ID that others have is told apart by ~2, ~3 and so on.
func (n *namer) name(c *Section, prefix string, node, own int32) (below int32) {
	b, s := n.buf[:0], (*slot)(nil)
	switch {
	case c.Kind == Annex:
		number := max(c.Label.Number, 1)
		b = strconv.AppendInt(append(b, 'f'), int64(number), 10)
		s = n.ids.find(key{0, int32(number), -'f'})
	case c.Level == 0:
		n.plain++
		c.ID = n.keep(strconv.AppendInt(append(b, 'h'), int64(n.plain), 10))
		return 0
	case c.Label.Form == numbering.Decimal && !c.Missing:
		b, s = n.decimal(b, c)
	default:
		k := key{node, int32(c.Label.Number), int32(c.Label.Suffix)}
		if s = n.ids.find(k); s.times > 0 && own != node {
			k.below, prefix = own, c.Parent.ID
			s = n.ids.find(k)
		}
		b = appendBelow(b, prefix, c)
	}
	if s.times++; s.times > 1 { // no other ID ends so: there is no need to keep it in mind
		b = strconv.AppendInt(append(b, '~'), int64(s.times), 10)
	}
	n.buf = b
	c.ID = n.keep(b)
	switch {
	case len(c.Children) == 0:
		return 0
	case s.times > 1:
		return n.ids.node()
	}
	return n.ids.nodeOf(s)
}

// keep gives b as a string. Strings are cut from long ones: a tree is kept or dropped as a whole.
func (n *namer) keep(b []byte) string {
	if n.text.Cap()-n.text.Len() < len(b) {
		n.text = strings.Builder{}
		n.text.Grow(max(len(b), min(1<<15, 8*n.left)))
	}
	n.left--
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

// decimal adds 5.10.1 or A.1 to b, and finds its slot: the label itself is the way from the top.
func (n *namer) decimal(b []byte, c *Section) ([]byte, *slot) {
	var s *slot
	for i, number := range c.Label.Path() {
		k := key{number: int32(number)}
		if i > 0 {
			b = append(b, '.')
			k.below = n.ids.nodeOf(s)
		}
		if i == 0 && c.Label.Letter != 0 {
			b = append(b, c.Label.Letter)
			k = key{sign: -int32(c.Label.Letter)}
		} else {
			b = strconv.AppendInt(b, int64(number), 10)
		}
		s = n.ids.find(k)
	}
	return b, s
}

// ids are the IDs that were given: a table with open addressing, at most three quarters full. An ID
// is known by the last number in it and the node of what stands before.
type ids struct {
	slots []slot
	used  int
	last  int32 // node
}

type key struct {
	below  int32 // the node of the ID that this one continues; 0 = none
	number int32
	sign   int32 // a suffix, or less than 0: the letter of an annex that stands before or instead of the number
}

type slot struct {
	key
	times int32 // how often the ID was asked for
	node  int32 // 0 = none yet
}

// find is the slot of the ID k, good until the next is looked for. One that is free must be taken.
func (t *ids) find(k key) *slot {
	s := t.at(k)
	if s.times > 0 || s.node > 0 {
		return s
	}
	if t.used++; 4*t.used > 3*len(t.slots) {
		old := t.slots
		t.slots = make([]slot, 2*len(old))
		for i := range old {
			if o := &old[i]; o.times > 0 || o.node > 0 {
				*t.at(o.key) = *o
			}
		}
		s = t.at(k)
	}
	s.key = k
	return s
}

// at is the slot of k, or the free one where it belongs. Numbers that follow each other lie side by
// side, by eights.
func (t *ids) at(k key) *slot {
	eight := (uint64(k.below)<<32 ^ uint64(uint16(k.sign))<<16 ^ uint64(k.number>>3)) * 0x9E3779B97F4A7C15
	for i := int(eight>>32)&^7 | int(k.number&7); ; i++ {
		if s := &t.slots[i&(len(t.slots)-1)]; s.key == k || s.times == 0 && s.node == 0 {
			return s
		}
	}
}

// node is a node that no ID has.
func (t *ids) node() int32 {
	t.last++
	return t.last
}

func (t *ids) nodeOf(s *slot) int32 {
	if s.node == 0 {
		s.node = t.node()
	}
	return s.node
}
