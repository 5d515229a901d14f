package index

import (
	"bytes"
	"context"
	"flag"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"runtime"
	"runtime/debug"
	"slices"
	"strings"
	"testing"
	"time"

	bleve "github.com/blevesearch/bleve/v2"
	"github.com/blevesearch/bleve/v2/analysis/lang/cjk"

	"gangmu/corpus/corpustest"
	"gangmu/corpus/fold"
	"gangmu/corpus/library"
)

var full = flag.Bool("full", false, "measure on all real documents; with copies under new names to make 100 MB")

var kept = flag.String("kept", "", "a folder for the copies and the index of TestFull; an index that is there is measured, not built")

// bigLibrary lists the laws, Taiwan laws and party documents of the real documents, and copies of
// them in dir until they are 100 MB.
func bigLibrary(t testing.TB, dir string) (p library.Plan, bytes int64) {
	t.Helper()
	var paths []string
	for _, d := range []string{"laws", "taiwan", "party"} {
		paths = append(paths, corpustest.Files(t, corpustest.Data(t, d))...)
	}
	for copyNo := 0; bytes < 100<<20; copyNo++ {
		for i, path := range paths {
			if copyNo > 0 {
				data, err := os.ReadFile(path)
				if err != nil {
					t.Fatal(err)
				}
				path = filepath.Join(dir, fmt.Sprintf("copy%d", copyNo), fmt.Sprintf("%04d", i/100), fmt.Sprintf("%d-%s", i, filepath.Base(path)))
				os.MkdirAll(filepath.Dir(path), 0o777)
				if err := os.WriteFile(path, data, 0o666); err != nil {
					t.Fatal(err)
				}
			}
			info, err := os.Stat(path)
			if err != nil {
				t.Fatal(err)
			}
			p.Add = append(p.Add, library.File{Path: path, Size: info.Size(), Mod: info.ModTime()})
			bytes += info.Size()
		}
	}
	return p, bytes
}

// rss is the resident memory of this process in MB, now and at its peak; 0 where the system does
// not tell.
func rss() (now, peak int) {
	data, _ := os.ReadFile("/proc/self/status")
	for _, line := range bytes.Split(data, []byte("\n")) {
		fmt.Sscanf(string(line), "VmRSS: %d kB", &now)
		fmt.Sscanf(string(line), "VmHWM: %d kB", &peak)
	}
	return now >> 10, peak >> 10
}

// cpu is the processor time that this process has used, in seconds; 0 where the system does not tell.
// On a shared machine it says more than the clock.
func cpu() float64 {
	data, _ := os.ReadFile("/proc/self/stat")
	fields := strings.Fields(string(data[bytes.LastIndexByte(data, ')')+1:]))
	if len(fields) < 13 {
		return 0
	}
	var user, system float64
	fmt.Sscan(fields[11], &user)
	fmt.Sscan(fields[12], &system)
	return (user + system) / 100
}

// baseline indexes the folded text of some files with Bleve as it comes: the cjk analyzer, a document
// a file. It gives MB of text a second of processor time.
func baseline(t *testing.T, files []library.File) float64 {
	m := bleve.NewIndexMapping()
	m.DefaultAnalyzer = cjk.AnalyzerName
	x, err := bleve.New(filepath.Join(t.TempDir(), "cjk"), m)
	if err != nil {
		t.Fatal(err)
	}
	defer x.Close()
	size := 0
	begin := cpu()
	b := x.NewBatch()
	for _, f := range files {
		data, err := os.ReadFile(f.Path)
		if err != nil {
			t.Fatal(err)
		}
		size += len(data)
		b.Index(f.Path, map[string]string{"text": fold.String(string(data))})
		if b.Size() >= 100 {
			if err := x.Batch(b); err != nil {
				t.Fatal(err)
			}
			b.Reset()
		}
	}
	if err := x.Batch(b); err != nil {
		t.Fatal(err)
	}
	return float64(size) / (1 << 20) / (cpu() - begin)
}

func dirSize(dir string) map[string]int64 {
	sizes := map[string]int64{}
	filepath.WalkDir(dir, func(path string, e os.DirEntry, err error) error {
		if err == nil && !e.IsDir() {
			info, _ := e.Info()
			name := e.Name()
			if filepath.Base(filepath.Dir(path)) == gramsDir {
				name = gramsDir
			}
			sizes[name] += info.Size()
			sizes[""] += info.Size()
		}
		return nil
	})
	return sizes
}

var benchQueries = []string{"税", "水", "的", "罚", "税收", "处罚", "2016年", "国务院", "人民", "土地征收", "行政处罚", "监察委", "乡村振兴",
	"五万元以上十万元以下", "第三百一十三条", "应当依法承担赔偿责任", "全国人民代表大会常务委员会", "个人信息 处理", "土地 征收 补偿", "环境保护 罚款",
	"計畫", "title:条例 罚款", "heading:法律责任 吊销", "(林地 OR 草原) 补偿 -国有", "GDP", "=著作权", "著作~", "/[0-9.]+万元/", "国发〔2016〕5号", "第12条"}

var keystrokes = []string{"中华人民共和国", "法律责任", "在职职工", "的规定", "第一百二十条", "国家工作人员", "计划生育协会", "jsxh", "2016年工作", "行政复议 期限"}

func percentile(d []time.Duration, p float64) time.Duration {
	slices.Sort(d)
	return d[min(len(d)-1, int(float64(len(d))*p))]
}

// TestFull builds an index of 100 MB and measures everything that is promised of it.
//
//	go test ./index -run TestFull -full -v -timeout 30m
func TestFull(t *testing.T) {
	if !*full {
		t.Skip("only with -full")
	}
	work := *kept
	if work == "" {
		work = t.TempDir()
	}
	dir := filepath.Join(work, "index")
	if exists(filepath.Join(dir, manifestFile)) {
		measureQueries(t, dir)
		return
	}
	plan, size := bigLibrary(t, work)
	mb := float64(size) / (1 << 20)
	runtime.GC()
	begin, used := time.Now(), cpu()
	sum := update(t, dir, plan)
	took := time.Since(begin)
	used = cpu() - used
	_, peak := rss()
	sizes := dirSize(dir)
	t.Logf("%d files, %.1f MB: built in %.1f s, %.1f MB/s; peak resident %d MB; failed %d", len(plan.Add), mb, took.Seconds(), mb/took.Seconds(), peak, len(sum.Failed))
	t.Logf("processor time %.1f s: %.2f MB/s a core; Bleve's cjk analyzer beside it: %.2f MB/s a core", used, mb/used, baseline(t, plan.Add[:400]))
	for _, name := range []string{gramsDir, textFile, diffFile, tablesFile, docsFile, orderFile, ""} {
		t.Logf("  %-7s %6.1f MB  %.2f of the text", name, float64(sizes[name])/(1<<20), float64(sizes[name])/float64(size))
	}
	debug.FreeOSMemory()
	measureQueries(t, dir)
}

// TestColdOpen opens the index of TestFull in new processes, of which nothing is in the system's cache
// if it can be dropped, and asks each one query: how long it takes until it can be asked, and until it is
// answered.
//
//	go test ./index -run 'TestFull|TestColdOpen' -full -kept DIR -v -timeout 30m
func TestColdOpen(t *testing.T) {
	dir := filepath.Join(*kept, "index")
	if !*full || *kept == "" || !exists(filepath.Join(dir, manifestFile)) {
		t.Skip("only with -full and -kept, after TestFull")
	}
	for _, cold := range []bool{true, false} {
		var times [5][]time.Duration
		for i := range 15 {
			if cold && !dropCaches() {
				t.Log("the system's cache cannot be dropped by this user")
				break
			}
			cmd := exec.Command(os.Args[0])
			cmd.Env = append(os.Environ(), "GANGMU_TEST_READER="+dir, "GANGMU_TEST_QUERY="+benchQueries[i%len(benchQueries)])
			begin := time.Now()
			out, err := cmd.Output()
			times[4] = append(times[4], time.Since(begin))
			if err != nil {
				t.Fatal(err)
			}
			var ns [4]int64
			fmt.Sscan(string(out), &ns[0], &ns[1], &ns[2], &ns[3])
			for k, n := range ns {
				times[k] = append(times[k], time.Duration(n))
			}
		}
		for k, what := range []string{"open", "the same again", "first answer", "whole answer", "the whole process"} {
			if d := times[k]; len(d) > 0 {
				t.Logf("cold %-5v %-18s p50 %v max %v", cold, what, percentile(d, .5).Round(time.Millisecond/10), percentile(d, 1).Round(time.Millisecond/10))
			}
		}
	}
}

// dropCaches makes the system forget what it has read of files; false if it may not be told to.
func dropCaches() bool {
	exec.Command("sync").Run()
	return os.WriteFile("/proc/sys/vm/drop_caches", []byte("3\n"), 0) == nil
}

// reader is the other process of TestColdOpen.
func reader(dir string) {
	q, err := Parse(os.Getenv("GANGMU_TEST_QUERY"))
	if err != nil {
		panic(err)
	}
	begin := time.Now()
	x, err := Open(dir)
	if err != nil {
		panic(err)
	}
	fmt.Println(time.Since(begin).Nanoseconds())
	begin = time.Now()
	y, err := Open(dir)
	if err != nil {
		panic(err)
	}
	fmt.Println(time.Since(begin).Nanoseconds())
	y.Close()
	for _, budget := range []time.Duration{FirstAnswer, 0} {
		begin = time.Now()
		if _, err := x.Search(context.Background(), q, Options{Limit: 20, Matches: 1, Budget: budget}); err != nil {
			panic(err)
		}
		fmt.Println(time.Since(begin).Nanoseconds())
	}
}

func exists(path string) bool {
	_, err := os.Stat(path)
	return err == nil
}

func measureQueries(t *testing.T, dir string) {
	begin := time.Now()
	x := open(t, dir)
	opened := time.Since(begin)
	begin = time.Now()
	x.Warm()
	t.Logf("open %v, warm after another %v, %d shards", opened, time.Since(begin), len(x.shards))
	var all []time.Duration
	for _, q := range benchQueries {
		query, err := Parse(q)
		if err != nil {
			t.Fatal(err)
		}
		var one []time.Duration
		var res *Result
		for range 15 {
			begin := time.Now()
			res, err = x.Search(context.Background(), query, Options{Limit: 20, Matches: 1, Budget: FirstAnswer})
			one = append(one, time.Since(begin))
			if err != nil {
				t.Fatal(err)
			}
		}
		n := fold.NewNeedle(fold.String(q))
		begin := time.Now()
		for _, s := range x.shards {
			for i := strings.Index(s.text, n.Text); i >= 0; {
				k := strings.Index(s.text[i+1:], n.Text)
				if k < 0 {
					break
				}
				i += k + 1
			}
		}
		scan := time.Since(begin)
		begin = time.Now()
		whole, _ := x.Search(context.Background(), query, Options{Limit: 20})
		t.Logf("  %-30s p50 %8v max %8v  %6d sections%s; all %8v %6d sections %7d matches; strings.Index %v", q, percentile(one, .5).Round(time.Microsecond), percentile(one, 1).Round(time.Microsecond),
			res.Sections, map[bool]string{true: "+"}[res.Partial], time.Since(begin).Round(time.Microsecond), whole.Sections, whole.Matches, scan.Round(time.Microsecond))
		all = append(all, one...)
	}
	t.Logf("queries: p50 %v p99 %v max %v", percentile(all, .5), percentile(all, .99), percentile(all, 1))
	var keys []time.Duration
	for _, seq := range keystrokes {
		for i := range []rune(seq) {
			query, err := Parse(strings.TrimSpace(string([]rune(seq)[:i+1])))
			if err != nil {
				continue
			}
			for range 5 {
				begin := time.Now()
				if _, err := x.Search(context.Background(), query, Options{Limit: 20, Matches: 1, Budget: FirstAnswer}); err != nil {
					t.Fatal(err)
				}
				keys = append(keys, time.Since(begin))
			}
		}
	}
	t.Logf("keystrokes: p50 %v p99 %v max %v", percentile(keys, .5), percentile(keys, .99), percentile(keys, 1))
	debug.FreeOSMemory()
	now, _ := rss()
	t.Logf("resident after the queries: %d MB", now)
}
