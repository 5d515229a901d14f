// Gangmu 纲目 reads Chinese official documents in a terminal.
package main

import (
	"fmt"
	"os"

	"gangmu/corpus"
)

func main() {
	for _, p := range os.Args[1:] {
		d, err := corpus.Open(p)
		if err != nil {
			fmt.Fprintln(os.Stderr, "gangmu:", err)
			os.Exit(2)
		}
		fmt.Println(d.Path, len(d.Tree.Root.Children), d.SectionAt(1000).Title, d.Rune(3000), d.Byte(d.Rune(3000)))
	}
}
