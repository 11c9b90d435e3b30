package duck

import (
	"context"
	"database/sql"
	"fmt"
	"math"
	"strings"
	"time"

	"tonghop/pipeline"
)

// KnownSince returns from when on a job's occasions count: when it was first asked about, which is recorded.
func (w *Warehouse) KnownSince(ctx context.Context, job pipeline.Job, now time.Time) (since time.Time, err error) {
	w.mu.Lock()
	defer w.mu.Unlock()
	err = w.query(ctx, "job_since", map[string]any{"job": string(job), "now": now.UTC()}, func(rows *sql.Rows) error { return rows.Scan(&since) })
	return since.UTC(), err
}

// BeginRun records that a run begins, and returns it with its id and attempt, unless one of the job goes on or the occasion needs none.
func (w *Warehouse) BeginRun(ctx context.Context, run pipeline.JobRun) (begun pipeline.JobRun, began bool, err error) {
	w.mu.Lock()
	defer w.mu.Unlock()
	args := map[string]any{"job": string(run.Job), "due": run.Due.UTC(), "who": run.By, "started": run.Started.UTC(), "schedule": pipeline.ScheduleBy, "attempt": int32(max(run.Attempt, 1))}
	err = w.query(ctx, "job_begin", args, func(rows *sql.Rows) error {
		began = true
		return rows.Scan(&run.ID, &run.Attempt)
	})
	return run, began, err
}

// What is kept of runs: they are pruned behind every so many, and of each job so many are kept that a year of days is among them.
const (
	pruneEvery = 100
	runsKept   = 500
)

// EndRun records how a run ended, and lets go of runs that nobody needs.
func (w *Warehouse) EndRun(ctx context.Context, run pipeline.JobRun) error {
	w.mu.Lock()
	defer w.mu.Unlock()
	ended := false
	args := map[string]any{"id": run.ID, "ended": run.Ended.UTC(), "outcome": string(run.Outcome), "did": run.Did, "error": run.Error}
	err := w.query(ctx, "job_end", args, func(*sql.Rows) error { ended = true; return nil })
	switch {
	case err != nil:
		return err
	case !ended:
		return fmt.Errorf("run %d of job %s does not go on: it cannot end", run.ID, run.Job)
	case run.Job == pipeline.IntakeJob && run.Outcome == pipeline.RunDone && strings.HasPrefix(run.Did, pipeline.NoWorkbooks):
		err = w.run(ctx, "job_idle", map[string]any{"job": string(run.Job), "nothing": pipeline.NoWorkbooks, "id": run.ID})
	}
	if err == nil && run.ID%pruneEvery == 0 {
		err = w.run(ctx, "job_prune", map[string]any{"now": run.Ended.UTC(), "kept": int32(runsKept)})
	}
	return err
}

// Interrupt makes interrupted what is recorded as running.
func (w *Warehouse) Interrupt(ctx context.Context, now time.Time) error {
	w.mu.Lock()
	defer w.mu.Unlock()
	return w.run(ctx, "job_interrupt", map[string]any{"now": now.UTC()})
}

// Covered returns up to when each job was run.
func (w *Warehouse) Covered(ctx context.Context, now time.Time) (map[pipeline.Job]time.Time, error) {
	w.mu.Lock()
	defer w.mu.Unlock()
	covered := map[pipeline.Job]time.Time{}
	err := w.query(ctx, "job_covered", map[string]any{"now": now.UTC(), "schedule": pipeline.ScheduleBy}, func(rows *sql.Rows) error {
		var job pipeline.Job
		var due time.Time
		err := rows.Scan(&job, &due)
		covered[job] = due.UTC()
		return err
	})
	return covered, err
}

// Failed returns the schedule's runs that failed or were overdue, of occasions that had fewer attempts than most.
func (w *Warehouse) Failed(ctx context.Context, now time.Time, most int) ([]pipeline.JobRun, error) {
	return w.jobRuns(ctx, "job_failed", map[string]any{"now": now.UTC(), "most": int32(most), "schedule": pipeline.ScheduleBy})
}

// Runs lists runs, the newest first; job "" lists those of all, limit 0 lists all.
func (w *Warehouse) Runs(ctx context.Context, job pipeline.Job, limit int) ([]pipeline.JobRun, error) {
	return w.jobRuns(ctx, "job_runs", map[string]any{"job": string(job), "limit": limitOf(limit)})
}

// LastRuns returns of each job the run that began last.
func (w *Warehouse) LastRuns(ctx context.Context) (map[pipeline.Job]pipeline.JobRun, error) {
	runs, err := w.jobRuns(ctx, "job_last", nil)
	last := make(map[pipeline.Job]pipeline.JobRun, len(runs))
	for _, run := range runs {
		last[run.Job] = run
	}
	return last, err
}

func (w *Warehouse) jobRuns(ctx context.Context, query string, args map[string]any) ([]pipeline.JobRun, error) {
	w.mu.Lock()
	defer w.mu.Unlock()
	runs := []pipeline.JobRun{}
	err := w.query(ctx, query, args, func(rows *sql.Rows) error {
		var r pipeline.JobRun
		var ended sql.NullTime
		err := rows.Scan(&r.ID, &r.Job, &r.Due, &r.By, &r.Started, &ended, &r.Outcome, &r.Did, &r.Error, &r.Attempt)
		r.Due, r.Started = r.Due.UTC(), r.Started.UTC()
		if ended.Valid {
			r.Ended = ended.Time.UTC()
		}
		runs = append(runs, r)
		return err
	})
	return runs, err
}

// limitOf is how many rows a limit lets through; 0 is all.
func limitOf(limit int) int64 {
	if limit == 0 {
		return math.MaxInt64
	}
	return int64(limit)
}
