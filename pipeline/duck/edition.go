package duck

import (
	"context"
	"database/sql"
	"database/sql/driver"

	"tonghop/pipeline"
	"tonghop/pipeline/vi"
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

// revision is what a form says otherwise than the current edition: differs without a difference where cells have moved, or a figure
// is written in another way.
type revision struct {
	differs     bool
	differences []pipeline.Difference
}

// revisions compares forms with other ones, later with earlier.
func (w *Warehouse) revisions(ctx context.Context, later, earlier []int64) (map[int64]revision, error) {
	found := make(map[int64]revision, len(later))
	if len(later) == 0 {
		return found, nil
	}
	err := w.query(ctx, "edition_differences", map[string]any{"later": later, "earlier": earlier}, func(rows *sql.Rows) error {
		var submission int64
		var said bool
		var box string // the layout that a text box is of
		var version int
		var d pipeline.Difference
		var figures, texts [2]any
		if err := rows.Scan(&submission, &said, &box, &version, &d.Sheet, &d.Cell, &d.Line, &figures[0], &texts[0], &figures[1], &texts[1]); err != nil {
			return err
		}
		if box != "" {
			d.Line = w.boxLabel(box, version, d.Line)
		}
		r := found[submission]
		r.differs = true
		for i, to := range []*string{&d.From, &d.To} {
			text, err := told(figures[i], texts[i])
			if err != nil {
				return err
			}
			*to = text
		}
		if said && d.From != d.To {
			r.differences = append(r.differences, d)
		}
		found[submission] = r
		return nil
	})
	return found, err
}

// boxLabel is how a form calls the place of words: a box, or the row that a note stands beside.
func (w *Warehouse) boxLabel(layout string, version int, id string) string {
	for _, l := range w.catalog.Layouts {
		if l.ID != layout || l.Version != version {
			continue
		}
		for _, box := range l.Boxes {
			if box.ID == id {
				return box.Label[0]
			}
		}
		for _, item := range l.Rows.Items {
			if item.Code == id {
				return item.Label
			}
		}
	}
	return id
}

// told is what stands in a cell: a figure as sentences tell it, or a text. A figure that is missing is nothing.
func told(figure, text any) (string, error) {
	fields, ok := figure.(map[string]any)
	if !ok {
		return textOf(text)
	}
	f, err := figureOf(fields)
	if err != nil || f.Quantity.State == vi.Missing {
		return "", err
	}
	return f.Quantity.Prose(), nil
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

// Submissions lists every submission, in the order of arrival, with what it says otherwise than the one that it replaced; "" is every
// reporter, period or form.
func (w *Warehouse) Submissions(ctx context.Context, unit, period, form string) ([]pipeline.Sent, error) {
	w.mu.Lock()
	defer w.mu.Unlock()
	found, err := w.submissions(ctx, "submissions", map[string]any{"unit": unit, "period": period, "form": form})
	if err != nil {
		return nil, err
	}
	ids := make([]int64, len(found))
	for i, s := range found {
		ids[i] = s.ID
	}
	differences, err := w.differences(ctx, ids)
	sent := make([]pipeline.Sent, len(found))
	for i, s := range found {
		sent[i] = pipeline.Sent{Submission: s, Differences: differences[s.ID]}
	}
	return sent, err
}
