package main

import (
	"strings"

	"github.com/spf13/cobra"

	"gangmu/corpus/outline"
)

var shells = []string{"bash", "zsh", "fish", "powershell"}

func (a *app) completionVerb() *cobra.Command {
	return &cobra.Command{
		Use:   "completion bash|zsh|fish|powershell",
		Short: a.t("命令行补全脚本", "the completion script of a shell"),
		Long: a.t(`打印补全脚本。文件之后的章节编号也能补全。

  bash        source <(gangmu completion bash)      写进 ~/.bashrc 长期有效；要有 bash-completion
  zsh         gangmu completion zsh > "${fpath[1]}/_gangmu"
  fish        gangmu completion fish > ~/.config/fish/completions/gangmu.fish
  powershell  gangmu completion powershell | Out-String | Invoke-Expression`,
			`Prints the completion script. Section numbers are completed too, after the file.

  bash        source <(gangmu completion bash)      put it in ~/.bashrc; it takes bash-completion
  zsh         gangmu completion zsh > "${fpath[1]}/_gangmu"
  fish        gangmu completion fish > ~/.config/fish/completions/gangmu.fish
  powershell  gangmu completion powershell | Out-String | Invoke-Expression`),
		Args:      a.args(1, 1),
		ValidArgs: shells,
		RunE: func(cmd *cobra.Command, args []string) error {
			root := cmd.Root()
			switch args[0] {
			case "bash":
				return root.GenBashCompletionV2(a.out, true)
			case "zsh":
				return root.GenZshCompletion(a.out)
			case "fish":
				return root.GenFishCompletion(a.out, true)
			case "powershell":
				return root.GenPowerShellCompletionWithDesc(a.out)
			}
			return a.fail(a.t("不认得这个 shell：", "unknown shell: ")+args[0], a.t("可用：", "It is one of ")+strings.Join(shells, " "))
		},
	}
}

// completeFile completes the names of files, and the titles of the library's documents.
func (a *app) completeFile(_ *cobra.Command, _ []string, begun string) ([]string, cobra.ShellCompDirective) {
	return a.titles(begun), cobra.ShellCompDirectiveDefault
}

// titles are the titles in the library that begin so, also without the name of the state (公司法); none
// before anything is typed.
func (a *app) titles(begun string) []string {
	if begun == "" {
		return nil
	}
	docs, err := a.named()
	if err != nil {
		return nil
	}
	var list []string
	seen := map[string]bool{} // of several versions the title stands for the newest
	for i, d := range docs.named {
		for _, title := range []string{d.Title, strings.TrimPrefix(d.Title, "中华人民共和国")} {
			if strings.HasPrefix(title, begun) && !seen[title] {
				seen[title] = true
				list = append(list, cobra.CompletionWithDesc(title, docs.paths[i]))
			}
		}
	}
	return list
}

// completeRef completes the name of a file, then the numbers of its sections.
func (a *app) completeRef(cmd *cobra.Command, args []string, begun string) ([]string, cobra.ShellCompDirective) {
	switch len(args) {
	case 0:
		return a.completeFile(cmd, args, begun)
	case 1:
		d, err := a.open(args[0])
		if err != nil {
			return nil, cobra.ShellCompDirectiveNoFileComp
		}
		var list []string
		walk(d.Tree.Root.Children, 1, 0, func(s *outline.Section, _ int) {
			list = append(list, cobra.CompletionWithDesc(s.ID, headingOf(s)))
		})
		return list, cobra.ShellCompDirectiveNoFileComp | cobra.ShellCompDirectiveKeepOrder
	}
	return nil, cobra.ShellCompDirectiveNoFileComp
}
