package duck

import (
	"context"
	"database/sql"
	"slices"

	"tonghop/pipeline"
)

// ClosePeriod closes a period that is over: its forms, and those of times within it, are quarantined from now on.
func (w *Warehouse) ClosePeriod(ctx context.Context, period pipeline.Period, who string) error {
	if err := w.mustBeOver(period, "close it"); err != nil {
		return err
	}
	return w.decideOn(ctx, func(closed []pipeline.Closing) error {
		for _, c := range closed {
			if c.Period == period.String() {
				return pipeline.Refuse("closed-already", "{period} is closed already, by {by} on {day}", "period", c.Period, "by", c.By, "day", pipeline.DayOf(c.At))
			}
		}
		args := map[string]any{"period": period.String(), "who": who, "made": w.now().UTC()}
		if err := w.run(ctx, "close_period", args); err != nil {
			return err
		}
		return w.record(ctx, pipeline.JournalEntry{Who: who, Action: pipeline.ClosingAction, Subject: period.String(), Detail: map[string]string{"state": string(pipeline.PeriodClosed)}})
	})
}

// mustBeOver refuses to do something about a period whose last day has not ended.
func (w *Warehouse) mustBeOver(period pipeline.Period, do string) error {
	if _, last := w.catalog.Config.Calendar.Days(period); !pipeline.DayOf(w.now()).After(last) {
		return pipeline.Refuse("not-over", "{period} is not over before {day} has ended; {do} from the day after", "period", period, "day", last, "do", do)
	}
	return nil
}

// ReopenPeriod opens a period again that is closed itself. within is the closed period that it lies within, which holds it closed
// still; "" is none.
func (w *Warehouse) ReopenPeriod(ctx context.Context, period pipeline.Period, who, reason string) (within string, err error) {
	err = w.decideOn(ctx, func(closed []pipeline.Closing) error {
		switch by := w.closedBy(closed, period); by {
		case period.String():
		case "":
			return pipeline.Refuse("not-closed", "{period} is not closed", "period", period)
		default:
			return pipeline.Refuse("closed-within", "{period} is not closed by itself: it lies within {whole}, which is; open that again", "period", period, "whole", by)
		}
		within = w.closedBy(slices.DeleteFunc(closed, func(c pipeline.Closing) bool { return c.Period == period.String() }), period)
		if err := w.run(ctx, "reopen_period", map[string]any{"period": period.String()}); err != nil {
			return err
		}
		return w.record(ctx, pipeline.JournalEntry{Who: who, Action: pipeline.ClosingAction, Subject: period.String(),
			Detail: map[string]string{"state": string(pipeline.PeriodOpen), "reason": reason}})
	})
	return within, err
}

// decideOn does something in a transaction, given what is closed.
func (w *Warehouse) decideOn(ctx context.Context, do func(closed []pipeline.Closing) error) error {
	w.mu.Lock()
	defer w.mu.Unlock()
	return w.transaction(ctx, func() error {
		closed, err := w.closings(ctx)
		if err != nil {
			return err
		}
		return do(closed)
	})
}

// closings lists the periods that are closed.
func (w *Warehouse) closings(ctx context.Context) ([]pipeline.Closing, error) {
	var closed []pipeline.Closing
	err := w.query(ctx, "closings", nil, func(rows *sql.Rows) error {
		var c pipeline.Closing
		err := rows.Scan(&c.Period, &c.By, &c.At)
		closed = append(closed, c)
		return err
	})
	return closed, err
}

// isClosed tells whether a period, or one that it lies within, is closed.
func (w *Warehouse) isClosed(closed []pipeline.Closing, period string) bool {
	p, err := pipeline.ParsePeriod(period)
	return err == nil && w.closedBy(closed, p) != ""
}

// closedBy names the closed period that a period is, or lies within: itself first; "" for none.
func (w *Warehouse) closedBy(closed []pipeline.Closing, period pipeline.Period) string {
	found := ""
	for _, c := range closed {
		whole, err := pipeline.ParsePeriod(c.Period)
		switch {
		case err != nil:
			continue // the warehouse holds canonical periods only
		case c.Period == period.String():
			return c.Period
		case found == "" && w.catalog.Config.Calendar.Within(period, whole):
			found = c.Period
		}
	}
	return found
}
