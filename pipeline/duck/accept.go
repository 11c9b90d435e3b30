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
	return w.decideWaiting(ctx, submission, "accepted", func(waiting pipeline.Submission) (decision, error) {
		newer, err := w.submissions(ctx, "newer_quarantined", map[string]any{"submission": submission})
		if err == nil && len(newer) > 0 {
			err = pipeline.Refuse("newer-waits", "submission {newer} of the same form is newer than {submission} and waits too: accept that one, and this one is superseded",
				"newer", newer[0].ID, "submission", submission)
		}
		return acceptance(waiting, who, reason), err
	})
}

// decideWaiting decides, in a transaction, about a submission that waits in quarantine; what says what it would be otherwise: "accepted".
func (w *Warehouse) decideWaiting(ctx context.Context, submission int64, what string, decide func(waiting pipeline.Submission) (decision, error)) (settled pipeline.Settled, err error) {
	w.mu.Lock()
	defer w.mu.Unlock()
	err = w.transaction(ctx, func() error {
		waiting, err := w.quarantined(ctx, submission, what)
		if err != nil {
			return err
		}
		decided, err := decide(waiting)
		if err != nil {
			return err
		}
		settled, err = w.decideAgain(ctx, []decision{decided}, nil)
		return err
	})
	return settled, err
}

// quarantined returns the submission, if the department has to decide about it.
func (w *Warehouse) quarantined(ctx context.Context, submission int64, what string) (waiting pipeline.Submission, err error) {
	found, err := w.submissions(ctx, "outcomes", map[string]any{"submissions": []int64{submission}})
	if err != nil {
		return waiting, err
	}
	if len(found) == 0 {
		return waiting, pipeline.Refuse("no-submission", "there is no submission {submission}; tonghop submissions lists them", "submission", submission)
	}
	if found[0].State != pipeline.Quarantined {
		return waiting, pipeline.Refuse("not-quarantined", "submission {submission} is {state}; only what is quarantined can be {what}",
			"submission", submission, "state", found[0].State, "what", what)
	}
	return found[0], nil
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
	decisions := make([]decision, len(found))
	for i, s := range found {
		decisions[i] = acceptance(s, who, reason)
	}
	return w.decideAgain(ctx, decisions, closed)
}

// acceptance is the decision to take a submission in.
func acceptance(s pipeline.Submission, who, reason string) decision {
	s.State = pipeline.Accepted
	return decision{Submission: s, who: who, action: pipeline.DecisionAction, reason: reason}
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
	return w.settled(ctx, decisions, before, after)
}
