package tui

import (
	"fmt"
	"sort"
	"strings"
	"sync/atomic"

	"gangmu/corpus"
	"gangmu/corpus/check"
	"gangmu/corpus/fold"
	"gangmu/corpus/han"
	"gangmu/corpus/outline"
	"gangmu/corpus/ref"
	"gangmu/corpus/text"
	"gangmu/tui/layout"
)

// A scriptShown says in which characters the text is shown.
type scriptShown uint8

const (
	asIs scriptShown = iota
	toSimplified
	toTraditional
	scripts
)

// A doc is an open document with what the reader keeps for it. Its position is an offset in the
// source text and so is everything else that is kept.
type doc struct {
	*corpus.Document
	title string

	raw    bool // source text, without repairs
	script scriptShown
	view   *text.View // what is shown
	paras  *corpus.Paragraphs
	flow   *layout.Flow               // the rows of view
	sieve  atomic.Pointer[fold.Sieve] // of a huge text, for searching, once it is made
	own    ownIndex                   // of this document alone, for the query language

	top  int // source offset that the first row shows: the reading position
	lead int // spacing rows shown above it

	current   *outline.Section // the section being read
	folds     map[string]bool  // section ID → folded, where the user has said so
	foldDepth int              // sections of this depth and below are folded where he has not
	heads     []*outline.Section
	articles  map[*outline.Section]string // 章 → its range of articles, 15–28
	sizes     map[*outline.Section]int    // see size
	flagged   map[*outline.Section]bool   // sections with findings
	found     finds
	filter    string // only paragraphs that hold it are shown; "" = all
	kept      int    // how many those are
	seen      bool   // was shown before: its place is its own
	part      bool   // only the beginning of a large text
	at        openAt // of a draft: where to go when it is understood
	marks     map[rune]mark
	left      []mark           // the places that jumps have left, oldest first
	looked    map[string]int64 // what was looked for, and when, Unix milliseconds
	noted     []noted          // what the user has noted in it, as of notedAs
	notedAs   int
	refs      *ref.Resolver
	findings  []check.Finding

	toProofread bool // the findings were asked for before they were there
}

// A mark is a place that the user has given a letter.
type mark struct {
	Off  int   // in the source
	When int64 // Unix milliseconds
}

// quote is what is shown for the text at the source offset off, repaired, on one line.
func (d *doc) quote(off int) string {
	t := d.View.Text[d.View.Pos(max(min(off, len(d.Source)), 0)):]
	return oneLine([]rune(strings.ToValidUTF8(t[:min(quoteLen, len(t))], "")))
}

// quoteLen is how much text, in bytes, is kept of a place to find it again.
const quoteLen = 60

// hugeText is the length in bytes from which on a text is huge: what has to hold all of it in
// another form, folded, indexed or proofread, waits until that is asked for, and the collector
// keeps the heap closer to what is in use.
const hugeText = 16 << 20

func (d *doc) huge() bool { return len(d.Source) >= hugeText }

func newDoc(d *corpus.Document) *doc {
	o := &doc{Document: d, title: d.Tree.Meta.Title, view: d.View, folds: map[string]bool{}, marks: map[rune]mark{}, looked: map[string]int64{},
		current: d.Tree.Root, found: finds{at: -1}, foldDepth: defaultDepth(d.Tree.Root)}
	o.paras = d.Paragraphs(o.view)
	o.articles, o.sizes = map[*outline.Section]string{}, map[*outline.Section]int{}
	d.Tree.Root.Walk(func(s *outline.Section) bool {
		if s.Parent != nil && !s.Item {
			o.heads = append(o.heads, s)
		}
		return true
	})
	ranges(d.Tree.Root, o.articles)
	return o
}

// ranges notes the first and last article of every section that holds articles.
func ranges(s *outline.Section, into map[*outline.Section]string) (first, last *outline.Section) {
	if s.Kind == outline.Article {
		return s, s
	}
	for _, c := range s.Children {
		f, l := ranges(c, into)
		if first == nil {
			first = f
		}
		if l != nil {
			last = l
		}
	}
	if first != nil && s.Parent != nil {
		into[s] = "‹" + articleNumber(first) + "›"
		if last != first {
			into[s] = "‹" + articleNumber(first) + "-" + articleNumber(last) + "›"
		}
	}
	return first, last
}

func articleNumber(s *outline.Section) string {
	if s.Label.Suffix > 0 {
		return fmt.Sprintf("%d-%d", s.Label.Number, s.Label.Suffix)
	}
	return fmt.Sprint(s.Label.Number)
}

// setView shows the text as raw, script and filter say. The place stays.
func (d *doc) setView() {
	v := d.View
	if d.raw {
		v = text.NewView(d.Source, nil)
	}
	switch d.script {
	case toSimplified:
		v = v.Then(han.ToSimplified(v.Text))
	case toTraditional:
		v = v.Then(han.ToTraditional(v.Text))
	}
	if d.filter != "" {
		v, d.kept = d.filtered(v, d.filter)
	}
	d.view = v
	d.paras = d.Paragraphs(v)
	d.flow = nil
	d.found.shown = nil
}

// shown is a heading, repaired, in the characters in which the text is shown.
func (d *doc) shown(heading string) string {
	switch d.script {
	case toSimplified:
		return text.NewView(heading, han.ToSimplified(heading)).Text
	case toTraditional:
		return text.NewView(heading, han.ToTraditional(heading)).Text
	}
	return heading
}

// sectionAt is the section that the source offset off belongs to.
func (d *doc) sectionAt(off int) *outline.Section {
	return d.SectionAt(min(off, max(len(d.Source)-1, 0)))
}

// headAfter and headBefore step through the headings from a source offset: the next that begins
// behind off, the last that begins before it. nil if there is none.
func (d *doc) headAfter(off int) *outline.Section {
	i := sort.Search(len(d.heads), func(i int) bool { return d.heads[i].Start > off })
	if i == len(d.heads) {
		return nil
	}
	return d.heads[i]
}

func (d *doc) headBefore(off int) *outline.Section {
	i := sort.Search(len(d.heads), func(i int) bool { return d.heads[i].Start >= off }) - 1
	if i < 0 {
		return nil
	}
	return d.heads[i]
}

// peer is the sibling before (-1) or behind (+1) the section that holds off, going up where there
// is none.
func peer(s *outline.Section, step int) *outline.Section {
	for ; s != nil && s.Parent != nil; s = s.Parent {
		kids := s.Parent.Children
		for i, c := range kids {
			if c == s && i+step >= 0 && i+step < len(kids) {
				return kids[i+step]
			}
		}
	}
	return nil
}

// trail prints the headings above and at s: 一、… › （三）…
func trail(s *outline.Section, sep string) string {
	t := ""
	for ; s != nil && s.Parent != nil; s = s.Parent {
		h := s.Heading()
		if t == "" {
			t = h
		} else {
			t = h + sep + t
		}
	}
	return t
}

// finds are the matches of what was looked for in one document.
type finds struct {
	query string
	spans []text.Span // in the source, in order
	shown []text.Span // the same in the text shown
	at    int         // the current one; -1 if none is
	per   map[*outline.Section]int
	part  bool // these are only those that are near; the others are on their way

	densest float64 // of the densities of the sections; 0 = not known yet
	ruler   []int   // see slices
}

func (f *finds) in(s *outline.Section) int { return f.per[s] }

// matches gives the matches as spans of the text shown.
func (d *doc) matches() []text.Span {
	if d.found.shown == nil {
		d.found.shown = inView(d.view, d.found.spans)
	}
	return d.found.shown
}

// inView maps source spans to v.
func inView(v *text.View, spans []text.Span) []text.Span {
	if len(spans) == 0 {
		return nil
	}
	shown := make([]text.Span, len(spans))
	for i, s := range spans {
		shown[i] = v.PosSpan(s)
	}
	return shown
}

// nextMatch is the first match that begins at or behind off, -1 if there is none.
func (f *finds) nextMatch(off int) int {
	i := sort.Search(len(f.spans), func(i int) bool { return f.spans[i].Start >= off })
	if i == len(f.spans) {
		return -1
	}
	return i
}
