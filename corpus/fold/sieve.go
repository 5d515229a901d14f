package fold

import (
	"runtime"
	"slices"
	"sync"
	"sync/atomic"
	"unicode/utf8"

	"golang.org/x/text/unicode/norm"

	"gangmu/corpus/text"
)

// A Sieve says of each block of a text which characters its folded text may have there, so that a
// Scanner passes over most of a long text in which a term is rare. It takes a thirty-second part
// of the text's memory.
type Sieve struct {
	text   string
	size   int // of a block, in bytes
	meshes []mesh
}

// A mesh is a set of characters, each one of its bits; characters may share one.
type mesh [sieveBits / 64]uint64

const (
	sieveBits  = 2048
	sieveBlock = 8 << 10 // bytes of the View

	// sieveReach is how many characters before and behind the one that a needle is found by must be
	// in the same block or the next to it. In a block with fewer everything is taken to be.
	sieveReach = 64
)

func bitOf(r rune) uint32 { return uint32(r) * 2654435761 >> (32 - 11) }

func (m *mesh) has(b uint32) bool { return m[b/64]>>(b%64)&1 != 0 }

// NewSieve makes a Sieve of the repaired text of v, on one processor: nobody waits for it.
func NewSieve(v *text.View) *Sieve { return newSieve(v, sieveBlock) }

func newSieve(v *text.View, size int) *Sieve {
	s := &Sieve{v.Text, size, make([]mesh, blocksOf(len(v.Text), size))}
	inverse() // what scanning needs, too
	for k := range s.meshes {
		s.meshes[k].fill(v.Text[border(v.Text, size, k):border(v.Text, size, k+1)])
	}
	return s
}

// fill puts into m what s may fold to, as far as a Scanner looks for it.
func (m *mesh) fill(s string) {
	n := 0 // solid characters
	for i, r := range s {
		e := entryOf(r)
		if e&(many|joins) == 0 {
			if e&(space|drop) == 0 {
				m.put(e)
				n++
			}
			continue
		}
		c := s[i : i+max(1, utf8.RuneLen(r))]
		for _, part := range norm.NFKC.String(c) {
			m.put(single(part))
		}
		if n < sieveReach && solid(c, e) {
			n++
		}
	}
	if n < sieveReach {
		for i := range m {
			m[i] = ^uint64(0)
		}
	}
}

func (m *mesh) put(e uint32) {
	b := bitOf(rune(e & runeMask))
	m[b/64] |= 1 << (b % 64)
}

// near is the bits of what must be near the character that n is found by, that itself first if a
// probe leads to it.
func (n *sought) near() (bits []uint32) {
	if n.probed {
		bits = append(bits, bitOf(n.runes[n.at]))
	}
	for k := max(0, n.at-sieveReach); k < min(len(n.runes), n.at+sieveReach); k++ {
		if _, ok := sources(n.runes[k]); ok && k != n.at {
			bits = append(bits, bitOf(n.runes[k]))
		}
	}
	return bits
}

// lets reports whether a needle may be found by what is in block k.
func (s *Sieve) lets(sc *Scanner, k int) bool {
	here, last, next := &s.meshes[k], &s.meshes[max(k-1, 0)], &s.meshes[min(k+1, len(s.meshes)-1)]
	return slices.ContainsFunc(sc.sought, func(n sought) bool {
		for i, b := range n.bits {
			if !here.has(b) && (i == 0 && n.probed || !last.has(b) && !next.has(b)) {
				return false
			}
		}
		return true
	})
}

// blocksOf is how many blocks of size bytes a text of n bytes has.
func blocksOf(n, size int) int { return (n + size - 1) / size }

// border is where block k of s begins: before no character that began in the block before.
func border(s string, size, k int) int {
	i := min(k*size, len(s))
	for j := 1; j < utf8.UTFMax && 0 < i && i < len(s) && !utf8.RuneStart(s[i]); j++ {
		i++
	}
	return i
}

// inParallel has work done by all processors: next gives each the numbers from 0 to n-1 that no
// other has had, and then -1.
func inParallel(n int, work func(next func() int)) {
	var last atomic.Int64
	next := func() int {
		if k := int(last.Add(1)) - 1; k < n {
			return k
		}
		return -1
	}
	var wg sync.WaitGroup
	for range min(runtime.GOMAXPROCS(0), n) - 1 {
		wg.Go(func() { work(next) })
	}
	work(next)
	wg.Wait()
}
