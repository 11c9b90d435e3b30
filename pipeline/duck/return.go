package duck

import (
	"context"

	"tonghop/pipeline"
	"tonghop/pipeline/vi"
)

// Return sends a submission that waits in quarantine back to its sender: nothing of it counts, and the reason is a finding on it that
// goes with it. What is refused is a *pipeline.DecisionError.
func (w *Warehouse) Return(ctx context.Context, submission int64, who, reason string) (settled pipeline.Settled, err error) {
	if reason = vi.SingleSpaced(reason); reason == "" {
		return settled, pipeline.Refuse("return-reason", "the reason is empty; say why submission {submission} goes back, for its sender reads it", "submission", submission)
	}
	w.mu.Lock()
	defer w.mu.Unlock()
	err = w.transaction(ctx, func() error {
		waiting, err := w.quarantined(ctx, submission, "sent back")
		if err != nil {
			return err
		}
		s := waiting[0]
		s.State = pipeline.Returned
		settled, err = w.decideAgain(ctx, []decision{{Submission: s, who: who, action: pipeline.DecisionAction, reason: reason,
			notes: []pipeline.Finding{w.noteOn(s, pipeline.SentBack, map[string]string{"reason": reason})}}}, nil)
		return err
	})
	return settled, err
}

// quarantined returns the submission, if the department has to decide about it.
func (w *Warehouse) quarantined(ctx context.Context, submission int64, what string) ([]pipeline.Submission, error) {
	found, err := w.submissions(ctx, "outcomes", map[string]any{"submissions": []int64{submission}})
	if err != nil {
		return nil, err
	}
	if len(found) == 0 {
		return nil, pipeline.Refuse("no-submission", "there is no submission {submission}; tonghop submissions lists them", "submission", submission)
	}
	if found[0].State != pipeline.Quarantined {
		return nil, pipeline.Refuse("not-quarantined", "submission {submission} is {state}; only what is quarantined can be {what}",
			"submission", submission, "state", found[0].State, "what", what)
	}
	return found, nil
}
