package main

import (
	"os"
	"os/exec"
	"os/signal"
	"syscall"

	"github.com/spf13/cobra"

	"gangmu/tui"
)

// indexerName is the verb of the program that indexes for a reader; nobody types it.
const indexerName = "__index"

func (a *app) indexerVerb() *cobra.Command {
	return &cobra.Command{
		Use:    indexerName,
		Hidden: true,
		Args:   a.args(0, 0),
		RunE: func(*cobra.Command, []string) error {
			// It ends with its input, and not before it has cleared away what is for the time being.
			signal.Ignore(os.Interrupt, syscall.SIGHUP, syscall.SIGPIPE)
			return tui.Index(a.In, a.Out)
		},
	}
}

// indexer makes the command that starts it.
func indexer() *exec.Cmd {
	self, err := os.Executable()
	if err != nil {
		self = os.Args[0]
	}
	if _, err := os.Stat(self); err != nil { // it has been replaced since it was started
		self = "/proc/self/exe"
	}
	return exec.Command(self, indexerName)
}
