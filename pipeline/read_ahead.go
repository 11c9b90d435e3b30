package pipeline

import (
	"context"
	"runtime"
	"sync"
)

// readAhead holds files that are read before they are settled: while others come, and while those before them are settled. The zero one holds none.
type readAhead struct {
	mu     sync.Mutex
	files  map[int64]*earlyFile // by receipt; no more than a batch
	behind int64                // the last receipt that Ingest has come to: what is not begun until then is read by that
}

// earlyFile is a file that is being read, or was.
type earlyFile struct {
	done    chan struct{} // closed when it was read
	arrival Arrival
	err     error
}

// begin notes that a file is read from now on; nil where it need not be, or must wait.
func (a *readAhead) begin(receipt int64) *earlyFile {
	a.mu.Lock()
	defer a.mu.Unlock()
	if receipt <= a.behind || len(a.files) == batchSize {
		return nil
	}
	if a.files == nil {
		a.files = map[int64]*earlyFile{}
	}
	file := &earlyFile{done: make(chan struct{})}
	a.files[receipt] = file
	return file
}

// reach notes that Ingest has come to a batch.
func (a *readAhead) reach(batch []Receipt) {
	a.mu.Lock()
	defer a.mu.Unlock()
	a.behind = max(a.behind, batch[len(batch)-1].ID)
}

// take returns a file that was begun, nil for none, and lets go of it.
func (a *readAhead) take(receipt int64) *earlyFile {
	a.mu.Lock()
	defer a.mu.Unlock()
	file := a.files[receipt]
	delete(a.files, receipt)
	return file
}

// drop lets go of what Ingest has come to and did not need.
func (a *readAhead) drop() {
	a.mu.Lock()
	defer a.mu.Unlock()
	for receipt := range a.files {
		if receipt <= a.behind {
			delete(a.files, receipt)
		}
	}
}

// readEarly reads files as they come until the context ends. It leaves a core to what else goes on.
func (p *Pipeline) readEarly(ctx context.Context, came <-chan Receipt) {
	var readers sync.WaitGroup
	for range max(1, runtime.GOMAXPROCS(0)-1) {
		readers.Go(func() {
			for {
				select {
				case <-ctx.Done():
					return
				case receipt := <-came:
					if file := p.ahead.begin(receipt.ID); file != nil {
						file.arrival, file.err = p.readNow(receipt)
						close(file.done)
					}
				}
			}
		})
	}
	readers.Wait()
}

// read reads a file, unless that was begun already. What failed is tried once more.
func (p *Pipeline) read(receipt Receipt) (Arrival, error) {
	if file := p.ahead.take(receipt.ID); file != nil {
		<-file.done
		if file.err == nil {
			return file.arrival, nil
		}
	}
	return p.readNow(receipt)
}
