package tui

import (
	"os"
	"path/filepath"
	"strings"
	"testing"

	bubbleshelp "github.com/charmbracelet/bubbles/help"
	tea "github.com/charmbracelet/bubbletea"
)

// What reads the help of Bubbles can read the key table.
var _ bubbleshelp.KeyMap = keyHelp{}

// TestKeyHelp: what help shows of a row are the keys that dispatch knows, also after a rebinding.
func TestKeyHelp(t *testing.T) {
	table, bad := rebind(defaultKeys, map[string]any{"help": "f12", "zen": "ctrl+r"})
	if bad != nil {
		t.Fatal(bad)
	}
	m, err := newKeymap(table)
	if err != nil {
		t.Fatal(err)
	}
	h := keyHelp{m, english}
	if s := h.ShortHelp(); len(s) != 1 || s[0].Help().Key != "F12" || s[0].Help().Desc != "help" {
		t.Errorf("footer: %v", s)
	}
	if got := h.keysOf(zen, 2); got != "Ctrl+R" {
		t.Errorf("palette: zen has %q", got)
	}
	shown, rows := 0, 0
	for _, column := range h.FullHelp() {
		for _, b := range column {
			shown += len(b.Keys())
			if b.Help().Key == "" || b.Help().Desc == "" || !b.Enabled() {
				t.Errorf("a row without help: %v", b)
			}
			for _, k := range b.Keys() {
				known := false
				for s := range m.find {
					_, ok := m.lookup(s, k)
					known = known || ok
				}
				if !known {
					t.Errorf("%s is shown and does nothing", k)
				}
			}
		}
	}
	for _, b := range table {
		rows += len(b.sequences())
	}
	if shown != rows {
		t.Errorf("%d keys are shown, %d bound", shown, rows)
	}
}

// TestKeyTable refuses two actions for one key in one place, keys that cannot arrive, and actions
// that have no words.
func TestKeyTable(t *testing.T) {
	if _, err := newKeymap(defaultKeys); err != nil {
		t.Error(err)
	}
	for _, b := range defaultKeys {
		if b.zh == "" || b.en == "" {
			t.Errorf("%s: no words", b.do)
		}
		for _, k := range b.sequences() {
			for i, p := range strings.Split(k, "·") {
				if why, bad := impossible[p]; bad {
					t.Errorf("%s: %s is sent for %s", b.do, p, why)
				}
				if !knownKey(p) {
					t.Errorf("%s: %s is no key", b.do, p)
				}
				if i == 0 && len(p) == 1 && p[0] >= '1' && p[0] <= '9' { // 0 is one only behind another
					t.Errorf("%s: digits are counts", b.do)
				}
			}
		}
	}
}

// TestKeyClash is the test of the test above.
func TestKeyClash(t *testing.T) {
	for _, c := range []struct {
		name  string
		table []binding
	}{
		{"the same place", []binding{{do: "a", keys: "x"}, {do: "b", keys: "x"}}},
		{"base and pane", []binding{{do: "a", keys: "x"}, {do: "b", scope: scopeText, keys: "x"}}},
		{"pane and base", []binding{{do: "b", scope: scopeOutline, keys: "x"}, {do: "a", keys: "x"}}},
		{"a key and a sequence", []binding{{do: "a", keys: "z"}, {do: "b", keys: "z·1"}}},
	} {
		if _, err := newKeymap(c.table); err == nil {
			t.Errorf("%s: no clash", c.name)
		}
	}
	if _, err := newKeymap([]binding{{do: "a", scope: scopeText, keys: "x"}, {do: "b", scope: scopeOutline, keys: "x"}}); err != nil {
		t.Errorf("two panes: %v", err)
	}
}

// TestWithoutLetters: every action has a key that is no letter, or a name in the palette, which
// has one.
func TestWithoutLetters(t *testing.T) {
	m, err := newKeymap(defaultKeys)
	if err != nil {
		t.Fatal(err)
	}
	if a, _ := m.lookup(scopeText, "f10"); a != palette {
		t.Fatal("the palette has no key without letters")
	}
	d := drive(t, Options{Docs: nil, Lang: "en"}, 100, 30)
	in := map[action]bool{}
	for _, it := range d.commands().items {
		in[it.do.(action)] = true
	}
	for _, b := range defaultKeys {
		plain := false
		for _, k := range b.sequences() {
			if len(k) > 1 && !strings.Contains(k, "·") && !strings.HasPrefix(k, "ctrl+") {
				plain = true
			}
		}
		if !plain && !in[b.do] && b.do != foldLevel {
			t.Errorf("%s cannot be reached without letters", b.do)
		}
	}
}

func TestFullWidthKeys(t *testing.T) {
	for typed, want := range map[rune]string{'／': "/", '、': "/", '：': ":", '？': "?", '【': "[", '】': "]", '「': "[", '」': "]", '《': "<", '》': ">",
		'‘': "'", '’': "'", '＠': "@", '－': "-", '＝': "=", '０': "0", '９': "9", 'ａ': "a", 'Ｚ': "Z", '　': "space", 'x': "x"} {
		if got := keyName(tea.KeyMsg{Type: tea.KeyRunes, Runes: []rune{typed}}); got != want {
			t.Errorf("%c is %s, want %s", typed, got, want)
		}
	}
}

func TestRebind(t *testing.T) {
	table, bad := rebind(defaultKeys, map[string]any{"zen": "f12", "find": []any{"/", "ctrl+r"}})
	if bad != nil {
		t.Fatal(bad)
	}
	m, err := newKeymap(table)
	if err != nil {
		t.Fatal(err)
	}
	for k, want := range map[string]action{"f12": zen, "ctrl+r": findHere, "/": findHere} {
		if a, _ := m.lookup(scopeText, k); a != want {
			t.Errorf("%s does %q, want %s", k, a, want)
		}
	}
	if a, ok := m.lookup(scopeText, "f11"); ok {
		t.Errorf("f11 still does %s", a)
	}
	for name, v := range map[string]any{"zen": "q", "help": "ctrl+i", "find": "5", "search": "hyper+x", "no-such": "x", "quit": 3} {
		table, bad := rebind(defaultKeys, map[string]any{name: v})
		if len(bad) != 1 || !strings.Contains(bad[0][0], name) || !strings.Contains(bad[0][1], name) {
			t.Errorf("%s = %v: %v", name, v, bad)
		} else if strings.Contains(bad[0][0]+bad[0][1], "%!") {
			t.Errorf("%s = %v: a blank is not filled: %v", name, v, bad)
		}
		if m, err := newKeymap(table); err != nil {
			t.Error(err)
		} else if a, _ := m.lookup(scopeText, "q"); a != closeUp {
			t.Errorf("%s = %v: q does %s", name, v, a)
		}
	}
}

func TestKeysMarkdown(t *testing.T) {
	for _, l := range []string{"zh", "en"} {
		s := KeysMarkdown(l)
		for _, row := range strings.Split(strings.TrimSpace(s), "\n") {
			if n := strings.Count(strings.ReplaceAll(row, `\|`, ""), "|"); n != 3 {
				t.Errorf("%s: not two columns: %s", l, row)
			}
		}
		for _, k := range []string{"`j`", "`F3`", "`Alt+←`", "`z1…z9`", `\|`} {
			if !strings.Contains(s, k) {
				t.Errorf("%s: %s is not in the list", l, k)
			}
		}
	}
}

// TestOffers: where there is room the footer names keys that work where the reader is, those that the
// reader has bound.
func TestOffers(t *testing.T) {
	conf := filepath.Join(t.TempDir(), "config.toml")
	if err := os.WriteFile(conf, []byte("[keys]\njump = \"ctrl+r\"\ndocuments = \"\"\n"), 0o644); err != nil {
		t.Fatal(err)
	}
	d := drive(t, Options{Docs: two(t), Lang: "zh", Ambiguous: 1, Config: conf}, 120, 20)
	d.wantBottom("Ctrl+R 跳转  / 查找  s 检索  o 目录  q 退出")
	for _, c := range []struct{ keys, want string }{
		{"tab", "⏎ 到正文  Space 折叠"}, {"tab f7 帮扶 enter", "n 下一处  N 上一处"}, {"esc f11", "? 帮助"}, {"esc W enter", ". 下一差异"},
	} {
		d.keys(c.keys)
		d.wantBottom(c.want)
		for _, o := range d.offered() {
			if d.model.keys.firstKey(o.do) == "" && o.do != docList {
				t.Errorf("%s: %s has no key", c.keys, o.do)
			}
		}
	}
}
