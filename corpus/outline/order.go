package outline

import "slices"

// classify decides what the chosen labels are in this document: the order of depth of the
// series, the genre and the regime.
func (p *parser) classify() {
	for s := range numSeries {
		p.order[s] = s
	}
	p.genre()
}

// genre finds the family of the document and how it reads 款 and 项.
func (p *parser) genre() {
	var n [numSeries]int
	trad := 0
	for i := range p.cs {
		if c := &p.cs[i]; c.chosen && c.lane == laneHead {
			n[c.series]++
			if c.series == articles && p.t[c.end-3:c.end] == "條" {
				trad++
			}
		}
	}
	switch {
	case n[articles] >= 2:
		p.tree.Genre = Statute
	case n[decimals] >= 4 && n[decimals] > n[duns]:
		p.tree.Genre = Standard
	case n[duns]+n[parens]+n[divisions]+n[enumShi]+n[enumOrdinal]+n[chapters] > 0:
		p.tree.Genre = Report
	}
	if trad*2 > n[articles] && trad > 0 {
		p.tree.Regime = Taiwan
	}
}

func sortByStart(cs []candidate) {
	slices.SortFunc(cs, func(a, b candidate) int { return int(a.start - b.start) })
}
