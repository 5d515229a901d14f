package main

import (
	"strings"

	"github.com/spf13/cobra"
	"github.com/spf13/pflag"
)

func (a *app) manVerb() *cobra.Command {
	return &cobra.Command{
		Use:   "man",
		Short: a.t("手册页（roff）", "the manual page (roff)"),
		Example: `  gangmu man | man -l -
  gangmu man > /usr/local/share/man/man1/gangmu.1`,
		Args: a.args(0, 0),
		RunE: func(cmd *cobra.Command, _ []string) error {
			m := manual{a: a}
			a.printf("%s", m.page(cmd.Root()))
			return nil
		},
	}
}

// A manual writes one page for all verbs, from the same table as the help.
type manual struct {
	a  *app
	sb strings.Builder
}

// roff makes text safe: backslashes are printed, a dot at the head of a line is no request.
func roff(s string) string {
	s = strings.ReplaceAll(s, `\`, `\e`)
	s = strings.ReplaceAll(s, "-", `\-`)
	lines := strings.Split(s, "\n")
	for i, l := range lines {
		if strings.HasPrefix(l, ".") || strings.HasPrefix(l, "'") {
			lines[i] = `\&` + l
		}
	}
	return strings.Join(lines, "\n")
}

func (m *manual) line(parts ...string) {
	for _, p := range parts {
		m.sb.WriteString(p)
	}
	m.sb.WriteByte('\n')
}

func (m *manual) section(zh, en string) { m.line(".SH ", m.a.t(zh, en)) }

// term writes a term and what it means.
func (m *manual) term(name, meaning string) { m.line(".TP\n\\fB", roff(name), "\\fR\n", roff(meaning)) }

// example writes lines as they are.
func (m *manual) example(s string) { m.line(".PP\n.nf\n", roff(strings.Trim(s, "\n")), "\n.fi") }

func (m *manual) page(root *cobra.Command) string {
	t := m.a.t
	m.line(`.TH GANGMU 1 "" "gangmu `, roff(version()), `" "`, t("用户手册", "User Commands"), `"`)
	m.section("名称", "NAME")
	m.line(`gangmu \- `, roff(root.Short))
	m.section("用法", "SYNOPSIS")
	m.line(".B gangmu\n[", t("选项", "flags"), "] [PATH…]\n.br\n.B gangmu\nVERB …")
	m.section("说明", "DESCRIPTION")
	m.line(roff(root.Long))
	m.section("命令", "VERBS")
	for _, c := range root.Commands() {
		if !c.IsAvailableCommand() {
			continue
		}
		m.line(".SS ", roff(strings.TrimPrefix(c.UseLine(), "gangmu ")))
		m.line(roff(c.Short))
		if c.Long != "" {
			m.line(".PP")
			m.line(roff(c.Long))
		}
		m.options(c.LocalFlags(), root.PersistentFlags())
		if c.Example != "" {
			m.example(c.Example)
		}
	}
	m.section("选项", "OPTIONS")
	m.options(root.LocalFlags(), nil)
	for _, s := range m.a.manualSections() {
		m.line(".SH ", s.title)
		if s.text != "" {
			m.line(roff(s.text))
		}
		for _, row := range s.rows {
			m.term(row[0], row[1])
		}
	}
	return m.sb.String()
}

func (m *manual) options(flags, without *pflag.FlagSet) {
	flags.VisitAll(func(f *pflag.Flag) {
		if f.Hidden || without != nil && without.Lookup(f.Name) != nil {
			return
		}
		name := "--" + f.Name
		if f.Shorthand != "" {
			name = "-" + f.Shorthand + ", " + name
		}
		m.term(name, f.Usage)
	})
}
