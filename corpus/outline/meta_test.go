package outline_test

import (
	"fmt"
	"os"
	"path/filepath"
	"testing"

	"gangmu/corpus/corpustest"
)

// TestMetaList prints what every so many-th document says of itself, for reading by eye.
func TestMetaList(t *testing.T) {
	if *dumpFile == "" {
		t.Skip("needs -dump FOLDER")
	}
	files := corpustest.Files(t, *dumpFile, ".md", ".txt", ".html", ".docx", ".doc", ".wps")
	step := max(1, len(files)/max(*show, 1))
	for i := 0; i < len(files); i += step {
		d := openDocument(t, files[i])
		m := d.Tree.Meta
		fmt.Fprintf(os.Stdout, "%s | T=%s | S=%s | I=%s | N=%s | A=%s | Sig=%s | D=%s | E=%s | H=%d | %s %s\n", filepath.Base(files[i]), m.Title, m.Subtitle, m.Issuer, m.Number, head(m.Addressee, 20), m.Signature, m.Date, m.Effective, len(m.History), d.Tree.Genre, d.Tree.Regime)
	}
}
