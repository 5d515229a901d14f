package outline

import (
	"slices"
	"strings"
	"unicode/utf8"
)

// usualOrder is the order of depth in which the series are declared.
func usualOrder() (order [numSeries]series) {
	for s := range numSeries {
		order[s] = s
	}
	return order
}

// reorder turns series round where the document does: if （1） counts on while 一、 begins again
// inside it, 一、 lies below （1）. Only neighbours among the series in use are compared.
func (p *parser) reorder() {
	var used []series
	var rest []series
	for _, s := range p.order {
		if len(p.took[s][laneHead]) > 0 && s != annexes && s != decimals && !s.enum() {
			used = append(used, s)
		} else {
			rest = append(rest, s)
		}
	}
	var inside [numSeries][numSeries]int
	if len(used) > 1 {
		inside = p.nesting()
	}
	for range used {
		for i := 0; i+1 < len(used); i++ {
			a, b := used[i], used[i+1]
			if a.heading() && b.heading() {
				continue
			}
			if in, out := inside[a][b], inside[b][a]; in > out && (out == 0 || in > 2*out) {
				used[i], used[i+1] = b, a
			}
		}
	}
	// The unused keep their usual place; it does not matter beyond that.
	k := 0
	for i, s := range p.order {
		if slices.Contains(rest, s) {
			continue
		}
		p.order[i] = used[k]
		k++
	}
	for i, s := range p.order {
		p.depth[s] = i
	}
}

// nesting counts how often a list of one series begins between two neighbours of another:
// inside[a][b] speaks for a below b.
func (p *parser) nesting() (inside [numSeries][numSeries]int) {
	var last [numSeries]int32  // index of the last chosen of a series, plus 1
	var begun [numSeries]int32 // index of the last that began a list
	var seen []series          // of which there is one
	for _, i := range p.chosen {
		c := &p.cs[i]
		if c.lane != laneHead || c.series.enum() {
			continue
		}
		if k := last[c.series]; k > 0 && p.cs[k-1].next == i {
			for _, s := range seen {
				if s == c.series {
					continue
				}
				if b := begun[s]; b > k && (p.cs[b-1].block == 0 || c.block > 0) || c.block > 0 && last[s] > k && p.cs[last[s]-1].block == 0 {
					inside[s][c.series]++
				}
			}
		}
		if last[c.series] == 0 {
			seen = append(seen, c.series)
		}
		last[c.series] = i + 1
		if c.number == 1 {
			begun[c.series] = i + 1
		}
	}
	return inside
}

// classify decides what the document is.
func (p *parser) classify() {
	var n [numSeries]int         // headings
	trad, with, below := 0, 0, 0 // articles written with 條; with a caption in brackets; with one on the line below
	apart := 0                   // behind a blank
	for _, i := range p.chosen {
		c := &p.cs[i]
		if c.lane == laneHead {
			n[c.series]++
		}
		if c.place == atPara || c.place == atBlank {
			apart++
		}
		if c.series == articles {
			if strings.Contains(p.t[c.start:c.end()], "條") { // 第一條之一 too
				trad++
			}
			if _, _, ok := p.bracketed(skip(p.t, int(c.end()), len(p.t), blanks|stars), len(p.t)); ok {
				with++
			} else if !p.lineBelow(int(c.end())).Empty() {
				below++
			}
		}
	}
	p.tight = p.flat && apart*10 < len(p.chosen)
	p.captioned = n[articles] >= 3 && with*10 >= n[articles]*6
	p.below = n[articles] >= 3 && below*10 >= n[articles]*6
	p.genre(&n, trad)
}

// genre finds the family of the document and how it reads 款 and 项, by the number of headings of each
// series; trad of the articles are written with 條.
func (p *parser) genre(n *[numSeries]int, trad int) {
	switch {
	case n[articles] >= 2:
		p.tree.Genre = Statute
	case n[decimals] >= 4 && n[decimals] > n[duns]:
		p.tree.Genre = Standard
	case n[duns]+n[parens]+n[divisions]+n[enumShi]+n[enumOrdinal]+n[chapters] > 0:
		p.tree.Genre = Report
	}
	switch {
	case n[articles] > 0:
		if trad*2 > n[articles] && p.taiwanese(0) {
			p.tree.Regime = Taiwan
		}
	case p.taiwanese(2) && (strings.Contains(p.t, "說") || strings.Contains(p.t, "縣")): // a letter or guidelines
		p.tree.Regime = Taiwan
	}
}

var (
	letterWords   = newOpenings("受文者 發文字號 主旨 說明： 正本： 縣政府 縣（市） 新臺幣 鄉（鎮 台北 臺北")
	taiwanWords   = newOpenings("中華民國 行政院 立法院 總統 直轄市 主管機關 左列 前項 目的事業 民國 考試院 內政部")
	mainlandWords = newOpenings("中华人民共和国 中華人民共和國 人民政府 国务院 國務院 自治区 自治區 人民代表大会 人民代表大會 前款 党委 黨委 日起施行 行政區域內 行政区域内")
)

// taiwanese tells a Taiwan text from a mainland one that was turned into traditional characters:
// both say 第一條, but the bodies that they name differ. Without an article it takes least of the words
// of Taiwan, those of letters among them.
func (p *parser) taiwanese(least int) bool {
	here, there := 1-least, 0 // in doubt the script decides
	t := p.t[:min(len(p.t), 60000)]
	for i, r := range t {
		if r < utf8.RuneSelf {
			continue
		}
		here += taiwanWords.count(t[i:], r)
		there += mainlandWords.count(t[i:], r)
		if least > 0 {
			here += letterWords.count(t[i:], r)
		}
	}
	return here > 0 && here > there
}

func sortByStart(cs []candidate) {
	slices.SortFunc(cs, func(a, b candidate) int { return int(a.start - b.start) })
}
