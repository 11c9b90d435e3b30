package main

import (
	"context"
	"fmt"
	"sync/atomic"
	"time"
)

// countTime is how often the metrics are counted anew.
const countTime = 30 * time.Second

// silence is for how long the warehouse may be busy until the service is not ready.
const silence = 5 * time.Minute

// answered is when the warehouse answered last; zero for never.
type answered struct{ at atomic.Int64 }

func (w *answered) now(at time.Time) { w.at.Store(at.UnixNano()) }

// check says why the service is not ready, if it is not.
func (w *answered) check(now func() time.Time) func(context.Context) error {
	return func(context.Context) error {
		at := w.at.Load()
		if at == 0 {
			return fmt.Errorf("the service has just begun")
		}
		if ago := now().Sub(time.Unix(0, at)); ago > silence {
			return fmt.Errorf("the warehouse has not answered for %v", ago.Round(time.Second))
		}
		return nil
	}
}

// count keeps the metrics up to date.
func (s *service) count(ctx context.Context) error {
	for {
		counts, err := s.warehouse.Counts(ctx)
		if err == nil {
			pending, failed := s.Archive.Pending()
			counts.Pending, counts.Undelivered, err = len(pending), len(s.Undelivered()), failed
		}
		counts.Scans = s.reception.Scans()
		if err == nil {
			s.metrics.Set(counts)
			s.answered.now(s.Now())
		} else if ctx.Err() == nil {
			s.log.Error("counting for the metrics", "error", err)
		}
		select {
		case <-ctx.Done():
			return nil
		case <-time.After(countTime):
		}
	}
}
