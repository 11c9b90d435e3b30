package schedule

import (
	"context"
	"errors"
	"fmt"
	"runtime/debug"
	"time"

	"tonghop/pipeline"
	"tonghop/pipeline/vi"
)

// Once runs a job for an occasion, unless that needs no run, or a run of the job goes on: then began is false. What became of it is in the run; err says that it
// could not be recorded.
func (s *Scheduler) Once(ctx context.Context, occasion pipeline.Occasion, by string) (run pipeline.JobRun, began bool, err error) {
	return s.begin(ctx, pipeline.JobRun{Occasion: occasion, By: by})
}

// begin is Once for a run that may be a later attempt.
func (s *Scheduler) begin(ctx context.Context, run pipeline.JobRun) (_ pipeline.JobRun, began bool, err error) {
	run.Due, run.Started, run.Outcome = run.Due.UTC().Truncate(time.Second), s.clock.Now(), pipeline.RunRunning
	if !s.take(run.Job) {
		return run, false, nil
	}
	free := func() { s.free(run.Job) }
	if run, began, err = s.record.BeginRun(ctx, run); err != nil || !began {
		free()
		return run, false, err
	}
	s.log.Debug("job begins", "job", run.Job, "due", run.Due, "by", run.By, "attempt", run.Attempt)
	run.Outcome, run.Did, run.Error = s.work(ctx, run.Occasion, free)
	run.Ended = s.clock.Now()
	s.log.Info("job ended", "job", run.Job, "due", run.Due, "attempt", run.Attempt, "outcome", run.Outcome, "did", run.Did, "error", run.Error)
	s.mu.Lock()
	s.left = append(s.left, run)
	s.mu.Unlock()
	return run, true, s.endLeft(context.WithoutCancel(ctx))
}

// endLeft records the ends of runs. What the record does not take, of a disk that is full say, would be running for ever: it is tried again.
func (s *Scheduler) endLeft(ctx context.Context) error {
	s.mu.Lock()
	defer s.mu.Unlock()
	for len(s.left) > 0 {
		if err := s.record.EndRun(ctx, s.left[0]); err != nil {
			return err
		}
		s.left = s.left[1:]
	}
	return nil
}

// take takes the job, of which no other run goes on in this process.
func (s *Scheduler) take(job pipeline.Job) bool {
	s.mu.Lock()
	defer s.mu.Unlock()
	if s.busy[job] {
		return false
	}
	s.busy[job] = true
	return true
}

func (s *Scheduler) free(job pipeline.Job) {
	s.mu.Lock()
	defer s.mu.Unlock()
	delete(s.busy, job)
}

// result is what a work came to.
type result struct {
	did string
	err error
}

// work does a job's work within its limit, and frees the job when the work has ended. It does not wait for one for ever that does not end when it is told to.
func (s *Scheduler) work(ctx context.Context, occasion pipeline.Occasion, free func()) (outcome pipeline.RunOutcome, did, words string) {
	limited, cancel := context.WithTimeout(ctx, s.limit(occasion.Job))
	defer cancel()
	done := make(chan result, 1)
	go func() {
		r := s.recovered(limited, occasion)
		free()
		done <- r
	}()
	var r result
	select {
	case r = <-done:
	case <-limited.Done():
		select {
		case r = <-done:
		case <-time.After(s.grace):
			r.err = errors.New("it was told to end, and goes on")
		}
	}
	return outcomeOf(ctx, limited, r.err), vi.SingleSpaced(r.did), said(r.err)
}

// recovered does the work; one that panics has failed, and the log says where.
func (s *Scheduler) recovered(ctx context.Context, occasion pipeline.Occasion) (r result) {
	defer func() {
		if broken := recover(); broken != nil {
			s.log.Error("job panicked", "job", occasion.Job, "due", occasion.Due, "panic", broken, "stack", string(debug.Stack()))
			r.err = fmt.Errorf("it broke off with a mistake of the program, which the log describes: %v", broken)
		}
	}()
	r.did, r.err = s.works[occasion.Job].Do(ctx, occasion.Due)
	return r
}

func (s *Scheduler) limit(job pipeline.Job) time.Duration {
	for _, t := range s.tables {
		if t.Job() == job {
			return t.spec.Limit
		}
	}
	return 0
}

// outcomeOf says how a work ended, which may have been told to: by whoever runs it, or by its limit.
func outcomeOf(ctx, limited context.Context, err error) pipeline.RunOutcome {
	switch {
	case err == nil:
		return pipeline.RunDone
	case ctx.Err() != nil:
		return pipeline.RunInterrupted
	case limited.Err() != nil:
		return pipeline.RunOverdue
	}
	return pipeline.RunFailed
}

func said(err error) string {
	if err == nil {
		return ""
	}
	return vi.SingleSpaced(err.Error())
}
