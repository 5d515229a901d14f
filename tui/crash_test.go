package tui

import (
	"os"
	"path/filepath"
	"strings"
	"testing"

	tea "github.com/charmbracelet/bubbletea"
)

// TestCrash: a fault while a key is taken, a frame drawn or work done in the background ends in a
// report with the place of the fault, not in a broken terminal.
func TestCrash(t *testing.T) {
	dir := t.TempDir()
	t.Setenv("TMPDIR", dir)
	reports := func() []string {
		files, err := filepath.Glob(filepath.Join(dir, "gangmu-crash-*.txt"))
		if err != nil {
			t.Fatal(err)
		}
		return files
	}
	d := zh(t, 100, 20)
	d.text.doc.paras = nil // a fault
	d.text.doc.flow = nil
	_, cmd := d.Update(tea.KeyMsg{Type: tea.KeyDown})
	if d.crash == nil || cmd == nil {
		t.Fatal("a fault does not end the program")
	}
	if _, ok := cmd().(tea.QuitMsg); !ok {
		t.Error("a fault does not quit")
	}
	if d.View() != "" {
		t.Error("a frame is drawn behind a fault")
	}
	files := reports()
	if len(files) != 1 || !strings.Contains(d.crash.Error(), files[0]) {
		t.Fatalf("reports: %v; told is %v", files, d.crash)
	}
	data, err := os.ReadFile(files[0])
	if err != nil || !strings.Contains(string(data), "panic: ") || !strings.Contains(string(data), "tui.(*model)") {
		t.Errorf("the report says %q, %v", data, err)
	}

	d = zh(t, 100, 20)
	ended := false
	d.end = func() { ended = true }
	d.text.doc.paras, d.text.doc.flow = nil, nil
	if d.View() != "" || d.crash == nil || !ended || len(reports()) != 2 {
		t.Errorf("a fault in a frame: ended %t, %v", ended, d.crash)
	}

	d = zh(t, 100, 20)
	d.run(d.guard(func() tea.Msg { panic("broken") }))
	if d.crash != nil || len(reports()) != 3 {
		t.Errorf("a fault in the background: %v, %d reports", d.crash, len(reports()))
	}
	d.wantBottom("broken")
}
