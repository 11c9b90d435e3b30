package pipeline

import (
	"errors"
	"runtime"
	"sync"
)

// inParallel does work 0 to n-1, as many at a time as there are processors, and returns what failed.
func inParallel(n int, do func(i int) error) error {
	failed := make([]error, n)
	next := make(chan int)
	var working sync.WaitGroup
	for range min(n, runtime.GOMAXPROCS(0)) {
		working.Go(func() {
			for i := range next {
				failed[i] = do(i)
			}
		})
	}
	for i := range n {
		next <- i
	}
	close(next)
	working.Wait()
	return errors.Join(failed...)
}
