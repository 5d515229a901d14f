package notes

import (
	"cmp"
	"fmt"
	"io"
	"strings"
)

// Markdown writes notes as Markdown, a heading a document and a quotation a note with where it
// stands, in the order given (All and Of sort by document and place).
func Markdown(w io.Writer, ns []Note) error {
	var b strings.Builder
	path := "\x00"
	for _, n := range ns {
		if n.Path != path {
			if b.Len() > 0 {
				b.WriteByte('\n')
			}
			path = n.Path
			fmt.Fprintf(&b, "# %s\n", heading(n))
			if n.Path != "" {
				fmt.Fprintf(&b, "\n<%s>\n", n.Path)
			}
		}
		b.WriteByte('\n')
		if q := n.Passage(); q != "" {
			quoteLines(&b, q)
			b.WriteString(">\n")
		}
		fmt.Fprintf(&b, "> —— %s\n", n.Citation())
		if n.Text != "" {
			fmt.Fprintf(&b, "\n%s\n", n.Text)
		}
	}
	_, err := io.WriteString(w, b.String())
	return err
}

// quoteLines writes a passage as a Markdown quotation, blank lines left out.
func quoteLines(b *strings.Builder, s string) {
	for line := range strings.Lines(s) {
		if line = strings.TrimSpace(line); line != "" {
			fmt.Fprintf(b, "> %s\n", line)
		}
	}
}

func heading(n Note) string {
	if n.Title != "" {
		return n.Title
	}
	return n.Path
}

// Passage is the passage as it is read.
func (n Note) Passage() string { return cmp.Or(n.Shown, n.Quote) }

// Citation names the place for a reader elsewhere: 《title》（number，date）trail.
func (n Note) Citation() string {
	var b strings.Builder
	if n.Title != "" {
		b.WriteString("《" + n.Title + "》")
	} else {
		b.WriteString(n.Path)
	}
	switch {
	case n.Number != "" && n.Date != "":
		b.WriteString("（" + n.Number + "，" + n.Date + "）")
	case n.Number+n.Date != "":
		b.WriteString("（" + n.Number + n.Date + "）")
	}
	b.WriteString(n.Trail)
	return b.String()
}
