package tui

import (
	"fmt"
	"maps"
	"slices"

	tea "github.com/charmbracelet/bubbletea"
	"github.com/muesli/termenv"

	"gangmu/corpus/outline"
	"gangmu/corpus/text"
)

// runView carries out what changes how the text is shown.
func (m *model) runView(a action, n, count int) (tea.Cmd, bool) {
	switch a {
	case zen:
		m.want.Zen = !m.want.Zen
		if m.want.Zen {
			m.focus(scopeText)
		}
		return nil, true
	case mouseMode:
		return m.toggleMouse(), true
	case theme:
		m.nextTheme()
		return nil, true
	}
	d := m.text.doc
	if d == nil {
		return nil, false
	}
	switch a {
	case source:
		d.raw = !d.raw
		d.setView()
		if d.raw {
			m.say(saySource)
		} else {
			m.say(sayRepaired, len(d.View.Edits))
		}
	case script:
		d.script = (d.script + 1) % scripts
		d.setView()
		m.say([...]saying{sayAsIs, saySimplified, sayTraditional}[d.script])
	case textWider, textNarrow, textReset:
		m.setWidth(a, n)
	case justify:
		m.text.opts.Justify = !m.text.opts.Justify
		if m.text.opts.Justify {
			m.say(sayJustifyOn)
		} else {
			m.say(sayJustifyOff)
		}
	case hangMarks:
		m.text.opts.Hanging = !m.text.opts.Hanging
		m.say(sayHanging, m.onOff(m.text.opts.Hanging))
	case firstLine:
		m.text.opts.NoIndent = !m.text.opts.NoIndent
		m.say(sayIndent, m.onOff(!m.text.opts.NoIndent))
	case spacing:
		m.text.opts.Spacing = (m.text.opts.Spacing + 1) % 3
		m.say(saySpacing, m.text.opts.Spacing)
	case info:
		m.page = m.infoPage(d)
	default:
		return nil, false
	}
	return nil, true
}

// setWidth changes the width of the text by two characters, or back to what was set.
func (m *model) setWidth(a action, n int) {
	w, _ := m.text.width()
	switch a {
	case textWider:
		m.text.limit = min(w+4*n, 400)
	case textNarrow:
		m.text.limit = max(w-4*n, 20)
	default:
		m.text.limit = m.conf.Width
	}
	w, _ = m.text.width()
	m.say(sayWidth, w)
}

// nextTheme steps through the themes.
func (m *model) nextTheme() {
	i := slices.Index(themes, m.look.name)
	name := themes[(i+1)%len(themes)]
	m.setTheme(name)
	names := map[string][2]string{"": {"终端本色", "the terminal's own"}, "light": {"浅色 light", "light"}, "dark": {"深色 dark", "dark"},
		"contrast": {"高对比 contrast", "high contrast"}, "mono": {"单色 mono", "mono"}}
	m.say(sayTheme, m.lang.pick(names[name][0], names[name][1]))
}

func (m *model) setTheme(name string) {
	m.look = newLook(name, m.profile)
	m.pen.look = m.look
}

func (m *model) toggleMouse() tea.Cmd {
	m.mouseOn = !m.mouseOn
	if m.mouseOn {
		m.say(sayMouseOn)
		return tea.EnableMouseCellMotion
	}
	m.say(sayMouseOff)
	return tea.DisableMouse
}

// infoPage is what is known of the document.
func (m *model) infoPage(d *doc) *page {
	g := &page{title: m.shell.say(sayInfo)}
	meta := d.Tree.Meta
	add := func(zh, en, s string) {
		if s != "" && s != "0" {
			g.lines = append(g.lines, pageLine{name: m.lang.pick(zh, en), text: s})
		}
	}
	add("标题", "title", meta.Title)
	add("副标题", "subtitle", meta.Subtitle)
	add("发文机关", "issuer", meta.Issuer)
	add("文号", "number", meta.Number)
	add("日期", "date", meta.Date)
	add("施行日期", "effective", meta.Effective)
	add("主送", "addressee", meta.Addressee)
	add("署名", "signature", meta.Signature)
	genres := map[outline.Genre]string{outline.Report: "报告、公文", outline.Statute: "法律、法规", outline.Standard: "标准", outline.Other: "其他"}
	add("类别", "genre", m.lang.pick(genres[d.Tree.Genre], string(d.Tree.Genre)))
	add("文件", "file", d.Path)
	add("格式", "format", d.Format)
	add("编码", "encoding", d.Encoding)
	add("字数", "characters", fmt.Sprint(d.Rune(len(d.Source))))
	add("标题数", "headings", fmt.Sprint(len(d.heads)))
	rules := d.View.Repairs()
	for _, r := range slices.Sorted(maps.Keys(rules)) {
		name := ruleNames[r]
		if name == "" {
			name = string(r)
		}
		add("修复："+name, "repairs: "+string(r), fmt.Sprint(rules[r]))
	}
	for _, h := range meta.History {
		add("沿革", "history", h.Date+" "+h.Text)
	}
	var notes []string
	times := map[string]int{}
	for _, k := range d.Marks {
		if k.Why != "" {
			if times[k.Why]++; times[k.Why] == 1 {
				notes = append(notes, k.Why)
			}
		}
	}
	for _, n := range notes {
		if times[n] > 1 {
			n = fmt.Sprintf("%s ×%d", n, times[n])
		}
		add("说明", "note", n)
	}
	return g
}

// ruleNames are the rules of repair in Chinese.
var ruleNames = map[text.Rule]string{
	text.Markup: "排版标记", text.Ruby: "夹注的拼音", text.Slip: "错位的字节", text.Spacing: "字间空格", text.Invisible: "不可见字符",
	text.Junk: "防复制乱码", text.Escape: "转义符", text.Punctuation: "叠用标点", text.Wrap: "硬换行", text.Elision: "省略说明",
	text.Boilerplate: "页面套话", text.Furniture: "页眉页脚", text.Mojibake: "乱码", text.Script: "繁简",
}

// profileOf is what the terminal can show, by setting and environment.
func profileOf(color, noColor, term, colorTerm string) termenv.Profile {
	switch {
	case color == "never", color != "always" && noColor != "", term == "dumb":
		return termenv.Ascii
	case colorTerm == "truecolor" || colorTerm == "24bit":
		return termenv.TrueColor
	case len(term) > 8 && term[len(term)-8:] == "256color":
		return termenv.ANSI256
	}
	return termenv.ANSI
}
