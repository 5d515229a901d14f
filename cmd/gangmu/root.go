package main

import (
	"fmt"
	"os"
	"strings"

	"github.com/spf13/cobra"
	"github.com/spf13/pflag"
)

func init() { cobra.EnableCommandSorting = false } // the help lists the verbs in the order of use

// root makes the command tree.
func (a *app) root() *cobra.Command {
	var r readerFlags
	cmd := &cobra.Command{
		Use:   "gangmu [PATH…]",
		Short: a.t("纲目：中文公文终端阅读器", "Gangmu: a terminal reader for Chinese official documents"),
		Long: a.t(`纲目：中文公文终端阅读器。左边是可以折叠的提纲，中间是正文，右边是全文检索。

不带 PATH 时打开文库；文库是空的，就打开内置的示例报告。PATH 可以是文件、文件夹，或者 -（标准输入）。
输出不是终端时，打印提纲和正文（不带 PATH 时打印文库的清单）后退出。`,
			`Gangmu 纲目, a terminal reader for Chinese official documents: the outline folded at the left, the text
in the middle, full-text search at the right.

Without PATH it opens the library, and the built-in report if that is empty. PATH is a file, a folder or
- (standard input). Where standard output is no terminal it prints the outline and the text, or the list of the library.`),
		Args:              cobra.ArbitraryArgs,
		SilenceErrors:     true,
		SilenceUsage:      true,
		ValidArgsFunction: a.completeFile,
		CompletionOptions: cobra.CompletionOptions{DisableDefaultCmd: true},
		RunE:              func(cmd *cobra.Command, args []string) error { return a.read(cmd, args, r) },
	}
	cmd.SetFlagErrorFunc(func(_ *cobra.Command, err error) error { return err })
	pf := cmd.PersistentFlags()
	pf.StringVar(&a.flags.library, "library", "", a.t("文库文件夹（默认：环境变量 GANGMU_LIBRARY，其次系统的数据文件夹）", "the library's folder (default: GANGMU_LIBRARY, then the system's data folder)"))
	a.oneOfVar(cmd, pf.VarP, &a.flags.lang, "lang", a.t("界面语言（默认随系统）", "language (default: the locale's)"), "", "zh", "en")
	a.oneOfVar(cmd, pf.VarP, &a.flags.color, "color", a.t("着色（遵从 NO_COLOR）", "colour (NO_COLOR obeyed)"), "auto", "always", "never")
	a.oneOfVar(cmd, pf.VarP, &a.flags.width, "width", a.t("宽度不定的字符占几格", "cells of an ambiguous-width character"), "auto", "1", "2")
	pf.BoolVar(&a.flags.plain, "plain", false, a.t("朴素输出：不画框、不重绘、不着色", "plain output: no frames, no redrawing, no colour"))
	pf.BoolP("help", "h", false, a.t("显示用法", "show the usage"))
	r.add(a, cmd)
	cmd.DisableFlagsInUseLine = true // cobra's "[flags]" speaks English only; the flags are listed below
	for _, verb := range a.verbs() {
		verb.DisableFlagsInUseLine = true
		cmd.AddCommand(verb)
	}
	cmd.AddCommand(a.indexerVerb())
	cmd.SetHelpCommand(a.help())
	cmd.SetUsageTemplate(a.usage())
	return cmd
}

// oneOfVar adds a flag that takes one of words; the first is the default.
func (a *app) oneOfVar(cmd *cobra.Command, add func(pflag.Value, string, string, string), to *string, name, usage string, words ...string) {
	*to = words[0]
	shown := strings.TrimPrefix(strings.Join(words, "|"), "|")
	add(choice{to: to, words: words}, name, "", usage+": "+shown)
	_ = cmd.RegisterFlagCompletionFunc(name, func(*cobra.Command, []string, string) ([]string, cobra.ShellCompDirective) {
		return strings.Split(shown, "|"), cobra.ShellCompDirectiveNoFileComp
	})
}

// verbs are the commands, in the order of the help.
func (a *app) verbs() []*cobra.Command {
	return []*cobra.Command{
		a.addVerb(), a.updateVerb(), a.listVerb(), a.removeVerb(), a.searchVerb(),
		a.outlineVerb(), a.showVerb(), a.checkVerb(), a.refsVerb(), a.trendVerb(), a.compareVerb(), a.notesVerb(), a.infoVerb(), a.doctorVerb(),
		a.completionVerb(), a.manVerb(), a.versionVerb(),
	}
}

// args checks the number of arguments, with a message that says what is missing.
func (a *app) args(least, most int) cobra.PositionalArgs {
	return func(cmd *cobra.Command, args []string) error {
		use := a.t("用法：", "Usage: ") + cmd.UseLine()
		switch {
		case len(args) < least:
			return a.fail(fmt.Sprintf(a.t("%s 缺少参数", "%s: arguments are missing"), cmd.Name()), use)
		case most >= 0 && len(args) > most:
			return a.fail(fmt.Sprintf(a.t("%s 参数太多：%s", "%s: too many arguments: %s"), cmd.Name(), strings.Join(args[most:], " ")), use)
		}
		return nil
	}
}

func (a *app) help() *cobra.Command {
	return &cobra.Command{
		Use:   "help [VERB]",
		Short: a.t("某个命令的用法", "how to use a verb"),
		ValidArgsFunction: func(cmd *cobra.Command, args []string, _ string) (verbs []string, _ cobra.ShellCompDirective) {
			for _, c := range cmd.Root().Commands() {
				if c.IsAvailableCommand() && len(args) == 0 {
					verbs = append(verbs, cobra.CompletionWithDesc(c.Name(), c.Short))
				}
			}
			return verbs, cobra.ShellCompDirectiveNoFileComp
		},
		RunE: func(cmd *cobra.Command, args []string) error {
			target, _, err := cmd.Root().Find(args)
			if err != nil || target == nil || len(args) > 0 && target == cmd.Root() {
				return a.fail(a.t("没有这个命令：", "no such verb: ")+strings.Join(args, " "), a.t("用 gangmu help 看有哪些命令", "See gangmu help for the verbs"))
			}
			return target.Help()
		},
	}
}

// usage is cobra's usage template in the user's language.
func (a *app) usage() string {
	return a.t("用法：", "Usage:") + `
  {{.UseLine}}{{if .HasAvailableSubCommands}}
  {{.CommandPath}} VERB …{{end}}{{if .HasExample}}

` + a.t("例子：", "Examples:") + `
{{.Example}}{{end}}{{if .HasAvailableSubCommands}}

` + a.t("命令：", "Verbs:") + `{{range .Commands}}{{if .IsAvailableCommand}}
  {{rpad .Name .NamePadding }} {{.Short}}{{end}}{{end}}{{end}}{{if .HasAvailableLocalFlags}}

` + a.t("选项：", "Flags:") + `
{{.LocalFlags.FlagUsages | trimTrailingWhitespaces}}{{end}}{{if .HasAvailableInheritedFlags}}

` + a.t("通用选项：", "Global flags:") + `
{{.InheritedFlags.FlagUsages | trimTrailingWhitespaces}}{{end}}{{if .HasAvailableSubCommands}}

` + a.t("退出码：0 完成或找到，1 没有找到或报告了问题，2 出错。", "Exit: 0 done or found, 1 nothing found or findings reported, 2 trouble.") + `{{end}}
`
}

// exists reports whether there is something at path.
func exists(path string) bool {
	_, err := os.Stat(path)
	return err == nil
}
