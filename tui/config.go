package tui

import (
	"bytes"
	"errors"
	"fmt"
	"io/fs"
	"maps"
	"os"
	"path/filepath"
	"slices"
	"strings"

	"github.com/adrg/xdg"
	"github.com/pelletier/go-toml/v2"
)

// A config is what the configuration file can say; settings lists it with words. What it does not say
// has the zero value.
type config struct {
	Lang      string         `toml:"lang"`
	Theme     string         `toml:"theme"`
	Ambiguous int            `toml:"ambiguous"`
	Pad       bool           `toml:"pad"`
	ASCII     bool           `toml:"ascii"`
	Mouse     string         `toml:"mouse"`
	Sync      *bool          `toml:"sync"`
	Width     int            `toml:"width"`
	Spacing   int            `toml:"spacing"`
	Justify   bool           `toml:"justify"`
	Indent    *bool          `toml:"indent"`
	Hanging   bool           `toml:"hanging"`
	Sizes     bool           `toml:"sizes"`
	Keys      map[string]any `toml:"keys"`
}

// A problem is what is wrong in the configuration file, in Chinese and in English: in which language
// to say it may be said in the file.
type problem [2]string

// problemf fills the blanks of both.
func problemf(zh, en string, args ...any) problem {
	return problem{fmt.Sprintf(zh, args...), fmt.Sprintf(en, args...)}
}

// ConfigPath is where the configuration file is looked for.
func ConfigPath() string { return filepath.Join(xdg.ConfigHome, "gangmu", "config.toml") }

// readConfig reads the configuration file. A file that is not there says nothing. What is wrong
// in it is reported and left out; it never keeps the reader from starting.
func readConfig(path string) (c config, problems []problem) {
	named := path != ""
	if !named {
		path = ConfigPath()
	}
	data, err := os.ReadFile(path)
	if errors.Is(err, fs.ErrNotExist) && !named {
		return c, nil
	}
	if err != nil {
		return c, []problem{{err.Error(), err.Error()}}
	}
	dec := toml.NewDecoder(bytes.NewReader(data)).DisallowUnknownFields()
	if err := dec.Decode(&c); err != nil {
		var unknown *toml.StrictMissingError
		if errors.As(err, &unknown) {
			for _, e := range unknown.Errors {
				row, _ := e.Position()
				problems = append(problems, problemf("%s:%d: 没有 %s 这项设置", "%s:%d: %s: no such setting", path, row, strings.Join(e.Key(), ".")))
			}
			return c, append(problems, c.amend(path)...)
		}
		var at *toml.DecodeError
		if errors.As(err, &at) {
			row, col := at.Position()
			return config{}, []problem{problemf("%s:%d:%d: 写法不对：%v", "%s:%d:%d: %v", path, row, col, err)}
		}
		return config{}, []problem{problemf("%s: %v", "%s: %v", path, err)}
	}
	return c, c.amend(path)
}

// amend leaves out the values that a setting cannot have, and reports them.
func (c *config) amend(path string) (problems []problem) {
	bad := func(name string, v any) {
		problems = append(problems, problemf("%s: 不能是 %s = %v", "%s: cannot be %s = %v", path, name, v))
	}
	if !slices.Contains(themes, c.Theme) {
		bad("theme", c.Theme)
		c.Theme = ""
	}
	if c.Mouse != "" && c.Mouse != "on" && c.Mouse != "off" && c.Mouse != "auto" {
		bad("mouse", c.Mouse)
		c.Mouse = ""
	}
	if l := strings.ToLower(c.Lang); l != "" && !strings.HasPrefix(l, "zh") && !strings.HasPrefix(l, "en") {
		bad("lang", c.Lang)
		c.Lang = ""
	}
	for _, n := range []struct {
		name        string
		v           *int
		least, most int
	}{{"ambiguous", &c.Ambiguous, 1, 2}, {"width", &c.Width, 20, 400}, {"spacing", &c.Spacing, 0, 9}} {
		if *n.v != 0 && (*n.v < n.least || *n.v > n.most) {
			bad(n.name, *n.v)
			*n.v = 0
		}
	}
	return problems
}

// impossible are keys that a terminal cannot tell from others, or never passes on.
var impossible = map[string]string{
	"ctrl+i": "tab", "ctrl+m": "enter", "ctrl+h": "backspace", "ctrl+[": "esc", "ctrl+s": "flow control",
	"ctrl+j": "enter", "ctrl+space": "input methods",
}

// rebind replaces the keys of the actions named in conf. An action that is not known, a key that
// cannot be, or one that another action has is reported, and that action keeps its keys.
func rebind(table []binding, conf map[string]any) (out []binding, problems []problem) {
	out = slices.Clone(table)
	for _, name := range slices.Sorted(maps.Keys(conf)) {
		keys, err := keyList(conf[name])
		if err != nil {
			problems = append(problems, problemf("keys.%[1]s: %[2]s", "keys.%[1]s: %[3]s", name, err[0], err[1]))
			continue
		}
		try := slices.Clone(out)
		found := false
		for i := range try {
			if string(try[i].do) == name || strings.TrimSuffix(string(try[i].do), "-") == name {
				if found {
					try[i].keys = ""
				} else {
					try[i].keys = strings.Join(keys, " ")
				}
				found = true
			}
		}
		if !found {
			problems = append(problems, problemf("keys.%s: 没有这个命令", "keys.%s: no such action", name))
			continue
		}
		if _, err := newKeymap(try); err != nil {
			problems = append(problems, problemf("keys.%s: 一键两用：%v", "keys.%s: one key for two actions: %v", name, err))
			continue
		}
		out = try
	}
	return out, problems
}

// keyList reads the value of one action: a key, a list of keys, or none.
func keyList(v any) ([]string, *problem) {
	var raw []string
	switch v := v.(type) {
	case string:
		raw = []string{v}
	case []any:
		for _, k := range v {
			s, ok := k.(string)
			if !ok {
				return nil, noKey(k)
			}
			raw = append(raw, s)
		}
	default:
		return nil, noKey(v)
	}
	var keys []string
	for _, k := range raw {
		parts := strings.Fields(k) // a sequence: "z 1"
		if k == " " {
			parts = []string{"space"}
		}
		for i, p := range parts {
			if len([]rune(p)) > 1 {
				p = strings.ToLower(p)
			}
			if why, never := impossible[p]; never {
				bad := problemf("%s 不能用：终端把它当作 %s", "%s cannot be bound: a terminal sends it for %s", p, why)
				return nil, &bad
			}
			if len([]rune(p)) == 1 && i == 0 && p >= "0" && p <= "9" {
				bad := problemf("%s 不能用：数字是次数", "%s cannot be bound: digits are counts", p)
				return nil, &bad
			}
			if !knownKey(p) {
				return nil, noKey(p)
			}
			parts[i] = p
		}
		if len(parts) > 0 {
			keys = append(keys, strings.Join(parts, "·"))
		}
	}
	return keys, nil
}

func noKey(v any) *problem {
	p := problemf("%v 不是键", "%v is no key", v)
	return &p
}

// knownKey reports whether a key of that name can ever arrive.
func knownKey(k string) bool {
	base := strings.TrimPrefix(strings.TrimPrefix(strings.TrimPrefix(k, "alt+"), "ctrl+"), "shift+")
	if len([]rune(base)) == 1 {
		return base != " " && ascii([]rune(base)[0]) == []rune(base)[0]
	}
	switch base {
	case "up", "down", "left", "right", "home", "end", "pgup", "pgdown", "enter", "esc", "tab", "space", "backspace", "delete", "insert":
		return true
	}
	var n int
	if _, err := fmt.Sscanf(base, "f%d", &n); err == nil && n >= 1 && n <= 20 && base == fmt.Sprintf("f%d", n) {
		return true
	}
	return false
}
