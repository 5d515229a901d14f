package tui

import (
	"os"
	"strings"
	"testing"

	"golang.org/x/text/encoding/simplifiedchinese"
)

// TestHints: behind a key that waits for another the status row says what may follow.
func TestHints(t *testing.T) {
	d := zh(t, 160, 20)
	d.keys("m").wantBottom("按一个字母")
	d.keys("esc '").wantBottom("回到上一处")
	d.keys("esc z").wantBottom("M 全部折叠", "s 段间空行")
	if s := d.bottomRow(); strings.Contains(s, "a 折叠/展开") {
		t.Errorf("in the text a key of the outline is offered: %s", s)
	}
	d.keys("esc tab z").wantBottom("a 折叠/展开")
}

// TestKeysOverAList: a command that opens something else does so while a list is open.
func TestKeysOverAList(t *testing.T) {
	d := zh(t, 100, 20).keys("m a B")
	d.wantScreen("书签 (1)")
	if d.keys("/ 帮扶 enter"); d.list != nil || d.text.doc.found.query != "帮扶" {
		t.Error("/ over the list of marks does not find")
	}
	if d.keys("B g 2 enter"); d.list != nil {
		t.Error("g over the list of marks does not jump")
	}
	d.wantTop("二、今后的任务")
	if d.keys("B ?"); d.list != nil || d.page == nil {
		t.Error("? over the list of marks does not help")
	}
	d.keys("G g q B k")
	if d.list == nil {
		t.Error("k leaves the list")
	}
}

// TestPagerOfOtherFormats: a pager gets the text of a document that is none in UTF-8, an editor the
// document.
func TestPagerOfOtherFormats(t *testing.T) {
	gbk, err := simplifiedchinese.GB18030.NewEncoder().String(report)
	if err != nil {
		t.Fatal(err)
	}
	d := newDoc(document(t, "/x/gbk.txt", gbk))
	path, done, err := d.readable(pager)
	if err != nil || path == d.Path {
		t.Fatalf("%s, %v", path, err)
	}
	if data, err := os.ReadFile(path); err != nil || string(data) != d.Source {
		t.Errorf("the pager gets %d bytes, %v; want %d", len(data), err, len(d.Source))
	}
	done()
	if _, err := os.Stat(path); !os.IsNotExist(err) {
		t.Error("the file is left")
	}
	if path, _, _ := d.readable(editor); path != d.Path {
		t.Errorf("the editor gets %s", path)
	}
	if path, _, _ := newDoc(document(t, "/x/a.txt", report)).readable(pager); path != "/x/a.txt" {
		t.Errorf("of a text the pager gets %s", path)
	}
}
