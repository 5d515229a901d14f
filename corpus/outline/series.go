package outline

import "gangmu/corpus/numbering"

// A series is a family of labels that count together: all 第…条, all （一）. The order of the
// constants is the usual order of depth, outermost first (GB/T 9704-2012 7.3.3 for 一、（一）1.（1）,
// 立法法 art. 65 for 编章节条款项目); a document may turn neighbours round (see order.go).
type series uint8

const (
	noSeries      series = iota
	annexes              // 附件1
	volumes              // 卷 篇
	divisions            // 第一部分
	parts                // 编
	subparts             // 分编
	chapters             // 章
	subchapters          // 节
	clauseKuan           // 第一款 as a heading (Taiwan, 中央法規標準法 art. 8)
	clauseMu             // 第一目
	articles             // 条
	formals              // 壹、
	stems                // 甲、
	parenStems           // （甲）
	bares                // 一 alone on its line
	duns                 // 一、
	decimals             // 1.1
	parens               // （一）
	dots                 // 1.
	glued                // 1 with its mark lost: 1全面性
	parenDigits          // （1）
	circleds             // ①
	halfParens           // 1)
	romans               // Ⅰ.
	latins               // A.
	smallLatins          // a) a.
	parenLatins          // （a）
	parenCapitals        // （A）
	enumFirst            // 首先，
	enumOrdinal          // 第一，
	enumQi               // 其一，
	enumShi              // 一是
	enumYao              // 一要
	numSeries
)

// heading reports whether labels of s are written for headings only, never for items in a sentence.
func (s series) heading() bool { return s <= articles }

// enum reports whether s enumerates within running text (一是 第一，): always innermost.
func (s series) enum() bool { return s >= enumFirst }

// unitSeries gives the series of a label of form Unit.
var unitSeries = [...]series{
	numbering.Part: parts, numbering.Subpart: subparts, numbering.Subdivision: subparts, numbering.Chapter: chapters, numbering.Section: subchapters,
	numbering.Article: articles, numbering.Paragraph: clauseKuan, numbering.Item: noSeries, numbering.Subitem: clauseMu,
	numbering.Division: divisions, numbering.Bu: divisions, numbering.Module: divisions, numbering.Volume: volumes, numbering.Pian: volumes,
	numbering.Lecture: chapters, numbering.Lesson: chapters,
}

// seriesOf gives the series that a label counts in.
func seriesOf(l *numbering.Face) series {
	switch l.Form {
	case numbering.Dun:
		return duns
	case numbering.Paren:
		return parens
	case numbering.Dot:
		if l.Mark() == "" {
			return glued
		}
		return dots
	case numbering.ParenDigit:
		return parenDigits
	case numbering.Circled:
		return circleds
	case numbering.HalfParen:
		return halfParens
	case numbering.Latin:
		switch {
		case l.Opening() != "" && l.Lower():
			return parenLatins
		case l.Opening() != "":
			return parenCapitals
		case l.Lower():
			return smallLatins
		}
		return latins
	case numbering.Roman:
		if l.Opening() != "" {
			return parenLatins
		}
		return romans
	case numbering.Decimal:
		return decimals
	case numbering.Formal:
		return formals
	case numbering.Stem:
		if l.Opening() != "" {
			return parenStems
		}
		return stems
	case numbering.Annex:
		return annexes
	case numbering.Bare:
		if l.Style == numbering.Arabic || l.Style == numbering.Wide {
			return decimals
		}
		return bares
	case numbering.Unit:
		return unitSeries[l.Word]
	case numbering.Enum:
		switch l.Word {
		case numbering.Is, numbering.Then:
			return enumShi
		case numbering.Must:
			return enumYao
		case numbering.Among:
			return enumQi
		case numbering.First:
			return enumFirst
		}
		return enumOrdinal
	}
	return noSeries
}

// kinds gives what a label of a series is, where nothing else decides.
var kinds = [numSeries]Kind{
	annexes: Annex, volumes: Part, divisions: Division, parts: Part, subparts: Subpart, chapters: Chapter, subchapters: Subchapter,
	clauseKuan: Subchapter, clauseMu: Subchapter, articles: Article, formals: Level1, stems: Level1, parenStems: Level2, bares: Level1, duns: Level1,
	decimals: Clause, parens: Level2, dots: Level3, glued: Level3, parenDigits: Level4, circleds: Level4, halfParens: Level4, romans: Level1,
	latins: Level4, smallLatins: Level4, parenLatins: Level4, parenCapitals: Level4, enumFirst: Enumerated, enumOrdinal: Enumerated, enumQi: Enumerated, enumShi: Enumerated, enumYao: Enumerated,
}

// costs are the prices that a chain of one series pays, in units of log odds.
type costs struct {
	start float32 // to begin with 1
	jump  float32 // to begin with another number, on top of start
	cross float32 // to go on over a label of an outer series
	near  float32 // to begin again at 1 with no outer label between
	far   float32 // to begin again at 1 behind an outer label
}

// price holds the costs of each series. 条 runs through the whole law; 章 begins again in each
// 编, 节 in each 章, items in each article.
var price = [numSeries]costs{
	annexes:       {0, 1, 0, 4, 2},
	volumes:       {0.5, 1, 1, 8, 2},
	divisions:     {0.5, 2, 1, 6, 1},
	parts:         {0.5, 0.5, 1, 8, 2},
	subparts:      {0.5, 1, 1, 6, 0},
	chapters:      {0.5, 1, 0.5, 6, 0},
	subchapters:   {0.5, 2, 4, 6, 0},
	clauseKuan:    {1, 3, 4, 6, 0},
	clauseMu:      {1, 3, 4, 6, 0},
	articles:      {0.5, 1, 0.5, 9, 4},
	formals:       {1, 3, 3, 6, 0},
	stems:         {1.5, 3, 4, 4, 0},
	parenStems:    {1.5, 3, 4, 4, 0},
	bares:         {2, 4, 3, 6, 1},
	duns:          {1, 2.5, 4, 4.5, 0},
	decimals:      {1, 1, 1, 4, 1},
	parens:        {1, 2.5, 3, 3.5, 0},
	dots:          {1, 2.5, 3, 3, 0},
	glued:         {1.5, 4, 4, 3, 0},
	parenDigits:   {1, 2.5, 4, 3, 0},
	circleds:      {1.5, 3, 4, 2, 0},
	halfParens:    {1.5, 3, 4, 3, 0},
	romans:        {1.5, 3, 4, 4, 0},
	latins:        {2, 3, 4, 3, 0},
	smallLatins:   {2, 3, 4, 3, 0},
	parenLatins:   {1.5, 3, 4, 3, 0},
	parenCapitals: {1.5, 3, 4, 3, 0},
	enumFirst:     {0.5, 3, 5, 1, 0},
	enumOrdinal:   {0.5, 2, 5, 1.5, 0},
	enumQi:        {0.5, 3, 5, 1.5, 0},
	enumShi:       {0.5, 3, 5, 1.5, 0},
	enumYao:       {0.5, 3, 5, 1.5, 0},
}
