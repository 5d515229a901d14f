package tui

import (
	"io"
	"strings"

	"github.com/charmbracelet/lipgloss"
	"github.com/muesli/termenv"
)

// A role is what a stretch of the screen is, from which its style follows. Every difference that
// matters is one of weight, underline or reverse as well as of colour.
type role uint8

const (
	roleText      role = iota // 正文
	roleDim                   // secondary text
	roleFrame                 // dividers
	roleTitle                 // document title, panel titles
	roleHeading               // 标题 in the text
	roleLabel                 // its number
	roleCurrent               // the section being read, in the outline
	roleCursor                // the row under the cursor of the pane that has the focus
	roleCursorOff             // the same where the focus is elsewhere
	roleMatch                 // a match
	roleMatchNow              // the current match
	roleSelect                // selected text
	roleLink                  // a reference that can be followed
	roleNoted                 // a passage that the user has noted
	roleNote                  // a remark of the reader's own in the text: elision, repair
	roleCount                 // hit counts
	roleBar                   // status row
	roleBarTitle
	roleKey // a key in help and footer
	roleError
	roleInserted // words that the older of two documents has not
	roleDeleted  // words that the newer of two documents has not
	roles
)

// A look is the styles of a theme as the sequences that switch them on.
type look struct {
	name string
	on   [roles]string
}

const styleOff = "\x1b[0m"

// themes in the order in which they are stepped through.
var themes = []string{"", "light", "dark", "contrast", "mono"}

// newLook makes the look of a theme for what the terminal can show. An unknown theme is the
// first: the terminal's own colours.
func newLook(theme string, profile termenv.Profile) *look {
	r := lipgloss.NewRenderer(io.Discard)
	r.SetColorProfile(profile)
	st := func() lipgloss.Style { return r.NewStyle() }
	fg := func(s lipgloss.Style, c string) lipgloss.Style { return s.Foreground(lipgloss.Color(c)) }

	// The terminal's own colours: no background, the sixteen ANSI accents only.
	s := [roles]lipgloss.Style{
		roleText:      st(),
		roleDim:       st().Faint(true),
		roleFrame:     st().Faint(true),
		roleTitle:     st().Bold(true),
		roleHeading:   st().Bold(true),
		roleLabel:     fg(st().Bold(true), "6"),
		roleCurrent:   fg(st().Bold(true), "6"),
		roleCursor:    st().Reverse(true),
		roleCursorOff: st().Bold(true).Underline(true),
		roleMatch:     fg(st().Bold(true).Underline(true), "3"),
		roleMatchNow:  fg(st().Bold(true).Reverse(true), "3"),
		roleSelect:    st().Reverse(true),
		roleLink:      fg(st().Underline(true), "4"),
		roleNoted:     fg(st().Underline(true), "5"),
		roleNote:      fg(st().Italic(true), "5"),
		roleCount:     fg(st(), "3"),
		roleBar:       st().Faint(true),
		roleBarTitle:  st().Bold(true),
		roleKey:       st().Bold(true),
		roleError:     fg(st().Bold(true), "1"),
		roleInserted:  fg(st().Bold(true).Underline(true), "2"),
		roleDeleted:   fg(st().Strikethrough(true), "1"),
	}
	paint := func(colors map[role]string) {
		for k, c := range colors {
			s[k] = fg(s[k], c)
		}
	}
	switch theme {
	case "light":
		paint(map[role]string{roleText: "#1a1a1a", roleDim: "#666666", roleFrame: "#999999", roleTitle: "#000000", roleHeading: "#000000",
			roleLabel: "#00558b", roleCurrent: "#00558b", roleMatch: "#8a4b00", roleMatchNow: "#8a4b00", roleLink: "#0b4f9e",
			roleNoted: "#7a2d7a", roleNote: "#7a2d7a", roleCount: "#8a4b00", roleBar: "#555555", roleError: "#a00000", roleKey: "#00558b",
			roleInserted: "#1a6b1a", roleDeleted: "#a00000"})
		s[roleDim], s[roleFrame], s[roleBar] = s[roleDim].Faint(false), s[roleFrame].Faint(false), s[roleBar].Faint(false)
		for i := range s {
			s[i] = s[i].Background(lipgloss.Color("#fbfaf5"))
		}
	case "dark":
		paint(map[role]string{roleText: "#d8d8d2", roleDim: "#8f8f8a", roleFrame: "#5c5c58", roleTitle: "#ffffff", roleHeading: "#ffffff",
			roleLabel: "#7fc8e8", roleCurrent: "#7fc8e8", roleMatch: "#f0c060", roleMatchNow: "#f0c060", roleLink: "#8ab4f8",
			roleNoted: "#d7a0d7", roleNote: "#d7a0d7", roleCount: "#f0c060", roleBar: "#a0a09a", roleError: "#ff8080", roleKey: "#7fc8e8",
			roleInserted: "#8fd88f", roleDeleted: "#ff8080"})
		s[roleDim], s[roleFrame], s[roleBar] = s[roleDim].Faint(false), s[roleFrame].Faint(false), s[roleBar].Faint(false)
		for i := range s {
			s[i] = s[i].Background(lipgloss.Color("#1c1c1e"))
		}
	case "contrast":
		paint(map[role]string{roleText: "15", roleDim: "15", roleFrame: "15", roleTitle: "15", roleHeading: "15", roleLabel: "14", roleCurrent: "14",
			roleMatch: "11", roleMatchNow: "11", roleLink: "14", roleNoted: "13", roleNote: "13", roleCount: "11", roleBar: "15", roleError: "9", roleKey: "14",
			roleInserted: "10", roleDeleted: "9"})
		for i := range s {
			s[i] = s[i].Faint(false).Background(lipgloss.Color("0"))
		}
	case "mono":
		profile = termenv.Ascii
	}
	l := &look{name: theme}
	for i := range s {
		l.on[i] = sequence(s[i], profile)
	}
	return l
}

// sequence is what switches a style on. Without colours (NO_COLOR, mono) the attributes stay:
// termenv would drop them with the colours.
func sequence(s lipgloss.Style, p termenv.Profile) string {
	if p != termenv.Ascii {
		on, _, ok := strings.Cut(s.Render("x"), "x")
		if !ok {
			return ""
		}
		return on
	}
	var codes []string
	for _, a := range []struct {
		set  bool
		code string
	}{{s.GetBold(), "1"}, {s.GetFaint(), "2"}, {s.GetItalic(), "3"}, {s.GetUnderline(), "4"}, {s.GetReverse(), "7"}, {s.GetStrikethrough(), "9"}} {
		if a.set {
			codes = append(codes, a.code)
		}
	}
	if codes == nil {
		return ""
	}
	return "\x1b[" + strings.Join(codes, ";") + "m"
}
