package extract

import (
	"os"
	"path/filepath"
	"testing"
)

// PDFCold reports that opening a PDF would compile PDFium under the race detector, which takes
// minutes. One run of the tests without the detector leaves the compiled module in the cache
// folder, and then the detector's run has it too.
func PDFCold() bool {
	if !raceEnabled {
		return false
	}
	dir, err := os.UserCacheDir()
	if err != nil {
		return true
	}
	files, err := filepath.Glob(filepath.Join(dir, "gangmu", "pdfium", "*", "*"))
	return err != nil || len(files) == 0
}

func NeedPDF(t testing.TB) {
	t.Helper()
	if PDFCold() {
		t.Skip("needs PDFium compiled: run the tests once without -race")
	}
}
