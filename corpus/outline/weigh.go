package outline

// group joins series whose labels look alike to the context.
type group uint8

const (
	groupUnit group = iota // 编 章 节 部分
	groupArticle
	groupDun
	groupParen
	groupDot
	groupParenDigit
	groupEnum
	groupWeak // ① 1) A. Ⅰ. 甲、
	numGroups
)

// groupOf is the group of each series.
var groupOf = func() (g [numSeries]group) {
	for s := range numSeries {
		switch {
		case s == articles:
			g[s] = groupArticle
		case s.heading():
			g[s] = groupUnit
		case s == duns, s == formals, s == bares:
			g[s] = groupDun
		case s == parens:
			g[s] = groupParen
		case s == dots, s == decimals, s == glued:
			g[s] = groupDot
		case s == parenDigits:
			g[s] = groupParenDigit
		case s.enum():
			g[s] = groupEnum
		default:
			g[s] = groupWeak
		}
	}
	return g
}()

// placeWeight is the log odds that a candidate opens a section, by what stands before it. The
// order of the figures follows the measured precision of each context on laws and reports.
var placeWeight = [numPlaces][numGroups]float32{
	//        unit  条   一、 （一） 1.   （1）一是 weak
	atLine:  {4, 4, 4, 4, 4, 4, 4, 3},
	atPara:  {4, 4.5, 4, 4, 3.5, 4, 4, 2.5},
	atLabel: {3, 3, 2, 2, 2, 2, 2, 1},
	atBlank: {2, 2, 1.5, 2, 0, 1, 1, -1},
	atStop:  {1, 1.2, 1, 1.5, 0.5, 1, 1, 1},
	atSemi:  {0, 0.5, 0, 2, 1, 2, 1.5, 1.5},
	atColon: {0, 0.5, 0.5, 2, 1, 2, 1.5, 1.5},
	atClose: {0, 0, -1, 0.5, -1, 0, 0, 0},
	atComma: {-3, -3, -4, -2, -4, -1, -0.5, -2},
	atBook:  {-4, -6, -3, -2, -3, -3, -3, -3},
	atOpen:  {-6, -6, -6, -5, -6, -5, -5, -5},
	atQuote: {-6, -6, -6, -5, -5, -5, -4, -5},
	atHan:   {-1.5, -1.5, -4, -2, -4, -3, -3, -3},
	atOther: {-2, -2, -4, -2, -4, -3, -2, -3},
}

// labelWeight is what every label has of the score of a candidate: see weighLabel.
var labelWeight = func() (t [numSeries][numPlaces][numFollows]float32) {
	for s := range numSeries {
		for b := range numPlaces {
			for f := range numFollows {
				t[s][b][f] = weighLabel(s, b, f)
			}
		}
	}
	return t
}()

// weighLabel is the log odds that a label of series s opens a section, by what stands before it and behind.
func weighLabel(s series, before place, behind follow) float32 {
	w := placeWeight[before][groupOf[s]]
	switch behind {
	case beforeBlank:
		if s.heading() {
			w += 1.5
		}
	case beforeEnd:
		if s.heading() || before == atLine {
			w += 1.5
		} else {
			w -= 2
		}
	case beforeCite:
		w -= 4
		if s == articles {
			w -= 2
		}
	}
	if s == glued {
		w -= 1.5
		switch before {
		case atBlank:
			w += 1.5
		case atStop:
			w += 0.5
		}
		if behind == beforeOther {
			w -= 0.5
		}
	}
	return w
}

// weigh gives the first score of a candidate, from its own context alone.
func weigh(c *candidate) float32 {
	w := labelWeight[c.series][c.place][c.follow]
	if c.quoted && c.place != atQuote {
		w -= 5
	}
	if c.row {
		w -= 6
	}
	if c.aside && c.series.heading() {
		w -= 1
		if c.place != atLine {
			w -= 4
		}
	}
	if c.block > 0 {
		w += 3
	}
	if c.damaged {
		w -= 1
	}
	if c.amid {
		w -= 3
	}
	if c.inline && (c.series.heading() || groupOf[c.series] == groupDun) {
		w -= 3
	}
	return w
}

// A habit is how a document writes the labels of one series.
type habit struct{ n, line, para, blank, stop int }

// learn counts the habits of the chosen candidates of each series.
func (p *parser) learn() (h [numSeries]habit) {
	for s := range h {
		for _, ids := range p.took[s] {
			h[s].learn(p.cs, ids)
		}
	}
	return h
}

func (h *habit) learn(cs []candidate, ids []int32) {
	h.n += len(ids)
	for _, i := range ids {
		c := &cs[i]
		switch c.place {
		case atLine:
			h.line++
		case atPara, atBlank:
			h.para++
		case atStop, atSemi, atColon, atClose:
			h.stop++
		}
		if c.follow == beforeBlank || c.follow == beforeEnd {
			h.blank++
		}
	}
}

// The fewest labels of a series that show a habit.
const (
	habitual      = 6
	habitualGlued = 3
	habitualLaw   = 3 // articles that make a law: notes on it are no part of it
)

const adapted = 3 // the most that a habit takes from the score of a label that may stand in a sentence

// most reports whether k of the labels are all but a few.
func (h *habit) most(k int) bool { return k*20 >= h.n*19 }

// teaches reports whether the habit changes any score of series s.
func (h *habit) teaches(s series) bool {
	return s == glued && h.n >= habitualGlued || h.n >= habitual && (h.most(h.blank) && s.heading() || h.most(h.line+h.para))
}

// adapt corrects the score of a candidate by the habits of its document: where all articles are
// followed by a blank, one that is not is a citation.
func (h *habit) adapt(c *candidate, w float32) float32 {
	if c.series == glued && h.n >= habitualGlued {
		w++
	}
	if h.n < habitual {
		return w
	}
	if h.most(h.blank) && c.series.heading() {
		if c.follow == beforeBlank || c.follow == beforeEnd {
			w += 1.5
		} else {
			w -= 2.5
		}
	}
	if h.most(h.line) && c.place != atLine {
		w -= 1.5
		if c.place != atPara && c.series.heading() {
			w -= 3
		}
	}
	if h.most(h.line+h.para) && c.place > atBlank {
		w -= 1.5
	}
	return w
}
