package tui

// A page is text over the text pane: help, what is known of a document. Each line has a part in
// front (a key, a name) and the rest.
type page struct {
	title string
	lines []pageLine
	first int
	h     int
}

type pageLine struct {
	name, text string
	head       bool // a heading
}

func (g *page) act(a action) {
	n, _ := a.rows(g.h)
	g.first = max(g.first+n, 0)
}

// draw gives the rows of the page.
func (g *page) draw(sh *shell, w, h int) []string {
	rows := make([]string, 0, h)
	p := &sh.pen
	var body []pageLine
	name := 0
	for _, l := range g.lines {
		if !l.head {
			name = max(name, min(sh.m.Width(l.name), w/3))
		}
	}
	for _, l := range g.lines {
		if l.head || l.text == "" {
			body = append(body, l)
			continue
		}
		for i, s := range sh.m.Wrap(l.text, max(w-name-6, 1)) {
			n := l.name
			if i > 0 {
				n = ""
			}
			body = append(body, pageLine{name: n, text: s})
		}
	}
	g.h = max(h-2, 1)
	g.first = max(min(g.first, len(body)-g.h), 0)
	for y := range h {
		p.start(w)
		switch i := g.first + y - 1; {
		case y == 0:
			p.blank(roleText, 2)
			p.putShort(roleTitle, g.title, w-2)
		case y == h-1 && h > 2:
			p.blank(roleText, 2)
			p.putShort(roleDim, sh.say(sayHelpFoot), w-2)
		case i < len(body) && body[i].head:
			p.blank(roleText, 2)
			p.putShort(roleHeading, body[i].name, w-2)
		case i < len(body):
			p.blank(roleText, 4)
			n := body[i].name
			if sh.m.Width(n) > name {
				p.put(roleKey, sh.m.Fit(n, name))
			} else {
				p.put(roleKey, n)
				p.blank(roleText, name-sh.m.Width(n))
			}
			p.blank(roleText, 2)
			p.put(roleText, body[i].text)
		}
		rows = append(rows, p.done(roleText))
	}
	return rows
}

// helpPage is made of the key table.
func helpPage(sh *shell) *page {
	g := &page{title: sh.say(sayHelp) + "  gangmu 纲目"}
	for gr, column := range sh.keyHelp().FullHelp() {
		name := sh.lang.pick(groupNames[gr][0], groupNames[gr][1])
		g.lines = append(g.lines, pageLine{}, pageLine{name: name, head: true})
		for _, b := range column {
			g.lines = append(g.lines, pageLine{name: b.Help().Key, text: b.Help().Desc})
		}
	}
	g.lines = append(g.lines, pageLine{}, pageLine{name: sh.lang.pick("配置文件 ", "Configuration file ") + ConfigPath(), head: true})
	for _, s := range settings {
		g.lines = append(g.lines, pageLine{name: s[0], text: sh.lang.pick(s[2], s[3]) + ": " + s[1]})
	}
	return g
}
