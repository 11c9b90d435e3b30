// Package schedule runs jobs at their times: those that were missed too, and none twice for one occasion.
package schedule

import (
	"context"
	"errors"
	"log/slog"
	"sync"
	"time"

	"tonghop/pipeline"
)

// Clock is the time of day, and how to wait for it.
type Clock struct {
	Now func() time.Time
	// Wait waits for as long as it is told, or until the context ends; then it returns its error.
	Wait func(ctx context.Context, d time.Duration) error
}

// Wait is the wait of a clock that nobody moves but the machine.
func Wait(ctx context.Context, d time.Duration) error {
	timer := time.NewTimer(d)
	defer timer.Stop()
	select {
	case <-timer.C:
		return nil
	case <-ctx.Done():
		return ctx.Err()
	}
}

// Scheduler runs jobs, one after another in the order of pipeline.Jobs where several are due, and those beside them that keep nothing else waiting.
type Scheduler struct {
	tables []Timetable
	works  map[pipeline.Job]pipeline.Work
	record pipeline.JobRecord
	clock  Clock
	log    *slog.Logger
	grace  time.Duration              // how long a run is waited for that was told to end
	since  map[pipeline.Job]time.Time // from when on occasions count

	mu   sync.Mutex
	busy map[pipeline.Job]bool // runs, or was given up and goes on nevertheless
	left []pipeline.JobRun     // ended, which the record did not take

	beside sync.WaitGroup // what runs beside the others
}

// grace is within the 10 seconds that the service has to end.
const grace = 5 * time.Second

// New makes the scheduler of a process, which is its only one: what the record says is running is of a process that is gone, and is interrupted. Mistakes in
// specs are *SpecErrors. A job without a work is never run.
func New(ctx context.Context, specs []pipeline.JobSpec, works map[pipeline.Job]pipeline.Work, record pipeline.JobRecord, clock Clock, log *slog.Logger) (*Scheduler, error) {
	tables, err := Timetables(specs, clock.Now())
	if err != nil {
		return nil, err
	}
	s := &Scheduler{tables: tables, works: works, record: record, clock: clock, log: log, grace: grace, since: map[pipeline.Job]time.Time{}, busy: map[pipeline.Job]bool{}}
	return s, record.Interrupt(ctx, clock.Now())
}

// Run runs what is due until the context ends, and returns when nothing runs any more, or does not end.
func (s *Scheduler) Run(ctx context.Context) {
	defer s.beside.Wait()
	for {
		s.runDue(ctx)
		if s.clock.Wait(ctx, s.untilNext()) != nil {
			return
		}
	}
}

// longest is how long the clock is not looked at: somebody may have moved it.
const longest = time.Minute

// untilNext is how long to wait for the next moment at which a job is due.
func (s *Scheduler) untilNext() time.Duration {
	now, wait := s.clock.Now(), longest
	for _, t := range s.tables {
		if next := t.After(now); !next.IsZero() {
			wait = min(wait, next.Sub(now))
		}
	}
	return wait
}

// runDue runs every occasion that is due now, and nothing that is covered, but what failed and whose turn has come again. What the record does not take is tried
// again at the next look at the clock.
func (s *Scheduler) runDue(ctx context.Context) {
	covered, err := s.record.Covered(ctx, s.clock.Now())
	failed, err2 := s.record.Failed(ctx, s.clock.Now(), Attempts)
	if err = errors.Join(err, err2, s.endLeft(ctx)); err != nil {
		s.complain(ctx, "the record of jobs does not work", err)
		return
	}
	for _, t := range s.tables {
		due, err := s.due(ctx, t, covered[t.Job()])
		if err != nil {
			s.complain(ctx, "the record of jobs does not work", err, "job", t.Job())
		}
		if len(due) == 0 || t.Job().Each() {
			due = append(s.again(t.Job(), failed, covered[t.Job()]), due...)
		}
		if t.Job().Beside() {
			s.beside.Go(func() { s.runAll(ctx, due) })
			continue
		}
		s.runAll(ctx, due)
	}
}

// runAll runs a job for occasions, the oldest first.
func (s *Scheduler) runAll(ctx context.Context, due []pipeline.JobRun) {
	for _, run := range due {
		if ctx.Err() != nil {
			return
		}
		if _, _, err := s.begin(ctx, run); err != nil {
			s.complain(ctx, "a run could not be recorded", err, "job", run.Job, "due", run.Due)
			return // what comes later must not be recorded before it
		}
	}
}

// due are the occasions of a job that are due now and not covered, from when on they count.
func (s *Scheduler) due(ctx context.Context, t Timetable, covered time.Time) (runs []pipeline.JobRun, err error) {
	job, now := t.Job(), s.clock.Now()
	if t.moment == nil || s.works[job].Do == nil {
		return nil, nil
	}
	since, known := s.since[job]
	if !known || since.After(now) { // a moment that is yet to come was recorded by a clock that was wrong
		if since, err = s.record.KnownSince(ctx, job, now); err != nil {
			return nil, err
		}
		s.since[job] = since
	}
	if covered.After(since) {
		since = covered
	}
	for _, moment := range t.missed(since, now) {
		runs = append(runs, pipeline.JobRun{Occasion: pipeline.Occasion{Job: job, Due: moment}, By: pipeline.ScheduleBy})
	}
	return runs, nil
}

// complain tells the operator what is wrong, unless it is only that the service ends.
func (s *Scheduler) complain(ctx context.Context, what string, err error, more ...any) {
	if ctx.Err() == nil {
		s.log.Error(what, append(more, "error", err)...)
	}
}
