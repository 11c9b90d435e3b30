package duck

import (
	"context"
	"database/sql"
	"database/sql/driver"

	"tonghop/pipeline"
)

// meeting is what a form meets in the warehouse when it is settled.
type meeting struct {
	current int64 // the accepted submission of the same form, unit and period; 0 for none
	edition int   // of the current one
	highest int   // edition that there was
	waiting bool  // others of the same form wait in quarantine
}

// meetings tells what submissions with a form meet.
func (w *Warehouse) meetings(ctx context.Context, ids []int64) (map[int64]meeting, error) {
	found := make(map[int64]meeting, len(ids))
	err := w.query(ctx, "editions", map[string]any{"submissions": ids}, func(rows *sql.Rows) error {
		var id int64
		var m meeting
		err := rows.Scan(&id, &m.current, &m.edition, &m.highest, &m.waiting)
		found[id] = m
		return err
	})
	return found, err
}

// appendDifferences keeps what each of the submissions says otherwise.
func (w *Warehouse) appendDifferences(decisions []decision) error {
	return w.append("edition_difference", func(add func(...driver.Value) error) error {
		for _, d := range decisions {
			for i, x := range d.differences {
				if err := add(d.ID, int32(i), x.Sheet, x.Cell, x.Line, x.From, x.To); err != nil {
					return err
				}
			}
		}
		return nil
	})
}

// differences reads what submissions say otherwise than the ones that they replaced, by their ids.
func (w *Warehouse) differences(ctx context.Context, ids []int64) (map[int64][]pipeline.Difference, error) {
	found := map[int64][]pipeline.Difference{}
	err := w.query(ctx, "differences", map[string]any{"submissions": ids}, func(rows *sql.Rows) error {
		var submission int64
		var d pipeline.Difference
		err := rows.Scan(&submission, &d.Sheet, &d.Cell, &d.Line, &d.From, &d.To)
		found[submission] = append(found[submission], d)
		return err
	})
	return found, err
}

// Waiting lists what waits for the department to decide about it, the newest first.
func (w *Warehouse) Waiting(ctx context.Context) ([]pipeline.Submission, error) {
	w.mu.Lock()
	defer w.mu.Unlock()
	return w.submissions(ctx, "waiting", nil)
}

// Submissions lists every submission, the newest first, with what it says otherwise than the one that it replaced; "" is every
// reporter, period or form.
func (w *Warehouse) Submissions(ctx context.Context, units []string, period, form string) ([]pipeline.Sent, error) {
	w.mu.Lock()
	defer w.mu.Unlock()
	found, err := w.submissions(ctx, "submissions", map[string]any{"units": listOf(units), "period": period, "form": form})
	if err != nil {
		return nil, err
	}
	differences, err := w.differences(ctx, idsOf(found, submissionID))
	sent := make([]pipeline.Sent, len(found))
	for i, s := range found {
		sent[i] = pipeline.Sent{Submission: s, Differences: differences[s.ID]}
	}
	return sent, err
}
