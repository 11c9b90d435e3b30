package duck

import (
	"context"
	"database/sql"
	"fmt"
	"time"

	"tonghop/pipeline"
)

// Unsent returns who owes which forms of a period, of which nothing counts or waits to.
func (w *Warehouse) Unsent(ctx context.Context, period pipeline.Period) ([]pipeline.Owed, error) {
	standings, _, err := w.Board(ctx, pipeline.BoardSelection{Period: period.String()})
	if err != nil {
		return nil, err
	}
	w.mu.Lock()
	defer w.mu.Unlock()
	closed, err := w.closings(ctx)
	isClosed := w.closedBy(closed, period) != ""
	var owed []pipeline.Owed
	for _, s := range standings {
		if s.Expected && !s.Sent && s.State != string(pipeline.Quarantined) {
			owed = append(owed, pipeline.Owed{Form: s.Layout, Period: s.Period, Unit: s.Unit, Returned: s.State == string(pipeline.Returned), Closed: isClosed})
		}
	}
	return owed, err
}

// EverClosed returns the periods that were ever closed, also those that were opened again.
func (w *Warehouse) EverClosed(ctx context.Context) (periods []pipeline.Period, err error) {
	w.mu.Lock()
	defer w.mu.Unlock()
	err = w.query(ctx, "job_closed", nil, func(rows *sql.Rows) error {
		var text string
		if err := rows.Scan(&text); err != nil {
			return err
		}
		period, err := pipeline.ParsePeriod(text)
		periods = append(periods, period)
		return err
	})
	return periods, err
}

// Delivered tells from when on deliveries are made, zero for not yet, and which of the subjects Queue was told of.
func (w *Warehouse) Delivered(ctx context.Context, subjects []string) (since time.Time, told map[string]bool, err error) {
	w.mu.Lock()
	defer w.mu.Unlock()
	told = map[string]bool{}
	err = w.query(ctx, "deliver_told", map[string]any{"subjects": listOf(subjects)}, func(rows *sql.Rows) error {
		var moment sql.NullString
		var found []any
		if err := rows.Scan(&moment, &found); err != nil {
			return err
		}
		for _, subject := range found {
			told[fmt.Sprint(subject)] = true
		}
		if moment.Valid {
			since, err = time.Parse(time.RFC3339, moment.String)
		}
		return err
	})
	return since, told, err
}
