package library

import (
	"cmp"
	"fmt"
	"slices"
	"strconv"
	"strings"

	"gangmu/corpus/fold"
	"gangmu/corpus/outline"
)

// A Listed is one document of the library: its card, its file, and what it is beside the others. It is
// what `gangmu list` prints.
type Listed struct {
	Card
	Year     int    `json:"year,omitempty"`
	Size     int64  `json:"size"`
	Modified string `json:"modified"` // RFC 3339, UTC
	Hash     string `json:"hash,omitempty"`
	Missing  bool   `json:"missing,omitempty"` // not on the disk any more
	Error    string `json:"error,omitempty"`   // why it could not be read
	State
}

// The standings of a document, by which lists are filtered.
const (
	Current    = "current"    // 现行: there is no newer version, nothing repeals it, and it is no copy
	Older      = "older"      // 旧版: the library has a newer version
	Repealed   = "repealed"   // 废止: a later document says that it is void
	Copy       = "copy"       // 副本: of another file
	Missing    = "missing"    // 缺失: not on the disk
	Unreadable = "unreadable" // 读不了
)

// Standings are all of them.
var Standings = []string{Current, Older, Repealed, Copy, Missing, Unreadable}

// Standing is the one that matters most.
func (l *Listed) Standing() string {
	switch {
	case l.Missing:
		return Missing
	case l.Error != "":
		return Unreadable
	case l.CopyOf != "" || l.SameAs != "":
		return Copy
	case l.RepealedBy != "":
		return Repealed
	case l.Newer != "":
		return Older
	}
	return Current
}

// A Filter chooses documents of a list. The zero value chooses all.
type Filter struct {
	Title, Issuer, Number, Path string // a part of it, folded; of a number the brackets do not matter
	Genre                       outline.Genre
	From, To                    int // years; 0 = no bound
	Standing                    string
}

// Years sets the years from a year or a range: 2016, 2016..2018, 2016.., ..2018. An error sets none.
func (f *Filter) Years(s string) error {
	from, to, ranged := strings.Cut(s, "..")
	if !ranged {
		to = from
	}
	var years [2]int
	for i, b := range [2]string{from, to} {
		if b == "" && ranged {
			continue
		}
		n, err := strconv.Atoi(b)
		if err != nil || n < 1000 || n > 9999 {
			return fmt.Errorf("%q: 2016, 2016..2018, 2016.., ..2018", s)
		}
		years[i] = n
	}
	f.From, f.To = years[0], years[1]
	return nil
}

// Match reports whether the filter chooses l.
func (f Filter) Match(l *Listed) bool {
	part := func(have, want string) bool {
		return want == "" || strings.Contains(fold.String(have), fold.String(want))
	}
	return part(l.Title+" "+l.Subtitle, f.Title) && part(l.Issuer, f.Issuer) && part(brackets.Replace(l.Number), brackets.Replace(f.Number)) && part(l.Path, f.Path) &&
		(f.Genre == "" || l.Genre == f.Genre) && (f.Standing == "" || l.Standing() == f.Standing) &&
		(f.From == 0 || l.Year >= f.From) && (f.To == 0 || l.Year != 0 && l.Year <= f.To)
}

// brackets are those of document numbers 文号, written in many ways.
var brackets = strings.NewReplacer("〔", "", "〕", "", "[", "", "]", "", "［", "", "］", "", "(", "", ")", "", "（", "", "）", "", "【", "", "】", "", " ", "")

// Orders are the orders of a list.
var Orders = []string{"path", "date", "title", "number", "size"}

// Sort sorts a list by one of Orders. Of one title or number the newest version comes first.
func Sort(list []Listed, by string) {
	slices.SortStableFunc(list, func(x, y Listed) int { return Compare(&x, &y, by) })
}

// Compare compares two documents in one of Orders.
func Compare(x, y *Listed, by string) int {
	path, newest := cmp.Compare(x.Path, y.Path), cmp.Compare(y.Version(), x.Version())
	switch by {
	case "date":
		return cmp.Or(-newest, path)
	case "title":
		return cmp.Or(cmp.Compare(titleKey(x.Title), titleKey(y.Title)), newest, path)
	case "number":
		return cmp.Or(cmp.Compare(brackets.Replace(x.Number), brackets.Replace(y.Number)), newest, path)
	case "size":
		return cmp.Or(-cmp.Compare(x.Size, y.Size), path)
	}
	return path
}
