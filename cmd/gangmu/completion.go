package main

import (
	"github.com/spf13/cobra"

	"gangmu/corpus/outline"
)

// completeFile completes the names of files.
func (a *app) completeFile(*cobra.Command, []string, string) ([]string, cobra.ShellCompDirective) {
	return nil, cobra.ShellCompDirectiveDefault
}

// completeRef completes the name of a file, then the numbers of its sections.
func (a *app) completeRef(_ *cobra.Command, args []string, _ string) ([]string, cobra.ShellCompDirective) {
	switch len(args) {
	case 0:
		return nil, cobra.ShellCompDirectiveDefault
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
