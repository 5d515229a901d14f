package tui

import (
	"slices"
	"strings"

	"github.com/charmbracelet/bubbles/key"
)

// bound gives the row as Bubbles has it: the sequences of the row and, for help, its keys as they
// are printed with what they do in language l. Help, footer, palette and the README's list read
// these; dispatch reads the sequences.
func (b binding) bound(l lang) key.Binding {
	ks := b.sequences()
	return key.NewBinding(key.WithKeys(ks...), key.WithHelp(printKeys(b.do, ks), l.pick(b.zh, b.en)))
}

// printKeys prints the keys of one row.
func printKeys(a action, ks []string) string {
	if a == foldLevel && len(ks) == 9 {
		return "z1…z9"
	}
	printed := make([]string, len(ks))
	for i, k := range ks {
		printed[i] = printKey(k)
	}
	return strings.Join(printed, " ")
}

// A keyHelp is a key table as the help of Bubbles reads it (help.KeyMap).
type keyHelp struct {
	*keymap
	lang lang
}

// ShortHelp is what the footer always shows: how to get help.
func (h keyHelp) ShortHelp() []key.Binding {
	for _, b := range h.table {
		if b.do == help && b.keys != "" {
			k := b.bound(h.lang)
			k.SetHelp(printKey(k.Keys()[0]), k.Help().Desc)
			return []key.Binding{k}
		}
	}
	return nil
}

// FullHelp has a column for every group of the table. Rows of one action that say the same are one
// binding with the keys of all.
func (h keyHelp) FullHelp() [][]key.Binding {
	columns := make([][]key.Binding, groups)
	at := map[string]int{}
	for _, b := range h.table {
		if b.keys == "" {
			continue
		}
		k := b.bound(h.lang)
		id := groupNames[b.group][1] + " " + string(b.do) + " " + k.Help().Desc
		col := &columns[b.group]
		if i, ok := at[id]; ok {
			old := &(*col)[i]
			old.SetHelp(old.Help().Key+" "+k.Help().Key, k.Help().Desc)
			old.SetKeys(append(old.Keys(), k.Keys()...)...)
			continue
		}
		at[id] = len(*col)
		*col = append(*col, k)
	}
	return columns
}

// keysOf lists the keys of an action as they are printed, the first max of them.
func (h keyHelp) keysOf(a action, max int) string {
	var ks []string
	for _, b := range h.table {
		if b.do != a {
			continue
		}
		for _, k := range strings.Fields(b.bound(h.lang).Help().Key) {
			if !slices.Contains(ks, k) && len(ks) < max {
				ks = append(ks, k)
			}
		}
	}
	return strings.Join(ks, " ")
}

// KeysMarkdown is the key table as Markdown, for the README: "zh", "zh-Hant" or "en".
func KeysMarkdown(language string) string {
	m, err := newKeymap(defaultKeys)
	if err != nil {
		return err.Error()
	}
	l := langOf(language)
	var sb strings.Builder
	sb.WriteString("| " + l.pick("键", "keys") + " | " + l.pick("作用", "does") + " |\n|---|---|\n")
	for gr, column := range (keyHelp{m, l}).FullHelp() {
		sb.WriteString("| **" + l.pick(groupNames[gr][0], groupNames[gr][1]) + "** | |\n")
		for _, b := range column {
			keys := strings.ReplaceAll(b.Help().Key, "|", `\|`)
			for i, k := range strings.Fields(keys) {
				if i > 0 {
					sb.WriteString(" ")
				} else {
					sb.WriteString("| ")
				}
				if k == "`" {
					sb.WriteString("`` ` ``")
				} else {
					sb.WriteString("`" + k + "`")
				}
			}
			sb.WriteString(" | " + b.Help().Desc + " |\n")
		}
	}
	return sb.String()
}
