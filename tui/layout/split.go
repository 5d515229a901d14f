package layout

// A Rect is a rectangle of cells. It is empty if W or H is 0.
type Rect struct{ X, Y, W, H int }

// Has reports whether the cell x, y lies in r.
func (r Rect) Has(x, y int) bool { return x >= r.X && x < r.X+r.W && y >= r.Y && y < r.Y+r.H }

// Empty reports whether r has no cell.
func (r Rect) Empty() bool { return r.W <= 0 || r.H <= 0 }

// A Pane is one of the three panes of the reader.
type Pane uint8

// The panes.
const (
	TextPane    Pane = iota // 正文
	OutlinePane             // 大纲
	SearchPane              // 检索
)

// Open says which panes are wanted.
type Open struct {
	Outline, Search bool
	Zen             bool // nothing but the text
	Focus           Pane // the one shown where there is room for one only
	OutlineWidth    int  // cells, as the reader dragged the divider; 0 = by the screen
	SearchWidth     int
}

// Panes are rectangles that tile the screen. Those of panes that are not shown are empty. An edge
// is the column between two panes.
type Panes struct {
	Outline, OutlineEdge, Text, SearchEdge, Search Rect

	Status Rect // the bottom row: status or prompt
	Small  bool // too small to read: Text is the whole screen and takes a notice
}

// The sizes at which panes come and go.
const (
	smallW, smallH = 40, 8 // below: a notice
	oneW           = 80    // below: one pane at a time
	threeW         = 140   // from here: three panes beside each other
	textMin        = 40    // cells that the text keeps beside two other panes
	paneMin        = 16    // cells of a pane that is dragged as narrow as can be
)

// Split divides a screen of w × h cells, both at least 1, among the panes. Below 140 columns the
// search covers the right part of the screen while it is open, and the outline gives way to it;
// below 80 columns the pane in focus has the screen; below 40 × 8 there is a notice only.
func Split(w, h int, open Open) Panes {
	if w < smallW || h < smallH {
		return Panes{Text: Rect{W: max(w, 0), H: max(h, 0)}, Small: true}
	}
	if open.Zen {
		open.Outline, open.Search = false, false
	}
	p := Panes{Status: Rect{Y: h - 1, W: w, H: 1}}
	body := Rect{W: w, H: h - 1}
	if w < oneW {
		switch {
		case open.Focus == OutlinePane && open.Outline:
			p.Outline = body
		case open.Focus == SearchPane && open.Search:
			p.Search = body
		default:
			p.Text = body
		}
		return p
	}
	outline, search := 0, 0
	if open.Search {
		search = searchWidth(w, open.SearchWidth)
	}
	if open.Outline {
		outline = outlineWidth(w, open.OutlineWidth)
	}
	if w < threeW && search > 0 && outline > 0 && w-outline-search-2 < textMin {
		if open.Focus == OutlinePane {
			p.Outline = Rect{W: w - search - 1, H: body.H}
			p.SearchEdge = Rect{X: w - search - 1, W: 1, H: body.H}
			p.Search = Rect{X: w - search, W: search, H: body.H}
			return p
		}
		outline = 0
	}
	x := 0
	if outline > 0 {
		p.Outline = Rect{W: outline, H: body.H}
		p.OutlineEdge = Rect{X: outline, W: 1, H: body.H}
		x = outline + 1
	}
	end := w
	if search > 0 {
		p.Search = Rect{X: w - search, W: search, H: body.H}
		p.SearchEdge = Rect{X: w - search - 1, W: 1, H: body.H}
		end = w - search - 1
	}
	p.Text = Rect{X: x, W: end - x, H: body.H}
	return p
}

// outlineWidth is the width of the outline on a screen w cells wide.
func outlineWidth(w, want int) int {
	if want > 0 {
		return max(paneMin, min(want, w/2-1))
	}
	if w >= threeW {
		return max(34, min(w*22/100, 48))
	}
	return max(26, min(w*32/100, 40))
}

// searchWidth is the width of the search pane on a screen w cells wide.
func searchWidth(w, want int) int {
	most := w/2 - 1
	if w >= threeW {
		most = w/2 - paneMin
	}
	if want > 0 {
		return max(paneMin, min(want, most))
	}
	if w >= threeW {
		return max(38, min(w*28/100, 64))
	}
	return max(36, min(w*45/100, 60))
}
