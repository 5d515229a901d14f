package outline

import (
	"sort"
	"strings"
	"sync"

	"gangmu/corpus/numbering"
	"gangmu/corpus/text"
)

// A parser holds one document while its outline is found. Offsets are in the view unless a name
// says otherwise.
type parser struct {
	in      Input
	v       *text.View
	t       string
	blocks  map[int]text.Block // by the view offset of the line that they open
	asides  []text.Span        // block quotes in the view
	elided  []int32            // offsets of elisions
	paywall *text.Mark         // the note that the text ends early
	flat    bool               // the text has no lines worth the name
	count   [numSeries]int     // candidates of each series
	marked  [numSeries]bool    // the format marks headings of the series
	tree    *Tree
	*desk

	annexNames []named // the annexes that the text lists
	tocs       []toc
	plains     []plain           // headings without a number
	order      [numSeries]series // from the outermost
	depth      [numSeries]int    // place of a series in order
	bodyStart  int               // where the document begins behind metadata of its format
	titleSpan  text.Span
	spent      int  // bytes scanned again in gaps
	textEnd    int  // where the document ends and notes of the site begin
	listed     bool // a list of annexes was found, whose numbers open no section
	captioned  bool // articles carry captions
	below      bool // or these are lines of their own
	tight      bool // the text lost its lines, and nothing stands in their place
}

// A desk is the memory that a parser works in; it serves one document after another.
type desk struct {
	cs     []candidate
	lines  []line // that hold candidates
	faces  []face // of the candidates
	paths  []path // of the decimal labels among them
	chain  chain
	nodes  [numSeries][]node            // the candidates of each series that may be chosen, in order
	lanes  [numLanes][]node             // those of one series, set apart
	took   [numSeries][numLanes][]int32 // the candidates that are chosen, in order
	chosen []int32                      // those of all series
	spare  []int32                      // memory to merge the next of them into
	heads  []int32                      // memory for where the items of one series begin again
	events []event
	up     []int32 // see builder
}

var desks = sync.Pool{New: func() any { return new(desk) }}

// Parse finds the outline of a document. Any text gives a tree; it takes time linear in the
// length of the text but for a logarithmic factor in the number of labels.
func Parse(in Input) *Tree {
	p := &parser{in: in, v: in.View, t: in.View.Text, desk: desks.Get().(*desk)}
	defer desks.Put(p.desk)
	p.tree = &Tree{Genre: Other, Regime: Mainland}
	p.readBlocks()
	p.scan(p.readMarks())
	p.survey()
	p.findContents()
	p.findBareContents()
	p.order = usualOrder()
	p.link()
	p.relink()
	p.rescan()
	p.classify()
	p.front()
	p.build()
	return p.tree
}

// readBlocks finds the lines of the view that blocks open.
func (p *parser) readBlocks() {
	p.blocks = make(map[int]text.Block, len(p.in.Blocks))
	for _, b := range p.in.Blocks {
		if b.Kind == text.BlockPara {
			continue
		}
		if b.Kind == text.BlockQuote {
			p.asides = append(p.asides, p.v.PosSpan(b.Span))
			continue
		}
		at := p.v.Pos(b.Span.Start)
		at = strings.LastIndexByte(p.t[:min(at, len(p.t))], '\n') + 1
		if old, ok := p.blocks[at]; !ok || old.Kind != text.BlockHeading {
			p.blocks[at] = b
		}
	}
}

// readMarks gives the places in the view behind which a new paragraph begins.
func (p *parser) readMarks() []text.Span {
	var spans []text.Span
	for i, m := range p.in.Marks {
		switch m.Kind {
		case text.MarkElision, text.MarkPaywall:
			s := p.v.PosSpan(m.Span)
			spans = append(spans, s)
			p.elided = append(p.elided, int32(s.Start))
			if m.Kind == text.MarkPaywall {
				p.paywall = &p.in.Marks[i]
			}
		}
	}
	sort.Slice(spans, func(i, j int) bool { return spans[i].End < spans[j].End })
	sort.Slice(p.elided, func(i, j int) bool { return p.elided[i] < p.elided[j] })
	return spans
}

// label is the label of a candidate; its span is in the view.
func (p *parser) label(c *candidate) numbering.Label {
	span := text.Span{Start: int(c.start), End: int(c.end())}
	return numbering.Label{Face: p.faces[c.face].Face, Number: int(c.number), Suffix: int(c.suffix), Span: span, Text: span.In(p.t)}
}
