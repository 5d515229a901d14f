package tui

import (
	"strings"
	"unicode"

	tea "github.com/charmbracelet/bubbletea"
)

// aliases are the keys of a Chinese input method that count as their ASCII twins, besides the
// full-width forms of ASCII itself (U+FF01…U+FF5E).
var aliases = map[rune]rune{
	'、': '/', '【': '[', '】': ']', '「': '[', '」': ']', '『': '{', '』': '}', '《': '<', '》': '>',
	'〈': '<', '〉': '>', '‘': '\'', '’': '\'', '“': '"', '”': '"', '。': '.', '·': '`', '￥': '$', '—': '_', '…': '^', '　': ' ',
}

// ascii is the ASCII twin of a full-width key; r itself where it has none.
func ascii(r rune) rune {
	if r >= '！' && r <= '～' {
		return r - '！' + '!'
	}
	if a, ok := aliases[r]; ok {
		return a
	}
	return r
}

// keyName is the name of a key in the key table. Runes are one rune; see splitKey.
func keyName(k tea.KeyMsg) string {
	if k.Type == tea.KeySpace || k.Type == tea.KeyRunes && string(k.Runes) == " " {
		return "space"
	}
	if k.Type == tea.KeyRunes && len(k.Runes) == 1 {
		r := ascii(k.Runes[0])
		if r == ' ' {
			return "space"
		}
		if k.Alt {
			return "alt+" + string(r)
		}
		return string(r)
	}
	return k.String()
}

// splitKey gives the single keys of a message: keys typed fast arrive as one message with several
// runes. A double dash or ellipsis is one key of an input method.
func splitKey(k tea.KeyMsg) []tea.KeyMsg {
	if k.Type != tea.KeyRunes || len(k.Runes) < 2 {
		return []tea.KeyMsg{k}
	}
	var keys []tea.KeyMsg
	for i, r := range k.Runes {
		if i > 0 && r == k.Runes[i-1] && (r == '—' || r == '…') {
			continue
		}
		keys = append(keys, tea.KeyMsg{Type: tea.KeyRunes, Runes: []rune{r}})
	}
	return keys
}

// oneLine makes typed or pasted text fit for a prompt: line ends and tabs become blanks, control
// characters and what cannot be shown go.
func oneLine(rs []rune) string {
	var sb strings.Builder
	for _, r := range rs {
		switch {
		case r == '\n' || r == '\r' || r == '\t':
			r = ' '
		case unicode.IsControl(r) || r == unicode.ReplacementChar || r == '\ufeff':
			continue
		}
		sb.WriteRune(r)
	}
	return sb.String()
}
