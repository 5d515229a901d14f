package tui

import (
	"reflect"
	"strings"
	"testing"

	"github.com/pelletier/go-toml/v2"
)

// TestSettings: the list has every setting of the configuration file, in its order, with words in
// both languages, and each of its values is one.
func TestSettings(t *testing.T) {
	typ := reflect.TypeFor[config]()
	if typ.NumField() != len(settings) {
		t.Fatalf("%d settings are listed, the file has %d", len(settings), typ.NumField())
	}
	for i, s := range settings {
		if name := typ.Field(i).Tag.Get("toml"); name != s[0] {
			t.Errorf("setting %d is %s, listed is %s", i, name, s[0])
		}
		if s[2] == "" || s[3] == "" {
			t.Errorf("%s: no words", s[0])
		}
		for v := range strings.SplitSeq(s[1], " / ") {
			line := s[0] + " = " + v
			if s[0] == "keys" {
				line = strings.ReplaceAll(s[1], "  ", "\n")
			}
			if err := toml.Unmarshal([]byte(line), new(config)); err != nil {
				t.Errorf("%s: %v", line, err)
			}
			if s[0] == "keys" {
				break
			}
		}
	}
	if got := Settings("en")[0].Does; got != "language of the interface" {
		t.Errorf("in English: %q", got)
	}
}
