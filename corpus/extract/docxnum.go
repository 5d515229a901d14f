package extract

import (
	"encoding/xml"
	"strconv"
	"strings"
	"unicode/utf8"
)

// A docxStyle is what a paragraph style (ECMA-376 part 1, 17.7) says that matters to the text.
type docxStyle struct {
	name, basedOn string
	outline       string // level 0…8
	numID, ilvl   string
	numStyle      string // of a resolved style: the id of the style that numID comes from
	contents      bool   // an entry of a table of contents
}

type docxStyles map[string]*docxStyle

func readStyles(data []byte) docxStyles {
	styles := docxStyles{}
	var s *docxStyle
	eachXML(data, func(e xml.StartElement) {
		if e.Name.Local == "style" {
			s = &docxStyle{}
			styles[attr(e, "styleId")] = s
		}
		if s == nil {
			return
		}
		switch val := attr(e, "val"); e.Name.Local {
		case "name":
			s.name = strings.ToLower(val)
		case "basedOn":
			s.basedOn = val
		case "outlineLvl":
			s.outline = val
		case "numId":
			s.numID = val
		case "ilvl":
			s.ilvl = val
		}
	}, func(e xml.EndElement) {
		if e.Name.Local == "style" {
			s = nil
		}
	}, nil)
	return styles
}

// resolve follows basedOn.
func (t docxStyles) resolve(id string) docxStyle {
	var r docxStyle
	for n := 0; n < 20; n++ {
		s := t[id]
		if s == nil {
			break
		}
		if r.outline == "" {
			r.outline = s.outline
		}
		if level, ok := strings.CutPrefix(s.name, "heading "); ok && r.outline == "" {
			if n, err := strconv.Atoi(level); err == nil {
				r.outline = strconv.Itoa(n - 1)
			}
		}
		if r.numID == "" {
			r.numID, r.ilvl, r.numStyle = s.numID, s.ilvl, id
		}
		if n := strings.TrimSpace(s.name); strings.HasPrefix(n, "toc ") && n != "toc heading" || strings.HasPrefix(n, "目录 ") {
			r.contents = true
		}
		id = s.basedOn
	}
	return r
}

// A numberer counts the numbered paragraphs of a document (17.9) and prints their labels.
type numberer struct {
	abstract map[string]*abstractNum
	nums     map[string]*num
}

type abstractNum struct {
	levels [9]numLevel
	link   string // of a numbering style: the style that holds the levels
	style  string // the numbering style that this one defines
	counts [9]int
	used   [9]bool
}

type num struct {
	abstract string
	starts   map[int]int // startOverride by level
	levels   map[int]*numLevel
	begun    map[int]bool
}

type numLevel struct {
	start   int
	format  string
	text    string // lvlText, 第%1条
	suffix  string // tab, space, nothing
	legal   bool   // isLgl: all numbers in it are decimal
	restart int    // lvlRestart; -1 = after any higher level
	pStyle  string
	set     bool
}

func readNumbering(data []byte) *numberer {
	n := &numberer{map[string]*abstractNum{}, map[string]*num{}}
	var (
		abs   *abstractNum
		cur   *num
		lvl   *numLevel
		level int
	)
	eachXML(data, func(e xml.StartElement) {
		val := attr(e, "val")
		number, _ := strconv.Atoi(val)
		switch e.Name.Local {
		case "abstractNum":
			abs = &abstractNum{}
			n.abstract[attr(e, "abstractNumId")] = abs
		case "num":
			cur = &num{starts: map[int]int{}, levels: map[int]*numLevel{}, begun: map[int]bool{}}
			n.nums[attr(e, "numId")] = cur
		case "abstractNumId":
			if cur != nil {
				cur.abstract = val
			}
		case "styleLink":
			if abs != nil {
				abs.style = val
			}
		case "numStyleLink":
			if abs != nil {
				abs.link = val
			}
		case "lvlOverride", "lvl":
			level, _ = strconv.Atoi(attr(e, "ilvl"))
			if level < 0 || level > 8 {
				level = 8
			}
			if e.Name.Local == "lvl" {
				lvl = &numLevel{start: 1, format: "decimal", restart: -1, set: true}
				if cur != nil {
					cur.levels[level] = lvl
				}
			}
		case "startOverride":
			if cur != nil {
				cur.starts[level] = number
			}
		}
		if lvl == nil {
			return
		}
		switch e.Name.Local {
		case "start":
			lvl.start = number
		case "numFmt":
			lvl.format = val
		case "lvlText":
			lvl.text = val
		case "suff":
			lvl.suffix = val
		case "isLgl":
			lvl.legal = val != "0" && val != "false"
		case "lvlRestart":
			lvl.restart = number
		case "pStyle":
			lvl.pStyle = val
		}
	}, func(e xml.EndElement) {
		switch e.Name.Local {
		case "lvl":
			if abs != nil && lvl != nil && cur == nil {
				abs.levels[level] = *lvl
			}
			lvl = nil
		case "abstractNum":
			abs = nil
		case "num":
			cur = nil
		}
	}, nil)
	return n
}

// find follows a numbering style to the definition that holds the levels.
func (n *numberer) find(id string) *abstractNum {
	a := n.abstract[id]
	if a == nil || a.link == "" {
		return a
	}
	for _, b := range n.abstract {
		if b.style == a.link {
			return b
		}
	}
	return a
}

// next counts a paragraph and gives its label with what parts it from the text; bullet reports
// that the level has a sign, not a number.
func (n *numberer) next(numID, ilvl, style string) (label string, bullet bool) {
	cur := n.nums[numID]
	if cur == nil {
		return "", false
	}
	abs := n.find(cur.abstract)
	if abs == nil {
		return "", false
	}
	level, err := strconv.Atoi(ilvl)
	if err != nil {
		for i := range abs.levels {
			if style != "" && abs.levels[i].pStyle == style {
				level = i
			}
		}
	}
	level = min(max(level, 0), 8)
	at := func(i int) *numLevel {
		if l := cur.levels[i]; l != nil {
			return l
		}
		return &abs.levels[i]
	}
	if start, ok := cur.starts[level]; ok && !cur.begun[level] {
		abs.counts[level], abs.used[level] = start, true
	} else if abs.used[level] {
		abs.counts[level]++
	} else {
		abs.counts[level], abs.used[level] = at(level).start, true
	}
	cur.begun[level] = true
	for i := level + 1; i < 9; i++ { // lower levels begin anew
		if r := at(i).restart; r < 0 || r > 0 && level < r {
			abs.used[i] = false
		}
	}
	l := at(level)
	if !l.set || l.format == "bullet" {
		return "", l.format == "bullet"
	}
	if l.format == "none" && !strings.Contains(l.text, "%") && l.text == "" {
		return "", false
	}
	label = l.print(func(i int) string {
		if !abs.used[i] {
			abs.counts[i], abs.used[i] = at(i).start, true
		}
		format := at(i).format
		if l.legal {
			format = "decimal"
		}
		return formatNumber(format, abs.counts[i])
	})
	return label + l.gap(label), false
}

// print puts the numbers of the levels into the level's text: 第%1条, %1.%2.
func (l *numLevel) print(number func(level int) string) string {
	var sb strings.Builder
	for i := 0; i < len(l.text); i++ {
		if l.text[i] == '%' && i+1 < len(l.text) && '1' <= l.text[i+1] && l.text[i+1] <= '9' {
			sb.WriteString(number(int(l.text[i+1] - '1')))
			i++
			continue
		}
		sb.WriteByte(l.text[i])
	}
	return sb.String()
}

// gap is what stands between a label and the text. Word sets a tab where nothing else is said;
// after a full-width sign, which brings its own blank, it is left out.
func (l *numLevel) gap(label string) string {
	if label == "" || l.suffix == "nothing" {
		return ""
	}
	r, _ := utf8.DecodeLastRuneInString(label)
	if strings.ContainsRune("、．）】〕》：，。", r) {
		return ""
	}
	return " "
}
