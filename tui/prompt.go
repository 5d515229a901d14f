package tui

import (
	"slices"
	"unicode"

	tea "github.com/charmbracelet/bubbletea"
)

// A promptKind says what a prompt asks for.
type promptKind uint8

const (
	promptNone   promptKind = iota
	promptJump              // g: a number, a part of a heading
	promptFind              // /: a term in this document
	promptFilter            // &: a term; only paragraphs that hold it
	promptSearch            // s: a query over all documents
	promptList              // narrows the list above it: headings, documents, commands …
	promptNote              // a: what to write beside a passage
	promptExport            // the file that a table is written to
	promptTrend             // C: terms to count by year
)

// A prompt is one line of typed text with a caret. While it is open no letter is a command.
type prompt struct {
	kind  promptKind
	text  []rune
	caret int // 0…len(text)
	past  []string
	at    int    // in past; len(past) = what is typed now
	draft string // what was typed before going back in past
	fresh bool   // the text stands for what was asked last: typing replaces it
}

func newPrompt(kind promptKind, text string, past []string) prompt {
	rs := []rune(text)
	return prompt{kind: kind, text: rs, caret: len(rs), past: past, at: len(past)}
}

func (p *prompt) open() bool { return p.kind != promptNone }

func (p *prompt) value() string { return string(p.text) }

func (p *prompt) set(s string) { p.text = []rune(s); p.caret = len(p.text) }

// promptLen bounds what is typed at a prompt, in characters: a document that was pasted is no term.
const promptLen = 1000

func (p *prompt) insert(s string) {
	rs := []rune(s)
	rs = rs[:min(len(rs), max(promptLen-len(p.text), 0))]
	p.text = slices.Insert(p.text, p.caret, rs...)
	p.caret += len(rs)
}

// key edits the line. It reports whether the key was an editing key, and whether the text changed.
func (p *prompt) key(k tea.KeyMsg) (used, changed bool) {
	n := len(p.text)
	if p.fresh && (k.Type == tea.KeyRunes && !k.Alt || k.Type == tea.KeySpace || k.Type == tea.KeyBackspace) {
		p.text, p.caret = nil, 0
	}
	p.fresh = false
	switch k.Type {
	case tea.KeyRunes, tea.KeySpace:
		if k.Alt {
			return p.altKey(k), false
		}
		s := oneLine(k.Runes)
		if k.Type == tea.KeySpace {
			s = " "
		}
		p.insert(s)
		return true, s != ""
	case tea.KeyBackspace:
		if p.caret > 0 {
			from := p.caret - 1
			if k.Alt {
				from = p.wordLeft()
			}
			p.text = slices.Delete(p.text, from, p.caret)
			p.caret = from
		}
	case tea.KeyDelete, tea.KeyCtrlD:
		if p.caret < n {
			p.text = slices.Delete(p.text, p.caret, p.caret+1)
		}
	case tea.KeyCtrlW:
		from := p.wordLeft()
		p.text = slices.Delete(p.text, from, p.caret)
		p.caret = from
	case tea.KeyCtrlU:
		p.text = slices.Delete(p.text, 0, p.caret)
		p.caret = 0
	case tea.KeyCtrlK:
		p.text = p.text[:p.caret]
	case tea.KeyLeft, tea.KeyCtrlB:
		p.caret = max(p.caret-1, 0)
	case tea.KeyRight, tea.KeyCtrlF:
		p.caret = min(p.caret+1, n)
	case tea.KeyHome, tea.KeyCtrlA:
		p.caret = 0
	case tea.KeyEnd, tea.KeyCtrlE:
		p.caret = n
	case tea.KeyCtrlLeft:
		p.caret = p.wordLeft()
	case tea.KeyCtrlRight:
		p.caret = p.wordRight()
	default:
		return false, false
	}
	return true, len(p.text) != n
}

func (p *prompt) altKey(k tea.KeyMsg) bool {
	switch string(k.Runes) {
	case "b":
		p.caret = p.wordLeft()
	case "f":
		p.caret = p.wordRight()
	default:
		return false
	}
	return true
}

// recall goes back (-1) or forward (+1) in what was typed before.
func (p *prompt) recall(step int) bool {
	at := p.at + step
	if at < 0 || at > len(p.past) {
		return false
	}
	if p.at == len(p.past) {
		p.draft = p.value()
	}
	p.at = at
	if at == len(p.past) {
		p.set(p.draft)
	} else {
		p.set(p.past[at])
	}
	return true
}

// A word, at the caret, is a run of letters and digits of one script; a Han run counts as one.
func (p *prompt) wordLeft() int {
	i := p.caret
	for i > 0 && wordClass(p.text[i-1]) == 0 {
		i--
	}
	if i == 0 {
		return 0
	}
	for c := wordClass(p.text[i-1]); i > 0 && wordClass(p.text[i-1]) == c; {
		i--
	}
	return i
}

func (p *prompt) wordRight() int {
	i, n := p.caret, len(p.text)
	for i < n && wordClass(p.text[i]) == 0 {
		i++
	}
	for c := 0; i < n && wordClass(p.text[i]) != 0; i++ {
		if c != 0 && wordClass(p.text[i]) != c {
			break
		}
		c = wordClass(p.text[i])
	}
	return i
}

func wordClass(r rune) int {
	switch {
	case unicode.Is(unicode.Han, r):
		return 1
	case unicode.IsLetter(r) || unicode.IsDigit(r):
		return 2
	}
	return 0
}

// from is the first character shown where the line has w cells, so that the caret is in view.
// width measures text.
func (p *prompt) from(w int, width func(string) int) int {
	i, n := p.caret, 0
	for i > 0 {
		if n += width(string(p.text[i-1])); n > w-1 {
			break
		}
		i--
	}
	return i
}
