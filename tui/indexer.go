package tui

import (
	"bytes"
	"cmp"
	"context"
	"encoding/gob"
	"errors"
	"fmt"
	"io"
	"os"
	"os/exec"
	"path/filepath"
	"runtime/debug"
	"strings"
	"sync"
	"time"

	"gangmu/corpus/library"
	"gangmu/index"
)

// An indexer reads and indexes documents for the reader, in a program of its own (Options.Indexer):
// it has a heap, a collector and a priority of its own, so that a key waits for none of them. In one
// process the loop waited up to 10 ms for a processor of Go's, and the collector's idle workers took
// what the threads in the background left.
//
// The program reads orders from its standard input and writes replies to its standard output, both
// in gob, one order at a time. It ends when its input ends, and so with the reader, however that
// ends; what it has laid out is still made lasting. It is started with the first order.
type indexer struct {
	command func() *exec.Cmd // nil: see start
	busy    sync.Mutex       // held while an order is carried out
	process *indexing        // nil if none is running
}

// An order asks for an index to be brought in step with a plan.
type order struct {
	Dir     string // of the index
	Plan    library.Plan
	Passing bool // the index is for as long as the program runs
}

// A reply says how far an order is.
type reply struct {
	Done, Total int // files
	End         bool
	Busy        bool   // another program is writing to the index
	Err         string // why it could not be carried out, at the end
}

// Index carries out the orders of a reader until in ends. It is the whole of the program that an
// indexer starts.
func Index(in io.Reader, out io.Writer) error {
	ctx, cancel := context.WithCancel(context.Background())
	defer cancel()
	orders := make(chan order)
	go func() {
		defer cancel()
		defer close(orders)
		for dec := gob.NewDecoder(in); ; {
			var o order
			if dec.Decode(&o) != nil {
				return
			}
			orders <- o
		}
	}()
	enc := gob.NewEncoder(out)
	for o := range orders {
		if o.Passing {
			defer os.RemoveAll(o.Dir)
		}
		if err := enc.Encode(o.carryOut(ctx, func(r reply) { _ = enc.Encode(r) })); err != nil {
			return err
		}
		debug.FreeOSMemory() // the next order may never come
	}
	return nil
}

// replyTime is the time between two replies of one order.
const replyTime = 100 * time.Millisecond

func (o order) carryOut(ctx context.Context, say func(reply)) reply {
	last := time.Now()
	_, err := index.Update(ctx, o.Dir, o.Plan, index.UpdateOptions{
		Describe: library.Describe,
		Wait:     time.Second,
		Progress: func(p index.Progress) {
			if time.Since(last) > replyTime {
				last = time.Now()
				say(reply{Done: p.Done, Total: p.Total})
			}
		},
	})
	r := reply{End: true, Busy: errors.Is(err, index.ErrBusy)}
	if err != nil {
		r.Err = err.Error()
	}
	return r
}

// An indexing is an indexer's program while it runs.
type indexing struct {
	in    io.Closer
	enc   *gob.Encoder
	dec   *gob.Decoder
	ended chan struct{} // closed when it has ended
	why   error         // it was no good end; set before ended is closed
}

// do has an order carried out and tells say of its progress. An order that ctx ends is given up, and
// the program ends with it.
func (x *indexer) do(ctx context.Context, o order, say func(reply)) (r reply, err error) {
	x.busy.Lock()
	defer x.busy.Unlock()
	if err := ctx.Err(); err != nil {
		return r, err
	}
	if x.process == nil {
		if x.process, err = x.start(); err != nil {
			return r, err
		}
	}
	p := x.process
	defer context.AfterFunc(ctx, func() { p.in.Close() })()
	for err = p.enc.Encode(o); err == nil && !r.End; {
		r = reply{}
		if err = p.dec.Decode(&r); err == nil && !r.End {
			say(r)
		}
	}
	if err == nil && ctx.Err() == nil {
		return r, nil
	}
	x.process = nil
	p.in.Close()
	<-p.ended
	return r, cmp.Or(ctx.Err(), p.why, err)
}

// end ends the program, if it runs, and waits a moment for it. The context of every order must have
// ended.
func (x *indexer) end() {
	done := make(chan struct{})
	go func() {
		defer close(done)
		x.busy.Lock()
		defer x.busy.Unlock()
		if p := x.process; p != nil {
			x.process = nil
			p.in.Close()
			<-p.ended
		}
	}()
	select {
	case <-done:
	case <-time.After(time.Second):
	}
}

// start starts the program. Without one a goroutine does the same.
func (x *indexer) start() (*indexing, error) {
	p := &indexing{ended: make(chan struct{})}
	from, out := io.Pipe()
	wait := func() error { return nil }
	var in io.WriteCloser
	if x.command != nil {
		c := x.command()
		var said bytes.Buffer
		c.Stdout, c.Stderr = out, &said
		var err error
		if in, err = c.StdinPipe(); err != nil {
			return nil, err
		}
		if err = startLow(c); err != nil {
			return nil, err
		}
		wait = func() error {
			if err := c.Wait(); err != nil {
				line, _, _ := strings.Cut(said.String(), "\n")
				return fmt.Errorf("%s: %w %s", filepath.Base(c.Path), err, line)
			}
			return nil
		}
	} else {
		var orders io.Reader
		orders, in = io.Pipe()
		wait = func() error { return Index(orders, out) }
	}
	go func() {
		defer close(p.ended)
		p.why = wait()
		out.CloseWithError(io.EOF)
	}()
	p.in, p.enc, p.dec = in, gob.NewEncoder(in), gob.NewDecoder(from)
	return p, nil
}
