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
	return w.decideWaiting(ctx, submission, "sent back", func(s pipeline.Submission) (decision, error) {
		s.State = pipeline.Returned
		return decision{Submission: s, who: who, action: pipeline.DecisionAction, reason: reason,
			notes: []pipeline.Finding{w.noteOn(s, pipeline.SentBack, map[string]string{"reason": reason})}}, nil
	})
}
