package tui

import (
	"context"
	"strings"
	"sync"

	tea "github.com/charmbracelet/bubbletea"
	"github.com/muesli/termenv"

	"gangmu/tui/layout"
)

// A shell is what every pane draws with: language, looks, the one measure, the pen.
type shell struct {
	o       Options
	conf    config
	lang    lang
	look    *look
	m       layout.Measure
	keys    *keymap
	pen     pen
	screen  *screen // nil in tests
	profile termenv.Profile
	mouseOn bool
	copyTo  func(string) // in tests, where copies go
	plainUI bool         // ASCII only
	turn    sync.Mutex   // see behind

	caretRow, caretCol int // where the frame that is drawn wants the cursor, from 1; 0 = nowhere
}

// glyph is the sign for the terminal: its ASCII twin in ASCII mode.
func (sh *shell) glyph(sign, twin string) string {
	if sh.plainUI {
		return twin
	}
	return sign
}

// keyHelp is the key table in the language of the interface.
func (sh *shell) keyHelp() keyHelp { return keyHelp{sh.keys, sh.lang} }

// A model is the whole program. Panes change only themselves; what they want of others they
// return as an intent, and do carries it out.
type model struct {
	*shell
	ctx        context.Context
	w, h       int
	plan       layout.Panes
	library    *shelf // every document that can be opened or searched
	text       textPane
	outline    outlinePane
	results    resultsPane
	prompt     prompt
	list       *list       // the list that is open over the lower part of the text, or nil
	page       *page       // help or information over the text, or nil
	want       layout.Open // which panes are wanted
	focused    scope
	keyed      keyed // what has been typed of a command
	history    history
	note       note
	origin     spot    // where the prompt was opened
	memory     *memory // what is kept between runs
	task       task    // the request numbers of what runs in the background
	dragging   dragKind
	watcher    *watcher
	following  *follower // nil where no library is kept in step
	beside     *beside   // a second document; nil = none
	before     foundBefore
	notes      noteBook
	previewed  bool   // the search pane has moved the text
	crash      error  // a fault that ends the program
	end        func() // ends the program from anywhere; nil in tests
	first      *openedMsg
	firstLater <-chan openedMsg
}

// keyed is what has been typed of a command: a count, the beginning of a sequence.
type keyed struct {
	count  int
	prefix string
	wants  action // the action that waits for the next key as its argument
}

// A note is what the status row says for a while.
type note struct {
	text  string
	error bool
}

func (m *model) say(s saying, args ...any) { m.note = note{text: m.shell.say(s, args...)} }

func (m *model) complain(s saying, args ...any) { m.note = note{m.shell.say(s, args...), true} }

// Init starts the work that the first frame does not wait for.
func (m *model) Init() tea.Cmd { return m.begin() }

// Update takes one message.
func (m *model) Update(msg tea.Msg) (_ tea.Model, cmd tea.Cmd) {
	defer func() {
		if r := recover(); r != nil {
			m.crash = crashed(r, m.o.Version)
			cmd = tea.Quit
		}
	}()
	cmd = m.take(msg)
	m.settle()
	return m, cmd
}

func (m *model) take(msg tea.Msg) tea.Cmd {
	switch msg := msg.(type) {
	case tea.WindowSizeMsg:
		return m.resize(msg.Width, msg.Height)
	case tea.KeyMsg:
		return m.key(msg)
	case tea.MouseMsg:
		return m.mouse(msg)
	case wheelMsg:
		return m.wheel(msg)
	case openedMsg:
		return m.opened(msg)
	case foundMsg:
		return m.foundHere(msg)
	case searchedMsg:
		return m.searched(msg)
	case libraryMsg:
		return m.libraryOpened(msg)
	case heldMsg:
		return m.heldOpen(msg)
	case gatheredMsg:
		return m.gatheredMore(msg)
	case pairedMsg:
		m.paired(msg)
	case previewMsg:
		return m.previewDue(msg)
	case shelfMsg:
		return m.shelved(msg)
	case changedMsg:
		return m.changed(msg)
	case reloadedMsg:
		return m.reloaded(msg)
	case copiedMsg:
		m.copied(msg)
	case checkedMsg:
		m.checked(msg)
	case citingMsg:
		m.citingFound(msg)
	case followedMsg:
		return m.followed(msg)
	case exportedMsg:
		m.exported(msg)
	case trendMsg:
		m.showTrend(msg)
	case notesMsg:
		m.notesRead(msg)
	case tea.ResumeMsg:
		if m.mouseOn {
			return tea.Batch(tea.EnableMouseCellMotion, tea.ClearScreen)
		}
		return tea.ClearScreen
	case returnedMsg:
		m.mouseOn = msg.mouse
		if msg.mouse {
			return tea.EnableMouseCellMotion
		}
	case errorMsg:
		m.note = note{msg.text, true}
	}
	return nil
}

// resize takes the size of the screen. The place stays, because it is no row. The screen is
// cleared, since a terminal may have wrapped or moved what stood on it.
func (m *model) resize(w, h int) tea.Cmd {
	same := m.w == 0 || m.w == w && m.h == h
	m.w, m.h = w, h
	m.arrange()
	if same {
		return nil
	}
	return tea.ClearScreen
}

// arrange tells every pane its rectangle.
func (m *model) arrange() {
	m.want.Search = m.results.shown
	m.want.Focus = panes[m.focused]
	want := m.want
	want.Outline = want.Outline && m.text.doc != nil
	m.plan = layout.Split(max(m.w, 1), max(m.h, 1), want)
	if m.beside != nil && want.Outline && !m.narrow() && m.plan.Text.W < 2*besideMin+1 {
		want.Outline = false
		m.plan = layout.Split(max(m.w, 1), max(m.h, 1), want)
	}
	read, other := m.textRects()
	m.text.w, m.text.h = read.W, max(read.H-m.trailRows(), 1)
	if m.beside != nil {
		m.beside.text.w, m.beside.text.h = other.W, max(other.H-m.trailRows(), 1)
		m.beside.text.opts, m.beside.text.limit = m.text.opts, m.text.limit
	}
	m.text.center = m.want.Zen
	m.outline.resize(m.plan.Outline.H)
	m.results.resize(m.plan.Search.W, m.plan.Search.H)
}

// panes are the panes of the scopes.
var panes = map[scope]layout.Pane{scopeText: layout.TextPane, scopeOutline: layout.OutlinePane, scopeResults: layout.SearchPane}

// narrow reports whether panes take turns.
func (m *model) narrow() bool { return m.w < 80 }

func (m *model) trailRows() int {
	if m.plan.Text.H > 2 && (!m.want.Zen || m.beside != nil) {
		return 1
	}
	return 0
}

// settle brings what follows from the state up to date: the outline follows the text.
func (m *model) settle() {
	m.arrange()
	m.locateNotes(m.text.doc)
	if m.beside != nil {
		m.locateNotes(m.beside.text.doc)
	}
	if m.text.doc != nil && m.plan.Text.W > 0 {
		m.outline.follow(m.text.section())
		m.keepInStep()
	}
	if m.focused != scopeOutline {
		m.outline.moved = false
	}
}

// View is the frame: h rows of w cells. Before the size of the screen is known there is none.
func (m *model) View() (frame string) {
	defer func() {
		if r := recover(); r != nil {
			m.crash = crashed(r, m.o.Version)
			if m.end != nil {
				m.end()
			}
			frame = ""
		}
	}()
	if m.w <= 0 || m.h <= 0 || m.crash != nil {
		return ""
	}
	m.caretRow, m.caretCol = 0, 0
	defer func() { m.screen.cursor(m.caretRow, m.caretCol) }() // at once: the frame before may be written meanwhile
	if m.plan.Small {
		return m.tooSmall()
	}
	var sb strings.Builder
	sb.Grow(m.w * m.h * 4)
	left, mid, right := m.columns()
	bar := m.divider()
	for y := range m.h - 1 {
		first := true
		for _, pane := range [][]string{left, mid, right} {
			if pane == nil {
				continue
			}
			if !first {
				sb.WriteString(bar)
			}
			sb.WriteString(pane[y])
			first = false
		}
		sb.WriteByte('\n')
	}
	if !m.prompt.open() {
		m.showEnd()
	}
	sb.WriteString(m.bottom())
	return sb.String()
}

// columns draws the panes; a pane that is not shown is nil.
func (m *model) columns() (left, mid, right []string) {
	if r := m.plan.Outline; r.W > 0 {
		left = m.outline.draw(m.shell, r.W, r.H, m.focused == scopeOutline && m.list == nil && m.page == nil)
	}
	if r := m.plan.Text; r.W > 0 {
		mid = m.middle(r)
	}
	if r := m.plan.Search; r.W > 0 {
		right = m.results.draw(m.shell, m.focused == scopeResults)
	}
	if m.page != nil && mid == nil { // one pane at a time: the page covers it
		page := m.page.draw(m.shell, m.w, m.h-1)
		return nil, page, nil
	}
	return left, mid, right
}

// middle draws the text with its trail above and a list below, or the page over it.
func (m *model) middle(r layout.Rect) []string {
	if m.page != nil {
		return m.page.draw(m.shell, r.W, r.H)
	}
	var rows []string
	switch read, other := m.textRects(); {
	case m.text.doc == nil:
		rows = m.empty(r.W, r.H)
	case other.W > 0:
		rows = m.drawTexts(read, other)
	default:
		rows = m.drawText(&m.text, r.W, "")
	}
	if m.list != nil && m.list.alone {
		return m.list.draw(m.shell, r.W, r.H)
	}
	if m.list != nil {
		rows = rows[:min(len(rows), r.H-m.list.height(r.H))]
		rows = append(rows, m.list.draw(m.shell, r.W, r.H-len(rows))...)
	}
	return rows
}

func (m *model) divider() string {
	p := &m.pen
	p.start(1)
	sign := "│"
	if m.plainUI || m.m.Wide {
		sign = "|"
	}
	p.put(roleFrame, sign)
	return p.done(roleFrame)
}

// drawText draws a text with the headings above its first words; note stands at their right.
func (m *model) drawText(t *textPane, w int, note string) []string {
	rows := make([]string, 0, t.h+1)
	if m.trailRows() > 0 {
		p := &m.pen
		p.start(w)
		_, margin := t.width()
		p.blank(roleText, margin)
		n := m.m.Width(note)
		p.put(roleDim, fitTrail(m.shell, t.above(m.beside != nil), w-2*margin-n))
		if n > 0 {
			p.blank(roleText, p.left-n-margin)
			p.put(roleNote, note)
		}
		rows = append(rows, p.done(roleText))
	}
	return append(rows, t.draw(m.shell)...)
}

// empty says what to do where there is nothing to read.
func (m *model) empty(w, h int) []string {
	s := m.shell.say(sayNoDocument)
	switch {
	case m.library.opening != "":
		s = m.shell.say(sayOpening, m.library.opening)
	case m.library.empty():
		s = m.shell.say(sayNoDocs)
	}
	lines := m.m.Wrap(s, max(w-4, 1))
	rows := make([]string, h)
	for y := range rows {
		m.pen.start(w)
		if y > 0 && y <= len(lines) {
			m.pen.blank(roleText, 2)
			m.pen.put(roleDim, lines[y-1])
		}
		rows[y] = m.pen.done(roleText)
	}
	return rows
}

// tooSmall is the notice where nothing can be laid out.
func (m *model) tooSmall() string {
	lines := m.m.Wrap(m.shell.say(sayTooSmall, 40, 8), m.w)
	top := max((m.h-len(lines))/2, 0)
	rows := make([]string, m.h)
	for y := range rows {
		m.pen.start(m.w)
		if i := y - top; i >= 0 && i < len(lines) {
			m.pen.blank(roleText, max((m.w-m.m.Width(lines[i]))/2, 0))
			m.pen.put(roleText, lines[i])
		}
		rows[y] = m.pen.done(roleText)
	}
	return strings.Join(rows, "\n")
}
