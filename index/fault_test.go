//go:build unix

package index

import (
	"bufio"
	"context"
	"errors"
	"fmt"
	"math/rand/v2"
	"os"
	"os/exec"
	"os/signal"
	"path/filepath"
	"runtime"
	"slices"
	"strings"
	"sync"
	"syscall"
	"testing"
	"time"

	"gangmu/corpus/library"
)

// made writes n documents made up of official phrases, each with a word of its own, into dir.
func made(t testing.TB, dir string, n int) []string {
	t.Helper()
	rnd := rand.New(rand.NewPCG(7, 8))
	phrases := []string{"坚持稳中求进工作总基调", "推进供给侧结构性改革", "做好计划生育服务管理工作", "加强基层组织建设", "落实帮扶责任", "完善社会保障制度", "依法行政，公开透明", "提高群众满意度"}
	var paths []string
	for i := range n {
		var sb strings.Builder
		fmt.Fprintf(&sb, "关于第%d号工作的报告\n\n", i)
		for k := range 3 + rnd.IntN(6) {
			fmt.Fprintf(&sb, "%s、%s\n", []string{"一", "二", "三", "四", "五", "六", "七", "八", "九"}[k], phrases[rnd.IntN(len(phrases))])
			for range 10 + rnd.IntN(30) {
				sb.WriteString(phrases[rnd.IntN(len(phrases))])
				sb.WriteString("。")
			}
			sb.WriteString("\n")
		}
		fmt.Fprintf(&sb, "编号甲%04d乙。\n", i)
		path := filepath.Join(dir, fmt.Sprintf("doc%04d.txt", i))
		if err := os.WriteFile(path, []byte(sb.String()), 0o666); err != nil {
			t.Fatal(err)
		}
		paths = append(paths, path)
	}
	return paths
}

// planFor is what has to be done so that the index in dir knows the paths.
func planFor(t testing.TB, dir string, paths []string) library.Plan {
	t.Helper()
	known, err := Files(dir)
	if err != nil {
		t.Fatal(err)
	}
	plan, err := library.Diff(context.Background(), known, planOf(t, paths...).Add, nil)
	if err != nil {
		t.Fatal(err)
	}
	return plan
}

// checkWhole checks that the index in dir finds every document by its own word, and some more.
func checkWhole(t *testing.T, dir string, paths []string) {
	t.Helper()
	x := open(t, dir)
	for i, path := range paths {
		if i%7 != 0 {
			continue
		}
		res := search(t, x, fmt.Sprintf("编号甲%04d乙", i), Options{})
		if len(res.Hits) != 1 || res.Hits[0].Path != path {
			t.Fatalf("%s is not found: %+v; problems %v", path, res.Hits, x.Problems())
		}
	}
	if res := search(t, x, "编号甲", Options{Limit: -1}); res.Docs != len(paths) {
		t.Fatalf("%d documents of %d", res.Docs, len(paths))
	}
	if p := x.Problems(); len(p) > 0 {
		t.Fatal(p)
	}
}

// TestMain is the other process of the tests below, if it is told so.
func TestMain(m *testing.M) {
	if dir := os.Getenv("GANGMU_TEST_WRITER"); dir != "" {
		writer(dir)
		return
	}
	if dir := os.Getenv("GANGMU_TEST_READER"); dir != "" {
		reader(dir)
		return
	}
	os.Exit(m.Run())
}

// writer indexes the documents in the folder GANGMU_TEST_DOCS and tells of every document that has
// become lasting.
func writer(dir string) {
	shardBytes = 24 << 10
	if limit := os.Getenv("GANGMU_TEST_LIMIT"); limit != "" {
		var n uint64
		fmt.Sscan(limit, &n)
		signal.Ignore(syscall.SIGXFSZ)
		if err := syscall.Setrlimit(syscall.RLIMIT_FSIZE, &syscall.Rlimit{Cur: n, Max: n}); err != nil {
			fmt.Println("limit:", err)
			os.Exit(3)
		}
	}
	committed = func(docs []*Doc) {
		for _, d := range docs {
			fmt.Println("lasting", d.Path)
		}
	}
	known, err := Files(dir)
	if err != nil {
		fmt.Println(err)
		os.Exit(2)
	}
	var disk []library.File
	names, _ := filepath.Glob(filepath.Join(os.Getenv("GANGMU_TEST_DOCS"), "*.txt"))
	for _, name := range names {
		info, _ := os.Stat(name)
		disk = append(disk, library.File{Path: name, Size: info.Size(), Mod: info.ModTime()})
	}
	plan, _ := library.Diff(context.Background(), known, disk, nil)
	fmt.Println("begin", len(plan.Add))
	if hold := os.Getenv("GANGMU_TEST_HOLD"); hold != "" {
		_, err = Update(context.Background(), dir, plan, UpdateOptions{Progress: func(Progress) { time.Sleep(100 * time.Millisecond) }})
	} else {
		_, err = Update(context.Background(), dir, plan, UpdateOptions{})
	}
	if err != nil {
		fmt.Println("error", err)
		os.Exit(2)
	}
	fmt.Println("end")
}

func startWriter(t *testing.T, dir, docs string, env ...string) (*exec.Cmd, *bufio.Scanner) {
	t.Helper()
	cmd := exec.Command(os.Args[0])
	cmd.Env = append(os.Environ(), append(env, "GANGMU_TEST_WRITER="+dir, "GANGMU_TEST_DOCS="+docs)...)
	cmd.Stderr = os.Stderr
	out, err := cmd.StdoutPipe()
	if err != nil {
		t.Fatal(err)
	}
	if err := cmd.Start(); err != nil {
		t.Fatal(err)
	}
	return cmd, bufio.NewScanner(out)
}

// TestKills kills the writer twenty times, each time after another number of lasting documents or
// in the middle of what comes next. Nothing that was lasting may be lost.
func TestKills(t *testing.T) {
	docs, dir := t.TempDir(), filepath.Join(t.TempDir(), "index")
	paths := made(t, docs, 60)
	rnd := rand.New(rand.NewPCG(9, 9))
	lasting := map[string]bool{}
	for kill := range 20 {
		if kill%5 == 4 { // begin anew, so that there is something to do
			os.RemoveAll(dir)
			clear(lasting)
		}
		cmd, out := startWriter(t, dir, docs)
		stop := rnd.IntN(25)
		for n := 0; n <= stop && out.Scan(); n++ {
			if path, ok := strings.CutPrefix(out.Text(), "lasting "); ok {
				lasting[path] = true
			}
		}
		time.Sleep(time.Duration(rnd.IntN(12)) * time.Millisecond)
		cmd.Process.Signal(syscall.SIGKILL)
		for out.Scan() {
			if path, ok := strings.CutPrefix(out.Text(), "lasting "); ok {
				lasting[path] = true
			}
		}
		cmd.Wait()
		x, err := Open(dir)
		if err != nil {
			t.Fatalf("kill %d: %v", kill, err)
		}
		have := map[string]bool{}
		for _, d := range x.Docs() {
			have[d.Path] = true
		}
		for path := range lasting {
			if !have[path] {
				t.Fatalf("kill %d: %s was lasting and is lost", kill, path)
			}
		}
		res := search(t, x, "编号甲", Options{Limit: -1})
		if res.Docs != len(have) || len(x.Problems()) > 0 {
			t.Fatalf("kill %d: %d documents, %d found, problems %v", kill, len(have), res.Docs, x.Problems())
		}
		x.Close()
	}
	update(t, dir, planFor(t, dir, paths))
	checkWhole(t, dir, paths)
	verify(t, dir)
	if names, _ := filepath.Glob(filepath.Join(dir, tmpPrefix+"*")); len(names) > 0 {
		t.Errorf("left behind: %v", names)
	}
}

// TestDamage damages each file of a shard in several ways. Every search must give the right answer
// or tell of damage, without panic; after the next update all is well.
func TestDamage(t *testing.T) {
	docs := t.TempDir()
	paths := made(t, docs, 30)
	pristine := filepath.Join(t.TempDir(), "index")
	update(t, pristine, planFor(t, pristine, paths))
	var files []string
	filepath.WalkDir(pristine, func(path string, e os.DirEntry, err error) error {
		if rel, _ := filepath.Rel(pristine, path); err == nil && !e.IsDir() && rel != lockFile {
			files = append(files, rel)
		}
		return nil
	})
	if len(files) < 8 {
		t.Fatal(files)
	}
	rnd := rand.New(rand.NewPCG(11, 12))
	damage := map[string]func(b []byte) []byte{
		"flipped": func(b []byte) []byte {
			for range 20 {
				b[rnd.IntN(len(b))] ^= byte(1 + rnd.IntN(255))
			}
			return b
		},
		"zeroed": func(b []byte) []byte {
			at := rnd.IntN(len(b))
			clear(b[at:min(len(b), at+4096)])
			return b
		},
		"cut":     func(b []byte) []byte { return b[:len(b)/2] },
		"emptied": func(b []byte) []byte { return nil },
		"gone":    nil,
	}
	for _, file := range files {
		for how, f := range damage {
			dir := filepath.Join(t.TempDir(), "index")
			if err := os.CopyFS(dir, os.DirFS(pristine)); err != nil {
				t.Fatal(err)
			}
			path := filepath.Join(dir, file)
			data, err := os.ReadFile(path)
			if err != nil {
				t.Fatal(err)
			}
			if f == nil {
				err = os.Remove(path)
			} else {
				was := slices.Clone(data)
				if data = f(data); slices.Equal(was, data) {
					continue
				}
				err = os.WriteFile(path, data, 0o600)
			}
			if err != nil {
				t.Fatal(err)
			}
			name := file + " " + how
			if x, err := Open(dir); err == nil {
				res := search(t, x, "编号甲", Options{})
				if res.Docs != len(paths) && len(x.Problems()) == 0 && !(file == manifestFile && how == "gone") {
					t.Errorf("%s: %d documents, and no word of damage", name, res.Docs)
				}
				if len(x.Problems()) == 0 {
					Verify(dir) // else the reader has left word for the update
				}
				x.Close()
			} else {
				Verify(dir)
			}
			update(t, dir, planFor(t, dir, paths))
			checkWhole(t, dir, paths)
			verify(t, dir)
		}
	}
}

// TestDamageWhileOpen damages a block of a big file of an open index, which nobody has read yet, and
// asks queries of all kinds at once. The answer is right, or some documents are said to be missing;
// the next update mends it without having been told.
func TestDamageWhileOpen(t *testing.T) {
	defer func(was int) { blockBytes = was }(blockBytes)
	blockBytes = 512
	docs := t.TempDir()
	paths := made(t, docs, 250)
	pristine := filepath.Join(t.TempDir(), "index")
	update(t, pristine, planFor(t, pristine, paths))
	var files []string
	for _, pattern := range []string{textFile, diffFile, tablesFile, gramsDir + "/*" + segmentExt} {
		found, _ := filepath.Glob(filepath.Join(pristine, shardPrefix+"*", pattern))
		for _, path := range found {
			rel, _ := filepath.Rel(pristine, path)
			files = append(files, rel)
		}
	}
	queries := []string{"编号甲", "编号甲0123乙", "扎实 OR 帮扶责任", "=基层组织", "社会保章~", "/第[0-9]+号/", "gongzuo", "bg 民众", "title:报告 改革", "title:123", "heading:稳中求进 公开",
		"kind:一、 -改革", "title:工作 -改革", "改革 -公开"}
	want := map[string]string{}
	sum := func(r *Result) string { return fmt.Sprint(r.Docs, r.Sections, r.Matches, len(r.Hits)) }
	x := open(t, pristine)
	for _, q := range queries {
		want[q] = sum(search(t, x, q, Options{}))
	}
	rnd := rand.New(rand.NewPCG(13, 14))
	met := map[string]int{}
	for round := range 40 {
		file := files[round%len(files)]
		dir := filepath.Join(t.TempDir(), "index")
		if err := os.CopyFS(dir, os.DirFS(pristine)); err != nil {
			t.Fatal(err)
		}
		x, err := Open(dir)
		if err != nil {
			t.Fatal(err)
		}
		f, err := os.OpenFile(filepath.Join(dir, file), os.O_RDWR, 0)
		if err != nil {
			t.Fatal(err)
		}
		c := x.shards[0].checks
		b := map[string]*blocks{textFile: &c.text, diffFile: &c.diff, tablesFile: &c.tables}[filepath.Base(file)]
		if b == nil {
			b = &c.grams
		}
		k := rnd.IntN(len(b.good))
		for n := 0; b.good[k].Load(); n++ {
			if k = (k + 1) % len(b.good); n == len(b.good) {
				t.Fatalf("all of %s was checked when it was opened", file)
			}
		}
		at := k*blockBytes + rnd.IntN(min(blockBytes, len(b.data)-k*blockBytes))
		junk := make([]byte, min(1+rnd.IntN(blockBytes/2), (k+1)*blockBytes-at, len(b.data)-at))
		for i := range junk {
			if round%3 > 0 {
				junk[i] = byte(rnd.Uint32())
			}
		}
		if _, err := f.WriteAt(junk, int64(at)); err != nil {
			t.Fatal(err)
		}
		f.Close()
		var wg sync.WaitGroup
		for k := range queries {
			q := queries[(k+round)%len(queries)]
			wg.Go(func() {
				query, err := Parse(q)
				if err != nil {
					t.Error(err)
					return
				}
				for _, o := range []Options{{Limit: 20, Budget: FirstAnswer}, {}} {
					res, err := x.Search(context.Background(), query, o)
					if err != nil {
						t.Errorf("%s, %d bytes from %d on: %s: %v", file, len(junk), at, q, err)
					} else if o.Budget == 0 && sum(res) != want[q] && (res.Damaged == 0 || len(x.Problems()) == 0) {
						t.Errorf("%s, %d bytes from %d on: %s: %s, want %s, problems %v", file, len(junk), at, q, sum(res), want[q], x.Problems())
					}
				}
			})
		}
		wg.Wait()
		found := len(x.Problems()) > 0
		x.Close()
		if !found {
			continue
		}
		if met[filepath.Base(file)]++; met[filepath.Base(file)] > 2 {
			continue
		}
		if sum := update(t, dir, planFor(t, dir, paths)); sum.Rebuilt == "" {
			t.Fatalf("%s: nothing was mended", file)
		}
		checkWhole(t, dir, paths)
	}
	t.Log(met)
	for _, file := range files {
		if met[filepath.Base(file)] == 0 {
			t.Errorf("damage to %s was never met", file)
		}
	}
}

// TestTwoProcesses reads and searches while another process writes; a second writer is turned away.
func TestTwoProcesses(t *testing.T) {
	docs, dir := t.TempDir(), filepath.Join(t.TempDir(), "index")
	paths := made(t, docs, 20)
	update(t, dir, planFor(t, dir, paths[:10]))
	cmd, out := startWriter(t, dir, docs, "GANGMU_TEST_HOLD=1")
	defer func() { cmd.Process.Kill(); cmd.Wait() }()
	if !out.Scan() {
		t.Fatal("the writer says nothing")
	}
	for deadline := time.Now().Add(20 * time.Second); ; {
		f, err := os.OpenFile(filepath.Join(dir, lockFile), os.O_RDWR, 0)
		if err != nil {
			t.Fatal(err)
		}
		free, _ := tryLock(f)
		f.Close()
		if !free {
			break
		}
		if time.Now().After(deadline) {
			t.Fatal("the writer does not lock")
		}
		time.Sleep(5 * time.Millisecond)
	}
	_, err := Update(context.Background(), dir, planOf(t, paths...), UpdateOptions{Wait: 30 * time.Millisecond})
	if !errors.Is(err, ErrBusy) {
		t.Errorf("a second writer got %v", err)
	}
	checkWhole(t, dir, paths[:10])
}

// TestPlanOfTwo: two programs that found the same new files read them once.
func TestPlanOfTwo(t *testing.T) {
	docs, dir := t.TempDir(), filepath.Join(t.TempDir(), "index")
	paths := made(t, docs, 5)
	plan := planFor(t, dir, paths)
	if first, second := update(t, dir, plan), update(t, dir, plan); first.Bytes == 0 || second.Bytes != 0 || second.Added+second.Updated != 0 {
		t.Errorf("read %d bytes, then %d; %+v", first.Bytes, second.Bytes, second)
	}
	checkWhole(t, dir, paths)
}

// TestDiskFull limits the size of files: nothing that was there is lost, and the error says so.
func TestDiskFull(t *testing.T) {
	docs, dir := t.TempDir(), filepath.Join(t.TempDir(), "index")
	paths := made(t, docs, 40)
	update(t, dir, planFor(t, dir, paths[:10]))
	for _, limit := range []string{"0", "100", "5000", "20000", "60000"} {
		cmd, out := startWriter(t, dir, docs, "GANGMU_TEST_LIMIT="+limit)
		said := ""
		for out.Scan() {
			if s, ok := strings.CutPrefix(out.Text(), "error "); ok {
				said = s
			}
		}
		if err := cmd.Wait(); err == nil {
			t.Fatalf("limit %s: the writer met no error", limit)
		}
		if !strings.Contains(said, "disk is full") {
			t.Errorf("limit %s: said %q", limit, said)
		}
		x := open(t, dir)
		if res := search(t, x, "编号甲", Options{Limit: -1}); res.Docs < 10 || len(x.Problems()) > 0 {
			t.Errorf("limit %s: %d documents left, problems %v", limit, res.Docs, x.Problems())
		}
	}
	update(t, dir, planFor(t, dir, paths))
	checkWhole(t, dir, paths)
	verify(t, dir)
}

// TestReadOnly indexes into a folder that may not be written, and searches in it.
func TestReadOnly(t *testing.T) {
	docs, dir := t.TempDir(), filepath.Join(t.TempDir(), "index")
	paths := made(t, docs, 5)
	update(t, dir, planFor(t, dir, paths))
	if err := filepath.WalkDir(dir, func(path string, e os.DirEntry, err error) error {
		if e.IsDir() {
			return os.Chmod(path, 0o555)
		}
		return os.Chmod(path, 0o444)
	}); err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { os.Chmod(dir, 0o755) })
	for up := filepath.Dir(dir); strings.HasPrefix(up, os.TempDir()) && up != os.TempDir(); up = filepath.Dir(up) {
		os.Chmod(up, 0o755)
	}
	plan := planOf(t, paths...)
	done := make(chan error)
	go func() {
		runtime.LockOSThread() // and not unlocked: the thread ends with the goroutine
		if !dropRights() {
			done <- nil
			return
		}
		_, err := Update(context.Background(), dir, plan, UpdateOptions{})
		done <- err
	}()
	if err := <-done; !errors.Is(err, os.ErrPermission) || !strings.Contains(err.Error(), dir) {
		t.Errorf("got %v", err)
	}
	checkWhole(t, dir, paths)
}

func TestNoIndex(t *testing.T) {
	dir := filepath.Join(t.TempDir(), "none")
	x := open(t, dir)
	if res := search(t, x, "税", Options{}); len(res.Hits) > 0 || len(x.Docs()) > 0 {
		t.Error("found something in nothing")
	}
	if files, err := Files(dir); err != nil || len(files) > 0 {
		t.Error(files, err)
	}
	verify(t, dir)
}

// TestOlderFormat meets an index of another format version: it is built anew, with a word.
func TestOlderFormat(t *testing.T) {
	docs, dir := t.TempDir(), filepath.Join(t.TempDir(), "index")
	paths := made(t, docs, 5)
	update(t, dir, planFor(t, dir, paths))
	m, err := readManifest(dir)
	if err != nil {
		t.Fatal(err)
	}
	m.Schema++
	if err := m.write(dir); err != nil {
		t.Fatal(err)
	}
	if x := open(t, dir); len(x.Problems()) != 1 {
		t.Errorf("problems %v", x.Problems())
	}
	sum := update(t, dir, planFor(t, dir, paths))
	if sum.Rebuilt == "" || sum.Added != 5 {
		t.Errorf("%+v", sum)
	}
	checkWhole(t, dir, paths)
}
