package main

import (
	"strings"

	"gangmu/corpus/words"
)

// A lang is the language that the program speaks.
type lang uint8

const (
	english lang = iota
	chinese
)

// findLang reads the language before the flags are parsed, because their descriptions need it:
// --lang, then the locale.
func (a *app) findLang(args []string) lang {
	for i, arg := range args {
		if arg == "--" {
			break
		}
		v, ok := strings.CutPrefix(arg, "--lang=")
		if !ok && arg == "--lang" && i+1 < len(args) {
			v, ok = args[i+1], true
		}
		if ok {
			return langOf(v)
		}
	}
	for _, name := range []string{"LC_ALL", "LC_MESSAGES", "LANG"} {
		if v := a.Env(name); v != "" {
			return langOf(v)
		}
	}
	return english
}

func langOf(s string) lang {
	if strings.HasPrefix(strings.ToLower(s), "zh") {
		return chinese
	}
	return english
}

// t picks the words in the user's language.
func (a *app) t(zh, en string) string {
	if a.lang == chinese {
		return zh
	}
	return en
}

// words is the user's language for what package words says.
func (a *app) words() words.Lang {
	if a.lang == chinese {
		return words.Simplified
	}
	return words.English
}
