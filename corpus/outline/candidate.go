package outline

import (
	"gangmu/corpus/numbering"
)

// A place says what stands before a candidate.
type place uint8

const (
	atLine  place = iota // the head of a line or block
	atPara               // behind a sentence end and a blank: a line break that became a blank
	atLabel              // behind another label
	atBlank              // behind another blank
	atStop               // behind 。！？
	atSemi               // behind ；
	atColon              // behind ：
	atClose              // behind ） ”
	atComma              // behind ， 、
	atBook               // behind 》
	atOpen               // behind （ 《
	atQuote              // behind “
	atHan                // behind a character
	atOther              // behind anything else
	numPlaces
)

// A follow says what stands behind a candidate.
type follow uint8

const (
	beforeHan   follow = iota
	beforeBlank        // blanks
	beforeEnd          // the end of the line
	beforeCite         // what follows a citation: 规定 的 第 、 和
	beforeOther
	numFollows
)

// A candidate is a label that may open a section. Offsets are in the view. It holds no pointers:
// a text full of labels has a hundred thousand of them to a megabyte.
type candidate struct {
	start    int32
	line     int32 // its line: a place in parser.lines
	number   int32
	next     int32 // the candidate that follows it in its chain; -1 = none
	face     int32 // its place in parser.faces
	width    uint8 // bytes
	suffix   int8
	series   series
	place    place
	follow   follow
	lane     lane
	damaged  bool
	block    int8 // level of the heading block that it opens; 0 = none
	ahead    int8 // found before the head of its list
	quoted   bool // inside quotation marks or 《》
	row      bool // inside a row of a table
	aside    bool // inside a block quote
	contents bool // an entry of a table of contents
	inline   bool // amid a line of a text that has lines
	item     bool // written as an item of a sentence list: behind ；
	amid     bool // amid a line, where others of its series open lines
	under    bool // a plain line, where others of its series are headings by their format
	chosen   bool
	led      bool // the chain of another goes on to it
}

// end is the offset behind the label.
func (c *candidate) end() int32 { return c.start + int32(c.width) }

// A face is what the label of a candidate looks like.
type face struct {
	numbering.Face
	path int32 // of a decimal label: its place in parser.paths, from 1; 0 = its number alone
}

// A line is one that holds candidates.
type line struct {
	start, end int32
	row        bool // of a table
}

// A lane keeps apart lists of one series that count at the same time.
type lane uint8

const (
	laneHead   lane = iota // headings, and items on lines of their own
	laneItem               // items of a sentence: behind ； or ：
	laneInline             // amid a line
	numLanes
)
