// Package repair finds what scraping did to a text and how to undo it, as edits that lie over
// the source and can be switched off.
//
// Every rule has a gate: a count over the page that must be met before the rule touches anything,
// because the same signs occur in sound text (a teacher's 湖(hú)南, a form's ____). What cannot be
// restored exactly is shown as damage and marked, never guessed. The rules, in the order in which
// they are applied:
//
//   - invisible, escape: characters that no reader sees, literal x0dx0a (invisible.go)
//   - ruby: pinyin inserted after characters (ruby.go)
//   - slip: bytes of a GBK page replaced across a character's border (slip.go)
//   - elision, paywall, redaction: places where text is missing (elision.go)
//   - spacing, junk, punctuation: letter-spaced words, forum garble, 。。 (spacing.go, junk.go)
//   - boilerplate: navigation and advertising (boilerplate.go)
//   - wrap: lines broken at a fixed width (wrap.go)
//
// A rule sees the text as the rules before it left it. One pass over the bytes (scan.go) finds
// where rules may have work to do, so that sound text costs next to nothing.
package repair

import (
	"slices"
	"sort"
	"strings"

	"gangmu/corpus/text"
)

// An Input is a source text with what its format declares about it.
type Input struct {
	Text   string
	Format string // as in extract.Result: text, markdown, html, docx …
	Blocks []text.Block
	Edits  []text.Edit // made before: what hides the signs of a format
}

// Repair returns the text as it is to be read, with in.Edits and the repairs, and the places of
// which something is known that is no text of the document, in source order. Sound text has none
// of either.
func Repair(in Input) (*text.View, []text.Mark) {
	p := &page{Input: in, view: text.NewView(in.Text, in.Edits)}
	for _, b := range in.Blocks {
		if b.Kind == text.BlockCode {
			p.code = append(p.code, b.Span)
		}
	}
	g := scan(p.view.Text)
	before := p.view
	if len(g.unseen) > 0 {
		invisible(p, g.unseen)
	}
	if g.ruby >= rubyFew {
		ruby(p)
	}
	if p.view != before {
		g = scan(p.view.Text) // the offsets are those of the text repaired so far
	}
	var edits []text.Edit
	edits = append(edits, missing(p, &g)...)
	redactions(p, g.hidden)
	edits = append(edits, spacing(p, g.spaced)...)
	edits = append(edits, doubled(p, g.doubled)...)
	if g.garble >= junkMin {
		edits = append(edits, garble(p.view.Text)...)
	}
	p.apply(edits)
	boilerplate(p)
	wrap(p)
	slices.SortStableFunc(p.marks, func(a, b text.Mark) int { return a.Span.Start - b.Span.Start })
	return p.view, p.marks
}

// A page is a text under repair.
type page struct {
	Input
	view  *text.View  // with the edits made so far
	code  []text.Span // stretches that are no prose, in order
	marks []text.Mark
}

// apply lays edits, positioned in p.view.Text, over the view. Code (BlockCode) stays as it is.
func (p *page) apply(edits []text.Edit) {
	if len(p.code) > 0 {
		edits = slices.DeleteFunc(edits, func(e text.Edit) bool {
			src := p.view.SrcSpan(e.Span)
			i := sort.Search(len(p.code), func(i int) bool { return p.code[i].End > src.Start })
			return i < len(p.code) && p.code[i].Overlaps(src)
		})
	}
	p.view = p.view.Then(edits)
}

// mark notes a place, given as a span of p.view.Text.
func (p *page) mark(m text.Mark) {
	m.Span = p.view.SrcSpan(m.Span)
	p.marks = append(p.marks, m)
}

// hasAny reports whether s holds one of the words.
func hasAny(s string, words ...string) bool {
	for _, w := range words {
		if strings.Contains(s, w) {
			return true
		}
	}
	return false
}
