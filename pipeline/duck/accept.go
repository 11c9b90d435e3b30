package duck

import (
	"context"
	"fmt"

	"tonghop/pipeline"
)

// Accept takes in a submission that waits in quarantine, as the form's next edition.
func (w *Warehouse) Accept(ctx context.Context, submission int64, who, reason string) (settled pipeline.Settled, err error) {
	w.mu.Lock()
	defer w.mu.Unlock()
	err = w.transaction(ctx, func() error {
		waiting, err := w.acceptable(ctx, submission)
		if err != nil {
			return err
		}
		settled, err = w.decideAgain(ctx, waiting, who, reason, nil)
		return err
	})
	return settled, err
}

// acceptable returns the submission, if it may be accepted by hand.
func (w *Warehouse) acceptable(ctx context.Context, submission int64) ([]pipeline.Submission, error) {
	found, err := w.submissions(ctx, "outcomes", map[string]any{"submissions": []int64{submission}})
	if err != nil {
		return nil, err
	}
	if len(found) == 0 {
		return nil, refuse("there is no submission %d; tonghop submissions lists them", submission)
	}
	if found[0].State != pipeline.Quarantined {
		return nil, refuse("submission %d is %s; only what is quarantined can be accepted", submission, found[0].State)
	}
	newer, err := w.submissions(ctx, "newer_quarantined", map[string]any{"submission": submission})
	if err == nil && len(newer) > 0 {
		err = refuse("submission %d of the same form is newer than %d and waits too: accept that one, and this one is superseded", newer[0].ID, submission)
	}
	return found, err
}

// acceptWaived takes in those of the returned submissions all of whose errors are waived, unless something newer of the form has
// come, in the transaction that is open. For a closed period they are quarantined.
func (w *Warehouse) acceptWaived(ctx context.Context, submissions []int64, who, reason string) (pipeline.Settled, error) {
	found, err := w.submissions(ctx, "waived_forms", map[string]any{"submissions": submissions})
	if err != nil || len(found) == 0 {
		return pipeline.Settled{}, err
	}
	closed, err := w.closings(ctx)
	if err != nil {
		return pipeline.Settled{}, err
	}
	return w.decideAgain(ctx, found, who, reason, closed)
}

// decideAgain takes in submissions that had been settled otherwise.
func (w *Warehouse) decideAgain(ctx context.Context, found []pipeline.Submission, who, reason string, closed []pipeline.Closing) (settled pipeline.Settled, err error) {
	ids := idsOf(found, submissionID)
	decisions := make([]decision, len(found))
	for i, s := range found {
		s.State = pipeline.Accepted
		decisions[i] = decision{Submission: s, who: who, action: pipeline.DecisionAction, reason: reason}
	}
	for _, query := range []string{"forget_differences", "forget_notes"} { // they are made anew
		if err := w.run(ctx, query, map[string]any{"submissions": ids}); err != nil {
			return settled, err
		}
	}
	before, after, err := w.decide(ctx, decisions, closed)
	if err != nil {
		return settled, err
	}
	return w.settled(ctx, ids, before, after)
}

func refuse(format string, args ...any) error {
	return &pipeline.DecisionError{Reason: fmt.Sprintf(format, args...)}
}
