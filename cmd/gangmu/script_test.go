package main

import (
	"encoding/json"
	"fmt"
	"os"
	"path/filepath"
	"strconv"
	"strings"
	"testing"

	"github.com/rogpeppe/go-internal/testscript"
)

// The scripts in testdata/script run the whole program, each verb with good and bad input, in an
// empty home. Beside the commands of testscript there are
//
//	json FILE PATH VALUE     the value at PATH (sections.0.id) of the JSON in FILE (stdout …) is VALUE
//	! json FILE PATH VALUE   it is not, or is not there
//	lines FILE N             FILE has N lines
//	code N PROGRAM ARG…      PROGRAM ends with exit code N

// asProgram makes the test binary the program itself, for the tests that need it in a terminal.
const asProgram = "GANGMU_TEST_AS_PROGRAM"

// noRaceSleep spares every run of the program the second for which the race detector waits at the
// end, for races of goroutines that nobody waits for.
const noRaceSleep = "GORACE=atexit_sleep_ms=20"

func TestMain(m *testing.M) {
	if os.Getenv(asHello) != "" {
		runHello()
		return
	}
	if os.Getenv(asProgram) != "" {
		main()
	}
	testscript.Main(m, map[string]func(){"gangmu": main})
}

func TestScripts(t *testing.T) {
	testscript.Run(t, testscript.Params{
		Dir:                 "testdata/script",
		RequireExplicitExec: true,
		Setup: func(e *testscript.Env) error {
			home := filepath.Join(e.WorkDir, ".home")
			for _, v := range []string{"HOME", "XDG_DATA_HOME", "XDG_CONFIG_HOME", "XDG_STATE_HOME", "XDG_CACHE_HOME"} {
				e.Setenv(v, home)
			}
			e.Setenv("GANGMU_LIBRARY", filepath.Join(e.WorkDir, ".lib"))
			e.Setenv("LANG", "C.UTF-8")
			e.Vars = append(e.Vars, noRaceSleep)
			return os.MkdirAll(home, 0o777)
		},
		Cmds: map[string]func(*testscript.TestScript, bool, []string){
			"json":  jsonCmd,
			"lines": linesCmd,
			"code":  codeCmd,
		},
	})
}

// jsonCmd compares one value of a JSON text.
func jsonCmd(ts *testscript.TestScript, neg bool, args []string) {
	if len(args) != 3 {
		ts.Fatalf("usage: json FILE PATH VALUE")
	}
	var v any
	if err := json.Unmarshal([]byte(ts.ReadFile(args[0])), &v); err != nil {
		ts.Fatalf("%s is no JSON: %v", args[0], err)
	}
	got, ok := valueAt(v, strings.Split(args[1], "."))
	switch {
	case neg && ok && got == args[2]:
		ts.Fatalf("%s: %s is %s", args[0], args[1], got)
	case !neg && !ok:
		ts.Fatalf("%s: there is no %s", args[0], args[1])
	case !neg && got != args[2]:
		ts.Fatalf("%s: %s is %s, want %s", args[0], args[1], got, args[2])
	}
}

// valueAt follows a path of keys and indexes; "len" is the length of a list.
func valueAt(v any, path []string) (string, bool) {
	for _, p := range path {
		switch x := v.(type) {
		case map[string]any:
			var ok bool
			if v, ok = x[p]; !ok {
				return "", false
			}
		case []any:
			if p == "len" {
				v = float64(len(x))
				continue
			}
			i, err := strconv.Atoi(p)
			if err != nil || i >= len(x) {
				return "", false
			}
			v = x[i]
		default:
			return "", false
		}
	}
	if s, ok := v.(string); ok {
		return s, true
	}
	b, _ := json.Marshal(v)
	return string(b), true
}

func linesCmd(ts *testscript.TestScript, neg bool, args []string) {
	if len(args) != 2 {
		ts.Fatalf("usage: lines FILE N")
	}
	if n := fmt.Sprint(strings.Count(ts.ReadFile(args[0]), "\n")); (n == args[1]) == neg {
		ts.Fatalf("%s has %s lines, want %s", args[0], n, args[1])
	}
}

// codeCmd runs the program and checks its exit code, which exec only knows as good or bad.
func codeCmd(ts *testscript.TestScript, _ bool, args []string) {
	if len(args) < 2 {
		ts.Fatalf("usage: code N PROGRAM ARG…")
	}
	err := ts.Exec(args[1], args[2:]...)
	got := "0"
	if err != nil {
		got = strings.TrimPrefix(err.Error(), "exit status ")
	}
	if got != args[0] {
		ts.Fatalf("exit code %s, want %s", got, args[0])
	}
}
