package duck

import (
	"cmp"
	"context"
	"database/sql"
	"fmt"

	"tonghop/pipeline"
)

// ConfirmNothing takes a unit's word, spoken by who, that it has nothing to report on a form of a period that is over and not
// closed. Where a form is there that counts, or that waits to, the form speaks. What is refused is a *pipeline.DecisionError.
func (w *Warehouse) ConfirmNothing(ctx context.Context, layout pipeline.Layout, unit pipeline.Unit, period pipeline.Period, who string) error {
	if err := w.mustBeOver(period, "confirm"); err != nil {
		return err
	}
	w.mu.Lock()
	defer w.mu.Unlock()
	args := map[string]any{"layout": layout.ID, "unit": unit.ID, "period": period.String(), "who": who, "made": w.now().UTC()}
	return w.transaction(ctx, func() error {
		if err := w.spokenFor(ctx, args); err != nil {
			return err
		}
		closed, err := w.closings(ctx)
		if err != nil {
			return err
		}
		if by := w.closedBy(closed, period); by != "" {
			return pipeline.Refuse("nothing-closed", "{about}: {period} is closed; let the department open {whole} again first (tonghop reopen)",
				"about", about(args), "period", period, "whole", by)
		}
		if err := w.run(ctx, "nothing", args); err != nil {
			return err
		}
		return w.record(ctx, pipeline.JournalEntry{Who: who, Action: pipeline.NothingAction,
			Subject: fmt.Sprintf("%s %s %s", layout.ID, unit.ID, period)})
	})
}

// spokenFor tells what speaks for a form, unit and period: a form before a word; nil is nothing.
func (w *Warehouse) spokenFor(ctx context.Context, args map[string]any) error {
	var against error
	err := w.query(ctx, "nothing_against", args, func(rows *sql.Rows) error {
		var state, by string
		err := rows.Scan(&state, &by)
		switch {
		case state == string(pipeline.Quarantined):
			against = pipeline.Refuse("nothing-form-waits", "{about}: a form waits to be accepted ({by}); let the department decide on it first (tonghop accept)", "about", about(args), "by", by)
		case state != pipeline.NothingStanding:
			against = pipeline.Refuse("nothing-form-there", "{about}: a form is there already ({by}, {state}), and what it says counts; send a corrected form instead",
				"about", about(args), "by", by, "state", state)
		case against == nil:
			against = pipeline.Refuse("nothing-confirmed", "{about}: {by} has confirmed already that there is nothing to report", "about", about(args), "by", by)
		}
		return err
	})
	return cmp.Or(err, against)
}

// about names what a unit's word is about.
func about(args map[string]any) string {
	return fmt.Sprintf("%s of %s for %s", args["layout"], args["unit"], args["period"])
}
