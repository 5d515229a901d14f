package tui

import (
	"bufio"
	"cmp"
	"context"
	"fmt"
	"io"
	"os"
	"strings"

	"gangmu/corpus"
	"gangmu/corpus/outline"
	"gangmu/corpus/text"
)

// A plainReader reads a document line by line for a screen reader or a terminal that can do no
// more: nothing is drawn, nothing is drawn over, every paragraph is one line.
type plainReader struct {
	sh   *shell
	out  io.Writer
	docs []*doc
	d    *doc
	at   int // offset in the view's text of the next paragraph
	find []text.Span
	hit  int
	term string
}

// plainParagraphs is how many paragraphs are read out at a time.
const plainParagraphs = 8

// runPlain reads commands from o.In until the end or q.
func runPlain(ctx context.Context, o Options) error {
	conf, problems := readConfig(o.Config)
	m := newModel(ctx, o, conf, problems)
	r := &plainReader{sh: m.shell, out: o.Out}
	for _, d := range o.Docs {
		r.docs = append(r.docs, newDoc(d))
	}
	found := scan(ctx, o.Paths)
	if found.err != nil {
		fmt.Fprintln(os.Stderr, found.err)
	}
	for _, p := range found.paths {
		d, err := corpus.Open(p)
		if err != nil {
			fmt.Fprintln(os.Stderr, m.shell.say(sayFailed, p, m.cause(p, err)))
			continue
		}
		r.docs = append(r.docs, newDoc(d))
	}
	if len(r.docs) == 0 {
		r.line(m.shell.say(sayNoDocs))
		return nil
	}
	r.open(r.docs[0])
	if o.At != "" {
		r.jump(o.At)
	}
	in := bufio.NewScanner(o.In)
	in.Buffer(nil, 1<<20)
	for {
		fmt.Fprint(r.out, r.sh.lang.pick("命令（? 帮助）：", "Command (? for help): "))
		if ctx.Err() != nil || !in.Scan() {
			r.line("")
			return in.Err()
		}
		if !r.command(strings.TrimSpace(narrowLine(in.Text()))) {
			return nil
		}
	}
}

// narrowLine gives the ASCII twins of a command letter typed with an input method.
func narrowLine(s string) string {
	rs := []rune(s)
	if len(rs) > 0 {
		rs[0] = ascii(rs[0])
	}
	return string(rs)
}

func (r *plainReader) line(s string) { fmt.Fprintln(r.out, s) }

func (r *plainReader) open(d *doc) {
	r.d, r.at, r.find, r.term = d, 0, nil, ""
	r.line(d.title)
	r.line(r.sh.lang.pick(fmt.Sprintf("共 %d 字，%d 个标题", d.Rune(len(d.Source)), len(d.heads)),
		fmt.Sprintf("%d characters, %d headings", d.Rune(len(d.Source)), len(d.heads))))
}

// command carries out a line; it reports whether to go on.
func (r *plainReader) command(s string) bool {
	switch {
	case s == "q":
		return false
	case s == "?" || s == "h":
		r.help()
	case s == "":
		r.read(plainParagraphs)
	case s == "o":
		r.outline()
	case s == "b":
		r.back()
	case s == "n" && r.term != "":
		r.next()
	case s == "i":
		for _, l := range (&model{shell: r.sh}).infoPage(r.d).lines {
			r.line(l.name + "：" + l.text)
		}
	case s == "d":
		for i, d := range r.docs {
			r.line(fmt.Sprintf("d%d %s", i+1, d.title))
		}
	case len(s) > 1 && s[0] == 'd' && strings.Trim(s[1:], "0123456789") == "":
		var n int
		fmt.Sscan(s[1:], &n)
		if n < 1 || n > len(r.docs) {
			r.line(r.sh.say(sayNoSuch, s))
			break
		}
		r.open(r.docs[n-1])
	case s[0] == '/':
		r.look(strings.TrimSpace(s[1:]))
	default:
		r.jump(strings.TrimSpace(strings.TrimPrefix(s, "g ")))
	}
	return true
}

func (r *plainReader) help() {
	for _, l := range [][2]string{
		{"回车 读下去", "Enter: read on"}, {"b 往回", "b: back"}, {"o 目录", "o: outline"},
		{"1.3、第12条、二(三)、标题中的字 跳到该处", "1.3, 第12条, part of a heading: go there"},
		{"/词 查找，n 下一处", "/term: find, n: next"}, {"i 文件信息", "i: about the document"},
		{"d 文件列表，d2 打开第二个", "d: documents, d2: open the second"}, {"q 退出", "q: quit"},
	} {
		r.line(r.sh.lang.pick(l[0], l[1]))
	}
}

// read reads out n paragraphs from where one is.
func (r *plainReader) read(n int) {
	if r.at >= len(r.d.view.Text) {
		r.line(r.sh.lang.pick("文末", "end"))
		return
	}
	q := r.d.paras.At(r.at)
	for i := 0; i < n; i++ {
		r.line(r.sh.m.Show(strings.Join(strings.Fields(q.Text.In(r.d.view.Text)), " ")))
		r.at = q.Span.End
		next, ok := r.d.paras.Next(q)
		if !ok {
			r.at = len(r.d.view.Text)
			break
		}
		q = next
	}
}

func (r *plainReader) back() {
	q := r.d.paras.At(max(r.at-1, 0))
	for range 2*plainParagraphs - 1 {
		p, ok := r.d.paras.Prev(q)
		if !ok {
			break
		}
		q = p
	}
	r.at = q.Span.Start
	r.read(plainParagraphs)
}

func (r *plainReader) outline() {
	r.d.Tree.Root.Walk(func(s *outline.Section) bool {
		if s.Parent == nil || s.Item {
			return s.Parent == nil
		}
		h := s.Heading()
		if s.Missing {
			h += r.sh.why(s.Why)
		}
		r.line(s.ID + " " + h)
		return true
	})
}

func (r *plainReader) jump(s string) {
	a := r.d.references(r.sh.lang).Resolve(s, r.d.view.Src(r.at))
	if a.Message != "" {
		r.line(a.Message)
	}
	switch {
	case len(a.Targets) == 1:
		r.at = r.d.view.Pos(a.Targets[0].Span.Start)
		r.read(plainParagraphs)
	case len(a.Targets) > 1:
		for _, t := range a.Targets {
			r.line(cmp.Or(t.Section.ID, t.Label) + " " + t.Label + t.Title)
		}
	case a.Message == "":
		r.line(r.sh.say(sayNoPlace, s))
	}
}

func (r *plainReader) look(term string) {
	r.term, r.hit = term, -1
	r.find = r.d.findTerm(context.Background(), term)
	if len(r.find) == 0 {
		r.line(r.sh.say(sayNothingFound, term))
		return
	}
	r.line(r.sh.say(sayFound, term, len(r.find)))
	r.next()
}

func (r *plainReader) next() {
	if len(r.find) == 0 {
		return
	}
	r.hit = (r.hit + 1) % len(r.find)
	m := r.find[r.hit]
	r.line(r.sh.say(sayFoundAt, r.term, r.hit+1, len(r.find)))
	if t := trail(r.d.sectionAt(m.Start), " › "); t != "" {
		r.line(t)
	}
	r.at = r.d.view.Pos(m.Start)
	r.read(1)
}
