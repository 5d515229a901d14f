// Gangmu 纲目 reads Chinese official documents in a terminal: the outline folded beside the text,
// full-text search over everything a person owns, and a jump to a section by its number.
//
// Every verb is a file of this package; see `gangmu help`.
package main

import (
	"context"
	"os"
	"os/signal"
	"syscall"
)

func main() {
	ctx, stop := signal.NotifyContext(context.Background(), os.Interrupt, syscall.SIGTERM)
	code := run(ctx, os.Args[1:], world{In: os.Stdin, Out: os.Stdout, Err: os.Stderr, Env: os.Getenv})
	stop()
	os.Exit(code)
}
