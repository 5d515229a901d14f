package extract

import (
	"context"
	"io"
	"os"
	"path/filepath"
	"runtime"
	"sync"

	"github.com/klippa-app/go-pdfium"
	"github.com/klippa-app/go-pdfium/webassembly"
	"github.com/tetratelabs/wazero"
	"github.com/tetratelabs/wazero/api"
	"github.com/tetratelabs/wazero/experimental"
)

// pdfEngine starts PDFium, which is a WebAssembly module inside the program, when the first PDF
// is opened. Compiling it takes seconds; the result is kept in the user's cache folder, after
// which it takes a tenth of one. The module sees no files but a font of ours, and has a bounded memory.
var pdfEngine = sync.OnceValues(func() (pdfium.Pool, error) {
	config := wazero.NewRuntimeConfig().
		WithCoreFeatures(api.CoreFeaturesV2 | experimental.CoreFeaturesExceptionHandling).
		WithMemoryLimitPages(pdfMemory >> 16)
	if dir, err := os.UserCacheDir(); err == nil {
		if cache, err := wazero.NewCompilationCacheWithDir(filepath.Join(dir, "gangmu", "pdfium")); err == nil {
			config = config.WithCompilationCache(cache)
		}
	}
	return webassembly.Init(webassembly.Config{
		Context:  experimental.WithCompilationWorkers(context.Background(), runtime.GOMAXPROCS(0)),
		MaxTotal: 4, MaxIdle: 1,
		FSConfig: wazero.NewFSConfig().WithFSMount(fontFolder{boxFont()}, "/"),
		Stdout:   io.Discard, Stderr: io.Discard,
		RuntimeConfig: config,
	})
})

// pdfMemory is the most memory that PDFium gets for one document, in bytes.
const pdfMemory = 1 << 30
