package tui

import (
	"context"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"sync"
	"testing"
	"time"

	"gangmu/corpus/library"
	"gangmu/index"
)

// libraryOf makes a library of a folder with documents: name → text.
func libraryOf(t *testing.T, docs map[string]string) (lib, folder string) {
	t.Helper()
	lib, folder = filepath.Join(t.TempDir(), "lib"), t.TempDir()
	for name, s := range docs {
		put(t, filepath.Join(folder, name), s)
	}
	if _, err := library.Change(lib, func(l *library.Library) error { return l.Add(folder) }); err != nil {
		t.Fatal(err)
	}
	return lib, folder
}

func put(t *testing.T, path, s string) {
	t.Helper()
	if err := os.MkdirAll(filepath.Dir(path), 0o777); err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile(path, []byte(s), 0o666); err != nil {
		t.Fatal(err)
	}
}

// followerOf is a follower with an indexer of its own.
func followerOf(t *testing.T, lib string) *follower {
	x := &indexer{}
	t.Cleanup(x.end)
	return newFollower(lib, x)
}

// names are the documents of the library as they were last told of.
func (msg followedMsg) names() string {
	if msg.library == nil {
		return ""
	}
	var names []string
	for _, c := range msg.library.docs {
		n := filepath.Base(c.Path)
		if c.Missing {
			n += "?"
		}
		names = append(names, n)
	}
	slices.Sort(names)
	return strings.Join(names, " ")
}

// hear waits until the follower tells of these documents.
func hear(t *testing.T, f *follower, want string) followedMsg {
	t.Helper()
	last, late := "", time.After(time.Minute)
	moved := map[string]string{}
	for {
		select {
		case msg := <-f.out:
			if msg.err != nil {
				t.Fatal(msg.err)
			}
			for from, to := range msg.moved {
				moved[filepath.Base(from)] = filepath.Base(to)
			}
			if msg.library == nil {
				continue
			}
			if last = msg.names(); last == want {
				msg.moved = moved
				return msg
			}
		case <-late:
			t.Fatalf("the library holds %q, want %q", last, want)
		}
	}
}

// started starts followers; they end with the test, or by stop.
func started(t *testing.T, fs ...*follower) (stop func()) {
	ctx, cancel := context.WithCancel(context.Background())
	for _, f := range fs {
		f.quiet = 40 * time.Millisecond
		go f.run(ctx)
	}
	stop = sync.OnceFunc(func() {
		cancel()
		for _, f := range fs {
			for range f.out { // until it is closed
			}
		}
	})
	t.Cleanup(stop)
	return stop
}

// TestFollow: while the reader is open, what is new, changed, moved or gone in the library's folders is
// taken over without being asked for.
func TestFollow(t *testing.T) {
	lib, folder := libraryOf(t, map[string]string{"a.txt": "一、甲的工作\n内容。\n", "b.txt": "一、乙的工作\n内容。\n"})
	f := followerOf(t, lib)
	started(t, f)
	hear(t, f, "a.txt b.txt")

	put(t, filepath.Join(folder, "new", "deep", "c.txt"), "一、丙的工作\n内容。\n")
	hear(t, f, "a.txt b.txt c.txt")

	if err := os.Rename(filepath.Join(folder, "a.txt"), filepath.Join(folder, "new", "moved.txt")); err != nil {
		t.Fatal(err)
	}
	if msg := hear(t, f, "b.txt c.txt moved.txt"); msg.moved["a.txt"] != "moved.txt" {
		t.Errorf("moved: %v", msg.moved)
	}

	if err := os.Remove(filepath.Join(folder, "b.txt")); err != nil {
		t.Fatal(err)
	}
	hear(t, f, "c.txt moved.txt")

	put(t, filepath.Join(folder, "new", "deep", "c.txt"), "一、丁的工作\n改写过的内容。\n")
	q, err := index.Parse("改写过")
	if err != nil {
		t.Fatal(err)
	}
	for {
		msg := hear(t, f, "c.txt moved.txt")
		res, err := msg.library.index.Search(t.Context(), q, index.Options{})
		if err != nil {
			t.Fatal(err)
		}
		if res.Docs == 1 {
			break
		}
	}

	// Another program takes in a file: the reader sees it.
	other := filepath.Join(t.TempDir(), "d.txt")
	put(t, other, "一、别处的工作\n内容。\n")
	if _, err := library.Change(lib, func(l *library.Library) error { return l.Add(other) }); err != nil {
		t.Fatal(err)
	}
	hear(t, f, "c.txt d.txt moved.txt")
}

// TestTwoFollow: two readers that keep one library in step lose nothing and do nothing twice.
func TestTwoFollow(t *testing.T) {
	lib, folder := libraryOf(t, map[string]string{"0.txt": "一、甲\n内容。\n"})
	a, b := followerOf(t, lib), followerOf(t, lib)
	stop := started(t, a, b)
	want := []string{"0.txt"}
	for i := range 30 {
		name := string(rune('A'+i)) + ".txt"
		put(t, filepath.Join(folder, name), "一、"+name+"的工作\n内容。\n")
		want = append(want, name)
		if i%10 == 9 {
			slices.Sort(want)
			done := make(chan bool)
			go func() { hear(t, a, strings.Join(want, " ")); close(done) }()
			hear(t, b, strings.Join(want, " "))
			<-done
		}
	}
	stop()
	dir := filepath.Join(lib, "index")
	problems, err := index.Verify(dir)
	if err != nil || len(problems) > 0 {
		t.Errorf("after two writers: %v %v", problems, err)
	}
	files, err := index.Files(dir)
	if err != nil || len(files) != len(want) {
		t.Errorf("%d files, want %d: %v", len(files), len(want), err)
	}
}

// TestFollowedInReader: the reader searches in what the follower brings, keeps what is open, and drops
// from its list what is gone.
func TestFollowedInReader(t *testing.T) {
	lib, folder := libraryOf(t, map[string]string{"a.txt": "一、帮扶工作\n内容。\n", "b.txt": "一、宣传工作\n内容。\n"})
	l, err := library.Open(lib)
	if err != nil {
		t.Fatal(err)
	}
	bring := func(d *driver) {
		t.Helper()
		files, err := index.Files(l.IndexDir())
		if err != nil {
			t.Fatal(err)
		}
		plan, _, err := l.Plan(t.Context(), files)
		if err != nil {
			t.Fatal(err)
		}
		if _, err := index.Update(t.Context(), l.IndexDir(), plan, index.UpdateOptions{Describe: library.Describe}); err != nil {
			t.Fatal(err)
		}
		if d != nil {
			msg := openLibrary(lib)
			d.following = followerOf(t, lib)
			close(d.following.out)
			d.send(followedMsg{library: &msg, moved: plan.Rename})
		}
	}
	bring(nil)
	d := drive(t, Options{LibraryDir: lib, State: t.TempDir(), Lang: "zh", Ambiguous: 1}, 160, 30).keys("esc s 新词")
	if n := len(d.results.answer.hits); n != 0 {
		t.Fatalf("%d hits", n)
	}
	put(t, filepath.Join(folder, "c.txt"), "一、新词的工作\n内容。\n")
	bring(d)
	if n := len(d.results.answer.hits); n != 1 {
		t.Errorf("the open search has %d hits in what came in", n)
	}
	d.keys("enter m k")
	if err := os.Rename(filepath.Join(folder, "c.txt"), filepath.Join(folder, "d.txt")); err != nil {
		t.Fatal(err)
	}
	if err := os.Remove(filepath.Join(folder, "b.txt")); err != nil {
		t.Fatal(err)
	}
	bring(d)
	var names []string
	for _, e := range d.library.entries {
		names = append(names, filepath.Base(e.path))
	}
	if got := strings.Join(names, " "); got != "a.txt c.txt d.txt" { // c.txt is open
		t.Errorf("on the shelf: %s", got)
	}
	d.memory.keep(d.text.doc)
	e := d.library.by[filepath.Join(folder, "d.txt")]
	d.do(openAt{path: e.path})
	d.run(d.do(openAt{path: e.path}))
	if len(d.text.doc.marks) != 1 {
		t.Errorf("the mark did not move along: %v", d.text.doc.marks)
	}
}
