package library

import (
	"encoding/json"
	"math"
	"slices"
	"strings"

	"gangmu/corpus"
	"gangmu/corpus/outline"
	"gangmu/corpus/text"
)

// A Card is what is known of a document at a glance: what `gangmu info` prints, and what the index
// keeps for the list of the library. What is unknown is left out. Offsets are runes of the source.
type Card struct {
	Path        string            `json:"path"`
	Format      string            `json:"format"`
	Encoding    string            `json:"encoding,omitempty"`
	Genre       outline.Genre     `json:"genre"`
	Regime      outline.Regime    `json:"regime,omitempty"`
	Title       string            `json:"title,omitempty"`
	Subtitle    string            `json:"subtitle,omitempty"`
	Issuer      string            `json:"issuer,omitempty"`
	Number      string            `json:"number,omitempty"`
	Date        string            `json:"date,omitempty"`
	Effective   string            `json:"effective,omitempty"`
	Addressee   string            `json:"addressee,omitempty"`
	Signature   string            `json:"signature,omitempty"`
	Note        string            `json:"note,omitempty"`
	History     []Amendment       `json:"history,omitempty"`
	Runes       int               `json:"runes"`
	Sections    int               `json:"sections"`
	Ghosts      int               `json:"ghosts,omitempty"`
	Undecodable [][2]int          `json:"undecodable,omitempty"`
	Repairs     map[text.Rule]int `json:"repairs,omitempty"`
	Elisions    []Elision         `json:"elisions,omitempty"`
	Redactions  int               `json:"redactions,omitempty"`
	Coverage    float64           `json:"coverage,omitempty"`
	Repeals     []string          `json:"repeals,omitempty"` // titles of documents that it says are void 同时废止
}

// An Amendment is one entry of a law's history.
type Amendment struct {
	Date string `json:"date,omitempty"`
	Text string `json:"text"`
}

// An Elision is a place where the source leaves text out; Runes is how much, 0 = it does not say.
type Elision struct {
	Start int `json:"start"`
	End   int `json:"end"`
	Runes int `json:"runes,omitempty"`
}

// layoutRules are edits that hide a format's signs or change the script: no repairs.
var layoutRules = []text.Rule{text.Markup, text.Script}

// CardOf reads the card of a document.
func CardOf(d *corpus.Document) Card {
	m := d.Tree.Meta
	info := Card{Path: d.Path, Format: d.Format, Encoding: d.Encoding, Genre: d.Tree.Genre, Regime: d.Tree.Regime,
		Title: m.Title, Subtitle: m.Subtitle, Issuer: m.Issuer, Number: m.Number, Date: m.Date, Effective: m.Effective,
		Addressee: m.Addressee, Signature: m.Signature, Note: m.Note, Runes: d.Rune(len(d.Source))}
	for _, h := range m.History {
		info.History = append(info.History, Amendment(h))
	}
	for _, c := range d.Tree.Root.Children {
		c.Walk(func(s *outline.Section) bool {
			if s.Missing {
				info.Ghosts++
			} else {
				info.Sections++
			}
			return true
		})
	}
	for _, u := range d.Undecodable {
		info.Undecodable = append(info.Undecodable, [2]int{d.Rune(u.Start), d.Rune(u.End)})
	}
	for rule, n := range d.View.Repairs() {
		if !slices.Contains(layoutRules, rule) {
			if info.Repairs == nil {
				info.Repairs = map[text.Rule]int{}
			}
			info.Repairs[rule] = n
		}
	}
	info.marks(d)
	info.Repeals = repealed(d.View.Text)
	return info
}

// marks reads what is missing from the text.
func (info *Card) marks(d *corpus.Document) {
	for _, m := range d.Marks {
		switch m.Kind {
		case text.MarkElision, text.MarkPaywall:
			e := Elision{Start: d.Rune(m.Span.Start), End: d.Rune(m.Span.End), Runes: m.Runes}
			info.Elisions = append(info.Elisions, e)
			if m.Declared > 0 && m.Shown > 0 {
				info.Coverage = math.Round(100*float64(m.Shown)/float64(m.Declared)) / 100
			}
		case text.MarkRedaction:
			info.Redactions++
		}
	}
}

// repealed lists the titles that a text says are void from when it takes effect: 《…条例》同时废止. A
// single article that is void (《…》第五条同时废止) repeals nothing.
func repealed(s string) []string {
	var titles []string
	for _, words := range []string{"同时废止", "同時廢止"} {
		for at := 0; ; {
			i := strings.Index(s[at:], words)
			if i < 0 {
				break
			}
			clause := s[at : at+i]
			at += i + len(words)
			clause = clause[strings.LastIndexAny(clause, "。\n")+1:]
			for {
				open := strings.Index(clause, "《")
				if open < 0 {
					break
				}
				title, rest, ok := strings.Cut(clause[open+len("《"):], "》")
				if !ok {
					break
				}
				if clause = rest; !strings.HasPrefix(rest, "第") && !strings.HasPrefix(rest, "中") && !strings.HasPrefix(rest, "的") && !strings.Contains(title, "《") && !slices.Contains(titles, title) {
					titles = append(titles, title)
				}
			}
		}
	}
	return titles
}

// Version is the date of this version of a law, that of its last amendment; of other documents their
// date.
func (info Card) Version() string {
	date := info.Date
	for _, h := range info.History {
		date = max(date, h.Date)
	}
	return date
}

// Describe is the card of a document as the index keeps it; see ReadCard.
func Describe(d *corpus.Document) []byte {
	b, err := json.Marshal(CardOf(d))
	if err != nil { // a Card holds nothing that cannot be encoded
		return nil
	}
	return b
}

// ReadCard reads what Describe gave. The error says that another version of the program wrote it.
func ReadCard(data []byte) (Card, error) {
	var c Card
	err := json.Unmarshal(data, &c)
	return c, err
}
