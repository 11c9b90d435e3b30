package duck

import (
	"context"
	"database/sql"
	"time"

	"tonghop/pipeline"
)

// Counts counts what the warehouse holds.
func (w *Warehouse) Counts(ctx context.Context) (pipeline.Counts, error) {
	w.mu.Lock()
	defer w.mu.Unlock()
	counts := pipeline.Counts{Submissions: map[pipeline.State]int{}, Findings: map[pipeline.FindingCount]int{},
		Deliveries: map[pipeline.DeliveryState]int{}, Runs: map[pipeline.Job]pipeline.JobCounts{}}
	newest := map[pipeline.Job]time.Time{}
	err := w.query(ctx, "counts", nil, func(rows *sql.Rows) error {
		var kind, name, second string
		var n int
		var at sql.NullTime
		var seconds sql.NullFloat64
		if err := rows.Scan(&kind, &name, &second, &n, &at, &seconds); err != nil {
			return err
		}
		switch kind {
		case "submission":
			counts.Submissions[pipeline.State(name)] = n
		case "finding":
			counts.Findings[pipeline.FindingCount{Rule: name, Severity: pipeline.Severity(second)}] = n
		case "delivery":
			state := pipeline.DeliveryState(name)
			counts.Deliveries[state] = n
			if oldest := &counts.OldestDelivery; (state == pipeline.DeliveryQueued || state == pipeline.DeliveryDeferred) && (oldest.IsZero() || at.Time.Before(*oldest)) {
				*oldest = at.Time.UTC()
			}
		case "run":
			job, outcome := pipeline.Job(name), pipeline.RunOutcome(second)
			of := counts.Runs[job]
			if of.Runs == nil {
				of.Runs = map[pipeline.RunOutcome]int{}
			}
			of.Runs[outcome] = n
			if outcome == pipeline.RunDone {
				of.LastSuccess = at.Time.UTC()
			}
			if at.Valid && at.Time.After(newest[job]) {
				newest[job], of.LastTook = at.Time, time.Duration(seconds.Float64*float64(time.Second))
			}
			counts.Runs[job] = of
		}
		return nil
	})
	return counts, err
}
