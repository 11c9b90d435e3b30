package duck

import (
	"context"

	"tonghop/pipeline"
	"tonghop/pipeline/vi"
)

// Accept takes in a submission that waits in quarantine, as the form's next edition.
func (w *Warehouse) Accept(ctx context.Context, submission int64, who, reason string) (settled pipeline.Settled, err error) {
	if reason = vi.SingleSpaced(reason); reason == "" {
		return settled, pipeline.Refuse("accept-reason", "the reason is empty; say why submission {submission} is taken in", "submission", submission)
	}
	w.mu.Lock()
	defer w.mu.Unlock()
	err = w.transaction(ctx, func() error {
		waiting, err := w.acceptable(ctx, submission)
		if err != nil {
			return err
		}
		settled, err = w.decideAgain(ctx, acceptances(waiting, who, reason), nil)
		return err
	})
	return settled, err
}

// acceptable returns the submission, if it may be accepted by hand.
func (w *Warehouse) acceptable(ctx context.Context, submission int64) ([]pipeline.Submission, error) {
	found, err := w.quarantined(ctx, submission, "accepted")
	if err != nil {
		return nil, err
	}
	newer, err := w.submissions(ctx, "newer_quarantined", map[string]any{"submission": submission})
	if err == nil && len(newer) > 0 {
		err = pipeline.Refuse("newer-waits", "submission {newer} of the same form is newer than {submission} and waits too: accept that one, and this one is superseded",
			"newer", newer[0].ID, "submission", submission)
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
	return w.decideAgain(ctx, acceptances(found, who, reason), closed)
}

// acceptances are the decisions to take submissions in.
func acceptances(found []pipeline.Submission, who, reason string) []decision {
	decisions := make([]decision, len(found))
	for i, s := range found {
		s.State = pipeline.Accepted
		decisions[i] = decision{Submission: s, who: who, action: pipeline.DecisionAction, reason: reason}
	}
	return decisions
}

// decideAgain decides about submissions that had been settled otherwise.
func (w *Warehouse) decideAgain(ctx context.Context, decisions []decision, closed []pipeline.Closing) (settled pipeline.Settled, err error) {
	ids := idsOf(decisions, func(d decision) int64 { return d.ID })
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
