package tui

import "strings"

// A Setting is a line of the configuration file: its name, the values it takes, and what it does.
type Setting struct{ Name, Values, Does string }

// settings are the settings in the order of config; the help, the manual and the README print them.
var settings = [][4]string{
	{"lang", `"zh" / "zh-Hant" / "en"`, "界面语言", "language of the interface"},
	{"theme", `"light" / "dark" / "contrast" / "mono"`, "配色；不写用终端本色", "colours; without it the terminal's own"},
	{"ambiguous", `1 / 2`, "宽度不定的字符（“ ” … ① —）占几格；不写则问终端", "cells of ambiguous-width characters (“ ” … ① —); without it the terminal is asked"},
	{"pad", `true`, "宽度不定的字符一律占两格：终端或字体怎么画都对得齐", "two cells for each such character: aligned whatever terminal and font make of it"},
	{"ascii", `true`, "边框和记号只用 ASCII", "frames and signs in ASCII"},
	{"mouse", `"off"`, "不用鼠标", "no mouse"},
	{"sync", `false`, "不用同步输出", "no synchronized output"},
	{"width", `80`, "正文一行最多几格", "cells of a line of text at most"},
	{"spacing", `0 / 1 / 2`, "段间空行", "blank rows between paragraphs"},
	{"justify", `true`, "两端对齐", "justified text"},
	{"indent", `false`, "首行不缩进", "no first-line indent"},
	{"hanging", `true`, "行末标点悬挂", "hanging punctuation"},
	{"sizes", `true`, "目录中显示各节的字数", "sizes of the sections in the outline"},
	{"keys", `[keys]  zen = "f12"  find = ["/", "ctrl+r"]`, "改键；命令名见命令面板（:）", "other keys; the names of the actions are in the palette (:)"},
}

// Settings lists what the configuration file can say, in a language: "zh", "zh-Hant" or "en".
func Settings(language string) []Setting {
	l := langOf(language)
	out := make([]Setting, len(settings))
	for i, s := range settings {
		out[i] = Setting{s[0], s[1], l.pick(s[2], s[3])}
	}
	return out
}

// SettingsMarkdown is the list as Markdown, for the README.
func SettingsMarkdown(language string) string {
	l := langOf(language)
	var sb strings.Builder
	sb.WriteString("| " + l.pick("设置", "setting") + " | " + l.pick("值", "values") + " | " + l.pick("作用", "does") + " |\n|---|---|---|\n")
	for _, s := range Settings(language) {
		sb.WriteString("| `" + s.Name + "` | `" + s.Values + "` | " + s.Does + " |\n")
	}
	return sb.String()
}
